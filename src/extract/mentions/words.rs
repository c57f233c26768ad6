//! The words of a text as the rules for mentions read them: bytes, case and class, no copies.

use crate::{extract::ballot::Ballot, lexicon::classes::WordClasses, model::Span};

/// A run of letters and digits.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextWord {
    pub span: Span,
    pub class: WordClasses,
    pub case: WordCase,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WordCase {
    Lower,
    /// The first letter is a capital.
    Capital,
    /// All letters are, and there are two or more.
    Upper,
    /// No letter at the beginning.
    Number,
}

/// The words of a text in reading order. Apostrophes and accents belong to their word, hyphens part words; full stops
/// hold together degrees and initials (`M.Si`, `H.M`) and domains (`Sonora.ID`).
pub(super) fn words(text: &str, ballot: &Ballot) -> Vec<TextWord> {
    let mut words = Vec::with_capacity(text.len() / 6);
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let end = run(text, at);
        if end == at {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        }
        let end = dotted(text, at, end);
        let piece = &text[at..end];
        words.push(TextWord { span: Span::new(at, end), class: class(piece, ballot), case: case(piece) });
        at = end;
    }
    words
}

/// The end of the letters and digits from `at`.
fn run(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = at;
    while let Some(&byte) = bytes.get(end) {
        if byte.is_ascii_alphanumeric() {
            end += 1;
        } else if byte < 0x80 && byte != b'\'' {
            break;
        } else {
            let mut rest = text[end..].chars();
            let Some(c) = rest.next() else { break };
            let inner = matches!(c, '\'' | '’' | '‘' | 'ʼ')
                && end > at
                && rest.next().is_some_and(char::is_alphabetic)
                && text[at..end].ends_with(char::is_alphabetic);
            let mark = end > at && ('\u{300}'..='\u{36f}').contains(&c);
            if !(c.is_alphanumeric() || inner || mark) {
                break;
            }
            end += c.len_utf8();
        }
    }
    end
}

/// The end of a word with the pieces that full stops join to it.
fn dotted(text: &str, start: usize, end: usize) -> usize {
    if text.as_bytes().get(end) != Some(&b'.') {
        return end;
    }
    let mut pieces = vec![end];
    let mut at = end;
    while text.as_bytes().get(at) == Some(&b'.') {
        let next = run(text, at + 1);
        if next == at + 1 {
            break;
        }
        pieces.push(next);
        at = next;
    }
    let last = pieces.len() - 1;
    if last == 0 {
        return end;
    }
    let tail = &text[pieces[last - 1] + 1..pieces[last]];
    let domain = ["id", "com", "co", "net", "org", "news", "tv"].iter().any(|top| tail.eq_ignore_ascii_case(top));
    let all = &text[start..pieces[last]];
    let short = all.split('.').all(|piece| piece.len() <= 4 && piece.starts_with(char::is_uppercase));
    // “1.012.028” is one number.
    let number = all.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if domain || short || number { pieces[last] } else { end }
}

/// What a word is good for; "Ir.H" is two titles.
fn class(word: &str, ballot: &Ballot) -> WordClasses {
    let class = ballot.class_of(word);
    let titles = || word.split('.').all(|piece| ballot.class_of(piece).has(WordClasses::TITLE));
    if class.is_none() && word.contains('.') && titles() { WordClasses::TITLE } else { class }
}

fn case(word: &str) -> WordCase {
    let Some(first) = word.chars().next() else { return WordCase::Number };
    if first.is_lowercase() {
        WordCase::Lower
    } else if !first.is_uppercase() {
        if first.is_alphabetic() { WordCase::Lower } else { WordCase::Number }
    } else if word.len() > 1 && word.chars().all(|c| !c.is_lowercase()) {
        WordCase::Upper
    } else {
        WordCase::Capital
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_word() {
        let text = "Kata H.M. Asy’ari, S.Sos. (Sonora.ID): “PKS-PSI”, 1.012 cafe\u{301}.Ketua 'A' 😀";
        let found: Vec<&str> = words(text, Ballot::delivered()).iter().map(|word| &text[word.span.range()]).collect();
        assert_eq!(
            found,
            ["Kata", "H.M", "Asy’ari", "S.Sos", "Sonora.ID", "PKS", "PSI", "1.012", "cafe\u{301}", "Ketua", "A"]
        );
        let cases: Vec<WordCase> =
            words("di PKS Tegal A 27 M.", Ballot::delivered()).iter().map(|word| word.case).collect();
        assert_eq!(
            cases,
            [
                WordCase::Lower,
                WordCase::Upper,
                WordCase::Capital,
                WordCase::Capital,
                WordCase::Number,
                WordCase::Capital
            ]
        );
    }
}
