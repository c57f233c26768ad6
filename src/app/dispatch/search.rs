//! What the search sends to the background, and what comes back from there.

use eframe::egui;

use super::App;
use super::{actions, commands, large_steps};
use crate::{
    app::{
        article,
        kit::{task, text::Words},
        panels::search::state::{Focus, HitChoice},
        state::action::SearchWish,
    },
    model::KindKey,
    search::{Matcher, Query},
    session::{Order, ordered},
};

/// Opens the panel with its results as they were; words that are selected in the article are looked for at once.
pub fn open_search(app: &mut App, ctx: &egui::Context) {
    if app.session.is_none() {
        return app.toast(Words::NoProjectOpen);
    }
    let words = commands::selected_words(app).filter(|words| !words.contains('\n'));
    show_search(app, Focus::Field);
    if let Some(words) = words.filter(|words| !app.view.search.query.regex && *words != app.view.search.query.words) {
        let of_name = app.session.as_ref().and_then(|session| session.lexicon().kind_of(&words));
        let search = &mut app.view.search;
        search.kind = of_name.or(search.kind.take());
        search.query.words = words;
        search.choice = HitChoice::default();
        begin_search(app, ctx);
    }
}

fn show_search(app: &mut App, focus: Focus) {
    app.view.text.leave();
    app.view.desk.problems = false;
    app.view.desk.search = true;
    app.view.search.focus = Some(focus);
}

/// Looks for the same words in every article, to be tagged as a kind: all that is found is chosen.
pub fn search_project(app: &mut App, ctx: &egui::Context, words: &str, kind: KindKey) {
    show_search(app, Focus::Tag);
    let search = &mut app.view.search;
    search.query = Query::exactly(words);
    (search.kind, search.listed_only) = (Some(kind), false);
    search.choice = HitChoice { all: true, ..HitChoice::default() };
    begin_search(app, ctx);
}

pub fn search_wish(app: &mut App, ctx: &egui::Context, wish: SearchWish) {
    match wish {
        SearchWish::Begin => {
            app.view.search.choice.all = false;
            begin_search(app, ctx);
        }
        SearchWish::Stop => stop_search(app),
        SearchWish::Show(row) => show_hit(app, row),
        SearchWish::Sort(order) => {
            app.view.search.order = order;
            sort_hits(app, ctx);
        }
        SearchWish::LookForMarked => look_for_marked(app, ctx),
        SearchWish::TagChosen => large_steps::tag_chosen(app),
        SearchWish::StopTagging => large_steps::stop_tagging(app),
        SearchWish::Close => {
            stop_search(app);
            app.view.desk.search = false;
            app.view.text.focus();
        }
    }
}

fn stop_search(app: &mut App) {
    if let Some(job) = &app.view.search.job {
        job.cancel();
        app.view.search.stopped = true;
    }
}

fn begin_search(app: &mut App, ctx: &egui::Context) {
    let Some(session) = &app.session else { return };
    let search = &mut app.view.search;
    (search.job, search.sorting, search.choice.marking) = (None, None, None);
    (search.stopped, search.choice.marked_for) = (false, None);
    let matcher = match Matcher::new(&search.query) {
        Ok(matcher) => matcher,
        // What was found before stays, while the expression is being mended.
        Err(bad) => return search.bad = Some(bad),
    };
    search.bad = None;
    if matcher.is_blank() {
        return search.forget_hits();
    }
    search.stale = true;
    let among = search.listed_only.then_some(app.view.articles.shown.as_slice());
    let texts = session.search(matcher, among);
    let job = app.tasks.start(ctx, "", move |worker| {
        texts.run(&worker.cancel, |found| worker.tell(found));
    });
    search.job = Some(job);
}

/// Takes in what was found since the last frame.
pub fn follow_search(app: &mut App, ctx: &egui::Context) {
    let search = &mut app.view.search;
    let (found, over) = task::answers(&mut search.job);
    found.into_iter().for_each(|found| search.take(found));
    let (orders, _) = task::answers(&mut search.sorting);
    orders.into_iter().for_each(|rows| search.sorted(rows));
    let (marked, _) = task::answers(&mut search.choice.marking);
    marked.into_iter().for_each(|numbers| search.choice.mark(numbers));
    if over {
        if std::mem::take(&mut search.stale) {
            search.forget_hits();
        }
        sort_hits(app, ctx);
    }
}

/// Puts the rows in order, in the background: a hundred thousand take longer than a frame.
fn sort_hits(app: &mut App, ctx: &egui::Context) {
    let search = &mut app.view.search;
    search.sorting = None;
    if search.order == Order::Article {
        if !search.rows.is_empty() {
            search.at = search.number(search.at);
            search.rows.clear();
            search.reveal = true;
        }
        return;
    }
    // While hits still come in the rows stay as they come.
    if search.is_searching() {
        return;
    }
    let (hits, order) = (search.hits.clone(), search.order);
    let job = app.tasks.start(ctx, "", move |worker| {
        worker.tell(ordered(&hits, order));
    });
    search.sorting = Some(job);
}

fn look_for_marked(app: &mut App, ctx: &egui::Context) {
    let (Some(session), Some(kind)) = (&app.session, app.view.search.kind.clone()) else { return };
    let search = &mut app.view.search;
    search.choice.marking = None;
    let look = session.marked_among(search.hits.clone(), &kind);
    search.choice.marked = vec![false; search.hits.len()];
    search.choice.count();
    let job = app.tasks.start(ctx, "", move |worker| {
        look.run(&worker.cancel, |numbers| worker.tell(numbers));
    });
    search.choice.marking = Some(job);
    search.choice.marked_for = Some((kind, session.total_revision()));
}

/// Goes to a hit in its article; the keyboard stays where it is.
fn show_hit(app: &mut App, row: usize) {
    let Some(hit) = app.view.search.hit(row) else { return };
    let (id, span) = (hit.meta.id.clone(), hit.span);
    app.view.search.at = row;
    app.view.search.reveal = true;
    actions::open_article(app, &id);
    let fits = |session: &crate::session::Session| session.article(&id).is_some_and(|there| there.text.fits(span));
    // The text is another one than was searched, or could not be opened, which was said.
    if app.view.desk.article.as_ref() == Some(&id) && app.session.as_ref().is_some_and(fits) {
        app.view.text.select.set_span(span);
        app.view.text.reveal(span);
    }
    if app.view.desk.search {
        app.view.text.leave();
    }
}

/// The next hit, or the one before, shown in its article; round at the ends.
pub fn step_hit(app: &mut App, ctx: &egui::Context, forward: bool) {
    let search = &app.view.search;
    let count = search.len();
    if count == 0 {
        return open_search(app, ctx);
    }
    let shown = search.hit(search.at).is_some_and(|hit| {
        app.view.desk.article.as_ref() == Some(&hit.meta.id) && app.view.text.select.span() == Some(hit.span)
    });
    let next = match (shown, forward) {
        (false, _) => search.at,
        (true, true) => (search.at + 1) % count,
        (true, false) => (search.at + count - 1) % count,
    };
    let in_panel = ctx.memory(|memory| memory.focused()).is_some_and(|id| id != article::widget_id());
    show_hit(app, next);
    if !in_panel {
        app.view.text.focus();
    }
}
