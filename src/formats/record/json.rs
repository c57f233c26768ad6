//! Records as JSON objects: one table a record says which key is which field, for reading and for writing. Readers are
//! lenient where only one thing can be meant: `null`, an absent field and empty words are the same, numbers may be
//! words and words numbers. What is not what a field wants is kept beside the record, so that it costs that field only.

use std::{borrow::Cow, collections::BTreeSet, fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{MapAccess, SeqAccess, Visitor},
    ser::SerializeMap,
};
use serde_json::{Map, Number, Value};

use crate::{
    message::{Message, message},
    model::Guess,
};

/// What a record has no field for, and what its fields could not take.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Odd {
    /// Fields that are not known.
    pub more: Map<String, Value>,
    pub wrong: Vec<Wrong>,
}

/// A value that is not what its field wants.
#[derive(Debug, Clone, PartialEq)]
pub struct Wrong {
    pub key: &'static str,
    pub value: Value,
    /// What the field wants.
    pub wanted: Message,
    /// Whether it is one item of a list, whose others are what is wanted.
    pub item: bool,
}

/// What a field may be.
pub trait JsonField: Default {
    fn wanted() -> Message;

    fn is_nothing(&self) -> bool;

    fn of_words(_: &str) -> Option<Self> {
        None
    }

    fn of_number(_: &Number) -> Option<Self> {
        None
    }

    fn of_truth(_: bool) -> Option<Self> {
        None
    }

    fn of_list<'de, A: SeqAccess<'de>>(mut list: A) -> Result<Read<Self>, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element()? {
            values.push(value);
        }
        Ok(Read::not(Value::Array(values)))
    }

    fn of_map<'de, A: MapAccess<'de>>(mut map: A) -> Result<Read<Self>, A::Error> {
        let mut values = Map::new();
        while let Some((key, value)) = map.next_entry()? {
            values.insert(key, value);
        }
        Ok(Read::not(Value::Object(values)))
    }
}

/// A value as a field takes it, if there is one, and what it could not take.
pub struct Read<T> {
    value: Option<T>,
    wrong: Vec<Value>,
    items: bool,
    /// Whether it is there, as empty words.
    blank: bool,
}

impl<T> Read<T> {
    pub(super) fn is(value: T) -> Self {
        Self { value: Some(value), wrong: Vec::new(), items: false, blank: false }
    }

    fn nothing() -> Self {
        Self { value: None, wrong: Vec::new(), items: false, blank: false }
    }

    fn not(value: Value) -> Self {
        Self { value: None, wrong: vec![value], items: false, blank: false }
    }

    fn or(value: Option<T>, shown: impl FnOnce() -> Value) -> Self {
        value.map_or_else(|| Self::not(shown()), Self::is)
    }
}

impl<'de, T: JsonField> Deserialize<'de> for Read<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue(PhantomData))
    }
}

struct AnyValue<T>(PhantomData<T>);

impl<'de, T: JsonField> Visitor<'de> for AnyValue<T> {
    type Value = Read<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E>(self) -> Result<Read<T>, E> {
        Ok(Read::nothing())
    }

    fn visit_str<E>(self, words: &str) -> Result<Read<T>, E> {
        if words.is_empty() {
            return Ok(Read { blank: true, ..Read::nothing() });
        }
        Ok(Read::or(T::of_words(words), || words.into()))
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Read<T>, E> {
        Ok(Read::or(T::of_truth(truth), || truth.into()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Read<T>, E> {
        Ok(Read::or(T::of_number(&number.into()), || number.into()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Read<T>, E> {
        Ok(Read::or(T::of_number(&number.into()), || number.into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Read<T>, E> {
        let taken = Number::from_f64(number).and_then(|number| T::of_number(&number));
        Ok(Read::or(taken, || number.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Read<T>, A::Error> {
        T::of_list(list)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Read<T>, A::Error> {
        T::of_map(map)
    }
}

impl JsonField for String {
    fn wanted() -> Message {
        message!("a text")
    }

    fn is_nothing(&self) -> bool {
        self.is_empty()
    }

    fn of_words(words: &str) -> Option<Self> {
        Some(words.to_owned())
    }

    fn of_number(number: &Number) -> Option<Self> {
        Some(number.to_string())
    }
}

impl JsonField for Option<String> {
    fn wanted() -> Message {
        String::wanted()
    }

    fn is_nothing(&self) -> bool {
        self.is_none()
    }

    fn of_words(words: &str) -> Option<Self> {
        Some(Some(words.to_owned()))
    }
}

impl JsonField for usize {
    fn wanted() -> Message {
        message!("a whole number from 0")
    }

    fn is_nothing(&self) -> bool {
        *self == 0
    }

    fn of_words(words: &str) -> Option<Self> {
        words.trim().parse().ok()
    }

    fn of_number(number: &Number) -> Option<Self> {
        crate::formats::kit::fields::whole(&Value::Number(number.clone()))
    }
}

impl JsonField for Option<i64> {
    fn wanted() -> Message {
        message!("a whole number")
    }

    fn is_nothing(&self) -> bool {
        self.is_none()
    }

    fn of_words(words: &str) -> Option<Self> {
        words.trim().parse().ok().map(Some)
    }

    fn of_number(number: &Number) -> Option<Self> {
        let float = || number.as_f64().filter(|f| f.fract() == 0.0 && f.abs() < 9e15).map(|f| f as i64);
        number.as_i64().or_else(float).map(Some)
    }
}

impl JsonField for Option<f64> {
    fn wanted() -> Message {
        message!("a number")
    }

    fn is_nothing(&self) -> bool {
        self.is_none()
    }

    fn of_words(words: &str) -> Option<Self> {
        words.trim().parse().ok().filter(|number: &f64| number.is_finite()).map(Some)
    }

    fn of_number(number: &Number) -> Option<Self> {
        number.as_f64().map(Some)
    }
}

impl JsonField for bool {
    fn wanted() -> Message {
        message!("true or false")
    }

    fn is_nothing(&self) -> bool {
        !self
    }

    fn of_words(words: &str) -> Option<Self> {
        words.trim().to_lowercase().parse().ok()
    }

    fn of_truth(truth: bool) -> Option<Self> {
        Some(truth)
    }
}

impl<T: JsonField> JsonField for Vec<T> {
    fn wanted() -> Message {
        message!("a list")
    }

    fn is_nothing(&self) -> bool {
        self.is_empty()
    }

    /// One alone is a list of one.
    fn of_words(words: &str) -> Option<Self> {
        T::of_words(words).map(|one| vec![one])
    }

    fn of_list<'de, A: SeqAccess<'de>>(mut list: A) -> Result<Read<Self>, A::Error> {
        let (mut value, mut wrong) = (Self::new(), Vec::new());
        while let Some(item) = list.next_element::<Read<T>>()? {
            value.extend(item.value);
            wrong.extend(item.wrong);
        }
        Ok(Read { value: Some(value), wrong, items: true, blank: false })
    }
}

impl<T: JsonField> JsonField for Option<Box<T>> {
    fn wanted() -> Message {
        T::wanted()
    }

    fn is_nothing(&self) -> bool {
        self.is_none()
    }

    fn of_map<'de, A: MapAccess<'de>>(map: A) -> Result<Read<Self>, A::Error> {
        let Read { value, wrong, items, blank } = T::of_map(map)?;
        Ok(Read { value: value.map(|value| Some(Box::new(value))), wrong, items, blank })
    }
}

/// A record with a table of its fields: see [`record`].
pub trait JsonRecord: Default {
    /// Takes the value of a key that it knows; false for another, whose value is still to be taken.
    fn take<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<bool, A::Error>;

    /// Writes the fields that say something.
    fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error>;

    fn odd(&mut self) -> &mut Odd;

    /// The record that words alone stand for, if they can mean one thing only.
    fn from_words(_: &str) -> Option<Self> {
        None
    }

    /// Which of the fields that are guessed where nothing is said stand there with empty words: those are not guessed.
    fn blank(&mut self) -> Option<&mut BTreeSet<Guess>> {
        None
    }
}

impl<T: JsonRecord + PartialEq> JsonField for T {
    fn wanted() -> Message {
        message!("an object")
    }

    fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    fn of_words(words: &str) -> Option<Self> {
        Self::from_words(words)
    }

    fn of_map<'de, A: MapAccess<'de>>(mut map: A) -> Result<Read<Self>, A::Error> {
        /// A key, borrowed where it has no escapes.
        #[derive(Deserialize)]
        struct Key<'k>(#[serde(borrow)] Cow<'k, str>);

        let mut record = Self::default();
        while let Some(Key(key)) = map.next_key()? {
            if !record.take(&key, &mut map)? {
                let value = map.next_value()?;
                record.odd().more.insert(key.into_owned(), value);
            }
        }
        Ok(Read::is(record))
    }
}

/// Takes the value of a known key into its field, where there is one that fits. Returns whether it is empty words.
pub fn take_field<'de, T: JsonField, A: MapAccess<'de>>(
    field: &mut T,
    odd: &mut Odd,
    key: &'static str,
    map: &mut A,
) -> Result<bool, A::Error> {
    let Read { value, wrong, items, blank } = map.next_value::<Read<T>>()?;
    odd.wrong.extend(wrong.into_iter().map(|value| Wrong {
        key,
        value,
        wanted: if items { message!("what the list holds") } else { T::wanted() },
        item: items,
    }));
    if let Some(value) = value {
        *field = value;
    }
    Ok(blank)
}

/// Writes a record with what it had no field for.
pub fn write_record<R: JsonRecord, S: Serializer>(record: &R, odd: &Odd, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    record.write(&mut map)?;
    for (key, value) in &odd.more {
        map.serialize_entry(key, value)?;
    }
    map.end()
}

/// Writes a field as its row of the table says.
pub fn write_field<T: JsonField + Serialize, M: SerializeMap>(
    map: &mut M,
    key: &str,
    field: &T,
    written: Written,
) -> Result<(), M::Error> {
    match written {
        Written::Never => Ok(()),
        Written::Some if field.is_nothing() => Ok(()),
        Written::OrNull if field.is_nothing() => map.serialize_entry(key, &()),
        Written::Always | Written::Some | Written::OrNull => map.serialize_entry(key, field),
    }
}

/// When a field is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    Always,
    /// If it says something.
    Some,
    /// As `null` if it says nothing.
    OrNull,
    Never,
}

/// The table of a record: `record!(Name { "key" => path.to.field: Written, … })`; its field `odd` keeps the rest. With
/// `blank: name` behind it, that field knows which of title, source and date were there and empty, and they are written so;
/// with `words: function`, that makes a record of words that stand in its place.
macro_rules! record {
    ($record:ident { $($key:literal => $($path:ident).+: $written:ident),* $(,)? } $(, blank: $blank:ident)? $(, words: $words:path)?) => {
        impl $crate::formats::record::json::JsonRecord for $record {
            fn take<'de, A: serde::de::MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<bool, A::Error> {
                let is_blank = match key {
                    $($key => $crate::formats::record::json::take_field(
                        &mut self.$($path).+, &mut self.odd, $key, map)?,)*
                    _ => return Ok(false),
                };
                if is_blank
                    && let Some(guess) = $crate::formats::record::meaning(key)
                    && let Some(blank) = $crate::formats::record::json::JsonRecord::blank(self)
                {
                    blank.insert(guess);
                }
                Ok(true)
            }

            $(fn blank(&mut self) -> Option<&mut std::collections::BTreeSet<$crate::model::Guess>> {
                Some(&mut self.$blank)
            })?

            fn write<M: serde::ser::SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
                $($crate::formats::record::json::write_field(
                    map, $key, &self.$($path).+, $crate::formats::record::json::Written::$written)?;)*
                $(for guess in &self.$blank {
                    map.serialize_entry(guess, "")?;
                })?
                Ok(())
            }

            fn odd(&mut self) -> &mut $crate::formats::record::json::Odd {
                &mut self.odd
            }

            $(fn from_words(words: &str) -> Option<Self> {
                Some($words(words))
            })?
        }

        impl serde::Serialize for $record {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::formats::record::json::write_record(self, &self.odd, serializer)
            }
        }
    };
}

pub(super) use record;

/// Reads an object. The error is one of JSON; a value that is not an object is told as well.
pub fn read_record<T: JsonRecord + PartialEq>(json: &str) -> Result<T, serde_json::Error> {
    let read: Read<T> = serde_json::from_str(json)?;
    read.value.ok_or_else(|| serde::de::Error::custom("it is not a JSON object"))
}

/// Makes a record of the fields of an object that was read already.
pub fn from_fields<T: JsonRecord + PartialEq>(fields: Map<String, Value>) -> Option<T> {
    let read: Read<T> = serde_json::from_value(Value::Object(fields)).ok()?;
    read.value
}
