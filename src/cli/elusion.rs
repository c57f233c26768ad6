//! `tandai elusion`: what was missed in sentences that nobody marked.

use std::path::PathBuf;

use clap::Args;

use super::{Failure, Report, open, say, who};
use crate::{answers::elusion::interval, formats::spreadsheet_safe};

/// Draw sentences in which nobody marked anything, to be read by a person; then tell the share that was missed
///
/// First with --draw: a CSV table whose last column, missed, a person fills with 1 (something is missing here) or 0. Then
/// with --read: the share with its exact interval at 95 % (Clopper and Pearson).
#[derive(Args)]
pub struct Elusion {
    /// The project: its folder, or the project.ron in it
    dir: PathBuf,
    /// Draw so many sentences of finished articles
    #[arg(long, value_name = "NUMBER", required_unless_present = "read")]
    draw: Option<usize>,
    /// Another number, another draw
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    seed: u64,
    /// Read a table that a person filled
    #[arg(long, value_name = "FILE", conflicts_with = "draw")]
    read: Option<PathBuf>,
    /// Whose annotations [default: your own]
    #[arg(long, value_name = "NAME")]
    set: Option<String>,
    /// Whose set is yours [default: your account's name]
    #[arg(long = "as", value_name = "NAME")]
    author: Option<String>,
}

impl Elusion {
    pub fn run(self) -> Result<Report, Failure> {
        match (&self.read, self.draw) {
            (Some(file), _) => read(file),
            (None, wanted) => self.drawn(wanted.unwrap_or_default()),
        }
    }

    fn drawn(&self, wanted: usize) -> Result<Report, Failure> {
        let session = open(&self.dir, who(self.author.clone()))?;
        let set = match &self.set {
            None => session.active_set().clone(),
            Some(name) => session.find_set(name).ok_or_else(|| format!("there is no set “{name}”"))?,
        };
        let (drawn, all, unread) = session.draw_unmarked(&set, wanted, self.seed);
        unread.iter().for_each(|notice| say(&notice.to_string()));
        say(&format!("{} of {all} sentences of finished articles in which {set} marked nothing", drawn.len()));
        if drawn.is_empty() {
            return Err("nothing to draw: finish articles first (Ctrl+Enter), or name another set with --set".into());
        }
        let mut csv = csv::Writer::from_writer(Vec::new());
        csv.write_record(["article_id", "start", "end", "text", "missed"])?;
        for one in drawn {
            let text = spreadsheet_safe(&one.text);
            let row = [one.article.to_string(), one.start.to_string(), one.end.to_string(), text, String::new()];
            csv.write_record(row)?;
        }
        let bytes = csv.into_inner()?;
        let text = String::from_utf8(bytes)?;
        Ok(Report { text, findings: !unread.is_empty() })
    }
}

fn read(file: &std::path::Path) -> Result<Report, Failure> {
    let said = |reason: &dyn std::fmt::Display| Failure::from(format!("{}: {reason}", file.display()));
    let mut csv = csv::Reader::from_path(file).map_err(|error| said(&error))?;
    let head = csv.headers().map_err(|error| said(&error))?;
    let column = head.iter().position(|name| name.trim() == "missed");
    let column = column.ok_or_else(|| said(&"there is no column “missed”: take the table that --draw writes"))?;
    let (mut missed, mut of, mut open) = (0, 0, 0);
    for (number, row) in csv.records().enumerate() {
        let row = row.map_err(|error| said(&error))?;
        match row.get(column).unwrap_or_default().trim() {
            "1" => (missed, of) = (missed + 1, of + 1),
            "0" => of += 1,
            "" => open += 1,
            other => {
                return Err(said(&format_args!("row {}: missed is 1 or 0, not “{other}”", number + 2)));
            }
        }
    }
    let Some((low, high)) = interval(missed, of) else {
        return Err(said(&"no row is filled: write 1 or 0 in the column “missed”"));
    };
    let share = 100.0 * missed as f64 / of as f64;
    let mut text =
        format!("{missed} of {of} missed: {share:.1} % (95 %: {:.1} to {:.1} %)\n", 100.0 * low, 100.0 * high);
    if open > 0 {
        text += &format!("{open} rows are not filled and not counted\n");
    }
    Ok(Report { text: super::table::visible(&text), findings: open > 0 })
}
