//! Every word that the window says, in English and Bahasa Indonesia. One table: a missing language does not compile.

mod words;

pub use words::Words;

use crate::message::{Language, Message};

/// The language of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tongue {
    #[default]
    English,
    Indonesian,
}

impl Tongue {
    pub const ALL: [Self; 2] = [Self::English, Self::Indonesian];

    /// The system's language if it is one of ours.
    pub fn of_system() -> Self {
        let locale = sys_locale::get_locale().unwrap_or_default();
        let language = locale.split(['-', '_']).next().unwrap_or("");
        if matches!(language, "id" | "in" | "ms") { Self::Indonesian } else { Self::English }
    }

    /// Its own name.
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Indonesian => "Bahasa Indonesia",
        }
    }

    pub fn say(self, words: Words) -> &'static str {
        let (english, indonesian) = words.both();
        match self {
            Self::English => english,
            Self::Indonesian => indonesian,
        }
    }

    /// A sentence from below the window.
    pub fn message(self, message: &Message) -> String {
        message.say(match self {
            Self::English => Language::English,
            Self::Indonesian => Language::Indonesian,
        })
    }

    /// The words with `{}` filled in, in order, and `{s}` by the number before it.
    pub fn fill(self, words: Words, values: &[&str]) -> String {
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
        assert_eq!(Tongue::English.fill(Words::Counts, &["1", "2"]), "1 mention, 2 coalitions");
        assert_eq!(Tongue::English.fill(Words::ArticleOf, &["1", "5"]), "article 1 of 5");
    }
}
