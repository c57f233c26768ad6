//! Whether a PDF is what it seems, before it is read: a small file can say that it holds the sea.

use std::{borrow::Cow, io::Read};

use flate2::read::ZlibDecoder;
use regex::bytes::Regex;

use crate::message::{Message, message};

/// Bytes of an unpacked part, and of all, at most: what is drawn takes up to eighty times as much. Pictures are not unpacked.
pub const PART: u64 = 12 << 20;
const ALL: u64 = 96 << 20;
/// Bytes of what is drawn with one command: letters take up to a thousand times as much.
const ONCE: usize = 256 << 10;
/// Bytes of a part in a packing that we cannot measure.
const UNMEASURED: usize = 256 << 10;
/// How far before a part its own description is looked for.
const DESCRIPTION: usize = 4 << 10;
/// How often a part is packed.
const TIMES: usize = 4;

/// Why a PDF is not to be read.
pub fn unfit(bytes: &[u8]) -> Option<Message> {
    let mark = Regex::new(r"(?-u)(?:end)?stream").ok()?;
    let is_locked = bytes.windows(8).any(|word| word == b"/Encrypt");
    let marks: Vec<(usize, usize)> = mark.find_iter(bytes).map(|found| (found.start(), found.end())).collect();
    let is_end = |(start, _): (usize, usize)| bytes[start] == b'e';
    let (mut all, mut done) = (0, 0);
    for (number, &(start, end)) in marks.iter().enumerate() {
        if is_end((start, end)) || start < done {
            continue;
        }
        let first = bytes[end..].iter().take(2).take_while(|byte| b"\r\n".contains(byte)).count();
        let last = marks[number..].iter().find(|mark| is_end(**mark)).map_or(bytes.len(), |mark| mark.0);
        // What is within a part is no other part.
        done = last;
        let packed = &bytes[end + first..last.max(end + first)];
        let before = &bytes[start.saturating_sub(DESCRIPTION)..start];
        let begin = before.windows(4).rposition(|word| word == b" obj").unwrap_or(0);
        let description = &before[begin..];
        let says = |word: &[u8]| description.windows(word.len()).any(|there| there == word);
        if says(b"/Image") {
            continue;
        }
        if packed.len() > UNMEASURED && (is_locked || says(b"LZW") || says(b"RunLength")) {
            return Some(message!("it holds parts in a packing that may hold anything"));
        }
        let mut part = Cow::Borrowed(packed);
        if says(b"ASCII85") || says(b"/A85") {
            part = Cow::Owned(of_ascii_85(&part));
        } else if says(b"ASCIIHex") || says(b"/AHx") {
            part = Cow::Owned(of_hex(&part));
        }
        for _ in 0..TIMES {
            let Some(unpacked) = unpack(&part) else { break };
            all += unpacked.len() as u64;
            if unpacked.len() as u64 > PART || all > ALL {
                return Some(message!("unpacked it has more than {limit} MB", limit = PART >> 20));
            }
            part = Cow::Owned(unpacked);
        }
        if holds_long_lists(&part) {
            return Some(message!("it draws more than any page with one command"));
        }
    }
    None
}

/// Whether a string or a list in it is longer than any that is drawn.
fn holds_long_lists(part: &[u8]) -> bool {
    let mut open: [Option<usize>; 3] = [None; 3];
    for (at, byte) in part.iter().enumerate() {
        match byte {
            b'(' | b'[' | b'<' => {
                let kind = usize::from(*byte == b'[') + 2 * usize::from(*byte == b'<');
                open[kind].get_or_insert(at);
            }
            b')' | b']' | b'>' => {
                let kind = usize::from(*byte == b']') + 2 * usize::from(*byte == b'>');
                if open[kind].take().is_some_and(|begun| at - begun > ONCE) {
                    return true;
                }
            }
            _ => {}
        }
    }
    false
}

/// What is packed here, as far as it goes, and a little more than is allowed at most.
fn unpack(packed: &[u8]) -> Option<Vec<u8>> {
    if packed.first()? & 0x0F != 8 {
        return None;
    }
    let mut unpacked = Vec::new();
    // What comes before an error is there all the same.
    let _ = ZlibDecoder::new(packed).take(PART + 1).read_to_end(&mut unpacked);
    (!unpacked.is_empty()).then_some(unpacked)
}

/// Bytes that are written as five letters for four of them.
fn of_ascii_85(written: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut five = Vec::with_capacity(5);
    let value = |five: &[u8]| {
        let padded = five.iter().copied().chain([84; 5]).take(5);
        padded.fold(0_u32, |sum, letter| sum.wrapping_mul(85).wrapping_add(u32::from(letter))).to_be_bytes()
    };
    for byte in written {
        match byte {
            b'~' => break,
            b'z' => bytes.extend([0; 4]),
            b'!'..=b'u' => five.push(byte - b'!'),
            _ => {}
        }
        if five.len() == 5 {
            bytes.extend(value(&five));
            five.clear();
        }
    }
    bytes.extend(&value(&five)[..five.len().saturating_sub(1)]);
    bytes
}

/// Bytes that are written as two letters each.
fn of_hex(written: &[u8]) -> Vec<u8> {
    let digits = written.iter().take_while(|byte| **byte != b'>').filter_map(|byte| char::from(*byte).to_digit(16));
    let digits: Vec<u8> = digits.map(|digit| digit as u8).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::ZlibEncoder};
    use std::io::Write;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap()
    }

    fn document(description: &str, part: &[u8]) -> Vec<u8> {
        let head = format!("%PDF-1.4\n4 0 obj<<{description}>>stream\n");
        [head.as_bytes(), part, b"\nendstream endobj"].concat()
    }

    #[test]
    fn what_holds_the_sea_is_refused() {
        let sea = packed(&vec![b' '; 13 << 20]);
        let hex: String = sea.iter().map(|byte| format!("{byte:02x}")).collect();
        assert!(unfit(&document("", &sea)).is_some());
        assert!(unfit(&document("", &packed(&packed(&sea)))).is_some());
        assert!(unfit(&document("/Filter[/AHx/FlateDecode]", hex.as_bytes())).is_some());
        assert!(unfit(&document("/Subtype/Image", &sea)).is_none());
        assert!(unfit(&document("", &packed(b"BT ET"))).is_none());
        assert!(unfit(&document("", format!("({}) Tj", "a".repeat(300 << 10)).as_bytes())).is_some());
        assert!(unfit(&document("/Filter/LZW", &vec![1; 300 << 10])).is_some());
        assert!(
            unfit(&[document("", b"x"), b"/Encrypt 7 0 R".to_vec(), document("", &[1; 300 << 10])].concat()).is_some()
        );
    }

    #[test]
    fn letters_for_bytes() {
        assert_eq!(of_ascii_85(b"87cURD]i,\"Ebo80~>"), b"Hello World!");
        assert_eq!(of_ascii_85(b"87cURDZ~>"), b"Hello");
        assert_eq!(of_hex(b"48 65 6c6C 6f>"), b"Hello");
    }

    #[test]
    fn many_beginnings_are_gone_through_once() {
        let begun = b"stream\n".repeat(1 << 20);
        assert!(unfit(&begun).is_none());
    }
}
