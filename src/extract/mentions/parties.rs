//! Which party names in a text are parties, and which only look like one.

use std::collections::HashSet;

use super::{
    page::{DraftMention, MentionPage},
    scan::NameInText,
    words::WordCase,
};
use crate::{
    extract::{extractor::Trust, rule::Rule},
    lexicon::{
        classes::WordClasses,
        parties::{BACKS, GIVEN, PAPERS, SUBJECT_ADVERBS},
        ticket::GIVES,
    },
    model::KindKey,
};

/// Marks the parties among the names of a text.
pub(super) fn parties(page: &MentionPage<'_>, hits: &[NameInText<'_>]) -> Vec<DraftMention> {
    let party = KindKey::party();
    let hits: Vec<&NameInText<'_>> = hits.iter().filter(|hit| hit.pattern.kind == party).collect();
    let explained = abbreviations(page, &hits);
    let mut kept: Vec<bool> = Vec::with_capacity(hits.len());
    let mut open = Vec::new();
    for (n, hit) in hits.iter().enumerate() {
        let name = page.text.slice(hit.span);
        let is_defined = explained.party.contains(name);
        let trap = (explained.other.contains(name) && !is_defined)
            || explained.there.contains(&hit.words.start)
            || is_trap(page, hit);
        let context = hit.pattern.bearers.iter().all(|bearer| bearer.trust == Trust::Cue);
        let epithet = hit.pattern.bearers.iter().all(|bearer| bearer.trust == Trust::Epithet);
        let sure = if context {
            is_defined || beside_board(page, hit) || backs(page, hit)
        } else {
            // “Kandang banteng” is a province, “partai banteng” a party.
            !epithet || page.is_low(hit.words.start, &["partai"])
        };
        kept.push(sure && !trap);
        if context && !sure && !trap {
            open.push(n);
        }
    }
    // A name that is a word as well is a party in a list of parties; lists grow from both ends.
    for order in [open.clone(), open.into_iter().rev().collect()] {
        for n in order {
            let before = n > 0 && kept[n - 1] && is_list(page, hits[n - 1], hits[n]);
            let after = n + 1 < hits.len() && kept[n + 1] && is_list(page, hits[n], hits[n + 1]);
            kept[n] |= before || after;
        }
    }
    hits.iter().zip(kept).filter(|(_, kept)| *kept).map(|(hit, _)| mark(hit)).collect()
}

fn mark(hit: &NameInText<'_>) -> DraftMention {
    let own = hit.pattern.bearers.iter().find(|bearer| bearer.trust == Trust::Own);
    let entity = match (own, hit.pattern.bearers.as_slice()) {
        // Whom it meant once is for a person to say.
        _ if hit.stale => None,
        (Some(own), _) => Some(own.entity.clone()),
        (None, [one]) => Some(one.entity.clone()),
        _ => None,
    };
    let trust = hit.pattern.bearers.iter().map(|bearer| bearer.trust).max().unwrap_or(Trust::Cue);
    let (score, rule) = match trust {
        Trust::Own => (0.99, Rule::NameOfProject),
        Trust::Plain | Trust::Cased => (0.98, Rule::PartyName),
        Trust::Epithet => (0.7, Rule::PartyEpithet),
        Trust::Cue => (0.85, Rule::PartyBesideCue),
    };
    let candidates = hit.pattern.bearers.iter().map(|bearer| bearer.entity.clone());
    DraftMention {
        span: hit.span,
        words: hit.words.clone(),
        kind: KindKey::party(),
        candidates: if entity.is_some() { Vec::new() } else { candidates.collect() },
        entity,
        score,
        rule: rule.into(),
    }
}

/// Abbreviations that an article explains.
struct Explained<'a> {
    party: HashSet<&'a str>,
    other: HashSet<&'a str>,
    /// The words at which it explains those that are no party.
    there: HashSet<usize>,
}

/// The abbreviations that the article itself explains in brackets: those of a party, and those of something else
/// ("perjanjian kerja sama (PKS)").
fn abbreviations<'a>(page: &MentionPage<'a>, hits: &[&NameInText<'_>]) -> Explained<'a> {
    let (mut party, mut other, mut there) = (HashSet::new(), HashSet::new(), HashSet::new());
    for (n, hit) in hits.iter().enumerate() {
        let at = hit.words.start;
        if hit.words.len() != 1 || at == 0 || !page.gap(at).starts_with(')') || page.gap(at - 1).trim() != "(" {
            continue;
        }
        let name = page.word(at);
        if n > 0 && hits[n - 1].words.end == at {
            party.insert(name);
        } else if spells(page, at, name) {
            other.insert(name);
            there.insert(at);
        }
    }
    Explained { party, other, there }
}

/// Whether the first letters of the words before `at` spell an abbreviation.
fn spells(page: &MentionPage<'_>, at: usize, name: &str) -> bool {
    let mut letters = name.chars().rev();
    let mut wanted = letters.next();
    for n in (at.saturating_sub(name.len() + 3)..at).rev() {
        let Some(letter) = wanted else { break };
        let first = page.word(n).chars().next().map(|c| c.to_ascii_uppercase());
        if first == Some(letter) {
            wanted = letters.next();
        } else if !page.is_low(n, &["dan", "di", "untuk", "atas"]) {
            return false;
        }
    }
    wanted.is_none()
}

/// Words before an abbreviation that make it another thing.
fn is_trap(page: &MentionPage<'_>, hit: &NameInText<'_>) -> bool {
    let at = hit.words.start;
    let single = hit.words.len() == 1 && page.words[at].case == WordCase::Upper;
    single && at > 0 && page.is_low(at - 1, PAPERS)
}

fn beside_board(page: &MentionPage<'_>, hit: &NameInText<'_>) -> bool {
    let at = hit.words.start;
    at > 0 && page.joined(at - 1) && page.is(at - 1, WordClasses::BOARD)
}

/// Whether an abbreviation backs somebody: "PBB juga memberikan dukungan kepada A". Whole words do so too, "buruh".
fn backs(page: &MentionPage<'_>, hit: &NameInText<'_>) -> bool {
    if hit.words.len() != 1 || page.words[hit.words.start].case != WordCase::Upper {
        return false;
    }
    let mut at = hit.words.end;
    while at < page.words.len() && page.joined(at - 1) && page.is_low(at, SUBJECT_ADVERBS) {
        at += 1;
    }
    let joined = |at: usize| at < page.words.len() && page.joined(at - 1);
    let backs = joined(at) && page.is_low(at, BACKS);
    let gives = joined(at) && page.is_low(at, GIVES) && joined(at + 1) && page.is_low(at + 1, GIVEN);
    backs || gives
}

/// Whether only commas, "dan" and the like stand between two names.
fn is_list(page: &MentionPage<'_>, one: &NameInText<'_>, two: &NameInText<'_>) -> bool {
    let between = one.words.end..two.words.start;
    // "PAN (7), Berkarya 1 kursi dan PKS"
    let seats = |n: usize| page.words[n].case == WordCase::Number || page.is_low(n, &["kursi", "suara", "persen"]);
    between.len() <= 4
        && between.clone().filter(|&n| !seats(n)).count() <= 2
        && between
            .clone()
            .filter(|&n| !seats(n))
            .all(|n| page.is_low(n, &["dan", "serta", "atau", "maupun", "juga", "plus", "bersama", "dengan"]))
        && (one.words.end - 1..two.words.start).all(|n| page.gap(n).chars().all(|c| " ,/-–—&+()\u{a0}".contains(c)))
}
