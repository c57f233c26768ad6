//! Rows into Arrow columns, nested as deep as the schema is. Knows no article.

use std::sync::Arc;

use arrow_array::{
    ArrayRef, ListArray, RecordBatch, StructArray,
    builder::{Float64Builder, Int64Builder, StringBuilder},
};
use arrow_buffer::OffsetBuffer;
use arrow_schema::{ArrowError, DataType, FieldRef, Fields, Schema};
use serde_json::Value;

/// A value of a row; its shape is that of the schema.
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
    pub(super) fn words(words: String) -> Self {
        if words.is_empty() { Self::Null } else { Self::Text(words) }
    }

    /// A JSON value as a column of that type holds it: fields of records by their names.
    pub(super) fn of(value: Option<&Value>, kind: &DataType) -> Self {
        match kind {
            DataType::Utf8 => Self::words(value.and_then(Value::as_str).unwrap_or_default().to_owned()),
            DataType::Int64 => value.and_then(Value::as_i64).map_or(Self::Null, Self::Number),
            DataType::Float64 => value.and_then(Value::as_f64).map_or(Self::Null, Self::Float),
            DataType::Boolean => Self::Truth(value.and_then(Value::as_bool).unwrap_or_default()),
            DataType::List(item) => {
                let items = value.and_then(Value::as_array).into_iter().flatten();
                Self::List(items.map(|value| Self::of(Some(value), item.data_type())).collect())
            }
            DataType::Struct(fields) => {
                let cell =
                    |field: &FieldRef| Self::of(value.and_then(|value| value.get(field.name())), field.data_type());
                Self::Record(fields.iter().map(cell).collect())
            }
            _ => Self::Null,
        }
    }

    pub(super) fn offset(offset: usize) -> Self {
        Self::Number(offset as i64)
    }
}

/// A column in the making.
enum ColumnBuilder {
    Text(StringBuilder),
    Number(Int64Builder),
    Float(Float64Builder),
    Truth(arrow_array::builder::BooleanBuilder),
    List { item: FieldRef, lengths: Vec<usize>, items: Box<Self> },
    Record { fields: Fields, columns: Vec<Self>, rows: usize },
}

/// Rows in the making.
pub(super) struct RowTable {
    schema: Arc<Schema>,
    columns: Vec<ColumnBuilder>,
    pub rows: usize,
}

fn wrong(what: &str) -> ArrowError {
    ArrowError::SchemaError(what.to_owned())
}

impl RowTable {
    pub(super) fn new(schema: Arc<Schema>) -> Result<Self, ArrowError> {
        let columns = columns(schema.fields())?;
        Ok(Self { schema, columns, rows: 0 })
    }

    /// Adds a row with a cell for each column.
    pub(super) fn add(&mut self, row: Vec<ParquetCell>) -> Result<(), ArrowError> {
        if row.len() != self.columns.len() {
            return Err(wrong("a row of another length"));
        }
        for (column, cell) in self.columns.iter_mut().zip(row) {
            column.add(cell)?;
        }
        self.rows += 1;
        Ok(())
    }

    /// The rows so far; the table is empty again.
    pub(super) fn take(&mut self) -> Result<RecordBatch, ArrowError> {
        let arrays = self.columns.iter_mut().map(ColumnBuilder::take).collect::<Result<Vec<_>, _>>()?;
        self.rows = 0;
        RecordBatch::try_new(self.schema.clone(), arrays)
    }
}

fn columns(fields: &Fields) -> Result<Vec<ColumnBuilder>, ArrowError> {
    fields.iter().map(|field| ColumnBuilder::new(field.data_type())).collect()
}

impl ColumnBuilder {
    fn new(kind: &DataType) -> Result<Self, ArrowError> {
        Ok(match kind {
            DataType::Utf8 => Self::Text(StringBuilder::new()),
            DataType::Int64 => Self::Number(Int64Builder::new()),
            DataType::Float64 => Self::Float(Float64Builder::new()),
            DataType::Boolean => Self::Truth(Default::default()),
            DataType::List(item) => {
                let items = Box::new(Self::new(item.data_type())?);
                Self::List { item: item.clone(), lengths: Vec::new(), items }
            }
            DataType::Struct(fields) => Self::Record { fields: fields.clone(), columns: columns(fields)?, rows: 0 },
            _ => return Err(wrong("a type that no article has")),
        })
    }

    fn add(&mut self, cell: ParquetCell) -> Result<(), ArrowError> {
        match (self, cell) {
            (Self::Text(column), ParquetCell::Text(words)) => column.append_value(words),
            (Self::Text(column), ParquetCell::Null) => column.append_null(),
            (Self::Number(column), ParquetCell::Number(number)) => column.append_value(number),
            (Self::Number(column), ParquetCell::Null) => column.append_null(),
            (Self::Float(column), ParquetCell::Float(number)) => column.append_value(number),
            (Self::Float(column), ParquetCell::Null) => column.append_null(),
            (Self::Truth(column), ParquetCell::Truth(truth)) => column.append_value(truth),
            (Self::Truth(column), ParquetCell::Null) => column.append_null(),
            (Self::List { lengths, items, .. }, ParquetCell::List(cells)) => {
                lengths.push(cells.len());
                cells.into_iter().try_for_each(|cell| items.add(cell))?;
            }
            (Self::Record { columns, rows, .. }, ParquetCell::Record(cells)) if columns.len() == cells.len() => {
                *rows += 1;
                columns.iter_mut().zip(cells).try_for_each(|(column, cell)| column.add(cell))?;
            }
            _ => return Err(wrong("a cell of another type than its column")),
        }
        Ok(())
    }

    fn take(&mut self) -> Result<ArrayRef, ArrowError> {
        Ok(match self {
            Self::Text(column) => Arc::new(column.finish()),
            Self::Number(column) => Arc::new(column.finish()),
            Self::Float(column) => Arc::new(column.finish()),
            Self::Truth(column) => Arc::new(column.finish()),
            Self::List { item, lengths, items } => {
                let offsets = OffsetBuffer::from_lengths(std::mem::take(lengths));
                Arc::new(ListArray::try_new(item.clone(), offsets, items.take()?, None)?)
            }
            Self::Record { fields, columns, rows } => {
                let arrays = columns.iter_mut().map(Self::take).collect::<Result<Vec<_>, _>>()?;
                let rows = std::mem::take(rows);
                Arc::new(StructArray::try_new_with_length(fields.clone(), arrays, None, rows)?)
            }
        })
    }
}
