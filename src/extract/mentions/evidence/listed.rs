//! People whom a sentence lists as running, whatever it tells of each of them: "calon bupati yang mendaftar adalah A (mantan
//! camat), B (pengusaha asal Blora), dan C"; "A (Blora) dan B (Demak)"; "Blora – A dan B, Demak – C dan D".

use std::ops::Range;

use super::{ChunkEvidence, ReadPieces};
use crate::{
    extract::{
        mentions::{chunks::PieceKind, words::WordCase},
        rule::Rule,
    },
    lexicon::{
        classes::WordClasses,
        lists::{GOES_ON_LISTING, MEANT, OPENS_LIST},
        people::{INCUMBENTS, NOT_WHO_RUNS},
        weighed::NAMES,
    },
};

/// How sure one of a list is.
const LISTED: f32 = 0.75;

/// Most pieces between two people of one list, and inside the brackets behind one.
const APART: usize = 10;

impl ReadPieces<'_, '_> {
    /// Everybody whom a sentence lists as running.
    pub(super) fn listed(&self) -> Vec<ChunkEvidence> {
        let (mut found, mut goes_on) = (Vec::new(), false);
        let mut start = 0;
        for at in 0..self.pieces.len() {
            if !self.ends_sentence(at) {
                continue;
            }
            let sentence = start..at + 1;
            start = at + 1;
            let people = sentence.clone().filter(|&n| self.person(n).is_some()).take(2).count();
            if people < 2 || self.foreign[at] {
                goes_on = false;
                continue;
            }
            if let Some(pair) = self.item(&sentence) {
                let one = |chunk| ChunkEvidence { chunk, weight: LISTED, rule: Rule::PairOfNames };
                found.extend(pair.map(one));
                continue;
            }
            let mut listed = self.enumerated(&sentence, goes_on);
            goes_on = listed.len() > 1;
            if listed.len() < 2 {
                listed = self.placed(&sentence);
            }
            found.extend(listed.into_iter().map(|chunk| ChunkEvidence {
                chunk,
                weight: LISTED,
                rule: Rule::CandidateList,
            }));
        }
        found
    }

    /// The people behind "calon bupati yang mendaftar adalah"; `goes_on`: the sentence before it listed some as well.
    fn enumerated(&self, sentence: &Range<usize>, goes_on: bool) -> Vec<usize> {
        let opens = |n: &usize| self.is(*n, OPENS_LIST) || self.gap(*n).trim_end().ends_with(':');
        let opener = sentence.clone().filter(opens).find(|&n| self.announces(sentence, n));
        let more = || goes_on && self.is(sentence.start, GOES_ON_LISTING);
        let first = match opener {
            Some(n) => n + 1,
            None if more() => {
                let item = |n: &usize| self.person(*n).is_some() || self.pieces[*n].class.has(WordClasses::OFFICE);
                sentence.clone().find(item).unwrap_or(sentence.end)
            }
            None => return Vec::new(),
        };
        self.people_from(first..sentence.end)
    }

    /// Whether those who run stand before a word that opens a list.
    fn announces(&self, sentence: &Range<usize>, opener: usize) -> bool {
        const NEAR: usize = 14;
        // "Mereka adalah A dan B", behind a sentence on those who run
        if self.is(sentence.start, MEANT) && opener <= sentence.start + 2 {
            return self.runs_before(opener);
        }
        let before = (sentence.start.max(opener.saturating_sub(NEAR))..opener).rev();
        for n in before {
            let speaks = n > 0 && self.pieces[n - 1].class.has(WordClasses::SAYS);
            if self.person(n).is_some() && !speaks || self.is(n, NOT_WHO_RUNS) {
                return false;
            }
            if self.pieces[n].class.has(WordClasses::RUNNER) || self.is(n, INCUMBENTS) {
                return !(n.saturating_sub(2)..n).any(|n| self.is(n, NOT_WHO_RUNS));
            }
            if self.is(n, NAMES) && self.runs[opener] {
                return true;
            }
        }
        false
    }

    /// The people of a list: between them stand offices, places, titles, marks and what is told in brackets.
    fn people_from(&self, list: Range<usize>) -> Vec<usize> {
        let (mut people, mut at, mut apart) = (Vec::new(), list.start, 0);
        while at < list.end && apart <= APART {
            let piece = &self.pieces[at];
            let end = match piece.what {
                PieceKind::Person(chunk) => {
                    people.push(chunk);
                    apart = 0;
                    self.after_name(at).min(list.end)
                }
                PieceKind::Region => at + 1,
                // "Ketua DPD PKS, A"
                PieceKind::Party if at > list.start => {
                    if !self.pieces[at - 1].class.has(WordClasses::BOARD.or(WordClasses::ROLE)) {
                        break;
                    }
                    at + 1
                }
                PieceKind::Word if self.is_between_names(at) => at + 1,
                _ => break,
            };
            apart += 1;
            let Some(next) = self.behind_marks(at, end, list.end) else { break };
            at = next;
        }
        people
    }

    /// Whether a word may stand between two people of a list.
    fn is_between_names(&self, at: usize) -> bool {
        let class = WordClasses::OFFICE
            .or(WordClasses::ROLE)
            .or(WordClasses::TITLE)
            .or(WordClasses::BOARD)
            .or(WordClasses::CITY)
            .or(WordClasses::REGENCY)
            .or(WordClasses::PROVINCE)
            .or(WordClasses::FILLER)
            .or(WordClasses::RUNNER);
        self.pieces[at].class.has(class) || self.page.words[self.pieces[at].first].case == WordCase::Number
    }

    /// The piece behind the marks that stand after a piece which ends before `end`, brackets passed over; `None` where the
    /// list ends.
    fn behind_marks(&self, at: usize, end: usize, limit: usize) -> Option<usize> {
        let gap = self.gap(end - 1);
        if gap.contains(['\n', '”', '“', '"', '?', '!']) {
            return None;
        }
        let mark = gap.trim();
        if let Some(before) = mark.strip_suffix('(').or_else(|| mark.strip_suffix(" )")) {
            before.is_empty().then_some(())?;
            let close = (end..limit.min(end + 2 * APART)).find(|&n| self.gap(n).contains(')'))?;
            return Some(close + 1);
        }
        let short = || {
            self.pieces[at].class.has(WordClasses::TITLE.or(WordClasses::REGENCY))
                || self.page.words[self.pieces[at].first].span.len() <= 3
        };
        let plain = matches!(mark, "" | "," | ";" | "-" | "–" | "—" | "/" | ")" | ")," | ");" | ":" | ",-");
        (plain || mark == "." && short()).then_some(end)
    }

    /// "- Blora: A dan B": a line of a list that is a place and its pair, and nothing else.
    fn item(&self, sentence: &Range<usize>) -> Option<[usize; 2]> {
        let mut rest = sentence.clone().filter(|&n| {
            let marks = self.page.words[self.pieces[n].first].case == WordCase::Number && n == sentence.start;
            let titles = WordClasses::TITLE.or(WordClasses::REGENCY).or(WordClasses::CITY).or(WordClasses::PROVINCE);
            !marks && !self.pieces[n].class.has(titles)
        });
        let place = rest.next().filter(|&n| self.pieces[n].what == PieceKind::Region)?;
        let colon = matches!(self.gap(place).trim(), ":" | "-" | "–" | "—");
        let (one, joint, other) = (rest.next()?, rest.next()?, rest.next()?);
        let ends = rest.next().is_none();
        let pair = self.is(joint, &["dan", "&"]) && colon && ends;
        Some([self.person(one).filter(|_| pair)?, self.person(other)?])
    }

    /// "A (Blora) dan B (Demak)", "Blora – A dan B, Demak – C dan D": two or more with their places, where somebody runs.
    fn placed(&self, sentence: &Range<usize>) -> Vec<usize> {
        if !self.runs_before(sentence.start) && !self.runs[sentence.start] {
            return Vec::new();
        }
        let region = |n: usize| self.pieces.get(n).is_some_and(|piece| piece.what == PieceKind::Region);
        let bracketed = |at: &usize| {
            let end = self.after_name(*at);
            self.gap(end - 1).trim() == "(" && region(end) && self.gap(end).starts_with(')')
        };
        let people = || sentence.clone().filter(|&at| self.person(at).is_some());
        let behind: Vec<usize> = people().filter(bracketed).collect();
        if behind.len() > 1 {
            return behind.iter().filter_map(|&at| self.person(at)).collect();
        }
        // Whose place stands before a dash, and who is joined to them.
        let led = |at: &usize| {
            let start = self.before_name(*at);
            start > sentence.start
                && region(start - 1)
                && matches!(self.gap(start - 1).trim(), "-" | "–" | "—" | ":" | "")
        };
        let dashed = |at: &usize| !self.gap(self.before_name(*at) - 1).trim().is_empty();
        let led: Vec<usize> = people().filter(led).collect();
        if led.iter().filter(|&at| dashed(at)).count() < 2 {
            return Vec::new();
        }
        let mate = |at: usize| {
            let end = self.after_name(at);
            let joint = end < sentence.end && self.is(end, &["dan", "&"]) && self.gap(end - 1).trim().is_empty();
            let second = (end + 1..sentence.end.min(end + 4)).find(|&n| self.person(n).is_some());
            second.filter(|&n| joint && self.before_name(n) == end + 1).and_then(|n| self.person(n))
        };
        led.iter().flat_map(|&at| self.person(at).into_iter().chain(mate(at))).collect()
    }
}
