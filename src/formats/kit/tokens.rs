//! Text as tokens, for formats that know no offsets between them. The rule: white space ends a token; what is between
//! is cut at word borders (Unicode UAX #29), so that punctuation stands alone; and a token is cut where a mention
//! begins or ends inside it, so that every mention is whole tokens.

use std::collections::{BTreeMap, BTreeSet};

use unicode_segmentation::UnicodeSegmentation;

use crate::model::{Mention, Span};

/// White space to anyone who reads tokens: Unicode's, and the separators at which Python's `str.split` cuts as well.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

/// Where mentions begin and end, in bytes.
#[derive(Debug, Clone, Default)]
pub struct Borders {
    starts: BTreeSet<usize>,
    ends: BTreeSet<usize>,
}

impl Borders {
    pub fn of<'m>(mentions: impl IntoIterator<Item = &'m Mention>) -> Self {
        let mut borders = Self::default();
        for Mention { span, .. } in mentions {
            borders.starts.insert(span.start);
            borders.ends.insert(span.end);
        }
        borders
    }

    /// The pieces of a span, cut at the borders inside it.
    fn cut(&self, span: Span) -> Vec<Span> {
        if span.is_empty() {
            return Vec::new();
        }
        let inside = span.start + 1..span.end;
        let cuts: BTreeSet<usize> =
            self.starts.range(inside.clone()).chain(self.ends.range(inside)).copied().chain([span.end]).collect();
        let mut start = span.start;
        let piece = |end| Span::new(std::mem::replace(&mut start, end), end);
        cuts.into_iter().map(piece).collect()
    }
}

/// The tokens of a text, in bytes; none holds white space.
pub fn words(text: &str, borders: &Borders) -> Vec<Span> {
    let mut tokens = Vec::new();
    for piece in borders.cut(Span::new(0, text.len())) {
        let words = &text[piece.range()];
        let base = words.as_ptr() as usize;
        for run in words.split(is_blank).filter(|run| !run.is_empty()) {
            let start = piece.start + (run.as_ptr() as usize - base);
            let bounds = run.split_word_bound_indices();
            tokens.extend(bounds.map(|(at, word)| Span::new(start + at, start + at + word.len())));
        }
    }
    tokens
}

/// A token of a text that can be put together again from its tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SpelledToken {
    /// Bytes.
    pub span: Span,
    /// Whether one blank follows that is in no token.
    pub space: bool,
}

/// All of a text: [`words`], with one blank after a word told as such and other white space as tokens of its own.
pub fn all_tokens(text: &str, borders: &Borders) -> Vec<SpelledToken> {
    let mut tokens: Vec<SpelledToken> = Vec::new();
    let mut done = 0;
    for word in words(text, borders).into_iter().map(Some).chain([None]) {
        let end = word.map_or(text.len(), |word| word.start);
        if let Some(before) = tokens.last_mut()
            && text[done..end].starts_with(' ')
            && !borders.starts.contains(&done)
            && !borders.ends.contains(&(done + 1))
        {
            before.space = true;
            done += 1;
        }
        tokens.extend(borders.cut(Span::new(done, end)).into_iter().map(|span| SpelledToken { span, space: false }));
        if let Some(span) = word {
            tokens.push(SpelledToken { span, space: false });
            done = span.end;
        }
    }
    tokens
}

/// The tokens that a span of a mention covers: the first and the last. `tokens` are in order and cut at its borders.
pub fn covered(tokens: &[Span], span: Span) -> Option<(usize, usize)> {
    let first = tokens.partition_point(|token| token.start < span.start);
    let after = tokens.partition_point(|token| token.end <= span.end);
    (first < after).then(|| (first, after - 1))
}

/// Mentions that do not touch each other, in order, and each of the others with the one that stands in its place. The
/// rule: the longest (in bytes) stays; of two equally long the earlier; of two on the same words the one with the lower
/// id.
pub fn longest<'m>(
    mentions: impl IntoIterator<Item = &'m Mention>,
) -> (Vec<&'m Mention>, Vec<(&'m Mention, &'m Mention)>) {
    let mut all: Vec<&Mention> = mentions.into_iter().collect();
    all.sort_by(|a, b| (b.span.len(), a.span.start, &a.id).cmp(&(a.span.len(), b.span.start, &b.id)));
    let (mut kept, mut left): (BTreeMap<usize, &Mention>, Vec<_>) = Default::default();
    for mention in all {
        // Those that stay lie apart, so that only the last one to begin before the end can touch.
        match kept.range(..mention.span.end).next_back() {
            Some((_, other)) if other.span.touches(mention.span) => left.push((mention, *other)),
            _ => {
                kept.insert(mention.span.start, mention);
            }
        }
    }
    left.sort_by(|(a, _), (b, _)| (a.span, &a.id).cmp(&(b.span, &b.id)));
    (kept.into_values().collect(), left)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        formats::document::new_mention,
        model::{KindKey, MentionId, Timestamp},
    };
    use proptest::prelude::*;

    fn mention(id: &str, start: usize, end: usize) -> Mention {
        let mut mention = new_mention(MentionId::new(id).unwrap(), KindKey::party(), Timestamp(0));
        mention.span = Span::new(start, end);
        mention
    }

    #[track_caller]
    fn check(text: &str, cuts: &[(usize, usize)], expected: &str) {
        let mentions: Vec<Mention> = cuts.iter().map(|&(start, end)| mention("m", start, end)).collect();
        let tokens = words(text, &Borders::of(&mentions));
        assert_eq!(tokens.iter().map(|span| &text[span.range()]).collect::<Vec<_>>().join("|"), expected);
    }

    #[test]
    fn words_and_marks() {
        check("PKS, PSI (8/7).", &[], "PKS|,|PSI|(|8|/|7|)|.");
        check("Andra Soni-Dimyati 1.5 juta S.H.", &[], "Andra|Soni|-|Dimyati|1.5|juta|S.H|.");
        check("Nusa\u{a0}Jaya\u{1c}🇮🇩🇮🇩 e\u{301}", &[], "Nusa|Jaya|🇮🇩|🇮🇩|e\u{301}");
        check("berPKSan", &[(3, 6)], "ber|PKS|an");
        check("-DOCSTART-", &[], "-|DOCSTART|-");
    }

    #[test]
    fn the_longest_stay() {
        let all = [mention("a", 0, 3), mention("b", 2, 8), mention("c", 8, 9), mention("d", 2, 8), mention("e", 7, 9)];
        let (kept, left) = longest(&all);
        assert_eq!(kept.iter().map(|m| m.id.as_str()).collect::<String>(), "bc");
        assert_eq!(left.iter().map(|(a, b)| format!("{}{} ", a.id, b.id)).collect::<String>(), "ab db eb ");
    }

    proptest! {
        #[test]
        fn tokens_make_the_text(text in "[aB. \n\u{a0}🇮e\u{301},]{0,30}", cuts in prop::collection::vec((0usize..40, 0usize..40), 0..4)) {
            let at = |n: usize| text.char_indices().map(|(at, _)| at).chain([text.len()]).nth(n);
            let mentions: Vec<Mention> = cuts
                .iter()
                .filter_map(|&(a, b)| Some(mention("m", at(a.min(b))?, at(a.max(b))?)))
                .filter(|mention| !mention.span.is_empty())
                .collect();
            let tokens = all_tokens(&text, &Borders::of(&mentions));
            let again: String =
                tokens.iter().map(|t| format!("{}{}", &text[t.span.range()], if t.space { " " } else { "" })).collect();
            prop_assert_eq!(&again, &text);
            let spans: Vec<Span> = tokens.iter().map(|token| token.span).collect();
            for Mention { span, .. } in &mentions {
                let (first, last) = covered(&spans, *span).unwrap();
                prop_assert_eq!((spans[first].start, spans[last].end), (span.start, span.end));
            }
        }
    }
}
