//! What a screen reader calls the window and its parts.

use eframe::egui::{Context, Ui, accesskit_root_id};

use super::{App, catch_panic::WindowPart, projects};
use crate::app::{
    kit::{row, text::Words},
    state::desk::Centre,
};

/// Names the window as its title bar does.
pub fn name_window(ctx: &Context, app: &App) {
    ctx.accesskit_node_builder(accesskit_root_id(), |node| {
        let title = app.session().map(|session| projects::window_title(&session.project().name));
        node.set_label(title.unwrap_or_else(|| "Tandai".to_owned()));
    });
}

/// Names the panel in which a part stands.
pub fn name_part(ui: &Ui, app: &App, part: WindowPart) {
    row::name_panel(ui, app.say(name_of(app, part)));
}

fn name_of(app: &App, part: WindowPart) -> Words {
    match part {
        WindowPart::Menu => Words::MenuPart,
        WindowPart::Status => Words::StatusPart,
        WindowPart::Problems => Words::ShowProblems,
        WindowPart::Search => Words::SearchPart,
        WindowPart::Articles => Words::ArticlesPart,
        WindowPart::Side(_) => Words::SidePart,
        WindowPart::Guidelines => Words::GuidelinesPart,
        WindowPart::Article if app.view.desk.centre == Centre::Ledger => Words::LedgerPart,
        WindowPart::Article if app.view.desk.centre == Centre::Compare => Words::ComparePart,
        WindowPart::Article | WindowPart::Overlay => Words::ArticlePart,
    }
}
