//! One day in a cell of a table or an attribute of a page.

use crate::{lexicon::dates_in, model::Date};

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
}
