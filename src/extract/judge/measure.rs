//! How well drafts agree with the sample articles: each gold coalition is drafted anew from its evidence.

use std::collections::BTreeSet;

use super::{draft, testing::article};
use crate::extract::EntityFacts;
use crate::model::{Coalition, EntityId, Office, Span};

/// A block of fields after the text of a sample.
struct Gold<'a>(&'a str);

impl<'a> Gold<'a> {
    fn all(&self, field: &str) -> Vec<&'a str> {
        self.0.lines().filter_map(|line| line.strip_prefix(field)?.strip_prefix(": ")).collect()
    }

    fn one(&self, field: &str) -> &'a str {
        self.all(field).first().copied().unwrap_or("-")
    }
}

/// By the shape of Kemendagri's codes: provinces have two digits, cities a 7 behind the dot.
pub fn elects(region: &EntityId) -> Option<Office> {
    match region.local().split_once('.') {
        None => Some(Office::GOVERNOR),
        Some((_, city)) if city.starts_with('7') => Some(Office::MAYOR),
        Some(_) => Some(Office::REGENT),
    }
}

fn written(value: impl std::fmt::Debug) -> String {
    format!("{value:?}").to_lowercase()
}

fn entity(filler: &crate::model::Filler) -> String {
    filler.entity.as_ref().map_or("-".into(), ToString::to_string)
}

/// What the draft says of a field, in the words of the sample.
fn drafted(coalition: &Coalition, field: &str) -> String {
    let dash = |text: &str| if text.is_empty() { "-".to_owned() } else { text.to_owned() };
    match field {
        "region" => entity(&coalition.race.region),
        "office" => coalition.race.office.map_or("-".into(), written),
        "year" => coalition.race.year.map_or("-".into(), |year| year.to_string()),
        "head" => entity(&coalition.ticket.head),
        "deputy" => entity(&coalition.ticket.deputy),
        "status" => written(coalition.status),
        "speaker" => dash(&coalition.speaker),
        "date" => coalition.date.map_or("-".into(), |date| date.to_string()),
        "hedge" => dash(&coalition.hedge),
        _ => "-".into(),
    }
}

#[derive(Default)]
struct CaseScore {
    right: usize,
    all: usize,
}

impl CaseScore {
    fn add(&mut self, right: bool) {
        self.right += usize::from(right);
        self.all += 1;
    }

    fn share(&self) -> f64 {
        self.right as f64 / self.all.max(1) as f64
    }
}

#[test]
fn drafts_of_the_sample() {
    const FIELDS: [&str; 9] = ["region", "office", "year", "head", "deputy", "status", "speaker", "date", "hedge"];
    let mut fields: Vec<CaseScore> = FIELDS.iter().map(|_| CaseScore::default()).collect();
    let (mut both, mut of_draft, mut of_gold, mut stances, mut slots) =
        (0, 0, 0, CaseScore::default(), CaseScore::default());
    let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample");
    let mut files: Vec<_> = std::fs::read_dir(dir).unwrap().flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|ext| ext == "txt"));
    files.sort();
    assert!(!files.is_empty());
    for file in &files {
        let sample = std::fs::read_to_string(file).unwrap();
        let [header, text, gold] = sample.split("\n---\n").collect::<Vec<_>>()[..] else {
            assert!(sample.trim_end().ends_with("---"), "{}: three parts", file.display());
            continue;
        };
        let date = header.lines().find_map(|line| line.strip_prefix("date: "));
        let (article, annotations) = article(text, date);
        for gold in gold.split("\n\n").filter(|block| block.starts_with("coalition:")).map(Gold) {
            let quote = gold.one("evidence").trim_matches('"');
            let start = article.text.find(quote).unwrap_or_else(|| panic!("{}: {quote}", file.display()));
            let selection = Span::new(start, start + quote.len());
            let facts = EntityFacts {
                elects: &elects,
                appointed: &|_| false,
                running: &|_| Vec::new(),
                pair_head: &|_, _| None,
                pairs_of: Some(2024),
                own: None,
            };
            let coalition = draft(&article, &annotations, Some(selection), &[], &facts);
            let race: Vec<&str> = gold.one("race").split(' ').collect();
            let mut wrong = Vec::new();
            for (field, score) in FIELDS.iter().zip(&mut fields) {
                let expected = match *field {
                    "region" => race[0],
                    "office" => race[1],
                    "year" => race[2],
                    field => gold.one(field),
                };
                let got = drafted(&coalition, field);
                score.add(got == expected);
                if got != expected {
                    wrong.push(format!("{field}: {got} for {expected}"));
                }
            }
            let backings: Vec<Vec<&str>> =
                gold.all("backing").into_iter().map(|line| line.split(' ').collect()).collect();
            let expected: BTreeSet<String> = backings.iter().map(|backing| backing[0].to_owned()).collect();
            let got: BTreeSet<String> = coalition.backings.iter().map(|backing| entity(&backing.party)).collect();
            both += expected.intersection(&got).count();
            of_draft += got.len();
            of_gold += expected.len();
            if got != expected {
                wrong.push(format!("parties: {got:?} for {expected:?}"));
            }
            for backing in &coalition.backings {
                let Some(expected) = backings.iter().find(|other| other[0] == entity(&backing.party)) else { continue };
                let slot = backing.slot.map_or("-".into(), written);
                stances.add(written(backing.stance) == expected[1]);
                slots.add(slot == expected[2]);
                if written(backing.stance) != expected[1] || slot != expected[2] {
                    wrong.push(format!("{} {:?} {slot} for {expected:?}", entity(&backing.party), backing.stance));
                }
            }
            if !wrong.is_empty() {
                println!(
                    "{} {}: {}",
                    file.file_stem().unwrap().to_string_lossy(),
                    gold.0.lines().next().unwrap(),
                    wrong.join("; ")
                );
            }
        }
    }
    for (field, score) in FIELDS.iter().zip(&fields) {
        println!("{field:8} {:.2} ({} of {})", score.share(), score.right, score.all);
    }
    let f1 = 2.0 * both as f64 / (of_draft + of_gold) as f64;
    println!("parties  {f1:.2} F1 ({both} of {of_gold}, {of_draft} drafted)");
    println!("stance   {:.2}, slot {:.2} (of the parties found)", stances.share(), slots.share());
    let least = |field: &str| match field {
        "speaker" => 0.85,
        _ => 0.95,
    };
    for (field, score) in FIELDS.iter().zip(&fields) {
        assert!(score.share() >= least(field), "{field} fell to {:.2}", score.share());
    }
    assert!(f1 >= 0.95 && stances.share() >= 0.95 && slots.share() >= 0.95, "parties fell to {f1:.2}");
}
