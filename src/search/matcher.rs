//! What somebody looks for, made ready to be looked for in many texts at once.

use regex::Regex;

use super::{
    expression::{self, BadPattern, ExpressionFault},
    folded::Folded,
};
use crate::model::{Fold, Span, is_whole};

/// What to look for, and what counts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Words as they stand in a text, where a space stands for any single white space (a line end, a space that does
    /// not break); or, if `regex`, an expression.
    pub words: String,
    pub match_case: bool,
    /// Accents count in expressions always.
    pub match_accents: bool,
    /// Only where no word (as a double click selects one) is cut.
    pub whole_words: bool,
    pub regex: bool,
}

/// Finds the places of a [`Query`].
pub struct Matcher {
    how: MatchMethod,
    whole_words: bool,
}

enum MatchMethod {
    Words(Folded),
    Regex(Regex),
}

impl Query {
    /// Words as they stand, and whole: what “every occurrence” means.
    pub fn exactly(words: &str) -> Self {
        let words = words.to_owned();
        Self { words, match_case: true, match_accents: true, whole_words: true, regex: false }
    }
}

impl Matcher {
    /// An error if the expression is none (yet), or is too big.
    pub fn new(query: &Query) -> Result<Self, BadPattern> {
        let how = if query.regex {
            MatchMethod::Regex(expression::compile(&query.words, query.match_case)?)
        } else {
            let fold = Fold { case: !query.match_case, accents: !query.match_accents };
            let folded = Folded::new(&query.words, fold);
            MatchMethod::Words(folded.map_err(|_| BadPattern { at: None, fault: ExpressionFault::TooBig })?)
        };
        Ok(Self { how, whole_words: query.whole_words })
    }

    /// Whether there is nothing to look for: no words, or spaces only.
    pub fn is_blank(&self) -> bool {
        match &self.how {
            MatchMethod::Words(folded) => folded.is_blank(),
            MatchMethod::Regex(regex) => regex.as_str().is_empty(),
        }
    }

    /// Hands on the bytes of each place, from left to right, until `found` says no. Places do not overlap, and none is
    /// empty.
    pub fn each(&self, text: &str, mut found: impl FnMut(Span) -> bool) {
        if self.is_blank() {
            return;
        }
        let fits = |span: Span| !span.is_empty() && (!self.whole_words || is_whole(text, span));
        let after = |at: usize| at + text[at..].chars().next().map_or(1, char::len_utf8);
        let mut from = 0;
        match &self.how {
            MatchMethod::Words(folded) => {
                let within = folded.within(text);
                while let Some(span) = within.next(from) {
                    let fits = fits(span);
                    if fits && !found(span) {
                        return;
                    }
                    from = if fits { span.end } else { after(span.start) };
                }
            }
            MatchMethod::Regex(regex) => {
                for place in regex.find_iter(text).map(|place| Span::from(place.range())) {
                    if fits(place) && !found(place) {
                        return;
                    }
                }
            }
        }
    }

    /// The bytes of every place, from left to right.
    pub fn all(&self, text: &str) -> Vec<Span> {
        let mut spans = Vec::new();
        self.each(text, |span| {
            spans.push(span);
            true
        });
        spans
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::is_mark;
    use proptest::prelude::*;

    fn query(words: &str, how: &str) -> Query {
        let on = |sign| how.contains(sign);
        Query {
            words: words.into(), match_case: on('A'), match_accents: on('é'), whole_words: on('w'), regex: on('*')
        }
    }

    /// The text with `[` `]` around each place.
    #[track_caller]
    fn check(words: &str, how: &str, marked: &str) {
        let text = marked.replace(['[', ']'], "");
        let places = Matcher::new(&query(words, how)).unwrap_or_else(|bad| panic!("{bad:?}")).all(&text);
        let mut got = String::new();
        let mut at = 0;
        for span in places {
            got.extend([&text[at..span.start], "[", &text[span.range()], "]"]);
            at = span.end;
        }
        got.push_str(&text[at..]);
        assert_eq!(got, marked, "{words} {how}");
    }

    #[test]
    fn case_and_accents() {
        check("pks", "", "[PKS] dan [pks] [Pks]i");
        check("PKS", "A", "[PKS] dan pks [PKS]i");
        check("andre", "", "[André] [Andre] [ANDRÉ] [Andre\u{301}] [andrē]a");
        check("andré", "", "[André] [Andre]");
        check("andré", "é", "[André] [ANDRÉ] Andre");
        check("André", "A", "[André] [Andre] andré");
        check("Andre", "Aé", "André [Andre] Andre\u{301} andre");
        check("strasse", "", "[Straße] [STRASSE] [STRAẞE] Strase");
        check("s", "", "Stra[s]e[S] Straße".replace("Stra[s]e[S]", "[S]tra[s]e[S]").replace(" Str", " [S]tr").as_str());
        check("film", "", "[ﬁlm] [film] [FILM]");
        check("istanbul", "", "[İstanbul] [ISTANBUL]");
        check("kelvin", "", "[\u{212a}elvin] é");
        check("sudah", "", "[ſudah] [sudah]");
        check("ü", "", "[ü] [u\u{308}] [U]");
        check("ΛΌΓΟΣ", "", "[λόγος] é");
    }

    #[test]
    fn white_space_is_any_single_one() {
        check("kab. lebak", "", "[Kab. Lebak] [Kab.\u{a0}Lebak] [kab.\nlebak] Kab.  Lebak Kab.Lebak");
        check("kab.\u{a0}lebak", "", "[Kab. Lebak] é");
        check("Kab. Lebak", "Aé", "[Kab. Lebak] [Kab.\nLebak] kab. lebak");
        check(" ", "", "a b");
        check(r"a\s b", "", r"[a\s b] as b é".trim_end_matches(" é"));
    }

    #[test]
    fn whole_words() {
        check("PKS", "Aéw", "[PKS], PKSI dan ([PKS]) – UPKS, [PKS]-PSI. Lebak [PKS].");
        check("a a", "w", "a aa [a a] a");
        check(")", "w", "(PKS[)] dan UPKS");
        check(r"pk\w", "w*", "[PKS] PKSI [pkb]");
    }

    #[test]
    fn expressions() {
        check(r"P[KS]\w", "A*", "[PKS] [PSI] pks");
        check(r"^\w+", "*", "[Satu] dua\n[tiga] empat");
        check("x*", "*", "a[xx]b[x]");
        check("^|$|x*", "*", "abc");
        check("", "*", "abc");
        check("é", "*", "[É]lan elan");
        check("pks psi", "*", "[PKS PSI] PKS\nPSI");
        assert!(Matcher::new(&query("(", "*")).is_err());
        check("(", "", "{a}".replace('{', "[(]").replace('}', ")").as_str());
        check(".*", "", "[.*] abc");
    }

    /// Every place by definition: a run of whole characters, beginning with no accent that does not count and ended by
    /// none, that folds to what the words fold to.
    fn naive(text: &str, query: &Query) -> Vec<Span> {
        let fold = Fold { case: !query.match_case, accents: !query.match_accents };
        let folded = |piece: &str| {
            let mut folded = String::new();
            for c in piece.chars() {
                if c.is_whitespace() { folded.push(' ') } else { fold.fold(c, |c| folded.push(c)) }
            }
            folded
        };
        let wanted = folded(&query.words);
        if wanted.trim_matches(' ').is_empty() {
            return Vec::new();
        }
        let borders: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let accent = |at: usize| text[at..].chars().next().is_some_and(is_mark);
        let mut found = Vec::new();
        let mut free = 0;
        for &start in &borders {
            if start < free || accent(start) {
                continue;
            }
            let end = borders.iter().find(|&&end| end > start && !accent(end) && folded(&text[start..end]) == wanted);
            if let Some(&end) = end.filter(|&&end| !query.whole_words || is_whole(text, Span::new(start, end))) {
                found.push(Span::new(start, end));
                free = end;
            }
        }
        found
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn words_are_found_where_they_are(
            text in r#"([abAsStTiIfF ,é’–]|ss|ß|ẞ|ﬁ|ﬃ|ﬀ|ﬆ|İ|ı|ſ|\u{212a}|\u{301}|\u{308}|\u{a0}|\n|💡|🇮🇩|Σ|ς){0,16}"#,
            words in r#"([abAsStTiIfFK ,é’–]|ss|ß|ﬁ|ﬀ|İ|\u{301}|\u{a0}|💡|σ){1,3}"#,
            how in "A?é?w?",
        ) {
            let query = query(&words, &how);
            let got = Matcher::new(&query).expect("words are fine").all(&text);
            prop_assert_eq!(got, naive(&text, &query), "{:?} {} in {:?}", words, how, text);
        }

        #[test]
        fn words_of_a_text_are_found_in_it(text in "\\PC{1,20}", from in 0usize..20, length in 1usize..6, how in "A?é?") {
            let words: String = text.chars().skip(from).take(length).collect();
            let query = query(&words, &how);
            let got = Matcher::new(&query).expect("words are fine").all(&text);
            prop_assert_eq!(&got, &naive(&text, &query), "{:?} {} in {:?}", words, how, text);
            for span in got {
                prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
            }
        }

        #[test]
        fn plain_texts_are_no_exception(text in "[abK k.,“”–\\n\u{a0}]{0,60}", words in "[abk .“]{1,3}", how in "A?é?w?") {
            let query = query(&words, &how);
            let got = Matcher::new(&query).expect("words are fine").all(&text);
            prop_assert_eq!(got, naive(&text, &query));
        }
    }
}
