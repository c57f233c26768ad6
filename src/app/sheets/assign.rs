//! Who codes what: what is drawn, and how far everybody is.

use std::collections::BTreeSet;

use eframe::egui::{ComboBox, DragValue, Label, RichText, Role, ScrollArea, Ui, WidgetInfo};

use super::{
    Stage,
    frame::{self, SheetFrame, SheetPlace},
};
use crate::{
    app::{
        kit::{
            names, row,
            task::{self, Task},
            text::Words,
        },
        state::action::Action,
    },
    dataset::assign::Draw,
    message::Message,
    model::{AnnotationSet, Assignments, SetId, SetRole, Stratum, slug},
    session::{Session, SetProgress},
    store::StoreError,
};

/// A draw and the sets that come with it.
pub type PendingDraw = (Task<Result<Assignments, Message>>, Vec<AnnotationSet>);

/// A draw while it is made up.
pub struct AssignDraft {
    people: BTreeSet<SetId>,
    /// Names of people who have no set yet.
    more: String,
    double: u8,
    training: usize,
    seed: u64,
    by: BTreeSet<Stratum>,
    release: Option<SetId>,
    pub looking: Option<Task<Result<Vec<SetProgress>, StoreError>>>,
    progress: Vec<SetProgress>,
    /// A draw that is under way, and the sets that come with it.
    pub drawing: Option<PendingDraw>,
    pub problem: String,
    /// What is wrong in the assignments.
    pub strays: Vec<String>,
    asked: bool,
}

impl Default for AssignDraft {
    fn default() -> Self {
        let (people, more, by) = Default::default();
        Self {
            people,
            more,
            double: 20,
            training: 0,
            seed: 7,
            by,
            release: None,
            looking: None,
            progress: Vec::new(),
            drawing: None,
            problem: String::new(),
            strays: Vec::new(),
            asked: false,
        }
    }
}

impl AssignDraft {
    /// Everybody who is a person in the project, to begin with.
    pub fn of(session: &Session) -> Self {
        let people = session.project().sets.values().filter(|set| set.role == SetRole::Person);
        Self { people: people.map(|set| set.id.clone()).collect(), ..Self::default() }
    }

    /// The draw, and the sets of people who have none yet.
    pub fn draw(&self, session: &Session) -> Result<(Draw, Vec<AnnotationSet>), Message> {
        let (mut to, mut new) = (self.people.clone(), Vec::new());
        for name in self.more.split(',').map(str::trim).filter(|name| !name.is_empty()) {
            let set = match session.find_set(name) {
                Some(set) => set,
                None => SetId::new(slug(name))?,
            };
            if !session.project().sets.contains_key(&set) {
                new.push(AnnotationSet { id: set.clone(), name: name.to_owned(), role: SetRole::Person });
            }
            to.insert(set);
        }
        let release = self.release.clone();
        if let Some(release) = &release {
            to.remove(release);
        }
        let (double, training, seed, by) = (self.double, self.training, self.seed, self.by.iter().copied().collect());
        Ok((Draw { to, double, by, training, seed, release }, new))
    }

    /// Those who were named have their sets now, and how far everybody is has to be read again.
    pub fn drawn(&mut self, named: impl IntoIterator<Item = SetId>) {
        self.people.extend(named);
        self.more.clear();
        self.asked = false;
    }
}

pub fn ui(stage: &mut Stage, draft: &mut AssignDraft) {
    let Some(session) = stage.screen.session else {
        stage.close = true;
        return;
    };
    let (found, _) = task::answers(&mut draft.looking);
    match found.into_iter().next_back() {
        Some(Ok(progress)) => draft.progress = progress,
        Some(Err(error)) => draft.problem = error.say(stage.language()),
        None => {}
    }
    if !std::mem::replace(&mut draft.asked, true) {
        stage.actions.push(Action::LookAtProgress);
    }
    let title = stage.say(Words::AssignArticles).trim_end_matches('…');
    SheetFrame { name: "assign", title, width: 560.0, place: SheetPlace::Top }.show(stage, |ui, stage| {
        frame::note(ui, stage.say(Words::AssignHow));
        people(ui, stage, session, draft);
        numbers(ui, stage, draft);
        handing_on(ui, stage, session, draft);
        progress(ui, stage, session, draft);
        frame::problem(ui, stage, &draft.problem);
        frame::buttons(ui, |ui| {
            let ready = draft.drawing.is_none() && session.read_only().is_none();
            if frame::main_button(ui, stage, stage.say(Words::AssignDraw), ready).clicked() {
                draft.problem.clear();
                stage.actions.push(Action::Assign);
            }
            frame::cancel_button(ui, stage);
        });
    });
}

fn people(ui: &mut Ui, stage: &Stage, session: &Session, draft: &mut AssignDraft) {
    frame::caption(ui, stage.say(Words::AssignPeople));
    ScrollArea::vertical().id_salt("assign people").max_height(90.0).auto_shrink([false, true]).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            for set in session.project().sets.values().filter(|set| set.role == SetRole::Person) {
                let mut on = draft.people.contains(&set.id);
                let response = row::checkbox(ui, &mut on, &set.name);
                response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, &set.name));
                if on {
                    draft.people.insert(set.id.clone())
                } else {
                    draft.people.remove(&set.id)
                };
            }
        });
    });
    let label = stage.say(Words::AssignMore);
    frame::caption(ui, label);
    frame::first_field(ui, stage.fresh, "assign", label, "", &mut draft.more);
}

fn numbers(ui: &mut Ui, stage: &Stage, draft: &mut AssignDraft) {
    ui.horizontal_wrapped(|ui| {
        let number = |ui: &mut Ui, words: Words, field: DragValue<'_>| {
            let name = stage.say(words);
            ui.label(RichText::new(name).small());
            ui.add(field).widget_info(|| WidgetInfo::labeled(Role::SpinButton, true, name));
        };
        number(ui, Words::AssignDouble, DragValue::new(&mut draft.double).range(0..=100).suffix("%"));
        number(ui, Words::AssignTraining, DragValue::new(&mut draft.training).range(0..=100_000));
        number(ui, Words::AssignSeed, DragValue::new(&mut draft.seed).range(0..=999_999));
    });
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(stage.say(Words::AssignBy)).small());
        for stratum in Stratum::ALL {
            let mut on = draft.by.contains(&stratum);
            let name = stage.say(match stratum {
                Stratum::Source => Words::StratumSource,
                Stratum::Month => Words::StratumMonth,
                Stratum::Year => Words::StratumYear,
            });
            row::checkbox(ui, &mut on, name);
            if on {
                draft.by.insert(stratum)
            } else {
                draft.by.remove(&stratum)
            };
        }
    });
}

fn handing_on(ui: &mut Ui, stage: &Stage, session: &Session, draft: &mut AssignDraft) {
    if draft.progress.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        let label = stage.say(Words::AssignRelease);
        ui.label(RichText::new(label).small());
        let shown = draft.release.as_ref().map_or(stage.say(Words::AssignNobody), |set| name_of(session, set));
        let combo = ComboBox::from_id_salt("assign release").selected_text(shown).show_ui(ui, |ui| {
            ui.selectable_value(&mut draft.release, None, stage.say(Words::AssignNobody));
            for one in &draft.progress {
                ui.selectable_value(&mut draft.release, Some(one.set.clone()), name_of(session, &one.set));
            }
        });
        combo.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, label));
    });
}

fn name_of<'a>(session: &'a Session, set: &'a SetId) -> &'a str {
    session.project().sets.get(set).map_or(set.as_str(), |set| &set.name)
}

/// How far everybody is, and what is not assigned.
fn progress(ui: &mut Ui, stage: &Stage, session: &Session, draft: &AssignDraft) {
    frame::caption(ui, stage.say(Words::AssignProgress));
    if draft.progress.is_empty() {
        frame::note(ui, stage.say(Words::AssignNone));
    }
    ScrollArea::vertical().id_salt("assign progress").max_height(150.0).auto_shrink([false, true]).show(ui, |ui| {
        for one in &draft.progress {
            let minutes =
                one.minutes.map_or_else(|| "–".to_owned(), |minutes| names::decimal(stage.language(), minutes));
            let numbers =
                [one.finished, one.begun, one.assigned, one.double, one.training].map(|count| count.to_string());
            let [finished, begun, assigned, double, training] = &numbers;
            let values = [name_of(session, &one.set), finished, begun, assigned, double, training, &minutes];
            ui.add(Label::new(stage.fill(Words::AssignCounts, &values)).wrap());
        }
    });
    // Where something is wrong in one place, it is in many.
    draft.strays.iter().take(3).for_each(|stray| frame::problem(ui, stage, stray));
    let assigned = &session.project().assignments.articles;
    let left = session.rows().iter().filter(|row| !assigned.contains_key(&row.meta.id)).count();
    frame::note(ui, &stage.fill(Words::AssignLeft, &[&left.to_string(), &session.rows().len().to_string()]));
}
