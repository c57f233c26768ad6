//! What stands where in the window. Each part is painted by itself, with what it looks at and what it may change.

use std::ops::RangeInclusive;

use eframe::egui::{self, CentralPanel, Frame, Panel, Ui};

use super::{
    App,
    catch_panic::{self, WindowPart},
    landmarks,
    view::View,
};
use super::{
    pending_edits::{is_typing, refused},
    review::current,
};
use crate::app::{
    kit::{
        sized_panel::{PanelEdge, SizedPanel},
        theme::Theme,
    },
    panels::{
        articles, bars,
        coalitions::{self, Cards},
        entities, foot_line, guidelines, inspector, notes, problems, review, search, tabs, welcome,
    },
    sheets::{self, Behind},
    state::{
        action::Action,
        desk::{Centre, Tab},
        screen::Screen,
    },
    views::{
        article::{self, ArticleRoom},
        compare, ledger,
    },
};

/// Width of the window, in points, from which the list of articles and the guidelines stand beside each other.
const LIST_AND_GUIDELINES: f32 = 900.0;

/// What painters look at, beside what they may change: parts of the view that are borrowed one by one.
macro_rules! screen {
    ($app:ident, $theme:ident) => {
        Screen { session: $app.session.as_ref(), settings: &$app.settings, desk: &$app.view.desk, theme: $theme }
    };
}

pub fn ui(ui: &mut Ui, app: &mut App, theme: &Theme, actions: &mut Vec<Action>) {
    landmarks::name_window(ui.ctx(), app);
    Panel::top("menu").show(ui, |ui| {
        part(ui, app, theme, WindowPart::Menu, actions, |ui, app, theme, actions| {
            bars::menus(ui, &screen!(app, theme), actions);
        });
    });
    Panel::bottom("status").show(ui, |ui| {
        part(ui, app, theme, WindowPart::Status, actions, |ui, app, theme, actions| {
            let mut progress = std::mem::take(&mut app.view.progress);
            let mut status = bars::StatusBar {
                text: &app.view.text,
                typing: is_typing(app),
                refused: refused(app),
                seen: app.view.problems.seen,
                tagging: app.view.large_steps.tagging.as_ref(),
                history: app.view.large_steps.history.as_ref(),
                entity: app.view.large_steps.entity.as_ref(),
                tasks: &app.tasks,
                opening: app.awaited.opening.is_some(),
                progress: &mut progress,
            };
            bars::status(ui, &screen!(app, theme), &mut status, actions);
            app.view.progress = progress;
        });
    });
    if let Some(opening) = &app.awaited.opening {
        let (name, (step, share)) = (opening.name(), opening.step(app.settings.language));
        CentralPanel::default().show(ui, |ui| welcome::opening(ui, &screen!(app, theme), &name, &step, share));
        return;
    }
    // In a small window the panels give way, so that the article keeps room to be read.
    let (width, height) = (ui.available_width(), ui.available_height());
    let range = |least: f32, most: f32, room: f32| least..=most.min(room).max(least);
    let (open, guidelines) = (app.session.is_some(), app.view.desk.guidelines);
    // Beside the guidelines a narrow window has no room for the list as well.
    let list = open && (!guidelines || width >= LIST_AND_GUIDELINES);
    let third = if guidelines { 0.27 } else { 0.32 };
    if app.view.desk.problems {
        let heights = range(80.0, 420.0, height * 0.4);
        // Two versions that wait for a decision are read side by side with what else was found.
        let session = app.session.as_ref();
        let here = session.zip(app.view.desk.article.as_ref()).is_some_and(|(s, id)| !s.conflicts(id).is_empty());
        let cards = here || session.is_some_and(|session| !session.project().conflicts.is_empty());
        let usual = if cards { 300.0 } else { 170.0 };
        sized(ui, app, ("problems", PanelEdge::Bottom, usual), heights, |ui, app| {
            part(ui, app, theme, WindowPart::Problems, actions, |ui, app, theme, actions| {
                problems::ui(ui, &screen!(app, theme), &mut app.view.problems, actions);
            });
        });
    }
    if app.view.desk.search && open {
        let heights = range(150.0, 620.0, height * 0.55);
        sized(ui, app, ("search", PanelEdge::Bottom, 300.0), heights, |ui, app| {
            part(ui, app, theme, WindowPart::Search, actions, |ui, app, theme, actions| {
                search::ui(ui, &screen!(app, theme), &mut app.view.search, actions);
            });
        });
    }
    if list {
        let widths = range(150.0, 460.0, width * (third - 0.07));
        // A wide window shows more of the titles.
        let usual = (width * 0.21).clamp(240.0, 340.0);
        sized(ui, app, ("articles", PanelEdge::Left, usual), widths, |ui, app| {
            part(ui, app, theme, WindowPart::Articles, actions, |ui, app, theme, actions| {
                articles::ui(ui, &screen!(app, theme), &mut app.view.articles, &app.view.review.queue, actions);
            });
        });
    }
    if let Some(session) = &app.session {
        app.view.desk.selection.follow(session, app.view.desk.article.as_ref(), app.view.text.select.mentions());
    }
    // Comparing needs the room, and no tab is about it.
    if open && app.view.desk.centre != Centre::Compare {
        let widths = range(216.0, 560.0, width * third);
        let usual = (width * 0.2).clamp(330.0, 400.0);
        sized(ui, app, ("side", PanelEdge::Right, usual), widths, |ui, app| {
            tabs::ui(ui, &screen!(app, theme), actions);
            let tab = app.view.desk.tab;
            part(ui, app, theme, WindowPart::Side(tab), actions, |ui, app, theme, actions| {
                side(ui, app, theme, tab, actions);
            });
        });
    }
    if guidelines {
        let widths = range(200.0, 620.0, width * (third + 0.03));
        sized(ui, app, ("guidelines", PanelEdge::Right, 340.0), widths, |ui, app| {
            part(ui, app, theme, WindowPart::Guidelines, actions, |ui, app, theme, actions| {
                guidelines::ui(ui, &screen!(app, theme), &mut app.view.guidelines, actions);
            });
        });
    }
    let frame = Frame::new().fill(theme.ground);
    CentralPanel::default().frame(frame).show(ui, |ui| part(ui, app, theme, WindowPart::Article, actions, centre));
}

/// Paints a part of the window, in a panel with a name that is said.
fn part(
    ui: &mut Ui,
    app: &mut App,
    theme: &Theme,
    part: WindowPart,
    actions: &mut Vec<Action>,
    paint: impl FnOnce(&mut Ui, &mut App, &Theme, &mut Vec<Action>),
) {
    landmarks::name_part(ui, app, part);
    catch_panic::part(ui, app, theme, part, actions, paint);
}

/// A panel with its name, its edge and its usual size, as large as the person had it.
fn sized(
    ui: &mut Ui,
    app: &mut App,
    (name, edge, usual): (&'static str, PanelEdge, f32),
    range: RangeInclusive<f32>,
    content: impl FnOnce(&mut Ui, &mut App),
) {
    let sizes = std::mem::take(&mut app.places.panels);
    let panel = SizedPanel { name, edge, usual, range };
    let given = panel.show(ui, &sizes, |ui| content(ui, app));
    app.places.panels = sizes;
    if let Some(size) = given {
        app.places.panels.insert(name.to_owned(), size);
    }
}

/// The tab at the right.
fn side(ui: &mut Ui, app: &mut App, theme: &Theme, tab: Tab, actions: &mut Vec<Action>) {
    let current = current(app);
    let App { session, settings, view, .. } = app;
    let View { desk, text, entities, card, problems, review, standing, inspector, notes, .. } = view;
    let screen = Screen { session: session.as_ref(), settings, desk, theme };
    match tab {
        Tab::Entities => entities::ui(ui, &screen, entities, actions),
        Tab::Coalitions => coalitions::ui(ui, &screen, Cards { cards: card, problems, review, current }, actions),
        Tab::Inspector => inspector::ui(ui, &screen, &text.select, inspector, actions),
        Tab::Review => review::ui(ui, &screen, review, standing.progress, actions),
        Tab::Notes => notes::ui(ui, &screen, notes, actions),
    }
}

/// What stands in the middle.
fn centre(ui: &mut Ui, app: &mut App, theme: &Theme, actions: &mut Vec<Action>) {
    let current = current(app);
    let App { session, settings, view, .. } = app;
    let View { desk, text, ledger, card, problems, review, compare, sheet, toasts, .. } = view;
    let screen = Screen { session: session.as_ref(), settings, desk, theme };
    let free = sheet.is_none();
    // A sheet lies over what stands here.
    let toasts = free.then_some(toasts);
    match screen.desk.centre {
        Centre::Article => {
            let taken = current.and_then(|id| review.ghost.of(id));
            let reading = ArticleRoom { text, problems, cards: card, current, moved: review.span, taken, free, toasts };
            article::ui(ui, &screen, reading, actions);
        }
        Centre::Compare => {
            foot_line::ui(ui, &screen, toasts, None);
            compare::ui(ui, &screen, compare, actions);
        }
        Centre::Ledger => {
            foot_line::ui(ui, &screen, toasts, None);
            ledger::ui(ui, &screen, ledger, free, actions);
        }
    }
}

/// What floats over everything.
pub fn sheet(ctx: &egui::Context, app: &mut App, theme: &Theme, actions: &mut Vec<Action>) {
    let App { session, settings, view, .. } = app;
    let View { desk, text, articles, extracted, sheet, sheet_memory, .. } = view;
    let screen = Screen { session: session.as_ref(), settings, desk, theme };
    let (listed, chosen) = (&articles.shown[..], articles.chosen.ids());
    let behind = Behind { text, listed, chosen, extracted: extracted.as_ref() };
    sheets::ui(ctx, screen, behind, sheet, sheet_memory, actions);
}
