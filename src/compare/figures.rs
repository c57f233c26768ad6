//! The measures of agreement between two sides over many articles, from sums that articles add to: so that drawing other
//! articles adds up other sums and computes the same.

use std::{
    collections::{BTreeMap, HashMap},
    hash::Hash,
};

use super::{
    ComparedArticle, PairCounts, StatementSlot, align, chance,
    counts::share,
    field_pairs::{FieldPair, of_both},
    span_figures, statement_figures,
    words::labels,
};
use crate::model::{Certainty, FieldOwner, KindKey, Office, Span};

/// A part of a count of two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum CountPart {
    Both,
    One,
    Other,
}

/// Something that is added up over articles.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum CountedItem {
    Strict(KindKey, CountPart),
    Overlap(KindKey, CountPart),
    Boundary(CountPart),
    Partial(CountPart),
    LinksRight,
    Links,
    Matched,
    /// A token with these labels, by their numbers.
    Token(usize, usize),
    Aligned(CountPart),
    Same(CountPart),
    Slot(StatementSlot, CountPart),
    /// Aligned statements with these offices, 0 for none.
    Office(usize, usize),
    Status(usize, usize),
    /// Aligned statements with these sets of parties, by their numbers.
    Parties(usize, usize),
    /// Records with these values of one of the project's own fields, by their numbers.
    Field(FieldNumber, usize, usize),
    Article,
    SameArticle,
}

/// One of the project's own fields, by its number.
pub(super) type FieldNumber = usize;

/// One of the project's own fields: whose it is, its key, whether its values are one of few.
pub(super) type ComparedField = (FieldOwner, String, bool);

/// What figures are of, in their order.
const OF: [&str; 7] = ["mentions", "tokens", "links", "statements", "slots", "fields", "articles"];

/// One figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// One of `OF`: `mentions`, `tokens`, `links`, `statements`, `slots`, `fields`, `articles`.
    pub of: &'static str,
    /// `strict_f1`, `kappa` …
    pub name: &'static str,
    /// The kind, the slot, the field (`statement.stage`); `all` for all together.
    pub label: String,
    /// Of how many it was computed: of F1 the items of both sides, of κ and α the units, of shares the whole.
    pub n: usize,
    pub value: Option<f64>,
    /// 95 %, by drawing stories again.
    pub interval: Option<(f64, f64)>,
    /// Of F1, with the first side as what is right.
    pub precision: Option<f64>,
    pub recall: Option<f64>,
}

/// Values in the order in which they were first seen.
#[derive(Debug, Clone)]
pub(super) struct Numbers<T>(HashMap<T, usize>, pub(super) Vec<T>);

impl<T> Default for Numbers<T> {
    fn default() -> Self {
        Self(HashMap::new(), Vec::new())
    }
}

impl<T: Hash + Eq + Clone> Numbers<T> {
    pub(super) fn of(&mut self, value: &T) -> usize {
        if let Some(number) = self.0.get(value) {
            return *number;
        }
        self.1.push(value.clone());
        self.0.insert(value.clone(), self.1.len() - 1);
        self.1.len() - 1
    }

    pub(super) fn len(&self) -> usize {
        self.1.len()
    }
}

/// What one article adds.
pub(super) type Adds = Vec<(CountedItem, u32)>;

/// The labels of tokens and the sets of parties that occur. The first label is that of a token outside of all mentions.
#[derive(Debug, Clone)]
pub(super) struct LabelNumbers {
    pub(super) labels: Numbers<String>,
    pub(super) sets: Numbers<Vec<u32>>,
    /// None first, then the delivered ones, then those of the project's own that occur.
    pub(super) offices: Numbers<Option<Office>>,
    /// Those that the program knows first, then those of the project's own that occur.
    pub(super) statuses: Numbers<Certainty>,
    parties: Numbers<String>,
    pub(super) fields: Numbers<ComparedField>,
    /// What they hold; the first is nothing.
    pub(super) values: Numbers<String>,
}

impl Default for LabelNumbers {
    fn default() -> Self {
        let nothing = || {
            let mut numbers = Numbers::default();
            numbers.of(&String::new());
            numbers
        };
        let mut offices = Numbers::default();
        [None].into_iter().chain(Office::DELIVERED.iter().copied().map(Some)).for_each(|office| {
            offices.of(&office);
        });
        let mut statuses = Numbers::default();
        Certainty::BUILT_IN.iter().for_each(|status| {
            statuses.of(status);
        });
        Self {
            labels: nothing(),
            sets: Numbers::default(),
            offices,
            statuses,
            parties: Numbers::default(),
            fields: Numbers::default(),
            values: nothing(),
        }
    }
}

/// What is counted of one article, before labels and sets have numbers: made on all cores.
pub(super) struct ArticleCounts {
    plain: Adds,
    tokens: Vec<(String, String, u32)>,
    offices: Vec<(Option<Office>, Option<Office>)>,
    statuses: Vec<(Certainty, Certainty)>,
    parties: Vec<(Vec<String>, Vec<String>)>,
    fields: Vec<FieldPair>,
}

pub(super) fn count(tokens: &[Span], one: &ComparedArticle, other: &ComparedArticle) -> ArticleCounts {
    let mut plain = Adds::new();
    let mut add = |item: CountedItem, count: usize| {
        if count > 0 {
            plain.push((item, u32::try_from(count).unwrap_or(u32::MAX)));
        }
    };
    let mut counts = |item: &dyn Fn(CountPart) -> CountedItem, counts: PairCounts| {
        add(item(CountPart::Both), counts.both);
        add(item(CountPart::One), counts.gold);
        add(item(CountPart::Other), counts.predicted);
    };
    let spans = span_figures(&one.mentions, &other.mentions);
    for (kind, of_kind) in &spans.strict {
        counts(&|part| CountedItem::Strict(kind.clone(), part), *of_kind);
    }
    for (kind, of_kind) in &spans.overlap {
        counts(&|part| CountedItem::Overlap(kind.clone(), part), *of_kind);
    }
    counts(&CountedItem::Boundary, spans.boundary);
    counts(&CountedItem::Partial, spans.partial);
    let statements = statement_figures(&one.statements, &other.statements);
    counts(&CountedItem::Aligned, statements.aligned);
    counts(&CountedItem::Same, statements.same);
    for (slot, of_slot) in &statements.slots {
        counts(&|part| CountedItem::Slot(*slot, part), *of_slot);
    }
    add(CountedItem::Links, spans.links.all);
    add(CountedItem::LinksRight, spans.links.right);
    add(CountedItem::Matched, spans.matched);
    add(CountedItem::Article, 1);
    add(CountedItem::SameArticle, usize::from(statements.all_same));
    let (mut parties, mut offices, mut statuses) = (Vec::new(), Vec::new(), Vec::new());
    for (a, b) in align(&one.statements, &other.statements) {
        let (a, b) = (&one.statements[a], &other.statements[b]);
        offices.push((a.office, b.office));
        statuses.push((a.status, b.status));
        parties.push((a.parties.keys().cloned().collect(), b.parties.keys().cloned().collect()));
    }
    let pairs = token_pairs(tokens, one, other);
    ArticleCounts { plain, tokens: pairs, offices, statuses, parties, fields: of_both(one, other) }
}

/// How many tokens have each two labels.
fn token_pairs(tokens: &[Span], one: &ComparedArticle, other: &ComparedArticle) -> Vec<(String, String, u32)> {
    let of = |said: &ComparedArticle| labels(tokens, said.mentions.iter().map(|mark| (mark.span, &mark.kind)));
    let mut pairs: BTreeMap<(String, String), u32> = BTreeMap::new();
    let mut by_token: BTreeMap<usize, (String, String)> = BTreeMap::new();
    of(one).into_iter().for_each(|(token, label)| by_token.entry(token).or_default().0 = label);
    of(other).into_iter().for_each(|(token, label)| by_token.entry(token).or_default().1 = label);
    let outside = tokens.len() - by_token.len();
    by_token.into_values().for_each(|pair| *pairs.entry(pair).or_default() += 1);
    if outside > 0 {
        pairs.insert((String::new(), String::new()), outside as u32);
    }
    pairs.into_iter().map(|((a, b), count)| (a, b, count)).collect()
}

impl LabelNumbers {
    /// What an article adds, with labels and sets by their numbers.
    pub(super) fn number(&mut self, counted: ArticleCounts) -> Adds {
        let ArticleCounts { mut plain, tokens, offices, statuses, parties, fields } = counted;
        for FieldPair { owner, key, is_choice, one, other } in fields {
            let field = self.fields.of(&(owner, key, is_choice));
            plain.push((CountedItem::Field(field, self.values.of(&one), self.values.of(&other)), 1));
        }
        for (one, other) in offices {
            plain.push((CountedItem::Office(self.offices.of(&one), self.offices.of(&other)), 1));
        }
        for (one, other) in statuses {
            plain.push((CountedItem::Status(self.statuses.of(&one), self.statuses.of(&other)), 1));
        }
        for (one, other, count) in tokens {
            plain.push((CountedItem::Token(self.labels.of(&one), self.labels.of(&other)), count));
        }
        for (one, other) in parties {
            let mut set = |names: Vec<String>| {
                let mut set: Vec<u32> = names.iter().map(|name| self.parties.of(name) as u32).collect();
                set.sort_unstable();
                self.sets.of(&set)
            };
            plain.push((CountedItem::Parties(set(one), set(other)), 1));
        }
        plain
    }
}

/// A field with its number, and the pairs of values of it that occur.
pub(super) type FieldPairs = (ComparedField, FieldNumber, Vec<(usize, usize)>);

/// Sums over articles, and what occurs in them.
pub(super) struct Sums<'a> {
    pub(super) sum: &'a dyn Fn(&CountedItem) -> f64,
    pub(super) kinds: &'a [KindKey],
    pub(super) tokens: &'a [(usize, usize)],
    pub(super) labels: usize,
    pub(super) offices: usize,
    pub(super) statuses: usize,
    pub(super) parties: &'a [(usize, usize)],
    /// The sum of the distances of all ordered pairs of the sets that were given so often.
    pub(super) expected: &'a dyn Fn(&[f64]) -> Option<f64>,
    pub(super) distance: &'a dyn Fn(usize, usize) -> f64,
    pub(super) sets: usize,
    /// The fields in the order of their names, each with the pairs of values that occur.
    pub(super) fields: &'a [FieldPairs],
    pub(super) values: usize,
}

struct F1 {
    n: f64,
    value: Option<f64>,
    precision: Option<f64>,
    recall: Option<f64>,
}

impl Sums<'_> {
    fn of(&self, item: CountedItem) -> f64 {
        (self.sum)(&item)
    }

    fn f1(&self, item: impl Fn(CountPart) -> CountedItem) -> F1 {
        let [both, one, other] = [CountPart::Both, CountPart::One, CountPart::Other].map(|part| self.of(item(part)));
        F1::of(both, one, other)
    }

    fn f1_of_kinds(&self, item: impl Fn(KindKey, CountPart) -> CountedItem) -> F1 {
        let sum = |part| self.kinds.iter().map(|kind| self.of(item(kind.clone(), part))).sum();
        F1::of(sum(CountPart::Both), sum(CountPart::One), sum(CountPart::Other))
    }

    /// Every measure, always in the same order.
    pub(super) fn measures(&self) -> Vec<Measure> {
        let mut all = Vec::new();
        let mut f1 = |of, name, label: &str, f1: F1| {
            let (n, value, precision, recall) = (f1.n as usize, f1.value, f1.precision, f1.recall);
            all.push(Measure { of, name, label: label.to_owned(), n, value, interval: None, precision, recall });
        };
        for kind in self.kinds {
            f1("mentions", "strict_f1", kind.as_str(), self.f1(|part| CountedItem::Strict(kind.clone(), part)));
        }
        f1("mentions", "strict_f1", "all", self.f1_of_kinds(CountedItem::Strict));
        for kind in self.kinds {
            f1("mentions", "overlap_f1", kind.as_str(), self.f1(|part| CountedItem::Overlap(kind.clone(), part)));
        }
        f1("mentions", "overlap_f1", "all", self.f1_of_kinds(CountedItem::Overlap));
        f1("mentions", "boundary_f1", "all", self.f1(CountedItem::Boundary));
        let mut partial = self.f1(CountedItem::Partial);
        // An exact match counts 2 there.
        partial.n /= 2.0;
        f1("mentions", "partial_f1", "all", partial);
        f1("statements", "found_f1", "all", self.f1(CountedItem::Aligned));
        f1("statements", "same_f1", "all", self.f1(CountedItem::Same));
        for slot in StatementSlot::ALL {
            f1("slots", "f1", slot.key(), self.f1(|part| CountedItem::Slot(slot, part)));
        }
        let plain = |of, name, label: &str, n: f64, value| Measure {
            of,
            name,
            label: label.to_owned(),
            n: n as usize,
            value,
            interval: None,
            precision: None,
            recall: None,
        };
        let count = |pair: &(usize, usize)| self.of(CountedItem::Token(pair.0, pair.1));
        let tokens: f64 = self.tokens.iter().map(count).sum();
        let confusion = || self.tokens.iter().map(|pair| (pair.0, pair.1, count(pair)));
        all.push(plain("tokens", "kappa", "all", tokens, chance::cohen(confusion(), self.labels)));
        let both_ways = confusion().flat_map(|(one, other, count)| [(one, other, count), (other, one, count)]);
        all.push(plain("tokens", "alpha", "all", tokens, chance::alpha_nominal(both_ways, self.labels)));
        let links = self.of(CountedItem::Links);
        all.push(plain("links", "accuracy", "all", links, share(self.of(CountedItem::LinksRight), links)));
        let marked: f64 = self.f1_of_kinds(CountedItem::Strict).n;
        let matched = self.of(CountedItem::Matched);
        all.push(plain("links", "matched", "all", marked, share(2.0 * matched, marked)));
        for (label, categories, item) in [
            ("office", self.offices, CountedItem::Office as fn(usize, usize) -> CountedItem),
            ("status", self.statuses, CountedItem::Status),
        ] {
            let pairs = (0..categories).flat_map(|one| (0..categories).map(move |other| (one, other)));
            let confusion: Vec<_> = pairs.map(|(one, other)| (one, other, self.of(item(one, other)))).collect();
            let n = confusion.iter().map(|(.., count)| count).sum();
            all.push(plain("statements", "kappa", label, n, chance::cohen(confusion, categories)));
        }
        let (mut given, mut observed, mut units) = (vec![0.0; self.sets], 0.0, 0.0);
        for &(one, other) in self.parties {
            let count = self.of(CountedItem::Parties(one, other));
            given[one] += count;
            given[other] += count;
            observed += count * (self.distance)(one, other);
            units += count;
        }
        let alpha = (self.expected)(&given).and_then(|expected| chance::alpha(observed, expected, 2.0 * units));
        all.push(plain("statements", "masi_alpha", "parties", units, alpha));
        for ((owner, key, is_choice), field, pairs) in self.fields {
            let counts: Vec<(usize, usize, f64)> = pairs
                .iter()
                .map(|&(one, other)| (one, other, self.of(CountedItem::Field(*field, one, other))))
                .collect();
            let n: f64 = counts.iter().map(|(.., count)| count).sum();
            let same: f64 = counts.iter().filter(|(one, other, _)| one == other).map(|(.., count)| count).sum();
            let label = format!("{}.{key}", owner.key());
            if *is_choice {
                all.push(plain("fields", "kappa", &label, n, chance::cohen(counts, self.values)));
            }
            all.push(plain("fields", "equality", &label, n, share(same, n)));
        }
        let articles = self.of(CountedItem::Article);
        all.push(plain(
            "articles",
            "same_statements",
            "all",
            articles,
            share(self.of(CountedItem::SameArticle), articles),
        ));
        // What is about one thing stands together.
        all.sort_by_key(|measure| OF.iter().position(|of| *of == measure.of));
        all
    }
}

impl F1 {
    fn of(both: f64, one: f64, other: f64) -> Self {
        let n = one + other;
        Self { n, value: share(2.0 * both, n), precision: share(both, other), recall: share(both, one) }
    }
}
