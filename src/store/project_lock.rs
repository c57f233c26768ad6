//! The lock of a project: one program writes at a time.

use crate::{
    message::{Message, message},
    store::{
        Mode, StoreError,
        files::{
            disk::{self, Held, Lock},
            layout::{LOCAL, LOCK},
        },
        shared_state::SharedState,
    },
};

pub(super) type LockGuard = Box<dyn Held>;

/// Takes the lock; whatever stands in its way makes the project read-only.
pub(super) fn take_lock(shared: &SharedState) -> (Option<LockGuard>, Mode) {
    let folder = shared.folder();
    let ready = folder.refuse_links(LOCK).and_then(|()| folder.ensure(LOCAL)).and_then(|()| {
        let lock = shared.disk.lock(&folder.at(LOCK), &disk::who());
        lock.map_err(|error| StoreError::io(LOCK, message!("the project cannot be locked for writing"), &error))
    });
    match ready {
        Ok(Lock::Ours(guard)) => (Some(guard), Mode::ReadWrite),
        // Better no lock than no work; two at a time are still told by the look at each file before it is written.
        Ok(Lock::Unsupported) => (None, Mode::ReadWrite),
        Ok(Lock::Theirs(holder)) => {
            let holder = if holder.is_empty() { message!("another Tandai") } else { Message::verbatim(holder) };
            let reason = message!(
                "the project is open already, by {holder}. Close it there, then open it again here.",
                holder = holder
            );
            (None, Mode::ReadOnly(reason))
        }
        Err(error) => (None, Mode::ReadOnly(error.located())),
    }
}
