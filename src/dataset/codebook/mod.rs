//! The columns of the tidy tables: what each means, its unit and values, and how a missing value looks. One constant
//! table from which the headers, `codebook.csv` and `codebook.md` are made. Does not know rows.
//!
//! The tables are joined by `article_id`, `statement_id` and `entity_id`. The variables follow what studies of
//! coalitions export (Golder 2006, one row per potential or actual coalition; Hendrawan et al. 2021, one per pair).
//! What a newspaper cannot tell (seats, votes, results) is not here: [`ELSEWHERE`] names the keys to join it by.

mod across;
mod columns;
mod derived;
mod own;

pub use columns::{ELSEWHERE, ELSEWHERE_OF_REGIONS, TABLES};
pub use derived::{first_day, province_code, race_id, region_level, statement_id, ticket_id};
pub use own::{OwnColumn, column_of, own_columns, status_counts};

use crate::model::{BuiltInChoice, ChoiceScheme, Office, Scheme, StatementScheme};

/// A table: one CSV file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Table {
    /// The file's name without `.csv`.
    pub name: &'static str,
    /// What one row is.
    pub row: &'static str,
    /// Columns that together tell a row from all others.
    pub key: &'static [&'static str],
    /// In the order of the file. Groups that several tables share are written once.
    pub columns: &'static [&'static [Column]],
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    pub name: &'static str,
    pub kind: ValueKind,
    /// Empty: none.
    pub unit: &'static str,
    /// Every value there can be, with `|` between; empty: open.
    pub values: &'static str,
    pub meaning: &'static str,
    pub missing: MissingValue,
}

/// The type of a column's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueKind {
    Text,
    /// One of `values`.
    Category,
    /// Refers to a row of another table, or is this table's own key.
    Id,
    Integer,
    Number,
    /// `2024-07-08`
    Date,
    /// `2024-07-08T09:30:00Z`
    Moment,
    /// `0` or `1`
    Flag,
    /// Several ids with `;` between.
    Ids,
}

/// What stands where there is no value. It is always an empty cell; this says what that means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MissingValue {
    Never,
    Empty(&'static str),
}

/// A variable that studies use and that is not in the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UncodedVariable {
    pub variables: &'static str,
    pub from: &'static str,
    pub join: &'static str,
}

impl Table {
    /// The columns in the order of the file.
    pub fn all(&self) -> impl Iterator<Item = &'static Column> + use<> {
        self.columns.iter().copied().flatten()
    }

    /// The header of the file.
    pub fn header(&self) -> Vec<&'static str> {
        self.all().map(|column| column.name).collect()
    }
}

/// The table of that name.
pub fn table(name: &str) -> Option<&'static Table> {
    TABLES.iter().find(|table| table.name == name)
}

impl ValueKind {
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Category => "category",
            Self::Id => "id",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Date => "date",
            Self::Moment => "moment",
            Self::Flag => "flag",
            Self::Ids => "ids",
        }
    }
}

impl MissingValue {
    fn words(self) -> &'static str {
        match self {
            Self::Never => "never missing",
            Self::Empty(means) => means,
        }
    }
}

/// The values and the meaning of a column in a project with offices, statuses or stances of its own.
fn told(column: &Column, statements: &StatementScheme) -> (String, String) {
    let (mut values, mut meaning) = (column.values.to_owned(), column.meaning.to_owned());
    let named: Vec<(String, String)> = match column.name {
        _ if statements.is_delivered() || column.values.is_empty() => return (values, meaning),
        "office" => statements.offices.iter().map(|one| (word(&one.key), one.names.en.clone())).collect(),
        "status" if column.values.starts_with("confirmed") => statements.statuses.iter().map(signed).collect(),
        "stance" => statements.stances.iter().map(signed).collect(),
        "threshold_rule" => {
            meaning = "The rule of nomination in force on the day".to_owned();
            statements.calendar().thresholds.iter().map(|one| (one.key.clone(), one.name.clone())).collect()
        }
        "ticket_registered" if !is_regional(statements) => {
            return (
                values,
                "Whether they were registered as a ticket of this race: not known of these elections".into(),
            );
        }
        _ => return (values, meaning),
    };
    let open = column.values.ends_with("|open").then_some("open");
    values = named.iter().map(|(key, _)| key.as_str()).chain(open).collect::<Vec<_>>().join("|");
    let named: Vec<String> = named.iter().map(|(key, name)| format!("{key}: {name}")).collect();
    match column.name {
        "office" => meaning = named.join("; "),
        _ if named.is_empty() => {}
        _ => meaning += &format!(" ({})", named.join("; ")),
    }
    (values, meaning)
}

/// A key with its name, and its sign where the project gave it one.
fn signed<K: BuiltInChoice>(one: &ChoiceScheme<K>) -> (String, String) {
    let sign = one.sign.map_or_else(String::new, |sign| format!(" ({})", sign.symbol()));
    (one.key.to_string(), format!("{}{sign}", one.names.en))
}

/// What an empty cell of a column means.
fn missing_of(column: &Column, statements: &StatementScheme) -> &'static str {
    match column.name {
        "threshold_rule" if !statements.is_delivered() => {
            "the day is not known, or no rule of the calendar was in force"
        }
        _ => column.missing.words(),
    }
}

/// Whether a scheme is about Indonesia's regional elections.
fn is_regional(statements: &StatementScheme) -> bool {
    statements.offices.iter().any(|office| Office::DELIVERED.contains(&office.key))
}

fn word<T: serde::Serialize>(key: &T) -> String {
    serde_json::to_value(key).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The rows of `codebook.csv`, the header first. Cells are plain: the writer quotes them. The project's own fields stand
/// behind the columns of their tables.
pub fn rows(scheme: &Scheme) -> Vec<[String; 8]> {
    let statements = &scheme.statements;
    let mut rows =
        vec![["table", "position", "column", "type", "unit", "values", "meaning", "missing"].map(Into::into)];
    for table in TABLES {
        for (position, column) in table.all().enumerate() {
            let Column { name, kind, unit, .. } = *column;
            let (values, meaning) = told(column, statements);
            let position = (position + 1).to_string();
            let cells =
                [table.name, &position, name, kind.name(), unit, &values, &meaning, missing_of(column, statements)];
            rows.push(cells.map(Into::into));
        }
        let (own, before) = (own_columns(scheme, table.name), table.all().count());
        rows.extend(own.iter().enumerate().map(|(at, column)| column.line(table, before + at + 1)));
    }
    rows
}

/// The whole of `codebook.md`.
pub fn markdown(scheme: &Scheme) -> String {
    let statements = &scheme.statements;
    let mut text = format!("{HEAD}\n");
    for table in TABLES {
        let key = table.key.join(", ");
        text += &format!("## {}.csv\n\n{} Key: {key}.\n\n", table.name, table.row);
        text += "| column | type | unit | values | meaning | empty cell |\n|---|---|---|---|---|---|\n";
        for column in table.all() {
            // A bar ends a cell.
            let (values, meaning) = told(column, statements);
            let (values, meaning) = (values.replace('|', ", "), meaning.replace('|', "/"));
            let (name, kind, missing) = (column.name, column.kind.name(), missing_of(column, statements));
            text += &format!("| `{name}` | {kind} | {} | {values} | {} | {missing} |\n", column.unit, meaning);
        }
        for column in own_columns(scheme, table.name) {
            let [_, _, name, kind, unit, values, meaning, missing] = column.line(table, 0);
            let values = values.replace('|', ", ");
            text += &format!("| `{name}` | {kind} | {unit} | {values} | {meaning} | {missing} |\n");
        }
        text += "\n";
    }
    text += "## Not in these tables\n\n| variables | where they come from | join by |\n|---|---|---|\n";
    let regional = if is_regional(statements) { ELSEWHERE_OF_REGIONS } else { &[] };
    for UncodedVariable { variables, from, join } in regional.iter().chain(ELSEWHERE) {
        text += &format!("| {variables} | {from} | {join} |\n");
    }
    text + "\n" + RECIPES
}

const HEAD: &str = "# Codebook

Twelve tables in CSV: UTF-8, a header line, commas, quotes doubled. Offsets count Unicode code points of the article's
text from 0; the end is the first one after. A missing value is an empty cell; `0` is never one. Flags are `0` and `1`,
several ids in one cell have `;` between. Days are ISO 8601, moments are UTC.

`statements` can be used alone: one row for each party of each coalition statement, with race, ticket, article and
evidence. A coalition statement without any party stands in `coalitions` only.

`race_party`, `dyads` and `panel` are derived from all of them: the last word of each party in each race, each pair of
parties in each race, and each week. Parties that are not linked to an entity are not in these three. A wire story that
several papers print is counted once where a column says stories. `weight` counts as `manifest.json` says under `settings`.
";

const RECIPES: &str = include_str!("recipes.md");

#[cfg(test)]
mod tests;
