//! Files that others changed while they were open here: taken in, merged by id, never overwritten unseen.

use std::sync::Arc;

use crate::{
    model::{Annotations, Place},
    store::{self, Notice, Outside},
};

use super::{Session, Summary};

impl Session {
    /// Takes in what the writer found changed on disk. Returns whether there was anything.
    pub(super) fn take_outside_changes(&mut self) -> bool {
        let changes = self.store.outside_changes();
        let any = !changes.is_empty();
        for change in changes {
            match change {
                Outside::Annotations { place, base, theirs } => self.merge_in(&place, &base, &theirs),
                Outside::Unreadable { place, notice } => {
                    if let Some(place) = place {
                        self.frozen.insert(place, notice.message.clone());
                    }
                    self.notices.push(notice);
                }
            }
        }
        any
    }

    fn merge_in(&mut self, place: &Place, base: &Annotations, theirs: &Annotations) {
        let ours = self.workspace.annotations.get(place).cloned().unwrap_or_default();
        let (merged, conflicts) = store::merge(base, &ours, theirs);
        let path = format!("annotations/{}/{}.ron", place.set, place.article);
        if conflicts.is_empty() {
            self.notices.push(Notice::note(&path, "was changed by another program; both sides' work was joined"));
        } else {
            let kept = self.store.keep_conflict(place, theirs);
            let message = format!("was changed by another program; {} records were changed on both sides", conflicts.len());
            self.notices.push(Notice::problem(&path, &message, &format!("yours stand; theirs are kept in {kept}")));
        }
        if place.set == self.active {
            self.rows.set_summary(&place.article, Summary::of(&merged));
        }
        self.workspace.annotations.insert(place.clone(), Arc::new(merged));
        // Undo steps speak of records that may be others now.
        self.history.clear();
        self.revision += 1;
        self.revisions.insert(place.clone(), self.revision);
        self.dirty.note_place(place.clone());
    }
}
