//! What may be marked and what statements may say, as data.

use serde::{Deserialize, Serialize};

use super::{Colour, KindKey, StatementScheme};

/// The kinds of a project and what its statements may say. Kinds stand in the order of the keys `1` to `9` that tag them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scheme {
    pub kinds: Vec<Kind>,
    /// Left out where it is the delivered one.
    #[serde(default, skip_serializing_if = "is_delivered")]
    pub statements: StatementScheme,
}

fn is_delivered(statements: &StatementScheme) -> bool {
    *statements == StatementScheme::default()
}

/// One kind of mention. Its colour never stands alone: the line tells it too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    pub key: KindKey,
    /// As people read it.
    pub name: String,
    /// On a light ground.
    pub colour: Colour,
    /// On a dark ground.
    pub dark: Colour,
    pub line: LineStyle,
}

/// The line under a mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineStyle {
    Solid,
    Dashed,
    Double,
    /// Short dashes and dots, for kinds that a project adds (dots alone mean "not reviewed").
    DashDot,
}

impl Default for Scheme {
    fn default() -> Self {
        let kind = |key, name: &str, colour, dark, line| Kind { key, name: name.into(), colour, dark, line };
        Self {
            kinds: vec![
                kind(KindKey::party(), "Party", Colour(0x36, 0x66, 0xd5), Colour(0x77, 0x83, 0xfe), LineStyle::Solid),
                kind(
                    KindKey::candidate(),
                    "Candidate",
                    Colour(0xc0, 0x38, 0x09),
                    Colour(0xec, 0x5b, 0x59),
                    LineStyle::Dashed,
                ),
                kind(
                    KindKey::region(),
                    "Region",
                    Colour(0x52, 0x37, 0x54),
                    Colour(0xfe, 0xcf, 0xe5),
                    LineStyle::Double,
                ),
            ],
            statements: StatementScheme::default(),
        }
    }
}

impl Scheme {
    pub fn kind(&self, key: &KindKey) -> Option<&Kind> {
        self.kinds.iter().find(|kind| kind.key == *key)
    }

    /// The place of a kind in the scheme, from 0: its key is one more.
    pub fn position(&self, key: &KindKey) -> Option<usize> {
        self.kinds.iter().position(|kind| kind.key == *key)
    }
}
