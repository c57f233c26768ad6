//! How single characters are compared: what nobody sees counts as nothing, hyphens that only look otherwise are one, and
//! case or accents do not count where that is asked. Knows no words and no names.

use nucleo_matcher::chars::normalize;

/// What does not count when characters are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Fold {
    pub case: bool,
    pub accents: bool,
}

/// Accents that follow their letter (decomposed text).
pub fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// Characters that nobody sees: soft hyphens, zero-width spaces and joiners, marks of direction.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Signs that stand for a hyphen in names: “PDI‑P” and “PDI–P” are “PDI-P”. The dash of sentences (—) is none.
pub const HYPHENS: [char; 6] = ['-', '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2212}'];

/// Spaces that are drawn as one and are another character: they do not break, or have a width of their own.
pub fn is_odd_space(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

impl Fold {
    pub const BOTH: Self = Self { case: true, accents: true };

    /// Hands on what a character is compared as: one character or, of ligatures and ß, several; of an accent that does
    /// not count and of what nobody sees, none. What was folded folds to itself.
    pub fn fold(self, c: char, mut take: impl FnMut(char)) {
        if c.is_ascii() {
            return take(if self.case { c.to_ascii_lowercase() } else { c });
        }
        if is_invisible(c) {
            return;
        }
        if HYPHENS.contains(&c) {
            return take('-');
        }
        if !self.case {
            return self.bare(c, &mut take);
        }
        // By way of the capitals, so that ß is ss, ﬁ is fi and ς is σ.
        for c in c.to_lowercase().flat_map(char::to_uppercase).flat_map(char::to_lowercase) {
            self.bare(c, &mut |bare| bare.to_lowercase().for_each(&mut take));
        }
    }

    /// Without its accent, if accents do not count.
    fn bare(self, c: char, take: &mut impl FnMut(char)) {
        match c {
            _ if !self.accents => take(c),
            _ if is_mark(c) => {}
            // Letters of their own, for which a single s would be half of what they stand for.
            'ß' | 'ẞ' => take(c),
            _ => take(normalize(c)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str, fold: Fold) -> String {
        let mut folded = String::new();
        text.chars().for_each(|c| fold.fold(c, |c| folded.push(c)));
        folded
    }

    #[test]
    fn what_counts_and_what_does_not() {
        let case = Fold { case: true, accents: false };
        let accents = Fold { case: false, accents: true };
        let text = "ÉLAN élan e\u{301} Straße ﬁlm İ Σς";
        assert_eq!(folded(text, Fold::BOTH), "elan elan e strasse film i σσ");
        assert_eq!(folded(text, case), "élan élan e\u{301} strasse film i\u{307} σσ");
        assert_eq!(folded(text, accents), "ELAN elan e Straße ﬁlm I Σς");
        assert_eq!(folded(text, Fold::default()), text);
        for fold in [Fold::BOTH, case, accents, Fold::default()] {
            assert_eq!(folded("1\u{ad}2\u{200b}-\u{2011}\u{2013}\u{2212}—\u{feff}", fold), "12----—");
        }
    }

    #[test]
    fn what_was_folded_stays() {
        for fold in [Fold::BOTH, Fold { case: true, accents: false }, Fold { case: false, accents: true }] {
            for c in '\0'..=char::MAX {
                let once = folded(&c.to_string(), fold);
                assert_eq!(folded(&once, fold), once, "{c:?} with {fold:?}");
            }
        }
    }
}
