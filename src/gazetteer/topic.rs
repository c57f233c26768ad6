//! One article while its mentions are linked: its text, its title, and what is linked already, so that a question costs
//! no more in a long article than in a short one. Does not know how a link is chosen.

use std::{
    cell::{OnceCell, RefCell},
    collections::BTreeMap,
};

use rustc_hash::FxHashMap as Map;

use super::{level::Level, lexicon::Lexicon, names::key, runner::Runner};
use crate::model::{Date, EntityId, KindKey, LinkedMention, Span, Text};

/// An article and its linked mentions.
pub struct ArticleLinks<'t> {
    pub(super) lexicon: &'t Lexicon,
    pub(super) text: &'t Text,
    pub(super) title: &'t str,
    /// The article's day: names mean what they meant then.
    pub(super) day: Option<Date>,
    kinds: BTreeMap<KindKey, LinkedKind>,
    /// Who ran in the linked regions.
    runners: OnceCell<Vec<&'static Runner>>,
    /// The levels that the text gives bare names, with their places.
    cues: RefCell<Map<String, Vec<(Span, Level)>>>,
}

/// The linked mentions of one kind.
#[derive(Default)]
pub(super) struct LinkedKind {
    /// In reading order.
    spans: BTreeMap<EntityId, Vec<Span>>,
    by_key: OnceCell<Map<String, Vec<(Span, EntityId)>>>,
}

impl<'t> ArticleLinks<'t> {
    pub fn new(lexicon: &'t Lexicon, text: &'t Text, title: &'t str, day: Option<Date>) -> Self {
        let (kinds, runners, cues) = Default::default();
        Self { lexicon, text, title, day, kinds, runners, cues }
    }

    /// Takes note of a linked mention.
    pub fn add(&mut self, span: Span, kind: &KindKey, entity: &EntityId) {
        if !self.kinds.contains_key(kind) {
            self.kinds.insert(kind.clone(), LinkedKind::default());
        }
        let Some(linked) = self.kinds.get_mut(kind) else { return };
        linked.by_key.take();
        self.runners.take();
        match linked.spans.get_mut(entity) {
            Some(spans) => {
                let at = spans.partition_point(|other| *other <= span);
                spans.insert(at, span);
            }
            None => drop(linked.spans.insert(entity.clone(), vec![span])),
        }
    }

    pub(super) fn add_all(&mut self, known: &[LinkedMention]) {
        known.iter().for_each(|(span, kind, entity)| self.add(*span, kind, entity));
    }

    /// The entities of a kind that are linked anywhere but at a span.
    pub(super) fn entities<'s>(
        &'s self,
        kind: &KindKey,
        but: Span,
    ) -> impl Iterator<Item = &'s EntityId> + use<'s, 't> {
        let spans = self.kinds.get(kind).into_iter().flat_map(|linked| &linked.spans);
        spans.filter(move |(_, spans)| spans.iter().any(|span| *span != but)).map(|(entity, _)| entity)
    }

    /// Who ran in the regions of the article.
    pub(super) fn runners(&self) -> &[&'static Runner] {
        self.runners.get_or_init(|| {
            let regions = self.kinds.get(&KindKey::region());
            self.lexicon.builtin.runners(regions.into_iter().flat_map(|linked| linked.spans.keys()))
        })
    }

    /// Whether an entity is linked, as any kind, anywhere but at a span.
    pub(super) fn has(&self, entity: &EntityId, but: Span) -> bool {
        self.kinds.values().any(|linked| linked.is_elsewhere(entity, but))
    }

    pub(super) fn of_kind(&self, kind: &KindKey) -> Option<&LinkedKind> {
        self.kinds.get(kind)
    }

    /// What mentions of a kind with the same key, anywhere but at a span, are linked to.
    pub(super) fn linked_as(&self, asked: &str, kind: &KindKey, but: Span) -> impl Iterator<Item = &EntityId> {
        let same = self.kinds.get(kind).and_then(|linked| linked.by_key(self.text, kind).get(asked));
        same.into_iter().flatten().filter(move |(span, _)| *span != but).map(|(_, entity)| entity)
    }

    /// The linked mention of a kind that ends last before a byte.
    pub(super) fn last_before(&self, kind: &KindKey, offset: usize) -> Option<(Span, &EntityId)> {
        let spans = self.kinds.get(kind).into_iter().flat_map(|linked| &linked.spans);
        let all = spans.flat_map(|(entity, spans)| spans.iter().map(move |span| (*span, entity)));
        all.filter(|(span, _)| span.end < offset).max_by_key(|(span, _)| (span.end, span.start))
    }

    /// The levels of the cues before a bare name in the text, with the places of the name; looked for once.
    pub(super) fn cues(&self, key: &str, find: impl FnOnce() -> Vec<(Span, Level)>) -> Vec<(Span, Level)> {
        if let Some(known) = self.cues.borrow().get(key) {
            return known.clone();
        }
        let found = find();
        self.cues.borrow_mut().insert(key.to_owned(), found.clone());
        found
    }
}

impl LinkedKind {
    /// Whether an entity is linked anywhere but at a span.
    pub fn is_elsewhere(&self, entity: &EntityId, but: Span) -> bool {
        self.spans.get(entity).is_some_and(|spans| spans.iter().any(|span| *span != but))
    }

    /// Whether an entity is linked before a span.
    pub fn is_before(&self, entity: &EntityId, span: Span) -> bool {
        self.spans.get(entity).and_then(|spans| spans.first()).is_some_and(|first| first.start < span.start)
    }

    /// Thousands of mentions may have few different words, and their keys are worth making once.
    fn by_key(&self, text: &Text, kind: &KindKey) -> &Map<String, Vec<(Span, EntityId)>> {
        self.by_key.get_or_init(|| {
            let mut keys: Map<&str, String> = Map::default();
            let mut by_key: Map<String, Vec<(Span, EntityId)>> = Map::default();
            for (entity, spans) in &self.spans {
                for &span in spans {
                    let words = text.slice(span);
                    let key = keys.entry(words).or_insert_with(|| key(kind, words));
                    match by_key.get_mut(key) {
                        Some(same) => same.push((span, entity.clone())),
                        None => drop(by_key.insert(key.clone(), vec![(span, entity.clone())])),
                    }
                }
            }
            by_key
        })
    }
}
