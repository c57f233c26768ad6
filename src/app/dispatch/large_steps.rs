//! Undo and redo, tagging all over the project, merging or removing an entity: a step of thousands of changes is done piece by piece, so that the
//! window waits for none.

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use eframe::egui;

use super::App;
use super::{
    actions, coalition_cards,
    press_again::{self, Wish},
    review,
};
use crate::{
    app::{
        kit::{names, text::Words},
        state::{command::Command, keys},
    },
    edit::{ChangeKind, Put, Refusal},
    model::{ArticleId, Span},
    session::{Done, EntityStep, HistoryStep, Session, Tagging},
};

/// How long a frame works on a large step.
const PATIENCE: Duration = Duration::from_millis(6);

/// The large steps of the window.
#[derive(Default)]
pub struct LargeSteps {
    /// Places all over the project that are being tagged.
    pub tagging: Option<Tagging>,
    /// An entity that is being merged or removed.
    pub entity: Option<EntityStep>,
    /// A step that is being taken back or done again.
    pub history: Option<HistoryStep>,
    /// Undo (or redo) that was asked for meanwhile, in order.
    waiting: Vec<bool>,
}

/// Takes the last step back, or does the one after it again.
pub fn step_history(app: &mut App, back: bool) {
    let steps = &mut app.view.large_steps;
    if steps.history.is_some() {
        return steps.waiting.push(back);
    }
    if review::step_in_review(app, back) || stops_at_border(app, back) {
        return;
    }
    let steps = &mut app.view.large_steps;
    let Some(session) = &mut app.session else { return };
    app.changed = Instant::now();
    steps.history = session.begin_history_step(back);
    if steps.history.is_some() {
        return;
    }
    match if back { session.undo() } else { session.redo() } {
        None => app.toast(if back { Words::NothingToUndo } else { Words::NothingToRedo }),
        Some(stepped) => told(app, back, stepped),
    }
}

/// The next step is about other articles than the open one: that is said, and it is done when it is asked for again.
fn stops_at_border(app: &mut App, back: bool) -> bool {
    let (Some(session), Some(open)) = (&app.session, &app.view.desk.article) else { return false };
    let next = if back { session.can_undo() } else { session.can_redo() };
    let Some(next) = next else { return false };
    let comes_or_goes = |put: &Put| matches!(put, Put::Article { .. });
    let places = next.places();
    let here = places.iter().any(|place| place.article == *open);
    let Some(first) = places.first().filter(|_| !here && !next.puts.iter().any(comes_or_goes)) else { return false };
    let language = app.settings.language;
    let articles: BTreeSet<&ArticleId> = places.iter().map(|place| &place.article).collect();
    let place = match articles.len() {
        1 => {
            let title = session.rows().get(&first.article).map(|row| row.meta.title.clone()).filter(|t| !t.is_empty());
            let title = title.unwrap_or_else(|| first.article.to_string());
            language.fill(Words::InOneArticle, &[&names::shortened(&title, 48)])
        }
        several => language.fill(Words::InOtherArticles, &[&several.to_string()]),
    };
    let deed = names::deed(language, next.kind, next.count);
    let (wish, words, command) = match back {
        true => (Wish::Undo, Words::UndoElsewhere, Command::Undo),
        false => (Wish::Redo, Words::RedoElsewhere, Command::Redo),
    };
    let keys = keys::keys_of(&app.settings, command.entry()).map_or_else(String::new, keys::on_keyboard);
    !press_again::is_meant(app, wish, language.fill(words, &[&deed, &place, &keys]))
}

fn told(app: &mut App, back: bool, stepped: Result<Done, Refusal>) {
    match stepped {
        Err(refusal) => actions::tell(app, refusal),
        Ok(done) => {
            let deed = names::deed(app.settings.language, done.kind, done.count);
            let words = if back { Words::Undid } else { Words::Redid };
            let said = app.settings.language.fill(words, &[&deed]);
            app.view.toasts.say(said);
            // Where many articles change, and where copies got labels from here, nobody is taken away from the one
            // that they read.
            let here = done.article == app.view.desk.article;
            let goes = done.articles == 1 && done.kind != ChangeKind::CopyLabels;
            if let Some(article) = done.article.as_ref().filter(|_| here || goes) {
                actions::show(app, article, done.span);
                stand_there(app, done.span);
            }
            forget_removed_article(app);
            coalition_cards::forget_removed_card(app);
        }
    }
}

/// What was undone or done again is what the person stands on: the suggestion that waits again, the mark, or the place.
fn stand_there(app: &mut App, span: Option<Span>) {
    let (Some(span), Some(session), Some(article)) = (span, &app.session, &app.view.desk.article) else { return };
    let waits = session.suggestions(article).and_then(|there| {
        let mention = there.iter().find(|one| one.span == span).map(|one| one.id);
        mention.or_else(|| there.ghosts().iter().find(|ghost| ghost.place() == span).map(|ghost| ghost.id))
    });
    if let Some(id) = waits {
        return review::take_up(app, id);
    }
    let marks = session.marks(article);
    let mark = marks.and_then(|marks| marks.by_place.iter().find(|(place, _)| *place == span));
    match mark.map(|(_, mark)| mark.id.clone()) {
        Some(mention) => app.view.text.select.set_mentions(vec![mention], span.start),
        None => app.view.text.select.place(span.start),
    }
    app.view.review.let_go();
}

/// The open article may be gone.
fn forget_removed_article(app: &mut App) {
    let Some(session) = &app.session else { return };
    if app.view.desk.article.as_ref().is_some_and(|id| session.rows().get(id).is_none()) {
        app.view.desk.article = None;
    }
}

/// Begins to tag the chosen places.
pub fn tag_chosen(app: &mut App) {
    let Some(kind) = app.view.search.kind.clone() else { return };
    if app.view.large_steps.tagging.is_none() {
        app.view.large_steps.tagging = Some(Tagging::new(app.view.search.to_tag(), kind));
    }
}

pub fn stop_tagging(app: &mut App) {
    let tagging = &mut app.view.large_steps.tagging;
    if tagging.as_ref().is_some_and(Tagging::is_marking) {
        return;
    }
    if let (Some(session), Some(tagging)) = (&mut app.session, tagging.take()) {
        session.stop_tagging(tagging);
    }
}

/// Begins to merge or to remove an entity; where that is little work it is done at once.
pub fn change_entity(app: &mut App, begin: impl FnOnce(&mut Session) -> Result<EntityStep, Refusal>) {
    settle_large_steps(app);
    let Some(session) = &mut app.session else { return };
    match begin(session) {
        Ok(step) => app.view.large_steps.entity = Some(step),
        Err(refusal) => return actions::tell(app, refusal),
    }
    let begun = Instant::now();
    go_on_with_entity(app, &|| begun.elapsed() < PATIENCE);
}

pub fn stop_with_entity(app: &mut App) {
    let entity = &mut app.view.large_steps.entity;
    if entity.as_ref().is_some_and(EntityStep::is_changing) {
        return;
    }
    if let (Some(session), Some(step)) = (&mut app.session, entity.take()) {
        session.stop_with_entity(step);
    }
}

/// Goes on with what is under way, for a part of a frame.
pub fn follow_large_steps(app: &mut App, ctx: &egui::Context) {
    let begun = Instant::now();
    let has_time = || begun.elapsed() < PATIENCE;
    go_on_with_history(app, &has_time);
    go_on_tagging(app, &has_time);
    go_on_with_entity(app, &has_time);
    let steps = &app.view.large_steps;
    if steps.history.is_some() || steps.tagging.is_some() || steps.entity.is_some() {
        ctx.request_repaint();
    }
}

/// Finishes what is under way, before the project, the set or the window goes: it was asked for, and what is half done is
/// nothing. Tagging that has marked nothing yet is stopped.
pub fn settle_large_steps(app: &mut App) {
    stop_tagging(app);
    while app.view.large_steps.history.is_some() {
        go_on_with_history(app, &|| true);
    }
    go_on_tagging(app, &|| true);
    go_on_with_entity(app, &|| true);
}

fn go_on_with_history(app: &mut App, has_time: &dyn Fn() -> bool) {
    let steps = &mut app.view.large_steps;
    let (Some(session), Some(back)) = (&mut app.session, steps.history.as_ref().map(HistoryStep::is_back)) else {
        return;
    };
    let Some(stepped) = session.go_on_with_history(&mut steps.history, has_time) else { return };
    app.changed = Instant::now();
    let waiting = std::mem::take(&mut steps.waiting);
    told(app, back, stepped);
    for back in waiting {
        step_history(app, back);
    }
}

/// What is ready is one step of undo.
fn go_on_tagging(app: &mut App, has_time: &dyn Fn() -> bool) {
    let (Some(session), Some(mut tagging)) = (&mut app.session, app.view.large_steps.tagging.take()) else { return };
    match session.go_on_tagging(&mut tagging, has_time) {
        Ok(false) => app.view.large_steps.tagging = Some(tagging),
        Ok(true) => {
            if let Some(done) = app.try_change(|session: &mut Session| session.tag_prepared(tagging)) {
                let said = app.settings.language.fill(Words::TaggedCount, &[&done.count.to_string()]);
                app.view.toasts.say(said);
            }
        }
        Err(refusal) => {
            session.stop_tagging(tagging);
            actions::tell(app, refusal);
        }
    }
}

/// What is ready is one step of undo.
fn go_on_with_entity(app: &mut App, has_time: &dyn Fn() -> bool) {
    let (Some(session), Some(mut step)) = (&mut app.session, app.view.large_steps.entity.take()) else { return };
    match session.go_on_with_entity(&mut step, has_time) {
        Ok(false) => app.view.large_steps.entity = Some(step),
        Ok(true) => drop(app.try_change(|session: &mut Session| session.finish_with_entity(step))),
        Err(refusal) => {
            session.stop_with_entity(step);
            actions::tell(app, refusal);
        }
    }
}
