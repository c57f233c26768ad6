//! Plain words, found whatever their case or accents, and whatever nobody sees stands within them: character by character
//! over the text as it is, so that a place needs no way back from a folded copy.

use regex::{Regex, RegexBuilder};

use crate::model::{Fold, HYPHENS, Span, is_invisible, is_mark};

/// Words to be found; each white space in them stands for any single one, be it a line end or a space that does not
/// break.
pub struct Folded {
    fold: Fold,
    wanted: Vec<char>,
    /// Finds the same in a text of plain characters, and much faster; `None`: no such text can have the words.
    plain: Option<Regex>,
}

impl Folded {
    /// The error of the library is that the words are too many for it.
    pub fn new(words: &str, fold: Fold) -> Result<Self, regex::Error> {
        let mut wanted = Vec::with_capacity(words.len());
        words.chars().for_each(|c| folded(fold, c, |c| wanted.push(c)));
        let possible = wanted.iter().all(|&c| is_plain(c));
        let plain = possible.then(|| {
            let hyphen = format!("[{}]", HYPHENS.iter().collect::<String>());
            let word = |word: &[char]| {
                let pieces = word.split(|&c| c == '-').map(|piece| {
                    let piece = regex::escape(&piece.iter().collect::<String>());
                    if fold.case { without_case(&piece) } else { piece }
                });
                pieces.collect::<Vec<_>>().join(&hyphen)
            };
            let words: Vec<String> = wanted.split(|&c| c == ' ').map(word).collect();
            RegexBuilder::new(&words.join(r"\s")).size_limit(super::expression::SIZE).build()
        });
        Ok(Self { fold, wanted, plain: plain.transpose()? })
    }

    /// Whether there is nothing to look for.
    pub fn is_blank(&self) -> bool {
        self.wanted.iter().all(|&c| c == ' ')
    }

    /// How this text is best looked through.
    pub fn within<'a>(&'a self, text: &'a str) -> Within<'a> {
        if has_plain_text(text) { Within::Plain(text, self.plain.as_ref()) } else { Within::Any(text, self) }
    }

    /// Bytes at the start of `text` that read as the words.
    fn length_at(&self, text: &str) -> Option<usize> {
        let (mut have, mut fits) = (0, true);
        let mut end = None;
        for (at, c) in text.char_indices() {
            if have == self.wanted.len() {
                // What nobody sees decides nothing: an accent may stand behind it.
                if is_invisible(c) {
                    end.get_or_insert(at);
                    continue;
                }
                match is_mark(c) {
                    // An accent belongs to its letter: another letter, if accents count.
                    true if self.fold.accents => {
                        end = None;
                        continue;
                    }
                    true => return None,
                    false => return Some(end.unwrap_or(at)),
                }
            }
            folded(self.fold, c, |c| {
                fits &= self.wanted.get(have) == Some(&c);
                have += 1;
            });
            if !fits {
                return None;
            }
        }
        (have == self.wanted.len()).then(|| end.unwrap_or(text.len()))
    }
}

/// One text, to be looked through from left to right.
pub enum Within<'a> {
    Plain(&'a str, Option<&'a Regex>),
    Any(&'a str, &'a Folded),
}

impl Within<'_> {
    /// The first place from the byte `from` on, which begins a character.
    pub fn next(&self, from: usize) -> Option<Span> {
        match *self {
            Self::Plain(text, regex) => regex?.find_at(text, from).map(|found| Span::from(found.range())),
            Self::Any(text, folded) => text.get(from..)?.char_indices().find_map(|(at, c)| {
                if is_mark(c) || is_invisible(c) {
                    return None;
                }
                let start = from + at;
                folded.length_at(&text[start..]).map(|length| Span::new(start, start + length))
            }),
        }
    }
}

/// What a character is compared as.
fn folded(fold: Fold, c: char, mut take: impl FnMut(char)) {
    if c.is_whitespace() { take(' ') } else { fold.fold(c, take) }
}

/// Whether nothing but the case of plain letters makes a difference to what a character is compared as: plain letters
/// and signs, the quotes, dashes and spaces of print, and the space that does not break.
fn is_plain(c: char) -> bool {
    c.is_ascii() || ('\u{2000}'..='\u{203f}').contains(&c) && !is_invisible(c) || c == '\u{a0}'
}

/// Whether a text has plain characters only: most news do.
fn has_plain_text(text: &str) -> bool {
    let mut bytes = text.as_bytes();
    loop {
        let ascii = bytes.chunks(64).take_while(|chunk| chunk.is_ascii()).map(<[u8]>::len).sum::<usize>();
        let near = &bytes[ascii..bytes.len().min(ascii + 64)];
        let Some(at) = near.iter().position(|byte| !byte.is_ascii()) else { return true };
        bytes = &bytes[ascii + at..];
        bytes = match bytes {
            // Zero-width characters and marks of direction lie between spaces and dashes.
            [0xE2, 0x80, 0x8B..=0x8F | 0xAA..=0xAE, ..] => return false,
            [0xE2, 0x80, _, rest @ ..] | [0xC2, 0xA0, rest @ ..] => rest,
            _ => return false,
        };
    }
}

/// A pattern whose plain letters stand for both cases, and not for the few others that are the same to Unicode (K of
/// Kelvin): a plain text has none, and the search is faster.
fn without_case(pattern: &str) -> String {
    let mut parts = String::new();
    let mut rest = pattern;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c: char| c.is_ascii() != first.is_ascii()).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        match first.is_ascii() {
            true => parts.extend(["(?i-u:", part, ")"]),
            false => parts.push_str(part),
        }
        rest = after;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_texts_are_known() {
        for text in ["", "abc", &"a".repeat(200), &"“PKS” – di\u{a0}Lebak… ".repeat(20)] {
            assert!(has_plain_text(text), "{text}");
            assert!(text.chars().all(is_plain));
        }
        for text in ["é", "e\u{301}", "💡", "\u{ad}", "\u{200b}", "\u{202e}", "\u{2212}", "a".repeat(63).as_str()]
            .map(|start| format!("{start}ß"))
        {
            assert!(!has_plain_text(&text), "{text}");
        }
    }
}
