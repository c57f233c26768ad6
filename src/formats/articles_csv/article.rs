//! A record of a CSV file as an article, or why it is none.

use super::{
    columns::Role,
    dialect::Dialect,
    records::{Field, Record},
};
use crate::{
    formats::{document::Draft, format::Item, problem::Problem, raw_text::Unit, spreadsheet},
    model::{Date, dates_in},
};

/// What is the same for all records of a file.
pub struct Rows<'a> {
    /// As problems name the file.
    pub file: &'a str,
    /// Its name without folders.
    pub name: &'a str,
    pub dialect: &'a Dialect,
    /// Whether a quote sign before a formula is taken away.
    pub safe: bool,
}

impl Rows<'_> {
    /// What a record gives; `number` counts articles from 1.
    pub fn items(&self, record: &Record, number: usize) -> Vec<Item> {
        self.article(record, number).unwrap_or_else(|problem| {
            let row = String::from_utf8(record.raw.clone());
            vec![Item::Problem(match row {
                Ok(row) => problem.row(row),
                Err(_) => problem,
            })]
        })
    }

    fn article(&self, record: &Record, number: usize) -> Result<Vec<Item>, Problem> {
        let (there, wanted) = (record.fields.len(), self.dialect.columns.len());
        if there < wanted {
            let reason = format!("the row has {there} fields, the header {wanted}");
            let fix = "Add what is missing; a line end inside a field needs quotes around the field";
            return Err(self.problem(reason, fix, record.end));
        }
        if let Some(extra) = record.fields.get(wanted) {
            let reason = format!("the row has {there} fields, the header {wanted}");
            return Err(self.problem(reason, "Put quotes around a field with a separator in it", extra.at));
        }
        let cell = |role: Role| -> Result<(&str, (usize, usize)), Problem> {
            let field = self.dialect.mapping.column(role).and_then(|at| record.fields.get(at));
            field.map_or(Ok(("", (0, 0))), |field| Ok((self.words(field)?, field.at)))
        };
        let (text, at) = cell(Role::Text)?;
        if text.trim().is_empty() {
            return Err(self.problem("the row has no text", "Fill the field, or leave the row out", at));
        }
        if let Some(nul) = text.find('\0') {
            let reason = format!("the text has a NUL after {} characters", text[..nul].chars().count());
            return Err(self.problem(reason, "Take it out: no text has one", at));
        }
        let stem = self.name.rsplit_once('.').map_or(self.name, |(stem, _)| stem);
        let id = match cell(Role::Id)?.0.trim() {
            "" => format!("{stem}-{number}"),
            id => id.to_owned(),
        };
        let mut draft = Draft::new(self.file, (record.line, 1), &id, text)?;
        let line = |cell: &str| cell.split_whitespace().collect::<Vec<_>>().join(" ");
        draft.title = line(cell(Role::Title)?.0);
        draft.source = line(cell(Role::Source)?.0);
        draft.url = cell(Role::Url)?.0.trim().to_owned();
        draft.import_file = self.name.to_owned();
        let (date, at) = cell(Role::Date)?;
        draft.date = day(date);
        if draft.date.is_none() && !date.trim().is_empty() {
            let reason =
                format!("“{}” is no day; the article has no date now", crate::formats::anchor::shortened(date));
            draft.note(at, reason, "Write it as 2024-07-08, 8/7/2024 (day first) or 8 Juli 2024");
        }
        let (document, problems) = draft.finish(Unit::CodePoint);
        Ok(problems.into_iter().map(Item::Problem).chain([Item::Document(Box::new(document))]).collect())
    }

    fn words<'f>(&self, field: &'f Field) -> Result<&'f str, Problem> {
        let text = std::str::from_utf8(&field.bytes).map_err(|error| {
            let before = String::from_utf8_lossy(&field.bytes[..error.valid_up_to()]).into_owned();
            let place = match before.rfind('\n') {
                Some(last) => (field.at.0 + before.matches('\n').count(), before[last + 1..].chars().count() + 1),
                None => (field.at.0, field.at.1 + before.chars().count()),
            };
            let byte = field.bytes[error.valid_up_to()];
            let fix = "If the file is Windows-1252, read it with the option encoding=windows-1252; else mend the row";
            self.problem(format!("byte 0x{byte:02X} is not UTF-8"), fix, place)
        })?;
        Ok(if self.safe { spreadsheet::plain(text) } else { text })
    }

    fn problem(&self, reason: impl Into<String>, fix: &str, at: (usize, usize)) -> Problem {
        Problem::new(self.file, reason, fix).at(at.0, at.1)
    }
}

/// A day as tables and news write it: ISO 8601 with or without time, 2024/07/08, 20240708, 8/7/2024 (day first),
/// 8/7/24, 8 Juli 2024, Senin (8/7/2024).
pub fn day(cell: &str) -> Option<Date> {
    let cell = cell.trim();
    let digits =
        |range: std::ops::Range<usize>| cell.get(range).filter(|part| part.bytes().all(|b| b.is_ascii_digit()));
    if let (8, Some(year), Some(month), Some(day)) = (cell.len(), digits(0..4), digits(4..6), digits(6..8)) {
        return format!("{year}-{month}-{day}").parse().ok();
    }
    // `dates_in` reads a year first with hyphens only, and a time that follows at once would belong to its number.
    let first = cell.split(['T', 't']).next().filter(|_| digits(0..4).is_some()).unwrap_or(cell);
    let hyphens = if digits(0..4).is_some() { first.replace('/', "-") } else { first.to_owned() };
    dates_in(&hyphens, None).first().or(dates_in(&format!("({hyphens})"), None).first()).map(|named| named.date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days() {
        let same = [
            "2024-07-08",
            " 2024-07-08T10:00:00+07:00",
            "2024-07-08 10:00",
            "2024/7/8",
            "20240708",
            "8/7/2024",
            "08-07-2024 10:15 WIB",
            "8.7.2024",
            "8/7/24",
            "Senin, 8 Juli 2024 10:15 WIB",
            "8 Jul 2024",
            "Jul 8, 2024",
            "Mon, 08 Jul 2024 10:15:00 GMT",
        ];
        for cell in same {
            assert_eq!(day(cell).map(|day| day.to_string()).as_deref(), Some("2024-07-08"), "{cell}");
        }
        for cell in ["", "7/15/2024", "45481", "kemarin", "2024", "31/2/2024", "2024é7"] {
            assert_eq!(day(cell), None, "{cell}");
        }
    }
}
