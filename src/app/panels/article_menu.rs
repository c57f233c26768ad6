//! What can be done with articles of the list: the menu of one, and that of several that are chosen together.

use eframe::egui::{Button, RichText, Ui};

use super::{MenuLook, chosen_articles::ChosenArticles, command_groups};
use crate::{
    app::{
        kit::{names, text::Words},
        state::{action::Action, command::Command, screen::Screen},
    },
    model::{ArticleId, SetRole, Status},
    session::{Row, Session},
};

/// The menu of one article: it is the open one.
pub fn one(ui: &mut Ui, screen: &Screen, row: &Row, actions: &mut Vec<Action>) {
    let groups: [&[Command]; 2] =
        [&[Command::FinishNext, Command::IgnoreArticle], &[Command::CopyLabels, Command::AnnotateAs]];
    command_groups(ui, MenuLook::of(screen), &groups, actions);
    ui.separator();
    if ui.button(screen.say(Words::CopyTitle)).clicked() {
        ui.ctx().copy_text(row.meta.shown_title().to_owned());
    }
    if ui.button(screen.say(Words::CopyId)).clicked() {
        ui.ctx().copy_text(row.meta.id.to_string());
    }
    ui.separator();
    command_groups(ui, MenuLook::of(screen), &[&[Command::RemoveArticle]], actions);
}

/// The menu of those that are chosen: each row says how many it is about.
pub fn several(ui: &mut Ui, screen: &Screen, session: &Session, chosen: &ChosenArticles, actions: &mut Vec<Action>) {
    ui.set_min_width(230.0);
    ui.spacing_mut().item_spacing.y = 1.0;
    let articles = || chosen.ids().iter().cloned().collect::<Vec<_>>();
    let editable = session.read_only().is_none();
    for status in Status::ALL {
        let others = count(chosen, |id| session.rows().get(id).is_some_and(|row| row.summary.status != status));
        let words = screen.fill(Words::MarkAs, &[screen.say(names::status(status)), &others.to_string()]);
        if ui.add_enabled(editable && others > 0, Button::new(words)).clicked() {
            actions.push(Action::SetStatus(articles(), status));
        }
    }
    ui.separator();
    assigning(ui, screen, session, chosen, actions);
    ui.separator();
    let number = chosen.ids().len().to_string();
    for (words, command) in [(Words::ExtractThese, Command::Extract), (Words::ExportThese, Command::Export)] {
        let can = editable || command == Command::Export;
        if ui.add_enabled(can, Button::new(screen.fill(words, &[&number]))).clicked() {
            actions.push(Action::Run(command));
        }
    }
    ui.separator();
    let remove = Button::new(screen.fill(Words::RemoveThese, &[&number]));
    if ui.add_enabled(editable, remove).clicked() {
        actions.push(Action::AskRemoveArticles(articles()));
    }
}

/// Everybody who codes here, with how many of the chosen articles are theirs: a click gives them the rest, or takes all
/// from whoever has all.
fn assigning(ui: &mut Ui, screen: &Screen, session: &Session, chosen: &ChosenArticles, actions: &mut Vec<Action>) {
    let (assigned, number) = (&session.project().assignments, chosen.ids().len());
    ui.add_enabled_ui(session.read_only().is_none(), |ui| {
        ui.menu_button(screen.say(Words::AssignTo), |ui| {
            for set in session.project().sets.values().filter(|set| set.role == SetRole::Person) {
                let theirs = count(chosen, |id| assigned.has(id, &set.id));
                let values = [set.name.as_str(), &theirs.to_string(), &number.to_string()];
                let all = theirs == number;
                if ui.selectable_label(all, screen.fill(Words::AssignedOf, &values)).clicked() {
                    let articles = chosen.ids().iter().cloned().collect();
                    actions.push(Action::AssignTo { articles, set: set.id.clone(), give: !all });
                }
            }
            ui.label(RichText::new(screen.say(Words::AssignToHelp)).small().weak());
        });
    });
}

fn count(chosen: &ChosenArticles, is: impl Fn(&ArticleId) -> bool) -> usize {
    chosen.ids().iter().filter(|id| is(id)).count()
}
