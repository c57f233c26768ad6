//! What the window shows and what is half done in it; nothing here is saved with the project.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
    sync::mpsc::Receiver,
};

use super::selection_summary::Chosen;
use crate::app::{
    dispatch::pending_edits::PendingEdits,
    views::{Centre, LedgerState},
};
use crate::{
    app::{
        article::ArticleState,
        dispatch::catch_panic::Guard,
        kit::{markdown::Block, toasts::Toasts},
        panels::{Group, Line, MetaField, review::decide::ReviewState, search::state::SearchState},
        sheets::{self, OpenSheet, copies::CopiesDraft},
        views::compare::state::CompareState,
    },
    check::Problem,
    gazetteer::Offer,
    message::{Language, Message},
    model::{ArticleId, CoalitionId, EntityId, KindKey, MentionId, Stance, Status},
    session::{CardSlot, Extracted, ExtractionResult, Filter, Tagging},
};

/// The state of the window.
#[derive(Default)]
pub struct View {
    pub article: Option<ArticleId>,
    /// The list was empty when the project was opened; the first article that comes in is opened.
    pub nothing_yet: bool,
    pub text: ArticleState,
    /// What stands in the centre of the window.
    pub centre: Centre,
    pub ledger: LedgerState,
    /// What is selected in `text`, in numbers.
    pub chosen: Chosen,
    /// The kind that every drag marks with.
    pub armed: Option<KindKey>,
    pub tab: Tab,
    pub articles: ArticlesState,
    pub entities: EntitiesState,
    pub card: CardState,
    pub review: ReviewState,
    pub compare: CompareState,
    pub pending: PendingEdits,
    pub inspector: InspectorState,
    pub sheet: Option<OpenSheet>,
    /// Labels of the article that was finished last, for its near copies.
    pub offered_copies: Option<Box<CopiesDraft>>,
    /// What an extraction found, while it comes in.
    pub found: Option<ExtractionResult>,
    /// What the last extraction did, or why it did nothing.
    pub extracted: Option<Result<Extracted, Message>>,
    pub sheet_memory: sheets::Memory,
    pub guidelines: bool,
    pub guidelines_state: GuidelinesState,
    pub problems: bool,
    pub problems_state: ProblemsState,
    /// How many of the project's messages were said.
    pub told: usize,
    /// Places all over the project that are being tagged.
    pub tagging: Option<Tagging>,
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

/// What the rows of the list were made from: filter, revision of the list, review and what is assigned, number of near
/// copies, the stories that are unfolded, the open article.
pub type ShownFor = (Filter, u64, ((bool, bool, u64), Option<u64>), usize, usize, Option<ArticleId>);

/// The list on the left.
#[derive(Default)]
pub struct ArticlesState {
    pub filter: String,
    pub status: Option<Status>,
    /// Only articles with suggestions that wait.
    pub waiting: bool,
    /// Only articles that are assigned to whoever works here; counts where anything is.
    pub all: bool,
    /// Whether anything is, and as of when that was looked up.
    pub assigned: (bool, u64),
    /// Those with the least sure suggestions first.
    pub uncertain: bool,
    /// Positions that pass the filter, and what they were made from.
    pub shown: Vec<usize>,
    pub shown_for: Option<ShownFor>,
    /// Of rows that stand for near copies, how many of those that pass are not shown.
    pub hidden_copies: BTreeMap<usize, usize>,
    /// Stories whose copies are shown, by their first article.
    pub unfolded: BTreeSet<ArticleId>,
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
    /// Escape: what this visit of the field made is taken back.
    pub cancelled: bool,
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
    /// Escape: what this visit of the field made is taken back.
    pub cancelled: bool,
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
    pub read_for: Option<(PathBuf, Language)>,
    pub frame: u64,
}
