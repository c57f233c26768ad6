//! The fields of a JSON object of another program, taken one by one, so that what nobody took can be named.

use serde_json::{Map, Value};

use super::{tally::FileTally, unplaced::FieldContent};
use crate::{
    message::{Message, message},
    model::Timestamp,
};

/// Fields that were not taken yet.
#[derive(Debug, Clone, Default)]
pub struct UntakenFields(pub Map<String, Value>);

impl UntakenFields {
    /// The fields of a value that is an object.
    pub fn of(value: Value) -> Option<Self> {
        match value {
            Value::Object(map) => Some(Self(map)),
            _ => None,
        }
    }

    /// Any value that is not null.
    pub fn value(&mut self, name: &str) -> Option<Value> {
        self.0.remove(name).filter(|value| !value.is_null())
    }

    /// A string that is not empty.
    pub fn words(&mut self, name: &str) -> Option<String> {
        match self.0.get(name) {
            Some(Value::String(words)) if !words.is_empty() => {}
            _ => return None,
        }
        match self.0.remove(name) {
            Some(Value::String(words)) => Some(words),
            _ => None,
        }
    }

    /// A string or a whole number as a name.
    pub fn name(&mut self, name: &str) -> Option<String> {
        match self.0.get(name)? {
            Value::Number(number) => {
                let made = number.to_string();
                self.0.remove(name);
                Some(made)
            }
            _ => self.words(name),
        }
    }

    /// A whole number from 0, also where it is written `3.0`.
    pub fn whole(&mut self, name: &str) -> Option<usize> {
        let number = whole(self.0.get(name)?)?;
        self.0.remove(name);
        Some(number)
    }

    /// A number.
    pub fn number(&mut self, name: &str) -> Option<f64> {
        let number = self.0.get(name)?.as_f64()?;
        self.0.remove(name);
        Some(number)
    }

    /// Whether the field is there and true.
    pub fn is_true(&mut self, name: &str) -> bool {
        self.0.remove(name) == Some(Value::Bool(true))
    }

    /// The items of a list; none if there is no list.
    pub fn list(&mut self, name: &str) -> Vec<Value> {
        match self.0.get_mut(name) {
            Some(Value::Array(list)) => {
                let list = std::mem::take(list);
                self.0.remove(name);
                list
            }
            _ => Vec::new(),
        }
    }

    /// An object.
    pub fn object(&mut self, name: &str) -> Option<Self> {
        self.0.get(name)?.as_object()?;
        self.0.remove(name).and_then(Self::of)
    }

    /// A moment as `2024-07-08T09:30:00.123456Z`, parts of seconds cut.
    pub fn moment(&mut self, name: &str) -> Option<Timestamp> {
        let made = format!("{}Z", self.0.get(name)?.as_str()?.get(..19)?).parse().ok()?;
        self.0.remove(name);
        Some(made)
    }

    /// Counts everything that is left and says something: the field “x” of a task. What looks like marks is no note.
    pub fn leave(self, of: Message, tally: &FileTally, at: (usize, usize)) {
        for (name, value) in self.0 {
            if !says_nothing(&value) {
                let marks = FieldContent::of(&name, &value) == FieldContent::Marks;
                let name = super::tally::shortened(&name);
                let field = message!("the field “{name}” of {record}", name = name, record = &of);
                if marks {
                    tally.lost(field, at);
                } else {
                    tally.no_place(field, at);
                }
            }
        }
    }
}

/// Whether a value is there and says nothing: `null`, false, and what is empty.
pub fn says_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(words) => words.is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => map.is_empty(),
        Value::Bool(is) => !is,
        Value::Number(_) => false,
    }
}

/// A whole number from 0, also where it is written `3.0` or `"3"`.
pub fn whole(value: &Value) -> Option<usize> {
    if let Some(digits) = value.as_str() {
        return digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?;
    }
    let exact = value.as_u64().and_then(|number| usize::try_from(number).ok());
    // Above 2^53 a float says nothing exact.
    let float = || value.as_f64().filter(|f| f.fract() == 0.0 && (0.0..9e15).contains(f)).map(|f| f as usize);
    exact.or_else(float)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_taken_if_they_are_what_is_wanted() {
        let mut fields = UntakenFields::of(serde_json::json!({
            "a": 3.0, "b": -1, "c": "x", "d": 7, "at": "2024-07-08T09:30:00.12Z", "e": 1e300, "f": [1]
        }))
        .unwrap();
        assert_eq!(fields.whole("a"), Some(3));
        assert_eq!((fields.whole("b"), fields.whole("e")), (None, None));
        assert_eq!((fields.name("c"), fields.name("d")), (Some("x".into()), Some("7".into())));
        assert_eq!(fields.moment("at").unwrap().to_string(), "2024-07-08T09:30:00Z");
        assert_eq!(fields.list("f").len(), 1);
        assert_eq!(fields.0.len(), 2);
    }
}
