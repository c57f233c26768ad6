//! A text as another program has it, the text that we make of it, and where offsets of the one lie in the other.

use std::borrow::Cow;

use crate::message::{Message, message};
use crate::model::{LineEnds, Text};

/// What an offset counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OffsetUnit {
    /// Unicode code points: Python, brat, doccano, Label Studio, spaCy.
    CodePoint,
    /// UTF-16 code units: Java, JavaScript, UIMA.
    Utf16,
    /// Bytes of UTF-8: Rust, Go, C.
    Byte,
}

impl OffsetUnit {
    pub const ALL: [Self; 3] = [Self::CodePoint, Self::Utf16, Self::Byte];

    /// As a sentence names it.
    pub fn message(self) -> Message {
        match self {
            Self::CodePoint => message!("code points"),
            Self::Utf16 => message!("UTF-16 units"),
            Self::Byte => message!("bytes"),
        }
    }
}

/// A text before and after its line ends became LF and its byte order mark went.
#[derive(Debug, Clone)]
pub struct RawText {
    /// As the other program has it, if it differs.
    raw: Option<Text>,
    /// Bytes of `raw` that `text` has not, in order.
    cut: Vec<u32>,
    /// With LF line ends and no byte order mark: what an article holds.
    pub text: Text,
    pub line_ends: LineEnds,
    pub bom: bool,
}

impl RawText {
    /// Takes up to 4 GiB; `None` beyond.
    pub fn new(raw: &str) -> Option<Self> {
        u32::try_from(raw.len()).ok()?;
        let bom = raw.starts_with('\u{feff}');
        if !bom && !raw.contains('\r') {
            return Some(Self { raw: None, cut: Vec::new(), text: Text::new(raw), line_ends: LineEnds::Lf, bom });
        }
        let bytes = raw.as_bytes();
        let mut cut: Vec<u32> = if bom { vec![0, 1, 2] } else { Vec::new() };
        let (mut alone, mut feeds) = (0, 0);
        for (at, &byte) in bytes.iter().enumerate() {
            match byte {
                b'\r' if bytes.get(at + 1) == Some(&b'\n') => cut.push(at as u32),
                b'\r' => alone += 1,
                b'\n' => feeds += 1,
                _ => {}
            }
        }
        let pairs = cut.len() - if bom { 3 } else { 0 };
        let line_ends = match (pairs, alone) {
            (0, 0) => LineEnds::Lf,
            (pairs, 0) if pairs == feeds => LineEnds::CrLf,
            _ => LineEnds::Mixed,
        };
        Some(Self { text: Text::new(line_feeds(raw).into_owned()), raw: Some(Text::new(raw)), cut, line_ends, bom })
    }

    /// The byte of [`RawText::text`] at an offset into the text as the other program has it; `None` beyond the end or
    /// inside a character.
    pub fn byte_of(&self, unit: OffsetUnit, offset: usize) -> Option<usize> {
        let raw = self.raw.as_ref().unwrap_or(&self.text);
        let byte = byte_in(raw, unit, offset)?;
        Some(byte - self.cut.partition_point(|&cut| (cut as usize) < byte))
    }

    /// Whether the two texts differ, so that offsets may have been counted in either.
    pub fn was_changed(&self) -> bool {
        self.raw.is_some()
    }
}

/// The byte of a text at an offset.
pub(in crate::formats) fn byte_in(text: &Text, unit: OffsetUnit, offset: usize) -> Option<usize> {
    match unit {
        OffsetUnit::CodePoint => text.byte_of_char(offset),
        OffsetUnit::Utf16 => text.byte_of_utf16(offset),
        OffsetUnit::Byte => Some(offset).filter(|&offset| text.is_char_boundary(offset)),
    }
}

/// LF for CRLF and CR, and no byte order mark.
pub fn line_feeds(raw: &str) -> Cow<'_, str> {
    returns_as_feeds(raw.strip_prefix('\u{feff}').unwrap_or(raw))
}

/// LF for CRLF and CR.
pub fn returns_as_feeds(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_flag_after_carriage_returns() {
        let text = RawText::new("\u{feff}a\r\nb 🇮🇩\r\nPPP").unwrap();
        assert_eq!(&*text.text, "a\nb 🇮🇩\nPPP");
        assert_eq!((text.line_ends, text.bom), (LineEnds::CrLf, true));
        // Counted with the mark and both characters of each line end.
        let at = text.byte_of(OffsetUnit::CodePoint, 10).unwrap();
        assert_eq!(&text.text[at..], "PPP");
        assert_eq!(text.byte_of(OffsetUnit::Utf16, 12), Some(at));
        assert_eq!(text.byte_of(OffsetUnit::CodePoint, 14), None);
        assert_eq!(RawText::new("a\rb\r\nc").unwrap().line_ends, LineEnds::Mixed);
    }

    proptest! {
        #[test]
        fn every_kept_character_is_found_again(raw in "\u{feff}?[a\r\n🇮é ]{0,40}") {
            let text = RawText::new(&raw).unwrap();
            prop_assert_eq!(&*text.text, &*line_feeds(&raw));
            for (chars, (byte, c)) in raw.char_indices().enumerate() {
                let at = text.byte_of(OffsetUnit::CodePoint, chars).unwrap();
                prop_assert_eq!(text.byte_of(OffsetUnit::Byte, byte), Some(at));
                if c != '\r' && !(c == '\u{feff}' && byte == 0) {
                    prop_assert!(text.text[at..].starts_with(c));
                }
            }
        }
    }
}
