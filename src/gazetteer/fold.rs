//! How names are compared: words in lower case without accents, apostrophes and punctuation.

use nucleo_matcher::chars::normalize;

/// Accents that follow their letter (decomposed text).
fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | 'ʼ')
}

/// The words of a piece of text, folded, each with the bytes of the piece that it takes.
pub fn words(piece: &str) -> Vec<(String, usize, usize)> {
    let mut found: Vec<(String, usize, usize)> = Vec::new();
    let mut open = false;
    for (at, c) in piece.char_indices() {
        let end = at + c.len_utf8();
        let inside = c.is_alphanumeric() || (open && (is_mark(c) || is_apostrophe(c)));
        if !inside {
            open = false;
            continue;
        }
        if !open {
            found.push((String::new(), at, end));
            open = true;
        }
        if let Some((word, _, word_end)) = found.last_mut() {
            if c.is_alphanumeric() {
                word.extend(normalize(c).to_lowercase());
                *word_end = end;
            } else if is_mark(c) {
                *word_end = end;
            }
        }
    }
    found
}

/// The key of a name: its folded words with single spaces. “PDI-P” and “PDI P” have one key, so have “Kab. Lebak” and
/// “kab lebak”.
pub fn key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for (word, ..) in words(name) {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(&word);
    }
    key
}

/// Whether two keys differ by one letter more, less, changed, or by two neighbours swapped (Damerau's distance 1).
pub fn one_apart(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let before = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[before..], &b[before..]);
    let after = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    match (&a[..a.len() - after], &b[..b.len() - after]) {
        ([_], [_]) | ([], [_]) | ([_], []) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys() {
        assert_eq!(key("PDI-P"), "pdi p");
        assert_eq!(key("Kab.\u{a0}Lebak "), "kab lebak");
        assert_eq!(key("Asy’ari Ka'bah"), "asyari kabah");
        assert_eq!(key("Jose\u{301} José"), "jose jose");
        assert_eq!(key("🇮🇩 – !"), "");
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
        }
        for other in ["jawa barat", "jawa baa", "jwaa braat", "jawa timur", ""] {
            assert!(!one_apart(other, "jawa barat"), "{other}");
        }
    }
}
