//! Names from a table, shown before they come in, and the project's own into a new one.

use std::path::PathBuf;

use eframe::egui::{Label, RichText, ScrollArea, Ui};

use super::{
    Stage, completion,
    frame::{self, SheetFrame, SheetPlace},
    path_field::PathField,
};
use crate::{
    app::{
        kit::{row, text::Words},
        state::action::Action,
    },
    message::Message,
    model::Entity,
    session::{EntityImport, EntityTable, Session, one_file},
};

/// Rows of a list that are painted; a table may have thousands.
const SHOWN: usize = 300;

/// A path while it is typed, and what the table there would bring.
#[derive(Default)]
pub struct NamesDraft {
    pub path: String,
    /// Whether the built-in ones go into a new table as well.
    builtin: bool,
    found: Option<FoundNames>,
    /// Why nothing could be done.
    pub problem: String,
}

/// What a table would bring to the project as it was at a revision.
struct FoundNames {
    path: PathBuf,
    revision: u64,
    import: Result<EntityImport, Message>,
}

impl NamesDraft {
    /// A path with which nothing could be done, and why.
    pub fn again(path: String, problem: String) -> Self {
        Self { path, problem, ..Self::default() }
    }

    /// Reads the table when its path, or the project, is another one than before.
    fn follow(&mut self, session: &Session) {
        let path = completion::expand(self.path.trim(), completion::home().as_deref());
        let revision = session.total_revision();
        if self.found.as_ref().is_some_and(|found| found.path == path && found.revision == revision) {
            return;
        }
        self.found = path.is_file().then(|| {
            let import = one_file::read(&path).map(|bytes| session.plan_entities(EntityTable::read(&bytes)));
            FoundNames { path, revision, import }
        });
    }

    /// How many entities would be new or get something more; `None` where the table is wrong, or brings nothing.
    fn coming(&self) -> Option<usize> {
        let import = self.found.as_ref()?.import.as_ref().ok()?;
        let number = import.added.len() + import.joined.len();
        (number > 0 && !import.is_faulty()).then_some(number)
    }
}

pub fn ui(stage: &mut Stage, draft: &mut NamesDraft) {
    let Some(session) = stage.screen.session else {
        stage.close = true;
        return;
    };
    draft.follow(session);
    let title = stage.say(Words::NamesTable).trim_end_matches('…');
    SheetFrame { name: "names", title, width: 640.0, place: SheetPlace::Top }.show(stage, |ui, stage| {
        frame::note(ui, stage.say(Words::NamesTableHow));
        let label = stage.say(Words::PathOfNames);
        frame::caption(ui, label);
        let before = draft.path.clone();
        let field =
            PathField { overlay: "names", name: label, several: false, files: true }.show(ui, stage, &mut draft.path);
        if draft.path != before {
            draft.problem.clear();
        }
        preview(ui, stage, session, draft);
        frame::problem(ui, stage, &draft.problem);
        let path = completion::expand(draft.path.trim(), completion::home().as_deref());
        let is_new = !draft.path.trim().is_empty() && path.symlink_metadata().is_err();
        if is_new {
            row::checkbox(ui, &mut draft.builtin, stage.say(Words::NamesBuiltin));
        }
        let can = draft.coming().is_some() && session.read_only().is_none();
        let mut bring = frame::entered(ui, &field) && can;
        frame::buttons(ui, |ui| {
            let number = draft.coming().unwrap_or_default().to_string();
            if is_new {
                if frame::main_button(ui, stage, stage.say(Words::NamesWrite), true).clicked() {
                    stage.finish(Action::WriteNames { path, builtin: draft.builtin });
                }
            } else {
                let words = stage.fill(Words::NamesBringIn, &[&number]);
                bring |= frame::main_button(ui, stage, &words, can).clicked();
            }
            if frame::side_button(ui, stage.say(Words::Browse)).clicked() {
                stage.actions.push(Action::ChooseNames);
            }
            frame::cancel_button(ui, stage);
        });
        if bring && let Some(FoundNames { import: Ok(import), .. }) = draft.found.take() {
            stage.finish(Action::BringInNames(Box::new(import)));
        }
    });
}

/// What is wrong with the table, what is new, and what gets something more.
fn preview(ui: &mut Ui, stage: &Stage, session: &Session, draft: &NamesDraft) {
    let import = match draft.found.as_ref().map(|found| &found.import) {
        None => return,
        Some(Err(reason)) => return frame::problem(ui, stage, &reason.say(stage.language())),
        Some(Ok(import)) => import,
    };
    let counts = [import.added.len(), import.joined.len(), import.same].map(|number| number.to_string());
    frame::caption(ui, &stage.fill(Words::NamesCounts, &[&counts[0], &counts[1], &counts[2]]));
    ScrollArea::vertical().id_salt("names").max_height(280.0).auto_shrink([false, true]).show(ui, |ui| {
        for problem in import.problems.iter().take(SHOWN) {
            let words = RichText::new(problem.in_words().say(stage.language()));
            let words = if problem.note { words.weak() } else { words.color(stage.theme.danger) };
            ui.add(Label::new(words).wrap());
        }
        let row = |ui: &mut Ui, what: Words, entity: &Entity, more: String| {
            let words = format!("{}  {}  ({}){more}", stage.say(what), entity.name, entity.id);
            ui.add(Label::new(words).truncate());
        };
        for entity in import.added.iter().take(SHOWN) {
            row(ui, Words::NameIsNew, entity, String::new());
        }
        for entity in import.joined.iter().take(SHOWN) {
            let there = session.entity(&entity.id);
            let changed = there.map_or_else(Vec::new, |there| EntityTable::changed(there, entity));
            row(ui, Words::NameIsJoined, entity, format!(": {}", changed.join(", ")));
        }
        let lists = [import.problems.len(), import.added.len(), import.joined.len()];
        let more: usize = lists.iter().map(|length| length.saturating_sub(SHOWN)).sum();
        if more > 0 {
            frame::note(ui, &stage.fill(Words::NamesMore, &[&more.to_string()]));
        }
    });
    if import.is_faulty() {
        frame::problem(ui, stage, stage.say(Words::NamesFaulty));
    }
}
