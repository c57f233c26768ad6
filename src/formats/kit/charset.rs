//! Which encoding a file is in, and the file as UTF-8, in a stream. encoding_rs knows them all; stricter than browsers
//! we are: nothing is ever replaced, and what is not a character is an error with its place.

use std::io::{self, BufRead, BufReader, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    Decoder, DecoderResult, Encoding, MACINTOSH, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1254,
    X_USER_DEFINED,
};

use crate::message::message;

/// An encoding that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Charset(&'static Encoding);

/// Bytes that are decoded at once.
const PIECE: usize = 1 << 14;

impl Charset {
    pub const UTF_8: Self = Self(UTF_8);
    pub const UTF_16LE: Self = Self(UTF_16LE);
    pub const UTF_16BE: Self = Self(UTF_16BE);
    /// As browsers take it, for ISO-8859-1 and ASCII as well (WHATWG Encoding Standard).
    pub const WINDOWS_1252: Self = Self(WINDOWS_1252);

    /// By the name that people and pages give it, whatever the case of its letters.
    pub fn named(name: &str) -> Option<Self> {
        let name = match name.trim().to_ascii_lowercase().as_str() {
            "utf16" => "utf-16".to_owned(),
            "latin-1" => "latin1".to_owned(),
            name => name.to_owned(),
        };
        let found = Encoding::for_label(name.as_bytes())?;
        // What browsers refuse to show, and what means nothing.
        (found != REPLACEMENT && found != X_USER_DEFINED).then_some(Self(found))
    }

    /// By the byte order mark at the beginning of a file.
    pub fn marked(head: &[u8]) -> Option<Self> {
        // The same as of UTF-16, and two zeros: UTF-32, which nobody reads.
        let utf32 = head.starts_with(&[0xFF, 0xFE, 0, 0]);
        Encoding::for_bom(head).filter(|_| !utf32).map(|(encoding, _)| Self(encoding))
    }

    /// What bytes that are not UTF-8 look like, if they can be that from the first to the last: a guess, to be shown
    /// before it is used.
    pub fn guess(bytes: &[u8]) -> Option<Self> {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        let guessed = Self(detector.guess(Some(b"id"), Utf8Detection::Deny));
        guessed.decode(bytes).is_ok().then_some(guessed)
    }

    /// All that bytes could well be which are not UTF-8, the likeliest first: a guess among encodings whose letters differ
    /// in a few bytes only is none.
    pub fn guesses(bytes: &[u8]) -> Vec<Self> {
        let Some(guess) = Self::guess(bytes) else { return Vec::new() };
        let mut all = vec![guess];
        if guess == Self::WINDOWS_1252 {
            // Ğ İ Ş ğ ı ş, which are Ð Ý Þ ð ý þ else.
            let turkish = bytes.iter().any(|byte| matches!(byte, 0xD0 | 0xDD | 0xDE | 0xF0 | 0xFD | 0xFE));
            // Letters of the Macintosh within words, where Windows has marks.
            let letter = |byte: u8| byte.is_ascii_alphabetic();
            let is_within =
                |three: &[u8]| letter(three[0]) && matches!(three[1], 0x80..=0x91 | 0x93..=0x9F) && letter(three[2]);
            let macintosh = bytes.windows(3).any(is_within);
            all.extend(
                [(turkish, WINDOWS_1254), (macintosh, MACINTOSH)].iter().filter(|(is, _)| *is).map(|(_, of)| Self(of)),
            );
        }
        all
    }

    /// As people write it.
    pub fn name(self) -> &'static str {
        match self.0.name() {
            "windows-1252" => "Windows-1252",
            "windows-1250" => "Windows-1250",
            "windows-1251" => "Windows-1251",
            "windows-1254" => "Windows-1254",
            "windows-1256" => "Windows-1256",
            "macintosh" => "Macintosh",
            name => name,
        }
    }

    /// Whether it is one of the two with units of 16 bits.
    pub fn is_wide(self) -> bool {
        self == Self::UTF_16LE || self == Self::UTF_16BE
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
    decoder: Decoder,
    /// Bytes of the input that were taken.
    taken: u64,
    /// Decoded and not yet read.
    ready: Vec<u8>,
    given: usize,
    ended: bool,
}

impl<R: Read> Utf8<R> {
    /// The encoding is `told`, unless a byte order mark says otherwise.
    pub fn new(input: R, told: Charset) -> io::Result<Self> {
        let mut input = BufReader::with_capacity(1 << 16, input);
        let marked = Charset::marked(input.fill_buf()?);
        let charset = marked.unwrap_or(told);
        let mark = match marked {
            None => 0,
            Some(marked) if marked == Charset::UTF_8 => 3,
            Some(_) => 2,
        };
        input.consume(mark);
        let decoder = charset.0.new_decoder_without_bom_handling();
        Ok(Self { input, charset, decoder, taken: mark as u64, ready: Vec::new(), given: 0, ended: false })
    }

    /// What the stream is in.
    pub fn charset(&self) -> Charset {
        self.charset
    }

    fn wrong(&self, place: u64) -> io::Error {
        io::Error::new(
            io::ErrorKind::InvalidData,
            message!("what is at byte {place} is not {charset}", place = place, charset = self.charset.name()),
        )
    }

    /// Decodes some more; false at the end.
    fn decode_more(&mut self) -> io::Result<bool> {
        if self.ended {
            return Ok(false);
        }
        let mut bytes = Vec::with_capacity(PIECE);
        (&mut self.input).take(PIECE as u64).read_to_end(&mut bytes)?;
        let last = bytes.is_empty();
        let room = self.decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(PIECE * 4);
        let mut text = vec![0; room];
        let (result, read, written) = self.decoder.decode_to_utf8_without_replacement(&bytes, &mut text, last);
        text.truncate(written);
        self.ended = last;
        if let DecoderResult::Malformed(length, after) = result {
            let end = self.taken + read as u64;
            return Err(self.wrong(end.saturating_sub(u64::from(length) + u64::from(after))));
        }
        // Bytes of one-byte encodings that mean nothing are controls for browsers; no text has those.
        let control = std::str::from_utf8(&text)
            .ok()
            .and_then(|text| text.chars().position(|c| matches!(c, '\u{80}'..='\u{9f}')));
        if let Some(at) = control {
            return Err(self.wrong(if self.charset.0.is_single_byte() { self.taken + at as u64 } else { self.taken }));
        }
        (self.ready, self.given) = (text, 0);
        self.taken += bytes.len() as u64;
        Ok(!last || !self.ready.is_empty())
    }
}

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.charset == Charset::UTF_8 {
            return self.input.read(into);
        }
        while self.given == self.ready.len() {
            if !self.decode_more()? {
                return Ok(0);
            }
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
        check(b"\xEF\xBB\xBFa", Charset::WINDOWS_1252, Ok("a"));
        check(b"\x93ya\x94 \xE9\x80", Charset::WINDOWS_1252, Ok("“ya” é€"));
        check(b"a\x81", Charset::WINDOWS_1252, Err("what is at byte 1 is not Windows-1252"));
        check(&utf16("\u{feff}PDIP 🇮🇩", u16::to_le_bytes), Charset::UTF_8, Ok("PDIP 🇮🇩"));
        check(&utf16("\u{feff}PDIP 🇮🇩", u16::to_be_bytes), Charset::UTF_8, Ok("PDIP 🇮🇩"));
        check(b"\xFF\xFEa\0b", Charset::UTF_8, Err("what is at byte 4 is not UTF-16LE"));
        check(b"\xFF\xFEa\0\0\xD8b\0", Charset::UTF_8, Err("what is at byte 4 is not UTF-16LE"));
        check(b"\xFF\xFEa\0\0\xD8", Charset::UTF_8, Err("what is at byte 4 is not UTF-16LE"));
    }

    #[test]
    fn characters_cut_by_buffers() {
        for lead in ["", "a"] {
            let text = format!("{lead}{}", "🗳️é".repeat(9_000));
            check(&utf16(&format!("\u{feff}{text}"), u16::to_le_bytes), Charset::UTF_8, Ok(&text));
        }
    }

    #[test]
    fn names() {
        assert_eq!(Charset::named(" ISO-8859-1"), Some(Charset::WINDOWS_1252));
        assert_eq!(Charset::named("latin-1"), Some(Charset::WINDOWS_1252));
        assert_eq!(Charset::named("Shift_JIS").map(Charset::name), Some("Shift_JIS"));
        assert_eq!(Charset::named("utf-7"), None);
        assert_eq!(Charset::named("iso-2022-kr"), None, "browsers do not show it");
        assert_eq!(Charset::marked(b"\xFF\xFE\0\0"), None, "UTF-32");
    }

    #[test]
    fn guesses_are_whole_or_none() {
        assert_eq!(Charset::guess(b"Ketua partai menyebut \x93ya\x94, lalu pulang."), Some(Charset::WINDOWS_1252));
        let names = |bytes: &[u8]| Charset::guesses(bytes).into_iter().map(Charset::name).collect::<Vec<_>>();
        assert_eq!(names(b"\x93ya\x94, caf\xE9"), ["Windows-1252"]);
        assert_eq!(names(b"\xDD\x59\xDD Parti \xDEehir"), ["Windows-1252", "Windows-1254"]);
        assert_eq!(names(b"di caf\x8E lama, ma\x96ana"), ["Windows-1252", "Macintosh"]);
        let big5: Vec<u8> = b"\xa7\xda\xad\xcc\xaa\xba\xb0\xea\xae\x61\xb7\x73\xbb\x44".repeat(20);
        assert_eq!(Charset::guess(&big5).map(Charset::name), Some("Big5"));
    }
}
