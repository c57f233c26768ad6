//! How the review of every article stands: read in the background when a project is opened or other things are reviewed,
//! and again for the articles that an edit touched, once nothing has happened for a moment.

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use eframe::egui;

use super::App;
use crate::{
    app::kit::task::{self, Task},
    model::{ArticleId, SetId},
    session::{Review, Standing},
};

/// How long nothing may happen before the numbers follow.
const A_MOMENT: Duration = Duration::from_millis(250);
/// An article with more suggestions is looked at on another thread.
const LONG: usize = 2000;

/// What the numbers depend on: project, review, sources, whose decisions, how many articles.
type StandingKey = (PathBuf, Review, Vec<SetId>, SetId, usize);

/// What the numbers were made for, and the job that makes them.
#[derive(Default)]
pub struct Watch {
    read_for: Option<StandingKey>,
    /// What they shall be read for, and since when that has been so: a slider is still being moved.
    wanted: Option<(StandingKey, Instant)>,
    /// What reads all articles, and what reads those that an edit touched.
    all: Option<Task<StandingRead>>,
    touched: Vec<Task<StandingRead>>,
    /// How many articles are read, of how many.
    pub progress: Option<(usize, usize)>,
}

/// How articles stand; so many of so many are read.
type StandingRead = (Vec<(ArticleId, Standing)>, usize, usize);

pub fn follow_standing(app: &mut App, ctx: &egui::Context) {
    take_standing(app);
    let Some(session) = app.session.as_mut().filter(|session| session.is_whole()) else { return };
    let sources = session.sources().into_iter().collect();
    let (dir, active) = (session.dir().to_owned(), session.active_set().clone());
    let key = (dir, session.review().clone(), sources, active, session.rows().len());
    let watch = &mut app.view.standing;
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
        app.view.review.queue.clear();
        return read_standing(app, ctx, None);
    }
    if !session.is_touched() {
        return;
    }
    let idle = app.changed.elapsed();
    if idle < A_MOMENT {
        return ctx.request_repaint_after(A_MOMENT - idle);
    }
    let mut elsewhere = Vec::new();
    for article in session.take_touched() {
        let short = session.suggestions(&article).is_some_and(|suggestions| suggestions.len() < LONG);
        match session.standing(&article).filter(|_| short) {
            Some(standing) => app.view.review.queue.note(article, standing),
            None => elsewhere.push(article),
        }
    }
    if !elsewhere.is_empty() {
        read_standing(app, ctx, Some(elsewhere));
    }
}

/// `None`: all articles.
fn read_standing(app: &mut App, ctx: &egui::Context, articles: Option<Vec<ArticleId>>) {
    let Some(session) = &app.session else { return };
    let job = session.review_job(articles.as_deref());
    let task = app.tasks.start(ctx, "", move |worker| {
        job.run(&worker.cancel, |found, done, total| worker.tell((found, done, total)));
    });
    let watch = &mut app.view.standing;
    match articles {
        // What touched articles were read for before is answered by this as well.
        None => (watch.all, watch.touched) = (Some(task), Vec::new()),
        Some(_) => watch.touched.push(task),
    }
}

/// Takes in how articles stand.
fn take_standing(app: &mut App) {
    let (review, standing) = (&mut app.view.review, &mut app.view.standing);
    let (read, over) = task::answers(&mut standing.all);
    if over {
        standing.progress = None;
    }
    for (found, done, total) in read {
        standing.progress = (done < total && !over).then_some((done, total));
        found.into_iter().for_each(|(article, standing)| review.queue.note(article, standing));
    }
    for (found, ..) in task::answers_of_all(&mut standing.touched) {
        found.into_iter().for_each(|(article, standing)| review.queue.note(article, standing));
    }
}
