//! Records that are the items of a JSON list, or JSON Lines.

use std::io::Read;

use serde_json::Value;

use super::{fields::UntakenFields, in_order::records_in_order, repeated_keys::tell_repeated_keys, tally::FileTally};
use crate::{
    formats::{
        format::{Item, ItemSink, ReadError},
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

/// The same of files of a source, each with a tally of its own. `work`: of a file as problems name it, one of its items.
pub fn items_of_files<'n>(
    source: &dyn Source,
    names: impl IntoIterator<Item = &'n String>,
    work: &(dyn Fn(&str, &JsonItem, &FileTally) -> Vec<Item> + Sync),
    sink: &mut ItemSink<'_>,
) -> Result<(), ReadError> {
    for name in names {
        let file = source.called(name);
        let stream = source.open(name).map_err(|error| Problem::unreadable(&file, &error))?;
        let tally = FileTally::default();
        let told = |item: &JsonItem| {
            tell_repeated_keys(&item.text, item.at, &tally);
            work(&file, item, &tally)
        };
        items_in_order(&file, stream, &told, sink)?;
        tally.tell(&file, sink)?;
    }
    Ok(())
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
