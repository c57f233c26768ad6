//! What two sides of a merge made of one record where both cannot stand: one stands in its place, the other is kept here
//! until a person decides.

use serde::{Deserialize, Serialize};

use crate::message::{Message, message};

use super::{
    AnnotationSet, Coalition, CoalitionId, Decision, DecisionId, Entity, EntityId, Mention, MentionId, Options, Remark,
    Scheme, SetId, Status, TextLanguage,
};

/// Of one set's marks on one article: the version that does not stand. `None`: there the record was removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Conflict {
    Status(Status),
    /// What is written down on the article as a whole.
    Remark(Remark),
    Mention {
        id: MentionId,
        other: Option<Box<Mention>>,
    },
    Coalition {
        id: CoalitionId,
        other: Option<Box<Coalition>>,
    },
    Decision {
        id: DecisionId,
        other: Option<Box<Decision>>,
    },
}

/// The same of what the whole project shares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ProjectConflict {
    Name(String),
    Language(TextLanguage),
    Kinds(Scheme),
    Options(Options),
    Set {
        id: SetId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        other: Option<AnnotationSet>,
    },
    Entity {
        id: EntityId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        other: Option<Box<Entity>>,
    },
}

impl Conflict {
    /// The record, in words.
    pub fn record(&self) -> Message {
        match self {
            Self::Status(_) => message!("the status"),
            Self::Remark(_) => message!("the note on the article"),
            Self::Mention { id, .. } => message!("mention {id}", id = id.as_str()),
            Self::Coalition { id, .. } => message!("coalition {id}", id = id.as_str()),
            Self::Decision { id, .. } => message!("decision {id}", id = id.to_string()),
        }
    }

    /// Whether it is about the same record as another one.
    pub fn same_record(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Status(_), Self::Status(_)) | (Self::Remark(_), Self::Remark(_)) => true,
            (Self::Mention { id, .. }, Self::Mention { id: other, .. }) => id == other,
            (Self::Coalition { id, .. }, Self::Coalition { id: other, .. }) => id == other,
            (Self::Decision { id, .. }, Self::Decision { id: other, .. }) => id == other,
            _ => false,
        }
    }
}

impl ProjectConflict {
    /// The record, in words.
    pub fn record(&self) -> Message {
        match self {
            Self::Name(_) => message!("the project's name"),
            Self::Language(_) => message!("the language of the texts"),
            Self::Kinds(_) => message!("the scheme"),
            Self::Options(_) => message!("the options of the project"),
            Self::Set { id, .. } => message!("set {id}", id = id.as_str()),
            Self::Entity { id, .. } => message!("entity {id}", id = id.as_str()),
        }
    }

    /// Whether it belongs into `entities.ron`.
    pub fn of_entities(&self) -> bool {
        matches!(self, Self::Entity { .. })
    }
}
