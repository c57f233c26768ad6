//! What was learned, and what it says of a text.

use super::{
    example::{LearnedReading, Prediction, RuleHint},
    features::features,
    labels::{Labels, OUTSIDE},
    lattice::Lattice,
    memory::{Memory, OtherArticles},
    page::LearnerPage,
    weights::Weights,
};
use crate::model::{KindKey, Text};

/// Finds mentions like those that it was taught. Threads may share it.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    pub(super) labels: Labels,
    pub(super) memory: Memory,
    pub(super) weights: Weights,
    pub(super) articles: usize,
}

impl Model {
    /// How many articles it learned from.
    pub fn articles(&self) -> usize {
        self.articles
    }

    /// The kinds that it was taught, or that the rules found there.
    pub fn kinds(&self) -> &[KindKey] {
        &self.labels.kinds
    }

    /// The mentions of a text. The hints are of the same rules as when it learned.
    pub fn predict(&self, text: &Text, hints: &[RuleHint]) -> Vec<Prediction> {
        self.read(text, hints).predictions
    }

    /// The mentions of a text, and how likely each hint is right. A hint of a kind that it was never taught keeps its
    /// own score.
    pub fn read(&self, text: &Text, hints: &[RuleHint]) -> LearnedReading {
        let mut page = LearnerPage::new(text);
        page.hint(hints, &self.labels);
        page.find_runs(|word| self.memory.is_open(word), &[]);
        let features = features(&page, &OtherArticles { all: &self.memory, here: None }, self.weights.rows);
        // Hints by the run in which they lie, as words and kind.
        let mut asked: Vec<Vec<(usize, usize, usize, usize)>> = vec![Vec::new(); page.runs.len()];
        let mut scores: Vec<f32> = hints.iter().map(|hint| hint.score).collect();
        for (number, hint) in hints.iter().enumerate() {
            let (Some((start, end)), Some(kind)) = (page.words_of(hint.span), self.labels.kind(&hint.kind)) else {
                continue;
            };
            let run = page.run_of[start];
            match asked.get_mut(run as usize) {
                Some(asked) if page.run_of[end - 1] == run => asked.push((start, end, kind, number)),
                // Half of its words are nowhere near a name.
                _ => scores[number] = 0.0,
            }
        }
        let mut lattice = Lattice::default();
        let mut predictions = Vec::new();
        let mut first = 0;
        for (&(start, end), asked) in page.runs.iter().zip(&asked) {
            self.weights.score(&features, first, end - start, &mut lattice);
            first += end - start;
            let best = lattice.best(&self.weights.steps);
            if best.iter().all(|label| *label == OUTSIDE) && asked.is_empty() {
                continue;
            }
            lattice.weigh(&self.weights.steps);
            let mut from = 0;
            for (at, &label) in best.iter().enumerate() {
                if Labels::begins(label) {
                    from = at;
                }
                if let Some(kind) = Labels::kind_of(label).filter(|_| Labels::ends(label)) {
                    let score = lattice.chance_of(&self.weights.steps, kind, from, at + 1);
                    let span = page.span(start + from, start + at + 1);
                    predictions.push(Prediction { span, kind: self.labels.kinds[kind].clone(), score });
                }
            }
            for &(from, to, kind, number) in asked {
                scores[number] = lattice.chance_of(&self.weights.steps, kind, from - start, to - start);
            }
        }
        LearnedReading { predictions, hints: scores }
    }
}
