//! Where new articles and what is said of them wait while files are read: in memory while they are few, on disk as soon
//! as they are many, so that a hundred thousand take no more memory than a few hundred.

use std::{
    collections::{BTreeMap, HashMap, HashSet, VecDeque},
    sync::Arc,
};

use rayon::prelude::*;

use super::{Batch, StagedArticles};
use crate::{
    edit::{Joined, join},
    model::{Annotations, Article, ArticleId, ArticleMeta, Place, SetId, Summary},
    store::{Reader, Staging, StoreError},
};

/// An import with more articles, or more records in memory, goes by the disk.
const FEW: usize = 256;
const RECORDS: usize = 20_000;
/// So many articles stay in memory then: records of one text mostly follow one another.
const OPEN: usize = 512;

/// What sets say of an article, in numbers.
type SetSummaries = Vec<(SetId, Arc<Summary>)>;

/// An article and what sets say of it.
struct WaitingArticle {
    article: Article,
    said: BTreeMap<SetId, Annotations>,
}

pub(super) struct Shelf {
    reader: Reader,
    /// New articles in memory, and their order of coming.
    open: HashMap<ArticleId, WaitingArticle>,
    order: VecDeque<ArticleId>,
    records: usize,
    staging: Option<Staging>,
    /// On disk: their texts are read again if something more is said of them.
    put_away: HashMap<ArticleId, Arc<ArticleMeta>>,
    counts: BTreeMap<SetId, BTreeMap<ArticleId, Arc<Summary>>>,
    /// What sets say of articles that the project has.
    marks: BTreeMap<Place, Annotations>,
    metas: BTreeMap<ArticleId, ArticleMeta>,
}

/// What is on the shelf at the end.
pub(super) struct ShelfContents {
    pub(super) articles: Batch,
    pub(super) marks: BTreeMap<Place, Annotations>,
    pub(super) metas: Vec<ArticleMeta>,
    pub(super) staged: Option<StagedArticles>,
}

impl Shelf {
    pub(super) fn new(reader: Reader) -> Self {
        let (open, order, put_away, counts) = Default::default();
        let (marks, metas) = Default::default();
        Self { reader, open, order, records: 0, staging: None, put_away, counts, marks, metas }
    }

    /// A new article.
    pub(super) fn add(&mut self, article: Article) -> Result<(), StoreError> {
        let id = article.meta.id.clone();
        self.order.push_back(id.clone());
        self.open.insert(id, WaitingArticle { article, said: BTreeMap::new() });
        let most = if self.staging.is_some() { OPEN } else { FEW };
        if self.open.len() > most || self.records > RECORDS { self.put_some_away() } else { Ok(()) }
    }

    /// Whether an article came in with this import.
    pub(super) fn is_new(&self, id: &ArticleId) -> bool {
        self.open.contains_key(id) || self.put_away.contains_key(id)
    }

    /// What is known of an article now.
    pub(super) fn complete(&mut self, meta: ArticleMeta) -> Result<(), StoreError> {
        let id = meta.id.clone();
        if let Some(waiting) = self.open.get_mut(&id) {
            waiting.article.meta = meta;
        } else if let (Some(away), Some(staging)) = (self.put_away.get_mut(&id), &self.staging) {
            staging.write_meta(&meta)?;
            *away = Arc::new(meta);
        } else {
            self.metas.insert(id, meta);
        }
        Ok(())
    }

    /// Joins what a record says to what is said of its article already, here or in the project; `text`: the article
    /// as the record has it, unless it has just come.
    pub(super) fn join(
        &mut self,
        place: &Place,
        text: Option<&Article>,
        new: Annotations,
    ) -> Result<Joined, StoreError> {
        if let Some(waiting) = self.open.get_mut(&place.article) {
            self.records += new.mentions.len() + new.coalitions.len() + new.decisions.len();
            let there = waiting.said.entry(place.set.clone()).or_default();
            let joined = join(there, new);
            joined.clone().put_into(there);
            return Ok(joined);
        }
        let with = |meta: ArticleMeta| text.map(|text| Article { meta, text: text.text.clone() });
        if let (Some(meta), Some(staging)) = (self.put_away.get(&place.article), &self.staging)
            && let Some(article) = with((**meta).clone())
        {
            let mut there = staging.annotations(&article, &place.set)?;
            let joined = join(&there, new);
            joined.clone().put_into(&mut there);
            staging.write_annotations(&article, &place.set, &there)?;
            self.counts
                .entry(place.set.clone())
                .or_default()
                .insert(place.article.clone(), Arc::new(Summary::of(&there)));
            return Ok(joined);
        }
        if !self.marks.contains_key(place)
            && let Some(article) = text
                .map(|text| &text.meta)
                .and_then(|meta| with(ArticleMeta { id: place.article.clone(), ..meta.clone() }))
        {
            // One that cannot be read is refused when the marks are to be added to it.
            let loaded = self.reader.annotations(&article, &place.set)?;
            self.marks.insert(place.clone(), loaded.annotations);
        }
        let there = self.marks.entry(place.clone()).or_default();
        let joined = join(there, new);
        joined.clone().put_into(there);
        Ok(joined)
    }

    /// Whether a set had marks in the project on an article that it has, before the import; `text` as in [`Self::join`].
    pub(super) fn had_marks(&self, place: &Place, text: Option<&Article>) -> Result<bool, StoreError> {
        let Some(article) = text.filter(|_| !self.is_new(&place.article)) else { return Ok(false) };
        marks_before(&self.reader, place, article)
    }

    /// Writes the older half of what is in memory beside the project.
    fn put_some_away(&mut self) -> Result<(), StoreError> {
        let half = self.order.len() / 2;
        self.put_away(half)
    }

    fn put_away(&mut self, number: usize) -> Result<(), StoreError> {
        if self.staging.is_none() {
            self.staging = Some(self.reader.begin_staging()?);
        }
        let Some(staging) = &self.staging else { return Ok(()) };
        let ids: Vec<ArticleId> = self.order.drain(..number.min(self.order.len())).collect();
        let waiting: Vec<WaitingArticle> = ids.iter().filter_map(|id| self.open.remove(id)).collect();
        let written: Vec<Result<SetSummaries, StoreError>> = waiting
            .par_iter()
            .map(|WaitingArticle { article, said }| {
                staging.write(article, said)?;
                Ok(said.iter().map(|(set, said)| (set.clone(), Arc::new(Summary::of(said)))).collect())
            })
            .collect();
        for (WaitingArticle { article, said }, counts) in waiting.into_iter().zip(written) {
            let id = article.meta.id.clone();
            for (set, summary) in counts? {
                self.counts.entry(set).or_default().insert(id.clone(), summary);
            }
            self.records = self.records.saturating_sub(
                said.values().map(|said| said.mentions.len() + said.coalitions.len() + said.decisions.len()).sum(),
            );
            self.put_away.insert(id, Arc::new(article.meta));
        }
        Ok(())
    }

    /// How many articles of a large import are on disk, for which the disk is waited for in the end.
    pub(super) fn staged(&self) -> Option<usize> {
        self.staging.as_ref().map(|_| self.put_away.len() + self.open.len())
    }

    /// Everything, in the order in which it came; what is on disk is there to stay.
    pub(super) fn finish(mut self) -> Result<ShelfContents, StoreError> {
        if self.staging.is_some() {
            self.put_away(usize::MAX)?;
        }
        if let Some(staging) = &self.staging {
            staging.make_durable()?;
        }
        let mut articles = Batch::new();
        for id in std::mem::take(&mut self.order) {
            let Some(WaitingArticle { article, said }) = self.open.remove(&id) else { continue };
            for (set, said) in said {
                self.marks.insert(Place { set, article: id.clone() }, said);
            }
            articles.push((article.meta.import.file.clone(), article));
        }
        let staged = self.staging.take().map(|staging| {
            let mut metas: Vec<Arc<ArticleMeta>> = self.put_away.into_values().collect();
            metas.sort_by(|a, b| a.id.cmp(&b.id));
            let counts = self.counts.into_iter().map(|(set, counts)| (set, counts.into_iter().collect())).collect();
            StagedArticles { staging, metas, counts }
        });
        self.marks.retain(|_, said| !said.is_blank());
        Ok(ShelfContents { articles, marks: self.marks, metas: self.metas.into_values().collect(), staged })
    }
}

/// Articles whose marks have gone with them.
pub(super) fn without(marks: &mut BTreeMap<Place, Annotations>, gone: &HashSet<ArticleId>) {
    marks.retain(|place, _| !gone.contains(&place.article));
}

/// Whether a set has marks on an article of the project; `article`: with its words, whatever its id.
pub(super) fn marks_before(reader: &Reader, place: &Place, article: &Article) -> Result<bool, StoreError> {
    let meta = ArticleMeta { id: place.article.clone(), ..article.meta.clone() };
    let there = reader.annotations(&Article { meta, text: article.text.clone() }, &place.set)?.annotations;
    Ok(!there.mentions.is_empty() || !there.coalitions.is_empty())
}
