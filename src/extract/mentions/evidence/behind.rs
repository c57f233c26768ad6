//! What stands behind a name: "X diusung", "X maju", "X sebagai calon bupati", "X 22,8 persen".

use super::{PAPERS, ReadPieces};
use crate::{
    extract::{
        mentions::{chunks::PieceKind, words::WordCase},
        rule::Rule,
    },
    lexicon::{classes::WordClasses, people::INCUMBENTS, ticket::GETS},
};

impl ReadPieces<'_, '_> {
    /// "X diusung", "X maju", "X sebagai calon bupati", "X, bakal calon bupati".
    pub(super) fn said_behind(&self, at: usize) -> Option<(f32, Rule)> {
        let mut n = self.after_name(at);
        let mut comma = false;
        let mut steps = 0;
        let mut as_what = false;
        loop {
            let gap = self.gap(n - 1).trim();
            match gap {
                "" => {}
                ")" if steps == 0 => {}
                "," | "(" if steps == 0 => comma = true,
                // Behind what is told between commas.
                "," if comma && steps == 1 => {}
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
                if as_what && self.is(n, INCUMBENTS) && self.electoral[at] {
                    return Some((0.75, Rule::SaidCandidate));
                }
                if as_what && (class.has(WordClasses::OFFICE) && self.electoral[at]) {
                    return self
                        .is(n, &["wakil", "wakilnya", "pendamping", "pendampingnya"])
                        .then_some((0.7, Rule::SaidMate));
                }
            }
            // "X, anggota DPRD Blora, diusung PKS": what is told of somebody between commas.
            if comma
                && steps == 0
                && class.has(WordClasses::ROLE.or(WordClasses::OFFICE))
                && let Some(end) = self.apposition(n)
            {
                (n, steps) = (end, 1);
                continue;
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
                // "Ketua DPD PKS Blora, X, mendapat surat tugas sebagai calon wakil bupati": an officer who runs.
                let near = n + 1..self.pieces.len().min(n + 9);
                let runs = |n: usize| self.pieces[n].class.has(WordClasses::RUNNER) || self.is(n, &["maju"]);
                let own = || {
                    near.clone().any(|n| self.is(n, &["sebagai", "untuk"]) && near.contains(&(n + 1)) && runs(n + 1))
                };
                return (self.electoral[at] && (!self.is_officer(at) || own()))
                    .then_some((0.75, Rule::CandidacySubject));
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

    /// The piece behind the comma that closes what is told from a piece on, if no other person and no verb stands in it.
    fn apposition(&self, from: usize) -> Option<usize> {
        const LONGEST: usize = 10;
        let verb = WordClasses::RUNS.or(WordClasses::STANDS).or(WordClasses::SAYS).or(WordClasses::NOMINATES);
        let inside = |n: &usize| self.person(*n).is_none() && !self.pieces[*n].class.has(verb);
        let mut told = (from..self.pieces.len().min(from + LONGEST)).take_while(inside);
        let last = told.find(|&n| !self.gap(n).trim().is_empty())?;
        (self.gap(last) == ", " && last + 1 < self.pieces.len()).then_some(last + 1)
    }

    /// "X 22,8 persen", "X mengantongi 19 persen": a person with a share.
    pub(super) fn is_polled(&self, at: usize) -> bool {
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
    pub(super) fn said_far(&self, at: usize) -> Option<(f32, Rule)> {
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

    /// "X berterima kasih kepada PKS yang mengusungnya", "“PKS mendukung saya,” kata X": who speaks of backing as theirs.
    pub(super) fn is_backed(&self, at: usize) -> bool {
        const REACH: usize = 25;
        if !self.electoral[at] || self.is_officer(at) {
            return false;
        }
        let verb = |n: usize| self.is(n, &["mengusung", "mendukung", "mencalonkan", "dukung", "usung"]);
        let passive = |n: usize| self.is(n, &["diusung", "didukung", "dicalonkan", "direkomendasikan"]);
        let piece = |n: usize, words: &[&str]| n < self.pieces.len() && self.is(n, words);
        let behind = at + 1..self.pieces.len().min(at + REACH);
        for n in behind {
            if self.page.opens(self.pieces[n].first) || self.person(n).is_some() {
                break;
            }
            if self.is(n, &["mengusungnya", "mendukungnya", "mencalonkannya"]) || verb(n) && piece(n + 1, &["dirinya"])
            {
                return true;
            }
        }
        // "…," kata bakal calon bupati X
        let start = self.before_name(at);
        let title = |n: &usize| {
            let class = self.pieces[*n].class;
            class.has(WordClasses::OFFICE.or(WordClasses::RUNNER).or(WordClasses::FILLER).or(WordClasses::CITY))
                || self.pieces[*n].what == PieceKind::Region
        };
        let words = (start.saturating_sub(6)..start).rev().take_while(title).count();
        let Some(says) = (start - words).checked_sub(1).filter(|&n| self.pieces[n].class.has(WordClasses::SAYS)) else {
            return false;
        };
        for n in (says.saturating_sub(2 * REACH)..says).rev() {
            let me = |n: usize| piece(n, &["saya", "kami"]);
            if verb(n) && me(n + 1) || passive(n) && (n.saturating_sub(3)..n).any(me) {
                return true;
            }
            if self.person(n).is_some() || n + 1 < says && self.gap(n).contains('\n') || self.gap(n).contains('“') {
                break;
            }
        }
        false
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
