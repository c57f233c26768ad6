//! Which of two small numbers is the month, which no day of a column alone can say.

use super::day::{day_told, goes_either_way, local_day};
use crate::{
    formats::format::{FormatOption, MonthPlace},
    message::{Message, message},
    model::{Date, Zone},
};

/// The setting, the same for every format.
pub const DAYS: FormatOption = FormatOption::reading(
    "days",
    &["auto", "day-first", "month-first"],
    "what 3/4/2024 is: the third of April, or the fourth of March; else as the other days of its column show",
);

/// As a person says with the setting.
pub fn asked(option: Option<&str>) -> MonthPlace {
    match option {
        Some("day-first") => MonthPlace::Second,
        Some("month-first") => MonthPlace::First,
        _ => MonthPlace::Open,
    }
}

/// The day of a cell, and what is to be said of how it was read: a reason, the same for all of a kind, and a fix.
pub fn day_in(month: MonthPlace, cell: &str, zone: Option<Zone>) -> Option<(Date, Option<(Message, Message)>)> {
    let swapped = match month {
        MonthPlace::Open => return day_told(cell, zone),
        MonthPlace::Second => None,
        MonthPlace::First | MonthPlace::ShownFirst | MonthPlace::DoubtedFirst => numbers(cell),
    };
    let Some((first, second, rest)) = swapped else {
        let day = local_day(cell, zone)?;
        return Some((day.date, day.told()));
    };
    let day = local_day(&format!("{second}{mark}{first}{rest}", mark = &rest[..1]), zone)?;
    let shown = || {
        let reason = message!("the days have the month first, as one that can be read in no other way shows");
        (reason, message!("Nothing needs to be done"))
    };
    Some((day.date, day.told().or_else(|| (month == MonthPlace::ShownFirst).then(shown))))
}

/// What the days of a column that are written in two small numbers and a year show.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DayOrder {
    /// As a person says.
    told: MonthPlace,
    day_first: bool,
    /// The first day that has its month first and can be read in no other way, and where it stands.
    month_first: Option<(String, (usize, usize))>,
    /// Whether there is another.
    again: bool,
    /// Whether a day can be read in both ways, so that it matters.
    matters: bool,
}

impl DayOrder {
    pub fn new(told: MonthPlace) -> Self {
        Self { told, ..Self::default() }
    }

    /// Whether a person said it, so that no column is to be looked at.
    pub fn is_told(&self) -> bool {
        self.told != MonthPlace::Open
    }

    /// Takes a cell into account, and where it stands.
    pub fn see(&mut self, cell: &str, at: (usize, usize)) {
        let Some((one, two, _)) = numbers(cell) else { return };
        match (one.parse().unwrap_or(0), two.parse().unwrap_or(0)) {
            (13..=31, 1..=12) => self.day_first = true,
            (1..=12, 13..=31) => match &self.month_first {
                None => self.month_first = Some((cell.trim().to_owned(), at)),
                Some((first, _)) => self.again |= first != cell.trim(),
            },
            _ => self.matters |= goes_either_way(cell.trim()),
        }
    }

    /// Whether a cell can be read in either order, or shows one.
    pub fn is_open(cell: &str) -> bool {
        numbers(cell).is_some()
    }

    /// What follows of all that was seen.
    pub fn month(&self) -> MonthPlace {
        match &self.month_first {
            _ if self.is_told() => self.told,
            None => MonthPlace::Open,
            Some(_) if self.day_first => MonthPlace::Open,
            Some(_) if self.again => MonthPlace::ShownFirst,
            Some(_) => MonthPlace::DoubtedFirst,
        }
    }

    /// What is to be told, and where, of a column that is read month first because of one day: a slip of one hand would turn
    /// all the others.
    pub fn doubt(&self) -> Option<(Message, Message, (usize, usize))> {
        let doubted = self.matters && self.month() == MonthPlace::DoubtedFirst;
        let (shown, at) = self.month_first.as_ref().filter(|_| doubted)?;
        let reason = message!(
            "all days were read with the month first, since “{day}” can be read in no other way; no other day shows it",
            day = shown.as_str()
        );
        let fix = message!(
            "Say --option {name}=month-first if that is right, or --option {name}=day-first if that one day is a slip",
            name = DAYS.name
        );
        Some((reason, fix, *at))
    }
}

/// The first two numbers of `06/13/2024 10:15`, and what follows them.
fn numbers(cell: &str) -> Option<(&str, &str, &str)> {
    let cell = cell.trim();
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let first = digits(cell);
    let rest = cell.get(first..).filter(|rest| rest.starts_with(['/', '-', '.']))?;
    let second = digits(&rest[1..]);
    let behind = rest.get(1 + second..).filter(|behind| behind.starts_with(&rest[..1]))?;
    let year = digits(&behind[1..]);
    let fits = (1..=2).contains(&first) && (1..=2).contains(&second) && (year == 4 || year == 2);
    fits.then(|| (&cell[..first], &rest[1..=second], behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(month: MonthPlace, cells: &[&str]) -> String {
        let day = |cell: &&str| day_in(month, cell, None).map_or("–".to_owned(), |(date, _)| date.to_string());
        cells.iter().map(day).collect::<Vec<_>>().join(" ")
    }

    fn seen(cells: &[&str]) -> DayOrder {
        let mut order = DayOrder::default();
        cells.iter().enumerate().for_each(|(at, cell)| order.see(cell, (at + 1, 1)));
        order
    }

    #[test]
    fn a_column_shows_its_order() {
        let of = |cells: &[&str]| read(seen(cells).month(), cells);
        assert_eq!(of(&["06/03/2024", "06/13/2024", "2024-06-03"]), "2024-06-03 2024-06-13 2024-06-03");
        assert_eq!(of(&["6-3-24", "6-13-24 10:15"]), "2024-06-03 2024-06-13");
        assert_eq!(of(&["06/03/2024", "13/06/2024"]), "2024-03-06 2024-06-13");
        assert_eq!(of(&["06/03/2024", "06/13/2024", "13/06/2024"]), "2024-03-06 – 2024-06-13");
        assert_eq!(of(&["06/03/2024", "a", ""]), "2024-03-06 – –");
        assert!(!DayOrder::is_open("192.168.13.14") && !DayOrder::is_open("06.13.202") && !DayOrder::is_open("1/2"));
    }

    #[test]
    fn one_day_against_none_is_a_doubt() {
        let doubt = |cells: &[&str]| seen(cells).doubt().map(|(_, _, at)| at.0);
        assert_eq!(doubt(&["06/03/2024", "06/13/2024", "07/03/2024"]), Some(2));
        assert_eq!(doubt(&["06/03/2024", "06/13/2024", "06/13/2024"]), Some(2));
        assert_eq!(doubt(&["06/03/2024", "06/13/2024", "06/14/2024"]), None);
        assert_eq!(doubt(&["06/03/2024", "06/13/2024", "13/06/2024"]), None);
        // Nothing is turned by it.
        assert_eq!(doubt(&["2024-06-03", "06/13/2024", "6/6/2024"]), None);
    }

    #[test]
    fn what_a_person_says_counts() {
        let cells = ["06/03/2024", "06/13/2024"];
        assert_eq!(read(asked(Some("month-first")), &cells), "2024-06-03 2024-06-13");
        assert_eq!(read(asked(Some("day-first")), &cells), "2024-03-06 –");
        let told = |month: MonthPlace| day_in(month, "06/03/2024", None).and_then(|(_, told)| told).is_some();
        assert!(told(asked(None)) && !told(asked(Some("day-first"))) && !told(asked(Some("month-first"))));
    }
}
