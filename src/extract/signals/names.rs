//! Runs of capitalised words that are people's names, and the longest form of one in a text.

use std::sync::LazyLock;

use super::{phrases::WordSet, tokens::Token};
use crate::{
    lexicon::people::{OPENERS as OPENING, PARTICLES, PERSON_ROLES as HELD, ROLES as ROLE_WORDS},
    model::Span,
};

/// Words of office and organisation before a name; capitalised, they are still no part of it.
pub static ROLES: LazyLock<WordSet> = LazyLock::new(|| WordSet::of(ROLE_WORDS));
static OPENERS: LazyLock<WordSet> = LazyLock::new(|| WordSet::of(OPENING));
static PERSON_ROLES: LazyLock<WordSet> = LazyLock::new(|| WordSet::of(HELD));

/// An office that a person holds, against a board or organisation.
pub fn is_person_role(token: &Token<'_>) -> bool {
    PERSON_ROLES.has(token)
}

/// Whether a token can be a part of a person's name.
pub fn is_name_part(token: &Token<'_>) -> bool {
    if token.is_candidate() {
        return true;
    }
    token.is_capitalised() && !is_acronym(token.text) && !ROLES.has(token) && !OPENERS.has(token)
}

/// Short words in capitals are acronyms; initials stay.
fn is_acronym(word: &str) -> bool {
    word.chars().all(char::is_uppercase) && (2..=5).contains(&word.chars().filter(|c| c.is_alphabetic()).count())
}

/// Tokens of the name that begins at `at`, initials and particles included; empty if none does.
pub fn name_from(tokens: &[Token<'_>], at: usize) -> std::ops::Range<usize> {
    let mut end = at;
    while let Some(token) = tokens.get(end) {
        let initial = token.is(&["."]) && end > at && is_initial(&tokens[end - 1]);
        let particle = end > at && token.is(PARTICLES) && tokens.get(end + 1).is_some_and(is_name_part);
        if !(is_name_part(token) || initial || particle) {
            break;
        }
        end += 1;
    }
    while end > at && tokens[end - 1].is(&["."]) {
        end -= 1;
    }
    at..end
}

/// Tokens of the name that ends before `end`; empty if none does.
pub fn name_before(tokens: &[Token<'_>], end: usize) -> std::ops::Range<usize> {
    let mut start = end;
    while start > 0 {
        let token = &tokens[start - 1];
        let initial = token.is(&["."]) && start >= 2 && start < end && is_initial(&tokens[start - 2]);
        let particle = start < end && token.is(PARTICLES);
        if !(is_name_part(token) || initial || particle) {
            break;
        }
        start -= 1;
    }
    start..end
}

/// `M.`, `H.M.`: a full stop behind it does not end the name.
fn is_initial(token: &Token<'_>) -> bool {
    token.mention.is_none() && (token.text.chars().count() <= 2 || token.text.contains('.')) && token.is_capitalised()
}

/// The words of a name in the text.
pub fn span_of(tokens: &[Token<'_>], name: std::ops::Range<usize>) -> Option<Span> {
    let (first, last) = (tokens.get(name.start)?, tokens.get(name.end.checked_sub(1)?)?);
    (name.start < name.end).then(|| Span::new(first.span.start, last.span.end))
}
