//! What the window shows and what is half done in it; nothing here is saved with the project.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
    sync::{Arc, mpsc::Receiver},
};

use super::{selection_summary::Chosen, settings::OwnProgram};
use crate::{
    app::{
        article::ArticleState,
        dispatch::catch_panic::Guard,
        kit::{markdown::Block, text::Tongue, toasts::Toasts},
        panels::{Group, Line, MetaField, review::decide::ReviewState, search::state::SearchState},
        sheets,
    },
    check::Problem,
    gazetteer::Offer,
    model::{ArticleId, CoalitionId, DecisionId, EntityId, KindKey, MentionId, SetId, Stance, Status},
    session::{CardSlot, Exported, Extracted, ExtractionResult, Filter, Look, PhraseHit, Recoverable, Taken},
};

/// The state of the window.
#[derive(Default)]
pub struct View {
    pub article: Option<ArticleId>,
    /// The list was empty when the project was opened; the first article that comes in is opened.
    pub nothing_yet: bool,
    pub text: ArticleState,
    /// What is selected in `text`, in numbers.
    pub chosen: Chosen,
    /// The kind that every drag marks with.
    pub armed: Option<KindKey>,
    pub tab: Tab,
    pub articles: ArticlesState,
    pub entities: EntitiesState,
    pub card: CardState,
    pub review: ReviewState,
    pub inspector: InspectorState,
    pub overlay: Option<Overlay>,
    /// What an extraction found, while it comes in.
    pub found: Option<ExtractionResult>,
    /// What the last extraction did, or why it did nothing.
    pub extracted: Option<Result<Extracted, String>>,
    pub overlays: sheets::Memory,
    pub guidelines: bool,
    pub guidelines_state: GuidelinesState,
    pub problems: bool,
    pub problems_state: ProblemsState,
    pub search_open: bool,
    pub search: SearchState,
    pub welcome: bool,
    pub toasts: Toasts,
    pub guard: Guard,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tab {
    #[default]
    Entities,
    Coalitions,
    Inspector,
    Review,
}

/// The list on the left.
#[derive(Default)]
pub struct ArticlesState {
    pub filter: String,
    pub status: Option<Status>,
    /// Only articles with suggestions that wait.
    pub waiting: bool,
    /// Those with the least sure suggestions first.
    pub uncertain: bool,
    /// Positions that pass the filter, and what they were made from.
    pub shown: Vec<usize>,
    pub shown_for: Option<(Filter, u64, (bool, bool, u64))>,
    pub focus_filter: bool,
    /// Scroll so that the open article is seen.
    pub reveal: bool,
}

#[derive(Default)]
pub struct EntitiesState {
    pub filter: String,
    pub whole_project: bool,
    /// Groups that are shut.
    pub folded: BTreeSet<Group>,
    /// The list, and what it was made from.
    pub lines: Vec<Line>,
    pub lines_for: Option<EntitiesKey>,
    pub naming: Option<Naming>,
    /// The entity whose articles are being stepped through.
    pub visiting: Option<EntityId>,
}

/// What the list of entities depends on: the article (or the whole project), revisions, filter, shut groups.
pub type EntitiesKey = (Option<ArticleId>, u64, u64, String, BTreeSet<Group>);

/// A name of an entity while it is typed.
pub struct Naming {
    pub entity: EntityId,
    pub text: String,
    /// Another name, not a new one.
    pub alias: bool,
    /// Not focused yet.
    pub fresh: bool,
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
    /// The list from which a slot is filled without a mention.
    pub search: Option<SlotSearch>,
    pub reveal: bool,
}

/// Entities to choose for a slot, found again only when something changed.
pub struct SlotSearch {
    pub slot: CardSlot,
    pub query: String,
    pub at: usize,
    pub offers: Vec<Offer>,
    /// The query and the session's total revision that `offers` were found for.
    pub found_for: Option<(String, u64)>,
}

/// What is typed and not taken over yet; that happens when its field is left.
#[derive(Debug, Clone, Default)]
pub struct InspectorState {
    pub note: Option<(MentionId, String)>,
    pub article: BTreeMap<MetaField, String>,
}

/// What the checks found in the open article, and what it was found in.
#[derive(Default)]
pub struct ProblemsState {
    pub found: Vec<Problem>,
    pub found_for: Option<(Option<ArticleId>, u64)>,
    /// Where those of a long article come in from the background, and what they are found in.
    pub checking: Option<(u64, Receiver<Vec<Problem>>)>,
    /// Whether messages are shown rather than findings.
    pub messages: bool,
    /// Messages that were there when the panel was drawn last.
    pub seen: usize,
    /// Files of which something can be had back, as it was with so many messages.
    pub recoverable: (usize, BTreeSet<String>),
}

/// The page that is shown, and when it was drawn last.
#[derive(Default)]
pub struct GuidelinesState {
    pub page: Vec<Block>,
    /// The file is not there: the page is the built-in one.
    pub built_in: bool,
    pub problem: Option<String>,
    pub read_for: Option<(PathBuf, Tongue)>,
    pub frame: u64,
}

/// What floats over the window; one at a time.
#[derive(Debug, Clone)]
pub enum Overlay {
    Palette {
        query: String,
        at: usize,
    },
    Shortcuts {
        waiting: Option<&'static str>,
        message: String,
    },
    LinkList {
        whose: Linking,
        query: String,
        at: usize,
    },
    Phrase(PhraseSheet),
    Path {
        purpose: Purpose,
        path: String,
        problem: String,
    },
    NewProject {
        dir: String,
        name: String,
        problem: String,
    },
    Merge {
        from: EntityId,
        query: String,
        into: Option<EntityId>,
    },
    RemoveEntity(EntityId),
    RemoveArticle(ArticleId),
    AnnotateAs(String),
    Kinds(KindDraft),
    Import(Box<ImportDraft>),
    Export(Box<ExportDraft>),
    Extract(Box<ExtractDraft>),
    /// What the last extraction did.
    Extracted,
    Recover(Box<RecoverDraft>),
}

/// What can be had back, and what was.
#[derive(Debug, Clone, Default)]
pub struct RecoverDraft {
    /// The project's folder; it need not be open.
    pub dir: PathBuf,
    /// The file to begin with.
    pub about: Option<String>,
    pub found: Option<Arc<Vec<Recoverable>>>,
    pub looking: Option<u64>,
    pub taken: Option<Taken>,
    pub problem: String,
}

/// What is known of files before they are imported, and what was chosen for them.
#[derive(Debug, Clone, Default)]
pub struct ImportDraft {
    pub paths: Vec<PathBuf>,
    /// By its id; recognised if it is not said.
    pub format: Option<&'static str>,
    /// The set that gets the annotations; empty: the files' own, or the person's.
    pub set: String,
    /// `ORG=party, LOC=region`
    pub labels: String,
    /// Settings of the format: which column is what.
    pub options: BTreeMap<String, String>,
    pub look: Option<Look>,
    /// The job that looks, and the format and labels that it looks with.
    pub looking: Option<u64>,
    pub looked_for: Option<ImportKey>,
}

/// What a look depends on: format, labels, settings.
pub type ImportKey = (Option<&'static str>, String, BTreeMap<String, String>);

/// What an export shall be, and what it would hold.
#[derive(Debug, Clone)]
pub struct ExportDraft {
    pub wish: ExportWish,
    /// The path was typed or chosen, so it does not follow the format any more.
    pub own_path: bool,
    pub path: String,
    /// The format that `path` was proposed for, and whether in one piece.
    pub path_for: (&'static str, bool),
    pub licence: String,
    pub look: Option<Result<Exported, String>>,
    pub looking: Option<u64>,
    pub looked_for: Option<ExportWish>,
    pub problem: String,
}

/// What an extraction shall be.
#[derive(Debug, Clone)]
pub struct ExtractDraft {
    /// The person's programs while they are typed; stored when one is run.
    pub programs: Vec<OwnProgram>,
    /// Which of them; `None`: the built-in rules.
    pub chosen: Option<usize>,
    /// The rules learn first from the person's finished articles, of which there are so many.
    pub learn: bool,
    pub lessons: usize,
    pub which: Which,
    /// The set that gets what is found; empty: one named after the extractor.
    pub set: String,
    pub problem: String,
}

/// Everything that decides what is in an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportWish {
    /// By its id.
    pub format: &'static str,
    pub set: SetId,
    pub which: Which,
    pub divide: Divide,
    /// `train=80, validation=10, test=10`
    pub shares: String,
    /// First days of all parts but the first, for a division by date.
    pub days: String,
    pub seed: String,
    pub with_text: bool,
    pub options: BTreeMap<String, String>,
}

/// Which articles are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Which {
    #[default]
    All,
    Finished,
    /// Those that pass the list's filter.
    Listed,
    /// The open one.
    Open,
}

/// By what articles are divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Divide {
    #[default]
    Not,
    Chance,
    Date,
    Source,
    Region,
}

/// Suggestions of one phrase while they come in, and which of them are chosen.
#[derive(Debug, Clone)]
pub struct PhraseSheet {
    pub words: String,
    pub kind: KindKey,
    pub hits: Vec<(PhraseHit, bool)>,
    pub searching: bool,
    pub job: u64,
}

/// What is linked with an entity from the list.
#[derive(Debug, Clone)]
pub enum Linking {
    Mentions(Vec<MentionId>),
    Suggestion(DecisionId),
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
    /// A new file or folder for a dataset.
    ExportTo,
}

impl Purpose {
    /// Whether a folder is wanted.
    pub fn folder(self) -> bool {
        !matches!(self, Self::ImportFiles | Self::ExportTo)
    }
}

/// Paths that a dialog gave.
pub type Paths = Vec<PathBuf>;
