//! How likely a card is right as it stands, by what it is made of: counted on articles whose statements were marked by hand.

use crate::{
    extract::rule::Rule,
    model::{Certainty, Coalition, Stance},
};

/// What a card is made of, as far as that tells right ones from wrong ones; the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Make {
    /// A ticket whose parties were named before, as in a list.
    Carried,
    /// Head and deputy, and nothing that softens it.
    PairFirm,
    /// One person.
    OneFirm,
    /// Head and deputy, softened.
    PairSoft,
    OneSoft,
    /// Parties that join, without a ticket.
    Joined,
    JoinedSoft,
    /// A ticket of what is denied or past.
    Over,
    /// Without a region.
    Nowhere,
    /// A ticket beside which parties only join.
    Mixed,
}

/// Of each make, how many cards were right of how many: 188 articles of 2010 to 2025.
const COUNTED: &[(Make, u16, u16)] = &[
    (Make::Carried, 37, 42),
    (Make::PairFirm, 162, 200),
    (Make::OneFirm, 29, 39),
    (Make::PairSoft, 18, 24),
    (Make::OneSoft, 17, 25),
    (Make::Joined, 8, 14),
    (Make::JoinedSoft, 9, 18),
    (Make::Over, 17, 36),
    (Make::Nowhere, 0, 2),
    (Make::Mixed, 4, 13),
];

/// The rules were made on these articles: of what is right there, this much is right on others.
const UNSEEN: f32 = 0.9;
/// What is expected of a make of which nothing is known.
const EXPECTED: f32 = 0.5;
/// How many cards that expectation weighs.
const WEIGHT: f32 = 4.0;

/// The chance that a card is right.
pub(super) fn chance(coalition: &Coalition, rule: Rule) -> f32 {
    let make = make_of(coalition, rule);
    let counted = COUNTED.iter().find(|(other, ..)| *other == make);
    counted.map_or(EXPECTED, |&(_, right, all)| share(right, all))
}

fn share(right: u16, all: u16) -> f32 {
    (f32::from(right) * UNSEEN + EXPECTED * WEIGHT) / (f32::from(all) + WEIGHT)
}

fn make_of(coalition: &Coalition, rule: Rule) -> Make {
    let people = [&coalition.ticket.head, &coalition.ticket.deputy].iter().filter(|filler| !filler.is_empty()).count();
    let firm = coalition.status == Certainty::Confirmed && coalition.hedge.is_empty();
    let joins = coalition.backings.iter().any(|backing| backing.stance == Stance::Member);
    let over = matches!(coalition.status, Certainty::Past | Certainty::Denied);
    match people {
        _ if coalition.race.region.is_empty() => Make::Nowhere,
        2 if rule == Rule::ListGoesOn => Make::Carried,
        0 => [Make::JoinedSoft, Make::Joined][usize::from(firm)],
        _ if joins => Make::Mixed,
        _ if over => Make::Over,
        2 => [Make::PairSoft, Make::PairFirm][usize::from(firm)],
        _ => [Make::OneSoft, Make::OneFirm][usize::from(firm)],
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
        card.status = Certainty::Confirmed;
        let nowhere = chance(&card, Rule::PartiesJoin);
        card.race.region = filler("region:36.02");
        let joined = chance(&card, Rule::PartiesJoin);
        card.ticket.head = filler("candidate:a");
        let one = chance(&card, Rule::PartiesVerbTicket);
        card.ticket.deputy = filler("candidate:b");
        let pair = chance(&card, Rule::PartiesVerbTicket);
        let listed = chance(&card, Rule::ListGoesOn);
        assert!(nowhere < joined && joined < one && one < pair && pair < listed && listed < 1.0);
        assert!((pair - (162.0 * 0.9 + 2.0) / 204.0).abs() < 1e-6);
        card.hedge = "kemungkinan".to_owned();
        assert!(chance(&card, Rule::PartiesVerbTicket) < one);
        card.status = Certainty::Denied;
        assert!(chance(&card, Rule::PartiesVerbTicket) < joined);
    }

    #[test]
    fn the_table_falls_from_sure_to_doubtful() {
        let shares: Vec<f32> = COUNTED.iter().map(|&(_, right, all)| share(right, all)).collect();
        assert!(shares.is_sorted_by(|one, other| one >= other), "{shares:?}");
        assert!(COUNTED.iter().all(|(make, right, all)| {
            right <= all && COUNTED.iter().filter(|(other, ..)| other == make).count() == 1
        }));
    }
}
