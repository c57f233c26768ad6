//! A statement with its article, and whose column of the ledger it stands in.

use std::sync::Arc;

use super::Day;
use crate::model::{ArticleId, ArticleMeta, EntityId, StatementScheme, StatementSummary, StatusMeaning};

/// A statement of the ledger with its article.
#[derive(Debug, Clone, Copy)]
pub struct Stated<'l> {
    pub article: &'l Arc<ArticleMeta>,
    /// The article that stands for its story.
    pub story: &'l ArticleId,
    pub statement: &'l StatementSummary,
    pub day: Day,
    /// What its status says: in a column for the column's party, else by itself.
    pub meaning: StatusMeaning,
    pub scheme: &'l StatementScheme,
    /// Article and story as numbers of this ledger: to be counted without their names.
    pub numbers: (u32, u32),
}

/// Whose column of the ledger it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LedgerColumn {
    Party(EntityId),
    /// A party that the text names and that is not linked.
    Unlinked,
    /// Statements that name no party at all.
    Nobody,
}

impl LedgerColumn {
    pub fn party(&self) -> Option<&EntityId> {
        match self {
            Self::Party(id) => Some(id),
            Self::Unlinked | Self::Nobody => None,
        }
    }
}
