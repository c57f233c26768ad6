//! Find in the article: places where words stand, upper and lower case alike unless the words hold a capital.

use std::{
    ops::Range,
    time::{Duration, Instant},
};

use crate::model::{Span, Text};

/// The find bar while it is open.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Find {
    pub query: String,
    /// Bytes of all places, from left to right.
    pub hits: Vec<Span>,
    /// Which of them is shown.
    pub at: usize,
    searched: Option<String>,
    /// Bytes of the text that were searched.
    upto: usize,
    /// Whether a place was shown since the words changed.
    told: bool,
    /// Where the search began, or where a step led: each further letter searches on from there, not from the place before.
    anchor: Option<usize>,
}

/// Bytes that are searched at a time, and for how long in one frame: some hundred kilobytes a millisecond.
const PART: usize = 64 * 1024;
const FRAME: Duration = Duration::from_millis(2);

impl Find {
    pub fn of(query: String) -> Self {
        Self { query, ..Self::default() }
    }

    /// Searches on, or anew if the words changed, for a part of a frame: long texts take several. Returns whether a place
    /// is to be shown now: the first one after `from`, where the caret stood when the search began, or the very first.
    pub fn search(&mut self, text: &Text, from: usize) -> bool {
        let from = *self.anchor.get_or_insert(from);
        if self.searched.as_deref() != Some(&self.query) {
            let (query, anchor) = (self.query.clone(), self.anchor);
            *self = Self { searched: Some(query.clone()), query, anchor, ..Self::default() };
        }
        let begun = Instant::now();
        while self.upto < text.len() && (self.upto == 0 || begun.elapsed() < FRAME) {
            let mut end = (self.upto + PART).min(text.len());
            while !text.is_char_boundary(end) {
                end += 1;
            }
            find_in(text, &self.query, self.upto..end, &mut self.hits);
            self.upto = end.max(self.hits.last().map_or(0, |hit| hit.end));
        }
        if self.told {
            return false;
        }
        // The caret stands at the place that is shown, so only the first answer counts.
        let after = self.hits.partition_point(|hit| hit.start < from);
        self.told = after < self.hits.len() || !self.goes_on(text);
        self.at = if after < self.hits.len() { after } else { 0 };
        self.told
    }

    /// Whether the search is under way still.
    pub fn goes_on(&self, text: &Text) -> bool {
        self.upto < text.len()
    }

    /// Whether nothing was searched yet: the bar was just opened.
    pub fn is_fresh(&self) -> bool {
        self.searched.is_none()
    }

    pub fn step(&mut self, forward: bool) -> Option<Span> {
        let count = self.hits.len();
        if count == 0 {
            return None;
        }
        self.told = true;
        self.at = if forward { (self.at + 1) % count } else { (self.at + count - 1) % count };
        self.anchor = self.shown().map(|span| span.start);
        self.shown()
    }

    pub fn shown(&self) -> Option<Span> {
        self.hits.get(self.at).copied()
    }
}

/// Adds the bytes of every place that begins in `part`; overlapping ones once.
fn find_in(text: &Text, query: &str, part: Range<usize>, found: &mut Vec<Span>) {
    let query = query.trim_matches(char::is_whitespace);
    if query.is_empty() {
        return;
    }
    let base = part.start;
    if query.chars().any(char::is_uppercase) {
        let mut end = (part.end + query.len()).min(text.len());
        while !text.is_char_boundary(end) {
            end += 1;
        }
        let places =
            text[base..end].match_indices(query).map(|(at, words)| Span::new(base + at, base + at + words.len()));
        found.extend(places.take_while(|place| place.start < part.end));
        return;
    }
    let wanted: Vec<char> = query.chars().flat_map(char::to_lowercase).collect();
    let mut free = base;
    for (at, c) in text[part].char_indices() {
        let start = base + at;
        if start < free || c.to_lowercase().next() != Some(wanted[0]) {
            continue;
        }
        if let Some(len) = folded_len(&text[start..], &wanted) {
            found.push(Span::new(start, start + len));
            free = start + len;
        }
    }
}

/// Bytes at the start of `text` that read `wanted` in lower case.
fn folded_len(text: &str, wanted: &[char]) -> Option<usize> {
    let mut wanted = wanted.iter();
    for (at, c) in text.char_indices() {
        if wanted.len() == 0 {
            return Some(at);
        }
        for lower in c.to_lowercase() {
            if wanted.next() != Some(&lower) {
                return None;
            }
        }
    }
    (wanted.len() == 0).then_some(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find_all(text: &Text, query: &str) -> Vec<Span> {
        let mut find = Find::of(query.into());
        while find.searched.is_none() || find.goes_on(text) {
            find.search(text, 0);
        }
        find.hits
    }

    #[test]
    fn long_texts_are_searched_part_by_part() {
        // A place lies across the end of every part, and one of them across letters of two bytes.
        let line = format!("{}é Lebak Banten, ", "a".repeat(60));
        let text = Text::new(line.repeat(5_000));
        assert!(text.len() > 5 * PART);
        for query in ["lebak banten", "Lebak Banten", "é lebak", "é Lebak"] {
            let hits = find_all(&text, query);
            assert_eq!(hits.len(), 5_000, "{query}");
            assert!(hits.windows(2).all(|pair| pair[1].start - pair[0].start == line.len()));
            assert!(hits.iter().all(|hit| text.slice(*hit).to_lowercase() == query.to_lowercase()));
        }
        let mut find = Find::of("LEBAK".into());
        assert!((0..1000).any(|_| find.search(&text, 0)), "nothing found is told too, once");
        assert!(!find.search(&text, 0) && find.hits.is_empty());
    }

    #[test]
    fn small_letters_find_both() {
        let text = Text::new("PKS dan pks, PKSpks");
        assert_eq!(find_all(&text, "pks").len(), 4);
        assert_eq!(find_all(&text, "PKS").len(), 2);
        assert_eq!(find_all(&text, "  ").len(), 0);
        assert_eq!(find_all(&Text::new("É é"), "é"), [Span::new(0, 2), Span::new(3, 5)]);
        assert_eq!(find_all(&Text::new("aaa"), "aa").len(), 1);
    }

    #[test]
    fn each_letter_searches_on_from_where_the_search_began() {
        let text = Text::new("aku, ada, adat, ada lagi");
        let mut find = Find::of("a".into());
        assert!(find.search(&text, 0));
        // The caret stands at the place that was shown.
        for (query, from, start) in [("ad", 0, 5), ("ada", 5, 5), ("adat", 5, 10), ("ada", 10, 5)] {
            find.query = query.into();
            assert!(find.search(&text, from));
            assert_eq!(find.shown().map(|span| span.start), Some(start), "{query}");
        }
        // What Enter led to is where the next letter begins.
        assert_eq!(find.step(true).map(|span| span.start), Some(10));
        find.query = "ad".into();
        assert!(find.search(&text, 10));
        assert_eq!(find.shown().map(|span| span.start), Some(10));
    }

    #[test]
    fn steps_go_round() {
        let text = Text::new("a b a");
        let mut find = Find::of("a".into());
        assert!(find.search(&text, 2));
        assert!(!find.search(&text, 0));
        assert_eq!(find.shown(), Some(Span::new(4, 5)));
        assert_eq!(find.step(true), Some(Span::new(0, 1)));
        assert_eq!(find.step(false), Some(Span::new(4, 5)));
    }
}
