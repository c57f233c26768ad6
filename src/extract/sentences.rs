//! The sentences of a text around a selection, and stretches of them.

use crate::model::{Span, Text, sentence_at};

/// Every whole sentence that a span touches, in reading order.
pub(super) fn touched(text: &Text, selected: Span) -> Vec<Span> {
    let mut sentences: Vec<Span> = Vec::new();
    let mut at = selected.start;
    while at < selected.end.min(text.len()) {
        let sentence = sentence_at(text, at);
        if sentence.touches(selected) && sentences.last() != Some(&sentence) {
            sentences.push(sentence);
        }
        // On to the next character that is not white space: blank lines have no sentence.
        let next = sentence.end.max(at + 1);
        let rest = text.get(next..).or_else(|| text.get(next + 1..)).unwrap_or("");
        at = text.len() - rest.trim_start().len();
    }
    sentences
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_of_a_selection() {
        let text = Text::new("Satu dua. Tiga empat.\n\n“Lima 😀.” Enam");
        let of = |from: &str, to: &str| {
            let selected = Span::new(text.find(from).unwrap(), text.find(to).unwrap() + to.len());
            touched(&text, selected).iter().map(|&s| text.slice(s)).collect::<Vec<_>>()
        };
        assert_eq!(of("dua", "dua"), ["Satu dua."]);
        assert_eq!(of("dua", "Lima"), ["Satu dua.", "Tiga empat.", "“Lima 😀.”"]);
        assert_eq!(of("Lima", "Enam"), ["“Lima 😀.”", "Enam"]);
        let all = merged(&text, touched(&text, Span::new(0, text.len())));
        assert_eq!(
            all.iter().map(|&s| text.slice(s)).collect::<Vec<_>>(),
            ["Satu dua. Tiga empat.", "“Lima 😀.” Enam"]
        );
        assert!(touched(&text, Span::new(text.len(), text.len())).is_empty());
    }
}
