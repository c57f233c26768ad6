//! What people call something that a project adds: data, in as many languages as they give.

use serde::{Deserialize, Serialize};

use super::{Language, Message, Value};

/// A name in the languages of the window. In a language without one the English name is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct Names {
    pub en: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
}

impl Names {
    pub fn new(en: impl Into<String>, id: impl Into<String>) -> Self {
        Self { en: en.into(), id: id.into() }
    }

    pub fn is_empty(&self) -> bool {
        self.en.is_empty() && self.id.is_empty()
    }

    pub fn say(&self, language: Language) -> &str {
        match language {
            Language::Indonesian if !self.id.is_empty() => &self.id,
            Language::English | Language::Indonesian => &self.en,
        }
    }

    /// In every language.
    pub fn all(&self) -> impl Iterator<Item = &String> {
        [&self.en, &self.id].into_iter()
    }
}

impl From<Names> for Value {
    fn from(names: Names) -> Self {
        Self::Names(names)
    }
}

impl From<Names> for Message {
    fn from(names: Names) -> Self {
        Self::new("{words}", vec![("words", names.into())])
    }
}
