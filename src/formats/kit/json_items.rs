//! Records that are the items of a JSON list, or JSON Lines.

use std::io::Read;

use serde_json::Value;

use super::{
    columns::ColumnRole, day_order::DayOrder, fields::UntakenFields, in_order::records_in_order,
    other_encoding::refuse_other_encoding, repeated_keys::tell_repeated_keys, tally::FileTally,
};
use crate::{
    formats::{
        format::{Item, ItemSink, ReadContext, ReadError},
        json_items::{JsonItem, JsonItems},
        odd_numbers::without_odd_numbers,
        problem::Problem,
        source::Source,
    },
    message::{Message, message},
};

impl JsonItem {
    /// The fields, if it is an object. What is told of them that costs no record goes to `tally`.
    pub fn fields(&self, file: &str, tally: &FileTally) -> Result<UntakenFields, Problem> {
        let fix = || message!("Correct the record; the others went in");
        let read = serde_json::from_str::<Value>(&self.text);
        // What Python writes where nothing is known.
        let mended = |error| match without_odd_numbers(&self.text) {
            Some((mended, count)) => {
                let value = serde_json::from_str(&mended).map_err(|_| error)?;
                tell_odd_numbers(count, self.at, tally);
                Ok(value)
            }
            None => Err(error),
        };
        let value = read.or_else(mended).map_err(|error| {
            let told = error.to_string();
            let reason = told.rsplit_once(" at line ").map_or(told.as_str(), |(reason, _)| reason);
            let (line, column) = self.place(error.line(), error.column());
            Problem::new(file, Message::verbatim(reason), fix()).at(line, column).row(self.text.as_str())
        })?;
        let wrong = || Problem::new(file, message!("the record is not a JSON object"), fix()).at(self.at.0, self.at.1);
        UntakenFields::of(value).ok_or_else(|| wrong().row(self.text.as_str()))
    }
}

/// Tells numbers of a record that are none.
pub fn tell_odd_numbers(count: usize, at: (usize, usize), tally: &FileTally) {
    let reason = message!(
        "{count} number{s} that {is|are} none (NaN, or beyond what a number holds) {was|were} left open",
        count = count
    );
    tally.note(reason, message!("Write null where nothing is known"), at);
}

/// Hands over what `work` makes of each item of a stream, on all cores and in order.
pub fn items_in_order(
    file: &str,
    input: impl Read,
    work: &(dyn Fn(&JsonItem) -> Vec<Item> + Sync),
    sink: &mut ItemSink<'_>,
) -> Result<(), ReadError> {
    let mut items = JsonItems::new(file, input);
    records_in_order(&mut || items.next_item(), |item| item.text.len(), work, sink)
}

/// What is made of one item of a file (as problems name it).
pub type ItemWork<'w> = dyn Fn(&str, &JsonItem, &ReadContext, &FileTally) -> Vec<Item> + Sync + 'w;

/// The same of files of a source, each with a tally of its own, and with what its days show of their order.
pub fn items_of_files<'n>(
    source: &dyn Source,
    names: impl IntoIterator<Item = &'n String>,
    reading: &ReadContext,
    work: &ItemWork<'_>,
    sink: &mut ItemSink<'_>,
) -> Result<(), ReadError> {
    for name in names {
        let file = source.called(name);
        let stream = source.open(name).map_err(|error| Problem::unreadable(&file, &error))?;
        if let Err(problem) = refuse_other_encoding(source, name, &file) {
            sink(Item::Problem(problem))?;
            continue;
        }
        let tally = FileTally::default();
        let days = days_of(source, name, reading);
        if let Some((reason, fix, at)) = days.doubt() {
            tally.doubted(reason, fix, at);
        }
        let reading = reading.with_month(days.month());
        let told = |item: &JsonItem| {
            tell_repeated_keys(&item.text, item.at, &tally);
            work(&file, item, &reading, &tally)
        };
        items_in_order(&file, stream, &told, sink)?;
        tally.tell(&file, sink)?;
    }
    Ok(())
}

/// So many records show whether days are written in two small numbers at all.
const LOOKED_AT: usize = 50;

/// In which order a file writes its days, for which all of them are looked at: what fields have that are called as days are,
/// however deep.
fn days_of(source: &dyn Source, name: &str, reading: &ReadContext) -> DayOrder {
    let mut order = DayOrder::new(reading.month);
    // Whatever is wrong with the file is told where it is read.
    let Some(stream) = Some(name).filter(|_| !order.is_told()).and_then(|name| source.open(name).ok()) else {
        return order;
    };
    let told = reading.option("date").map(|name| name.rsplit('.').next().unwrap_or(name).to_owned());
    let mut items = JsonItems::new(name, stream);
    let (mut open, mut passed) = (false, 0);
    while let Ok(Some(item)) = items.next_item() {
        if let Ok(item) = item
            && let Ok(value) = serde_json::from_str::<Value>(&item.text)
        {
            days_in(&value, false, told.as_deref(), &mut |cell| {
                open |= DayOrder::is_open(cell);
                order.see(cell, item.at);
            });
        }
        passed += 1;
        if !open && passed > LOOKED_AT {
            break;
        }
    }
    order
}

/// The words of fields that are called as days are, or as a person says.
fn days_in(value: &Value, named: bool, told: Option<&str>, see: &mut dyn FnMut(&str)) {
    match value {
        Value::String(words) if named => see(words),
        Value::Object(fields) => fields.iter().for_each(|(name, value)| {
            // As MongoDB writes types: `tanggal: {$date: …}`.
            let called = told.map_or_else(|| ColumnRole::Date.is_called(name), |told| told == name);
            days_in(value, called || named && name.starts_with('$'), told, see);
        }),
        Value::Array(list) => list.iter().for_each(|value| days_in(value, false, told, see)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_placed() {
        let item = JsonItem { number: 1, at: (4, 3), text: "{\"é\": 1,\n \"b\": x}".to_owned() };
        let tally = FileTally::default();
        assert_eq!(item.fields("f", &tally).unwrap_err().to_string().split(": e").next(), Some("f:5:7"));
        let item = JsonItem { number: 1, at: (4, 3), text: "{\"é\": x}".to_owned() };
        let problem = item.fields("f", &tally).unwrap_err();
        assert_eq!((problem.line, problem.column), (4, 9));
    }
}
