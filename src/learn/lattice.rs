//! A run of words with all its possible labels: the best labelling, and how likely each label and each mention is.
//! Before and behind a run everything is outside.

use super::{
    exact::exp,
    labels::{Labels, OUTSIDE},
};

/// What a step from one label to the next adds to a score; forbidden steps are negative infinity.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Steps {
    many: usize,
    scores: Vec<f32>,
    /// The exponentials.
    factors: Vec<f32>,
}

impl Steps {
    pub fn new(many: usize) -> Self {
        let score = |at: usize| if Labels::may_follow(at / many, at % many) { 0.0 } else { f32::NEG_INFINITY };
        let scores: Vec<f32> = (0..many * many).map(score).collect();
        let mut steps = Self { many, factors: vec![0.0; scores.len()], scores };
        steps.refresh();
        steps
    }

    pub fn score_mut(&mut self, before: usize, after: usize) -> &mut f32 {
        &mut self.scores[before * self.many + after]
    }

    pub fn scores_mut(&mut self) -> &mut [f32] {
        &mut self.scores
    }

    pub fn scores(&self) -> &[f32] {
        &self.scores
    }

    /// To be called after scores were changed.
    pub fn refresh(&mut self) {
        for (factor, score) in self.factors.iter_mut().zip(&self.scores) {
            *factor = exp(*score);
        }
    }

    fn score(&self, before: usize, after: usize) -> f32 {
        self.scores[before * self.many + after]
    }

    fn factor(&self, before: usize, after: usize) -> f32 {
        self.factors[before * self.many + after]
    }
}

/// Room for the numbers of one run after the other.
#[derive(Debug, Default)]
pub(super) struct Lattice {
    many: usize,
    /// Scores of each word's labels, then their exponentials.
    words: Vec<f32>,
    forward: Vec<f32>,
    backward: Vec<f32>,
    /// By what each word's forward numbers were divided.
    scales: Vec<f32>,
}

impl Lattice {
    /// Makes room for a run and returns its words' scores, all 0, to be filled in.
    pub fn begin(&mut self, words: usize, many: usize) -> &mut [f32] {
        self.many = many;
        self.words.clear();
        self.words.resize(words * many, 0.0);
        &mut self.words
    }

    /// The labels of the best labelling. Only before [`Lattice::weigh`].
    pub fn best(&self, steps: &Steps) -> Vec<usize> {
        let many = self.many;
        let length = self.words.len() / many.max(1);
        let mut from = vec![OUTSIDE; self.words.len()];
        let mut scores: Vec<f32> = Vec::new();
        for at in 0..length {
            let mut next = vec![f32::NEG_INFINITY; many];
            for after in 0..many {
                let own = self.words[at * many + after];
                if at == 0 {
                    next[after] = own + steps.score(OUTSIDE, after);
                    continue;
                }
                for (before, score) in scores.iter().enumerate() {
                    let score = score + steps.score(before, after) + own;
                    if score > next[after] {
                        next[after] = score;
                        from[at * many + after] = before;
                    }
                }
            }
            scores = next;
        }
        let mut label = OUTSIDE;
        let mut most = f32::NEG_INFINITY;
        for (last, score) in scores.iter().enumerate() {
            let score = score + steps.score(last, OUTSIDE);
            if score > most {
                (label, most) = (last, score);
            }
        }
        let mut labels = vec![label; length];
        for at in (1..length).rev() {
            label = from[at * many + label];
            labels[at - 1] = label;
        }
        labels
    }

    /// Makes [`Lattice::chance`] and [`Lattice::chance_of`] ready.
    pub fn weigh(&mut self, steps: &Steps) {
        let many = self.many;
        let length = self.words.len() / many.max(1);
        for word in self.words.chunks_exact_mut(many.max(1)) {
            let most = word.iter().fold(f32::NEG_INFINITY, |most, &score| most.max(score));
            word.iter_mut().for_each(|score| *score = exp(*score - most));
        }
        self.forward.clear();
        self.forward.resize(self.words.len(), 0.0);
        self.scales.clear();
        for at in 0..length {
            let (done, rest) = self.forward.split_at_mut(at * many);
            let here = &mut rest[..many];
            if at == 0 {
                here.copy_from_slice(&steps.factors[OUTSIDE * many..][..many]);
            } else {
                let last = &done[(at - 1) * many..];
                for (before, &mass) in last.iter().enumerate().filter(|(_, mass)| **mass > 0.0) {
                    let row = &steps.factors[before * many..][..many];
                    here.iter_mut().zip(row).for_each(|(here, factor)| *here += mass * factor);
                }
            }
            here.iter_mut().zip(&self.words[at * many..][..many]).for_each(|(here, own)| *here *= own);
            let scale: f32 = here.iter().sum::<f32>().max(f32::MIN_POSITIVE);
            here.iter_mut().for_each(|here| *here /= scale);
            self.scales.push(scale);
        }
        self.backward.clear();
        self.backward.resize(self.words.len(), 0.0);
        let mut end = 0.0;
        for at in (0..length).rev() {
            if at + 1 == length {
                for label in 0..many {
                    self.backward[at * many + label] = steps.factor(label, OUTSIDE);
                    end += self.forward[at * many + label] * steps.factor(label, OUTSIDE);
                }
                // A run whose last word would be the first of a mention cannot be: that mass is lost.
                let end = f32::max(end, f32::MIN_POSITIVE);
                self.backward[at * many..].iter_mut().for_each(|mass| *mass /= end);
                continue;
            }
            let (head, tail) = self.backward.split_at_mut((at + 1) * many);
            let (next, own) = (&tail[..many], &self.words[(at + 1) * many..][..many]);
            let scale = self.scales[at + 1];
            for (label, mass) in head[at * many..].iter_mut().enumerate() {
                let row = &steps.factors[label * many..][..many];
                let sum: f32 = row.iter().zip(next).zip(own).map(|((factor, next), own)| factor * next * own).sum();
                *mass = sum / scale;
            }
        }
    }

    /// How likely a word has a label.
    pub fn chance(&self, at: usize, label: usize) -> f32 {
        self.forward[at * self.many + label] * self.backward[at * self.many + label]
    }

    /// How likely the words before `at` and at it have these labels, for each pair; added up over the run into `sums`.
    pub fn add_steps(&self, steps: &Steps, sums: &mut [f32]) {
        let many = self.many;
        let length = self.words.len() / many.max(1);
        for at in 0..=length {
            if at == 0 || at == length {
                let other = if at == 0 { 0 } else { at - 1 };
                for label in 0..many {
                    let step = if at == 0 { OUTSIDE * many + label } else { label * many + OUTSIDE };
                    sums[step] += self.chance(other, label);
                }
                continue;
            }
            for before in 0..many {
                let mass = self.forward[(at - 1) * many + before] / self.scales[at];
                if mass == 0.0 {
                    continue;
                }
                for after in 0..many {
                    let next = self.words[at * many + after] * self.backward[at * many + after];
                    sums[before * many + after] += mass * steps.factor(before, after) * next;
                }
            }
        }
    }

    /// How likely the words from `start` to before `end` are one mention of a kind, and no more and no fewer.
    pub fn chance_of(&self, steps: &Steps, kind: usize, start: usize, end: usize) -> f32 {
        let many = self.many;
        let mut before = 0.0;
        let first = Labels::of(kind, 0, end - start);
        if start == 0 {
            before += steps.factor(OUTSIDE, first);
        } else {
            for label in 0..many {
                before += self.forward[(start - 1) * many + label] * steps.factor(label, first);
            }
        }
        let mut mass = before;
        let mut last = first;
        for at in start..end {
            let label = Labels::of(kind, at - start, end - start);
            if at > start {
                mass *= steps.factor(last, label);
            }
            mass *= self.words[at * many + label] / self.scales[at];
            last = label;
        }
        (mass * self.backward[(end - 1) * many + last]).clamp(0.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every labelling of three words, one by one.
    #[test]
    fn as_counted_by_hand() {
        let many = 9;
        let mut steps = Steps::new(many);
        for (at, score) in steps.scores_mut().iter_mut().enumerate() {
            *score += (at * 7 % 11) as f32 / 10.0 - 0.5;
        }
        steps.refresh();
        let own: Vec<f32> = (0..3 * many).map(|at| (at * 5 % 13) as f32 / 4.0 - 1.5).collect();
        let mut lattice = Lattice::default();
        lattice.begin(3, many).copy_from_slice(&own);
        let best = lattice.best(&steps);
        lattice.weigh(&steps);
        let (mut all, mut most, mut found) = (0.0, f32::NEG_INFINITY, Vec::new());
        let (mut ones, mut span) = (vec![0.0; 3 * many], 0.0);
        for number in 0..many * many * many {
            let labels = [number / many / many, number / many % many, number % many];
            let mut score = steps.score(OUTSIDE, labels[0]) + steps.score(labels[2], OUTSIDE);
            score += steps.score(labels[0], labels[1]) + steps.score(labels[1], labels[2]);
            score += labels.iter().enumerate().map(|(at, label)| own[at * many + label]).sum::<f32>();
            let mass = score.exp();
            all += mass;
            labels.iter().enumerate().for_each(|(at, label)| ones[at * many + label] += mass);
            if labels[1..] == [Labels::of(1, 0, 2), Labels::of(1, 1, 2)] {
                span += mass;
            }
            if score > most {
                (most, found) = (score, labels.to_vec());
            }
        }
        assert_eq!(best, found);
        for at in 0..3 {
            for label in 0..many {
                assert!((lattice.chance(at, label) - ones[at * many + label] / all).abs() < 1e-5);
            }
        }
        assert!((lattice.chance_of(&steps, 1, 1, 3) - span / all).abs() < 1e-5);
        let mut sums = vec![0.0; many * many];
        lattice.add_steps(&steps, &mut sums);
        assert!((sums.iter().sum::<f32>() - 4.0).abs() < 1e-4, "four steps in three words");
    }
}
