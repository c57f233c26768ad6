//! What the first lines of a news text say about it: title, medium, date. Guesses that a person can correct; the text
//! itself stays whole.

use crate::{
    lexicon::{WEEKDAYS, dates_in, sentence_at},
    model::{Date, Text},
};

/// Longest line that can be a headline, and longest title made of a sentence, in code points.
const HEADLINE: usize = 140;
const CUT: usize = 100;
/// Lines that may stand before the first line of the story.
const HEADER_LINES: usize = 12;

/// The headline if the text begins with one, else its first sentence without the dateline, cut at a word.
pub(in crate::formats) fn title(text: &Text) -> String {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    for line in lines().take(HEADER_LINES) {
        if is_headline(line) {
            return line.to_owned();
        }
        if is_story(line) {
            break;
        }
    }
    let first = lines().find(|line| is_story(line)).or_else(|| lines().next()).unwrap_or("");
    let story = Text::new(dateline(first).map_or(first, |dateline| dateline.story));
    cut(story.slice(sentence_at(&story, 0)))
}

/// The medium that a dateline or byline of the first lines names; empty if none does.
pub(in crate::formats) fn source(text: &Text) -> String {
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()).take(HEADER_LINES) {
        if let Some(dateline) = dateline(line) {
            return medium(&dateline.parts, text).unwrap_or_default();
        }
        // A byline: “Nama Penulis - MEDIA.COM”.
        if !is_story(line)
            && let Some(domain) =
                line.split_whitespace().map(|word| word.trim_matches([',', '|'])).find(|w| is_domain(w))
        {
            return domain.to_owned();
        }
        if is_story(line) {
            break;
        }
    }
    String::new()
}

/// The day that a dateline or byline of the first lines names, with its year. Any other day of the text is what the story
/// or its headline tells of.
pub(in crate::formats) fn date(text: &Text) -> Option<Date> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).take(HEADER_LINES);
    for (number, line) in lines.enumerate() {
        if let Some(dateline) = dateline(line) {
            return dates_in(dateline.before, None).first().map(|found| found.date);
        }
        if is_story(line) {
            return None;
        }
        if let Some(day) = day_line(line, number == 0) {
            return Some(day);
        }
    }
    None
}

/// What stands beside the day in a line of its own, in lower case.
const DAY_LINE: [&str; 36] = [
    "senin",
    "selasa",
    "rabu",
    "kamis",
    "jumat",
    "jum’at",
    "jum'at",
    "sabtu",
    "minggu",
    "ahad",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "wib",
    "wita",
    "wit",
    "am",
    "pm",
    "gmt",
    "utc",
    "pukul",
    "jam",
    "tanggal",
    "pada",
    "terbit",
    "diterbitkan",
    "dipublikasikan",
    "tayang",
    "diunggah",
    "diperbarui",
    "published",
    "updated",
];

/// The day of a line that tells when, by whom or where the text appeared, as “Senin, 8 Juli 2024 | 09:31 WIB”,
/// “Oleh Warto - 8 Juli 2024”, “Jakarta, 8 Juli 2024”. A first line that needs names beside the day is a headline.
fn day_line(line: &str, is_first: bool) -> Option<Date> {
    let found = *dates_in(line, None).first()?;
    let (before, after) = (&line[..found.span.start], &line[found.span.end..]);
    let parts = |c: char| "|–—•·,/()".contains(c);
    let (before, after) = (before.replace(" - ", " | "), after.replace(" - ", " | "));
    let (earlier, near) = before.rsplit_once(parts).map_or(("", &*before), |(earlier, near)| (earlier, near));
    let (beside, later) = after.split_once(parts).map_or((&*after, ""), |(beside, later)| (beside, later));
    let is_of_day = |word: &str| {
        let low = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let time = low.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.'))
            && low.contains([':', '.'])
            && low.len() <= 8;
        low.is_empty() || time || DAY_LINE.contains(&low.as_str())
    };
    let of_day = |piece: &str| piece.split_whitespace().all(is_of_day);
    if !of_day(near) || !of_day(beside) {
        return None;
    }
    let others: Vec<&str> =
        earlier.split(parts).chain(later.split(parts)).map(str::trim).filter(|part| !of_day(part)).collect();
    let names = |part: &&str| {
        let part = part.trim_start_matches("Oleh").trim_start_matches("oleh").trim_start_matches([':', ' ']);
        let capital = |word: &str| word.starts_with(|c: char| c.is_uppercase());
        part.split_whitespace().count() <= 3 && part.split_whitespace().all(|word| capital(word) || is_domain(word))
    };
    (others.is_empty() || !is_first && others.len() <= 3 && others.iter().all(names)).then_some(found.date)
}

fn is_story(line: &str) -> bool {
    line.chars().count() > HEADLINE
        || line.trim_end_matches(['”', '"', '’', ')']).ends_with(['.', '!'])
        || dateline(line).is_some()
}

/// Several words without a full stop at the end; no byline, section name, date or caption in brackets.
fn is_headline(line: &str) -> bool {
    let words = line.split_whitespace().count();
    (3..).contains(&words)
        && line.chars().count() <= HEADLINE
        && !is_story(line)
        && !line.split_whitespace().any(is_domain)
        && dates_in(line, None).is_empty()
}

/// The beginning of a story: `Jakarta, MEDIA.COM – `, `MEDIA.ID, BEKASI – `, `Media.com | Rubrik - `, `TEGAL – `.
struct Dateline<'a> {
    parts: Vec<&'a str>,
    /// All that stands before its dash.
    before: &'a str,
    story: &'a str,
}

fn dateline(line: &str) -> Option<Dateline<'_>> {
    let (at, dash) = line.char_indices().take(90).find(|&(at, c)| {
        let spaced =
            line[..at].ends_with(char::is_whitespace) && line[at + c.len_utf8()..].starts_with(char::is_whitespace);
        "–—-―".contains(c) && (spaced || c != '-')
    })?;
    let story = line[at + dash.len_utf8()..].trim_start();
    let before = &line[..at];
    // A day among them is no part of a name.
    let day = dates_in(before, None).first().map_or(before.len()..before.len(), |found| found.span.range());
    let pieces = before[..day.start].split([',', '|', '/']).chain(before[day.end..].split([',', '|', '/']));
    let pieces = pieces.map(|part| part.trim_matches(|c: char| c.is_whitespace() || matches!(c, '(' | ')')));
    let parts: Vec<&str> = pieces.filter(|part| !part.is_empty()).collect();
    // A place or medium is a name of few words; a story of its own follows.
    let named = |part: &&str| {
        (1..=4).contains(&part.split_whitespace().count())
            && part
                .split_whitespace()
                .all(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '('))
    };
    let domain_or_name = |part: &&str| named(part) || is_domain(part);
    ((1..=3).contains(&parts.len()) && parts.iter().all(domain_or_name) && story.chars().count() > 40)
        .then_some(Dateline { parts, before, story })
}

/// Which part of a dateline is the medium: a web address; else of `A, B` the second, unless it is the second that the
/// story names again, as it does with a place.
fn medium(parts: &[&str], text: &str) -> Option<String> {
    if let Some(domain) = parts.iter().find(|part| is_domain(part)) {
        return Some((*domain).to_owned());
    }
    // "JAKARTA, Selasa (6/8/2024) –": a day of the week publishes nothing.
    let is_day = |part: &&&str| {
        part.split_whitespace().next().is_some_and(|word| WEEKDAYS.contains(&word.to_lowercase().as_str()))
    };
    let &[first, second] = parts else { return None };
    if [first, second].iter().any(|part| is_day(&part)) {
        return None;
    }
    let low = text.to_lowercase();
    let again = |part: &str| low.matches(&part.to_lowercase()).count() > 1;
    Some(if again(second) && !again(first) { first } else { second }.to_owned())
}

/// `Media.ID`, `BERITA.MEDIA.COM`.
fn is_domain(word: &str) -> bool {
    let mut labels = word.split('.');
    let last = word.rsplit('.').next().unwrap_or("");
    word.contains('.')
        && (2..=6).contains(&last.len())
        && last.bytes().all(|b| b.is_ascii_alphabetic())
        && labels.all(|label| label.len() >= 2 && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
}

fn cut(sentence: &str) -> String {
    if sentence.chars().count() <= CUT {
        return sentence.trim_end_matches('.').to_owned();
    }
    let end = sentence.char_indices().nth(CUT).map_or(sentence.len(), |(at, _)| at);
    let head = &sentence[..end];
    let head = head.rfind(char::is_whitespace).map_or(head, |at| &head[..at]);
    format!("{}…", head.trim_end_matches(|c: char| !c.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, title: &str, source: &str, date: Option<&str>) {
        let text = Text::new(text);
        assert_eq!(super::title(&text), title);
        assert_eq!(super::source(&text), source);
        assert_eq!(super::date(&text).map(|d| d.to_string()).as_deref(), date);
    }

    #[test]
    fn headers_of_news() {
        let story =
            "Rapat dua partai berlangsung di Ciamis, Senin (8/7/2024). Semua hadir pada 27 November 2024 nanti.";
        let first = "Rapat dua partai berlangsung di Ciamis, Senin (8/7/2024)";
        check(&format!("Jakarta, KABARKITA.COM – {story}"), first, "KABARKITA.COM", None);
        check(&format!("KABARKITA.ID, CIAMIS – {story}"), first, "KABARKITA.ID", None);
        check(&format!("KABARKITA, CIAMIS – {story}"), first, "KABARKITA", None);
        check(&format!("Kabarkita.com | Politik - {story}"), first, "Kabarkita.com", None);
        check(&format!("Ciamis, Kabar Kita - {story}"), first, "Kabar Kita", None);
        check(&format!("CIAMIS – {story}"), first, "", None);
        check(&format!("CIAMIS, Selasa - {story}"), first, "", None);
        check(&format!("CIAMIS, SELASA (9/7) - {story}"), first, "", None);
        check(story, first, "", None);
        check(
            &format!(
                "\n\nPOLITIK\n\nDua Partai Bertemu. Siapa Dapat Apa\n\nWarto - CIAMIS.KABARKITA.COM\n\nAug 7, 2024 - 09:31\n\n{story}"
            ),
            "Dua Partai Bertemu. Siapa Dapat Apa",
            "CIAMIS.KABARKITA.COM",
            Some("2024-08-07"),
        );
    }

    #[test]
    fn a_day_in_the_story_or_its_headline_is_not_its_own() {
        let none = |text: &str| assert_eq!(super::date(&Text::new(text)), None, "{text}");
        none("Pemilihan pada 27 November 2024. Rapat digelar Kamis (2/5/2024).");
        none("Debat kedua digelar Selasa (12/11/2024). Semua hadir.");
        none("Rapat Sabtu (12/10).");
        none("Partai Itu Didirikan 20 Juli 1998\n\nPartai itu hadir di Ciamis.");
        none("Sejarah Reformasi, 21 Mei 1998\n\nPartai itu hadir di Ciamis.");
        none("Jadwal Kampanye Baru\n\nTahapan dimulai pada 27 Agustus 2024\n\nPartai itu hadir di Ciamis.");
        none("Jadwal Kampanye Baru\n\nPartai itu hadir di Ciamis.\n\n8 Juli 2024");
    }

    #[test]
    fn a_day_beside_the_byline_is_its_own() {
        let story = "Partai itu hadir di Ciamis bersama partai lain, dan semua sepakat untuk maju bersama.";
        for line in [
            "8 Juli 2024",
            "Senin, 8 Juli 2024 | 09:31 WIB",
            "Diterbitkan pada Senin (8/7/2024) pukul 09.31",
            "Oleh Warto - 8 Juli 2024, 09:31",
            "Kabar Kita • 2024-07-08",
            "Jakarta, 8 Juli 2024",
            "Jul 8, 2024 - 09:31",
        ] {
            let text = Text::new(format!("Dua Partai Bertemu di Ciamis\n\n{line}\n\n{story}"));
            assert_eq!(super::date(&text).map(|day| day.to_string()).as_deref(), Some("2024-07-08"), "{line}");
        }
        for dateline in ["Jakarta, 8 Juli 2024 – ", "CIAMIS, KABARKITA.ID (8/7/2024) – "] {
            let text = Text::new(format!("{dateline}{story}"));
            assert_eq!(super::date(&text).map(|day| day.to_string()).as_deref(), Some("2024-07-08"), "{dateline}");
        }
    }

    #[test]
    fn a_long_sentence_is_cut_at_a_word() {
        let title = title(&Text::new("kata ".repeat(60) + "akhir."));
        assert!(title.ends_with("kata…") && title.chars().count() <= CUT + 1, "{title}");
    }
}
