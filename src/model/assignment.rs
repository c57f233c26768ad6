//! Who codes which article, and how that was drawn.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{ArticleId, SetId};

/// Every article's coders. Law: what was drawn is told by [`SamplingDraw`]s, for the methods section of whoever publishes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Assignments {
    pub drawings: Vec<SamplingDraw>,
    pub articles: BTreeMap<ArticleId, Assignment>,
}

/// The coders of one article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assignment {
    pub to: BTreeSet<SetId>,
    pub part: Portion,
}

/// What an article was drawn for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Portion {
    /// One person codes it.
    #[default]
    Single,
    /// Two do, so that their agreement can be measured.
    Double,
    /// Everybody does, to learn and to talk about it; not part of what is measured.
    Training,
}

/// How articles were drawn, once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SamplingDraw {
    pub seed: u64,
    pub to: BTreeSet<SetId>,
    /// So many of a hundred stories were drawn for two people.
    pub double: u8,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<Stratum>,
    /// So many stories were drawn for everybody.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub training: usize,
    /// Whose unfinished articles were handed on, if it was that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release: Option<SetId>,
    /// What was drawn: articles, and stories that near copies share.
    pub articles: usize,
    pub stories: usize,
}

/// What is kept in proportion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stratum {
    Source,
    Month,
    Year,
}

impl Stratum {
    pub const ALL: [Self; 3] = [Self::Source, Self::Month, Self::Year];

    /// As the command line names it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

impl Assignments {
    pub fn is_empty(&self) -> bool {
        self.drawings.is_empty() && self.articles.is_empty()
    }

    /// Whether this set is to code this article.
    pub fn has(&self, article: &ArticleId, set: &SetId) -> bool {
        self.articles.get(article).is_some_and(|assigned| assigned.to.contains(set))
    }

    /// Whether anything is assigned to this set.
    pub fn names(&self, set: &SetId) -> bool {
        self.articles.values().any(|assigned| assigned.to.contains(set))
    }
}

fn is_zero(number: &usize) -> bool {
    *number == 0
}
