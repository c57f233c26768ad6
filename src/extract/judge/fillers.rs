//! What fills a slot, gathered from mentions.

use crate::model::{Filler, Mention};

/// Adds a mention of the thing in a slot.
pub(super) fn add(filler: &mut Filler, mention: &Mention) {
    filler.entity = filler.entity.take().or_else(|| mention.entity.clone());
    filler.mentions.insert(mention.id.clone());
}
