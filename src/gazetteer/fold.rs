//! How names are compared: words in lower case without accents, apostrophes and punctuation.

use crate::model::{Fold, is_invisible, is_mark};

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | 'ʼ')
}

/// Adds a letter or digit, folded.
fn push(word: &mut String, c: char) {
    Fold::BOTH.fold(c, |folded| word.push(folded));
}

/// The words of a piece of text, folded, each with the bytes of the piece that it takes.
pub fn words(piece: &str) -> Vec<(String, usize, usize)> {
    let mut found: Vec<(String, usize, usize)> = Vec::new();
    let mut open = false;
    for (at, c) in piece.char_indices() {
        let end = at + c.len_utf8();
        match (c.is_alphanumeric(), open, found.last_mut()) {
            (true, true, Some((word, _, word_end))) => {
                push(word, c);
                *word_end = end;
            }
            (true, ..) => {
                let mut word = String::with_capacity(12);
                push(&mut word, c);
                found.push((word, at, end));
                open = true;
            }
            (false, true, Some((.., word_end))) if is_mark(c) => *word_end = end,
            _ => open = open && (is_apostrophe(c) || is_invisible(c)),
        }
    }
    found
}

/// The key of a name: its folded words with single spaces. “PDI-P” and “PDI P” have one key, so have “Kab. Lebak” and
/// “kab lebak”.
pub fn key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    let mut open = true;
    for c in name.chars() {
        if c.is_alphanumeric() {
            if !open && !key.is_empty() {
                key.push(' ');
            }
            open = true;
            push(&mut key, c);
        } else {
            open = open && (is_mark(c) || is_apostrophe(c) || is_invisible(c));
        }
    }
    key
}

/// Whether two keys differ by one letter more, less, changed, or by two neighbours swapped (Damerau's distance 1).
pub fn one_apart(a: &str, b: &str) -> bool {
    if a.is_ascii() && b.is_ascii() {
        return is_one_apart(a.as_bytes(), b.as_bytes());
    }
    is_one_apart(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>())
}

fn is_one_apart<T: PartialEq>(a: &[T], b: &[T]) -> bool {
    if a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let before = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[before..], &b[before..]);
    let after = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    match (&a[..a.len() - after], &b[..b.len() - after]) {
        ([_], [_]) | ([], [_]) | ([_], []) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

/// Which characters a key has, a bit each; several share one.
pub fn letters(key: &str) -> u64 {
    key.chars().fold(0, |letters, c| letters | 1 << (u32::from(c) % 64))
}

/// Whether two keys with these letters may be [`one_apart`]: one slip takes one letter away and brings one in.
pub fn may_be_near(a: u64, b: u64) -> bool {
    (a ^ b).count_ones() <= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys() {
        assert_eq!(key("PDI-P"), "pdi p");
        assert_eq!(key("Kab.\u{a0}Lebak "), "kab lebak");
        assert_eq!(key("Demo\u{ad}krat PDI\u{2011}P PDI–P"), "demokrat pdi p pdi p");
        assert_eq!(key("Asy’ari Ka'bah"), "asyari kabah");
        assert_eq!(key("Jose\u{301} José"), "jose jose");
        assert_eq!(key("🇮🇩 – !"), "");
    }

    proptest::proptest! {
        #[test]
        fn a_key_is_its_words(name in "[a-zA-Z’' .é\u{301}\u{ad}–0-9]{0,20}") {
            let words: Vec<String> = words(&name).into_iter().map(|(word, ..)| word).collect();
            proptest::prop_assert_eq!(key(&name), words.join(" "));
        }
    }

    #[test]
    fn words_know_their_bytes() {
        let text = "di Kab. Pidie’s";
        let found: Vec<&str> = words(text).iter().map(|&(_, start, end)| &text[start..end]).collect();
        assert_eq!(found, ["di", "Kab", "Pidie’s"]);
    }

    #[test]
    fn one_slip_of_the_pen() {
        for slip in ["jawa barar", "jawa bara", "jawa barrat", "jawa abrat", "ajwa barat", "jawabarat", "xjawa barat"] {
            assert!(one_apart(slip, "jawa barat") && one_apart("jawa barat", slip), "{slip}");
            assert!(may_be_near(letters(slip), letters("jawa barat")), "{slip}");
        }
        for other in ["jawa barat", "jawa baa", "jwaa braat", "jawa timur", ""] {
            assert!(!one_apart(other, "jawa barat"), "{other}");
        }
    }
}
