//! Why an edit cannot be done, as messages.

use std::fmt;

use crate::{
    message::{Message, message},
    model::{ArticleId, CoalitionId, EntityId, MentionId, Place},
};

/// Why an edit cannot be done. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Everything that it asks for is so already.
    Nothing,
    /// What it speaks of is not there.
    Missing(Message),
    Unfit {
        article: String,
        start: usize,
        end: usize,
    },
    UnknownKind(String),
    Wrong(Message),
}

impl Refusal {
    pub fn missing_article(id: &ArticleId) -> Self {
        Self::Missing(message!("article {article}", article = id.as_str()))
    }

    pub fn missing_entity(id: &EntityId) -> Self {
        Self::Missing(message!("entity {entity}", entity = id.as_str()))
    }

    /// In words, in no language yet.
    pub fn message(&self) -> Message {
        match self {
            Self::Nothing => message!("nothing to do: it is so already"),
            Self::Missing(what) => message!("{what} is not in the project (any more)", what = what),
            Self::Unfit { article, start, end } => message!(
                "bytes {start} to {end} are not whole characters of article {article}",
                start = *start,
                end = *end,
                article = article
            ),
            Self::UnknownKind(kind) => message!("the scheme has no kind “{kind}”", kind = kind),
            Self::Wrong(reason) => reason.clone(),
        }
    }
}

impl From<Refusal> for Message {
    fn from(refusal: Refusal) -> Self {
        refusal.message()
    }
}

/// In English.
impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for Refusal {}

/// How a mention is named in a sentence.
pub(super) fn mention_of(id: &MentionId, place: &Place) -> Message {
    message!("mention {mention} of {article}", mention = id.as_str(), article = place.article.as_str())
}

pub(super) fn coalition_of(id: &CoalitionId, place: &Place) -> Message {
    message!("coalition {coalition} of {article}", coalition = id.as_str(), article = place.article.as_str())
}
