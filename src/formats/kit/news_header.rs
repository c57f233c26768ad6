//! What the first lines of a news text say about it: title, medium, date. Guesses that a person can correct; the text
//! itself stays whole.

use crate::{
    lexicon::{dates_in, sentence_at},
    model::{Date, Text},
};

/// Longest line that can be a headline, and longest title made of a sentence, in code points.
const HEADLINE: usize = 140;
const CUT: usize = 100;
/// How many bytes are searched for a date: longer than any article, short beside a file that is none.
const READ: usize = 100_000;
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

/// The first date of the lines before the story, else the one of its first paragraph that is written as news dates an
/// event (in brackets, behind a weekday). The year must be there. Any other day of the text is what the story tells of.
pub(in crate::formats) fn date(text: &Text) -> Option<Date> {
    let header = text.lines().map(str::trim).filter(|line| !line.is_empty()).take(HEADER_LINES);
    let header = header.take_while(|line| !is_story(line)).find_map(|line| dates_in(line, None).first().copied());
    if let Some(found) = header {
        return Some(found.date);
    }
    let mut end = text.len().min(READ);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let first = text[..end]
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .take(HEADER_LINES)
        .find(|line| is_story(line))?;
    dates_in(first, None).into_iter().find(|found| found.dateline).map(|found| found.date)
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
    story: &'a str,
}

fn dateline(line: &str) -> Option<Dateline<'_>> {
    let (at, dash) = line.char_indices().take(90).find(|&(at, c)| {
        let spaced =
            line[..at].ends_with(char::is_whitespace) && line[at + c.len_utf8()..].starts_with(char::is_whitespace);
        "–—-―".contains(c) && (spaced || c != '-')
    })?;
    let story = line[at + dash.len_utf8()..].trim_start();
    let parts: Vec<&str> = line[..at].split([',', '|', '/']).map(str::trim).collect();
    // A place or medium is a name of few words; a story of its own follows.
    let named = |part: &&str| {
        (1..=4).contains(&part.split_whitespace().count())
            && part
                .split_whitespace()
                .all(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '('))
    };
    let domain_or_name = |part: &&str| named(part) || is_domain(part);
    (parts.len() <= 3 && parts.iter().all(domain_or_name) && story.chars().count() > 40)
        .then_some(Dateline { parts, story })
}

/// Which part of a dateline is the medium: a web address; else of `A, B` the second, unless it is the second that the
/// story names again, as it does with a place.
fn medium(parts: &[&str], text: &str) -> Option<String> {
    if let Some(domain) = parts.iter().find(|part| is_domain(part)) {
        return Some((*domain).to_owned());
    }
    let &[first, second] = parts else { return None };
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
        let day = Some("2024-07-08");
        check(&format!("Jakarta, KABARKITA.COM – {story}"), first, "KABARKITA.COM", day);
        check(&format!("KABARKITA.ID, CIAMIS – {story}"), first, "KABARKITA.ID", day);
        check(&format!("KABARKITA, CIAMIS – {story}"), first, "KABARKITA", day);
        check(&format!("Kabarkita.com | Politik - {story}"), first, "Kabarkita.com", day);
        check(&format!("Ciamis, Kabar Kita - {story}"), first, "Kabar Kita", day);
        check(&format!("CIAMIS – {story}"), first, "", day);
        check(story, first, "", day);
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
    fn dates_of_events_before_other_dates() {
        check(
            "Pemilihan pada 27 November 2024. Rapat digelar Kamis (2/5/2024).",
            "Pemilihan pada 27 November 2024",
            "",
            Some("2024-05-02"),
        );
        check("Rapat Sabtu (12/10).", "Rapat Sabtu (12/10)", "", None);
    }

    #[test]
    fn a_long_sentence_is_cut_at_a_word() {
        let title = title(&Text::new("kata ".repeat(60) + "akhir."));
        assert!(title.ends_with("kata…") && title.chars().count() <= CUT + 1, "{title}");
    }
}
