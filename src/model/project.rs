//! What the whole project shares; small, whatever the corpus holds.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Entity, EntityId, Scheme, SetId};

/// The saved unit, less its articles and annotations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    pub name: String,
    /// The language of the texts.
    pub language: Language,
    pub scheme: Scheme,
    pub sets: BTreeMap<SetId, AnnotationSet>,
    /// Entities beyond the built-in gazetteer, and changed ones of it.
    pub entities: BTreeMap<EntityId, Entity>,
}

/// One author's annotations over the corpus: who that is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnnotationSet {
    pub id: SetId,
    /// As people read it.
    pub name: String,
    pub role: SetRole,
}

/// What kind of author a set has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SetRole {
    Person,
    Extractor,
    Gold,
}

/// A language that texts are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    #[default]
    Indonesian,
    English,
}

impl Project {
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            language: Language::default(),
            scheme: Scheme::default(),
            sets: BTreeMap::new(),
            entities: BTreeMap::new(),
        }
    }
}
