//! What a caret and a selection snap to: graphemes and words (Unicode UAX #29).

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use super::{Span, Text};

/// How far around an offset borders are looked for, in bytes. News words and sentences are far shorter; a text of
/// one endless "word" costs no more than this.
const REACH: usize = 4096;

/// The line around `offset`, no more of it than words and sentences need, on character borders; and where it begins.
pub fn line_around(text: &str, offset: usize) -> (usize, &str) {
    let offset = offset.min(text.len());
    let bytes = text.as_bytes();
    let is_end = |byte: &u8| *byte == b'\n';
    let mut start = offset.saturating_sub(REACH);
    start = bytes[start..offset].iter().rposition(is_end).map_or(start, |at| start + at + 1);
    let mut end = (offset + REACH).min(text.len());
    end = bytes[offset..end].iter().position(is_end).map_or(end, |at| offset + at);
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    (start, &text[start..end])
}

/// Whether a piece has anything to tag: a letter or digit.
pub fn is_word(piece: &str) -> bool {
    piece.chars().any(char::is_alphanumeric)
}

/// The word at a byte offset (the one before it at a word's end); `None` between words.
pub fn word_at(text: &str, offset: usize) -> Option<Span> {
    let offset = offset.min(text.len());
    let (base, piece) = line_around(text, offset);
    let mut before = None;
    for (at, word) in piece.split_word_bound_indices() {
        let span = Span::new(base + at, base + at + word.len());
        if span.start > offset {
            break;
        }
        if is_word(word) {
            if span.holds(offset) {
                return Some(span);
            }
            if span.end == offset {
                before = Some(span);
            }
        }
    }
    before
}

/// The word at an offset with what a hyphen makes one name with it: a word said twice (Toli-toli), or letters that stand for
/// no name alone (Al-, PDI-P). Names that a hyphen only puts side by side (a pair of candidates) stay apart.
pub fn joined_word_at(text: &str, offset: usize) -> Option<Span> {
    const HYPHENS: [char; 3] = ['-', '\u{2010}', '\u{2011}'];
    let word = word_at(text, offset)?;
    let after = |word: Span| {
        let next = word.end + text[word.end..].chars().next().filter(|c| HYPHENS.contains(c))?.len_utf8();
        word_at(text, next).filter(|other| other.start == next)
    };
    let before = |word: Span| {
        let last = word.start - text[..word.start].chars().next_back().filter(|c| HYPHENS.contains(c))?.len_utf8();
        word_at(text, last).filter(|other| other.end == last)
    };
    let mut whole = word;
    let mut at = word;
    while let Some(next) = after(at).filter(|next| is_one_name(&text[at.range()], &text[next.range()])) {
        (whole.end, at) = (next.end, next);
    }
    at = word;
    while let Some(previous) = before(at).filter(|other| is_one_name(&text[other.range()], &text[at.range()])) {
        (whole.start, at) = (previous.start, previous);
    }
    Some(whole)
}

/// Whether two words with a hyphen between them are one name.
fn is_one_name(one: &str, other: &str) -> bool {
    let short = |word: &str| word.chars().count() <= 2 && word.starts_with(char::is_uppercase);
    let twice = one.starts_with(char::is_alphabetic) && one.to_lowercase() == other.to_lowercase();
    twice || short(one) || short(other)
}

/// Whether no word of `text` is cut by the ends of `span`, which is on character borders. What is no word (a bracket) is
/// whole by itself.
pub fn is_whole(text: &str, span: Span) -> bool {
    if span.is_empty() {
        return false;
    }
    uncut(text, span.start).unwrap_or_else(|| {
        word_at(text, span.start).is_none_or(|word| !word.holds(span.start) || word.start == span.start)
    }) && uncut(text, span.end).unwrap_or_else(|| {
        let last = text[span.range()].chars().next_back().map_or(span.end, |c| span.end - c.len_utf8());
        word_at(text, last).is_none_or(|word| !word.holds(last) || word.end <= span.end)
    })
}

/// Whether a word ends or begins at an offset, where plain letters and spaces alone decide that: finding the words around
/// it takes a thousand times as long.
fn uncut(text: &str, offset: usize) -> Option<bool> {
    let bytes = text.as_bytes();
    let (before, after) = (offset.checked_sub(1).and_then(|at| bytes.get(at)), bytes.get(offset));
    let (Some(&before), Some(&after)) = (before, after) else { return Some(true) };
    let parts = |byte: u8| matches!(byte, b' ' | b'\n' | b'(' | b')' | b'[' | b']' | b'/' | b'-' | b'!' | b'?');
    if parts(before) && after.is_ascii() || parts(after) {
        return Some(true);
    }
    if before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric() {
        return Some(false);
    }
    // A point or comma joins letters or digits on both of its sides only.
    let joins = |byte: u8| matches!(byte, b'.' | b',' | b':' | b';' | b'"');
    let space = |byte: Option<&u8>| byte.is_none_or(|byte| matches!(byte, b' ' | b'\n'));
    let ends = before.is_ascii_alphanumeric() && joins(after) && space(bytes.get(offset + 1));
    let begins = joins(before) && after.is_ascii_alphanumeric() && space(offset.checked_sub(2).map(|at| &bytes[at]));
    (ends || begins).then_some(true)
}

/// Widens a selection to whole words and trims what is not part of one at its edges; `None` if it touches no word.
pub fn snap_to_words(text: &Text, selected: Span) -> Option<Span> {
    let selected = trim(text, selected)?;
    let first = word_at(text, selected.start).filter(|word| word.touches(selected));
    let last_char = text[selected.range()].chars().next_back()?.len_utf8();
    let last = word_at(text, selected.end - last_char).filter(|word| word.touches(selected));
    let start = first.map_or(selected.start, |word| word.start.min(selected.start));
    let end = last.map_or(selected.end, |word| word.end.max(selected.end));
    Some(Span::new(start, end))
}

/// Cuts what is neither letter nor digit from both ends.
fn trim(text: &Text, span: Span) -> Option<Span> {
    let piece = text.get(span.range())?;
    let start = piece.find(char::is_alphanumeric)?;
    let (last, c) = piece.char_indices().rfind(|(_, c)| c.is_alphanumeric())?;
    // Marks belong to the letter before them.
    let mut end = last + c.len_utf8();
    let mut cursor = GraphemeCursor::new(span.start + end, text.len(), true);
    if !cursor.is_boundary(text, 0).unwrap_or(true)
        && let Ok(Some(next)) = cursor.next_boundary(text, 0)
    {
        end = next.min(span.end) - span.start;
    }
    Some(Span::new(span.start + start, span.start + end))
}

/// Moves both ends outward to the nearest grapheme borders, so that no flag or accent is cut.
pub fn snap_to_graphemes(text: &Text, selected: Span) -> Option<Span> {
    if !text.fits(selected) {
        return None;
    }
    let mut start = GraphemeCursor::new(selected.start, text.len(), true);
    let begin = if start.is_boundary(text, 0).unwrap_or(true) {
        selected.start
    } else {
        start.prev_boundary(text, 0).ok().flatten().unwrap_or(0)
    };
    let mut end = GraphemeCursor::new(selected.end, text.len(), true);
    let finish = if end.is_boundary(text, 0).unwrap_or(true) {
        selected.end
    } else {
        end.next_boundary(text, 0).ok().flatten().unwrap_or(text.len())
    };
    Some(Span::new(begin, finish))
}

/// The next grapheme border after (or before) a byte offset; the offset itself at the text's ends.
pub fn step_grapheme(text: &str, from: usize, forward: bool) -> usize {
    let mut cursor = GraphemeCursor::new(from, text.len(), true);
    let next = if forward { cursor.next_boundary(text, 0) } else { cursor.prev_boundary(text, 0) };
    next.ok().flatten().unwrap_or(from)
}

/// The nearest word end (or word start) after, or before, a byte offset; the offset itself if there is none.
pub fn step_word(text: &Text, from: usize, forward: bool, end: bool) -> usize {
    let mut at = from;
    loop {
        let next = step_grapheme(text, at, forward);
        if next == at {
            return from;
        }
        at = next;
        let word = word_at(text, at);
        if word.is_some_and(|word| if end { word.end == at } else { word.start == at }) {
            return at;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn whole_spans_cut_no_word(text in r#"([aZ1 .,:;"'’_()\n\-!?/éß–\u{301}\u{200d}\u{ad}💡א]|ab |1,5){0,12}"#) {
            let borders: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let words: Vec<Span> = text.split_word_bound_indices()
                .filter(|(_, word)| is_word(word)).map(|(at, word)| Span::new(at, at + word.len())).collect();
            let cut = |at: usize| words.iter().any(|word| word.start < at && at < word.end);
            for (nth, &start) in borders.iter().enumerate() {
                for &end in &borders[nth + 1..] {
                    proptest::prop_assert_eq!(is_whole(&text, Span::new(start, end)), !cut(start) && !cut(end), "{:?}", &text[start..end]);
                }
            }
        }
    }

    #[test]
    fn a_hyphen_joins_what_is_one_name() {
        let found = |text: &str, at: usize| joined_word_at(text, at).map(|span| text[span.range()].to_owned());
        for (text, words) in [
            ("di Toli-toli kini", "Toli-toli"),
            ("warga pulau‑pulau itu", "pulau‑pulau"),
            ("Ustaz Al-Habsyi hadir", "Al-Habsyi"),
            ("kader PDI-P pun", "PDI-P"),
            ("Al-Al-Amin", "Al-Al-Amin"),
        ] {
            let begin = text.find(words).unwrap();
            for at in (begin..begin + words.len()).filter(|at| text.is_char_boundary(*at)) {
                let on_hyphen = !text[at..].starts_with(char::is_alphabetic);
                assert!(
                    on_hyphen || found(text, at).as_deref() == Some(words),
                    "{text} at {at}: {:?}",
                    found(text, at)
                );
            }
        }
        for (text, words) in [
            ("Andra Soni-Dimyati Natakusumah", "Soni"),
            ("PKS-PSI resmi", "PSI"),
            ("se-Banten", "Banten"),
            ("tahun 2024-2024", "2024"),
            ("Rasdiman- Rasdiman", "Rasdiman"),
            ("Lebak-", "Lebak"),
        ] {
            let at = text.find(words).unwrap() + 1;
            assert_eq!(found(text, at).as_deref(), Some(words), "{text}");
        }
    }

    /// `|` marks the selection before, `[` `]` the result.
    #[track_caller]
    fn check(before: &str, after: &str, snap: fn(&Text, Span) -> Option<Span>) {
        let parts: Vec<&str> = before.split('|').collect();
        let text = Text::new(parts.concat());
        let start = parts[0].len();
        let got = snap(&text, Span::new(start, start + parts[1].len()));
        let got = got.map_or(text.to_string(), |span| {
            format!("{}[{}]{}", &text[..span.start], text.slice(span), &text[span.end..])
        });
        assert_eq!(got, after);
    }

    #[test]
    fn selections_snap_to_words() {
        check("di K|abup|aten Lebak", "di [Kabupaten] Lebak", snap_to_words);
        check("di| Kabupaten Leb|ak, Banten", "di [Kabupaten Lebak], Banten", snap_to_words);
        check("(|PKS)| dan", "([PKS]) dan", snap_to_words);
        check("a| – |b", "a – b", snap_to_words);
        check("cal|é💡|x", "[calé]💡x", snap_to_words);
        check("Asy'|ar|i.", "[Asy'ari].", snap_to_words);
        check("Andra Soni|-Dimyati| N", "Andra Soni-[Dimyati] N", snap_to_words);
        check("caf|e\u{301}| x", "[cafe\u{301}] x", snap_to_words);
    }

    #[test]
    fn exact_selections_keep_graphemes_whole() {
        check("a|\u{1F1EE}|\u{1F1E9}b", "a[\u{1F1EE}\u{1F1E9}]b", snap_to_graphemes);
        check("K|abu|paten", "K[abu]paten", snap_to_graphemes);
    }

    #[test]
    fn words_at_an_offset() {
        let text = Text::new("PKS, PSI");
        assert_eq!(word_at(&text, 0), Some(Span::new(0, 3)));
        assert_eq!(word_at(&text, 3), Some(Span::new(0, 3)), "at its end");
        assert_eq!(word_at(&text, 4), None);
        assert_eq!(word_at(&text, 8), Some(Span::new(5, 8)));
        assert_eq!(word_at(&Text::new(""), 0), None);
    }

    #[test]
    fn steps_by_word() {
        let text = Text::new("di Kabupaten Lebak, Banten");
        assert_eq!(step_word(&text, 18, true, true), 26);
        assert_eq!(step_word(&text, 18, false, true), 12);
        assert_eq!(step_word(&text, 3, false, false), 0);
        assert_eq!(step_word(&text, 0, false, false), 0);
        assert_eq!(step_word(&text, 26, true, true), 26);
    }
}
