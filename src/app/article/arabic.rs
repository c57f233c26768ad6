//! Arabic letters as they join: each is shown in the form that its neighbours ask for, one character for one.
//!
//! The painter shapes each letter by itself (see `bidi`), so that the joining is done here, by the forms that Unicode has
//! for it (Arabic Presentation Forms-B; joining types: Unicode's `ArabicShaping.txt`).

use unicode_bidi::{BidiClass, bidi_class};

/// First of a letter's forms (alone, then at the end, at the start, in the middle), and how many it has: two join to the
/// letter before only.
fn forms(c: char) -> Option<(u32, u32)> {
    Some(match c {
        'ء' => (0xFE80, 1),
        'آ' => (0xFE81, 2),
        'أ' => (0xFE83, 2),
        'ؤ' => (0xFE85, 2),
        'إ' => (0xFE87, 2),
        'ئ' => (0xFE89, 4),
        'ا' => (0xFE8D, 2),
        'ب' => (0xFE8F, 4),
        'ة' => (0xFE93, 2),
        'ت'..='خ' => (0xFE95 + (u32::from(c) - u32::from('ت')) * 4, 4),
        'د'..='ز' => (0xFEA9 + (u32::from(c) - u32::from('د')) * 2, 2),
        'س'..='غ' => (0xFEB1 + (u32::from(c) - u32::from('س')) * 4, 4),
        'ف'..='ه' => (0xFED1 + (u32::from(c) - u32::from('ف')) * 4, 4),
        'و' => (0xFEED, 2),
        'ى' => (0xFEEF, 2),
        'ي' => (0xFEF1, 4),
        _ => return None,
    })
}

/// An accent or vowel sign, which letters join past.
fn is_mark(c: char) -> bool {
    bidi_class(c) == BidiClass::NSM
}

/// Whether it joins to the letter before it, and to the one after.
fn joins(c: char) -> (bool, bool) {
    match forms(c) {
        Some((_, count)) => (count >= 2, count == 4),
        None => (c == 'ـ', c == 'ـ'),
    }
}

/// The same number of characters, letters in the forms in which they join; as they are where the font lacks the form.
pub fn joined(text: &str, has: &mut dyn FnMut(char) -> bool) -> String {
    let chars: Vec<char> = text.chars().collect();
    let letter = |found: Option<&char>| found.copied().map_or((false, false), joins);
    let mut shown = String::with_capacity(text.len());
    for (at, &c) in chars.iter().enumerate() {
        let Some((first, count)) = forms(c) else {
            shown.push(c);
            continue;
        };
        let before = letter(chars[..at].iter().rev().find(|c| !is_mark(**c))).1 && count >= 2;
        let after = letter(chars[at + 1..].iter().find(|c| !is_mark(**c))).0 && count == 4;
        let form = match (before, after) {
            (false, false) => 0,
            (true, false) => 1,
            (false, true) => 2,
            (true, true) => 3,
        };
        let form = char::from_u32(first + form).filter(|form| has(*form));
        shown.push(form.unwrap_or(c));
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> String {
        joined(text, &mut |_| true)
    }

    #[test]
    fn letters_join_as_they_are_written() {
        // beh, alef: at the start, at its end.
        assert_eq!(names("با"), "\u{FE91}\u{FE8E}");
        // seen, lam, alef, meem: the alef joins to nothing after it.
        assert_eq!(names("سلام"), "\u{FEB3}\u{FEE0}\u{FE8E}\u{FEE1}");
        // Marks are passed over.
        assert_eq!(names("بَي"), "\u{FE91}\u{64E}\u{FEF2}");
        assert_eq!(names("ه ك"), "\u{FEE9} \u{FED9}");
        assert_eq!(names("PKS שלום"), "PKS שלום");
        assert_eq!(joined("با", &mut |_| false), "با");
    }
}
