//! What an article has said so far: a statement is compared with those alone that it may repeat, however many there are.

use std::{
    collections::BTreeSet,
    hash::{Hash, Hasher},
};

use rustc_hash::{FxHashMap as Map, FxHasher};

use crate::{
    extract::extractor::FoundCoalition,
    model::{Backing, Coalition, EntityId, Stance, Ticket},
};

/// The numbers of statements by what they say.
#[derive(Default)]
pub(super) struct SaidStatements {
    by_backing: Map<u64, Vec<usize>>,
    by_ticket: Map<u64, Vec<usize>>,
    /// Of those without a ticket, by each party.
    by_party: Map<u64, Vec<usize>>,
    /// Of each statement, the region under which it was found.
    regions: Vec<Option<EntityId>>,
}

impl SaidStatements {
    /// Takes note of a statement: a new one, or one that says more by now.
    pub fn add(&mut self, number: usize, coalition: &Coalition) {
        if number == self.regions.len() {
            self.regions.push(coalition.race.region.entity.clone());
        }
        let region = &self.regions[number];
        let put = |map: &mut Map<u64, Vec<usize>>, key| {
            let numbers = map.entry(key).or_default();
            if numbers.last() != Some(&number) {
                numbers.push(number);
            }
        };
        for backing in &coalition.backings {
            put(&mut self.by_backing, backing_key(region, coalition, backing));
            put(&mut self.by_ticket, ticket_key(region, coalition, backing));
            if coalition.ticket == Ticket::default() {
                put(&mut self.by_party, party_key(region, coalition, backing));
            }
        }
    }

    /// Whether a statement was made before.
    pub fn has(&self, found: &[FoundCoalition], now: &Coalition) -> bool {
        let region = &now.race.region.entity;
        let whole = now.ticket != Ticket::default();
        let numbers = |backing| match whole {
            true => self.by_ticket.get(&ticket_key(region, now, backing)),
            false => self.by_backing.get(&backing_key(region, now, backing)),
        };
        // The fewest statements have its rarest backing.
        let lists: Option<Vec<&Vec<usize>>> = now.backings.iter().map(numbers).collect();
        let fewest = lists.and_then(|lists| lists.into_iter().min_by_key(|numbers| numbers.len()));
        fewest.is_some_and(|numbers| numbers.iter().any(|&number| says_the_same(&found[number].coalition, now)))
    }

    /// The first statement that one says again with the places on the ticket.
    pub fn elaborated(&self, found: &[FoundCoalition], now: &Coalition) -> Option<usize> {
        let backing = now.backings.first()?;
        let numbers = self.by_party.get(&party_key(&now.race.region.entity, now, backing))?;
        numbers.iter().copied().filter(|&number| is_elaborated(&found[number].coalition, now)).min()
    }
}

fn number(what: impl Hash) -> u64 {
    let mut hash = FxHasher::default();
    what.hash(&mut hash);
    hash.finish()
}

fn backing_key(region: &Option<EntityId>, coalition: &Coalition, backing: &Backing) -> u64 {
    number((region, coalition.status, &backing.party.entity, backing.stance, backing.slot))
}

fn ticket_key(region: &Option<EntityId>, coalition: &Coalition, backing: &Backing) -> u64 {
    number((backing_key(region, coalition, backing), &coalition.ticket.head.entity))
}

fn party_key(region: &Option<EntityId>, coalition: &Coalition, backing: &Backing) -> u64 {
    number((region, coalition.status, &backing.party.entity))
}

/// The same race, ticket and firmness, and no party that is new.
fn says_the_same(said: &Coalition, now: &Coalition) -> bool {
    let same_ticket = now.ticket == Ticket::default()
        || (said.ticket.head.entity == now.ticket.head.entity
            && (now.ticket.deputy.entity.is_none() || said.ticket.deputy.entity == now.ticket.deputy.entity));
    said.status == now.status
        && said.race.region.entity == now.race.region.entity
        && same_ticket
        && (now.speaker.is_empty() || said.speaker == now.speaker)
        && now.backings.iter().all(|backing| {
            said.backings.iter().any(|other| {
                other.party.entity == backing.party.entity
                    && other.stance == backing.stance
                    && other.slot == backing.slot
            })
        })
}

/// Whether a statement that parties join is said again with the places on the ticket.
fn is_elaborated(said: &Coalition, now: &Coalition) -> bool {
    let loose =
        said.ticket == Ticket::default() && said.backings.iter().all(|backing| backing.stance == Stance::Member);
    let parties = |coalition: &Coalition| -> BTreeSet<_> {
        coalition.backings.iter().map(|backing| backing.party.entity.clone()).collect()
    };
    loose
        && now.backings.iter().any(|backing| backing.slot.is_some())
        && said.status == now.status
        && said.race.region.entity == now.race.region.entity
        && said.race.office == now.race.office
        && (said.speaker.is_empty() || said.speaker == now.speaker)
        && parties(said) == parties(now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        extract::Rule,
        model::{CoalitionId, Filler, Slot, Timestamp},
    };

    fn said(region: &str, head: &str, parties: &[&str]) -> Coalition {
        let filler = |id: &str| if id.is_empty() { Filler::default() } else { Filler::of(EntityId::new(id).unwrap()) };
        let mut said = Coalition::empty(CoalitionId::new("y1").unwrap(), Timestamp(0));
        said.race.region = filler(region);
        said.ticket.head = filler(head);
        let backing = |party: &&str| Backing { party: filler(party), stance: Stance::Member, slot: None };
        said.backings = parties.iter().map(backing).collect();
        said
    }

    #[test]
    fn what_was_said_is_found() {
        let mut statements = SaidStatements::default();
        let mut found = Vec::new();
        for coalition in [
            said("region:1", "candidate:a", &["party:a", "party:b"]),
            said("region:1", "", &["party:a", "party:b"]),
            said("region:2", "candidate:b", &["party:c"]),
        ] {
            statements.add(found.len(), &coalition);
            found.push(FoundCoalition { coalition, score: 1.0, rule: Rule::PartiesJoin });
        }
        assert!(statements.has(&found, &said("region:1", "candidate:a", &["party:b"])));
        assert!(statements.has(&found, &said("region:2", "", &["party:c"])));
        assert!(!statements.has(&found, &said("region:2", "", &["party:c", "party:a"])));
        assert!(!statements.has(&found, &said("region:2", "candidate:a", &["party:c"])));
        let mut places = said("region:1", "", &["party:b", "party:a"]);
        places.backings[1].slot = Some(Slot::Head);
        assert_eq!(statements.elaborated(&found, &places), Some(1));
        // What says more by now is found by that.
        found[2].coalition.backings.extend(said("", "", &["party:d"]).backings);
        statements.add(2, &found[2].coalition);
        assert!(statements.has(&found, &said("region:2", "candidate:b", &["party:d"])));
    }
}
