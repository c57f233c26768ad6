//! Where the sentences of news text end, and the abbreviations whose full stop ends none.

use super::{
    classes::{WordClasses, class_of},
    people::{NAME_WORDS, OPENERS},
};
use crate::model::{Span, Text, line_around};

/// The sentence at a byte offset. A sentence ends at a line end, or at `.`, `?` or `!` (with the closing quotes and
/// brackets after it) when a space and then a capital, a digit or an opening quote follows and the word before is no
/// abbreviation (`H.`, `Dr.`, `M.Si.`).
pub fn sentence_at(text: &Text, offset: usize) -> Span {
    let offset = offset.min(text.len());
    // An article without line ends is not read as a whole for one sentence of it.
    let (base, piece) = line_around(text, offset);
    let line = Span::new(base, base + piece.len());
    let mut start = line.start;
    for end in sentence_ends(text, line) {
        if end > offset {
            return trim_space(text, Span::new(start, end));
        }
        start = end;
    }
    trim_space(text, Span::new(start, line.end))
}

/// The sentences of a line (bytes of the text), without the spaces between them; none of a blank line. [`sentence_at`]
/// gives the same for every byte of them, as long as it looks.
pub fn sentences(text: &Text, line: Span) -> Vec<Span> {
    let mut start = line.start;
    let mut sentences = Vec::new();
    for end in sentence_ends(text, line).into_iter().chain([line.end]) {
        let sentence = trim_space(text, Span::new(start, end));
        if !sentence.is_empty() {
            sentences.push(sentence);
        }
        start = end;
    }
    sentences
}

fn trim_space(text: &Text, span: Span) -> Span {
    let piece = &text[span.range()];
    let start = span.start + (piece.len() - piece.trim_start().len());
    Span::new(start, (start + piece.trim().len()).max(start))
}

/// The bytes after which a new sentence begins, in one line.
fn sentence_ends(text: &Text, line: Span) -> Vec<usize> {
    let piece = &text[line.range()];
    let mut ends = Vec::new();
    for (at, mark) in piece.bytes().enumerate().filter(|(_, byte)| matches!(byte, b'.' | b'?' | b'!')) {
        let after = &piece[at + 1..];
        let rest = after.trim_start_matches(['”', '"', '’', '\'', ')', ']']);
        let closing = after.len() - rest.len();
        if !rest.starts_with(char::is_whitespace) {
            continue;
        }
        let next = rest.trim_start().chars().next();
        if !next.is_some_and(|c| c.is_uppercase() || c.is_numeric() || "“\"‘(".contains(c)) {
            continue;
        }
        let before = &piece[..at];
        let ambiguous = || is_degree(before) || is_initial(before);
        if mark == b'.' && closing == 0 && is_abbreviation(before) && !(ambiguous() && opens(rest)) {
            continue;
        }
        ends.push(line.start + at + 1 + closing);
    }
    ends
}

/// Whether the word before a full stop is an initial, a title or a degree.
fn is_abbreviation(before: &str) -> bool {
    const TITLES: &[&str] = &[
        "Dr", "dr", "drg", "Drs", "Dra", "Ir", "Hj", "KH", "Prof", "Pol", "Purn", "No", "Jl", "Kab", "Kec", "Prov",
        "Tgk", "Tb", "Moh", "Muh", "Abd", "St", "Ust", "Ustadz", "Letjen", "Mayjen", "Brigjen", "Irjen", "Kombes",
        "Kompol", "Capt", "Hi", "Kh", "Sdr", "Dg", "Daeng",
    ];
    let word = last_word(before);
    let dotted = word.contains('.') && word.len() <= 6 && word.chars().any(char::is_alphabetic);
    is_initial(before) || TITLES.contains(&word.rsplit('.').next().unwrap_or("")) || dotted
}

/// What stands before a full stop, back to a blank, a dash or an opening bracket.
fn last_word(before: &str) -> &str {
    before.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '“' | '-' | '–' | '—')).next().unwrap_or("")
}

/// Whether a lone capital stands before a full stop. It may end its sentence: "Razak K.".
fn is_initial(before: &str) -> bool {
    let last = last_word(before).rsplit('.').next().unwrap_or("");
    last.chars().count() == 1 && last.chars().all(char::is_uppercase)
}

/// Whether the word before a full stop is a degree behind a name: ", S.H", ", M.Si".
fn is_degree(before: &str) -> bool {
    let (rest, word) = before.rsplit_once(' ').unwrap_or(("", before));
    word.contains('.') && rest.ends_with(',')
}

/// Whether a word comes next that begins sentences and is no name: "Pasangan", "Namun", "Serta".
fn opens(rest: &str) -> bool {
    let word: String = rest.trim_start().chars().take_while(|c| c.is_alphabetic()).collect();
    let low = word.to_lowercase();
    // "M. Hari", "R. Maju": names hold these; and "A. DPR" says nothing.
    let named = NAME_WORDS.contains(&low.as_str()) || word.chars().all(char::is_uppercase);
    OPENERS.contains(&low.as_str()) || (class_of(&low).has(WordClasses::COMMON) && !named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_of_news() {
        let text = Text::new("Kata H. M. Ali, S.H. kepada pers. “Kami siap.” Ia pergi (8/7).\nBaru 1.5 juta! Ya");
        let at = |needle: &str| text.slice(sentence_at(&text, text.find(needle).unwrap()));
        assert_eq!(at("Ali"), "Kata H. M. Ali, S.H. kepada pers.");
        assert_eq!(at("siap"), "“Kami siap.”");
        assert_eq!(at("pergi"), "Ia pergi (8/7).");
        assert_eq!(at("juta"), "Baru 1.5 juta!");
        assert_eq!(at("Ya"), "Ya");
        assert_eq!(sentence_at(&Text::new(""), 0), Span::new(0, 0));
        let degrees = Text::new("Ada Ali, S.H. Pasangan ini maju. Ada Budi, M.Si. Santosa ikut.");
        assert_eq!(degrees.slice(sentence_at(&degrees, 20)), "Pasangan ini maju.");
        assert_eq!(degrees.slice(sentence_at(&degrees, 52)), "Ada Budi, M.Si. Santosa ikut.");
        let initials =
            Text::new("Ia memuji Razak K. Serta Lina R. Namun H. M. Hari A. Satria K. Baharuddin diam. Itu saja.");
        let at = |needle: &str| initials.slice(sentence_at(&initials, initials.find(needle).unwrap()));
        assert_eq!(at("memuji"), "Ia memuji Razak K.");
        assert_eq!(at("Lina"), "Serta Lina R.");
        assert_eq!(at("Satria"), "Namun H. M. Hari A. Satria K. Baharuddin diam.");
        let long = Text::new("Satu dua tiga. ".repeat(2_000));
        assert_eq!(long.slice(sentence_at(&long, 15 * 1_000 + 5)), "Satu dua tiga.");
    }
}
