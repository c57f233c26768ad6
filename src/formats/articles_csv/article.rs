//! A record of a CSV file as an article, or why it is none.

use super::{
    dialect::Dialect,
    mark_table::MarkTable,
    marked_rows::MarkedRows,
    records::{CsvField, CsvRecord},
};
use crate::formats::{
    format::{Item, MonthPlace, ReadContext},
    html::cell::{has_markup, text_of, words_of},
    kit::{
        columns::ColumnRole,
        day_order::day_in,
        nothing::{stands_for_nothing, tell_nothing},
        offsets::unit_of,
        raw_text::OffsetUnit,
        spreadsheet,
        tally::{FileTally, shortened},
        unplaced::{FieldContent, place_columns},
    },
    problem::Problem,
    record::{Draft, RecordContext},
    stem,
};
use crate::{
    message::{Message, message},
    model::{Variable, Zone},
};

/// What is the same for all records of a file.
pub struct FileColumns<'a> {
    /// As problems name the file.
    pub file: &'a str,
    /// Its name without folders.
    pub name: &'a str,
    pub dialect: &'a Dialect,
    /// Whether a quote sign before a formula is taken away.
    pub safe: bool,
    /// Whether columns that no field is for become variables.
    pub variables: bool,
    /// What is the same for many records.
    pub tally: &'a FileTally,
    /// Where a mark begins and ends, if a row is one.
    pub places: Option<(usize, usize)>,
    /// The clock by which moments are days.
    pub zone: Option<Zone>,
    /// In which order days are written.
    pub month: MonthPlace,
    /// Whether texts are pieces of pages.
    pub markup: bool,
}

impl<'a> FileColumns<'a> {
    pub fn new(file: &'a str, name: &'a str, dialect: &'a Dialect, tally: &'a FileTally, zone: Option<Zone>) -> Self {
        let places = place_columns(&dialect.columns);
        Self {
            file,
            name,
            dialect,
            safe: false,
            variables: true,
            tally,
            places,
            zone,
            month: MonthPlace::Open,
            markup: false,
        }
    }

    /// What a record gives; `number` counts articles from 1.
    pub fn items(&self, record: &CsvRecord, number: usize) -> Vec<Item> {
        self.article(record, number).unwrap_or_else(|problem| vec![with_row(problem, record)])
    }

    /// What a record gives that has lists of marks in its cells.
    pub fn marked_items(
        &self,
        marked: &MarkedRows,
        record: &CsvRecord,
        number: usize,
        reading: &ReadContext,
    ) -> Vec<Item> {
        let unit = unit_of(reading, OffsetUnit::CodePoint);
        let context = RecordContext { file: self.file, at: (record.line, 1), unit, reading, tally: self.tally };
        match self.cells(record) {
            Ok(cells) => marked.items(&cells, &String::from_utf8_lossy(&record.raw), number, &context),
            Err(problem) => vec![with_row(problem, record)],
        }
    }

    /// The cells of a record, which has as many as there are columns.
    pub fn cells<'r>(&self, record: &'r CsvRecord) -> Result<Vec<&'r str>, Problem> {
        self.refuse_uneven(record)?;
        record.fields.iter().map(|field| self.words(field)).collect()
    }

    /// Whether a record repeats the names of the columns, as in files that were put together.
    pub fn is_header(&self, record: &CsvRecord) -> bool {
        let columns = &self.dialect.columns;
        let same = |(field, name): (&CsvField, &String)| String::from_utf8_lossy(&field.bytes).trim() == *name;
        columns.len() > 1 && record.fields.len() == columns.len() && record.fields.iter().zip(columns).all(same)
    }

    /// Takes a record into a table of marks, or says why it cannot.
    pub fn add_to(&self, table: &mut MarkTable<'_>, record: &CsvRecord) -> Option<Item> {
        let took = self.cells(record).and_then(|cells| {
            table.add(&cells, record.line).map_err(|(column, reason, fix)| {
                let at = record.fields.get(column).map_or((record.line, 1), |field| field.at);
                self.problem(reason, fix, at)
            })
        });
        took.err().map(|problem| with_row(problem, record))
    }

    fn refuse_uneven(&self, record: &CsvRecord) -> Result<(), Problem> {
        let (there, wanted) = (record.fields.len(), self.dialect.columns.len());
        let uneven = || message!("the row has {fields} field{s}, the header {wanted}", fields = there, wanted = wanted);
        if there < wanted {
            let fix = message!("Add what is missing; a line end inside a field needs quotes around the field");
            return Err(self.problem(uneven(), fix, record.end));
        }
        if let Some(extra) = record.fields.get(wanted) {
            let fix = message!("Put quotes around a field with a separator in it");
            return Err(self.problem(uneven(), fix, extra.at));
        }
        Ok(())
    }

    fn article(&self, record: &CsvRecord, number: usize) -> Result<Vec<Item>, Problem> {
        self.refuse_uneven(record)?;
        let cell = |role: ColumnRole| -> Result<(&str, (usize, usize)), Problem> {
            let column = self.dialect.mapping.column(role);
            let Some((column, field)) = column.and_then(|at| Some((at, record.fields.get(at)?))) else {
                return Ok(("", (0, 0)));
            };
            let words = self.words(field)?;
            let is_nothing = stands_for_nothing(words);
            if is_nothing {
                tell_nothing(&self.dialect.columns[column], words, field.at, self.tally);
            }
            Ok((if is_nothing { "" } else { words }, field.at))
        };
        let (text, at) = cell(ColumnRole::Text)?;
        let words;
        let text = if self.markup {
            words = text_of(text.to_owned(), self.tally, at);
            &words
        } else {
            text
        };
        if text.trim().is_empty() {
            return Err(self.problem(
                message!("the row has no text"),
                message!("Fill the field, or leave the row out"),
                at,
            ));
        }
        if let Some(nul) = text.find('\0') {
            let reason = message!("the text has a NUL after {count} character{s}", count = text[..nul].chars().count());
            return Err(self.problem(reason, message!("Take it out: no text has one"), at));
        }
        let id = match cell(ColumnRole::Id)?.0.trim() {
            "" => format!("{}-{number}", stem(self.name)),
            id => id.to_owned(),
        };
        let mut draft = Draft::new(self.file, (record.line, 1), &id, text)?;
        let line = |cell: &str| {
            let words = if has_markup(cell) { words_of(cell) } else { cell.to_owned() };
            words.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        draft.title = line(cell(ColumnRole::Title)?.0);
        draft.source = line(cell(ColumnRole::Source)?.0);
        draft.url = cell(ColumnRole::Url)?.0.trim().to_owned();
        draft.import_file = self.name.to_owned();
        draft.stated = self.dialect.mapping.stated();
        let (date, at) = cell(ColumnRole::Date)?;
        let found = day_in(self.month, date, self.zone);
        draft.date = found.as_ref().map(|(date, _)| *date);
        if let Some((_, Some((reason, fix)))) = found {
            self.tally.note(reason, fix, at);
        }
        if draft.date.is_none() && !date.trim().is_empty() {
            draft.part(
                at,
                message!("“{date}” is not a day; the article has no date now", date = shortened(date)),
                message!("Write it as 2024-07-08, 8/7/2024 (day first) or 8 Juli 2024"),
            );
        }
        let columns = &self.dialect.columns;
        for (at, field) in record.fields.iter().enumerate().filter(|_| self.variables) {
            let Some(column) = self.dialect.mapping.variable_name(columns, at) else { continue };
            let column = column.as_str();
            let cell = self.words(field)?;
            if FieldContent::of_cell(column, cell) == FieldContent::Marks {
                self.tally.lost(message!("the column “{column}”", column = shortened(column)), (record.line, 1));
            } else if let Some(variable) = Variable::of_cell(&cell.replace("\r\n", "\n")) {
                draft.variables.entry(column.to_owned()).or_insert(variable);
            }
        }
        if let Some(columns) = self.places {
            self.tell_mark(record, columns, text)?;
        }
        let (document, problems) = draft.finish(OffsetUnit::CodePoint);
        Ok(problems.into_iter().map(Item::Problem).chain([Item::Document(Box::new(document))]).collect())
    }

    /// Tells a row that is a mark in its text: the text goes in, once, and the mark has no place.
    fn tell_mark(&self, record: &CsvRecord, (start, end): (usize, usize), text: &str) -> Result<(), Problem> {
        let number = |at: usize| -> Result<Option<usize>, Problem> {
            let Some(field) = record.fields.get(at) else { return Ok(None) };
            Ok(self.words(field)?.trim().parse().ok())
        };
        if let (Some(from), Some(to)) = (number(start)?, number(end)?)
            && from < to
            && to <= text.chars().count()
        {
            let columns = &self.dialect.columns;
            let (start, end) = (shortened(&columns[start]), shortened(&columns[end]));
            let reason = message!(
                "the row may be a mark in its text (“{start}”, “{end}”), and was taken as an article",
                start = start,
                end = end
            );
            let fix = message!("If it is one, call the column of its label “label”");
            self.tally.part(reason, fix, (record.line, 1));
        }
        Ok(())
    }

    fn words<'f>(&self, field: &'f CsvField) -> Result<&'f str, Problem> {
        let text = std::str::from_utf8(&field.bytes).map_err(|error| {
            let before = String::from_utf8_lossy(&field.bytes[..error.valid_up_to()]).into_owned();
            let place = match before.rfind('\n') {
                Some(last) => (field.at.0 + before.matches('\n').count(), before[last + 1..].chars().count() + 1),
                None => (field.at.0, field.at.1 + before.chars().count()),
            };
            let byte = field.bytes[error.valid_up_to()];
            let fix = message!(
                "If the file is Windows-1252, read it with the option encoding=windows-1252; else correct the row"
            );
            self.problem(message!("byte {byte} is not UTF-8", byte = format!("0x{byte:02X}")), fix, place)
        })?;
        Ok(if self.safe { spreadsheet::plain(text) } else { text })
    }

    fn problem(&self, reason: Message, fix: Message, at: (usize, usize)) -> Problem {
        Problem::new(self.file, reason, fix).at(at.0, at.1)
    }
}

/// A problem with the record as it stands in the file.
fn with_row(problem: Problem, record: &CsvRecord) -> Item {
    Item::Problem(match String::from_utf8(record.raw.clone()) {
        Ok(row) => problem.row(row),
        Err(_) => problem,
    })
}
