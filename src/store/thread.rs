//! The writer thread: takes what the session hands over, in its order, and does it in groups.

use std::{
    sync::mpsc::{self, Receiver, RecvTimeoutError, Sender},
    time::Duration,
};

use super::{Snapshot, StoreError, ground::Print, layout::Target, writer::Writer};
use crate::{
    edit::{Change, Put},
    model::{Article, Place},
};

/// After a failure, how long until it is tried again unasked.
const PATIENCE: Duration = Duration::from_secs(3);

pub(super) enum Job {
    Record(u64, Change),
    /// The state after that many changes.
    Fold(u64, Snapshot),
    Flush(Sender<Result<(), StoreError>>),
    AddTexts(Vec<Article>, Sender<Result<(), StoreError>>),
    Pending(Place, Sender<Vec<Put>>),
    /// The session knows this foreign version of a file now.
    Seen(Target, Print),
    Stop,
}

/// Works until it is told to stop.
pub(super) fn run(mut writer: Writer, jobs: &Receiver<Job>) {
    let mut failed = false;
    loop {
        let first = if failed { jobs.recv_timeout(PATIENCE) } else { jobs.recv().map_err(Into::into) };
        let mut next = match first {
            Ok(job) => Some(job),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => return,
        };
        let before = writer.ground.state();
        let retry = next.is_none();
        // Whatever is waiting already shares the sync at the end.
        while let Some(job) = next {
            if matches!(job, Job::Stop) {
                // What cannot be written at the end is shown by nobody; the journal or `flush` before had its say.
                let _ = writer.settle();
                return;
            }
            perform(&mut writer, job);
            next = jobs.try_recv().ok();
        }
        failed = if retry { writer.settle() } else { writer.commit() }.is_err() || writer.has_failed();
        if failed || before != writer.ground.state() || !super::ground::lock(&writer.ground.outside).is_empty() {
            writer.ground.wake();
        }
    }
}

fn perform(writer: &mut Writer, job: Job) {
    match job {
        Job::Record(number, change) => writer.pending.push((number, change)),
        Job::Fold(upto, snapshot) => {
            // The failure is in the state for everyone to see, and what failed stays staged.
            let _ = writer.fold(upto, snapshot);
        }
        Job::Flush(answer) => reply(&answer, writer.settle()),
        Job::AddTexts(articles, answer) => reply(&answer, writer.add_texts(&articles)),
        Job::Pending(place, answer) => reply(&answer, writer.pending_for(&place)),
        Job::Seen(target, print) => {
            writer.reported.remove(&target);
            writer.ground.saw(&target, print);
        }
        Job::Stop => {}
    }
}

/// Whoever asked may have gone meanwhile.
fn reply<T>(answer: &mpsc::Sender<T>, result: T) {
    let _ = answer.send(result);
}
