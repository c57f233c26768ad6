//! Undo and redo: unlimited, in one line across all articles.

use std::sync::Arc;

use super::Change;

/// The changes of this session, and how far they are undone. They are shared with what makes them durable.
#[derive(Debug, Default)]
pub struct History {
    done: Vec<Arc<Change>>,
    undone: Vec<Arc<Change>>,
}

impl History {
    /// A new change ends what could be redone.
    pub fn record(&mut self, change: Arc<Change>) {
        self.undone.clear();
        self.done.push(change);
    }

    /// Makes the last two changes one step: what is typed in one visit of a field is taken back at once.
    pub fn join_last_two(&mut self) {
        let Some(later) = self.done.pop() else { return };
        match self.done.pop() {
            Some(earlier) => self.done.push(Arc::new(Arc::unwrap_or_clone(earlier).followed_by(&later))),
            None => self.done.push(later),
        }
    }

    /// The change to take back next, if there is one.
    pub fn to_undo(&self) -> Option<&Change> {
        self.done.last().map(|change| &**change)
    }

    /// The change to do again next, if there is one.
    pub fn to_redo(&self) -> Option<&Change> {
        self.undone.last().map(|change| &**change)
    }

    /// Takes the change out that is to be undone (or done again) next, for as long as that takes.
    pub fn take(&mut self, back: bool) -> Option<Arc<Change>> {
        if back { self.done.pop() } else { self.undone.pop() }
    }

    /// Puts a change back that was taken out and stays as it was.
    pub fn put_back(&mut self, back: bool, change: Arc<Change>) {
        if back { self.done.push(change) } else { self.undone.push(change) }
    }

    /// Notes that a change which was taken out is undone (or done again) now.
    pub fn stepped(&mut self, back: bool, change: Arc<Change>) {
        self.put_back(!back, change);
    }

    /// Notes that the last change was taken back.
    pub fn undid(&mut self) {
        self.undone.extend(self.done.pop());
    }

    /// Notes that the last undone change was done again.
    pub fn redid(&mut self) {
        self.done.extend(self.undone.pop());
    }

    /// Forgets what was undone: it cannot be done again.
    pub fn forget_undone(&mut self) {
        self.undone.clear();
    }

    /// Forgets everything: the records changed underneath.
    pub fn clear(&mut self) {
        self.done.clear();
        self.undone.clear();
    }
}
