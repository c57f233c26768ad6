//! `tandai compare`: how far several sets agree, as a table, as JSON, or as tables for R.

mod files;

use std::{path::PathBuf, sync::atomic::AtomicBool};

use clap::Args;
use serde::Serialize;

use super::{
    Failure, Report, json, open,
    progress::ProgressLine,
    say,
    table::{columns, counted, visible},
    who,
};
use crate::{
    compare::{Confusion, DRAWS, GroupAgreement, Measure, PairAgreement},
    model::{SetId, SetRole},
    session::{CompareRequest, ComparedPair, Comparison, Session},
};

/// How far annotation sets agree: mentions, links, statements, slot by slot, with intervals
///
/// Two sets or more are compared two by two, over the articles that both finished. F1 counts items that both have; κ and α
/// take out what chance alone would agree in; what cannot be computed is shown as undefined. The intervals (95 %) come from
/// drawing stories again 1,000 times: near copies of one story count as one. Where suggestions were held back in some
/// articles, these and the others stand side by side.
#[derive(Args)]
pub struct Compare {
    /// The project: its folder, or the project.ron in it
    dir: PathBuf,
    /// Sets, by id or name, two or more
    #[arg(required = true, value_name = "SET")]
    sets: Vec<String>,
    /// Compare with the project's gold set as well: of precision and recall, gold is what is right
    #[arg(long)]
    gold: bool,
    /// Take in articles that are begun and not finished
    #[arg(long)]
    unfinished: bool,
    /// Take in the articles that everybody coded to begin with (tandai assign --training): of agreement they tell nothing
    #[arg(long)]
    training: bool,
    /// Print one JSON object
    #[arg(long, conflicts_with = "csv")]
    json: bool,
    /// Write tables into this new folder: figures, confusion, the pairs of mentions and of statements
    #[arg(long, value_name = "FOLDER")]
    csv: Option<PathBuf>,
}

#[derive(Serialize)]
struct ComparisonFigures<'a> {
    project: &'a str,
    sets: &'a [SetId],
    articles: usize,
    left_out: usize,
    /// Articles of the training batch, left out as well.
    training: usize,
    draws: usize,
    pairs: Vec<PairFigures<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<GroupFigures>,
}

#[derive(Serialize)]
struct PairFigures<'a> {
    first: &'a SetId,
    second: &'a SetId,
    #[serde(flatten)]
    all: SubsetFigures<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    held_back: Option<SubsetFigures<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    assisted: Option<SubsetFigures<'a>>,
}

#[derive(Serialize)]
struct SubsetFigures<'a> {
    articles: usize,
    stories: usize,
    measures: Vec<OneFigure<'a>>,
    confusion: Vec<ConfusionFigures<'a>>,
}

#[derive(Serialize)]
struct OneFigure<'a> {
    of: &'a str,
    measure: &'a str,
    label: &'a str,
    n: usize,
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    precision: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recall: Option<f64>,
}

#[derive(Serialize)]
struct ConfusionFigures<'a> {
    of: &'a str,
    values: &'a [String],
    counts: &'a [Vec<usize>],
}

#[derive(Serialize)]
struct GroupFigures {
    articles: usize,
    tokens: usize,
    fleiss_kappa: Option<f64>,
    fleiss_interval: Option<(f64, f64)>,
    alpha: Option<f64>,
    alpha_interval: Option<(f64, f64)>,
}

impl Compare {
    pub fn run(self) -> Result<Report, Failure> {
        let session = open(&self.dir, who(None))?;
        let sets = self.chosen(&session)?;
        let mut findings = false;
        for notice in session.notices().iter().filter(|notice| notice.severity == crate::store::NoticeSeverity::Problem)
        {
            findings = true;
            say(&notice.to_string());
        }
        let comparer = session.comparer(CompareRequest { sets, unfinished: self.unfinished, training: self.training });
        let progress = std::sync::Mutex::new(ProgressLine::new());
        let step = |done, all| {
            if let Ok(mut progress) = progress.lock() {
                progress.show(|| format!("reading {done} of {all}"));
            }
        };
        let comparison = comparer.run(&AtomicBool::new(false), step).unwrap_or_default();
        drop(progress);
        for notice in &comparison.notices {
            findings = true;
            say(&notice.to_string());
        }
        let (pairs, group) = (comparison.pairs(), comparison.group());
        if comparison.coded.is_empty() {
            findings = true;
            say("no article was finished by two of these sets. --unfinished takes in what is begun");
        }
        let text = if self.json {
            json(&ComparisonFigures {
                project: &session.project().name,
                sets: &comparison.sets,
                articles: comparison.coded.len(),
                left_out: comparison.left_out,
                training: comparison.training,
                draws: DRAWS,
                pairs: pairs.iter().map(|pair| PairFigures::of(&comparison, pair)).collect(),
                group: group.as_ref().map(GroupFigures::of),
            })?
        } else if let Some(folder) = &self.csv {
            let written = files::write(folder, &session, &comparison, &pairs)?;
            format!("{}: {}\n", folder.display(), written.join(", "))
        } else {
            table(&comparison, &pairs, group.as_ref())
        };
        Ok(Report { text, findings })
    }

    /// The sets that are asked for, gold first.
    fn chosen(&self, session: &Session) -> Result<Vec<SetId>, Failure> {
        let dir = session.dir().display();
        let mut sets = Vec::new();
        if self.gold {
            let gold = session.project().sets.values().find(|set| set.role == SetRole::Gold);
            let missing = || format!("{dir}: the project has no set of the role gold. Leave --gold out");
            sets.push(gold.ok_or_else(missing)?.id.clone());
        }
        for name in &self.sets {
            let set = session.find_set(name).ok_or_else(|| {
                let known: Vec<String> = session.sets().iter().map(SetId::to_string).collect();
                format!("{dir}: there is no set {name}. The project has: {}", known.join(", "))
            })?;
            if !sets.contains(&set) {
                sets.push(set);
            }
        }
        if sets.len() < 2 {
            return Err(format!("{dir}: name two different sets or more, or say --gold").into());
        }
        Ok(sets)
    }
}

impl<'a> PairFigures<'a> {
    fn of(comparison: &'a Comparison, pair: &'a ComparedPair) -> Self {
        let (held_back, assisted) = pair.apart.as_ref().map(|(back, shown)| (back, shown)).unzip();
        Self {
            first: &comparison.sets[pair.sides.0],
            second: &comparison.sets[pair.sides.1],
            all: SubsetFigures::of(&pair.all),
            held_back: held_back.map(SubsetFigures::of),
            assisted: assisted.map(SubsetFigures::of),
        }
    }
}

impl<'a> SubsetFigures<'a> {
    fn of(agreement: &'a PairAgreement) -> Self {
        let one = |measure: &'a Measure| OneFigure {
            of: measure.of,
            measure: measure.name,
            label: &measure.label,
            n: measure.n,
            value: measure.value,
            low: measure.interval.map(|interval| interval.0),
            high: measure.interval.map(|interval| interval.1),
            precision: measure.precision,
            recall: measure.recall,
        };
        let confusion =
            |table: &'a Confusion| ConfusionFigures { of: table.of, values: &table.values, counts: &table.counts };
        Self {
            articles: agreement.articles,
            stories: agreement.stories,
            measures: agreement.measures.iter().map(one).collect(),
            confusion: agreement.confusion.iter().map(confusion).collect(),
        }
    }
}

impl GroupFigures {
    fn of(group: &GroupAgreement) -> Self {
        Self {
            articles: group.articles,
            tokens: group.tokens,
            fleiss_kappa: group.fleiss,
            fleiss_interval: group.fleiss_interval,
            alpha: group.alpha,
            alpha_interval: group.alpha_interval,
        }
    }
}

fn table(comparison: &Comparison, pairs: &[ComparedPair], group: Option<&GroupAgreement>) -> String {
    let mut text = String::new();
    for pair in pairs {
        let (first, second) = (&comparison.sets[pair.sides.0], &comparison.sets[pair.sides.1]);
        text += &format!(
            "{first} × {second}: {} of {}\n",
            counted(pair.all.articles, "article"),
            if pair.all.stories == 1 { "1 story".to_owned() } else { format!("{} stories", pair.all.stories) },
        );
        let mut rows =
            vec![["", "value", "95 %", "n", "precision", "recall", "held back", "assisted"].map(str::to_owned)];
        for (at, measure) in pair.all.measures.iter().enumerate() {
            let apart = |which: fn(&(PairAgreement, PairAgreement)) -> &PairAgreement| {
                // Kinds that occur in one part only shift the rows: the figure is found by what it is.
                let there = pair.apart.as_ref().map(which)?;
                let same = |other: &&Measure| {
                    (other.of, other.name, &other.label) == (measure.of, measure.name, &measure.label)
                };
                Some(figure(there.measures.iter().find(same).and_then(|other| other.value)))
            };
            let begins = at == 0 || pair.all.measures[at - 1].of != measure.of;
            if begins {
                rows.push(std::array::from_fn(
                    |column| if column == 0 { measure.of.to_owned() } else { String::new() },
                ));
            }
            let f1 = measure.name.ends_with("f1");
            rows.push([
                format!("  {} {}", measure.name.replace('_', " "), measure.label),
                figure(measure.value),
                interval(measure.interval),
                measure.n.to_string(),
                if f1 { figure(measure.precision) } else { String::new() },
                if f1 { figure(measure.recall) } else { String::new() },
                apart(|apart| &apart.0).unwrap_or_default(),
                apart(|apart| &apart.1).unwrap_or_default(),
            ]);
        }
        text += &columns(&rows);
        text.push('\n');
    }
    if let Some(group) = group {
        text += &format!(
            "all {} sets, kinds at tokens: Fleiss' κ {} {} over {} of {}; Krippendorff's α {} {}\n\n",
            comparison.sets.len(),
            figure(group.fleiss),
            interval(group.fleiss_interval),
            counted(group.tokens, "token"),
            counted(group.articles, "article"),
            figure(group.alpha),
            interval(group.alpha_interval),
        );
    }
    if comparison.left_out > 0 {
        let left_out = counted(comparison.left_out, "article");
        text += &format!("{left_out} left out: not finished by two of these sets\n");
    }
    if comparison.training > 0 {
        let training = counted(comparison.training, "article");
        text += &format!("{training} left out: for everybody to begin with. --training takes them in\n");
    }
    visible(&text)
}

fn figure(value: Option<f64>) -> String {
    value.map_or_else(|| "undefined".to_owned(), |value| format!("{value:.3}"))
}

fn interval(interval: Option<(f64, f64)>) -> String {
    interval.map_or_else(String::new, |(low, high)| format!("[{low:.3}, {high:.3}]"))
}
