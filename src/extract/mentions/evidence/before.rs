//! What stands before a name: "calon bupati Tegal, X", "mengusung X", "pasangan X".

use super::{PAPERS, REACH, ReadPieces};
use crate::{
    extract::{
        mentions::{chunks::PieceKind, words::WordCase},
        rule::Rule,
    },
    lexicon::{
        classes::WordClasses,
        lists::{NUMBERS, OPENS_LIST},
        people::{INCUMBENTS, KIN, NOT_WHO_RUNS},
        ticket::SHIFTING,
        weighed::{NAMES, WEIGHS},
    },
};

/// Longest list of people that one word for those who run opens.
const MOST_NAMES: usize = 20;

impl ReadPieces<'_, '_> {
    /// "calon bupati Tegal, X", "mengusung X", "pasangan X".
    pub(super) fn said_before(&self, at: usize) -> Option<(f32, Rule)> {
        let start = self.before_name(at);
        let (mut role, mut commas, mut names, mut parties) = (false, 0, 0, 0);
        let mut words = 0;
        for n in (0..start).rev() {
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
                // "A (Blora), B (Demak)"
                "(" if self.pieces[n + 1].what == PieceKind::Region => {}
                ")" | ")," if self.pieces[n].what == PieceKind::Region => {}
                "," if self.pieces[n].what == PieceKind::Region && self.person(n + 1).is_some() && names > 0 => {}
                "," | ":" | ", “" | "“" | "(" | ")" | ")," | "-" | "–" | "/" => commas += 1,
                _ => return None,
            }
            if gap.contains('\n') || commas > 2 {
                return None;
            }
            let piece = &self.pieces[n];
            let class = piece.class;
            words += usize::from(piece.what == PieceKind::Word);
            if words > REACH {
                return None;
            }
            // "kata Y kepada Kabar Kita"
            let told = |n: usize| {
                self.pieces[n].class.has(WordClasses::SAYS)
                    && self.is(n, &["kata", "ujar", "ucap", "tutur", "ungkap", "jelas", "tegas", "papar"])
            };
            if self.is(n, &["kepada"]) && (n.saturating_sub(12)..n).any(told) {
                return None;
            }
            // "rekomendasi diberikan kepada kader sendiri, yakni X"
            if self.is(n, &["kepada"]) && commas <= 1 && (n.saturating_sub(8)..n).any(|n| self.is(n, PAPERS)) {
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
                || self.is(n, &["presiden", "menteri", "rektor"]) && !class.has(WordClasses::OFFICE)
            {
                return None;
            }
            if class.has(WordClasses::RUNNER) {
                if self.is(n, &["pasangan", "duet", "tandem"]) && commas > 1 {
                    return None;
                }
                // "Saksi pasangan calon bupati adalah X"
                let told = || (n + 1..start).any(|n| self.is(n, OPENS_LIST));
                if n > 0 && (n.saturating_sub(2)..n).any(|n| self.is(n, NOT_WHO_RUNS)) && told() {
                    return None;
                }
                return (!role || commas == 0).then_some(if names == 0 {
                    (0.92, Rule::BehindRunnerWord)
                } else {
                    (0.75, Rule::CandidateList)
                });
            }
            // "Calon yang akan diusung adalah X"
            let named = n + 1 < start && self.is(n + 1, &["adalah", "yakni", "yaitu", "ialah"]);
            if named && !role && self.is(n, &["diusung", "dicalonkan", "dijagokan"]) {
                return Some((0.75, Rule::CandidateList));
            }
            // "Pasangan kedua diusung PAN dan PPP yaitu X"
            if class.has(WordClasses::RUNS)
                && parties > 0
                && !role
                && self.is(n, &["diusung", "dicalonkan", "dijagokan"])
            {
                return Some((0.75, Rule::NominatingObject));
            }
            // "Nama yang digodok PKS yakni X"
            let named = (n.saturating_sub(4)..=(n + 4).min(start - 1)).any(|n| self.is(n, NAMES));
            if self.is(n, WEIGHS) && named && !role {
                return self.electoral[at].then_some((0.75, Rule::CandidateList));
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
            // "petahana Bupati Blora, X", but not "istri petahana X", "caleg petahana X"
            if self.is(n, INCUMBENTS) && !role && commas <= 1 {
                let others = n > 0
                    && (self.is(n - 1, KIN)
                        || self.pieces[n - 1].class.has(WordClasses::OTHER_RACE)
                        || self.is(n - 1, &["juara"]));
                return (self.electoral[at] && !others).then_some((0.75, Rule::SaidCandidate));
            }
            if class.has(WordClasses::ROLE) {
                role |= !self.is(n, &["kader"]) && !self.is(n, INCUMBENTS);
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
            ) || self.page.words[piece.first].case == WordCase::Number
                || self.is(n, NUMBERS);
            // "mengalihkan dukungan dari X ke Y"
            let turned = || (n.saturating_sub(8)..n).any(|n| self.is(n, SHIFTING));
            if self.is(n, &["dari", "ke"]) && commas == 0 && !role && turned() {
                return self.electoral[at].then_some((0.7, Rule::SupportingObject));
            }
            if !passes {
                return None;
            }
        }
        None
    }

    /// Whether the sentence of a piece begins with those who run: "Pasangan kedua …", "Calon lainnya …".
    fn opens_with_runner(&self, at: usize) -> bool {
        let start = (at.saturating_sub(REACH)..=at).rev().find(|&n| self.page.opens(self.pieces[n].first));
        start.filter(|&start| !self.is(start, NOT_WHO_RUNS)).is_some_and(|start| {
            (start..at.min(start + 2)).any(|n| self.pieces[n].class.has(WordClasses::RUNNER) && !self.is(n, &["calon"]))
        })
    }

    /// Whether the sentence of a piece, or the one before it, tells of somebody who runs.
    pub(super) fn runs_before(&self, at: usize) -> bool {
        let start = (0..=at).rev().find(|&n| self.page.opens(self.pieces[n].first)).unwrap_or(0);
        self.runs[at] || start > 0 && self.runs[start - 1]
    }
}
