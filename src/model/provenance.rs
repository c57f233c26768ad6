//! Who or what made a record, and how.

use serde::{Deserialize, Serialize};

/// How a mention or coalition came to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Marked by the person whose set it is in.
    #[default]
    Person,
    /// Marked with all others of the same words, by one command of that person.
    EveryOccurrence,
}

/// How a mention got its entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Linked {
    /// Chosen by the person.
    #[default]
    Person,
    /// By a rule whose name says why the name was sure.
    Rule(String),
}
