//! The project and those articles and annotations that are loaded: what an edit is planned on and applied to.

use std::{collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Serialize};

use super::{Annotations, Article, ArticleId, Project, SetId};

/// One set on one article: the address of an [`Annotations`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    pub set: SetId,
    pub article: ArticleId,
}

/// What is in memory. Shared parts are cheap to hand to another thread; changing one copies it if it is shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workspace {
    pub project: Project,
    pub articles: BTreeMap<ArticleId, Arc<Article>>,
    pub annotations: BTreeMap<Place, Arc<Annotations>>,
}

impl Workspace {
    pub fn new(project: Project) -> Self {
        Self { project, articles: BTreeMap::new(), annotations: BTreeMap::new() }
    }
}
