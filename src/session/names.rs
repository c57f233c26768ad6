//! The names that a project knows: its own, and those of the gazetteer that it chose.

use std::sync::Arc;

use super::Session;
use crate::{
    answers::ElectionFacts,
    gazetteer::{Gazetteer, GazetteerTables, Lexicon},
    message::{Message, message},
    model::{DELIVERED, GazetteerChoice, Project},
    store::{Notice, Reader, StoreError},
};

/// The file in which a project says which names it knows.
const PROJECT: &str = "project.ron";

/// The gazetteer that a project chose; or where it is wrong, why, and the fix.
pub(super) fn gazetteer(choice: &GazetteerChoice, reader: &Reader) -> Result<&'static Gazetteer, Notice> {
    let wrong = |path: &str, message: Message, fix: Message| Err(Notice::problem(path, message, fix));
    match choice {
        GazetteerChoice::None => Ok(Gazetteer::none()),
        GazetteerChoice::Delivered(name) => Gazetteer::delivered(name).map_or_else(
            || {
                let message = message!("no gazetteer “{name}” comes with the program", name = name.as_str());
                let fix = message!(
                    "Write gazetteer: delivered(\"{name}\"), folder(\"…\") or none, or use a newer Tandai",
                    name = DELIVERED
                );
                wrong(PROJECT, message, fix)
            },
            Ok,
        ),
        GazetteerChoice::Folder(folder) => {
            let file = |name: &str| reader.text_of(&format!("{folder}/{name}"));
            let tables = GazetteerTables::read(file).map_err(|error: StoreError| Notice::from(error))?;
            Gazetteer::of_folder(tables).or_else(|error| {
                let message = message!("the gazetteer cannot be read: {reason}", reason = error.to_string());
                wrong(folder, message, message!("Mend the file, or choose another gazetteer in project.ron"))
            })
        }
    }
}

impl Session {
    /// Knows the names of the project as it is now. A gazetteer that cannot be read leaves the one there was.
    pub(super) fn follow_names(&mut self) {
        let project: &Project = &self.workspace.project;
        let gazetteer = gazetteer(&project.options.gazetteer, &self.store.reader()).unwrap_or_else(|notice| {
            self.notices.push(notice);
            self.lexicon.gazetteer()
        });
        self.lexicon = Lexicon::over(&project.entities, gazetteer);
    }

    /// Knows the elections of the project as it is now.
    pub(super) fn follow_elections(&mut self) {
        let project: &Project = &self.workspace.project;
        let facts = ElectionFacts::of(&project.scheme.statements, &project.entities, self.lexicon.gazetteer());
        self.elections = Arc::new(facts);
        self.answers.follow_elections(&self.elections);
    }

    /// Chooses which names are known besides the project's own; one that cannot be read is refused.
    pub fn choose_gazetteer(&mut self, choice: GazetteerChoice) -> Result<super::Done, super::Refusal> {
        if let Err(notice) = gazetteer(&choice, &self.store.reader()) {
            return Err(super::Refusal::Wrong(notice.located()));
        }
        let options = crate::model::Options { gazetteer: choice, ..self.project().options.clone() };
        self.set_options(options)
    }
}
