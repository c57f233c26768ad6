//! From one suggestion to the next: mentions in reading order, and each coalition behind the last sentence that shows it.

use std::cmp::Reverse;

use super::{Ghost, Suggestion, Suggestions};
use crate::model::{DecisionId, Span};

/// A place in the order in which suggestions are stepped through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// Of the article's text.
    byte: usize,
    coalition: bool,
    end: Reverse<usize>,
    id: Option<DecisionId>,
}

impl Spot {
    /// Before everything that begins at this byte.
    pub fn at(byte: usize) -> Self {
        Self { byte, coalition: false, end: Reverse(usize::MAX), id: None }
    }

    fn of_mention(claim: &Suggestion) -> Self {
        let Span { start, end } = claim.span;
        Self { byte: start, coalition: false, end: Reverse(end), id: Some(claim.id) }
    }

    fn of_coalition(ghost: &Ghost) -> Self {
        let byte = ghost.coalition.evidence.last().map_or(0, |span| span.end);
        Self { byte, coalition: true, end: Reverse(byte), id: Some(ghost.id) }
    }
}

impl Suggestions {
    /// Where a suggestion stands; of a mention also if it does not wait any more.
    pub fn spot(&self, id: DecisionId) -> Option<Spot> {
        let mention = self.claims.get(&id).map(Spot::of_mention);
        mention.or_else(|| self.ghost(id).map(Spot::of_coalition))
    }

    /// What waits next behind a place, or before it.
    pub fn step(&self, from: Spot, forward: bool) -> Option<DecisionId> {
        let mention = self.mention_beside(from, forward).map(Spot::of_mention);
        let coalitions = self.ghosts.iter().map(Spot::of_coalition);
        let nearest = if forward {
            coalitions.filter(|spot| *spot > from).chain(mention).min()
        } else {
            coalitions.filter(|spot| *spot < from).chain(mention).max()
        };
        nearest?.id
    }

    /// What waits first of all, or last.
    pub fn outermost(&self, first: bool) -> Option<DecisionId> {
        let edge = if first { Spot::at(0) } else { Spot { coalition: true, id: None, ..Spot::at(usize::MAX) } };
        self.step(edge, first)
    }

    fn mention_beside(&self, from: Spot, forward: bool) -> Option<&Suggestion> {
        // Few begin at the same byte.
        let mut at = self.open.starting_before(from.byte);
        while self
            .at(at)
            .is_some_and(|there| Spot::of_mention(there) <= from && (forward || Spot::of_mention(there) < from))
        {
            at += 1;
        }
        if forward { self.at(at) } else { self.at(at.checked_sub(1)?) }
    }
}
