//! Pages without headers, footers and numbers: what stands in the margin of several pages in the same place and says the
//! same, numbers apart.

use std::collections::{BTreeMap, BTreeSet};

use super::lines::{Line, Page};

/// The part of a page, above and below, in which headers and footers stand, and numbers alone.
const MARGIN: f64 = 0.13;
const NUMBERS: f64 = 0.25;
/// On fewer pages than these what comes again may be text: it goes only where it stands apart, by so many times its size.
const ENOUGH: usize = 3;
const APART: f64 = 2.2;

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
    let few = if pages.len() < 3 * ENOUGH { pages.as_slice() } else { &[] };
    let lines = few.iter().flat_map(|page| page.columns.iter().flatten().map(move |line| (page, line)));
    let rows: Vec<(usize, String)> = lines
        .filter(|(page, line)| place(page, line).is_some())
        .map(|(page, line)| (page.number, line.words.clone()))
        .collect();
    let count = pages.len();
    for page in &mut pages {
        let mut columns = std::mem::take(&mut page.columns);
        let times = |line: &Line| {
            let Some((at, words)) = place(page, line) else { return 0 };
            let near = (at - 1..=at + 1).map(|at| seen.get(&(at, words.clone())).copied().unwrap_or(0));
            near.sum::<usize>()
        };
        let stands_apart = |line: &Line| {
            let gaps = columns.iter().flatten().map(|other| (other.foot - line.foot).abs());
            // What stands in its row is of the same header.
            gaps.into_iter().all(|gap| gap < line.size / 2.0 || gap >= APART * line.size)
        };
        let counts_on = |line: &Line| {
            let others = rows.iter().filter(|(number, _)| *number != page.number);
            others.into_iter().any(|(number, words)| counts_on((page.number, &line.words), (*number, words)))
        };
        let comes_again = |line: &Line| {
            let times = times(line);
            times >= often && (times >= ENOUGH || stands_apart(line) && counts_on(line))
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
            outermost && in_margin(page, line, NUMBERS) && is_page_number(&line.words, count)
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

/// Whether two lines of two pages say the same but for numbers that go up as the pages do.
fn counts_on((page, words): (usize, &str), (other_page, other): (usize, &str)) -> bool {
    let numbers = |words: &str| -> Vec<i64> {
        words.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect()
    };
    let (numbers, others, apart) = (numbers(words), numbers(other), other_page as i64 - page as i64);
    let goes_on = |(one, two): (&i64, &i64)| one == two || two.checked_sub(*one) == Some(apart);
    key(words) == key(other) && numbers.len() == others.len() && numbers.iter().zip(&others).all(goes_on)
}

/// Whether a line is the number of a page of so many: 3, – 3 –, iv, 3/10, Halaman 3 dari 10. "2024." ends a sentence, and
/// only a very long document has a page of that number.
fn is_page_number(words: &str, pages: usize) -> bool {
    if words.trim_end().ends_with('.') {
        return false;
    }
    let plain = words.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let words: Vec<&str> = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let longest = if pages < 1000 { 3 } else { 4 };
    let number = |word: &&str| word.len() <= longest && word.bytes().all(|byte| byte.is_ascii_digit());
    let roman = |word: &&str| is_roman(word);
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

/// Whether letters are a Roman numeral below 400 as it is written: "xiv", not "lili".
fn is_roman(word: &str) -> bool {
    let after = |rest: &str, signs: &[&str]| signs.iter().find_map(|sign| rest.strip_prefix(sign).map(str::len));
    let mut rest = word;
    for signs in [
        &["ccc", "cc", "c"][..],
        &["xc", "lxxx", "lxx", "lx", "l", "xl", "xxx", "xx", "x"],
        &["ix", "viii", "vii", "vi", "v", "iv", "iii", "ii", "i"],
    ] {
        rest = after(rest, signs).map_or(rest, |left| &rest[rest.len() - left..]);
    }
    !word.is_empty() && rest.is_empty()
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
    fn two_pages_that_begin_alike_keep_their_text() {
        let left = |first: f64| {
            let pages = (1..=2).map(|at| {
                let lines =
                    [line("Daftar calon Kota Bekasi", first), line(["Rapat dibuka", "Pemilih datang"][at - 1], 56.0)];
                page(at, lines.into_iter().collect())
            });
            let (pages, left_out) = without_margins(pages.collect());
            (pages.iter().map(|page| page.columns[0].len()).sum::<usize>(), left_out.len())
        };
        // Right above the text it is the text's; far above it a header's.
        assert_eq!((left(42.0), left(20.0)), ((4, 0), (2, 1)));
    }

    #[test]
    fn numbers_of_pages_go_up_as_pages_do() {
        let same = |one: &str, other: &str| counts_on((1, one), (2, other));
        assert!(same("Kabar Kita, 8 Juli 2024 — 3", "Kabar Kita, 8 Juli 2024 — 4"));
        assert!(same("Kabar Kita", "kabar kita") && !same("Bagian 12. Komisi", "Bagian 35. Komisi"));
        assert!(!same("Kabar Kita — 3", "Kabar Kita — 3 4"));
    }

    #[test]
    fn numbers_of_pages() {
        for words in ["3", "– 3 –", "iv", "3/10", "Halaman 3", "Page 3 of 10", "(3)"] {
            assert!(is_page_number(words, 12), "{words}");
        }
        let words = [
            "3 partai",
            "2024–2029 dan 3",
            "Rapat",
            "Pasal 3 ayat 2",
            "2024",
            "2024.",
            "12.",
            "Lili",
            "Vivi.",
            "cicil",
        ];
        for words in words {
            assert!(!is_page_number(words, 12), "{words}");
        }
        assert!(is_page_number("1024", 1100) && is_page_number("XIV", 20));
    }
}
