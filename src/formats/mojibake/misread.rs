//! The encodings that UTF-8 is read as by mistake, and the letters of a text that were one character of UTF-8 before.

use std::{ops::Range, sync::LazyLock};

use encoding_rs::{
    Encoding, ISO_8859_2, MACINTOSH, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1256,
};

/// What UTF-8 is read as by mistake, the commonest first.
pub static MISREAD_AS: LazyLock<[Misread; 9]> = LazyLock::new(|| {
    [
        Misread::of(WINDOWS_1252, true),
        Misread::of(WINDOWS_1250, true),
        Misread::of(ISO_8859_2, true),
        Misread::of(MACINTOSH, false),
        Misread::of(WINDOWS_1251, false),
        Misread::of(WINDOWS_1253, false),
        Misread::of(WINDOWS_1256, false),
        Misread::by(CONSOLE_850.chars().zip(0x80..=0xFF), false),
        Misread::by(CONSOLE_437.chars().zip(0x80..=0xFF), false),
    ]
});

/// The code pages of the Windows console, which browsers do not know.
const CONSOLE_850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";
const CONSOLE_437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

/// So many characters in a row that could each be one of UTF-8 are not there by chance.
const RUN: usize = 4;
/// The same of letters that stand alone in no language that is written in Latin letters, and of an encoding whose
/// letters are not Latin.
const FOREIGN_RUN: usize = 3;

/// An encoding by its letters.
pub struct Misread {
    /// The bytes beyond ASCII, in the order of what they are read as.
    bytes: Vec<(char, u8)>,
    /// Whether a UTF-8 character of two bytes begins with a Latin letter in it, and goes on with one or a mark.
    latin: bool,
}

/// Letters that are one character of UTF-8, read as several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sequence {
    pub at: Range<usize>,
    pub meant: char,
    /// Whether nobody writes that.
    pub sure: bool,
}

impl Misread {
    fn of(encoding: &'static Encoding, latin: bool) -> Self {
        let letter = |byte: u8| encoding.decode_without_bom_handling(&[byte]).0.chars().next().map(|c| (c, byte));
        let own = (0x80..=0xFF).filter_map(letter).filter(|(c, _)| *c != '\u{fffd}');
        // As ISO-8859-1 has them.
        let controls = (0x80..0xA0).map(|byte: u8| (char::from(byte), byte)).filter(|_| encoding == WINDOWS_1252);
        Self::by(controls.chain(own), latin)
    }

    fn by(letters: impl Iterator<Item = (char, u8)>, latin: bool) -> Self {
        let mut bytes: Vec<_> = letters.collect();
        bytes.sort_unstable();
        bytes.dedup();
        Self { bytes, latin }
    }

    fn byte(&self, c: char) -> Option<u8> {
        self.bytes.binary_search_by_key(&c, |(letter, _)| *letter).ok().map(|at| self.bytes[at].1)
    }

    /// All that could be characters of UTF-8, from the first to the last.
    pub fn sequences(&self, text: &str) -> Vec<Sequence> {
        let mut found: Vec<Sequence> = Vec::new();
        let mut at = 0;
        while let Some(next) = text.as_bytes()[at..].iter().position(|byte| !byte.is_ascii()) {
            at += next;
            match self.sequence(text, at) {
                Some(sequence) => {
                    at = sequence.at.end;
                    found.push(sequence);
                }
                None => at += text[at..].chars().next().map_or(1, char::len_utf8),
            }
        }
        self.sure_by_number(&mut found);
        found
    }

    /// The character of UTF-8 that these letters were.
    fn sequence(&self, text: &str, at: usize) -> Option<Sequence> {
        let mut chars = text[at..].chars();
        let lead = chars.next()?;
        let mut bytes = vec![self.byte(lead)?];
        let more = match bytes[0] {
            0xC2..=0xDF => 1,
            0xE0..=0xEF => 2,
            0xF0..=0xF4 => 3,
            _ => return None,
        };
        let mut end = at + lead.len_utf8();
        let mut odd = false;
        for _ in 0..more {
            let c = chars.next()?;
            let byte = self.byte(c)?;
            odd |= !follows_letters(c);
            bytes.push(byte);
            end += c.len_utf8();
        }
        let meant = str::from_utf8(&bytes).ok()?.chars().next().filter(|meant| is_written(*meant))?;
        let before = text[..at].chars().next_back();
        let sure = if self.latin {
            let within = before.is_some_and(|c| c.is_lowercase() || c.is_ascii_digit());
            let space = bytes == [0xC2, 0xA0] && before.is_some_and(|c| ".,;:!?)".contains(c));
            stands_alone(meant) && (odd || more == 1 && (within || space))
        } else {
            let quote = matches!(bytes.as_slice(), [0xE2, 0x80 | 0x82 | 0x84, _]);
            let quote = quote && matches!(meant, '\u{2010}'..='\u{203A}' | '€' | '™');
            // A Latin word has no letter or mark of these in it.
            let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
            let in_word =
                !is_latin(lead) && matches!(meant, '\u{C0}'..='\u{17F}') && (latin(before) || latin(chars.next()));
            quote || in_word
        };
        Some(Sequence { at: at..end, meant, sure })
    }

    /// Several in a row show what one does not.
    fn sure_by_number(&self, found: &mut [Sequence]) {
        let mut start = 0;
        while start < found.len() {
            let mut end = start + 1;
            while end < found.len() && found[end].at.start == found[end - 1].at.end {
                end += 1;
            }
            let foreign = found[start..end].iter().filter(|one| !self.latin || !stands_alone(one.meant)).count();
            if end - start >= RUN || foreign >= FOREIGN_RUN {
                found[start..end].iter_mut().for_each(|one| one.sure = true);
            }
            start = end;
        }
    }
}

/// Letters of the Latin alphabet, as far as these encodings have them.
fn is_latin(c: char) -> bool {
    matches!(c, 'A'..='Z' | 'a'..='z' | 'ª' | 'º' | 'À'..='\u{24F}') && c.is_alphabetic() && c != 'ƒ'
}

/// What people write behind a letter in capitals or with an accent: other letters, closing marks, spaces, numbers of notes.
fn follows_letters(c: char) -> bool {
    let letter = c.is_alphabetic() && !"ƒˆªºµ".contains(c);
    letter || "“”„‘’‚…–—«»‹›\u{a0}\u{ad}™®©²³¹°·•±".contains(c)
}

/// Letters and marks that a text has one at a time, among Latin ones.
fn stands_alone(c: char) -> bool {
    // What Windows-1252 has no letter for is there once more in text that was broken twice.
    matches!(c,
        '\u{81}' | '\u{8D}' | '\u{8F}' | '\u{90}' | '\u{9D}' | '\u{A0}'..='\u{17F}' | 'Ơ' | 'ơ' | 'Ư' | 'ư' | 'Ș'..='ț' | '\u{1E00}'..='\u{1EFF}' | '\u{2000}'..='\u{23FF}'
        | '\u{FEFF}' | '\u{FF00}'..='\u{FFFD}' | '\u{1F000}'..='\u{1FAFF}')
}

/// Whether anybody writes a character: most that fit by chance are in no alphabet that is in use.
fn is_written(c: char) -> bool {
    // What broke as ISO-8859-1 once is there in text that was broken twice.
    stands_alone(c)
        || matches!(c,
            '\u{80}'..='\u{9F}' | '\u{192}' | '\u{2C6}' | '\u{2DC}' | '\u{300}'..='\u{304}' | '\u{306}'..='\u{30C}'
            | '\u{323}' | '\u{327}' | '\u{328}' | '\u{370}'..='\u{6FF}' | '\u{900}'..='\u{10FF}'
            | '\u{1780}'..='\u{17FF}' | '\u{2500}'..='\u{27BF}'
            | '\u{3000}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{FE00}'..='\u{FE0F}')
}
