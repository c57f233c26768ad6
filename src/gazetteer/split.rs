//! A list of names in one selection: “PKB, PKS, dan NasDem”, “Andra Soni-Dimyati Natakusumah”.

use super::fold;
use crate::model::{Span, Text};

/// Most pieces that are joined again to see whether they are one name that holds a separator: “Generasi Atjeh Beusaboh
/// Tha'at dan Taqwa” are two.
const JOINED: usize = 4;

/// The names in a selection, in bytes of the text; the whole of it, trimmed, if it is one name.
///
/// Names are parted by commas, semicolons, line ends, brackets, slashes, “&” and “+”, the words “dan”, “serta” and
/// “atau”, dashes with spaces around them, and by a hyphen or dash between two capitalised words, as in pairs of
/// candidates. A name that `is_name` knows stays whole, whatever it holds. Degrees after a comma, and words without a
/// capital among names that have one, are no names.
pub fn split_list(text: &Text, span: Span, is_name: &dyn Fn(&str) -> bool) -> Vec<Span> {
    let Some(piece) = text.get(span.range()) else {
        return Vec::new();
    };
    let whole = trim(piece, 0, piece.len());
    if whole.is_some_and(|(start, end)| is_name(&piece[start..end])) {
        return whole.into_iter().map(|(start, end)| Span::new(span.start + start, span.start + end)).collect();
    }
    let pieces = pieces(piece);
    let mut names: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let last = (at + JOINED).min(pieces.len()) - 1;
        let joined = (at + 1..=last).rev().find(|&last| is_name(&piece[pieces[at].0..pieces[last].1]));
        let last = joined.unwrap_or(at);
        names.push((pieces[at].0, pieces[last].1));
        at = last + 1;
    }
    let capital = |&(start, end): &(usize, usize)| piece[start..end].chars().any(char::is_uppercase);
    if names.iter().any(capital) {
        names.retain(|name| capital(name) || is_name(&piece[name.0..name.1]));
    }
    let degrees = |&(start, end): &(usize, usize)| start > 0 && is_degree(piece, start, end);
    names.retain(|name| !degrees(name));
    names.into_iter().map(|(start, end)| Span::new(span.start + start, span.start + end)).collect()
}

/// The bytes between separators, trimmed, without empty ones.
fn pieces(piece: &str) -> Vec<(usize, usize)> {
    let mut cuts = signs(piece);
    let words = fold::words(piece);
    let joining = words.iter().filter(|(word, ..)| matches!(word.as_str(), "dan" | "serta" | "atau"));
    // “DAN” in a headline of capitals is meant as well; a name “Dan” is not.
    let joining = joining.filter(|(_, start, end)| {
        let word = &piece[*start..*end];
        word.chars().all(char::is_lowercase) || word.chars().all(char::is_uppercase)
    });
    cuts.extend(joining.map(|&(_, start, end)| (start, end)));
    cuts.sort_unstable();
    let mut found = Vec::new();
    let mut start = 0;
    for (cut, after) in cuts.into_iter().chain([(piece.len(), piece.len())]) {
        found.extend(trim(piece, start, cut));
        start = start.max(after);
    }
    found
}

/// The separators that are no words.
fn signs(piece: &str) -> Vec<(usize, usize)> {
    let mut cuts = Vec::new();
    for (at, c) in piece.char_indices() {
        let end = at + c.len_utf8();
        let cuts_here = match c {
            ',' | ';' | '\n' | '(' | ')' | '/' | '&' | '+' | '|' => true,
            '-' | '‐' | '‑' | '–' | '—' => is_between(&piece[..at], &piece[end..]),
            _ => false,
        };
        if cuts_here {
            cuts.push((at, end));
        }
    }
    cuts
}

/// Whether a hyphen or dash stands between two names: with space around it, or between two capitalised words of two
/// letters or more that are not one word twice (“Toli-Toli”), the first no Arabic article (“Al-Ayubi”).
fn is_between(before: &str, after: &str) -> bool {
    const ARTICLES: &[&str] =
        &["al", "el", "ad", "adz", "an", "ar", "as", "ash", "asy", "at", "ath", "az", "abdul", "nur"];
    let spaced = |c: Option<char>| c.is_none_or(char::is_whitespace);
    match (spaced(before.chars().next_back()), spaced(after.chars().next())) {
        (true, true) => return true,
        (false, false) => {}
        _ => return true,
    }
    let left = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let right = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let is_word = |word: &str| word.starts_with(char::is_uppercase) && word.chars().count() > 1;
    let (folded_left, folded_right) = (left.to_lowercase(), right.to_lowercase());
    is_word(left) && is_word(right) && folded_left != folded_right && !ARTICLES.contains(&folded_left.as_str())
}

/// The part of a range from its first letter or digit to its last, with a full stop after an initial.
fn trim(piece: &str, start: usize, end: usize) -> Option<(usize, usize)> {
    let range = piece.get(start..end)?;
    let first = range.find(char::is_alphanumeric)?;
    let last = range.trim_end_matches(|c: char| !c.is_alphanumeric() && !is_mark(c));
    let stop = usize::from(range[last.len()..].starts_with('.') && ends_with_initial(last));
    Some((start + first, start + last.len() + stop))
}

/// An accent that follows its letter.
fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

fn ends_with_initial(name: &str) -> bool {
    let last = name.rsplit([' ', '.']).next().unwrap_or("");
    last.chars().count() == 1 && last.chars().all(char::is_uppercase)
}

/// Whether what follows a comma is a degree: “S.H.”, “M.Si”, “SE”, “MM”.
fn is_degree(piece: &str, start: usize, end: usize) -> bool {
    let word = &piece[start..end];
    let after_comma = piece[..start].trim_end().ends_with(',');
    let dotted = word.contains('.') && word.split('.').all(|part| part.chars().count() <= 4);
    let known =
        matches!(word, "SH" | "SE" | "MH" | "MM" | "ST" | "MT" | "SIP" | "MSi" | "MPd" | "SPd" | "SAg" | "Lc" | "PhD");
    after_comma && !word.contains(char::is_whitespace) && word.starts_with(char::is_uppercase) && (dotted || known)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        gazetteer::Lexicon,
        model::{KindKey, notation},
    };

    /// The selection is everything; the brackets are the names in it.
    #[track_caller]
    fn check(kind: KindKey, expected: &str) {
        let lexicon = Lexicon::new(&Default::default());
        let (text, marks) = notation::parse(&expected.replace(']', "|x]")).unwrap();
        let text = Text::new(text);
        let found = split_list(&text, Span::new(0, text.len()), &|words| lexicon.is_name(words, &kind));
        let words = |spans: Vec<Span>| spans.iter().map(|span| text.slice(*span).to_owned()).collect::<Vec<_>>();
        assert_eq!(words(found), words(marks.iter().map(|mark| mark.span).collect()), "{expected}");
    }

    #[test]
    fn parties() {
        for list in [
            "[PKS]",
            " [PKB], [PKS], dan [NasDem].",
            "[Partai Gerindra], [Partai NasDem], [Partai Kebangkitan Bangsa] ([PKB]) serta [PSI]",
            "[Partai Persatuan Pembangunan] ([PPP])",
            "[Partai Keadilan dan Persatuan]",
            "[PKS], [Partai Keadilan dan Persatuan] dan [PSI]",
            "[Partai Generasi Atjeh Beusaboh Tha'at dan Taqwa] dan [PNA]",
            "[PDI-P]",
            "[PDI-P], [PAN]/[PKS] & [PSI]",
            "[PKS]-[PSI]",
            "[PKS] – [PSI] atau [PAN]",
            "[GOLKAR] DAN [PAN]",
            "[PKS], [PSI], dan lain-lain",
            "[pks] dan [psi]",
            "[Partai Anu] dan [Partai Itu]",
            "",
            " , ",
        ] {
            check(KindKey::party(), list);
        }
    }

    #[test]
    fn candidates() {
        for list in [
            "[Andra Soni]-[Dimyati Natakusumah]",
            "[Raudhatul Jannah] - [Ahmad Rozanie Himawan Nugraha]",
            "[Sutopo Hadi] – [Eka Murti]",
            "[Asep]/[Euis] dan [RK]-[Suswono]",
            "[Asep Sopari Al-Ayubi]",
            "[Yusuf Al-Hidayat]–[Budi A.]",
            "[Asy’ari Halim], S.H., M.Si. dan [Lalu Aria Dharma]",
            "[Siti Qomariyah] ([Siqom])",
            "[Dan Brown] dan [Jose\u{301}]",
        ] {
            check(KindKey::candidate(), list);
        }
    }

    #[test]
    fn regions() {
        for list in [
            "[Kabupaten Lebak], [Banten]",
            "[Siak], [Pangkajene dan Kepulauan] dan [Muko-muko]",
            "[Toli-Toli]",
            "[Kota Bekasi] dan [Kabupaten Bekasi]",
        ] {
            check(KindKey::region(), list);
        }
    }

    #[test]
    fn a_span_that_does_not_fit() {
        assert_eq!(split_list(&Text::new("PKS"), Span::new(1, 9), &|_| true), []);
    }
}
