//! Every word that the window says, in English and Bahasa Indonesia. One table: a missing language does not compile.

mod words;

pub use words::Words;

use crate::message::Language;

/// How a language says the window's own words.
impl Language {
    pub(in crate::app) fn say(self, words: Words) -> &'static str {
        let (english, indonesian) = words.both();
        match self {
            Self::English => english,
            Self::Indonesian => indonesian,
        }
    }

    /// The words with `{}` filled in, in order, and `{s}` by the number before it.
    pub(in crate::app) fn fill(self, words: Words, values: &[&str]) -> String {
        let mut parts = self.say(words).split("{}");
        let mut said = parts.next().unwrap_or("").to_owned();
        for (at, part) in parts.enumerate() {
            let value = values.get(at).unwrap_or(&"");
            said.push_str(value);
            said.push_str(&part.replace("{s}", if *value == "1" { "" } else { "s" }));
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

    #[test]
    fn values_go_in_in_order() {
        assert_eq!(Language::English.fill(Words::Counts, &["1", "2"]), "1 mention, 2 coalitions");
        assert_eq!(Language::English.fill(Words::ArticleOf, &["1", "5"]), "article 1 of 5");
    }
}
