//! The ledger of the set that is annotated, kept in step with every edit; and near copies, looked for in the background.

use std::{
    sync::{Arc, atomic::AtomicBool, mpsc},
    thread,
};

use super::{
    Session,
    io::CouncilTable,
    rows::{Row, Touched},
};
use crate::{
    answers::{ElectionFacts, GuessedDates, Ledger, Stories},
    model::SetId,
    store::{Notice, StoreError},
};

/// What is derived from all articles together.
#[derive(Default)]
pub(super) struct Answers {
    /// Made when somebody asks for it first.
    ledger: Option<Box<Ledger>>,
    /// The ledger of another set than the active one, as its files were when it was asked for.
    another: Option<Another>,
    stories: Arc<Stories>,
    /// Whether guessed dates count.
    guessed: GuessedDates,
    /// Seats and votes, if somebody brought a table of them.
    councils: Option<Arc<CouncilTable>>,
    /// The list that near copies were looked for in; `None`: nobody asked yet.
    compared: Option<u64>,
    looking: Option<mpsc::Receiver<Option<Stories>>>,
}

/// The ledger of another set.
struct Another {
    set: SetId,
    ledger: Option<Box<Ledger>>,
    reading: Option<mpsc::Receiver<ReadLedger>>,
}

/// A ledger with what could not be read, or why there is none.
type ReadLedger = Result<(Ledger, Vec<Notice>), StoreError>;

impl Answers {
    /// The ledgers know the elections as they are now.
    pub(super) fn follow_elections(&mut self, elections: &Arc<ElectionFacts>) {
        let another = self.another.as_mut().and_then(|another| another.ledger.as_mut());
        self.ledger.iter_mut().chain(another).for_each(|ledger| ledger.set_elections(elections.clone()));
    }
}

impl Session {
    /// Begins to keep a ledger, from now on in step with every change; [`Session::close_ledger`] ends it.
    pub fn open_ledger(&mut self) {
        if self.answers.ledger.is_none() {
            // What was touched before is in it.
            self.rows.take_touched();
            let rows = self.rows.iter().map(|row| (&row.meta, &row.summary));
            let (stories, guessed) = (self.answers.stories.clone(), self.answers.guessed);
            self.answers.ledger = Some(Box::new(Ledger::with(rows, stories, guessed, self.elections.clone())));
        }
    }

    pub fn close_ledger(&mut self) {
        self.answers.ledger = None;
    }

    /// The ledger that is shown, if it is kept: of the active set, or of the one that was asked for. It is as it was at the
    /// last [`Session::follow_answers`].
    pub fn ledger(&self) -> Option<&Ledger> {
        match &self.answers.another {
            Some(another) => another.ledger.as_deref(),
            None => self.own_ledger(),
        }
    }

    /// The ledger of the active set, if it is kept.
    pub fn own_ledger(&self) -> Option<&Ledger> {
        self.answers.ledger.as_deref()
    }

    /// Whose statements the ledger that is shown holds.
    pub fn ledger_set(&self) -> &SetId {
        self.answers.another.as_ref().map_or(&self.active, |another| &another.set)
    }

    /// Whether guessed dates count in ledgers.
    pub fn guessed_dates(&self) -> GuessedDates {
        self.answers.guessed
    }

    /// Lets guessed dates count in ledgers from now on, or no longer.
    pub fn set_guessed_dates(&mut self, guessed: GuessedDates) {
        self.answers.guessed = guessed;
        let another = self.answers.another.as_mut().and_then(|another| another.ledger.as_mut());
        self.answers.ledger.iter_mut().chain(another).for_each(|ledger| ledger.set_guessed_dates(guessed));
    }

    /// Seats and votes, if somebody brought a table of them.
    pub fn councils(&self) -> Option<&Arc<CouncilTable>> {
        self.answers.councils.as_ref()
    }

    /// Takes a table of seats and votes, or lets go of it.
    pub fn set_councils(&mut self, table: Option<CouncilTable>) {
        self.answers.councils = table.map(Arc::new);
        let another = self.answers.another.as_mut().and_then(|another| another.ledger.as_mut());
        self.answers.ledger.iter_mut().chain(another).for_each(|ledger| ledger.renew());
    }

    /// Whether the ledger of another set is being read.
    pub fn is_reading_ledger(&self) -> bool {
        self.answers.another.as_ref().is_some_and(|another| another.reading.is_some())
    }

    /// Shows the ledger of a set: that of the active one follows every edit, any other is read now, on a thread.
    pub fn show_ledger_of(&mut self, set: &SetId) {
        self.answers.another = None;
        if *set == self.active {
            return;
        }
        let reader = self.answers_reader(set);
        let (sender, reading) = mpsc::channel();
        let read = move || drop(sender.send(reader.ledger(&AtomicBool::new(false))));
        let reading = thread::Builder::new().name("ledger".into()).spawn(read).is_ok().then_some(reading);
        self.answers.another = Some(Another { set: set.clone(), ledger: None, reading });
    }

    /// Takes in the ledger of another set; whether it came.
    fn follow_another(&mut self) -> bool {
        if self.answers.another.as_ref().is_some_and(|another| another.set == self.active) {
            self.answers.another = None;
            return true;
        }
        let Some(another) = &mut self.answers.another else { return false };
        let Some(read) = another.reading.as_ref().map(mpsc::Receiver::try_recv) else { return false };
        let notices = match read {
            Err(mpsc::TryRecvError::Empty) => return false,
            Err(mpsc::TryRecvError::Disconnected) => Vec::new(),
            Ok(Ok((mut ledger, unread))) => {
                ledger.set_guessed_dates(self.answers.guessed);
                // They may be others since it began to be read.
                ledger.set_elections(self.elections.clone());
                another.ledger = Some(Box::new(ledger));
                unread
            }
            Ok(Err(error)) => vec![error.into()],
        };
        another.reading = None;
        notices.into_iter().for_each(|notice| self.tell(notice));
        true
    }

    /// Near copies, as far as they are known.
    pub fn stories(&self) -> &Arc<Stories> {
        &self.answers.stories
    }

    /// Whether near copies are being looked for.
    pub fn is_comparing(&self) -> bool {
        self.answers.looking.is_some()
    }

    /// Brings what is derived up to date; cheap where nothing changed. Call it each frame.
    pub(super) fn follow_answers(&mut self) -> bool {
        let found = self.answers.looking.as_ref().map(mpsc::Receiver::try_recv);
        let mut changed = self.follow_another();
        match found {
            Some(Ok(Some(stories))) => {
                self.answers.stories = Arc::new(stories);
                if let Some(ledger) = &mut self.answers.ledger {
                    ledger.set_stories(self.answers.stories.clone());
                }
                self.answers.looking = None;
                changed = true;
            }
            Some(Ok(None) | Err(mpsc::TryRecvError::Disconnected)) => self.answers.looking = None,
            Some(Err(mpsc::TryRecvError::Empty)) | None => {}
        }
        if let Some(ledger) = &mut self.answers.ledger {
            let touched = self.rows.take_touched();
            let pair = |row: &'_ Row| (row.meta.clone(), row.summary.clone());
            let known = match &touched {
                Touched::These(ids) => {
                    let rows: Option<Vec<_>> = ids.iter().map(|id| self.rows.get(id).map(pair)).collect();
                    rows.and_then(|rows| ledger.follow_known(rows.iter().map(|(meta, summary)| (meta, summary))))
                }
                Touched::All => None,
            };
            changed |= known.unwrap_or_else(|| ledger.follow(self.rows.iter().map(|row| (&row.meta, &row.summary))));
        }
        changed
    }

    /// Looks for near copies on a thread, if articles came or went since the last look and none are being read.
    pub fn find_stories(&mut self) {
        let list = self.rows.articles_revision();
        if self.answers.looking.is_some() || self.is_reading() || self.answers.compared == Some(list) {
            return;
        }
        self.answers.compared = Some(list);
        let reader = self.answers_reader(&self.active);
        let (sender, looking) = mpsc::channel();
        let look = move || {
            // Without an answer the stories stay as they were; a text that cannot be read is told when it is opened.
            let _ = sender.send(reader.stories(&AtomicBool::new(false)).ok());
        };
        if thread::Builder::new().name("stories".into()).spawn(look).is_ok() {
            self.answers.looking = Some(looking);
        }
    }
}
