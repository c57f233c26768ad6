//! The project's own fields: which there are, in which order, and those that come with the program to be ticked.

use eframe::egui::{Align, Button, Label, Layout, RichText, Role, ScrollArea, Ui, WidgetInfo};
use serde::{Deserialize, Serialize};

use super::{
    Stage,
    field_form::{self, FieldForm},
    frame::{self, SheetFrame, SheetPlace},
};
use crate::{
    app::{
        kit::{fonts::Emphasis, glyph, row, text::Words},
        state::action::Action,
    },
    gazetteer::delivered_fields,
    message::Language,
    model::{Field, FieldOwner},
    session::Session,
};

/// What is being done to the fields.
#[derive(Serialize, Deserialize)]
pub struct FieldsDraft {
    /// The fields as they were when the sheet was opened.
    began: Vec<Field>,
    /// A field that is added or changed.
    form: Option<FieldForm>,
    /// A field that is about to go, and what stands in it.
    #[serde(skip)]
    removing: Option<(Field, String)>,
    #[serde(skip)]
    problem: String,
}

impl FieldsDraft {
    pub fn of(session: &Session) -> Self {
        let began = session.project().scheme.fields.clone();
        Self { began, form: None, removing: None, problem: String::new() }
    }

    /// Whether a person changed or typed something in the form of a field.
    pub fn is_begun(&self) -> bool {
        self.form.as_ref().is_some_and(FieldForm::is_changed)
    }

    /// Whether both were opened on the same fields.
    pub fn began_as(&self, other: &Self) -> bool {
        self.began == other.began
    }
}

/// What values a change would spoil are listed up to.
const MOST_TOLD: usize = 5;

pub fn ui(stage: &mut Stage, draft: &mut FieldsDraft) {
    let Some(session) = stage.screen.session else {
        stage.close = true;
        return;
    };
    let title = stage.say(Words::ManageFields).trim_end_matches('…');
    SheetFrame { name: "fields", title, width: 620.0, place: SheetPlace::Top }.show(stage, |ui, stage| {
        if let Some(form) = &mut draft.form {
            match field_form::ui(ui, stage, &session.project().scheme, form) {
                field_form::Answer::None => {}
                field_form::Answer::Cancel => (draft.form, draft.problem) = (None, String::new()),
                field_form::Answer::Keep(field) => {
                    let fields = with(&session.project().scheme.fields, form.of(), field);
                    draft.problem = hand_in(stage, session, fields);
                    if draft.problem.is_empty() {
                        draft.form = None;
                    }
                }
            }
            return frame::problem(ui, stage, &draft.problem);
        }
        frame::note(ui, stage.say(Words::FieldsHelp));
        ui.add_space(4.0);
        let height = (stage.ctx.content_rect().height() - 230.0).max(120.0);
        ScrollArea::vertical().auto_shrink([false, true]).max_height(height).show(ui, |ui| {
            // The scroll bar lies beside the buttons.
            ui.set_max_width(ui.available_width() - 10.0);
            let fields = &session.project().scheme.fields;
            for (at, field) in fields.iter().enumerate() {
                present(ui, stage, session, draft, at, field);
            }
            delivered(ui, stage, session, draft);
        });
        removal(ui, stage, session, draft);
        frame::problem(ui, stage, &draft.problem);
        frame::buttons(ui, |ui| {
            if frame::main_button(ui, stage, stage.say(Words::NewField), true).clicked() {
                (draft.form, draft.problem) = (Some(FieldForm::default()), String::new());
            }
        });
    });
}

/// The fields with one in the place of another, or behind them.
fn with(fields: &[Field], of: Option<&Field>, field: Field) -> Vec<Field> {
    let mut fields = fields.to_vec();
    match fields.iter_mut().find(|there| of.is_some_and(|of| of.on == there.on && of.key == there.key)) {
        Some(there) => *there = field,
        None => fields.push(field),
    }
    fields
}

/// Asks for the change, or says what values would not fit.
fn hand_in(stage: &mut Stage, session: &Session, fields: Vec<Field>) -> String {
    let language = stage.language();
    if let Some(wrong) = session.project().scheme.wrong_with(&fields) {
        return wrong.say(language);
    }
    match session.misfit_values(&fields) {
        Err(refusal) => refusal.message().say(language),
        Ok(misfits) if misfits.is_empty() => {
            stage.actions.push(Action::SetFields(fields));
            String::new()
        }
        Ok(misfits) => {
            let told = misfits.iter().take(MOST_TOLD).map(|(place, one)| one.message(place).say(language));
            let all = stage.fill(Words::ValuesDoNotFit, &[&misfits.len().to_string()]);
            std::iter::once(all).chain(told).collect::<Vec<_>>().join("\n")
        }
    }
}

fn present(ui: &mut Ui, stage: &mut Stage, session: &Session, draft: &mut FieldsDraft, at: usize, field: &Field) {
    let language = stage.language();
    ui.horizontal(|ui| {
        ui.set_min_height(26.0);
        let star = if field.required { " *" } else { "" };
        ui.label(RichText::new(format!("{}{star}", field.name_in(language))).bold());
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let name = field.name_in(language);
            let about = |words: Words| format!("{}: {name}", stage.say(words));
            if row::sign_button(ui, &about(Words::RemoveField), glyph::bin).clicked() {
                let stands = session.coded_with(field);
                let warning = match stands {
                    Ok(0) => stage.fill(Words::FieldIsEmpty, &[name]),
                    Ok(count) => stage.fill(Words::FieldHasValues, &[name, &count.to_string()]),
                    Err(refusal) => refusal.message().say(language),
                };
                draft.removing = Some((field.clone(), warning));
            }
            if named_button(ui, "✎", &about(Words::ChangeField), true) {
                draft.form = Some(FieldForm::of_field(field));
            }
            if named_button(ui, "↑", &about(Words::FieldUp), at > 0) {
                let mut fields = session.project().scheme.fields.clone();
                fields.swap(at, at - 1);
                stage.actions.push(Action::SetFields(fields));
            }
            let told = format!("{} · {} · {}", owner(language, field.on), kind(language, field), field.key.as_str());
            ui.add(Label::new(RichText::new(told).small().weak()).truncate());
        });
    });
}

/// A small button with a sign, named for screen readers and on hover. Whether it was clicked.
fn named_button(ui: &mut Ui, sign: &str, name: &str, enabled: bool) -> bool {
    let button = ui.add_enabled(enabled, Button::new(sign).small());
    button.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
    button.on_hover_text(name).clicked()
}

/// Those that come with the program and are not in the project; a tick takes one in.
fn delivered(ui: &mut Ui, stage: &mut Stage, session: &Session, draft: &mut FieldsDraft) {
    let (language, scheme) = (stage.language(), &session.project().scheme);
    let missing = |field: &&Field| scheme.field(field.on, field.key.as_str()).is_none();
    let mut missing = delivered_fields().iter().filter(missing).peekable();
    if missing.peek().is_none() {
        return;
    }
    ui.add_space(8.0);
    ui.label(RichText::new(stage.say(Words::DeliveredFields)).bold());
    for field in missing {
        let mut ticked = false;
        let shown = row::checkbox(ui, &mut ticked, field.name_in(language));
        shown.on_hover_text(format!("{}\n{}", field.help_in(language), kind(language, field)));
        if ticked {
            draft.problem = hand_in(stage, session, with(&scheme.fields, None, field.clone()));
        }
    }
}

/// What goes with a field, and the button that says so.
fn removal(ui: &mut Ui, stage: &mut Stage, session: &Session, draft: &mut FieldsDraft) {
    let Some((field, warning)) = &draft.removing else { return };
    ui.add_space(4.0);
    ui.add(Label::new(RichText::new(warning).color(stage.theme.warning)).wrap());
    let (mut keep, mut remove) = (false, false);
    ui.horizontal(|ui| {
        remove = ui.button(stage.fill(Words::RemoveFieldNamed, &[field.name_in(stage.language())])).clicked();
        keep = ui.button(stage.say(Words::Cancel)).clicked();
    });
    if remove {
        let stays = |there: &&Field| there.on != field.on || there.key != field.key;
        let fields = session.project().scheme.fields.iter().filter(stays).cloned().collect();
        stage.actions.push(Action::SetFields(fields));
    }
    if remove || keep {
        draft.removing = None;
    }
}

/// What a field is of, in words.
pub fn owner(language: Language, owner: FieldOwner) -> &'static str {
    language.say(match owner {
        FieldOwner::Statement => Words::FieldOfStatement,
        FieldOwner::Mention => Words::FieldOfMention,
        FieldOwner::Article => Words::FieldOfArticle,
    })
}

/// What a field takes, in words; of a list its entries.
fn kind(language: Language, field: &Field) -> String {
    let name = language.say(field_form::kind_words(&field.kind)).to_owned();
    let choices: Vec<&str> = field.kind.choices().iter().map(|choice| choice.name_in(language)).collect();
    if choices.is_empty() { name } else { format!("{name}: {}", choices.join(", ")) }
}
