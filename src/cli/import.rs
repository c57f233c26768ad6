//! `tandai import`: files in any format that is read become articles, and annotations of a set.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::atomic::AtomicBool,
};

use clap::Args;
use serde_json::json;

use super::{
    Failure, Report, open,
    progress::ProgressLine,
    say,
    table::{counted, entities, visible},
    who,
};
use crate::{
    formats::{ALL, ENCODING, Format, Problem, RecordFate, SETTINGS, format, is_encoding},
    message::Message,
    model::{KindKey, SetRole, Zone},
    session::{Apart, ImportPreview, ImportRequest, ImportStep, Imported, Overlap, one_file, passed_over_in_words},
};

/// Bring articles and annotations in; a record that cannot be taken is named with the reason, and the others go in
#[derive(Args)]
pub struct ImportArgs {
    /// The project: its folder, or the project.ron in it
    dir: PathBuf,
    /// Files, or folders: every file in them whose name ends as files of a format do
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    reading: ReadingArgs,
    /// The set that gets the annotations [default: the one that the file names, else your own]
    #[arg(long, value_name = "NAME")]
    set: Option<String>,
    /// Make a set of each file, or of each folder: for two annotators' files over the same texts
    #[arg(long = "sets", value_name = "file|folder", value_parser = apart)]
    apart: Option<Apart>,
    /// What a new set's author is: person, extractor or gold [default: told by the records]
    #[arg(long, value_name = "ROLE", value_parser = role)]
    role: Option<SetRole>,
    /// How far the readers' clocks are ahead of UTC, as +07:00: by them moments in UTC become days; the project keeps it
    /// [default: what the project keeps, else +07:00 where its names are Indonesia's]
    #[arg(long, value_name = "+HH:MM", allow_hyphen_values = true)]
    zone: Option<Zone>,
    /// Who imports [default: your account's name]
    #[arg(long = "as", value_name = "NAME")]
    author: Option<String>,
    /// Look at the files and say what would come in; store nothing
    #[arg(long, alias = "look")]
    dry_run: bool,
    /// Write the records that could not be taken to this new file, to be mended and imported again
    #[arg(long, value_name = "FILE")]
    rejected: Option<PathBuf>,
    /// Say what happened as one JSON object with articles, known, sets and problems
    #[arg(long)]
    json: bool,
}

/// How files are read.
#[derive(Args)]
pub struct ReadingArgs {
    /// The files' format [default: recognised by content]
    #[arg(long, value_name = "FORMAT", value_parser = readable)]
    format: Option<&'static str>,
    #[command(flatten)]
    pub settings: FormatArgs,
}

/// Labels and settings of formats.
#[derive(Args)]
pub struct FormatArgs {
    /// What a label of the files means, as LABEL=KIND; may be given again
    #[arg(long = "label", value_name = "LABEL=KIND", value_parser = label)]
    labels: Vec<(String, String)>,
    /// A setting of the format, as NAME=VALUE; may be given again
    #[arg(long = "option", value_name = "NAME=VALUE", value_parser = pair)]
    options: Vec<(String, String)>,
}

impl FormatArgs {
    /// Kinds by label; the error names one that is none.
    pub fn labels(&self) -> Result<BTreeMap<String, KindKey>, Failure> {
        let kind = |(label, kind): &(String, String)| Ok((label.clone(), KindKey::new(kind)?));
        self.labels.iter().map(kind).collect()
    }

    /// Settings by name; the error names one that the format, or where none is said any format that is read, does not
    /// have.
    pub fn options(&self, format: Option<&dyn Format>) -> Result<BTreeMap<String, String>, Failure> {
        let all = || ALL.iter().map(|format| format.info()).filter(|card| card.reads);
        let cards: Vec<_> = format.map_or_else(|| all().collect(), |format| vec![format.info()]);
        let who = format.map_or("no format that is read", |format| format.info().id);
        for (name, value) in &self.options {
            // Any file can be in one.
            if name == ENCODING {
                if !is_encoding(value) {
                    let known =
                        "utf-8, utf-16, windows-1252, iso-8859-1, windows-1251, gb18030, big5, shift_jis, euc-kr";
                    return Err(
                        format!("“{value}” is not an encoding that is read; known are {known}, and others").into()
                    );
                }
                continue;
            }
            let known = cards.iter().flat_map(|card| card.options).chain(&SETTINGS);
            let choices: Vec<_> = known.filter(|choice| choice.name == name).collect();
            if choices.is_empty() {
                let mut names: Vec<&str> = cards.iter().flat_map(|card| card.options).map(|one| one.name).collect();
                if format.is_none() {
                    names.sort_unstable();
                    names.dedup();
                }
                let has = names.join(", ");
                let has = if has.is_empty() { "none" } else { &has };
                return Err(match format {
                    Some(_) => format!("{who} has no setting “{name}”; it has {has}"),
                    None => format!("{who} has a setting “{name}”; these are: {has}"),
                }
                .into());
            }
            let fits = |values: &[&str]| values.is_empty() || values.contains(&value.as_str());
            if !choices.iter().any(|choice| fits(choice.values)) {
                let mut values: Vec<&str> = Vec::new();
                for value in choices.iter().flat_map(|choice| choice.values) {
                    if !values.contains(value) {
                        values.push(value);
                    }
                }
                let values = values.join(", ");
                return Err(format!("“{name}” is one of {values}, not “{value}”").into());
            }
        }
        Ok(self.options.iter().cloned().collect())
    }
}

/// `LABEL=KIND`: a label may hold the sign, a kind may not.
fn label(text: &str) -> Result<(String, String), Failure> {
    let (label, kind) = text.rsplit_once('=').ok_or_else(|| format!("“{text}” is not LABEL=KIND"))?;
    Ok((label.trim().to_owned(), kind.trim().to_owned()))
}

/// `NAME=VALUE`.
pub fn pair(text: &str) -> Result<(String, String), Failure> {
    let (name, value) = text.split_once('=').ok_or_else(|| format!("“{text}” is not NAME=VALUE"))?;
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}

/// The id of a format that is read.
pub fn readable(id: &str) -> Result<&'static str, Failure> {
    known(id, |format| format.info().reads, "read")
}

/// The id of a format that is written.
pub fn writable(id: &str) -> Result<&'static str, Failure> {
    known(id, |format| format.info().writes, "written")
}

fn known(id: &str, can: impl Fn(&dyn Format) -> bool, verb: &str) -> Result<&'static str, Failure> {
    let formats = || ALL.iter().filter(|format| can(**format)).map(|format| format.info().id);
    formats().find(|known| *known == id).ok_or_else(|| {
        format!("“{id}” is not a format that is {verb}; these are: {}", formats().collect::<Vec<_>>().join(", ")).into()
    })
}

fn role(text: &str) -> Result<SetRole, Failure> {
    match text {
        "person" => Ok(SetRole::Person),
        "extractor" => Ok(SetRole::Extractor),
        "gold" => Ok(SetRole::Gold),
        _ => Err("it is person, extractor or gold".into()),
    }
}

fn apart(text: &str) -> Result<Apart, Failure> {
    match text {
        "file" => Ok(Apart::File),
        "folder" => Ok(Apart::Folder),
        _ => Err("it is file or folder".into()),
    }
}

impl ImportArgs {
    pub fn run(self) -> Result<Report, Failure> {
        let format = self.reading.format.and_then(format);
        let request = ImportRequest {
            format,
            set: self.set.clone(),
            apart: self.apart,
            role: self.role,
            labels: self.reading.settings.labels()?,
            options: self.reading.settings.options(format)?,
            zone: self.zone,
            ..ImportRequest::of(&self.files)
        };
        // Before anything is stored: what is set aside must have its place.
        let rejected = self.rejected.as_deref().map(Rejected::new).transpose()?;
        let mut session = open(&self.dir, who(self.author.clone()))?;
        let read_only = session.read_only().filter(|_| !self.dry_run);
        if let Some(reason) = read_only {
            return Err(format!("{}: nothing can be imported. {reason}", self.dir.display()).into());
        }
        let mut progress = ProgressLine::new();
        let never = AtomicBool::new(false);
        let step = |step: ImportStep<'_>| {
            if step.storing {
                return progress.show_now(|| format!("storing {}", counted(step.articles, "article")));
            }
            let (read, all) = step.bytes;
            let percent = read * 100 / all.max(1);
            progress.show(|| format!("{percent} %  {}  {}", counted(step.articles, "article"), step.file));
        };
        if self.dry_run {
            let look = session.importer().preview(&request, &never, step);
            drop(progress);
            rejected.map_or(Ok(()), |rejected| rejected.keep(&look.problems))?;
            let findings = worth_a_look(&look.problems)
                || look.formats.is_empty()
                || !look.overlaps.is_empty()
                || !look.passed_over.is_empty();
            let text = if self.json { super::json(&print_preview_as_json(&look))? } else { print_preview(&look) };
            return Ok(Report { text, findings });
        }
        if let Some(zone) = self.zone {
            session.set_zone(zone)?;
        }
        let ready = session.importer().run(&request, &never, step);
        let imported = session.add_articles(ready)?;
        session.save().map_err(|error| Failure::of_project(session.dir(), error))?;
        drop(progress);
        rejected.map_or(Ok(()), |rejected| rejected.keep(&imported.problems))?;
        let text = if self.json { super::json(&as_json(&imported))? } else { in_words(&imported) };
        if imported.is_nothing() {
            super::print(&text, ExitCode::SUCCESS);
            return Err("nothing was imported".into());
        }
        Ok(Report { text, findings: imported.has_findings() })
    }
}

/// The new file for records that are set aside. It is there from the beginning, and goes again if none is.
pub struct Rejected {
    path: PathBuf,
    file: Option<File>,
}

impl Rejected {
    pub fn new(path: &Path) -> Result<Self, Failure> {
        let file = one_file::create_new(path)?;
        Ok(Self { path: path.to_owned(), file: Some(file) })
    }

    /// Writes the records, one after another.
    pub fn keep(mut self, problems: &[Problem]) -> Result<(), Failure> {
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
    format!("{}: cannot be written: {}", path.display(), Message::from(error))
}

/// Whether anything did not go in as it stands in the file.
fn worth_a_look(problems: &[Problem]) -> bool {
    problems.iter().any(|problem| problem.severity > RecordFate::Note)
}

fn as_json(imported: &Imported) -> serde_json::Value {
    let known = imported.known.iter().map(
        |known| json!({ "file": known.file, "line": known.line, "record": known.record, "article": known.article }),
    );
    json!({
        "articles": imported.articles,
        "known": known.collect::<Vec<_>>(),
        "mentions": imported.mentions,
        "coalitions": imported.coalitions,
        "changed": imported.changed,
        "decisions": imported.decisions,
        "completed": imported.completed,
        "renamed": imported.renamed,
        "unmarked": imported.unmarked,
        "entities": imported.entities,
        "sets": imported.sets,
        "overlaps": imported.overlaps,
        "passed_over": imported.passed_over,
        "problems": imported.problems,
        "more_problems": imported.more_problems,
    })
}

fn print_preview_as_json(look: &ImportPreview) -> serde_json::Value {
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
        "entities": look.entities,
        "sets": look.sets,
        "first": first.collect::<Vec<_>>(),
        "overlaps": look.overlaps,
        "passed_over": look.passed_over,
        "problems": look.problems,
        "more_problems": look.more_problems,
    })
}

/// So many places of problems of one kind are named.
const PLACES: usize = 5;

/// Problems on standard error: of those that say the same of many records of a file one line, with the first places.
pub fn tell(problems: &[Problem], more: usize) {
    let mut alike: Vec<(&Problem, Vec<&Problem>)> = Vec::new();
    let mut known: BTreeMap<(&str, RecordFate, String, String), usize> = BTreeMap::new();
    for problem in problems {
        let key = (&*problem.file, problem.severity, problem.reason.to_string(), problem.fix.to_string());
        match known.get(&key) {
            Some(at) => alike[*at].1.push(problem),
            None => {
                known.insert(key, alike.len());
                alike.push((problem, Vec::new()));
            }
        }
    }
    for (problem, others) in alike {
        let verb = match problem.severity {
            RecordFate::Note => "note: ",
            RecordFate::Doubted => "doubtful: ",
            RecordFate::Kept => "set aside: ",
            RecordFate::Part => "left out: ",
            RecordFate::Record => "not imported: ",
        };
        let place = Problem { reason: Message::default(), fix: Message::default(), ..problem.clone() }.to_string();
        let fix = if problem.fix.is_empty() { String::new() } else { format!(". {}", problem.fix) };
        let lines: Vec<String> = others.iter().take(PLACES).map(|other| other.line.to_string()).collect();
        let times = match others.len() {
            0 => String::new(),
            _ if problem.line == 0 => format!(" ({} times)", others.len() + 1),
            more => {
                let rest = if more > PLACES { ", …" } else { "" };
                format!(" ({} times; also at {}{rest})", more + 1, lines.join(", "))
            }
        };
        say(&format!("{place}{verb}{}{times}{fix}", problem.reason));
    }
    if more > 0 {
        say(&format!("and {more} more of that kind"));
    }
}

/// Files that were passed over, and annotators who were mixed, on standard error.
fn tell_of_files(passed_over: &[String], overlaps: &[Overlap]) {
    if !passed_over.is_empty() {
        let fix = "Name one alone, or say what they are with --format, to import it; --json lists them";
        say(&format!("{}. {fix}", passed_over_in_words(passed_over)));
    }
    for Overlap { first, second, by, articles, set } in overlaps {
        let by = match by {
            Apart::File => "file",
            Apart::Folder => "folder",
        };
        let articles = counted(*articles, "article");
        match first {
            Some(first) => say(&format!(
                "{first} and {second} mark the same texts ({articles}): their marks were joined in the set {set}. If they are two \
                 annotators, import with --sets {by} into a project without these marks"
            )),
            None => say(&format!(
                "{second} marks texts ({articles}) on which your set {set} has other marks: they are joined there. If it is \
                 another annotator’s, import it with --set {second} into a project without these marks"
            )),
        }
    }
}

/// Problems go to standard error, the rest is returned.
fn in_words(imported: &Imported) -> String {
    tell(&imported.problems, imported.more_problems);
    tell_of_files(&imported.passed_over, &imported.overlaps);
    let mut text = String::new();
    for known in &imported.known {
        let line = if known.line > 0 { format!(":{}", known.line) } else { String::new() };
        text +=
            &format!("{}{line}: {} left out, article {} has the same text\n", known.file, known.record, known.article);
    }
    if imported.files == 0 && imported.problems.is_empty() {
        text += "no file here can be imported: in a folder, a file counts if its name ends as files of a format do (.txt, .jsonl …)\n";
    }
    text += &format!("{} imported", counted(imported.articles.len(), "article"));
    let refused = imported.left_out().count();
    let also = [(imported.known.len(), "known already"), (imported.completed, "completed"), (refused, "not imported")];
    for (number, what) in also {
        if number > 0 {
            text += &format!(", {number} {what}");
        }
    }
    text.push('\n');
    if imported.renamed > 0 {
        let number = counted(imported.renamed, "article");
        text += &format!("{number} with another id here than in the file; that one is the variable id\n");
    }
    if !imported.sets.is_empty() {
        let sets: Vec<&str> = imported.sets.iter().map(|set| set.as_str()).collect();
        let (mentions, coalitions) = (counted(imported.mentions, "mention"), counted(imported.coalitions, "coalition"));
        text += &format!("{mentions} and {coalitions} into {}\n", sets.join(", "));
        if imported.decisions > 0 {
            text += &format!("{}\n", counted(imported.decisions, "decision"));
        }
    }
    if imported.unmarked > 0 {
        text += &format!("{} without a mark, with how far the work on it is\n", counted(imported.unmarked, "article"));
    }
    if imported.entities > 0 {
        text += &format!("{} that the project did not know\n", entities(imported.entities));
    }
    if imported.changed > 0 {
        text += &format!(
            "{} more: values of fields, notes or flags\n",
            match imported.changed {
                1 => "1 record that was there has".to_owned(),
                number => format!("{number} records that were there have"),
            }
        );
    }
    visible(&text)
}

fn print_preview(look: &ImportPreview) -> String {
    tell(&look.problems, look.more_problems);
    tell_of_files(&look.passed_over, &look.overlaps);
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
    if look.entities > 0 {
        text += &format!("{} that the project does not know\n", entities(look.entities));
    }
    for (title, mentions, coalitions) in &look.first {
        text += &format!("  {title} ({}, {})\n", counted(*mentions, "mention"), counted(*coalitions, "coalition"));
    }
    visible(&(text + "nothing was stored\n"))
}
