//! What is open in the window, and what stands where.

use std::collections::BTreeMap;

use super::selection_summary::SelectionSummary;
use crate::model::{AnnotationSet, ArticleId, KindKey, SetId};

/// What is open, chosen and shown; nothing here is saved.
#[derive(Default)]
pub struct Desk {
    pub article: Option<ArticleId>,
    /// What stands in the centre of the window.
    pub centre: Centre,
    /// What stands at the right.
    pub tab: Tab,
    /// Every set, those that the project does not list as well; as it was when a view of sets was opened.
    pub sets: Vec<AnnotationSet>,
    /// In how many articles each of them says something.
    pub work: BTreeMap<SetId, usize>,
    /// Other people who marked something, and in how many articles: of a project in which the person of now marked nothing
    /// when it was opened.
    pub others: Vec<(String, usize)>,
    /// The kind that every drag marks with.
    pub armed: Option<KindKey>,
    /// The selected mentions, in numbers.
    pub selection: SelectionSummary,
    pub guidelines: bool,
    pub problems: bool,
    pub search: bool,
    /// The first steps are shown over the article.
    pub welcome: bool,
}

/// What stands at the right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tab {
    #[default]
    Entities,
    Coalitions,
    Inspector,
    Review,
    /// What was written down and flagged.
    Notes,
}

/// What stands in the centre.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Centre {
    #[default]
    Article,
    /// How far people agree.
    Compare,
    /// Who stands with whom across all articles.
    Ledger,
}
