//! How far the work on an article is.

use serde::{Deserialize, Serialize};

/// How far the work on an article is, in one set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    #[default]
    New,
    InProgress,
    Finished,
    Ignored,
}

impl Status {
    pub const ALL: [Self; 4] = [Self::New, Self::InProgress, Self::Finished, Self::Ignored];
}
