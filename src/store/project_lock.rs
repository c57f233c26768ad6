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
            let holder = if holder.is_empty() { message!("another Tandai") } else { in_words(&holder) };
            let reason = message!(
                "the project is open already, by {holder}. Close it there, then open it again here.",
                holder = holder
            );
            (None, Mode::ReadOnly(reason))
        }
        Err(error) => (None, Mode::ReadOnly(error.located())),
    }
}

/// What a lock's file says of who holds it, as [`disk::who`] writes it, in the language of who reads it.
fn in_words(holder: &str) -> Message {
    let parts = holder.split_once(", process ").and_then(|(person, rest)| Some((person, rest.split_once(" on ")?)));
    let Some((person, (process, machine))) = parts else { return Message::verbatim(holder) };
    let person = if person == disk::NOBODY { message!("someone") } else { Message::verbatim(person) };
    let machine = if machine == disk::NOWHERE { message!("this machine") } else { Message::verbatim(machine) };
    message!("{person}, process {process} on {machine}", person = person, process = process, machine = machine)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Language;

    #[test]
    fn who_holds_it_is_said_in_the_readers_language() {
        let told = |holder: &str| in_words(holder).say(Language::Indonesian);
        assert_eq!(told("sri, process 12 on meja"), "sri, proses 12 di meja");
        assert_eq!(told("someone, process 12 on this machine"), "seseorang, proses 12 di komputer ini");
        assert_eq!(told("an older Tandai"), "an older Tandai");
        assert_eq!(in_words(disk::who().trim()).say(Language::English), disk::who().trim());
    }
}
