//! What the window shows and what is half done in it; nothing here is saved with the project.

use std::path::PathBuf;

use super::{article::ArticleState, overlays, toasts::Toasts};
use crate::{
    model::{ArticleId, CoalitionId, EntityId, KindKey, MentionId, Stance, Status},
    session::{CardSlot, Hit},
};

/// The state of the window.
#[derive(Default)]
pub struct View {
    pub article: Option<ArticleId>,
    pub text: ArticleState,
    /// The kind that every drag marks with.
    pub armed: Option<KindKey>,
    pub tab: Tab,
    pub articles: ArticlesState,
    pub entities: EntitiesState,
    pub card: CardState,
    pub inspector: InspectorState,
    pub overlay: Option<Overlay>,
    pub overlays: overlays::Memory,
    pub guidelines: bool,
    pub problems: bool,
    pub welcome: bool,
    pub toasts: Toasts,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tab {
    #[default]
    Entities,
    Coalitions,
    Inspector,
}

/// The list on the left.
#[derive(Default)]
pub struct ArticlesState {
    pub filter: String,
    pub status: Option<Status>,
    /// Positions that pass the filter, and what they were made from.
    pub shown: Vec<usize>,
    pub shown_for: Option<(String, Option<Status>, u64)>,
    pub focus_filter: bool,
    /// Scroll so that the open article is seen.
    pub reveal: bool,
}

#[derive(Default)]
pub struct EntitiesState {
    pub filter: String,
    pub whole_project: bool,
    /// The entity whose name is being changed, and the name so far.
    pub renaming: Option<(EntityId, String)>,
    pub adding_alias: Option<(EntityId, String)>,
}

/// The open card and its armed slot.
#[derive(Default)]
pub struct CardState {
    pub open: Option<CoalitionId>,
    pub armed: Option<CardSlot>,
    /// The stance that the next party gets.
    pub stance: Stance,
    /// Text fields of the open card while they are typed in: field name and text.
    pub typing: Option<(CoalitionId, &'static str, String)>,
    pub reveal: bool,
}

#[derive(Default)]
pub struct InspectorState {
    pub note: Option<(MentionId, String)>,
    pub article: Option<(ArticleId, &'static str, String)>,
}

/// What floats over the window; one at a time.
#[derive(Debug, Clone)]
pub enum Overlay {
    Palette { query: String, at: usize },
    Shortcuts { waiting: Option<&'static str>, message: String },
    LinkList { mentions: Vec<MentionId>, query: String, at: usize },
    ProjectTag(ProjectTag),
    Path { purpose: Purpose, path: String, problem: String },
    NewProject { dir: String, name: String, problem: String },
    Merge { from: EntityId, query: String, into: Option<EntityId> },
    RemoveEntity(EntityId),
    RemoveArticle(ArticleId),
    AnnotateAs(String),
    Kinds(KindDraft),
}

/// Hits of a project-wide search while they come in, and which of them are chosen.
#[derive(Debug, Clone)]
pub struct ProjectTag {
    pub words: String,
    pub kind: KindKey,
    pub hits: Vec<(Hit, bool)>,
    pub searching: bool,
    pub job: u64,
}

/// A kind while it is typed.
#[derive(Debug, Clone, Default)]
pub struct KindDraft {
    pub name: String,
    pub colour: [u8; 3],
    pub problem: String,
}

/// What a chosen path is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    OpenProject,
    NewProject,
    ImportFiles,
    ImportFolder,
}

impl Purpose {
    /// Whether a folder is wanted.
    pub fn folder(self) -> bool {
        !matches!(self, Self::ImportFiles)
    }
}

/// Paths that a dialog gave.
pub type Paths = Vec<PathBuf>;
