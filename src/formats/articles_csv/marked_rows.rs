//! Rows of a table with lists of marks, or of tokens and their tags, in a cell: each is read as the record of JSON that it is.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::formats::{
    articles_json::{has_marks, row_items},
    format::{Item, ReadContext},
    kit::{
        columns::{ColumnRole, Mapping},
        printed_list::printed_list,
    },
    record::RecordContext,
};
use crate::model::Variable;

/// The columns of such a table.
pub struct MarkedRows {
    header: Vec<String>,
    /// With the names of the columns that are known for what they are.
    reading: ReadContext,
}

impl MarkedRows {
    /// By the first rows; `None` for a table without such cells, or whose columns cannot be told apart by their names.
    pub fn of(header: &[String], mapping: &Mapping, rows: &[Vec<&str>], reading: &ReadContext) -> Option<Self> {
        // Numbers of rows have no name, and are left out.
        let name = |at: usize| match header[at].trim().is_empty() {
            true => mapping.variable_name(header, at).unwrap_or_default(),
            false => header[at].clone(),
        };
        let header: Vec<String> = (0..header.len()).map(name).collect();
        let unique = header.iter().enumerate().all(|(at, name)| name.is_empty() || !header[..at].contains(name));
        let nameless = |role: &ColumnRole| mapping.column(*role).is_some_and(|at| header[at].is_empty());
        let is_marked = |row: &Vec<&str>| has_marks(&fields(&header, row));
        if !unique || ColumnRole::ALL.iter().any(nameless) || !rows.iter().any(is_marked) {
            return None;
        }
        let named = |role: &ColumnRole| Some((role.name().to_owned(), header.get(mapping.column(*role)?)?.clone()));
        let roles: BTreeMap<String, String> = ColumnRole::ALL.iter().filter_map(named).collect();
        let mut reading = reading.clone();
        reading.options.extend(roles);
        Some(Self { header, reading })
    }

    /// What a row gives; `number` counts articles from 1.
    pub fn items(&self, row: &[&str], raw: &str, number: usize, context: &RecordContext<'_>) -> Vec<Item> {
        let context = RecordContext { reading: &self.reading, ..*context };
        row_items(fields(&self.header, row), &number.to_string(), raw, &context)
    }
}

/// A row as a record; numbers are numbers, lists are lists.
fn fields(header: &[String], row: &[&str]) -> Map<String, Value> {
    header
        .iter()
        .zip(row)
        .filter(|(name, _)| !name.is_empty())
        .map(|(name, cell)| (name.clone(), value(cell)))
        .collect()
}

fn value(cell: &str) -> Value {
    if cell.trim() == "[]" {
        return Value::Array(Vec::new());
    }
    if let Some(list) = printed_list(cell) {
        return list;
    }
    // With its line ends as they are: offsets of marks count them.
    let words = || cell.into();
    match Variable::of_cell(cell) {
        // As it is written: 7, and not 7.0.
        Some(Variable::Number(_)) => serde_json::from_str(cell.trim()).unwrap_or_else(|_| words()),
        _ => words(),
    }
}
