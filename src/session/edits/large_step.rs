//! A step of thousands of changes, put in force piece by piece so that no frame waits for it, and recorded as one: after
//! a crash all of it is there, or nothing.

use std::sync::Arc;

use crate::{
    edit::{self, Change, ChangeKind, Put, Refusal},
    message::message,
    session::{Done, Session, save::Dirty},
};

/// Changes that are put in force between two looks at the clock.
const PIECE: usize = 100;

/// See the module. One that was begun has to be finished or given up.
#[derive(Default)]
pub(in crate::session) struct LargeStep {
    puts: Vec<Put>,
    count: usize,
    kind: Option<ChangeKind>,
    begun: bool,
    /// Of the past: it brings no set into being.
    past: bool,
    /// How many of the puts are in force.
    done: usize,
    /// What files will have to follow.
    dirty: Dirty,
}

impl LargeStep {
    /// A step of the past.
    pub fn of_past(change: Change) -> Self {
        let Change { kind, count, puts } = change;
        Self { puts, count, kind: Some(kind), past: true, ..Self::default() }
    }

    pub fn puts(&self) -> &[Put] {
        &self.puts
    }

    /// More of it; all of that is of one kind.
    pub fn add(&mut self, change: Change) {
        self.kind = Some(change.kind);
        self.count += change.count;
        self.puts.extend(change.puts);
    }

    /// How many changes are in force.
    pub fn in_force(&self) -> usize {
        self.done
    }
}

impl Session {
    /// Puts changes in force as long as there is time; returns whether all are.
    pub(super) fn go_on_with(&mut self, step: &mut LargeStep, has_time: impl Fn() -> bool) -> Result<bool, Refusal> {
        let Some(kind) = step.kind else { return Ok(true) };
        if !std::mem::replace(&mut step.begun, true) {
            // Nobody edits in between, so all of this stays as it is looked at now.
            if !step.past {
                let mut change = Change { kind, count: step.count, puts: std::mem::take(&mut step.puts) };
                self.add_own_set(&mut change);
                step.puts = change.puts;
            }
            let frozen = step.puts.iter().filter_map(Put::place).find_map(|place| self.sync.frozen.get(place));
            if let Some(reason) = frozen {
                return Err(Refusal::Wrong(reason.clone()));
            }
            self.sync.large_step = true;
        }
        while step.done < step.puts.len() {
            if !has_time() {
                return Ok(false);
            }
            let end = step.puts.len().min(step.done + PIECE);
            let piece = Change { kind, count: 0, puts: step.puts[step.done..end].to_vec() };
            edit::apply(&mut self.workspace, &piece, &|_| None)
                .map_err(|mismatch| Refusal::Wrong(mismatch.message()))?;
            self.keep_in_step(&piece);
            step.dirty.note(&piece);
            step.done = end;
        }
        Ok(true)
    }

    /// Records a step that is in force; the history is the caller's.
    pub(super) fn record_step(&mut self, step: LargeStep) -> Result<(Done, Arc<Change>), Refusal> {
        self.sync.large_step = false;
        let Some(kind) = step.kind else { return Err(Refusal::Nothing) };
        let change = Arc::new(Change { kind, count: step.count, puts: step.puts });
        self.store.record(change.clone());
        self.sync.dirty.join(step.dirty);
        self.note_ours(&change);
        self.derived.note_recent(&change);
        Ok((Done::of(&change), change))
    }

    /// Takes back what of a step is in force, and gives the change that it would have been.
    pub(super) fn take_step_back(&mut self, step: LargeStep) -> Option<Change> {
        self.sync.large_step = false;
        let kind = step.kind?;
        let back = Change { kind, count: 0, puts: step.puts[..step.done].to_vec() }.inverse();
        // Nobody edited in between, so it is all as it was left.
        if edit::apply(&mut self.workspace, &back, &|_| None).is_ok() {
            self.keep_in_step(&back);
        }
        Some(Change { kind, count: step.count, puts: step.puts })
    }

    /// Why nothing else can be edited, while a step is being put in force.
    pub(in crate::session) fn refuse_during_large_step(&self) -> Result<(), Refusal> {
        if self.sync.large_step {
            return Err(Refusal::Wrong(message!("a large step is under way: wait until that is done")));
        }
        Ok(())
    }
}
