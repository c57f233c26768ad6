//! Tickets that a sentence lists, each with its own parties or its own place: "A-B (PKS, PAN), C-D (PKB)",
//! "A di Blora, C (Demak), E (Jepara)".

use std::ops::Range;

use super::parts::ClausePart;
use crate::{
    extract::signals::{
        clause::{ClausePeople, tickets},
        phrases::FoundPhrase,
        sentence::Sentence,
        stance::is_list,
        tokens::Token,
    },
    lexicon::{
        backing::{Verb, Voice},
        ticket::GETS,
    },
    model::{MentionId, Span},
};

/// The statements of a sentence that lists at least two pairs with their parties, or three people with their places.
/// `leading`: the parties that act all along, for a list that names none.
pub(super) fn listed(sentence: &Sentence<'_>, leading: &[MentionId]) -> Option<Vec<ClausePart>> {
    let tokens = &sentence.tokens;
    let tickets = tickets(tokens);
    with_parties(sentence, tokens, &tickets)
        .or_else(|| with_places(sentence, tokens, &tickets, leading, &|ticket| place(tokens, ticket.range.end)))
        .or_else(|| {
            with_places(sentence, tokens, &tickets, leading, &|ticket| place_before(tokens, ticket.range.start))
        })
}

fn with_parties(sentence: &Sentence<'_>, tokens: &[Token<'_>], tickets: &[ClausePeople]) -> Option<Vec<ClausePart>> {
    let pairs: Vec<(&ClausePeople, Range<usize>)> = tickets
        .iter()
        .filter(|ticket| ticket.count == 2)
        .filter_map(|t| Some((t, bracket(tokens, t.range.end).or_else(|| backed(sentence, tickets, t))?)))
        .collect();
    // Without a bracket they are clauses like any others.
    pairs.iter().find(|(ticket, _)| bracket(tokens, ticket.range.end).is_some())?;
    // A second bracket is another ticket's, even of one whose people nobody knows.
    let brackets = (0..tokens.len()).filter(|&at| bracket(tokens, at).is_some()).count();
    let hyphened = |ticket: &ClausePeople| tokens[ticket.range.clone()].iter().any(|token| token.is(&["-", "–", "—"]));
    if pairs.len() < 2 && !(brackets > 1 && pairs.first().is_some_and(|(ticket, _)| hyphened(ticket))) {
        return None;
    }
    let part = |(ticket, parties): &(&ClausePeople, Range<usize>)| {
        let region = (0..ticket.range.start).rev().find(|&at| tokens[at].is_region());
        let own = ticket.range.clone().chain(region).chain(parties.clone());
        piece(sentence, tokens, own, ticket.range.start..parties.end, &[])
    };
    Some(pairs.iter().map(part).collect())
}

fn with_places(
    sentence: &Sentence<'_>,
    tokens: &[Token<'_>],
    tickets: &[ClausePeople],
    leading: &[MentionId],
    place: &dyn Fn(&ClausePeople) -> Option<usize>,
) -> Option<Vec<ClausePart>> {
    let placed: Vec<(&ClausePeople, usize)> =
        tickets.iter().filter_map(|ticket| Some((ticket, place(ticket)?))).collect();
    let first = tickets.first()?.range.start;
    // A list without a verb goes on with the sentence before it.
    let real = |verb: &&FoundPhrase<Verb>| verb.value.1 != Voice::Trap;
    let given = |token: &Token<'_>| token.is(&["rekomendasi", "rekom", "sk"]);
    let verb = sentence.verbs().iter().filter(real).any(|verb| verb.at < first)
        // "Yang mendapatkan rekomendasi yakni Bupati Blora A, Bupati Demak B, Wali Kota Blitar C"
        || tokens[..first].iter().any(|token| token.is(GETS)) && tokens[..first].iter().any(given)
        || !sentence.verbs().iter().any(|verb| real(&verb)) && tickets.iter().all(|ticket| ticket.count == 2);
    let inside = tokens[first..].iter().any(Token::is_party);
    let before = tokens[..first].iter().filter(|token| token.is_party()).filter_map(id).collect::<Vec<_>>();
    let carried = before.is_empty();
    let parties = if carried { leading.to_vec() } else { before };
    if placed.len() < 3 || placed.len() < tickets.len() || !verb || inside || parties.is_empty() {
        return None;
    }
    let part = |(ticket, place): &(&ClausePeople, usize)| {
        let own = ticket.range.clone().chain([*place]);
        let range = ticket.range.start.min(*place)..ticket.range.end.max(place + 1);
        ClausePart { carried, ..piece(sentence, tokens, own, range, &parties) }
    };
    Some(placed.iter().map(part).collect())
}

/// A statement of some tokens, and of parties that are named elsewhere.
fn piece(
    sentence: &Sentence<'_>,
    tokens: &[Token<'_>],
    own: impl Iterator<Item = usize>,
    range: Range<usize>,
    parties: &[MentionId],
) -> ClausePart {
    let chosen = own.filter_map(|at| id(&tokens[at])).chain(parties.iter().cloned()).collect();
    let span = Span::new(tokens[range.start].span.start, tokens[range.end - 1].span.end);
    ClausePart { chosen, verb: true, carried: !parties.is_empty(), open: false, span, ..ClausePart::of(sentence) }
}

fn id(token: &Token<'_>) -> Option<MentionId> {
    token.mention.map(|mention| mention.id.clone())
}

/// The parties of "A-B yang diusung PKS dan PAN", up to the next ticket.
fn backed(sentence: &Sentence<'_>, tickets: &[ClausePeople], ticket: &ClausePeople) -> Option<Range<usize>> {
    let tokens = &sentence.tokens;
    let end = ticket.range.end;
    let next = tickets.iter().map(|other| other.range.start).find(|&start| start >= end).unwrap_or(tokens.len());
    let passive = |verb: &&FoundPhrase<Verb>| verb.value.1 == Voice::Passive && (end..end + 3).contains(&verb.at);
    let verb = sentence.verbs().iter().find(passive)?;
    let parties = verb.end..verb.end.max(next);
    let last = tokens[parties.clone()].iter().rposition(Token::is_party)?;
    Some(parties.start..parties.start + last + 1)
}

/// The tokens of "(PKS, PAN)" at a token.
fn bracket(tokens: &[Token<'_>], at: usize) -> Option<Range<usize>> {
    tokens.get(at).filter(|token| token.is(&["("]))?;
    let close = (at + 1..tokens.len()).find(|&n| tokens[n].is(&[")"]))?;
    let inside = &tokens[at + 1..close];
    let parties = inside.iter().any(Token::is_party) && inside.iter().all(|token| token.is_party() || is_list(token));
    parties.then_some(at + 1..close)
}

/// The region of "Kabupaten Demak kepada [A]" before a ticket.
fn place_before(tokens: &[Token<'_>], start: usize) -> Option<usize> {
    const NEAR: usize = 6;
    let near = tokens[start.saturating_sub(NEAR)..start].iter().rev();
    let between = near.take_while(|token| !token.is_region() && !token.is_candidate()).count();
    let at = start.checked_sub(between + 1).filter(|&at| tokens[at].is_region())?;
    let given = tokens[at + 1..start].iter().all(|token| !token.is_party() && !token.is(&[";", "."]));
    given.then_some(at)
}

/// The region of "(Demak)" or "di Demak" at a token.
fn place(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let region = tokens.get(at + 1).is_some_and(Token::is_region);
    let closed = || tokens.get(at + 2).is_some_and(|token| token.is(&[")"]));
    let opens = tokens.get(at).is_some_and(|token| token.is(&["("]));
    let stands = tokens.get(at).is_some_and(|token| token.is(&["di", "untuk"]));
    (region && (opens && closed() || stands)).then_some(at + 1)
}
