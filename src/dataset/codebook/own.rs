//! The columns of a project's own fields: `field_` and the key, behind the columns that every project has.

use super::{Table, ValueKind};
use crate::model::{Field, FieldOwner, FieldType, Scheme, Variable};

/// A column of a field of one's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnColumn {
    pub name: String,
    pub field: Field,
}

/// Whose fields a table has.
fn owner_of(table: &str) -> Option<FieldOwner> {
    match table {
        "articles" => Some(FieldOwner::Article),
        "mentions" => Some(FieldOwner::Mention),
        "coalitions" | "statements" => Some(FieldOwner::Statement),
        _ => None,
    }
}

/// The own columns of a table, in the order of the fields.
pub fn own_columns(scheme: &Scheme, table: &str) -> Vec<OwnColumn> {
    let fields = owner_of(table).into_iter().flat_map(|owner| scheme.fields_of(owner));
    fields.map(|field| OwnColumn { name: column_of(field), field: field.clone() }).collect()
}

/// The name of a field's column.
pub fn column_of(field: &Field) -> String {
    format!("field_{}", field.key.as_str())
}

impl OwnColumn {
    pub fn kind(&self) -> ValueKind {
        match self.field.kind {
            FieldType::Text => ValueKind::Text,
            FieldType::Number => ValueKind::Number,
            FieldType::Date => ValueKind::Date,
            FieldType::YesNo => ValueKind::Flag,
            FieldType::One(_) => ValueKind::Category,
            FieldType::Several(_) => ValueKind::Ids,
            FieldType::Entity(_) => ValueKind::Id,
        }
    }

    /// What stands in a cell; empty for a value that the field does not take.
    pub fn cell(&self, value: Option<&Variable>) -> String {
        match value.filter(|value| self.field.misfit(value, &|_| None).is_none()) {
            None => String::new(),
            Some(Variable::YesNo(is_so)) => if *is_so { "1" } else { "0" }.to_owned(),
            Some(Variable::List(entries)) => entries.join(";"),
            Some(value) => value.to_string(),
        }
    }

    /// Its line of the codebook: table, position, name, type, unit, values, meaning, missing.
    pub(super) fn line(&self, table: &Table, position: usize) -> [String; 8] {
        let keys = self.field.kind.choices().iter().map(|choice| choice.key.as_str()).collect::<Vec<_>>().join("|");
        let values = if self.field.kind == FieldType::YesNo { "0|1".to_owned() } else { keys };
        let help = one_line(&self.field.help);
        let name = one_line(&self.field.name);
        let meaning = match (name.is_empty(), help.is_empty()) {
            (false, false) => format!("{name}: {help}"),
            (true, false) => help,
            (false, true) => name,
            (true, true) => self.field.key.as_str().to_owned(),
        };
        let (position, kind) = (position.to_string(), self.kind().name().to_owned());
        let missing = "not coded".to_owned();
        [table.name.to_owned(), position, self.name.clone(), kind, String::new(), values, meaning, missing]
    }
}

/// Words that cannot break a table.
fn one_line(words: &str) -> String {
    words.replace('|', "/").split_whitespace().collect::<Vec<_>>().join(" ")
}
