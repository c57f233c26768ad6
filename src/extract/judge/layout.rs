//! Where the sentences of a text are, and whether their lines are prose, headlines, items of a list or another story's.

use crate::{
    lexicon::{
        layout::{BACKED, TEASERS},
        lists::{HEADINGS, ITEM_MARKS, ITEM_WORDS, LISTED},
        sentences,
    },
    model::{Span, Text},
};

/// Longest sentence, in bytes. A text without any full stop is parted, as nobody would read it as one.
pub(super) const LONGEST: usize = 8192;

/// Longest headline and longest line of an item that goes on, in characters.
const HEADLINE: usize = 140;

/// Most lines that one item takes.
const ITEM_LINES: usize = 5;

/// What kind of line a sentence is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    Prose,
    /// A line without the end of a sentence: a headline, a caption.
    Headline,
    /// "Baca juga: …"
    Teaser,
    /// Above a list: "Berikut pasangan yang diusung Partai Golkar:"
    Header,
    /// One item of a list, in one line or some.
    Item,
}

/// Where a sentence is.
#[derive(Debug, Clone, Copy)]
pub(super) struct SentencePlace {
    pub span: Span,
    /// Number of its first line.
    pub line: usize,
    pub layout: Layout,
}

/// A line of the text that is not blank.
#[derive(Clone, Copy)]
struct TextLine {
    number: usize,
    span: Span,
    /// A blank line stands before it.
    parted: bool,
}

/// Where all sentences of a text are.
pub(super) fn places(text: &Text) -> Vec<SentencePlace> {
    let mut lines: Vec<TextLine> = Vec::new();
    let mut parted = false;
    for number in 0..text.line_count() {
        let Some(span) = text.line(number) else { continue };
        if text.slice(span).trim().is_empty() {
            parted = true;
        } else {
            lines.push(TextLine { number, span, parted });
            parted = false;
        }
    }
    let mut places = Vec::with_capacity(text.len() / 100);
    let mut in_list = false;
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        let words = text.slice(line.span);
        let next = lines.get(at + 1).map(|next| text.slice(next.span));
        let marked = is_item(words);
        let headline = is_headline(words);
        if is_teaser(words) {
            add(text, line.number, line.span, Layout::Teaser, &mut places);
        } else if marked || in_list && (headline || is_short(words)) {
            let end = item_end(text, &lines, at, marked);
            let span = Span::new(line.span.start, lines[end - 1].span.end);
            if end > at + 1 && span.len() <= LONGEST {
                places.push(SentencePlace { span: trimmed(text, span), line: line.number, layout: Layout::Item });
                at = end;
                continue;
            }
            add(text, line.number, line.span, Layout::Item, &mut places);
        } else {
            let header =
                is_header(words) && next.is_some_and(|next| is_item(next) || is_headline(next) || is_short(next));
            in_list = header;
            let layout = if headline && !header { Layout::Headline } else { Layout::Prose };
            add(text, line.number, line.span, layout, &mut places);
            if let Some(last) = places.last_mut().filter(|last| header && last.line == line.number) {
                last.layout = Layout::Header;
            }
        }
        at += 1;
    }
    places
}

/// The sentences of one line.
fn add(text: &Text, line: usize, span: Span, layout: Layout, places: &mut Vec<SentencePlace>) {
    for sentence in sentences(text, span) {
        let mut span = sentence;
        while span.len() > LONGEST {
            let (head, tail) = parted(text, span);
            places.push(SentencePlace { span: head, line, layout });
            span = tail;
        }
        places.push(SentencePlace { span, line, layout });
    }
}

fn trimmed(text: &Text, span: Span) -> Span {
    let words = text.slice(span);
    let start = span.start + words.len() - words.trim_start().len();
    Span::new(start, start + words.trim().len())
}

/// The line after an item: what stands in the lines right below it belongs to it, until the next item or a sentence.
fn item_end(text: &Text, lines: &[TextLine], at: usize, marked: bool) -> usize {
    if let Some(end) = sublist_end(text, lines, at) {
        return end;
    }
    let mut end = at + 1;
    while let Some(line) = lines.get(end).filter(|line| marked && !line.parted && end - at < ITEM_LINES) {
        let words = text.slice(line.span).trim();
        let whole = text.slice(lines[end - 1].span).trim_end().ends_with(['.', '!', '?']);
        let opens = words.starts_with(['(', '[']);
        if is_item(words)
            || whole
            || words.chars().count() >= HEADLINE
            || words.ends_with('.') && !opens
            || is_header(words)
        {
            break;
        }
        end += 1;
    }
    end
}

/// The line after "1. A dan B / Diusung oleh: / – PKS / – PAN": parties below a ticket, each in a line with another mark.
fn sublist_end(text: &Text, lines: &[TextLine], at: usize) -> Option<usize> {
    const LONGEST: usize = 30;
    let words = |n: usize| lines.get(n).map(|line| text.slice(line.span).trim());
    let numbered = |line: &str| line.starts_with(|c: char| c.is_ascii_digit());
    let heads = |line: &str| {
        let low = line.to_lowercase();
        line.ends_with(':') && line.len() <= 60 && BACKED.iter().any(|word| low.starts_with(word))
    };
    let head = words(at + 1).filter(|line| heads(line))?;
    let own = words(at).is_some_and(numbered);
    let mut end = at + 2;
    while end - at < LONGEST
        && words(end).is_some_and(|line| is_item(line) && numbered(line) != own && !head.is_empty() && is_short(line))
    {
        end += 1;
    }
    (end > at + 2).then_some(end)
}

/// "1. …", "- …", "• …", "Nomor urut 1: …", "| … |".
fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let behind = &line[digits..];
    let numbered = (1..=3).contains(&digits)
        && behind.starts_with(['.', ')'])
        && behind[1..].starts_with(|c: char| c.is_whitespace() || c.is_alphabetic());
    if numbered || ITEM_MARKS.iter().any(|mark| line.starts_with(mark)) {
        return true;
    }
    let lettered =
        line.len() > 3 && line.is_char_boundary(3) && matches!(&line.as_bytes()[..3], [b'a'..=b'z', b'.' | b')', b' ']);
    let head: String = line.chars().take(16).flat_map(char::to_lowercase).collect();
    lettered || ITEM_WORDS.iter().any(|word| head.starts_with(word)) || is_labelled_pair(line)
}

/// "Kabupaten Blora: Asep Wardana - Neni Sari": a short label and two names.
fn is_labelled_pair(line: &str) -> bool {
    let Some((label, pair)) = line.split_once(": ") else { return false };
    let Some((one, other)) = [" - ", " – ", " — "].iter().find_map(|mark| pair.split_once(mark)) else {
        return false;
    };
    let name = |words: &str| {
        let words: Vec<&str> = words.split_whitespace().collect();
        (1..=6).contains(&words.len()) && words.iter().all(|word| word.starts_with(|c: char| !c.is_lowercase()))
    };
    let of_parties =
        ["koalisi", "partai", "pengusung", "parpol"].iter().any(|word| label.to_lowercase().contains(word));
    !of_parties && name(label) && name(one) && name(other) && !other.trim_end().ends_with('.')
}

/// Whether a list stands below a line.
fn is_header(line: &str) -> bool {
    let line = line.trim_end();
    if line.ends_with(':') {
        return true;
    }
    if announces(line) {
        return true;
    }
    let bare = line.trim_end_matches(['.', ',', ' ']);
    let low = bare.rsplit(". ").next().unwrap_or(bare).to_lowercase();
    HEADINGS.iter().any(|word| low.ends_with(word))
}

/// "Berikut nama-nama pasangan calon dari …": one sentence that says what stands below it.
fn announces(line: &str) -> bool {
    let low = line.trim_start().to_lowercase();
    low.starts_with("berikut ")
        && !low.trim_end_matches('.').contains(". ")
        && LISTED.iter().any(|word| low.contains(word))
}

/// A line without the end of a sentence: a headline, a caption.
fn is_headline(line: &str) -> bool {
    let line = line.trim_end();
    line.len() < 4 * HEADLINE
        && line.chars().count() < HEADLINE
        && (!line.ends_with(['.', '?', '!', '”', '"', '’', ')', ',', ';', ':']) || is_title(line))
}

/// "Mungkinkah Partai Itu Pindah?": nearly every long word has a capital, and a mark ends it that is no full stop.
fn is_title(line: &str) -> bool {
    if !line.ends_with(['?', '!']) || line.contains(". ") {
        return false;
    }
    let words = || line.split_whitespace().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 3);
    let capitals = words().filter(|word| word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase));
    let (all, capitals) = (words().count(), capitals.count());
    all >= 5 && capitals * 10 >= all * 9
}

/// Short enough for an item, whatever it ends with.
fn is_short(line: &str) -> bool {
    line.len() < 4 * HEADLINE
        && line.chars().count() < HEADLINE
        && !line.trim_end().ends_with(['.', '?', '!', '”', '"'])
}

/// The beginning of too long a sentence, up to a space where there is one, and the rest.
fn parted(text: &Text, span: Span) -> (Span, Span) {
    let mut end = span.start + LONGEST;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = &text[span.start..end];
    let head = head.rfind(' ').map_or(head, |at| &head[..at]).trim_end();
    let end = span.start + head.len();
    let rest = &text[end..span.end];
    (Span::new(span.start, end), Span::new(span.end - rest.trim_start().len(), span.end))
}

/// "Baca juga: …": another story's headline.
fn is_teaser(line: &str) -> bool {
    let line = line.trim_start();
    if !line.starts_with(['b', 'B', 'p', 'P', 's', 'S', 'l', 'L']) {
        return false;
    }
    let head: String = line.chars().take(16).flat_map(char::to_lowercase).collect();
    TEASERS.iter().any(|teaser| head.starts_with(teaser))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_lists() {
        let text = Text::new(
            "Judul Berita\nKalimat satu. Kalimat dua.\nBerikut daftarnya:\n1. Jawa Timur\nAsep-Neni\n(PKS, PAN)\n2. Bali.\n\nKalimat akhir sekali.",
        );
        let found: Vec<(&str, Layout)> =
            places(&text).iter().map(|place| (text.slice(place.span), place.layout)).collect();
        assert_eq!(
            found,
            [
                ("Judul Berita", Layout::Headline),
                ("Kalimat satu.", Layout::Prose),
                ("Kalimat dua.", Layout::Prose),
                ("Berikut daftarnya:", Layout::Header),
                ("1. Jawa Timur\nAsep-Neni\n(PKS, PAN)", Layout::Item),
                ("2.", Layout::Item),
                ("Bali.", Layout::Item),
                ("Kalimat akhir sekali.", Layout::Prose),
            ]
        );
    }
}
