//! Tickets told by the number that they drew: "Pasangan nomor urut 1 diusung PKS, nomor urut 2 diusung PAN dan PPP".

use std::ops::Range;

use super::{parts::ClausePart, scene::Scene};
use crate::{
    extract::signals::{clause::tickets, phrases::FoundPhrase, sentence::Sentence, tokens::Token},
    lexicon::{
        backing::{Verb, Voice},
        lists::NUMBER_DRAWN,
    },
    model::{MentionId, Span},
};

/// Farthest that a pair stands from its number, in tokens.
const NEAR: usize = 6;

/// A number that was drawn, and its tokens.
struct Drawn {
    number: u8,
    range: Range<usize>,
}

/// The statements of a sentence that names tickets by their numbers alone, with the parties of each.
pub(super) fn numbered(scene: &Scene<'_>, sentence: &Sentence<'_>) -> Option<Vec<ClausePart>> {
    let passive = |verb: &FoundPhrase<Verb>| verb.value.1 == Voice::Passive;
    if sentence.has_candidate || !sentence.has_party || !sentence.verbs().iter().any(passive) {
        return None;
    }
    let tokens = &sentence.tokens;
    let drawn = drawn(tokens);
    let parts = drawn.iter().enumerate().filter_map(|(n, own)| {
        let end = drawn.get(n + 1).map_or(tokens.len(), |next| next.range.start);
        let parties: Vec<MentionId> =
            tokens[own.range.end..end].iter().filter(|token| token.is_party()).filter_map(id).collect();
        let pair = if parties.is_empty() { None } else { pair_of(scene, sentence.span.start, own.number) }?;
        let span = Span::new(tokens[own.range.start].span.start, tokens[end - 1].span.end);
        let chosen = pair.into_iter().chain(parties).collect();
        Some(ClausePart { chosen, verb: true, carried: true, open: false, span, ..ClausePart::of(sentence) })
    });
    let parts: Vec<ClausePart> = parts.collect();
    (!parts.is_empty()).then_some(parts)
}

/// "Nomor urut 1", "nomor 1" in reading order.
fn drawn(tokens: &[Token<'_>]) -> Vec<Drawn> {
    let at = |n: usize, words: &[&str]| tokens.get(n).is_some_and(|token| token.is(words));
    let starts = (0..tokens.len()).filter(|&n| at(n, NUMBER_DRAWN));
    let numbers = starts.filter_map(|start| {
        let end = start + 1 + usize::from(at(start + 1, &["urut"]));
        let number = tokens.get(end)?.text.parse().ok().filter(|number| (1..=20).contains(number))?;
        Some(Drawn { number, range: start..end + 1 })
    });
    numbers.collect()
}

/// The two people to whom a sentence before gives a number: "nomor urut 1 diperoleh pasangan A-B", "A-B nomor urut 1".
fn pair_of(scene: &Scene<'_>, offset: usize, number: u8) -> Option<Vec<MentionId>> {
    scene.before(offset).filter(|sentence| sentence.has_candidate).find_map(|sentence| {
        let tokens = &sentence.tokens;
        let drawn = drawn(tokens);
        let n = drawn.iter().position(|drawn| drawn.number == number)?;
        let own = &drawn[n].range;
        let limit = drawn.get(n + 1).map_or(tokens.len(), |next| next.range.start);
        let floor = n.checked_sub(1).map_or(0, |n| drawn[n].range.end);
        let pairs: Vec<_> = tickets(tokens).into_iter().filter(|ticket| ticket.count == 2).collect();
        let behind = pairs
            .iter()
            .find(|pair| pair.range.start >= own.end && pair.range.end <= limit && pair.range.start - own.end <= NEAR);
        let before = || {
            pairs.iter().rev().find(|pair| {
                pair.range.end <= own.start && pair.range.start >= floor && own.start - pair.range.end <= NEAR
            })
        };
        let pair = behind.or_else(before)?;
        Some(tokens[pair.range.clone()].iter().filter(|token| token.is_candidate()).filter_map(id).collect())
    })
}

fn id(token: &Token<'_>) -> Option<MentionId> {
    token.mention.map(|mention| mention.id.clone())
}
