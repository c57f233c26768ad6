//! The words and signs of a text, and which kinds stand at each: what agreement on tokens is computed from.

use std::collections::BTreeSet;

use unicode_segmentation::UnicodeSegmentation;

use crate::model::{KindKey, Span};

/// Words, numbers and signs in their order; what is blank between them is none.
pub fn tokens(text: &str) -> Vec<Span> {
    let words = text.split_word_bound_indices().filter(|(_, word)| !word.trim().is_empty());
    words.map(|(at, word)| Span::new(at, at + word.len())).collect()
}

/// What stands at a token: the kinds of the mentions that touch it, joined where there are several; empty where there
/// is none.
pub type Label = String;

/// The label of each token; `mentions` in any order. Tokens with no mention are not told of: all others are outside.
pub(super) fn labels<'a>(
    tokens: &[Span],
    mentions: impl IntoIterator<Item = (Span, &'a KindKey)>,
) -> Vec<(usize, Label)> {
    let mut at: Vec<(usize, &KindKey)> = Vec::new();
    for (span, kind) in mentions {
        let first = tokens.partition_point(|token| token.end <= span.start);
        let touched = tokens[first..].iter().take_while(|token| token.start < span.end).count();
        at.extend((first..first + touched).map(|token| (token, kind)));
    }
    at.sort_unstable();
    at.dedup();
    let label = |group: &[(usize, &KindKey)]| {
        let kinds: BTreeSet<&str> = group.iter().map(|(_, kind)| kind.as_str()).collect();
        (group[0].0, kinds.into_iter().collect::<Vec<_>>().join("+"))
    };
    at.chunk_by(|a, b| a.0 == b.0).map(label).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_signs_and_what_stands_at_them() {
        let text = "PKS (PSI), “Banten”.";
        let tokens = tokens(text);
        let words: Vec<&str> = tokens.iter().map(|token| &text[token.range()]).collect();
        assert_eq!(words, ["PKS", "(", "PSI", ")", ",", "“", "Banten", "”", "."]);
        let (party, region) = (KindKey::party(), KindKey::region());
        let labels =
            labels(&tokens, [(Span::new(0, 3), &party), (Span::new(1, 8), &region), (Span::new(5, 6), &party)]);
        let labels: Vec<(usize, &str)> = labels.iter().map(|(token, label)| (*token, label.as_str())).collect();
        assert_eq!(labels, [(0, "party+region"), (1, "region"), (2, "party+region")]);
    }
}
