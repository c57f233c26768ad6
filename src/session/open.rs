//! Opening and making projects.

use std::{
    collections::{BTreeMap, VecDeque},
    path::{Path, PathBuf},
    sync::mpsc,
};

use crate::{
    edit::History,
    gazetteer::Lexicon,
    model::{Annotations, ArticleId, Project, Workspace},
    store::{Mode, Opened, Store, StoreError},
};

use super::{Rows, Session, Summary, Who, save::Dirty};

/// Why a project cannot be opened or made; says which file, what is wrong and the way out.
pub type OpenProblem = StoreError;

impl Session {
    /// The folder of the project that a path (of the folder, or of its `project.ron`) stands for.
    pub fn find(path: &Path) -> Result<PathBuf, OpenProblem> {
        Store::find(path)
    }

    /// Makes an empty project in a new or empty folder, and opens it.
    pub fn create(dir: &Path, name: &str, who: Who) -> Result<Self, OpenProblem> {
        let mut project = Project::new(name);
        let set = who.set(who.set_id());
        project.sets.insert(set.id.clone(), set);
        Store::create(dir, &project)?;
        Self::open(dir, who)
    }

    /// Opens a project's folder or its `project.ron`.
    pub fn open(path: &Path, who: Who) -> Result<Self, OpenProblem> {
        let Opened { store, project, articles, notices, mode } = Store::open(path)?;
        let lexicon = Lexicon::new(&project.entities);
        let active = who.set_id();
        let mut session = Self {
            workspace: Workspace::new(project),
            store,
            lexicon,
            history: History::default(),
            rows: Rows::new(articles),
            active,
            who,
            read_only: match mode {
                Mode::ReadWrite => None,
                Mode::ReadOnly(reason) => Some(reason),
            },
            frozen: BTreeMap::new(),
            notices,
            dirty: Dirty::default(),
            removed: BTreeMap::new(),
            recent: VecDeque::new(),
            revision: 0,
            revisions: BTreeMap::new(),
            marks: BTreeMap::new(),
            summaries: None,
            outside: None,
        };
        session.read_summaries();
        Ok(session)
    }

    /// Annotates as another set from now on; what was done stays in the set that it was done in.
    pub fn annotate_as(&mut self, who: Who) {
        self.active = who.set_id();
        self.who = who;
        self.revision += 1;
        let metas = self.rows.iter().map(|row| (*row.meta).clone()).collect();
        self.rows = Rows::new(metas);
        self.read_summaries();
    }

    /// Reads the numbers of articles that this set has annotated on a thread of its own; [`Session::poll`] takes them in.
    fn read_summaries(&mut self) {
        let (sender, receiver) = mpsc::channel();
        let reader = self.store.reader();
        let set = self.active.clone();
        let annotated = self.store.annotated(&set);
        let metas: Vec<_> = annotated.iter().filter_map(|id| Some(self.rows.get(id)?.meta.clone())).collect();
        // Without a thread the numbers come when an article is opened; nothing else depends on them.
        let _ = std::thread::Builder::new().name("summaries".into()).spawn(move || {
            for meta in metas {
                let read = reader.article(&meta).and_then(|article| reader.annotations(&article, &set));
                // What cannot be read is said when the article is opened.
                if let Ok(loaded) = read
                    && sender.send((meta.id.clone(), Summary::of(&loaded.annotations))).is_err()
                {
                    return;
                }
            }
        });
        self.summaries = Some(receiver);
    }

    /// Takes in what came from the background: numbers of articles, files that others changed. Cheap; call it each
    /// frame. Returns whether anything changed.
    pub fn poll(&mut self) -> bool {
        let mut changed = false;
        while let Some(receiver) = &self.summaries {
            match receiver.try_recv() {
                Ok((id, summary)) => {
                    self.take_summary(&id, summary);
                    changed = true;
                }
                Err(mpsc::TryRecvError::Empty) => break,
                Err(mpsc::TryRecvError::Disconnected) => self.summaries = None,
            }
        }
        self.take_outside_changes() || changed
    }

    /// Waits until every article's numbers are in.
    pub fn settle(&mut self) {
        while let Some(receiver) = self.summaries.take() {
            if let Ok((id, summary)) = receiver.recv() {
                self.take_summary(&id, summary);
                self.summaries = Some(receiver);
            }
        }
    }

    /// What is in memory is newer than what was read.
    fn take_summary(&mut self, id: &ArticleId, read: Summary) {
        let loaded: Option<&Annotations> = self.annotations(id).map(|a| &**a);
        let summary = loaded.map_or(read, Summary::of);
        self.rows.set_summary(id, summary);
    }
}
