//! What an article has said so far: a statement is compared with those alone that it may repeat, however many there are.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap as Map, FxHasher};

use crate::model::{Coalition, EntityId};

/// The numbers of statements by region, status, and whom they name.
#[derive(Default)]
pub(super) struct SaidStatements {
    by_name: Map<u64, Vec<usize>>,
    /// Of those that name nobody, by their parties.
    loose: Map<u64, Vec<usize>>,
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
        let put = |map: &mut Map<u64, Vec<usize>>, name: Name<'_>| {
            let numbers = map.entry(key(region, coalition, name)).or_default();
            if let Err(place) = numbers.binary_search(&number) {
                numbers.insert(place, number);
            }
        };
        for name in people(coalition).chain(parties(coalition)) {
            put(&mut self.by_name, name);
        }
        if people(coalition).next().is_none() {
            parties(coalition).for_each(|name| put(&mut self.loose, name));
        }
    }

    /// The numbers, in order, of the statements on the same race, as firm as one, that share with it a person of its
    /// ticket, or a party where one of the two names nobody: no others say the same, or less or more of it.
    pub fn like(&self, now: &Coalition) -> Vec<usize> {
        let region = &now.race.region.entity;
        let mut numbers: Vec<usize> = Vec::new();
        let mut take = |map: &Map<u64, Vec<usize>>, name: Name<'_>| {
            numbers.extend(map.get(&key(region, now, name)).into_iter().flatten());
        };
        let whole = people(now).next().is_some();
        people(now).for_each(|name| take(&self.by_name, name));
        parties(now).for_each(|name| take(if whole { &self.loose } else { &self.by_name }, name));
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }
}

/// Whom a statement names; a party may be one that nobody knows.
type Name<'a> = Option<&'a EntityId>;

fn people(coalition: &Coalition) -> impl Iterator<Item = Name<'_>> {
    let fillers = [&coalition.ticket.head, &coalition.ticket.deputy].into_iter();
    fillers.map(|filler| filler.entity.as_ref()).filter(Option::is_some)
}

fn parties(coalition: &Coalition) -> impl Iterator<Item = Name<'_>> {
    coalition.backings.iter().map(|backing| backing.party.entity.as_ref())
}

fn key(region: &Option<EntityId>, coalition: &Coalition, name: Name<'_>) -> u64 {
    let mut hash = FxHasher::default();
    (region, coalition.status, name).hash(&mut hash);
    hash.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Backing, CoalitionId, Filler, Stance, Timestamp};

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
    fn what_may_be_repeated_is_found() {
        let mut statements = SaidStatements::default();
        let all = [
            said("region:1", "candidate:a", &["party:a", "party:b"]),
            said("region:1", "", &["party:a", "party:b"]),
            said("region:2", "candidate:b", &["party:c"]),
            said("region:1", "candidate:c", &["party:a"]),
        ];
        all.iter().enumerate().for_each(|(number, said)| statements.add(number, said));
        assert_eq!(statements.like(&said("region:1", "candidate:a", &["party:b"])), [0, 1]);
        assert_eq!(statements.like(&said("region:1", "", &["party:a"])), [0, 1, 3]);
        assert_eq!(statements.like(&said("region:2", "", &["party:a"])), [0; 0]);
        // What says more by now is found by that too.
        statements.add(2, &said("region:2", "candidate:b", &["party:c", "party:d"]));
        assert_eq!(statements.like(&said("region:2", "", &["party:d"])), [2]);
    }
}
