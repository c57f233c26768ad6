//! From bytes to text, strictly: UTF-8 or a refusal that says where, why, and the fix. Nothing is ever replaced.

use std::borrow::Cow;

use super::charset::Charset;
use crate::{
    message::{Message, message},
    model::LineEnds,
};

/// The largest text file that is taken, in bytes. A longer one is no news article, and the window would crawl.
pub const MAX_BYTES: usize = 50_000_000;

/// Why a file was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {reason}")]
pub struct ImportProblem {
    /// As the caller named it.
    pub file: String,
    pub reason: EncodingFault,
}

/// What is wrong with the bytes of a file, and what to do. Offsets count bytes from 0; lines and columns count from 1,
/// columns in code points.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message())]
pub enum EncodingFault {
    TooLarge { bytes: usize },
    Empty,
    OtherFormat { what: Message },
    OtherUnicode { name: &'static str },
    Nul { offset: usize, line: usize, column: usize },
    NotUtf8 { offset: usize, line: usize, column: usize, byte: u8, guess: Message },
}

impl EncodingFault {
    /// In words, in no language yet.
    pub fn message(&self) -> Message {
        match self {
            Self::TooLarge { bytes } => message!(
                "has {size} MB; at most {most} MB are taken. Split it into smaller files",
                size = bytes / 1_000_000,
                most = MAX_BYTES / 1_000_000
            ),
            Self::Empty => message!("holds no text. Leave it out, or look whether it was saved"),
            Self::OtherFormat { what } => {
                message!("is {what}, not plain text. Save its text as a UTF-8 file (.txt) and import that", what = what)
            }
            Self::OtherUnicode { name: name @ "UTF-32" } => {
                message!("is encoded as {name}, which is not read here. Save it as UTF-8", name = *name)
            }
            Self::OtherUnicode { name } => message!(
                "is encoded as {name}, not UTF-8. Import it with --option encoding={label}, or save it as UTF-8",
                name = *name,
                label = name.to_lowercase()
            ),
            Self::Nul { offset, line, column } => message!(
                "line {line}, column {column} (byte {offset}): a NUL byte, which no text has. Is it really a text file?",
                line = *line,
                column = *column,
                offset = *offset
            ),
            Self::NotUtf8 { offset, line, column, byte, guess } => message!(
                "line {line}, column {column} (byte {offset}): byte {byte} is not UTF-8; {guess}",
                line = *line,
                column = *column,
                offset = *offset,
                byte = format!("0x{byte:02X}"),
                guess = guess
            ),
        }
    }
}

/// Text with LF line ends, and what was changed to get it.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::formats) struct Decoded {
    pub text: String,
    pub bom: bool,
    pub line_ends: LineEnds,
}

/// Decodes UTF-8, with or without a byte order mark.
pub(in crate::formats) fn decode(bytes: &[u8]) -> Result<Decoded, EncodingFault> {
    if bytes.len() > MAX_BYTES {
        return Err(EncodingFault::TooLarge { bytes: bytes.len() });
    }
    if let Some(what) = known_format(bytes) {
        return Err(EncodingFault::OtherFormat { what });
    }
    if let Some(name) = other_unicode(bytes) {
        return Err(EncodingFault::OtherUnicode { name });
    }
    let bom = bytes.starts_with(b"\xEF\xBB\xBF");
    let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error))?;
    if let Some(offset) = text.find('\0') {
        let (line, column) = line_and_column(&text[..offset]);
        return Err(EncodingFault::Nul { offset, line, column });
    }
    let text = if bom { &text['\u{FEFF}'.len_utf8()..] } else { text };
    if text.chars().all(|c| c.is_whitespace() || c.is_control() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{FEFF}')) {
        return Err(EncodingFault::Empty);
    }
    let (text, line_ends) = with_line_feeds(text);
    Ok(Decoded { text, bom, line_ends })
}

fn with_line_feeds(text: &str) -> (String, LineEnds) {
    let returns = text.matches('\r').count();
    if returns == 0 {
        return (text.to_owned(), LineEnds::Lf);
    }
    let pairs = text.matches("\r\n").count();
    let feeds = text.matches('\n').count();
    let line_ends = if pairs == returns && pairs == feeds { LineEnds::CrLf } else { LineEnds::Mixed };
    (text.replace("\r\n", "\n").replace('\r', "\n"), line_ends)
}

/// Line and column of what follows `before`, from 1.
fn line_and_column(before: &str) -> (usize, usize) {
    let line_start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let returns = before.matches('\r').count() - before.matches("\r\n").count();
    (1 + before.matches('\n').count() + returns, 1 + before[line_start..].chars().count())
}

fn known_format(bytes: &[u8]) -> Option<Message> {
    let begins = |magic: &[u8]| bytes.starts_with(magic);
    let picture = [&b"\x89PNG"[..], b"\xFF\xD8\xFF", b"GIF8"];
    Some(match bytes {
        _ if begins(b"%PDF-") => message!("a PDF document"),
        _ if begins(b"PK\x03\x04") => message!("a ZIP archive or an office document (.docx, .odt)"),
        _ if begins(b"\xD0\xCF\x11\xE0") => message!("an old office document (.doc)"),
        _ if begins(b"{\\rtf") => message!("a rich-text document (.rtf)"),
        _ if picture.into_iter().any(begins) => message!("a picture"),
        _ if begins(b"\x1F\x8B") => message!("a compressed file (gzip)"),
        _ => return None,
    })
}

/// The bytes as UTF-8 where they are UTF-16, as they are where they are not; UTF-32 is refused.
pub(in crate::formats) fn narrowed(bytes: &[u8]) -> Result<Cow<'_, [u8]>, EncodingFault> {
    let Some(name) = other_unicode(bytes) else { return Ok(Cow::Borrowed(bytes)) };
    let wide = Charset::marked(bytes).or_else(|| Charset::named(name)).filter(|charset| charset.is_wide());
    let decoded = wide.and_then(|charset| charset.decode(bytes).ok());
    decoded.map(Cow::Owned).ok_or(EncodingFault::OtherUnicode { name })
}

/// UTF-16 and UTF-32 by their byte order marks, or UTF-16 by the NUL in every second byte of plain letters.
fn other_unicode(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => return Some("UTF-32"),
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => return Some("UTF-16"),
        _ => {}
    }
    let head = &bytes[..bytes.len().min(4096) & !1];
    if head.len() < 4 {
        return None;
    }
    let nuls = |parity: usize| head.iter().skip(parity).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd, half) = (nuls(0), nuls(1), head.len() / 2);
    if odd * 10 >= half * 8 && even * 10 <= half {
        Some("UTF-16LE")
    } else if even * 10 >= half * 8 && odd * 10 <= half {
        Some("UTF-16BE")
    } else {
        None
    }
}

fn not_utf8(bytes: &[u8], error: std::str::Utf8Error) -> EncodingFault {
    let offset = error.valid_up_to();
    let good = std::str::from_utf8(&bytes[..offset]).unwrap_or("");
    let (line, column) = line_and_column(good.strip_prefix('\u{FEFF}').unwrap_or(good));
    let guess = if bytes.contains(&0) {
        message!("it does not look like a text file at all. Save it as text (UTF-8) in the program that made it")
    } else if error.error_len().is_none() {
        message!("the file ends in the middle of a character: it was cut off. Get it again")
    } else {
        guess(bytes)
    };
    EncodingFault::NotUtf8 { offset, line, column, byte: bytes.get(offset).copied().unwrap_or(0), guess }
}

/// What the bytes beyond ASCII look like. Words only: the text is never decoded by a guess.
fn guess(bytes: &[u8]) -> Message {
    let high = || bytes.iter().copied().filter(|byte| *byte >= 0x80);
    let all = high().count();
    let lossless: usize = bytes.utf8_chunks().map(|c| c.valid().bytes().filter(|b| *b >= 0x80).count()).sum();
    if lossless * 2 > all {
        return message!(
            "most of the file is UTF-8, so this place is damaged. Mend it in an editor, or get the file again"
        );
    }
    match Charset::guess(bytes) {
        // Its letters are those of ISO-8859-1, by which name people know it better.
        Some(guessed) if guessed == Charset::WINDOWS_1252 && high().all(|byte| byte >= 0xA0) => {
            message!(
                "it looks like ISO-8859-1 (Latin-1): import it with --option encoding=iso-8859-1, or save it as UTF-8"
            )
        }
        Some(guessed) => {
            let name = guessed.name();
            message!(
                "it looks like {name}: import it with --option encoding={known_as}, or save it as UTF-8",
                name = name,
                known_as = name.to_lowercase()
            )
        }
        None => message!("its encoding is not known. Open it in an editor and save it as UTF-8"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf8_with_all_line_ends() {
        let decoded = |bytes: &[u8]| decode(bytes).unwrap();
        assert_eq!(decoded(b"a\nb"), Decoded { text: "a\nb".into(), bom: false, line_ends: LineEnds::Lf });
        assert_eq!(
            decoded(b"\xEF\xBB\xBFa\r\n\r\nb"),
            Decoded { text: "a\n\nb".into(), bom: true, line_ends: LineEnds::CrLf }
        );
        assert_eq!(decoded(b"a\r\nb\nc\rd").text, "a\nb\nc\nd");
        assert_eq!(decoded(b"a\r\nb\nc").line_ends, LineEnds::Mixed);
        assert_eq!(decoded(b"a\rb").line_ends, LineEnds::Mixed);
        assert_eq!(decoded("PDIP 🇮🇩 “ya” cafe\u{301}".as_bytes()).text, "PDIP 🇮🇩 “ya” cafe\u{301}");
    }

    #[track_caller]
    fn refused(bytes: &[u8], says: &[&str]) {
        let reason = decode(bytes).unwrap_err();
        let problem = ImportProblem { file: "berita.txt".into(), reason }.to_string();
        for part in says {
            assert!(problem.contains(part), "“{problem}” lacks “{part}”");
        }
    }

    #[test]
    fn refusals_say_where_why_and_the_way_out() {
        refused(b"satu\ndua \x93ya\x94", &["berita.txt: line 2, column 5 (byte 9)", "0x93", "encoding=windows-1252"]);
        refused(b"caf\xE9 buka", &["line 1, column 4", "iso-8859-1"]);
        refused(b"\xFF\xFEa\0b\0", &["UTF-16", "encoding=utf-16"]);
        refused(b"a\0b\0c\0d\0", &["UTF-16LE"]);
        refused(b"\0a\0b\0c\0d", &["UTF-16BE"]);
        refused(b"\xFF\xFE\0\0a\0\0\0", &["UTF-32"]);
        refused(b"satu\r\ndua\0", &["line 2, column 4 (byte 9)", "NUL"]);
        refused("“rusak” “di sini” \u{e9}".as_bytes().split_last().unwrap().1, &["cut off"]);
        refused(b"\xE2\x80\x9Cbaik\xE2\x80\x9D rusak \xE2\x80 di sini", &["most of the file is UTF-8", "column 14"]);
        refused(b"%PDF-1.7\n", &["PDF"]);
        refused(b"PK\x03\x04\x14\0\0\0", &["ZIP"]);
        refused(b"", &["no text"]);
        refused(b"\xEF\xBB\xBF \r\n\t\xC2\xA0", &["no text"]);
    }

    #[test]
    fn size() {
        refused(&vec![b'a'; MAX_BYTES + 1], &["50 MB", "Split"]);
        assert_eq!(decode(&vec![b'a'; 20_000_000]).unwrap().text.len(), 20_000_000);
    }
}
