//! Runs of words that have the shape of a person's name.

use super::{
    page::{DraftMention, MentionPage},
    words::WordCase,
};
use crate::{
    lexicon::{
        case::{is_affixed, is_noun},
        classes::WordClasses,
        people::{ARTICLES, CHUNK_PARTICLES, DEGREES, HOUSES, MANY, NAME_WORDS, SHORT_NAMES},
    },
    model::Span,
};

/// A run of words that may be a name.
#[derive(Debug, Clone)]
pub(super) struct Chunk {
    pub words: std::ops::Range<usize>,
    pub span: Span,
}

/// Longest name, in words.
const LONGEST: usize = 6;

/// What is read as one piece: a word, a mark, or a chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PieceKind {
    Word,
    Party,
    Region,
    /// The number of a chunk.
    Person(usize),
}

/// A piece of the text as the rules for candidates read it.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextPiece {
    pub what: PieceKind,
    pub class: WordClasses,
    pub first: usize,
    /// The word after it.
    pub end: usize,
}

/// All pieces of a text. `marks`: parties and regions in reading order; `names`: word ranges that are surely names of
/// people, in reading order.
pub(super) fn pieces(
    page: &MentionPage<'_>,
    marks: &[DraftMention],
    names: &[std::ops::Range<usize>],
) -> (Vec<TextPiece>, Vec<Chunk>) {
    let (mut pieces, mut chunks) = (Vec::with_capacity(page.words.len()), Vec::new());
    let mut at = 0;
    let mut marks = marks.iter().peekable();
    let mut names = names.iter().peekable();
    while at < page.words.len() {
        while marks.peek().is_some_and(|mark| mark.words.start < at) {
            marks.next();
        }
        while names.peek().is_some_and(|name| name.start < at) {
            names.next();
        }
        let stop = marks.peek().map_or(usize::MAX, |mark| mark.words.start);
        if let Some(mark) = marks.next_if(|mark| mark.words.start == at) {
            let what = if mark.kind.as_str() == "party" { PieceKind::Party } else { PieceKind::Region };
            pieces.push(TextPiece { what, class: WordClasses::default(), first: at, end: mark.words.end });
            at = mark.words.end;
            continue;
        }
        let known = names.peek().filter(|name| name.start == at).map_or(0, |name| name.end - name.start);
        let len = known.max(name_len(page, at, stop));
        if len == 0 {
            pieces.push(TextPiece { what: PieceKind::Word, class: page.words[at].class, first: at, end: at + 1 });
            at += 1;
        } else {
            let span = Span::new(page.words[at].span.start, page.words[at + len - 1].span.end);
            pieces.push(TextPiece {
                what: PieceKind::Person(chunks.len()),
                class: WordClasses::default(),
                first: at,
                end: at + len,
            });
            chunks.push(Chunk { words: at..at + len, span });
            at += len;
        }
    }
    (pieces, chunks)
}

/// How many words from `at` are one name; none from `stop` on.
fn name_len(page: &MentionPage<'_>, at: usize, stop: usize) -> usize {
    if !starts_name(page, at) && !begins_second(page, at) {
        return 0;
    }
    // "para Bacakada": a word for many is nobody's name.
    let many = at > 0 && page.gap(at - 1) == " " && page.is_low(at - 1, MANY);
    let mut end = at + 1;
    while end < stop.min(page.words.len()) && end - at < LONGEST {
        let gap = page.gap(end - 1);
        let spaced = gap == " " || gap == "\u{a0}" || (gap == ". " && is_initial(page, end - 1));
        let hyphened = gap == "-" && inside_name(page, end - 1);
        if page.in_title(end) && !page.named_below(end) {
            break;
        }
        if spaced && is_part(page, end) && same_case(page, at, end) || hyphened && may_follow_article(page, end) {
            end += 1;
        } else if spaced && end + 1 < stop && is_name_word(page, end) && page.gap(end) == " " && is_part(page, end + 1)
        {
            // "Maya Putri Lestari"
            end += 2;
        } else if spaced && end + 1 < stop && is_particle(page, end) && page.gap(end) == " " && is_part(page, end + 1) {
            end += 2;
        } else {
            break;
        }
    }
    // "Dewa Eka Putra": a capital behind the words of a name.
    if (2..LONGEST).contains(&(end - at)) && end < stop && page.gap(end - 1) == " " && is_name_word(page, end) {
        end += 1;
    }
    if end < page.words.len() && page.gap(end - 1) == " " && page.is_low(end, HOUSES) {
        return 0;
    }
    // A lone initial is no name.
    let unsaid =
        || page.word(at).len() > 2 && !page.word(at).chars().any(|c| "aeiouyAEIOUY".contains(c) || !c.is_ascii());
    // Nor is "Kpts", which nobody can say, a lone word for many, or the "Al" of several people.
    let noun = || page.words[at].case == WordCase::Capital && is_noun(&page.word(at).to_lowercase());
    let lone = || many || noun() || page.words[at].span.len() < 2 || page.is_low(at, ARTICLES) || unsaid();
    if end == at + 1 && lone() { 0 } else { end - at }
}

/// "Asep Wardana-Putri Laksita": a name that begins with a word of the vocabulary, behind the hyphen of a pair.
fn begins_second(page: &MentionPage<'_>, at: usize) -> bool {
    if page.words[at].case != WordCase::Capital {
        return false;
    }
    let hyphen = matches!(page.gap_before(at).trim(), "-" | "–" | "—");
    let beside = at > 0 && page.gap(at - 1) == " " && page.is_low(at - 1, &["dengan", "menggandeng", "didampingi"]);
    at > 0 && (hyphen || beside) && is_name_word(page, at) && page.gap(at) == " " && is_part(page, at + 1)
}

fn is_name_word(page: &MentionPage<'_>, at: usize) -> bool {
    let capital = |at: usize| page.words.get(at).is_some_and(|word| word.case == WordCase::Capital);
    // "Hari Senin"
    let goes_on = || page.gap(at) == " " && capital(at + 1) && !page.words[at + 1].class.is_none();
    capital(at) && page.is_low(at, NAME_WORDS) && !page.in_title(at) && !goes_on()
}

fn is_particle(page: &MentionPage<'_>, at: usize) -> bool {
    page.is_low(at, CHUNK_PARTICLES)
}

/// A full name in capitals does not run on into one in small letters.
fn same_case(page: &MentionPage<'_>, first: usize, next: usize) -> bool {
    let upper = |at: usize| {
        page.words[at].case == WordCase::Upper && page.words[at].span.len() > 2 && !page.word(at).contains('.')
    };
    upper(first) == upper(next) || page.words[next].span.len() <= 2 || page.words[first].span.len() <= 2
}

/// A capital at the beginning of a sentence says nothing of a word that the text has in small letters too.
fn starts_name(page: &MentionPage<'_>, at: usize) -> bool {
    is_part(page, at)
        && !(page.opens(at) && (page.has_in_small(at) || is_verbal(page, at)))
        && (!page.in_title(at) || page.named_below(at))
}

/// A word with the affixes of a verb or a noun: "Pelaksanaan", "Kedatangan".
fn is_verbal(page: &MentionPage<'_>, at: usize) -> bool {
    is_affixed(&page.word(at).to_lowercase())
}

/// Whether a word has the shape of a name: a capital, no word of the vocabulary, no abbreviation.
fn is_part(page: &MentionPage<'_>, at: usize) -> bool {
    let Some(word) = page.words.get(at) else { return false };
    if !word.class.is_none() || word.case == WordCase::Lower || word.case == WordCase::Number {
        return false;
    }
    let text = page.word(at);
    // "Tinggalkan", "Umumkan" in a headline.
    if text.len() >= 8 && text.as_bytes()[text.len() - 3..].eq_ignore_ascii_case(b"kan") {
        return false;
    }
    if text.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    if text.contains('.') {
        return text.len() <= 4 && !is_degree(text);
    }
    // "Asep Wardana, ST-Neni Laksita, SE"
    if at > 0 && page.gap(at - 1).trim_start_matches('.').starts_with(',') && DEGREES.contains(&text) {
        return false;
    }
    match word.case {
        WordCase::Capital => true,
        // Capitals: initials (“HM”), or a name in a headline; abbreviations are short or have no vowel.
        _ => text.len() == 2 || (text.len() > 4 && text.bytes().any(|b| b"AEIOUY".contains(&b))),
    }
}

/// A word whose full stop does not end the name.
fn is_initial(page: &MentionPage<'_>, at: usize) -> bool {
    let text = page.word(at);
    text.len() <= 2 && page.words[at].case != WordCase::Lower || text.contains('.') || page.is_low(at, SHORT_NAMES)
}

/// "Al-Ayubi", "Al-ayubi"
fn may_follow_article(page: &MentionPage<'_>, at: usize) -> bool {
    let low = page.words.get(at).is_some_and(|word| word.case == WordCase::Lower && word.class.is_none());
    low || is_part(page, at)
}

/// Whether a hyphen behind a word is inside one name: "Al-Ayubi", "Asy-Syifa".
fn inside_name(page: &MentionPage<'_>, at: usize) -> bool {
    page.is_low(at, ARTICLES)
}

/// `S.Ag`, `SH`, `MM`: after a comma.
pub(super) fn is_degree(text: &str) -> bool {
    let dotted = text.contains('.') && text.starts_with(['S', 'M', 'B', 'A', 'P', 'D', 'L', 'I']) && text.len() > 2;
    dotted || DEGREES.contains(&text)
}
