//! What somebody wrote down on a record for others to read, and that it is to be looked at again; of an article, also
//! what the project's own fields hold.

use serde::{Deserialize, Serialize};

use super::{CoalitionId, MentionId, Variables};

/// Why a record is to be looked at again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// The people who annotate are to talk about it.
    Discuss,
    /// Whoever made it is not sure.
    Unsure,
}

/// What one set writes down on an article as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Remark {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flag: Option<Flag>,
    /// Of the project's own fields, by their keys.
    #[serde(skip_serializing_if = "Variables::is_empty")]
    pub fields: Variables,
}

/// What a note or a flag of an article's set is on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Remarked {
    Article,
    Mention(MentionId),
    Coalition(CoalitionId),
}

impl Flag {
    pub const ALL: [Self; 2] = [Self::Discuss, Self::Unsure];

    /// As files and tables name it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Discuss => "discuss",
            Self::Unsure => "unsure",
        }
    }
}

impl Remark {
    /// Nothing is written down, nothing flagged, nothing coded.
    pub fn is_empty(&self) -> bool {
        self.note.is_empty() && self.flag.is_none() && self.fields.is_empty()
    }
}
