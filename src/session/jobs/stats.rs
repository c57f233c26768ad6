//! A project in numbers, set by set.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    model::{Certainty, EntityId, KindKey, Office, SetId, Status},
    store::Notice,
};

use crate::session::{Session, Summary};

/// How many entities are listed.
const TOP: usize = 20;

/// The numbers of a project.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stats {
    pub project: String,
    pub articles: usize,
    pub sets: Vec<SetStats>,
    /// What could not be read and is not counted.
    #[serde(skip)]
    pub unread: Vec<Notice>,
}

/// The numbers of one set.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SetStats {
    pub set: SetId,
    /// As people read it.
    pub name: String,
    pub articles: BTreeMap<Status, usize>,
    pub mentions: usize,
    pub kinds: BTreeMap<KindKey, usize>,
    /// Mentions with an entity.
    pub linked: usize,
    /// The share of those, 0 to 1; `None` without mentions.
    pub linked_share: Option<f64>,
    /// Those with the most mentions, the most first.
    pub entities: Vec<EntityCount>,
    /// How many there are in all.
    pub distinct_entities: usize,
    pub coalitions: usize,
    pub coalition_status: BTreeMap<Certainty, usize>,
    pub coalition_office: BTreeMap<Office, usize>,
    /// Coalitions that name no office.
    pub coalition_no_office: usize,
}

/// An entity and how often it is mentioned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EntityCount {
    pub entity: EntityId,
    pub name: String,
    pub mentions: usize,
}

impl Session {
    /// Counts what is on disk, article by article.
    pub fn stats(&self) -> Stats {
        let mut unread = self.unreadable_folders();
        let mut counted: BTreeMap<SetId, (SetStats, BTreeMap<EntityId, usize>)> =
            self.sets().into_iter().map(|set| (set.clone(), (self.nothing_of(set), BTreeMap::new()))).collect();
        let corpus = self.corpus(counted.keys().cloned());
        for row in self.rows().iter().filter(|row| corpus.is_annotated(&row.meta.id)) {
            let there = match corpus.read(&row.meta) {
                Ok(there) => there,
                Err(error) => {
                    unread.push(error.into());
                    continue;
                }
            };
            for (place, loaded) in there.said {
                unread.extend(loaded.notices);
                if let Some((stats, entities)) = counted.get_mut(&place.set) {
                    stats.add(&loaded.annotations, entities);
                }
            }
        }
        let sets = counted.into_values().map(|(stats, entities)| self.finish(stats, entities)).collect();
        Stats { project: self.project().name.clone(), articles: self.rows().len(), sets, unread }
    }

    fn nothing_of(&self, set: SetId) -> SetStats {
        let name = self.project().sets.get(&set).map_or_else(|| set.to_string(), |set| set.name.clone());
        let kinds = self.project().scheme.kinds.iter().map(|kind| (kind.key.clone(), 0));
        SetStats {
            set,
            name,
            articles: Status::ALL.map(|status| (status, 0)).into(),
            mentions: 0,
            kinds: kinds.collect(),
            linked: 0,
            linked_share: None,
            entities: Vec::new(),
            distinct_entities: 0,
            coalitions: 0,
            coalition_status: Certainty::ALL.map(|status| (status, 0)).into(),
            coalition_office: Office::ALL.map(|office| (office, 0)).into(),
            coalition_no_office: 0,
        }
    }

    fn finish(&self, mut stats: SetStats, entities: BTreeMap<EntityId, usize>) -> SetStats {
        // An article without a file is new.
        let touched: usize = stats.articles.values().sum();
        *stats.articles.entry(Status::New).or_default() += self.rows().len().saturating_sub(touched);
        stats.linked = entities.values().sum();
        stats.linked_share = (stats.mentions > 0).then(|| stats.linked as f64 / stats.mentions as f64);
        stats.distinct_entities = entities.len();
        let mut counts: Vec<_> = entities.into_iter().collect();
        counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        counts.truncate(TOP);
        let count = |(entity, mentions): (EntityId, usize)| {
            let name = self.entity_label(&entity).to_owned();
            EntityCount { entity, name, mentions }
        };
        stats.entities = counts.into_iter().map(count).collect();
        stats
    }
}

impl SetStats {
    fn add(&mut self, annotations: &crate::model::Annotations, entities: &mut BTreeMap<EntityId, usize>) {
        let summary = Summary::of(annotations);
        *self.articles.entry(summary.status).or_default() += 1;
        self.mentions += summary.mentions;
        self.coalitions += summary.coalitions;
        for (kind, count) in summary.kinds.iter() {
            *self.kinds.entry(kind.clone()).or_default() += count;
        }
        for (entity, count) in summary.entities.iter() {
            *entities.entry(entity.clone()).or_default() += count;
        }
        for coalition in annotations.coalitions.values() {
            *self.coalition_status.entry(coalition.status).or_default() += 1;
            match coalition.race.office {
                Some(office) => *self.coalition_office.entry(office).or_default() += 1,
                None => self.coalition_no_office += 1,
            }
        }
    }
}
