//! The columns of a project's own fields, `field_` and the key, and of its own statuses, `n_status_` and the key, behind the
//! columns that every project has.

use super::{MissingValue, Table, ValueKind};
use crate::model::{
    Certainty, ChoiceScheme, Field, FieldOwner, FieldType, Number, Scheme, StatementScheme, Variable, Variables,
};

/// A column that a project adds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnColumn {
    pub name: String,
    source: OwnSource,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum OwnSource {
    Field(Field),
    /// How many statements have a status of one's own.
    Count(ChoiceScheme<Certainty>),
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
    let of_field = |field: &Field| OwnColumn { name: column_of(field), source: OwnSource::Field(field.clone()) };
    let counts = matches!(table, "race_party" | "dyads").then(|| own_statuses(&scheme.statements));
    let of_status = |status: &ChoiceScheme<Certainty>| OwnColumn {
        name: count_column(status.key),
        source: OwnSource::Count(status.clone()),
    };
    fields.map(of_field).chain(counts.into_iter().flatten().map(of_status)).collect()
}

fn own_statuses(scheme: &StatementScheme) -> impl Iterator<Item = &ChoiceScheme<Certainty>> {
    scheme.statuses.iter().filter(|status| matches!(status.key, Certainty::Own(_)))
}

fn count_column(status: Certainty) -> String {
    format!("n_status_{status}")
}

/// What stands in the columns of a project's own statuses.
pub fn status_counts(counts: &std::collections::BTreeMap<Certainty, usize>, scheme: &StatementScheme) -> Variables {
    let number = |status: &ChoiceScheme<Certainty>| {
        let number = Number::new(counts.get(&status.key).copied().unwrap_or(0) as f64)?;
        Some((count_column(status.key), Variable::Number(number)))
    };
    own_statuses(scheme).filter_map(number).collect()
}

/// The name of a field's column.
pub fn column_of(field: &Field) -> String {
    format!("field_{}", field.key.as_str())
}

impl OwnColumn {
    pub fn kind(&self) -> ValueKind {
        let OwnSource::Field(field) = &self.source else { return ValueKind::Integer };
        match field.kind {
            FieldType::Text => ValueKind::Text,
            FieldType::Number => ValueKind::Number,
            FieldType::Date => ValueKind::Date,
            FieldType::YesNo => ValueKind::Flag,
            FieldType::One(_) => ValueKind::Category,
            FieldType::Several(_) => ValueKind::Ids,
            FieldType::Entity(_) => ValueKind::Id,
        }
    }

    /// What stands in the cell of a record; empty for a value that the field does not take.
    pub fn cell(&self, values: &Variables) -> String {
        let value = match &self.source {
            OwnSource::Field(field) => {
                values.get(field.key.as_str()).filter(|value| field.misfit(value, &|_| None).is_none())
            }
            OwnSource::Count(_) => values.get(&self.name),
        };
        match value {
            None => String::new(),
            Some(Variable::YesNo(is_so)) => if *is_so { "1" } else { "0" }.to_owned(),
            Some(Variable::List(entries)) => entries.join(";"),
            Some(value) => value.to_string(),
        }
    }

    /// Its line of the codebook: table, position, name, type, unit, values, meaning, missing.
    pub(super) fn line(&self, table: &Table, position: usize) -> [String; 8] {
        let field = match &self.source {
            OwnSource::Field(field) => field,
            OwnSource::Count(status) => {
                let meaning = format!("Statements by status: {}", one_line(&status.names.en));
                let cells = [table.name, &position.to_string(), &self.name, self.kind().name(), "statements", ""];
                let [table, position, name, kind, unit, values] = cells.map(str::to_owned);
                return [table, position, name, kind, unit, values, meaning, MissingValue::Never.words().to_owned()];
            }
        };
        let keys = field.kind.choices().iter().map(|choice| choice.key.as_str()).collect::<Vec<_>>().join("|");
        let values = if field.kind == FieldType::YesNo { "0|1".to_owned() } else { keys };
        let help = one_line(&field.help);
        let name = one_line(&field.name);
        let meaning = match (name.is_empty(), help.is_empty()) {
            (false, false) => format!("{name}: {help}"),
            (true, false) => help,
            (false, true) => name,
            (true, true) => field.key.as_str().to_owned(),
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
