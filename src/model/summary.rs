//! One set's marks on one article in numbers: all that lists, filters and counts over a whole project need.

use std::collections::HashSet;

use super::{
    Annotations, Coalition, EntityId, Flag, GuidelinesVersion, KindKey, Mention, Remark, StatementSummary, Status,
    Tally, Variable, Variables, entities_in,
};

/// What one set says of one article, in numbers. Law: always that of the annotations, whether made from them or kept
/// in step change by change.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    pub status: Status,
    pub mentions: usize,
    pub coalitions: usize,
    /// How often each entity is mentioned.
    pub entities: Tally<EntityId>,
    /// How many mentions each kind has.
    pub kinds: Tally<KindKey>,
    /// How often each entity stands in a coalition, or in a field of one's own: it may do so without being mentioned.
    pub fillers: Tally<EntityId>,
    /// What each coalition statement says, in the order of their ids.
    pub statements: Vec<StatementSummary>,
    /// What a merge left to be decided.
    pub conflicts: usize,
    /// Records (the article itself, mentions, statements) that have a note, and those with each flag.
    pub notes: usize,
    pub flags: Tally<Flag>,
    /// How many records have each value of the project's own fields, as `key=value` in lower case.
    pub values: Tally<String>,
    /// How many records were last touched under each version of the guidelines.
    pub guidelines: Tally<GuidelinesVersion>,
}

impl Summary {
    pub fn of(annotations: &Annotations) -> Self {
        let mentions = annotations.mentions.values();
        let mentions_again = mentions.clone();
        let coalitions = annotations.coalitions.values();
        let of_mentions = mentions.clone().map(|mention| (&mention.note, &mention.flag, &mention.guidelines));
        let of_coalitions = coalitions.clone().map(|one| (&one.note, &one.flag, &one.guidelines));
        let remark = (&annotations.remark.note, &annotations.remark.flag, &None);
        let records = of_mentions.chain(of_coalitions).chain([remark]);
        Self {
            status: annotations.status,
            mentions: mentions.len(),
            coalitions: coalitions.len(),
            entities: Tally::of(mentions.clone().filter_map(|mention| mention.entity.as_ref())),
            kinds: Tally::of(mentions.map(|mention| &mention.kind)),
            fillers: Tally::of(
                (coalitions.clone().flat_map(entities_of))
                    .chain(mentions_again.flat_map(|mention| entities_in(&mention.fields)))
                    .chain(entities_in(&annotations.remark.fields)),
            ),
            statements: coalitions.map(StatementSummary::of).collect(),
            conflicts: annotations.conflicts.len(),
            notes: records.clone().filter(|(note, ..)| !note.is_empty()).count(),
            flags: Tally::of(records.clone().filter_map(|(_, flag, _)| flag.as_ref())),
            values: Tally::of(values_of(annotations).collect::<Vec<String>>().iter()),
            guidelines: Tally::of(records.filter_map(|(.., version)| version.as_ref())),
        }
    }

    /// Whether anything was written down or flagged.
    pub fn has_remarks(&self) -> bool {
        self.notes > 0 || self.flags.total() > 0
    }

    /// Whether anything was last touched under other guidelines than these.
    pub fn is_older_than(&self, guidelines: GuidelinesVersion) -> bool {
        self.guidelines.iter().any(|(version, _)| *version != guidelines)
    }

    /// Mentions without an entity.
    pub fn unlinked(&self) -> usize {
        self.mentions.saturating_sub(self.entities.total())
    }

    /// Whether any record has a value in a field of this key.
    pub fn has_value_in(&self, key: &str) -> bool {
        self.values.iter().any(|(said, _)| said.split_once('=').is_some_and(|(there, _)| there == key))
    }

    /// Whether an entity is mentioned here or stands in a coalition.
    pub fn speaks_of(&self, entity: &EntityId) -> bool {
        self.entities.contains_key(entity) || self.fillers.contains_key(entity)
    }

    /// Follows a mention that comes or goes.
    pub fn count_mention(&mut self, mention: &Mention, comes: bool) {
        step(&mut self.mentions, comes);
        self.kinds.step(&mention.kind, comes);
        if let Some(entity) = &mention.entity {
            self.entities.step(entity, comes);
        }
        self.count_values(&mention.fields, comes);
        self.count_record(&mention.note, mention.flag, mention.guidelines, comes);
    }

    /// Follows what is written down on the article as a whole.
    pub fn count_remark(&mut self, remark: &Remark, comes: bool) {
        self.count_values(&remark.fields, comes);
        self.count_record(&remark.note, remark.flag, None, comes);
    }

    fn count_values(&mut self, values: &Variables, comes: bool) {
        entities_in(values).for_each(|entity| self.fillers.step(entity, comes));
        said_in(values).for_each(|said| self.values.step(&said, comes));
    }

    fn count_record(&mut self, note: &str, flag: Option<Flag>, guidelines: Option<GuidelinesVersion>, comes: bool) {
        if !note.is_empty() {
            step(&mut self.notes, comes);
        }
        flag.iter().for_each(|flag| self.flags.step(flag, comes));
        guidelines.iter().for_each(|version| self.guidelines.step(version, comes));
    }

    /// Follows a coalition that comes or goes.
    pub fn count_coalition(&mut self, coalition: &Coalition, comes: bool) {
        step(&mut self.coalitions, comes);
        let fillers = coalition.fillers().filter_map(|filler| filler.entity.as_ref());
        fillers.for_each(|entity| self.fillers.step(entity, comes));
        self.count_values(&coalition.fields, comes);
        self.count_record(&coalition.note, coalition.flag, coalition.guidelines, comes);
        let found = self.statements.binary_search_by(|statement| statement.id.cmp(&coalition.id));
        match (found, comes) {
            (Ok(at), true) => self.statements[at] = StatementSummary::of(coalition),
            (Ok(at), false) => {
                self.statements.remove(at);
            }
            (Err(at), true) => self.statements.insert(at, StatementSummary::of(coalition)),
            (Err(_), false) => {}
        }
    }

    /// Lets ids of the same value be one in memory.
    pub fn share(&mut self, entities: &mut HashSet<EntityId>, kinds: &mut HashSet<KindKey>) {
        for (key, _) in self.entities.iter().chain(self.fillers.iter()) {
            if !entities.contains(key) {
                entities.insert(key.clone());
            }
        }
        for (key, _) in self.kinds.iter() {
            if !kinds.contains(key) {
                kinds.insert(key.clone());
            }
        }
        self.statements.iter_mut().for_each(|statement| statement.share(entities));
        let one = |key: &EntityId| entities.get(key).unwrap_or(key).clone();
        self.entities.share(one);
        self.fillers.share(one);
        self.kinds.share(|key| kinds.get(key).unwrap_or(key).clone());
    }
}

/// Letters of a value that are counted by: a longer one is told by its beginning.
const LONGEST_VALUE: usize = 80;

/// What values say, as lists are filtered by it: `key=value`, of a list each entry.
fn said_in(values: &Variables) -> impl Iterator<Item = String> {
    values.iter().flat_map(|(key, value)| {
        let said = match value {
            Variable::List(entries) => entries.clone(),
            other => vec![other.to_string()],
        };
        let short = |said: String| said.to_lowercase().chars().take(LONGEST_VALUE).collect::<String>();
        said.into_iter().map(move |said| format!("{key}={}", short(said)))
    })
}

fn values_of(annotations: &Annotations) -> impl Iterator<Item = String> {
    let mentions = annotations.mentions.values().map(|mention| &mention.fields);
    let coalitions = annotations.coalitions.values().map(|coalition| &coalition.fields);
    mentions.chain(coalitions).chain([&annotations.remark.fields]).flat_map(said_in)
}

fn entities_of(coalition: &Coalition) -> impl Iterator<Item = &EntityId> {
    coalition.entities()
}

fn step(number: &mut usize, up: bool) {
    *number = if up { *number + 1 } else { number.saturating_sub(1) };
}
