//! What the whole project shares; small, whatever the corpus holds.

use std::{collections::BTreeMap, sync::Arc};

use super::{AnnotationSet, Assignments, Entity, EntityId, Options, ProjectConflict, Scheme, SetId, TextLanguage};

/// The saved unit, less its articles and annotations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    pub name: String,
    /// The language of the texts.
    pub language: TextLanguage,
    pub scheme: Scheme,
    pub sets: BTreeMap<SetId, AnnotationSet>,
    /// Entities beyond the built-in gazetteer, and changed ones of it.
    pub entities: BTreeMap<EntityId, Entity>,
    pub options: Options,
    /// Who codes what. Shared: it names every article.
    pub assignments: Arc<Assignments>,
    /// What another side of a merge had where both could not stand.
    pub conflicts: Vec<ProjectConflict>,
}

impl Project {
    /// The conflicts that belong into `entities.ron`, or those that belong into `project.ron`.
    pub fn conflicts_of(&self, entities: bool) -> Vec<ProjectConflict> {
        self.conflicts.iter().filter(|conflict| conflict.of_entities() == entities).cloned().collect()
    }

    /// Puts others in their place.
    pub fn set_conflicts_of(&mut self, entities: bool, conflicts: Vec<ProjectConflict>) {
        self.conflicts.retain(|conflict| conflict.of_entities() != entities);
        self.conflicts.extend(conflicts);
    }

    /// This project with the entities of another one, and the conflicts about them: `entities.ron` is a file of its own.
    #[must_use]
    pub fn with_entities_of(mut self, other: &Self) -> Self {
        self.entities.clone_from(&other.entities);
        self.set_conflicts_of(true, other.conflicts_of(true));
        self
    }

    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            language: TextLanguage::default(),
            scheme: Scheme::default(),
            sets: BTreeMap::new(),
            entities: BTreeMap::new(),
            options: Options::default(),
            assignments: Arc::default(),
            conflicts: Vec::new(),
        }
    }
}
