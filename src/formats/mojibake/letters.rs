//! UTF-8 that was read as another encoding: “cafÃ©” for “café”. It is told by what nobody writes, and put back where one
//! encoding explains every broken place of a text, and no other explains it otherwise.

use std::ops::Range;

use super::{
    super::kit::tally::shortened,
    misread::{MISREAD_AS, Misread, Sequence},
};
use encoding_rs::{GBK, WINDOWS_1252};

/// Text that was broken more often than this is not mended.
const TIMES: usize = 3;
/// What UTF-8 that was lost before became in Chinese: three characters for two marks of a lost letter.
const LOST_IN_GBK: &str = "锟斤拷";

/// Where a text is broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokenPlaces {
    pub number: usize,
    /// Of the first: its byte in the text, and the word that it is in.
    pub first: usize,
    pub shown: String,
    /// What that word should be: in one way, in several if nobody can know which, in none if its letters are lost.
    pub meant: Vec<String>,
    /// Whether letters are gone there, and not only read wrongly.
    pub lost: bool,
    /// Whether the whole text can be put back.
    pub mendable: bool,
}

/// A piece of the broken text and what stands for it in the mended one.
pub type Replaced = (Range<usize>, Range<usize>);

/// A text with its letters put back once, and what was replaced.
pub type MendedOnce = (String, Vec<Replaced>);

/// Where a text is broken, if it is.
pub fn broken(text: &str) -> Option<BrokenPlaces> {
    let places = places(text);
    let first = *places.iter().min()?;
    let mut ways = ways(text);
    let mendable = ways.len() == 1;
    // The word may be clear where the text is not.
    let word = |first: usize| word_at(text, first);
    let (number, first) = match ways.pop().filter(|_| mendable).map(|mut way| way.swap_remove(0).1) {
        Some(replaced) => (replaced.len(), replaced.first().map_or(first, |(old, _)| old.start)),
        None => (places.len(), first),
    };
    let shown = word(first);
    let meant = forms(shown);
    let lost = meant.is_empty() && (text[first..].starts_with(['\u{fffd}', '锟']));
    Some(BrokenPlaces { number, first, shown: shortened(shown), meant, lost, mendable })
}

/// Where broken letters begin.
fn places(text: &str) -> Vec<usize> {
    if text.is_ascii() {
        return Vec::new();
    }
    let found = sequences(text);
    let known = found.iter().map(|one| one.at.start);
    let is_new = |at: &usize| !found.iter().any(|one| one.at.contains(at));
    // What was left of a closing quotation mark, letters that somebody threw away, and controls, which no text has.
    let cut = text.match_indices("â€").map(|(at, _)| at);
    let gone = text.match_indices('\u{fffd}').map(|(at, _)| at);
    let controls = text.match_indices(|c| matches!(c, '\u{80}'..='\u{9F}')).map(|(at, _)| at);
    let chinese = text.match_indices(LOST_IN_GBK).map(|(at, _)| at);
    let quotes = text.match_indices('鈥').map(|(at, _)| at).filter(|at| is_quote_in_gbk(&text[*at..]));
    let other = cut.chain(gone).chain(controls).chain(chinese).chain(quotes).filter(is_new);
    known.chain(other).collect()
}

/// Whether two characters are what GBK reads for a quotation mark or a dash: the second begins with its last byte.
fn is_quote_in_gbk(text: &str) -> bool {
    let Some(second) = text.chars().nth(1) else { return false };
    let mut letters = [0; 4];
    let bytes = GBK.encode(second.encode_utf8(&mut letters)).0;
    matches!(bytes.as_ref(), [0x93 | 0x94 | 0x98 | 0x99 | 0x9C | 0x9D | 0xA6, _])
}

/// The word that a byte is in, with the marks at it.
fn word_at(text: &str, at: usize) -> &str {
    let start = text[..at].rfind([' ', '\t', '\n', '\r']).map_or(0, |space| space + 1);
    let end = text[at..].find([' ', '\t', '\n', '\r']).map_or(text.len(), |space| at + space);
    &text[start..end]
}

/// What a broken word can be.
fn forms(word: &str) -> Vec<String> {
    let forms: Vec<String> = ways(word).into_iter().filter_map(|mut way| way.pop()).map(|(text, _)| text).collect();
    let control = |c| matches!(c, '\u{80}'..='\u{9F}');
    if !forms.is_empty() || !word.contains(control) || word.contains('\u{fffd}') {
        return forms;
    }
    // Controls stand for the marks of Windows, if nothing else is wrong.
    let mark = |c| {
        let byte = u8::try_from(u32::from(c)).ok().filter(|_| control(c));
        byte.and_then(|byte| WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next()).unwrap_or(c)
    };
    let marked: String = word.chars().map(mark).collect();
    if places(&marked).is_empty() { vec![marked] } else { Vec::new() }
}

/// The text with its letters put back, step by step as often as it was broken; nothing if that cannot be done for every
/// broken place, or can be done in several ways.
pub fn mended(text: &str) -> Option<Vec<MendedOnce>> {
    let mut ways = ways(text);
    ways.pop().filter(|_| ways.is_empty())
}

/// The ways in which an encoding explains the whole of a text, as far as they differ.
fn ways(text: &str) -> Vec<Vec<MendedOnce>> {
    let mut ways: Vec<Vec<MendedOnce>> = Vec::new();
    if text.is_ascii() {
        return ways;
    }
    for way in MISREAD_AS.iter().filter_map(|misread| way(misread, text)) {
        let end = |way: &Vec<MendedOnce>| way.last().map(|(text, _)| text.clone());
        if !ways.iter().any(|other| end(other) == end(&way)) {
            ways.push(way);
        }
    }
    ways
}

/// How an encoding explains a text, if what comes out is whole and could not have been broken once more.
fn way(misread: &Misread, text: &str) -> Option<Vec<MendedOnce>> {
    let mut steps = vec![step(misread, text)?];
    for _ in 1..TIMES {
        let (last, _) = steps.last()?;
        if places(last).is_empty() {
            break;
        }
        steps.push(step(misread, last)?);
    }
    let (last, _) = steps.last()?;
    (places(last).is_empty() && step(misread, last).is_none()).then_some(steps)
}

/// The text as it was before it was read wrongly once: only if that explains all that is not ASCII, but for marks that
/// somebody may have put in later.
fn step(misread: &Misread, text: &str) -> Option<MendedOnce> {
    let found = misread.sequences(text);
    let (mut new, mut replaced, mut done) = (String::with_capacity(text.len()), Vec::new(), 0);
    let between = |kept: &str| kept.chars().all(|c| c.is_ascii() || "“”„‘’‚…–—«»".contains(c));
    for Sequence { at, meant, .. } in found {
        let kept = &text[done..at.start];
        if meant == '\u{fffd}' || !between(kept) {
            return None;
        }
        new.push_str(kept);
        let start = new.len();
        new.push(meant);
        replaced.push((at.clone(), start..new.len()));
        done = at.end;
    }
    if !between(&text[done..]) {
        return None;
    }
    new.push_str(&text[done..]);
    (!replaced.is_empty()).then_some((new, replaced))
}

/// The sequences of a text, in the encoding that explains the most of them, if some are sure.
fn sequences(text: &str) -> Vec<Sequence> {
    let all = MISREAD_AS.iter().map(|misread| misread.sequences(text));
    let sure = all.filter(|found| found.iter().any(|one| one.sure));
    // The first of those that explain the most.
    sure.rev().max_by_key(Vec::len).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{Encoding, ISO_8859_2, MACINTOSH, WINDOWS_1250, WINDOWS_1251};
    use proptest::prelude::*;

    /// A text as it comes out where its UTF-8 is read in another encoding.
    fn break_letters(text: &str, encoding: &'static Encoding) -> String {
        encoding.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    /// The mended text.
    fn back(wrong: &str) -> Option<String> {
        Some(mended(wrong)?.pop()?.0)
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
            assert_eq!(back(&wrong).as_deref(), Some(text), "{wrong}");
        }
        for (encoding, text) in [
            (WINDOWS_1250, "“merapat” – café"),
            (MACINTOSH, "“merapat” ke ‘Gerindra’ – kata…"),
            (WINDOWS_1251, "“merapat” – kata"),
        ] {
            let wrong = break_letters(text, encoding);
            assert_eq!(back(&wrong).as_deref(), Some(text), "{wrong}");
            assert!(broken(&wrong).is_some(), "{wrong}");
        }
        // Latin-1 has no letters for these bytes.
        let latin: String = "“PKS”".bytes().map(char::from).collect();
        assert_eq!(back(&latin).as_deref(), Some("“PKS”"));
        let twice = break_letters(&break_letters("café “itu” NÃO", WINDOWS_1252), WINDOWS_1252);
        assert_eq!(back(&twice).as_deref(), Some("café “itu” NÃO"));
        assert_eq!(back("kata ÔÇ£ituÔÇØ caf├®").as_deref(), Some("kata “itu” café"));
        assert_eq!(back("kata ΓÇ£ituΓÇ¥ caf├⌐").as_deref(), Some("kata “itu” café"));
    }

    /// Whatever is not certain stays as it is, and is told.
    #[test]
    fn letters_are_not_invented() {
        let ambiguous = break_letters("Grünes Müsli für Gerda", ISO_8859_2);
        assert_eq!(back(&ambiguous), None);
        assert_eq!(broken(&ambiguous).unwrap().meant, ["Grßnes", "Grünes"]);
        for (text, encoding) in
            [("Žluťoučká příšera šeptá", ISO_8859_2), ("“merapat” ke ‘Gerindra’ di café", MACINTOSH)]
        {
            assert_eq!(back(&break_letters(text, encoding)).as_deref(), Some(text));
        }
        for wrong in [
            // One letter lost, one thrown away, one put right already.
            "kata â€œkitaâ€ dan cafÃ©",
            "Huruf hilang: caf\u{fffd} dan cafÃ©",
            "Sudah benar: café dan cafÃ©",
            "dan Ã  la carte, cafÃ©",
        ] {
            assert_eq!(back(wrong), None, "{wrong}");
            assert!(broken(wrong).is_some_and(|found| !found.mendable), "{wrong}");
        }
    }

    #[test]
    fn other_ways_of_breaking_are_told() {
        for wrong in [
            "Р‘СѓСЂСЏ РјРіР»РѕСЋ РЅРµР±Рѕ",
            "О‘П…П„ПЊ ОµОЇОЅО±О№",
            "kata ÔÇ£kitaÔÇØ ÔÇö ya",
            "di caf├® itu",
            "di caf√© itu, ma√±ana",
            "di cafГ© itu",
            "Kata \u{93}kita\u{94} di sini",
            "Kata 锟斤拷kita锟斤拷",
            "Kata 鈥渒ita鈥�",
        ] {
            assert!(broken(wrong).is_some(), "{wrong}");
        }
        let found = broken("Kata \u{93}kita\u{94} di sini").unwrap();
        assert_eq!((found.meant, found.mendable), (vec!["“kita”".to_owned()], false));
    }

    #[test]
    fn the_first_place_is_told() {
        let found = broken("Kafe itu cafÃ© dan â€œkitaâ€\u{9d}").unwrap();
        assert_eq!((found.number, found.first, &*found.shown), (3, 12, "cafÃ©"));
        assert_eq!((found.meant, found.mendable), (vec!["café".to_owned()], true));
        // The first that is broken, though another shows it.
        let found = broken("Harga Â± 3 di cafÃ©").unwrap();
        assert_eq!((&*found.shown, found.meant, found.mendable), ("Â±", vec!["±".to_owned()], true));
        // What was thrown away is told, and is not put back.
        let found = broken("kata â€œkitaâ€ dan caf\u{fffd}").unwrap();
        assert_eq!((found.number, found.meant, found.mendable), (3, Vec::new(), false));
        assert!(broken("caf\u{fffd}").unwrap().lost);
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
            "Буря мглою небо кроет; РІК, СЈ, РЈ; Українські її ґанки; Ђурђевдан, Њујорк; «Рівне»",
            "Η κόρη είπε «ναι», ΌΧΙ· ΤΟΥΣ ΆΛΛΟΥΣ; دفتر پارک چپ گیاه، «ساده»",
            "├── src\n│   └── a ─ b ┬ c; ┌─┐ ┴ ┼; Γ=2, Σx ≥ 3 ≈ 4, ¬(√4±1), ∞÷2",
            "钬是稀土元素，鈥是舊字；斤拷贝；「引用」",
            "Kadınlar İstanbul’da; Öğüş çığ; Þór Ðað; ¿Ñu? ÔÇA, Ça",
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
                let Some((mended, replaced)) = mended(&wrong).filter(|steps| steps.len() == 1).and_then(|mut steps| steps.pop()) else { continue };
                let mut again = String::new();
                let mut done = 0;
                for (old, new) in &replaced {
                    again.push_str(&mended[done..new.start]);
                    let mut all = [WINDOWS_1252, WINDOWS_1250, ISO_8859_2, MACINTOSH, WINDOWS_1251].into_iter();
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
