//! Who or what made a record, and how sure it was.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use super::SetId;
use crate::message::{Message, message};

/// How a mention or coalition came to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Marked by the person whose set it is in.
    #[default]
    Person,
    /// Marked with all others of the same words, by one command of that person.
    EveryOccurrence,
    /// A statement that rules filled in at a command of that person, who has neither changed nor confirmed it yet.
    Drafted,
    /// Proposed by a program, in that program's own set.
    Machine(Proposal),
    /// A program's proposal that the person of this set took as it was.
    Accepted(Suggested),
    /// A program's proposal that the person of this set took and mended.
    Corrected(Suggested),
}

/// What a program says of its own work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// The rule, name or model that made it; empty if it was not said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rule: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<Score>,
}

/// A proposal of another set, with what that set said of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suggested {
    pub set: SetId,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rule: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<Score>,
}

/// How sure a program was: a number from 0 to 1, kept in millionths so that it can be compared and written the same
/// way for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Score(u32);

impl Score {
    const ONE: u32 = 1_000_000;

    /// `None` for what is no number from 0 to 1 (NaN, a percentage).
    pub fn new(score: f64) -> Option<Self> {
        (0.0..=1.0).contains(&score).then(|| Self((score * f64::from(Self::ONE)).round() as u32))
    }

    pub fn get(self) -> f64 {
        f64::from(self.0) / f64::from(Self::ONE)
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.get(), f)
    }
}

impl FromStr for Score {
    type Err = Message;

    fn from_str(text: &str) -> Result<Self, Message> {
        let score = text.parse().ok().and_then(Self::new);
        score.ok_or_else(|| message!("“{text}” is not a score from 0 to 1", text = text))
    }
}

impl Serialize for Score {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.get())
    }
}

impl<'de> Deserialize<'de> for Score {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let score = f64::deserialize(deserializer)?;
        Self::new(score).ok_or_else(|| D::Error::custom(message!("“{text}” is not a score from 0 to 1", text = score)))
    }
}

/// How a mention got its entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum LinkSource {
    /// Chosen by the person.
    #[default]
    Person,
    /// By a rule whose name says why the name was sure.
    Rule(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_written_as_they_were_read() {
        for text in ["0", "1", "0.5", "0.99", "0.123457", "0.000001"] {
            assert_eq!(text.parse::<Score>().unwrap().to_string(), text);
        }
        for bad in ["1.01", "-0.1", "NaN", "97 %", ""] {
            assert!(bad.parse::<Score>().is_err(), "{bad}");
        }
    }
}
