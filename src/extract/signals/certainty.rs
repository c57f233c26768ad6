//! How firm a statement is, and the words that make it less than sure.

use std::sync::LazyLock;

use super::{
    phrases::{FoundPhrase, Phrases},
    tokens::Token,
};
use crate::{
    lexicon::{
        backing::{Verb, Voice},
        firmness::{CUES as TABLE, FirmnessCue, HEARSAY, LEAVES, NEGATED_ADVERBS, NOT, TALKS},
        lists::PARTIES,
        parties::SUBORDINATES,
    },
    model::{
        Certainty::{self, Confirmed, Denied, Exploring, Hoped, Past},
        Span,
    },
};

static CUES: LazyLock<Phrases<FirmnessCue>> = LazyLock::new(|| Phrases::of(TABLE));

/// Whether the words say that parties talk with each other: "membangun komunikasi", "penjajakan".
pub fn talks(tokens: &[Token<'_>]) -> bool {
    tokens.iter().any(|token| TALKS.iter().any(|word| token.is_form_of(word)))
}

/// What the words of a statement say about its firmness.
#[derive(Debug, PartialEq, Eq)]
pub struct Firmness {
    pub status: Certainty,
    /// Bytes of the words that soften it.
    pub hedge: Option<Span>,
}

/// The words of firmness in a sentence.
pub fn cues(tokens: &[Token<'_>]) -> Vec<FoundPhrase<FirmnessCue>> {
    CUES.hits(tokens)
}

/// Reads one sentence; `verb` is the one that carries the statement. `None` if nothing in it says how firm it is.
pub fn firmness(
    tokens: &[Token<'_>],
    cues: &[FoundPhrase<FirmnessCue>],
    verb: Option<&FoundPhrase<Verb>>,
) -> Option<Firmness> {
    // "belum mengumumkan secara resmi"
    let not_yet = |hit: &FoundPhrase<FirmnessCue>| {
        hit.value == FirmnessCue::Says(Confirmed)
            && tokens[hit.at.saturating_sub(3)..hit.at].iter().any(|token| token.is(&["belum"]))
    };
    // "Kabarnya itu dipicu oleh munculnya A-B (PKS-PAN)": what a bracket tells is so.
    if verb.is_some_and(|verb| tokens[verb.at].is(&["("]))
        && !cues.iter().any(|hit| hit.value == FirmnessCue::Says(Past))
    {
        return None;
    }
    let counts = |hit: &FoundPhrase<FirmnessCue>| !not_yet(hit) && !is_of_another(tokens, verb, hit);
    let own: Vec<_> = cues.iter().copied().filter(counts).collect();
    let cues = own.as_slice();
    let anchor = verb.map_or(0, |verb| verb.at);
    let distance = |hit: &FoundPhrase<FirmnessCue>| {
        if hit.at <= anchor { anchor.saturating_sub(hit.end) } else { hit.at - anchor }
    };
    let nearest = |wanted: Certainty| {
        let those = cues.iter().enumerate().filter(|(_, hit)| hit.value == FirmnessCue::Says(wanted));
        those.min_by_key(|(_, hit)| distance(hit)).map(|(n, hit)| (n, distance(hit)))
    };
    let plain = |status| Some(Firmness { status, hedge: None });
    let hedged = |status, n| Some(Firmness { status, hedge: Some(run(tokens, cues, n)) });
    if let Some(n) = cues.iter().position(|hit| hit.value == FirmnessCue::If) {
        return hedged(Exploring, n);
    }
    // "Wacana … bukan isapan jempol"
    let sure =
        |hit: &FoundPhrase<FirmnessCue>| hit.value == FirmnessCue::Says(Confirmed) && tokens[hit.at].is(&["bukan"]);
    if cues.iter().any(sure) {
        return plain(Confirmed);
    }
    if nearest(Denied).is_some() || verb.is_some_and(|verb| negated(tokens, verb)) {
        return plain(Denied);
    }
    if nearest(Past).is_some() {
        return plain(Past);
    }
    if let Some((n, _)) = nearest(Hoped) {
        return hedged(Hoped, n);
    }
    // "Dikabarkan sepakat mengusung A"
    let heard = |hit: &FoundPhrase<FirmnessCue>| hit.at < anchor && tokens[hit.at].is(HEARSAY);
    if let Some(n) = cues.iter().position(heard) {
        return hedged(Exploring, n);
    }
    let confirmed = nearest(Confirmed);
    if let Some((n, far)) = nearest(Exploring)
        && confirmed.is_none_or(|(_, near)| far <= near || weak(tokens, cues, confirmed))
    {
        return hedged(Exploring, n);
    }
    let future = cues.iter().enumerate().filter(|(_, hit)| hit.value == FirmnessCue::Future);
    match future.min_by_key(|(_, hit)| distance(hit)) {
        Some((n, _)) => hedged(Confirmed, n),
        None => confirmed.and_then(|_| plain(Confirmed)),
    }
}

/// Whether a cue behind the verb tells of another party: "diusung PKS setelah [PAN] menolak".
fn is_of_another(tokens: &[Token<'_>], verb: Option<&FoundPhrase<Verb>>, hit: &FoundPhrase<FirmnessCue>) -> bool {
    // "PKS hengkang dari koalisi itu dan mendukung A": what is left is one thing, what is joined another.
    if let Some(verb) = verb.filter(|verb| hit.end <= verb.at && tokens[hit.at].is(LEAVES)) {
        return tokens[hit.end..verb.at].iter().any(|token| token.is(&["dan", "lalu", "kemudian", "serta"]));
    }
    let Some(verb) = verb.filter(|verb| verb.end <= hit.at) else { return false };
    let between = &tokens[verb.end..hit.at];
    let parted = between.iter().position(|token| token.is(SUBORDINATES));
    // "A-B, yang telah diusung PAN, berpotensi digandeng PKS": the clause that tells who backs them is over.
    let soft = matches!(hit.value, FirmnessCue::Says(Exploring | Hoped) | FirmnessCue::Future | FirmnessCue::Still);
    let relative = soft
        && verb.value.1 == Voice::Passive
        && tokens[verb.at.saturating_sub(3)..verb.at].iter().any(|token| token.is(&["yang"]))
        && between.windows(2).any(|two| two[0].is_party() && two[1].is(&[","]))
        && !between.last().is_some_and(|token| token.is_party() || token.is(&["dan", "serta", "bersama"]))
        && between.iter().rposition(Token::is_party) < between.iter().rposition(|token| token.is(&[","]));
    // "Mengusung A, yang belum menentukan wakilnya": what is told of somebody says nothing of who backs them.
    let aside =
        between.windows(3).any(|three| three[0].is_candidate() && three[1].is(&[","]) && three[2].is(&["yang"]));
    // "diusung PKS, PAN, dan kemungkinan masih akan ada partai lain"
    let near = &tokens[hit.end..tokens.len().min(hit.end + 6)];
    let others = |two: &[Token<'_>]| two[0].is(PARTIES) && two[1].is(&["lain", "lainnya", "lagi"]);
    let more = between.iter().any(Token::is_party) && near.windows(2).any(others);
    aside || relative || more || parted.is_some_and(|n| between[n..].iter().any(Token::is_party))
}

/// Whether the only confirmation is a word of time ("sudah", "telah"): having met is not having agreed.
fn weak(tokens: &[Token<'_>], cues: &[FoundPhrase<FirmnessCue>], confirmed: Option<(usize, usize)>) -> bool {
    confirmed.is_some_and(|(n, _)| tokens[cues[n].at].is(&["sudah", "telah"]))
}

fn negated(tokens: &[Token<'_>], verb: &FoundPhrase<Verb>) -> bool {
    let mut before = tokens[..verb.at].iter().rev().skip_while(|token| token.is(NEGATED_ADVERBS));
    verb.value.1 != Voice::Trap && before.next().is_some_and(|token| token.is(NOT))
}

/// The words of a hedge with what belongs to it on both sides: "masih membangun komunikasi", "menjajaki kemungkinan".
fn run(tokens: &[Token<'_>], cues: &[FoundPhrase<FirmnessCue>], n: usize) -> Span {
    let soft = |cue: FirmnessCue| !matches!(cue, FirmnessCue::Says(Confirmed | Denied | Past) | FirmnessCue::Trap);
    let (mut first, mut last) = (n, n);
    while first > 0 && cues[first - 1].end == cues[first].at && soft(cues[first - 1].value) {
        first -= 1;
    }
    while last + 1 < cues.len() && cues[last + 1].at == cues[last].end && soft(cues[last + 1].value) {
        last += 1;
    }
    Span::new(tokens[cues[first].at].span.start, tokens[cues[last].end - 1].span.end)
}
