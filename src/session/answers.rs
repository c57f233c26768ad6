//! The ledger of the set that is annotated, kept in step with every edit; and near copies, looked for in the background.

use std::{
    sync::{Arc, atomic::AtomicBool, mpsc},
    thread,
};

use super::Session;
use crate::answers::{Ledger, Stories};

/// What is derived from all articles together.
#[derive(Default)]
pub(super) struct Answers {
    /// Made when somebody asks for it first.
    ledger: Option<Box<Ledger>>,
    /// The state of the list that the ledger is of.
    of: Option<(u64, u64)>,
    stories: Arc<Stories>,
    /// The list that near copies were looked for in; `None`: nobody asked yet.
    compared: Option<u64>,
    looking: Option<mpsc::Receiver<Option<Stories>>>,
}

impl Session {
    /// Begins to keep a ledger, from now on in step with every change; [`Session::close_ledger`] ends it.
    pub fn open_ledger(&mut self) {
        if self.answers.ledger.is_none() {
            let rows = self.rows.iter().map(|row| (&row.meta, &row.summary));
            self.answers.ledger = Some(Box::new(Ledger::of(rows, self.answers.stories.clone())));
            self.answers.of = Some((self.rows.revision(), self.rows.list_revision()));
        }
    }

    pub fn close_ledger(&mut self) {
        self.answers.ledger = None;
    }

    /// The ledger, if it is kept. It is as it was at the last [`Session::follow_answers`].
    pub fn ledger(&self) -> Option<&Ledger> {
        self.answers.ledger.as_deref()
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
        let mut changed = false;
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
        let now = (self.rows.revision(), self.rows.list_revision());
        if let Some(ledger) = &mut self.answers.ledger
            && self.answers.of != Some(now)
        {
            changed |= ledger.follow(self.rows.iter().map(|row| (&row.meta, &row.summary)));
            self.answers.of = Some(now);
        }
        changed
    }

    /// Looks for near copies on a thread, if articles came or went since the last look and none are being read.
    pub fn look_for_stories(&mut self) {
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
