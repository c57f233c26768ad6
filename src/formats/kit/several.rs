//! Whether a text is several articles in one file, as databases of newspapers give them: each with a head of its own
//! (a number, a day, the names of fields) above its text. Which database it is need not be known.

use std::collections::HashMap;

use crate::{
    formats::{
        format::{FormatOption, ReadContext},
        problem::Problem,
    },
    message::{Message, message},
};

/// What is done with what looks like several articles.
pub const SEVERAL: FormatOption = FormatOption::reading(
    "several",
    &["refuse", "take"],
    "a file that looks like several articles: refuse it, or take it as one",
);

/// The longest line with a day in a head, and the shortest of a text, in code points: what comes again is shorter.
const HEAD: usize = 90;
const TEXT: usize = 60;
/// Running text below a head, in code points.
const STORY: usize = 250;
/// Lines of a head above and below the one that is looked at.
const ABOVE: usize = 4;
const BELOW: usize = 8;
/// Lines that are looked at; more than any article has.
const LINES: usize = 200_000;

/// What pages of one article are numbered by.
const PAGES: [&str; 9] = ["halaman", "hal", "page", "pages", "seite", "slide", "foto", "photo", "bagian"];
/// Labels that one article has several times.
const WITHIN: [&str; 16] = [
    "baca",
    "baca juga",
    "simak",
    "simak juga",
    "lihat juga",
    "foto",
    "photo",
    "gambar",
    "ilustrasi",
    "image",
    "video",
    "infografis",
    "grafis",
    "caption",
    "read also",
    "catatan",
];
/// Between the number of an article and that of all.
const OF: [&str; 10] = ["of", "dari", "von", "de", "sur", "van", "di", "из", "af", "av"];

/// So many articles on a page are a list of them, and no article with others beside it.
const LIST: usize = 5;

/// What is said of a text that looks like several articles, if a person says that it is one; `file` and `at`: of the one that
/// it is taken for. The error: it is not taken.
pub fn problem(
    file: &str,
    at: (usize, usize),
    text: &str,
    reading: &ReadContext,
) -> Result<Option<Problem>, Box<Problem>> {
    let Some(number) = count(text) else { return Ok(None) };
    if taken_as_one(reading) {
        return Ok(Some(as_one(file, at, number)));
    }
    Err(refused(file, at, message!("the text looks like {number} articles in one file", number = number)))
}

/// The same of what is one by itself, unless it is a whole list of articles: a mail, which quotes others, or a page that says
/// that it is an article.
pub fn unless_few(
    file: &str,
    at: (usize, usize),
    text: &str,
    reading: &ReadContext,
) -> Result<Option<Problem>, Box<Problem>> {
    match count(text) {
        Some(number @ ..LIST) => Ok(Some(as_one(file, at, number))),
        _ => problem(file, at, text, reading),
    }
}

/// The same of the whole of a page, of which an article of `taken` code points is taken. Comments, and teasers of other
/// articles, are far shorter than the article. `is_one`: whether the page, or a person, says that it is one article.
pub fn on_page(
    file: &str,
    at: (usize, usize),
    text: &str,
    taken: usize,
    is_one: bool,
) -> Result<Option<Problem>, Box<Problem>> {
    let several = look(text).filter(|several| several.number > 2 && taken <= 3 * several.length);
    match several {
        None => Ok(None),
        Some(several) if several.number >= LIST && !is_one => {
            Err(refused(file, at, message!("the page looks like {number} articles", number = several.number)))
        }
        Some(several) => Ok(Some(one_of(file, at, several.number))),
    }
}

/// Whether a person says that a file is one article.
pub fn taken_as_one(reading: &ReadContext) -> bool {
    reading.option(SEVERAL.name) == Some("take")
}

fn refused(file: &str, at: (usize, usize), reason: Message) -> Box<Problem> {
    let fix = message!("Save each article as a file of its own; if it is one, say --option several=take");
    Box::new(Problem::new(file, reason, fix).at(at.0, at.1))
}

/// The same of a page that names its articles: how many are in the text that was taken, and how many are not.
pub fn named(file: &str, at: (usize, usize), (inside, beside): (usize, usize)) -> Option<Problem> {
    match (inside, beside) {
        (2.., _) => Some(as_one(file, at, inside)),
        (_, 1..) => Some(one_of(file, at, beside + 1)),
        _ => None,
    }
}

fn as_one(file: &str, at: (usize, usize), number: usize) -> Problem {
    told(file, at, message!("the text looks like {number} articles in one file, and was taken as one", number = number))
}

fn one_of(file: &str, at: (usize, usize), number: usize) -> Problem {
    told(file, at, message!("the page looks like {number} articles, of which one was taken", number = number))
}

fn told(file: &str, at: (usize, usize), reason: Message) -> Problem {
    let fix = message!("Save each article as a file of its own, or look whether it is one");
    Problem::new(file, reason, fix).at(at.0, at.1).part()
}

/// Several articles in one text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Several {
    number: usize,
    /// Of the running text of one, in code points.
    length: usize,
}

/// How many articles a text seems to hold, if more than one.
fn count(text: &str) -> Option<usize> {
    look(text).map(|several| several.number)
}

fn look(text: &str) -> Option<Several> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).take(LINES).collect();
    let many = starred(&lines).or_else(|| numbered(&lines));
    many.map(|number| Several { number, length: text.len() / number }).or_else(|| headed(&lines))
}

/// Lines of Alceste and IRaMuTeQ before each text: `**** *source_kabar *year_2024`, or a number in place of the stars.
fn starred(lines: &[&str]) -> Option<usize> {
    let is_start = |line: &&&str| {
        let (mark, names) = line.split_once(' ').unwrap_or_default();
        let number = mark.len() >= 4 && mark.bytes().all(|byte| byte.is_ascii_digit());
        let variable = |word: &str| word.strip_prefix('*').is_some_and(|name| name.contains(char::is_alphanumeric));
        (mark == "****" || number) && names.split_whitespace().next().is_some_and(variable)
    };
    Some(lines.iter().filter(is_start).count()).filter(|number| *number > 1)
}

/// Lines like “Document 3 of 37” with numbers that go up.
fn numbered(lines: &[&str]) -> Option<usize> {
    let mut last: Option<(usize, usize)> = None;
    let mut found = 0;
    for line in lines.iter().filter(|line| line.chars().count() <= 40) {
        let Some((at, all)) = numbers(line) else { continue };
        match last {
            Some((before, total)) if total == all && at == before + 1 => found += 1,
            _ if found > 1 => break,
            _ => found = 1,
        }
        last = Some((at, all));
    }
    (found > 1).then_some(found)
}

/// The two numbers of “Document 3 of 37”, “(3 dari 37)”, “3/37”.
fn numbers(line: &str) -> Option<(usize, usize)> {
    let line = line.trim_matches(|c: char| !c.is_alphanumeric()).replace('/', " / ");
    let words: Vec<&str> = line.split_whitespace().collect();
    let digits = |word: &str| word.trim_matches(['#', '(', ')', '.']).parse::<usize>().ok().filter(|n| *n < 100_000);
    let at = words.iter().position(|word| OF.contains(&word.to_lowercase().as_str()) || *word == "/")?;
    let (one, all) = (digits(words.get(at.checked_sub(1)?)?)?, digits(words.get(at + 1)?)?);
    let before = words[..at - 1].join(" ").to_lowercase();
    let after = words.len() - at - 2;
    let page = PAGES.iter().any(|page| before.split(' ').any(|word| word == *page));
    (one >= 1 && one <= all && all > 1 && before.split(' ').count() <= 2 && after <= 1 && !page).then_some((one, all))
}

/// Short lines that come again, each with a day nearby and a story below.
fn headed(lines: &[&str]) -> Option<Several> {
    let lengths: Vec<usize> = lines.iter().map(|line| line.chars().count()).collect();
    let note: Vec<bool> = lines.iter().map(|line| is_note(line)).collect();
    let has_day = |(at, line): (usize, &&str)| lengths[at] <= HEAD && !note[at] && has_day(line);
    let day_at: Vec<bool> = lines.iter().enumerate().map(has_day).collect();
    if day_at.iter().filter(|day| **day).count() < 2 {
        return None;
    }
    // The running text before each line.
    let mut before = vec![0];
    for (at, length) in lengths.iter().enumerate() {
        // Neither the row of a table nor a note below the text is running text.
        let runs = *length >= TEXT && !note[at] && !lines[at].contains('\t');
        before.push(before[before.len() - 1] + if runs { *length } else { 0 });
    }
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    // The row of a table is no head.
    let short = |(at, line): &(usize, &&str)| lengths[*at] < TEXT && !line.contains('\t') && !note[*at];
    for (at, line) in lines.iter().enumerate().filter(short) {
        if let Some(key) = key(line) {
            places.entry(key).or_default().push(at);
        }
    }
    let all = places.into_iter().filter_map(|(key, places)| {
        let rule = key == RULE;
        // Before the first rule there is an article as well.
        let starts: Vec<usize> = if rule && places[0] > 0 { [0].into_iter().chain(places).collect() } else { places };
        let (mut used, mut length) = (usize::MAX, 0);
        let is_head = |(nth, at): (usize, usize)| {
            let next = starts.get(nth + 1).copied().unwrap_or(lines.len());
            let above = if rule { at } else { at.saturating_sub(ABOVE) };
            let day = (above..(at + BELOW).min(next)).find(|day| day_at[*day]);
            // Each has a day of its own.
            let own = day.filter(|day| *day != used);
            used = own.unwrap_or(used);
            let story = before[next] - before[at];
            let is_head = own.is_some() && story >= STORY;
            length += if is_head { story } else { 0 };
            is_head
        };
        let number = starts.iter().copied().enumerate().map(is_head).filter(|head| *head).count();
        (number > 1 && number * 3 >= starts.len() * 2).then(|| Several { number, length: length / number })
    });
    all.max()
}

/// Whether a line is one of the notes below a text: `^ King 2003, p. 12.`
fn is_note(line: &str) -> bool {
    line.starts_with(['^', '↑'])
}

/// What a rule between articles counts as.
const RULE: &str = "—";

/// What is the same of a line each time: the name of its field, or its words without numbers.
fn key(line: &str) -> Option<String> {
    if let Some((label, _)) = line.split_once([':', '：']) {
        let label = label.trim().to_lowercase();
        let fine = (1..=25).contains(&label.chars().count()) && label.split_whitespace().count() <= 3;
        return (fine && label.contains(char::is_alphabetic) && !WITHIN.contains(&label.as_str())).then_some(label);
    }
    if !line.contains(char::is_alphanumeric) {
        return (line.chars().count() >= 5).then(|| RULE.to_owned());
    }
    let plain: String = line.chars().filter(|c| !c.is_numeric()).collect::<String>().to_lowercase();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    (plain.chars().filter(|c| c.is_alphabetic()).count() >= 2 && !WITHIN.contains(&plain.as_str())).then_some(plain)
}

/// Whether a day with its year stands in a line: 8/7/2024, 2024-07-08, 8 Juli 2024, July 8, 2024, 2024年7月8日.
fn has_day(line: &str) -> bool {
    let mut numbers: Vec<(usize, usize, usize)> = Vec::new();
    let mut digits = String::new();
    for (at, c) in line.char_indices().chain([(line.len(), ' ')]) {
        // Also the wide digits of East Asia.
        match c.to_digit(10).or_else(|| (c as u32).checked_sub('０' as u32).filter(|digit| *digit < 10)) {
            Some(digit) => digits.extend(char::from_digit(digit, 10)),
            None => {
                if let Ok(number) = std::mem::take(&mut digits).parse() {
                    let start = numbers.last().map_or(0, |(_, _, end)| *end);
                    numbers.push((number, start, at));
                }
            }
        }
    }
    let year = |number: usize| (1900..2100).contains(&number);
    let day = |number: usize| (1..=31).contains(&number);
    let between = |one: usize, other: usize| -> &str {
        let (_, _, end) = numbers[one];
        let rest = &line[end..numbers[other].2];
        rest.trim_end_matches(|c: char| c.is_numeric()).trim()
    };
    let parts = |between: &str| between.chars().count() <= 2 && !between.contains(char::is_whitespace);
    let month = |between: &str| {
        let word = between.trim_matches(|c: char| !c.is_alphabetic());
        (3..=10).contains(&word.chars().count()) && word.chars().all(char::is_alphabetic)
    };
    (0..numbers.len()).any(|at| {
        let number = |at: usize| numbers.get(at).map_or(0, |(number, ..)| *number);
        let (one, two, three) = (number(at), number(at + 1), number(at + 2));
        let three_numbers = || parts(between(at, at + 1)) && parts(between(at + 1, at + 2));
        let written = || {
            let named = |c: &str| month(c) && !c.contains(['.', '-']);
            // “8 Juli 2024”, or “July 8, 2024” with its month before the day.
            named(between(at, at + 1)) || (between(at, at + 1) == "," && month_before(&line[..numbers[at].2]))
        };
        (at + 2 < numbers.len()
            && (day(one) && day(two) && year(three) || year(one) && day(two) && day(three))
            && three_numbers())
            || (at + 1 < numbers.len() && day(one) && year(two) && written())
    })
}

/// Whether a word stands before the number that ends here.
fn month_before(before: &str) -> bool {
    let rest = before.trim_end_matches(|c: char| c.is_numeric());
    let word = rest.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
    let word = word.trim_end_matches('.');
    rest.ends_with(' ') && (3..=10).contains(&word.chars().count()) && word.chars().all(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &str = "Rapat dua partai berlangsung di gedung lama, dan semua pengurus hadir sampai malam hari.\n\
        Ketua cabang menyebut nama calon akan diumumkan minggu depan setelah pleno di kantor wilayah.\n\
        Pengurus lain menambahkan bahwa pembicaraan dengan partai ketiga masih berjalan sampai sekarang.\n";

    #[track_caller]
    fn check(text: &str, expected: Option<usize>) {
        assert_eq!(count(text), expected, "{text}");
    }

    #[test]
    fn heads_that_come_again() {
        check(
            &format!(
                "Judul Satu\nQuelle: Kabar, 08.07.2024\n\n{STORY}\nJudul Dua\nQuelle: Kita, 09.07.2024\n\n{STORY}"
            ),
            Some(2),
        );
        check(
            &format!("発行日\n1985年01月04日\n{STORY}発行日\n1985年01月05日\n{STORY}発行日\n1985年01月06日\n{STORY}"),
            Some(3),
        );
        check(&format!("Satu\n8 Juli 2024\n{STORY}----------\nDua\n9 Juli 2024\n{STORY}"), Some(2));
        check(
            &format!(
                "Satu\nKabar Kita\n8 July 2024\nCopyright 2024\n{STORY}Dua\nKabar Kita\n9 July 2024\nCopyright 2024\n{STORY}"
            ),
            Some(2),
        );
    }

    #[test]
    fn numbers_that_go_up() {
        check("Document 1 of 37\nSatu.\nDocument 2 of 37\nDua.\nDocument 3 of 37\nTiga.", Some(3));
        check("1/3\nSatu.\n2/3\nDua.", Some(2));
        check("Halaman 1 dari 3\nSatu.\nHalaman 2 dari 3\nDua.", None);
        check("Ada 1 dari 3 partai yang hadir di rapat itu sejak pagi, dan 2 dari 3 pulang.", None);
    }

    #[test]
    fn texts_behind_stars() {
        check("**** *sumber_kabar *tahun_2024\nSatu.\n**** *sumber_warta *tahun_2024\nDua.", Some(2));
        check("**** *sumber_kabar\nSatu.\n0002 *sumber_warta\nDua.", Some(2));
        check("**** tebal **** dan 2024 * lima.\n2024 *catatan kaki saja", None);
    }

    #[test]
    fn one_article_is_one() {
        check(
            &format!(
                "Judul\nKabar Kita - 8 Juli 2024\n{STORY}\nBaca juga: Pilkada 2024, 3 Partai Bertemu\n{STORY}\nBaca juga: Lain\n{STORY}"
            ),
            None,
        );
        check(&format!("Judul\n8 Juli 2024\n{STORY}***\n{STORY}*****\n{STORY}"), None);
        check(&format!("Judul\n{STORY}Foto: Antara, 8 Juli 2024\n{STORY}Foto: Antara, 9 Juli 2024\n{STORY}"), None);
        let notes = |name: &str| format!("^ {name} 2003, hlm. 12.\n^ \"Judul\". Kabar. Diakses 8 Juli 2024.\n{STORY}");
        check(&format!("{STORY}{}{}{}", notes("Budi"), notes("Budi"), notes("Budi")), None);
        let row = "57\tKecamatan Lembah\tPerusahaan Telepon Lembah\t20000\t20999\t700\tizin masih berlaku\n";
        check(&format!("Izin\n{row}24.12.2019\nDialihkan\n{row}24.12.2019\nDialihkan\n{row}{row}{row}{row}"), None);
        check("Jadwal\nDebat: 8 Juli 2024\nDebat: 9 Juli 2024\nDebat: 10 Juli 2024", None);
        check(&format!("{STORY}\nHasil Pilkada 2024\n{STORY}\nHasil Pilkada 2019\n{STORY}"), None);
    }

    #[test]
    fn days_with_their_years() {
        for line in [
            "8/7/2024",
            "2024-07-08",
            "Senin, 8 Juli 2024",
            "July 8, 2024",
            "1985年01月04日",
            "06.06.1993",
            "Sept. 8, 2024 Monday",
            "2018．01．02",
        ] {
            assert!(has_day(line), "{line}");
        }
        for line in ["Pilkada 2024", "3 partai, 2 calon", "Pukul 10.30", "12/10", "No. 12345678", "2024", "3, 2024"] {
            assert!(!has_day(line), "{line}");
        }
    }
}
