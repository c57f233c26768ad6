//! Whether a column of days has the month first, which no cell alone can say.

use super::day::{day_told, local_day};
use crate::{
    message::{Message, message},
    model::{Date, Zone},
};

/// What the days of a column that are written in two small numbers and a year show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DayOrder {
    day_first: bool,
    month_first: bool,
}

impl DayOrder {
    /// Takes a cell into account.
    pub fn see(&mut self, cell: &str) {
        if let Some((one, two)) = numbers(cell).map(|(one, two, _)| (one, two)) {
            let (one, two) = (one.parse().unwrap_or(0), two.parse().unwrap_or(0));
            self.day_first |= matches!((one, two), (13..=31, 1..=12));
            self.month_first |= matches!((one, two), (1..=12, 13..=31));
        }
    }

    /// Whether a cell can be read in either order, or shows one.
    pub fn is_open(cell: &str) -> bool {
        numbers(cell).is_some()
    }

    /// The day of a cell of the column, and what is to be said of how it was read: a reason, the same for all of a kind, and
    /// a fix.
    pub fn day(self, cell: &str, zone: Option<Zone>) -> Option<(Date, Option<(Message, Message)>)> {
        let Some((month, day, rest)) = numbers(cell).filter(|_| self.month_first && !self.day_first) else {
            return day_told(cell, zone);
        };
        let day = local_day(&format!("{day}{mark}{month}{rest}", mark = &rest[..1]), zone)?;
        let first = || {
            let reason = message!("the days have the month first, as one that can be read in no other way shows");
            (reason, message!("Nothing needs to be done"))
        };
        Some((day.date, Some(day.told().unwrap_or_else(first))))
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

    #[test]
    fn a_column_shows_its_order() {
        let of = |cells: &[&str]| {
            let mut order = DayOrder::default();
            cells.iter().for_each(|cell| order.see(cell));
            let day = |cell: &&str| order.day(cell, None).map_or("–".to_owned(), |(date, _)| date.to_string());
            cells.iter().map(day).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(of(&["06/03/2024", "06/13/2024", "2024-06-03"]), "2024-06-03 2024-06-13 2024-06-03");
        assert_eq!(of(&["6-3-24", "6-13-24 10:15"]), "2024-06-03 2024-06-13");
        assert_eq!(of(&["06/03/2024", "13/06/2024"]), "2024-03-06 2024-06-13");
        assert_eq!(of(&["06/03/2024", "06/13/2024", "13/06/2024"]), "2024-03-06 – 2024-06-13");
        assert_eq!(of(&["06/03/2024", "a", ""]), "2024-03-06 – –");
        assert!(!DayOrder::is_open("192.168.13.14") && !DayOrder::is_open("06.13.202") && !DayOrder::is_open("1/2"));
    }
}
