//! What a person reviews: whose suggestions, how sure, in which articles. And the suggestions of an open article, made
//! when somebody asks and followed from then on.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::OnceLock,
};

use super::{Limits, Own, Suggestions};
use crate::{
    edit::{Change, Put, Swap},
    model::{Annotations, ArticleId, Claim, Place, Score, SetId, SetRole},
    session::{Marks, Session},
};

/// What a person wants to review; theirs, not the project's.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Review {
    /// Whose suggestions; `None`: every extractor's.
    pub sources: Option<BTreeSet<SetId>>,
    /// Suggestions that are less sure are not shown; those without a score are.
    pub threshold: Option<Score>,
    /// Skipped ones come back.
    pub show_skipped: bool,
}

impl Review {
    fn limits(&self, held_back: bool) -> Limits {
        let Self { threshold, show_skipped, .. } = *self;
        Limits { held_back, threshold, show_skipped }
    }

    /// The suggestions of an article that nobody has open.
    pub(in crate::session) fn suggestions<'a>(
        &self,
        held_back: bool,
        annotations: &Annotations,
        marks: &Marks,
        sources: impl Iterator<Item = (&'a SetId, &'a Annotations)> + Clone,
    ) -> Suggestions {
        Suggestions::new(sources, Own { annotations, marks }, self.limits(held_back))
    }
}

/// Those of loaded articles that somebody asked for.
pub(in crate::session) type AllSuggestions = BTreeMap<ArticleId, OnceLock<Suggestions>>;

impl Session {
    /// Whether nothing is suggested in this article, so that what people mark there owes nothing to a program. Whoever
    /// decides into gold sees what people said everywhere.
    pub fn holds_back(&self, article: &ArticleId) -> bool {
        !self.is_gold() && self.project().options.holds_back(article)
    }

    /// Whether edits go to the gold set.
    pub fn is_gold(&self) -> bool {
        self.role_of(self.active_set()) == Some(SetRole::Gold)
    }

    fn role_of(&self, set: &SetId) -> Option<SetRole> {
        self.project().sets.get(set).map(|set| set.role)
    }

    /// Whether this set's marks stay unseen: another person's, where people work blind.
    pub fn is_hidden(&self, set: &SetId) -> bool {
        let person = self.role_of(set).is_none_or(|role| role == SetRole::Person);
        person && self.project().options.blind && !self.is_gold()
    }

    /// What is being reviewed.
    pub fn review(&self) -> &Review {
        &self.review
    }

    /// Reviews otherwise from now on. Waits for the disk if other sets are chosen.
    pub fn set_review(&mut self, review: Review) {
        if self.review != review {
            self.review = review;
            self.derived.revision += 1;
            self.suggest_anew();
        }
    }

    /// The sets whose suggestions are shown.
    pub fn sources(&self) -> BTreeSet<SetId> {
        let extractors = self.project().sets.values().filter(|set| set.role == SetRole::Extractor);
        let all = || extractors.map(|set| set.id.clone()).collect();
        let mut sources = self.review.sources.clone().unwrap_or_else(all);
        sources.remove(self.active_set());
        sources.retain(|set| !self.is_hidden(set));
        sources
    }

    /// What is suggested for a loaded article; `None` if it is not loaded.
    pub fn suggestions(&self, article: &ArticleId) -> Option<&Suggestions> {
        self.article(article)?;
        let make = || {
            let (blank, unmarked) = (Annotations::default(), Marks::default());
            let own = Own {
                annotations: self.annotations(article).map_or(&blank, |annotations| &**annotations),
                marks: self.marks(article).unwrap_or(&unmarked),
            };
            let sources = self.sources();
            let said = sources.iter().filter_map(|set| {
                let place = Place { set: set.clone(), article: article.clone() };
                Some((set, &**self.workspace.annotations.get(&place)?))
            });
            Suggestions::new(said, own, self.review.limits(self.holds_back(article)))
        };
        Some(self.derived.suggestions.get(article)?.get_or_init(make))
    }

    /// Brings what the sources say of an article into memory.
    pub(in crate::session) fn load_sources(&mut self, article: &ArticleId) {
        for set in self.sources() {
            // A source that cannot be read suggests nothing, and says why.
            if let Err(error) = self.load_place(&Place { set, article: article.clone() }) {
                self.tell(error.into());
            }
        }
        self.derived.suggestions.entry(article.clone()).or_default();
    }

    /// Other sets, or other limits: everything is compared again when it is asked for.
    pub(in crate::session) fn suggest_anew(&mut self) {
        self.derived.suggestions.clear();
        for article in self.cache.opened.clone() {
            self.load_sources(&article);
        }
    }

    /// Follows a change that was applied, after the marks did.
    pub(in crate::session) fn follow_suggestions(&mut self, change: &Change) {
        let sets = |put: &Put| matches!(put, Put::Set { .. } | Put::Options { .. });
        if change.puts.iter().any(sets) {
            return self.suggest_anew();
        }
        for put in &change.puts {
            if let Put::Article { id, swap: Swap { after: Some(_), .. } } = put
                && self.cache.opened.contains(id)
            {
                self.derived.suggestions.entry(id.clone()).or_default();
            }
        }
        let mut articles: Vec<&ArticleId> = change.places().into_iter().map(|place| &place.article).collect();
        articles.dedup();
        for article in articles {
            let Some(mut there) = self.derived.suggestions.remove(article) else { continue };
            if self.article(article).is_none() {
                continue;
            }
            if let Some(suggestions) = there.get_mut() {
                self.follow(article, change, suggestions);
            }
            self.derived.suggestions.insert(article.clone(), there);
        }
    }

    fn follow(&self, article: &ArticleId, change: &Change, suggestions: &mut Suggestions) {
        let (blank, unmarked) = (Annotations::default(), Marks::default());
        let own = Own {
            annotations: self.annotations(article).map_or(&blank, |annotations| &**annotations),
            marks: self.marks(article).unwrap_or(&unmarked),
        };
        let sources = self.sources();
        let mut coalitions = false;
        let puts = change.puts.iter().filter_map(|put| Some((put.place()?, put)));
        for (place, put) in puts.filter(|(place, _)| place.article == *article) {
            let ours = place.set == *self.active_set();
            let said = self.workspace.annotations.get(place).filter(|_| sources.contains(&place.set));
            match put {
                Put::Mention { swap, .. } if ours => {
                    for mention in swap.before.iter().chain(&swap.after) {
                        suggestions.own_mention(mention.span, own);
                    }
                }
                Put::Mention { swap, .. } => {
                    if let Some(said) = said {
                        let (before, after) = (swap.before.as_ref(), swap.after.as_ref());
                        suggestions.source_mention(&place.set, before, after, said, own);
                        coalitions = true;
                    }
                }
                Put::Decision { id, swap, .. } if ours => {
                    suggestions.refresh(*id, own);
                    let decision = swap.after.as_ref().or(swap.before.as_ref());
                    coalitions |= decision.is_some_and(|decision| matches!(decision.claim, Claim::Coalition(_)));
                }
                Put::Coalition { .. } => coalitions |= ours || said.is_some(),
                _ => {}
            }
        }
        if coalitions {
            let said = sources.iter().filter_map(|set| {
                let place = Place { set: set.clone(), article: article.clone() };
                Some((set, &**self.workspace.annotations.get(&place)?))
            });
            suggestions.ghosts = super::ghosts::ghosts(said, own.annotations, suggestions.limits);
        }
    }
}
