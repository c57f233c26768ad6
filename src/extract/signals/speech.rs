//! What a sentence says about who speaks it: "kata X", "X mengatakan", "ujarnya".

use std::{ops::Range, sync::LazyLock};

use super::{
    names::{ROLES, is_name_part, name_before, name_from},
    phrases::{FoundPhrase, Phrases},
    tokens::Token,
};
use crate::lexicon::speech::{ADVERBS, BEFORE_NAME, SpeechVerb as Verb, THEY, VERBS as TABLE};

static VERBS: LazyLock<Phrases<Verb>> = LazyLock::new(|| Phrases::of(TABLE));

/// What a sentence says about its speaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SpeakerSignal {
    /// Tokens of the name.
    By(Range<usize>),
    /// "ujarnya", "kata dia": somebody named before.
    ByThem,
}

/// What a sentence says about its speaker; `None` if it reports by itself.
pub fn said(tokens: &[Token<'_>]) -> Option<SpeakerSignal> {
    let verbs = VERBS.hits(tokens);
    let mut them = None;
    for verb in &verbs {
        match attribution(tokens, verb) {
            Some(SpeakerSignal::By(name)) => return Some(SpeakerSignal::By(name)),
            Some(SpeakerSignal::ByThem) => them = Some(SpeakerSignal::ByThem),
            None => {}
        }
    }
    them
}

fn attribution(tokens: &[Token<'_>], verb: &FoundPhrase<Verb>) -> Option<SpeakerSignal> {
    match verb.value {
        Verb::Tag => {
            // "tambah dua partai", "sebut saja": a verb of speech stands behind a quotation, a comma or nothing.
            let opens = verb.at == 0 || tokens[verb.at - 1].is(&[",", "”", "\"", "’", "“", "?", "!"]);
            let menurut = tokens[verb.at].is_form_of("menurut");
            if !opens && !menurut {
                return None;
            }
            if tokens[verb.end - 1].low.ends_with("nya") || tokens.get(verb.end).is_some_and(|next| next.is(THEY)) {
                return Some(SpeakerSignal::ByThem);
            }
            match name_after(tokens, verb.end) {
                Some(name) => Some(SpeakerSignal::By(name)),
                // "ucap putra bungsu mantan presiden itu"
                None => (!menurut).then_some(SpeakerSignal::ByThem),
            }
        }
        // "A-B memastikan diri maju" is no speech.
        Verb::Clause if tokens.get(verb.end).is_some_and(|token| token.is(&["diri"])) => None,
        Verb::Clause => {
            let mut end = verb.at;
            while end > 0 && tokens[end - 1].is(ADVERBS) {
                end -= 1;
            }
            if end > 0 && tokens[end - 1].is(THEY) {
                return Some(SpeakerSignal::ByThem);
            }
            if end > 0 && tokens[end - 1].is(&[","]) {
                end -= 1;
            }
            let name = name_before(tokens, end);
            let name = if name.is_empty() { before_office(tokens, end) } else { name };
            let name = if name.is_empty() { before_relative(tokens, end) } else { name };
            (!name.is_empty()).then_some(SpeakerSignal::By(name))
        }
    }
}

/// The name before a relative clause: "X yang juga ketua DPC PPP itu mengatakan".
fn before_relative(tokens: &[Token<'_>], end: usize) -> Range<usize> {
    const LONGEST: usize = 14;
    if end == 0 || !tokens[end - 1].is(&["itu", "tersebut", "ini"]) {
        return 0..0;
    }
    let near = end.saturating_sub(LONGEST)..end;
    let yang = near.rev().find(|&at| tokens[at].is(&["yang"]) || !tokens[at].is_word());
    yang.filter(|&at| tokens[at].is(&["yang"])).map_or(0..0, |at| name_before(tokens, at))
}

/// The name before an office in apposition: "X sebagai pimpinan PSI menyatakan", "X, ketua DPC PPP, mengatakan".
fn before_office(tokens: &[Token<'_>], end: usize) -> Range<usize> {
    let passes = |token: &Token<'_>| {
        ROLES.has(token) || token.is(&["sebagai", "selaku", ","]) || token.is_party() || token.is_region()
    };
    let mut start = end;
    let mut office = false;
    while start > 0 && passes(&tokens[start - 1]) {
        start -= 1;
        office |= ROLES.has(&tokens[start]);
    }
    if office { name_before(tokens, start) } else { 0..0 }
}

/// The name behind offices, parties and regions, as far as nothing else comes between.
pub fn name_after(tokens: &[Token<'_>], from: usize) -> Option<Range<usize>> {
    let mut at = from;
    while let Some(token) = tokens.get(at) {
        if is_name_part(token) {
            let name = name_from(tokens, at);
            // "kata Ketua Harian, …": what goes on with an office was no name yet.
            return Some(name).filter(|name| !name.is_empty());
        }
        let passes = ROLES.has(token)
            || token.is(BEFORE_NAME)
            || token.is_party()
            || token.is_region()
            || token.is_capitalised();
        if !passes {
            return None;
        }
        at += 1;
    }
    None
}
