//! Whether a suggested statement says what one of one's own says already.

use super::order;
use crate::{
    app::kit::{names::StatementNames, text::Words},
    edit::is_one_ticket,
    model::{Annotations, Coalition, Filler, StatementScheme},
};

/// A statement of one's own about the ticket of a suggestion.
pub struct Repeated<'a> {
    /// Its number among the cards, from 1.
    pub number: usize,
    pub card: &'a Coalition,
    /// It has every party of the suggestion.
    pub whole: bool,
}

/// The statement that says the same as a suggested one or is about the same ticket; one with all its parties first.
pub fn repeated<'a>(own: &'a Annotations, suggested: &Coalition, scheme: &StatementScheme) -> Option<Repeated<'a>> {
    let cards = order::ordered(own).into_iter().enumerate();
    let all_of = |card: &Coalition| {
        let has = |party: &Filler| card.backings.iter().any(|own| own.party.entity == party.entity);
        suggested.backings.iter().all(|backing| backing.party.entity.is_some() && has(&backing.party))
    };
    let same = cards.filter(|(_, card)| is_one_ticket(card, suggested, scheme));
    let same = same.map(|(at, card)| Repeated { number: at + 1, card, whole: all_of(card) });
    same.max_by_key(|same| (same.whole, std::cmp::Reverse(same.number)))
}

/// That a suggestion repeats a statement of one's own, or is about its ticket.
pub fn said_already(own: &Annotations, suggested: &Coalition, names: StatementNames) -> Option<String> {
    let same = repeated(own, suggested, names.statements)?;
    let words = if same.whole { Words::RepeatsCard } else { Words::SameTicketCard };
    Some(names.language.fill(words, &[&same.number.to_string()]))
}
