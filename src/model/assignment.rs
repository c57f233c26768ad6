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

    /// The same with articles given to a set by hand, or taken from it. What was drawn for training stays that.
    pub fn handed(&self, articles: &[ArticleId], set: &SetId, give: bool) -> Self {
        let mut after = self.clone();
        for article in articles {
            let there = after.articles.remove(article);
            let mut assigned = there.unwrap_or(Assignment { to: BTreeSet::new(), part: Portion::Single });
            if give {
                assigned.to.insert(set.clone());
            } else {
                assigned.to.remove(set);
            }
            if assigned.part != Portion::Training {
                assigned.part = if assigned.to.len() > 1 { Portion::Double } else { Portion::Single };
            }
            if !assigned.to.is_empty() {
                after.articles.insert(article.clone(), assigned);
            }
        }
        after
    }

    /// Whether anything is assigned to this set.
    pub fn names(&self, set: &SetId) -> bool {
        self.articles.values().any(|assigned| assigned.to.contains(set))
    }
}

fn is_zero(number: &usize) -> bool {
    *number == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_handed_over_and_back() {
        let (sri, budi) = (SetId::new("sri").expect("an id"), SetId::new("budi").expect("an id"));
        let id = |name: &str| ArticleId::new(name).expect("an id");
        let mut drawn = Assignments::default();
        let training = Assignment { to: BTreeSet::from([sri.clone()]), part: Portion::Training };
        drawn.articles.insert(id("latihan"), training);
        let both = [id("a"), id("latihan")];
        let one = drawn.handed(&both, &sri, true);
        let two = one.handed(&both, &budi, true);
        let part = |there: &Assignments, name: &str| there.articles.get(&id(name)).map(|one| (one.to.len(), one.part));
        assert_eq!(part(&one, "a"), Some((1, Portion::Single)));
        assert_eq!(part(&two, "a"), Some((2, Portion::Double)));
        assert_eq!(part(&two, "latihan"), Some((2, Portion::Training)));
        assert_eq!(two.handed(&both, &budi, false), one);
        assert_eq!(part(&one.handed(&both, &sri, false), "a"), None, "nobody's article is in nobody's list");
    }
}
