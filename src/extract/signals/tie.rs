//! How a party hangs on to the verb of its clause: named by it, joined to those that are, or only somewhere beside it.
//! "A-B diusung [PKS] dan [PAN], sementara [PPP] masih menunggu" is backed by two parties.

use super::{
    clause::tickets,
    phrases::FoundPhrase,
    stance::{acts_with_help, is_by, is_list, list_around},
    tokens::Token,
};
use crate::lexicon::{
    backing::{Verb, Voice, WITH},
    lists::{NUMBERS, PARTIES},
    parties::{AGENT_WORDS, AND_ALSO, APART, BOARDS, SEATS, SUBJECT_ADVERBS, SUBJECT_WORDS, SUBORDINATES},
    ticket::{GIVES, SHIFTS},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartyTie {
    /// The verb names it.
    Governed,
    /// It is joined to the verb, or to parties that the verb names.
    Joined,
    /// It stands in the sentence for another reason.
    Loose,
}

/// How the party at a token hangs on to the verbs of its clause.
pub fn tie(tokens: &[Token<'_>], verbs: &[FoundPhrase<Verb>], at: usize) -> PartyTie {
    let (start, end) = list_around(tokens, at);
    let real = |verb: &&FoundPhrase<Verb>| verb.value.1 != Voice::Trap;
    let left = verbs.iter().rev().filter(real).find(|verb| verb.end <= start);
    let right = verbs.iter().filter(real).find(|verb| verb.at >= end);
    let number = |token: &Token<'_>| token.text.parse::<u32>().is_ok();
    let agent = |token: &Token<'_>| {
        is_by(token) || is_list(token) || token.is_region() || number(token) || token.is(AGENT_WORDS)
    };
    // "Diusung PKS, PAN netral": what follows a comma and has a predicate of its own.
    let own = at > 0 && tokens[at - 1].is(&[","]) && tokens.get(at + 1).is_some_and(|token| token.is(APART));
    if own && left.is_some() && right.is_none() {
        return PartyTie::Loose;
    }
    if let Some(verb) = left.filter(|verb| matches!(verb.value.1, Voice::Passive | Voice::Joint)) {
        let with = |token: &Token<'_>| verb.value.1 == Voice::Joint && token.is(WITH);
        if tokens[verb.end..start].iter().all(|token| agent(token) || with(token)) {
            return PartyTie::Governed;
        }
    }
    if let Some(verb) = right.filter(|verb| verb.value.1 != Voice::Passive) {
        let subject = |token: &Token<'_>| {
            token.is(SUBJECT_ADVERBS)
                || token.is(SUBJECT_WORDS)
                || token.is(GIVES)
                || token.is(SHIFTS)
                || is_list(token)
                || token.is_region()
        };
        let gap = &tokens[end..verb.at];
        let near = &tokens[start.saturating_sub(3)..start];
        let aside = near.iter().any(|token| token.is(SUBORDINATES)) && gap.iter().any(|token| token.is(&[","]));
        return match (aside, gap.iter().all(subject)) {
            (true, _) => PartyTie::Loose,
            (_, true) => PartyTie::Governed,
            _ => PartyTie::Joined,
        };
    }
    if left.is_none() && acts_with_help(tokens, verbs, end).is_some() {
        return PartyTie::Governed;
    }
    // Behind the ticket: joined by a word that says so, with no other ticket and no other clause between.
    let from = (0..start).rev().find(|&n| tokens[n].is_party()).map_or(0, |n| n + 1);
    let from = from.max(left.map_or(0, |verb| verb.end));
    let between = &tokens[from..start];
    // "PKS (4 kursi) dan tiga partai tanpa kursi PAN"
    let seatless = |token: &Token<'_>| {
        token.is(NUMBERS) || token.is(&["non", "nonparlemen", "non-parlemen", "parlemen", "nonseat", "seat"])
    };
    let more = between.iter().any(seatless) && between.iter().any(|token| token.is(PARTIES));
    let seats = |token: &Token<'_>| {
        number(token) || token.is(SEATS) || token.is(NUMBERS) || more && (is_list(token) || is_by(token))
    };
    if from > 0 && tokens[from - 1].is_party() && between.iter().all(seats) {
        return PartyTie::Joined;
    }
    let last = between.iter().rev().find(|token| !(token.is_region() || token.is(BOARDS)));
    let joined = last.is_some_and(|token| token.is(AND_ALSO) || token.is(WITH));
    let apart = between.iter().any(|token| token.is(SUBORDINATES)) || tickets(between).len() > 1;
    if joined && !apart { PartyTie::Joined } else { PartyTie::Loose }
}
