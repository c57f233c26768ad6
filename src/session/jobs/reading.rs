//! Reading a project in the background: at its first opening everything, later what differs from the index, and again
//! whenever the window comes back to the front. What is in memory and not yet in the files is never taken back.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

use crate::session::Session;
use crate::{
    message::message,
    model::{ArticleId, ArticleMeta, EntityId, KindKey, Place, SetId, Summary},
    store::{FileStamp, ListedArticle, Notice, Reader, Refreshed, SetCounts},
};

/// A project of so many articles is read whole at once; a larger one keeps an index.
pub(in crate::session) const SMALL: usize = 1_000;
/// How long a frame may be held up by news from the background.
const PATIENCE: Duration = Duration::from_millis(3);

/// A look through the project's files, to be run on another thread; the session takes in what it finds.
pub struct ProjectReading {
    reader: Reader,
    listed: Vec<ListedArticle>,
    set: SetId,
    counted: Vec<SetCounts>,
    /// Sets whose index is brought up to date as well.
    others: Vec<SetId>,
    sender: mpsc::Sender<ReadingEvent>,
}

/// Where a reading is: so many files of so many that have to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadingProgress {
    pub what: ReadingPart,
    pub done: usize,
    pub total: usize,
}

/// What is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadingPart {
    /// The list: titles, dates, sources.
    Articles,
    /// The numbers of the set that is being annotated.
    Annotations,
    /// The numbers of other sets, for their turn.
    OtherSets,
}

/// What was left out when a reading was stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NotRead {
    /// Articles that are not in the list.
    pub articles: usize,
    /// Articles whose numbers are not known.
    pub annotations: usize,
}

enum ReadingEvent {
    Articles(Refreshed<ListedArticle>),
    Counts(Refreshed<SetCounts>),
    /// Whether everything was read.
    Ended(bool),
}

/// How far the session knows its project.
#[derive(Default)]
pub(in crate::session) struct Knowledge {
    news: Option<mpsc::Receiver<ReadingEvent>>,
    /// A reading that somebody has to run.
    waiting: Option<ProjectReading>,
    /// Whether somebody does: the window, with its progress and its Cancel.
    run_elsewhere: bool,
    /// All articles are in the list.
    whole: bool,
    missing: NotRead,
    stopped: bool,
    /// Changed here since the reading began, or not in the files then: the files are behind.
    ours: (BTreeSet<ArticleId>, BTreeSet<Place>),
    /// The index does not have all that is known.
    index_behind: bool,
    /// Whoever writes it just now.
    keeping: Option<JoinHandle<()>>,
}

impl Knowledge {
    pub(in crate::session) fn new(whole: bool, run_elsewhere: bool) -> Self {
        Self { whole, run_elsewhere, ..Self::default() }
    }
}

impl ProjectReading {
    /// Looks at every file and reads those that differ from what is known, until `cancel` is set; `step` is told how far
    /// it is, while there is anything to be read.
    pub fn run(self, cancel: &AtomicBool, mut step: impl FnMut(ReadingProgress)) {
        let mut articles: HashMap<ArticleId, Arc<ArticleMeta>> =
            self.listed.iter().map(|listed| (listed.meta.id.clone(), listed.meta.clone())).collect();
        let tell = |tidings| {
            if self.sender.send(tidings).is_err() {
                // The session is closed.
                cancel.store(true, Ordering::Relaxed);
            }
        };
        let mut step = |what, done, total| {
            if total > 0 {
                step(ReadingProgress { what, done, total });
            }
        };
        let mut whole = self.reader.look_at_articles(&self.listed, cancel, |look| {
            articles.extend(look.read.iter().map(|listed| (listed.meta.id.clone(), listed.meta.clone())));
            step(ReadingPart::Articles, look.done, look.total);
            tell(ReadingEvent::Articles(look));
        });
        let mut names = SharedIds::default();
        whole = whole
            && self.reader.look_at_set(&self.set, &articles, &self.counted, cancel, |mut look| {
                names.share(&mut look.read);
                step(ReadingPart::Annotations, look.done, look.total);
                tell(ReadingEvent::Counts(look));
            });
        tell(ReadingEvent::Ended(whole));
        for set in self.others.iter().filter(|_| whole) {
            self.bring_up_to_date(set, &articles, cancel, &mut |done, total| step(ReadingPart::OtherSets, done, total));
        }
    }

    fn bring_up_to_date(
        &self,
        set: &SetId,
        articles: &HashMap<ArticleId, Arc<ArticleMeta>>,
        cancel: &AtomicBool,
        step: &mut dyn FnMut(usize, usize),
    ) {
        let known = self.reader.indexed_counts(set).unwrap_or_default();
        let (mut read, mut gone, mut names) = (Vec::new(), Vec::new(), SharedIds::default());
        self.reader.look_at_set(set, articles, &known, cancel, |mut look| {
            names.share(&mut look.read);
            step(look.done, look.total);
            read.append(&mut look.read);
            gone.append(&mut look.gone);
        });
        if read.is_empty() && gone.is_empty() {
            return;
        }
        let stale: HashSet<&ArticleId> = read.iter().map(|counted| &counted.article).chain(&gone).collect();
        let mut counts: Vec<SetCounts> =
            known.into_iter().filter(|counted| !stale.contains(&counted.article)).chain(read.iter().cloned()).collect();
        counts.sort_by(|a, b| a.article.cmp(&b.article));
        self.reader.keep_counts(set, &counts);
    }
}

/// Ids that are one in memory wherever they occur.
#[derive(Default)]
struct SharedIds {
    entities: HashSet<EntityId>,
    kinds: HashSet<KindKey>,
}

impl SharedIds {
    fn share(&mut self, counts: &mut [SetCounts]) {
        for counted in counts {
            Arc::make_mut(&mut counted.summary).share(&mut self.entities, &mut self.kinds);
        }
    }
}

impl Session {
    /// A reading that is due and that the caller has to run, if the session was opened at once.
    pub fn take_reading(&mut self) -> Option<ProjectReading> {
        self.sync.knowledge.waiting.take()
    }

    /// Whether all articles are in the list. Until they are, none can be added, nor entities merged.
    pub fn is_whole(&self) -> bool {
        self.sync.knowledge.whole
    }

    /// Whether files are being read in the background.
    pub fn is_reading(&self) -> bool {
        self.sync.knowledge.news.is_some()
    }

    /// What is not known because a reading was stopped; [`Session::read_on`] goes on.
    pub fn missing(&self) -> Option<NotRead> {
        self.sync.knowledge.stopped.then_some(self.sync.knowledge.missing)
    }

    /// Looks through the files again, unless that is being done.
    pub fn read_on(&mut self) {
        if self.is_reading() {
            return;
        }
        let (sender, news) = mpsc::channel();
        let indexed = (self.rows.len() > self.cache.small || !self.is_whole()) && self.read_only.is_none();
        let others = self.sets().into_iter().filter(|set| indexed && *set != self.active).collect();
        let reading = ProjectReading {
            reader: self.store.reader(),
            listed: self.rows.listed(),
            set: self.active.clone(),
            counted: self.rows.counted(),
            others,
            sender,
        };
        self.sync.knowledge.ours = self.store.behind();
        self.sync.knowledge.news = Some(news);
        self.sync.knowledge.stopped = false;
        self.sync.knowledge.missing = NotRead::default();
        if self.sync.knowledge.run_elsewhere {
            self.sync.knowledge.waiting = Some(reading);
        } else {
            // Without a thread the numbers come when an article is opened; nothing else depends on them.
            let run = move || reading.run(&AtomicBool::new(false), |_| {});
            let _ = std::thread::Builder::new().name("reading".into()).spawn(run);
        }
    }

    /// The numbers of another set are to be read.
    pub(in crate::session) fn read_anew(&mut self) {
        self.sync.knowledge.news = None;
        self.sync.knowledge.waiting = None;
        for SetCounts { article, summary, stamp } in self.store.indexed_counts(&self.active).unwrap_or_default() {
            self.rows.count(&article, summary, stamp);
        }
        // What is in memory is newer than any index.
        let active = &self.active;
        let loaded = self.workspace.annotations.iter().filter(|(place, _)| place.set == *active);
        for (place, annotations) in loaded {
            self.rows.count(&place.article, Summary::of(annotations), FileStamp::UNSURE);
        }
        self.read_on();
    }

    /// Notes what a change makes newer in memory than in the files.
    pub(in crate::session) fn note_ours(&mut self, change: &crate::edit::Change) {
        self.sync.knowledge.index_behind = true;
        if self.sync.knowledge.news.is_none() {
            return;
        }
        for put in &change.puts {
            if let crate::edit::Put::Article { id, .. } = put {
                self.sync.knowledge.ours.0.insert(id.clone());
            } else if let Some(place) = put.place()
                && !self.sync.knowledge.ours.1.contains(place)
            {
                self.sync.knowledge.ours.1.insert(place.clone());
            }
        }
    }

    /// Takes in what was read since; never longer than a frame can wait. Returns whether anything changed.
    pub(in crate::session) fn take_tidings(&mut self) -> bool {
        let begun = Instant::now();
        self.take_tidings_while(|| begun.elapsed() < PATIENCE, false)
    }

    /// Waits until everything is read.
    pub fn wait_until_read(&mut self) {
        if let Some(reading) = self.take_reading() {
            reading.run(&AtomicBool::new(false), |_| {});
        }
        self.take_tidings_while(|| true, true);
    }

    fn take_tidings_while(&mut self, patient: impl Fn() -> bool, wait: bool) -> bool {
        let Some(news) = self.sync.knowledge.news.take() else { return false };
        let state = |session: &Self| {
            (session.rows.revision(), session.rows.list_revision(), session.derived.revision, session.notices.len())
        };
        let before = state(self);
        let (mut any, mut listed, mut ended) = (false, Vec::new(), false);
        while !ended && patient() {
            let next = if wait { news.recv().map_err(|_| mpsc::TryRecvError::Disconnected) } else { news.try_recv() };
            match next {
                Ok(ReadingEvent::Articles(look)) => {
                    any |= self.take_articles(look, &mut listed);
                    continue;
                }
                Ok(ReadingEvent::Counts(look)) => {
                    self.rows.list(std::mem::take(&mut listed));
                    // The list is complete before any number is told.
                    self.sync.knowledge.whole = true;
                    any |= self.take_counts(look);
                }
                Ok(ReadingEvent::Ended(whole)) => {
                    self.rows.list(std::mem::take(&mut listed));
                    self.sync.knowledge.whole |= whole;
                    self.sync.knowledge.stopped = !whole;
                    ended = true;
                }
                Err(mpsc::TryRecvError::Empty) => break,
                Err(mpsc::TryRecvError::Disconnected) => {
                    self.sync.knowledge.stopped = !self.sync.knowledge.whole;
                    ended = true;
                }
            }
        }
        self.rows.list(listed);
        self.sync.knowledge.index_behind |= any;
        if ended {
            self.sync.knowledge.ours = Default::default();
            self.keep_index(false);
        } else {
            self.sync.knowledge.news = Some(news);
        }
        state(self) != before
    }

    fn take_articles(&mut self, look: Refreshed<ListedArticle>, listed: &mut Vec<ListedArticle>) -> bool {
        self.sync.knowledge.missing.articles = look.total - look.done;
        let any = !look.read.is_empty() || !look.gone.is_empty();
        for notice in look.notices {
            self.tell(notice);
        }
        let ours = |session: &Self, id: &ArticleId| {
            let (articles, places) = &session.sync.knowledge.ours;
            articles.contains(id) || places.iter().any(|place| place.article == *id)
        };
        let gone: Vec<ArticleId> = look.gone.into_iter().filter(|id| !ours(self, id)).collect();
        for id in &gone {
            self.workspace.articles.remove(id);
            self.workspace.annotations.retain(|place, _| place.article != *id);
            self.derived.marks.retain(|place, _| place.article != *id);
            self.derived.suggestions.remove(id);
        }
        self.rows.unlist(&gone);
        for article in look.read {
            let id = &article.meta.id;
            if self.sync.knowledge.ours.0.contains(id) {
                continue;
            }
            match self.workspace.articles.get(id) {
                Some(open) if open.meta != *article.meta => self.read_open_article_again(&article),
                _ => listed.push(article),
            }
        }
        any
    }

    /// Somebody changed what is known of an article that is open here.
    fn read_open_article_again(&mut self, listed: &ListedArticle) {
        let id = &listed.meta.id;
        let article = match self.store.article_to_edit(&listed.meta) {
            Ok(article) => Arc::new(article),
            Err(error) => return self.tell(error.into()),
        };
        let stale = |place: &Place| place.article == *id;
        let places: Vec<Place> = self.workspace.annotations.keys().filter(|place| stale(place)).cloned().collect();
        self.rows.list(vec![ListedArticle { meta: Arc::new(article.meta.clone()), stamp: FileStamp::UNSURE }]);
        let same_text = self.workspace.articles.get(id).is_some_and(|old| old.text == article.text);
        self.workspace.articles.insert(id.clone(), article);
        self.history.clear();
        self.derived.revision += 1;
        for place in places {
            // Annotations with changes of ours stay; the checks tell what does not fit.
            if !same_text && !self.sync.knowledge.ours.1.contains(&place) {
                self.workspace.annotations.remove(&place);
                self.derived.marks.remove(&place);
                if let Err(error) = self.load_place(&place) {
                    self.tell(error.into());
                }
            }
            self.derived.note_place(&place);
        }
        self.tell(Notice::note(format!("articles/{id}.ron"), message!("changed by another program, and read again")));
    }

    fn take_counts(&mut self, look: Refreshed<SetCounts>) -> bool {
        self.sync.knowledge.missing = NotRead { articles: 0, annotations: look.total - look.done };
        let any = !look.read.is_empty() || !look.gone.is_empty();
        let gone = look.gone.into_iter().map(|article| SetCounts {
            article,
            summary: Arc::default(),
            stamp: FileStamp::UNSURE,
        });
        for SetCounts { article, summary, stamp } in look.read.into_iter().chain(gone) {
            let place = self.place(&article);
            if self.sync.knowledge.ours.1.contains(&place) {
                continue;
            }
            // What is in memory counts until a look at that very file brings the other version in.
            match self.workspace.annotations.get(&place).map(|loaded| Summary::of(loaded)) {
                Some(loaded) if loaded != *summary => self.rows.count(&article, loaded, FileStamp::UNSURE),
                _ => self.rows.count(&article, summary, stamp),
            }
        }
        any
    }

    /// Says something once.
    pub(in crate::session) fn tell(&mut self, notice: Notice) {
        if !self.notices.contains(&notice) {
            self.notices.push(notice);
        }
    }

    /// Whether what is derived from the files is kept in an index for the next opening.
    pub(in crate::session) fn keeps_index(&self) -> bool {
        self.read_only.is_none() && self.rows.len() > self.cache.small
    }

    /// Keeps what is known for the next opening: on a thread, or, when closing (`now`), before this returns.
    pub(in crate::session) fn keep_index(&mut self, now: bool) {
        let busy = self.sync.knowledge.keeping.as_ref().is_some_and(|keeping| !keeping.is_finished());
        if busy && !now {
            return;
        }
        if let Some(keeping) = self.sync.knowledge.keeping.take() {
            // A panic there costs an index.
            let _ = keeping.join();
        }
        if !self.sync.knowledge.index_behind || self.read_only.is_some() || self.rows.len() <= self.cache.small {
            return;
        }
        self.sync.knowledge.index_behind = false;
        let (reader, set) = (self.store.reader(), self.active.clone());
        let (listed, counted) = (self.rows.listed(), self.rows.counted());
        let keep = move || {
            reader.keep_articles(&listed);
            reader.keep_counts(&set, &counted);
        };
        if now {
            keep();
        } else {
            self.sync.knowledge.keeping = std::thread::Builder::new().name("index".into()).spawn(keep).ok();
        }
    }
}
