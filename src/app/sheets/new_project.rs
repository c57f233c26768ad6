//! A new project: its folder and its name.

use std::path::{Path, PathBuf};

use super::{
    Stage, completion,
    frame::{self, SheetFrame, SheetPlace},
    path_field::PathField,
};
use crate::{
    app::{
        kit::text::Words,
        state::{action::Action, command::Command, settings::Settings},
    },
    model::slug,
};

/// A project before it is made.
#[derive(Default)]
pub struct NewProjectDraft {
    pub dir: String,
    pub name: String,
    /// Who annotates.
    pub annotator: String,
    /// Why it cannot be made.
    pub problem: String,
}

impl NewProjectDraft {
    pub fn of(dir: String, settings: &Settings) -> Self {
        Self { dir, annotator: settings.who().name, ..Self::default() }
    }
}

pub fn ui(stage: &mut Stage, draft: &mut NewProjectDraft) {
    let NewProjectDraft { dir, name, annotator, problem } = draft;
    let home = completion::home();
    let title = stage.say(Words::NewProject).trim_end_matches('…');
    SheetFrame { name: "new project", title, width: 520.0, place: SheetPlace::Top }.show(stage, |ui, stage| {
        let label = stage.say(Words::PathOfNew);
        frame::caption(ui, label);
        let before = dir.clone();
        let field =
            PathField { overlay: "new project", name: label, several: false, files: false }.show(ui, stage, dir);
        if *dir != before {
            problem.clear();
        }
        let folder = completion::expand(dir, home.as_deref());
        let hint = folder.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let name_field = frame::field(ui, stage.say(Words::ProjectName), &hint, name);
        let who_field = frame::field(ui, stage.say(Words::YourName), "", annotator);
        frame::note(ui, stage.say(Words::ChangedLater));
        frame::problem(ui, stage, problem);
        let mut create = [&field, &name_field, &who_field].into_iter().any(|field| frame::entered(ui, field));
        if !problem.is_empty()
            && let Some(inside) = room_inside(&folder, name)
        {
            let shown = inside.display().to_string();
            if ui.button(stage.fill(Words::UseFolder, &[&shown])).clicked() {
                *dir = shown;
                create = true;
            }
        }
        frame::buttons(ui, |ui| {
            let can = !dir.trim().is_empty() && !annotator.trim().is_empty();
            create |= frame::main_button(ui, stage, stage.say(Words::Create), can).clicked();
            if frame::side_button(ui, stage.say(Words::Browse)).clicked() {
                stage.actions.push(Action::Run(Command::NewProject));
            }
            frame::cancel_button(ui, stage);
        });
        if create && !dir.trim().is_empty() && !annotator.trim().is_empty() {
            let folder = completion::expand(dir, home.as_deref());
            if is_taken(&folder) {
                *problem = stage.fill(Words::FolderNotEmpty, &[&folder.display().to_string()]);
                field.request_focus();
            } else {
                // If it cannot be made, this stays open with the reason.
                stage.actions.push(Action::CreateProject {
                    dir: folder,
                    name: name.trim().to_owned(),
                    annotator: annotator.trim().to_owned(),
                });
            }
        }
    });
}

fn is_taken(folder: &Path) -> bool {
    std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some())
}

/// A new folder in one that is not empty, named after the project: what is meant by choosing it, mostly.
fn room_inside(folder: &Path, name: &str) -> Option<PathBuf> {
    if !is_taken(folder) {
        return None;
    }
    let named = slug(name);
    let stem = if named.is_empty() { "tandai" } else { &named };
    let numbered = (2..100).map(|number| format!("{stem}-{number}"));
    let mut inside = std::iter::once(stem.to_owned()).chain(numbered).map(|name| folder.join(name));
    inside.find(|folder| !folder.exists())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_folder_has_room_inside() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(room_inside(folder.path(), "Pilkada 2024"), None, "it is empty: the project goes there");
        std::fs::create_dir(folder.path().join("pilkada-2024")).unwrap();
        assert_eq!(room_inside(folder.path(), "Pilkada 2024"), Some(folder.path().join("pilkada-2024-2")));
        assert_eq!(room_inside(folder.path(), ""), Some(folder.path().join("tandai")));
    }
}
