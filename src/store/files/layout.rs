//! Where everything lies in a project's folder. Paths here are relative to it, with `/`.

use std::path::PathBuf;

use crate::{
    edit::Put,
    model::{ArticleId, ArticleMeta, GuidelinesVersion, Place, SetId},
};

pub(in crate::store) const PROJECT: &str = "project.ron";
pub const ENTITIES: &str = "entities.ron";
pub(in crate::store) const ASSIGNMENTS: &str = "assignments.ron";
pub(in crate::store) const GUIDELINES: &str = "guidelines.md";
pub(in crate::store) const ARTICLES: &str = "articles";
pub(in crate::store) const ANNOTATIONS: &str = "annotations";
pub(in crate::store) const LOCAL: &str = ".local";
pub(in crate::store) const JOURNAL: &str = ".local/journal";
pub(in crate::store) const LOCK: &str = ".local/lock";
pub(in crate::store) const TRASH: &str = ".local/trash";
/// Files of a large import on its way; see `staging`.
pub(in crate::store) const INCOMING: &str = ".local/incoming";
pub(in crate::store) const INDEX: &str = ".local/index";
/// The texts of the guidelines as they were, by their versions.
const KEPT_GUIDELINES: &str = ".local/guidelines";
pub(in crate::store) const BACKUPS: &str = ".local/backups";
pub(in crate::store) const CONFLICTS: &str = ".local/conflicts";
/// What follows is the beginning of the hash of what was set aside.
pub(in crate::store) const DAMAGED_JOURNAL: &str = ".local/journal-damaged-";
/// The end of a file's name while it is being written; such a leftover means nothing.
pub(in crate::store) const UNFINISHED: &str = ".tandai-tmp";

pub(in crate::store) fn kept_guidelines_path(version: GuidelinesVersion) -> String {
    format!("{KEPT_GUIDELINES}/{version}.md")
}

/// One file that changes of the journal end up in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::store) enum FileTarget {
    Project,
    Entities,
    Assignments,
    Article(ArticleId),
    Annotations(Place),
}

impl FileTarget {
    pub(in crate::store) fn of(put: &Put) -> Self {
        match put {
            Put::Mention { place, .. }
            | Put::Coalition { place, .. }
            | Put::Decision { place, .. }
            | Put::Misfit { place, .. }
            | Put::MisfitDecision { place, .. }
            | Put::Status { place, .. }
            | Put::Remark { place, .. }
            | Put::Conflicts { place, .. } => Self::Annotations(place.clone()),
            Put::Entity { .. } => Self::Entities,
            Put::Assignment { .. } | Put::Drawings { .. } => Self::Assignments,
            Put::ProjectConflicts { of_entities: true, .. } => Self::Entities,
            Put::Set { .. }
            | Put::Scheme { .. }
            | Put::Name { .. }
            | Put::Language { .. }
            | Put::Options { .. }
            | Put::ProjectConflicts { .. } => Self::Project,
            Put::Article { id, .. } => Self::Article(id.clone()),
        }
    }

    pub(in crate::store) fn path(&self) -> String {
        match self {
            Self::Project => PROJECT.into(),
            Self::Entities => ENTITIES.into(),
            Self::Assignments => ASSIGNMENTS.into(),
            Self::Article(id) => meta_path(id),
            Self::Annotations(place) => annotations_path(place),
        }
    }

    /// The inverse of [`FileTarget::path`]; `None` for any other path.
    pub(in crate::store) fn parse(path: &str) -> Option<Self> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let stem = name.strip_suffix(".ron")?;
        match folder {
            "" if path == PROJECT => Some(Self::Project),
            "" if path == ENTITIES => Some(Self::Entities),
            "" if path == ASSIGNMENTS => Some(Self::Assignments),
            ARTICLES => ArticleId::new(stem).ok().map(Self::Article),
            _ => {
                let set = SetId::new(folder.strip_prefix(ANNOTATIONS)?.strip_prefix('/')?).ok()?;
                Some(Self::Annotations(Place { set, article: ArticleId::new(stem).ok()? }))
            }
        }
    }
}

/// The article whose text has this path.
pub(in crate::store) fn article_of_text(path: &str) -> Option<ArticleId> {
    ArticleId::new(path.strip_prefix(ARTICLES)?.strip_prefix('/')?.strip_suffix(".txt")?).ok()
}

pub(in crate::store) fn meta_path(id: &ArticleId) -> String {
    format!("{ARTICLES}/{id}.ron")
}

pub(in crate::store) fn text_path(id: &ArticleId) -> String {
    format!("{ARTICLES}/{id}.txt")
}

pub(in crate::store) fn set_path(set: &SetId) -> String {
    format!("{ANNOTATIONS}/{set}")
}

pub(in crate::store) fn annotations_path(place: &Place) -> String {
    format!("{ANNOTATIONS}/{}/{}.ron", place.set, place.article)
}

/// Where a removed article's text waits for its undo; the hash keeps two texts of one id apart.
pub(in crate::store) fn trashed_text_path(meta: &ArticleMeta) -> String {
    trashed_path(&meta.id, &meta.text_sha256, "txt")
}

/// Where what was known about it waits.
pub(in crate::store) fn trashed_meta_path(meta: &ArticleMeta) -> String {
    trashed_path(&meta.id, &meta.text_sha256, "ron")
}

fn trashed_path(id: &ArticleId, text_sha256: &str, end: &str) -> String {
    format!("{TRASH}/{id}.{}.{end}", text_sha256.get(..8).unwrap_or("text"))
}

/// The name under which a file is written before it gets its own.
pub(in crate::store) fn unfinished(path: &str) -> String {
    let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
    let slash = if folder.is_empty() { "" } else { "/" };
    format!("{folder}{slash}.{name}{UNFINISHED}")
}

/// The folder of a file; empty for the project's own.
pub(in crate::store) fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A path as people and messages write it.
pub(in crate::store) fn shown(path: &std::path::Path) -> String {
    PathBuf::from(path).display().to_string()
}
