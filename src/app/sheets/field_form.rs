//! One field of the project's own while it is made or changed. Its key and what it is of stay once it is there: values go
//! by them.

use eframe::egui::{ComboBox, Role, ScrollArea, TextEdit, Ui, WidgetInfo};
use serde::{Deserialize, Serialize};

use super::{Stage, fields::owner, frame};
use crate::{
    app::kit::{names, row, text::Words},
    message::{Language, Message},
    model::{Field, FieldChoice, FieldKey, FieldOwner, FieldType, KindKey, Scheme, slug},
};

/// What is typed of a field.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct FieldForm {
    /// As it is in the project; `None`: a new one.
    of: Option<Field>,
    on: FieldOwner,
    kind: FormKind,
    key: String,
    name: String,
    name_id: String,
    help: String,
    help_id: String,
    /// One a line: the key, and the names in English and Indonesian behind `=`.
    choices: String,
    kinds: Vec<KindKey>,
    default: String,
    required: bool,
    #[serde(skip)]
    problem: String,
}

/// The type without its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum FormKind {
    Text,
    Number,
    Date,
    YesNo,
    One,
    Several,
    Entity,
}

/// What came of a look at the form.
pub enum Answer {
    None,
    Cancel,
    Keep(Field),
}

impl Default for FieldForm {
    fn default() -> Self {
        Self {
            of: None,
            on: FieldOwner::Statement,
            kind: FormKind::Text,
            key: String::new(),
            name: String::new(),
            name_id: String::new(),
            help: String::new(),
            help_id: String::new(),
            choices: String::new(),
            kinds: Vec::new(),
            default: String::new(),
            required: false,
            problem: String::new(),
        }
    }
}

impl FormKind {
    const ALL: [Self; 7] = [Self::Text, Self::Number, Self::Date, Self::YesNo, Self::One, Self::Several, Self::Entity];

    fn of(kind: &FieldType) -> Self {
        match kind {
            FieldType::Text => Self::Text,
            FieldType::Number => Self::Number,
            FieldType::Date => Self::Date,
            FieldType::YesNo => Self::YesNo,
            FieldType::One(_) => Self::One,
            FieldType::Several(_) => Self::Several,
            FieldType::Entity(_) => Self::Entity,
        }
    }

    fn words(self) -> Words {
        match self {
            Self::Text => Words::FieldText,
            Self::Number => Words::FieldNumber,
            Self::Date => Words::FieldDate,
            Self::YesNo => Words::FieldYesNo,
            Self::One => Words::FieldOne,
            Self::Several => Words::FieldSeveral,
            Self::Entity => Words::FieldEntity,
        }
    }
}

/// What a field takes, in words.
pub fn kind_words(kind: &FieldType) -> Words {
    FormKind::of(kind).words()
}

impl FieldForm {
    /// A field that is there, to be changed.
    pub fn of_field(field: &Field) -> Self {
        let line = |choice: &FieldChoice| match (choice.name.is_empty(), choice.name_id.is_empty()) {
            (true, true) => choice.key.clone(),
            (_, true) => format!("{} = {}", choice.key, choice.name),
            (_, false) => format!("{} = {} = {}", choice.key, choice.name, choice.name_id),
        };
        Self {
            of: Some(field.clone()),
            on: field.on,
            kind: FormKind::of(&field.kind),
            key: field.key.as_str().to_owned(),
            name: field.name.clone(),
            name_id: field.name_id.clone(),
            help: field.help.clone(),
            help_id: field.help_id.clone(),
            choices: field.kind.choices().iter().map(line).collect::<Vec<_>>().join("\n"),
            kinds: if let FieldType::Entity(kinds) = &field.kind { kinds.clone() } else { Vec::new() },
            default: field.default.as_ref().map_or_else(String::new, ToString::to_string),
            required: field.required,
            problem: String::new(),
        }
    }

    /// Whether a person changed something in it.
    pub fn is_changed(&self) -> bool {
        let mut began = self.of.as_ref().map_or_else(Self::default, Self::of_field);
        began.problem.clone_from(&self.problem);
        *self != began
    }

    /// The field as it is in the project.
    pub fn of(&self) -> Option<&Field> {
        self.of.as_ref()
    }

    /// The field as it is typed, or what is wrong with it.
    fn field(&self) -> Result<Field, Message> {
        let typed = |text: &str| text.trim().to_owned();
        let key = if self.key.trim().is_empty() { key_of(&self.name) } else { typed(&self.key) };
        let choice = |line: &str| {
            let mut parts = line.splitn(3, '=').map(typed);
            let mut next = || parts.next().unwrap_or_default();
            FieldChoice { key: next(), name: next(), name_id: next() }
        };
        let choices = || self.choices.lines().filter(|line| !line.trim().is_empty()).map(choice).collect();
        let kind = match self.kind {
            FormKind::Text => FieldType::Text,
            FormKind::Number => FieldType::Number,
            FormKind::Date => FieldType::Date,
            FormKind::YesNo => FieldType::YesNo,
            FormKind::One => FieldType::One(choices()),
            FormKind::Several => FieldType::Several(choices()),
            FormKind::Entity => FieldType::Entity(self.kinds.clone()),
        };
        let mut field = Field {
            key: FieldKey::new(&key)?,
            on: self.on,
            kind,
            name: typed(&self.name),
            name_id: typed(&self.name_id),
            help: typed(&self.help),
            help_id: typed(&self.help_id),
            default: None,
            required: self.required,
        };
        field.default = field.read(&self.default)?;
        field.wrong().map_or(Ok(field), Err)
    }
}

/// A key that a name makes: its letters and digits, small, with `_` between.
fn key_of(name: &str) -> String {
    let ascii: String = slug(name).chars().filter(|c| c.is_ascii()).collect();
    ascii.replace('-', "_").trim_matches('_').to_owned()
}

pub fn ui(ui: &mut Ui, stage: &mut Stage, scheme: &Scheme, form: &mut FieldForm) -> Answer {
    let language = stage.language();
    let height = (stage.ctx.content_rect().height() - 230.0).max(120.0);
    ScrollArea::vertical().auto_shrink([false, true]).max_height(height).show(ui, |ui| {
        frame::field(ui, stage.say(Words::FieldName), "", &mut form.name);
        frame::field(ui, stage.say(Words::FieldNameId), "", &mut form.name_id);
        frame::field(ui, stage.say(Words::FieldHelp), "", &mut form.help);
        frame::field(ui, stage.say(Words::FieldHelpId), "", &mut form.help_id);
        if form.of.is_none() {
            let made = key_of(&form.name);
            frame::field(ui, stage.say(Words::FieldKeyWord), &made, &mut form.key);
            ui.add_space(4.0);
            choice(ui, stage.say(Words::FieldOf), &mut form.on, &FieldOwner::ALL, |one| owner(language, one));
        }
        ui.add_space(4.0);
        choice(ui, stage.say(Words::FieldTakes), &mut form.kind, &FormKind::ALL, |one| language.say(one.words()));
        match form.kind {
            FormKind::One | FormKind::Several => {
                frame::caption(ui, stage.say(Words::FieldChoices));
                let edit = TextEdit::multiline(&mut form.choices).desired_rows(4).desired_width(f32::INFINITY);
                let shown = ui.add(edit.hint_text(row::hint(stage.say(Words::FieldChoicesHint))));
                row::name_field(&shown, &form.choices, stage.say(Words::FieldChoices));
            }
            FormKind::Entity => kinds(ui, scheme, form, language),
            _ => {}
        }
        frame::field(ui, stage.say(Words::FieldDefault), "", &mut form.default);
        ui.add_space(4.0);
        row::checkbox(ui, &mut form.required, stage.say(Words::FieldRequired));
    });
    frame::problem(ui, stage, &form.problem);
    let mut answer = Answer::None;
    frame::buttons(ui, |ui| {
        if frame::main_button(ui, stage, stage.say(Words::KeepField), !form.name.trim().is_empty()).clicked() {
            match form.field() {
                Ok(field) => {
                    form.problem.clear();
                    answer = Answer::Keep(field);
                }
                Err(wrong) => form.problem = wrong.say(language),
            }
        }
        if frame::side_button(ui, stage.say(Words::Cancel)).clicked() {
            answer = Answer::Cancel;
        }
    });
    answer
}

fn choice<T: Copy + PartialEq>(ui: &mut Ui, name: &str, chosen: &mut T, all: &[T], say: impl Fn(T) -> &'static str) {
    ui.horizontal(|ui| {
        ui.label(name);
        let combo = ComboBox::from_id_salt(("field form", name)).selected_text(say(*chosen)).show_ui(ui, |ui| {
            for one in all {
                ui.selectable_value(chosen, *one, say(*one));
            }
        });
        let about = format!("{name}: {}", say(*chosen));
        combo.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &about));
    });
}

/// The kinds whose entities the field takes.
fn kinds(ui: &mut Ui, scheme: &Scheme, form: &mut FieldForm, language: Language) {
    ui.horizontal_wrapped(|ui| {
        for kind in &scheme.kinds {
            let mut on = form.kinds.contains(&kind.key);
            if row::checkbox(ui, &mut on, names::kind(language, kind)).clicked() {
                form.kinds.retain(|there| *there != kind.key);
                form.kinds.extend(on.then(|| kind.key.clone()));
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Variable;

    #[test]
    fn a_form_is_the_field_that_it_was_made_of() {
        for field in crate::gazetteer::delivered_fields() {
            assert_eq!(FieldForm::of_field(field).field().as_ref(), Ok(field));
        }
    }

    #[test]
    fn what_is_typed_is_a_field_or_is_refused() {
        let form = FieldForm {
            name: " Tahap  resmi ".into(),
            kind: FormKind::One,
            choices: "talks = Talks = Penjajakan\n\n registered\n".into(),
            default: "talks".into(),
            ..FieldForm::default()
        };
        let field = form.field().expect("a field");
        assert_eq!((field.key.as_str(), field.name.as_str()), ("tahap_resmi", "Tahap  resmi"));
        let keys: Vec<&str> = field.kind.choices().iter().map(|choice| choice.key.as_str()).collect();
        assert_eq!(keys, ["talks", "registered"]);
        assert_eq!(field.kind.choices()[0].name_in(Language::Indonesian), "Penjajakan");
        assert_eq!(field.default, Some(Variable::Text("talks".into())));
        let refused = |form: FieldForm| form.field().unwrap_err().to_string();
        assert!(refused(FieldForm { default: "B1".into(), ..form }).contains("not in its list"));
        assert!(refused(FieldForm { name: "Nama".into(), key: "2x".into(), ..FieldForm::default() }).contains("2x"));
        let empty = FieldForm { name: "Nama".into(), kind: FormKind::One, ..FieldForm::default() };
        assert!(refused(empty).contains("empty"));
    }
}
