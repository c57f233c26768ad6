//! Lines as paragraphs, over columns and pages; words that were parted at line ends are whole again.

use std::collections::HashSet;

use super::lines::{Line, Page, middle};

/// In sizes of letters: more room than this beyond what lies between two lines begins a paragraph; so does a first line
/// that stands in, and one that ends far before the others do.
const ROOM: f64 = 0.35;
const INDENT: f64 = 0.7;
const SHORT: f64 = 4.0;

/// The text: a paragraph a line, an empty line between paragraphs.
///
/// Beside it, words that were put together at line ends though nothing shows that they are one.
pub fn text_of(pages: &[Page]) -> (String, Vec<String>) {
    let columns: Vec<&[Line]> = pages.iter().flat_map(|page| &page.columns).map(Vec::as_slice).collect();
    let words: HashSet<String> = columns.iter().copied().flatten().flat_map(|line| words_of(&line.words)).collect();
    let (mut paragraphs, mut unsure) = (Vec::<String>::new(), Vec::new());
    let mut before: Option<(&Line, Usual)> = None;
    for column in columns {
        for (at, line) in column.iter().enumerate() {
            let usual = || Usual::of(column);
            let begins = match &before {
                None => true,
                // A paragraph may go on in the next column, or on the next page.
                Some((last, there)) if at == 0 => !goes_on(last, there, line),
                Some((last, there)) => there.begins(last, line),
            };
            match paragraphs.last_mut() {
                Some(paragraph) if !begins => join(paragraph, &line.words, &words, &mut unsure),
                _ => paragraphs.push(line.words.clone()),
            }
            before = Some((line, before.take().filter(|_| at > 0).map_or_else(usual, |(_, there)| there)));
        }
    }
    (paragraphs.join("\n\n"), unsure)
}

/// What is usual in a block.
struct Usual {
    left: f64,
    right: f64,
    /// From foot to foot.
    step: f64,
    size: f64,
}

impl Usual {
    fn of(lines: &[Line]) -> Self {
        let size = middle(lines.iter().map(|line| line.size));
        let steps = lines.windows(2).map(|pair| pair[1].foot - pair[0].foot).filter(|step| *step > size * 0.5);
        // Most lines are within paragraphs: what lies between those is less.
        let mut steps: Vec<f64> = steps.collect();
        steps.sort_by(f64::total_cmp);
        let step = steps.get(steps.len() / 3).copied().unwrap_or(size * 1.2);
        Self {
            left: middle(lines.iter().map(|line| line.left)),
            right: lines.iter().map(|line| line.right).fold(f64::MIN, f64::max),
            step,
            size,
        }
    }

    fn is_short(&self, line: &Line) -> bool {
        self.right - line.right > self.size * SHORT
    }

    fn begins(&self, last: &Line, line: &Line) -> bool {
        let other_size = (line.size - last.size).abs() > last.size.min(line.size) * 0.15;
        let room = line.foot - last.foot > self.step + last.size * ROOM;
        let indent = line.left - self.left;
        let stands_in =
            indent > self.size * INDENT && indent < self.size * 6.0 && line.left - last.left > self.size * INDENT;
        let ended = self.is_short(last) && ends_sentence(&last.words);
        // A dash within a sentence may come to stand at the beginning of a line.
        let within = begins_with_dash(&line.words) && !self.is_short(last) && !ends_sentence(&last.words);
        other_size || room || stands_in || ended || begins_item(&line.words) && !within
    }
}

fn begins_with_dash(words: &str) -> bool {
    words.starts_with(['–', '-', '—'])
}

/// Whether a line begins as one of a list does.
fn begins_item(words: &str) -> bool {
    let mut words = words.split_whitespace();
    let first = words.next().unwrap_or_default();
    let number = first
        .strip_suffix(['.', ')'])
        .is_some_and(|number| (1..=2).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit()));
    (number || ["•", "▪", "◦", "●", "■", "–", "-", "*"].contains(&first)) && words.next().is_some()
}

fn goes_on(last: &Line, usual: &Usual, next: &Line) -> bool {
    let same = (last.size - next.size).abs() <= last.size * 0.15;
    let open = last.words.ends_with('-') || !ends_sentence(&last.words) && !usual.is_short(last);
    same && open
}

fn ends_sentence(words: &str) -> bool {
    words.trim_end_matches(['”', '"', '’', '\'', ')', '»']).ends_with(['.', '!', '?', ':', '…'])
}

/// Adds a line to its paragraph. A word that may have been parted at the line’s end, or may not, is put among the `unsure`.
fn join(paragraph: &mut String, line: &str, words: &HashSet<String>, unsure: &mut Vec<String>) {
    let next = line.chars().next().is_some_and(char::is_lowercase);
    let wide = |c: Option<char>| c.is_some_and(|c| matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ff00}'..='\u{ff60}'));
    // After a blank it is a dash between words, whichever sign was typed.
    let hyphens = ['-', '\u{2010}', '/', '–'];
    let dash = paragraph.strip_suffix(hyphens).is_some_and(|before| before.ends_with(char::is_whitespace));
    if paragraph.ends_with('\u{ad}') {
        paragraph.pop();
    } else if dash {
        paragraph.push(' ');
    } else if next && paragraph.ends_with(['-', '\u{2010}']) {
        let parts = halves(paragraph, line);
        if !keeps_hyphen(&parts, words) {
            paragraph.pop();
            let whole = format!("{}{}", parts.0, parts.1);
            if !words.contains(&whole) {
                unsure.push(whole);
            }
        }
    } else if wide(paragraph.chars().last()) && wide(line.chars().next()) {
        // No blanks stand between these.
    } else if !paragraph.ends_with(hyphens) || next {
        paragraph.push(' ');
    }
    paragraph.push_str(line);
}

/// What stands before and after a hyphen at a line’s end, in small letters.
fn halves(before: &str, after: &str) -> (String, String) {
    let first = before
        .trim_end_matches(['-', '\u{2010}'])
        .rsplit(|c: char| !c.is_alphanumeric() && c != '-')
        .next()
        .unwrap_or_default();
    let second: String = after.chars().take_while(|c| c.is_alphanumeric()).collect();
    (first.to_lowercase(), second.to_lowercase())
}

/// Whether a hyphen at a line’s end is the word’s own: of a doubled word (`undang-undang`, `bolak-balik`), after what is
/// mostly written with one, or of a word that is written so elsewhere.
fn keeps_hyphen((first, second): &(String, String), words: &HashSet<String>) -> bool {
    let last = first.rsplit('-').next().unwrap_or_default();
    let root = |word: &str| word.chars().take(4).collect::<String>();
    let same = last.chars().zip(second.chars()).filter(|(one, other)| one == other).count();
    let (one, other) = (last.chars().count(), second.chars().count());
    // undang-undangan, kehati-hatian, utang-piutang
    let within = one.min(other) >= 4 && (last.ends_with(&root(second)) || second.ends_with(last));
    let doubled = one >= 3 && second.starts_with(&root(last)) || within;
    let varied = one >= 4 && one == other && same * 5 >= one * 3;
    let prefix = ["eks", "ex", "non", "pro", "anti"].contains(&first.as_str());
    let (with, without) = (words.contains(&format!("{first}-{second}")), words.contains(&format!("{first}{second}")));
    !without && (with || doubled || varied || prefix)
}

fn words_of(line: &str) -> impl Iterator<Item = String> {
    line.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty()).map(str::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(lines: &[(&str, f64, f64, f64)]) -> Page {
        let line = |(words, left, right, foot): &(&str, f64, f64, f64)| Line {
            words: (*words).to_owned(),
            left: *left,
            right: *right,
            foot: *foot,
            size: 10.0,
        };
        Page { number: 1, height: 800.0, columns: vec![lines.iter().map(line).collect()], ..Page::default() }
    }

    #[test]
    fn lines_become_paragraphs() {
        let pages = [page(&[
            ("Rapat dua partai berlang-", 70.0, 500.0, 100.0),
            ("sung di gedung partai-", 70.0, 500.0, 112.0),
            ("partai lama itu.", 70.0, 200.0, 124.0),
            ("Ketua cabang menyebut nama", 70.0, 500.0, 136.0),
            ("calon itu di Lebak", 70.0, 500.0, 148.0),
            ("dan pulang.", 70.0, 180.0, 160.0),
            ("Paragraf lain.", 70.0, 500.0, 184.0),
        ])];
        assert_eq!(
            text_of(&pages).0,
            "Rapat dua partai berlangsung di gedung partai-partai lama itu.\n\nKetua cabang menyebut nama calon itu di \
             Lebak dan pulang.\n\nParagraf lain."
        );
    }

    #[test]
    fn a_dash_within_a_sentence_begins_no_paragraph() {
        let pages = [page(&[
            ("Kami sudah sepakat, kata ketua itu", 70.0, 500.0, 100.0),
            ("– tanpa menyebut nama – dan pulang.", 70.0, 300.0, 112.0),
            ("– Wakil ketua", 70.0, 200.0, 124.0),
            ("– Bendahara", 70.0, 190.0, 136.0),
        ])];
        assert_eq!(
            text_of(&pages).0,
            "Kami sudah sepakat, kata ketua itu – tanpa menyebut nama – dan pulang.\n\n– Wakil ketua\n\n– Bendahara"
        );
    }

    #[test]
    fn hyphens_of_words_stay() {
        let join = |before: &str, after: &str, there: &[&str]| {
            let words = there.iter().map(|word| (*word).to_owned()).collect();
            let (mut text, mut unsure) = (before.to_owned(), Vec::new());
            super::join(&mut text, after, &words, &mut unsure);
            (text, unsure.len())
        };
        let whole = |text: &str, unsure: usize| (text.to_owned(), unsure);
        assert_eq!(join("undang-", "undang itu", &[]), whole("undang-undang itu", 0));
        assert_eq!(join("bolak-", "balik", &[]), whole("bolak-balik", 0));
        assert_eq!(join("kehati-", "hatian", &[]), whole("kehati-hatian", 0));
        assert_eq!(join("utang-", "piutang", &[]), whole("utang-piutang", 0));
        assert_eq!(join("eks-", "menteri", &[]), whole("eks-menteri", 0));
        assert_eq!(join("sejak lama -", "kata dia", &[]), whole("sejak lama - kata dia", 0));
        assert_eq!(join("kita –", "Partai", &[]), whole("kita – Partai", 0));
        assert_eq!(join("2015–", "2020", &[]), whole("2015–2020", 0));
        assert_eq!(join("berlang-", "sung", &[]), whole("berlangsung", 1));
        assert_eq!(join("berlang-", "sung", &["berlangsung"]), whole("berlangsung", 0));
        assert_eq!(join("antar-", "partai", &["antar-partai"]), whole("antar-partai", 0));
        assert_eq!(join("Jakarta-", "Bandung", &[]), whole("Jakarta-Bandung", 0));
        assert_eq!(join("ke-", "18", &[]), whole("ke-18", 0));
    }

    #[test]
    fn columns_and_pages_are_read_on() {
        let mut first =
            page(&[("Kolom satu yang panjang", 70.0, 280.0, 100.0), ("sekali dan belum", 70.0, 280.0, 112.0)]);
        first.columns.extend(
            page(&[
                ("selesai di kolom dua.", 310.0, 520.0, 100.0),
                ("Kalimat lain mulai di sini", 310.0, 520.0, 112.0),
            ])
            .columns,
        );
        let pages = [first, page(&[("dan usai di sini.", 70.0, 280.0, 100.0)])];
        assert_eq!(
            text_of(&pages).0,
            "Kolom satu yang panjang sekali dan belum selesai di kolom dua. Kalimat lain mulai di sini dan usai di sini."
        );
    }
}
