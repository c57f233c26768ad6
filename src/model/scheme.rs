//! What may be marked, what statements may say, and the fields of one's own, as data.

use serde::{Deserialize, Serialize};

use super::{Colour, Field, FieldOwner, FieldType, KindKey, StatementScheme, Variables};
use crate::message::{Message, message};

/// The kinds of a project, what its statements may say, and its own fields in the order of the cards. Kinds stand in the
/// order of the keys `1` to `9` that tag them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scheme {
    pub kinds: Vec<Kind>,
    /// Left out where it is the delivered one.
    #[serde(default, skip_serializing_if = "is_delivered")]
    pub statements: StatementScheme,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
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
            fields: Vec::new(),
        }
    }
}

impl Scheme {
    pub fn kind(&self, key: &KindKey) -> Option<&Kind> {
        self.kinds.iter().find(|kind| kind.key == *key)
    }

    /// The fields of one's own that records of a sort have, in their order.
    pub fn fields_of(&self, owner: FieldOwner) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(move |field| field.on == owner)
    }

    pub fn field(&self, owner: FieldOwner, key: &str) -> Option<&Field> {
        self.fields_of(owner).find(|field| field.key.as_str() == key)
    }

    /// What a new record of a sort has in its fields.
    pub fn defaults(&self, owner: FieldOwner) -> Variables {
        let default = |field: &Field| Some((field.key.as_str().to_owned(), field.default.clone()?));
        self.fields_of(owner).filter_map(default).collect()
    }

    /// Why these cannot be the fields of a project with this scheme.
    pub fn wrong_with(&self, fields: &[Field]) -> Option<Message> {
        for (at, field) in fields.iter().enumerate() {
            let key = field.key.as_str();
            if fields[..at].iter().any(|other| other.on == field.on && other.key == field.key) {
                return Some(message!(
                    "there are two fields {field} of a {record}: give one of them another key",
                    field = key,
                    record = field.on.key()
                ));
            }
            if let Some(wrong) = field.wrong() {
                return Some(wrong);
            }
            if let FieldType::Entity(kinds) = &field.kind
                && let Some(kind) = kinds.iter().find(|kind| self.kind(kind).is_none())
            {
                return Some(message!(
                    "the field {field} takes entities of the kind “{kind}”, which the project does not have",
                    field = key,
                    kind = kind.as_str()
                ));
            }
        }
        None
    }

    /// The place of a kind in the scheme, from 0: its key is one more.
    pub fn position(&self, key: &KindKey) -> Option<usize> {
        self.kinds.iter().position(|kind| kind.key == *key)
    }
}
