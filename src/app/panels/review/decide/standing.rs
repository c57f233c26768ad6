//! How the review of every article stands: read in the background when a project is opened or other things are reviewed,
//! and again for the articles that an edit touched, once nothing has happened for a moment.

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use eframe::egui;

use super::App;
use crate::{
    app::kit::jobs::News,
    model::{ArticleId, SetId},
    session::{Review, Standing},
};

/// How long nothing may happen before the numbers follow.
const A_MOMENT: Duration = Duration::from_millis(250);
/// An article with more suggestions is looked at on another thread.
const LONG: usize = 2000;

/// What the numbers depend on: project, review, sources, whose decisions, how many articles.
type Key = (PathBuf, Review, Vec<SetId>, SetId, usize);

/// What the numbers were made for, and the job that makes them.
#[derive(Default)]
pub struct Watch {
    read_for: Option<Key>,
    /// What they shall be read for, and since when that has been so: a slider is still being moved.
    wanted: Option<(Key, Instant)>,
    job: Option<u64>,
    /// How many articles are read, of how many.
    pub progress: Option<(usize, usize)>,
}

impl App {
    pub(super) fn follow_standing(&mut self, ctx: &egui::Context) {
        let Some(session) = self.session.as_mut().filter(|session| session.is_whole()) else { return };
        let sources = session.sources().into_iter().collect();
        let (dir, active) = (session.dir().to_owned(), session.active_set().clone());
        let key = (dir, session.review().clone(), sources, active, session.rows().len());
        let watch = &mut self.view.review.standing;
        if watch.read_for.as_ref() != Some(&key) {
            let wait = match &watch.wanted {
                Some((wanted, since)) if *wanted == key => A_MOMENT.saturating_sub(since.elapsed()),
                _ => A_MOMENT,
            };
            if watch.wanted.as_ref().is_none_or(|(wanted, _)| *wanted != key) {
                watch.wanted = Some((key.clone(), Instant::now()));
            }
            // Another project does not wait.
            if watch.read_for.is_some() && !wait.is_zero() {
                return ctx.request_repaint_after(wait);
            }
            session.take_touched();
            (watch.read_for, watch.wanted) = (Some(key), None);
            self.view.review.queue.clear();
            return self.read_standing(ctx, None);
        }
        if !session.is_touched() {
            return;
        }
        let idle = self.changed.elapsed();
        if idle < A_MOMENT {
            return ctx.request_repaint_after(A_MOMENT - idle);
        }
        let mut elsewhere = Vec::new();
        for article in session.take_touched() {
            let short = session.suggestions(&article).is_some_and(|suggestions| suggestions.len() < LONG);
            match session.standing(&article).filter(|_| short) {
                Some(standing) => self.view.review.queue.note(article, standing),
                None => elsewhere.push(article),
            }
        }
        if !elsewhere.is_empty() {
            self.read_standing(ctx, Some(elsewhere));
        }
    }

    /// `None`: all articles.
    fn read_standing(&mut self, ctx: &egui::Context, articles: Option<Vec<ArticleId>>) {
        let Some(session) = &self.session else { return };
        let job = session.review_job(articles.as_deref());
        if let Some(old) = self.view.review.standing.job.take().filter(|_| articles.is_none()) {
            self.jobs.cancel(old);
        }
        let id = self.jobs.start(ctx, "", move |handle| {
            job.run(&handle.cancel, |found, done, total| {
                handle.tell(News::Standing { job: handle.id, found, done, total })
            });
        });
        if articles.is_none() {
            self.view.review.standing.job = Some(id);
        }
    }

    /// Takes in how articles stand, unless it was found for another review.
    pub(in crate::app) fn stands(&mut self, job: u64, found: Vec<(ArticleId, Standing)>, done: usize, total: usize) {
        let watch = &mut self.view.review.standing;
        if watch.job.is_some_and(|latest| job < latest) {
            return;
        }
        if watch.job == Some(job) {
            watch.progress = (done < total).then_some((done, total));
        }
        for (article, standing) in found {
            self.view.review.queue.note(article, standing);
        }
    }
}
