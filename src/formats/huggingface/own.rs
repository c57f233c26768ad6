//! The project's own fields as columns: `field_` and the key, behind those that every article has.

use serde_json::Value;

use super::{
    cells::{CellRecord, ParquetCell},
    columns::{CellColumn, CellKind},
};
use crate::{
    dataset::codebook::column_of,
    formats::record::{RawVariables, variable_of},
    model::{self, FieldOwner, FieldType, Scheme, Variable, Variables},
};

/// What the names of the columns begin with.
pub(super) const PREFIX: &str = "field_";

/// The columns of the records of a sort.
pub(super) fn columns(scheme: &Scheme, owner: FieldOwner) -> Vec<CellColumn> {
    let column = |field: &model::Field| {
        let name = column_of(field);
        match field.kind {
            FieldType::Number => CellColumn::optional(&name, CellKind::Float),
            FieldType::YesNo => CellColumn::optional(&name, CellKind::Truth),
            FieldType::Several(_) => CellColumn::list(&name, CellKind::Text),
            FieldType::Text | FieldType::Date | FieldType::One(_) | FieldType::Entity(_) => {
                CellColumn::optional(&name, CellKind::Text)
            }
        }
    };
    scheme.fields_of(owner).map(column).collect()
}

/// What stands in them; nothing for a value that its field does not take.
pub(super) fn cells(scheme: &Scheme, owner: FieldOwner, values: &Variables) -> Vec<ParquetCell> {
    let cell = |field: &model::Field| {
        let value = values.get(field.key.as_str()).filter(|value| field.misfit(value, &|_| None).is_none());
        match (&field.kind, value) {
            (_, Some(Variable::Number(number))) => ParquetCell::Float(number.get()),
            (_, Some(Variable::YesNo(is_so))) => ParquetCell::Truth(*is_so),
            (_, Some(Variable::List(entries))) => {
                ParquetCell::List(entries.iter().cloned().map(ParquetCell::Text).collect())
            }
            (FieldType::Several(_), None) => ParquetCell::List(Vec::new()),
            (_, Some(value)) => ParquetCell::Text(value.to_string()),
            (_, None) => ParquetCell::Null,
        }
    };
    scheme.fields_of(owner).map(cell).collect()
}

/// What the own columns of a record say; a list without entries says nothing.
pub(super) fn values(record: &CellRecord<'_>) -> RawVariables {
    let says = |value: &Value| !value.as_array().is_some_and(Vec::is_empty);
    let own = record.json().into_iter().filter(|(_, value)| says(value));
    let own = own.filter_map(|(name, value)| Some((name.strip_prefix(PREFIX)?.to_owned(), variable_of(&value)?)));
    RawVariables(own.collect())
}
