//! One set's marks on one article.

use crate::message::{Message, message};
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    Coalition, CoalitionId, Conflict, Decision, DecisionId, EntityId, Mention, MentionId, MisfitDecision, Remark,
    Status, Text, entities_in,
};

/// Everything that one annotation set says about one article. Law: every span fits the article's text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Annotations {
    pub status: Status,
    /// On the article as a whole.
    pub remark: Remark,
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

    /// The words of the text that a conflict is about.
    pub fn words_of(&self, conflict: &Conflict, text: &Text) -> Option<String> {
        /// A name is shorter, and of a sentence so much tells which it is.
        const MOST: usize = 60;
        let span = match conflict {
            Conflict::Status(_) | Conflict::Remark(_) => None,
            Conflict::Mention { id, other } => Some(self.mentions.get(id).or(other.as_deref())?.span),
            Conflict::Coalition { id, other } => {
                self.coalitions.get(id).or(other.as_deref())?.evidence.first().copied()
            }
            Conflict::Decision { id, other } => {
                self.decisions.get(id).or(other.as_deref())?.claim.spans().first().copied()
            }
        };
        let words = text.get(span?.range())?.split_whitespace().collect::<Vec<_>>().join(" ");
        let cut = words.char_indices().nth(MOST).map(|(at, _)| format!("{}…", &words[..at]));
        Some(cut.unwrap_or(words))
    }

    /// The record that a conflict is about, by those words.
    pub fn conflict_in_words(&self, conflict: &Conflict, text: &Text) -> Message {
        match (conflict, self.words_of(conflict, text)) {
            (Conflict::Mention { .. }, Some(words)) => message!("the mention “{words}”", words = words),
            (Conflict::Coalition { .. }, Some(words)) => message!("the coalition in “{words}”", words = words),
            (Conflict::Decision { .. }, Some(words)) => message!("the decision on “{words}”", words = words),
            (_, _) => conflict.record(),
        }
    }

    /// Every entity that is mentioned, stands in a statement or is the value of a field, as often as it is.
    pub fn entities(&self) -> impl Iterator<Item = &EntityId> {
        let mentions = self.mentions.values().chain(self.misfits.iter().map(|misfit| &misfit.mention));
        let mentioned = mentions.flat_map(|mention| mention.entity.iter().chain(entities_in(&mention.fields)));
        let stated = self.coalitions.values().flat_map(Coalition::entities);
        mentioned.chain(stated).chain(entities_in(&self.remark.fields))
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
