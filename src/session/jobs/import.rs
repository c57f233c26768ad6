//! Bringing articles and annotations in: files and folders, in any format that is read, become articles of the project
//! and marks of a set, in one step of undo.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use crate::{
    edit::{self, Edit, Refusal},
    formats::{
        Document, Format, Item, Preview, Problem, ReadError, Reading, Severity, Shape, Source, fill_header, format,
        preview, set_of,
    },
    message::message,
    model::{
        AnnotationSet, Annotations, Article, ArticleId, KindKey, Origin, Place, Proposal, Scheme, SetId, SetRole,
        Timestamp,
    },
    store::Reader,
};

use crate::session::{Session, io::disk_source::DiskSource};

/// Texts handed to the disk at once.
const BATCH: usize = 64;
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
    /// What kind of author that set has, if it is new; else told by the records.
    pub role: Option<SetRole>,
    /// Labels of the files and the kinds that they mean.
    pub labels: BTreeMap<String, KindKey>,
    pub options: BTreeMap<String, String>,
}

impl ImportRequest {
    /// Files and folders as they are.
    pub fn of(paths: &[PathBuf]) -> Self {
        Self { paths: paths.to_vec(), ..Self::default() }
    }

    /// Columns and first rows of the first file that is a table.
    fn table(&self) -> Option<Preview> {
        let of = |path: &PathBuf| sources(path, self.format, &mut Vec::new());
        let mut tables = self.paths.iter().flat_map(of).filter(|(_, format)| format.info().columns);
        preview(&tables.next()?.0, &self.options).ok()
    }

    /// The ids of the formats that the files are in; looks at the beginning of each.
    pub fn formats(&self) -> BTreeSet<&'static str> {
        let of = |path: &PathBuf| sources(path, self.format, &mut Vec::new());
        self.paths.iter().flat_map(of).map(|(_, format)| format.info().id).collect()
    }
}

/// Where an import is.
pub struct ImportStep<'a> {
    /// The file that is read.
    pub file: &'a str,
    pub articles: usize,
    /// Bytes read, and those that there are.
    pub bytes: (u64, u64),
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Imported {
    /// New articles.
    pub articles: Vec<ArticleId>,
    /// What was wrong, where, and the way out; at most ten thousand of them.
    pub problems: Vec<Problem>,
    /// Problems beyond those.
    pub more_problems: usize,
    /// File, and the article that has the same text already.
    pub known: Vec<(String, ArticleId)>,
    pub mentions: usize,
    pub coalitions: usize,
    /// Sets that got annotations.
    pub sets: BTreeSet<SetId>,
    /// Files that were looked at.
    pub files: usize,
}

impl Imported {
    /// Records and files that did not go in.
    pub fn set_aside(&self) -> impl Iterator<Item = &Problem> {
        self.problems.iter().filter(|problem| problem.severity == Severity::Record)
    }

    fn problem(&mut self, problem: Problem) {
        if self.problems.len() < PROBLEMS { self.problems.push(problem) } else { self.more_problems += 1 }
    }
}

/// What is in files before anything is stored: for a look before an import.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Look {
    /// Names of the formats, with how many files are in each.
    pub formats: BTreeMap<&'static str, usize>,
    pub articles: usize,
    /// Of those, articles whose text the project has already.
    pub known: usize,
    pub kinds: BTreeMap<KindKey, usize>,
    pub coalitions: usize,
    /// The sets that would get annotations.
    pub sets: BTreeSet<String>,
    /// The first articles: title, number of mentions, number of coalitions.
    pub first: Vec<(String, usize, usize)>,
    /// Columns and first rows of the first table, to say which column is what.
    pub table: Option<Preview>,
    pub problems: Vec<Problem>,
    pub more_problems: usize,
}

/// Reads and stores articles away from the window's thread.
pub struct Importer {
    reader: Reader,
    hashes: HashMap<String, ArticleId>,
    taken: BTreeSet<ArticleId>,
    scheme: Scheme,
    own: AnnotationSet,
}

/// Articles whose text is safe on disk, and what sets say of articles, to be added by [`Session::add_articles`].
pub struct Ready {
    import: edit::Incoming,
    imported: Imported,
}

impl Importer {
    /// Reads what is asked for, in natural order of the names, and stores the texts. `step` is told where it is. What
    /// was stored when `cancel` is set goes in.
    pub fn run(mut self, request: &ImportRequest, cancel: &AtomicBool, mut step: impl FnMut(ImportStep<'_>)) -> Ready {
        let mut ready = Ready { import: edit::Incoming::default(), imported: Imported::default() };
        let mut batch = Vec::new();
        let mut marks: BTreeMap<Place, Annotations> = BTreeMap::new();
        let mut sets: BTreeMap<SetId, AnnotationSet> = BTreeMap::new();
        let mut new: BTreeSet<ArticleId> = BTreeSet::new();
        let (reader, scheme) = (self.reader.clone(), self.scheme.clone());
        each_item(request, &scheme, cancel, &mut step, &mut |file, _, item| match item {
            None => ready.imported.files += 1,
            Some(Item::Problem(problem)) => ready.imported.problem(problem),
            Some(Item::Document(document)) => {
                let set = self.set_for(request, &document);
                let Document { article, annotations, .. } = *document;
                let blank = annotations.mentions.is_empty() && annotations.coalitions.is_empty();
                let id = match self.hashes.get(&article.meta.text_sha256) {
                    Some(known) => {
                        if blank {
                            ready.imported.known.push((file.to_owned(), known.clone()));
                        }
                        known.clone()
                    }
                    None => {
                        let Some(id) = self.free_id(&article.meta.id) else { return };
                        self.hashes.insert(article.meta.text_sha256.clone(), id.clone());
                        self.taken.insert(id.clone());
                        new.insert(id.clone());
                        let mut article = article;
                        article.meta.id = id.clone();
                        fill_header(&mut article);
                        batch.push((file.to_owned(), article));
                        if batch.len() == BATCH {
                            store(&reader, &mut batch, &mut ready);
                        }
                        id
                    }
                };
                let place = Place { set: set.id.clone(), article: id };
                if !blank || annotations.status != Default::default() {
                    let role = sets.entry(set.id.clone()).or_insert_with(|| set.clone()).role;
                    join(marks.entry(place).or_default(), annotations, role);
                }
            }
        });
        store(&reader, &mut batch, &mut ready);
        // A text that could not be stored takes what is said of it along.
        for article in &ready.import.articles {
            new.remove(&article.meta.id);
        }
        marks.retain(|place, _| !new.contains(&place.article));
        for (place, annotations) in &marks {
            ready.imported.mentions += annotations.mentions.len();
            ready.imported.coalitions += annotations.coalitions.len();
            ready.imported.sets.insert(place.set.clone());
        }
        ready.import.sets = sets.into_values().collect();
        ready.import.marks = marks.into_iter().collect();
        ready
    }

    /// Looks at what is asked for and stores nothing.
    pub fn look(&self, request: &ImportRequest, cancel: &AtomicBool, mut step: impl FnMut(ImportStep<'_>)) -> Look {
        let mut look = Look::default();
        let mut seen = BTreeSet::new();
        look.table = request.table();
        each_item(request, &self.scheme, cancel, &mut step, &mut |_, format, item| match item {
            None => *look.formats.entry(format.info().name).or_default() += 1,
            Some(Item::Problem(problem)) if look.problems.len() < PROBLEMS => look.problems.push(problem),
            Some(Item::Problem(_)) => look.more_problems += 1,
            Some(Item::Document(document)) => {
                let set = self.set_for(request, &document);
                let Document { mut article, annotations, .. } = *document;
                if self.hashes.contains_key(&article.meta.text_sha256) || !seen.insert(article.meta.text_sha256.clone())
                {
                    look.known += 1;
                }
                look.articles += 1;
                look.coalitions += annotations.coalitions.len();
                for mention in annotations.mentions.values() {
                    *look.kinds.entry(mention.kind.clone()).or_default() += 1;
                }
                if !annotations.mentions.is_empty() || !annotations.coalitions.is_empty() {
                    look.sets.insert(set.name);
                }
                if look.first.len() < 5 {
                    fill_header(&mut article);
                    look.first.push((article.meta.title, annotations.mentions.len(), annotations.coalitions.len()));
                }
            }
        });
        look
    }

    /// Stores the texts of articles that have their ids already.
    pub fn keep(self, articles: Vec<Article>) -> Ready {
        let mut ready = Ready { import: edit::Incoming::default(), imported: Imported::default() };
        let mut batch = articles.into_iter().map(|article| (article.meta.import.file.clone(), article)).collect();
        store(&self.reader, &mut batch, &mut ready);
        ready
    }

    /// Whose annotations a document's are.
    fn set_for(&self, request: &ImportRequest, document: &Document) -> AnnotationSet {
        let proposed = |origin: &Origin| matches!(origin, Origin::Machine(_));
        let told = document.set.as_ref().map(|set| set.role);
        let of_records = || {
            let by_program = document.annotations.mentions.values().any(|mention| proposed(&mention.by));
            if by_program { SetRole::Extractor } else { SetRole::Person }
        };
        let role = request.role.or(told).unwrap_or_else(of_records);
        match (&request.set, &document.set) {
            (Some(name), _) => set_of(name, role),
            (None, Some(set)) => AnnotationSet { role, ..set.clone() },
            (None, None) if role == SetRole::Person => self.own.clone(),
            (None, None) => set_of("imported", role),
        }
    }

    /// The id, with a number behind it if it is taken.
    fn free_id(&self, wanted: &ArticleId) -> Option<ArticleId> {
        let numbered = (2..).filter_map(|n| ArticleId::new(format!("{wanted}-{n}")).ok());
        std::iter::once(wanted.clone()).chain(numbered).find(|id| !self.taken.contains(id))
    }
}

/// Takes an item with its file and format; no item at the beginning of each file.
type Take<'t> = dyn FnMut(&str, &'static dyn Format, Option<Item>) + 't;

/// Hands over every item of every file that is asked for, with the file it is in, as a person knows it; at the beginning
/// of each file nothing but the file.
fn each_item(
    request: &ImportRequest,
    scheme: &Scheme,
    cancel: &AtomicBool,
    step: &mut dyn FnMut(ImportStep<'_>),
    take: &mut Take<'_>,
) {
    let mut reading = Reading::new(scheme.clone(), Timestamp::now());
    (reading.labels, reading.options) = (request.labels.clone(), request.options.clone());
    let mut problems = Vec::new();
    let sources: Vec<_> = request.paths.iter().flat_map(|path| sources(path, request.format, &mut problems)).collect();
    let text = format("text").expect("plain text is a format");
    for problem in problems {
        take("", text, Some(Item::Problem(problem)));
    }
    let size: u64 = sources.iter().map(|(source, _)| source.total()).sum();
    let (mut before, mut articles) = (0, 0);
    for (source, format) in sources {
        if cancel.load(Ordering::Relaxed) {
            return;
        }
        let counter: Arc<AtomicU64> = source.counter();
        let name = source.name().to_owned();
        let start = counter.load(Ordering::Relaxed);
        take(&name, format, None);
        step(ImportStep { file: &name, articles, bytes: (before, size) });
        let end = format.read(&source, &reading, &mut |item| {
            articles += usize::from(matches!(item, Item::Document(_)));
            take(&name, format, Some(item));
            if articles % 64 == 0 {
                let read = counter.load(Ordering::Relaxed).saturating_sub(start);
                step(ImportStep { file: &name, articles, bytes: (before + read, size) });
            }
            if cancel.load(Ordering::Relaxed) { Err(ReadError::Enough) } else { Ok(()) }
        });
        if let Err(ReadError::Problem(problem)) = end {
            take(&name, format, Some(Item::Problem(problem)));
        }
        before += source.total();
    }
}

/// What a path stands for: a folder in a format of its own, else every file that can be read, each in its format.
fn sources(
    path: &Path,
    asked: Option<&'static dyn Format>,
    problems: &mut Vec<Problem>,
) -> Vec<(DiskSource, &'static dyn Format)> {
    let called = path.display().to_string();
    if !path.is_dir() {
        match path.metadata() {
            Err(error) => {
                problems.push(Problem::unreadable(called, &error));
                return Vec::new();
            }
            // A pipe would wait for ever.
            Ok(meta) if !meta.is_file() => {
                problems.push(Problem::new(called, "is no file", "Save it as one, or use `tandai convert` in a pipe"));
                return Vec::new();
            }
            Ok(_) => {}
        }
        let source = DiskSource::file(path);
        // What is in no format that is known is told by the reader of plain texts.
        let format = asked.or_else(|| source.recognise()).or_else(|| format("text"));
        return format.map(|format| (source, format)).into_iter().collect();
    }
    let folder = DiskSource::folder(path, problems);
    let whole = asked.or_else(|| folder.recognise()).filter(|format| format.info().shape == Shape::Folder);
    if let Some(format) = whole {
        return vec![(folder, format)];
    }
    let each = folder.files().iter().filter_map(|file| {
        let alone = folder.alone(file);
        let extension = file.rsplit_once('.').map_or("", |(_, end)| end).to_lowercase();
        // In a folder only what bears the name of its format is meant.
        let named = |format: &&'static dyn Format| format.info().extensions.contains(&extension.as_str());
        let format = asked.or_else(|| alone.recognise()).filter(named)?;
        Some((alone, format))
    });
    each.collect()
}

fn store(reader: &Reader, batch: &mut Vec<(String, Article)>, ready: &mut Ready) {
    let texts = batch.iter().map(|(_, article)| article.clone()).collect();
    if reader.add_texts(texts).is_ok() {
        ready.import.articles.extend(batch.drain(..).map(|(_, article)| article));
        return;
    }
    // One of them cannot be stored: the others can.
    for (file, article) in batch.drain(..) {
        match reader.add_text(&article) {
            Ok(()) => ready.import.articles.push(article),
            Err(error) => ready.imported.problem(Problem::new(file, error.to_string(), "")),
        }
    }
}

/// Adds what another record of the same article and set says. In a program's set nothing was made by a person.
fn join(there: &mut Annotations, new: Annotations, role: SetRole) {
    let made = |by: Origin| match (role, by) {
        (SetRole::Extractor, Origin::Person) => Origin::Machine(Proposal::default()),
        (_, by) => by,
    };
    let first = there.mentions.is_empty() && there.coalitions.is_empty();
    there.status = there.status.max(new.status);
    for (id, mut mention) in new.mentions {
        mention.by = made(mention.by);
        let twin = || there.mentions.values().any(|m| (m.span, &m.kind) == (mention.span, &mention.kind));
        if first || (!there.mentions.contains_key(&id) && !twin()) {
            there.mentions.insert(id, mention);
        }
    }
    for (id, mut coalition) in new.coalitions {
        coalition.by = made(coalition.by);
        there.coalitions.entry(id).or_insert(coalition);
    }
}

impl Session {
    /// What reading and storing new articles needs; run it on another thread.
    pub fn importer(&self) -> Importer {
        let metas = || self.rows.iter().map(|row| &row.meta);
        let removed = self.cache.removed.keys().cloned();
        Importer {
            reader: self.store.reader(),
            hashes: metas().map(|meta| (meta.text_sha256.clone(), meta.id.clone())).collect(),
            taken: metas().map(|meta| meta.id.clone()).chain(removed).collect(),
            scheme: self.project().scheme.clone(),
            own: self.who.set(self.active.clone()),
        }
    }

    /// Adds articles whose texts are stored, and what sets say, in one undo step.
    pub fn add_articles(&mut self, ready: Ready) -> Result<Imported, Refusal> {
        let Ready { import, mut imported } = ready;
        self.notices.extend(imported.set_aside().map(|problem| {
            let message = message!("not imported: {reason}", reason = &problem.reason);
            let fix = message!("{fix}", fix = &problem.fix);
            crate::store::Notice::problem(problem.file.clone(), message, fix)
        }));
        if import.articles.is_empty() && import.marks.is_empty() {
            return Ok(imported);
        }
        imported.articles = import.articles.iter().map(|article| article.meta.id.clone()).collect();
        let new: BTreeSet<&ArticleId> = imported.articles.iter().collect();
        for (place, _) in import.marks.iter().filter(|(place, _)| !new.contains(&place.article)) {
            self.load_place(place).map_err(crate::session::unreadable)?;
        }
        for article in &import.articles {
            self.cache.removed.insert(article.meta.id.clone(), Arc::new(article.clone()));
        }
        match self.perform(Edit::Import(import)) {
            Ok(_) | Err(Refusal::Nothing) => Ok(imported),
            Err(refusal) => Err(refusal),
        }
    }

    /// Removes articles with everything that any set says of them; one undo step.
    pub fn remove_articles(&mut self, articles: &[ArticleId]) -> Result<crate::session::Done, Refusal> {
        let sets = self.store.sets_on_disk();
        for article in articles {
            self.load(article).map_err(crate::session::unreadable)?;
            for set in &sets {
                self.load_place(&Place { set: set.clone(), article: article.clone() })
                    .map_err(crate::session::unreadable)?;
            }
        }
        self.perform(Edit::RemoveArticles { articles: articles.to_vec() })
    }
}
