//! How likely a card is right as it stands, by what it is made of: counted on articles whose statements were marked by hand.

use crate::{
    extract::rule::Rule,
    model::{Certainty, Coalition},
};

/// What a card is made of, as far as that tells right ones from wrong ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Make {
    /// Head and deputy, a region, and nothing that softens it.
    PairFirm,
    /// … softened, denied or past.
    PairSoft,
    /// One person and a region.
    OneFirm,
    OneSoft,
    /// A ticket whose parties were named before.
    Carried,
    /// Parties that join, without a ticket.
    Joined,
    /// Parties and a verb, without a ticket.
    Verb,
    /// Places on the ticket.
    Places,
    /// Without a region.
    Nowhere,
}

/// Of each make, how many cards were right of how many: 31 articles of 2015 to 2024.
const COUNTED: &[(Make, u16, u16)] = &[
    (Make::PairFirm, 90, 92),
    (Make::PairSoft, 4, 6),
    (Make::OneFirm, 5, 10),
    (Make::OneSoft, 2, 4),
    (Make::Carried, 6, 6),
    (Make::Joined, 2, 10),
    (Make::Verb, 1, 5),
    (Make::Places, 0, 0),
    (Make::Nowhere, 0, 7),
];

/// What is expected of a make of which nothing is known: the share of right cards in articles seen for the first time.
const EXPECTED: f32 = 0.55;
/// How many cards that expectation weighs.
const WEIGHT: f32 = 12.0;

/// The chance that a card is right.
pub(super) fn chance(coalition: &Coalition, rule: Rule) -> f32 {
    let make = make_of(coalition, rule);
    let (right, all) =
        COUNTED.iter().find(|(other, ..)| *other == make).map_or((0, 0), |&(_, right, all)| (right, all));
    (f32::from(right) + EXPECTED * WEIGHT) / (f32::from(all) + WEIGHT)
}

fn make_of(coalition: &Coalition, rule: Rule) -> Make {
    let people = [&coalition.ticket.head, &coalition.ticket.deputy].iter().filter(|filler| !filler.is_empty()).count();
    let firm = coalition.status == Certainty::Confirmed && coalition.hedge.is_empty();
    match (coalition.race.region.entity.is_some(), rule, people) {
        (false, ..) => Make::Nowhere,
        (_, Rule::ListGoesOn, 2) => Make::Carried,
        (_, Rule::PlacesOffered, _) => Make::Places,
        (_, _, 2) => [Make::PairSoft, Make::PairFirm][usize::from(firm)],
        (_, _, 1) => [Make::OneSoft, Make::OneFirm][usize::from(firm)],
        (_, Rule::PartiesJoin, _) => Make::Joined,
        _ => Make::Verb,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CoalitionId, EntityId, Filler, Timestamp};

    #[test]
    fn whole_cards_are_surer_than_half_ones() {
        let filler = |id: &str| Filler::of(EntityId::new(id).unwrap());
        let mut card = Coalition::empty(CoalitionId::new("y1").unwrap(), Timestamp(0));
        let nowhere = chance(&card, Rule::PartiesVerb);
        card.race.region = filler("region:36.02");
        let verb = chance(&card, Rule::PartiesVerb);
        card.status = Certainty::Confirmed;
        card.ticket.head = filler("candidate:a");
        let one = chance(&card, Rule::PartiesVerbTicket);
        card.ticket.deputy = filler("candidate:b");
        let pair = chance(&card, Rule::PartiesVerbTicket);
        assert!(nowhere < verb && verb < one && one < pair && pair < 1.0, "{nowhere} {verb} {one} {pair}");
        assert!((pair - (90.0 + 6.6) / 104.0).abs() < 1e-6);
    }

    #[test]
    fn every_make_is_counted_once() {
        assert!(COUNTED.iter().all(|(make, right, all)| {
            right <= all && COUNTED.iter().filter(|(other, ..)| other == make).count() == 1
        }));
    }
}
