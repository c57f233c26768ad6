//! The order of cards: that of their evidence in the text. Knows no window.

use crate::model::{Annotations, Coalition, CoalitionId};

/// Statements by where their evidence begins, else by the first mention in a slot; those with neither come last, the
/// oldest first.
pub fn ordered(annotations: &Annotations) -> Vec<&Coalition> {
    let mut cards: Vec<_> = annotations.coalitions.values().map(|card| (place(annotations, card), card)).collect();
    cards.sort_by_key(|(place, card)| (*place, card.at, &card.id));
    cards.into_iter().map(|(_, card)| card).collect()
}

/// First byte of the text that a card speaks of.
fn place(annotations: &Annotations, card: &Coalition) -> usize {
    let evidence = card.evidence.iter().map(|span| span.start).min();
    let mentions = card.fillers().flat_map(|filler| &filler.mentions);
    let mentioned = mentions.filter_map(|id| annotations.mentions.get(id)).map(|mention| mention.span.start).min();
    evidence.or(mentioned).unwrap_or(usize::MAX)
}

/// The card after or before the open one, round and round; without an open one the first or the last.
pub fn neighbour(annotations: &Annotations, open: Option<&CoalitionId>, forward: bool) -> Option<CoalitionId> {
    let cards = ordered(annotations);
    let at = cards.iter().position(|card| Some(&card.id) == open);
    let next = match (at, forward) {
        (Some(at), true) => (at + 1) % cards.len(),
        (Some(at), false) => (at + cards.len() - 1) % cards.len(),
        (None, true) => 0,
        (None, false) => cards.len().checked_sub(1)?,
    };
    cards.get(next).map(|card| card.id.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Span, Timestamp};

    fn cards(evidence: &[(&str, Option<usize>)]) -> Annotations {
        let mut annotations = Annotations::default();
        for (at, (id, start)) in evidence.iter().enumerate() {
            let id = CoalitionId::new(*id).expect("an id");
            let mut card = Coalition::empty(id.clone(), Timestamp(at as u64));
            card.evidence.extend(start.map(|start| Span::new(start, start + 5)));
            annotations.coalitions.insert(id, card);
        }
        annotations
    }

    fn ids(annotations: &Annotations) -> Vec<&str> {
        ordered(annotations).into_iter().map(|card| card.id.as_str()).collect()
    }

    #[test]
    fn cards_stand_as_their_evidence_does() {
        let annotations = cards(&[("z", None), ("b", Some(40)), ("y", None), ("c", Some(7)), ("a", Some(40))]);
        assert_eq!(ids(&annotations), ["c", "b", "a", "z", "y"]);
    }

    #[test]
    fn steps_go_round() {
        let annotations = cards(&[("a", Some(1)), ("b", Some(2)), ("c", Some(3))]);
        let step = |from: Option<&str>, forward| {
            let from = from.map(|id| CoalitionId::new(id).expect("an id"));
            neighbour(&annotations, from.as_ref(), forward).map(|id| id.as_str().to_owned())
        };
        assert_eq!(step(None, true).as_deref(), Some("a"));
        assert_eq!(step(None, false).as_deref(), Some("c"));
        assert_eq!(step(Some("c"), true).as_deref(), Some("a"));
        assert_eq!(step(Some("a"), false).as_deref(), Some("c"));
        assert_eq!(step(Some("gone"), true).as_deref(), Some("a"));
        assert_eq!(neighbour(&Annotations::default(), None, true), None);
        assert_eq!(neighbour(&Annotations::default(), None, false), None);
    }
}
