//! Looking for something in every text: what is found comes in while the rest is looked through. Also which of the
//! places are marked already, before they are tagged.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use crate::{
    model::{Annotations, Article, ArticleMeta, KindKey, SetId, Span, SpanIndex},
    search::Matcher,
    store::{Reader, StoreError, in_pieces},
};

use super::{Hit, Session};

/// Places that are kept, of one search; more are counted only. A line of a list that long is never read.
pub const MOST_HITS: usize = 100_000;

/// What was found so far.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Findings {
    /// New places, in the order of articles and of their texts; the first [`MOST_HITS`] of a search.
    pub hits: Vec<Hit>,
    /// All places so far, those that are not kept included.
    pub places: usize,
    /// The articles that they are in.
    pub articles: usize,
    /// Articles looked through, of how many.
    pub done: usize,
    pub total: usize,
    /// Articles that cannot be read; opening one says why.
    pub unread: usize,
}

/// An article, with its text if that is in memory.
type Searched = (Arc<ArticleMeta>, Option<Arc<Article>>);

/// A search through all articles, or some, ready to be sent to another thread.
pub struct TextSearch {
    matcher: Matcher,
    articles: Vec<Searched>,
    reader: Reader,
}

/// An article, and what is in memory of it and of its annotations.
type Remembered = (Arc<ArticleMeta>, Option<Arc<Article>>, Option<Arc<Annotations>>);

/// A look at which places are marked with a kind already, ready to be sent to another thread.
pub struct Marked {
    kind: KindKey,
    set: SetId,
    hits: Arc<Vec<Hit>>,
    /// What is in memory is newer than the files; sorted by article.
    loaded: Vec<Remembered>,
    reader: Reader,
}

impl Session {
    /// What a search through the texts needs: those at these positions of the list, or all.
    pub fn search(&self, matcher: Matcher, among: Option<&[usize]>) -> TextSearch {
        let searched = |row: &super::Row| (row.meta.clone(), self.article(&row.meta.id).cloned());
        let articles = match among {
            None => self.rows.iter().map(searched).collect(),
            Some(among) => among.iter().filter_map(|&at| self.rows.at(at)).map(searched).collect(),
        };
        TextSearch { matcher, articles, reader: self.store.reader() }
    }

    /// What a look at which of the hits are marked already needs.
    pub fn marked_among(&self, hits: Arc<Vec<Hit>>, kind: &KindKey) -> Marked {
        let loaded = self.workspace.articles.iter().map(|(id, article)| {
            let annotations = self.annotations(id).cloned();
            (Arc::new(article.meta.clone()), Some(article.clone()), annotations)
        });
        let loaded = loaded.collect();
        Marked { kind: kind.clone(), set: self.active.clone(), hits, loaded, reader: self.store.reader() }
    }
}

impl TextSearch {
    /// Looks through the texts on all cores and tells what is found piece by piece, until all are looked through,
    /// `cancel` is set or `tell` says no. Returns whether it came to its end.
    pub fn run(self, cancel: &AtomicBool, mut tell: impl FnMut(Findings) -> bool) -> bool {
        let full = AtomicBool::new(false);
        let mut sum = Findings { total: self.articles.len(), ..Findings::default() };
        let mut kept = 0;
        let look = |(meta, _): &Searched, text: &str| self.look(meta, text, full.load(Ordering::Relaxed));
        let take = |piece: Vec<Result<(usize, Vec<Hit>), StoreError>>| {
            sum.done += piece.len();
            for looked in piece {
                let Ok((places, hits)) = looked else {
                    sum.unread += 1;
                    continue;
                };
                sum.places += places;
                sum.articles += usize::from(places > 0);
                sum.hits.extend(hits.into_iter().take(MOST_HITS - kept - sum.hits.len()));
            }
            kept += sum.hits.len();
            full.store(kept == MOST_HITS, Ordering::Relaxed);
            let news = Findings { hits: std::mem::take(&mut sum.hits), ..sum };
            if !tell(news) {
                cancel.store(true, Ordering::Relaxed);
            }
        };
        self.reader.look_through(&self.articles, known, cancel, look, take)
    }

    /// How many places a text has, and the first of them.
    fn look(&self, meta: &Arc<ArticleMeta>, text: &str, only_count: bool) -> (usize, Vec<Hit>) {
        let (mut places, mut hits) = (0, Vec::new());
        self.matcher.each(text, |span| {
            places += 1;
            if !only_count && hits.len() < MOST_HITS {
                hits.push(Hit::new(meta.clone(), text, span));
            }
            true
        });
        (places, hits)
    }
}

fn known((meta, article): &Searched) -> (&ArticleMeta, Option<&Article>) {
    (meta, article.as_deref())
}

impl Marked {
    /// Tells the numbers of hits that are marked with the kind, or lie within a mention of it, piece by piece, until all
    /// are looked at, `cancel` is set or `tell` says no. What cannot be read counts as not marked; tagging says why it
    /// cannot be.
    pub fn run(self, cancel: &AtomicBool, mut tell: impl FnMut(Vec<usize>) -> bool) -> bool {
        let mut groups: Vec<std::ops::Range<usize>> = Vec::new();
        for (at, hit) in self.hits.iter().enumerate() {
            match groups.last_mut() {
                Some(group) if self.hits[group.start].meta.id == hit.meta.id => group.end = at + 1,
                _ => groups.push(at..at + 1),
            }
        }
        let take = |piece: Vec<Vec<usize>>| {
            if !tell(piece.concat()) {
                cancel.store(true, Ordering::Relaxed);
            }
        };
        in_pieces(&groups, cancel, |group| self.in_article(group.clone()).unwrap_or_default(), take)
    }

    /// The hits of one article that are marked.
    fn in_article(&self, group: std::ops::Range<usize>) -> Option<Vec<usize>> {
        let meta = &self.hits.get(group.start)?.meta;
        let there = self.loaded.binary_search_by(|(loaded, ..)| loaded.id.cmp(&meta.id));
        let (article, annotations) =
            there.map_or((None, None), |at| (self.loaded[at].1.clone(), self.loaded[at].2.clone()));
        let annotations = match annotations {
            Some(annotations) => annotations,
            None => {
                let read = || self.reader.article(meta).ok().map(Arc::new);
                let article = article.or_else(read)?;
                Arc::new(self.reader.annotations(&article, &self.set).ok()?.annotations)
            }
        };
        let mentions = annotations.mentions.values().filter(|mention| mention.kind == self.kind);
        let index = SpanIndex::new(mentions.map(|mention| (mention.span, ())));
        Some(group.filter(|&at| covered(&index, self.hits[at].span)).collect())
    }
}

/// Whether a mention has these words, or longer ones that they are part of.
pub(super) fn covered<T: Ord + Clone>(index: &SpanIndex<T>, span: Span) -> bool {
    let mut covered = false;
    index.touching(span, |_, other, _| covered |= other.covers(span));
    covered
}
