//! `tandai elusion`: what was missed in sentences that nobody marked.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use clap::Args;

use super::{Failure, Report, open, say, who};
use crate::{
    answers::elusion::interval,
    formats::spreadsheet_safe,
    model::SetId,
    session::{DrawnSentences, Session},
};

/// The columns of the table, in their order.
const COLUMNS: [&str; 5] = ["article_id", "start", "end", "text", "missed"];

/// Before them, for whose set the sentences were drawn.
const SET: &str = "set";

/// Draw sentences in which nobody marked anything, to be read by a person; then tell the share that was missed
///
/// First with --draw: a CSV table whose last column, missed, a person fills with 1 (something is missing here) or 0. Then
/// with --read: the share with its exact interval at 95 % (Clopper and Pearson), of the set as it was when the sentences
/// were drawn: what was missed and is marked since was missed all the same. A row counts once, and only if it is a sentence
/// of a finished article, drawn for this set; others are named and left out (exit status 1).
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
        let session = open(&self.dir, who(self.author.clone()))?;
        let set = match &self.set {
            None => session.active_set().clone(),
            Some(name) => session.find_set(name).ok_or_else(|| format!("there is no set “{name}”"))?,
        };
        match (&self.read, self.draw) {
            (Some(file), _) => read(file, &session, &set),
            (None, Some(0)) => Err("--draw 0 draws nothing: give how many sentences to draw, as --draw 100".into()),
            (None, wanted) => drawn(&session, &set, wanted.unwrap_or_default(), self.seed),
        }
    }
}

fn drawn(session: &Session, set: &SetId, wanted: usize, seed: u64) -> Result<Report, Failure> {
    let DrawnSentences { drawn, unmarked, finished, unread } = session.draw_unmarked(set, wanted, seed);
    unread.iter().for_each(|notice| say(&notice.to_string()));
    say(&format!("{} of {unmarked} sentences of finished articles in which {set} marked nothing", drawn.len()));
    if drawn.is_empty() {
        return Err(match finished {
            0 => format!(
                "nothing to draw: {set} has finished no article; finish some first (Ctrl+Enter), or name another set with --set"
            ),
            _ => format!(
                "nothing to draw: {set} marked something in each of the {finished} sentences of its finished articles, so none \
                 can have been passed over"
            ),
        }
        .into());
    }
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record([SET].iter().chain(&COLUMNS))?;
    for one in drawn {
        let text = spreadsheet_safe(&one.text);
        let row = [one.article.to_string(), one.start.to_string(), one.end.to_string(), text, String::new()];
        csv.write_record([set.to_string()].iter().chain(&row))?;
    }
    let bytes = csv.into_inner()?;
    let text = String::from_utf8(bytes)?;
    Ok(Report { text, findings: !unread.is_empty() })
}

fn read(file: &Path, session: &Session, set: &SetId) -> Result<Report, Failure> {
    let said = |reason: &dyn std::fmt::Display| Failure::from(format!("{}: {reason}", file.display()));
    let mut csv = csv::Reader::from_path(file).map_err(|error| said(&error))?;
    let head = csv.headers().map_err(|error| said(&error))?;
    let mut columns = [0; COLUMNS.len()];
    for (place, wanted) in columns.iter_mut().zip(COLUMNS) {
        *place = head
            .iter()
            .position(|name| name.trim() == wanted)
            .ok_or_else(|| said(&format_args!("there is no column “{wanted}”: take the table that --draw writes")))?;
    }
    let set_column = head.iter().position(|name| name.trim().trim_start_matches('\u{feff}') == SET);
    let (all, unread) = session.finished_sentences(set);
    unread.iter().for_each(|notice| say(&notice.to_string()));
    let known: BTreeMap<_, _> = all.iter().map(|one| ((one.article.as_str(), one.start.to_string()), one)).collect();
    // A sentence counts once: its line and its answer.
    let mut answers: BTreeMap<_, (u64, Option<bool>)> = BTreeMap::new();
    let (mut foreign, mut repeated, mut marked) = (0, 0, 0);
    for row in csv.records() {
        let row = row.map_err(|error| said(&error))?;
        let line = row.position().map_or(0, csv::Position::line);
        let [article, start, end, text, missed] = columns.map(|column| row.get(column).unwrap_or_default().trim());
        let answer = match missed {
            "1" => Some(true),
            "0" => Some(false),
            "" => None,
            other => return Err(said(&format_args!("line {line}: missed is 1 or 0, not “{other}”"))),
        };
        let drawn_for = set_column.and_then(|column| row.get(column)).map(str::trim).filter(|drawn| !drawn.is_empty());
        let key = (article, start.to_owned());
        let reason = match known.get(&key) {
            _ if drawn_for.is_some_and(|drawn| drawn != set.as_str()) => {
                format!("it was drawn for the set {}", drawn_for.unwrap_or_default())
            }
            None => format!("no sentence of an article that {set} finished begins at {article} {start}"),
            // Without a word of whose draw it is, this may be a sentence that was marked all along.
            Some(one) if one.marked && drawn_for.is_none() => {
                format!(
                    "{set} marked something in the sentence at {article} {start}, and no column “set” says that it was drawn"
                )
            }
            Some(one) if one.end.to_string() != end => format!("the sentence at {article} {start} ends at {}", one.end),
            Some(one) if ![one.text.trim(), spreadsheet_safe(&one.text).trim()].contains(&text) => {
                format!("the text is not what stands at {article} {start}")
            }
            Some(one) => {
                match answers.get(&(&one.article, one.start)).copied() {
                    Some((first, Some(other))) if answer.is_some_and(|answer| answer != other) => {
                        return Err(said(&format_args!(
                            "lines {first} and {line} are one sentence with two answers: keep one of them"
                        )));
                    }
                    Some((first, before)) => {
                        say(&format!("{}: line {line} repeats line {first}: it counts once", file.display()));
                        repeated += 1;
                        answers.insert((&one.article, one.start), (first, before.or(answer)));
                    }
                    None => {
                        marked += usize::from(one.marked && answer.is_some());
                        answers.insert((&one.article, one.start), (line, answer));
                    }
                }
                continue;
            }
        };
        say(&format!("{}: line {line} is left out: {reason}", file.display()));
        foreign += 1;
    }
    let given = |wanted: Option<bool>| answers.values().filter(|(_, answer)| *answer == wanted).count();
    let (missed, open) = (given(Some(true)), given(None));
    let of = missed + given(Some(false));
    let Some((low, high)) = interval(missed, of) else {
        return Err(said(&match foreign {
            0 => "no row is filled: write 1 or 0 in the column “missed”",
            _ => {
                "no row counts: the filled ones are left out, or there are none; was the table drawn for another set (--set)?"
            }
        }));
    };
    let share = 100.0 * missed as f64 / of as f64;
    let mut text =
        format!("{missed} of {of} missed: {share:.1} % (95 %: {:.1} to {:.1} %)\n", 100.0 * low, 100.0 * high);
    match marked {
        0 => {}
        1 => text += "1 sentence is marked since it was drawn, and counts as it was then\n",
        _ => text += &format!("{marked} sentences are marked since they were drawn, and count as they were then\n"),
    }
    for (number, what) in [
        (open, "not filled and not counted"),
        (repeated, "repeated and counted once"),
        (foreign, "not of this draw and left out"),
    ] {
        match number {
            0 => {}
            1 => text += &format!("1 row is {what}\n"),
            _ => text += &format!("{number} rows are {what}\n"),
        }
    }
    Ok(Report { text: super::table::visible(&text), findings: open + foreign + unread.len() > 0 })
}
