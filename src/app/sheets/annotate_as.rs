//! Whose set marks go to: a name, or one of the project's sets.

use eframe::egui::ScrollArea;

use super::{
    Stage,
    frame::{self, SheetFrame, SheetPlace},
    list::{self, ListRow, ROW},
};
use crate::{
    app::{
        kit::{names, text::Words},
        state::action::Action,
    },
    model::{AnnotationSet, slug},
    session::Who,
};

/// The name while it is typed.
pub struct AnnotateAsDraft {
    pub name: String,
    /// The row that the keyboard is on; the first is the typed name.
    at: usize,
}

impl AnnotateAsDraft {
    pub fn new(name: String) -> Self {
        Self { name, at: 0 }
    }
}

pub fn ui(stage: &mut Stage, draft: &mut AnnotateAsDraft) {
    let AnnotateAsDraft { name, at } = draft;
    let screen = stage.screen;
    let sets: Vec<&AnnotationSet> =
        screen.session.map(|session| session.project().sets.values().collect()).unwrap_or_default();
    // Nothing is highlighted at first: Enter takes the typed name.
    let steered = list::steer(stage.ctx, frame::first_id("annotate as"), at, sets.len() + 1);
    if steered.moved {
        let set = at.checked_sub(1).and_then(|at| sets.get(at));
        *name = set.map_or_else(|| screen.settings.who().name, |set| name_of(set));
    }
    let mut done = steered.enter;
    let title = stage.say(Words::AnnotateAs).trim_end_matches('…');
    let sheet = SheetFrame { name: "annotate as", title, width: 380.0, place: SheetPlace::Top };
    let response = sheet.show(stage, |ui, stage| {
        let label = stage.say(Words::YourName);
        frame::caption(ui, label);
        let before = name.clone();
        frame::first_field(ui, stage.fresh, "annotate as", label, "", name);
        if *name != before {
            *at = 0;
        }
        frame::note(ui, &stage.fill(Words::SetIs, &[Who::named(name.trim()).set_id().as_str()]));
        if !sets.is_empty() {
            frame::caption(ui, stage.say(Words::SetsHere));
            ScrollArea::vertical().max_height(ROW * 6.0).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 1.0;
                for (number, set) in sets.iter().enumerate() {
                    let role = stage.say(names::role(set.role));
                    let id = if set.name == set.id.as_str() { "" } else { set.id.as_str() };
                    let row = ListRow { text: &set.name, weak: id, right: role, ..ListRow::default() };
                    let response = row.show(ui, stage.theme, *at == number + 1);
                    if *at == number + 1 && steered.moved {
                        response.scroll_to_me(None);
                    }
                    if response.clicked() {
                        *name = name_of(set);
                        done = true;
                    }
                }
            });
        }
        frame::buttons(ui, |ui| {
            let can = !name.trim().is_empty();
            done |= frame::main_button(ui, stage, stage.say(Words::UseName), can).clicked();
            frame::cancel_button(ui, stage);
        });
    });
    if response.clicked_elsewhere() {
        stage.close = true;
    }
    if done && !name.trim().is_empty() {
        stage.finish(Action::AnnotateAs(name.trim().to_owned()));
    }
}

/// The name that leads to a set: its own, unless that leads to another one.
fn name_of(set: &AnnotationSet) -> String {
    if slug(&set.name) == set.id.as_str() { set.name.clone() } else { set.id.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{SetId, SetRole};

    #[test]
    fn a_name_leads_to_its_set() {
        let set = |id: &str, name: &str| AnnotationSet {
            id: SetId::new(id).unwrap(),
            name: name.into(),
            role: SetRole::Person,
        };
        for (id, name) in [("sri-rahayu", "Sri Rahayu"), ("gold", "Bersama"), ("sri", "Ibu Sri")] {
            assert_eq!(Who::named(name_of(&set(id, name))).set_id().as_str(), id);
        }
    }
}
