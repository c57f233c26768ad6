//! Metadata and immutable text.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{ArticleId, Date, Text, Variables};

/// A news article: what is known about it, and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    pub meta: ArticleMeta,
    pub text: Text,
}

/// What is known about an article besides its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArticleMeta {
    pub id: ArticleId,
    pub title: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub url: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Whatever else is known of it, by name.
    #[serde(default, rename = "meta", skip_serializing_if = "Variables::is_empty")]
    pub variables: Variables,
    /// SHA-256 of the text file's bytes, in lower-case hexadecimal.
    pub text_sha256: String,
    /// Length of the text in code points.
    pub length: usize,
    pub import: Import,
}

impl ArticleMeta {
    /// What people see where its title stands: its id, if it has none.
    pub fn shown_title(&self) -> &str {
        if self.title.is_empty() { self.id.as_str() } else { &self.title }
    }

    /// Whether its date was read from the first lines of the text, and nobody said so.
    pub fn is_date_guessed(&self) -> bool {
        self.date.is_some() && self.import.guessed.contains(&Guess::Date)
    }
}

/// How an article came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct Import {
    /// The file's name, without its folders.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub file: String,
    #[serde(default)]
    pub line_ends: LineEnds,
    /// Whether a byte order mark was cut.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub bom: bool,
    /// What no record said and was read from the first lines of the text.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub guessed: BTreeSet<Guess>,
}

/// What can be guessed of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Guess {
    Title,
    Source,
    Date,
}

impl Guess {
    pub const ALL: [Self; 3] = [Self::Title, Self::Source, Self::Date];
}

/// The line ends that a file had before they became LF.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum LineEnds {
    #[default]
    Lf,
    CrLf,
    /// More than one kind, or CR alone.
    Mixed,
}
