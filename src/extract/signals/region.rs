//! Which region a statement is about, of those that it names, or of those named before.

use std::sync::LazyLock;

use super::{
    phrases::{FoundPhrase, WordSet},
    tokens::Token,
};
use crate::{
    lexicon::{
        WEEKDAYS,
        office::{OfficeCue, OfficeWordRole},
        places::{AT_LEVEL, COMPARED, HEADING, HOLDS, IN, ONCE, OPEN, ORGANISATIONS, RUNNERS, TOOK_PART},
    },
    model::{EntityId, Office},
};

/// How much the words around a region speak for a race in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// Where the story was written.
    Dateline,
    /// Where somebody was in office: "mantan Bupati Lebak".
    Former,
    /// Part of the name of a board, office or agency: "DPD PKS Kota Bogor".
    Organisation,
    /// The province behind a kabupaten: "Lebak, Banten"; "Bupati Lebak".
    Aside,
    Named,
    /// "di", "untuk".
    Placed,
    /// "calon bupati …", "memimpin …"
    Office,
    /// "Pilbup …"
    Election,
}

/// A region of a sentence.
#[derive(Debug, Clone, Copy)]
pub struct Ranked {
    /// Number of its token.
    pub at: usize,
    pub rank: Rank,
    /// What the word before it says: "Pilwalkot [Bogor]".
    pub office: Option<Office>,
}

static OPENING: LazyLock<WordSet> = LazyLock::new(|| {
    let first: Vec<&str> = OPEN.iter().filter_map(|phrase| phrase.first().copied()).collect();
    WordSet::of(&first)
});

/// Whether a sentence speaks of regions that it does not name.
pub fn is_open(tokens: &[Token<'_>]) -> bool {
    let begins = |at: usize, phrase: &[&str]| {
        let here = &tokens[at..];
        here.len() >= phrase.len() && phrase.iter().zip(here).all(|(word, token)| token.is(&[word]))
    };
    let mut opening = (0..tokens.len()).filter(|&at| OPENING.has(&tokens[at]));
    opening.any(|at| OPEN.iter().any(|phrase| begins(at, phrase)))
        || is_inside_label(tokens, 2)
        || names_unknown_place(tokens)
}

/// "di Kabupaten Lawu": a place that no list knows is no other that the article names.
fn names_unknown_place(tokens: &[Token<'_>]) -> bool {
    tokens.windows(3).any(|three| {
        three[0].is(&["di", "untuk", "pilkada"])
            && three[1].is_capitalised()
            && three[1].is(&["kabupaten", "kota", "provinsi"])
            && three[2].is_capitalised()
    })
}

/// "Serang, [Banten]: A - B": the race of an item is in the province that is named, and it is not known which.
fn is_inside_label(tokens: &[Token<'_>], at: usize) -> bool {
    at == 2
        && tokens.len() > 3
        && tokens[0].is_capitalised()
        && tokens[1].is(&[","])
        && tokens[2].is_region()
        && tokens[3].is(&[":"])
}

/// The regions of a sentence with their ranks, in reading order.
pub fn ranked(tokens: &[Token<'_>], cues: &[FoundPhrase<OfficeCue>]) -> Vec<Ranked> {
    let regions = (0..tokens.len()).filter(|&at| tokens[at].is_region());
    regions
        .map(|at| {
            let (rank, office) = rank(tokens, cues, at);
            Ranked { at, rank, office }
        })
        .collect()
}

fn rank(tokens: &[Token<'_>], cues: &[FoundPhrase<OfficeCue>], at: usize) -> (Rank, Option<Office>) {
    if is_dateline(tokens, at) || is_inside_label(tokens, at) {
        return (Rank::Dateline, None);
    }
    if let Some((cue, start)) = cue_before(tokens, cues, at) {
        return match cue.role {
            OfficeWordRole::Election | OfficeWordRole::Runs(_) if is_compared(tokens, start) => (Rank::Dateline, None),
            OfficeWordRole::Election => (Rank::Election, cue.office),
            OfficeWordRole::Runs(_) => (Rank::Office, cue.office),
            OfficeWordRole::Bare(_) if is_coordinated(tokens, cues, at) => (Rank::Office, cue.office),
            // "ungkap mantan Gubernur Riau itu"
            OfficeWordRole::Bare(_) if is_former(tokens, start, at) => (Rank::Dateline, None),
            // "Mantan Bupati Demak [X] diusung": where they were in office they may run again, unless another race is told of.
            OfficeWordRole::Bare(_) if start > 0 && tokens[start - 1].is(&["mantan", "eks"]) => (Rank::Former, None),
            OfficeWordRole::Bare(_) => (Rank::Aside, cue.office),
            // "Dinas Energi Provinsi Riau"
            OfficeWordRole::Level if start > 0 && !tokens[start - 1].is(AT_LEVEL) => (Rank::Named, cue.office),
            // "mantan Bupati Blora": where somebody was in office is no place of this race.
            OfficeWordRole::Trap if is_former(tokens, start + 1, at) => (Rank::Dateline, None),
            OfficeWordRole::Level | OfficeWordRole::Trap => (Rank::Placed, cue.office),
        };
    }
    let Some(before) = at.checked_sub(1).map(|n| &tokens[n]) else { return (Rank::Named, None) };
    // "Bupati Maluku Barat Daya ([MBD])": the same place once more.
    let place = |n: usize| tokens[n].mention.and_then(|mention| mention.entity.as_ref());
    if before.is(&["(", "-", "–"]) && at >= 2 && tokens[at - 2].is_region() && place(at) == place(at - 2) {
        return rank(tokens, cues, at - 2);
    }
    if is_venue(tokens, at) {
        return (Rank::Dateline, None);
    }
    if is_old_office(tokens, at) {
        return (Rank::Former, None);
    }
    // "Malang (Antara Jatim)"
    let agency = before.is(&["antara"]) && at >= 2 && tokens[at - 2].is(&["("]);
    if agency || is_compared(tokens, at) {
        return (Rank::Dateline, None);
    }
    if is_holder(tokens, at) {
        return (Rank::Aside, None);
    }
    // Who runs an election runs it there, or in a part of it.
    if before.is(&["kpu", "kpud"]) {
        (Rank::Aside, None)
    } else if before.is_party() || before.is(ORGANISATIONS) {
        (Rank::Organisation, None)
    } else if before.is(&["memimpin"]) {
        (Rank::Office, None)
    } else if before.is(&["di", "untuk", "pada"]) {
        (Rank::Placed, None)
    } else if before.is(&[","]) && at >= 2 && tokens[at - 2].is_region() {
        // "DPC [PKB] Kabupaten Lebak, Banten"
        let (inner, _) = rank(tokens, cues, at - 2);
        (inner.min(Rank::Aside), None)
    } else {
        (Rank::Named, None)
    }
}

/// Whether an office is one that somebody had who is named elsewhere.
fn is_former(tokens: &[Token<'_>], cue: usize, region: usize) -> bool {
    let named = tokens.get(region + 1).is_some_and(|token| token.is_candidate() || token.is(&[",", "("]));
    cue > 0 && tokens[cue - 1].is(&["mantan", "eks"]) && !named
}

/// "mantan Bupati [Lebak]", "eks Wakil Wali Kota [Serang]", with who had it behind.
fn is_old_office(tokens: &[Token<'_>], region: usize) -> bool {
    const LONGEST: usize = 5;
    let before = tokens[region.saturating_sub(LONGEST)..region].iter().rev();
    let mut before = before.skip_while(|token| token.is(&["bupati", "gubernur", "walikota", "wali", "kota", "wakil"]));
    let office = region > 0 && tokens[region - 1].is(&["bupati", "gubernur", "walikota", "kota"]);
    office && before.next().is_some_and(|token| token.is(&["mantan", "eks"]))
}

/// Whether a region is where others lie that are meant: "sejumlah kota di [Jawa Timur]".
pub fn is_holder(tokens: &[Token<'_>], at: usize) -> bool {
    let before = |n: usize| at.checked_sub(n).map(|at| &tokens[at]);
    before(1).is_some_and(|token| token.is(&["di", "se"])) && before(2).is_some_and(|token| token.is(HOLDS))
}

/// Whether an election is only compared with the one that the sentence is about: "setelah sukses di [Pilkada] Jakarta".
pub fn is_compared(tokens: &[Token<'_>], cue: usize) -> bool {
    let cue = cue - usize::from(cue > 0 && tokens[cue - 1].is(&["bakal"]));
    let before = |n: usize| cue.checked_sub(n).map(|at| &tokens[at]);
    let compared = before(1).is_some_and(|token| token.is(IN)) && before(2).is_some_and(|token| token.is(COMPARED));
    compared || is_of_the_past(&tokens[..cue])
}

/// "sejak ia ikut [Pilkada] Demak", "pernah bertarung di [Pilkada] Demak": an election in which somebody once ran.
fn is_of_the_past(before: &[Token<'_>]) -> bool {
    const NEAR: usize = 5;
    let runs = before.iter().rposition(|token| !token.is(IN)).filter(|&at| before[at].is(TOOK_PART));
    runs.is_some_and(|at| before[..at].iter().rev().take(NEAR).any(|token| token.is(ONCE)))
}

/// Whether a region is only where something was said: "di kantor partai di [Jakarta], Rabu (27/12)".
fn is_venue(tokens: &[Token<'_>], at: usize) -> bool {
    let day = |n: usize| tokens.get(at + n).is_some_and(|token| token.is(WEEKDAYS));
    // "empat pasangan calon di Blora, Kamis (22/8)"
    if at >= 2 && tokens[at - 2].is(RUNNERS) {
        return false;
    }
    day(1) || tokens.get(at + 1).is_some_and(|token| token.is(&[","])) && day(2)
}

/// Whether a line only names a region, for what stands below it: "Sumatera Utara", "Pilkada Banten".
pub fn is_place_heading(tokens: &[Token<'_>], cues: &[FoundPhrase<OfficeCue>]) -> bool {
    let regions = tokens.iter().filter(|token| token.is_region()).count();
    let of_cue = |at: usize| cues.iter().any(|cue| (cue.at..cue.end).contains(&at));
    let passes = |(at, token): (usize, &Token<'_>)| {
        token.is_region() || !token.is_word() || token.is(HEADING) || of_cue(at) || token.text.parse::<u16>().is_ok()
    };
    (1..=2).contains(&regions) && tokens.iter().enumerate().all(passes)
}

/// The cue right before a region, with its first token: "Pilkada [Lebak]", "Pemilihan Kepala Daerah (Pilkada) 2024 [Lebak]".
fn cue_before(tokens: &[Token<'_>], cues: &[FoundPhrase<OfficeCue>], at: usize) -> Option<(OfficeCue, usize)> {
    let mut end = at;
    let passed = |token: &Token<'_>| {
        token.is(&[")", "serentak", "tahun", "langsung", "ulang"]) || token.text.parse::<u16>().is_ok()
    };
    loop {
        if let Some(cue) = cues.iter().find(|cue| cue.end == end) {
            // "calon gubernur (cagub) Blora"
            let bracket = tokens[end..at].iter().all(|token| token.is(&[")"]));
            let near = bracket || cue.value.role == OfficeWordRole::Election;
            return near.then_some((cue.value, cue.at));
        }
        end = end.checked_sub(1).filter(|&end| at - end <= 4 && passed(&tokens[end]))?;
    }
}

/// "calon bupati dan wakil bupati [Lebak]": the bare office goes with the one before it.
fn is_coordinated(tokens: &[Token<'_>], cues: &[FoundPhrase<OfficeCue>], at: usize) -> bool {
    let Some(n) = cues.iter().position(|cue| cue.end == at) else { return false };
    n > 0
        && matches!(cues[n - 1].value.role, OfficeWordRole::Runs(_) | OfficeWordRole::Election)
        && cues[n - 1].end + 1 == cues[n].at
        && tokens[cues[n - 1].end].is(&["dan", "-", "/"])
}

/// Capitals and punctuation only up to a dash, near the beginning: "BOGOR, KABAR KITA – ".
fn is_dateline(tokens: &[Token<'_>], at: usize) -> bool {
    let Some(dash) = tokens.iter().take(10).position(|token| token.is(&["–", "—", "-", "―"])) else {
        return false;
    };
    let named = |token: &Token<'_>| token.is_region() || !token.is_word() || token.is_capitalised();
    at < dash
        && tokens[..dash].iter().all(named)
        && tokens[dash + 1..].iter().filter(|token| token.is_word()).count() > 4
}

/// What is known beside the words around a region.
pub struct RegionContext<'a> {
    /// The office that the statement names elsewhere.
    pub office: Option<Office>,
    /// The office that a region elects.
    pub elects: &'a dyn Fn(&EntityId) -> Option<Office>,
    /// Whether somebody of the ticket runs there.
    pub runs: &'a dyn Fn(&EntityId) -> bool,
}

/// The place in `regions` of the one that the statement is about, with its entity; `None` if none of at least rank
/// `least` fits what is known.
pub fn best(regions: &[(Ranked, Option<&EntityId>)], least: Rank, known: &RegionContext<'_>) -> Option<usize> {
    let mut best: Option<(i32, usize)> = None;
    for (n, (region, entity)) in regions.iter().enumerate() {
        let elected = region.office.or_else(|| entity.and_then(known.elects));
        let fits = match (known.office, elected) {
            (Some(office), Some(elected)) if office == elected => 15,
            (Some(_), Some(_)) => -25,
            _ => 0,
        };
        let runs = if entity.is_some_and(known.runs) { 20 } else { 0 };
        let score = region.rank as i32 * 10 + fits + runs;
        // A board's region is a race if the office says so too.
        let rank = if region.rank == Rank::Organisation && fits > 0 { Rank::Aside } else { region.rank };
        if rank >= least && fits >= 0 && best.is_none_or(|(other, _)| score > other) {
            best = Some((score, n));
        }
    }
    best.map(|(_, n)| n)
}
