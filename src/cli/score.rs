//! `tandai score`: predictions against gold, both in Tandai JSON Lines.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::File,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
};

use clap::Args;
use serde::Serialize;

use super::{
    Failure, Report, json, say,
    table::{columns, counted},
};
use crate::{
    compare::{Bin, CardFault, CardScores, PairCounts, ScoredArticle, Scores, Share},
    formats::read_line,
    message::Message,
    model::KindKey,
    session::marked,
};

/// Precision, recall and F1 of predictions against gold, from two files of Tandai JSON Lines
///
/// Mentions count if their borders and their kind are the same. Links are scored on the mentions found; backings of
/// coalitions by region, office, party, stance and status; whole cards by all their slots. Articles are matched by id; one without a prediction counts
/// as empty. What cannot be computed (nothing there) is shown as undefined.
#[derive(Args)]
pub struct ScoreArgs {
    /// What is right
    gold: PathBuf,
    /// What was predicted
    predicted: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct ScoreFigures<'a> {
    articles: usize,
    kinds: BTreeMap<&'a str, PairCounts>,
    links: Share,
    backings: PairCounts,
    /// Cards right as they stand.
    cards_right: Share,
    /// Statements of gold that a card says exactly.
    statements_found: Share,
    faults: &'a BTreeMap<CardFault, usize>,
    calibration: &'a [Bin],
    calibration_error: Option<f64>,
}

impl ScoreArgs {
    pub fn run(self) -> Result<Report, Failure> {
        let gold = read(&self.gold)?;
        let predicted = read(&self.predicted)?;
        let none = ScoredArticle::default();
        let mut scores = Scores::default();
        for (id, want) in &gold {
            scores.add(want, predicted.get(id).unwrap_or(&none));
        }
        let ids = |side: &BTreeMap<String, ScoredArticle>, other: &BTreeMap<String, ScoredArticle>| {
            side.keys().filter(|id| !other.contains_key(*id)).cloned().collect::<BTreeSet<String>>()
        };
        let (missing, extra) = (ids(&gold, &predicted), ids(&predicted, &gold));
        for (those, what) in [(&missing, "has no prediction"), (&extra, "has no gold and is left out")] {
            if let Some(first) = those.first() {
                say(&format!("{} ({first} …) {what}", counted(those.len(), "article")));
            }
        }
        let text = if self.json {
            let kinds = scores.kinds.iter().map(|(kind, counts)| (kind.as_str(), *counts)).collect();
            {
                let cards = &scores.cards;
                json(&ScoreFigures {
                    articles: scores.articles,
                    kinds,
                    links: scores.links,
                    backings: scores.backings,
                    cards_right: cards.right,
                    statements_found: cards.found,
                    faults: &cards.faults,
                    calibration: &cards.bins,
                    calibration_error: cards.calibration_error(),
                })?
            }
        } else {
            table(&scores)
        };
        Ok(Report { text, findings: !missing.is_empty() || !extra.is_empty() })
    }
}

/// The articles of a file by id.
fn read(path: &Path) -> Result<BTreeMap<String, ScoredArticle>, Failure> {
    let shown = path.display();
    let file = File::open(path).map_err(|error| Failure::of_file(path, error))?;
    let mut articles = BTreeMap::new();
    for (n, line) in BufReader::new(file).lines().enumerate() {
        let at = |reason: Message| Failure::from(format!("{shown}:{}: {reason}", n + 1));
        let line = line.map_err(|error| at(error.into()))?;
        let line = line.trim_start_matches('\u{feff}').trim();
        if line.is_empty() {
            continue;
        }
        let line = read_line(line).map_err(at)?;
        let marked = marked(&line);
        if articles.insert(line.id.clone(), marked).is_some() {
            return Err(format!("{shown}:{}: there are two articles “{}”. Give each its own id", n + 1, line.id).into());
        }
    }
    Ok(articles)
}

fn table(scores: &Scores) -> String {
    let head = ["", "precision", "recall", "F1", "both", "gold", "predicted"].map(str::to_owned);
    let row = |what: &str, counts: &PairCounts| {
        let PairCounts { both, gold, predicted } = *counts;
        [
            what.to_owned(),
            figure(counts.precision()),
            figure(counts.recall()),
            figure(counts.f1()),
            both.to_string(),
            gold.to_string(),
            predicted.to_string(),
        ]
    };
    let mut rows = vec![head];
    rows.extend(scores.kinds.iter().map(|(kind, counts): (&KindKey, &PairCounts)| row(kind.as_str(), counts)));
    rows.push(row("backings", &scores.backings));
    let found: usize = scores.kinds.values().map(|counts| counts.both).sum();
    let gold: usize = scores.kinds.values().map(|counts| counts.gold).sum();
    format!(
        "{}links right  {} ({} of {}; {found} of {gold} mentions were found)\n{}{}\n",
        columns(&rows),
        figure(scores.links.share()),
        scores.links.right,
        scores.links.all,
        cards(&scores.cards),
        counted(scores.articles, "article"),
    )
}

/// Whole cards: right ones, faults by slot, and whether scores are chances.
fn cards(cards: &CardScores) -> String {
    let share = |share: Share| format!("{} ({} of {})", figure(share.share()), share.right, share.all);
    let mut text = format!("cards right as they stand  {}\n", share(cards.right));
    text += &format!("statements found exactly   {}\n", share(cards.found));
    let faults =
        CardFault::ALL.iter().filter_map(|fault| Some(format!("{} {}", fault.words(), cards.faults.get(fault)?)));
    let faults: Vec<String> = faults.collect();
    if !faults.is_empty() {
        text += &format!("faults  {}\n", faults.join(", "));
    }
    for (n, bin) in cards.bins.iter().enumerate().filter(|(_, bin)| bin.all > 0) {
        let mean = bin.sum as f64 / bin.all as f64 / 1000.0;
        let right = Share { right: bin.right, all: bin.all };
        text += &format!("score .{n}–  mean {mean:.3}  right {}\n", share(right));
    }
    if let Some(error) = cards.calibration_error() {
        text += &format!("calibration error  {error:.3}\n");
    }
    text
}

fn figure(value: Option<f64>) -> String {
    value.map_or_else(|| "undefined".to_owned(), |value| format!("{value:.3}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_little() {
        let mut scores = Scores::default();
        scores.add(&ScoredArticle::default(), &ScoredArticle::default());
        let table = table(&scores);
        assert!(table.contains("undefined") && table.ends_with("1 article\n"), "{table}");
    }

    #[test]
    fn files_with_faults() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.jsonl");
        std::fs::write(&path, "{\"id\":\"a\",\"text\":\"\"}\n{\"id\":\"a\",\"text\":\"\"}\n").unwrap();
        assert!(read(&path).unwrap_err().to_string().contains("a.jsonl:2: there are two"));
        assert!(read(&dir.path().join("b")).unwrap_err().to_string().contains('b'));
    }
}
