//! What can stand in the centre of the window: the article, or a view of the whole project in its place.
//!
//! A view is a variant of [`Centre`], a file here with a `ui` like that of [`article`], and a command that does
//! `App::show_centre`. An article that is opened comes back to the centre by itself, and so does it with F6 and Escape.
//! While a view is there, letters and digits are no commands of the article.

mod article;
mod ledger;

use eframe::egui::Ui;

pub use ledger::LedgerState;

use super::{App, kit::theme::Theme, state::action::Action};

/// What stands in the centre.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Centre {
    #[default]
    Article,
    /// Who stands with whom across all articles.
    Ledger,
}

pub fn ui(ui: &mut Ui, app: &mut App, theme: &Theme, actions: &mut Vec<Action>) {
    match app.view.centre {
        Centre::Article => article::ui(ui, app, theme, actions),
        Centre::Ledger => ledger::ui(ui, app, theme, actions),
    }
}

impl App {
    /// Puts this in the centre; the article takes the keyboard as well.
    pub(in crate::app) fn show_centre(&mut self, centre: Centre) {
        self.view.centre = centre;
        match centre {
            Centre::Article => self.view.text.focus(),
            Centre::Ledger => {
                self.view.text.leave();
                self.view.ledger.take_focus();
            }
        }
    }
}
