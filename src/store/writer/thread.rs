//! The writer thread: takes what the session hands over, in its order, and does it in groups.

use std::{
    sync::mpsc::{Receiver, RecvTimeoutError, Sender},
    time::Duration,
};

use crate::store::{SaveState, job::Job, shared_state::lock, staging, writer::JournalWriter};

/// After a failure, how long until it is tried again unasked.
const PATIENCE: Duration = Duration::from_secs(3);

/// Works until it is told to stop.
pub(in crate::store) fn run(mut writer: JournalWriter, jobs: &Receiver<Job>) {
    loop {
        let failed = matches!(writer.shared.state(), SaveState::Failed { .. });
        let first = if failed { jobs.recv_timeout(PATIENCE) } else { jobs.recv().map_err(Into::into) };
        let before = writer.shared.state();
        let mut next = match first {
            Ok(job) => Some(job),
            Err(RecvTimeoutError::Timeout) => Some(Job::Retry),
            Err(RecvTimeoutError::Disconnected) => return,
        };
        let (mut uncommitted, mut recorded) = (false, false);
        // Whatever is waiting already shares the sync at the end.
        while let Some(job) = next {
            match job {
                Job::Record(number, change) => {
                    writer.pending.push((number, change));
                    (uncommitted, recorded) = (true, true);
                }
                Job::Fold(upto, snapshot) => {
                    // A failure is in the state for everyone to see, and what failed stays staged.
                    let _ = writer.fold(upto, *snapshot);
                    uncommitted = false;
                }
                Job::Retry => {
                    let _ = writer.write_all();
                }
                Job::Flush(answer) => {
                    reply(&answer, writer.write_all());
                    uncommitted = false;
                }
                Job::AddTexts(articles, answer) => reply(&answer, writer.add_texts(&articles)),
                Job::WriteBack(articles, answer) => reply(&answer, writer.write_back(&articles)),
                Job::TakeIn(import, paths, answer) => reply(&answer, staging::take_in(&writer.shared, &import, &paths)),
                Job::SaveCopy(to, answer) => reply(&answer, writer.save_copy(&to)),
                Job::Pending(place, answer) => reply(&answer, writer.pending_for(&place)),
                Job::Seen(target, print) => {
                    writer.reported.remove(&target);
                    writer.shared.saw(&target, print);
                }
                Job::Stop => {
                    // Nobody is left to be told; who wants to know called `flush` before.
                    let _ = writer.write_all();
                    return;
                }
            }
            next = jobs.try_recv().ok();
        }
        if uncommitted {
            let _ = writer.commit();
        }
        if recorded || before != writer.shared.state() || !lock(&writer.shared.outside).is_empty() {
            writer.shared.wake();
        }
    }
}

/// Whoever asked may have gone meanwhile.
fn reply<T>(answer: &Sender<T>, result: T) {
    let _ = answer.send(result);
}
