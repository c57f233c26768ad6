//! Where everything lies in a project's folder. Paths here are relative to it, with `/`.

use std::path::PathBuf;

use crate::{
    edit::Put,
    model::{ArticleId, ArticleMeta, Place, SetId},
};

pub(super) const PROJECT: &str = "project.ron";
pub(super) const ENTITIES: &str = "entities.ron";
pub(super) const GUIDELINES: &str = "guidelines.md";
pub(super) const ARTICLES: &str = "articles";
pub(super) const ANNOTATIONS: &str = "annotations";
pub(super) const LOCAL: &str = ".local";
pub(super) const JOURNAL: &str = ".local/journal";
pub(super) const LOCK: &str = ".local/lock";
pub(super) const TRASH: &str = ".local/trash";
/// Files of a large import on its way; see `staging`.
pub(super) const INCOMING: &str = ".local/incoming";
pub(super) const INDEX: &str = ".local/index";
pub(super) const BACKUPS: &str = ".local/backups";
pub(super) const CONFLICTS: &str = ".local/conflicts";
/// What follows is the beginning of the hash of what was set aside.
pub(super) const DAMAGED_JOURNAL: &str = ".local/journal-damaged-";
/// The end of a file's name while it is being written; such a leftover means nothing.
pub(super) const UNFINISHED: &str = ".tandai-tmp";

/// One file that changes of the journal end up in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Target {
    Project,
    Entities,
    Article(ArticleId),
    Annotations(Place),
}

impl Target {
    pub(super) fn of(put: &Put) -> Self {
        match put {
            Put::Mention { place, .. }
            | Put::Coalition { place, .. }
            | Put::Decision { place, .. }
            | Put::Misfit { place, .. }
            | Put::MisfitDecision { place, .. }
            | Put::Status { place, .. } => Self::Annotations(place.clone()),
            Put::Entity { .. } => Self::Entities,
            Put::Set { .. } | Put::Scheme { .. } => Self::Project,
            Put::Article { id, .. } => Self::Article(id.clone()),
        }
    }

    pub(super) fn path(&self) -> String {
        match self {
            Self::Project => PROJECT.into(),
            Self::Entities => ENTITIES.into(),
            Self::Article(id) => meta_path(id),
            Self::Annotations(place) => annotations_path(place),
        }
    }

    /// The inverse of [`Target::path`]; `None` for any other path.
    pub(super) fn parse(path: &str) -> Option<Self> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let stem = name.strip_suffix(".ron")?;
        match folder {
            "" if path == PROJECT => Some(Self::Project),
            "" if path == ENTITIES => Some(Self::Entities),
            ARTICLES => ArticleId::new(stem).ok().map(Self::Article),
            _ => {
                let set = SetId::new(folder.strip_prefix(ANNOTATIONS)?.strip_prefix('/')?).ok()?;
                Some(Self::Annotations(Place { set, article: ArticleId::new(stem).ok()? }))
            }
        }
    }
}

/// The article whose text has this path.
pub(super) fn article_of_text(path: &str) -> Option<ArticleId> {
    ArticleId::new(path.strip_prefix(ARTICLES)?.strip_prefix('/')?.strip_suffix(".txt")?).ok()
}

pub(super) fn meta_path(id: &ArticleId) -> String {
    format!("{ARTICLES}/{id}.ron")
}

pub(super) fn text_path(id: &ArticleId) -> String {
    format!("{ARTICLES}/{id}.txt")
}

pub(super) fn set_path(set: &SetId) -> String {
    format!("{ANNOTATIONS}/{set}")
}

pub(super) fn annotations_path(place: &Place) -> String {
    format!("{ANNOTATIONS}/{}/{}.ron", place.set, place.article)
}

/// Where a removed article's text waits for its undo; the hash keeps two texts of one id apart.
pub(super) fn trashed_text_path(meta: &ArticleMeta) -> String {
    trashed_path(&meta.id, &meta.text_sha256, "txt")
}

/// Where what was known about it waits.
pub(super) fn trashed_meta_path(meta: &ArticleMeta) -> String {
    trashed_path(&meta.id, &meta.text_sha256, "ron")
}

fn trashed_path(id: &ArticleId, text_sha256: &str, end: &str) -> String {
    format!("{TRASH}/{id}.{}.{end}", text_sha256.get(..8).unwrap_or("text"))
}

/// The name under which a file is written before it gets its own.
pub(super) fn unfinished(path: &str) -> String {
    let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
    let slash = if folder.is_empty() { "" } else { "/" };
    format!("{folder}{slash}.{name}{UNFINISHED}")
}

/// The folder of a file; empty for the project's own.
pub(super) fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A path as people and messages write it.
pub(super) fn shown(path: &std::path::Path) -> String {
    PathBuf::from(path).display().to_string()
}
