//! Whether what a project teaches is worth using, kind by kind: before it is used, some finished articles are kept back from
//! the learner, and of each kind it must do better on them than the rules alone. Else the rules decide.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::atomic::{AtomicBool, Ordering},
};

use super::{extractor::ProjectExtractor, learned::Learned};
use crate::{
    compare::PairCounts,
    extract::Extraction,
    learn::{Example, Learner},
    model::{Article, EntityId, KindKey, Span},
};

/// With fewer articles nothing can be kept back.
const LEAST: usize = 4;

/// Up to so many articles each is kept back once, a third at a time; of more, every fifth is kept back, once.
const FEW: usize = 50;

/// A finished article: what the learner is taught of it, and what the rules alone say.
pub struct LessonArticle {
    pub article: Article,
    pub example: Example,
    pub extraction: Extraction,
}

/// Mentions found in articles kept back, exactly as people marked them: by the rules alone, and with what was learned.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LearnerTrial {
    /// How many articles were kept back.
    pub articles: usize,
    /// The kinds of which what was learned does better.
    pub kinds: BTreeSet<KindKey>,
    pub rules: PairCounts,
    /// What was learned decides of its kinds, the rules of the others.
    pub learned: PairCounts,
}

impl LearnerTrial {
    /// Whether what was learned does better than the rules alone at anything.
    pub fn is_passed(&self) -> bool {
        !self.kinds.is_empty()
    }
}

/// What was learned from finished articles, as far as it is worth using, and how it did on those kept back; `None`s if it is
/// not, with too few articles, or if cancelled. `step` is told how many of how many steps are done.
pub fn learn_from(
    lessons: Vec<LessonArticle>,
    links: BTreeMap<(KindKey, String), EntityId>,
    extracting: &ProjectExtractor<'_>,
    cancel: &AtomicBool,
    mut step: impl FnMut(usize, usize),
) -> (Option<Learned>, Option<LearnerTrial>) {
    let all = lessons.len();
    let trial = trial(&lessons, extracting, cancel, |done, of| step(all * done / of.max(1), all * 2));
    let kinds = match &trial {
        Some(trial) => trial.kinds.clone(),
        None => unknown_to_rules(&lessons),
    };
    if kinds.is_empty() {
        step(all * 2, all * 2);
        return (None, trial);
    }
    let learning = |done: usize, of: usize| step(all + all * done / of.max(1), all * 2);
    let model = Learner::default().train(lessons.into_iter().map(|lesson| lesson.example), cancel, learning);
    (model.map(|model| Learned { model, links, kinds }), trial)
}

/// The kinds that people marked and the rules never did: with few articles these alone are surely no loss.
fn unknown_to_rules(lessons: &[LessonArticle]) -> BTreeSet<KindKey> {
    let said = |kind: &KindKey| {
        lessons.iter().any(|lesson| lesson.extraction.mentions.iter().any(|found| found.kind == *kind))
    };
    let marked = lessons.iter().flat_map(|lesson| lesson.example.mentions.iter().map(|(_, kind)| kind));
    marked.filter(|kind| !said(kind)).cloned().collect()
}

/// How a kind did.
#[derive(Default)]
struct KindTrial {
    rules: PairCounts,
    learned: PairCounts,
}

/// Tries the learner; `None` with too few articles, or if cancelled.
fn trial(
    lessons: &[LessonArticle],
    extracting: &ProjectExtractor<'_>,
    cancel: &AtomicBool,
    mut step: impl FnMut(usize, usize),
) -> Option<LearnerTrial> {
    if lessons.len() < LEAST {
        return None;
    }
    let (every, rounds) = if lessons.len() <= FEW { (3, 3) } else { (5, 1) };
    let mut trial = LearnerTrial::default();
    let mut kinds: BTreeMap<KindKey, KindTrial> = BTreeMap::new();
    for round in 0..rounds {
        let kept = |at: usize| at % every == round;
        let taught = lessons.iter().enumerate().filter(|(at, _)| !kept(*at)).map(|(_, lesson)| lesson.example.clone());
        let learning = |done: usize, of: usize| step(round * of.max(1) + done, rounds * of.max(1));
        let model = Learner::default().train(taught, cancel, learning);
        if cancel.load(Ordering::Relaxed) {
            return None;
        }
        let learned = model.map(|model| Learned::of_all_kinds(model, BTreeMap::new()));
        for (_, lesson) in lessons.iter().enumerate().filter(|(at, _)| kept(*at)) {
            let again = match &learned {
                Some(learned) => learned.read_again(lesson.extraction.clone(), extracting, &lesson.article, &[]),
                None => lesson.extraction.clone(),
            };
            trial.articles += 1;
            let (rules, learned) = (marked_in(&lesson.extraction), marked_in(&again));
            let gold: BTreeSet<PlaceOfKind<'_>> =
                lesson.example.mentions.iter().map(|(span, kind)| (kind, *span)).collect();
            for (kind, _) in gold.iter().chain(&rules).chain(&learned) {
                kinds.entry((*kind).clone()).or_default();
            }
            for (kind, counts) in &mut kinds {
                counts.rules.add(counted(kind, &gold, &rules));
                counts.learned.add(counted(kind, &gold, &learned));
            }
        }
    }
    for (kind, KindTrial { rules, learned }) in kinds {
        let better = is_better(learned, rules);
        trial.rules.add(rules);
        trial.learned.add(if better { learned } else { rules });
        if better {
            trial.kinds.insert(kind);
        }
    }
    Some(trial)
}

/// Whether more is right than by the rules, by more than what may be luck: one name that stands in two articles.
fn is_better(learned: PairCounts, rules: PairCounts) -> bool {
    const LUCK: usize = 2;
    let f1 = |counts: PairCounts| counts.f1().unwrap_or(0.0);
    let faults = |counts: PairCounts| counts.gold + counts.predicted - 2 * counts.both;
    f1(learned) > f1(rules) && faults(learned) + LUCK <= faults(rules)
}

/// A mention by its kind and place.
type PlaceOfKind<'a> = (&'a KindKey, Span);

fn marked_in(extraction: &Extraction) -> BTreeSet<PlaceOfKind<'_>> {
    extraction.mentions.iter().map(|found| (&found.kind, found.span)).collect()
}

fn counted(kind: &KindKey, gold: &BTreeSet<PlaceOfKind<'_>>, found: &BTreeSet<PlaceOfKind<'_>>) -> PairCounts {
    let of = |places: &BTreeSet<PlaceOfKind<'_>>| places.iter().filter(|(own, _)| *own == kind).count();
    let both = gold.intersection(found).filter(|(own, _)| *own == kind).count();
    PairCounts { both, gold: of(gold), predicted: of(found) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn luck_is_no_gain() {
        let counts = |both, gold, predicted| PairCounts { both, gold, predicted };
        let rules = counts(40, 50, 50);
        assert!(is_better(counts(42, 50, 50), rules));
        assert!(!is_better(counts(40, 50, 50), rules), "the same");
        assert!(!is_better(counts(40, 50, 49), rules), "one fault less");
        assert!(!is_better(counts(30, 50, 30), rules), "fewer, and surer");
        // Of a kind that the rules do not know.
        assert!(is_better(counts(2, 9, 2), counts(0, 9, 0)));
    }
}
