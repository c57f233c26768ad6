//! What stands beside the article, and the article itself.

mod about;
mod articles;
pub mod bars;
pub mod coalitions;
mod conflicts;
mod entities;
mod entity_list;
mod entity_menu;
mod guidelines;
pub mod header;
mod inspector;
mod problems;
pub mod review;
pub mod search;
pub mod welcome;

pub use about::MetaField;
pub use entity_list::{Group, Line};
pub use inspector::note_id;

use eframe::egui::{self, CentralPanel, Frame, Panel, RichText, Ui};

use super::{
    App,
    dispatch::catch_panic::{self, Part},
    kit::{text::Words, theme::Theme},
    state::{action::Action, command::Command, view::Tab},
    views,
};

/// Width of the window, in points, from which the list of articles and the guidelines stand beside each other.
const LIST_AND_GUIDELINES: f32 = 900.0;

pub fn ui(ui: &mut Ui, app: &mut App, theme: &Theme, actions: &mut Vec<Action>) {
    if let Some(opening) = &app.awaited.opening {
        CentralPanel::default().show(ui, |ui| welcome::opening(ui, app, opening));
        return;
    }
    // In a small window the panels give way, so that the article keeps room to be read.
    let (width, height) = (ui.available_width(), ui.available_height());
    let range = |least: f32, most: f32, room: f32| least..=most.min(room).max(least);
    let (open, guidelines) = (app.session.is_some(), app.view.guidelines);
    // Beside the guidelines a narrow window has no room for the list as well.
    let list = open && (!guidelines || width >= LIST_AND_GUIDELINES);
    let third = if guidelines { 0.27 } else { 0.32 };
    if app.view.problems {
        let heights = range(80.0, 420.0, height * 0.4);
        Panel::bottom("problems").resizable(true).default_size(170.0).size_range(heights).show(ui, |ui| {
            catch_panic::part(ui, app, theme, Part::Problems, actions, problems::ui);
        });
    }
    if app.view.search_open && open {
        let heights = range(150.0, 620.0, height * 0.55);
        Panel::bottom("search").resizable(true).default_size(300.0).size_range(heights).show(ui, |ui| {
            catch_panic::part(ui, app, theme, Part::Search, actions, search::ui);
        });
    }
    if list {
        let widths = range(150.0, 460.0, width * (third - 0.07));
        Panel::left("articles").resizable(true).default_size(240.0).size_range(widths).show(ui, |ui| {
            catch_panic::part(ui, app, theme, Part::Articles, actions, articles::ui);
        });
    }
    if let Some(session) = &app.session {
        app.view.chosen.follow(session, app.view.article.as_ref(), app.view.text.select.mentions());
        let widths = range(216.0, 560.0, width * third);
        Panel::right("side").resizable(true).default_size(330.0).size_range(widths).show(ui, |ui| {
            tabs(ui, app);
            let tab = app.view.tab;
            let paint = match tab {
                Tab::Entities => entities::ui,
                Tab::Coalitions => coalitions::ui,
                Tab::Inspector => inspector::ui,
                Tab::Review => review::ui,
            };
            catch_panic::part(ui, app, theme, Part::Side(tab), actions, paint);
        });
    }
    if guidelines {
        let widths = range(200.0, 620.0, width * (third + 0.03));
        Panel::right("guidelines").resizable(true).default_size(340.0).size_range(widths).show(ui, |ui| {
            let paint = |ui: &mut Ui, app: &mut App, _: &Theme, actions: &mut _| guidelines::ui(ui, app, actions);
            catch_panic::part(ui, app, theme, Part::Guidelines, actions, paint);
        });
    }
    let frame = Frame::new().fill(theme.ground);
    CentralPanel::default()
        .frame(frame)
        .show(ui, |ui| catch_panic::part(ui, app, theme, Part::Article, actions, views::ui));
}

fn tabs(ui: &mut Ui, app: &mut App) {
    ui.add_space(4.0);
    // Four words in a narrow window: smaller, and on two lines where they must.
    let roomy = ui.available_width() > 280.0;
    ui.horizontal_wrapped(|ui| {
        if !roomy {
            ui.spacing_mut().item_spacing = eframe::egui::vec2(1.0, 2.0);
            ui.spacing_mut().button_padding.x = 4.0;
        }
        for (tab, words) in [
            (Tab::Entities, Words::ShowEntities),
            (Tab::Coalitions, Words::ShowCoalitions),
            (Tab::Inspector, Words::ShowInspector),
            (Tab::Review, Words::ShowReview),
        ] {
            let text = RichText::new(app.settings.language.say(words)).size(if roomy { 14.0 } else { 12.0 });
            ui.selectable_value(&mut app.view.tab, tab, text);
        }
    });
    ui.separator();
}

/// A weak line of explanation in an empty panel, with what to do below it.
pub fn empty(ui: &mut Ui, what: &str, help: &str) {
    ui.add_space(18.0);
    ui.vertical_centered(|ui| {
        ui.label(RichText::new(what).strong());
        ui.add(egui::Label::new(RichText::new(help).weak()).wrap());
    });
}

/// A small button that stands for a command.
pub fn command_button(ui: &mut Ui, app: &App, command: Command, actions: &mut Vec<Action>) {
    let entry = command.entry();
    if ui.button(app.say(entry.name)).on_hover_text(app.say(entry.help)).clicked() {
        actions.push(Action::Run(command));
    }
}
