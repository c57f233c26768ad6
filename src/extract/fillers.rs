//! What fills a slot, gathered from mentions.

use crate::model::{EntityId, Filler, Mention};

/// By what mentions are of the same thing: the entity, or the words while there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Key {
    Entity(EntityId),
    Words(String),
}

impl Key {
    /// `words`: what an unlinked mention covers; an empty string keeps it apart from every other.
    pub fn of(mention: &Mention, words: &str) -> Self {
        match &mention.entity {
            Some(entity) => Self::Entity(entity.clone()),
            None if words.is_empty() => Self::Words(mention.id.to_string()),
            None => Self::Words(words.to_lowercase()),
        }
    }
}

/// Adds a mention of the thing in a slot.
pub(super) fn add(filler: &mut Filler, mention: &Mention) {
    filler.entity = filler.entity.take().or_else(|| mention.entity.clone());
    filler.mentions.insert(mention.id.clone());
}
