//! Which encoding a file is in, and the file as UTF-8, in a stream. Nothing is ever replaced: what is no character is an
//! error with its place.

use std::io::{self, BufRead, BufReader, Read};

/// An encoding that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Charset {
    Utf8,
    Utf16Le,
    Utf16Be,
    /// As browsers take it, for ISO-8859-1 and ASCII as well (WHATWG Encoding Standard).
    Windows1252,
}

/// Bytes that are decoded at once; even, so that no unit is cut.
const PIECE: usize = 1 << 14;

/// Windows-1252 from 0x80 to 0x9F; a NUL stands for the five bytes that mean nothing.
const HIGH: [char; 32] = [
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’', '“', '”', '•',
    '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];

impl Charset {
    /// By the name that people and pages give it, whatever the case of its letters.
    pub fn named(name: &str) -> Option<Self> {
        match name.trim().to_ascii_lowercase().as_str() {
            "utf-8" | "utf8" | "unicode-1-1-utf-8" => Some(Self::Utf8),
            "utf-16" | "utf-16le" | "utf16" => Some(Self::Utf16Le),
            "utf-16be" => Some(Self::Utf16Be),
            "windows-1252" | "cp1252" | "x-cp1252" | "iso-8859-1" | "iso8859-1" | "iso88591" | "latin1" | "latin-1"
            | "l1" | "us-ascii" | "ascii" => Some(Self::Windows1252),
            _ => None,
        }
    }

    /// By the byte order mark at the beginning of a file.
    pub fn marked(head: &[u8]) -> Option<Self> {
        match head {
            [0xFF, 0xFE, 0, 0, ..] => None,
            [0xEF, 0xBB, 0xBF, ..] => Some(Self::Utf8),
            [0xFF, 0xFE, ..] => Some(Self::Utf16Le),
            [0xFE, 0xFF, ..] => Some(Self::Utf16Be),
            _ => None,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Windows1252 => "Windows-1252",
        }
    }

    /// The whole of a file as UTF-8, without a byte order mark. UTF-8 is handed on as it is and checked by the caller.
    pub fn decode(self, bytes: &[u8]) -> io::Result<Vec<u8>> {
        let mut text = Vec::with_capacity(bytes.len());
        Utf8::new(bytes, self)?.read_to_end(&mut text)?;
        Ok(text)
    }
}

/// A stream as UTF-8, without its byte order mark. A stream that is UTF-8 already is handed on unchecked.
pub struct Utf8<R> {
    input: BufReader<R>,
    charset: Charset,
    /// Bytes of the input that were taken.
    taken: u64,
    /// Decoded and not yet read.
    ready: Vec<u8>,
    given: usize,
}

impl<R: Read> Utf8<R> {
    /// The encoding is `told`, unless a byte order mark says otherwise.
    pub fn new(input: R, told: Charset) -> io::Result<Self> {
        let mut input = BufReader::with_capacity(1 << 16, input);
        let marked = Charset::marked(input.fill_buf()?);
        let charset = marked.unwrap_or(told);
        let mark = match marked {
            None => 0,
            Some(Charset::Utf8) => 3,
            Some(_) => 2,
        };
        input.consume(mark);
        Ok(Self { input, charset, taken: mark as u64, ready: Vec::new(), given: 0 })
    }

    /// What the stream is in.
    pub fn charset(&self) -> Charset {
        self.charset
    }

    fn wrong(&self, at: usize, what: &str) -> io::Error {
        let place = self.taken + at as u64;
        io::Error::new(io::ErrorKind::InvalidData, format!("{what} at byte {place} is no {}", self.charset.name()))
    }

    /// Decodes some more; false at the end.
    fn decode_more(&mut self) -> io::Result<bool> {
        let mut bytes = Vec::with_capacity(PIECE + 2);
        (&mut self.input).take(PIECE as u64).read_to_end(&mut bytes)?;
        // A character of two units that is cut by the border of the piece.
        if self.charset != Charset::Windows1252 && self.high_surrogate_at_end(&bytes) {
            (&mut self.input).take(2).read_to_end(&mut bytes)?;
        }
        let text = if self.charset == Charset::Windows1252 { self.windows_1252(&bytes) } else { self.utf16(&bytes) }?;
        (self.ready, self.given) = (text.into_bytes(), 0);
        self.taken += bytes.len() as u64;
        Ok(!bytes.is_empty())
    }

    fn windows_1252(&self, bytes: &[u8]) -> io::Result<String> {
        let decoded = bytes.iter().enumerate().map(|(at, &byte)| match byte {
            0x80..=0x9F => match HIGH[usize::from(byte) - 0x80] {
                '\0' => Err(self.wrong(at, &format!("0x{byte:02X}"))),
                c => Ok(c),
            },
            _ => Ok(char::from(byte)),
        });
        decoded.collect()
    }

    fn utf16(&self, bytes: &[u8]) -> io::Result<String> {
        let mut text = String::with_capacity(bytes.len());
        let mut at = 0;
        for decoded in char::decode_utf16(bytes.chunks_exact(2).map(|unit| self.unit(unit))) {
            let half = |unit: u16| self.wrong(at, &format!("half a character (0x{unit:04X})"));
            let c = decoded.map_err(|error| half(error.unpaired_surrogate()))?;
            text.push(c);
            at += c.len_utf16() * 2;
        }
        if bytes.len() % 2 == 1 {
            return Err(self.wrong(bytes.len() - 1, "half a unit"));
        }
        Ok(text)
    }

    fn unit(&self, unit: &[u8]) -> u16 {
        let unit = [unit[0], unit[1]];
        if self.charset == Charset::Utf16Be { u16::from_be_bytes(unit) } else { u16::from_le_bytes(unit) }
    }

    fn high_surrogate_at_end(&self, buffer: &[u8]) -> bool {
        let last = buffer.len().checked_sub(2).filter(|_| buffer.len().is_multiple_of(2));
        last.is_some_and(|last| (0xD800..0xDC00).contains(&self.unit(&buffer[last..])))
    }
}

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.charset == Charset::Utf8 {
            return self.input.read(into);
        }
        if self.given == self.ready.len() && !self.decode_more()? {
            return Ok(0);
        }
        let taken = (self.ready.len() - self.given).min(into.len());
        into[..taken].copy_from_slice(&self.ready[self.given..self.given + taken]);
        self.given += taken;
        Ok(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], told: Charset, expected: Result<&str, &str>) {
        let decoded = told.decode(bytes).map(|bytes| String::from_utf8(bytes).unwrap()).map_err(|e| e.to_string());
        assert_eq!(decoded.as_deref().map_err(String::as_str), expected);
    }

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn every_encoding() {
        check(b"\xEF\xBB\xBFa", Charset::Windows1252, Ok("a"));
        check(b"\x93ya\x94 \xE9\x80", Charset::Windows1252, Ok("“ya” é€"));
        check(b"a\x81", Charset::Windows1252, Err("0x81 at byte 1 is no Windows-1252"));
        check(&utf16("\u{feff}PDIP 🇮🇩", u16::to_le_bytes), Charset::Utf8, Ok("PDIP 🇮🇩"));
        check(&utf16("\u{feff}PDIP 🇮🇩", u16::to_be_bytes), Charset::Utf8, Ok("PDIP 🇮🇩"));
        check(b"\xFF\xFEa\0b", Charset::Utf8, Err("half a unit at byte 4 is no UTF-16LE"));
        check(b"\xFF\xFEa\0\0\xD8b\0", Charset::Utf8, Err("half a character (0xD800) at byte 4 is no UTF-16LE"));
        check(b"\xFF\xFEa\0\0\xD8", Charset::Utf8, Err("half a character (0xD800) at byte 4 is no UTF-16LE"));
    }

    #[test]
    fn characters_cut_by_buffers() {
        for lead in ["", "a"] {
            let text = format!("{lead}{}", "🗳️é".repeat(9_000));
            check(&utf16(&format!("\u{feff}{text}"), u16::to_le_bytes), Charset::Utf8, Ok(&text));
        }
    }

    #[test]
    fn names() {
        assert_eq!(Charset::named(" ISO-8859-1"), Some(Charset::Windows1252));
        assert_eq!(Charset::named("shift_jis"), None);
        assert_eq!(Charset::marked(b"\xFF\xFE\0\0"), None, "UTF-32");
    }
}
