//! Stretches of sentences.

use crate::model::{Span, Text};

/// Joins neighbours that have only spaces between them.
pub(super) fn merged(text: &Text, mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort();
    let mut merged: Vec<Span> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start <= last.end || is_gap(text, last.end, span.start) => {
                last.end = last.end.max(span.end)
            }
            _ => merged.push(span),
        }
    }
    merged
}

fn is_gap(text: &Text, from: usize, to: usize) -> bool {
    text.get(from..to).is_some_and(|gap| gap.chars().all(|c| c.is_whitespace() && c != '\n'))
}
