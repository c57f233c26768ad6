//! One day in a cell of a table or an attribute of a page.

use crate::{
    lexicon::dates_in,
    message::{Message, message},
    model::{Date, Zone},
};

/// A day as tables and pages write it: ISO 8601 with or without time, 2024/07/08, 20240708, 8/7/2024 (day first),
/// 8/7/24, 8 Juli 2024, Senin (8/7/2024); also a year or a month alone: 2024, 2024-07.
pub fn day(cell: &str) -> Option<Date> {
    let cell = cell.trim();
    // 2024, 2024-07: kept as it is.
    if let Some(known) = cell.parse().ok().filter(|date: &Date| (1000..3000).contains(&date.year())) {
        return Some(known);
    }
    let digits =
        |range: std::ops::Range<usize>| cell.get(range).filter(|part| part.bytes().all(|b| b.is_ascii_digit()));
    if let (8, Some(year), Some(month), Some(day)) = (cell.len(), digits(0..4), digits(4..6), digits(6..8)) {
        return format!("{year}-{month}-{day}").parse().ok();
    }
    // `dates_in` reads a year first with hyphens only, and a time that follows at once would belong to its number.
    let first = cell.split(['T', 't']).next().filter(|_| digits(0..4).is_some()).unwrap_or(cell);
    let hyphens = if digits(0..4).is_some() { first.replace('/', "-") } else { first.to_owned() };
    dates_in(&hyphens, None).first().or(dates_in(&format!("({hyphens})"), None).first()).map(|named| named.date)
}

/// A day, and how it came of a moment in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LocalDay {
    pub date: Date,
    /// The clock by which it is another day than in UTC.
    pub moved: Option<Zone>,
    /// It is that of UTC, since nobody said by which clock people read.
    pub zoneless: bool,
}

impl LocalDay {
    /// What is to be said of it, the same for all of a kind: a reason and a fix.
    pub fn told(self) -> Option<(Message, Message)> {
        if let Some(zone) = self.moved {
            let reason = message!(
                "a moment in UTC, which was another day where clocks are at {zone}: that is the article's day",
                zone = zone.to_string()
            );
            let fix = message!("If clocks of the readers are at another hour, say so with --zone, as --zone +09:00");
            return Some((reason, fix));
        }
        let reason = message!("a moment in UTC: its day is that of UTC, since the project does not say its time zone");
        let fix = message!("Say it with --zone, as --zone +02:00; the project keeps it");
        self.zoneless.then_some((reason, fix))
    }
}

/// The day of a moment. Systems that write UTC do so for programs: for people elsewhere it can have been another day.
/// A moment of another zone is in the medium's own.
pub fn local_day(value: &str, zone: Option<Zone>) -> Option<LocalDay> {
    let ordered = year_last(value);
    let value = ordered.as_deref().unwrap_or(value);
    let date = day(value)?;
    let as_it_is = Some(LocalDay { date, moved: None, zoneless: false });
    let value = value.trim();
    let Some((hour @ 0..24, minute @ 0..60)) = universal_time(value) else { return as_it_is };
    let Some(zone) = zone else { return Some(LocalDay { date, moved: None, zoneless: true }) };
    match (hour * 60 + minute + zone.minutes()).div_euclid(24 * 60) {
        0 => as_it_is,
        days => Some(LocalDay { date: date.plus(days)?, moved: Some(zone), zoneless: false }),
    }
}

/// `Sat Jan 23 20:19:45 +0000 2016`, as Twitter and C write a moment, with its year behind its month.
fn year_last(value: &str) -> Option<String> {
    let words: Vec<&str> = value.split_whitespace().collect();
    let [week, month, day, time, zone, year] = words.as_slice() else { return None };
    let letters = |word: &str| word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_time = time.len() == 8 && time.split(':').count() == 3;
    let is_zone = zone.starts_with(['+', '-']) && zone.len() == 5 || letters(zone);
    let fits = letters(week) && letters(month) && is_time && is_zone && year.len() == 4 && year.parse::<u16>().is_ok();
    fits.then(|| format!("{week}, {day} {month} {year} {time} {zone}"))
}

/// Hour and minute of a moment that is told in UTC, as programs write it: `18:30:00Z`, `T1830Z`, `18.30 UTC`,
/// `6:30 PM GMT`, `18:30:00 GMT+0000 (Coordinated Universal Time)`, `18:30+00`.
fn universal_time(value: &str) -> Option<(i64, i64)> {
    // What a browser says of the zone behind it.
    let value = value.split(" (").next().unwrap_or(value).trim_end();
    const ENDS: [&str; 12] =
        ["Z", "z", "+00:00", "-00:00", "GMT+0000", "+0000", "-0000", "+00", "GMT", "UTC", " UT", "Zulu"];
    let told = ENDS.iter().find_map(|end| value.strip_suffix(end))?.trim_end();
    // A day alone ends with a number as well.
    let (mut before, afternoon) = match told.rsplit_once(' ') {
        Some((before, "PM" | "pm" | "p.m.")) => (before, Some(true)),
        Some((before, "AM" | "am" | "a.m.")) => (before, Some(false)),
        _ => (told, None),
    };
    before = before.split('.').next().filter(|head| head.contains(':')).unwrap_or(before);
    let clock = before.rsplit([' ', 'T', 't']).next()?;
    let parts: Vec<&str> = match clock.contains([':', '.']) {
        true => clock.split([':', '.']).collect(),
        false if clock.len() >= 4 && clock.len() < told.len() => vec![clock.get(..2)?, clock.get(2..4)?],
        false => return None,
    };
    let (hour, minute) = (parts.first()?.parse::<i64>().ok()?, parts.get(1)?.parse::<i64>().ok()?);
    let hour = match afternoon {
        Some(true) if hour < 12 => hour + 12,
        Some(false) if hour == 12 => 0,
        _ => hour,
    };
    Some((hour, minute))
}

/// The day of a cell in a table, and what is to be said of how it was read: a reason, the same for all of a kind, and a fix.
pub fn day_told(cell: &str, zone: Option<Zone>) -> Option<(Date, Option<(Message, Message)>)> {
    let day = local_day(cell, zone)?;
    Some((day.date, day.told().or_else(|| read_day_first(cell))))
}

/// What is to be said of a day whose month could stand first: a reason and a fix.
pub fn read_day_first(cell: &str) -> Option<(Message, Message)> {
    let reason = message!("a day of two small numbers was read day first, as 3/4/2024 is the third of April");
    goes_either_way(cell)
        .then(|| (reason, message!("If the file has the month first, say so with --option days=month-first")))
}

/// Whether day and month could be either of the first two numbers.
pub fn goes_either_way(cell: &str) -> bool {
    let words = cell.split_whitespace().next().unwrap_or_default();
    let numbers: Vec<&str> = words.split(['/', '-']).collect();
    let small = |number: &str| number.len() <= 2 && number.parse::<u8>().is_ok_and(|number| (1..=12).contains(&number));
    let short = |number: &&&str| number.len() == 2 && number.bytes().all(|byte| byte.is_ascii_digit());
    match numbers.as_slice() {
        // 24-04-03: which of them is the year nobody can see.
        [one, two, year] if year.len() == 2 && one.len() <= 2 => {
            numbers.iter().filter(short).count() > 1 || small(one) && small(two)
        }
        [one, two, year] => {
            let same = one.trim_start_matches('0') == two.trim_start_matches('0');
            small(one) && small(two) && year.len() == 4 && !same
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days() {
        let same = [
            "2024-07-08",
            " 2024-07-08T10:00:00+07:00",
            "2024-07-08 10:00",
            "2024/7/8",
            "20240708",
            "8/7/2024",
            "08-07-2024 10:15 WIB",
            "8.7.2024",
            "8/7/24",
            "Senin, 8 Juli 2024 10:15 WIB",
            "8 Jul 2024",
            "Jul 8, 2024",
            "Mon, 08 Jul 2024 10:15:00 GMT",
        ];
        for cell in same {
            assert_eq!(day(cell).map(|day| day.to_string()).as_deref(), Some("2024-07-08"), "{cell}");
        }
        for cell in ["", "7/15/2024", "45481", "kemarin", "0024", "31/2/2024", "2024é7"] {
            assert_eq!(day(cell), None, "{cell}");
        }
        for cell in ["2024", "2024-07"] {
            assert_eq!(day(cell).map(|day| day.to_string()).as_deref(), Some(cell));
        }
    }

    #[test]
    fn the_day_is_that_of_the_readers() {
        let says = |value: &str| {
            let day = local_day(value, Some(Zone::JAKARTA))?;
            Some((day.date.to_string(), day.moved.is_some()))
        };
        let same = |value: &str| Some((value.to_owned(), false));
        assert_eq!(says("2024-07-08T18:30:00+00:00"), Some(("2024-07-09".into(), true)));
        assert_eq!(says("2024-12-31T17:00:00Z"), Some(("2025-01-01".into(), true)));
        assert_eq!(says("2024-07-08T16:59:59Z"), same("2024-07-08"));
        assert_eq!(says("2024-07-08T23:30:00+07:00"), same("2024-07-08"));
        assert_eq!(says("2024-07-08T23:30:00-05:00"), same("2024-07-08"));
        assert_eq!(says("2024-07-08 22:10"), same("2024-07-08"));
        assert_eq!(says("Mon, 08 Jul 2024 22:15:00 GMT"), Some(("2024-07-09".into(), true)));
        assert_eq!(says("kemarin"), None);
    }

    #[test]
    fn the_clock_can_be_another() {
        let says = |value: &str, zone: &str| {
            let day = local_day(value, zone.parse().ok()).unwrap();
            (day.date.to_string(), day.moved.is_some(), day.zoneless)
        };
        for (value, zone, date, moved) in [
            ("2024-07-08T15:30:00Z", "+09:00", "2024-07-09", true),
            ("2024-07-08T15:30:00Z", "+07:00", "2024-07-08", false),
            ("2024-03-01T02:59:00Z", "-03:00", "2024-02-29", true),
            ("2024-03-01T03:00:00Z", "-03:00", "2024-03-01", false),
            ("2024-07-08T18:20:00Z", "+05:30", "2024-07-08", false),
            ("2024-07-08T18:30:00Z", "+05:30", "2024-07-09", true),
            ("2024-07-08T23:30:00+02:00", "+09:00", "2024-07-08", false),
        ] {
            assert_eq!(says(value, zone), (date.to_owned(), moved, false), "{value} {zone}");
        }
        // Nobody said it: the day stays, and that is told.
        assert_eq!(says("2024-07-08T23:30:00Z", ""), ("2024-07-08".to_owned(), false, true));
        assert_eq!(says("2024-07-08", ""), ("2024-07-08".to_owned(), false, false));
    }

    #[test]
    fn how_a_day_was_read_is_told() {
        let told =
            |cell: &str| day_told(cell, Some(Zone::JAKARTA)).map(|(date, told)| (date.to_string(), told.is_some()));
        for (cell, date, is_told) in [
            ("3/4/24", "2024-04-03", true),
            ("03-04-24", "2024-04-03", true),
            ("31/12/99", "1999-12-31", true),
            ("Mon Jul 08 2024 18:30:00 GMT+0000 (Coordinated Universal Time)", "2024-07-09", true),
            ("Mon Jul 08 18:30:00 +0000 2024", "2024-07-09", true),
            ("Mon Jul  8 10:30:00 UTC 2024", "2024-07-08", false),
            ("2024-07-08T18:30+00", "2024-07-09", true),
            ("2024-07-08T1830Z", "2024-07-09", true),
            ("2024-07-08T18:30:00.000Z", "2024-07-09", true),
            ("8/7/2024 8:00 PM GMT", "2024-07-09", true),
            ("2024-07-08 18.30 UTC", "2024-07-09", true),
            ("Mon, 08 Jul 2024 18:30:00 -0000", "2024-07-09", true),
            ("Mon, 08 Jul 2024 18:30:00 UT", "2024-07-09", true),
            ("2024-07-08", "2024-07-08", false),
            ("2024-07-08T10:30Z", "2024-07-08", false),
            ("03/04/2024", "2024-04-03", true),
            ("3-4-2024 10:00", "2024-04-03", true),
            ("13/04/2024", "2024-04-13", false),
            ("4/4/2024", "2024-04-04", false),
            ("2024-03-04", "2024-03-04", false),
            ("3 April 2024", "2024-04-03", false),
            ("2024-07-08T18:30:00Z", "2024-07-09", true),
            ("2024-07-08T18:30:00+07:00", "2024-07-08", false),
        ] {
            assert_eq!(told(cell), Some((date.to_owned(), is_told)), "{cell}");
        }
    }
}
