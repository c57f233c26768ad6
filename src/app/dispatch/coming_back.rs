//! Coming back: a project opens at the article, the place in it and the tab that were left, in a window of the same size.

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use eframe::egui::Context;

use super::{App, actions, screen_fit::ScreenFit};
use crate::{
    app::state::places::{Places, ProjectPlace},
    model::ArticleId,
};

/// How long nothing may move before it is written down where a person is.
const STILL: Duration = Duration::from_secs(2);

/// What was written down last, and what is to be.
#[derive(Default)]
pub struct KeptPlaces {
    /// The folder of the open project, by its full path.
    pub(super) project: PathBuf,
    written: Places,
    moved: Option<(Places, Instant)>,
}

impl KeptPlaces {
    pub fn of(places: &Places) -> Self {
        Self { written: places.clone(), ..Self::default() }
    }
}

/// Opens the article that was left, or the first.
pub fn open_where_left(app: &mut App) {
    let Some(session) = &app.session else { return };
    let project = session.dir().canonicalize().unwrap_or_else(|_| session.dir().to_owned());
    let place = app.places.of(&project).cloned().unwrap_or_default();
    app.remembered.project = project;
    let left = ArticleId::new(&place.article).ok().filter(|id| session.rows().get(id).is_some());
    let first = session.rows().at(0).map(|row| row.meta.id.clone());
    app.view.nothing_yet = first.is_none();
    app.view.desk.tab = place.tab;
    match (left, first) {
        (Some(left), _) => {
            actions::open_article(app, &left);
            return_to(app, &left, &place);
        }
        (None, Some(first)) => actions::open_article(app, &first),
        (None, None) => {}
    }
}

fn return_to(app: &mut App, article: &ArticleId, place: &ProjectPlace) {
    let Some(article) = app.session.as_ref().and_then(|session| session.article(article)) else { return };
    let there = |at: usize| article.text.is_char_boundary(at);
    if there(place.top) && there(place.caret) {
        app.view.text.return_to(place.top, place.caret);
    }
}

/// Notes where the person is, and writes it down once nothing has moved for a while.
pub fn follow(app: &mut App, ctx: &Context) {
    note(app, ctx);
    let remembered = &mut app.remembered;
    if remembered.written == app.places {
        remembered.moved = None;
        return;
    }
    match &remembered.moved {
        Some((places, since)) if *places == app.places => {
            if let Some(wait) = STILL.checked_sub(since.elapsed()).filter(|wait| !wait.is_zero()) {
                ctx.request_repaint_after(wait);
            } else {
                save(app);
            }
        }
        _ => {
            remembered.moved = Some((app.places.clone(), Instant::now()));
            ctx.request_repaint_after(STILL);
        }
    }
}

/// Writes it down, if it is not.
pub fn save(app: &mut App) {
    if app.remembered.written != app.places {
        app.places.save();
        app.remembered.written = app.places.clone();
        app.remembered.moved = None;
    }
}

fn note(app: &mut App, ctx: &Context) {
    let zoom = ctx.zoom_factor();
    let (size, maximized) = ctx.input(|input| {
        let window = input.viewport();
        let filled = window.maximized == Some(true) || window.fullscreen == Some(true);
        (window.inner_rect.map(|rect| rect.size()), filled)
    });
    if let Some(size) = size {
        app.places.maximized = maximized;
        // On a smaller screen it gave way; on the next one it may be as large as it was.
        let made = ctx.with_plugin(|fit: &mut ScreenFit| fit.made(size * zoom)).unwrap_or(false);
        if !maximized && !made {
            app.places.window = Some(((size.x * zoom).round(), (size.y * zoom).round()));
        }
    }
    let Some(article) = app.view.desk.article.as_ref().filter(|_| app.session.is_some()) else { return };
    let project = &app.remembered.project;
    let (top, caret) = app.view.text.place();
    let here = app.places.of(project);
    let same = here.is_some_and(|here| {
        here.article == article.as_str() && (here.top, here.caret, here.tab) == (top, caret, app.view.desk.tab)
    });
    if !same {
        let (project, article) = (project.clone(), article.to_string());
        app.places.note(ProjectPlace { project, article, top, caret, tab: app.view.desk.tab });
    }
}
