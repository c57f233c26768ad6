//! The values of a table's rows. Knows no article.

use serde_json::{Map, Value};

use super::columns::{CellColumn, CellKind};

/// A value of a row; its shape is that of its column.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum ParquetCell {
    Null,
    Text(String),
    Number(i64),
    Float(f64),
    Truth(bool),
    List(Vec<Self>),
    Record(Vec<Self>),
}

impl ParquetCell {
    /// Words, or nothing for none.
    pub(super) fn of_words(words: String) -> Self {
        if words.is_empty() { Self::Null } else { Self::Text(words) }
    }

    pub(super) fn offset(offset: usize) -> Self {
        Self::Number(offset as i64)
    }

    /// A JSON value as a column of that type holds it: fields of records by their names.
    pub(super) fn of(value: Option<&Value>, kind: &CellKind) -> Self {
        match kind {
            CellKind::Text => Self::of_words(value.and_then(Value::as_str).unwrap_or_default().to_owned()),
            CellKind::Whole { .. } => value.and_then(Value::as_i64).map_or(Self::Null, Self::Number),
            CellKind::Float => value.and_then(Value::as_f64).map_or(Self::Null, Self::Float),
            CellKind::Truth => Self::Truth(value.and_then(Value::as_bool).unwrap_or_default()),
            CellKind::List(item) => {
                let items = value.and_then(Value::as_array).into_iter().flatten();
                Self::List(items.map(|value| Self::of(Some(value), &item.kind)).collect())
            }
            CellKind::Record(fields) => {
                let cell = |field: &CellColumn| Self::of(value.and_then(|value| value.get(&field.name)), &field.kind);
                Self::Record(fields.iter().map(cell).collect())
            }
            _ => Self::Null,
        }
    }

    /// The words of a value: text as it is, numbers, truths and days as they are written. `None` for nothing, and for
    /// what is nested.
    pub(super) fn words(&self) -> Option<String> {
        match self {
            Self::Text(words) => Some(words.clone()),
            Self::Number(number) => Some(number.to_string()),
            Self::Float(number) => Some(number.to_string()),
            Self::Truth(truth) => Some(truth.to_string()),
            Self::Null | Self::List(_) | Self::Record(_) => None,
        }
    }

    /// A whole number.
    pub(super) fn whole(&self) -> Option<i64> {
        match *self {
            Self::Number(number) => Some(number),
            Self::Float(number) if number.fract() == 0.0 && number.abs() < 9e15 => Some(number as i64),
            _ => None,
        }
    }

    /// A number.
    pub(super) fn float(&self) -> Option<f64> {
        match *self {
            Self::Number(number) => Some(number as f64),
            Self::Float(number) => Some(number),
            _ => None,
        }
    }

    /// The items of a list; none of anything else.
    pub(super) fn items(&self) -> &[Self] {
        if let Self::List(items) = self { items } else { &[] }
    }

    /// A value as JSON has it.
    fn json(&self, kind: &CellKind) -> Value {
        match (self, kind) {
            (Self::Text(words), _) => Value::from(words.as_str()),
            (Self::Number(number), _) => Value::from(*number),
            (Self::Float(number), _) => Value::from(*number),
            (Self::Truth(truth), _) => Value::from(*truth),
            (Self::List(items), CellKind::List(item)) => items.iter().map(|cell| cell.json(&item.kind)).collect(),
            (Self::Record(cells), CellKind::Record(fields)) => {
                let fields = fields.iter().zip(cells);
                fields.map(|(field, cell)| (field.name.clone(), cell.json(&field.kind))).collect()
            }
            _ => Value::Null,
        }
    }
}

/// Cells by the names of their columns: a row, or a record in it.
#[derive(Debug, Clone, Default)]
pub(super) struct CellRecord<'a>(Vec<NamedCell<'a>>);

#[derive(Debug, Clone, Copy)]
struct NamedCell<'a> {
    name: &'a str,
    kind: &'a CellKind,
    cell: &'a ParquetCell,
}

impl<'a> CellRecord<'a> {
    pub(super) fn new(columns: &'a [CellColumn], cells: &'a [ParquetCell]) -> Self {
        let named = columns.iter().zip(cells);
        Self(named.map(|(column, cell)| NamedCell { name: &column.name, kind: &column.kind, cell }).collect())
    }

    /// The cell of the first of these names that is there.
    pub(super) fn cell(&self, names: &[&str]) -> Option<&'a ParquetCell> {
        names.iter().find_map(|name| self.named(name)).map(|named| named.cell)
    }

    fn named(&self, name: &str) -> Option<&NamedCell<'a>> {
        self.0.iter().find(|named| named.name == name)
    }

    /// The records in a list; also where each field is a list of its own, as older datasets keep them.
    pub(super) fn records(&self, name: &str) -> Vec<Self> {
        let Some(named) = self.named(name) else { return Vec::new() };
        match (named.kind, named.cell) {
            (CellKind::List(item), ParquetCell::List(items)) => {
                let CellKind::Record(fields) = &item.kind else { return Vec::new() };
                let record = |cell: &'a ParquetCell| match cell {
                    ParquetCell::Record(cells) => Self::new(fields, cells),
                    _ => Self::default(),
                };
                items.iter().map(record).collect()
            }
            (CellKind::Record(fields), ParquetCell::Record(lists)) => {
                let longest = lists.iter().map(|list| list.items().len()).max().unwrap_or(0);
                let record = |at: usize| {
                    let fields = fields.iter().zip(lists).filter_map(|(field, list)| match &field.kind {
                        CellKind::List(item) => {
                            Some(NamedCell { name: &field.name, kind: &item.kind, cell: list.items().get(at)? })
                        }
                        _ => None,
                    });
                    Self(fields.collect())
                };
                (0..longest).map(record).collect()
            }
            _ => Vec::new(),
        }
    }

    /// As JSON has it.
    pub(super) fn json(&self) -> Map<String, Value> {
        self.0.iter().map(|named| (named.name.to_owned(), named.cell.json(named.kind))).collect()
    }

    /// Words of a field; empty if there are none.
    pub(super) fn words(&self, name: &str) -> String {
        self.cell(&[name]).and_then(ParquetCell::words).unwrap_or_default()
    }
}
