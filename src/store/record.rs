//! A record of a project as people call it, where it is spoken of.

use std::fmt;

use crate::{
    message::{Message, Value, message},
    model::{ArticleId, CoalitionId, DecisionId, EntityId, MentionId, SetId},
};

/// Something in a file that can change by itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Record {
    Mention(MentionId),
    Coalition(CoalitionId),
    Decision(DecisionId),
    Status,
    /// What is written down on the article as a whole.
    Remark,
    Entity(EntityId),
    Set(SetId),
    Article(ArticleId),
    /// Who codes an article.
    Assignment(ArticleId),
    Scheme,
    /// Its name, language or scheme.
    Project,
}

impl Record {
    pub fn message(&self) -> Message {
        match self {
            Self::Mention(id) => message!("mention {id}", id = id.as_str()),
            Self::Coalition(id) => message!("coalition {id}", id = id.as_str()),
            Self::Decision(id) => message!("decision {id}", id = id.to_string()),
            Self::Status => message!("the status"),
            Self::Remark => message!("the note on the article"),
            Self::Entity(id) => message!("entity {id}", id = id.as_str()),
            Self::Set(id) => message!("set {id}", id = id.as_str()),
            Self::Article(id) => message!("article {id}", id = id.as_str()),
            Self::Assignment(id) => message!("the assignment of {article}", article = id.as_str()),
            Self::Scheme => message!("the scheme"),
            Self::Project => message!("the project"),
        }
    }

    /// One after the other, with commas.
    pub fn list<'a>(records: impl IntoIterator<Item = &'a Self>) -> Message {
        let mut records = records.into_iter().map(Self::message);
        let first = records.next().unwrap_or_default();
        records.fold(first, |list, next| message!("{list}, {next}", list = list, next = next))
    }
}

impl From<&Record> for Value {
    fn from(record: &Record) -> Self {
        record.message().into()
    }
}

/// In English.
impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}
