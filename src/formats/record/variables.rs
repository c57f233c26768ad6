//! Variables of an article and values of fields in a record: text, number, list, true and false as JSON has them, a day as
//! `{"date": "2024-07-08"}`, an entity as `{"entity": "party:pks"}`.

use serde::{Serialize, Serializer, de::MapAccess};
use serde_json::{Map, Value, json};

use super::json::{JsonField, Read};
use crate::{
    message::{Message, message},
    model::{EntityId, FieldOwner, FieldType, Number, Scheme, Variable, Variables},
};

/// The `meta` or the `fields` of a record.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RawVariables(pub Variables);

impl JsonField for RawVariables {
    fn wanted() -> Message {
        message!("an object, a name and a value each")
    }

    fn is_nothing(&self) -> bool {
        self.0.is_empty()
    }

    fn of_map<'de, A: MapAccess<'de>>(mut map: A) -> Result<Read<Self>, A::Error> {
        let mut variables = Variables::new();
        while let Some((name, value)) = map.next_entry::<String, Value>()? {
            if let Some(variable) = variable_of(&value) {
                variables.insert(name, variable);
            }
        }
        Ok(Read::is(Self(variables)))
    }
}

impl RawVariables {
    /// Of a JSON object as text; nothing of anything else.
    pub fn of_json(text: &str) -> Self {
        let map: Map<String, Value> = serde_json::from_str(text).unwrap_or_default();
        Self(map.iter().filter_map(|(name, value)| Some((name.clone(), variable_of(value)?))).collect())
    }

    /// As values of a project's own fields: words become what their field takes, where that is what they say. What fits
    /// no field is kept as it is; the checks find it.
    pub(super) fn of_fields(&self, scheme: &Scheme, owner: FieldOwner) -> Variables {
        let value = |(key, value): (&String, &Variable)| {
            let field = scheme.field(owner, key);
            let meant = match (field, value) {
                (Some(field), Variable::Text(words)) => field.read(words).ok().flatten(),
                (Some(field), Variable::Number(number)) if field.kind == FieldType::YesNo => {
                    field.read(&number.to_string()).ok().flatten()
                }
                _ => None,
            };
            (key.clone(), meant.unwrap_or_else(|| value.clone()))
        };
        self.0.iter().map(value).collect()
    }
}

/// What a JSON value says of an article; `None` for null. What has no type of its own is kept as the JSON it is.
pub fn variable_of(value: &Value) -> Option<Variable> {
    let exact = |number: &serde_json::Number| {
        let number = number.to_string();
        Number::exactly(&number).or_else(|| Number::exactly(number.strip_suffix(".0")?))
    };
    let day = |fields: &Map<String, Value>| match (fields.len(), fields.get("date")) {
        (1, Some(Value::String(day))) => day.parse().ok(),
        _ => None,
    };
    let entity = |fields: &Map<String, Value>| match (fields.len(), fields.get("entity")) {
        (1, Some(Value::String(id))) => EntityId::new(id).ok().map(Variable::Entity),
        _ => None,
    };
    Some(match value {
        Value::Null => return None,
        Value::String(text) => Variable::Text(text.clone()),
        Value::Number(number) => match exact(number) {
            Some(number) => Variable::Number(number),
            None => Variable::Text(number.to_string()),
        },
        Value::Array(entries) => {
            let entry = |entry: &Value| entry.as_str().map_or_else(|| entry.to_string(), str::to_owned);
            Variable::List(entries.iter().map(entry).collect())
        }
        Value::Object(fields) => match day(fields).map(Variable::Date).or_else(|| entity(fields)) {
            Some(variable) => variable,
            None => Variable::Text(value.to_string()),
        },
        Value::Bool(is_so) => Variable::YesNo(*is_so),
    })
}

impl Serialize for RawVariables {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value = |variable: &Variable| match variable {
            Variable::Text(text) => json!(text),
            Variable::Number(number) => {
                let number = number.get();
                // A whole number is written as one.
                let whole = number as i64;
                if whole as f64 == number && whole.unsigned_abs() < 1 << 53 { json!(whole) } else { json!(number) }
            }
            Variable::Date(date) => json!({ "date": date.to_string() }),
            Variable::List(entries) => json!(entries),
            Variable::YesNo(is_so) => json!(is_so),
            Variable::Entity(entity) => json!({ "entity": entity.as_str() }),
        };
        serializer.collect_map(self.0.iter().map(|(name, variable)| (name, value(variable))))
    }
}

#[cfg(test)]
mod tests {

    #[test]
    fn variables_come_back_as_they_went() {
        let line = r#"{"id":"a","text":"x","meta":{"big":"12345678901234567890","by":{"entity":"party:pks"},"day":{"date":"2024-07-08"},"half":0.5,"negated":true,"tags":["a","b"],"text":"2024-07-08","words":531},"mentions":[],"coalitions":[]}"#;
        let article = crate::formats::read_line(line).unwrap();
        let meta = &article.meta;
        assert_eq!(meta.0["words"].type_name(), "number");
        assert_eq!(meta.0["day"].type_name(), "date");
        assert_eq!(meta.0["text"].type_name(), "text");
        assert_eq!(crate::formats::write_line(&article).unwrap(), line);
        let odd = r#"{"id":"a","text":"x","meta":{"n":null,"b":true,"o":{"a":1},"big":123456789012345678901}}"#;
        let odd = crate::formats::read_line(odd).unwrap().meta;
        let said: Vec<String> = odd.0.iter().map(|(name, variable)| format!("{name}={variable}")).collect();
        assert_eq!(said[0], "b=true");
        assert_eq!(said.last().map(String::as_str), Some(r#"o={"a":1}"#));
        assert!(!odd.0.contains_key("n"));
    }
}
