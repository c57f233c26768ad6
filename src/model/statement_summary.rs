//! A coalition statement without the words of its article: what ledgers, networks and counts over a whole project are
//! made of. A hundred thousand articles hold several hundred thousand of them in memory.

use std::{
    collections::{BTreeSet, HashSet},
    sync::Arc,
};

use super::{Certainty, Coalition, CoalitionId, Date, EntityId, Office, Slot, Stance, StatementScheme, StatusMeaning};

/// What one statement says, by entities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementSummary {
    pub id: CoalitionId,
    pub region: Option<EntityId>,
    pub office: Option<Office>,
    pub year: Option<i16>,
    pub head: Option<EntityId>,
    pub deputy: Option<EntityId>,
    /// Parties in the order of the statement, empty slots left out.
    pub parties: Box<[PartySummary]>,
    pub status: Certainty,
    /// As the text names them; empty: the article itself.
    pub speaker: Arc<str>,
    /// The day of the statement, not of the article.
    pub date: Option<Date>,
}

/// A party of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartySummary {
    /// `None`: the text names one that is not linked.
    pub party: Option<EntityId>,
    pub stance: Stance,
    pub slot: Option<Slot>,
}

impl StatementSummary {
    pub fn of(coalition: &Coalition) -> Self {
        let backings = coalition.backings.iter().filter(|backing| !backing.party.is_empty());
        let party = |backing: &super::Backing| PartySummary {
            party: backing.party.entity.clone(),
            stance: backing.stance,
            slot: backing.slot,
        };
        Self {
            id: coalition.id.clone(),
            region: coalition.race.region.entity.clone(),
            office: coalition.race.office,
            year: coalition.race.year,
            head: coalition.ticket.head.entity.clone(),
            deputy: coalition.ticket.deputy.entity.clone(),
            parties: backings.map(party).collect(),
            status: coalition.status,
            speaker: coalition.speaker.as_str().into(),
            date: coalition.date,
        }
    }

    /// The linked parties, each once.
    pub fn party_ids(&self) -> impl Iterator<Item = &EntityId> {
        let parties = self.parties.iter().enumerate().filter_map(|(at, one)| Some((at, one.party.as_ref()?)));
        parties
            .filter(|(at, id)| !self.parties[..*at].iter().any(|one| one.party.as_ref() == Some(*id)))
            .map(|(_, id)| id)
    }

    /// The linked parties that nominate in it, each once.
    pub fn nominating(&self) -> impl Iterator<Item = &EntityId> {
        self.party_ids().filter(|id| {
            let nominates = |one: &PartySummary| one.party.as_ref() == Some(*id) && one.stance == Stance::Nominating;
            self.parties.iter().any(nominates)
        })
    }

    /// How a party stands in it, each way once, in their order.
    pub fn stances_of(&self, party: &EntityId) -> BTreeSet<Stance> {
        self.parties.iter().filter(|one| one.party.as_ref() == Some(party)).map(|one| one.stance).collect()
    }

    /// How a party stands in it: the firmest of its stances, and its place on the ticket.
    pub fn stance_of(&self, party: Option<&EntityId>, scheme: &StatementScheme) -> Option<(Stance, Option<Slot>)> {
        let own = || self.parties.iter().filter(|one| one.party.as_ref() == party);
        let stance = scheme.firmest(own().map(|one| one.stance))?;
        Some((stance, own().find_map(|one| one.slot)))
    }

    /// What it means for one of its parties (`None`: those that are not linked).
    pub fn meaning_for(&self, party: Option<&EntityId>, scheme: &StatementScheme) -> StatusMeaning {
        let meaning = scheme.meaning(self.status);
        let mut own = self.parties.iter().filter(|one| one.party.as_ref() == party).map(|one| one.stance).peekable();
        if own.peek().is_none() { meaning } else { meaning.seen_by(scheme.side_of(own)) }
    }

    /// Lets ids of the same value be one in memory.
    pub(super) fn share(&mut self, entities: &mut HashSet<EntityId>) {
        let fillers = [&mut self.region, &mut self.head, &mut self.deputy].into_iter();
        for id in fillers.chain(self.parties.iter_mut().map(|one| &mut one.party)).flatten() {
            match entities.get(id) {
                Some(known) => *id = known.clone(),
                None => {
                    entities.insert(id.clone());
                }
            }
        }
    }
}
