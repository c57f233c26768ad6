//! Values out of Arrow columns of whatever types another program chose for them. Knows no article.

use arrow_array::{
    Array, ArrayRef, ArrowPrimitiveType, RecordBatch, cast::AsArray, temporal_conversions::as_datetime, types::*,
};
use arrow_schema::{DataType, TimeUnit};
use serde_json::{Map, Value};

/// The words of a value: text as it is, numbers, truths and days as they are written. `None` for nothing, and for what
/// is nested.
pub(super) fn words(array: &dyn Array, at: usize) -> Option<String> {
    if at >= array.len() || array.is_null(at) {
        return None;
    }
    match array.data_type() {
        DataType::Utf8 => Some(array.as_string::<i32>().value(at).to_owned()),
        DataType::LargeUtf8 => Some(array.as_string::<i64>().value(at).to_owned()),
        DataType::Utf8View => Some(array.as_string_view().value(at).to_owned()),
        DataType::Binary => String::from_utf8(array.as_binary::<i32>().value(at).to_vec()).ok(),
        DataType::Boolean => Some(array.as_boolean().value(at).to_string()),
        DataType::Float16 | DataType::Float32 | DataType::Float64 => float(array, at).map(|number| number.to_string()),
        DataType::Date32 => day::<Date32Type>(array, at),
        DataType::Timestamp(TimeUnit::Second, _) => day::<TimestampSecondType>(array, at),
        DataType::Timestamp(TimeUnit::Millisecond, _) => day::<TimestampMillisecondType>(array, at),
        DataType::Timestamp(TimeUnit::Microsecond, _) => day::<TimestampMicrosecondType>(array, at),
        DataType::Timestamp(TimeUnit::Nanosecond, _) => day::<TimestampNanosecondType>(array, at),
        _ => whole(array, at).map(|number| number.to_string()),
    }
}

/// The day of a moment, as `2024-07-08`.
fn day<T: ArrowPrimitiveType>(array: &dyn Array, at: usize) -> Option<String>
where
    i64: From<T::Native>,
{
    let moment = as_datetime::<T>(i64::from(array.as_primitive::<T>().value(at)))?;
    Some(moment.date().to_string())
}

/// A whole number.
pub(super) fn whole(array: &dyn Array, at: usize) -> Option<i64> {
    if at >= array.len() || array.is_null(at) {
        return None;
    }
    match array.data_type() {
        DataType::Int8 => Some(array.as_primitive::<Int8Type>().value(at).into()),
        DataType::Int16 => Some(array.as_primitive::<Int16Type>().value(at).into()),
        DataType::Int32 => Some(array.as_primitive::<Int32Type>().value(at).into()),
        DataType::Int64 => Some(array.as_primitive::<Int64Type>().value(at)),
        DataType::UInt8 => Some(array.as_primitive::<UInt8Type>().value(at).into()),
        DataType::UInt16 => Some(array.as_primitive::<UInt16Type>().value(at).into()),
        DataType::UInt32 => Some(array.as_primitive::<UInt32Type>().value(at).into()),
        DataType::UInt64 => array.as_primitive::<UInt64Type>().value(at).try_into().ok(),
        DataType::Float32 | DataType::Float64 => {
            float(array, at).filter(|number| number.fract() == 0.0 && number.abs() < 9e15).map(|number| number as i64)
        }
        _ => None,
    }
}

/// A number.
pub(super) fn float(array: &dyn Array, at: usize) -> Option<f64> {
    if at >= array.len() || array.is_null(at) {
        return None;
    }
    match array.data_type() {
        DataType::Float16 => Some(array.as_primitive::<Float16Type>().value(at).into()),
        DataType::Float32 => Some(array.as_primitive::<Float32Type>().value(at).into()),
        DataType::Float64 => Some(array.as_primitive::<Float64Type>().value(at)),
        _ => whole(array, at).map(|number| number as f64),
    }
}

/// The items of a list.
pub(super) fn items(array: &dyn Array, at: usize) -> Option<ArrayRef> {
    if at >= array.len() || array.is_null(at) {
        return None;
    }
    match array.data_type() {
        DataType::List(_) => Some(array.as_list::<i32>().value(at)),
        DataType::LargeList(_) => Some(array.as_list::<i64>().value(at)),
        _ => None,
    }
}

/// A value as JSON has it: records as objects, also where each field is a list of its own.
pub(super) fn json(array: &dyn Array, at: usize) -> Value {
    if at >= array.len() || array.is_null(at) {
        return Value::Null;
    }
    if let Some(items) = items(array, at) {
        return Value::Array((0..items.len()).map(|at| json(&items, at)).collect());
    }
    if let Some(records) = array.as_struct_opt() {
        return Value::Object(named(records).map(|(name, field)| (name, json(&field, at))).collect());
    }
    match array.data_type() {
        DataType::Boolean => array.as_boolean().value(at).into(),
        DataType::Float16 | DataType::Float32 | DataType::Float64 => float(array, at).into(),
        _ => whole(array, at).map(Value::from).or_else(|| words(array, at).map(Value::from)).unwrap_or_default(),
    }
}

/// Texts in a list.
pub(super) fn list_of_words(array: &dyn Array, at: usize) -> Vec<String> {
    let Some(items) = items(array, at) else { return Vec::new() };
    (0..items.len()).map(|at| words(&items, at).unwrap_or_default()).collect()
}

/// Records beside each other, a column a field.
#[derive(Debug, Clone, Default)]
pub(super) struct RecordColumns {
    fields: Vec<(String, ArrayRef)>,
    pub len: usize,
}

impl RecordColumns {
    pub(super) fn of_batch(batch: &RecordBatch) -> Self {
        let names = batch.schema_ref().fields().iter().map(|field| field.name().clone());
        Self { fields: names.zip(batch.columns().iter().cloned()).collect(), len: batch.num_rows() }
    }

    /// The records in a list; also where each field is a list of its own, as older datasets keep them.
    pub(super) fn in_list(array: &dyn Array, at: usize) -> Self {
        if let Some(items) = items(array, at) {
            let Some(records) = items.as_struct_opt() else { return Self::default() };
            return Self { len: records.len(), fields: named(records).collect() };
        }
        let Some(records) = array.as_struct_opt().filter(|records| at < records.len() && !records.is_null(at)) else {
            return Self::default();
        };
        let fields: Vec<_> = named(records).filter_map(|(name, lists)| Some((name, items(&lists, at)?))).collect();
        Self { len: fields.iter().map(|(_, items)| items.len()).max().unwrap_or(0), fields }
    }

    /// A field by the first of its names that is there.
    pub(super) fn field(&self, names: &[&str]) -> Option<&ArrayRef> {
        names.iter().find_map(|name| self.fields.iter().find(|field| field.0 == *name)).map(|(_, array)| array)
    }

    /// A record as JSON has it.
    pub(super) fn json(&self, at: usize) -> Map<String, Value> {
        self.fields.iter().map(|(name, array)| (name.clone(), json(array, at))).collect()
    }

    /// Words of a field; empty if there are none.
    pub(super) fn words(&self, name: &str, at: usize) -> String {
        self.field(&[name]).and_then(|array| words(array, at)).unwrap_or_default()
    }
}

fn named(records: &arrow_array::StructArray) -> impl Iterator<Item = (String, ArrayRef)> + '_ {
    let names = records.fields().iter().map(|field| field.name().clone());
    names.zip(records.columns().iter().cloned())
}
