//! Undo and redo: unlimited, in one line across all articles.

use super::Change;

/// The changes of this session, and how far they are undone.
#[derive(Debug, Default)]
pub struct History {
    done: Vec<Change>,
    undone: Vec<Change>,
}

impl History {
    /// A new change ends what could be redone.
    pub fn record(&mut self, change: Change) {
        self.undone.clear();
        self.done.push(change);
    }

    /// Makes the last two changes one step: what is typed in one visit of a field is taken back at once.
    pub fn join_last_two(&mut self) {
        let Some(later) = self.done.pop() else { return };
        match self.done.pop() {
            Some(earlier) => self.done.push(earlier.followed_by(later)),
            None => self.done.push(later),
        }
    }

    /// The change to take back next, if there is one.
    pub fn to_undo(&self) -> Option<&Change> {
        self.done.last()
    }

    /// The change to do again next, if there is one.
    pub fn to_redo(&self) -> Option<&Change> {
        self.undone.last()
    }

    /// Notes that the last change was taken back.
    pub fn undid(&mut self) {
        self.undone.extend(self.done.pop());
    }

    /// Notes that the last undone change was done again.
    pub fn redid(&mut self) {
        self.done.extend(self.undone.pop());
    }

    /// Forgets everything: the records changed underneath.
    pub fn clear(&mut self) {
        self.done.clear();
        self.undone.clear();
    }
}
