//! A part of the window that breaks while it is painted does not take the window with it: the rest goes on, everything
//! is saved at once, and a notice stands in its place until somebody tries again or opens another article.
//!
//! What breaks while something is done may leave the project half changed in memory. That is not saved but forgotten: what
//! was handed over before is made safe, and the project is read again from disk.

use std::{
    cell::RefCell,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Once,
};

use eframe::egui::{self, Label, RichText, ScrollArea, Ui};

use super::App;
use super::recovery;
use crate::{
    app::{
        kit::{fonts::Emphasis, log, text::Words, theme::Theme},
        panels::entities::EntitiesState,
        state::{action::Action, desk::Tab},
    },
    message::Message,
    model::ArticleId,
};

/// What is painted, and may break, by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WindowPart {
    Menu,
    Status,
    Problems,
    Search,
    Articles,
    Side(Tab),
    Guidelines,
    Article,
    Overlay,
}

/// The parts that broke.
#[derive(Default)]
pub struct PanicGuard {
    broken: Vec<Broken>,
    /// How many frames in a row something broke that was done in them, and whether it did in this one.
    falls: (u8, bool),
    /// What tests let break.
    #[cfg(test)]
    pub breaks: Option<WindowPart>,
}

struct Broken {
    part: WindowPart,
    /// What was open: with another article it is tried again.
    article: Option<ArticleId>,
    /// What happened, and the line of the source.
    reason: String,
    /// Why not everything could be saved, if so.
    unsaved: Option<Message>,
}

thread_local! {
    /// What the last panic of this thread said, and where.
    static HEARD: RefCell<String> = const { RefCell::new(String::new()) };
}

/// From now on panics are listened to, besides what is done with them anyway.
pub fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            let said = info.payload_as_str().unwrap_or("no reason was given");
            let place = info.location().map(|place| format!(" ({}:{})", place.file(), place.line()));
            HEARD.with_borrow_mut(|heard| *heard = format!("{said}{}", place.unwrap_or_default()));
            // Only where it was: what a panic says may hold words of an article.
            tracing::error!(
                "panic{}",
                info.location().map(|at| format!(" at {}:{}", at.file(), at.line())).unwrap_or_default()
            );
            before(info);
        }));
    });
}

impl PanicGuard {
    /// Lets `part` break in its next frame if a test asked for it.
    fn trip(&self, part: WindowPart) {
        #[cfg(test)]
        assert!(self.breaks != Some(part), "a test broke {part:?}");
        let _ = part;
    }
}

/// Paints a part, or the notice that it broke.
pub fn part(
    ui: &mut Ui,
    app: &mut App,
    theme: &Theme,
    part: WindowPart,
    actions: &mut Vec<Action>,
    paint: impl FnOnce(&mut Ui, &mut App, &Theme, &mut Vec<Action>),
) {
    let open = &app.view.desk.article;
    app.view.guard.broken.retain(|broken| broken.part != part || broken.article == *open);
    if let Some(at) = app.view.guard.broken.iter().position(|broken| broken.part == part) {
        if notice(ui, app, theme, &app.view.guard.broken[at]) {
            app.view.guard.broken.remove(at);
        }
        return;
    }
    let ctx = ui.ctx().clone();
    if let Some(broken) = caught(app, part, actions, |app, actions| paint(ui, app, theme, actions)) {
        app.view.guard.broken.push(broken);
        // Half a part is never shown: the frame is painted again, with the notice.
        ctx.request_discard("a part of the window broke");
        ctx.request_repaint();
    }
}

/// Paints what floats; if it breaks it is closed, and a message says so.
pub fn overlay(
    ctx: &egui::Context,
    app: &mut App,
    actions: &mut Vec<Action>,
    paint: impl FnOnce(&mut App, &mut Vec<Action>),
) {
    if let Some(broken) = caught(app, WindowPart::Overlay, actions, paint) {
        app.view.sheet = None;
        app.view.text.focus();
        let said = [app.say(Words::PartBroke), &broken.reason, &saved(app, &broken), &log_says(app)].join(" ");
        app.view.toasts.problem(said.trim_end());
        ctx.request_discard("what floats broke");
        ctx.request_repaint();
    }
}

/// Does this; if it panics, saves everything, forgets the actions of the broken part, and tells what happened.
fn caught(
    app: &mut App,
    part: WindowPart,
    actions: &mut Vec<Action>,
    paint: impl FnOnce(&mut App, &mut Vec<Action>),
) -> Option<Broken> {
    let before = actions.len();
    // What a panel keeps between frames is made anew below; the session is only looked at while painting.
    let painted = catch_unwind(AssertUnwindSafe(|| {
        app.view.guard.trip(part);
        paint(app, actions);
    }));
    if painted.is_ok() {
        return None;
    }
    actions.truncate(before);
    app.view.entities = EntitiesState { folded: std::mem::take(&mut app.view.entities.folded), ..Default::default() };
    app.view.problems.found_for = None;
    let reason = HEARD.with_borrow(String::clone);
    // Waits for the disk, this once: what was done is safe whatever happens next.
    let unsaved = app.session.as_mut().and_then(|session| session.save().err()).map(Message::from);
    Some(Broken { part, article: app.view.desk.article.clone(), reason, unsaved })
}

/// After so many frames in a row in which something broke, the project is closed.
const FALLS: u8 = 3;

/// Does something between frames; if it panics, what is half done is forgotten and the project read again.
pub fn deed(app: &mut App, ctx: &egui::Context, act: impl FnOnce(&mut App, &egui::Context)) {
    let done = catch_unwind(AssertUnwindSafe(|| act(app, ctx)));
    if done.is_ok() {
        return;
    }
    let reason = HEARD.with_borrow(String::clone);
    let falls = &mut app.view.guard.falls;
    *falls = (if falls.1 { falls.0 } else { falls.0.saturating_add(1) }, true);
    let again = falls.0 < FALLS;
    let mut words = Words::ActionBroke;
    let mut rest = String::new();
    if let Some(mut session) = app.session.take() {
        match session.abandon() {
            Ok(()) => {
                let dir = session.dir().to_owned();
                drop(session);
                if again {
                    recovery::reopen(app, &dir);
                } else {
                    words = Words::ActionBrokeClosed;
                }
                rest = app.say(if again { Words::ActionBrokeRead } else { Words::ActionBrokeClosed }).to_owned();
            }
            // What is not on disk is in this memory only, so it is kept.
            Err(error) => {
                rest = app.settings.language.fill(Words::NotSaved, &[&error.say(app.settings.language)]);
                app.session = Some(session);
            }
        }
    }
    if words == Words::ActionBrokeClosed {
        (app.view.desk.article, app.view.sheet) = (None, None);
    }
    let said = [app.say(Words::ActionBroke), &rest, &reason, &log_says(app)].join(" ");
    app.view.toasts.problem(said.trim_end());
    ctx.request_repaint();
}

/// A frame is over: one without a fall ends a row of them.
pub fn frame_ended(app: &mut App) {
    let falls = &mut app.view.guard.falls;
    *falls = if falls.1 { (falls.0, false) } else { (0, false) };
}

/// Where more is written of what went wrong, if anywhere.
fn log_says(app: &App) -> String {
    let path = log::path().map(|path| path.display().to_string());
    path.map_or_else(String::new, |path| app.settings.language.fill(Words::LogSays, &[&path]))
}

fn saved(app: &App, broken: &Broken) -> String {
    match &broken.unsaved {
        None => app.say(Words::PartBrokeSaved).to_owned(),
        Some(reason) => app.settings.language.fill(Words::NotSaved, &[&reason.say(app.settings.language)]),
    }
}

/// What happened, what was done, and what can be done. Returns whether to try again.
fn notice(ui: &mut Ui, app: &App, theme: &Theme, broken: &Broken) -> bool {
    let again = |ui: &mut Ui| ui.button(app.say(Words::TryAgain)).on_hover_text(app.say(Words::TryAgainHelp)).clicked();
    let title = app.say(Words::PartBroke);
    if matches!(broken.part, WindowPart::Menu | WindowPart::Status) {
        let line = ui.horizontal(|ui| {
            let again = again(ui);
            ui.add(Label::new(RichText::new(title).color(theme.warning)).truncate()).on_hover_text(&broken.reason);
            again
        });
        return line.inner;
    }
    let area = ScrollArea::vertical().id_salt("broken part").auto_shrink(false).show(ui, |ui| {
        ui.add_space(18.0);
        let inside = egui::Frame::new().inner_margin(egui::Margin::symmetric(20, 0)).show(ui, |ui| {
            ui.add(Label::new(RichText::new(title).bold().color(theme.text)).wrap());
            let colour = if broken.unsaved.is_some() { theme.danger } else { theme.text };
            ui.add(Label::new(RichText::new(saved(app, broken)).color(colour)).wrap());
            ui.add_space(6.0);
            let again = again(ui);
            ui.add_space(6.0);
            let reason = format!("{} {}", broken.reason, log_says(app));
            ui.add(Label::new(RichText::new(reason.trim_end()).small().color(theme.weak)).wrap());
            again
        });
        inside.inner
    });
    area.inner
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use eframe::egui::Vec2;
    use egui_kittest::{Harness, kittest::Queryable};

    use super::{
        super::{actions, projects},
        *,
    };
    use crate::{
        app::{Scripted, Settings, Start},
        message::Language,
        model::{KindKey, Origin, Span},
        session::{Session, Who},
    };

    const PARTS: [WindowPart; 9] = [
        WindowPart::Menu,
        WindowPart::Status,
        WindowPart::Problems,
        WindowPart::Search,
        WindowPart::Articles,
        WindowPart::Side(Tab::Entities),
        WindowPart::Guidelines,
        WindowPart::Article,
        WindowPart::Overlay,
    ];

    fn window(dir: &std::path::Path) -> Harness<'static, Option<App>> {
        let dir = dir.to_owned();
        let mut harness = Harness::builder()
            .allow_missing_glyphs()
            .with_size(Vec2::new(1280.0, 800.0))
            .with_step_dt(1.0 / 60.0)
            .build_ui_state(
                move |ui, app: &mut Option<App>| {
                    let app = app.get_or_insert_with(|| {
                        let settings = Settings::unsaved("sri", Language::English);
                        App::new(ui.ctx(), Start::Project(dir.clone()), settings, Arc::new(Scripted(None)))
                    });
                    app.frame(ui);
                },
                None,
            );
        harness.run_steps(4);
        harness
    }

    fn app<'a>(harness: &'a mut Harness<'static, Option<App>>) -> &'a mut App {
        harness.state_mut().as_mut().expect("the window is open")
    }

    #[test]
    fn a_deed_that_breaks_half_way_leaves_what_was_acknowledged() {
        let folder = tempfile::tempdir().expect("a folder");
        let dir = folder.path().join("p");
        drop(crate::sample::make(&dir, Who::named("sri")).expect("the sample"));
        let mut harness = window(&dir);
        let ctx = harness.ctx.clone();
        let there = app(&mut harness);
        there.view.desk.problems = true;
        let id = actions::neighbour(there, true).expect("there is another article");
        actions::open_article(there, &id);
        let count = |session: &Session| session.annotations(&id).map_or(0, |said| said.mentions.len());
        let before = there.session().map_or(0, count);
        // One edit that only the journal has, then a deed that breaks with the memory half changed.
        deed(there, &ctx, |app, _| {
            app.edit(|session, id| session.tag_spans(id, &[Span::new(0, 3)], &KindKey::party(), &Origin::Person));
        });
        assert_eq!(there.session().map(count), Some(before + 1));
        deed(there, &ctx, |app, _| {
            app.session.as_mut().expect("it is open").change_memory_only(&id);
            panic!("a test broke a deed");
        });
        let there = app(&mut harness);
        assert!(there.latest_message().is_some_and(|text| text.contains("a test broke a deed")));
        assert_eq!(there.open_id(), Some(&id), "the window is where it was");
        assert!(there.view.desk.problems);
        assert_eq!(there.session().map(count), Some(before + 1), "read again from disk");
        harness.run_steps(3);
        let there = app(&mut harness);
        there.edit(|session, id| session.tag_spans(id, &[Span::new(4, 7)], &KindKey::party(), &Origin::Person));
        assert_eq!(there.session().map(count), Some(before + 2), "and work goes on");
        harness.run_steps(3);
        harness.state_mut().take();
        let mut other = Session::open(&dir, Who::named("sri")).expect("it opens");
        other.load(&id).expect("it loads");
        assert_eq!(count(&other), before + 2);
    }

    #[test]
    fn what_breaks_in_every_frame_closes_the_project() {
        let folder = tempfile::tempdir().expect("a folder");
        let dir = folder.path().join("p");
        drop(crate::sample::make(&dir, Who::named("sri")).expect("the sample"));
        let mut harness = window(&dir);
        let ctx = harness.ctx.clone();
        for round in 0..FALLS {
            assert!(app(&mut harness).session().is_some(), "{round}");
            deed(app(&mut harness), &ctx, |_, _| panic!("a test broke a deed"));
            frame_ended(app(&mut harness));
        }
        assert!(app(&mut harness).session().is_none());
        harness.run_steps(2);
        projects::open_project(app(&mut harness), &dir);
        harness.run_steps(2);
        assert!(app(&mut harness).session().is_some(), "it can be opened again");
        deed(app(&mut harness), &ctx, |_, _| panic!("a test broke a deed"));
        assert!(app(&mut harness).session().is_some(), "the row ended");
    }

    #[test]
    fn a_part_that_breaks_leaves_the_rest_and_loses_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let dir = folder.path().join("p");
        drop(crate::sample::make(&dir, Who::named("sri")).expect("the sample"));
        let mut harness = window(&dir);
        for (round, part) in PARTS.into_iter().enumerate() {
            let there = app(&mut harness);
            there.view.desk.problems = true;
            there.view.desk.search = true;
            there.view.desk.guidelines = true;
            let id = there.open_id().expect("an article is open").clone();
            let count = |session: &Session| session.annotations(&id).map_or(0, |said| said.mentions.len());
            let before = there.session().map_or(0, count);
            // An edit that only the journal can have when the next frame breaks.
            let spans = [Span::new(0, round + 1)];
            there.edit(|session, id| session.tag_spans(id, &spans, &KindKey::party(), &Origin::Person));
            assert_eq!(there.session().map(count), Some(before + 1), "{part:?}");
            there.view.guard.breaks = Some(part);
            harness.run_steps(5);

            let mut other = Session::open(&dir, Who::named("sri")).expect("it can be read meanwhile");
            other.load(&id).expect("it loads");
            assert_eq!(count(&other), before + 1, "{part:?} broke and an edit is not on disk");
            let said = "a test broke";
            if part == WindowPart::Overlay {
                assert!(app(&mut harness).latest_message().is_some_and(|text| text.contains(said)), "{part:?}");
            } else {
                // Painted again and again, with the notice in its place and nothing else gone.
                assert_eq!(app(&mut harness).view.guard.broken.len(), 1, "{part:?}");
                assert!(app(&mut harness).view.guard.broken[0].reason.contains("catch_panic.rs:"));
                harness.get_by_label("Try again").click();
            }
            app(&mut harness).view.guard.breaks = None;
            harness.run_steps(5);
            assert!(app(&mut harness).view.guard.broken.is_empty(), "{part:?}");
            assert!(harness.query_by_label("Try again").is_none());
            assert!(!app(&mut harness).rects(Span::new(0, 1)).is_empty(), "the article is there after {part:?}");
        }
        // What broke with one article is tried again with another.
        app(&mut harness).view.guard.breaks = Some(WindowPart::Article);
        harness.run_steps(3);
        app(&mut harness).view.guard.breaks = None;
        let next = actions::neighbour(app(&mut harness), true).expect("there is another article");
        actions::open_article(app(&mut harness), &next);
        harness.run_steps(3);
        assert!(harness.query_by_label("Try again").is_none());
    }
}
