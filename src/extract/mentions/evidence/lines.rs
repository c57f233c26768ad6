//! Lines and brackets that stand for themselves: a ticket of a list, and who took a picture.

use super::ReadPieces;
use crate::{
    extract::mentions::chunks::PieceKind,
    lexicon::{classes::WordClasses, people::PRESIDENTIAL},
};

impl ReadPieces<'_, '_> {
    /// "… di Jakarta. (Kabar Kita/Toni Wardana)": who took a picture stands in brackets behind a sentence, with a stroke.
    pub(super) fn leave_credits_out(&mut self) {
        const LONGEST: usize = 8;
        for at in 1..self.pieces.len() {
            let gap = self.gap(at - 1);
            let behind = gap.trim_start().starts_with(['.', '!', '?', ')']) || gap.contains('\n');
            if !(behind && gap.ends_with('(')) {
                continue;
            }
            let end = (at..self.pieces.len().min(at + LONGEST)).find(|&n| self.gap(n).starts_with(')'));
            let Some(end) = end else { continue };
            if (at..end).any(|n| self.gap(n).trim() == "/") {
                self.foreign[at..=end].fill(true);
            }
        }
    }

    /// "Prabowo-Gibran": a pair of another race, wherever it is named.
    pub(super) fn leave_presidents_out(&mut self) {
        for at in 1..self.pieces.len() {
            let (Some(one), Some(other)) = (self.person(at - 1), self.person(at)) else { continue };
            let has = |chunk: usize, name: &str| {
                self.chunks[chunk].words.clone().any(|at| self.page.word(at).eq_ignore_ascii_case(name))
            };
            if PRESIDENTIAL.iter().any(|(head, deputy)| has(one, head) && has(other, deputy)) {
                self.foreign[at - 1..=at].fill(true);
            }
        }
    }

    /// Whether pieces are a line that holds a pair and hardly anything else.
    pub(super) fn is_pair_line(&self, first: usize, last: usize) -> bool {
        let people = (first..=last).filter(|&at| self.person(at).is_some()).count();
        let joined =
            (first..last).any(|at| matches!(self.gap(at).trim(), "-" | "–" | "—" | "/") && self.person(at).is_some());
        let others = (first..=last).filter(|&at| {
            self.pieces[at].what == PieceKind::Word
                && !self.pieces[at].class.has(WordClasses::TITLE.or(WordClasses::FILLER).or(WordClasses::RUNNER))
        });
        people >= 2 && joined && others.count() <= 2
    }
}
