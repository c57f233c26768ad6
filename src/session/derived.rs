//! What follows from what is said of loaded articles and is kept in step with every change, so that neither an edit nor
//! a frame computes it again.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::{marks::AllMarks, suggestions::AllSuggestions};
use crate::{
    edit::{Change, Put},
    model::{ArticleId, EntityId, Place},
};

/// How many recently linked entities the link list offers first.
const RECENT: usize = 12;

/// See the module.
#[derive(Default)]
pub(super) struct Derived {
    pub marks: AllMarks,
    /// What is suggested for loaded articles.
    pub suggestions: AllSuggestions,
    /// Articles whose review may stand otherwise since somebody asked.
    pub touched: BTreeSet<ArticleId>,
    /// Entities linked lately, the latest first.
    pub recent: VecDeque<EntityId>,
    /// Grows with every change of anything.
    pub revision: u64,
    /// The revision at which somebody last got articles to code, or somebody else began to work here.
    pub assigned_at: u64,
    revisions: BTreeMap<Place, u64>,
}

impl Derived {
    /// The revision at which what a set says of an article last changed.
    pub fn revision_of(&self, place: &Place) -> u64 {
        self.revisions.get(place).copied().unwrap_or(0)
    }

    /// Everything that a change touches is of the next revision.
    pub fn note_change(&mut self, change: &Change) {
        self.revision += 1;
        for place in change.places() {
            self.note_place(place);
            self.touched.insert(place.article.clone());
        }
    }

    /// What a set says of an article is of the revision that we are at.
    pub fn note_place(&mut self, place: &Place) {
        self.revisions.insert(place.clone(), self.revision);
    }

    pub fn note_recent(&mut self, change: &Change) {
        for put in &change.puts {
            if let Put::Mention { swap, .. } = put
                && let Some(entity) = swap.after.as_ref().and_then(|mention| mention.entity.clone())
            {
                self.recent.retain(|there| *there != entity);
                self.recent.push_front(entity);
                self.recent.truncate(RECENT);
            }
        }
    }

    /// Annotations were read anew: what was derived from the old ones is made again when it is asked for.
    pub fn read_again(&mut self, place: &Place) {
        self.marks.insert(place.clone(), Default::default());
        if let Some(stale) = self.suggestions.get_mut(&place.article) {
            *stale = Default::default();
        }
    }

    /// Only what `keep` says stays.
    pub fn retain(&mut self, keep: impl Fn(&ArticleId) -> bool) {
        self.marks.retain(|place, _| keep(&place.article));
        self.suggestions.retain(|article, _| keep(article));
    }
}
