//! Values by name: what is known of an article and has no field of its own (its section, its author, its length in the
//! database that it came from), and what the fields of one's own hold.

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use super::{Date, EntityId};

/// Variables by name, as the source names them.
pub type Variables = BTreeMap<String, Variable>;

/// The value of a variable.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Variable {
    Text(String),
    Number(Number),
    Date(Date),
    List(Vec<String>),
    YesNo(bool),
    Entity(EntityId),
}

/// A number that is one: neither NaN nor infinite. Equal numbers are written alike.
#[derive(Debug, Clone, Copy)]
pub struct Number(f64);

impl Number {
    pub fn new(number: f64) -> Option<Self> {
        // Minus nothing is nothing.
        number.is_finite().then_some(Self(number + 0.0))
    }

    pub fn get(self) -> f64 {
        self.0
    }

    /// The number that these digits are, if it says exactly the same: `007`, `1e3` and what has more digits than a
    /// number holds stay text.
    pub fn exactly(digits: &str) -> Option<Self> {
        let number = digits.parse().ok().and_then(Self::new)?;
        (number.to_string() == digits).then_some(number)
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.0.total_cmp(&other.0).is_eq()
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.0)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = f64::deserialize(deserializer)?;
        Self::new(number).ok_or_else(|| D::Error::custom(format!("“{number}” is not a number that can be kept")))
    }
}

impl Variable {
    /// What a cell of a table says: a day, a number, else text; `None` for an empty one.
    pub fn of_cell(cell: &str) -> Option<Self> {
        let cell = cell.trim();
        if cell.is_empty() {
            return None;
        }
        // Four digits are a number before they are a year.
        let day = || cell.parse().ok().filter(|_| cell.len() > 4).map(Self::Date);
        let number = || Number::exactly(cell).map(Self::Number);
        Some(day().or_else(number).unwrap_or_else(|| Self::Text(cell.to_owned())))
    }

    /// The name of its type in files and tables.
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Text(_) => "text",
            Self::Number(_) => "number",
            Self::Date(_) => "date",
            Self::List(_) => "list",
            Self::YesNo(_) => "yes_no",
            Self::Entity(_) => "entity",
        }
    }
}

/// As a cell of a table holds it; the entries of a list with semicolons between them.
impl fmt::Display for Variable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => number.fmt(f),
            Self::Date(date) => date.fmt(f),
            Self::List(entries) => f.write_str(&entries.join("; ")),
            Self::YesNo(is_so) => is_so.fmt(f),
            Self::Entity(entity) => entity.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_become_what_they_say_and_no_digit_is_lost() {
        let of = |cell| Variable::of_cell(cell).map(|variable| (variable.type_name(), variable.to_string()));
        assert_eq!(of(" "), None);
        assert_eq!(of("531"), Some(("number", "531".into())));
        assert_eq!(of("-0.5"), Some(("number", "-0.5".into())));
        for text in ["007", "1e3", "+62811", "12345678901234567890", "NaN", "inf", "1,5", "2024-13"] {
            assert_eq!(of(text), Some(("text", text.into())));
        }
        assert_eq!(of("2024-07"), Some(("date", "2024-07".into())));
        assert_eq!(of("2024"), Some(("number", "2024".into())));
        assert_eq!(of("2024-07-08"), Some(("date", "2024-07-08".into())));
        assert_eq!(Variable::List(vec!["a".into(), "b".into()]).to_string(), "a; b");
        assert_eq!(Number::new(-0.0), Number::new(0.0));
        assert_eq!(Number::new(f64::NAN), None);
    }
}
