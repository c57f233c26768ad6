//! Pages without headers, footers and numbers: what stands in the margin of several pages in the same place and says the
//! same, numbers apart.

use std::collections::{BTreeMap, BTreeSet};

use super::lines::{Line, Page};

/// The part of a page, above and below, in which headers and footers stand, and numbers alone.
const MARGIN: f64 = 0.13;
const NUMBERS: f64 = 0.25;

/// The pages without them, and what was left out: its words, each once, in the order of the pages.
pub fn without_margins(mut pages: Vec<Page>) -> (Vec<Page>, Vec<String>) {
    let mut left_out: Vec<String> = Vec::new();
    let mut known: BTreeSet<String> = BTreeSet::new();
    let mut leave = |line: &Line| {
        if known.insert(key(&line.words)) {
            left_out.push(line.words.clone());
        }
    };
    let mut seen: BTreeMap<(i64, String), usize> = BTreeMap::new();
    for page in &pages {
        let mut own: Vec<_> = page.columns.iter().flatten().filter_map(|line| place(page, line)).collect();
        own.sort();
        own.dedup();
        own.into_iter().for_each(|key| *seen.entry(key).or_default() += 1);
    }
    let often = pages.len().div_ceil(3).max(2);
    for page in &mut pages {
        let mut columns = std::mem::take(&mut page.columns);
        let comes_again = |line: &Line| {
            let Some((at, words)) = place(page, line) else { return false };
            let near = (at - 1..=at + 1).map(|at| seen.get(&(at, words.clone())).copied().unwrap_or(0));
            near.sum::<usize>() >= often
        };
        // From the border of the page as far as all lines come again.
        let is_text = |line: &&Line| !comes_again(line);
        let feet = || columns.iter().flatten().filter(is_text).map(|line| line.foot);
        let (top, foot) = (feet().fold(f64::MAX, f64::min), feet().fold(f64::MIN, f64::max));
        let is_within = |line: &Line| (top..=foot).contains(&line.foot);
        columns.iter().flatten().filter(|line| !is_within(line)).for_each(&mut leave);
        columns.iter_mut().for_each(|lines| lines.retain(is_within));
        let feet = || columns.iter().flatten().map(|line| line.foot);
        let (top, foot) = (feet().fold(f64::MAX, f64::min), feet().fold(f64::MIN, f64::max));
        let is_number = |line: &Line| {
            let outermost = line.foot <= top || line.foot >= foot;
            outermost && in_margin(page, line, NUMBERS) && is_page_number(&line.words)
        };
        columns.iter().flatten().filter(|line| is_number(line)).for_each(&mut leave);
        columns.iter_mut().for_each(|lines| lines.retain(|line| !is_number(line)));
        columns.retain(|lines| !lines.is_empty());
        page.columns = columns;
    }
    (pages, left_out)
}

fn in_margin(page: &Page, line: &Line, part: f64) -> bool {
    !(part..1.0 - part).contains(&(line.foot / page.height.max(1.0)))
}

/// Where in the margin a line stands, and what it says.
fn place(page: &Page, line: &Line) -> Option<(i64, String)> {
    let at = line.foot / page.height.max(1.0);
    in_margin(page, line, MARGIN).then(|| ((at * 40.0).round() as i64, key(&line.words)))
}

/// The words without their numbers.
fn key(words: &str) -> String {
    let plain: String = words.chars().filter(|c| !c.is_numeric()).flat_map(char::to_lowercase).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a line is the number of a page: 3, – 3 –, iv, 3/10, Halaman 3 dari 10.
fn is_page_number(words: &str) -> bool {
    let plain = words.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let words: Vec<&str> = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let number = |word: &&str| word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let roman = |word: &&str| word.len() <= 6 && word.bytes().all(|byte| b"ivxlc".contains(&byte));
    match words.as_slice() {
        [one] => number(one) || roman(one),
        [one, other] => {
            number(one) && number(other) || ["halaman", "hal", "page", "hlm", "seite"].contains(one) && number(other)
        }
        ["halaman" | "hal" | "page" | "seite", one, "of" | "dari" | "von", other] => number(one) && number(other),
        [one, "of" | "dari" | "von", other] => number(one) && number(other),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(words: &str, foot: f64) -> Line {
        Line { words: words.to_owned(), left: 70.0, right: 500.0, foot, size: 11.0 }
    }

    fn page(number: usize, lines: Vec<Line>) -> Page {
        Page { number, height: 800.0, columns: vec![lines], ..Page::default() }
    }

    #[test]
    fn margins_go_and_text_stays() {
        let pages = (1..=4).map(|at| {
            let lines = [
                (format!("Warta Kota, 8 Juli 2024 — {at}"), 40.0),
                (format!("Isi halaman {at}"), 300.0),
                ("3 partai".to_owned(), 780.0),
                (format!("{at} / 4"), 790.0),
            ];
            page(at, lines.iter().map(|(words, foot)| line(words, *foot)).collect())
        });
        let (pages, left_out) = without_margins(pages.collect());
        assert_eq!(left_out, ["Warta Kota, 8 Juli 2024 — 1", "3 partai", "1 / 4"]);
        let left: Vec<Vec<String>> =
            pages.into_iter().map(|page| page.columns.into_iter().flatten().map(|line| line.words).collect()).collect();
        assert_eq!(left[0], ["Isi halaman 1"]);
        assert_eq!(left[3], ["Isi halaman 4"]);
        let (one, left_out) = without_margins(vec![page(1, vec![line("Rapat di Lebak", 40.0), line("1", 790.0)])]);
        assert_eq!((&one[0].columns, left_out), (&vec![vec![line("Rapat di Lebak", 40.0)]], vec!["1".to_owned()]));
    }

    #[test]
    fn numbers_of_pages() {
        for words in ["3", "– 3 –", "iv", "3/10", "Halaman 3", "Page 3 of 10", "(3)"] {
            assert!(is_page_number(words), "{words}");
        }
        for words in ["3 partai", "2024–2029 dan 3", "Rapat", "Pasal 3 ayat 2"] {
            assert!(!is_page_number(words), "{words}");
        }
    }
}
