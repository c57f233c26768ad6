//! `tandai scheme`: offices, places, statuses and stances of a project and its own fields, from a file and into one.

mod differences;

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
    model::Field,
    session::{SchemeChange, Session, one_file},
    store::{read_scheme, write_scheme},
};

/// Carry what statements may say (offices, places, statuses, stances) and a project's own fields to another project
///
/// A scheme file is RON; the export of any project is one to begin with. What is wrong with a file is named with line and
/// column. Where statements say what the new scheme does not have, or values would be left without their field, nothing is
/// changed, and each such code and field is named with its number (exit status 2); with --anyway the scheme is taken, the
/// statements and values stay as they are, and `tandai check` names them (exit status 1). Values that a field would not take
/// are named, and keep the scheme out in any case. A file without fields says nothing of them: those of the project stay.
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
        let (statements, fields) =
            read_scheme(&file.display().to_string(), &bytes).map_err(|error| error.to_string())?;
        let mut session = open(&self.dir, who(None))?;
        if let Some(reason) = session.read_only().filter(|_| !self.dry_run) {
            return Err(format!("{}: nothing can be stored. {reason}", self.dir.display()).into());
        }
        let fields = FieldsChange::of(&session, file, fields)?;
        let told = differences::differences(&session.project().scheme.statements, &statements)?;
        let change = session.scheme_reader(statements)?.read(&AtomicBool::new(false));
        change.orphans.iter().for_each(|orphans| say(&orphans.message().to_string()));
        change.unread.iter().for_each(|notice| say(&notice.to_string()));
        let doubtful = change.is_doubtful() || fields.left > 0;
        let way_out = if fields.unfit > 0 {
            Some("change these values first")
        } else {
            (doubtful && !self.anyway).then_some("change what is named above first, or say --anyway")
        };
        if let Some(way_out) = way_out.filter(|_| !self.dry_run) {
            return Err(format!("{}: the scheme was not changed; {way_out}", self.dir.display()).into());
        }
        let report = Report {
            text: if self.json {
                super::json(&as_json(&change, &told, &fields, self.dry_run))?
            } else {
                in_words(&change, &told, &fields, self.dry_run)
            },
            findings: doubtful || fields.unfit > 0,
        };
        if !self.dry_run {
            put(&mut session, change, fields)?;
        }
        Ok(report)
    }

    fn write_to(&self, file: &Path) -> Result<Report, Failure> {
        let session = open(&self.dir, who(None))?;
        let bytes = write_scheme(&session.project().scheme)?;
        if file == Path::new("-") {
            return Ok(Report { text: String::from_utf8(bytes)?, findings: false });
        }
        one_file::write_new(file, &bytes)?;
        let written = visible(&file.display().to_string());
        Ok(Report { text: format!("the scheme was written to {written}\n"), findings: false })
    }
}

/// Gives the project what a file says, as one step, and stores it.
fn put(session: &mut Session, change: SchemeChange, fields: FieldsChange) -> Result<(), Failure> {
    let both = fields.new.is_some() && !change.same;
    if let Some(fields) = fields.new {
        session.set_fields(fields)?;
    }
    if !change.same {
        session.put_statements(change.statements)?;
    }
    if both {
        session.join_last_steps();
    }
    session.save().map_err(|error| Failure::of_project(session.dir(), error))
}

/// What the fields of a file would do to a project.
struct FieldsChange {
    /// Those that the project would have; `None`: nothing changes, or the file says nothing of fields.
    new: Option<Vec<Field>>,
    /// Values that would not fit.
    unfit: usize,
    /// Values whose field would be gone.
    left: usize,
}

impl FieldsChange {
    /// Says each value that would not fit, and each field that would leave values behind.
    fn of(session: &Session, file: &Path, fields: Vec<Field>) -> Result<Self, Failure> {
        let scheme = &session.project().scheme;
        if fields.is_empty() || scheme.fields == fields {
            return Ok(Self { new: None, unfit: 0, left: 0 });
        }
        if let Some(wrong) = scheme.wrong_with(&fields) {
            return Err(format!("{}: {wrong}", file.display()).into());
        }
        let unfit = session.misfit_values(&fields)?;
        unfit.iter().for_each(|(place, one)| say(&one.message(place).to_string()));
        let mut left = 0;
        let stays = |field: &Field| fields.iter().any(|new| new.on == field.on && new.key == field.key);
        for field in scheme.fields.iter().filter(|field| !stays(field)) {
            let count = session.coded_with(field)?;
            if count > 0 {
                say(&format!("field {}: {} would be left without it", field.key.as_str(), counted(count, "value")));
            }
            left += count;
        }
        Ok(Self { new: Some(fields), unfit: unfit.len(), left })
    }
}

fn in_words(change: &SchemeChange, told: &[String], fields: &FieldsChange, dry_run: bool) -> String {
    let scheme = &change.statements;
    let office = |office: &crate::model::OfficeScheme| {
        format!("office  {}  {}, {}\n", office.key, office.names.en, counted(office.places.len(), "place"))
    };
    let mut text: String = scheme.offices.iter().map(office).collect();
    for field in fields.new.iter().flatten() {
        text += &format!("field  {}  {}, of each {}\n", field.key.as_str(), field.kind.key(), field.on.key());
    }
    told.iter().for_each(|line| text += &format!("{line}\n"));
    text += match (change.same && fields.new.is_none(), dry_run) {
        (true, _) => "the project has this scheme already\n",
        (false, true) => "nothing was stored\n",
        (false, false) => "the project has this scheme now\n",
    };
    visible(&text)
}

fn as_json(change: &SchemeChange, told: &[String], fields: &FieldsChange, dry_run: bool) -> serde_json::Value {
    let offices: Vec<&str> = change.statements.offices.iter().map(|office| office.key.key()).collect();
    json!({
        "offices": offices,
        "fields": fields.new.iter().flatten().map(|field| field.key.as_str()).collect::<Vec<_>>(),
        "changes": told,
        "same": change.same && fields.new.is_none(),
        "orphans": change.orphans,
        "unread": change.unread.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "stored": !(dry_run || change.same && fields.new.is_none()),
    })
}
