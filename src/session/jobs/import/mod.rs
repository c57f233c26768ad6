//! Bringing articles and annotations in: files and folders, in any format that is read, become articles of the project
//! and marks of a set, in one step of undo.
//!
//! Law: importing A and B in one run is importing A, then B. What a record says of an article that is there already is
//! joined to it (`edit::join`), whichever file it comes from; which article that is `known` says.

mod each_item;
mod found_files;
mod free_ids;
mod header;
mod importer;
mod keys;
mod known;
mod names;
mod overlap;
mod preview;
mod shelf;
#[cfg(test)]
mod tests;
mod tidings;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    edit::{Change, ChangeKind, Edit, Incoming, Put, Refusal, Swap},
    formats::{Format, Preview, Problem, RecordFate, preview},
    message::message,
    model::{Article, ArticleId, KindKey, Place, SetId, SetRole, Summary, Zone},
    session::{Session, unreadable},
    store::{FileStamp, Notice, Staging},
};

pub use found_files::passed_over_in_words;
pub use importer::Importer;
pub use overlap::{Apart, Overlap};
pub use preview::ImportPreview;

use found_files::FoundFiles;
pub use header::ArticleHeader;

/// Problems that are kept whole; more are counted.
const PROBLEMS: usize = 10_000;

/// What a person asks of an import.
#[derive(Clone, Default)]
pub struct ImportRequest {
    pub paths: Vec<PathBuf>,
    /// Recognised by content if it is not said.
    pub format: Option<&'static dyn Format>,
    /// The set that gets the annotations: else the one that the file names, else the person's own.
    pub set: Option<String>,
    /// Whether each file, or each folder, is a set of its own.
    pub apart: Option<Apart>,
    /// What kind of author that set has, if it is new; else told by the records.
    pub role: Option<SetRole>,
    /// Labels of the files and the kinds that they mean.
    pub labels: BTreeMap<String, KindKey>,
    pub options: BTreeMap<String, String>,
    /// The clock by which moments in the files become days, if it is not the project's.
    pub zone: Option<Zone>,
    /// What a person says of the one article that comes in.
    pub header: ArticleHeader,
}

impl ImportRequest {
    /// Files and folders as they are.
    pub fn of(paths: &[PathBuf]) -> Self {
        Self { paths: paths.to_vec(), ..Self::default() }
    }

    /// Columns and first rows of the first file that is a table.
    fn table(&self) -> Option<Preview> {
        let found = FoundFiles::of(&self.paths, self.format);
        let table = found.sources.iter().find(|(_, format)| format.info().columns);
        preview(&table?.0, &self.options).ok()
    }

    /// The ids of the formats that the files are in; looks at the beginning of each.
    pub fn formats(&self) -> BTreeSet<&'static str> {
        FoundFiles::of(&self.paths, self.format).sources.iter().map(|(_, format)| format.info().id).collect()
    }
}

/// Where an import is.
pub struct ImportStep<'a> {
    /// The file that is read.
    pub file: &'a str,
    pub articles: usize,
    /// Bytes read, and those that there are.
    pub bytes: (u64, u64),
    /// All is read, and is made safe on disk.
    pub storing: bool,
}

impl<'a> ImportStep<'a> {
    fn reading(file: &'a str, articles: usize, bytes: (u64, u64)) -> Self {
        Self { file, articles, bytes, storing: false }
    }

    fn storing(articles: usize) -> Self {
        Self { file: "", articles, bytes: (1, 1), storing: true }
    }
}

/// A record whose article is there already and that says nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownRecord {
    /// As a person knows the file, and the line where the record begins; 0: it is the whole file.
    pub file: String,
    pub line: usize,
    /// The id that the record has.
    pub record: String,
    /// The article that has its text.
    pub article: ArticleId,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Imported {
    /// New articles.
    pub articles: Vec<ArticleId>,
    /// What was wrong, where, and the fix; at most ten thousand of them.
    pub problems: Vec<Problem>,
    /// Problems beyond those.
    pub more_problems: usize,
    pub known: Vec<KnownRecord>,
    /// New articles that have another id here than in their source; that one is their variable `id`.
    pub renamed: usize,
    /// Articles that were there and of which more is known now: title, source, address, date, variables.
    pub completed: usize,
    /// Mentions, coalitions and articles' remarks that were there and have more now: values of fields, notes, flags.
    pub changed: usize,
    pub mentions: usize,
    pub coalitions: usize,
    pub decisions: usize,
    /// Articles of which a set says how far the work is, and marks nothing: that is an answer, too.
    pub unmarked: usize,
    /// Entities that came with data sets and that the project did not know.
    pub entities: usize,
    /// Sets that got annotations.
    pub sets: BTreeSet<SetId>,
    /// Two files or folders that mark the same articles.
    pub overlaps: Vec<Overlap>,
    /// Files in folders that no reader is for.
    pub passed_over: Vec<String>,
    /// Files that were read.
    pub files: usize,
}

impl Imported {
    /// Records and files that did not go in.
    pub fn left_out(&self) -> impl Iterator<Item = &Problem> {
        self.problems.iter().filter(|problem| problem.severity == RecordFate::Record)
    }

    /// Whether anything did not go in as it stands in the files, or has to be looked at.
    pub fn has_findings(&self) -> bool {
        self.more_problems > 0
            || self.problems.iter().any(|problem| problem.severity > RecordFate::Note)
            || !self.passed_over.is_empty()
            || !self.overlaps.is_empty()
    }

    /// Whether the project has nothing more than before, and not because it had it all.
    pub fn is_nothing(&self) -> bool {
        let marks = self.mentions + self.coalitions + self.decisions + self.entities;
        self.articles.is_empty() && marks + self.completed + self.changed + self.unmarked == 0 && self.known.is_empty()
    }
}

/// Articles whose text is safe on disk, and what sets say of articles, to be added by [`Session::add_articles`].
pub struct Ready {
    pub(super) import: Incoming,
    /// A large import: its articles are not in memory.
    staged: Option<Box<StagedArticles>>,
    pub(super) imported: Box<Imported>,
}

/// New articles that wait to be put in their places.
struct StagedArticles {
    staging: Staging,
    metas: Vec<Arc<crate::model::ArticleMeta>>,
    /// What sets say of them, in numbers.
    counts: BTreeMap<SetId, Vec<(ArticleId, Arc<Summary>)>>,
}

impl Session {
    /// What reading and storing new articles needs; run it on another thread.
    pub fn importer(&self) -> Importer {
        let metas = || self.rows.iter().map(|row| &row.meta);
        let taken = metas().map(|meta| meta.id.clone()).chain(self.cache.removed.keys().cloned());
        let own = self.who.set(self.active.clone());
        let gazetteer = self.lexicon.gazetteer();
        Importer::new(self.store.reader(), metas().cloned(), taken, self.project(), gazetteer, own)
    }

    /// Adds articles whose texts are stored, and what sets say, in one undo step.
    pub fn add_articles(&mut self, ready: Ready) -> Result<Imported, Refusal> {
        let Ready { import, staged, imported } = ready;
        let mut imported = *imported;
        self.notices.extend(imported.left_out().map(|problem| {
            let message = message!("not imported: {reason}", reason = &problem.reason);
            Notice::problem(problem.file.clone(), message, problem.fix.clone())
        }));
        let new: BTreeSet<&ArticleId> = import.articles.iter().map(|article| &article.meta.id).collect();
        let known = import.marks.iter().map(|(place, _)| place).filter(|place| !new.contains(&place.article));
        let known: Vec<Place> = known.cloned().collect();
        for place in &known {
            self.load_place(place).map_err(unreadable)?;
        }
        for meta in &import.metas {
            self.load(&meta.id).map_err(unreadable)?;
        }
        imported.articles = import.articles.iter().map(|article| article.meta.id.clone()).collect();
        for article in &import.articles {
            self.cache.removed.insert(article.meta.id.clone(), Arc::new(article.clone()));
        }
        if let Some(staged) = staged {
            imported.articles = staged.metas.iter().map(|meta| meta.id.clone()).collect();
            return self.add_staged(import, *staged).map(|()| imported);
        }
        if import == Incoming::default() {
            return Ok(imported);
        }
        let change = match self.plan(Edit::Import(import)) {
            Ok(change) => Arc::new(change),
            Err(Refusal::Nothing) => return Ok(imported),
            Err(refusal) => return Err(refusal),
        };
        let new: BTreeSet<&ArticleId> = imported.articles.iter().collect();
        let there = |put: &&Put| match put {
            Put::Mention { swap, .. } => swap.before.is_some(),
            Put::Coalition { swap, .. } => swap.before.is_some(),
            Put::Remark { place, .. } => !new.contains(&place.article),
            _ => false,
        };
        imported.changed = change.puts.iter().filter(there).count();
        self.commit(&change)?;
        self.history.record(change);
        Ok(imported)
    }

    /// A large import: what it says of articles that were there goes through the journal, the new articles beside it.
    /// Both are one step of undo, which removes the new ones again.
    fn add_staged(&mut self, import: Incoming, staged: StagedArticles) -> Result<(), Refusal> {
        self.refuse_unless_whole()?;
        let mut change = Change { kind: ChangeKind::ImportMany, count: staged.metas.len(), puts: Vec::new() };
        if import != Incoming::default() {
            match self.plan(Edit::Import(import)) {
                Ok(planned) => {
                    let planned = Arc::new(planned);
                    self.commit(&planned)?;
                    change.puts = Arc::unwrap_or_clone(planned).puts;
                }
                Err(Refusal::Nothing) => {}
                Err(refusal) => return Err(refusal),
            }
        }
        let StagedArticles { staging, metas, counts } = staged;
        self.store.take_in(staging).map_err(unreadable)?;
        let put = |meta: &Arc<crate::model::ArticleMeta>| Put::Article {
            id: meta.id.clone(),
            swap: Swap::add((**meta).clone()),
        };
        let came = Change { kind: ChangeKind::ImportMany, count: metas.len(), puts: metas.iter().map(put).collect() };
        self.rows.note(&came, &self.active);
        for (id, summary) in counts.get(&self.active).into_iter().flatten() {
            self.rows.count(id, summary.clone(), FileStamp::UNSURE);
        }
        self.derived.revision += 1;
        self.derived.touched.extend(metas.iter().map(|meta| meta.id.clone()));
        self.note_ours(&came);
        change.puts.extend(came.puts);
        self.history.record(Arc::new(change));
        Ok(())
    }

    /// Removes articles with everything that any set says of them; one undo step.
    pub fn remove_articles(&mut self, articles: &[ArticleId]) -> Result<crate::session::Done, Refusal> {
        let sets = self.store.sets_on_disk();
        for article in articles {
            self.load(article).map_err(unreadable)?;
            for set in &sets {
                self.load_place(&Place { set: set.clone(), article: article.clone() }).map_err(unreadable)?;
            }
        }
        self.perform(Edit::RemoveArticles { articles: articles.to_vec() })
    }
}

/// The stem of a file's name.
fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem })
}

/// The name of the folder that a file is in; empty if none is named.
fn folder_of(file: &str) -> &str {
    let folder = Path::new(file).parent().and_then(Path::file_name).and_then(|name| name.to_str());
    folder.unwrap_or_default()
}

/// The texts of new articles with the files they came from.
type Batch = Vec<(String, Article)>;
