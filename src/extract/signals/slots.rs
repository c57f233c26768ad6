//! Parties by what stands beside them: offered a place on the ticket, or named only as somebody's.

use super::{names::is_person_role, phrases::FoundPhrase, tokens::Token};
use crate::{
    lexicon::{
        office::OfficeCue,
        parties::{BOARDS, SLOT_AS, SLOT_BETWEEN, SLOT_FROM},
    },
    model::Slot,
};

/// Whether a party is named only as somebody's: "Ketua DPC [PPP]", "kader [Golkar]".
pub fn is_affiliation(tokens: &[Token<'_>], at: usize) -> bool {
    tokens[..at].iter().rev().find(|token| !token.is(BOARDS)).is_some_and(is_person_role)
}

/// The parties that are offered a place on the ticket: "cabup dari [PKS]", "[PKS] sebagai calon bupatinya".
pub fn slots(tokens: &[Token<'_>], offices: &[FoundPhrase<OfficeCue>]) -> Vec<(usize, Slot)> {
    let mut found = Vec::new();
    for cue in offices {
        let Some(slot) = cue.value.slot() else { continue };
        let mut after =
            tokens[cue.end..].iter().enumerate().skip_while(|(_, token)| token.is(SLOT_FROM) || token.is(SLOT_BETWEEN));
        // "calon kepala daerah PKS": those of a party, and no place that it is offered.
        let theirs = cue.value.office.is_none() && !tokens[cue.end - 1].low.ends_with("nya");
        let next = after.next().filter(|(n, token)| {
            let boards = tokens[cue.end..cue.end + n].iter().all(|token| token.is(BOARDS));
            token.is_party() && !(theirs && boards)
        });
        let mut before = tokens[..cue.at]
            .iter()
            .enumerate()
            .rev()
            .skip_while(|(_, token)| token.is(SLOT_AS) || token.is(SLOT_BETWEEN) || token.is(&["bakal"]));
        let last = before.next().filter(|(n, token)| token.is_party() && cue.at - n > 1);
        match (next, last) {
            (Some((n, _)), _) => found.push((cue.end + n, slot)),
            (None, Some((n, _))) => found.push((n, slot)),
            (None, None) => {}
        }
    }
    found
}
