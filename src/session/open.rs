//! Opening and making projects.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    answers::ElectionFacts,
    edit::History,
    gazetteer::{Gazetteer, Lexicon},
    message::Language,
    model::{Project, SetId, Workspace},
    store::{Mode, Opened, RecoveryStep, Store, StoreError},
};

use super::{
    Review, Rows, Session, Who,
    derived::Derived,
    jobs::reading::{Knowledge, SMALL},
    memory::Cache,
    names,
    sync::Sync,
};

/// Why a project cannot be opened or made; says which file, what is wrong and the way out.
pub type OpenProblem = StoreError;

impl Session {
    /// The folder of the project that a path (of the folder, or of its `project.ron`) stands for.
    pub fn find(path: &Path) -> Result<PathBuf, OpenProblem> {
        Store::find(path)
    }

    /// Makes an empty project in a new or empty folder, and opens it.
    pub fn create(dir: &Path, name: &str, who: Who) -> Result<Self, OpenProblem> {
        Self::create_in(dir, name, who, Language::Indonesian)
    }

    /// The same, with guidelines in a language.
    pub fn create_in(dir: &Path, name: &str, who: Who, guidelines: Language) -> Result<Self, OpenProblem> {
        let mut project = Project::new(name);
        let set = who.set(who.set_id());
        project.sets.insert(set.id.clone(), set);
        Store::create_in(dir, &project, guidelines)?;
        Self::open(dir, who)
    }

    /// Opens a project's folder or its `project.ron`, and reads what is known of every article.
    pub fn open(path: &Path, who: Who) -> Result<Self, OpenProblem> {
        Self::open_telling(path, who, &|_| {})
    }

    /// The same, and `progress` hears how far the work of a session that was cut short is brought to the files.
    pub fn open_telling(path: &Path, who: Who, progress: &dyn Fn(RecoveryStep)) -> Result<Self, OpenProblem> {
        Ok(Self::begin(Store::open_telling(path, progress)?, who, None))
    }

    /// Opens it without waiting for the articles if they are many: the list is the one of the last session, or fills up.
    /// The caller runs [`Session::take_reading`] whenever there is one.
    pub fn open_at_once(path: &Path, who: Who) -> Result<Self, OpenProblem> {
        Self::open_if_small(path, who, SMALL)
    }

    /// Whether so much of a session that was cut short waits that opening takes more than a moment: then it is done with
    /// [`Session::open_recovering`], beside the window.
    pub fn waits_long(path: &Path) -> bool {
        Store::waits_long(path)
    }

    /// [`Session::open_at_once`] that says how far it is.
    pub fn open_recovering(path: &Path, who: Who, progress: &dyn Fn(RecoveryStep)) -> Result<Self, OpenProblem> {
        Ok(Self::begin(Store::open_at_once(path, SMALL, progress)?, who, Some(SMALL)))
    }

    pub(super) fn open_if_small(path: &Path, who: Who, small: usize) -> Result<Self, OpenProblem> {
        Ok(Self::begin(Store::open_at_once(path, small, &|_| {})?, who, Some(small)))
    }

    fn begin(opened: Opened, who: Who, at_once: Option<usize>) -> Self {
        let Opened { store, project, articles, whole, mut notices, mut mode } = opened;
        let gazetteer = names::gazetteer(&project.options.gazetteer, &store.reader()).unwrap_or_else(|notice| {
            // Without it half of the links would dangle.
            if mode == Mode::ReadWrite {
                mode = Mode::ReadOnly(notice.located());
            }
            notices.push(notice);
            Gazetteer::none()
        });
        let lexicon = Lexicon::over(&project.entities, gazetteer);
        let elections = Arc::new(ElectionFacts::of(&project.scheme.statements, &project.entities, gazetteer));
        let active = who.set_id();
        let mut session = Self {
            workspace: Workspace::new(project),
            store,
            lexicon,
            elections,
            history: History::default(),
            rows: Rows::new(articles),
            active,
            guidelines: None,
            who,
            read_only: match mode {
                Mode::ReadWrite => None,
                Mode::ReadOnly(reason) => Some(reason),
            },
            notices,
            review: Review::default(),
            cache: Cache::new(at_once.unwrap_or(SMALL)),
            derived: Derived::default(),
            sync: Sync { knowledge: Knowledge::new(whole, at_once.is_some()), ..Sync::default() },
            answers: Default::default(),
        };
        session.follow_guidelines();
        session.read_anew();
        session
    }

    /// Annotates as another set from now on; what was done stays in the set that it was done in.
    pub fn annotate_as(&mut self, who: Who) {
        let set = who.set_id();
        self.who = who;
        self.turn_to(set);
    }

    /// Decides as the same person into a set that is nobody's own.
    pub fn decide_into(&mut self, set: SetId) {
        self.turn_to(set);
    }

    fn turn_to(&mut self, set: SetId) {
        // The numbers of the set that is left are not read again when it is come back to.
        self.keep_index(false);
        self.active = set;
        self.derived.revision += 1;
        self.derived.assigned_at = self.derived.revision;
        self.rows.forget_counts();
        self.suggest_anew();
        self.read_anew();
    }

    /// Takes in what came from the background: articles, their numbers, files that others changed; and lets go of what
    /// is no longer needed. Cheap; call it each frame. Returns whether anything changed.
    pub fn poll(&mut self) -> bool {
        // What others changed is taken in between two steps, not within one.
        if self.sync.large_step {
            return false;
        }
        let changed = self.take_tidings();
        self.let_go();
        let changed = self.take_outside_changes() || changed;
        self.follow_answers() || changed
    }
}
