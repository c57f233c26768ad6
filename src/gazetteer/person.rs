//! The names of people: titles, degrees, and spellings of one name.

use super::fold;
use crate::lexicon::people::{SPELLINGS, TITLES_BEFORE_NAMES};

/// Words of a person's name, folded, with one spelling of the names that are written in many ways.
pub fn words(name: &str) -> Vec<String> {
    let name = name.split(',').next().unwrap_or("");
    let mut words: Vec<String> = fold::words(name).into_iter().map(|(word, ..)| word).collect();
    for (at, word) in words.iter_mut().enumerate() {
        let spelling = SPELLINGS.iter().find(|(written, _)| written.contains(&word.as_str()));
        let one = match spelling {
            Some((_, one)) => one,
            None if word == "m" && at == 0 => &"muhammad",
            None => continue,
        };
        *word = (*one).to_owned();
    }
    words
}

/// The words without titles and forms of address before them; at least one word stays.
pub fn without_titles(words: &[String]) -> &[String] {
    let last = words.len().saturating_sub(1);
    let titles = words[..last].iter().take_while(|word| TITLES_BEFORE_NAMES.contains(&word.as_str())).count();
    &words[titles..]
}

/// The words without “Muhammad” and initials, which news leaves out; `None` unless that leaves two words or more and
/// changes anything.
pub fn without_initials(words: &[String]) -> Option<Vec<String>> {
    let kept: Vec<String> = words
        .iter()
        .enumerate()
        .filter(|(at, word)| word.chars().count() > 1 && !(*at == 0 && *word == "muhammad"))
        .map(|(_, word)| word.clone())
        .collect();
    (kept.len() >= 2 && kept.len() < words.len()).then_some(kept)
}

/// Whether `part` is some of the words of `whole`, in their order.
pub fn is_part(part: &[String], whole: &[String]) -> bool {
    let mut whole = whole.iter();
    !part.is_empty() && part.iter().all(|word| whole.any(|other| other == word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> String {
        without_titles(&words(name)).join(" ")
    }

    #[test]
    fn spellings_and_titles() {
        assert_eq!(key("H. Moh. Asy'ari, S.H., M.Si."), "muhammad asyari");
        assert_eq!(key("M Rahmat"), key("Muhammad Rahmat"));
        assert_eq!(key("Dr. Hj."), "hj", "something stays");
        assert_eq!(without_initials(&words("M. Ridwan Kamil")).unwrap().join(" "), "ridwan kamil");
        assert_eq!(without_initials(&words("Andika M. Perkasa")).unwrap().join(" "), "andika perkasa");
        assert_eq!(without_initials(&words("M. Nasir")), None);
    }

    #[test]
    fn parts() {
        let whole = words("Anies Rasyid Baswedan");
        assert!(is_part(&words("Anies Baswedan"), &whole) && is_part(&words("Rasyid"), &whole));
        assert!(!is_part(&words("Baswedan Anies"), &whole) && !is_part(&[], &whole));
    }
}
