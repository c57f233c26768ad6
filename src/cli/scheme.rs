//! `tandai scheme`: offices, places, statuses and stances of a project, from a file and into one.

use std::{
    path::{Path, PathBuf},
    sync::atomic::AtomicBool,
};

use clap::Args;
use serde_json::json;

use super::{
    Failure, Report, open, say,
    table::{counted, visible},
    who,
};
use crate::{
    message::Message,
    session::{SchemeChange, one_file},
    store::{read_scheme, write_scheme},
};

/// Carry what statements may say (offices, places, statuses, stances) from one project to another
///
/// A scheme file is RON; the export of any project is one to begin with. What is wrong with a file is named with line and
/// column. Where statements say what the new scheme does not have, nothing is changed, and each such code is named with the
/// number of its statements (exit status 2); with --anyway the scheme is taken, the statements stay as they are, and
/// `tandai check` names them (exit status 1).
#[derive(Args)]
pub struct SchemeArguments {
    /// The project: its folder, or the project.ron in it
    dir: PathBuf,
    /// Take the scheme of this file; - is standard input
    #[arg(long, value_name = "FILE", conflicts_with = "export", required_unless_present = "export")]
    import: Option<PathBuf>,
    /// Say what would happen; store nothing
    #[arg(long, requires = "import")]
    dry_run: bool,
    /// Take it even if statements say what it does not have
    #[arg(long, requires = "import")]
    anyway: bool,
    /// Write the project's scheme to this new file; - is standard output
    #[arg(long, value_name = "FILE")]
    export: Option<PathBuf>,
    /// Say what happened as one JSON object
    #[arg(long, requires = "import")]
    json: bool,
}

impl SchemeArguments {
    pub fn run(self) -> Result<Report, Failure> {
        match (&self.import, &self.export) {
            (Some(file), _) => self.take(file),
            (None, Some(file)) => self.write_to(file),
            (None, None) => Err("say --import FILE or --export FILE".into()),
        }
    }

    fn take(&self, file: &Path) -> Result<Report, Failure> {
        let bytes = if file == Path::new("-") {
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut std::io::stdin().lock(), &mut bytes).map(|_| bytes)
        } else {
            std::fs::read(file)
        };
        let bytes = bytes.map_err(|error| format!("{}: cannot be read: {}", file.display(), Message::from(error)))?;
        let statements = read_scheme(&file.display().to_string(), &bytes).map_err(|error| error.to_string())?;
        let mut session = open(&self.dir, who(None))?;
        if let Some(reason) = session.read_only().filter(|_| !self.dry_run) {
            return Err(format!("{}: nothing can be stored. {reason}", self.dir.display()).into());
        }
        let change = session.scheme_reader(statements)?.read(&AtomicBool::new(false));
        change.orphans.iter().for_each(|orphans| say(&orphans.message().to_string()));
        change.unread.iter().for_each(|notice| say(&notice.to_string()));
        if change.is_doubtful() && !self.anyway && !self.dry_run {
            let way_out = "change these statements first, or say --anyway";
            return Err(format!("{}: the scheme was not changed; {way_out}", self.dir.display()).into());
        }
        let findings = change.is_doubtful();
        let text =
            if self.json { super::json(&as_json(&change, self.dry_run))? } else { in_words(&change, self.dry_run) };
        if !change.same && !self.dry_run {
            session.put_statements(change.statements)?;
            session.save().map_err(|error| Failure::of_project(session.dir(), error))?;
        }
        Ok(Report { text, findings })
    }

    fn write_to(&self, file: &Path) -> Result<Report, Failure> {
        let session = open(&self.dir, who(None))?;
        let bytes = write_scheme(&session.project().scheme.statements)?;
        if file == Path::new("-") {
            return Ok(Report { text: String::from_utf8(bytes)?, findings: false });
        }
        one_file::write_new(file, &bytes)?;
        let written = visible(&file.display().to_string());
        Ok(Report { text: format!("the scheme was written to {written}\n"), findings: false })
    }
}

fn in_words(change: &SchemeChange, dry_run: bool) -> String {
    let scheme = &change.statements;
    let office = |office: &crate::model::OfficeScheme| {
        format!("office  {}  {}, {}\n", office.key, office.names.en, counted(office.places.len(), "place"))
    };
    let mut text: String = scheme.offices.iter().map(office).collect();
    text += match (change.same, dry_run) {
        (true, _) => "the project has this scheme already\n",
        (false, true) => "nothing was stored\n",
        (false, false) => "the project has this scheme now\n",
    };
    visible(&text)
}

fn as_json(change: &SchemeChange, dry_run: bool) -> serde_json::Value {
    let offices: Vec<&str> = change.statements.offices.iter().map(|office| office.key.key()).collect();
    json!({
        "offices": offices,
        "same": change.same,
        "orphans": change.orphans,
        "unread": change.unread.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "stored": !dry_run && !change.same,
    })
}
