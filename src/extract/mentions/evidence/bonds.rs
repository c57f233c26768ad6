//! Two people whom a joint makes one ticket or one list.

use super::{Bond, ReadPieces, WordTie};
use crate::{
    extract::mentions::{chunks::PieceKind, words::WordCase},
    lexicon::{classes::WordClasses, ticket::CALLINGS},
};

/// Between two people of one ticket.
const PAIRED: &[&str] =
    &["berpasangan", "berduet", "berpaket", "bertandem", "dipasangkan", "dipaketkan", "diduetkan", "disandingkan"];

impl ReadPieces<'_, '_> {
    /// The next person, if only a joint stands between.
    pub(super) fn bond(&self, at: usize) -> Option<Bond> {
        let one = self.person(at)?;
        let name = self.after_name(at);
        let end = self.after_office(name).unwrap_or(name);
        let gap = self.gap(end - 1);
        let hyphen = is_hyphen(gap.trim_start_matches(')'));
        let mut n = end;
        let mut kind = WordTie::List;
        let mut joined = hyphen && !gap.contains('\n');
        while n < self.pieces.len() && n - end < 6 {
            let class = self.pieces[n].class;
            if let Some(other) = self.person(n) {
                // "KABAR SELARAS – Kopi": a dateline.
                let upper = |at: usize| {
                    let first = &self.page.words[self.pieces[at].first];
                    first.case == WordCase::Upper && first.span.len() > 3
                };
                if hyphen && upper(at) != upper(n) {
                    return None;
                }
                // "Pasaman (Budi Santoso dan Tini Wardhani)"
                let bracket = kind == WordTie::List
                    && at > 0
                    && self.gap(at - 1).trim() == "("
                    && self.pieces[at - 1].what == PieceKind::Region
                    && self.gap(self.after_name(n) - 1).starts_with(')');
                // "2. Budi Santoso dan Tini Wardhani: PKS, PAN"
                let item = kind == WordTie::List
                    && self.is_numbered(at)
                    && self.gap(self.after_name(n) - 1).trim_start().starts_with([':', ';']);
                let kind = if hyphen && self.is_pair(at, n) || bracket || item { WordTie::Pair } else { kind };
                return joined.then_some(Bond { one, other, kind });
            }
            if self.pieces[n].what != PieceKind::Word || self.gap(n).contains(['\n', '”', '“', '"', ';']) {
                return None;
            }
            if self.is(n, PAIRED) {
                (joined, kind) = (true, WordTie::Pair);
            } else if class.has(WordClasses::PAIRS.or(WordClasses::RIVAL)) {
                (joined, kind) = (true, WordTie::Company);
            } else if self.is(n, &["dan", "serta", "&", "bersama", "atau"]) {
                joined |= matches!(self.gap(n - 1).trim_start_matches(')').trim(), "" | ",");
            } else if !(class.has(WordClasses::TITLE.or(WordClasses::ADVERB))
                || joined && self.is(n, CALLINGS)
                || self.is(n, &["dengan", "yang", "akan", "resmi", "pasangannya", "wakilnya"]))
            {
                return None;
            }
            n += 1;
        }
        None
    }

    /// Whether a name stands at the beginning of a numbered line.
    fn is_numbered(&self, at: usize) -> bool {
        let Some(number) = self.before_name(at).checked_sub(1) else { return false };
        let counts = self.page.words[self.pieces[number].first].case == WordCase::Number;
        counts && (number == 0 || self.gap(number - 1).contains('\n'))
    }

    /// The piece behind "(Ketua DPD PKS Blora)-": somebody's office in brackets, with a hyphen behind it.
    fn after_office(&self, name: usize) -> Option<usize> {
        const LONGEST: usize = 10;
        (self.gap(name - 1).trim() == "(").then_some(())?;
        let end = (name..self.pieces.len().min(name + LONGEST)).find(|&n| self.gap(n).starts_with([')', '\n']))?;
        self.gap(end).strip_prefix(')').filter(|behind| is_hyphen(behind)).map(|_| end + 1)
    }

    /// Names on both sides of a hyphen that are no titles of one another.
    fn is_pair(&self, one: usize, other: usize) -> bool {
        let text = |at: usize| self.page.word(self.pieces[at].first);
        !text(one).eq_ignore_ascii_case(text(other))
    }
}

fn is_hyphen(gap: &str) -> bool {
    matches!(gap.trim(), "-" | "–" | "—" | "‑" | "/")
}
