//! An article's text as the rules for mentions walk through it, and the marks that they make on it.

use std::cell::{OnceCell, RefCell};

use rustc_hash::{FxHashMap as Map, FxHashSet as Set};

use super::words::{TextWord, WordCase, words};
use crate::{
    extract::{
        ballot::Ballot,
        rule::Reason,
        signals::places::{is_whole, run},
    },
    lexicon::{case::is_one_of, classes::WordClasses, layout::TEASERS},
    model::{EntityId, KindKey, LinkedMention, Span, Text},
};

/// A text and its words.
pub(super) struct MentionPage<'a> {
    pub text: &'a Text,
    pub words: Vec<TextWord>,
    /// The runs of letters and digits that do not begin with a capital.
    small: OnceCell<Set<&'a str>>,
    /// Headlines in reading order, its own and those of other stories: their words have capitals whether they are names or not.
    titles: Vec<Span>,
    /// The words with a capital outside of headlines, where they do not begin a sentence.
    named: OnceCell<Set<&'a str>>,
    /// Whether words of several runs stand in the text, as far as that was asked.
    joined: RefCell<Map<String, bool>>,
}

/// A mention in the making.
#[derive(Debug, Clone)]
pub(super) struct DraftMention {
    pub span: Span,
    /// Numbers of its words.
    pub words: std::ops::Range<usize>,
    pub kind: KindKey,
    pub entity: Option<EntityId>,
    pub candidates: Vec<EntityId>,
    pub score: f32,
    pub rule: Reason,
}

impl DraftMention {
    /// What it is linked to.
    pub fn linked(&self) -> Option<LinkedMention> {
        Some((self.span, self.kind.clone(), self.entity.clone()?))
    }
}

impl<'a> MentionPage<'a> {
    pub fn new(text: &'a Text, ballot: &Ballot) -> Self {
        let words = words(text, ballot);
        let titles = titles(text, &words);
        Self { text, words, small: OnceCell::new(), titles, named: OnceCell::new(), joined: RefCell::default() }
    }

    /// Whether a word stands in a headline.
    pub fn in_title(&self, at: usize) -> bool {
        let word = self.words[at].span;
        let before = self.titles.partition_point(|title| title.start <= word.start);
        before > 0 && self.titles[before - 1].covers(word)
    }

    /// Whether the text outside of headlines has a word as a name; `true` where there is nothing else.
    pub fn named_below(&self, at: usize) -> bool {
        let named = self.named.get_or_init(|| {
            let capital = |at: &usize| matches!(self.words[*at].case, WordCase::Capital | WordCase::Upper);
            let below = (0..self.words.len()).filter(capital).filter(|&at| !self.opens(at) && !self.in_title(at));
            below.map(|at| self.word(at)).collect()
        });
        named.is_empty() || named.contains(self.word(at))
    }

    pub fn word(&self, at: usize) -> &'a str {
        &self.text.as_str()[self.words[at].span.range()]
    }

    /// What stands between a word and the next one.
    pub fn gap(&self, at: usize) -> &'a str {
        let end = self.words.get(at + 1).map_or(self.text.len(), |next| next.span.start);
        &self.text.as_str()[self.words[at].span.end..end]
    }

    /// What stands before a word, up to the word before it.
    pub fn gap_before(&self, at: usize) -> &'a str {
        match at.checked_sub(1) {
            Some(before) => self.gap(before),
            None => &self.text.as_str()[..self.words[at].span.start],
        }
    }

    /// Whether a word is of a class; `false` beyond the ends.
    pub fn is(&self, at: usize, class: WordClasses) -> bool {
        self.words.get(at).is_some_and(|word| word.class.has(class))
    }

    pub fn is_low(&self, at: usize, words: &[&str]) -> bool {
        self.words.get(at).is_some_and(|_| is_one_of(self.word(at), words))
    }

    /// Whether a word stands right before another, with a space between them and nothing else (and a full stop
    /// behind an abbreviation).
    pub fn joined(&self, at: usize) -> bool {
        let gap = self.gap(at);
        !gap.is_empty() && gap.chars().all(|c| c == ' ' || c == '\u{a0}')
            || (matches!(gap, ". " | ".") && self.words[at].span.len() <= 4 && !self.ends_sentence(at))
    }

    fn ends_sentence(&self, at: usize) -> bool {
        self.words[at].case == WordCase::Lower
            && !self.is(at, WordClasses::TITLE.or(WordClasses::REGENCY).or(WordClasses::PROVINCE))
    }

    /// Whether the text has a word in small letters as well.
    pub fn has_in_small(&self, at: usize) -> bool {
        let low = self.word(at).to_lowercase();
        if run(&low) == low.len() {
            return self.small.get_or_init(|| self.small_words()).contains(low.as_str());
        }
        if let Some(known) = self.joined.borrow().get(&low) {
            return *known;
        }
        let has = self.text.match_indices(&low).any(|(at, _)| is_whole(self.text, at, at + low.len()));
        self.joined.borrow_mut().insert(low, has);
        has
    }

    fn small_words(&self) -> Set<&'a str> {
        let mut small = Set::default();
        for word in (0..self.words.len()).map(|at| self.word(at)) {
            let mut rest = word;
            while !rest.is_empty() {
                let len = run(rest);
                if len > 0 && !rest.as_bytes()[0].is_ascii_uppercase() {
                    small.insert(&rest[..len]);
                }
                let mark = rest[len..].chars().next().map_or(0, char::len_utf8);
                rest = &rest[len + mark..];
            }
        }
        small
    }

    /// Whether a word begins a sentence or a line.
    pub fn opens(&self, at: usize) -> bool {
        at == 0 || {
            let gap = self.gap(at - 1);
            gap.contains(['\n', '?', '!', ':', '“', '"', '–', '—'])
                || (gap.contains('.')
                    && !(self.words[at - 1].span.len() <= 3 && self.words[at - 1].case != WordCase::Lower))
        }
    }
}

/// The headlines of a text: its first line, if nearly every long word of it has a capital and more lines follow, and lines
/// that lead to other stories.
fn titles(text: &Text, words: &[TextWord]) -> Vec<Span> {
    let Some(first) = words.first() else { return Vec::new() };
    let own = text.line(text.line_of_byte(first.span.start)).filter(|line| is_headline(text, words, *line));
    let teasers = (0..text.line_count()).filter_map(|line| text.line(line)).filter(|line| is_teaser(text.slice(*line)));
    own.into_iter().chain(teasers).collect()
}

fn is_headline(text: &str, words: &[TextWord], line: Span) -> bool {
    let words = &words[..words.partition_point(|word| word.span.start < line.end)];
    let long = || words.iter().filter(|word| word.span.len() > 3 && word.case != WordCase::Number);
    let (all, capitals) = (long().count(), long().filter(|word| word.case != WordCase::Lower).count());
    let small = text[line.end..].bytes().filter(u8::is_ascii_lowercase).take(101).count();
    all >= 4 && capitals * 10 >= all * 8 && small > 100
}

/// "Baca juga: …": another story's headline.
fn is_teaser(line: &str) -> bool {
    let line = line.trim_start();
    let head = |teaser: &&str| line.get(..teaser.len()).is_some_and(|head| head.eq_ignore_ascii_case(teaser));
    TEASERS.iter().any(head)
}

/// One letter more, less or changed, not the first.
pub(super) fn one_off(one: &str, other: &str) -> bool {
    if one.is_ascii() && other.is_ascii() {
        return is_one_off(one.as_bytes(), other.as_bytes());
    }
    is_one_off(&one.chars().collect::<Vec<_>>(), &other.chars().collect::<Vec<_>>())
}

fn is_one_off<T: PartialEq>(one: &[T], other: &[T]) -> bool {
    if one.first() != other.first() || one.len().abs_diff(other.len()) > 1 || one == other {
        return false;
    }
    let head = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[head..], &other[head..]);
    let tail = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[..one.len() - tail], &other[..other.len() - tail]);
    // Two letters that changed places count as one.
    let swapped = matches!((one, other), ([a, b], [c, d]) if a == d && b == c);
    swapped || one.len() <= 1 && other.len() <= 1
}
