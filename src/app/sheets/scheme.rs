//! What statements may say in this project: offices with their places, statuses, stances. What a change would leave without a
//! meaning is counted before it is made.

use eframe::egui::{
    Align, Button, Layout, Margin, Response, RichText, Role, ScrollArea, TextEdit, Ui, WidgetInfo, vec2,
};
use serde::{Deserialize, Serialize};

use super::{
    Stage,
    frame::{self, SheetFrame, SheetPlace},
    scheme_choices::{self, ChoiceWords, NewChoice},
    scheme_days::{self, CalendarFields},
    scheme_words::WordFields,
};
use crate::{
    app::{
        kit::{
            row,
            task::{self, Task},
            text::Words,
        },
        state::action::Action,
    },
    message::{Message, Names},
    model::{Certainty, Office, OfficeScheme, Slot, Stance, StatementScheme},
    session::{SchemeChange, Session},
};

/// Width and height of a field for a name, and the width of what stands before it, in points.
const FIELD: f32 = 240.0;
const HEIGHT: f32 = 24.0;
const LABEL: f32 = 92.0;

const STATUSES: ChoiceWords<Certainty> = ChoiceWords {
    title: Words::SchemeStatuses,
    add: Words::SchemeNewStatus,
    key: Words::SchemeStatusKey,
    hint: Words::SchemeNewStatusHint,
    make: Certainty::new,
};

const STANCES: ChoiceWords<Stance> = ChoiceWords {
    title: Words::SchemeStances,
    add: Words::SchemeNewStance,
    key: Words::SchemeStanceKey,
    hint: Words::SchemeNewStanceHint,
    make: Stance::new,
};

/// A scheme while it is changed.
#[derive(Serialize, Deserialize)]
pub struct SchemeDraft {
    pub statements: StatementScheme,
    /// The scheme as it was when the sheet was opened.
    began: StatementScheme,
    /// What stands in the fields for its days and for its words.
    days: CalendarFields,
    words: WordFields,
    /// The key of an office that is not there yet.
    office: String,
    /// One that was just added, to be scrolled to.
    #[serde(skip)]
    added: Option<Office>,
    new_status: NewChoice,
    new_stance: NewChoice,
    /// Counting what it would orphan.
    #[serde(skip)]
    pub looking: Option<Task<SchemeChange>>,
    /// What it would orphan, of the scheme as it was then.
    #[serde(skip)]
    change: Option<SchemeChange>,
    #[serde(skip)]
    pub problem: String,
}

impl SchemeDraft {
    /// Takes what stands in the fields; what is wrong with it is told.
    fn take_fields(&mut self) -> Result<(), Message> {
        self.words.put(&mut self.statements.offices);
        self.statements.offices.iter_mut().for_each(|office| office.level = office.level.trim().to_owned());
        self.statements.calendar = self.days.calendar(&self.statements)?;
        self.statements.fault().map_or(Ok(()), |fault| Err(fault.message))
    }

    pub fn of(session: &Session) -> Self {
        let statements = session.project().scheme.statements.clone();
        let (days, words) = (CalendarFields::of(&statements), WordFields::default());
        Self {
            began: statements.clone(),
            statements,
            days,
            words,
            office: String::new(),
            added: None,
            new_status: NewChoice::default(),
            new_stance: NewChoice::default(),
            looking: None,
            change: None,
            problem: String::new(),
        }
    }

    /// Whether a person changed or typed something in it.
    pub fn is_changed(&self) -> bool {
        let typed = !self.office.trim().is_empty() || self.new_status.is_typed() || self.new_stance.is_typed();
        let words = self.words.differ_from(&self.statements.offices);
        typed || words || self.statements != self.began || self.days != CalendarFields::of(&self.began)
    }

    /// Whether both were opened on the same scheme.
    pub fn began_as(&self, other: &Self) -> bool {
        self.began == other.began
    }
}

pub fn ui(stage: &mut Stage, draft: &mut SchemeDraft) {
    let Some(session) = stage.screen.session else {
        stage.close = true;
        return;
    };
    if let Some(change) = task::answers(&mut draft.looking).0.pop() {
        if !change.is_doubtful() {
            return stage.finish(Action::PutStatements(Box::new(change.statements)));
        }
        draft.change = Some(change);
    }
    let before = (draft.statements.clone(), draft.days.clone(), draft.words.clone());
    let title = stage.say(Words::ManageScheme).trim_end_matches('…');
    SheetFrame { name: "scheme", title, width: 640.0, place: SheetPlace::Top }.show(stage, |ui, stage| {
        frame::note(ui, stage.say(Words::SchemeHelp));
        // What a change would orphan needs room below.
        let below = if draft.change.is_some() { 340.0 } else { 240.0 };
        let height = (stage.ctx.content_rect().height() - below).max(120.0);
        ScrollArea::vertical().id_salt("scheme").max_height(height).auto_shrink([false, true]).show(ui, |ui| {
            rules(ui, stage, &mut draft.statements);
            offices(ui, stage, draft);
            scheme_days::ui(ui, stage, &mut draft.days);
            let delivered = StatementScheme::delivered();
            let SchemeDraft { statements, new_status, new_stance, problem, .. } = draft;
            let lists = (&mut statements.statuses, &delivered.statuses[..]);
            scheme_choices::ui(ui, stage, &STATUSES, lists, new_status, problem);
            let lists = (&mut statements.stances, &delivered.stances[..]);
            scheme_choices::ui(ui, stage, &STANCES, lists, new_stance, problem);
        });
        if (&draft.statements, &draft.days, &draft.words) != (&before.0, &before.1, &before.2) {
            draft.problem.clear();
            draft.change = None;
        }
        told(ui, stage, draft);
        frame::buttons(ui, |ui| {
            let ready = draft.looking.is_none() && session.read_only().is_none();
            match draft.change.take() {
                Some(change) if frame::main_button(ui, stage, stage.say(Words::SchemeAnyway), ready).clicked() => {
                    stage.finish(Action::PutStatements(Box::new(change.statements)));
                }
                Some(change) => draft.change = Some(change),
                None if frame::main_button(ui, stage, stage.say(Words::SchemeSave), ready).clicked() => {
                    match draft.take_fields() {
                        Err(problem) => draft.problem = problem.say(stage.language()),
                        Ok(()) => stage.actions.push(Action::LookAtScheme),
                    }
                }
                None => {}
            }
            frame::cancel_button(ui, stage);
            let delivered = frame::side_button(ui, stage.say(Words::SchemeDelivered));
            if delivered.on_hover_text(stage.say(Words::SchemeDeliveredHelp)).clicked() {
                draft.statements = StatementScheme::default();
                (draft.days, draft.words) = (CalendarFields::of(&draft.statements), WordFields::default());
                draft.change = None;
            }
        });
    });
}

fn rules(ui: &mut Ui, stage: &Stage, statements: &mut StatementScheme) {
    let label = stage.say(Words::SchemeRules);
    let response = row::checkbox(ui, &mut statements.rules, label);
    let on = statements.rules;
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, label));
}

/// The line above names in both languages: whose they are, and over each column its language.
pub fn head(ui: &mut Ui, stage: &Stage, whose: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.allocate_ui_with_layout(vec2(LABEL, HEIGHT), Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_width(LABEL);
            whose(ui);
        });
        for words in [Words::SchemeEnglish, Words::SchemeIndonesian] {
            ui.allocate_ui_with_layout(vec2(FIELD, HEIGHT), Layout::left_to_right(Align::Max), |ui| {
                ui.set_min_width(FIELD);
                ui.label(RichText::new(stage.say(words)).small().weak());
            });
        }
    });
}

/// The key of one of the project's own, and the button that takes it away; whether it was clicked.
pub fn own_key(ui: &mut Ui, key: &str, about: String) -> bool {
    ui.label(RichText::new(key).monospace());
    let button = ui.add(Button::new(RichText::new("×")).small());
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &about));
    button.on_hover_text(about).clicked()
}

/// A name in both languages; returns the field of the English one.
pub fn names(ui: &mut Ui, stage: &Stage, label: &str, whose: &str, names: &mut Names) -> Option<Response> {
    let mut first = None;
    ui.horizontal(|ui| {
        ui.allocate_ui_with_layout(vec2(LABEL, HEIGHT), Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_width(LABEL);
            ui.label(RichText::new(label).small());
        });
        for (words, text) in [(Words::SchemeEnglish, &mut names.en), (Words::SchemeIndonesian, &mut names.id)] {
            let about = format!("{whose}: {label}, {}", stage.say(words));
            let field = TextEdit::singleline(text).id_salt((whose, label, words)).margin(Margin::symmetric(5, 3));
            let field = ui.add_sized(vec2(FIELD, HEIGHT), field.hint_text(row::hint(stage.say(words))));
            row::name_field(&field, text.as_str(), &about);
            first.get_or_insert(field);
        }
    });
    first
}

fn offices(ui: &mut Ui, stage: &Stage, draft: &mut SchemeDraft) {
    frame::caption(ui, stage.say(Words::SchemeOffices));
    new_office(ui, stage, draft);
    ui.add_space(4.0);
    let mut removed = None;
    for (at, office) in draft.statements.offices.iter_mut().enumerate() {
        let key = office.key.key();
        head(ui, stage, |ui| {
            if own_key(ui, key, stage.fill(Words::SchemeRemove, &[key])) {
                removed = Some(at);
            }
        });
        let name = names(ui, stage, stage.say(Words::Office), key, &mut office.names);
        if let Some(name) = name.filter(|_| draft.added == Some(office.key)) {
            // What it is called comes next.
            row::take_keyboard(ui, &name, &office.names.en);
        }
        names(ui, stage, stage.say(Words::SchemeElection), key, &mut office.election);
        for (place, words) in office.places.iter_mut().zip([Words::SchemeFirstPlace, Words::SchemeSecondPlace]) {
            names(ui, stage, stage.say(words), key, place);
        }
        level(ui, stage, office);
        draft.words.ui(ui, stage, office);
        if draft.added == Some(office.key) {
            ui.scroll_to_cursor(Some(Align::BOTTOM));
            draft.added = None;
        }
        let mut second = office.places.len() > 1;
        let label = stage.say(Words::SchemeHasSecond);
        let response = row::checkbox(ui, &mut second, RichText::new(label).small());
        response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, second, format!("{key}: {label}")));
        if response.changed() {
            office.places.truncate(1);
            if second {
                office.places.push(StatementScheme::delivered().place(None, Slot::Deputy).clone());
            }
        }
        ui.add_space(4.0);
    }
    if let Some(at) = removed {
        draft.statements.offices.remove(at);
    }
}

/// The level of the regions that elect an office.
fn level(ui: &mut Ui, stage: &Stage, office: &mut OfficeScheme) {
    let label = stage.say(Words::SchemeLevel);
    ui.horizontal(|ui| {
        ui.allocate_ui_with_layout(vec2(LABEL, HEIGHT), Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_width(LABEL);
            ui.label(RichText::new(label).small());
        });
        let mut text = office.level().to_owned();
        let about = format!("{}: {label}", office.key);
        let field = TextEdit::singleline(&mut text).id_salt(&about).margin(Margin::symmetric(5, 3));
        let hint = row::hint(stage.say(Words::SchemeLevelHint));
        let field = ui.add_sized(vec2(FIELD, HEIGHT), field.hint_text(hint));
        row::name_field(&field, text.as_str(), &about);
        if field.changed() {
            // That of a delivered office stands in no file.
            let delivered = OfficeScheme::new(office.key);
            office.level = if text == delivered.level() { String::new() } else { text };
        }
    });
}

fn new_office(ui: &mut Ui, stage: &Stage, draft: &mut SchemeDraft) {
    let label = stage.say(Words::SchemeNewOffice);
    ui.horizontal(|ui| {
        let field = TextEdit::singleline(&mut draft.office).id(frame::first_id("scheme")).desired_width(FIELD);
        let hint = row::hint(stage.say(Words::SchemeNewOfficeHint));
        let field = ui.add(field.hint_text(hint).margin(Margin::symmetric(6, 4)));
        row::name_field(&field, draft.office.as_str(), stage.say(Words::SchemeKey));
        if stage.fresh {
            row::take_keyboard(ui, &field, &draft.office);
        }
        let add = frame::entered(ui, &field);
        if frame::side_button(ui, label).clicked() || (add && !draft.office.is_empty()) {
            match Office::new(draft.office.trim()) {
                Ok(key) if draft.statements.office(key).is_some() => {
                    draft.problem = stage.fill(Words::SchemeOfficeKnown, &[key.key()]);
                }
                Ok(key) => {
                    draft.statements.offices.push(OfficeScheme::new(key));
                    draft.office.clear();
                    draft.added = Some(key);
                }
                Err(problem) => draft.problem = problem.say(stage.language()),
            }
        }
    });
}

/// Why it cannot be taken, or what it would orphan.
fn told(ui: &mut Ui, stage: &Stage, draft: &SchemeDraft) {
    frame::problem(ui, stage, &draft.problem);
    let Some(change) = &draft.change else { return };
    let language = stage.language();
    let orphans = change.orphans.iter().map(|orphans| orphans.message().say(language));
    let unread = change.unread.iter().map(|notice| notice.say(language));
    let all: Vec<String> = orphans.chain(unread).collect();
    ScrollArea::vertical().auto_shrink([false, true]).id_salt("orphans").max_height(70.0).show(ui, |ui| {
        all.iter().for_each(|line| frame::problem(ui, stage, line));
    });
    frame::note(ui, stage.say(Words::SchemeAnywayHelp));
}
