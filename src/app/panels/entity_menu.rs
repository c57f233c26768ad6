//! What can be done with an entity: the menu of its row.

use eframe::egui::{
    Button, Context, Id, Ui,
    text::{CCursor, CCursorRange},
    text_edit::TextEditState,
};

use crate::{
    app::{
        kit::{names, text::Words},
        panels::entities::{EntitiesState, Naming},
        state::action::{Action, RemarkWish},
    },
    message::Language,
    model::{EntityId, Flag},
    session::Session,
};

/// Draws the menu. Returns whether the entity's mentions are to be shown.
pub fn ui(
    ui: &mut Ui,
    state: &mut EntitiesState,
    id: &EntityId,
    session: &Session,
    language: Language,
    actions: &mut Vec<Action>,
) -> bool {
    ui.set_min_width(190.0);
    let editable = session.read_only().is_none() && session.entity(id).is_some();
    let item = |ui: &mut Ui, on: bool, button: Button| ui.add_enabled(on, button).clicked();
    if item(ui, editable, Button::new(language.say(Words::Rename)).shortcut_text("F2")) {
        state.naming = Some(renaming(id, session));
    }
    if item(ui, editable, Button::new(language.say(Words::EditEntity))) {
        actions.push(Action::AskEntity(id.clone()));
    }
    if item(ui, editable, Button::new(language.say(Words::AddAlias))) {
        state.naming = Some(Naming { entity: id.clone(), text: String::new(), alias: true, fresh: true });
    }
    if item(ui, editable, Button::new(language.say(Words::MergeInto))) {
        actions.push(Action::AskMerge(id.clone()));
    }
    if session.is_own(id) && item(ui, editable, Button::new(language.say(Words::RemoveEntity))) {
        actions.push(Action::AskRemoveEntity(id.clone()));
    }
    for flag in Flag::ALL {
        let flagged = session.entity(id).is_some_and(|entity| entity.flag == Some(flag));
        let sign = if flagged { "✔ " } else { "" };
        let words = format!("{sign}{}", language.fill(Words::FlagAs, &[language.say(names::flag(flag))]));
        if item(ui, editable, Button::new(words)) {
            actions.push(Action::Remark(RemarkWish::FlagEntity { entity: id.clone(), flag }));
        }
    }
    ui.separator();
    item(ui, true, Button::new(language.say(Words::ShowMentions)))
}

/// The full name, to be changed.
pub fn renaming(id: &EntityId, session: &Session) -> Naming {
    let name = session.entity(id).map_or(id.as_str(), |entity| &entity.name);
    Naming { entity: id.clone(), text: name.to_owned(), alias: false, fresh: true }
}

/// Selects the whole text of a field, so that typing replaces it.
pub fn select_all(ctx: &Context, field: Id, text: &str) {
    let mut state = TextEditState::load(ctx, field).unwrap_or_default();
    let end = CCursor::new(text.chars().count());
    state.cursor.set_char_range(Some(CCursorRange::two(CCursor::default(), end)));
    state.store(ctx, field);
}
