//! When two statements of an article are one: said again, said more fully, with the places on the ticket.

use std::{
    collections::BTreeSet,
    hash::{Hash, Hasher},
};

use rustc_hash::{FxHashMap as Map, FxHasher};

use crate::{
    extract::extractor::FoundCoalition,
    lexicon::ticket::FORMERLY,
    model::{Backing, Certainty, Coalition, EntityId, Filler, Stance, Text},
};

/// Somebody named alone, whose one ticket another statement on the race names, has its mate; what then says nothing new,
/// or only hopes for what is settled, goes.
pub(super) fn complete(mut found: Vec<FoundCoalition>) -> Vec<FoundCoalition> {
    let whole = |coalition: &&Coalition| !coalition.ticket.head.is_empty() && !coalition.ticket.deputy.is_empty();
    let named = NamedInRace::of(&found);
    for n in 0..found.len() {
        let alone = &found[n].coalition;
        if alone.status != Certainty::Confirmed || alone.ticket.head.is_empty() || !alone.ticket.deputy.is_empty() {
            continue;
        }
        let theirs = |other: &&Coalition| {
            is_one_race(alone, other) && other.ticket.head.entity == alone.ticket.head.entity && whole(other)
        };
        let mates: BTreeSet<Option<EntityId>> = named
            .with(alone)
            .map(|n| &found[n].coalition)
            .filter(theirs)
            .map(|c| c.ticket.deputy.entity.clone())
            .collect();
        if let (Some(Some(mate)), 1) = (mates.first(), mates.len()) {
            let mate = mate.clone();
            found[n].coalition.ticket.deputy = Filler::of(mate);
        }
    }
    // What was told of one of a ticket alone says less than what is told of both.
    let brief = |one: &Coalition| one.ticket.deputy.entity.is_some() && one.ticket.deputy.mentions.is_empty();
    let named = NamedInRace::of(&found);
    let tickets = Tickets::of(&found);
    let mut kept = vec![true; found.len()];
    for (n, FoundCoalition { coalition: one, .. }) in found.iter().enumerate() {
        let said = |other: &Coalition| {
            let settled = other.status == Certainty::Confirmed && one.status == Certainty::Hoped;
            (other.status == one.status || settled) && says_as_much(other, one)
        };
        let told = named.with(one).any(|other| {
            let there = if other < n { kept[other] } else { other > n && brief(one) };
            there && said(&found[other].coalition)
        });
        // A ticket runs once: what its town's race has already is not said of the province around it.
        let within = tickets.of_ticket(one).any(|other| {
            let other = &found[other].coalition;
            let inside = is_inside(other.race.region.entity.as_ref(), one.race.region.entity.as_ref());
            inside && other.status == one.status && people(one) == people(other) && has_parties(other, one)
        });
        let summed = is_summed_up(one, &mut named.with(one).filter(|&other| kept[other]).map(|n| &found[n].coalition));
        kept[n] = people(one).is_empty() || !told && !within && !summed;
    }
    let mut kept = kept.into_iter();
    found.retain(|_| kept.next().unwrap_or(true));
    found
}

/// "Jadi sudah ada PKS dan PAN", where it was told of each of them that it backs the ticket.
fn is_summed_up(one: &Coalition, others: &mut dyn Iterator<Item = &Coalition>) -> bool {
    let parties = |coalition: &Coalition| -> BTreeSet<Option<EntityId>> {
        coalition.backings.iter().map(|backing| backing.party.entity.clone()).collect()
    };
    let all = parties(one);
    let parts = others.filter(|other| is_one_race(one, other) && people(other) == people(one));
    let parts: Vec<_> = parts.map(parties).filter(|part| part.len() < all.len() && part.is_subset(&all)).collect();
    parts.len() > 1 && parts.iter().flatten().collect::<BTreeSet<_>>().len() == all.len()
}

/// "Awalnya PKS mengusung A", where the article tells of another ticket that the same party backs by now: what was, and
/// is so no longer.
pub(super) fn mark_left(found: &mut [FoundCoalition], text: &Text) {
    const OPENING: usize = 3;
    /// So many statements on both sides are compared.
    const REACH: usize = 100;
    let opens = |word: &str| FORMERLY.contains(&word) || word == "awal";
    let formerly = |coalition: &Coalition| {
        let opening = coalition.evidence.first().map_or("", |span| text.slice(*span));
        let mut words = opening.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(OPENING);
        words.any(|word| opens(&word.to_lowercase()))
    };
    let told: Vec<usize> = (0..found.len())
        .filter(|&n| {
            let coalition = &found[n].coalition;
            !matches!(coalition.status, Certainty::Past | Certainty::Denied)
                && coalition.speaker.is_empty()
                && !people(coalition).is_empty()
                && formerly(coalition)
        })
        .collect();
    let left = |n: &usize| {
        let was = &found[*n].coalition;
        let near = n.saturating_sub(REACH)..found.len().min(n + REACH);
        near.filter(|m| m != n && told.binary_search(m).is_err()).map(|m| &found[m].coalition).any(|now| {
            let others = !people(now).is_empty() && people(now).is_disjoint(&people(was));
            let other = now.status == Certainty::Confirmed && others
                || now.status == Certainty::Denied && !people(now).is_disjoint(&people(was));
            let backs = |party: &Backing| {
                party.party.entity.is_some()
                    && now.backings.iter().any(|other| other.party.entity == party.party.entity)
            };
            other && is_of_one_race(was, now) && was.backings.iter().all(backs)
        })
    };
    let left: Vec<usize> = told.iter().copied().filter(left).collect();
    for n in left {
        let coalition = &mut found[n].coalition;
        coalition.status = Certainty::Past;
        coalition.hedge.clear();
        coalition.date = None;
        // A mate who was taken from elsewhere is one of today.
        let ticket = &mut coalition.ticket;
        for mate in [&mut ticket.head, &mut ticket.deputy].into_iter().filter(|filler| filler.mentions.is_empty()) {
            *mate = Filler::default();
        }
    }
}

/// The numbers of statements by region and person, so that not each is compared with each.
struct NamedInRace(Map<u64, Vec<usize>>);

impl NamedInRace {
    fn of(found: &[FoundCoalition]) -> Self {
        let mut numbers: Map<u64, Vec<usize>> = Map::default();
        for (number, FoundCoalition { coalition, .. }) in found.iter().enumerate() {
            for person in people(coalition) {
                numbers.entry(Self::key(coalition, person)).or_default().push(number);
            }
        }
        Self(numbers)
    }

    /// Those in a region that name the head of a ticket, or who else is on it.
    fn with(&self, coalition: &Coalition) -> impl Iterator<Item = usize> {
        let ticket = &coalition.ticket;
        let person = ticket.head.entity.as_ref().or(ticket.deputy.entity.as_ref());
        let numbers = person.and_then(|person| self.0.get(&Self::key(coalition, person)));
        numbers.into_iter().flatten().copied()
    }

    fn key(coalition: &Coalition, person: &EntityId) -> u64 {
        let mut hash = FxHasher::default();
        (&coalition.race.region.entity, person).hash(&mut hash);
        hash.finish()
    }
}

/// The numbers of statements by the head of their ticket.
struct Tickets(Map<EntityId, Vec<usize>>);

impl Tickets {
    /// So many statements on one person are compared.
    const MOST: usize = 50;

    fn of(found: &[FoundCoalition]) -> Self {
        let mut numbers: Map<EntityId, Vec<usize>> = Map::default();
        for (number, FoundCoalition { coalition, .. }) in found.iter().enumerate() {
            if let Some(head) = &coalition.ticket.head.entity {
                let numbers = numbers.entry(head.clone()).or_default();
                if numbers.len() < Self::MOST {
                    numbers.push(number);
                }
            }
        }
        Self(numbers)
    }

    fn of_ticket(&self, coalition: &Coalition) -> impl Iterator<Item = usize> {
        let head = coalition.ticket.head.entity.as_ref();
        head.and_then(|head| self.0.get(head)).into_iter().flatten().copied()
    }
}

/// Whether a region lies in a province, by their codes.
fn is_inside(region: Option<&EntityId>, province: Option<&EntityId>) -> bool {
    region.zip(province).is_some_and(|(region, province)| {
        region.local().strip_prefix(province.local()).is_some_and(|rest| rest.starts_with('.'))
    })
}

/// The same race and firmness, and neither a person nor a party that is new: who speaks, and whether the verb is
/// "mengusung" or "mendukung", does not make it another statement.
pub(super) fn says_the_same(said: &Coalition, now: &Coalition) -> bool {
    said.status == now.status && says_as_much(said, now)
}

/// Those who nominate do so, although it was told before that they support: who is said to nominate in one sentence and to
/// support in another. Not where only some of them do.
pub(super) fn nominate(said: &mut Coalition, now: &Coalition) {
    let nominates = now.backings.iter().all(|backing| backing.stance == Stance::Nominating);
    let supports = said.backings.iter().all(|backing| backing.stance == Stance::Supporting);
    let same = people(said) == people(now) && has_parties(now, said) && has_parties(said, now);
    if nominates && supports && same && said.status == Certainty::Confirmed {
        said.backings.iter_mut().for_each(|backing| backing.stance = Stance::Nominating);
    }
}

/// The same, whether it is as firm or not.
fn says_as_much(said: &Coalition, now: &Coalition) -> bool {
    is_of_one_race(said, now) && people(now).is_subset(&people(said)) && has_parties(said, now)
}

/// The same race and firmness, with everybody that was named, and somebody more.
pub(super) fn is_said_more_fully(said: &Coalition, now: &Coalition) -> bool {
    let (before, after) = (people(said), people(now));
    // Parties that join, and then, all of them and no others, nominate.
    let joined =
        !before.is_empty() || has_parties(said, now) && said.backings.iter().all(|backing| backing.slot.is_none());
    is_one_race(said, now) && joined && before.is_subset(&after) && has_parties(now, said) && after.len() > before.len()
}

pub(super) fn is_one_race(said: &Coalition, now: &Coalition) -> bool {
    said.status == now.status && is_of_one_race(said, now)
}

/// A region may elect to several offices, and where none is known the office alone tells races apart.
fn is_of_one_race(said: &Coalition, now: &Coalition) -> bool {
    let (one, other) = (&said.race, &now.race);
    let office = one.office == other.office || one.office.is_none() || other.office.is_none();
    one.region.entity == other.region.entity && one.year == other.year && office
}

pub(super) fn people(coalition: &Coalition) -> BTreeSet<&EntityId> {
    [&coalition.ticket.head, &coalition.ticket.deputy].into_iter().filter_map(|filler| filler.entity.as_ref()).collect()
}

/// Whether one statement names all parties of another, with the places that they are offered.
pub(super) fn has_parties(all: &Coalition, some: &Coalition) -> bool {
    some.backings.iter().all(|backing| {
        let same = |other: &&Backing| other.party.entity == backing.party.entity && other.slot == backing.slot;
        all.backings.iter().any(|other| same(&other))
    })
}

/// Whether a statement that parties join is said again with the places on the ticket.
pub(super) fn is_elaborated(said: &Coalition, now: &Coalition) -> bool {
    let loose = said.ticket == crate::model::Ticket::default()
        && said.backings.iter().all(|backing| backing.stance == Stance::Member);
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
