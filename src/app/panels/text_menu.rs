//! The menu of the text: what can be done with what was clicked there, a suggestion, mentions, or selected words.

use eframe::egui::Ui;

use super::{MenuLook, command_groups};
use crate::app::{
    article::Select,
    state::{
        action::Action,
        command::{Command, Digit},
        screen::Screen,
    },
};

/// What the menu is about besides what is selected.
pub struct TextMenu {
    /// A suggestion is decided on.
    pub suggestion: bool,
    /// A statement's card is open.
    pub card: bool,
    pub editable: bool,
}

pub fn ui(ui: &mut Ui, screen: &Screen, select: &Select, about: &TextMenu, actions: &mut Vec<Action>) {
    let look = MenuLook::of(screen);
    let kinds: Vec<Command> = Digit::ALL.into_iter().map(Command::Tag).collect();
    let card: &[Command] = if about.card { &[Command::FillSlot, Command::AddEvidence] } else { &[] };
    let (mentions, words) = (!select.mentions().is_empty(), select.span().is_some());
    let reads = &[Command::Copy, Command::Find, Command::SearchTexts];
    match () {
        () if !about.editable => command_groups(ui, look, &[reads], actions),
        () if about.suggestion => {
            let decides = &[
                Command::Accept,
                Command::AcceptAlike,
                Command::Reject,
                Command::RejectAlike,
                Command::SkipSuggestion,
            ];
            command_groups(ui, look, &[decides, &[Command::ReviewPhrase, Command::ShowReview]], actions);
        }
        () if mentions => {
            let links = &[Command::Link, Command::EditEntity, Command::Unlink, Command::TagEvery];
            let statement = &[Command::MakeCoalition];
            let rest = &[Command::ShowInspector, Command::Untag];
            command_groups(ui, look, &[links, &kinds, statement, card, rest], actions);
        }
        () if words => {
            let every = &[Command::TagEvery, Command::TagEveryProject];
            command_groups(ui, look, &[&kinds, every, &[Command::MakeCoalition], card, reads], actions);
        }
        () => {
            let article = &[Command::FinishNext, Command::CopyLabels];
            command_groups(
                ui,
                look,
                &[&[Command::SelectSentence], &[Command::Find, Command::SearchTexts], article],
                actions,
            );
        }
    }
}
