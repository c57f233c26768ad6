//! The list of articles with their numbers: what the articles panel, counts and statistics read. Kept in step with
//! every change put by put, so that it never has to look through annotations again.

mod filter;

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    edit::{Change, Put, Swap},
    model::{ArticleId, ArticleMeta, EntityId, Flag, GuidelinesVersion, SetId, Status, Summary, Tally},
    store::{FileStamp, ListedArticle, SetCounts},
};

pub use filter::{Attention, Filter};

/// One article in the list. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub meta: Arc<ArticleMeta>,
    /// What the active set says.
    pub summary: Arc<Summary>,
    /// The files that the two were made from.
    meta_stamp: FileStamp,
    summary_stamp: FileStamp,
}

/// All articles of the project, sorted by id.
#[derive(Debug, Default)]
pub struct Rows {
    rows: Vec<Row>,
    /// How often each entity is mentioned in the whole project.
    totals: BTreeMap<EntityId, usize>,
    /// What most articles of a young project have: nothing, once for all.
    nothing: Arc<Summary>,
    revision: u64,
    list_revision: u64,
    articles_revision: u64,
    touched: Touched,
}

/// Articles of which something is said otherwise since somebody asked.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Touched {
    These(Vec<ArticleId>),
    /// So many that nobody counts them, or articles came or went.
    All,
}

/// Beyond so many it is quicker to look through all.
const MOST_TOUCHED: usize = 256;

impl Default for Touched {
    fn default() -> Self {
        Self::These(Vec::new())
    }
}

impl Touched {
    fn add(&mut self, id: &ArticleId) {
        match self {
            Self::These(ids) if ids.len() >= MOST_TOUCHED => *self = Self::All,
            Self::These(ids) => ids.push(id.clone()),
            Self::All => {}
        }
    }
}

impl Rows {
    pub(super) fn new(articles: Vec<ListedArticle>) -> Self {
        let mut rows = Self::default();
        rows.list(articles);
        rows
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Row> {
        self.rows.iter()
    }

    pub fn at(&self, position: usize) -> Option<&Row> {
        self.rows.get(position)
    }

    pub fn get(&self, id: &ArticleId) -> Option<&Row> {
        self.rows.get(self.position(id)?)
    }

    /// The place of an article in the list, from 0.
    pub fn position(&self, id: &ArticleId) -> Option<usize> {
        self.rows.binary_search_by(|row| row.meta.id.cmp(id)).ok()
    }

    /// Mentions of each entity in the whole project.
    pub fn totals(&self) -> &BTreeMap<EntityId, usize> {
        &self.totals
    }

    /// Grows with every change of a number: what was made of numbers can be kept until then.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Grows when articles come, go or change, or what they are filtered by does: what was filtered can be kept until then.
    pub fn list_revision(&self) -> u64 {
        self.list_revision
    }

    /// Grows when articles come, go or change: what was made of their texts can be kept until then.
    pub fn articles_revision(&self) -> u64 {
        self.articles_revision
    }

    /// What was touched since this was asked last.
    pub(super) fn take_touched(&mut self) -> Touched {
        std::mem::take(&mut self.touched)
    }

    /// The articles with the stamps of their files.
    pub(super) fn listed(&self) -> Vec<ListedArticle> {
        self.rows.iter().map(|row| ListedArticle { meta: row.meta.clone(), stamp: row.meta_stamp }).collect()
    }

    /// The numbers with the stamps of the files that were counted; articles without anything are left out.
    pub(super) fn counted(&self) -> Vec<SetCounts> {
        let said = self.rows.iter().filter(|row| !Arc::ptr_eq(&row.summary, &self.nothing));
        let counted = |row: &Row| SetCounts {
            article: row.meta.id.clone(),
            summary: row.summary.clone(),
            stamp: row.summary_stamp,
        };
        said.map(counted).collect()
    }

    /// Takes in articles that are new, or not what they were.
    pub(super) fn list(&mut self, articles: Vec<ListedArticle>) {
        let known = self.rows.len();
        let mut changed = false;
        for ListedArticle { meta, stamp } in articles {
            let found = self.rows[..known].binary_search_by(|row| row.meta.id.cmp(&meta.id));
            match found {
                Ok(at) => {
                    let row = &mut self.rows[at];
                    changed |= row.meta != meta;
                    (row.meta, row.meta_stamp) = (meta, stamp);
                }
                Err(_) => {
                    let summary = self.nothing.clone();
                    self.rows.push(Row { meta, summary, meta_stamp: stamp, summary_stamp: FileStamp::UNSURE });
                }
            }
        }
        if changed || self.rows.len() > known {
            self.sort();
        }
    }

    /// Articles that are gone.
    pub(super) fn unlist(&mut self, articles: &[ArticleId]) {
        if articles.is_empty() {
            return;
        }
        for id in articles {
            self.count(id, Summary::default(), FileStamp::UNSURE);
        }
        let gone: std::collections::BTreeSet<&ArticleId> = articles.iter().collect();
        self.rows.retain(|row| !gone.contains(&row.meta.id));
        self.touched = Touched::All;
        self.list_revision += 1;
        self.articles_revision += 1;
    }

    /// Numbers that were counted anew.
    pub(super) fn count(&mut self, id: &ArticleId, summary: impl Into<Arc<Summary>>, stamp: FileStamp) {
        let Some(position) = self.position(id) else { return };
        let summary: Arc<Summary> = summary.into();
        let nothing = *summary == *self.nothing && stamp == FileStamp::UNSURE;
        let summary = if nothing { self.nothing.clone() } else { summary };
        self.rows[position].summary_stamp = stamp;
        let old = std::mem::replace(&mut self.rows[position].summary, summary.clone());
        if old == summary {
            return;
        }
        self.touched.add(id);
        self.list_revision += u64::from(listed(&old) != listed(&summary));
        for (entity, count) in old.entities.iter() {
            self.add_total(entity, 0, count);
        }
        for (entity, count) in summary.entities.iter() {
            self.add_total(entity, count, 0);
        }
        self.revision += 1;
    }

    /// Numbers of another set are to come.
    pub(super) fn forget_counts(&mut self) {
        for row in &mut self.rows {
            (row.summary, row.summary_stamp) = (self.nothing.clone(), FileStamp::UNSURE);
        }
        self.totals.clear();
        self.touched = Touched::All;
        self.revision += 1;
        self.list_revision += 1;
    }

    /// Follows a change; numbers are those of `active`.
    pub(super) fn note(&mut self, change: &Change, active: &SetId) {
        // Thousands that come or go at once must not move the rest thousands of times.
        let (mut coming, mut going) = (Vec::new(), Vec::new());
        for put in &change.puts {
            if let Put::Article { id, swap } = put {
                match &swap.after {
                    Some(meta) => {
                        self.unlist(&std::mem::take(&mut going));
                        coming.push(ListedArticle { meta: Arc::new(meta.clone()), stamp: FileStamp::UNSURE });
                    }
                    None => {
                        self.list(std::mem::take(&mut coming));
                        going.push(id.clone());
                    }
                }
                continue;
            }
            let Some(place) = put.place().filter(|place| place.set == *active) else { continue };
            if !coming.is_empty() || !going.is_empty() {
                self.list(std::mem::take(&mut coming));
                self.unlist(&std::mem::take(&mut going));
            }
            let Some(position) = self.position(&place.article) else { continue };
            self.touched.add(&place.article);
            let row = &mut self.rows[position];
            row.summary_stamp = FileStamp::UNSURE;
            let before = listed(&row.summary);
            let summary = Arc::make_mut(&mut row.summary);
            match put {
                Put::Mention { swap, .. } => {
                    sides(swap).for_each(|(mention, comes)| summary.count_mention(mention, comes));
                    for (mention, comes) in sides(swap) {
                        if let Some(entity) = &mention.entity {
                            self.add_total(entity, usize::from(comes), usize::from(!comes));
                        }
                    }
                }
                Put::Coalition { swap, .. } => {
                    sides(swap).for_each(|(coalition, comes)| summary.count_coalition(coalition, comes));
                }
                Put::Status { after, .. } => summary.status = *after,
                Put::Remark { before, after, .. } => {
                    summary.count_remark(before, false);
                    summary.count_remark(after, true);
                }
                Put::Conflicts { after, .. } => summary.conflicts = after.len(),
                _ => {}
            }
            self.list_revision += u64::from(before != listed(&self.rows[position].summary));
        }
        self.list(coming);
        self.unlist(&going);
        self.revision += 1;
    }

    fn add_total(&mut self, entity: &EntityId, more: usize, fewer: usize) {
        let total = self.totals.entry(entity.clone()).or_default();
        *total = (*total + more).saturating_sub(fewer);
        if *total == 0 {
            self.totals.remove(entity);
        }
    }

    /// Two sorted runs, as after an addition, are joined in one pass.
    fn sort(&mut self) {
        self.rows.sort_by(|a, b| a.meta.id.cmp(&b.meta.id));
        self.touched = Touched::All;
        self.list_revision += 1;
        self.articles_revision += 1;
    }
}

/// What rows are filtered by of what is said of an article.
fn listed(summary: &Summary) -> (Status, bool, Tally<Flag>, usize, Tally<GuidelinesVersion>) {
    let Summary { status, conflicts, notes, flags, guidelines, .. } = summary;
    (*status, *conflicts > 0, flags.clone(), *notes, guidelines.clone())
}

fn sides<T>(swap: &Swap<T>) -> impl Iterator<Item = (&T, bool)> {
    swap.before.iter().map(|value| (value, false)).chain(swap.after.iter().map(|value| (value, true)))
}
