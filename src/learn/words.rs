//! The words of a text as the learner sees them: where they lie, how they are written, and numbers that stand for their
//! letters. Case, accents on capitals and kinds of apostrophe do not tell words apart.

use std::hash::Hasher;

use crate::model::Span;

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum WordForm {
    Lower,
    Capital,
    /// One capital letter.
    Initial,
    /// Capitals only.
    Upper,
    /// Capitals inside: NasDem, PDIP-nya.
    Mixed,
    Number,
    Mark,
}

impl WordForm {
    pub const ALL: usize = 7;
}

/// A word, a number, or one mark of punctuation.
#[derive(Debug, Clone, Copy)]
pub(super) struct LearnerWord {
    /// Bytes of the text.
    pub span: Span,
    pub form: WordForm,
    /// Stands for its letters in lower case.
    pub hash: u64,
    /// Whether a new line begins between the word before and this one.
    pub line: bool,
    /// Whether a sentence begins here.
    pub first: bool,
    /// Whether no white space is before it.
    pub joined: bool,
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// Stands for bytes, the same on every machine (FNV-1a, 64 bits).
pub(super) fn hash_of(bytes: &[u8]) -> u64 {
    bytes.iter().fold(SEED, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME))
}

/// One number for two, in which their order counts (the last steps of MurmurHash3).
pub(super) fn mix(a: u64, b: u64) -> u64 {
    let mut hash = a.rotate_left(29) ^ b.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^ (hash >> 29)
}

/// Keys are hashes already.
#[derive(Default)]
pub(super) struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = mix(self.0, u64::from(*byte)));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

/// Stands for a letter in lower case.
fn lower(c: char) -> u64 {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{02bc}' | '`' => u64::from(b'\''),
        c if c.is_ascii() => u64::from(c.to_ascii_lowercase() as u8),
        // Of the few letters that become several the first says enough.
        c => c.to_lowercase().next().map_or(0, |c| u64::from(u32::from(c))),
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{02bc}')
}

/// Marks that are written over or beside a letter, and belong to its word.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | '\u{fe0f}')
}

/// The words of a text in reading order.
pub(super) fn words(text: &str) -> Vec<LearnerWord> {
    let mut words: Vec<LearnerWord> = Vec::with_capacity(text.len() / 5);
    let mut chars = text.char_indices().peekable();
    let (mut line, mut first, mut joined) = (true, true, false);
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() {
            line |= c == '\n';
            first |= line;
            joined = false;
            continue;
        }
        let mut end = start + c.len_utf8();
        let mut hash = (SEED ^ lower(c)).wrapping_mul(PRIME);
        let mut form = WordForm::Mark;
        if c.is_alphanumeric() {
            let (mut letters, mut capitals) = (usize::from(c.is_alphabetic()), usize::from(c.is_uppercase()));
            let starts_capital = c.is_uppercase();
            while let Some(&(at, c)) = chars.peek() {
                // Asy'ari is one word, and a quotation that ends is none.
                let inner = is_apostrophe(c) && text[at + c.len_utf8()..].starts_with(|c: char| c.is_alphabetic());
                if !c.is_alphanumeric() && !inner && !is_combining(c) {
                    break;
                }
                chars.next();
                end = at + c.len_utf8();
                letters += usize::from(c.is_alphabetic());
                capitals += usize::from(c.is_uppercase());
                hash = (hash ^ lower(c)).wrapping_mul(PRIME);
            }
            form = match (letters, capitals) {
                (0, _) => WordForm::Number,
                (_, 0) => WordForm::Lower,
                (1, 1) => WordForm::Initial,
                (letters, capitals) if letters == capitals => WordForm::Upper,
                (_, 1) if starts_capital => WordForm::Capital,
                _ => WordForm::Mixed,
            };
        }
        words.push(LearnerWord { span: Span::new(start, end), form, hash, line, first, joined });
        // A quotation mark or bracket leaves the beginning of a sentence where it is; so does the dot of an initial.
        first = match c {
            '.' => !matches!(words.len().checked_sub(2).map(|at| words[at].form), Some(WordForm::Initial)),
            '!' | '?' | ':' => true,
            '"' | '\'' | '(' | '\u{201c}' | '\u{201d}' | '\u{2018}' => first,
            _ => false,
        };
        (line, joined) = (false, true);
    }
    words
}

/// Numbers that stand for the first one to three letters and the last two to four.
pub(super) fn ends(word: &str) -> ([u64; 3], [u64; 3]) {
    let (mut heads, mut tails) = ([0; 3], [0; 3]);
    let mut hash = SEED;
    for (c, head) in word.chars().zip(&mut heads) {
        hash = (hash ^ lower(c)).wrapping_mul(PRIME);
        *head = hash;
    }
    let mut hash = SEED;
    for (number, c) in word.chars().rev().take(4).enumerate() {
        hash = (hash ^ lower(c)).wrapping_mul(PRIME);
        if let Some(tail) = number.checked_sub(1).and_then(|at| tails.get_mut(at)) {
            *tail = hash;
        }
    }
    (heads, tails)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        words(text).iter().map(|word| &text[word.span.range()]).collect()
    }

    #[test]
    fn words_and_marks() {
        assert_eq!(split("PKS-PSI, “Asy'ari”."), ["PKS", "-", "PSI", ",", "“", "Asy'ari", "”", "."]);
        assert_eq!(split("cafe\u{301}\u{a0}💡 'siap'"), ["cafe\u{301}", "💡", "'", "siap", "'"]);
        assert_eq!(split(""), Vec::<&str>::new());
    }

    #[test]
    fn case_and_apostrophes_tell_no_words_apart() {
        let hash = |text: &str| words(text)[0].hash;
        assert_eq!(hash("ASY’ARI"), hash("asy'ari"));
        assert_eq!(hash("Élan"), hash("élan"));
        assert_ne!(hash("Lebak"), hash("Lebar"));
    }

    #[test]
    fn forms_and_sentences() {
        let words = words("Ia pergi. NasDem M. ALI B1 12\nbaru");
        let forms: Vec<WordForm> = words.iter().map(|word| word.form).collect();
        use WordForm::*;
        assert_eq!(forms, [Capital, Lower, Mark, Mixed, Initial, Mark, Upper, Initial, Number, Lower]);
        let firsts: Vec<usize> = (0..words.len()).filter(|&at| words[at].first).collect();
        assert_eq!(firsts, [0, 3, 9]);
    }
}
