//! The whole project's review in the background: how much waits in each article, how unsure it is, how well the sources
//! do; and every suggestion of one phrase with its surroundings. Runs away from the window's thread, on all cores; memory
//! grows with the number of articles only.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use rayon::prelude::*;

use super::{Review, Suggestion, Suggestions};
use crate::{
    compare::{SourceScore, source_score},
    model::{Annotations, Article, ArticleId, ArticleMeta, KindKey, Place, Score, SetId},
    session::{Hit, Marks, Session},
    store::Reader,
};

/// Articles read at once, on all cores.
const BATCH: usize = 64;

/// How the review of one article stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standing {
    /// Suggestions that wait.
    pub left: usize,
    /// How unsure the least sure of them is: 1 where a source says 0.5 or nothing, 0 where it says 0 or 1.
    pub doubt: Score,
    pub decided: usize,
    pub held_back: bool,
    pub scores: BTreeMap<SetId, SourceScore>,
}

/// The review of the project, as far as it is known. Whoever keeps it takes in what a [`ReviewJob`] finds, and what the
/// session says of open articles.
#[derive(Debug, Clone, Default)]
pub struct Queue {
    articles: BTreeMap<ArticleId, Standing>,
    /// Sums over them, so that a frame counts nothing.
    left: (usize, usize),
    held_back: usize,
    scores: BTreeMap<SetId, SourceScore>,
    revision: u64,
}

/// A suggestion of the searched phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhraseHit {
    pub hit: Hit,
    pub suggestion: Suggestion,
}

/// Reads what every article's review needs, ready to be sent to another thread.
pub struct ReviewJob {
    reader: Reader,
    review: Review,
    /// Articles in which nothing is suggested.
    held_back: BTreeSet<ArticleId>,
    sources: BTreeSet<SetId>,
    active: SetId,
    articles: Vec<Arc<ArticleMeta>>,
    /// What is in memory is newer than its file.
    loaded: BTreeMap<Place, Arc<Annotations>>,
}

impl Standing {
    fn of<'a>(
        suggestions: &Suggestions,
        own: &Annotations,
        sources: impl Iterator<Item = (&'a SetId, &'a Annotations)>,
    ) -> Self {
        let doubts = suggestions.iter().map(Suggestion::score).chain(suggestions.ghosts().iter().map(|g| g.score()));
        let scores = sources.map(|(set, source)| (set.clone(), source_score(set, source, own)));
        Self {
            left: suggestions.left(),
            doubt: doubts.map(doubt).max().unwrap_or_default(),
            decided: own.decisions.values().filter(|d| d.verdict != crate::model::Verdict::Skipped).count(),
            held_back: suggestions.held_back(),
            scores: scores.filter(|(_, score)| !score.is_empty()).collect(),
        }
    }
}

fn doubt(score: Option<Score>) -> Score {
    let score = score.map_or(0.5, Score::get);
    Score::new((1.0 - (2.0 * score - 1.0).abs()).clamp(0.0, 1.0)).unwrap_or_default()
}

impl Queue {
    /// Takes in how an article stands now.
    pub fn note(&mut self, article: ArticleId, standing: Standing) {
        if self.articles.get(&article) == Some(&standing) {
            return;
        }
        self.count(&standing, true);
        if let Some(before) = self.articles.insert(article, standing) {
            self.count(&before, false);
        }
        self.revision += 1;
    }

    fn count(&mut self, standing: &Standing, comes: bool) {
        let step = |number: &mut usize, by: usize| {
            *number = if comes { *number + by } else { number.saturating_sub(by) };
        };
        step(&mut self.left.0, standing.left);
        step(&mut self.left.1, usize::from(standing.left > 0));
        step(&mut self.held_back, usize::from(standing.held_back));
        for (set, score) in &standing.scores {
            let sum = self.scores.entry(set.clone()).or_default();
            if comes { sum.add(score) } else { sum.take(score) }
        }
    }

    /// Forgets everything: the review is another one.
    pub fn clear(&mut self) {
        *self = Self { revision: self.revision + 1, ..Self::default() };
    }

    pub fn get(&self, article: &ArticleId) -> Option<&Standing> {
        self.articles.get(article)
    }

    /// Grows with every change.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Suggestions that wait in the whole project, and the articles that have them.
    pub fn left(&self) -> (usize, usize) {
        self.left
    }

    /// Articles of which nothing is shown.
    pub fn held_back(&self) -> usize {
        self.held_back
    }

    /// The figures of each source over all articles.
    pub fn scores(&self) -> &BTreeMap<SetId, SourceScore> {
        &self.scores
    }
}

impl Session {
    /// How the review of a loaded article stands.
    pub fn standing(&self, article: &ArticleId) -> Option<Standing> {
        let suggestions = self.suggestions(article)?;
        let blank = Annotations::default();
        let own = self.annotations(article).map_or(&blank, |annotations| &**annotations);
        let sources = self.sources();
        let said = sources.iter().filter_map(|set| {
            let place = Place { set: set.clone(), article: article.clone() };
            Some((set, &**self.workspace.annotations.get(&place)?))
        });
        Some(Standing::of(suggestions, own, said))
    }

    /// Whether [`Session::take_touched`] has something.
    pub fn is_touched(&self) -> bool {
        !self.derived.touched.is_empty()
    }

    /// The articles that edits touched since this was asked last: their review may stand otherwise.
    pub fn take_touched(&mut self) -> BTreeSet<ArticleId> {
        std::mem::take(&mut self.derived.touched)
    }

    /// What the review of the whole project needs, or of these articles, which are sorted.
    pub fn review_job(&self, only: Option<&[ArticleId]>) -> ReviewJob {
        let wanted = |id: &ArticleId| only.is_none_or(|only| only.binary_search(id).is_ok());
        ReviewJob {
            reader: self.store.reader(),
            review: self.review.clone(),
            held_back: self.rows.iter().map(|row| &row.meta.id).filter(|id| self.holds_back(id)).cloned().collect(),
            sources: self.sources(),
            active: self.active.clone(),
            articles: self.rows.iter().map(|row| row.meta.clone()).filter(|meta| wanted(&meta.id)).collect(),
            loaded: self.workspace.annotations.clone(),
        }
    }
}

impl ReviewJob {
    /// Tells how articles stand, in their order, until all are read, `cancel` is set or `found` says no; with how many of
    /// how many are read. Articles of which no set says anything are passed over.
    pub fn run(self, cancel: &AtomicBool, mut found: impl FnMut(Vec<(ArticleId, Standing)>, usize, usize) -> bool) {
        self.each(
            cancel,
            true,
            |article, own, sources| {
                let suggestions = self.suggestions(article, own, sources);
                let said = sources.iter().map(|(set, annotations)| (*set, &**annotations));
                vec![(article.meta.id.clone(), Standing::of(&suggestions, own, said))]
            },
            &mut found,
        );
    }

    /// Tells every waiting suggestion of these words and this kind, as [`ReviewJob::run`] does.
    pub fn find(
        self,
        words: &str,
        kind: &KindKey,
        cancel: &AtomicBool,
        mut found: impl FnMut(Vec<PhraseHit>, usize, usize) -> bool,
    ) {
        self.each(
            cancel,
            false,
            |article, own, sources| {
                if !article.text.contains(words) {
                    return Vec::new();
                }
                let suggestions = self.suggestions(article, own, sources);
                let meta = Arc::new(article.meta.clone());
                let same = |one: &&Suggestion| one.kind == *kind && article.text.slice(one.span) == words;
                let hit = |one: &Suggestion| PhraseHit {
                    hit: Hit::new(meta.clone(), &article.text, one.span),
                    suggestion: one.clone(),
                };
                suggestions.iter().filter(same).map(hit).collect()
            },
            &mut found,
        );
    }

    fn suggestions(&self, article: &Article, own: &Annotations, sources: &[(&SetId, Arc<Annotations>)]) -> Suggestions {
        let marks = Marks::of(own, &article.text);
        let said = sources.iter().map(|(set, annotations)| (*set, &**annotations));
        self.review.suggestions(self.held_back.contains(&article.meta.id), own, &marks, said)
    }

    /// `with_own`: articles of which only the active set says something as well.
    fn each<T: Send>(
        &self,
        cancel: &AtomicBool,
        with_own: bool,
        look: impl Fn(&Article, &Annotations, &[(&SetId, Arc<Annotations>)]) -> Vec<T> + Sync,
        found: &mut dyn FnMut(Vec<T>, usize, usize) -> bool,
    ) {
        let own = with_own.then_some(&self.active);
        let mut annotated: BTreeSet<ArticleId> =
            self.sources.iter().chain(own).flat_map(|set| self.reader.annotated(set)).collect();
        annotated.extend(self.loaded.keys().map(|place| place.article.clone()));
        let articles: Vec<&Arc<ArticleMeta>> =
            self.articles.iter().filter(|meta| annotated.contains(&meta.id)).collect();
        let mut done = 0;
        for batch in articles.chunks(BATCH) {
            if cancel.load(Ordering::Relaxed) {
                return;
            }
            // What cannot be read is passed over; opening it says why.
            let read = |meta: &&Arc<ArticleMeta>| {
                let article = self.reader.article(meta).ok()?;
                let own = self.annotations(&article, &self.active)?;
                let said = |set| Some((set, self.annotations(&article, set)?));
                let sources: Vec<(&SetId, Arc<Annotations>)> = self.sources.iter().filter_map(said).collect();
                Some(look(&article, &own, &sources))
            };
            let batch_found: Vec<T> = batch.par_iter().filter_map(read).flatten().collect();
            done += batch.len();
            if !found(batch_found, done, articles.len()) {
                return;
            }
        }
    }

    fn annotations(&self, article: &Article, set: &SetId) -> Option<Arc<Annotations>> {
        let place = Place { set: set.clone(), article: article.meta.id.clone() };
        if let Some(loaded) = self.loaded.get(&place) {
            return Some(loaded.clone());
        }
        self.reader.annotations(article, set).ok().map(|loaded| Arc::new(loaded.annotations))
    }
}
