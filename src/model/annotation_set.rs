//! Whose annotations a set holds.

use serde::{Deserialize, Serialize};

use super::SetId;

/// One author's annotations over the corpus: who that is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnnotationSet {
    pub id: SetId,
    /// As people read it.
    pub name: String,
    pub role: SetRole,
}

/// What kind of author a set has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SetRole {
    Person,
    Extractor,
    Gold,
}
