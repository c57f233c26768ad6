//! `tandai check`: what is not as it should be in a project.

use std::path::PathBuf;

use clap::Args;

use super::{
    Failure, Report, json, open,
    progress::ProgressLine,
    say,
    table::{columns, counted, elided, visible},
    who,
};
use crate::{
    check::Severity,
    model::SetId,
    session::{ProjectFinding, Session},
};

/// Check every article in every set: texts, offsets, links, statements, files, unused entities
///
/// Names each finding with its place (paths are relative to the project's folder), how bad it is, the set, the words and
/// how to fix it. Notes alone leave the exit status at 0; warnings and errors make it 1.
#[derive(Args)]
pub struct CheckArgs {
    /// The project: its folder, or the project.ron in it
    dir: PathBuf,
    /// Only this annotation set
    #[arg(long, value_name = "NAME")]
    set: Option<String>,
    /// Print one JSON array
    #[arg(long)]
    json: bool,
}

impl CheckArgs {
    pub fn run(self) -> Result<Report, Failure> {
        let session = open(&self.dir, who(None))?;
        if let Some(reason) = session.read_only() {
            say(&format!("checked as the files are. {reason}"));
        }
        let set = self.set.as_deref().map(|name| find(&session, name)).transpose()?;
        let total = session.rows().len();
        let mut progress = ProgressLine::new();
        let found = session.check_project(set.as_ref(), |done| progress.show(|| format!("checking {done} of {total}")));
        drop(progress);
        let findings = found.iter().any(|finding| finding.severity >= Severity::Warning);
        let text = if self.json { json(&found)? } else { in_words(&found, total) };
        Ok(Report { text, findings })
    }
}

fn find(session: &Session, name: &str) -> Result<SetId, Failure> {
    session.find_set(name).ok_or_else(|| {
        let known: Vec<String> = session.sets().iter().map(SetId::to_string).collect();
        format!("{}: there is no set {name}. The project has: {}", session.dir().display(), known.join(", ")).into()
    })
}

fn in_words(found: &[ProjectFinding], articles: usize) -> String {
    let rows: Vec<[String; 5]> = found.iter().map(row).collect();
    let count = |severity| found.iter().filter(|finding| finding.severity == severity).count();
    let numbers = [Severity::Error, Severity::Warning, Severity::Note]
        .map(|severity| counted(count(severity), word(severity)))
        .join(", ");
    format!("{}{numbers} in {}\n", columns(&rows), counted(articles, "article"))
}

fn row(finding: &ProjectFinding) -> [String; 5] {
    let mut place = visible(&finding.path);
    if finding.line > 0 {
        place += &format!(":{}:{}", finding.line, finding.column);
    }
    let set = finding.set.as_ref().map_or_else(String::new, SetId::to_string);
    let message = visible(&finding.message.to_string()).replace('\n', " ");
    [place, word(finding.severity).to_owned(), set, elided(&finding.words, 32), message]
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}
