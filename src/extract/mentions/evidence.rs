//! Why a person is a candidate: what stands before, behind and between names.

mod before;
mod behind;
mod bonds;
mod lines;
mod listed;

use std::collections::HashSet;

use super::{
    chunks::{Chunk, PieceKind, TextPiece, is_degree},
    page::MentionPage,
    words::WordCase,
};
use crate::{extract::rule::Rule, lexicon::classes::WordClasses};

/// What speaks for a chunk.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct ChunkEvidence {
    pub chunk: usize,
    pub weight: f32,
    pub rule: Rule,
}

/// Two chunks of one ticket or list; what one is, the other is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bond {
    pub one: usize,
    pub other: usize,
    pub kind: WordTie,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WordTie {
    /// By itself a sign of candidacy: "A-B", "A berpasangan dengan B".
    Pair,
    /// "A didampingi B": if one is a candidate.
    Company,
    /// "A dan B": if the words around them say so of one.
    List,
}

/// The pieces of a text with what they say of its people.
pub(super) struct ReadPieces<'a, 'p> {
    pub page: &'a MentionPage<'p>,
    pub pieces: &'a [TextPiece],
    pub chunks: &'a [Chunk],
    /// Of each piece, whether its sentence tells of an election, a party or a region.
    electoral: Vec<bool>,
    /// … of somebody who runs.
    runs: Vec<bool>,
    /// Of each piece, whether its sentence tells of another race.
    foreign: Vec<bool>,
}

/// Whose other name it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Called {
    By(usize),
    /// Of somebody named in a sentence before.
    Somebody,
}

/// What parties give to those whom they want.
const PAPERS: &[&str] =
    &["rekomendasi", "rekom", "sk", "dukungan", "tiket", "restu", "surat", "b1", "mandat", "formulir", "form"];

/// How many pieces a rule looks over at the most.
const REACH: usize = 14;

impl<'a, 'p> ReadPieces<'a, 'p> {
    pub fn new(page: &'a MentionPage<'p>, pieces: &'a [TextPiece], chunks: &'a [Chunk]) -> Self {
        let mut reading = Self { page, pieces, chunks, electoral: Vec::new(), runs: Vec::new(), foreign: Vec::new() };
        let mut start = 0;
        for at in 0..pieces.len() {
            if !reading.ends_sentence(at) {
                continue;
            }
            let sentence = &pieces[start..=at];
            let cue = WordClasses::ELECTION.or(WordClasses::RUNNER).or(WordClasses::NOMINATES);
            let electoral = sentence
                .iter()
                .any(|piece| matches!(piece.what, PieceKind::Party | PieceKind::Region) || piece.class.has(cue));
            // A pair that has a line of its own stands in a list of tickets.
            let electoral = electoral || sentence.len() <= 8 && reading.is_pair_line(start, at);
            let word = |piece: &TextPiece, words: &[&str]| page.is_low(piece.first, words);
            let own = WordClasses::ELECTION.or(WordClasses::RUNNER);
            let other = |piece: &TextPiece| word(piece, &["pilpres", "capres", "cawapres"]) && !piece.class.has(own);
            let is_foreign = |part: &[TextPiece]| {
                part.iter().any(other)
                    && !part.iter().any(|piece| piece.class.has(WordClasses::ELECTION) && !word(piece, &["pemilihan"]))
            };
            let runs = sentence.iter().any(|piece| piece.class.has(WordClasses::RUNNER.or(WordClasses::RUNS)));
            reading.runs.resize(at + 1, runs);
            reading.electoral.resize(at + 1, electoral);
            // "Capresnya X; calon bupati Blora, Y": a semicolon parts one race from another.
            let mut part = start;
            for end in start..=at {
                if end == at || reading.gap(end).contains(';') {
                    reading.foreign.resize(end + 1, is_foreign(&pieces[part..=end]));
                    part = end + 1;
                }
            }
            start = at + 1;
        }
        reading.leave_credits_out();
        reading.leave_presidents_out();
        reading
    }

    /// Whether a piece is the last of its sentence.
    fn ends_sentence(&self, at: usize) -> bool {
        at + 1 == self.pieces.len()
            || self.page.opens(self.pieces[at + 1].first)
                && !self.gap(at).trim_end().ends_with([':', '“', '"', '–', '—'])
    }

    /// What stands between a piece and the next.
    fn gap(&self, at: usize) -> &'a str {
        self.page.gap(self.pieces[at].end - 1)
    }

    fn is(&self, at: usize, words: &[&str]) -> bool {
        let piece = &self.pieces[at];
        piece.what == PieceKind::Word && self.page.is_low(piece.first, words)
    }

    fn person(&self, at: usize) -> Option<usize> {
        match self.pieces.get(at)?.what {
            PieceKind::Person(chunk) => Some(chunk),
            _ => None,
        }
    }

    /// The piece behind a name with its degrees and its bracketed nickname.
    fn after_name(&self, at: usize) -> usize {
        let mut end = at + 1;
        loop {
            let gap = self.gap(end - 1);
            let degree = |n: usize| {
                self.pieces.get(n).is_some_and(|piece| {
                    let text = self.page.word(piece.first);
                    self.page.words[piece.first].case != WordCase::Lower && text.len() <= 9 && is_degree(text)
                })
            };
            let titled = (gap.starts_with(',') || gap == " " || gap == ". ") && degree(end);
            let in_brackets = gap.trim() == "(" && self.person(end).is_some() && self.gap(end).starts_with(')');
            // "(AA-AKA)"
            let letters = |n: usize| self.page.words[self.pieces[n].first].case == WordCase::Upper;
            let short = (end..self.pieces.len().min(end + 3)).find(|&n| self.gap(n).starts_with(')'));
            if gap.trim() == "("
                && let Some(close) = short.filter(|&close| (end..=close).all(letters))
            {
                end = close + 1;
                continue;
            }
            if end >= self.pieces.len() || !(titled || in_brackets) {
                return end;
            }
            end += 1;
        }
    }

    /// Whether a name stands behind somebody's office: "Ketua DPD Golkar Tegal, X".
    pub fn is_officer(&self, at: usize) -> bool {
        let start = self.before_name(at);
        let mut role = false;
        for n in (start.saturating_sub(8)..start).rev() {
            if !matches!(self.gap(n).trim(), "" | "," | ".") || self.gap(n).contains('\n') {
                break;
            }
            let piece = &self.pieces[n];
            if piece.class.has(WordClasses::ROLE) && self.page.words[piece.first].case != WordCase::Lower {
                role = true;
            } else if piece.what == PieceKind::Word
                && !piece.class.has(WordClasses::BOARD.or(WordClasses::FILLER).or(WordClasses::PLACE))
            {
                break;
            }
        }
        role
    }

    /// The piece of a chunk.
    pub fn piece_of(&self, chunk: usize) -> Option<usize> {
        let first = self.chunks.get(chunk)?.words.start;
        Some(self.pieces.partition_point(|piece| piece.first < first))
    }

    /// The chunk that a bracketed or called name stands for: "X (Ami)", "X alias Ami", "X yang akrab disapa Cak Wiji".
    pub fn called(&self, chunk: usize) -> Option<Called> {
        let at = self.piece_of(chunk)?;
        let start = self.before_name(at);
        let before = start.checked_sub(1)?;
        let gap = self.gap(before);
        if gap.trim() == "(" && self.gap(at).starts_with(')') {
            return self.person(before).filter(|_| !self.is_of_pair(before, chunk)).map(Called::By);
        }
        if !gap.trim().is_empty() && gap.trim() != "“" || gap.contains('\n') {
            return None;
        }
        let single = self.chunks[chunk].words.len() == 1;
        if self.is(before, &["atau", "alias"]) && single && before > 0 {
            // "Syarif Hidayat atau Gus Arif"
            let titled = start < at;
            let one = self.person(before - 1)?;
            let ends = titled
                || self.is(before, &["alias"])
                || self.gap(at).starts_with(['.', ',', ')'])
                || self.are_initials(chunk, one);
            return (ends && self.chunks[one].words.len() > 1 && self.gap(before - 1) == " ")
                .then_some(Called::By(one));
        }
        if !self.pieces[before].class.has(WordClasses::CALLED) {
            return None;
        }
        let near = (before.saturating_sub(REACH)..before).rev();
        let same = near.take_while(|&n| !self.page.opens(self.pieces[n + 1].first)).find_map(|n| self.person(n));
        Some(same.map_or(Called::Somebody, Called::By))
    }

    /// The single words that stand for two people together.
    fn nicknames_of_pairs(&self) -> HashSet<&str> {
        let bracketed = |at: usize| {
            let chunk = self.person(at)?;
            let second =
                at.checked_sub(1).filter(|&before| self.gap(before).trim() == "(" && self.person(before).is_some())?;
            Some(self.is_of_pair(second, chunk))
        };
        let named = |at: &usize| self.is_nickname_of_pair(*at) || bracketed(*at).unwrap_or(false);
        (0..self.pieces.len()).filter(named).map(|at| self.page.word(self.pieces[at].first)).collect()
    }

    /// "Pasangan BERANI", "Paket Harmonis": one word, with no second name beside it.
    fn is_nickname_of_pair(&self, at: usize) -> bool {
        if self.person(at).is_none_or(|chunk| self.chunks[chunk].words.len() != 1) {
            return false;
        }
        let named = at > 0
            && matches!(self.gap(at - 1).trim(), "" | "“" | "\"")
            && self.is(at - 1, &["pasangan", "paket", "duet", "paslon"]);
        let gap = self.gap(at).trim();
        // "Pasangan A, yang menjabat wakil wali kota, berpasangan dengan B"
        let paired = || {
            let near =
                (at + 1..self.pieces.len().min(at + REACH)).take_while(|&n| !self.page.opens(self.pieces[n].first));
            gap.starts_with(',') && near.into_iter().any(|n| self.is(n, &["berpasangan", "berduet", "menggandeng"]))
        };
        let joined = matches!(gap, "-" | "–" | "—" | "/")
            || at + 1 < self.pieces.len()
                && (self.is(at + 1, &["dan", "bersama", "berpasangan", "dengan", "didampingi", "menggandeng"])
                    || self.pieces[at + 1].class.has(WordClasses::TITLE))
            || paired();
        named && !joined && !gap.starts_with('(')
    }

    /// Whether a bracket behind "A-B" names the two together: "A-B (BERANI)", but not "A-Budi (Udi)".
    fn is_of_pair(&self, second: usize, bracket: usize) -> bool {
        let start = self.before_name(second);
        let hyphen = |at: usize| matches!(self.gap(at).trim(), "-" | "–" | "—");
        let and =
            |at: usize| self.is(at, &["dan"]) && at > 0 && self.person(at - 1).is_some() && self.gap(at - 1) == " ";
        let paired = start > 0 && (hyphen(start - 1) && self.person(start - 1).is_some() || and(start - 1));
        let word = |at: usize| self.page.word(at).to_lowercase();
        let alias: String = word(self.chunks[bracket].words.start).chars().take(3).collect();
        let own =
            self.person(second).is_some_and(|one| self.chunks[one].words.clone().any(|at| word(at).contains(&alias)));
        let single = self.chunks[bracket].words.len() == 1;
        paired && single && !own
    }

    /// Whether a chunk is the first letters of a longer name: "AW" of "Asep Wardana".
    pub fn are_initials(&self, chunk: usize, whole: usize) -> bool {
        let longer = self.chunks[whole].words.len() > 1;
        longer && self.is_abbreviation(chunk) && self.initials(whole) == self.page.word(self.chunks[chunk].words.start)
    }

    /// The first letters of a name.
    pub fn initials(&self, chunk: usize) -> String {
        self.chunks[chunk].words.clone().filter_map(|at| self.page.word(at).chars().next()).collect()
    }

    /// Whether a chunk is two or three capitals and nothing else.
    pub fn is_abbreviation(&self, chunk: usize) -> bool {
        let words = &self.chunks[chunk].words;
        let text = self.page.word(words.start);
        words.len() == 1 && text.len() <= 3 && text.bytes().all(|b| b.is_ascii_uppercase())
    }

    /// The first piece of the titles before a name.
    fn before_name(&self, at: usize) -> usize {
        let mut start = at;
        while start > 0
            && self.pieces[start - 1].class.has(WordClasses::TITLE)
            && matches!(self.gap(start - 1).trim(), "" | "." | ".,")
        {
            start -= 1;
        }
        start
    }

    /// All evidence and bonds of the text.
    pub fn evidence(&self) -> (Vec<ChunkEvidence>, Vec<Bond>) {
        let (mut evidence, mut bonds) = (Vec::new(), Vec::new());
        let of_pairs = self.nicknames_of_pairs();
        for at in 0..self.pieces.len() {
            let Some(chunk) = self.person(at) else { continue };
            let nickname =
                self.chunks[chunk].words.len() == 1 && of_pairs.contains(self.page.word(self.pieces[at].first));
            if self.foreign[at] || nickname {
                continue;
            }
            let mut add = |weight, rule| evidence.push(ChunkEvidence { chunk, weight, rule });
            if let Some((weight, rule)) = self.said_before(at) {
                add(weight, rule);
            }
            if let Some((weight, rule)) = self.said_behind(at) {
                add(weight, rule);
            }
            if self.is_backed(at) {
                add(0.75, Rule::CandidacySubject);
            }
            if self.is_polled(at) {
                add(0.65, Rule::PollShare);
            }
            if let Some((weight, rule)) = self.said_far(at) {
                add(weight, rule);
            }
            if let Some(bond) = self.bond(at) {
                if bond.kind == WordTie::Pair && self.electoral[at] {
                    for chunk in [bond.one, bond.other] {
                        evidence.push(ChunkEvidence { chunk, weight: 0.85, rule: Rule::PairOfNames });
                    }
                }
                bonds.push(bond);
            }
        }
        evidence.extend(self.listed());
        (evidence, bonds)
    }
}
