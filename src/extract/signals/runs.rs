//! Backing that no verb of backing tells: whose vehicle somebody takes ("maju lewat PKS"), whom a party only names ("PKS
//! mendeklarasikan A sebagai calon bupati"), and the parties behind a pair ("A-B dari PKS dan PAN").

use super::{
    clause::tickets, papers::gives, phrases::FoundPhrase, stance::list_around, ticket::is_title, tokens::Token,
};
use crate::{
    lexicon::{
        backing::{NAMES_ITS, RIDES, RUNS_FOR, VIA, Verb, Voice},
        lists::PARTIES,
        parties::OURS,
        people::{PAIR_NOUNS, ROLES},
        ticket::CALLINGS,
    },
    model::Stance,
};

/// Such verbs, in reading order; `verbs`: those that are found already.
pub fn runs(tokens: &[Token<'_>], verbs: &[FoundPhrase<Verb>]) -> Vec<FoundPhrase<Verb>> {
    let free = |hit: &FoundPhrase<Verb>| verbs.iter().all(|verb| verb.end <= hit.at || verb.at >= hit.end);
    let all = (0..tokens.len())
        .filter_map(|at| ride(tokens, at).or_else(|| names_its(tokens, at)).or_else(|| of_parties(tokens, verbs, at)));
    all.filter(free).collect()
}

/// "maju di Pilbup Blora lewat perahu PKS", "maju dari PKS"
fn ride(tokens: &[Token<'_>], at: usize) -> Option<FoundPhrase<Verb>> {
    const REACH: usize = 8;
    if !tokens[at].is(RUNS_FOR) {
        return None;
    }
    let inside = |n: &usize| tokens[*n].is_word() && !tokens[*n].is_party() && !tokens[*n].is_candidate();
    let via = (at + 1..tokens.len().min(at + REACH)).take_while(inside).find(|&n| tokens[n].is(VIA));
    let via = via.or_else(|| Some(at + 1).filter(|&n| tokens.get(n).is_some_and(|token| token.is(&["dari"]))))?;
    let rides = tokens[via + 1..].iter().take_while(|token| token.is(RIDES)).count();
    let end = via + 1 + rides;
    gives(tokens, end).then_some(FoundPhrase { at: via, end, value: (Stance::Nominating, Voice::Passive) })
}

/// "PKS mendeklarasikan pasangan A-B", "Ketua PKS menunjuk kadernya, A"
fn names_its(tokens: &[Token<'_>], at: usize) -> Option<FoundPhrase<Verb>> {
    const LONGEST: usize = 10;
    if !tokens[at].is(NAMES_ITS)
        || !tokens[..at].iter().any(|token| token.is_party() || token.is(OURS) || token.is(PARTIES))
    {
        return None;
    }
    let before_name = |token: &&Token<'_>| {
        is_title(token)
            || token.is_region()
            || token.is(PAIR_NOUNS)
            || token.is(ROLES)
            || token.is(CALLINGS)
            || token.is(&["nama", "kadernya", "sosok", "(", ")", ".", ",", "“", "\"", "sebagai", "untuk"])
    };
    let named =
        tokens[at + 1..].iter().take(LONGEST).find(|token| !before_name(token)).is_some_and(Token::is_candidate);
    named.then_some(FoundPhrase { at, end: at + 1, value: (Stance::Nominating, Voice::Active) })
}

/// "A-B dari PKS dan PAN", "A-B calon dari PKS, PAN": a pair with at least two parties, where nothing else says whose it is.
fn of_parties(tokens: &[Token<'_>], verbs: &[FoundPhrase<Verb>], at: usize) -> Option<FoundPhrase<Verb>> {
    const NEAR: usize = 3;
    if !tokens[at].is(&["dari", "usungan"]) {
        return None;
    }
    let nouns = tokens[..at].iter().rev().take_while(|token| token.is(PAIR_NOUNS) || token.is(&["calon"])).count();
    let pair = tickets(&tokens[..at]).last().is_some_and(|ticket| ticket.count == 2 && ticket.range.end + nouns == at);
    let first = (at + 1..tokens.len()).find(|&n| !tokens[n].is(&["koalisi", "gabungan", "partai", "parpol"]))?;
    let several = || {
        let (start, end) = list_around(tokens, first);
        tokens[start..end].iter().filter(|token| token.is_party()).count() > 1
    };
    let near = verbs.iter().any(|verb| verb.at.abs_diff(at) <= NEAR);
    (pair && tokens[first].is_party() && !near && several()).then_some(FoundPhrase {
        at,
        end: at + 1,
        value: (Stance::Nominating, Voice::Passive),
    })
}
