//! Whether what a project teaches is worth using: before it is used, some finished articles are kept back from the learner,
//! and it must not do worse on them than the rules alone.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::atomic::{AtomicBool, Ordering},
};

use super::{extractor::ProjectExtractor, learned::Learned};
use crate::{
    compare::PairCounts,
    extract::Extraction,
    learn::{Example, Learner},
    model::{Article, KindKey, Span},
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LearnerTrial {
    /// How many articles were kept back.
    pub articles: usize,
    pub rules: PairCounts,
    pub learned: PairCounts,
}

impl LearnerTrial {
    /// Whether what was learned does at least as well as the rules alone.
    pub fn is_passed(&self) -> bool {
        let f1 = |counts: PairCounts| counts.f1().unwrap_or(0.0);
        f1(self.learned) >= f1(self.rules)
    }
}

/// Tries the learner; `None` with too few articles, or if cancelled.
pub fn trial(
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
    for round in 0..rounds {
        let kept = |at: usize| at % every == round;
        let taught = lessons.iter().enumerate().filter(|(at, _)| !kept(*at)).map(|(_, lesson)| lesson.example.clone());
        let learning = |done: usize, of: usize| step(round * of.max(1) + done, rounds * of.max(1));
        let model = Learner::default().train(taught, cancel, learning);
        if cancel.load(Ordering::Relaxed) {
            return None;
        }
        let learned = model.map(|model| Learned { model, links: BTreeMap::new() });
        for (_, lesson) in lessons.iter().enumerate().filter(|(at, _)| kept(*at)) {
            let again = match &learned {
                Some(learned) => learned.read_again(lesson.extraction.clone(), extracting, &lesson.article, &[]),
                None => lesson.extraction.clone(),
            };
            trial.articles += 1;
            trial.rules.add(counted(&lesson.example, &lesson.extraction));
            trial.learned.add(counted(&lesson.example, &again));
        }
    }
    Some(trial)
}

fn counted(example: &Example, extraction: &Extraction) -> PairCounts {
    let gold: BTreeSet<(Span, &KindKey)> = example.mentions.iter().map(|(span, kind)| (*span, kind)).collect();
    let found: BTreeSet<(Span, &KindKey)> = extraction.mentions.iter().map(|found| (found.span, &found.kind)).collect();
    PairCounts { both: gold.intersection(&found).count(), gold: gold.len(), predicted: found.len() }
}
