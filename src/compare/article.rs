//! What one side says of an article, as it is compared.

use super::{CodedFields, MarkedSpan, Told};

/// What one side says of an article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ComparedArticle {
    pub mentions: Vec<MarkedSpan>,
    pub statements: Vec<Told>,
    /// What the project's own fields hold of the article and of its mentions.
    pub coded: CodedFields,
}
