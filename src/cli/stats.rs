//! `tandai stats`: a project in numbers.

use std::{collections::BTreeMap, path::PathBuf};

use clap::Args;
use serde::Serialize;

use super::{
    Failure, Report, json, open, say,
    table::{columns, counted, visible},
    who,
};
use crate::{
    session::{self, SetStats},
    store::NoticeSeverity,
};

/// Count articles, mentions, links, entities and coalitions, set by set
#[derive(Args)]
pub struct StatsArgs {
    /// The project: its folder, or the project.ron in it
    dir: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl StatsArgs {
    pub fn run(self) -> Result<Report, Failure> {
        let session = open(&self.dir, who(None))?;
        let stats = session.stats();
        let problems = session.notices().iter().chain(&stats.unread).filter(|n| n.severity == NoticeSeverity::Problem);
        let mut findings = false;
        for problem in problems {
            findings = true;
            say(&problem.to_string());
        }
        let text = if self.json { json(&stats)? } else { in_words(&stats) };
        Ok(Report { text, findings })
    }
}

fn in_words(stats: &session::Stats) -> String {
    let mut text = format!("{}: {}\n", stats.project, counted(stats.articles, "article"));
    for set in &stats.sets {
        let name = if set.name == set.set.as_str() { String::new() } else { format!(" ({})", set.name) };
        text += &format!("\nset {}{name}\n", set.set);
        text += &columns(&rows(set));
    }
    visible(&text)
}

fn rows(set: &SetStats) -> Vec<[String; 2]> {
    let row = |name: &str, value: String| [format!("  {name}"), value];
    let linked = match set.linked_share {
        Some(share) => format!("{:.1} % ({} of {})", share * 100.0, set.linked, set.mentions),
        None => "–".to_owned(),
    };
    let mut offices = parts(&set.coalition_office);
    offices.extend((set.coalition_no_office > 0).then(|| format!("{} without office", set.coalition_no_office)));
    let mut rows = vec![
        row("articles", total(&set.articles)),
        row("mentions", total(&set.kinds)),
        row("linked", linked),
        row("coalitions", total(&set.coalition_status)),
        row("offices", if offices.is_empty() { "–".to_owned() } else { offices.join(", ") }),
        row("entities", set.distinct_entities.to_string()),
    ];
    rows.extend(
        set.entities
            .iter()
            .map(|entity| row("", format!("{:>5}  {}  {}", entity.mentions, entity.name, entity.entity))),
    );
    rows
}

/// “3: 1 new, 2 finished”.
fn total<K: Serialize>(counts: &BTreeMap<K, usize>) -> String {
    match counts.values().sum::<usize>() {
        0 => "0".to_owned(),
        all => format!("{all}: {}", parts(counts).join(", ")),
    }
}

/// “2 in progress”, for every key that has any; the words are those of the files.
fn parts<K: Serialize>(counts: &BTreeMap<K, usize>) -> Vec<String> {
    let some = counts.iter().filter(|(_, count)| **count > 0);
    some.map(|(key, count)| format!("{count} {}", word(key))).collect()
}

fn word<K: Serialize>(key: &K) -> String {
    let value = serde_json::to_value(key).unwrap_or_default();
    value.as_str().unwrap_or_default().replace('_', " ")
}
