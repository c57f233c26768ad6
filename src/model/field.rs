//! Fields of one's own: what a project codes of its statements, mentions and articles besides what every project does.
//! Defined in `project.ron`; the values stand with the records, by the field's key.

use std::collections::BTreeSet;

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

use super::{EntityId, KindKey, Variable, Variables};
use crate::message::{Language, Message, Names, message};

/// A field of one's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// What files, tables and programs call it.
    pub key: FieldKey,
    pub on: FieldOwner,
    #[serde(rename = "type")]
    pub kind: FieldType,
    /// As people read it, in English.
    pub name: String,
    /// The same in Indonesian; empty: the English one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name_id: String,
    /// What is to be coded, in English.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub help: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub help_id: String,
    /// What a record has in it when it is made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<Variable>,
    /// Whether every record is to have a value.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
}

/// What a field is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldOwner {
    Statement,
    Mention,
    /// What one set says of the article as a whole.
    Article,
}

/// What a field takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldType {
    Text,
    Number,
    Date,
    YesNo,
    /// One of a list.
    One(Vec<FieldChoice>),
    /// Any of a list, in its order.
    Several(Vec<FieldChoice>),
    /// An entity of one of these kinds.
    Entity(Vec<KindKey>),
}

/// One entry of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldChoice {
    /// The value in files and tables.
    pub key: String,
    /// As people read it, in English; empty: the key.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name_id: String,
}

/// The key of a field: small letters, digits and `_`, a letter first, so that it can be a column or an attribute anywhere.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct FieldKey(String);

/// Letters of a key.
const LONGEST_KEY: usize = 60;

impl FieldKey {
    pub fn new(key: &str) -> Result<Self, Message> {
        let good = key.len() <= LONGEST_KEY
            && key.starts_with(|c: char| c.is_ascii_lowercase())
            && key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        if good {
            return Ok(Self(key.to_owned()));
        }
        Err(message!(
            "“{key}” is not the key of a field: it begins with a small letter and has small letters, digits and “_” \
             only, at most {most}",
            key = key,
            most = LONGEST_KEY
        ))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for FieldKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(&String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

impl FieldOwner {
    pub const ALL: [Self; 3] = [Self::Statement, Self::Mention, Self::Article];

    /// As files and tables name it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Statement => "statement",
            Self::Mention => "mention",
            Self::Article => "article",
        }
    }
}

impl FieldType {
    /// As files and tables name it.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Date => "date",
            Self::YesNo => "yes_no",
            Self::One(_) => "one",
            Self::Several(_) => "several",
            Self::Entity(_) => "entity",
        }
    }

    /// The entries of its list; none if it has no list.
    pub fn choices(&self) -> &[FieldChoice] {
        match self {
            Self::One(choices) | Self::Several(choices) => choices,
            _ => &[],
        }
    }

    /// Whether it is one of few: then agreement is κ.
    pub fn is_choice(&self) -> bool {
        matches!(self, Self::YesNo | Self::One(_))
    }

    /// What it takes, within a sentence.
    pub fn wanted(&self) -> Message {
        match self {
            Self::Text => message!("text"),
            Self::Number => message!("a number"),
            Self::Date => message!("a date"),
            Self::YesNo => message!("yes or no"),
            Self::One(_) => message!("one of its list"),
            Self::Several(_) => message!("some of its list"),
            Self::Entity(_) => message!("an entity"),
        }
    }
}

/// A text in the language of the window, where it is there in that language.
fn spoken<'a>(language: Language, english: &'a str, indonesian: &'a str) -> &'a str {
    if language == Language::Indonesian && !indonesian.is_empty() { indonesian } else { english }
}

impl FieldChoice {
    pub fn name_in(&self, language: Language) -> &str {
        let name = spoken(language, &self.name, &self.name_id);
        if name.is_empty() { &self.key } else { name }
    }
}

impl Field {
    pub fn name_in(&self, language: Language) -> &str {
        let name = spoken(language, &self.name, &self.name_id);
        if name.is_empty() { self.key.as_str() } else { name }
    }

    /// Its name within a sentence, in the language of whoever reads it.
    pub fn spoken_name(&self) -> Names {
        Names::new(self.name_in(Language::English), self.name_in(Language::Indonesian))
    }

    pub fn help_in(&self, language: Language) -> &str {
        spoken(language, &self.help, &self.help_id)
    }

    /// What is wrong with the definition by itself.
    pub fn wrong(&self) -> Option<Message> {
        let choices = self.kind.choices();
        let mut seen = BTreeSet::new();
        let empty = matches!(self.kind, FieldType::One(_) | FieldType::Several(_)) && choices.is_empty();
        if empty {
            return Some(message!(
                "the list of the field {field} is empty: give it an entry",
                field = self.key.as_str()
            ));
        }
        for choice in choices {
            let key = choice.key.as_str();
            if key.trim() != key || key.is_empty() || key.contains(|c: char| c.is_control() || c == ';') {
                return Some(message!(
                    "“{choice}” cannot be an entry of the field {field}: it has no “;”, no line break, and no space at \
                     its ends",
                    choice = key,
                    field = self.key.as_str()
                ));
            }
            if !seen.insert(key) {
                return Some(message!(
                    "“{choice}” stands twice in the list of the field {field}: remove one",
                    choice = key,
                    field = self.key.as_str()
                ));
            }
        }
        if matches!(&self.kind, FieldType::Entity(kinds) if kinds.is_empty()) {
            return Some(message!("the field {field} takes entities of no kind: name one", field = self.key.as_str()));
        }
        let default = self.default.as_ref()?;
        self.misfit(default, &|_| None).map(|reason| {
            message!(
                "the default of the field {field} does not fit it: {reason}",
                field = self.key.as_str(),
                reason = reason
            )
        })
    }

    /// Why a value does not fit; `kind_of` tells the kind of an entity, where it is known.
    pub fn misfit(&self, value: &Variable, kind_of: &dyn Fn(&EntityId) -> Option<KindKey>) -> Option<Message> {
        let known = |key: &String| self.kind.choices().iter().any(|choice| choice.key == *key);
        let not_listed = |key: &str| Some(message!("“{value}” is not in its list", value = key));
        match (&self.kind, value) {
            (FieldType::Text, Variable::Text(_))
            | (FieldType::Number, Variable::Number(_))
            | (FieldType::Date, Variable::Date(_))
            | (FieldType::YesNo, Variable::YesNo(_)) => None,
            (FieldType::One(_), Variable::Text(key)) if known(key) => None,
            (FieldType::One(_), Variable::Text(key)) => not_listed(key),
            (FieldType::Several(_), Variable::List(keys)) => {
                keys.iter().find(|key| !known(key)).and_then(|key| not_listed(key))
            }
            (FieldType::Entity(kinds), Variable::Entity(entity)) => {
                let other = kind_of(entity).filter(|kind| !kinds.contains(kind))?;
                Some(message!("“{entity}” is a {kind}", entity = entity.as_str(), kind = other.as_str()))
            }
            _ => Some(message!("“{value}” is not {wanted}", value = value.to_string(), wanted = self.kind.wanted())),
        }
    }

    /// The value that words say, as a cell or a text field holds them; `Ok(None)` if they are empty.
    pub fn read(&self, words: &str) -> Result<Option<Variable>, Message> {
        let words = words.trim();
        if words.is_empty() {
            return Ok(None);
        }
        let wrong = || message!("“{value}” is not {wanted}", value = words, wanted = self.kind.wanted());
        let value = match &self.kind {
            FieldType::Text | FieldType::One(_) => Variable::Text(words.to_owned()),
            FieldType::Number => {
                let number = words.parse().ok().and_then(super::Number::new);
                Variable::Number(number.ok_or_else(wrong)?)
            }
            FieldType::Date => Variable::Date(words.parse().map_err(|_| wrong())?),
            FieldType::YesNo => match words {
                "true" | "1" | "yes" | "ya" => Variable::YesNo(true),
                "false" | "0" | "no" | "tidak" => Variable::YesNo(false),
                _ => return Err(wrong()),
            },
            FieldType::Several(choices) => {
                let said: BTreeSet<&str> = words.split(';').map(str::trim).filter(|one| !one.is_empty()).collect();
                let known = choices.iter().map(|choice| choice.key.as_str()).filter(|key| said.contains(key));
                let known: Vec<String> = known.map(str::to_owned).collect();
                let unknown = said.into_iter().filter(|one| !known.iter().any(|key| key == one));
                Variable::List(known.iter().cloned().chain(unknown.map(str::to_owned)).collect())
            }
            FieldType::Entity(_) => Variable::Entity(EntityId::new(words).map_err(|_| wrong())?),
        };
        match self.misfit(&value, &|_| None) {
            Some(reason) => Err(reason),
            None => Ok(Some(value)),
        }
    }
}

/// The entities that values are.
pub fn entities_in(values: &Variables) -> impl Iterator<Item = &EntityId> {
    values.values().filter_map(|value| match value {
        Variable::Entity(entity) => Some(entity),
        _ => None,
    })
}

/// Whether two records can be one: no field has another value in both.
pub fn values_agree(one: &Variables, other: &Variables) -> bool {
    one.iter().all(|(key, value)| other.get(key).is_none_or(|there| there == value))
}

/// Moves values that are an entity to another one, or takes them away; true if there was one.
pub fn repoint_values(values: &mut Variables, from: &EntityId, into: Option<&EntityId>) -> bool {
    let is = |value: &Variable| matches!(value, Variable::Entity(entity) if entity == from);
    let keys: Vec<String> = values.iter().filter(|(_, value)| is(value)).map(|(key, _)| key.clone()).collect();
    for key in &keys {
        match into {
            Some(into) => drop(values.insert(key.clone(), Variable::Entity(into.clone()))),
            None => drop(values.remove(key)),
        }
    }
    !keys.is_empty()
}

/// Fills what one lacks with what another says.
pub fn fill_values(values: &mut Variables, other: &Variables) {
    for (key, value) in other {
        values.entry(key.clone()).or_insert_with(|| value.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub fn field(kind: FieldType) -> Field {
        Field {
            key: FieldKey::new("stage").unwrap(),
            on: FieldOwner::Statement,
            kind,
            name: "Stage".into(),
            name_id: String::new(),
            help: String::new(),
            help_id: String::new(),
            default: None,
            required: false,
        }
    }

    fn choices(keys: &[&str]) -> Vec<FieldChoice> {
        let choice = |key: &&str| FieldChoice { key: (*key).to_owned(), name: String::new(), name_id: String::new() };
        keys.iter().map(choice).collect()
    }

    #[test]
    fn keys_can_be_columns_everywhere() {
        for good in ["stage", "a", "speaker_level", "x2"] {
            assert!(FieldKey::new(good).is_ok(), "{good}");
        }
        for bad in ["", "Stage", "2x", "_x", "a-b", "a b", "tahap é", &"x".repeat(61)] {
            assert!(FieldKey::new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn words_become_values_of_the_type_or_are_refused() {
        let read = |kind: FieldType, words: &str| field(kind).read(words).map_err(|wrong| wrong.to_string());
        assert_eq!(read(FieldType::Number, " "), Ok(None));
        assert_eq!(read(FieldType::Number, "2.50").unwrap().unwrap().to_string(), "2.5");
        assert!(read(FieldType::Number, "2,5").unwrap_err().contains("is not a number"));
        assert!(read(FieldType::Number, "NaN").is_err());
        assert_eq!(read(FieldType::YesNo, "ya"), Ok(Some(Variable::YesNo(true))));
        assert!(read(FieldType::YesNo, "maybe").is_err());
        assert_eq!(read(FieldType::Date, "2024-07").unwrap().unwrap().type_name(), "date");
        assert!(read(FieldType::Date, "2024-02-30").is_err());
        let one = || FieldType::One(choices(&["talks", "registered"]));
        assert_eq!(read(one(), "talks"), Ok(Some(Variable::Text("talks".into()))));
        assert!(read(one(), "Talks").unwrap_err().contains("not in its list"));
        let several = FieldType::Several(choices(&["a", "b", "c"]));
        assert_eq!(read(several.clone(), "c; a;c"), Ok(Some(Variable::List(vec!["a".into(), "c".into()]))));
        assert!(read(several, "a; d").is_err());
        let party = FieldType::Entity(vec![KindKey::party()]);
        assert_eq!(read(party, "party:pks").unwrap().unwrap().type_name(), "entity");
    }

    #[test]
    fn a_definition_that_cannot_be_used_is_told() {
        let wrong = |kind: FieldType| field(kind).wrong().map(|wrong| wrong.to_string()).unwrap_or_default();
        assert_eq!(wrong(FieldType::Text), "");
        assert!(wrong(FieldType::One(Vec::new())).contains("empty"));
        assert!(wrong(FieldType::One(choices(&["a", "a"]))).contains("twice"));
        assert!(wrong(FieldType::Several(choices(&["a;b"]))).contains("cannot be an entry"));
        assert!(wrong(FieldType::Entity(Vec::new())).contains("no kind"));
        let odd = Field { default: Some(Variable::Text("x".into())), ..field(FieldType::Number) };
        assert!(odd.wrong().is_some_and(|wrong| wrong.to_string().contains("default")));
    }

    #[test]
    fn an_entity_that_goes_takes_its_values_along() {
        let id = |id: &str| EntityId::new(id).unwrap();
        let mut values: Variables =
            [("by".to_owned(), Variable::Entity(id("party:a"))), ("n".to_owned(), Variable::YesNo(true))].into();
        assert!(repoint_values(&mut values, &id("party:a"), Some(&id("party:b"))));
        assert_eq!(values["by"], Variable::Entity(id("party:b")));
        assert!(!repoint_values(&mut values, &id("party:a"), None));
        assert!(repoint_values(&mut values, &id("party:b"), None));
        assert_eq!(values.len(), 1);
    }
}
