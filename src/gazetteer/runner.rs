//! Somebody who ran, with their names as words: what a shortened or mistyped name may mean.

use super::{fold, person};
use crate::model::{Entity, EntityId};

/// Somebody who ran, and the names they go by.
pub(super) struct Runner {
    pub id: EntityId,
    pub names: Vec<ComparedName>,
}

/// A name as it is compared.
pub(super) struct ComparedName {
    words: Vec<String>,
    key: String,
    letters: u64,
}

impl Runner {
    pub fn of(entity: &Entity) -> Self {
        Self { id: entity.id.clone(), names: entity.names().map(ComparedName::of).collect() }
    }
}

impl ComparedName {
    fn of(name: &str) -> Self {
        let words = person::words(name);
        let key = words.join(" ");
        Self { letters: fold::letters(&key), key, words }
    }

    /// Whether some words, of these letters, are some of its own in their order.
    pub fn has_part(&self, words: &[String], letters: u64) -> bool {
        letters & !self.letters == 0 && person::is_part(words, &self.words)
    }

    /// Whether a key with these letters is one slip of the pen away.
    pub fn is_near(&self, key: &str, letters: u64) -> bool {
        fold::may_be_near(self.letters, letters) && fold::one_apart(key, &self.key)
    }
}
