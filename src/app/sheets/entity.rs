//! An entity, new or known: its names, code, colour and note in one sheet.

use eframe::egui::{ComboBox, Grid, Key, Margin, Modifiers, Role, TextEdit, Ui, WidgetInfo};
use serde::{Deserialize, Serialize};

use super::{
    Stage,
    frame::{self, SheetFrame, SheetPlace},
};
use crate::{
    app::{
        kit::{names, row, text::Words},
        state::action::Action,
    },
    message::Message,
    model::{Colour, Date, Entity, EntityId, Kind, KindKey, is_authority_id},
};

/// An entity while it is typed.
#[derive(Serialize, Deserialize)]
pub struct EntityDraft {
    /// As it was; `None`: it is new.
    before: Option<Entity>,
    typed: EntityFields,
    /// The same before anything was typed.
    began: EntityFields,
    /// Why it cannot be kept.
    #[serde(skip)]
    problem: String,
}

/// What is typed of it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
struct EntityFields {
    kind: KindKey,
    name: String,
    short: String,
    /// One a line.
    aliases: String,
    /// One a line.
    context_aliases: String,
    code: String,
    /// One a line.
    same_as: String,
    /// An id.
    parent: String,
    level: String,
    valid_from: String,
    valid_to: String,
    colour: Option<[u8; 3]>,
    note: String,
}

impl EntityFields {
    fn of(entity: &Entity) -> Self {
        let day = |date: Option<Date>| date.map_or_else(String::new, |date| date.to_string());
        Self {
            kind: entity.kind.clone(),
            name: entity.name.clone(),
            short: entity.short.clone(),
            aliases: entity.aliases.join("\n"),
            context_aliases: entity.context_aliases.join("\n"),
            code: entity.code.clone(),
            same_as: entity.same_as.join("\n"),
            parent: entity.parent.as_ref().map_or_else(String::new, EntityId::to_string),
            level: entity.level.clone(),
            valid_from: day(entity.valid_from),
            valid_to: day(entity.valid_to),
            colour: entity.colour.map(|Colour(red, green, blue)| [red, green, blue]),
            note: entity.note.clone(),
        }
    }
}

impl EntityDraft {
    pub fn new(kind: KindKey, name: &str) -> Self {
        let mut fields = EntityFields::of(&Entity::new(EntityId::from_name(&kind, name), kind, name));
        fields.name = name.to_owned();
        Self::begin(None, fields)
    }

    pub fn of(entity: Entity) -> Self {
        let fields = EntityFields::of(&entity);
        Self::begin(Some(entity), fields)
    }

    fn begin(before: Option<Entity>, fields: EntityFields) -> Self {
        Self { before, typed: fields.clone(), began: fields, problem: String::new() }
    }

    pub fn is_changed(&self) -> bool {
        self.typed != self.began
    }

    /// The entity that it is about, by the name that it has; `None`: a new one.
    pub fn about(&self) -> Option<&str> {
        self.before.as_ref().map(Entity::label)
    }

    /// Whether both were opened on the same entity, which nobody changed in between; or on a new one of the same name.
    pub fn began_as(&self, other: &Self) -> bool {
        self.before == other.before && self.began == other.began
    }

    /// What was typed, as it is kept; or why it cannot be.
    fn entity(&self) -> Result<Entity, Message> {
        let name = self.typed.name.trim();
        let id = EntityId::from_name(&self.typed.kind, name);
        let mut entity = self.before.clone().unwrap_or_else(|| Entity::new(id, self.typed.kind.clone(), name));
        let old = std::mem::replace(&mut entity.name, name.to_owned());
        let trimmed = |text: &str| text.trim().to_owned();
        (entity.short, entity.code, entity.note) =
            (trimmed(&self.typed.short), trimmed(&self.typed.code), trimmed(&self.typed.note));
        entity.level = trimmed(&self.typed.level);
        let given = |text: &'_ str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
        entity.parent = given(&self.typed.parent).map(EntityId::new).transpose()?;
        let day = |text: &str| given(text).map(|text| text.parse::<Date>()).transpose();
        (entity.valid_from, entity.valid_to) = (day(&self.typed.valid_from)?, day(&self.typed.valid_to)?);
        if entity.short == entity.name {
            entity.short.clear();
        }
        entity.colour = self.typed.colour.map(|[red, green, blue]| Colour(red, green, blue));
        entity.same_as = lines_of(&self.typed.same_as).map(str::to_owned).collect();
        entity.same_as.dedup();
        let mut context: Vec<String> = Vec::new();
        for alias in lines_of(&self.typed.context_aliases).filter(|alias| *alias != entity.name) {
            if !context.iter().any(|known| known == alias) {
                context.push(alias.to_owned());
            }
        }
        entity.context_aliases = context;
        entity.aliases.clear();
        // Texts go on using the old name.
        for alias in lines_of(&self.typed.aliases).chain([old.as_str()]) {
            if !alias.is_empty() && !entity.names().any(|known| known == alias) {
                entity.aliases.push(alias.to_owned());
            }
        }
        Ok(entity)
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
        frame::field(ui, stage.say(Words::EntityShort), stage.say(Words::EntityShortHint), &mut draft.typed.short);
        pair(ui, "names", |ui, first| match first {
            true => lines(ui, stage.say(Words::EntityAliases), "", &mut draft.typed.aliases),
            false => lines(ui, stage.say(Words::EntityContextAliases), "", &mut draft.typed.context_aliases),
        });
        pair(ui, "code and colour", |ui, first| match first {
            true => drop(frame::field(ui, stage.say(Words::EntityCode), "", &mut draft.typed.code)),
            false => colour(ui, stage, draft),
        });
        pair(ui, "parent and level", |ui, first| match first {
            true => drop(frame::field(
                ui,
                stage.say(Words::EntityParent),
                &stage.fill(Words::ForExample, &["region:36"]),
                &mut draft.typed.parent,
            )),
            false => drop(frame::field(ui, stage.say(Words::EntityLevel), "", &mut draft.typed.level)),
        });
        pair(ui, "days", |ui, first| match first {
            true => drop(frame::field(
                ui,
                stage.say(Words::EntityValidFrom),
                &stage.fill(Words::ForExample, &["2015-07"]),
                &mut draft.typed.valid_from,
            )),
            false => drop(frame::field(ui, stage.say(Words::EntityValidTo), "", &mut draft.typed.valid_to)),
        });
        pair(ui, "ids and note", |ui, first| match first {
            true => {
                let example = stage.fill(Words::ForExample, &["wikidata:Q1511101"]);
                lines(ui, stage.say(Words::EntitySameAs), &example, &mut draft.typed.same_as);
            }
            false => lines(ui, stage.say(Words::Note), "", &mut draft.typed.note),
        });
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
    let entity = match draft.entity() {
        Ok(entity) => entity,
        Err(reason) => {
            draft.problem = reason.say(stage.language());
            return;
        }
    };
    if entity.ends_before_it_begins() {
        draft.problem = stage.say(Words::EndsBeforeItBegins).to_owned();
        return;
    }
    let there = stage.screen.session.and_then(|session| session.entity(&entity.id));
    match there {
        Some(there) if draft.before.is_none() => {
            draft.problem = stage.fill(Words::EntityIsThere, &[there.label(), entity.id.as_str()]);
        }
        _ => stage.finish(Action::PutEntity(Box::new(entity))),
    }
}

/// Two fields beside each other.
fn pair(ui: &mut Ui, name: &str, mut field: impl FnMut(&mut Ui, bool)) {
    let half = (ui.available_width() - 8.0) / 2.0;
    Grid::new(("entity", name)).num_columns(2).show(ui, |ui| {
        for first in [true, false] {
            ui.vertical(|ui| {
                ui.set_width(half);
                field(ui, first);
            });
        }
    });
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
        if row::checkbox(ui, &mut own, stage.say(Words::OwnColour)).changed() {
            let of_kind = stage.screen.session.and_then(|session| session.project().scheme.kind(&draft.typed.kind));
            let Colour(red, green, blue) = of_kind.map_or(Colour(128, 128, 128), |kind| kind.colour);
            draft.typed.colour = own.then_some([red, green, blue]);
        }
        if let Some(colour) = &mut draft.typed.colour {
            ui.color_edit_button_srgb(colour);
        }
    });
}

/// A field for two lines and more.
fn lines(ui: &mut Ui, name: &str, hint: &str, text: &mut String) {
    frame::caption(ui, name);
    let field = TextEdit::multiline(text).id_salt(("entity", name)).desired_rows(2).desired_width(f32::INFINITY);
    let field = ui.add(field.hint_text(row::hint(hint)).margin(Margin::symmetric(6, 4)));
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
        let entity = new.entity().unwrap();
        assert_eq!(entity.same_as, ["wikidata:Q1", "partyfacts:2"]);
        assert_eq!(entity.id.as_str(), "party:partai-rakyat-kita");
        assert_eq!((entity.name.as_str(), entity.short.as_str()), ("Partai Rakyat Kita", "PRK"));
        assert_eq!(entity.aliases, ["Rakyat Kita"]);
        let mut known = EntityDraft::of(entity.clone());
        assert_eq!(known.entity().unwrap(), entity, "nothing typed, nothing changed");
        (known.typed.name, known.typed.colour) = ("Partai Rakyat Baru".into(), Some([1, 2, 3]));
        let changed = known.entity().unwrap();
        assert_eq!((changed.id.clone(), changed.colour), (entity.id, Some(Colour(1, 2, 3))));
        assert_eq!(changed.aliases, ["Rakyat Kita", "Partai Rakyat Kita"], "texts go on using the old name");
        (known.typed.parent, known.typed.valid_to, known.typed.context_aliases) =
            ("party:x".into(), "2021-08".into(), "Rakyat\nRakyat".into());
        let dated = known.entity().unwrap();
        assert_eq!((dated.parent, dated.valid_to), (EntityId::new("party:x").ok(), "2021-08".parse().ok()));
        assert_eq!(dated.context_aliases, ["Rakyat"]);
        known.typed.valid_to = "August".into();
        assert!(known.entity().unwrap_err().to_string().contains("“August” is not a date"));
    }
}
