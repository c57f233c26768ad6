//! Whether a column of days has the month first, which no cell alone can say.

use std::borrow::Cow;

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

    /// Whether its days have the month first: some can be read in no other way, and none has the day first.
    pub fn is_month_first(self) -> bool {
        self.month_first && !self.day_first
    }

    /// A cell of the column with its day first.
    pub fn day_first(self, cell: &str) -> Cow<'_, str> {
        match numbers(cell).filter(|_| self.is_month_first()) {
            Some((month, day, rest)) => {
                let mark = &rest[..1];
                Cow::Owned(format!("{day}{mark}{month}{rest}"))
            }
            None => Cow::Borrowed(cell),
        }
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
            cells.iter().map(|cell| order.day_first(cell).into_owned()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(of(&["06/03/2024", "06/13/2024", "2024-06-03"]), "03/06/2024 13/06/2024 2024-06-03");
        assert_eq!(of(&["6-3-24", "6-13-24 10:15"]), "3-6-24 13-6-24 10:15");
        assert_eq!(of(&["06/03/2024", "13/06/2024"]), "06/03/2024 13/06/2024");
        assert_eq!(of(&["06/03/2024", "06/13/2024", "13/06/2024"]), "06/03/2024 06/13/2024 13/06/2024");
        assert_eq!(of(&["06/03/2024", "1/2", "a", ""]), "06/03/2024 1/2 a ");
        assert_eq!(of(&["192.168.13.14", "06.13.202"]), "192.168.13.14 06.13.202");
    }
}
