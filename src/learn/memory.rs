//! The names that a project has marked, and their words: in how many articles, as which kind, and how often the word
//! was not part of a name.

use std::{
    collections::{BTreeSet, HashMap},
    hash::BuildHasherDefault,
};

use super::{
    page::{LearnerPage, MarkedWords},
    words::{AsItIs, LearnerWord, WordForm, mix},
};

pub(super) type WeightTable = HashMap<u64, Vec<u32>, BuildHasherDefault<AsItIs>>;

/// Longest name that is remembered whole, in words.
pub(super) const LONGEST: usize = 7;

/// Of the words in mentions at least this share has a form, or the form alone makes no word worth a look.
const OPEN: f64 = 0.03;

/// A word that was part of a name in less than this share of its articles is looked at no more than others.
const RARELY: u32 = 50;

/// Counts by articles, so that a name said ten times in one article is known from one.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Memory {
    kinds: usize,
    /// For each word ever in a mention: articles in which it is not in one, then those in which it is in one of each
    /// kind.
    pub words: WeightTable,
    /// For each whole name: articles by kind.
    pub names: WeightTable,
    /// Words in mentions by form.
    pub forms: [u64; WordForm::ALL],
}

impl Memory {
    pub fn new(kinds: usize) -> Self {
        Self { kinds, ..Self::default() }
    }

    /// Remembers the mentions of an article.
    pub fn add(&mut self, page: &LearnerPage, mentions: &[MarkedWords]) {
        let (mut words, mut names) = (BTreeSet::new(), BTreeSet::new());
        for &(start, end, kind) in mentions {
            let inside = &page.words[start..end];
            for word in inside {
                words.insert((word.hash, kind));
                self.forms[word.form as usize] += 1;
            }
            if inside.len() <= LONGEST {
                names.insert((inside.iter().fold(0, |name, word| mix(name, word.hash)), kind));
            }
        }
        for (word, kind) in words {
            self.words.entry(word).or_insert_with(|| vec![0; 1 + self.kinds])[1 + kind] += 1;
        }
        for (name, kind) in names {
            self.names.entry(name).or_insert_with(|| vec![0; self.kinds])[kind] += 1;
        }
    }

    /// Counts the articles in which the words that are remembered by now are outside of mentions.
    pub fn add_outside(&mut self, page: &LearnerPage, mentions: &[MarkedWords]) {
        let mut inside = vec![false; page.words.len()];
        mentions.iter().for_each(|&(start, end, _)| inside[start..end].fill(true));
        let outside = page.words.iter().zip(inside).filter(|(_, inside)| !inside).map(|(word, _)| word.hash);
        for word in outside.collect::<BTreeSet<u64>>() {
            if let Some(counts) = self.words.get_mut(&word) {
                counts[0] += 1;
            }
        }
    }

    /// Whether a word can be part of a name.
    pub fn is_open(&self, word: &LearnerWord) -> bool {
        let all: u64 = self.forms.iter().sum();
        if word.form != WordForm::Mark && self.forms[word.form as usize] as f64 >= OPEN * all as f64 {
            return true;
        }
        let Some(counts) = self.words.get(&word.hash) else { return false };
        counts[1..].iter().sum::<u32>() * RARELY >= counts[0]
    }
}

/// What is remembered, less what is known from one article alone: that is what learning from this article may know.
pub(super) struct OtherArticles<'a> {
    pub all: &'a Memory,
    pub here: Option<&'a Memory>,
}

impl OtherArticles<'_> {
    /// Articles in which the word is outside, and those in which it is in each kind.
    pub fn word(&self, hash: u64, counts: &mut Vec<u32>) -> bool {
        self.counts(|memory| &memory.words, hash, counts)
    }

    /// Articles in which the name is marked, by kind.
    pub fn name(&self, hash: u64, counts: &mut Vec<u32>) -> bool {
        self.counts(|memory| &memory.names, hash, counts)
    }

    fn counts(&self, table: impl Fn(&Memory) -> &WeightTable, hash: u64, counts: &mut Vec<u32>) -> bool {
        let Some(all) = table(self.all).get(&hash) else { return false };
        counts.clear();
        counts.extend(all);
        if let Some(here) = self.here.and_then(|here| table(here).get(&hash)) {
            counts.iter_mut().zip(here).for_each(|(all, here)| *all = all.saturating_sub(*here));
        }
        true
    }
}
