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

use crate::session::{Hit, Session};

/// Places that are kept, of one search; more are counted only. A line of a list that long is never read.
pub const MOST_HITS: usize = 100_000;

/// What was found so far.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SearchResults {
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
pub struct MarkedPlaces {
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
        let searched = |row: &crate::session::Row| (row.meta.clone(), self.article(&row.meta.id).cloned());
        let articles = match among {
            None => self.rows.iter().map(searched).collect(),
            Some(among) => among.iter().filter_map(|&at| self.rows.at(at)).map(searched).collect(),
        };
        TextSearch { matcher, articles, reader: self.store.reader() }
    }

    /// What a look at which of the hits are marked already needs.
    pub fn marked_among(&self, hits: Arc<Vec<Hit>>, kind: &KindKey) -> MarkedPlaces {
        let loaded = self.workspace.articles.iter().map(|(id, article)| {
            let annotations = self.annotations(id).cloned();
            (Arc::new(article.meta.clone()), Some(article.clone()), annotations)
        });
        let loaded = loaded.collect();
        MarkedPlaces { kind: kind.clone(), set: self.active.clone(), hits, loaded, reader: self.store.reader() }
    }
}

impl TextSearch {
    /// Looks through the texts on all cores and tells what is found piece by piece, until all are looked through,
    /// `cancel` is set or `tell` says no. Returns whether it came to its end.
    pub fn run(self, cancel: &AtomicBool, mut tell: impl FnMut(SearchResults) -> bool) -> bool {
        let full = AtomicBool::new(false);
        let mut sum = SearchResults { total: self.articles.len(), ..SearchResults::default() };
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
            let news = SearchResults { hits: std::mem::take(&mut sum.hits), ..sum };
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

impl MarkedPlaces {
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
pub(in crate::session) fn covered<T: Ord + Clone>(index: &SpanIndex<T>, span: Span) -> bool {
    let mut covered = false;
    index.touching(span, |_, other, _| covered |= other.covers(span));
    covered
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::{
        search::Query,
        session::{ImportRequest, Who},
    };

    fn session(folder: &std::path::Path, texts: &[(&str, &str)]) -> Session {
        let source = folder.join("texts");
        fs::create_dir(&source).expect("a folder");
        for (name, text) in texts {
            fs::write(source.join(format!("{name}.txt")), text).expect("written");
        }
        let mut session = Session::create(&folder.join("p"), "P", Who::named("sri")).expect("a project");
        let ready = session.importer().run(&ImportRequest::of(&[source]), &Default::default(), |_| {});
        session.add_articles(ready).expect("they go in");
        session.save().expect("saved");
        drop(session);
        Session::open(&folder.join("p"), Who::named("sri")).expect("it opens, with no text in memory")
    }

    fn find(session: &Session, words: &str, among: Option<&[usize]>) -> SearchResults {
        let matcher = Matcher::new(&Query { words: words.into(), ..Query::default() }).expect("words");
        let mut all = SearchResults::default();
        let whole = session.search(matcher, among).run(&AtomicBool::new(false), |mut found| {
            let mut hits = std::mem::take(&mut all.hits);
            hits.append(&mut found.hits);
            all = SearchResults { hits, ..found };
            true
        });
        assert!(whole);
        all
    }

    #[test]
    fn a_checkout_that_changed_line_ends_is_searched_as_it_was() {
        let folder = tempfile::tempdir().expect("a folder");
        let texts = [("a", "Satu.\n\nLebak dan Lebak."), ("b", "Dua é.\nLebak"), ("c", "Lebak"), ("d", "Tegal")];
        let session = session(folder.path(), &texts);
        let before = find(&session, "lebak", None);
        assert_eq!((before.places, before.articles, before.done, before.total, before.unread), (4, 3, 4, 4, 0));
        let file = |name: &str| folder.path().join(format!("p/articles/{name}.txt"));
        for name in ["a", "b"] {
            let text = fs::read_to_string(file(name)).expect("there");
            fs::write(file(name), format!("\u{feff}{}", text.replace('\n', "\r\n"))).expect("written");
        }
        assert_eq!(find(&session, "lebak", None), before);
        fs::remove_file(file("c")).expect("removed");
        fs::write(file("d"), b"Leb\xffak").expect("written");
        let after = find(&session, "lebak", None);
        assert_eq!((after.places, after.articles, after.unread), (3, 2, 2), "said, and no reason to stop");
        assert_eq!(find(&session, "lebak", Some(&[1])).places, 1);
        assert_eq!(find(&session, "lebak", Some(&[])).total, 0);
    }

    #[test]
    fn hits_are_kept_up_to_a_number_and_counted_beyond() {
        let folder = tempfile::tempdir().expect("a folder");
        let many = "a ".repeat(MOST_HITS / 2 + 10);
        let more = format!("{many}b");
        let session = session(folder.path(), &[("x", many.as_str()), ("y", more.as_str()), ("z", "a")]);
        let found = find(&session, "a", None);
        assert_eq!((found.hits.len(), found.places, found.articles), (MOST_HITS, MOST_HITS + 21, 3));
    }

    #[test]
    fn what_is_marked_already_is_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut session = session(folder.path(), &[("a", "PKS, Kota Tegal."), ("b", "Tegal PKS"), ("c", "Kota Tegal")]);
        let ids: Vec<_> = session.rows().iter().map(|row| row.meta.id.clone()).collect();
        for (at, span) in [(0, Span::new(5, 15)), (1, Span::new(0, 5))] {
            session.load(&ids[at]).expect("it loads");
            session.tag_spans(&ids[at], &[span], &KindKey::region(), &crate::model::Origin::Person).expect("free");
        }
        let hits = Arc::new(find(&session, "tegal", None).hits);
        let marked = |session: &Session, kind: &KindKey| {
            let mut all = Vec::new();
            session.marked_among(hits.clone(), kind).run(&AtomicBool::new(false), |mut numbers| {
                all.append(&mut numbers);
                true
            });
            all
        };
        assert_eq!(marked(&session, &KindKey::region()), [0, 1], "as they are, or within longer words");
        assert_eq!(marked(&session, &KindKey::party()), [] as [usize; 0]);
        session.tag_hits(&hits[2..], &KindKey::region()).expect("free");
        assert_eq!(marked(&session, &KindKey::region()), [0, 1, 2]);
        session.save().expect("saved");
        drop(session);
        let session = Session::open(&folder.path().join("p"), Who::named("sri")).expect("it opens");
        assert_eq!(marked(&session, &KindKey::region()), [0, 1, 2], "from the files as well");
    }
}
