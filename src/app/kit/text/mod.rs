//! Every word that the window says, in English and Bahasa Indonesia. One table: a missing language does not compile.

mod words;

pub use words::Words;

use crate::message::{Language, by_number};

/// How a language says the window's own words.
impl Language {
    pub(in crate::app) fn say(self, words: Words) -> &'static str {
        let (english, indonesian) = words.both();
        match self {
            Self::English => english,
            Self::Indonesian => indonesian,
        }
    }

    /// The words with `{}` filled in, in order, and what follows a number by it: `{s}`, `{story|stories}`.
    pub(in crate::app) fn fill(self, words: Words, values: &[&str]) -> String {
        let mut parts = self.say(words).split("{}");
        let mut said = parts.next().unwrap_or("").to_owned();
        for (at, part) in parts.enumerate() {
            let value = values.get(at).unwrap_or(&"");
            said.push_str(value);
            by_number(part, value, &mut said);
        }
        said
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_take_the_same_values() {
        for words in Words::ALL {
            let (english, indonesian) = words.both();
            assert!(!english.is_empty() && !indonesian.is_empty(), "{words:?}");
            assert_eq!(english.matches("{}").count(), indonesian.matches("{}").count(), "{words:?}");
        }
    }

    /// What is counted is one thing, or several.
    #[test]
    fn a_word_behind_a_number_follows_it() {
        use Words::{CopiesOffered, KeysReserved, MarksBeside, SlotsLinkedOtherwise};
        for words in Words::ALL {
            // Here the value is a name, and the word is what it does.
            if matches!(words, SlotsLinkedOtherwise | CopiesOffered | MarksBeside | KeysReserved) {
                continue;
            }
            let (english, _) = words.both();
            for after in english.split("{} ").skip(1) {
                let word: String = after.chars().take_while(|sign| sign.is_alphabetic()).collect();
                let counted = word.len() > 3 && word.ends_with('s');
                assert!(!counted, "{words:?}: “{english}”: write {word} with {{s}} or {{one|several}}");
            }
        }
    }

    #[test]
    fn words_are_chosen_by_the_number_before_them() {
        let said = |number| {
            let mut said = String::new();
            by_number(" {story|stories}, {is|are} there; mark{s}", number, &mut said);
            said
        };
        assert_eq!(said("1"), " story, is there; mark");
        assert_eq!(said("21"), " stories, are there; marks");
    }

    #[test]
    fn values_go_in_in_order() {
        assert_eq!(Language::English.fill(Words::Counts, &["1", "2"]), "1 mention, 2 coalitions");
        assert_eq!(Language::English.fill(Words::ArticleOf, &["1", "5"]), "article 1 of 5");
    }
}
