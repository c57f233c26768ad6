//! Why a person is a candidate: what stands before, behind and between names.

mod bonds;
mod lines;

use super::{
    chunks::{Chunk, PieceKind, TextPiece, is_degree},
    page::MentionPage,
    words::WordCase,
};
use crate::{
    extract::rule::Rule,
    lexicon::{classes::WordClasses, people::KIN},
};

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

/// Longest list of people that one word for those who run opens.
const MOST_NAMES: usize = 12;

/// What parties give to those whom they want.
const PAPERS: &[&str] = &["rekomendasi", "rekom", "sk", "dukungan", "tiket", "restu"];

/// What one who runs does with them.
const GETS: &[&str] = &["mendapat", "mendapatkan", "meraih", "memperoleh", "mengantongi", "menerima"];

/// How many pieces a rule looks over at the most.
const REACH: usize = 14;

impl<'a, 'p> ReadPieces<'a, 'p> {
    pub fn new(page: &'a MentionPage<'p>, pieces: &'a [TextPiece], chunks: &'a [Chunk]) -> Self {
        let mut reading = Self { page, pieces, chunks, electoral: Vec::new(), runs: Vec::new(), foreign: Vec::new() };
        let mut start = 0;
        for at in 0..pieces.len() {
            let ends = at + 1 == pieces.len()
                || page.opens(pieces[at + 1].first) && !reading.gap(at).trim_end().ends_with([':', '“', '"', '–', '—']);
            if !ends {
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
            let foreign = sentence.iter().any(|piece| word(piece, &["pilpres", "capres", "cawapres"]))
                && !sentence.iter().any(|piece| piece.class.has(WordClasses::ELECTION) && !word(piece, &["pemilihan"]));
            let runs = sentence.iter().any(|piece| piece.class.has(WordClasses::RUNNER.or(WordClasses::RUNS)));
            reading.runs.resize(at + 1, runs);
            reading.electoral.resize(at + 1, electoral);
            reading.foreign.resize(at + 1, foreign);
            start = at + 1;
        }
        reading.leave_credits_out();
        reading
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
            return self.person(before).map(Called::By);
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
        for at in 0..self.pieces.len() {
            let Some(chunk) = self.person(at) else { continue };
            if self.foreign[at] {
                continue;
            }
            let mut add = |weight, rule| evidence.push(ChunkEvidence { chunk, weight, rule });
            if let Some((weight, rule)) = self.said_before(at) {
                add(weight, rule);
            }
            if let Some((weight, rule)) = self.said_behind(at) {
                add(weight, rule);
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
        (evidence, bonds)
    }

    /// "calon bupati Tegal, X", "mengusung X", "pasangan X".
    fn said_before(&self, at: usize) -> Option<(f32, Rule)> {
        let start = self.before_name(at);
        let (mut role, mut commas, mut names, mut parties) = (false, 0, 0, 0);
        for n in (start.saturating_sub(REACH)..start).rev() {
            let gap = self.gap(n);
            let mark = gap.trim();
            match mark {
                "" | "."
                    if mark.is_empty()
                        || self.pieces[n].class.has(WordClasses::TITLE.or(WordClasses::REGENCY))
                        || self.page.words[self.pieces[n].first].span.len() <= 2 => {}
                // Commas of a list of parties, or of people.
                "," if self.pieces[n].what == PieceKind::Party && self.pieces[n + 1].what == PieceKind::Party => {}
                "," if self.person(n).is_some() && self.person(n + 1).is_some() => {}
                "," | ":" | ", “" | "“" | "(" | ")" | ")," | "-" | "–" | "/" => commas += 1,
                _ => return None,
            }
            if gap.contains('\n') || commas > 2 {
                return None;
            }
            let piece = &self.pieces[n];
            let class = piece.class;
            // "rekomendasi diberikan kepada kader sendiri, yakni X"
            if self.is(n, &["kepada"]) && commas <= 1 && (n.saturating_sub(5)..n).any(|n| self.is(n, PAPERS)) {
                return self.electoral[at].then_some((0.75, Rule::NominatingObject));
            }
            // "Pasangan kedua yang mendaftar adalah X"
            if n + 1 == start && self.is(n, &["adalah", "yakni", "yaitu", "ialah"]) && self.opens_with_runner(n) {
                return self.electoral[at].then_some((0.75, Rule::CandidateList));
            }
            match piece.what {
                PieceKind::Party => {
                    parties += 1;
                    continue;
                }
                PieceKind::Region => continue,
                PieceKind::Person(_) => {
                    // Lists: "calon bupati, yakni A, B, dan C".
                    names += 1;
                    if names > MOST_NAMES {
                        return None;
                    }
                    continue;
                }
                PieceKind::Word => {}
            }
            // "menantu Presiden B, X"
            let kin = n > 0 && self.is(n - 1, KIN) && names == 1;
            if kin && self.is(n, &["presiden"]) {
                continue;
            }
            if class.has(WordClasses::OTHER_RACE) && !class.has(WordClasses::ROLE)
                || self.is(n, &["presiden", "menteri", "rektor"])
            {
                return None;
            }
            if class.has(WordClasses::RUNNER) {
                if self.is(n, &["pasangan", "duet", "tandem"]) && commas > 1 {
                    return None;
                }
                return (!role || commas == 0).then_some(if names == 0 {
                    (0.92, Rule::BehindRunnerWord)
                } else {
                    (0.75, Rule::CandidateList)
                });
            }
            // "Pasangan kedua diusung PAN dan PPP yaitu X"
            if class.has(WordClasses::RUNS)
                && parties > 0
                && !role
                && self.is(n, &["diusung", "dicalonkan", "dijagokan"])
            {
                return Some((0.75, Rule::NominatingObject));
            }
            if class.has(WordClasses::NOMINATES) {
                return (commas <= 1).then_some((0.9, Rule::NominatingObject));
            }
            // "mendukung mantan Sekda Blora, X"
            let object = self.is(n, &["mendukung", "dukung"]) && commas <= 1;
            if class.has(WordClasses::BACKS) && (commas == 0 && !role || object) {
                return self.electoral[at].then_some((0.6, Rule::SupportingObject));
            }
            if class.has(WordClasses::RIVAL) {
                return (self.electoral[at] && commas == 0 && !role).then_some((0.7, Rule::Rival));
            }
            if class.has(WordClasses::PAIRS) && commas == 0 && !role {
                return self.runs[at].then_some((0.7, Rule::BesideCandidate));
            }
            // "Dua calon maju. Salah satunya adalah X."
            if self.is(n, &["satunya"]) && n > 0 && self.is(n - 1, &["salah"]) && commas == 0 && !role {
                return self.runs_before(n).then_some((0.75, Rule::CandidateList));
            }
            if self.is(n, &["wakilnya", "pendampingnya", "pasangannya"]) && commas <= 1 {
                return Some((0.8, Rule::RunningMate));
            }
            if class.has(WordClasses::ROLE) {
                role |= !self.is(n, &["petahana", "inkumben", "kader"]);
                continue;
            }
            let passes = class.has(
                WordClasses::FILLER
                    .or(WordClasses::OFFICE)
                    .or(WordClasses::CITY)
                    .or(WordClasses::REGENCY)
                    .or(WordClasses::PROVINCE)
                    .or(WordClasses::TITLE)
                    .or(WordClasses::ELECTION)
                    .or(WordClasses::BOARD),
            ) || self.page.words[piece.first].case == WordCase::Number;
            if !passes {
                return None;
            }
        }
        None
    }

    /// Whether the sentence of a piece, or the one before it, tells of somebody who runs.
    fn runs_before(&self, at: usize) -> bool {
        let start = (0..=at).rev().find(|&n| self.page.opens(self.pieces[n].first)).unwrap_or(0);
        self.runs[at] || start > 0 && self.runs[start - 1]
    }

    /// Whether the sentence of a piece begins with those who run: "Pasangan kedua …", "Calon lainnya …".
    fn opens_with_runner(&self, at: usize) -> bool {
        let start = (at.saturating_sub(REACH)..=at).rev().find(|&n| self.page.opens(self.pieces[n].first));
        start.is_some_and(|start| {
            (start..at.min(start + 2)).any(|n| self.pieces[n].class.has(WordClasses::RUNNER) && !self.is(n, &["calon"]))
        })
    }

    /// "X diusung", "X maju", "X sebagai calon bupati", "X, bakal calon bupati".
    fn said_behind(&self, at: usize) -> Option<(f32, Rule)> {
        let mut n = self.after_name(at);
        let mut comma = false;
        let mut steps = 0;
        let mut as_what = false;
        loop {
            let gap = self.gap(n - 1).trim();
            match gap {
                "" => {}
                "," | "(" if steps == 0 => comma = true,
                _ => return None,
            }
            if self.gap(n - 1).contains('\n') || steps > 5 {
                return None;
            }
            let piece = self.pieces.get(n)?;
            // "X di Kabupaten Blora mendapat dukungan"
            let place =
                self.is(n, &["di"]) && self.pieces.get(n + 1).is_some_and(|next| next.what == PieceKind::Region);
            if steps == 0 && place && self.gap(n) == " " {
                (n, steps) = (n + 2, 1);
                continue;
            }
            if piece.what != PieceKind::Word {
                // "A dan B diusung": the one behind takes it, and the bond brings it here.
                return None;
            }
            let class = piece.class;
            if class.has(WordClasses::OTHER_RACE) {
                return None;
            }
            if as_what || (comma && steps == 0) {
                if class.has(WordClasses::RUNNER) && !self.is(n, &["pasangan", "duet", "tandem"]) {
                    return (!self.next_is_other(n)).then_some((0.9, Rule::SaidCandidate));
                }
                if as_what && (class.has(WordClasses::OFFICE) && self.electoral[at]) {
                    return self
                        .is(n, &["wakil", "wakilnya", "pendamping", "pendampingnya"])
                        .then_some((0.7, Rule::SaidMate));
                }
            }
            if comma && steps == 0 && !class.has(WordClasses::ADVERB.or(WordClasses::RUNS).or(WordClasses::STANDS)) {
                return None;
            }
            if class.has(WordClasses::RUNS) && self.running(n) {
                return Some((0.9, Rule::CandidacySubject));
            }
            if class.has(WordClasses::STANDS) && self.standing(n, at) {
                return Some((0.75, Rule::CandidacySubject));
            }
            if self.is(n, GETS) && (n + 1..n + 4).any(|n| n < self.pieces.len() && self.is(n, PAPERS)) {
                return (self.electoral[at] && !self.is_officer(at)).then_some((0.75, Rule::CandidacySubject));
            }
            if self.is(n, &["sebagai", "menjadi", "jadi", "selaku"]) {
                as_what = true;
            } else if !(class.has(WordClasses::ADVERB) || as_what && class.has(WordClasses::FILLER)) {
                return None;
            }
            n += 1;
            steps += 1;
        }
    }

    /// "X 22,8 persen", "X mengantongi 19 persen": a person with a share.
    fn is_polled(&self, at: usize) -> bool {
        let mut n = self.after_name(at);
        if n < self.pieces.len()
            && self.is(
                n,
                &["mengantongi", "meraih", "memperoleh", "mendapat", "mendapatkan", "dengan", "sebesar", "sebanyak"],
            )
            && self.gap(n - 1) == " "
        {
            n += 1;
        }
        let number = |n: usize| {
            self.pieces.get(n).is_some_and(|piece| self.page.words[piece.first].case == WordCase::Number)
                && matches!(self.gap(n - 1), " " | " (" | ",")
        };
        let first = n;
        while number(n) && n < first + 2 {
            n += 1;
        }
        n > first && (self.gap(n - 1).starts_with('%') || n < self.pieces.len() && self.is(n, &["persen"]))
    }

    /// "Nama X … disebut sebagai bakal calon", "X … maju dalam Pilkada": anywhere behind in the sentence, as long as no
    /// other person comes between and nobody speaks.
    fn said_far(&self, at: usize) -> Option<(f32, Rule)> {
        if self.is_officer(at) {
            return None;
        }
        let start = self.before_name(at);
        let named = start > 0 && self.is(start - 1, &["nama", "sosok", "figur"]);
        for n in at + 1..self.pieces.len().min(at + 30) {
            let piece = &self.pieces[n];
            // "Nama X, pengusaha asal Y, disebut …": Y is no other person.
            let other = self.person(n).is_some_and(|chunk| !named || self.chunks[chunk].words.len() > 1);
            if self.page.opens(piece.first) || piece.class.has(WordClasses::SAYS) || other {
                return None;
            }
            let near = &self.pieces[n..self.pieces.len().min(n + 5)];
            let cue = near.iter().any(|piece| piece.class.has(WordClasses::ELECTION.or(WordClasses::RUNNER)));
            if cue && self.is(n, &["maju", "bertarung", "berlaga", "nyalon", "berkontestasi", "bersaing"]) {
                return Some((0.7, Rule::SaidToRun));
            }
            if cue
                && named
                && self.is(n, &["disebut", "disebut-sebut", "digadang", "masuk", "muncul", "mencuat", "sebagai"])
            {
                return Some((0.75, Rule::NamedCandidate));
            }
        }
        None
    }

    /// Not "calon legislatif", "calon presiden".
    fn next_is_other(&self, at: usize) -> bool {
        self.pieces.get(at + 1).is_some_and(|piece| piece.class.has(WordClasses::OTHER_RACE))
            && !self.pieces[at + 1].class.has(WordClasses::TITLE)
    }

    fn running(&self, at: usize) -> bool {
        // "mencalonkan diri" is a person's, "mencalonkan X" a party's or a person's.
        !self.is(at, &["mencalonkan"]) || self.pieces.get(at + 1).is_some_and(|_| self.is(at + 1, &["diri"]))
    }

    /// Verbs of other people too need the election near them.
    fn standing(&self, at: usize, name: usize) -> bool {
        let near = &self.pieces[at..self.pieces.len().min(at + 9)];
        let cue = near
            .iter()
            .any(|piece| piece.class.has(WordClasses::ELECTION.or(WordClasses::RUNNER).or(WordClasses::OFFICE)));
        match () {
            () if self.is(at, &["didukung", "disokong", "direkomendasikan", "diusulkan", "diajukan"]) => {
                cue || near.iter().any(|piece| piece.what == PieceKind::Party)
            }
            () => cue && self.electoral[name],
        }
    }
}
