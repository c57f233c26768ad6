//! What a whole project says, read away from the window: the statements of any set, near copies, sentences of evidence.
//! Large projects are answered from the index; only what it does not surely have is read.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, atomic::AtomicBool},
};

use rayon::prelude::*;

use crate::{
    answers::{ElectionFacts, GuessedDates, Ledger, Stated, Stories},
    dataset::near_copies::{self, Sketch},
    message::message,
    model::{ArticleId, ArticleMeta, CoalitionId, SetId, Span, Summary},
    session::Session,
    store::{FileStamp, Notice, Reader, SetCounts, Sketched, StoreError},
};

/// Reads what a set says of all articles; run it on another thread.
pub struct AnswersReader {
    reader: Reader,
    metas: Vec<Arc<ArticleMeta>>,
    set: SetId,
    /// What is known of the set already, sorted by article.
    known: Vec<SetCounts>,
    guessed: GuessedDates,
    elections: Arc<ElectionFacts>,
    /// Whether near copies are kept for the next time.
    keeps: bool,
}

/// What a set says of all articles.
pub struct SetStatements {
    /// In the order of their ids.
    pub articles: Vec<(Arc<ArticleMeta>, Arc<Summary>)>,
    /// What cannot be read and is not in it.
    pub unread: Vec<Notice>,
}

/// Tells of an article in which a merge left something to be decided: one side of it counts.
fn undecided((meta, summary): &(Arc<ArticleMeta>, Arc<Summary>)) -> Notice {
    let message = message!(
        "{count} conflict{s} of a merge {is|are} not decided; one side of each counts",
        count = summary.conflicts
    );
    Notice::problem(meta.id.as_str(), message, message!("Decide them in the window"))
}

/// Evidence of statements, by article and statement.
pub type Sentences = BTreeMap<(ArticleId, CoalitionId), Evidence>;

/// The sentences that show a statement, as the article has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Bytes of the article's text, with their words.
    pub spans: Vec<(Span, String)>,
    pub hedge: String,
    pub note: String,
}

impl Session {
    /// What reading the answers of a set needs.
    pub fn answers_reader(&self, set: &SetId) -> AnswersReader {
        let reader = self.store.reader();
        let known = match *set == self.active {
            true => self.rows.counted(),
            false => reader.indexed_counts(set).unwrap_or_default(),
        };
        let metas = self.rows.iter().map(|row| row.meta.clone()).collect();
        AnswersReader {
            reader,
            metas,
            set: set.clone(),
            known,
            guessed: self.guessed_dates(),
            elections: self.elections.clone(),
            keeps: self.keeps_index(),
        }
    }
}

impl AnswersReader {
    /// The statements of the set; reads what is not surely known.
    pub fn said(&self, cancel: &AtomicBool) -> SetStatements {
        self.look(cancel, false)
    }

    /// The same, and what is to be told of files that were read, as of marks that do not fit their text.
    pub fn said_and_doubted(&self, cancel: &AtomicBool) -> SetStatements {
        self.look(cancel, true)
    }

    fn look(&self, cancel: &AtomicBool, doubts: bool) -> SetStatements {
        let articles: HashMap<ArticleId, Arc<ArticleMeta>> =
            self.metas.iter().map(|meta| (meta.id.clone(), meta.clone())).collect();
        let mut counts: HashMap<ArticleId, SetCounts> =
            self.known.iter().map(|counted| (counted.article.clone(), counted.clone())).collect();
        let (mut unsure, mut learned) = (Vec::new(), false);
        let whole = self.reader.look_at_set(&self.set, &articles, &self.known, cancel, |look| {
            look.gone.iter().for_each(|article| drop(counts.remove(article)));
            for counted in look.read {
                if counted.stamp == FileStamp::UNSURE {
                    unsure.push(counted.article.clone());
                } else {
                    learned = true;
                }
                counts.insert(counted.article.clone(), counted);
            }
        });
        // What was read now is not read again the next time.
        if learned && whole && self.keeps {
            let mut kept: Vec<SetCounts> = counts.values().cloned().collect();
            kept.sort_by(|a, b| a.article.cmp(&b.article));
            self.reader.keep_counts(&self.set, &kept);
        }
        // A look takes what it cannot read for nothing said; whoever answers from it must tell.
        let mut unread: Vec<Notice> =
            unsure.iter().filter_map(|id| articles.get(id)).flat_map(|meta| self.told_of(meta, doubts)).collect();
        if !whole {
            let path = format!("annotations/{}", self.set);
            let fix = message!("Look at the folder's permissions, then ask again");
            unread.push(Notice::problem(path, message!("not all files of the set were read"), fix));
        }
        let nothing = Arc::new(Summary::default());
        let said = |meta: &Arc<ArticleMeta>| {
            (meta.clone(), counts.get(&meta.id).map_or_else(|| nothing.clone(), |counted| counted.summary.clone()))
        };
        SetStatements { articles: self.metas.iter().map(said).collect(), unread }
    }

    /// Why an article, or what the set says of it, cannot be read; of one that can be read its `doubts`, if wanted.
    fn told_of(&self, meta: &ArticleMeta, doubts: bool) -> Vec<Notice> {
        match self.reader.article(meta).and_then(|article| self.reader.annotations(&article, &self.set)) {
            Ok(loaded) if doubts => loaded.notices,
            Ok(loaded) => loaded.notices.into_iter().find(|_| loaded.frozen.is_some()).into_iter().collect(),
            Err(error) => vec![error.into()],
        }
    }

    /// Which articles are near copies of which; texts that were compared before are not read again.
    pub fn stories(&self, cancel: &AtomicBool) -> Result<Stories, StoreError> {
        let known = self.reader.indexed_stories().unwrap_or_default();
        let place = |meta: &ArticleMeta| {
            let at = known.binary_search_by(|one| one.article.cmp(&meta.id)).ok()?;
            (known[at].text_sha256 == meta.text_sha256).then_some(at)
        };
        let places: Vec<Option<usize>> = self.metas.iter().map(|meta| place(meta)).collect();
        let same = places.iter().all(Option::is_some) && known.len() == self.metas.len();
        if same {
            let of = |at: usize| self.metas[at].id.clone();
            return Ok(Stories::new(known.iter().enumerate().map(|(at, one)| (of(at), of(one.first)))));
        }
        let sketch = |(meta, place): (&Arc<ArticleMeta>, &Option<usize>)| match place {
            Some(at) => known[*at].sketch.clone(),
            // A text that cannot be read is no copy of anything; opening the article says why.
            None if cancel.load(std::sync::atomic::Ordering::Relaxed) => Sketch::of(""),
            None => self.reader.article(meta).map_or_else(|_| Sketch::of(""), |article| Sketch::of(&article.text)),
        };
        let sketches: Vec<Sketch> = self.metas.par_iter().zip(&places).map(sketch).collect();
        let new_place: HashMap<usize, usize> =
            places.iter().enumerate().filter_map(|(at, old)| Some(((*old)?, at))).collect();
        // A text that is gone may have been what two others had in common: then all are compared anew.
        let all_there = new_place.len() == known.len();
        let joined: Vec<(usize, usize)> = match all_there {
            true => {
                let pair = |(at, one): (usize, &Sketched)| Some((*new_place.get(&at)?, *new_place.get(&one.first)?));
                known.iter().enumerate().filter_map(pair).collect()
            }
            false => Vec::new(),
        };
        let text_of = |at: usize| self.reader.article(&self.metas[at]).map(|article| article.text.to_string().into());
        let firsts = near_copies::group_more(&sketches, &joined, text_of)?;
        if self.keeps && !cancel.load(std::sync::atomic::Ordering::Relaxed) {
            let one = |((meta, sketch), first): ((&Arc<ArticleMeta>, Sketch), &usize)| Sketched {
                article: meta.id.clone(),
                text_sha256: meta.text_sha256.clone(),
                sketch,
                first: *first,
            };
            let sketched: Vec<Sketched> = self.metas.iter().zip(sketches).zip(&firsts).map(one).collect();
            self.reader.keep_stories(&sketched);
        }
        let of = |at: usize| self.metas[at].id.clone();
        Ok(Stories::new(firsts.iter().enumerate().map(|(at, first)| (of(at), of(*first)))))
    }

    /// The whole ledger, with what could not be read.
    pub fn ledger(&self, cancel: &AtomicBool) -> Result<(Ledger, Vec<Notice>), StoreError> {
        let SetStatements { articles, mut unread } = self.said(cancel);
        let stories = Arc::new(self.stories(cancel)?);
        unread.extend(articles.iter().filter(|(_, summary)| summary.conflicts > 0).map(undecided));
        let articles = articles.iter().map(|(meta, summary)| (meta, summary));
        Ok((Ledger::with(articles, stories, self.guessed, self.elections.clone()), unread))
    }

    /// The evidence of statements; each article is read once. Statements that are no longer there are left out.
    pub fn evidence(&self, stated: &[Stated<'_>]) -> Result<Sentences, StoreError> {
        let wanted: Vec<_> = stated.iter().map(|one| (one.article.clone(), one.statement.id.clone())).collect();
        self.evidence_of(&wanted)
    }

    /// The same by articles and ids.
    pub fn evidence_of(&self, statements: &[(Arc<ArticleMeta>, CoalitionId)]) -> Result<Sentences, StoreError> {
        let mut wanted: BTreeMap<&ArticleId, (&ArticleMeta, Vec<&CoalitionId>)> = BTreeMap::new();
        for (article, id) in statements {
            wanted.entry(&article.id).or_insert_with(|| (article, Vec::new())).1.push(id);
        }
        let read = |(meta, ids): &(&ArticleMeta, Vec<&CoalitionId>)| {
            let article = self.reader.article(meta)?;
            let loaded = self.reader.annotations(&article, &self.set)?;
            let evidence = |id: &&CoalitionId| {
                let coalition = loaded.annotations.coalitions.get(*id)?;
                let words = |span: &Span| (*span, article.text.slice(*span).to_owned());
                let evidence = Evidence {
                    spans: coalition.evidence.iter().map(words).collect(),
                    hedge: coalition.hedge.clone(),
                    note: coalition.note.clone(),
                };
                Some(((meta.id.clone(), (*id).clone()), evidence))
            };
            Ok(ids.iter().filter_map(evidence).collect::<Vec<_>>())
        };
        let wanted: Vec<(&ArticleMeta, Vec<&CoalitionId>)> = wanted.into_values().collect();
        let read: Vec<Result<Vec<_>, StoreError>> = wanted.par_iter().map(read).collect();
        Ok(read.into_iter().collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
    }
}
