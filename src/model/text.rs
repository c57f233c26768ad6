//! Immutable text, and the one place where bytes, code points and UTF-16 units are converted.

use std::{fmt, ops::Deref, sync::Arc};

use super::Span;

/// Bytes between two remembered positions; a conversion looks at this many bytes at the most.
const BLOCK: usize = 256;

/// An article's text. It never changes; clones share it.
///
/// Offsets are bytes unless a name says otherwise. Conversions take O(log n) and return `None` beyond the end or
/// inside a character.
#[derive(Clone)]
pub struct Text(Arc<Inner>);

struct Inner {
    text: Box<str>,
    /// Code points and UTF-16 units before byte `i * BLOCK`, counting characters that begin before it.
    blocks: Vec<(u32, u32)>,
    /// Bytes at which lines begin; the first is 0.
    lines: Vec<u32>,
    chars: usize,
    units: usize,
}

impl Text {
    /// Takes up to 4 GiB of text with `\n` line ends.
    pub fn new(text: impl Into<Box<str>>) -> Self {
        let text: Box<str> = text.into();
        assert!(u32::try_from(text.len()).is_ok(), "a text has at most 4 GiB");
        let mut blocks = Vec::with_capacity(text.len() / BLOCK + 1);
        let mut lines = vec![0];
        let (mut chars, mut units) = (0u32, 0u32);
        for (at, &byte) in text.as_bytes().iter().enumerate() {
            if at % BLOCK == 0 {
                blocks.push((chars, units));
            }
            // Continuation bytes begin no character; four-byte characters are two UTF-16 units.
            if byte & 0xC0 != 0x80 {
                chars += 1;
                units += 1 + u32::from(byte >= 0xF0);
            }
            if byte == b'\n' {
                lines.push(at as u32 + 1);
            }
        }
        if text.is_empty() {
            blocks.push((0, 0));
        }
        Self(Arc::new(Inner { text, blocks, lines, chars: chars as usize, units: units as usize }))
    }

    pub fn as_str(&self) -> &str {
        &self.0.text
    }

    /// Number of code points.
    pub fn chars_len(&self) -> usize {
        self.0.chars
    }

    /// Number of UTF-16 units.
    pub fn utf16_len(&self) -> usize {
        self.0.units
    }

    /// Code points before the byte `offset`.
    pub fn char_of_byte(&self, offset: usize) -> Option<usize> {
        self.counts_at(offset).map(|(chars, _)| chars)
    }

    /// UTF-16 units before the byte `offset`.
    pub fn utf16_of_byte(&self, offset: usize) -> Option<usize> {
        self.counts_at(offset).map(|(_, units)| units)
    }

    /// The byte at which code point number `offset` begins; the end of the text for its length.
    pub fn byte_of_char(&self, offset: usize) -> Option<usize> {
        if offset == self.0.chars {
            return Some(self.len());
        }
        self.byte_where(offset, |block| block.0, |_| 1)
    }

    /// The byte at which UTF-16 unit number `offset` begins a character.
    pub fn byte_of_utf16(&self, offset: usize) -> Option<usize> {
        if offset == self.0.units {
            return Some(self.len());
        }
        self.byte_where(offset, |block| block.1, char::len_utf16)
    }

    /// The span of bytes from a half-open range of code points; `None` if it is empty or does not fit.
    pub fn span_of_chars(&self, start: usize, end: usize) -> Option<Span> {
        if start >= end {
            return None;
        }
        Some(Span::new(self.byte_of_char(start)?, self.byte_of_char(end)?))
    }

    /// The half-open range of code points of a span that [`Text::fits`].
    pub fn chars_of_span(&self, span: Span) -> Option<(usize, usize)> {
        Some((self.char_of_byte(span.start)?, self.char_of_byte(span.end)?))
    }

    /// Whether a span is not empty, lies inside the text and on character borders.
    pub fn fits(&self, span: Span) -> bool {
        !span.is_empty() && self.is_char_boundary(span.start) && self.is_char_boundary(span.end)
    }

    /// What a span covers; empty if it does not fit.
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.range()).unwrap_or("")
    }

    pub fn line_count(&self) -> usize {
        self.0.lines.len()
    }

    /// The line number, from 0, that holds the byte `offset`.
    pub fn line_of_byte(&self, offset: usize) -> usize {
        self.0.lines.partition_point(|&start| start as usize <= offset).saturating_sub(1)
    }

    /// The bytes of a line without its line end; an empty line gives an empty span.
    pub fn line(&self, number: usize) -> Option<Span> {
        let start = *self.0.lines.get(number)? as usize;
        let end = self.0.lines.get(number + 1).map_or(self.len(), |&next| next as usize - 1);
        Some(Span::new(start, end))
    }

    fn counts_at(&self, offset: usize) -> Option<(usize, usize)> {
        if !self.is_char_boundary(offset) {
            return None;
        }
        if offset == self.len() {
            return Some((self.0.chars, self.0.units));
        }
        let block = offset / BLOCK;
        let (chars, units) = self.0.blocks[block];
        let (mut chars, mut units) = (chars as usize, units as usize);
        for &byte in &self.as_bytes()[block * BLOCK..offset] {
            if byte & 0xC0 != 0x80 {
                chars += 1;
                units += 1 + usize::from(byte >= 0xF0);
            }
        }
        Some((chars, units))
    }

    fn byte_where(
        &self,
        wanted: usize,
        count: impl Fn(&(u32, u32)) -> u32,
        width: impl Fn(char) -> usize,
    ) -> Option<usize> {
        let blocks = &self.0.blocks;
        let block = blocks.partition_point(|b| count(b) as usize <= wanted).checked_sub(1)?;
        let mut seen = count(&blocks[block]) as usize;
        let mut at = block * BLOCK;
        while !self.is_char_boundary(at) {
            at += 1;
        }
        for c in self[at..].chars() {
            if seen == wanted {
                return Some(at);
            }
            if seen > wanted {
                return None;
            }
            seen += width(c);
            at += c.len_utf8();
        }
        None
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.as_str() == other.as_str()
    }
}

impl Eq for Text {}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_three_units_of_the_flag_example() {
        let text = Text::new("PDIP 🇮🇩 dan PPP");
        assert_eq!(text.span_of_chars(12, 15), Some(Span::new(18, 21)));
        assert_eq!(text.utf16_of_byte(18), Some(14));
        assert_eq!(text.byte_of_utf16(17), Some(21));
        assert_eq!(text.byte_of_utf16(6), None, "inside a surrogate pair");
        assert_eq!(text.char_of_byte(6), None, "inside a character");
        assert_eq!(text.slice(Span::new(18, 21)), "PPP");
    }

    #[test]
    fn lines() {
        let text = Text::new("a\n\nbc");
        assert_eq!(text.line_count(), 3);
        assert_eq!(text.line(0), Some(Span::new(0, 1)));
        assert_eq!(text.line(1), Some(Span::new(2, 2)));
        assert_eq!(text.line(2), Some(Span::new(3, 5)));
        assert_eq!(text.line_of_byte(2), 1);
    }

    proptest! {
        #[test]
        fn maps_agree_with_counting(text in "(?s).{0,700}|([ -~]{0,600}.{0,20}){0,3}") {
            let t = Text::new(text.as_str());
            let (mut chars, mut units) = (0, 0);
            for (byte, c) in text.char_indices() {
                prop_assert_eq!(t.char_of_byte(byte), Some(chars));
                prop_assert_eq!(t.byte_of_char(chars), Some(byte));
                prop_assert_eq!(t.utf16_of_byte(byte), Some(units));
                prop_assert_eq!(t.byte_of_utf16(units), Some(byte));
                chars += 1;
                units += c.len_utf16();
            }
            prop_assert_eq!(t.chars_len(), chars);
            prop_assert_eq!(t.utf16_len(), units);
            prop_assert_eq!(t.byte_of_char(chars), Some(text.len()));
            prop_assert_eq!(t.byte_of_char(chars + 1), None);
            prop_assert_eq!(t.char_of_byte(text.len() + 1), None);
        }
    }
}
