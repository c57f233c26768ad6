//! A span of a kind in an article.

use serde::{Deserialize, Serialize};

use super::{EntityId, Flag, GuidelinesVersion, KindKey, LinkSource, MentionId, Origin, Span, Timestamp, Variables};

/// A span of a kind in an article, usually linked to an entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mention {
    pub id: MentionId,
    /// Bytes of the article's text.
    pub span: Span,
    pub kind: KindKey,
    pub entity: Option<EntityId>,
    /// How `entity` was chosen; means nothing while there is none.
    pub linked: LinkSource,
    pub by: Origin,
    /// When it was made or last decided.
    pub at: Timestamp,
    pub note: String,
    /// Of the project's own fields, by their keys.
    #[serde(default, skip_serializing_if = "Variables::is_empty")]
    pub fields: Variables,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flag: Option<Flag>,
    /// The rules under which a person last touched it, if it was done here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guidelines: Option<GuidelinesVersion>,
}

/// A mention and what it means: its bytes, its kind, its entity.
pub type LinkedMention = (Span, KindKey, EntityId);
