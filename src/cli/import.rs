//! `tandai import`: files in any format that is read become articles, and annotations of a set.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
    sync::atomic::AtomicBool,
};

use clap::Args;
use serde_json::json;

use super::{
    Report, located, open,
    progress::Progress,
    say,
    table::{counted, visible},
    who,
};
use crate::{
    formats::{ALL, Format, Problem, Severity, format},
    message::Message,
    model::{KindKey, SetRole},
    session::{ImportRequest, ImportStep, Imported, Look},
};

/// Bring articles and annotations in; a record that cannot be taken is named with the reason, and the others go in
#[derive(Args)]
pub struct Import {
    /// The project: its folder, or the project.ron in it
    dir: PathBuf,
    /// Files, and folders all of whose files are taken that bear the name of their format
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    reading: Reading,
    /// The set that gets the annotations [default: the one that the file names, else your own]
    #[arg(long, value_name = "NAME")]
    set: Option<String>,
    /// What a new set's author is: person, extractor or gold [default: told by the records]
    #[arg(long, value_name = "ROLE", value_parser = role)]
    role: Option<SetRole>,
    /// Who imports [default: your account's name]
    #[arg(long = "as", value_name = "NAME")]
    author: Option<String>,
    /// Look at the files and say what would come in; store nothing
    #[arg(long)]
    look: bool,
    /// Write the records that could not be taken to this new file, to be mended and imported again
    #[arg(long, value_name = "FILE")]
    rejected: Option<PathBuf>,
    /// Say what happened as one JSON object with articles, known, sets and problems
    #[arg(long)]
    json: bool,
}

/// How files are read.
#[derive(Args)]
pub struct Reading {
    /// The files' format [default: recognised by content]
    #[arg(long, value_name = "FORMAT", value_parser = readable)]
    format: Option<&'static str>,
    #[command(flatten)]
    pub settings: Settings,
}

/// Labels and settings of formats.
#[derive(Args)]
pub struct Settings {
    /// What a label of the files means, as LABEL=KIND; may be given again
    #[arg(long = "label", value_name = "LABEL=KIND", value_parser = pair)]
    labels: Vec<(String, String)>,
    /// A setting of the format, as NAME=VALUE; may be given again
    #[arg(long = "option", value_name = "NAME=VALUE", value_parser = pair)]
    options: Vec<(String, String)>,
}

impl Settings {
    /// Kinds by label; the error names one that is none.
    pub fn labels(&self) -> Result<BTreeMap<String, KindKey>, String> {
        let kind =
            |(label, kind): &(String, String)| Ok((label.clone(), KindKey::new(kind).map_err(|e| e.to_string())?));
        self.labels.iter().map(kind).collect()
    }

    /// Settings by name; the error names one that the format does not have.
    pub fn options(&self, format: Option<&dyn Format>) -> Result<BTreeMap<String, String>, String> {
        if let Some(format) = format {
            let card = format.info();
            for (name, value) in &self.options {
                let Some(choice) = card.options.iter().find(|choice| choice.name == name) else {
                    let names: Vec<&str> = card.options.iter().map(|choice| choice.name).collect();
                    let has = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
                    return Err(format!("{} has no setting “{name}”; it has {has}", card.id));
                };
                if !choice.values.is_empty() && !choice.values.contains(&value.as_str()) {
                    return Err(format!("“{name}” is one of {}, not “{value}”", choice.values.join(", ")));
                }
            }
        }
        Ok(self.options.iter().cloned().collect())
    }
}

/// `NAME=VALUE`.
pub fn pair(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or_else(|| format!("“{text}” is not NAME=VALUE"))?;
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}

/// The id of a format that is read.
pub fn readable(id: &str) -> Result<&'static str, String> {
    known(id, |format| format.info().reads, "read")
}

/// The id of a format that is written.
pub fn writable(id: &str) -> Result<&'static str, String> {
    known(id, |format| format.info().writes, "written")
}

fn known(id: &str, can: impl Fn(&dyn Format) -> bool, verb: &str) -> Result<&'static str, String> {
    let formats = || ALL.iter().filter(|format| can(**format)).map(|format| format.info().id);
    formats().find(|known| *known == id).ok_or_else(|| {
        format!("“{id}” is no format that is {verb}; these are: {}", formats().collect::<Vec<_>>().join(", "))
    })
}

fn role(text: &str) -> Result<SetRole, String> {
    match text {
        "person" => Ok(SetRole::Person),
        "extractor" => Ok(SetRole::Extractor),
        "gold" => Ok(SetRole::Gold),
        _ => Err("it is person, extractor or gold".to_owned()),
    }
}

impl Import {
    pub fn run(self) -> Result<Report, String> {
        let format = self.reading.format.and_then(format);
        let request = ImportRequest {
            paths: self.files.clone(),
            format,
            set: self.set.clone(),
            role: self.role,
            labels: self.reading.settings.labels()?,
            options: self.reading.settings.options(format)?,
        };
        // Before anything is stored: what is set aside must have its place.
        let rejected = self.rejected.as_deref().map(Rejected::new).transpose()?;
        let mut session = open(&self.dir, who(self.author.clone()))?;
        let read_only = session.read_only().filter(|_| !self.look);
        if let Some(reason) = read_only {
            return Err(format!("{}: nothing can be imported. {reason}", self.dir.display()));
        }
        let mut progress = Progress::new();
        let never = AtomicBool::new(false);
        let step = |step: ImportStep<'_>| {
            let (read, all) = step.bytes;
            let percent = read * 100 / all.max(1);
            progress.show(|| format!("{percent} %  {}  {}", counted(step.articles, "article"), step.file));
        };
        if self.look {
            let look = session.importer().look(&request, &never, step);
            drop(progress);
            rejected.map_or(Ok(()), |rejected| rejected.keep(&look.problems))?;
            let findings = worth_a_look(&look.problems) || look.formats.is_empty();
            let text = if self.json { super::json(&look_as_json(&look))? } else { look_in_words(&look) };
            return Ok(Report { text, findings });
        }
        let ready = session.importer().run(&request, &never, step);
        drop(progress);
        let imported = session.add_articles(ready).map_err(|refusal| refusal.to_string())?;
        session.save().map_err(|error| located(session.dir(), error))?;
        rejected.map_or(Ok(()), |rejected| rejected.keep(&imported.problems))?;
        let findings = worth_a_look(&imported.problems) || imported.files == 0;
        let text = if self.json { super::json(&as_json(&imported))? } else { in_words(&imported) };
        Ok(Report { text, findings })
    }
}

/// The new file for records that are set aside. It is there from the beginning, and goes again if none is.
pub struct Rejected {
    path: PathBuf,
    file: Option<File>,
}

impl Rejected {
    pub fn new(path: &Path) -> Result<Self, String> {
        let file = File::create_new(path).map_err(|error| failed(path, &error))?;
        Ok(Self { path: path.to_owned(), file: Some(file) })
    }

    /// Writes the records, one after another.
    pub fn keep(mut self, problems: &[Problem]) -> Result<(), String> {
        let rows: Vec<&str> = problems.iter().filter_map(|problem| problem.row.as_deref()).collect();
        let Some(file) = self.file.take_if(|_| !rows.is_empty()) else { return Ok(()) };
        let mut out = BufWriter::new(file);
        let wrote = rows.iter().try_for_each(|row| writeln!(out, "{}", row.trim_end_matches('\n')));
        wrote.and_then(|()| out.flush()).map_err(|error| failed(&self.path, &error))?;
        say(&format!("{} kept in {}", counted(rows.len(), "record"), self.path.display()));
        Ok(())
    }
}

impl Drop for Rejected {
    fn drop(&mut self) {
        if self.file.take().is_some() {
            // Nothing is in it; one that stays does no harm.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

fn failed(path: &Path, error: &std::io::Error) -> String {
    format!("{}: cannot be written: {error}", path.display())
}

/// Whether anything did not go in as it stands in the file.
fn worth_a_look(problems: &[Problem]) -> bool {
    problems.iter().any(|problem| problem.severity > Severity::Note)
}

fn as_json(imported: &Imported) -> serde_json::Value {
    let known = imported.known.iter().map(|(file, article)| json!({ "file": file, "article": article }));
    json!({
        "articles": imported.articles,
        "known": known.collect::<Vec<_>>(),
        "mentions": imported.mentions,
        "coalitions": imported.coalitions,
        "sets": imported.sets,
        "problems": imported.problems,
        "more_problems": imported.more_problems,
    })
}

fn look_as_json(look: &Look) -> serde_json::Value {
    let first = look
        .first
        .iter()
        .map(|(title, mentions, coalitions)| json!({ "title": title, "mentions": mentions, "coalitions": coalitions }));
    json!({
        "formats": look.formats,
        "articles": look.articles,
        "known": look.known,
        "kinds": look.kinds,
        "coalitions": look.coalitions,
        "sets": look.sets,
        "first": first.collect::<Vec<_>>(),
        "problems": look.problems,
        "more_problems": look.more_problems,
    })
}

/// Problems on standard error.
pub fn tell(problems: &[Problem], more: usize) {
    for problem in problems {
        let verb = match problem.severity {
            Severity::Note => "note: ",
            Severity::Part => "set aside: ",
            Severity::Record => "not imported: ",
        };
        let place = Problem { reason: Message::default(), fix: Message::default(), ..problem.clone() }.to_string();
        let fix = if problem.fix.is_empty() { String::new() } else { format!(". {}", problem.fix) };
        say(&format!("{place}{verb}{}{fix}", problem.reason));
    }
    if more > 0 {
        say(&format!("and {more} more of that kind"));
    }
}

/// Problems go to standard error, the rest is returned.
fn in_words(imported: &Imported) -> String {
    tell(&imported.problems, imported.more_problems);
    let mut text = String::new();
    for (file, article) in &imported.known {
        text += &format!("{file}: left out, article {article} has the same text\n");
    }
    if imported.files == 0 && imported.problems.is_empty() {
        text += "there is no file that can be imported: in a folder, files must bear the name of their format (.txt, .jsonl …)\n";
    }
    text += &format!("{} imported", counted(imported.articles.len(), "article"));
    let refused = imported.set_aside().count();
    for (number, what) in [(imported.known.len(), "known already"), (refused, "not imported")] {
        if number > 0 {
            text += &format!(", {number} {what}");
        }
    }
    text.push('\n');
    if !imported.sets.is_empty() {
        let sets: Vec<&str> = imported.sets.iter().map(|set| set.as_str()).collect();
        let (mentions, coalitions) = (counted(imported.mentions, "mention"), counted(imported.coalitions, "coalition"));
        text += &format!("{mentions} and {coalitions} into {}\n", sets.join(", "));
    }
    visible(&text)
}

fn look_in_words(look: &Look) -> String {
    tell(&look.problems, look.more_problems);
    let formats: Vec<String> = look.formats.iter().map(|(name, files)| format!("{name} ({files})")).collect();
    let mut text = format!("{}: {}", formats.join(", "), counted(look.articles, "article"));
    if look.known > 0 {
        text += &format!(", {} known already", look.known);
    }
    text.push('\n');
    let kinds: Vec<String> = look.kinds.iter().map(|(kind, number)| format!("{number} {kind}")).collect();
    if !kinds.is_empty() || look.coalitions > 0 {
        let sets: Vec<&str> = look.sets.iter().map(String::as_str).collect();
        text += &format!("{}, {} into {}\n", kinds.join(", "), counted(look.coalitions, "coalition"), sets.join(", "));
    }
    for (title, mentions, coalitions) in &look.first {
        text += &format!("  {title} ({}, {})\n", counted(*mentions, "mention"), counted(*coalitions, "coalition"));
    }
    visible(&(text + "nothing was stored\n"))
}
