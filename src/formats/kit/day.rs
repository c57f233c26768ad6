//! One day in a cell of a table or an attribute of a page.

use crate::{
    lexicon::dates_in,
    message::{Message, message},
    model::Date,
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

/// The day of a moment. Systems that write UTC do so for programs: for people it was already the next day in Jakarta
/// from five in the afternoon on, and that is told (`true`). Another zone is the medium's own.
pub fn local_day(value: &str) -> Option<(Date, bool)> {
    let date = day(value)?;
    let value = value.trim();
    let universal = value.ends_with(['Z', 'z'])
        || value.ends_with("+00:00")
        || value.ends_with("+0000")
        || value.ends_with("GMT")
        || value.ends_with("UTC");
    let hour = value.find(':').and_then(|at| value.get(at.checked_sub(2)?..at)?.trim().parse::<u8>().ok());
    match hour {
        Some(hour) if universal && (17..24).contains(&hour) => Some((next(date)?, true)),
        _ => Some((date, false)),
    }
}

fn next(date: Date) -> Option<Date> {
    let (year, month, day) = (date.year(), date.month(), date.day());
    Date::new(year, month, day + 1).or_else(|| Date::new(year, month + 1, 1)).or_else(|| Date::new(year + 1, 1, 1))
}

/// The day of a cell in a table, and what is to be said of how it was read: a reason, the same for all of a kind, and a fix.
pub fn day_told(cell: &str) -> Option<(Date, Option<(Message, Message)>)> {
    let (date, moved) = local_day(cell)?;
    let told = if moved {
        let reason = message!("a moment in UTC, which was the next day in Jakarta (UTC+7): that is the article's day");
        Some((reason, message!("Write the day alone if it is another")))
    } else if goes_either_way(cell) {
        let reason = message!("a day of two small numbers was read day first, as 3/4/2024 is the third of April");
        Some((reason, message!("If the file has the month first, write its days as 2024-03-04")))
    } else {
        None
    };
    Some((date, told))
}

/// Whether day and month could be either of the first two numbers.
fn goes_either_way(cell: &str) -> bool {
    let words = cell.split_whitespace().next().unwrap_or_default();
    let numbers: Vec<&str> = words.split(['/', '-']).collect();
    let small = |number: &str| number.len() <= 2 && number.parse::<u8>().is_ok_and(|number| (1..=12).contains(&number));
    matches!(numbers.as_slice(), [one, two, year] if small(one) && small(two) && year.len() == 4
        && one.trim_start_matches('0') != two.trim_start_matches('0'))
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
        let says = |value: &str| local_day(value).map(|(date, moved)| (date.to_string(), moved));
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
    fn how_a_day_was_read_is_told() {
        let told = |cell: &str| day_told(cell).map(|(date, told)| (date.to_string(), told.is_some()));
        for (cell, date, is_told) in [
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
