//! An index from folded names to the entities that bear them.

use std::sync::OnceLock;

use rustc_hash::FxHashMap as Map;

use super::{fold, person};
use crate::model::{Entity, EntityId, KindKey};

/// How a name stands for its entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    Plain,
    /// A word or another thing as well; it means the entity where a person says so.
    Context,
    /// What news calls it.
    Epithet,
    /// A person's name without “Muhammad” and initials.
    Shortened,
    /// The project's own word: goes before what is built in.
    Own,
}

/// One entity that a key may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bearer {
    pub entity: EntityId,
    pub kind: KindKey,
    pub usage: Use,
    /// The only spelling that counts, if there is one.
    cased: Option<Box<str>>,
}

/// Keys (see [`fold::key`]; of people [`person::words`]) and who bears them.
#[derive(Debug, Default)]
pub struct NameTable {
    keys: Map<String, Vec<Bearer>>,
    /// All keys by their number of characters, with their letters; made when the first slip of the pen is mended.
    by_length: OnceLock<Vec<(usize, u64, String)>>,
}

impl NameTable {
    /// An empty index with room for so many keys.
    pub fn with_room(keys: usize) -> Self {
        Self { keys: Map::with_capacity_and_hasher(keys, Default::default()), by_length: OnceLock::new() }
    }

    /// Adds every name of an entity. `cased`: names that count in this spelling only. `usage` judges a key.
    pub fn add(&mut self, entity: &Entity, cased: &[String], usage: impl Fn(&str) -> Use) {
        self.by_length.take();
        for name in entity.names() {
            for (key, shortened) in keys_of(&entity.kind, name) {
                let usage = if shortened { Use::Shortened } else { usage(&key) };
                let cased = cased.iter().find(|cased| fold::key(cased) == key).map(|cased| cased.as_str().into());
                // Most keys have one bearer.
                let bearers = self.keys.entry(key).or_insert_with(|| Vec::with_capacity(1));
                if !bearers.iter().any(|bearer| bearer.entity == entity.id) {
                    bearers.push(Bearer { entity: entity.id.clone(), kind: entity.kind.clone(), usage, cased });
                }
            }
        }
    }

    /// Who bears a key.
    pub fn get(&self, key: &str) -> &[Bearer] {
        self.keys.get(key).map_or(&[], Vec::as_slice)
    }

    /// Whether an entity bears a key, and how.
    pub fn usage(&self, key: &str, entity: &EntityId) -> Option<Use> {
        self.get(key).iter().find(|bearer| bearer.entity == *entity).map(|bearer| bearer.usage)
    }

    /// The keys of a kind that are one letter away.
    pub fn near(&self, key: &str, kind: &KindKey) -> Vec<&str> {
        let keys = self.by_length.get_or_init(|| {
            let mut keys: Vec<_> =
                self.keys.keys().map(|key| (key.chars().count(), fold::letters(key), key.clone())).collect();
            keys.sort_unstable();
            keys
        });
        let (length, letters) = (key.chars().count(), fold::letters(key));
        let first = keys.partition_point(|(other, ..)| *other + 1 < length);
        let of_length = keys[first..].iter().take_while(|(other, ..)| *other <= length + 1);
        let near = of_length.filter(|(_, others, other)| {
            fold::may_be_near(letters, *others)
                && fold::one_apart(key, other)
                && self.get(other).iter().any(|bearer| bearer.kind == *kind)
        });
        near.map(|(.., other)| other.as_str()).collect()
    }
}

impl Bearer {
    /// Whether the words of the text, as they are written, can be this name.
    pub fn allows(&self, written: &str) -> bool {
        self.cased.as_ref().is_none_or(|cased| written.trim() == &**cased)
    }
}

/// The keys of a name, and whether each is a shortened one. Parties go with or without “Partai”.
fn keys_of(kind: &KindKey, name: &str) -> impl Iterator<Item = (String, bool)> {
    let (key, other) = match kind.as_str() {
        "party" => {
            let key = fold::key(name);
            let other = match key.strip_prefix("partai ") {
                Some(rest) => rest.to_owned(),
                None => format!("partai {key}"),
            };
            (key, Some((other, false)))
        }
        "candidate" => {
            let words = person::words(name);
            (words.join(" "), person::without_initials(&words).map(|words| (words.join(" "), true)))
        }
        _ => (fold::key(name), None),
    };
    let other = other.filter(|_| !key.is_empty());
    std::iter::once((key, false)).filter(|(key, _)| !key.is_empty()).chain(other)
}

/// The key by which names of a kind are found.
pub fn key(kind: &KindKey, name: &str) -> String {
    match kind.as_str() {
        "candidate" => person::words(name).join(" "),
        _ => fold::key(name),
    }
}
