//! Where memory and the files stand to each other.

use std::{collections::BTreeMap, sync::mpsc};

use super::{jobs::reading::Knowledge, save::Dirty};
use crate::{
    message::Message,
    model::{ArticleId, Place},
    store::StoreError,
};

/// Annotations that others changed, and articles that lack a file.
pub(super) type ChangedOutside = (Vec<Place>, Vec<ArticleId>);

/// See the module.
#[derive(Default)]
pub(super) struct Sync {
    pub dirty: Dirty,
    /// Files that cannot be read safely, and why; they stay untouched.
    pub frozen: BTreeMap<Place, Message>,
    /// What is read in the background: the list, and the numbers of articles that nobody has opened yet.
    pub knowledge: Knowledge,
    /// Files that others changed, as a look in the background finds them.
    pub outside: Option<mpsc::Receiver<ChangedOutside>>,
    /// A step of thousands of changes is half in force: nothing else may change anything.
    pub large_step: bool,
    /// Memory is not to be trusted any more.
    pub abandoned: bool,
}

impl Sync {
    /// Notes whether a file that was read may be written over.
    pub fn note_frozen(&mut self, place: &Place, reason: Option<StoreError>) {
        match reason {
            Some(reason) => drop(self.frozen.insert(place.clone(), reason.located())),
            None => drop(self.frozen.remove(place)),
        }
    }
}
