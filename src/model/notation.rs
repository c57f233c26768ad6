//! The bracket notation of samples and tests: `[PKS|party:pks] usung [Andra Soni|candidate]`.
//!
//! After the bar stands an entity id, whose part before the colon is the kind, or a kind alone. Brackets nest.

use super::{Annotations, BadId, EntityId, KindKey, Span};
use crate::message::{Message, message};

/// One bracket: its bytes in the bare text, its kind, and its entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BracketMark {
    pub span: Span,
    pub kind: KindKey,
    pub entity: Option<EntityId>,
}

/// The bare text and its marks in reading order, or what is wrong and at which byte.
pub fn parse(notation: &str) -> Result<(String, Vec<BracketMark>), Message> {
    let mut text = String::with_capacity(notation.len());
    let mut marks = Vec::new();
    let mut open = Vec::new();
    let mut rest = notation;
    while let Some(at) = rest.find(['[', '|']) {
        let here = notation.len() - rest.len() + at;
        text.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        if notation.as_bytes()[here] == b'[' {
            open.push(text.len());
            continue;
        }
        let start = open.pop().ok_or_else(|| message!("byte {here}: “|” without “[”", here = here))?;
        let (label, after) =
            rest.split_once(']').ok_or_else(|| message!("byte {here}: “|” without “]”", here = here))?;
        rest = after;
        let bad = |bad: BadId| message!("byte {here}: {reason}", here = here, reason = Message::from(bad));
        let (kind, entity) = match label.split_once(':') {
            Some((kind, _)) => (kind, Some(EntityId::new(label).map_err(bad)?)),
            None => (label, None),
        };
        let kind = KindKey::new(kind).map_err(bad)?;
        marks.push(BracketMark { span: Span::new(start, text.len()), kind, entity });
    }
    if let Some(start) = open.pop() {
        let words = text[start..].chars().take(20).collect::<String>();
        return Err(message!("the “[” before “{words}” is not closed", words = words));
    }
    text.push_str(rest);
    marks.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end)));
    Ok((text, marks))
}

/// Writes annotations in the notation: the inverse of [`parse`] for nested marks. An overlap that does not nest is
/// written as if its inner end came first.
pub fn print(text: &str, annotations: &Annotations) -> String {
    let mut inserts: Vec<(usize, u8, usize, String)> = Vec::new();
    for mention in annotations.mentions.values() {
        let label = mention.entity.as_ref().map_or(mention.kind.as_str(), |entity| entity.as_str());
        // At one offset closings come first, the latest opened of them before the others; of openings the longest first.
        inserts.push((mention.span.start, 1, usize::MAX - mention.span.end, "[".into()));
        inserts.push((mention.span.end, 0, usize::MAX - mention.span.start, format!("|{label}]")));
    }
    inserts.sort();
    let mut printed = String::with_capacity(text.len() + inserts.len() * 8);
    let mut done = 0;
    for (at, _, _, insert) in inserts {
        printed.push_str(&text[done..at]);
        printed.push_str(&insert);
        done = at;
    }
    printed + &text[done..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_nest() {
        let (text, marks) = parse("[Pilbup [Lebak|region:36.02]|event] oleh [PKS|party]").unwrap();
        assert_eq!(text, "Pilbup Lebak oleh PKS");
        let spans: Vec<&str> = marks.iter().map(|mark| &text[mark.span.range()]).collect();
        assert_eq!(spans, ["Pilbup Lebak", "Lebak", "PKS"]);
        assert_eq!(marks[1].entity.as_ref().unwrap().as_str(), "region:36.02");
        assert_eq!(marks[2].entity, None);
    }

    #[test]
    fn what_is_wrong_is_said() {
        assert!(parse("a|b").is_err());
        assert!(parse("[a").is_err());
        assert!(parse("[a|b").is_err());
        assert!(parse("[a|b/c]").is_err());
    }
}
