//! A coalition statement: who backs whom, for which office, where, how firmly, said by whom, shown by what.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    Certainty, CoalitionId, Date, EntityId, Flag, GuidelinesVersion, MentionId, Office, Origin, Span, Stance,
    Timestamp, Variables, entities_in,
};

/// One statement on one race by one speaker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Coalition {
    pub id: CoalitionId,
    pub race: Race,
    pub ticket: Ticket,
    pub backings: Vec<Backing>,
    pub status: Certainty,
    /// As the text names them; empty: the article itself.
    pub speaker: String,
    /// The day of the statement, not of the article.
    pub date: Option<Date>,
    /// The words that make it less than sure: "kemungkinan", "akan".
    pub hedge: String,
    /// Bytes of the article's text, sorted.
    pub evidence: Vec<Span>,
    pub note: String,
    /// Of the project's own fields, by their keys.
    #[serde(default, skip_serializing_if = "Variables::is_empty")]
    pub fields: Variables,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flag: Option<Flag>,
    pub by: Origin,
    pub at: Timestamp,
    /// The rules under which a person last touched it, if it was done here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guidelines: Option<GuidelinesVersion>,
}

/// What fills a slot: an entity, and the mentions in this article that name it there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct Filler {
    pub entity: Option<EntityId>,
    pub mentions: BTreeSet<MentionId>,
}

/// The election that a statement is about. Any part may be open ("daerah lain").
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct Race {
    pub region: Filler,
    pub office: Option<Office>,
    pub year: Option<i16>,
}

/// The pair that runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct Ticket {
    pub head: Filler,
    pub deputy: Filler,
}

/// A party's part in the coalition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Backing {
    pub party: Filler,
    pub stance: Stance,
    /// The place on the ticket that is said to be this party's.
    pub slot: Option<Slot>,
}

/// A place on a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Slot {
    Head,
    Deputy,
}

impl Slot {
    pub const ALL: [Self; 2] = [Self::Head, Self::Deputy];
}

impl Filler {
    pub fn of(entity: EntityId) -> Self {
        Self { entity: Some(entity), mentions: BTreeSet::new() }
    }

    /// Nothing in it.
    pub fn is_empty(&self) -> bool {
        self.entity.is_none() && self.mentions.is_empty()
    }
}

impl Coalition {
    /// A statement with nothing in it yet.
    pub fn empty(id: CoalitionId, at: Timestamp) -> Self {
        Self {
            id,
            race: Race::default(),
            ticket: Ticket::default(),
            backings: Vec::new(),
            status: Certainty::default(),
            speaker: String::new(),
            date: None,
            hedge: String::new(),
            evidence: Vec::new(),
            note: String::new(),
            fields: Variables::new(),
            flag: None,
            by: Origin::Person,
            at,
            guidelines: None,
        }
    }

    /// Every filler, in the order of the card: region, head, deputy, parties.
    pub fn fillers(&self) -> impl Iterator<Item = &Filler> {
        [&self.race.region, &self.ticket.head, &self.ticket.deputy]
            .into_iter()
            .chain(self.backings.iter().map(|backing| &backing.party))
    }

    /// Every entity that it names, in slots and in the project's own fields.
    pub fn entities(&self) -> impl Iterator<Item = &EntityId> {
        self.fillers().filter_map(|filler| filler.entity.as_ref()).chain(entities_in(&self.fields))
    }

    /// Every filler, to change them.
    pub fn fillers_mut(&mut self) -> impl Iterator<Item = &mut Filler> {
        [&mut self.race.region, &mut self.ticket.head, &mut self.ticket.deputy]
            .into_iter()
            .chain(self.backings.iter_mut().map(|backing| &mut backing.party))
    }
}
