//! What the cards hold between frames.

use crate::{
    app::panels::own_fields::OwnFieldState,
    gazetteer::Offer,
    model::{CoalitionId, Filler, Stance, StatementScheme},
    session::CardSlot,
};

/// The open card and its armed slot.
#[derive(Default)]
pub struct CardState {
    pub open: Option<CoalitionId>,
    pub armed: Option<CardSlot>,
    /// The stance that was chosen for the next party.
    pub stance: Stance,
    /// Text fields of the open card while they are typed in: field name and text.
    pub typing: Option<(CoalitionId, &'static str, String)>,
    /// The project's own fields while they are typed in.
    pub own: OwnFieldState,
    /// Escape: what this visit of the field made is taken back.
    pub cancelled: bool,
    /// The list from which a slot is filled without a mention.
    pub search: Option<SlotSearch>,
    pub reveal: bool,
    /// Whoever gave way to somebody else, and the free place of the ticket that is offered.
    pub gave_way: Option<(CoalitionId, CardSlot, Filler)>,
}

impl CardState {
    /// The stance that the next party gets: what was chosen, as far as the project has it.
    pub fn next_stance(&self, scheme: &StatementScheme) -> Stance {
        let first = || scheme.stances.first().map_or(Stance::Open, |stance| stance.key);
        if scheme.stance(self.stance).is_some() { self.stance } else { first() }
    }
}

/// Entities to choose for a slot, found again only when something changed.
pub struct SlotSearch {
    pub slot: CardSlot,
    pub query: String,
    pub at: usize,
    pub offers: Vec<Offer>,
    /// The query and the session's total revision that `offers` were found for.
    pub found_for: Option<(String, u64)>,
}
