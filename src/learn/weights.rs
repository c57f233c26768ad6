//! The numbers that are learned: for each row of features and each label a weight, and one for each step from label to
//! label. Before anything is learned they say what the rules say.

use super::{
    features::{Features, SURE, WeightRows},
    labels::OUTSIDE,
    lattice::{Lattice, Steps},
};

/// The table of weights has about so many numbers, whatever the number of labels: 16 MB.
const NUMBERS: usize = 1 << 22;

/// What a hint weighs for its label before anything is learned, by the rule's sureness. With none, a word is outside.
const PRIOR: [f32; SURE] = [2.5, 3.5, 4.5, 5.5];
const OUTSIDE_PRIOR: f32 = 4.5;

/// What a name that this project has marked elsewhere weighs.
const NAME_PRIOR: f32 = 2.0;

/// So many weights are added at once, those of the next row among them where a row is shorter: nobody looks at their
/// sums.
const LANES: usize = 16;

/// Weights are whole numbers of this once they are learned.
pub(super) const UNIT: f32 = 1.0 / 64.0;

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Weights {
    pub labels: usize,
    pub rows: WeightRows,
    pub table: Vec<f32>,
    pub steps: Steps,
    /// A bit for each row of which anything was learned, once it is; none before.
    live: Vec<u64>,
}

impl Weights {
    /// As many rows of hashes as there is room for.
    pub fn new(labels: usize) -> Self {
        let rows = WeightRows::new(labels, (NUMBERS / labels).ilog2());
        let mut table = vec![0.0; rows.len() * labels + LANES];
        for label in 0..labels {
            for (sure, prior) in PRIOR.into_iter().enumerate() {
                let prior = if label == OUTSIDE { OUTSIDE_PRIOR } else { prior };
                table[rows.hint(label, sure) as usize * labels + label] = prior;
            }
            if label != OUTSIDE {
                table[rows.name(label) as usize * labels + label] = NAME_PRIOR;
            }
        }
        Self { labels, rows, table, steps: Steps::new(labels), live: Vec::new() }
    }

    /// Rounds all weights to units: what is hardly known is not known, and the model becomes small.
    pub fn round(&mut self) {
        for weight in self.table.iter_mut().chain(self.steps.scores_mut()).filter(|weight| weight.is_finite()) {
            // No negative zero.
            *weight = (*weight / UNIT).round() * UNIT + 0.0;
        }
        self.settle();
    }

    /// To be called when nothing more is learned. Most rows stay empty, and reading passes them by.
    pub fn settle(&mut self) {
        self.live = vec![0; self.rows.len().div_ceil(64)];
        for (row, weights) in self.table.chunks_exact(self.labels).enumerate() {
            if weights.iter().any(|weight| *weight != 0.0) {
                self.live[row / 64] |= 1 << (row % 64);
            }
        }
        self.steps.refresh();
    }

    fn is_live(&self, row: u32) -> bool {
        self.live.get(row as usize / 64).is_none_or(|bits| bits >> (row % 64) & 1 == 1)
    }

    /// Adds up the scores of a run's words, the first of which is number `first` of the page's features.
    pub fn score(&self, features: &Features, first: usize, words: usize, lattice: &mut Lattice) {
        let many = self.labels;
        let scores = lattice.begin(words, many);
        for (word, scores) in scores.chunks_exact_mut(many).enumerate() {
            for (block, scores) in scores.chunks_mut(LANES).enumerate() {
                let mut sums = [0.0; LANES];
                for &row in features.of(first + word).iter().filter(|row| self.is_live(**row)) {
                    let at = row as usize * many + block * LANES;
                    sums.iter_mut().zip(&self.table[at..at + LANES]).for_each(|(sum, weight)| *sum += weight);
                }
                scores.copy_from_slice(&sums[..scores.len()]);
            }
        }
    }
}
