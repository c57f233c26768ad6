//! The words of a stretch of text, with every mention as one token: what the rules read.

use unicode_segmentation::UnicodeSegmentation;

use crate::model::{KindKey, Mention, Span};

/// A word, a mark of punctuation, or a whole mention.
#[derive(Debug, Clone)]
pub(super) struct Token<'a> {
    /// Bytes of the article's text.
    pub span: Span,
    pub text: &'a str,
    /// In lower case.
    pub low: String,
    pub mention: Option<&'a Mention>,
}

impl Token<'_> {
    pub fn is(&self, words: &[&str]) -> bool {
        self.mention.is_none() && words.contains(&self.low.as_str())
    }

    /// The same word, or with the clitic of "his, the": `bupatinya`.
    pub fn is_form_of(&self, word: &str) -> bool {
        self.mention.is_none() && (self.low == word || self.low.strip_suffix("nya") == Some(word))
    }

    pub fn is_kind(&self, kind: &KindKey) -> bool {
        self.mention.is_some_and(|mention| mention.kind == *kind)
    }

    pub fn is_party(&self) -> bool {
        self.is_kind(&KindKey::party())
    }

    pub fn is_candidate(&self) -> bool {
        self.is_kind(&KindKey::candidate())
    }

    pub fn is_region(&self) -> bool {
        self.is_kind(&KindKey::region())
    }

    /// A word that begins with a capital and is no mention.
    pub fn is_capitalised(&self) -> bool {
        self.mention.is_none() && self.text.starts_with(char::is_uppercase)
    }

    pub fn is_word(&self) -> bool {
        self.mention.is_some() || self.text.contains(char::is_alphanumeric)
    }
}

/// The tokens of `span`. `mentions` are in reading order and do not overlap.
pub(super) fn tokens<'a>(text: &'a str, span: Span, mentions: &[&'a Mention]) -> Vec<Token<'a>> {
    let mut tokens = Vec::new();
    let mut at = span.start;
    let first = mentions.partition_point(|mention| mention.span.start < span.start);
    for mention in mentions[first..].iter().take_while(|mention| mention.span.end <= span.end) {
        words(text, Span::new(at, mention.span.start), &mut tokens);
        let piece = text.get(mention.span.range()).unwrap_or("");
        tokens.push(Token { span: mention.span, text: piece, low: piece.to_lowercase(), mention: Some(mention) });
        at = mention.span.end;
    }
    words(text, Span::new(at, span.end), &mut tokens);
    tokens
}

fn words<'a>(text: &'a str, span: Span, tokens: &mut Vec<Token<'a>>) {
    let piece = text.get(span.range()).unwrap_or("");
    let first = tokens.len();
    for (at, word) in piece.split_word_bound_indices().filter(|(_, word)| !word.trim().is_empty()) {
        let span = Span::new(span.start + at, span.start + at + word.len());
        // `daerah-daerah`, `mudah-mudahan`, `B1-KWK` are one word.
        if let [.., before, hyphen] = &tokens[first..]
            && hyphen.text == "-"
            && before.span.end == hyphen.span.start
            && hyphen.span.end == span.start
            && before.text.ends_with(char::is_alphanumeric)
            && word.starts_with(char::is_alphanumeric)
        {
            let whole = Span::new(before.span.start, span.end);
            tokens.truncate(tokens.len() - 2);
            tokens.push(plain(text, whole));
        } else {
            tokens.push(plain(text, span));
        }
    }
}

fn plain(text: &str, span: Span) -> Token<'_> {
    let piece = &text[span.range()];
    Token { span, text: piece, low: piece.to_lowercase(), mention: None }
}

/// A phrase of a table, found in tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit<T> {
    /// Number of its first token.
    pub at: usize,
    /// Number of the token after it.
    pub end: usize,
    pub value: T,
}

/// Every phrase of a table in the tokens, the longest at each place, none overlapping. The last word of a phrase may
/// carry `-nya`.
pub(super) fn hits<T: Copy>(tokens: &[Token<'_>], table: &[(&str, T)]) -> Vec<Hit<T>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let longest = table
            .iter()
            .filter_map(|&(phrase, value)| Some(Hit { at, end: at + phrase_at(&tokens[at..], phrase)?, value }))
            .max_by_key(|hit| hit.end);
        at = longest.as_ref().map_or(at + 1, |hit| hit.end);
        found.extend(longest);
    }
    found
}

/// How many tokens a phrase takes at the beginning of `tokens`.
fn phrase_at(tokens: &[Token<'_>], phrase: &str) -> Option<usize> {
    let mut words = phrase.split(' ').peekable();
    let mut len = 0;
    while let Some(word) = words.next() {
        let token = tokens.get(len)?;
        let same = if words.peek().is_some() { token.is(&[word]) } else { token.is_form_of(word) };
        if !same {
            return None;
        }
        len += 1;
    }
    Some(len)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_phrases() {
        let text = "“Mudah-mudahan calon wakil bupatinya Asy’ari, cafe\u{301} 2024.”";
        let tokens = tokens(text, Span::new(0, text.len()), &[]);
        let words: Vec<&str> = tokens.iter().map(|token| token.text).collect();
        assert_eq!(
            words,
            ["“", "Mudah-mudahan", "calon", "wakil", "bupatinya", "Asy’ari", ",", "cafe\u{301}", "2024", ".", "”"]
        );
        let table = [("calon", 1), ("calon wakil bupati", 2), ("wakil bupati", 3), ("mudah-mudahan", 4)];
        let found: Vec<_> = hits(&tokens, &table).iter().map(|hit| (hit.at, hit.end, hit.value)).collect();
        assert_eq!(found, [(1, 2, 4), (2, 5, 2)]);
    }
}
