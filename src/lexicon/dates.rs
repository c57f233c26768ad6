//! Days as news writes them: `(8/7/2024)`, `(12/10)`, `8 Juli 2024`, `Aug 7, 2024`, `2024-07-08`.

use super::case::is_one_of;
use crate::model::{Date, Span};

/// A day that a text names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamedDate {
    /// Bytes of the piece that was searched, without brackets and weekday.
    pub span: Span,
    pub date: Date,
    /// The text gives no year; it was taken from the caller.
    pub year_assumed: bool,
    /// In round brackets or behind a weekday: how news dates what somebody said or did.
    pub dateline: bool,
}

const MONTHS: &[(&str, u8)] = &[
    ("januari", 1),
    ("january", 1),
    ("jan", 1),
    ("februari", 2),
    ("pebruari", 2),
    ("february", 2),
    ("feb", 2),
    ("maret", 3),
    ("march", 3),
    ("mar", 3),
    ("april", 4),
    ("apr", 4),
    ("mei", 5),
    ("may", 5),
    ("juni", 6),
    ("june", 6),
    ("jun", 6),
    ("juli", 7),
    ("july", 7),
    ("jul", 7),
    ("agustus", 8),
    ("august", 8),
    ("agu", 8),
    ("agt", 8),
    ("ags", 8),
    ("aug", 8),
    ("september", 9),
    ("sept", 9),
    ("sep", 9),
    ("oktober", 10),
    ("october", 10),
    ("okt", 10),
    ("oct", 10),
    ("november", 11),
    ("nopember", 11),
    ("nov", 11),
    ("nop", 11),
    ("desember", 12),
    ("december", 12),
    ("des", 12),
    ("dec", 12),
];

/// Whether a word is the name of a month.
pub fn is_month(word: &str) -> bool {
    MONTHS.iter().any(|(name, _)| is_one_of(word, &[name]))
}

/// Days of the week, in small letters.
pub const WEEKDAYS: &[&str] =
    &["senin", "selasa", "rabu", "kamis", "jumat", "jum’at", "jum'at", "sabtu", "minggu", "ahad"];

/// One run of digits, letters or other characters.
#[derive(Clone, Copy)]
struct DatePiece<'a> {
    at: usize,
    text: &'a str,
}

impl DatePiece<'_> {
    /// A number of up to four digits, and how many digits it has.
    fn number(self) -> Option<(i16, usize)> {
        let good = self.text.len() <= 4 && self.text.bytes().all(|b| b.is_ascii_digit());
        good.then(|| self.text.parse().ok()).flatten().map(|n| (n, self.text.len()))
    }

    fn month(self) -> Option<u8> {
        let named = |(name, _): &&(&str, u8)| is_one_of(self.text, &[name]);
        MONTHS.iter().find(named).map(|&(_, month)| month)
    }

    fn is(self, allowed: &str) -> bool {
        let mut chars = self.text.chars();
        chars.next().is_some_and(|c| allowed.contains(c)) && chars.next().is_none()
    }

    fn is_space(self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }
}

fn pieces(text: &str) -> Vec<DatePiece<'_>> {
    let class = |c: char| match c {
        'a'..='z' | 'A'..='Z' => 1,
        _ if c.is_ascii_digit() => 0,
        _ if c.is_alphabetic() || "’'".contains(c) => 1,
        _ if c.is_whitespace() => 2,
        _ => 3,
    };
    let mut pieces: Vec<DatePiece<'_>> = Vec::new();
    let mut last = None;
    for (at, c) in text.char_indices() {
        let now = class(c);
        match pieces.last_mut() {
            // Marks stand alone, so that `).` is two pieces.
            Some(piece) if last == Some(now) && now != 3 => piece.text = &text[piece.at..at + c.len_utf8()],
            _ => pieces.push(DatePiece { at, text: &text[at..at + c.len_utf8()] }),
        }
        last = Some(now);
    }
    pieces
}

/// Every day named in `text`, in reading order. A day without a year is read if `year` is given, and of numbers only
/// in brackets or behind a weekday: `3/4` may be a fraction. Numbers are day first, as Indonesia writes them; a mistyped
/// mark (`31/3.2024`) is taken.
pub fn dates_in(text: &str, year: Option<i16>) -> Vec<NamedDate> {
    let mut found = Vec::new();
    if !may_name_a_day(text) {
        return found;
    }
    let pieces = pieces(text);
    let mut at = 0;
    while at < pieces.len() {
        match date_at(&pieces, at, year) {
            Some((date, len)) => {
                found.push(date);
                at += len;
            }
            None => at += 1,
        }
    }
    found
}

/// Whether digits stand in a text as they do in a day: before a mark and more digits, before a month, before the digits of
/// a year. Most sentences have none, or only a year; what is not plain may be a day.
fn may_name_a_day(text: &str) -> bool {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| byte.is_ascii_digit()) {
        let behind = rest[at..].trim_start_matches(|c: char| c.is_ascii_digit());
        let digit = |text: &str| text.starts_with(|c: char| c.is_ascii_digit() || !c.is_ascii());
        let may = match behind.chars().next() {
            Some('/' | '-' | '.') => digit(&behind[1..]),
            Some(c) if c == ',' || c.is_whitespace() => {
                let next = behind[c.len_utf8()..].trim_start();
                let letters = next.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(next.len());
                digit(next) || is_month(&next[..letters])
            }
            Some(c) => !c.is_ascii(),
            None => false,
        };
        if may {
            return true;
        }
        rest = behind;
    }
    false
}

/// A date that begins at a piece, and how many pieces it takes.
fn date_at(pieces: &[DatePiece<'_>], at: usize, year: Option<i16>) -> Option<(NamedDate, usize)> {
    let piece = |n: usize| pieces.get(at + n).copied();
    let dateline = || before_is_dateline(pieces, at);
    let whole = |len: usize| {
        let last = pieces.get(at + len - 1)?;
        Some(Span::new(pieces[at].at, last.at + last.text.len()))
    };
    let made = |date: Option<Date>, len: usize, year_assumed: bool| {
        Some((NamedDate { span: whole(len)?, date: date?, year_assumed, dateline: dateline() }, len))
    };
    let first = piece(0)?;
    if !first.text.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    // Aug 7, 2024
    if let Some(month) = first.month() {
        let (day, _) = piece(1).filter(|p| p.is_space()).and(piece(2))?.number()?;
        let comma = piece(3)?.is(",");
        let skip = if comma { 5 } else { 4 };
        let (year, digits) = piece(skip - 1).filter(|p| p.is_space()).and(piece(skip))?.number()?;
        return (digits == 4).then(|| made(Date::new(year, month, u8::try_from(day).ok()?), skip + 1, false)).flatten();
    }
    let (one, digits) = first.number()?;
    // A number that goes on from the left (`1.012/3`, `60/PUU`) begins no date.
    if at > 0 && pieces[at - 1].is("/.,") && at > 1 && pieces[at - 2].number().is_some() {
        return None;
    }
    let mark = piece(1)?;
    if digits == 4 && mark.is("-") {
        let (month, _) = piece(2)?.number()?;
        let (day, _) = piece(3).filter(|p| p.is("-")).and(piece(4))?.number()?;
        return made(Date::new(one, u8::try_from(month).ok()?, u8::try_from(day).ok()?), 5, false);
    }
    let day = u8::try_from(one).ok().filter(|_| digits <= 2)?;
    // 8 Juli 2024, 8 Juli
    if mark.is_space() {
        let month = piece(2)?.month()?;
        let written = piece(3).filter(|p| p.is_space()).and(piece(4)).and_then(DatePiece::number);
        return match written.filter(|&(_, digits)| digits == 4) {
            Some((year, _)) => made(Date::new(year, month, day), 5, false),
            None => made(Date::new(year?, month, day), 3, true),
        };
    }
    // 8/7/2024, 8-7-2024, 8/7.2024, 8/7/24, (8/7)
    if !mark.is("/-.") {
        return None;
    }
    let (month, digits) = piece(2)?.number()?;
    let month = u8::try_from(month).ok().filter(|_| digits <= 2)?;
    let written = piece(3).filter(|p| p.is("/-.,")).and(piece(4)).and_then(DatePiece::number);
    match written {
        Some((year, 4)) => made(Date::new(year, month, day), 5, false),
        Some((year, 2)) if dateline() => made(Date::new(century(year) + year, month, day), 5, false),
        _ if mark.is("/") && dateline() => made(Date::new(year?, month, day), 3, true),
        _ => None,
    }
}

/// Whether an opening bracket or a weekday stands right before a piece.
fn before_is_dateline(pieces: &[DatePiece<'_>], at: usize) -> bool {
    let before = pieces[..at].iter().rev().find(|p| !p.is_space() && !p.is(",/"));
    before.is_some_and(|p| p.is("(") || WEEKDAYS.iter().any(|day| day.eq_ignore_ascii_case(p.text)))
}

/// The century of a year of two digits: those of papers are from 1970 on.
fn century(year: i16) -> i16 {
    if year < 70 { 2000 } else { 1900 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = dates_in(text, Some(2024))
            .iter()
            .map(|d| {
                let flags = [(d.year_assumed, "?"), (d.dateline, "!")].map(|(on, flag)| if on { flag } else { "" });
                format!("{}={}{}", &text[d.span.range()], d.date, flags.concat())
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn as_news_writes_them() {
        check("ujar dia, Senin (8/7/2024).", &["8/7/2024=2024-07-08!"]);
        check("Sabtu (12/10) malam", &["12/10=2024-10-12?!"]);
        check("Minggu (31/3.2024)", &["31/3.2024=2024-03-31!"]);
        check("Selasa, (6/8/2024)", &["6/8/2024=2024-08-06!"]);
        check("Jum’at, 8 Juli 2024 lalu", &["8 Juli 2024=2024-07-08!"]);
        check("pada 27 Nopember 2024", &["27 Nopember 2024=2024-11-27"]);
        check("Aug 7, 2024 - 09:31", &["Aug 7, 2024=2024-08-07"]);
        check("2024-07-08 dan 08-07-2024", &["2024-07-08=2024-07-08", "08-07-2024=2024-07-08"]);
        check("Kamis (2/5/24)", &["2/5/24=2024-05-02!"]);
        check("pada 9 Mei", &["9 Mei=2024-05-09?"]);
        check("27 sampai 29 Agustus 2024", &["29 Agustus 2024=2024-08-29"]);
    }

    #[test]
    fn what_is_no_date() {
        for text in ["3/4 suara", "putusan 60/PUU-XXII/2024", "1.012.028 suara", "(31/2/2024)", "9,35%", "Mei", "09:31"]
        {
            check(text, &[]);
        }
        assert!(dates_in("Sabtu (12/10)", None).is_empty(), "no year to take");
    }
}
