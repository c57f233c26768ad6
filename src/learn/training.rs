//! Two ways to find the weights. Both read the articles in an order that is fixed by the number of the round.
//!
//! * **Chances** (a conditional random field): every labelling has a chance; step by step, the chance of what the
//!   person marked is raised, by less the surer it is already. Steps shrink by feature as in AdaGrad (Duchi, Hazan and
//!   Singer 2011).
//! * **Mistakes** (an averaged perceptron, Collins 2002): what is labelled right changes nothing; what is labelled
//!   wrong moves all its features by one; the weights are the mean over all moments.

use super::{features::Features, labels::OUTSIDE, lattice::Lattice, weights::Weights};

/// How the weights are found. Chances are the default: with the rules' hints on IDNer-News-2K they reach F1 .498 and
/// .699 after 10 and 50 articles, mistakes .489 and .679 (.801 and .808 after 200), and they say how sure they are
/// (`benches/learn`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Method {
    #[default]
    Chances,
    Mistakes,
}

/// An article as numbers.
pub(super) struct Lesson {
    pub features: Features,
    /// How many words each run has.
    pub runs: Vec<u32>,
    /// The label of each word of the runs.
    pub labels: Vec<u8>,
}

pub(super) struct Trainer<'a> {
    pub weights: &'a mut Weights,
    method: Method,
    lattice: Lattice,
    /// Sums of squared steps (chances) or of changes by moment (mistakes).
    sums: Vec<f32>,
    step_sums: Vec<f32>,
    moment: f32,
}

const RATE: f32 = 0.2;
/// Pulls weights back to 0 a little whenever they move.
const PULL: f32 = 0.001;
/// A chance that is wrong by less moves nothing.
const SMALL: f32 = 0.004;
/// How far a mistake moves a weight: the prior weights are of this scale.
const STEP: f32 = 0.25;

impl<'a> Trainer<'a> {
    pub fn new(weights: &'a mut Weights, method: Method) -> Self {
        let (sums, step_sums) = (vec![0.0; weights.table.len()], vec![0.0; weights.steps.scores().len()]);
        Self { weights, method, lattice: Lattice::default(), sums, step_sums, moment: 1.0 }
    }

    /// Learns from one article.
    pub fn learn(&mut self, lesson: &Lesson) {
        let mut first = 0;
        for &words in &lesson.runs {
            let words = words as usize;
            let labels = &lesson.labels[first..first + words];
            self.weights.score(&lesson.features, first, words, &mut self.lattice);
            match self.method {
                Method::Chances => self.by_chances(&lesson.features, first, labels),
                Method::Mistakes => self.by_mistakes(&lesson.features, first, labels),
            }
            first += words;
        }
        if self.method == Method::Chances {
            self.weights.steps.refresh();
        }
    }

    fn by_chances(&mut self, features: &Features, first: usize, labels: &[u8]) {
        let many = self.weights.labels;
        self.lattice.weigh(&self.weights.steps);
        let mut wrong = vec![0.0; many];
        let mut moved = false;
        for (at, &label) in labels.iter().enumerate() {
            for (other, wrong) in wrong.iter_mut().enumerate() {
                *wrong = f32::from(u8::from(other == usize::from(label))) - self.lattice.chance(at, other);
            }
            if wrong.iter().all(|wrong| wrong.abs() < SMALL) {
                continue;
            }
            moved = true;
            for &row in features.of(first + at) {
                let row = row as usize * many..(row as usize + 1) * many;
                let (weights, sums) = (&mut self.weights.table[row.clone()], &mut self.sums[row]);
                for ((weight, sum), wrong) in weights.iter_mut().zip(sums).zip(&wrong) {
                    *sum += wrong * wrong;
                    *weight += RATE * (wrong - PULL * *weight) / (sum.sqrt() + 0.1);
                }
            }
        }
        if !moved {
            return;
        }
        let mut steps = vec![0.0; many * many];
        self.lattice.add_steps(&self.weights.steps, &mut steps);
        for (before, after) in pairs(labels) {
            steps[before * many + after] -= 1.0;
        }
        for ((score, sum), wrong) in self.weights.steps.scores_mut().iter_mut().zip(&mut self.step_sums).zip(&steps) {
            if score.is_finite() {
                *sum += wrong * wrong;
                *score -= RATE * (wrong + PULL * *score) / (sum.sqrt() + 0.1);
            }
        }
    }

    fn by_mistakes(&mut self, features: &Features, first: usize, labels: &[u8]) {
        let many = self.weights.labels;
        let best = self.lattice.best(&self.weights.steps);
        self.moment += 1.0;
        if best.iter().zip(labels).all(|(best, label)| *best == usize::from(*label)) {
            return;
        }
        for (at, (&best, &label)) in best.iter().zip(labels).enumerate() {
            if best == usize::from(label) {
                continue;
            }
            for &row in features.of(first + at) {
                for (label, step) in [(usize::from(label), STEP), (best, -STEP)] {
                    let place = row as usize * many + label;
                    self.weights.table[place] += step;
                    self.sums[place] += step * self.moment;
                }
            }
        }
        let best: Vec<u8> = best.iter().map(|label| *label as u8).collect();
        for (labels, step) in [(labels, STEP), (&best, -STEP)] {
            for (before, after) in pairs(labels) {
                *self.weights.steps.score_mut(before, after) += step;
                self.step_sums[before * many + after] += step * self.moment;
            }
        }
    }

    /// Ends the learning.
    pub fn finish(self) {
        if self.method == Method::Mistakes {
            let mean = |weight: &mut f32, sum: f32| *weight -= sum / self.moment;
            self.weights.table.iter_mut().zip(self.sums).for_each(|(weight, sum)| mean(weight, sum));
            self.weights.steps.scores_mut().iter_mut().zip(self.step_sums).for_each(|(score, sum)| mean(score, sum));
        }
        self.weights.round();
    }
}

/// The steps of a run, from the outside and back.
fn pairs(labels: &[u8]) -> impl Iterator<Item = (usize, usize)> {
    let inner = labels.iter().map(|label| usize::from(*label));
    std::iter::once(OUTSIDE).chain(inner.clone()).zip(inner.chain([OUTSIDE]))
}
