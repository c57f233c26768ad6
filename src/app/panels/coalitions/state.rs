//! What the cards hold between frames.

use crate::{
    app::panels::own_fields::OwnFieldState,
    gazetteer::Offer,
    model::{CoalitionId, Stance},
    session::CardSlot,
};

/// The open card and its armed slot.
#[derive(Default)]
pub struct CardState {
    pub open: Option<CoalitionId>,
    pub armed: Option<CardSlot>,
    /// The stance that the next party gets.
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
