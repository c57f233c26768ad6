//! The languages that texts are in.

use serde::{Deserialize, Serialize};

/// A language that texts are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum TextLanguage {
    #[default]
    Indonesian,
    English,
}
