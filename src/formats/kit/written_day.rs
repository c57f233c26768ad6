//! The day in a line that a database of newspapers wrote, in the languages that such databases have: `27. Februar 2012
//! Montag`, `mardi 14 mars 2006`, `5 de octubre de 2013`, `6 июня 1993`, `2018 年 10 月 7 日`, `Jan 7, 2024`, `March 2013`.

use crate::{lexicon::dates_in, model::Date};

/// Names of the months beyond those of Indonesian and English news, in small letters; also as they are cut short, whole.
const MONTHS: [&[&str]; 12] = [
    &[
        "january",
        "januari",
        "januar",
        "jänner",
        "janvier",
        "janv",
        "jan",
        "enero",
        "gennaio",
        "janeiro",
        "января",
        "январь",
    ],
    &[
        "february",
        "februari",
        "februar",
        "feber",
        "février",
        "févr",
        "feb",
        "febrero",
        "febbraio",
        "fevereiro",
        "февраля",
    ],
    &["march", "märz", "maart", "mars", "maret", "mar", "mrz", "marzo", "março", "marts", "марта", "март"],
    &["april", "avril", "avr", "apr", "abril", "aprile", "апреля", "апрель"],
    &["may", "mai", "mei", "mayo", "maggio", "maio", "maj", "мая", "май"],
    &["june", "juni", "juin", "jun", "junio", "giugno", "junho", "июня", "июнь"],
    &["july", "juli", "juillet", "juil", "jul", "julio", "luglio", "julho", "июля", "июль"],
    &["august", "augustus", "agustus", "août", "aug", "agosto", "augusti", "августа", "август"],
    &["september", "septembre", "sept", "sep", "septiembre", "setiembre", "settembre", "setembro", "сентября"],
    &["october", "oktober", "octobre", "oct", "okt", "octubre", "ottobre", "outubro", "октября", "октябрь"],
    &["november", "novembre", "nov", "noviembre", "novembro", "ноября", "ноябрь"],
    &[
        "december",
        "desember",
        "dezember",
        "décembre",
        "déc",
        "dec",
        "dez",
        "des",
        "diciembre",
        "dicembre",
        "dezembro",
        "декабря",
    ],
];

/// What may stand between a day, its month and its year.
const BETWEEN: [&str; 13] = ["de", "del", "di", "do", "er", "st", "nd", "rd", "th", "º", "ª", "г", "the"];

/// Words before a day that begins a line: the day of the week, in most languages one or two words.
const BEFORE: usize = 2;

/// The days of the week that stand alone below a day.
const WEEKDAYS: [&str; 5] = [
    "senin selasa rabu kamis jumat sabtu minggu",
    "monday tuesday wednesday thursday friday saturday sunday",
    "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
];

/// Whether a line is a day of the week.
pub fn is_weekday(line: &str) -> bool {
    let line = line.to_lowercase();
    WEEKDAYS.iter().any(|days| days.split(' ').any(|day| day == line))
}

/// The first day of a line, wherever it stands; else its month, if it says no day.
pub fn day_within(line: &str) -> Option<Date> {
    found(line).map(|(_, date)| date)
}

/// The day that a line begins with, behind the day of the week at most.
pub fn day_at_start(line: &str) -> Option<Date> {
    found(line).filter(|(before, _)| *before <= BEFORE).map(|(_, date)| date)
}

/// How many words stand before the first day of a line, and the day.
fn found(line: &str) -> Option<(usize, Date)> {
    let parts = parts(line);
    let words = |at: usize| parts[..at].iter().filter(|part| part.chars().any(char::is_alphanumeric)).count();
    let whole = (0..parts.len()).find_map(|at| day_from(&parts[at..]).map(|date| (words(at), date)));
    let by_numbers = || {
        let named = *dates_in(line, None).first()?;
        Some((line[..named.span.start].split_whitespace().count(), named.date))
    };
    // A number before it would be a day, and was none.
    let counted = |at: usize| parts[..at].iter().rev().take(2).any(|part| number(part).is_some());
    let month = || {
        let alone = (0..parts.len()).filter(|at| !counted(*at));
        alone.map(|at| (at, month_from(&parts[at..]))).find_map(|(at, date)| date.map(|date| (words(at), date)))
    };
    whole.or_else(by_numbers).or_else(month)
}

/// The words, numbers and marks of a line; letters of East Asia are words each, wide digits are digits.
fn parts(line: &str) -> Vec<String> {
    let class = |c: char| match c {
        _ if c.is_ascii_digit() => 1,
        '年' | '月' | '日' | '년' | '월' | '일' => 0,
        _ if c.is_alphabetic() || "ºª".contains(c) => 2,
        _ => 0,
    };
    let (mut parts, mut last) = (Vec::<String>::new(), 0);
    for c in line.chars() {
        let c = char::from_u32(c as u32 - if ('０'..='９').contains(&c) { '０' as u32 - '0' as u32 } else { 0 })
            .unwrap_or(c);
        let now = class(c);
        match parts.last_mut() {
            Some(part) if now != 0 && now == last => part.extend(c.to_lowercase()),
            _ if c.is_whitespace() => {}
            _ => parts.push(c.to_lowercase().collect()),
        }
        last = if c.is_whitespace() { 0 } else { now };
    }
    parts
}

fn number(part: &str) -> Option<i16> {
    Some(part).filter(|part| part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit()))?.parse().ok()
}

fn year(part: &str) -> Option<i16> {
    number(part).filter(|year| (1600..2200).contains(year))
}

fn month(part: &str) -> Option<u8> {
    let at = MONTHS.iter().position(|names| names.contains(&part))?;
    u8::try_from(at + 1).ok()
}

/// The next part that is no mark or word between.
fn next<'p>(parts: &mut &'p [String]) -> Option<&'p String> {
    for passed in 0..3 {
        let part = parts.get(passed)?;
        if BETWEEN.contains(&part.as_str()) || matches!(part.as_str(), "." | ",") {
            continue;
        }
        *parts = &parts[passed + 1..];
        return Some(part);
    }
    None
}

/// A day that begins right here.
fn day_from(parts: &[String]) -> Option<Date> {
    let first = parts.first()?;
    if let Some(year) = year(first)
        && parts.get(1).is_some_and(|sign| matches!(sign.as_str(), "年" | "년"))
    {
        let (month, day) = (number(parts.get(2)?)?, number(parts.get(4)?)?);
        return Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    }
    let mut rest = &parts[1..];
    if let Some(day) = number(first).filter(|day| (1..=31).contains(day)) {
        let month = month(next(&mut rest)?)?;
        return Date::new(year(next(&mut rest)?)?, month, u8::try_from(day).ok()?);
    }
    let month = month(first)?;
    let day = number(next(&mut rest)?).filter(|day| (1..=31).contains(day))?;
    Date::new(year(next(&mut rest)?)?, month, u8::try_from(day).ok()?)
}

/// A month with its year that begins right here.
fn month_from(parts: &[String]) -> Option<Date> {
    let month = month(parts.first()?)?;
    let mut rest = &parts[1..];
    Date::partial(year(next(&mut rest)?)?, Some(month), None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, within: &str, begins: bool) {
        let told = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
        assert_eq!(told(day_within(line)), within, "{line}");
        assert_eq!(day_at_start(line).is_some(), begins, "{line}");
    }

    #[test]
    fn days_in_many_languages() {
        check("27. Februar 2012 Montag 9:50 PM GMT+1", "2012-02-27", true);
        check("Mittwoch 31. August 2011", "2011-08-31", true);
        check("December 19, 1991, Sunday, An Edition", "1991-12-19", true);
        check("Sept. 8, 2024 Monday", "2024-09-08", true);
        check("Communication, mardi 14 mars 2006, p. 16", "2006-03-14", true);
        check("Politique et société, cahier A, mardi 1er août 2006", "2006-08-01", false);
        check("lunes 5 de octubre de 2013", "2013-10-05", true);
        check("6 июня 1993 г.", "1993-06-06", true);
        check("Fredag 8 maj 2015", "2015-05-08", true);
        check("2018 年 10 月 7 日 17:04", "2018-10-07", true);
        check("2009年01月04日", "2009-01-04", true);
        check("2018년 5월 28일", "2018-05-28", true);
        check("２００９年１月４日", "2009-01-04", true);
        check("06.06.1993", "1993-06-06", true);
        check("2024-07-08", "2024-07-08", true);
        check("Senin, 8 Juli 2024", "2024-07-08", true);
        check("March 2013", "2013-03", true);
        check("März 2013", "2013-03", true);
        check("Apa yang terjadi sesudah 8 Juli 2024", "2024-07-08", false);
    }

    #[test]
    fn what_is_no_day() {
        for line in
            ["Pg. 35", "143 mots", "Pilkada 2024", "May the force", "S. 5 Ausg. 166", "32. Februar 2012", "12:30", ""]
        {
            check(line, "", false);
        }
    }
}
