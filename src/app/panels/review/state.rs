//! What the review in the window knows: the suggestion that keys decide on, whose suggestions are shown, what waits.

use std::collections::BTreeSet;

use super::ghost::GhostSlots;
use crate::{
    model::{DecisionId, SetId, Span},
    session::Queue,
};

/// Where the review of the open project stands in the window.
#[derive(Default)]
pub struct ReviewState {
    /// The suggestion that keys decide on, and where the caret was put for it: elsewhere it is no longer the one.
    pub current: Option<(DecisionId, usize)>,
    /// Its borders, moved and not yet accepted.
    pub span: Option<Span>,
    /// The coalition that it would become.
    pub ghost: GhostSlots,
    /// Show the ghost card.
    pub reveal: bool,
    /// Whose suggestions are shown; `None`: every extractor's.
    pub sources: Option<BTreeSet<SetId>>,
    pub show_skipped: bool,
    pub queue: Queue,
}

impl ReviewState {
    /// Keys decide on nothing.
    pub fn let_go(&mut self) {
        (self.current, self.span) = (None, None);
    }
}
