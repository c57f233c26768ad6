//! A file that is not UTF-8 is not half read: the records without such letters would go in, and the others would not. A
//! damaged place in a file that is UTF-8 costs its record only.

use std::io::Read;

use super::{charset::Charset, encoding::narrowed};
use crate::{
    formats::{problem::Problem, source::Source},
    message::message,
};

/// Bytes that are looked at at once, and so many around wrong ones by which an encoding is guessed.
const PIECE: u64 = 1 << 16;
const GUESSED: usize = 1 << 16;

/// The problem: the file is in another encoding, which nobody said. To be asked when the file is open already.
pub fn refuse_other_encoding(source: &dyn Source, name: &str, file: &str) -> Result<(), Problem> {
    // Whoever reads it tells what cannot be read; a pipe is read once.
    let Ok(mut stream) = source.open(name) else { return Ok(()) };
    let (mut good, mut wrong) = (0, 0);
    let (mut line, mut first, mut around) = (1, None, Vec::new());
    let mut rest: Vec<u8> = Vec::new();
    loop {
        let kept = rest.len();
        let read = stream.by_ref().take(PIECE).read_to_end(&mut rest);
        let read = read.map_err(|error| Problem::unreadable(file, &error))?;
        // UTF-16 by its mark is read.
        if kept == 0 && good + wrong == 0 && line == 1 && narrowed(&rest).is_ok_and(|narrow| *narrow != *rest) {
            return Ok(());
        }
        let mut at = 0;
        for chunk in rest.utf8_chunks() {
            good += chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count();
            line += chunk.valid().matches('\n').count();
            let invalid = chunk.invalid();
            at += chunk.valid().len();
            // A letter may go on in the next piece.
            let is_cut = at + invalid.len() == rest.len() && invalid.len() < 4 && read > 0;
            if invalid.is_empty() || is_cut && std::str::from_utf8(invalid).is_err_and(|e| e.error_len().is_none()) {
                continue;
            }
            at += invalid.len();
            wrong += 1;
            first.get_or_insert((line, invalid[0]));
            if around.len() < GUESSED {
                let end = rest.len().min(at + 40);
                around.extend_from_slice(&rest[at.saturating_sub(40 + invalid.len())..end]);
            }
        }
        rest.drain(..at);
        if read == 0 {
            break;
        }
    }
    let Some((line, byte)) = first.filter(|_| wrong > good) else { return Ok(()) };
    let byte = format!("0x{byte:02X}");
    let (reason, fix) = match Charset::guess(&around) {
        Some(guess) => (
            message!(
                "the file is not UTF-8: byte {byte} is the first of {number} that {is|are} not; it looks like {name}",
                byte = byte,
                number = wrong,
                name = guess.name()
            ),
            message!(
                "Read it with --option encoding={name}, and look at the letters",
                name = guess.name().to_lowercase()
            ),
        ),
        None => (
            message!(
                "the file is not UTF-8: byte {byte} is the first of {number} that {is|are} not",
                byte = byte,
                number = wrong
            ),
            message!("Say its encoding with --option encoding=NAME, or save it as UTF-8"),
        ),
    };
    Err(Problem::new(file, reason, fix).at(line, 0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::MemorySource;

    fn said(bytes: impl Into<Vec<u8>>) -> String {
        let source = MemorySource::file("a.csv", bytes.into());
        refuse_other_encoding(&source, "a.csv", "a.csv").map_or_else(|problem| problem.to_string(), |()| String::new())
    }

    #[test]
    fn only_what_is_utf_8_is_read_row_by_row() {
        assert!(said(b"isi\n\x93ya\x94\n".to_vec()).starts_with("a.csv:2: the file is not UTF-8: byte 0x93"));
        assert!(said(b"isi\n\x93ya\x94\n".to_vec()).contains("encoding=windows-1252"));
        assert_eq!(said("isi\n“ya” 🇮🇩\n"), "");
        // A damaged place among letters that are right.
        assert_eq!(said(b"isi\n\xE2\x80\x9Cya\xE2\x80\x9D\nrusak \xE2\x80 di sini\n".to_vec()), "");
        assert_eq!(said("\u{feff}isi\nya\n".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()), "");
    }

    #[test]
    fn letters_between_two_pieces_are_whole() {
        for before in 0..6 {
            let text = format!("{}{}", "a".repeat(before), "é“🇮".repeat(20_000));
            assert_eq!(said(text), "", "{before}");
        }
    }
}
