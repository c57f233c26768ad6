//! The words of a stretch of text, with every mention as one token: what the rules read.

use std::borrow::Cow;

use super::bounds::pieces;
use crate::{
    lexicon::WordSign,
    model::{Mention, Span},
};

/// A word, a mark of punctuation, or a whole mention.
#[derive(Debug, Clone)]
pub struct Token<'a> {
    /// Bytes of the article's text.
    pub span: Span,
    pub text: &'a str,
    /// In lower case.
    pub low: Cow<'a, str>,
    pub mention: Option<&'a Mention>,
    /// The sign of its word in lower case.
    pub sign: WordSign,
    /// What [`bit_of`] gives for that word; 0 of a mention.
    bit: u64,
    kind: TokenKind,
}

/// One bit of a word, the same for the same words.
#[inline(always)]
const fn bit_of(word: &[u8]) -> u64 {
    if word.is_empty() {
        return 0;
    }
    let (first, last) = (word[0] as usize, word[word.len() - 1] as usize);
    1 << ((first + 5 * last + 11 * word.len()) % 64)
}

/// The bits of some words.
#[inline(always)]
const fn bits_of(words: &[&str]) -> u64 {
    let (mut bits, mut n) = (0, 0);
    while n < words.len() {
        bits |= bit_of(words[n].as_bytes());
        n += 1;
    }
    bits
}

/// What a token is, as far as rules know kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TokenKind {
    Party,
    Candidate,
    Region,
    /// No mention, or one of a kind that rules do not know.
    Other,
}

impl TokenKind {
    fn of(mention: &Mention) -> Self {
        match mention.kind.as_str() {
            "party" => Self::Party,
            "candidate" => Self::Candidate,
            "region" => Self::Region,
            _ => Self::Other,
        }
    }
}

impl Token<'_> {
    /// Whether it is one of some words, and no mention. Rules ask this of every token, and nearly always it is not: few
    /// words that stand in the code are summed up in bits when it is compiled, so that one look at those is the answer.
    #[inline(always)]
    pub fn is(&self, words: &[&str]) -> bool {
        const FEW: usize = 32;
        (words.len() > FEW || bits_of(words) & self.bit != 0) && self.is_exactly(words)
    }

    fn is_exactly(&self, words: &[&str]) -> bool {
        let low = self.low.as_bytes();
        let same = |word: &[u8]| word.len() == low.len() && word.first() == low.first() && word == low;
        self.mention.is_none() && words.iter().any(|word| same(word.as_bytes()))
    }

    /// The same word, or with the clitic of "his, the": `bupatinya`.
    pub fn is_form_of(&self, word: &str) -> bool {
        self.mention.is_none() && (*self.low == *word || self.stem() == Some(word))
    }

    /// The word without that clitic, if it has it.
    pub fn stem(&self) -> Option<&str> {
        self.low.strip_suffix("nya")
    }

    pub fn is_party(&self) -> bool {
        self.kind == TokenKind::Party
    }

    pub fn is_candidate(&self) -> bool {
        self.kind == TokenKind::Candidate
    }

    pub fn is_region(&self) -> bool {
        self.kind == TokenKind::Region
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
pub fn tokens<'a>(text: &'a str, span: Span, mentions: &[&'a Mention]) -> Vec<Token<'a>> {
    let mut tokens = Vec::with_capacity(span.len() / 5);
    let mut at = span.start;
    let first = mentions.partition_point(|mention| mention.span.start < span.start);
    for mention in mentions[first..].iter().take_while(|mention| mention.span.end <= span.end) {
        words(text, Span::new(at, mention.span.start), &mut tokens);
        let piece = text.get(mention.span.range()).unwrap_or("");
        let low = lower(piece);
        tokens.push(Token {
            span: mention.span,
            text: piece,
            sign: WordSign::of(&low),
            bit: 0,
            low,
            mention: Some(mention),
            kind: TokenKind::of(mention),
        });
        at = mention.span.end;
    }
    words(text, Span::new(at, span.end), &mut tokens);
    tokens
}

fn words<'a>(text: &'a str, span: Span, tokens: &mut Vec<Token<'a>>) {
    let piece = text.get(span.range()).unwrap_or("");
    let first = tokens.len();
    pieces(piece, |at, word| {
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
    });
}

fn plain(text: &str, span: Span) -> Token<'_> {
    let piece = &text[span.range()];
    let low = lower(piece);
    let (sign, bit) = (WordSign::of(&low), bit_of(low.as_bytes()));
    Token { span, text: piece, sign, bit, low, mention: None, kind: TokenKind::Other }
}

/// In lower case; most words of a text are.
fn lower(piece: &str) -> Cow<'_, str> {
    if piece.is_ascii() {
        if piece.bytes().any(|byte| byte.is_ascii_uppercase()) {
            Cow::Owned(piece.to_ascii_lowercase())
        } else {
            Cow::Borrowed(piece)
        }
    } else {
        Cow::Owned(piece.to_lowercase())
    }
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
    }
}
