//! Entities in a sheet: new, changed, and one made another.

use std::path::PathBuf;

use super::App;
use crate::{
    app::{
        kit::text::Words,
        sheets::{OpenSheet, entity::EntityDraft, merge::MergeDraft, names::NamesDraft},
    },
    model::{EntityId, KindKey},
    session::one_file,
};

/// Opens the sheet of a new entity: named as what is selected, of the kind that is armed.
pub fn begin(app: &mut App) {
    let Some(session) = &app.session else { return app.toast(Words::NoProjectOpen) };
    let article = app.view.desk.article.as_ref().and_then(|id| session.article(id));
    let words = article.zip(app.view.text.select.span()).map(|(article, span)| article.text.slice(span).to_owned());
    let kind =
        app.view.desk.armed.clone().or_else(|| session.project().scheme.kinds.first().map(|kind| kind.key.clone()));
    let draft = EntityDraft::new(kind.unwrap_or_else(KindKey::party), words.unwrap_or_default().trim());
    app.view.open_sheet(OpenSheet::Entity(Box::new(draft)));
}

/// Opens the sheet of tables of entities.
pub fn open_table(app: &mut App) {
    if app.session.is_none() {
        return app.toast(Words::NoProjectOpen);
    }
    app.view.open_sheet(OpenSheet::Names(Box::default()));
}

/// Writes entities into a new table, and says where; the sheet comes back if that cannot be done.
pub fn write(app: &mut App, path: PathBuf, builtin: bool) {
    let Some(session) = &app.session else { return };
    let shown = path.display().to_string();
    match one_file::write_new(&path, session.entity_table(builtin).as_bytes()) {
        Ok(()) => app.view.toasts.say(app.settings.language.fill(Words::NamesWritten, &[&shown])),
        Err(problem) => {
            let problem = problem.say(app.settings.language);
            app.view.open_sheet(OpenSheet::Names(Box::new(NamesDraft::again(shown, problem))));
        }
    }
}

/// Opens the sheet of a known entity.
pub fn edit(app: &mut App, id: &EntityId) {
    if let Some(entity) = app.session.as_ref().and_then(|session| session.entity(id)).cloned() {
        app.view.open_sheet(OpenSheet::Entity(Box::new(EntityDraft::of(entity))));
    }
}

pub fn edit_selected(app: &mut App) {
    if let Some(entity) = selected(app) {
        edit(app, &entity);
    }
}

pub fn merge_selected(app: &mut App) {
    if let Some(entity) = selected(app) {
        app.view.open_sheet(OpenSheet::Merge(Box::new(MergeDraft::new(entity))));
    }
}

/// The entity of the selected mention; says what is missing if there is none.
fn selected(app: &mut App) -> Option<EntityId> {
    let session = app.session.as_ref();
    let annotations = app.view.desk.article.as_ref().and_then(|id| session?.annotations(id));
    let mention = app.view.text.select.mentions().first().and_then(|id| annotations?.mentions.get(id));
    let entity = mention.and_then(|mention| mention.entity.clone());
    if entity.is_none() {
        app.toast(if mention.is_none() { Words::SelectMentionFirst } else { Words::MentionIsOpen });
    }
    entity
}
