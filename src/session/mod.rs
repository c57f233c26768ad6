//! Floor 3: the one door. Both faces, window and command line, open a project, look at it and change it here.
//!
//! A gesture (tag this span) becomes an [`Edit`] with the gazetteer's help, is planned, applied, journalled and
//! remembered for undo by [`Session::perform`]; nothing else changes a project. Knows no window and no format.

mod answers;
mod derived;
mod edits;
mod guidelines;
mod hit;
mod io;
mod jobs;
mod marks;
mod memory;
mod names;
mod open;
mod outside;
mod pipe;
mod rows;
mod save;
mod suggestions;
mod sync;
#[cfg(test)]
mod tests;
mod uses;
mod who;

use std::sync::Arc;

pub use crate::store::RecoveryStep;
pub use crate::{formats::spreadsheet_safe, model::Summary};
pub use edits::{CardSlot, entity_step::EntityStep, history_step::HistoryStep, occurrences::Tagging};
pub use hit::{Hit, Order, ordered};
pub use io::{
    CouncilTable,
    disk_source::{DiskSource, StreamSource},
    one_file,
    pasted::PastedFile,
    program::{Ended, Listener, Program, ProgramEnd},
    target::{Destination, DiskTarget, NoTarget, StreamTarget},
};
pub use jobs::{
    answers::{AnswersReader, Evidence, Sentences, SetStatements},
    assigning::{Assigner, ProgressReader, SetProgress},
    checking::Checking,
    comparing::{CompareRequest, ComparedPair, Comparer, Comparison, Differing, Disagreement, said_by},
    copying::{CopyPreview, LabelsForCopy},
    entities::{EntityImport, EntityRecord, EntityTable, TableProblem},
    export::{ExportProblem, ExportRequest, Exported, Exporter},
    extraction_job::{Extracted, ExtractionJob, ExtractionProgress, ExtractionRequest, ExtractionResult},
    extractor::ProjectExtractor,
    import::{
        Apart, ArticleHeader, ImportPreview, ImportRequest, ImportStep, Imported, Importer, KnownRecord, Overlap,
        Ready, passed_over_in_words,
    },
    known_names::{GazetteerChange, GazetteerReader},
    learned::{BadLearned, LEARNER, LEAST, Learned, extract_with, hints},
    learning::{Taught, Teacher},
    pace::{Pace, PaceReader},
    project_check::{FILE, ProjectFinding},
    reading::{NotRead, ProjectReading, ReadingPart, ReadingProgress},
    recover::{
        Choice, Delta, Difference, FileState, Recoverable, RecoverableContents, Recovery, RecoverySource, Taken,
    },
    remarks::{RemarkPlace, RemarkReader, RemarkRow},
    report::{DrawnSentences, FinishedSentence},
    scheme::{Orphans, SchemeChange, SchemeReader},
    search::{MOST_HITS, MarkedPlaces, SearchResults, TextSearch},
    stats::{EntityCount, SetStats, Stats},
    trial::{LearnerTrial, LessonArticle, learn_from},
};
pub use marks::{Mark, Marks, one_spaced};
pub use open::OpenProblem;
pub use pipe::{
    Converted, RulesInPipe, article_of, convert, extract_by_rules, extract_with_program, line_answered, line_of, marked,
};
pub use rows::{Attention, Filter, Row, Rows};
pub use suggestions::{Ghost, PhraseHit, Queue, Review, ReviewJob, Spot, Standing, Suggestion, Suggestions};
pub use uses::Uses;
pub use who::Who;

use derived::Derived;
use memory::Cache;
use sync::Sync;

use crate::{
    answers::ElectionFacts,
    edit::{self, Change, ChangeKind, Edit, EditStamp, History, Put, Refusal},
    gazetteer::Lexicon,
    message::Message,
    model::{
        Annotations, Article, ArticleId, Entity, EntityId, GuidelinesVersion, MentionId, Place, Project, SetId, Span,
        Timestamp, Workspace,
    },
    store::{Notice, SaveState, Store, StoreError},
};

/// An open project.
pub struct Session {
    workspace: Workspace,
    store: Store,
    lexicon: Lexicon,
    elections: Arc<ElectionFacts>,
    history: History,
    rows: Rows,
    who: Who,
    active: SetId,
    /// The version of the rules of today; `None`: there are none, or they cannot be read.
    guidelines: Option<GuidelinesVersion>,
    /// Why nothing may be changed, if so.
    read_only: Option<Message>,
    notices: Vec<Notice>,
    /// What is reviewed.
    review: Review,
    cache: Cache,
    derived: Derived,
    sync: Sync,
    answers: answers::Answers,
}

/// What was done, undone or done again, and where to look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    pub kind: ChangeKind,
    pub count: usize,
    pub article: Option<ArticleId>,
    /// How many articles it is about.
    pub articles: usize,
    /// Bytes of that article's text.
    pub span: Option<Span>,
    /// Mentions that came into being, in the order of the request.
    pub mentions: Vec<MentionId>,
    /// The coalition that came into being.
    pub coalition: Option<crate::model::CoalitionId>,
}

impl Session {
    pub fn project(&self) -> &Project {
        &self.workspace.project
    }

    pub fn dir(&self) -> &std::path::Path {
        self.store.dir()
    }

    /// The set that edits go to.
    pub fn active_set(&self) -> &SetId {
        &self.active
    }

    /// Why nothing may be changed: the folder, another window.
    pub fn read_only(&self) -> Option<&Message> {
        self.read_only.as_ref()
    }

    /// Why this article may not be changed by this set: its file is not understood.
    pub fn frozen(&self, article: &ArticleId) -> Option<&Message> {
        self.sync.frozen.get(&self.place(article))
    }

    /// What was found when opening and since: recovered work, unreadable files, records that do not fit.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// All articles in their order, with what the active set says of them in numbers.
    pub fn rows(&self) -> &Rows {
        &self.rows
    }

    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// What is known of the project's elections.
    pub fn elections(&self) -> &Arc<ElectionFacts> {
        &self.elections
    }

    /// A built-in entity or one of the project.
    pub fn entity(&self, id: &EntityId) -> Option<&Entity> {
        self.lexicon.entity(id)
    }

    /// The entities of the project with a name that begins so, whatever the case; none for less than two letters, and none
    /// where more than a few dozen are called so.
    pub fn entities_called(&self, words: &str) -> Vec<EntityId> {
        const MOST: usize = 50;
        let words = words.trim().to_lowercase();
        if words.chars().count() < 2 {
            return Vec::new();
        }
        let called = |id: &&EntityId| {
            self.entity(id).is_some_and(|entity| entity.names().any(|name| name.to_lowercase().starts_with(&words)))
        };
        let found: Vec<EntityId> = self.rows.totals().keys().filter(called).take(MOST + 1).cloned().collect();
        if found.len() > MOST { Vec::new() } else { found }
    }

    /// What a person reads for an entity; its id if nobody knows it.
    pub fn entity_label<'a>(&'a self, id: &'a EntityId) -> &'a str {
        self.entity(id).map_or(id.as_str(), Entity::label)
    }

    /// The same of an entity that is suggested in an article and that nobody knows yet: what it would be called.
    pub fn suggested_label(&self, article: &ArticleId, id: &EntityId) -> String {
        if let Some(known) = self.entity(id) {
            return known.label().to_owned();
        }
        let there = self.suggestions(article).zip(self.article(article));
        there.and_then(|(suggestions, article)| suggestions.name_of(id, &article.text)).unwrap_or_else(|| id.in_words())
    }

    /// Entities linked lately, the latest first.
    pub fn recent(&self) -> impl Iterator<Item = &EntityId> {
        self.derived.recent.iter()
    }

    /// An article that [`Session::load`] has brought in.
    pub fn article(&self, id: &ArticleId) -> Option<&Arc<Article>> {
        self.workspace.articles.get(id)
    }

    /// What the active set says of a loaded article; `None` if it says nothing yet.
    pub fn annotations(&self, id: &ArticleId) -> Option<&Arc<Annotations>> {
        self.workspace.annotations.get(&self.place(id))
    }

    /// Grows with every change of an article's annotations by the active set: what is drawn can be kept until then.
    pub fn revision(&self, id: &ArticleId) -> u64 {
        self.derived.revision_of(&self.place(id))
    }

    /// Grows with every change of anything.
    pub fn total_revision(&self) -> u64 {
        self.derived.revision
    }

    /// The active set on an article.
    pub fn place(&self, article: &ArticleId) -> Place {
        Place { set: self.active.clone(), article: article.clone() }
    }

    pub fn save_state(&self) -> SaveState {
        self.store.state()
    }

    pub fn can_undo(&self) -> Option<&Change> {
        self.history.to_undo()
    }

    pub fn can_redo(&self) -> Option<&Change> {
        self.history.to_redo()
    }

    /// Plans and does an edit: the one door. Everything that it touches must be loaded.
    pub fn perform(&mut self, edit: Edit) -> Result<Done, Refusal> {
        let change = Arc::new(self.plan(edit)?);
        let done = self.commit(&change)?;
        self.history.record(change);
        Ok(done)
    }

    /// What an edit would change.
    fn plan(&self, edit: Edit) -> Result<Change, Refusal> {
        let mut change = self.plan_without_set(edit)?;
        self.add_own_set(&mut change);
        Ok(change)
    }

    /// The same without the set that comes into being with a person's first mark.
    fn plan_without_set(&self, edit: Edit) -> Result<Change, Refusal> {
        self.refuse_if_read_only()?;
        let mut fresh = || std::iter::repeat_with(fastrand::alphanumeric).take(8).collect::<String>().to_lowercase();
        let who = self.who.set_id();
        let mut stamp = EditStamp {
            fresh: &mut fresh,
            now: Timestamp::now(),
            guidelines: self.guidelines,
            who: Some(who).filter(|who| *who != self.active),
        };
        edit::plan(&self.workspace, edit, &mut stamp)
    }

    /// Makes the last two changes one step of undo.
    pub fn join_last_steps(&mut self) {
        self.history.join_last_two();
    }

    /// Takes the last change back; `None` if there is none.
    pub fn undo(&mut self) -> Option<Result<Done, Refusal>> {
        let change = Arc::new(self.history.to_undo()?.clone().inverse());
        if change.kind != ChangeKind::ImportMany {
            return Some(self.step_back_or_forth(&change, History::undid));
        }
        let undone = self.forget_marks_of(&change).and_then(|()| self.step_back_or_forth(&change, History::undid));
        if undone.is_ok() {
            // What sets said of the articles is in the trash with them, and in the files that were imported.
            self.history.forget_undone();
        }
        Some(undone)
    }

    /// What sets say of articles that a large import brought goes with their files.
    fn forget_marks_of(&mut self, change: &Change) -> Result<(), Refusal> {
        self.refuse_if_read_only()?;
        self.save().map_err(unreadable)?;
        let going: std::collections::BTreeSet<&ArticleId> =
            change.puts.iter().filter_map(Put::removed_article).collect();
        self.workspace.annotations.retain(|place, _| !going.contains(&place.article));
        self.derived.marks.retain(|place, _| !going.contains(&place.article));
        self.derived.suggestions.retain(|article, _| !going.contains(article));
        Ok(())
    }

    /// Does the last undone change again; `None` if there is none.
    pub fn redo(&mut self) -> Option<Result<Done, Refusal>> {
        let change = Arc::new(self.history.to_redo()?.clone());
        Some(self.step_back_or_forth(&change, History::redid))
    }

    fn step_back_or_forth(&mut self, change: &Arc<Change>, note: fn(&mut History)) -> Result<Done, Refusal> {
        self.refuse_if_read_only()?;
        self.load_for(change).map_err(unreadable)?;
        self.bring_texts_back(change)?;
        let done = self.commit(change)?;
        note(&mut self.history);
        Ok(done)
    }

    /// Articles that come back need their texts in the folder, from where saving has moved them away. Waits for the disk.
    fn bring_texts_back(&self, change: &Change) -> Result<(), Refusal> {
        let back = change.puts.iter().filter_map(|put| match put {
            Put::Article { id, swap } if swap.before.is_none() => {
                self.cache.removed.get(id).map(|article| (**article).clone())
            }
            _ => None,
        });
        let back: Vec<Article> = back.collect();
        if back.is_empty() {
            return Ok(());
        }
        self.store.add_texts(back).map_err(unreadable)
    }

    fn refuse_if_read_only(&self) -> Result<(), Refusal> {
        match &self.read_only {
            Some(reason) => Err(Refusal::Wrong(reason.clone())),
            None => self.refuse_during_large_step(),
        }
    }

    /// A person's set comes into being with their first mark.
    fn add_own_set(&self, change: &mut Change) {
        let known = &self.workspace.project.sets;
        let comes = |put: &Put| matches!(put, Put::Set { id, .. } if *id == self.active);
        if known.contains_key(&self.active) || change.puts.iter().any(comes) {
            return;
        }
        if change.places().iter().any(|place| place.set == self.active) {
            let set = self.who.set(self.active.clone());
            change.puts.push(Put::Set { id: set.id.clone(), swap: edit::Swap::add(set) });
        }
    }

    /// Applies a change, hands it to the journal, and keeps everything derived in step.
    fn commit(&mut self, change: &Arc<Change>) -> Result<Done, Refusal> {
        for place in change.places() {
            if let Some(reason) = self.sync.frozen.get(place) {
                return Err(Refusal::Wrong(reason.clone()));
            }
        }
        let adds = |put: &Put| matches!(put, Put::Article { swap, .. } if swap.before.is_none());
        if change.puts.iter().any(adds) {
            self.refuse_unless_whole()?;
        }
        for put in &change.puts {
            if let Put::Article { id, swap } = put
                && swap.after.is_none()
                && let Some(article) = self.workspace.articles.get(id)
            {
                self.cache.removed.insert(id.clone(), article.clone());
            }
        }
        let removed = &self.cache.removed;
        let texts = |put: &Put| match put {
            Put::Article { id, .. } => removed.get(id).cloned(),
            _ => None,
        };
        edit::apply(&mut self.workspace, change, &texts).map_err(|mismatch| Refusal::Wrong(mismatch.message()))?;
        self.store.record(change.clone());
        self.sync.dirty.note(change);
        self.note_ours(change);
        self.keep_in_step(change);
        self.derived.note_recent(change);
        Ok(Done::of(change))
    }

    /// What is derived follows a change that is in force.
    fn keep_in_step(&mut self, change: &Change) {
        self.derived.note_change(change);
        self.rows.note(change, &self.active);
        self.follow_marks(change);
        self.follow_suggestions(change);
        if change.puts.iter().any(|put| matches!(put, Put::Assignment { .. } | Put::Drawings { .. })) {
            self.derived.assigned_at = self.derived.revision;
        }
        if change.puts.iter().any(|put| matches!(put, Put::Options { .. })) {
            self.follow_names();
        } else if change.puts.iter().any(|put| matches!(put, Put::Entity { .. })) {
            self.lexicon = Lexicon::over(&self.workspace.project.entities, self.lexicon.gazetteer());
        }
        if change.puts.iter().any(|put| matches!(put, Put::Options { .. } | Put::Entity { .. } | Put::Scheme { .. })) {
            self.follow_elections();
        }
    }
}

/// A file that an edit needs cannot be read or written.
fn unreadable(error: StoreError) -> Refusal {
    Refusal::Wrong(error.located())
}

impl Done {
    fn of(change: &Change) -> Self {
        let focus = change.focus();
        let mentions = change.puts.iter().filter_map(|put| match put {
            Put::Mention { id, swap, .. } if swap.before.is_none() => Some(id.clone()),
            _ => None,
        });
        let coalition = change.puts.iter().find_map(|put| match put {
            Put::Coalition { id, swap, .. } if swap.before.is_none() => Some(id.clone()),
            _ => None,
        });
        let articles: std::collections::BTreeSet<&ArticleId> =
            change.puts.iter().filter_map(Put::place).map(|place| &place.article).collect();
        Self {
            kind: change.kind,
            count: change.count,
            articles: articles.len(),
            article: focus.map(|(place, _)| place.article.clone()),
            span: focus.and_then(|(_, span)| span),
            mentions: mentions.collect(),
            coalition,
        }
    }
}
