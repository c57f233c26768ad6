//! Calendar days and moments, ISO 8601 in files.

use std::{fmt, str::FromStr};

use jiff::{SignedDuration, civil};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::message::{Message, message};

const EPOCH: civil::Date = civil::date(1970, 1, 1);
const HOURS_OF_A_DAY: i64 = 24;

/// A day of the Gregorian calendar that exists, or as much of it as is known: `2024-07-08`, `2024-07`, `2024` (ISO 8601,
/// EDTF level 0). What is less exact comes before the days within it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i16,
    /// 0: not known.
    month: u8,
    /// 0: not known.
    day: u8,
}

impl Date {
    /// As much as is known; `None` for what does not exist, and for a day without its month.
    pub fn partial(year: i16, month: Option<u8>, day: Option<u8>) -> Option<Self> {
        let whole = Self::new(year, month.unwrap_or(1), day.unwrap_or(1))?;
        match (month, day) {
            (None, Some(_)) => None,
            _ => Some(Self { month: month.unwrap_or(0), day: day.unwrap_or(0), ..whole }),
        }
    }

    /// Whether the day is known.
    pub fn is_day(self) -> bool {
        self.day != 0
    }

    /// The first day that it can be.
    pub fn first_day(self) -> Self {
        Self { month: self.month.max(1), day: self.day.max(1), ..self }
    }

    /// The last day that it can be.
    pub fn last_day(self) -> Self {
        let month = if self.month == 0 { 12 } else { self.month };
        let last = || Self { month, ..self }.first_day().civil().last_of_month();
        if self.is_day() { self } else { Self::of(last()) }
    }

    /// Whether both may be one day: they say the same as far as both go.
    pub fn may_be(self, other: Self) -> bool {
        let same = |a: u8, b: u8| a == 0 || b == 0 || a == b;
        self.year == other.year && same(self.month, other.month) && same(self.day, other.day)
    }

    /// `None` for a day that does not exist, or a year outside 1 to 9999.
    pub fn new(year: i16, month: u8, day: u8) -> Option<Self> {
        let civil = civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        (year >= 1).then(|| Self::of(civil))
    }

    fn of(civil: civil::Date) -> Self {
        Self { year: civil.year(), month: civil.month().unsigned_abs(), day: civil.day().unsigned_abs() }
    }

    /// Its first day, as the library of dates has it.
    fn civil(self) -> civil::Date {
        let Self { year, month, day } = self.first_day();
        civil::date(year, month as i8, day as i8)
    }

    pub fn year(self) -> i16 {
        self.year
    }
    /// 0 if it is not known.
    pub fn month(self) -> u8 {
        self.month
    }
    /// 0 if it is not known.
    pub fn day(self) -> u8 {
        self.day
    }

    /// Days from 1970-01-01 to its first day (negative: before).
    pub fn days(self) -> i64 {
        self.civil().duration_since(EPOCH).as_hours() / HOURS_OF_A_DAY
    }

    /// The day so many days later (negative: earlier); `None` outside the years 1 to 9999.
    pub fn plus(self, days: i64) -> Option<Self> {
        let civil =
            self.civil().checked_add(SignedDuration::try_from_hours(days.checked_mul(HOURS_OF_A_DAY)?)?).ok()?;
        (civil.year() >= 1).then(|| Self::of(civil))
    }

    /// The Monday of its week (ISO 8601).
    pub fn monday(self) -> Self {
        let since_monday = self.civil().weekday().to_monday_zero_offset();
        self.plus(-i64::from(since_monday)).unwrap_or(self)
    }
}

impl FromStr for Date {
    type Err = Message;

    fn from_str(text: &str) -> Result<Self, Message> {
        let wrong = || message!("“{text}” is not a date like 2024-07-08, 2024-07 or 2024", text = text);
        let number = |part: &str, len: usize| {
            let good = part.len() == len && part.bytes().all(|byte| byte.is_ascii_digit());
            good.then(|| part.parse::<i16>().ok()).flatten().ok_or_else(wrong)
        };
        let two = |part: Option<&str>| part.map(|part| number(part, 2).map(|number| number as u8)).transpose();
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next().unwrap_or(""), parts.next(), parts.next());
        if parts.next().is_some() {
            return Err(wrong());
        }
        Self::partial(number(year, 4)?, two(month)?, two(day)?).ok_or_else(wrong)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        for part in [self.month, self.day].into_iter().filter(|part| *part != 0) {
            write!(f, "-{part:02}")?;
        }
        Ok(())
    }
}

/// Seconds since 1970-01-01 UTC; written `2024-07-08T09:30:00Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(pub u64);

impl Timestamp {
    /// The system's clock; 1970 if it stands before that.
    pub fn now() -> Self {
        Self(std::time::UNIX_EPOCH.elapsed().map_or(0, |since| since.as_secs()))
    }

    /// Whether it is a moment that somebody told: a conversion has none, and stamps nothing.
    pub fn is_known(self) -> bool {
        self.0 > 0
    }

    /// As files write it; empty where nobody knows it.
    pub fn told(self) -> String {
        if self.is_known() { self.to_string() } else { String::new() }
    }

    /// The day in UTC; the last one of the year 9999 for anything later.
    pub fn date(self) -> Date {
        let days = i64::try_from(self.0 / 86_400).unwrap_or(i64::MAX);
        Date::of(EPOCH).plus(days).unwrap_or(Date { year: 9999, month: 12, day: 31 })
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = self.date();
        let rest = self.0 % 86_400;
        write!(f, "{day}T{:02}:{:02}:{:02}Z", rest / 3_600, rest / 60 % 60, rest % 60)
    }
}

impl FromStr for Timestamp {
    type Err = Message;

    fn from_str(text: &str) -> Result<Self, Message> {
        let wrong = || message!("“{text}” is not a moment like 2024-07-08T09:30:00Z", text = text);
        let (date, time) = text.strip_suffix('Z').and_then(|t| t.split_once('T')).ok_or_else(wrong)?;
        let date: Date = date.parse().ok().filter(|date: &Date| date.is_day()).ok_or_else(wrong)?;
        let parts: Vec<u64> = time
            .split(':')
            .map(|p| p.parse().ok().filter(|_| p.len() == 2))
            .collect::<Option<_>>()
            .ok_or_else(wrong)?;
        let &[hour, minute, second] = parts.as_slice() else { return Err(wrong()) };
        if date.year < 1970 || hour > 23 || minute > 59 || second > 59 {
            return Err(wrong());
        }
        Ok(Self(date.days() as u64 * 86_400 + hour * 3_600 + minute * 60 + second))
    }
}

macro_rules! as_text {
    ($($name:ty),*) => {$(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}

as_text!(Date, Timestamp);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_that_exist() {
        assert_eq!("2024-02-29".parse::<Date>().unwrap().to_string(), "2024-02-29");
        for bad in [
            "2023-02-29",
            "2024-13-01",
            "2024-7-8",
            "2024-07-08-01",
            "",
            "x",
            "2024-00-10",
            "2024-00",
            "2024-",
            "24",
            "2024-1",
        ] {
            assert!(bad.parse::<Date>().is_err(), "{bad:?}");
        }
    }

    #[test]
    fn what_is_known_of_a_day() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        let days = |text: &str| (date(text).first_day().to_string(), date(text).last_day().to_string());
        for same in ["2017", "2017-05", "2017-05-09"] {
            assert_eq!(date(same).to_string(), same);
            assert_eq!(date(same).days(), date(same).first_day().days());
        }
        assert_eq!(days("2017"), ("2017-01-01".to_owned(), "2017-12-31".to_owned()));
        assert_eq!(days("2024-02"), ("2024-02-01".to_owned(), "2024-02-29".to_owned()));
        assert_eq!(days("2024-02-03"), ("2024-02-03".to_owned(), "2024-02-03".to_owned()));
        assert!(["2016-12-31", "2017", "2017-05", "2017-05-01", "2017-06", "2018"].map(date).is_sorted());
        assert!(date("2017").may_be(date("2017-05")) && !date("2017-06").may_be(date("2017-05-01")));
        assert_eq!(Date::partial(2017, None, Some(3)), None);
        assert_eq!(date("2024-07").monday(), date("2024-07-01"));
    }

    #[test]
    fn every_day_for_four_hundred_years_comes_back() {
        for day in 0..146_097 {
            let moment = Timestamp(day * 86_400 + 3_661);
            assert_eq!(moment.to_string().parse(), Ok(moment));
        }
        let day = |text: &str| text.parse::<Date>().unwrap();
        assert_eq!(day("2024-11-27").days() - day("2024-08-27").days(), 92);
        assert_eq!(day("2024-02-28").plus(2), Some(day("2024-03-01")));
        assert_eq!((day("2024-07-08").monday(), day("2024-07-14").monday()), (day("2024-07-08"), day("2024-07-08")));
        assert_eq!(day("0001-01-01").plus(-1), None);
        assert_eq!(Timestamp(1_720_431_000).to_string(), "2024-07-08T09:30:00Z");
    }
}
