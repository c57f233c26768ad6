//! What stands beside a text in a record of another program. Fields that are called as those of articles are go to their
//! places, others become variables of the article, and what can be neither is told.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{
    kit::{
        columns::{ColumnRole, Mapping},
        day_order::day_in,
        fields::UntakenFields,
        tally::shortened,
        unplaced::FieldContent,
    },
    record::{RawArticle, RecordContext, found_marks::is_mark, variable_of},
};
use crate::{
    message::message,
    model::{Guess, Variable},
};

/// How deep fields within fields are followed.
const DEEPEST: usize = 6;

/// Fields and those within them, by names with dots; a mark is not a group of fields.
pub fn flattened(fields: &Map<String, Value>) -> Vec<(String, &Value)> {
    fn add<'f>(fields: &'f Map<String, Value>, before: &str, deep: usize, flat: &mut Vec<(String, &'f Value)>) {
        for (name, value) in fields {
            let name = format!("{before}{name}");
            match value {
                Value::Object(inner) if deep < DEEPEST && !inner.is_empty() && !is_mark(inner) => {
                    add(inner, &format!("{name}."), deep + 1, flat);
                }
                value => flat.push((name, value)),
            }
        }
    }
    let mut flat = Vec::new();
    add(fields, "", 0, &mut flat);
    flat
}

/// Names a field that has no place, if it says something.
pub fn tell_left(name: &str, value: &Value, context: &RecordContext<'_>) {
    let field = message!("the field “{name}”", name = shortened(name));
    match FieldContent::of(name, value) {
        _ if is_empty(value) => {}
        FieldContent::Marks => context.lost(field),
        FieldContent::Words | FieldContent::Records => context.no_place(field),
    }
}

/// Whether a field is there and holds nothing; `false` is something.
pub fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(words) => words.is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        _ => false,
    }
}

/// A day in any of the ways in which people write one; other words as they are, to be told.
pub fn day(words: String, context: &RecordContext<'_>) -> String {
    let Some((day, told)) = day_in(context.reading.month, &words, context.reading.zone) else { return words };
    if let Some((reason, fix)) = told {
        context.tally.note(reason, fix, context.at);
    }
    day.to_string()
}

/// Takes fields into an article. What the article knows already it keeps: a title that is another one than its own is a
/// variable.
pub fn take_beside(article: &mut RawArticle, fields: UntakenFields, context: &RecordContext<'_>) {
    let flat = flattened(&fields.0);
    let names: Vec<String> = flat.iter().map(|(name, _)| name.clone()).collect();
    // Without options no name can be wrong.
    let mapping = Mapping::new(&names, &BTreeMap::new()).unwrap_or_default();
    for (at, (name, value)) in flat.into_iter().enumerate() {
        let line = || value.as_str().map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "));
        let (place, says, guess) = match mapping.role(at) {
            Some(ColumnRole::Title) => (&mut article.title, line(), Some(Guess::Title)),
            Some(ColumnRole::Source) => (&mut article.source, line(), Some(Guess::Source)),
            Some(ColumnRole::Url) => (&mut article.url, line(), None),
            Some(ColumnRole::Date) => {
                let words = line().or_else(|| value.is_number().then(|| value.to_string()));
                (&mut article.date, words.map(|words| day(words, context)), Some(Guess::Date))
            }
            Some(ColumnRole::Text | ColumnRole::Id) | None => {
                keep(article, &name, value, context);
                continue;
            }
        };
        match says {
            Some(words) if words.is_empty() && place.is_empty() => article.blank.extend(guess),
            Some(words) if place.is_empty() => *place = words,
            Some(words) if words == *place => {}
            _ => keep(article, &name, value, context),
        }
    }
}

/// Keeps a field as a variable, or tells that it cannot be one.
fn keep(article: &mut RawArticle, name: &str, value: &Value, context: &RecordContext<'_>) {
    let variable = if is_empty(value) { None } else { variable_of(value) };
    match (FieldContent::of(name, value), variable) {
        (FieldContent::Words, Some(variable)) => keep_variable(article, name, variable),
        _ => tell_left(name, value, context),
    }
}

/// Keeps a variable under its name, or under the next free one: `rubrik`, `rubrik 2`.
fn keep_variable(article: &mut RawArticle, name: &str, variable: Variable) {
    let variables = &mut article.meta.0;
    let names = std::iter::once(name.to_owned()).chain((2..).map(|number| format!("{name} {number}")));
    for name in names {
        match variables.get(&name) {
            Some(known) if *known == variable => return,
            Some(_) => {}
            None => {
                variables.insert(name, variable);
                return;
            }
        }
    }
}
