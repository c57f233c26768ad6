//! A path typed where no native dialog answers.

use std::path::{Path, PathBuf};

use eframe::egui::Key;

use super::{
    Stage, completion,
    frame::{self, SheetFrame, SheetPlace},
    path_field::PathField,
};
use crate::app::{
    kit::{dialogs::Purpose, text::Words},
    state::{action::Action, command::Command},
};

/// A path while it is typed.
pub struct PathDraft {
    pub purpose: Purpose,
    pub path: String,
    /// Why nothing can be done with it.
    pub problem: String,
}

pub fn ui(stage: &mut Stage, draft: &mut PathDraft) {
    let PathDraft { purpose, path, problem } = draft;
    let purpose = *purpose;
    let (words, title, go_words) = match purpose {
        Purpose::OpenProject => (Words::PathOfProject, Words::OpenProject, Words::Open),
        Purpose::Councils => (Words::PathOfCouncils, Words::LedgerCouncils, Words::Open),
        _ => (Words::PathOfImport, Words::ImportFiles, Words::ImportWord),
    };
    let several = purpose == Purpose::ImportFiles;
    let home = completion::home();
    let title = stage.say(title);
    let sheet = SheetFrame { name: "path", title: title.trim_end_matches('…'), width: 520.0, place: SheetPlace::Top };
    sheet.show(stage, |ui, stage| {
        frame::caption(ui, stage.say(words));
        let before = path.clone();
        let field =
            PathField { overlay: "path", name: stage.say(words), several, files: several }.show(ui, stage, path);
        if *path != before {
            problem.clear();
        }
        frame::problem(ui, stage, problem);
        // A field of several lines keeps the keyboard at Enter.
        let enter = ui.input(|input| input.key_pressed(Key::Enter) && !input.modifiers.shift);
        let mut go = if several { field.has_focus() && enter } else { frame::entered(ui, &field) };
        frame::buttons(ui, |ui| {
            let name = stage.say(go_words);
            go |= frame::main_button(ui, stage, name, !path.trim().is_empty()).clicked();
            if frame::side_button(ui, stage.say(Words::Browse)).clicked() {
                stage.actions.push(match purpose {
                    Purpose::Councils => Action::ChooseCouncils,
                    _ => Action::Run(command(purpose)),
                });
            }
            frame::cancel_button(ui, stage);
        });
        if go {
            perform(stage, purpose, path, home.as_deref(), problem);
            field.request_focus();
        }
    });
}

/// The command whose dialog asks for the same.
fn command(purpose: Purpose) -> Command {
    match purpose {
        Purpose::OpenProject => Command::OpenProject,
        Purpose::NewProject => Command::NewProject,
        Purpose::ImportFiles => Command::ImportFiles,
        Purpose::ImportFolder => Command::ImportFolder,
        Purpose::ExportTo => Command::Export,
        Purpose::CopyTo => Command::Quit,
        Purpose::PictureTo(_) | Purpose::Councils => Command::Ledger,
        Purpose::Names => Command::NamesTable,
    }
}

fn perform(stage: &mut Stage, purpose: Purpose, path: &str, home: Option<&Path>, problem: &mut String) {
    let paths = read(path, home);
    let Some(first) = paths.first().cloned() else { return };
    if let Some(missing) = paths.iter().find(|path| !path.exists()) {
        *problem = stage.fill(Words::NotThere, &[&missing.display().to_string()]);
        return;
    }
    match purpose {
        // If it cannot be opened, this stays open with the reason.
        Purpose::OpenProject | Purpose::NewProject => stage.actions.push(Action::OpenProject(first)),
        // Their own sheets have a field for the path.
        Purpose::ExportTo | Purpose::CopyTo | Purpose::PictureTo(_) | Purpose::Names => {}
        Purpose::Councils => stage.finish(Action::ReadCouncils(first)),
        Purpose::ImportFolder if !first.is_dir() => {
            *problem = stage.fill(Words::NotAFolder, &[&first.display().to_string()]);
        }
        Purpose::ImportFiles | Purpose::ImportFolder => match stage.screen.session {
            None => *problem = stage.say(Words::NoProjectOpen).to_owned(),
            Some(_) => stage.finish(Action::Import(paths)),
        },
    }
}

/// One path a line; empty lines are none.
fn read(typed: &str, home: Option<&Path>) -> Vec<PathBuf> {
    let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| completion::expand(line, home)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_a_line() {
        let home = Some(Path::new("/home/sri"));
        let read = read("~/a.txt\r\n\n  /data/dua kata.txt \n", home);
        assert_eq!(read, [Path::new("/home/sri/a.txt"), Path::new("/data/dua kata.txt")]);
    }
}
