//! A project in numbers, set by set.

use std::{collections::BTreeMap, sync::atomic::AtomicBool};

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
    /// Counts what is on disk: from the index what is surely as it was, and the rest article by article.
    pub fn stats(&self) -> Stats {
        let never = AtomicBool::new(false);
        let mut unread = self.unreadable_folders();
        let counted = |set: SetId| {
            let said = self.answers_reader(&set).said_and_doubted(&never);
            unread.extend(said.unread);
            let (mut stats, mut entities) = (self.nothing_of(set), BTreeMap::new());
            said.articles.iter().for_each(|(_, summary)| stats.add(summary, &mut entities));
            self.finish(stats, entities)
        };
        let sets = self.sets().into_iter().map(counted).collect();
        Stats { project: self.project().name.clone(), articles: self.rows().len(), sets, unread }
    }

    fn nothing_of(&self, set: SetId) -> SetStats {
        let name = self.project().sets.get(&set).map_or_else(|| set.to_string(), |set| set.name.clone());
        let kinds = self.project().scheme.kinds.iter().map(|kind| (kind.key.clone(), 0));
        let statements = &self.project().scheme.statements;
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
            coalition_status: Certainty::BUILT_IN
                .iter()
                .copied()
                .chain(statements.all_statuses())
                .map(|one| (one, 0))
                .collect(),
            coalition_office: statements.offices.iter().map(|office| (office.key, 0)).collect(),
            coalition_no_office: 0,
        }
    }

    fn finish(&self, mut stats: SetStats, entities: BTreeMap<EntityId, usize>) -> SetStats {
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
    /// An article without a file is new.
    fn add(&mut self, summary: &Summary, entities: &mut BTreeMap<EntityId, usize>) {
        *self.articles.entry(summary.status).or_default() += 1;
        self.mentions += summary.mentions;
        self.coalitions += summary.coalitions;
        for (kind, count) in summary.kinds.iter() {
            *self.kinds.entry(kind.clone()).or_default() += count;
        }
        for (entity, count) in summary.entities.iter() {
            *entities.entry(entity.clone()).or_default() += count;
        }
        for statement in &summary.statements {
            *self.coalition_status.entry(statement.status).or_default() += 1;
            match statement.office {
                Some(office) => *self.coalition_office.entry(office).or_default() += 1,
                None => self.coalition_no_office += 1,
            }
        }
    }
}
