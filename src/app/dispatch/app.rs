//! The window: what it holds, and what happens in a frame.

use std::{
    path::PathBuf,
    sync::{Arc, atomic::AtomicBool},
    time::{Duration, Instant},
};

use eframe::egui;

use super::{
    actions, assigning, copies, datasets, extraction, kept_drafts, keys, large_steps, leaving, pace, paths,
    pending_edits, pictures, projects, review, search,
};
use super::{
    catch_panic,
    coming_back::{self, KeptPlaces},
    input_order::InputOrder,
    kept_drafts::KeptDrafts,
    leaving::Leaving,
    opening::{self, Opening},
    panels,
    screen_fit::ScreenFit,
    view::View,
};
use crate::{
    app::{
        kit::{
            dialogs::{Dialogs, Question, Waiting},
            fonts,
            task::{Task, Tasks, answers_of_all},
            theme::{self, Theme},
        },
        sheets::{export::ExportAnswer, import::ImportAnswer},
        state::{action::Action, desk::Desk, places::Places, settings::Settings},
    },
    session::Session,
    store::SaveState,
};

/// How long nothing may happen before the files follow the journal.
const IDLE: Duration = Duration::from_secs(2);

/// The window.
pub struct App {
    pub(super) session: Option<Session>,
    pub(super) view: View,
    pub(super) settings: Settings,
    pub(super) tasks: Tasks,
    pub(super) awaited: Awaited,
    pub(super) dialogs: Arc<dyn Dialogs>,
    /// When the project last changed.
    pub(super) changed: Instant,
    /// Woken when saving has news.
    pub(super) ctx: egui::Context,
    pub(super) leaving: Leaving,
    /// Where the person was when the window closed last, and is now.
    pub(super) places: Places,
    pub(super) remembered: KeptPlaces,
    /// What is typed in sheets, as it is in a file.
    pub(super) drafts: KeptDrafts,
}

/// Work that goes on whatever the window shows, and whose answers the window waits for.
#[derive(Default)]
pub(super) struct Awaited {
    /// What dialogs are to ask for, once the frame is drawn.
    pub questions: Vec<Question>,
    pub dialogs: Vec<Waiting>,
    pub imports: Vec<Task<ImportAnswer>>,
    pub exports: Vec<Task<ExportAnswer>>,
    pub extractions: Vec<Task<Result<crate::session::ExtractionResult, crate::message::Message>>>,
    pub pictures: Vec<Task<Result<PathBuf, crate::message::Message>>>,
    /// The project that is being opened, if that takes more than a moment.
    pub opening: Option<Opening>,
    /// They read the open project and answer nothing; dropped, they would stop.
    pub readings: Vec<Task<()>>,
}

/// What the window opens with.
pub enum Start {
    Project(PathBuf),
    /// The project that was open last; the first time, or where none is there any more, the sample.
    LastProject,
    /// A fresh copy of the sample project.
    Sample,
}

impl App {
    pub fn new(ctx: &egui::Context, start: Start, settings: Settings, dialogs: Arc<dyn Dialogs>) -> Self {
        catch_panic::listen();
        ctx.add_plugin(InputOrder::default());
        ctx.add_plugin(ScreenFit::default());
        fonts::install(ctx);
        theme::install(ctx);
        ctx.options_mut(|options| {
            options.fallback_theme = egui::Theme::Light;
            // Zooming is a command of ours, within limits, and remembered.
            options.zoom_with_keyboard = false;
            // A click is a click however long the button was held, or a busy computer took to hear of it.
            options.input_options.max_click_duration = 5.0;
        });
        let places = settings.places();
        let mut app = Self {
            session: None,
            view: View::of(Desk { welcome: !settings.welcomed, ..Desk::default() }),
            settings,
            tasks: Tasks::default(),
            awaited: Awaited::default(),
            dialogs,
            changed: Instant::now(),
            ctx: ctx.clone(),
            leaving: Leaving::default(),
            remembered: KeptPlaces::of(&places),
            places,
            drafts: KeptDrafts::default(),
        };
        app.follow_settings(ctx);
        projects::start(&mut app, start);
        app
    }

    /// Set by a signal handler: the program is to end.
    pub fn signalled(&self) -> Arc<AtomicBool> {
        self.leaving.signalled.clone()
    }

    /// The open project: what journeys look at.
    pub fn session(&self) -> Option<&Session> {
        self.session.as_ref()
    }

    /// Whether anything is under way in the background: what journeys wait for before they look.
    pub fn is_working(&self) -> bool {
        let session_works = |session: &Session| {
            let saves = matches!(session.save_state(), SaveState::Saving { .. });
            saves || session.is_reading() || session.is_comparing() || session.is_reading_ledger()
        };
        self.tasks.running().next().is_some() || self.session.as_ref().is_some_and(session_works)
    }

    /// What the window last said.
    pub fn latest_message(&self) -> Option<&str> {
        self.view.toasts.latest()
    }

    /// Where the caret stands in the article, in bytes.
    pub fn caret(&self) -> usize {
        self.view.text.select.caret()
    }

    /// The articles that the list shows, in its order.
    pub fn listed(&self) -> Vec<crate::model::ArticleId> {
        let rows = self.session.as_ref().map(Session::rows);
        let shown = self.view.articles.shown.iter().filter_map(|&at| rows?.at(at));
        shown.map(|row| row.meta.id.clone()).collect()
    }

    /// What a person selected in the article, in bytes.
    pub fn selected(&self) -> Option<crate::model::Span> {
        self.view.text.select.span()
    }

    /// The suggestion that keys decide on.
    pub fn suggestion(&self) -> Option<crate::model::DecisionId> {
        review::current(self)
    }

    /// Whether that is a whole statement.
    pub fn suggests_statement(&self) -> bool {
        review::current(self).is_some() && review::current_mention(self).is_none()
    }

    /// Where bytes of the open article stand on the screen: one rectangle a row; none if out of view.
    pub fn rects(&self, span: crate::model::Span) -> Vec<egui::Rect> {
        let article = self.session.as_ref().zip(self.view.desk.article.as_ref()).and_then(|(s, id)| s.article(id));
        article.map_or_else(Vec::new, |article| self.view.text.rects(&article.text, span))
    }

    /// Whether keys or clicks came that no frame has seen yet.
    pub fn input_waits(&self) -> bool {
        self.ctx.with_plugin(|order: &mut InputOrder| order.waits()).unwrap_or(false)
    }

    /// The article that is open.
    pub fn open_id(&self) -> Option<&crate::model::ArticleId> {
        self.view.desk.article.as_ref()
    }

    pub(super) fn follow_settings(&self, ctx: &egui::Context) {
        ctx.set_theme(match self.settings.dark {
            None => egui::ThemePreference::System,
            Some(true) => egui::ThemePreference::Dark,
            Some(false) => egui::ThemePreference::Light,
        });
        ctx.set_zoom_factor(self.settings.zoom);
    }

    /// Draws a frame and does what was asked for in it.
    pub fn frame(&mut self, ui: &mut egui::Ui) {
        self.frame_in(ui, None);
    }

    /// The same in a window of the system.
    fn frame_in(&mut self, ui: &mut egui::Ui, window: Option<&eframe::Frame>) {
        let ctx = ui.ctx().clone();
        catch_panic::deed(self, &ctx, |app, ctx| app.take_in(ctx));
        leaving::follow_leaving(self, &ctx);
        let focused = ctx.memory(|memory| memory.focused());
        let mut actions = keys::take_keys(self, &ctx);
        self.take_drops(&ctx, &mut actions);
        self.take_pasted(&ctx, &mut actions);
        let theme = Theme::of(&ctx);
        self.view.toasts.age(&ctx);
        panels::ui(ui, self, &theme, &mut actions);
        pending_edits::settle_typing(self, &ctx);
        catch_panic::overlay(&ctx, self, &mut actions, |app, actions| panels::sheet(&ctx, app, &theme, actions));
        paths::waiting_dialog(self, &ctx, &theme);
        self.view.toasts.float(&ctx, &theme);
        opening::hold_back(self, &mut actions);
        let acts = !actions.is_empty();
        for action in actions {
            catch_panic::deed(self, &ctx, |app, ctx| app.act(ctx, action));
        }
        paths::open_dialogs(self, &ctx, window);
        catch_panic::deed(self, &ctx, Self::save_when_idle);
        coming_back::follow(self, &ctx);
        kept_drafts::follow(self, &ctx);
        catch_panic::frame_ended(self);
        let moved = focused != ctx.memory(|memory| memory.focused());
        let unsettled = acts || moved || self.view.wants_keyboard();
        if ctx.with_plugin(|order: &mut InputOrder| order.frame_ended(unsettled)).unwrap_or(false) {
            ctx.request_repaint();
        }
    }

    /// What came from the background since the last frame.
    fn take_in(&mut self, ctx: &egui::Context) {
        self.tasks.sweep();
        if let Some(trouble) = self.settings.trouble.take() {
            actions::tell(self, trouble);
        }
        opening::follow_opening(self);
        paths::take_paths(self, ctx);
        datasets::take_imports(self);
        datasets::take_exports(self);
        pictures::take_pictures(self);
        extraction::take_extractions(self);
        search::follow_search(self, ctx);
        large_steps::follow_large_steps(self, ctx);
        answers_of_all(&mut self.awaited.readings);
        extraction::bring_in(self, ctx);
        if let Some(session) = &mut self.session {
            if ctx.input(|input| input.events.contains(&egui::Event::WindowFocused(true))) {
                session.check_outside_changes();
            }
            session.poll();
            session.find_stories();
        }
        projects::keep_ledger(self);
        self.view.ledger.follow();
        copies::follow_offered_copies(self);
        assigning::follow(self);
        pace::follow(self);
        projects::follow_notices(self);
        projects::read_project(self, ctx);
        review::follow_review(self, ctx);
    }

    /// What is pasted where nobody writes is looked at as an article.
    fn take_pasted(&self, ctx: &egui::Context, actions: &mut Vec<Action>) {
        if ctx.text_edit_focused() || self.view.sheet.is_some() {
            return;
        }
        let pasted = ctx.input(|input| {
            let words = |event: &egui::Event| match event {
                egui::Event::Paste(words) if !words.trim().is_empty() => Some(words.clone()),
                _ => None,
            };
            input.events.iter().find_map(words)
        });
        actions.extend(pasted.map(Action::PasteArticle));
    }

    /// Dropped files and folders are imported.
    fn take_drops(&self, ctx: &egui::Context, actions: &mut Vec<Action>) {
        let dropped = ctx.input(|input| input.raw.dropped_files.clone());
        let paths: Vec<PathBuf> = dropped.iter().map(|file| file.path().to_owned()).collect();
        if !paths.is_empty() {
            actions.push(Action::Import(paths));
        }
    }

    fn save_when_idle(&mut self, ctx: &egui::Context) {
        let Some(session) = self.session.as_mut().filter(|session| session.needs_fold()) else { return };
        let idle = self.changed.elapsed();
        if idle >= IDLE {
            session.fold();
        } else {
            ctx.request_repaint_after(IDLE - idle);
        }
    }
}

impl eframe::App for App {
    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        self.frame_in(ui, Some(frame));
    }

    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        // Also while the window is hidden, when there are no frames.
        leaving::follow_leaving(self, ctx);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        leaving::left(self);
    }
}
