//! The list of articles with their numbers: what the articles panel, counts and statistics read. Kept in step with
//! every change put by put, so that it never has to look through annotations again.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use crate::{
    edit::{Change, Put, Swap},
    model::{Annotations, ArticleId, ArticleMeta, EntityId, KindKey, Mention, SetId, Status},
};

/// One article in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub meta: Arc<ArticleMeta>,
    pub summary: Summary,
}

/// What one set says of one article, in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    pub status: Status,
    pub mentions: usize,
    pub coalitions: usize,
    /// How often each entity is mentioned.
    pub entities: BTreeMap<EntityId, usize>,
    /// How many mentions each kind has.
    pub kinds: BTreeMap<KindKey, usize>,
}

/// All articles of the project, sorted by id.
#[derive(Debug, Default)]
pub struct Rows {
    rows: Vec<Row>,
    positions: HashMap<ArticleId, usize>,
    /// How often each entity is mentioned in the whole project.
    totals: BTreeMap<EntityId, usize>,
    revision: u64,
    list_revision: u64,
}

impl Summary {
    pub fn of(annotations: &Annotations) -> Self {
        let mut summary =
            Self { status: annotations.status, coalitions: annotations.coalitions.len(), ..Self::default() };
        for mention in annotations.mentions.values() {
            summary.count(mention, true);
        }
        summary
    }

    /// Mentions without an entity.
    pub fn unlinked(&self) -> usize {
        self.mentions - self.entities.values().sum::<usize>().min(self.mentions)
    }

    fn count(&mut self, mention: &Mention, comes: bool) {
        step(&mut self.mentions, comes);
        step_in(&mut self.kinds, &mention.kind, comes);
        if let Some(entity) = &mention.entity {
            step_in(&mut self.entities, entity, comes);
        }
    }
}

fn step(number: &mut usize, up: bool) {
    *number = if up { *number + 1 } else { number.saturating_sub(1) };
}

fn step_in<K: Ord + Clone>(map: &mut BTreeMap<K, usize>, key: &K, up: bool) {
    let number = map.entry(key.clone()).or_default();
    step(number, up);
    if *number == 0 {
        map.remove(key);
    }
}

impl Rows {
    pub fn new(articles: Vec<ArticleMeta>) -> Self {
        let rows = articles.into_iter().map(|meta| Row { meta: Arc::new(meta), summary: Summary::default() }).collect();
        let mut rows = Self { rows, ..Self::default() };
        rows.sort();
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
        self.positions.get(id).copied()
    }

    /// Mentions of each entity in the whole project.
    pub fn totals(&self) -> &BTreeMap<EntityId, usize> {
        &self.totals
    }

    /// Grows with every change of a number: what was made of numbers can be kept until then.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Grows when articles come, go or change, or their status does: what was filtered can be kept until then.
    pub fn list_revision(&self) -> u64 {
        self.list_revision
    }

    pub(super) fn set_summary(&mut self, id: &ArticleId, summary: Summary) {
        let Some(position) = self.position(id) else { return };
        self.list_revision += u64::from(self.rows[position].summary.status != summary.status);
        let old = std::mem::replace(&mut self.rows[position].summary, summary);
        for (entity, count) in old.entities {
            self.add_total(&entity, 0, count);
        }
        for (entity, count) in self.rows[position].summary.entities.clone() {
            self.add_total(&entity, count, 0);
        }
        self.revision += 1;
    }

    /// Follows a change; numbers are those of `active`.
    pub(super) fn note(&mut self, change: &Change, active: &SetId) {
        let mut resort = false;
        for put in &change.puts {
            match put {
                Put::Mention { place, swap, .. } if place.set == *active => {
                    let Some(position) = self.position(&place.article) else { continue };
                    for (mention, comes) in sides(swap) {
                        self.rows[position].summary.count(mention, comes);
                        if let Some(entity) = &mention.entity {
                            self.add_total(entity, usize::from(comes), usize::from(!comes));
                        }
                    }
                }
                Put::Coalition { place, swap, .. } if place.set == *active => {
                    let Some(position) = self.position(&place.article) else { continue };
                    for (_, comes) in sides(swap) {
                        step(&mut self.rows[position].summary.coalitions, comes);
                    }
                }
                Put::Status { place, after, .. } if place.set == *active => {
                    let Some(position) = self.position(&place.article) else { continue };
                    self.rows[position].summary.status = *after;
                    self.list_revision += 1;
                }
                Put::Article { id, swap } => {
                    match (&swap.after, self.position(id)) {
                        (Some(meta), Some(position)) => self.rows[position].meta = Arc::new(meta.clone()),
                        (Some(meta), None) => {
                            self.rows.push(Row { meta: Arc::new(meta.clone()), summary: Summary::default() });
                        }
                        (None, _) => self.rows.retain(|row| row.meta.id != *id),
                    }
                    // Adding thousands at once must not sort thousands of times; positions are only asked after.
                    resort = true;
                    if swap.after.is_some() && swap.before.is_none() {
                        self.positions.insert(id.clone(), self.rows.len() - 1);
                    } else {
                        self.index();
                    }
                }
                _ => {}
            }
        }
        if resort {
            self.sort();
            self.list_revision += 1;
        }
        self.revision += 1;
    }

    fn add_total(&mut self, entity: &EntityId, more: usize, fewer: usize) {
        let total = self.totals.entry(entity.clone()).or_default();
        *total = (*total + more).saturating_sub(fewer);
        if *total == 0 {
            self.totals.remove(entity);
        }
    }

    fn sort(&mut self) {
        self.rows.sort_by(|a, b| a.meta.id.cmp(&b.meta.id));
        self.index();
    }

    fn index(&mut self) {
        self.positions = self.rows.iter().enumerate().map(|(i, row)| (row.meta.id.clone(), i)).collect();
    }
}

fn sides<T>(swap: &Swap<T>) -> impl Iterator<Item = (&T, bool)> {
    swap.before.iter().map(|value| (value, false)).chain(swap.after.iter().map(|value| (value, true)))
}
