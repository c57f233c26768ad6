//! Mentions of one article by two sides, matched: by exact span and kind, by the span alone, and by overlap (the four
//! ways of SemEval-2013 task 9.1).

use std::collections::{BTreeMap, BTreeSet};

use super::{PairCounts, Share, matching};
use crate::model::{EntityId, KindKey, Span};

/// Where a mention stands, what kind it is, and what it is linked to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct MarkedSpan {
    /// In whatever unit both sides count.
    pub span: Span,
    pub kind: KindKey,
    pub entity: Option<EntityId>,
}

/// How the mentions of two sides match in one article, or in many.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SpanFigures {
    /// Same span and kind, by kind.
    pub strict: BTreeMap<KindKey, PairCounts>,
    /// The same kind and at least one byte in common, by kind, one to one.
    pub overlap: BTreeMap<KindKey, PairCounts>,
    /// The same span, whatever kind.
    pub boundary: PairCounts,
    /// Whatever kind: 2 for the same span, 1 for an overlap, one to one; `gold` and `predicted` count 2 each.
    pub partial: PairCounts,
    /// Of the strictly matched that at least one side links: linked to the same.
    pub links: Share,
    /// Strictly matched.
    pub matched: usize,
}

/// A mention of one side beside one of the other, or beside nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpanPair {
    pub one: Option<MarkedSpan>,
    pub other: Option<MarkedSpan>,
}

/// The mentions of an article by each side as it marked them; of two with the same span and kind one counts.
pub fn span_figures(one: &[MarkedSpan], other: &[MarkedSpan]) -> SpanFigures {
    let (one, other) = (strict(one), strict(other));
    let mut figures = SpanFigures::default();
    for (side, other_side) in [(&one, None), (&other, Some(&one))] {
        for ((span, kind), entity) in side {
            let counts = figures.strict.entry(kind.clone()).or_default();
            match other_side {
                None => counts.gold += 1,
                Some(one) => {
                    counts.predicted += 1;
                    if let Some(meant) = one.get(&(*span, kind.clone())) {
                        counts.both += 1;
                        figures.matched += 1;
                        if meant.is_some() || entity.is_some() {
                            figures.links.all += 1;
                            figures.links.right += usize::from(meant == entity);
                        }
                    }
                }
            }
        }
    }
    let spans = |side: &Strict| side.keys().map(|(span, _)| *span).collect::<Vec<Span>>();
    let (ones, others) = (spans(&one), spans(&other));
    figures.boundary = PairCounts { both: common(&ones, &others), gold: ones.len(), predicted: others.len() };
    let weight = |a: Span, b: Span| if a == b { 2 } else { i64::from(a.touches(b)) };
    let both = matched(&ones, &others, weight).iter().map(|&(a, b)| weight(ones[a], others[b]) as usize).sum();
    figures.partial = PairCounts { both, gold: 2 * ones.len(), predicted: 2 * others.len() };
    for (kind, counts) in &figures.strict {
        let of = |side: &Strict| -> Vec<Span> {
            side.keys().filter(|(_, other)| other == kind).map(|(span, _)| *span).collect()
        };
        let (ones, others) = (of(&one), of(&other));
        let both = matched(&ones, &others, |a, b| i64::from(a.touches(b))).len();
        figures.overlap.insert(kind.clone(), PairCounts { both, ..*counts });
    }
    figures
}

impl SpanFigures {
    /// All kinds together, by span and kind.
    pub fn strict_all(&self) -> PairCounts {
        sum(self.strict.values())
    }

    /// All kinds together, by kind and overlap.
    pub fn overlap_all(&self) -> PairCounts {
        sum(self.overlap.values())
    }
}

fn sum<'a>(all: impl Iterator<Item = &'a PairCounts>) -> PairCounts {
    let mut sum = PairCounts::default();
    all.for_each(|counts| sum.add(*counts));
    sum
}

/// Mentions beside one another: those that are the same first, then what overlaps best, then what stands alone; in
/// reading order.
pub fn pair_spans(one: &[MarkedSpan], other: &[MarkedSpan]) -> Vec<SpanPair> {
    let place = |mark: &MarkedSpan| mark.span;
    let (ones, others): (Vec<Span>, Vec<Span>) = (one.iter().map(place).collect(), other.iter().map(place).collect());
    let weight = |a: usize, b: usize| {
        let (a, b) = (&one[a], &other[b]);
        if !a.span.touches(b.span) {
            return 0;
        }
        let common = a.span.end.min(b.span.end) - a.span.start.max(b.span.start);
        let either = a.span.end.max(b.span.end) - a.span.start.min(b.span.start);
        let alike = 1_000 * common as i64 / either as i64;
        1 + 4_000 * i64::from(a.span == b.span)
            + 2_000 * i64::from(a.kind == b.kind)
            + alike
            + i64::from(a.entity == b.entity)
    };
    let pairs = matched_by(&ones, &others, weight);
    let (mut of_one, mut of_other) = (vec![None; one.len()], vec![None; other.len()]);
    for (a, b) in pairs {
        (of_one[a], of_other[b]) = (Some(b), Some(a));
    }
    let beside = of_one
        .iter()
        .enumerate()
        .map(|(a, b)| SpanPair { one: Some(one[a].clone()), other: b.map(|b| other[b].clone()) });
    let alone = of_other.iter().enumerate().filter(|(_, a)| a.is_none());
    let alone = alone.map(|(b, _)| SpanPair { one: None, other: Some(other[b].clone()) });
    let mut all: Vec<SpanPair> = beside.chain(alone).collect();
    all.sort_by(|a, b| (a.place(), &a.one, &a.other).cmp(&(b.place(), &b.one, &b.other)));
    all
}

impl SpanPair {
    /// Where it is looked at.
    pub fn place(&self) -> Span {
        self.one.as_ref().or(self.other.as_ref()).map_or(Span::new(0, 0), |mark| mark.span)
    }

    /// Whether both sides say the same.
    pub fn agrees(&self) -> bool {
        self.one == self.other
    }

    /// How far they agree, as tables name it.
    pub fn relation(&self) -> &'static str {
        match (&self.one, &self.other) {
            (Some(a), Some(b)) if a == b => "same",
            (Some(a), Some(b)) if a.span == b.span && a.kind == b.kind => "link",
            (Some(a), Some(b)) if a.span == b.span => "kind",
            (Some(a), Some(b)) if a.kind == b.kind => "boundary",
            (Some(_), Some(_)) => "boundary_and_kind",
            (Some(_), None) => "only_first",
            (None, _) => "only_second",
        }
    }
}

type Strict = BTreeMap<(Span, KindKey), Option<EntityId>>;

fn strict(side: &[MarkedSpan]) -> Strict {
    let mut marks: Vec<&MarkedSpan> = side.iter().collect();
    // Of two with the same span and kind the one that is linked, whatever the order.
    marks.sort();
    marks.into_iter().map(|mark| ((mark.span, mark.kind.clone()), mark.entity.clone())).collect()
}

/// How many spans both lists have, each as often as both have it.
fn common(ones: &[Span], others: &[Span]) -> usize {
    let mut left: BTreeMap<Span, usize> = BTreeMap::new();
    ones.iter().for_each(|span| *left.entry(*span).or_default() += 1);
    let taken = |span: &&Span| left.get_mut(span).filter(|left| **left > 0).map(|left| *left -= 1).is_some();
    others.iter().filter(taken).count()
}

fn matched(ones: &[Span], others: &[Span], weight: impl Fn(Span, Span) -> i64) -> Vec<(usize, usize)> {
    matched_by(ones, others, |a, b| weight(ones[a], others[b]))
}

/// At most so many spans that hang together are matched in the best way; more of them, which no person marks, in the
/// order of the text.
const MOST: usize = 200;

/// The best matching of spans that touch: each group that hangs together by itself.
fn matched_by(ones: &[Span], others: &[Span], weight: impl Fn(usize, usize) -> i64) -> Vec<(usize, usize)> {
    let one_side = ones.iter().enumerate().map(|(at, span)| (*span, true, at));
    let mut all: Vec<(Span, bool, usize)> =
        one_side.chain(others.iter().enumerate().map(|(at, span)| (*span, false, at))).collect();
    all.sort_unstable();
    let mut pairs = Vec::new();
    let (mut a, mut b, mut end) = (Vec::new(), Vec::new(), 0);
    let mut settle = |a: &mut Vec<usize>, b: &mut Vec<usize>| {
        if a.len().max(b.len()) > MOST {
            in_order(a, b, ones, others, &mut pairs);
        } else {
            let best = matching::best(a.len(), b.len(), |row, column| weight(a[row], b[column]));
            pairs.extend(best.into_iter().map(|(row, column)| (a[row], b[column])));
        }
        a.clear();
        b.clear();
    };
    for (span, first, at) in all {
        if span.start >= end {
            settle(&mut a, &mut b);
        }
        if first {
            a.push(at)
        } else {
            b.push(at)
        }
        end = end.max(span.end);
    }
    settle(&mut a, &mut b);
    pairs
}

fn in_order(a: &[usize], b: &[usize], ones: &[Span], others: &[Span], pairs: &mut Vec<(usize, usize)>) {
    let mut free: BTreeSet<(Span, usize)> = b.iter().map(|&at| (others[at], at)).collect();
    for &at in a {
        let span = ones[at];
        let same = free.range((span, 0)..).next().filter(|(other, _)| *other == span).copied();
        let found = same.or_else(|| free.iter().find(|(other, _)| other.touches(span)).copied());
        if let Some(found) = found {
            free.remove(&found);
            pairs.push((at, found.1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(all: &[(&str, usize, usize)]) -> Vec<MarkedSpan> {
        let mark = |&(kind, start, end): &(&str, usize, usize)| MarkedSpan {
            span: Span::new(start, end),
            kind: KindKey::new(kind).expect("a kind"),
            entity: None,
        };
        all.iter().map(mark).collect()
    }

    fn near(value: Option<f64>, wanted: f64) {
        assert!((value.expect("defined") - wanted).abs() < 0.000_5, "{value:?}, not {wanted}");
    }

    /// The fixture of the design.
    #[test]
    fn the_fixture() {
        let a = marks(&[("party", 2, 4), ("candidate", 4, 6), ("candidate", 7, 8), ("region", 9, 11)]);
        let b = marks(&[("party", 1, 4), ("candidate", 4, 6), ("party", 7, 8)]);
        for (a, b) in [(&a, &b), (&b, &a)] {
            let figures = span_figures(a, b);
            near(figures.strict_all().f1(), 0.286);
            near(figures.boundary.f1(), 0.571);
            near(figures.overlap_all().f1(), 0.571);
            near(figures.partial.f1(), 0.714);
            assert_eq!(figures.links.share(), None, "nothing is linked");
        }
        let figures = span_figures(&a, &b);
        assert_eq!(figures.strict[&KindKey::region()].precision(), None);
        assert_eq!(figures.strict[&KindKey::region()].recall(), Some(0.0));
        let relations: Vec<&str> = pair_spans(&a, &b).iter().map(SpanPair::relation).collect();
        assert_eq!(relations, ["boundary", "same", "kind", "only_first"]);
    }

    #[test]
    fn links_of_what_was_found() {
        let link = |mut mark: MarkedSpan, entity: &str| {
            mark.entity = Some(EntityId::new(entity).expect("an id"));
            mark
        };
        let bare = marks(&[("party", 0, 3), ("region", 4, 9), ("region", 20, 22)]);
        let one = [link(bare[0].clone(), "party:pks"), bare[1].clone(), bare[2].clone()];
        let other = [link(bare[0].clone(), "party:psi"), link(bare[1].clone(), "region:36"), bare[2].clone()];
        let figures = span_figures(&one, &other);
        assert_eq!((figures.links, figures.matched), (Share { right: 0, all: 2 }, 3));
    }
}
