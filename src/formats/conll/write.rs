//! Documents as tagged tokens.
//!
//! A sentence ends at a line end, and after `.`, `?`, `!` or `…` with the closing marks behind it where a capital, a
//! digit or an opening mark follows and the word before is no initial and no title; never inside a mention.

use std::io::{self, Write};

use super::spaces::column;
use crate::{
    formats::{
        document::Document,
        format::{ItemKind, LeftOut, Writer, label_of},
        kit::tokens::{Borders, is_blank, longest, words},
        left_out::{self, coalitions, decisions, misfits},
    },
    message::message,
    model::{Mention, Span},
};

/// How tags begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tags {
    Iob1,
    Iob2,
    Bioes,
}

impl Tags {
    /// As the option names it; IOB2 for any other word.
    pub(super) fn named(name: &str) -> Self {
        match name {
            "iob1" => Self::Iob1,
            "bioes" => Self::Bioes,
            _ => Self::Iob2,
        }
    }

    /// The letter for a token that is the first and/or last of a mention; `after_same`: a mention of the same label
    /// ends right before.
    fn letter(self, first: bool, last: bool, after_same: bool) -> char {
        match (self, first, last) {
            (Self::Bioes, true, true) => 'S',
            (Self::Bioes, false, true) => 'E',
            (Self::Iob2 | Self::Bioes, true, _) => 'B',
            (Self::Iob1, true, _) if after_same => 'B',
            _ => 'I',
        }
    }
}

pub(super) struct TokenWriter {
    out: Box<dyn Write + Send>,
    tags: Tags,
}

impl TokenWriter {
    pub(super) fn new(out: Box<dyn Write + Send>, tags: Tags) -> Self {
        Self { out, tags }
    }
}

impl Writer for TokenWriter {
    fn add(&mut self, document: &Document, _: &str) -> io::Result<Vec<LeftOut>> {
        let text = document.article.text.as_str();
        let mut left_out = misfits(document);
        left_out.extend(coalitions(document, &message!("tags say nothing of statements")));
        left_out.extend(decisions(document));
        let mut leave = |mention: &Mention, reason| {
            left_out.push(left_out::item(document, ItemKind::Mention, &mention.id, reason));
        };
        let has_words = |mention: &&Mention| !document.words(mention.span).chars().all(is_blank);
        let (some, none): (Vec<&Mention>, Vec<&Mention>) = document.annotations.mentions.values().partition(has_words);
        let (kept, overlapping) = longest(some);
        for (mention, longer) in overlapping {
            let (id, words) = (longer.id.as_str(), document.words(longer.span));
            leave(mention, message!("it overlaps {mention} “{words}”", mention = id, words = words));
        }
        for mention in none {
            leave(mention, message!("it covers white space only"));
        }
        for mention in &kept {
            let words = document.words(mention.span);
            if words.starts_with(is_blank) || words.ends_with(is_blank) {
                leave(mention, message!("the white space at its edge is in no token; the words are there"));
            }
        }
        let tokens = words(text, &Borders::of(kept.iter().copied()));
        if tokens.is_empty() {
            let reason = message!("it has no words, and spaCy passes over an article without tokens");
            left_out.push(left_out::article(document, reason));
            return Ok(left_out);
        }
        self.out.write_all(b"-DOCSTART- -X- O O\n\n")?;
        let mut mentions = kept.into_iter().peekable();
        // The label of the mention that ended at the token before.
        let mut ended: Option<String> = None;
        for (at, token) in tokens.iter().enumerate() {
            while mentions.next_if(|mention| mention.span.end <= token.start).is_some() {}
            let next = tokens.get(at + 1);
            let before = if at == 0 { &text[..token.start] } else { "" };
            let after = &text[token.end..next.map_or(text.len(), |next| next.start)];
            // At the end of an article even one blank is said.
            let spaces = match (next, after) {
                (None, " ") => column(before, "  ").replacen("\\s\\s", "\\s", 1),
                _ => column(before, after),
            };
            write!(self.out, "{} X {spaces} ", &text[token.range()])?;
            let mention = mentions.peek().filter(|mention| mention.span.covers(*token));
            // The tokens of a mention are whole; its edges may be white space.
            let goes_on = mention.is_some_and(|mention| next.is_some_and(|next| mention.span.covers(*next)));
            match mention {
                Some(mention) => {
                    let label = label_of(&mention.kind);
                    let first = at == 0 || !mention.span.covers(tokens[at - 1]);
                    let letter = self.tags.letter(first, !goes_on, ended.as_ref() == Some(&label));
                    writeln!(self.out, "{letter}-{label}")?;
                    ended = Some(label);
                }
                None => {
                    self.out.write_all(b"O\n")?;
                    ended = None;
                }
            }
            if next.is_none() || (!goes_on && ends_sentence(text, &tokens, at)) {
                self.out.write_all(b"\n")?;
                ended = None;
            }
        }
        Ok(left_out)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.out.flush()
    }
}

/// Whether a sentence ends with a token that is not the last.
fn ends_sentence(text: &str, tokens: &[Span], at: usize) -> bool {
    let Some(next) = tokens.get(at + 1) else { return true };
    let gap = &text[tokens[at].end..next.start];
    if gap.contains('\n') {
        return true;
    }
    if gap.is_empty()
        || !text[next.start..].starts_with(|c: char| c.is_uppercase() || c.is_numeric() || "“\"‘(".contains(c))
    {
        return false;
    }
    // Back over closing marks to the mark that ends a sentence.
    let mut mark = at;
    while matches!(&text[tokens[mark].range()], "”" | "\"" | "’" | "'" | ")" | "]") && mark > 0 {
        mark -= 1;
    }
    match &text[tokens[mark].range()] {
        "?" | "!" | "…" => true,
        "." if mark < at => true,
        "." => mark.checked_sub(1).is_none_or(|word| !is_abbreviation(&text[tokens[word].range()])),
        _ => false,
    }
}

/// An initial, a title or a degree: `H`, `Dr`, `S.H`.
fn is_abbreviation(word: &str) -> bool {
    const TITLES: &[&str] =
        &["Dr", "dr", "drg", "Drs", "Dra", "Ir", "Hj", "KH", "Prof", "No", "Jl", "Tgk", "Tb", "Moh", "Muh"];
    let single = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    single || TITLES.contains(&word) || (word.contains('.') && word.chars().any(char::is_alphabetic))
}
