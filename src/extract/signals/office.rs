//! Words for elections, offices and places on a ticket: `Pilwalkot`, `cawabup`, `calon wali kotanya`.

use std::sync::LazyLock;

use super::{
    phrases::{FoundPhrase, Phrases},
    tokens::Token,
};
use crate::lexicon::office::{CUES as TABLE, OfficeCue, OfficeWordRole};

static CUES: LazyLock<Phrases<OfficeCue>> = LazyLock::new(|| Phrases::of(TABLE));

/// Every such word in the tokens, traps left out.
pub fn office_cues(tokens: &[Token<'_>]) -> Vec<FoundPhrase<OfficeCue>> {
    let mut found = CUES.hits(tokens);
    found.retain(|hit| hit.value.role != OfficeWordRole::Trap);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        lexicon::office::{ANY, G, M, R},
        model::{Office, Slot, Span},
    };

    #[track_caller]
    fn check(text: &str, expected: &[(&str, Option<Office>, Option<Slot>)]) {
        let tokens = super::super::tokens::tokens(text, Span::new(0, text.len()), &[]);
        let words = |hit: &FoundPhrase<OfficeCue>| &text[tokens[hit.at].span.start..tokens[hit.end - 1].span.end];
        let cues = office_cues(&tokens);
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
