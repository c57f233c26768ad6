//! The clock of the readers: what day it was for them when something came out.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::message::{Message, message};

/// How far clocks are ahead of UTC, in minutes; written `+07:00`. Without summer time: a place that has one is an hour off
/// for a part of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Zone(i16);

/// Clocks of Indonesia by their names.
const NAMED: [(&str, i16); 4] = [("UTC", 0), ("WIB", 7 * 60), ("WITA", 8 * 60), ("WIT", 9 * 60)];

impl Zone {
    /// Western Indonesia.
    pub const JAKARTA: Self = Self(7 * 60);

    /// Minutes ahead of UTC; negative: behind it.
    pub fn minutes(self) -> i64 {
        i64::from(self.0)
    }
}

impl FromStr for Zone {
    type Err = Message;

    /// `+07:00`, `+7`, `-03:30`, `UTC+7`, `WITA`.
    fn from_str(text: &str) -> Result<Self, Message> {
        let wrong = || {
            message!(
                "“{text}” is not a time zone: write how far its clocks are ahead of UTC, as +07:00 or -03:00",
                text = text
            )
        };
        let upper = text.trim().to_uppercase();
        if let Some((_, minutes)) = NAMED.iter().find(|(name, _)| *name == upper) {
            return Ok(Self(*minutes));
        }
        let told = upper.strip_prefix("UTC").or_else(|| upper.strip_prefix("GMT")).unwrap_or(&upper);
        let (behind, told) = match (told.strip_prefix('+'), told.strip_prefix(['-', '−'])) {
            (Some(ahead), _) => (false, ahead),
            (_, Some(behind)) => (true, behind),
            _ => return Err(wrong()),
        };
        let number = |digits: &str| match digits.len() {
            1 | 2 if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.parse::<i16>().ok(),
            _ => None,
        };
        let (hours, minutes) = match told.split_once(':') {
            Some((hours, minutes)) => (number(hours), number(minutes)),
            None if told.len() == 4 => (told.get(..2).and_then(number), told.get(2..).and_then(number)),
            None => (number(told), Some(0)),
        };
        let (Some(hours), Some(minutes @ 0..60)) = (hours, minutes) else { return Err(wrong()) };
        let ahead = if behind { -(hours * 60 + minutes) } else { hours * 60 + minutes };
        if (-12 * 60..=14 * 60).contains(&ahead) { Ok(Self(ahead)) } else { Err(wrong()) }
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { '-' } else { '+' };
        write!(f, "{sign}{:02}:{:02}", self.0.abs() / 60, self.0.abs() % 60)
    }
}

impl From<Zone> for String {
    fn from(zone: Zone) -> Self {
        zone.to_string()
    }
}

impl TryFrom<String> for Zone {
    type Error = Message;

    fn try_from(text: String) -> Result<Self, Message> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_read_as_people_write_them() {
        let read = |text: &str| text.parse::<Zone>().map(|zone| zone.to_string()).ok();
        for (text, zone) in [
            ("+07:00", "+07:00"),
            ("+7", "+07:00"),
            (" utc+8 ", "+08:00"),
            ("GMT-3", "-03:00"),
            ("-0330", "-03:30"),
            ("+5:45", "+05:45"),
            ("WITA", "+08:00"),
            ("UTC", "+00:00"),
        ] {
            assert_eq!(read(text).as_deref(), Some(zone), "{text}");
        }
        for text in ["", "7", "+15", "-13:00", "+07:60", "+070", "Asia/Manila", "+7é", "+ 7", "é+00"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
