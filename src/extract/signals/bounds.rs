//! Words and marks of a stretch of text by the borders of Unicode's Annex 29. Latin text, which Indonesian news is, goes
//! a short way to the same borders.

use unicode_segmentation::UnicodeSegmentation;

/// Calls `each` with every piece between two borders that is not white space, and its byte.
pub fn pieces<'a>(text: &'a str, mut each: impl FnMut(usize, &'a str)) {
    if !text.is_ascii() && !text.chars().all(|c| class(c) != CharacterClass::Unknown) {
        text.split_word_bound_indices()
            .filter(|(_, piece)| !piece.trim().is_empty())
            .for_each(|(at, piece)| each(at, piece));
        return;
    }
    let mut at = 0;
    while let Some((first, len)) = class_at(text, at) {
        let end = match first {
            CharacterClass::Letter | CharacterClass::Digit | CharacterClass::Under => word_end(text, at + len, first),
            _ => at + len,
        };
        if first != CharacterClass::Space {
            each(at, &text[at..end]);
        }
        at = end;
    }
}

/// Where a word goes on to: rules WB5 to WB13b.
fn word_end(text: &str, mut end: usize, mut last: CharacterClass) -> usize {
    while let Some((next, len)) = class_at(text, end) {
        let joined = match (last, next) {
            (_, CharacterClass::Letter | CharacterClass::Digit | CharacterClass::Under) => len,
            (CharacterClass::Letter, CharacterClass::Dot | CharacterClass::Colon)
            | (CharacterClass::Digit, CharacterClass::Dot | CharacterClass::Comma) => match class_at(text, end + len) {
                Some((beyond, more)) if beyond == last => len + more,
                _ => return end,
            },
            _ => return end,
        };
        end += joined;
        if matches!(next, CharacterClass::Letter | CharacterClass::Digit | CharacterClass::Under) {
            last = next;
        }
    }
    end
}

/// What a character is to words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CharacterClass {
    Letter,
    Digit,
    /// Joins words: `_`.
    Under,
    /// Joins two letters or two digits between which it stands: `.` `'` `’`.
    Dot,
    /// … two letters.
    Colon,
    /// … two digits.
    Comma,
    Space,
    /// Stands by itself.
    Mark,
    /// The short way does not know it.
    Unknown,
}

fn class_at(text: &str, at: usize) -> Option<(CharacterClass, usize)> {
    let &byte = text.as_bytes().get(at)?;
    if byte < 0x80 {
        return Some((ascii(byte), 1));
    }
    let c = text[at..].chars().next()?;
    Some((class(c), c.len_utf8()))
}

fn ascii(byte: u8) -> CharacterClass {
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' => CharacterClass::Letter,
        b'0'..=b'9' => CharacterClass::Digit,
        b'_' => CharacterClass::Under,
        b'.' | b'\'' => CharacterClass::Dot,
        b':' => CharacterClass::Colon,
        b',' | b';' => CharacterClass::Comma,
        b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c => CharacterClass::Space,
        _ => CharacterClass::Mark,
    }
}

fn class(c: char) -> CharacterClass {
    match c {
        c if c.is_ascii() => ascii(c as u8),
        '‘' | '’' => CharacterClass::Dot,
        '“' | '”' | '–' | '—' | '…' | '«' | '»' => CharacterClass::Mark,
        '\u{a0}' => CharacterClass::Space,
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ž' => CharacterClass::Letter,
        _ => CharacterClass::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by_the_book(text: &str) -> Vec<(usize, &str)> {
        text.split_word_bound_indices().filter(|(_, piece)| !piece.trim().is_empty()).collect()
    }

    fn short(text: &str) -> Vec<(usize, &str)> {
        let mut found = Vec::new();
        pieces(text, |at, piece| found.push((at, piece)));
        found
    }

    proptest::proptest! {
        #[test]
        fn the_short_way_has_the_same_borders(text in "[aZé09_.':,; \n\r\t’‘“”–…«\u{a0}()/-]{0,14}") {
            proptest::prop_assert_eq!(short(&text), by_the_book(&text));
        }

        #[test]
        fn so_has_any_text(text in "([ -~]|[À-ž‘’“”])*.?[ -~]*") {
            proptest::prop_assert_eq!(short(&text), by_the_book(&text));
        }
    }
}
