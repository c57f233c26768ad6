//! One set's marks on one article.

use crate::message::Message;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    Coalition, CoalitionId, Conflict, Decision, DecisionId, EntityId, Mention, MentionId, MisfitDecision, Status,
};

/// Everything that one annotation set says about one article. Law: every span fits the article's text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Annotations {
    pub status: Status,
    pub mentions: BTreeMap<MentionId, Mention>,
    pub coalitions: BTreeMap<CoalitionId, Coalition>,
    /// What was decided on the suggestions of other sets.
    pub decisions: BTreeMap<DecisionId, Decision>,
    /// Records of the file that do not fit the text: shown, kept, never moved.
    pub misfits: Vec<Misfit>,
    /// The same of decisions.
    pub misfit_decisions: Vec<MisfitDecision>,
    /// What another side of a merge had where both could not stand.
    pub conflicts: Vec<Conflict>,
}

/// A mention of the file whose offsets or words are not those of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Misfit {
    /// Its `span` holds what the file said, in **code points**, unchecked.
    pub mention: Mention,
    /// The words that the file said it covers.
    pub quote: String,
    /// What does not fit.
    #[serde(skip_deserializing)]
    pub reason: Message,
}

impl Annotations {
    /// Nothing in it that a file would have to hold.
    pub fn is_blank(&self) -> bool {
        *self == Self::default()
    }

    /// Mentions in reading order: by start, longest first, then id.
    pub fn in_reading_order(&self) -> Vec<&Mention> {
        let mut mentions: Vec<&Mention> = self.mentions.values().collect();
        mentions.sort_by(|a, b| {
            (a.span.start, std::cmp::Reverse(a.span.end), &a.id).cmp(&(
                b.span.start,
                std::cmp::Reverse(b.span.end),
                &b.id,
            ))
        });
        mentions
    }

    /// How many times each entity is mentioned, and how many mentions have none.
    pub fn entity_counts(&self) -> (BTreeMap<EntityId, usize>, usize) {
        let mut counts = BTreeMap::new();
        let mut unlinked = 0;
        for mention in self.mentions.values() {
            match &mention.entity {
                Some(entity) => *counts.entry(entity.clone()).or_default() += 1,
                None => unlinked += 1,
            }
        }
        (counts, unlinked)
    }
}
