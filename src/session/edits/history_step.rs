//! A step of thousands of changes taken back, or done again, piece by piece: no frame waits for it, and it is recorded as
//! one. Smaller ones are done at once, by [`Session::undo`].

use std::sync::Arc;

use crate::{
    edit::{Change, Put, Refusal},
    session::{Done, Session, edits::large_step::LargeStep, unreadable},
};

/// From so many records on a step would hold a frame up.
const LARGE: usize = 1000;

/// A step of the past that is under way; it has to be finished.
pub struct HistoryStep {
    /// Taken back, and not done again.
    back: bool,
    /// Records whose articles are in memory.
    loaded: usize,
    step: LargeStep,
}

impl HistoryStep {
    pub fn is_back(&self) -> bool {
        self.back
    }

    /// How many records are done, of how many: reading and changing each count for a half.
    pub fn progress(&self) -> (usize, usize) {
        ((self.loaded + self.step.in_force()) / 2, self.step.puts().len())
    }
}

impl Session {
    /// Begins to take the last step back, or to do the one after it again, if it is a large one.
    pub fn begin_history_step(&mut self, back: bool) -> Option<HistoryStep> {
        let next = if back { self.history.to_undo() } else { self.history.to_redo() };
        // What brings articles or takes them away moves files, and is done at once.
        let in_pieces = |put: &Put| put.place().is_some() || matches!(put, Put::Set { .. } | Put::Entity { .. });
        next.filter(|change| change.puts.len() >= LARGE && change.puts.iter().all(in_pieces))?;
        self.refuse_if_read_only().ok()?;
        let change = self.history.take(back)?;
        self.sync.large_step = true;
        self.cache.reading_ahead = true;
        let change = Arc::unwrap_or_clone(change);
        let step = LargeStep::of_past(if back { change.inverse() } else { change });
        Some(HistoryStep { back, loaded: 0, step })
    }

    /// Goes on with what is under way as long as there is time. When it is over, nothing is under way any more, and what
    /// was done is returned; or why it cannot be, and then everything is as it was before.
    pub fn go_on_with_history(
        &mut self,
        under_way: &mut Option<HistoryStep>,
        has_time: impl Fn() -> bool,
    ) -> Option<Result<Done, Refusal>> {
        let mut now = under_way.take()?;
        let went = self.go_on_as_long_as(&mut now, has_time);
        if went == Ok(false) {
            *under_way = Some(now);
            return None;
        }
        self.cache.reading_ahead = false;
        let back = now.back;
        // As the history has it.
        let whole = |change: Arc<Change>| if back { Arc::new(Arc::unwrap_or_clone(change).inverse()) } else { change };
        if let Err(refusal) = went {
            if let Some(change) = self.take_step_back(now.step) {
                self.history.put_back(back, whole(Arc::new(change)));
            }
            return Some(Err(refusal));
        }
        Some(self.record_step(now.step).map(|(done, change)| {
            self.history.stepped(back, whole(change));
            done
        }))
    }

    fn go_on_as_long_as(&mut self, under_way: &mut HistoryStep, has_time: impl Fn() -> bool) -> Result<bool, Refusal> {
        while let Some(put) = under_way.step.puts().get(under_way.loaded) {
            if !has_time() {
                return Ok(false);
            }
            if let Some(place) = put.place()
                && !self.workspace.annotations.contains_key(place)
            {
                self.load_place(&place.clone()).map_err(unreadable)?;
            }
            under_way.loaded += 1;
        }
        self.go_on_with(&mut under_way.step, has_time)
    }
}
