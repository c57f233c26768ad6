//! Find in the article: places where words stand, upper and lower case alike unless the words hold a capital.

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
}

impl Find {
    pub fn of(query: String) -> Self {
        Self { query, ..Self::default() }
    }

    /// Searches again if the words changed; the first place after `from` is shown.
    pub fn search(&mut self, text: &Text, from: usize) -> bool {
        if self.searched.as_deref() == Some(&self.query) {
            return false;
        }
        self.hits = find_all(text, &self.query);
        self.at = self.hits.iter().position(|hit| hit.start >= from).unwrap_or(0);
        self.searched = Some(self.query.clone());
        true
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
        self.at = if forward { (self.at + 1) % count } else { (self.at + count - 1) % count };
        self.shown()
    }

    pub fn shown(&self) -> Option<Span> {
        self.hits.get(self.at).copied()
    }
}

/// Bytes of every place; overlapping ones once.
pub fn find_all(text: &Text, query: &str) -> Vec<Span> {
    let query = query.trim_matches(char::is_whitespace);
    if query.is_empty() {
        return Vec::new();
    }
    if query.chars().any(char::is_uppercase) {
        return text.match_indices(query).map(|(at, found)| Span::new(at, at + found.len())).collect();
    }
    let wanted: Vec<char> = query.chars().flat_map(char::to_lowercase).collect();
    let mut found = Vec::new();
    let mut free = 0;
    for (start, c) in text.char_indices() {
        if start < free || c.to_lowercase().next() != Some(wanted[0]) {
            continue;
        }
        if let Some(len) = folded_len(&text[start..], &wanted) {
            found.push(Span::new(start, start + len));
            free = start + len;
        }
    }
    found
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
