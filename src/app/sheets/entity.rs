//! An entity, new or known: its names, code, colour and note in one sheet.

use eframe::egui::{ComboBox, Grid, Key, Margin, Modifiers, Role, TextEdit, Ui, WidgetInfo};

use super::{
    Stage,
    frame::{self, SheetFrame, SheetPlace},
};
use crate::{
    app::{
        kit::{names, row, text::Words},
        state::action::Action,
    },
    model::{Colour, Entity, EntityId, Kind, KindKey, is_authority_id},
};

/// An entity while it is typed.
pub struct EntityDraft {
    /// As it was; `None`: it is new.
    before: Option<Entity>,
    typed: EntityFields,
    /// The same before anything was typed.
    began: EntityFields,
    /// Why it cannot be kept.
    problem: String,
}

/// What is typed of it.
#[derive(Clone, PartialEq)]
struct EntityFields {
    kind: KindKey,
    name: String,
    short: String,
    /// One a line.
    aliases: String,
    code: String,
    /// One a line.
    same_as: String,
    colour: Option<[u8; 3]>,
    note: String,
}

impl EntityDraft {
    pub fn new(kind: KindKey, name: &str) -> Self {
        let (name, empty) = (name.to_owned(), String::new);
        let (short, aliases, code, same_as, note) = (empty(), empty(), empty(), empty(), empty());
        Self::begin(None, EntityFields { kind, name, short, aliases, code, same_as, colour: None, note })
    }

    pub fn of(entity: Entity) -> Self {
        let fields = EntityFields {
            kind: entity.kind.clone(),
            name: entity.name.clone(),
            short: entity.short.clone(),
            aliases: entity.aliases.join("\n"),
            code: entity.code.clone(),
            same_as: entity.same_as.join("\n"),
            colour: entity.colour.map(|Colour(red, green, blue)| [red, green, blue]),
            note: entity.note.clone(),
        };
        Self::begin(Some(entity), fields)
    }

    fn begin(before: Option<Entity>, fields: EntityFields) -> Self {
        Self { before, typed: fields.clone(), began: fields, problem: String::new() }
    }

    pub fn is_changed(&self) -> bool {
        self.typed != self.began
    }

    /// Whether both were opened on the same entity, which nobody changed in between; or on a new one of the same name.
    pub fn began_as(&self, other: &Self) -> bool {
        self.before == other.before && self.began == other.began
    }

    /// What was typed, as it is kept.
    fn entity(&self) -> Entity {
        let typed = &self.typed;
        let name = typed.name.trim();
        let id = EntityId::from_name(&typed.kind, name);
        let mut entity = self.before.clone().unwrap_or_else(|| Entity::new(id, typed.kind.clone(), name));
        let old = std::mem::replace(&mut entity.name, name.to_owned());
        let trimmed = |text: &str| text.trim().to_owned();
        (entity.short, entity.code, entity.note) = (trimmed(&typed.short), trimmed(&typed.code), trimmed(&typed.note));
        if entity.short == entity.name {
            entity.short.clear();
        }
        entity.colour = typed.colour.map(|[red, green, blue]| Colour(red, green, blue));
        entity.same_as = lines_of(&typed.same_as).map(str::to_owned).collect();
        entity.same_as.dedup();
        entity.aliases.clear();
        // Texts go on using the old name.
        for alias in lines_of(&typed.aliases).chain([old.as_str()]) {
            if !alias.is_empty() && !entity.names().any(|known| known == alias) {
                entity.aliases.push(alias.to_owned());
            }
        }
        entity
    }
}

pub fn ui(stage: &mut Stage, draft: &mut EntityDraft) {
    let mut done = stage.ctx.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
    let title = stage.say(if draft.before.is_some() { Words::EditEntity } else { Words::AddEntity });
    let title = title.trim_end_matches('…');
    SheetFrame { name: "entity", title, width: 480.0, place: SheetPlace::Top }.show(stage, |ui, stage| {
        frame::caption(ui, stage.say(Words::EntityName));
        frame::first_field(ui, stage.fresh, "entity", stage.say(Words::EntityName), "", &mut draft.typed.name);
        if draft.before.is_none() {
            kind(ui, stage, draft);
        }
        frame::field(ui, stage.say(Words::EntityShort), &draft.typed.name, &mut draft.typed.short);
        lines(ui, stage.say(Words::EntityAliases), 3, &mut draft.typed.aliases);
        Grid::new("entity code and colour").num_columns(2).show(ui, |ui| {
            ui.vertical(|ui| {
                ui.set_width(220.0);
                frame::field(ui, stage.say(Words::EntityCode), "", &mut draft.typed.code);
            });
            ui.vertical(|ui| colour(ui, stage, draft));
        });
        lines(ui, stage.say(Words::EntitySameAs), 2, &mut draft.typed.same_as);
        lines(ui, stage.say(Words::Note), 2, &mut draft.typed.note);
        frame::problem(ui, stage, &draft.problem);
        frame::buttons(ui, |ui| {
            let can = !draft.typed.name.trim().is_empty();
            done |= frame::main_button(ui, stage, stage.say(Words::KeepEntity), can).clicked();
            frame::cancel_button(ui, stage);
        });
        frame::note(ui, stage.say(Words::EntityKeys));
    });
    if done && !draft.typed.name.trim().is_empty() {
        keep(stage, draft);
    }
}

fn keep(stage: &mut Stage, draft: &mut EntityDraft) {
    if let Some(id) = lines_of(&draft.typed.same_as).find(|id| !is_authority_id(id)) {
        draft.problem = stage.fill(Words::NoAuthorityId, &[id]);
        return;
    }
    let entity = draft.entity();
    let there = stage.screen.session.and_then(|session| session.entity(&entity.id));
    match there {
        Some(there) if draft.before.is_none() => {
            draft.problem = stage.fill(Words::EntityIsThere, &[there.label(), entity.id.as_str()]);
        }
        _ => stage.finish(Action::PutEntity(Box::new(entity))),
    }
}

/// The lines that are not blank.
fn lines_of(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// What a new one is of.
fn kind(ui: &mut Ui, stage: &Stage, draft: &mut EntityDraft) {
    let Some(session) = stage.screen.session else { return };
    let name = |kind: &Kind| names::kind(stage.language(), kind);
    let kinds = &session.project().scheme.kinds;
    let chosen =
        kinds.iter().find(|kind| kind.key == draft.typed.kind).map_or_else(|| draft.typed.kind.to_string(), &name);
    let label = stage.say(Words::EntityKind);
    frame::caption(ui, label);
    let response = ComboBox::from_id_salt("kind of the entity")
        .selected_text(&chosen)
        .show_ui(ui, |ui| {
            for kind in kinds {
                ui.selectable_value(&mut draft.typed.kind, kind.key.clone(), name(kind));
            }
        })
        .response;
    response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, format!("{label}: {chosen}")));
}

/// Its own colour, or its kind's.
fn colour(ui: &mut Ui, stage: &Stage, draft: &mut EntityDraft) {
    frame::caption(ui, stage.say(Words::KindColour));
    ui.horizontal(|ui| {
        let mut own = draft.typed.colour.is_some();
        if ui.checkbox(&mut own, stage.say(Words::OwnColour)).changed() {
            let of_kind = stage.screen.session.and_then(|session| session.project().scheme.kind(&draft.typed.kind));
            let Colour(red, green, blue) = of_kind.map_or(Colour(128, 128, 128), |kind| kind.colour);
            draft.typed.colour = own.then_some([red, green, blue]);
        }
        if let Some(colour) = &mut draft.typed.colour {
            ui.color_edit_button_srgb(colour);
        }
    });
}

fn lines(ui: &mut Ui, name: &str, rows: usize, text: &mut String) {
    frame::caption(ui, name);
    let field = TextEdit::multiline(text).id_salt(("entity", name)).desired_rows(rows).desired_width(f32::INFINITY);
    let field = ui.add(field.margin(Margin::symmetric(6, 4)));
    row::name_field(&field, text.as_str(), name);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_kept_and_nothing_else_is_lost() {
        let kind = KindKey::party();
        let mut new = EntityDraft::new(kind.clone(), "  Partai Rakyat Kita ");
        (new.typed.short, new.typed.aliases) = ("PRK".into(), "Rakyat Kita\n\n PRK \nPartai Rakyat Kita".into());
        new.typed.same_as = "wikidata:Q1\n\n partyfacts:2 ".into();
        let entity = new.entity();
        assert_eq!(entity.same_as, ["wikidata:Q1", "partyfacts:2"]);
        assert_eq!(entity.id.as_str(), "party:partai-rakyat-kita");
        assert_eq!((entity.name.as_str(), entity.short.as_str()), ("Partai Rakyat Kita", "PRK"));
        assert_eq!(entity.aliases, ["Rakyat Kita"]);
        let mut known = EntityDraft::of(entity.clone());
        assert_eq!(known.entity(), entity, "nothing typed, nothing changed");
        (known.typed.name, known.typed.colour) = ("Partai Rakyat Baru".into(), Some([1, 2, 3]));
        let changed = known.entity();
        assert_eq!((changed.id.clone(), changed.colour), (entity.id, Some(Colour(1, 2, 3))));
        assert_eq!(changed.aliases, ["Rakyat Kita", "Partai Rakyat Kita"], "texts go on using the old name");
    }
}
