//! Entities by their names, and by their ids in public registers.

use std::collections::{BTreeSet, HashMap};

use crate::model::{Entity, EntityId, KindKey};

/// Finds an entity again that is known under another id.
#[derive(Default)]
pub(in crate::session) struct EntityIndex {
    /// By kind and full or short name, whatever the case.
    names: HashMap<(KindKey, String), BTreeSet<EntityId>>,
    registers: HashMap<(KindKey, String), BTreeSet<EntityId>>,
}

impl EntityIndex {
    pub fn of<'e>(entities: impl IntoIterator<Item = &'e Entity>) -> Self {
        let mut index = Self::default();
        entities.into_iter().for_each(|entity| index.add(entity));
        index
    }

    pub fn add(&mut self, entity: &Entity) {
        for name in [&entity.name, &entity.short].into_iter().filter(|name| !name.is_empty()) {
            self.names.entry((entity.kind.clone(), name_key(name))).or_default().insert(entity.id.clone());
        }
        for id in &entity.same_as {
            self.registers.entry((entity.kind.clone(), id.clone())).or_default().insert(entity.id.clone());
        }
    }

    /// Who of a kind has this full or short name.
    pub fn named(&self, kind: &KindKey, name: &str) -> impl Iterator<Item = &EntityId> {
        self.names.get(&(kind.clone(), name_key(name))).into_iter().flatten()
    }

    /// Who has an id in a register that this entity has.
    pub fn registered(&self, entity: &Entity) -> BTreeSet<&EntityId> {
        let holders = |id: &String| self.registers.get(&(entity.kind.clone(), id.clone()));
        entity.same_as.iter().filter_map(holders).flatten().collect()
    }
}

/// A name as it is compared: whatever its case and its spaces.
pub(in crate::session) fn name_key(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
