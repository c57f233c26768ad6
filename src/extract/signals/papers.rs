//! Papers of parties, by whatever name, given to somebody or received: "menyerahkan formulir B1-KWK kepada A", "A menerima surat
//! tugas sebagai calon bupati dari Ketua Umum PKS".

use super::{phrases::FoundPhrase, tokens::Token};
use crate::{
    lexicon::{
        backing::{BEHIND_PAPER, FROM, NOMINATING_PAPER, PAPER, PAPER_PARTS, RECEIVES, Verb, Voice},
        lists::{NAMELY, NUMBERS, PARTIES},
        parties::BOARDS,
        people::PERSON_ROLES,
        ticket::GIVES_PAPER,
    },
    model::Stance,
};

/// The verbs of giving a paper and of receiving one, in reading order.
pub fn papers(tokens: &[Token<'_>]) -> Vec<FoundPhrase<Verb>> {
    (0..tokens.len()).filter_map(|at| given(tokens, at).or_else(|| received(tokens, at))).collect()
}

/// The token behind the words of a paper, and how who gives it stands to who gets it.
fn paper(tokens: &[Token<'_>], at: usize) -> Option<(usize, Stance)> {
    tokens.get(at).filter(|token| token.is(PAPER))?;
    let length = tokens[at..].iter().take_while(|token| token.is(PAPER) || token.is(PAPER_PARTS)).count();
    // "b . 1-kwk yang": a mark belongs to a paper in its middle only.
    let length = length - tokens[at..at + length].iter().rev().take_while(|token| !token.is_word()).count();
    let words = &tokens[at..at + length];
    // "surat undangan": what a bare "surat" is of stands behind it.
    let other = tokens.get(at + length).is_some_and(|next| {
        next.is_word() && next.mention.is_none() && !next.is(FROM) && !next.is(BOARDS) && !next.is(BEHIND_PAPER)
    });
    if other && words.iter().all(|token| token.is(&["surat", "form", "formulir"])) {
        return None;
    }
    let supports = words.iter().any(|token| token.is_form_of("dukungan"));
    let nominates = words.iter().any(|token| token.is(NOMINATING_PAPER));
    Some((at + length, if supports && !nominates { Stance::Supporting } else { Stance::Nominating }))
}

/// "memberikan langsung surat rekomendasi"
fn given(tokens: &[Token<'_>], at: usize) -> Option<FoundPhrase<Verb>> {
    const ADVERBS: usize = 2;
    if !tokens[at].is(GIVES_PAPER) {
        return None;
    }
    let from = (at + 1..tokens.len().min(at + 2 + ADVERBS)).find(|&n| tokens[n].is(PAPER))?;
    let adverbs = tokens[at + 1..from].iter().all(|token| token.is_word() && token.mention.is_none());
    let (end, stance) = paper(tokens, from).filter(|_| adverbs)?;
    Some(FoundPhrase { at, end, value: (stance, Voice::Active) })
}

/// "menerima surat tugas sebagai calon bupati dari DPP [PKS]": a paper that somebody received, whatever it is for.
fn received(tokens: &[Token<'_>], at: usize) -> Option<FoundPhrase<Verb>> {
    const REACH: usize = 12;
    if !tokens[at].is(RECEIVES) {
        return None;
    }
    let from = at + 1 + usize::from(tokens.get(at + 1).is_some_and(|token| token.is(&["langsung", "sebuah", "resmi"])));
    let (end, stance) = paper(tokens, from)?;
    let hit = |end: usize| FoundPhrase { at, end, value: (stance, Voice::Passive) };
    // "Sebelum mendapat rekomendasi [PDIP], [Golkar] telah menyatakan dukungan": the list is of those who act behind it.
    let subordinate = tokens[0].is(&["sebelum", "setelah", "sesudah", "usai", "seusai"])
        && !tokens[..at].iter().any(|token| token.is_candidate() || token.is(&[","]));
    if !subordinate && gives(tokens, end) {
        return Some(hit(end));
    }
    let inside = |token: &&Token<'_>| token.is_word() && !token.is_party() && !token.is_candidate();
    let length = tokens[end..].iter().take(REACH).take_while(|token| inside(token) && !token.is(FROM)).count();
    let giver = end + length;
    (tokens.get(giver)?.is(FROM) && gives(tokens, giver + 1)).then(|| hit(giver + 1))
}

/// Whether a party stands at a token, behind its boards, officers and how many there are of them.
pub fn gives(tokens: &[Token<'_>], at: usize) -> bool {
    const LONGEST: usize = 7;
    let before = |token: &&Token<'_>| {
        token.is(PARTIES)
            || token.is(BOARDS)
            || token.is(NUMBERS)
            || token.is(NAMELY)
            || token.is(PERSON_ROLES)
            || token.is(&["politik", ":", ",", "langsung", "para", "jajaran", "pengurus", "(", "dewan", "pimpinan"])
            || token.text.parse::<u8>().is_ok()
    };
    tokens
        .get(at..)
        .is_some_and(|rest| rest.iter().take(LONGEST).find(|token| !before(token)).is_some_and(Token::is_party))
}
