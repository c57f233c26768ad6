//! `tandai import`: text files become articles.

use std::{path::PathBuf, sync::atomic::AtomicBool};

use clap::Args;
use serde_json::json;

use super::{
    Report, located, open,
    progress::Progress,
    say,
    table::{counted, visible},
    who,
};
use crate::session::Imported;

/// Bring text files in as articles; a file that cannot be taken is named with the reason, and the others go in
#[derive(Args)]
pub struct Import {
    /// The project: its folder, or the project.ron in it
    dir: PathBuf,
    /// Text files (UTF-8), and folders whose .txt files are all taken
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Who imports [default: your account's name]
    #[arg(long = "as", value_name = "NAME")]
    author: Option<String>,
    /// Say what happened as one JSON object with articles, known and problems
    #[arg(long)]
    json: bool,
}

impl Import {
    pub fn run(self) -> Result<Report, String> {
        let mut session = open(&self.dir, who(self.author))?;
        if let Some(reason) = session.read_only() {
            return Err(format!("{}: nothing can be imported. {reason}", self.dir.display()));
        }
        let mut progress = Progress::new();
        let mut files = 0;
        let ready = session.importer().run(&self.files, &AtomicBool::new(false), |path| {
            files += 1;
            progress.show(|| format!("reading {files}  {}", path.display()));
        });
        drop(progress);
        let imported = session.add_articles(ready).map_err(|refusal| refusal.to_string())?;
        session.save().map_err(|error| located(session.dir(), error))?;
        let findings = !imported.problems.is_empty() || files == 0;
        let text = if self.json { as_json(&imported)? } else { in_words(&imported, files) };
        Ok(Report { text, findings })
    }
}

fn as_json(imported: &Imported) -> Result<String, String> {
    let known =
        imported.known.iter().map(|(file, article)| json!({ "file": file.display().to_string(), "article": article }));
    let problems = imported.problems.iter();
    let problems = problems.map(|(file, reason)| json!({ "file": file.display().to_string(), "reason": reason }));
    super::json(&json!({
        "articles": imported.articles,
        "known": known.collect::<Vec<_>>(),
        "problems": problems.collect::<Vec<_>>(),
    }))
}

/// Problems go to standard error, the rest is returned.
fn in_words(imported: &Imported, files: usize) -> String {
    for (file, reason) in &imported.problems {
        say(&format!("{}: not imported: {reason}", file.display()));
    }
    let mut text = String::new();
    for (file, article) in &imported.known {
        text += &format!("{}: left out, article {article} has the same text\n", file.display());
    }
    if files == 0 && imported.problems.is_empty() {
        text += "there is no .txt file to import\n";
    }
    text += &format!("{} imported", counted(imported.articles.len(), "article"));
    for (number, what) in [(imported.known.len(), "known already"), (imported.problems.len(), "not imported")] {
        if number > 0 {
            text += &format!(", {number} {what}");
        }
    }
    visible(&(text + "\n"))
}
