//! Whether what was drafted is a statement, by which rule and how sure that is; and what is left out of it.

use std::collections::BTreeSet;

use super::{calibration::chance, parts::ClausePart, same::people};
use crate::{
    extract::{extractor::FoundCoalition, rule::Rule},
    lexicon::firmness::UNDECIDED,
    model::{Certainty, Coalition, Stance},
};

/// Whether nobody is named and no two parties share the places: of such readings hardly one is right as it stands, so that
/// nothing is proposed rather than what has to be rejected.
pub(super) fn is_doubtful(FoundCoalition { coalition, rule, .. }: &FoundCoalition) -> bool {
    let slots: BTreeSet<_> = coalition.backings.iter().filter_map(|backing| backing.slot).collect();
    match rule {
        Rule::PartiesVerb => true,
        // Parties that join, nobody knows where.
        Rule::PartiesJoin => coalition.race.region.is_empty() && coalition.ticket == Default::default(),
        Rule::PlacesOffered => coalition.ticket == Default::default() && slots.len() < 2,
        _ => false,
    }
}

/// "PKS mengusung A, dan berkoalisi dengan PAN": who backs a ticket is said of those that do. Whether those who join them
/// back it too is not said, and mostly they do not.
pub(super) fn leave_out_allies(coalition: &mut Coalition) {
    let acts = coalition.backings.iter().any(|backing| backing.stance != Stance::Member);
    if acts && !people(coalition).is_empty() {
        coalition.backings.retain(|backing| backing.stance != Stance::Member || backing.slot.is_some());
    }
}

/// Whether it is so no longer.
pub(super) fn is_over(coalition: &Coalition) -> bool {
    matches!(coalition.status, Certainty::Denied | Certainty::Past)
}

/// Whether a draft is a statement, how sure that is, and by which rule.
pub(super) fn judge(coalition: &Coalition, part: &ClausePart) -> Option<(f32, Rule)> {
    let parties = coalition.backings.iter().filter(|backing| !backing.party.is_empty()).count();
    let ticket = !coalition.ticket.head.is_empty() || !coalition.ticket.deputy.is_empty();
    let slot = coalition.backings.iter().any(|backing| backing.slot.is_some());
    let place = coalition.race.region.entity.is_some() || coalition.race.office.is_some();
    // "PKS dan PAN belum menentukan sikap" is no statement on anybody.
    let undecided = !ticket && UNDECIDED.iter().any(|word| coalition.hedge.to_lowercase().contains(word));
    let acts = coalition.backings.iter().any(|backing| backing.stance != Stance::Member);
    let rule = match () {
        () if undecided && !slot => return None,
        () if parties == 0 || !(place || ticket || part.open) => return None,
        // Who hopes for something says nothing of the parties that were named before.
        () if part.carried && coalition.status == Certainty::Hoped => return None,
        // A list of tickets is not one of those that a party no longer backs.
        () if part.item && is_over(coalition) => return None,
        () if part.carried && ticket => Rule::ListGoesOn,
        () if slot && part.slot => Rule::PlacesOffered,
        () if part.verb && ticket && acts => Rule::PartiesVerbTicket,
        () if part.verb && parties > 1 && !acts => Rule::PartiesJoin,
        () if part.verb && parties > 1 && place => Rule::PartiesVerb,
        // "A memastikan koalisinya solid": one party by itself joins nobody.
        () if part.verb && ticket && parties > 1 => Rule::PartyTicket,
        () => return None,
    };
    Some((chance(coalition, rule), rule))
}
