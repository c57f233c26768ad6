//! Which articles are one story: the first of its near copies stands for each.

use rustc_hash::FxHashMap;

use crate::model::ArticleId;

/// Near copies, as far as somebody looked for them. An article that is not known is a story of its own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stories {
    first: FxHashMap<ArticleId, ArticleId>,
    copies: FxHashMap<ArticleId, Vec<ArticleId>>,
}

impl Stories {
    /// Articles, each with the first of its near copies.
    pub fn new(firsts: impl IntoIterator<Item = (ArticleId, ArticleId)>) -> Self {
        let mut stories = Self::default();
        for (article, first) in firsts {
            if article != first {
                stories.copies.entry(first.clone()).or_default().push(article.clone());
                stories.first.insert(article, first);
            }
        }
        stories.copies.values_mut().for_each(|copies| copies.sort());
        stories
    }

    /// The article that stands for the story of this one.
    pub fn of<'a>(&'a self, article: &'a ArticleId) -> &'a ArticleId {
        self.first.get(article).unwrap_or(article)
    }

    /// The other articles of the story that this one stands for; none if it is not the first of its story.
    pub fn copies(&self, first: &ArticleId) -> &[ArticleId] {
        self.copies.get(first).map_or(&[], Vec::as_slice)
    }

    /// All articles of the story that this one belongs to, the first at the front.
    pub fn whole<'a>(&'a self, article: &'a ArticleId) -> impl Iterator<Item = &'a ArticleId> {
        let first = self.of(article);
        std::iter::once(first).chain(self.copies(first))
    }

    /// Articles that another one stands for.
    pub fn number_of_copies(&self) -> usize {
        self.first.len()
    }
}
