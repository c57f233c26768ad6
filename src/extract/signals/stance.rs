//! How a party stands to a ticket, by the verb that governs its name.

use std::sync::LazyLock;

use super::{
    phrases::{Hit, Phrases, Words},
    tokens::Token,
};
use crate::{
    lexicon::backing::{BY_PHRASE as BY, LIST as JOINTS, ON, VERBS as TABLE, Verb, Voice, WITH},
    model::Stance,
};

static VERBS: LazyLock<Phrases<Verb>> = LazyLock::new(|| Phrases::of(TABLE));
static BY_PHRASE: LazyLock<Words> = LazyLock::new(|| Words::of(BY));
static LIST: LazyLock<Words> = LazyLock::new(|| Words::of(JOINTS));

/// The verbs of a sentence, traps included: they still part one clause from another.
pub fn verbs(tokens: &[Token<'_>]) -> Vec<Hit<Verb>> {
    VERBS.hits(tokens)
}

/// The stance of the party at token `at`, and the verb that says it (its place in `verbs`).
pub fn stance_of(tokens: &[Token<'_>], verbs: &[Hit<Verb>], at: usize) -> Option<(Stance, usize)> {
    let (stance, n) = governing(tokens, verbs, at)?;
    // "PKB berkoalisi dengan PAN mengusung A": what they join for says more.
    if verbs[n].value.1 == Voice::Joint
        && let Some(next) = verbs.get(n + 1).filter(|next| next.value.1 == Voice::Active)
    {
        let gap = &tokens[verbs[n].end..next.at];
        if gap.iter().any(Token::is_party)
            && gap.iter().all(|token| token.is_party() || LIST.has(token) || token.is(WITH) || token.is(ON))
        {
            return Some((next.value.0, n + 1));
        }
    }
    Some((stance, n))
}

/// The verb that governs the party at token `at`.
fn governing(tokens: &[Token<'_>], verbs: &[Hit<Verb>], at: usize) -> Option<(Stance, usize)> {
    let (start, end) = list_around(tokens, at);
    let governs = |n: &usize| verbs[*n].value.1 != Voice::Trap;
    let says = |n: usize| Some((verbs[n].value.0, n));
    let left = (0..verbs.len()).rev().find(|&n| verbs[n].end <= start).filter(governs);
    let right = (0..verbs.len()).find(|&n| verbs[n].at >= end).filter(governs);
    if let Some(n) = left.filter(|&n| verbs[n].value.1 == Voice::Passive) {
        let gap = &tokens[verbs[n].end..start];
        if gap.iter().all(|token| BY_PHRASE.has(token) || token.is_region())
            || gap.iter().any(|token| token.is(&["oleh"]))
        {
            return says(n);
        }
    }
    // "mengusung A bersama PKS", but not "PAN bersama PKS mengusung A".
    let company = start >= 2 && tokens[start - 1].is(WITH) && !tokens[start - 2].is_party();
    if company && let Some(n) = left {
        return says(n);
    }
    if let Some(n) = right.filter(|&n| verbs[n].value.1 != Voice::Passive) {
        return says(n);
    }
    // A party before a passive verb is not its agent: "mengusung A dari PKS yang didukung …".
    says(left?)
}

/// First token of the list of parties around `at`, and the token after the list.
pub fn list_around(tokens: &[Token<'_>], at: usize) -> (usize, usize) {
    let joins = |token: &Token<'_>| LIST.has(token);
    let mut start = at;
    for n in (0..at).rev() {
        match &tokens[n] {
            token if token.is_party() => start = n,
            token if joins(token) || token.is_region() => {}
            _ => break,
        }
    }
    let mut end = at + 1;
    for (n, token) in tokens.iter().enumerate().skip(at + 1) {
        match token {
            token if token.is_party() => end = n + 1,
            token if joins(token) || token.is_region() => {}
            _ => break,
        }
    }
    (start, end)
}
