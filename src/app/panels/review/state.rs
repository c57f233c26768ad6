//! What the review in the window knows: the suggestion that keys decide on, whose suggestions are shown, what waits.

use std::collections::BTreeSet;

use super::ghost::GhostSlots;
use crate::{
    model::{ArticleId, DecisionId, SetId, Span},
    session::Queue,
};

/// Where the review of the open project stands in the window.
#[derive(Default)]
pub struct ReviewState {
    /// The suggestion that keys decide on, and where the caret was put for it: elsewhere it is no longer the one.
    pub current: Option<(DecisionId, usize)>,
    /// A suggestion that was pointed at: a kind key marks it and stays there.
    pub pointed: Option<DecisionId>,
    /// Its borders, moved and not yet accepted; as they were before each move, and after those that were taken back.
    pub span: Option<Span>,
    done: Vec<Option<Span>>,
    undone: Vec<Option<Span>>,
    /// The coalition that it would become.
    pub ghost: GhostSlots,
    /// Show the ghost card.
    pub reveal: bool,
    /// Whose suggestions are shown; `None`: every extractor's.
    pub sources: Option<BTreeSet<SetId>>,
    /// Whose they were before the gold set was decided into.
    pub sources_before: Option<Option<BTreeSet<SetId>>>,
    pub show_skipped: bool,
    /// What was decided last, in which article: what a reason is for.
    pub last: Option<(ArticleId, DecisionId)>,
    pub queue: Queue,
}

impl ReviewState {
    /// Keys decide on nothing.
    pub fn let_go(&mut self) {
        self.current = None;
        self.forget_borders();
    }

    /// The borders are those that were suggested.
    pub fn forget_borders(&mut self) {
        self.span = None;
        self.done.clear();
        self.undone.clear();
    }

    /// Moves the borders; `None`: back to those that were suggested.
    pub fn move_borders(&mut self, span: Option<Span>) {
        if self.span != span {
            self.done.push(std::mem::replace(&mut self.span, span));
            self.undone.clear();
        }
    }

    /// Takes the last move back, or makes the one after it again. `false`: there is none.
    pub fn step_borders(&mut self, back: bool) -> bool {
        let (from, to) = match back {
            true => (&mut self.done, &mut self.undone),
            false => (&mut self.undone, &mut self.done),
        };
        let Some(next) = from.pop() else { return false };
        to.push(std::mem::replace(&mut self.span, next));
        true
    }
}
