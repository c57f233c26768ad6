//! UTF-8 that was read as another encoding: “cafÃ©” for “café”. It is told by what nobody writes, and put back where
//! writing it down wrongly once more gives the same letters.

use std::{collections::HashMap, ops::Range, sync::LazyLock};

use super::super::kit::tally::shortened;
use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};

/// What UTF-8 is read as by mistake, the commonest first.
static READ_AS: LazyLock<[ReadAs; 4]> = LazyLock::new(|| {
    [
        ReadAs { byte_of: bytes_of(WINDOWS_1252), quotes_only: false },
        ReadAs { byte_of: bytes_of(WINDOWS_1250), quotes_only: false },
        ReadAs { byte_of: bytes_of(MACINTOSH), quotes_only: true },
        ReadAs { byte_of: bytes_of(WINDOWS_1251), quotes_only: true },
    ]
});

/// So many characters in a row that could each be one of UTF-8 are not there by chance.
const RUN: usize = 4;
/// The same of letters that stand alone in no language that is written in Latin letters.
const FOREIGN_RUN: usize = 3;
/// Text that was broken more often than this is not mended.
const TIMES: usize = 3;

/// An encoding by its letters.
struct ReadAs {
    byte_of: HashMap<char, u8>,
    /// Whether only broken quotation marks and dashes show it: its letters stand beside one another in ordinary text.
    quotes_only: bool,
}

/// The bytes beyond ASCII of an encoding, by what it reads for them.
fn bytes_of(encoding: &'static Encoding) -> HashMap<char, u8> {
    let letter = |byte: u8| encoding.decode_without_bom_handling(&[byte]).0.chars().next().map(|c| (c, byte));
    let own = (0x80..=0xFF).filter_map(letter);
    // As ISO-8859-1 has them.
    let controls = (0x80..0xA0).map(|byte: u8| (char::from(byte), byte)).filter(|_| encoding == WINDOWS_1252);
    controls.chain(own).collect()
}

/// Letters that are one character of UTF-8, read as several.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Sequence {
    at: Range<usize>,
    meant: char,
    /// Whether nobody writes that.
    sure: bool,
}

/// Where a text is broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokenPlaces {
    pub number: usize,
    /// Of the first: its byte in the text, the word that it is in, and what that should be, if it can be known.
    pub first: usize,
    pub shown: String,
    pub meant: Option<String>,
}

/// A piece of the broken text and what stands for it in the mended one.
pub type Replaced = (Range<usize>, Range<usize>);

/// Where a text is broken, if it is.
pub fn broken(text: &str) -> Option<BrokenPlaces> {
    if text.is_ascii() {
        return None;
    }
    let found = sequences(text).unwrap_or_default();
    let known = found.iter().map(|one| one.at.start);
    // What was left of a closing quotation mark, and letters that somebody threw away.
    let cut = text.match_indices("â€").map(|(at, _)| at);
    let cut = cut.filter(|at| !found.iter().any(|one| one.at.start == *at));
    let gone = text.match_indices('\u{fffd}').map(|(at, _)| at);
    let (mut number, mut first) = (0, usize::MAX);
    for at in known.chain(cut).chain(gone) {
        (number, first) = (number + 1, first.min(at));
    }
    let shown = word_at(text, first.min(text.len()));
    (number > 0).then(|| BrokenPlaces { number, first, shown: shortened(shown), meant: mended_words(shown) })
}

/// The word that a byte is in, with the marks at it.
fn word_at(text: &str, at: usize) -> &str {
    let start = text[..at].rfind([' ', '\t', '\n', '\r']).map_or(0, |space| space + 1);
    let end = text[at..].find([' ', '\t', '\n', '\r']).map_or(text.len(), |space| at + space);
    &text[start..end]
}

/// The text with its letters put back, and what was replaced; nothing if no letter can be.
pub fn mended(text: &str) -> Option<(String, Vec<Replaced>)> {
    let found: Vec<Sequence> = sequences(text)?.into_iter().filter(|one| one.meant != '\u{fffd}').collect();
    let (mut new, mut replaced, mut done) = (String::with_capacity(text.len()), Vec::new(), 0);
    for Sequence { at, meant, .. } in found {
        new.push_str(&text[done..at.start]);
        let start = new.len();
        new.push(meant);
        replaced.push((at.clone(), start..new.len()));
        done = at.end;
    }
    new.push_str(&text[done..]);
    (!replaced.is_empty()).then_some((new, replaced))
}

/// The same for words without places in them, as often as they were broken.
pub fn mended_words(words: &str) -> Option<String> {
    let mut best = mended(words)?.0;
    for _ in 1..TIMES {
        match mended(&best) {
            Some((better, _)) => best = better,
            None => break,
        }
    }
    Some(best)
}

/// The sequences of a text, in the encoding that explains the most of them, if some are sure.
fn sequences(text: &str) -> Option<Vec<Sequence>> {
    let all = READ_AS.iter().map(|read_as| read_as.sequences(text));
    let sure = all.filter(|found| found.iter().any(|one| one.sure));
    // The first of those that explain the most.
    sure.rev().max_by_key(Vec::len)
}

impl ReadAs {
    fn sequences(&self, text: &str) -> Vec<Sequence> {
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
        sure_by_number(&mut found);
        found
    }

    /// The character of UTF-8 that these letters were.
    fn sequence(&self, text: &str, at: usize) -> Option<Sequence> {
        let mut chars = text[at..].chars();
        let lead = chars.next()?;
        let mut bytes = vec![*self.byte_of.get(&lead)?];
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
            let byte = *self.byte_of.get(&c)?;
            odd |= !follows_letters(c);
            bytes.push(byte);
            end += c.len_utf8();
        }
        let meant = str::from_utf8(&bytes).ok()?.chars().next().filter(|meant| is_written(*meant))?;
        let quote = matches!(bytes.as_slice(), [0xE2, 0x80 | 0x82 | 0x84, _]);
        if self.quotes_only {
            let sure = quote && matches!(meant, '\u{2010}'..='\u{203A}' | '€' | '™');
            return sure.then_some(Sequence { at: at..end, meant, sure });
        }
        let before = text[..at].chars().next_back();
        let within = before.is_some_and(|c| c.is_lowercase() || c.is_ascii_digit());
        let space = bytes == [0xC2, 0xA0] && before.is_some_and(|c| ".,;:!?)".contains(c));
        let sure = stands_alone(meant) && (odd || more == 1 && (within || space));
        Some(Sequence { at: at..end, meant, sure })
    }
}

/// Several in a row show what one does not.
fn sure_by_number(found: &mut [Sequence]) {
    let mut start = 0;
    while start < found.len() {
        let mut end = start + 1;
        while end < found.len() && found[end].at.start == found[end - 1].at.end {
            end += 1;
        }
        let foreign = found[start..end].iter().filter(|one| !stands_alone(one.meant)).count();
        if end - start >= RUN || foreign >= FOREIGN_RUN {
            found[start..end].iter_mut().for_each(|one| one.sure = true);
        }
        start = end;
    }
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
    stands_alone(c)
        || matches!(c,
            '\u{300}'..='\u{6FF}' | '\u{900}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{2500}'..='\u{27BF}'
            | '\u{3000}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{FE00}'..='\u{FE0F}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A text as it comes out where its UTF-8 is read in another encoding.
    fn break_letters(text: &str, encoding: &'static Encoding) -> String {
        encoding.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    #[test]
    fn broken_letters_are_found_and_put_back() {
        for text in [
            "“merapat” ke Gerindra – kata Budi’s tim… café",
            "Élu à Paris, où l’été fut très chaud ; naïve, cœur, 10 €",
            "Não há coligação: “vocês verão”, disse o deputado José Antônio",
            "Tiếng Việt và đảng của người dân ở Hà Nội được ủng hộ",
            "Größe, Übermut, außer, für",
            "łódź, żółć, gęś",
            "Партия Путина и выборы",
            "联盟 支持 候选人",
            "10\u{a0}km dari sini.\u{a0}Selanjutnya",
            "Selamat 😀 ya",
        ] {
            let wrong = break_letters(text, WINDOWS_1252);
            assert!(broken(&wrong).is_some(), "{wrong}");
            assert_eq!(mended(&wrong).unwrap().0, text, "{wrong}");
        }
        for (encoding, text) in [
            (WINDOWS_1250, "“merapat” – café"),
            (MACINTOSH, "“merapat” ke ‘Gerindra’ – kata…"),
            (WINDOWS_1251, "“merapat” – kata"),
        ] {
            let wrong = break_letters(text, encoding);
            assert_eq!(mended(&wrong).unwrap_or_else(|| panic!("{wrong}")).0, text);
        }
        // Latin-1 has no letters for these bytes.
        let latin: String = "“PKS”".bytes().map(char::from).collect();
        assert_eq!(mended(&latin).unwrap().0, "“PKS”");
        let twice = break_letters(&break_letters("café “itu”", WINDOWS_1252), WINDOWS_1252);
        assert_eq!(mended_words(&twice).as_deref(), Some("café “itu”"));
    }

    #[test]
    fn the_first_place_is_told() {
        let found = broken("Kafe itu cafÃ© dan â€œkitaâ€\u{9d}").unwrap();
        assert_eq!((found.number, found.first, &*found.shown), (3, 12, "cafÃ©"));
        assert_eq!(found.meant.as_deref(), Some("café"));
        // What was thrown away is told, and is not put back.
        let found = broken("kata â€œkitaâ€ dan caf\u{fffd}").unwrap();
        assert_eq!((found.number, found.meant.as_deref()), (3, Some("“kitaâ€")));
        assert_eq!(mended("caf\u{fffd}"), None);
        assert_eq!(broken("caf\u{fffd}").unwrap().meant, None);
    }

    #[test]
    fn what_people_write_is_whole() {
        for text in [
            "Ketua PKS, “Budi”, berkata: ‘ya’ – lalu pergi… 25 °C, 5 m², ½, ±3 €",
            "«É isso», disse: AMANHÃ” e AMANHû; MAÇÃ… NÃO. IRMÃ³ e SÃO PAULO, ÂNGULO, “Ô”, “Ô",
            "La lettre « Â » et « Ã » ; L’ÉTÉ… à l’Élysée ; NESTLÉ®, CAFÉ™, où l’été — dit-il — passé… « été »",
            "está”… «está»… PERÚ”, ¿Ñandú? ESPAÑA¿ SEÑOR¡",
            "đảng và người dân “Hà Nội”… thế giới”…, là…” má”… ở đâu… ă â ê ô ơ ư Ạ Ả Ấ",
            "BLÅ” Ångström Å, 2 Å ±0,1; Ärade ‚Ära‘ „Öl“ Übel… ß",
            "“L’été” d’État – l’Église ‘Écrit’",
            "Ă” Âme Țară Și; Łódź Żółć; Ğ İ ş",
            "Партия «Единая Россия» в Ђорђе; Ελλάδα; العربية; 中文「引用」",
            "√2, 3×½, 2×€50, ¬A, 5‰",
            "Sebuah kalimat biasa tanpa apa-apa.",
        ] {
            assert_eq!(broken(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_mended_breaks_into_the_same_letters(text in "[a-z “”’–éãçữđôÂà€Ø§‡ê \u{fffd}]{0,30}") {
            for wrong in [break_letters(&text, WINDOWS_1252), text] {
                let Some((mended, replaced)) = mended(&wrong) else { continue };
                let mut again = String::new();
                let mut done = 0;
                for (old, new) in &replaced {
                    again.push_str(&mended[done..new.start]);
                    let mut all = [WINDOWS_1252, WINDOWS_1250, MACINTOSH, WINDOWS_1251].into_iter();
                    let same = all.any(|encoding| break_letters(&mended[new.clone()], encoding) == wrong[old.clone()]);
                    prop_assert!(same, "{} {}", &mended[new.clone()], &wrong[old.clone()]);
                    again.push_str(&wrong[old.clone()]);
                    done = new.end;
                }
                again.push_str(&mended[done..]);
                prop_assert_eq!(&again, &wrong);
            }
        }
    }
}
