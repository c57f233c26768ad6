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
    model::{AnnotationSet, SetId, slug},
    session::{Session, Who},
};

/// The name while it is typed.
pub struct AnnotateAsDraft {
    pub name: String,
    /// In how many articles the set that marks go to now says anything.
    worked: usize,
    /// The row that the keyboard is on; the first is the typed name.
    at: usize,
}

impl AnnotateAsDraft {
    pub fn new(name: String, worked: usize) -> Self {
        Self { name, worked, at: 0 }
    }
}

/// What a typed name would do.
enum Meant<'a> {
    /// Marks go to another set: one that is there, or a new one.
    Switch { new: bool, to: SetId },
    /// The set of today is called otherwise.
    Rename(&'a AnnotationSet),
    /// As it is.
    Stay,
}

fn meant<'a>(session: Option<&'a Session>, name: &str) -> Meant<'a> {
    let to = Who::named(name).set_id();
    let Some(session) = session else { return Meant::Switch { new: true, to } };
    let known = session.project().sets.get(&to);
    match known {
        Some(set) if to == *session.active_set() && set.name != name => Meant::Rename(set),
        _ if to == *session.active_set() => Meant::Stay,
        known => Meant::Switch { new: known.is_none(), to },
    }
}

pub fn ui(stage: &mut Stage, draft: &mut AnnotateAsDraft) {
    let AnnotateAsDraft { name, worked, at } = draft;
    let screen = stage.screen;
    let sets: Vec<&AnnotationSet> =
        screen.session.map(|session| session.project().sets.values().collect()).unwrap_or_default();
    // Nothing is highlighted at first: Enter takes the typed name.
    let steered = list::steer(stage.ctx, frame::first_id("annotate as"), at, sets.len() + 1);
    if steered.moved {
        let set = at.checked_sub(1).and_then(|at| sets.get(at));
        *name = set.map_or_else(|| screen.settings.who().name, |set| name_of(set));
    }
    let (mut done, mut rename) = (steered.enter, false);
    let title = stage.say(Words::AnnotateAs).trim_end_matches('…');
    let sheet = SheetFrame { name: "annotate as", title, width: 440.0, place: SheetPlace::Top };
    let response = sheet.show(stage, |ui, stage| {
        let label = stage.say(Words::YourName);
        frame::caption(ui, label);
        let before = name.clone();
        frame::first_field(ui, stage.fresh, "annotate as", label, "", name);
        if *name != before {
            *at = 0;
        }
        let meant = meant(screen.session, name.trim());
        let now = screen.session.map(|session| session.active_set());
        match (&meant, now) {
            (Meant::Switch { new, to }, now) => {
                let words = if *new { Words::SwitchesToNew } else { Words::SwitchesTo };
                frame::note(ui, &stage.fill(words, &[to.as_str()]));
                if let Some(now) = now.filter(|_| *worked > 0) {
                    frame::note(ui, &stage.fill(Words::WorkStays, &[now.as_str(), &worked.to_string()]));
                }
            }
            (Meant::Rename(set), _) => frame::note(ui, &stage.fill(Words::RenamesSet, &[set.id.as_str(), &set.name])),
            (Meant::Stay, Some(now)) => frame::note(ui, &stage.fill(Words::SetIs, &[now.as_str()])),
            (Meant::Stay, None) => {}
        }
        if !sets.is_empty() {
            frame::caption(ui, stage.say(Words::SetsHere));
            ScrollArea::vertical().auto_shrink([false, true]).max_height(ROW * 6.0).show(ui, |ui| {
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
            let words = match &meant {
                Meant::Switch { to, .. } => stage.fill(Words::SwitchToSet, &[to.as_str()]),
                Meant::Rename(_) => stage.say(Words::Rename).to_owned(),
                Meant::Stay => stage.say(Words::UseName).to_owned(),
            };
            done |= frame::main_button(ui, stage, &words, can).clicked();
            // The other thing that somebody may mean by another name.
            let own = now.and_then(|now| screen.session?.project().sets.get(now));
            if let (Meant::Switch { new: true, .. }, Some(own)) = (&meant, own.filter(|_| can)) {
                rename = frame::side_button(ui, &stage.fill(Words::RenameSet, &[own.id.as_str()])).clicked();
            }
            frame::cancel_button(ui, stage);
        });
    });
    if response.clicked_elsewhere() {
        stage.close = true;
    }
    let name = name.trim();
    if name.is_empty() {
        return;
    }
    rename |= done && matches!(meant(screen.session, name), Meant::Rename(_));
    if rename {
        stage.finish(Action::RenameSet(name.to_owned()));
    } else if done {
        stage.finish(Action::AnnotateAs(name.to_owned()));
    }
}

/// The name that leads to a set: its own, unless that leads to another one.
fn name_of(set: &AnnotationSet) -> String {
    if slug(&set.name) == set.id.as_str() { set.name.clone() } else { set.id.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SetRole;

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
