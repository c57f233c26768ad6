//! Background work: files are read, dialogs wait, searches run on threads of their own; the window takes the news in
//! once a frame.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, Sender, channel},
    },
    thread,
    time::{Duration, Instant},
};

use eframe::egui;

use crate::{
    app::{
        panels::search::state::SearchNews,
        state::view::{Paths, Purpose},
    },
    model::ArticleId,
    session::{Exported, ExtractionResult, Look, PhraseHit, Ready, Recoverable, Standing},
};

/// How long closing the window waits for jobs.
const MOMENT: Duration = Duration::from_millis(500);

/// What a job tells the window.
pub enum News {
    /// A dialog's answer, and whether it came too soon for a person to have given it.
    Chosen {
        purpose: Purpose,
        paths: Option<Paths>,
        at_once: bool,
    },
    /// Where a job is: what it says beside its name.
    Step(u64, String),
    Imported(Ready),
    /// Files are more than plain texts: they are looked at before they come in.
    ToLookAt(Paths),
    Looked(u64, Look),
    ExportLooked(u64, Result<Exported, String>),
    /// Where a dataset is, and what is in it; or why there is none.
    Exported(PathBuf, Result<Exported, String>),
    /// What an extraction found, or why it could not begin.
    Found(Result<ExtractionResult, String>),
    Search(u64, SearchNews),
    RecoveryLooked(u64, Result<Vec<Recoverable>, String>),
    PhraseHits(u64, Vec<PhraseHit>),
    /// How articles stand in the review; so many of so many are read.
    Standing {
        job: u64,
        found: Vec<(ArticleId, Standing)>,
        done: usize,
        total: usize,
    },
    /// A job ended, done or cancelled.
    Ended(u64),
}

/// A job under way.
pub struct Job {
    pub id: u64,
    pub name: String,
    pub step: String,
    cancel: Arc<AtomicBool>,
}

/// All jobs under way, and where their news comes in.
pub struct Jobs {
    running: Vec<Job>,
    next: u64,
    sender: Sender<News>,
    receiver: Receiver<News>,
}

/// What a job holds while it runs.
pub struct Handle {
    pub id: u64,
    pub cancel: Arc<AtomicBool>,
    sender: Sender<News>,
    ctx: egui::Context,
}

impl Handle {
    /// Tells the window; `false` if it is gone.
    pub fn tell(&self, news: News) -> bool {
        let told = self.sender.send(news).is_ok();
        self.ctx.request_repaint();
        told
    }
}

impl Default for Jobs {
    fn default() -> Self {
        let (sender, receiver) = channel();
        Self { running: Vec::new(), next: 1, sender, receiver }
    }
}

impl Jobs {
    pub fn running(&self) -> &[Job] {
        &self.running
    }

    /// Runs work on a thread; it shows with this name (if it has one) until it ends.
    pub fn start(&mut self, ctx: &egui::Context, name: &str, work: impl FnOnce(&Handle) + Send + 'static) -> u64 {
        let id = self.next;
        self.next += 1;
        let cancel = Arc::new(AtomicBool::new(false));
        let handle = Handle { id, cancel: cancel.clone(), sender: self.sender.clone(), ctx: ctx.clone() };
        let started = thread::Builder::new().name(format!("job {id}")).spawn(move || {
            work(&handle);
            handle.tell(News::Ended(handle.id));
        });
        if started.is_ok() {
            self.running.push(Job { id, name: name.to_owned(), step: String::new(), cancel });
        }
        id
    }

    pub fn cancel(&self, id: u64) {
        for job in self.running.iter().filter(|job| job.id == id) {
            job.cancel.store(true, Ordering::Relaxed);
        }
    }

    /// Cancels all, and waits a moment for them to see it: a person's program ends with the window.
    pub fn stop(&mut self) {
        self.running.iter().for_each(|job| job.cancel.store(true, Ordering::Relaxed));
        let begun = Instant::now();
        while !self.running.is_empty() && begun.elapsed() < MOMENT {
            drop(self.news());
            thread::sleep(MOMENT / 50);
        }
    }

    /// News since the last frame.
    pub fn news(&mut self) -> Vec<News> {
        let news: Vec<News> = self.receiver.try_iter().collect();
        for one in &news {
            match one {
                News::Step(id, step) => {
                    for job in self.running.iter_mut().filter(|job| job.id == *id) {
                        job.step.clone_from(step);
                    }
                }
                News::Ended(id) => self.running.retain(|job| job.id != *id),
                _ => {}
            }
        }
        news
    }
}
