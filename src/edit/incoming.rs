//! What an import brings into a project.

use crate::model::{AnnotationSet, Annotations, Article, ArticleMeta, Entity, Place};

/// What comes in together, as one step of undo. Texts are safe on disk already.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Incoming {
    pub articles: Vec<Article>,
    /// Sets that the project may not have yet.
    pub sets: Vec<AnnotationSet>,
    /// What sets say; articles that are not among `articles` must be loaded, and so must what their sets say already.
    pub marks: Vec<(Place, Annotations)>,
    /// Entities that the project does not know yet.
    pub entities: Vec<Entity>,
    /// What is now known of articles that are loaded: whatever was not known before.
    pub metas: Vec<ArticleMeta>,
}
