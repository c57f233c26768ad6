//! Where an entity is used: the index knows, so that a change of one entity reads a few articles and not all.

use super::Session;
use crate::{
    edit::Refusal,
    message::message,
    model::{EntityId, Place, SetId},
    store::{Reader, SetCounts, StoreError},
};

/// A search for the articles that use an entity, ready to be sent to another thread.
pub struct Uses {
    reader: Reader,
    entity: EntityId,
    active: SetId,
    counted: Vec<SetCounts>,
    sets: Vec<SetId>,
}

impl Uses {
    /// Every place that uses the entity, and those of which the index cannot be sure.
    pub fn find(self) -> Result<Vec<Place>, StoreError> {
        let mut places = Vec::new();
        for set in self.sets {
            let known = match set == self.active {
                true => None,
                false => Some(self.reader.indexed_counts(&set).unwrap_or_default()),
            };
            let known = known.as_ref().unwrap_or(&self.counted);
            let articles = self.reader.where_set_may(&set, known, |summary| summary.speaks_of(&self.entity))?;
            places.extend(articles.into_iter().map(|article| Place { set: set.clone(), article }));
        }
        Ok(places)
    }
}

impl Session {
    /// What a search for the uses of an entity needs.
    pub fn uses_of(&self, entity: &EntityId) -> Uses {
        let mut sets: Vec<SetId> = self.store.sets_on_disk();
        // A set that has no folder yet has numbers all the same.
        if !sets.contains(&self.active) {
            sets.push(self.active.clone());
        }
        let (entity, active) = (entity.clone(), self.active.clone());
        Uses { reader: self.store.reader(), entity, active, counted: self.rows.counted(), sets }
    }

    /// What reaches all articles, or must not meet another of the same id, waits until they are known.
    pub(super) fn refuse_unless_whole(&self) -> Result<(), Refusal> {
        if self.is_whole() {
            return Ok(());
        }
        Err(Refusal::Wrong(message!("the project is not read to its end yet; let it be read, then do this again")))
    }
}
