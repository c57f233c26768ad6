//! `tandai entities`: names of one's own, from a table and into one.

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use super::{
    Failure, Report, open, say,
    table::{counted, entities, visible},
    who,
};
use crate::{
    message::Message,
    session::{EntityImport, EntityTable, Session, one_file},
};

/// Bring parties, candidates and regions of your own in from a table, or write them into one
///
/// A table is CSV in UTF-8 with a header: kind and name, and if you like id, short, aliases, context_aliases and same_as
/// (with | between; \| is a | of a name), code, parent (an id), level, colour, note, valid_from and valid_to (a day, a month or a year). An entity that the project knows by its id, else by its name, gets what the table says besides; its names
/// stay. If a row is wrong, nothing goes in, and each is named with its line and column (exit status 2). A column that has no
/// place in a project is named and left out (exit status 1).
#[derive(Args)]
pub struct EntitiesArguments {
    /// The project: its folder, or the project.ron in it
    dir: PathBuf,
    /// Bring in this table; - is standard input
    #[arg(long, value_name = "FILE", conflicts_with = "export", required_unless_present = "export")]
    import: Option<PathBuf>,
    /// Say what would be added and joined; store nothing
    #[arg(long, requires = "import")]
    dry_run: bool,
    /// Write the project's own entities to this new file; - is standard output
    #[arg(long, value_name = "FILE")]
    export: Option<PathBuf>,
    /// With the built-in ones
    #[arg(long, requires = "export")]
    builtin: bool,
    /// Say what happened as one JSON object
    #[arg(long, requires = "import")]
    json: bool,
}

impl EntitiesArguments {
    pub fn run(self) -> Result<Report, Failure> {
        match (&self.import, &self.export) {
            (Some(file), _) => self.bring_in(file),
            (None, Some(file)) => self.write_to(file),
            (None, None) => Err("say --import FILE or --export FILE".into()),
        }
    }

    fn bring_in(&self, file: &Path) -> Result<Report, Failure> {
        let bytes = if file == Path::new("-") {
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut std::io::stdin().lock(), &mut bytes).map(|_| bytes)
        } else {
            std::fs::read(file)
        };
        let bytes = bytes.map_err(|error| format!("{}: cannot be read: {}", file.display(), Message::from(error)))?;
        let mut session = open(&self.dir, who(None))?;
        if let Some(reason) = session.read_only().filter(|_| !self.dry_run) {
            return Err(format!("{}: nothing can be stored. {reason}", self.dir.display()).into());
        }
        let import = session.plan_entities(EntityTable::read(&bytes));
        for problem in &import.problems {
            say(&format!("{}: {problem}", file.display()));
        }
        if import.is_faulty() {
            return Err(format!("{}: nothing was brought in; mend the rows named above", file.display()).into());
        }
        let findings = !import.problems.is_empty();
        let text = if self.json {
            super::json(&as_json(&import, self.dry_run))?
        } else {
            in_words(&session, &import, self.dry_run)
        };
        let anything = !import.added.is_empty() || !import.joined.is_empty();
        if anything && !self.dry_run {
            session.put_entities(import)?;
            session.save().map_err(|error| Failure::of_project(session.dir(), error))?;
        }
        Ok(Report { text, findings })
    }

    fn write_to(&self, file: &Path) -> Result<Report, Failure> {
        let session = open(&self.dir, who(None))?;
        let table = session.entity_table(self.builtin);
        if file == Path::new("-") {
            return Ok(Report { text: table, findings: false });
        }
        let rows = table_rows(&session, self.builtin);
        one_file::write_new(file, table.as_bytes())?;
        Ok(Report {
            text: format!("{} written to {}\n", entities(rows), visible(&file.display().to_string())),
            findings: false,
        })
    }
}

fn table_rows(session: &Session, builtin: bool) -> usize {
    if builtin { session.lexicon().entities().count() } else { session.project().entities.len() }
}

fn in_words(session: &Session, import: &EntityImport, dry_run: bool) -> String {
    let mut text = String::new();
    for entity in &import.added {
        text += &format!("new  {}  {}\n", entity.id, entity.name);
    }
    for entity in &import.joined {
        let changed = session.entity(&entity.id).map_or_else(Vec::new, |there| EntityTable::changed(there, entity));
        text += &format!("joined  {}  {}  ({})\n", entity.id, entity.name, changed.join(", "));
    }
    text += &format!(
        "{} added, {} joined, {} as before\n",
        entities(import.added.len()),
        import.joined.len(),
        counted(import.same, "row")
    );
    if dry_run {
        text += "nothing was stored\n";
    }
    visible(&text)
}

fn as_json(import: &EntityImport, dry_run: bool) -> serde_json::Value {
    json!({
        "added": import.added,
        "joined": import.joined,
        "same": import.same,
        "problems": import.problems,
        "stored": !dry_run,
    })
}
