//! How likely a card is right as it stands: what it is made of, and what else is known of it, weighed by weights that were
//! fitted on articles whose statements were marked by hand.

use std::collections::BTreeMap;

use super::scene::Scene;
use crate::{
    extract::{extractor::FoundCoalition, rule::Rule},
    model::{Certainty, Coalition, EntityId, Stance},
};

/// What tells right cards from wrong ones. Of the makes, one is each card's; of the signs behind them, any may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
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
    /// Somebody says it, and not the article.
    Speaker,
    /// A deputy of nobody.
    DeputyAlone,
    /// Another card is on the same ticket.
    SaidAgain,
    /// The region stands in the sentences themselves.
    RegionNamed,
    /// A party stands in none of them: it was named above a list.
    PartiesElsewhere,
    Many,
    /// The sentences quote somebody.
    Quoted,
}

/// The weight of each sign, in units of log odds: a logistic regression over 549 cards of 220 articles of 2010 to 2025. On 265
/// cards of others it has the right one of two before the wrong one in 72 of 100.
const WEIGHTS: &[(Sign, f32)] = &[
    (Sign::PairFirm, 0.94),
    (Sign::PairSoft, 0.52),
    (Sign::Carried, 0.38),
    (Sign::OneSoft, 0.27),
    (Sign::OneFirm, 0.05),
    (Sign::JoinedSoft, -0.34),
    (Sign::Nowhere, -0.40),
    (Sign::Joined, -0.40),
    (Sign::Mixed, -0.55),
    (Sign::Over, -0.66),
    (Sign::Speaker, -0.14),
    (Sign::SaidAgain, -0.45),
    (Sign::Quoted, -0.81),
    // Fitted before those below the least were left out.
    (Sign::DeputyAlone, -1.75),
    (Sign::Many, 0.39),
    (Sign::RegionNamed, 0.45),
    (Sign::PartiesElsewhere, 1.03),
];

/// What every card has.
const FIRST: f32 = 0.62;

/// What is less likely is not proposed: it costs more to mend than to write. What was left or is past is shown whatever it is,
/// since it is what is looked for.
pub(super) const LEAST: f32 = 0.28;

/// The rules were made on these articles: of what is right there, this much is right on others.
const UNSEEN: f32 = 0.88;

/// So many parties are a list that was read as a whole.
const MANY: usize = 4;

/// The chance that a card is right by itself: who else is on its ticket is not known yet.
pub(super) fn chance(coalition: &Coalition, rule: Rule) -> f32 {
    by_signs(&own_signs(coalition, rule))
}

/// The chances of all cards of an article.
pub(super) fn weigh(found: &mut [FoundCoalition], scene: &Scene<'_>) {
    let ticket = |found: &FoundCoalition| {
        let ticket = &found.coalition.ticket;
        (ticket.head.entity.clone(), ticket.deputy.entity.clone())
    };
    let mut times: BTreeMap<_, usize> = BTreeMap::new();
    found.iter().for_each(|found| *times.entry(ticket(found)).or_default() += 1);
    for found in found {
        let (own, coalition) = (ticket(found), &found.coalition);
        let mut signs = own_signs(coalition, found.rule);
        if own != (None, None) && times[&own] > 1 {
            signs.push(Sign::SaidAgain);
        }
        let region = coalition.race.region.entity.as_ref();
        let marks = || coalition.evidence.iter().flat_map(|span| scene.marks_in(*span));
        let named = |entity: &EntityId| marks().any(|mention| mention.entity.as_ref() == Some(entity));
        if region.is_some_and(named) {
            signs.push(Sign::RegionNamed);
        }
        let mut parties = coalition.backings.iter().filter_map(|backing| backing.party.entity.as_ref());
        if parties.any(|party| !named(party)) {
            signs.push(Sign::PartiesElsewhere);
        }
        let first = coalition.evidence.first().map_or("", |span| scene.text.slice(*span));
        if first.contains(['“', '”', '"']) {
            signs.push(Sign::Quoted);
        }
        found.score = by_signs(&signs);
    }
}

fn by_signs(signs: &[Sign]) -> f32 {
    let weights = WEIGHTS.iter().filter(|(sign, _)| signs.contains(sign));
    let odds = FIRST + weights.map(|(_, weight)| weight).sum::<f32>();
    UNSEEN / (1.0 + (-odds).exp())
}

/// What a card shows by itself; its make comes first.
fn own_signs(coalition: &Coalition, rule: Rule) -> Vec<Sign> {
    let mut signs = vec![make_of(coalition, rule)];
    if !coalition.speaker.is_empty() {
        signs.push(Sign::Speaker);
    }
    if coalition.ticket.head.is_empty() && !coalition.ticket.deputy.is_empty() {
        signs.push(Sign::DeputyAlone);
    }
    if coalition.backings.len() >= MANY {
        signs.push(Sign::Many);
    }
    signs
}

fn make_of(coalition: &Coalition, rule: Rule) -> Sign {
    let people = [&coalition.ticket.head, &coalition.ticket.deputy].iter().filter(|filler| !filler.is_empty()).count();
    let firm = coalition.status == Certainty::Confirmed && coalition.hedge.is_empty();
    let joins = coalition.backings.iter().any(|backing| backing.stance == Stance::Member);
    let over = matches!(coalition.status, Certainty::Past | Certainty::Denied);
    match people {
        _ if coalition.race.region.is_empty() => Sign::Nowhere,
        2 if rule == Rule::ListGoesOn => Sign::Carried,
        0 => [Sign::JoinedSoft, Sign::Joined][usize::from(firm)],
        _ if joins => Sign::Mixed,
        _ if over => Sign::Over,
        2 => [Sign::PairSoft, Sign::PairFirm][usize::from(firm)],
        _ => [Sign::OneSoft, Sign::OneFirm][usize::from(firm)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Backing, CoalitionId, Filler, Timestamp};

    #[test]
    fn whole_cards_are_surer_than_half_ones() {
        let filler = |id: &str| Filler::of(EntityId::new(id).unwrap());
        let mut card = Coalition::empty(CoalitionId::new("y1").unwrap(), Timestamp(0));
        card.status = Certainty::Confirmed;
        let nowhere = chance(&card, Rule::PartiesJoin);
        card.race.region = filler("region:36.02");
        let joined = chance(&card, Rule::PartiesJoin);
        card.ticket.deputy = filler("candidate:b");
        let deputy = chance(&card, Rule::PartiesVerbTicket);
        card.ticket = Default::default();
        card.ticket.head = filler("candidate:a");
        let one = chance(&card, Rule::PartiesVerbTicket);
        card.ticket.deputy = filler("candidate:b");
        let pair = chance(&card, Rule::PartiesVerbTicket);
        let listed = chance(&card, Rule::ListGoesOn);
        assert!(nowhere < one && joined < one && one < pair && one < listed && pair < UNSEEN);
        assert!(deputy < one, "a deputy has a head");
        card.speaker = "Wirawan".to_owned();
        let said = chance(&card, Rule::PartiesVerbTicket);
        assert!(said < pair);
        card.hedge = "kemungkinan".to_owned();
        assert!(chance(&card, Rule::PartiesVerbTicket) < said);
        card.hedge.clear();
        card.backings =
            (0..MANY).map(|_| Backing { party: Filler::default(), stance: Stance::Nominating, slot: None }).collect();
        assert!(chance(&card, Rule::PartiesVerbTicket) > said, "a list that was read as a whole");
    }

    #[test]
    fn every_sign_has_one_weight() {
        for (n, (sign, weight)) in WEIGHTS.iter().enumerate() {
            assert!(WEIGHTS[..n].iter().all(|(other, _)| other != sign) && weight.abs() < 4.0, "{sign:?}");
        }
    }
}
