//! Tables of words and phrases, and where they stand in a sentence. One lookup a word, however long the table.

use rustc_hash::{FxHashMap as Map, FxHashSet as Set};

use super::tokens::Token;

/// Words that a rule knows.
pub struct WordSet(Set<&'static str>);

impl WordSet {
    pub fn of(words: &[&'static str]) -> Self {
        Self(words.iter().copied().collect())
    }

    /// Whether a token that is no mention is one of them.
    pub fn has(&self, token: &Token<'_>) -> bool {
        token.mention.is_none() && self.0.contains(&*token.low)
    }
}

/// A phrase of a table, found in tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FoundPhrase<T> {
    /// Number of its first token.
    pub at: usize,
    /// Number of the token after it.
    pub end: usize,
    pub value: T,
}

/// Phrases with what they say, by their first words.
pub struct Phrases<T> {
    by_first: Map<Box<str>, Vec<Phrase<T>>>,
}

struct Phrase<T> {
    /// The words behind the first.
    rest: Vec<Box<str>>,
    /// Its place in the table: of two that fit alike the later one holds.
    place: usize,
    value: T,
}

impl<T: Copy> Phrases<T> {
    pub fn of(table: &[(&str, T)]) -> Self {
        let mut by_first: Map<Box<str>, Vec<Phrase<T>>> = Map::default();
        for (place, &(phrase, value)) in table.iter().enumerate() {
            let mut words = phrase.split(' ');
            let first = words.next().unwrap_or_default();
            let rest = words.map(Box::from).collect();
            by_first.entry(first.into()).or_default().push(Phrase { rest, place, value });
        }
        Self { by_first }
    }

    /// Every phrase in the tokens, the longest at each place, none overlapping. The last word of a phrase may carry
    /// `-nya`.
    pub fn hits(&self, tokens: &[Token<'_>]) -> Vec<FoundPhrase<T>> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            match self.longest(&tokens[at..]) {
                Some((len, value)) => {
                    found.push(FoundPhrase { at, end: at + len, value });
                    at += len;
                }
                None => at += 1,
            }
        }
        found
    }

    /// The longest phrase at the beginning of `tokens`, and how many of them it takes.
    fn longest(&self, tokens: &[Token<'_>]) -> Option<(usize, T)> {
        let (first, behind) = tokens.split_first()?;
        if first.mention.is_some() {
            return None;
        }
        let get = |word: &str| self.by_first.get(word).map_or(&[][..], Vec::as_slice);
        let whole = get(&first.low).iter().filter(|phrase| phrase.goes_on(behind));
        let stem = first.stem().map_or(&[][..], get).iter().filter(|phrase| phrase.rest.is_empty());
        let longest = whole.chain(stem).max_by_key(|phrase| (phrase.rest.len(), phrase.place))?;
        Some((longest.rest.len() + 1, longest.value))
    }
}

impl<T> Phrase<T> {
    /// Whether the words behind the first one are these tokens.
    fn goes_on(&self, tokens: &[Token<'_>]) -> bool {
        let Some((last, middle)) = self.rest.split_last() else { return true };
        tokens.get(middle.len()).is_some_and(|token| token.is_form_of(last))
            && middle.iter().zip(tokens).all(|(word, token)| token.is(&[&**word]))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;
    use crate::model::Span;

    #[test]
    fn the_longest_phrase_at_each_place() {
        let text = "“Mudah-mudahan calon wakil bupatinya calonnya, wakil";
        let tokens = tokens(text, Span::new(0, text.len()), &[]);
        let table = Phrases::of(&[
            ("calon", 1),
            ("calon wakil bupati", 2),
            ("wakil bupati", 3),
            ("mudah-mudahan", 4),
            ("wakil menteri", 5),
        ]);
        let found: Vec<_> = table.hits(&tokens).iter().map(|hit| (hit.at, hit.end, hit.value)).collect();
        assert_eq!(found, [(1, 2, 4), (2, 5, 2), (5, 6, 1)]);
        let words = WordSet::of(&["mudah-mudahan"]);
        assert!(words.has(&tokens[1]) && !words.has(&tokens[2]));
    }
}
