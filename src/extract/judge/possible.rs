//! What no statement can say, whatever a text seems to say: the checks would call it an error, so no rule leaves it there.

use crate::{
    extract::extractor::EntityFacts,
    model::{Backing, Coalition, Filler},
};

/// Takes out of a statement what cannot be: a party twice, somebody as their own deputy, an office that its region does
/// not elect, a region that elects nobody.
pub(super) fn make_possible(coalition: &mut Coalition, facts: &EntityFacts<'_>) {
    let mut joined: Vec<Backing> = Vec::with_capacity(coalition.backings.len());
    for backing in std::mem::take(&mut coalition.backings) {
        let same = |there: &&mut Backing| match &backing.party.entity {
            Some(entity) => there.party.entity.as_ref() == Some(entity),
            None => there.party == backing.party,
        };
        match joined.iter_mut().find(same) {
            Some(there) => {
                there.party.mentions.extend(backing.party.mentions);
                there.slot = there.slot.or(backing.slot);
            }
            None => joined.push(backing),
        }
    }
    coalition.backings = joined;
    let ticket = &mut coalition.ticket;
    if ticket.head.entity.is_some() && ticket.head.entity == ticket.deputy.entity {
        ticket.head.mentions.append(&mut ticket.deputy.mentions);
        ticket.deputy = Filler::default();
    }
    let race = &mut coalition.race;
    if race.region.entity.as_ref().is_some_and(|region| (facts.appointed)(region)) {
        // Which race is meant the text does not say.
        race.region = Filler::default();
    }
    let elected = race.region.entity.as_ref().and_then(|region| (facts.elects)(region));
    if elected.is_some() && race.office.is_some() {
        race.office = elected;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CoalitionId, EntityId, Office, Slot, Stance, Timestamp};

    #[test]
    fn nothing_is_left_that_cannot_be() {
        let id = |id: &str| EntityId::new(id).unwrap();
        let elects = |region: &EntityId| (region.local() == "36.02").then_some(Office::REGENT);
        let facts = EntityFacts {
            elects: &elects,
            appointed: &|region| region.local() == "34",
            running: &|_| Vec::new(),
            pair_head: &|_, _| None,
            pairs_of: Some(2024),
            own: None,
        };
        let backing = |party: Filler, slot| Backing { party, stance: Stance::Member, slot };
        let mut one = Coalition::empty(CoalitionId::new("c").unwrap(), Timestamp(0));
        one.backings = vec![
            backing(Filler::of(id("party:a")), None),
            backing(Filler::default(), None),
            backing(Filler::of(id("party:a")), Some(Slot::Deputy)),
        ];
        one.ticket.head = Filler::of(id("candidate:x"));
        one.ticket.deputy = Filler::of(id("candidate:x"));
        one.race.region = Filler::of(id("region:36.02"));
        one.race.office = Some(Office::MAYOR);
        make_possible(&mut one, &facts);
        assert_eq!(one.backings.iter().map(|b| b.slot).collect::<Vec<_>>(), [Some(Slot::Deputy), None]);
        assert!(one.ticket.deputy.is_empty());
        assert_eq!(one.race.office, Some(Office::REGENT));
        one.race.region = Filler::of(id("region:34"));
        make_possible(&mut one, &facts);
        assert!(one.race.region.is_empty() && one.race.office == Some(Office::REGENT));
    }
}
