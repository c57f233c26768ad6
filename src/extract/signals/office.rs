//! Words for elections, offices and places on a ticket: `Pilwalkot`, `cawabup`, `calon wali kotanya`.

use super::{
    phrases::{FoundPhrase, Phrases},
    tokens::Token,
};
use crate::{
    lexicon::office::{OfficeCue, OfficeWordRole},
    model::Calendar,
};

/// Words for the elections that a project is about, and for others, and the days of the former.
pub struct OfficeSignals {
    pub calendar: Calendar,
    cues: Phrases<OfficeCue>,
    others: Phrases<()>,
}

impl OfficeSignals {
    pub fn new(calendar: Calendar, cues: &[(&str, OfficeCue)], others: &[(&str, ())]) -> Self {
        Self { calendar, cues: Phrases::of(cues), others: Phrases::of(others) }
    }

    /// Every word for an office or an election in the tokens, traps left out.
    pub fn cues(&self, tokens: &[Token<'_>]) -> Vec<FoundPhrase<OfficeCue>> {
        let mut found = self.cues.hits(tokens);
        found.retain(|hit| hit.value.role != OfficeWordRole::Trap);
        found
    }

    /// Whether tokens name an election that the project is not about.
    pub fn names_others(&self, tokens: &[Token<'_>]) -> bool {
        !self.others.hits(tokens).is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        extract::{ballot::Ballot, signals::tokens::tokens},
        lexicon::office::ANY,
        model::{Office, Slot, Span},
    };

    const G: Option<Office> = Some(Office::GOVERNOR);
    const R: Option<Office> = Some(Office::REGENT);
    const M: Option<Office> = Some(Office::MAYOR);

    #[track_caller]
    fn check(text: &str, expected: &[(&str, Option<Office>, Option<Slot>)]) {
        let tokens = tokens(text, Span::new(0, text.len()), &[]);
        let words = |hit: &FoundPhrase<OfficeCue>| &text[tokens[hit.at].span.start..tokens[hit.end - 1].span.end];
        let cues = Ballot::delivered().signals.cues(&tokens);
        let found: Vec<_> = cues.iter().map(|hit| (words(hit), hit.value.office, hit.value.slot())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn cues() {
        use Slot::{Deputy, Head};
        check("Pilgub dan PILWAKO", &[("Pilgub", G, None), ("PILWAKO", M, None)]);
        check("bakal calon wakil wali kotanya", &[("calon wakil wali kotanya", M, Some(Deputy))]);
        check("cabup dan wakilnya", &[("cabup", R, Some(Head)), ("wakilnya", ANY, Some(Deputy))]);
        check("Wakil Ketua DPRD, mantan Bupati", &[]);
        check("Pemilihan Bupati di tingkat kota", &[("Pemilihan Bupati", R, None), ("tingkat kota", M, None)]);
    }
}
