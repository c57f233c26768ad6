//! An article as words, with the places where names can be: runs of words that are worth a look. All others are
//! outside, without asking; that makes learning and reading several times faster.

use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasherDefault;

use super::{
    example::RuleHint,
    labels::Labels,
    words::{AsItIs, LearnerWord, hash_of, words},
};
use crate::model::{KindKey, Span, Text};

/// A mention as its first word, the word behind its last, and its kind.
pub(super) type MarkedWords = (usize, usize, usize);

/// What a hint says of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hinted {
    /// The label that the word would have.
    pub label: usize,
    /// Stands for the rule.
    pub rule: u64,
    /// How sure the rule is, from 0 to 3.
    pub sure: usize,
}

pub(super) struct LearnerPage<'a> {
    pub text: &'a str,
    pub words: Vec<LearnerWord>,
    pub hinted: Vec<Option<Hinted>>,
    /// First word and the one behind the last.
    pub runs: Vec<(usize, usize)>,
    /// For each word in a run, the number of the run; else `u32::MAX`.
    pub run_of: Vec<u32>,
    /// Where each word stands that is in a run.
    pub places: HashMap<u64, Vec<u32>, BuildHasherDefault<AsItIs>>,
}

impl<'a> LearnerPage<'a> {
    pub fn new(text: &'a Text) -> Self {
        let words = words(text.as_str());
        let (hinted, run_of) = (vec![None; words.len()], vec![u32::MAX; words.len()]);
        Self { text: text.as_str(), words, hinted, runs: Vec::new(), run_of, places: HashMap::default() }
    }

    /// Words that a span touches: the first, and the one behind the last. None if it touches none.
    pub fn words_of(&self, span: Span) -> Option<(usize, usize)> {
        let start = self.words.partition_point(|word| word.span.end <= span.start);
        let end = self.words.partition_point(|word| word.span.start < span.end);
        (start < end).then_some((start, end))
    }

    /// The bytes of words.
    pub fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.words[start].span.start, self.words[end - 1].span.end)
    }

    /// Mentions as words and kind, the longest where they overlap, in reading order.
    pub fn mentions(&self, mentions: &[(Span, KindKey)], labels: &Labels) -> Vec<MarkedWords> {
        let mut all: Vec<MarkedWords> = mentions
            .iter()
            .filter_map(|(span, kind)| {
                let (start, end) = self.words_of(*span)?;
                Some((start, end, labels.kind(kind)?))
            })
            .collect();
        all.sort_by_key(|&(start, end, kind)| (std::cmp::Reverse(end - start), start, kind));
        let mut taken = vec![false; self.words.len()];
        all.retain(|&(start, end, _)| {
            let free = !taken[start..end].contains(&true);
            taken[start..end].fill(true);
            free
        });
        all.sort_unstable();
        all
    }

    /// Takes the hints, which the first that was given wins where they overlap.
    pub fn hint(&mut self, hints: &[RuleHint], labels: &Labels) {
        let mut rules: BTreeMap<&str, u64> = BTreeMap::new();
        for hint in hints {
            let (Some((start, end)), Some(kind)) = (self.words_of(hint.span), labels.kind(&hint.kind)) else {
                continue;
            };
            if self.hinted[start..end].iter().any(Option::is_some) {
                continue;
            }
            let rule = *rules.entry(&hint.rule).or_insert_with(|| hash_of(hint.rule.as_bytes()));
            let sure = match hint.score {
                score if score >= 0.9 => 3,
                score if score >= 0.75 => 2,
                score if score >= 0.5 => 1,
                _ => 0,
            };
            for at in start..end {
                let label = Labels::of(kind, at - start, end - start);
                self.hinted[at] = Some(Hinted { label, rule, sure });
            }
        }
    }

    /// Finds the runs: words that have a hint or that `is_open` says can be part of a name. Words of `inside` are in one,
    /// whatever else speaks against it.
    pub fn find_runs(&mut self, is_open: impl Fn(&LearnerWord) -> bool, inside: &[MarkedWords]) {
        let mut open: Vec<bool> =
            self.words.iter().zip(&self.hinted).map(|(word, hint)| hint.is_some() || is_open(word)).collect();
        inside.iter().for_each(|&(start, end, _)| open[start..end].fill(true));
        let mut at = 0;
        while at < open.len() {
            if !open[at] {
                at += 1;
                continue;
            }
            let start = at;
            at += 1;
            while at < open.len() && open[at] && !self.words[at].line {
                at += 1;
            }
            self.run_of[start..at].fill(self.runs.len() as u32);
            self.runs.push((start, at));
            for place in start..at {
                self.places.entry(self.words[place].hash).or_default().push(place as u32);
            }
        }
    }
}
