//! How far people agree, two by two and all together, with intervals by drawing stories again (Efron 1979): reprints of
//! one story are not independent.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::*;

use super::{
    ComparedArticle, Measure, chance,
    figures::{Adds, ArticleCounts, CountedItem, FieldNumber, FieldPairs, LabelNumbers, Sums, count},
    words::labels,
};
use crate::model::{ArticleId, Certainty, KindKey, Office, Random, Span};

/// How often stories are drawn again.
pub const DRAWS: usize = 1_000;

/// Sets of parties beyond these are too many to compare all with all in every draw: their α comes without an interval.
const MOST_SETS: usize = 2_000;

/// An article that two or more sides coded.
#[derive(Debug, Clone)]
pub struct Coded {
    pub article: ArticleId,
    /// Near copies of one story share it.
    pub story: ArticleId,
    pub tokens: Vec<Span>,
    /// By side; `None`: did not code this one.
    pub said: Vec<Option<ComparedArticle>>,
}

/// The agreement of two sides.
#[derive(Debug, Clone, PartialEq)]
pub struct PairAgreement {
    pub articles: usize,
    pub stories: usize,
    pub measures: Vec<Measure>,
    /// How often each two values met in aligned statements or at one token: of offices, statuses, kinds.
    pub confusion: Vec<Confusion>,
}

/// A table of what one side said against what the other said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confusion {
    pub of: &'static str,
    /// Empty: nothing there.
    pub values: Vec<String>,
    /// One side by rows, the other by columns.
    pub counts: Vec<Vec<usize>>,
}

/// The agreement of the sides `one` and `other` over the articles that both coded, in any order.
pub fn pair_agreement(coded: &[Coded], one: usize, other: usize, draws: usize) -> PairAgreement {
    let mut both: Vec<(&Coded, &ComparedArticle, &ComparedArticle)> = coded
        .iter()
        .filter_map(|coded| Some((coded, coded.said.get(one)?.as_ref()?, coded.said.get(other)?.as_ref()?)))
        .collect();
    both.sort_by(|a, b| (&a.0.story, &a.0.article).cmp(&(&b.0.story, &b.0.article)));
    let counted: Vec<ArticleCounts> =
        both.par_iter().map(|(coded, one, other)| count(&coded.tokens, one, other)).collect();
    let mut names = LabelNumbers::default();
    let mut numbers: HashMap<CountedItem, usize> = HashMap::new();
    let mut items: Vec<CountedItem> = Vec::new();
    let mut stories: Vec<(&ArticleId, BTreeMap<usize, u32>)> = Vec::new();
    for ((coded, ..), counted) in both.iter().zip(counted) {
        if stories.last().is_none_or(|(story, _)| **story != coded.story) {
            stories.push((&coded.story, BTreeMap::new()));
        }
        let adds: Adds = names.number(counted);
        for (item, add) in adds {
            let number = *numbers.entry(item).or_insert_with_key(|item: &CountedItem| {
                items.push(item.clone());
                items.len() - 1
            });
            if let Some((_, sums)) = stories.last_mut() {
                *sums.entry(number).or_default() += add;
            }
        }
    }
    let stories: Vec<Vec<(usize, u32)>> = stories.into_iter().map(|(_, sums)| sums.into_iter().collect()).collect();
    let whole = Totals::new(&names, &numbers, &items);
    let totals = add_up(&stories, items.len(), |_| 1.0);
    let mut measures = whole.measures(&totals, true);
    let drawn: Vec<Vec<Option<f64>>> = draw(&stories, items.len(), draws, |sums| {
        whole.measures(sums, false).into_iter().map(|measure| measure.value).collect()
    });
    for (at, measure) in measures.iter_mut().enumerate() {
        measure.interval = interval(drawn.iter().filter_map(|values| values[at]).collect(), draws);
    }
    let confusion = whole.confusion(&totals);
    PairAgreement { articles: both.len(), stories: stories.len(), measures, confusion }
}

/// What occurs in all articles together.
struct Totals<'a> {
    numbers: &'a HashMap<CountedItem, usize>,
    names: &'a LabelNumbers,
    kinds: Vec<KindKey>,
    tokens: Vec<(usize, usize)>,
    parties: Vec<(usize, usize)>,
    fields: Vec<FieldPairs>,
    /// Between the sets of parties, row by row; empty where they are too many.
    distances: Vec<f64>,
}

impl<'a> Totals<'a> {
    fn new(names: &'a LabelNumbers, numbers: &'a HashMap<CountedItem, usize>, items: &[CountedItem]) -> Self {
        let (mut kinds, mut tokens, mut parties) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        let mut of_fields: BTreeMap<FieldNumber, BTreeSet<(usize, usize)>> = BTreeMap::new();
        for item in items {
            match item {
                CountedItem::Strict(kind, _) => drop(kinds.insert(kind.clone())),
                CountedItem::Token(one, other) => drop(tokens.insert((*one, *other))),
                CountedItem::Parties(one, other) => drop(parties.insert((*one, *other))),
                CountedItem::Field(field, one, other) => {
                    of_fields.entry(*field).or_default().insert((*one, *other));
                }
                _ => {}
            }
        }
        let field = |(number, pairs): (FieldNumber, BTreeSet<(usize, usize)>)| {
            (names.fields.1[number].clone(), number, Vec::from_iter(pairs))
        };
        let mut fields: Vec<_> = of_fields.into_iter().map(field).collect();
        fields.sort();
        let (kinds, tokens, parties) = (Vec::from_iter(kinds), Vec::from_iter(tokens), Vec::from_iter(parties));
        let sets = &names.sets.1;
        let row = |one: &Vec<u32>| sets.iter().map(|other| chance::masi(one, other)).collect::<Vec<f64>>();
        let distances = if sets.len() <= MOST_SETS { sets.par_iter().flat_map_iter(row).collect() } else { Vec::new() };
        Self { numbers, names, kinds, tokens, parties, fields, distances }
    }

    /// `exact`: however many sets of parties there are.
    fn measures(&self, sums: &[f64], exact: bool) -> Vec<Measure> {
        let sets = &self.names.sets.1;
        let expected = |given: &[f64]| {
            if exact {
                let row = |one: usize| -> f64 {
                    given.iter().zip(sets).map(|(count, other)| count * chance::masi(&sets[one], other)).sum()
                };
                // In one order whatever the number of cores.
                let rows: Vec<f64> = (0..sets.len()).into_par_iter().map(|one| given[one] * row(one)).collect();
                return Some(rows.iter().sum());
            }
            if self.distances.is_empty() {
                return None;
            }
            let row = |row: &[f64]| row.iter().zip(given).map(|(distance, count)| distance * count).sum::<f64>();
            let rows = self.distances.chunks_exact(sets.len().max(1)).zip(given).filter(|(_, count)| **count > 0.0);
            Some(rows.map(|(distances, count)| count * row(distances)).sum())
        };
        let sums = Sums {
            sum: &|item| self.numbers.get(item).map_or(0.0, |number| sums[*number]),
            kinds: &self.kinds,
            tokens: &self.tokens,
            labels: self.names.labels.len(),
            offices: self.names.offices.len(),
            statuses: self.names.statuses.len(),
            parties: &self.parties,
            expected: &expected,
            distance: &|one, other| chance::masi(&sets[one], &sets[other]),
            sets: sets.len(),
            fields: &self.fields,
            values: self.names.values.len(),
        };
        sums.measures()
    }

    fn confusion(&self, sums: &[f64]) -> Vec<Confusion> {
        let table = |of, values: Vec<String>, item: fn(usize, usize) -> CountedItem| {
            let count = |one, other| self.numbers.get(&item(one, other)).map_or(0, |number| sums[*number] as usize);
            let all = 0..values.len();
            let counts = all.clone().map(|one| all.clone().map(|other| count(one, other)).collect()).collect();
            Confusion { of, values, counts }
        };
        let offices = self.names.offices.1.iter().map(|office| office.map_or("", Office::key).to_owned()).collect();
        let statuses = self.names.statuses.1.iter().map(ToString::to_string).collect();
        let labels = table("token", self.names.labels.1.clone(), CountedItem::Token);
        vec![
            table("office", offices, CountedItem::Office).of_project(1 + Office::DELIVERED.len()),
            table("status", statuses, CountedItem::Status).of_project(Certainty::BUILT_IN.len()),
            labels.in_order(),
        ]
    }
}

impl Confusion {
    /// Where offices or statuses of a project's own occur, without those of the first so many that do not.
    fn of_project(self, known: usize) -> Self {
        if self.values.len() == known {
            return self;
        }
        let occurs = |at: &usize| {
            let column = self.counts.iter().map(|row| row[*at]);
            self.values[*at].is_empty() || self.counts[*at].iter().copied().chain(column).any(|count| count > 0)
        };
        let kept: Vec<usize> = (0..self.values.len()).filter(occurs).collect();
        let counts = kept.iter().map(|&one| kept.iter().map(|&other| self.counts[one][other]).collect()).collect();
        Self { values: kept.iter().map(|&at| self.values[at].clone()).collect(), counts, of: self.of }
    }

    /// By the names of the values: they were numbered as they came.
    fn in_order(self) -> Self {
        let mut order: Vec<usize> = (0..self.values.len()).collect();
        order.sort_by(|a, b| self.values[*a].cmp(&self.values[*b]));
        let counts = order.iter().map(|&one| order.iter().map(|&other| self.counts[one][other]).collect()).collect();
        Self { values: order.iter().map(|&at| self.values[at].clone()).collect(), counts, of: self.of }
    }
}

fn add_up(stories: &[Vec<(usize, u32)>], items: usize, weight: impl Fn(usize) -> f64) -> Vec<f64> {
    let mut sums = vec![0.0; items];
    for (story, adds) in stories.iter().enumerate() {
        let weight = weight(story);
        if weight > 0.0 {
            adds.iter().for_each(|(item, count)| sums[*item] += weight * f64::from(*count));
        }
    }
    sums
}

/// Draws as many stories as there are, with putting back, and computes of each draw; on all cores, and always the same.
fn draw<T: Send>(
    stories: &[Vec<(usize, u32)>],
    items: usize,
    draws: usize,
    compute: impl Fn(&[f64]) -> T + Sync,
) -> Vec<T> {
    if stories.len() < 2 {
        return Vec::new();
    }
    let one = |number: usize| {
        let mut random = Random(number as u64 + 1);
        let mut drawn = vec![0_u32; stories.len()];
        for _ in 0..stories.len() {
            drawn[random.below(stories.len())] += 1;
        }
        compute(&add_up(stories, items, |story| f64::from(drawn[story])))
    };
    (0..draws).into_par_iter().map(one).collect()
}

/// The middle 95 of a hundred; undefined where the figure was, in more than half of the draws.
fn interval(mut values: Vec<f64>, draws: usize) -> Option<(f64, f64)> {
    if values.is_empty() || 2 * values.len() < draws {
        return None;
    }
    values.sort_by(f64::total_cmp);
    let quantile = |share: f64| {
        let at = share * (values.len() - 1) as f64;
        let (low, high) = (values[at.floor() as usize], values[at.ceil() as usize]);
        low + (high - low) * at.fract()
    };
    Some((quantile(0.025), quantile(0.975)))
}

/// The agreement of three and more sides on the kinds at tokens, over the articles that two or more of them coded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GroupAgreement {
    /// Articles and tokens that all of them coded.
    pub articles: usize,
    pub tokens: usize,
    pub fleiss: Option<f64>,
    pub fleiss_interval: Option<(f64, f64)>,
    /// Over everything that two or more coded.
    pub alpha: Option<f64>,
    pub alpha_interval: Option<(f64, f64)>,
}

/// [`GroupAgreement`] of all sides.
pub fn group_agreement(coded: &[Coded], sides: usize, draws: usize) -> GroupAgreement {
    let mut labelled: Vec<(&Coded, Ratings)> = coded
        .par_iter()
        .filter(|coded| coded.said.iter().flatten().count() > 1)
        .map(|coded| (coded, ratings(coded)))
        .collect();
    labelled.sort_by(|a, b| (&a.0.story, &a.0.article).cmp(&(&b.0.story, &b.0.article)));
    let mut names = LabelNumbers::default();
    // Of each story: what it adds to the coincidences, to the totals of those that all rated, and how these agree.
    let mut numbers: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let mut stories: Vec<OfStory<'_>> = Vec::new();
    let (mut articles, mut tokens) = (0, 0);
    for (coded, ratings) in &labelled {
        if stories.last().is_none_or(|(story, ..)| **story != coded.story) {
            stories.push((&coded.story, BTreeMap::new(), Complete::default()));
        }
        let Some((_, sums, complete)) = stories.last_mut() else { continue };
        let whole = coded.said.iter().flatten().count() == sides;
        articles += usize::from(whole);
        for (given, count) in ratings {
            let mut times: BTreeMap<usize, f64> = BTreeMap::new();
            given.iter().for_each(|label| *times.entry(names.labels.of(label)).or_default() += 1.0);
            let (raters, count) = (given.len() as f64, f64::from(*count));
            for (&one, &often) in &times {
                for (&other, &other_often) in &times {
                    let pairs = if one == other { often * (often - 1.0) } else { often * other_often };
                    let next = numbers.len();
                    let number = *numbers.entry((one, other)).or_insert(next);
                    *sums.entry(number).or_default() += count * pairs / (raters - 1.0);
                }
            }
            if whole {
                tokens += count as usize;
                complete.items += count;
                for (&label, &often) in &times {
                    complete.agreeing += count * often * (often - 1.0);
                    *complete.totals.entry(label).or_default() += count * often;
                }
            }
        }
    }
    let categories = names.labels.len();
    let compute = |weights: &dyn Fn(usize) -> f64| {
        let (mut sums, mut whole) = (vec![0.0; numbers.len()], Complete::default());
        let mut totals = vec![0.0; categories];
        for (at, (_, adds, complete)) in stories.iter().enumerate() {
            let weight = weights(at);
            adds.iter().for_each(|(number, add)| sums[*number] += weight * add);
            whole.items += weight * complete.items;
            whole.agreeing += weight * complete.agreeing;
            complete.totals.iter().for_each(|(label, often)| totals[*label] += weight * often);
        }
        let coincidences = numbers.iter().map(|(&(one, other), &number)| (one, other, sums[number]));
        let alpha = chance::alpha_nominal(coincidences, categories);
        (chance::fleiss(whole.items, sides, whole.agreeing, &totals), alpha)
    };
    let (fleiss, alpha) = compute(&|_| 1.0);
    let drawn: Vec<_> = if stories.len() < 2 {
        Vec::new()
    } else {
        let one = |number: usize| {
            let (mut random, mut drawn) = (Random(number as u64 + 1), vec![0.0; stories.len()]);
            (0..stories.len()).for_each(|_| drawn[random.below(stories.len())] += 1.0);
            compute(&|story| drawn[story])
        };
        (0..draws).into_par_iter().map(one).collect()
    };
    GroupAgreement {
        articles,
        tokens,
        fleiss,
        fleiss_interval: interval(drawn.iter().filter_map(|one| one.0).collect(), draws),
        alpha,
        alpha_interval: interval(drawn.iter().filter_map(|one| one.1).collect(), draws),
    }
}

/// A story, what it adds to the coincidences, and its tokens that all sides rated.
type OfStory<'a> = (&'a ArticleId, BTreeMap<usize, f64>, Complete);

/// Of the tokens that all sides rated.
#[derive(Default)]
struct Complete {
    items: f64,
    agreeing: f64,
    totals: BTreeMap<usize, f64>,
}

/// What the sides say at a token, and at how many tokens they do.
type Ratings = Vec<(Vec<String>, u32)>;

/// What the sides say at the tokens of an article.
fn ratings(coded: &Coded) -> Ratings {
    let said: Vec<&ComparedArticle> = coded.said.iter().flatten().collect();
    let mut by_token: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for (side, said) in said.iter().enumerate() {
        for (token, label) in labels(&coded.tokens, said.mentions.iter().map(|mark| (mark.span, &mark.kind))) {
            by_token.entry(token).or_insert_with(|| vec![String::new(); coded_sides(&coded.said)])[side] = label;
        }
    }
    let outside = (coded.tokens.len() - by_token.len()) as u32;
    let mut counts: BTreeMap<Vec<String>, u32> = BTreeMap::new();
    for mut given in by_token.into_values() {
        given.sort_unstable();
        *counts.entry(given).or_default() += 1;
    }
    if outside > 0 {
        *counts.entry(vec![String::new(); said.len()]).or_default() += outside;
    }
    counts.into_iter().collect()
}

fn coded_sides(said: &[Option<ComparedArticle>]) -> usize {
    said.iter().flatten().count()
}
