//! CSV and TSV: a row an article, or a row a mark with its article, in columns that are known by their names or told.
//! Read only; the tidy tables are written by `tables`.

mod article;
mod dialect;
mod header;
mod mark_table;
mod marked_rows;
mod preview;
mod records;

use self::{
    article::FileColumns,
    dialect::{Dialect, look},
    records::CsvRecords,
};
use super::{
    format::{DiskShape, Format, FormatInfo, FormatOption, Item, ItemSink, ReadContext, ReadError},
    html::cell::is_markup,
    kit::{
        charset::Charset,
        columns::ColumnRole,
        day_order::DayOrder,
        offsets::OFFSETS,
        other_encoding::refuse_other_encoding,
        tally::{FileTally, shortened},
    },
    problem::Problem,
    source::Source,
};
use crate::formats::sniff::Sniff;

pub(super) use header::{header_row, is_record, quotations};
pub(super) use mark_table::MarkTable;
pub(super) use marked_rows::MarkedRows;
pub use preview::{Preview, preview};

use crate::{
    dataset::codebook::{TABLES, Table},
    message::message,
};

/// The format.
pub struct ArticlesCsv;

const fn column(name: &'static str, about: &'static str) -> FormatOption {
    FormatOption::reading(name, &[], about)
}

static INFO: FormatInfo = FormatInfo {
    id: "csv",
    name: "CSV or TSV of articles",
    extensions: &["csv", "tsv"],
    about: "One article per row, or one mark per row with its article: columns for text, title, date, source, url and id, by their names or as told; start, end and label of marks",
    offsets: "code points",
    shape: DiskShape::File,
    reads: true,
    writes: false,
    loses: &[],
    text_free: false,
    parts: false,
    options: &[
        column("text", "the column of the text: its name, or its number from 1"),
        column("title", "the column of the title"),
        column("date", "the column of the day; day first, or ISO 8601"),
        column("source", "the column of the newspaper or portal"),
        column("url", "the column of the address"),
        column("id", "the column of the article’s id"),
        FormatOption::reading("delimiter", &["auto", "comma", "semicolon", "tab", "bar"], "what parts the fields"),
        FormatOption::reading("header", &["yes", "no"], "no: the first row is an article"),
        FormatOption::reading(
            "encoding",
            &["utf-8", "utf-16", "utf-16be", "windows-1252"],
            "for files without a byte order mark",
        ),
        FormatOption::reading(
            "spreadsheet",
            &["raw", "safe"],
            "safe: take away the quote sign that keeps a spreadsheet from computing a cell",
        ),
        OFFSETS,
    ],
    columns: true,
    general: 1,
    ..FormatInfo::NOTHING
};

/// The file that tells a folder of tidy tables, and the one of them that has articles.
const CODEBOOK: &str = "codebook.csv";
const ARTICLES: &str = "articles.csv";

/// So many records show whether a table is one of marks.
pub(super) const LOOKED_AT: usize = 50;

impl Format for ArticlesCsv {
    fn info(&self) -> &'static FormatInfo {
        &INFO
    }

    fn recognises(&self, head: &Sniff<'_>) -> bool {
        if head.files.iter().any(|file| is_table(file)) {
            return true;
        }
        let dialect = dialect::Dialect::of(head.text().as_bytes(), Charset::UTF_8, &Default::default());
        dialect.is_ok_and(|dialect| dialect.text().is_ok() && dialect.mapping.known() > 1)
    }

    fn read(&self, source: &dyn Source, reading: &ReadContext, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
        let files = source.files();
        let tables = files.len() > 1 && files.iter().any(|file| base(file) == CODEBOOK);
        for file in files.iter().filter(|file| files.len() == 1 || is_table(file)) {
            if !tables || base(file) == ARTICLES {
                read_file(source, file, tables, reading, sink)?;
            }
        }
        if tables {
            let reason = message!("of the tidy tables only the articles are read, without their annotations");
            let fix = message!("Export Tandai JSON Lines to bring annotations along");
            sink(Item::Problem(Problem::new(source.name(), reason, fix).note()))?;
        }
        Ok(())
    }
}

fn read_file(
    source: &dyn Source,
    name: &str,
    tables: bool,
    reading: &ReadContext,
    sink: &mut ItemSink<'_>,
) -> Result<(), ReadError> {
    let file = source.called(name);
    let stream = source.open(name).map_err(|error| Problem::unreadable(&file, &error))?;
    if reading.option("encoding").is_none() {
        refuse_other_encoding(source, name, &file)?;
    }
    let (dialect, stream) = look(&file, stream, &reading.options)?;
    if let Some((reason, fix)) = quotations(&dialect.columns) {
        return Err(Problem::new(&*file, reason, fix).at(1, 1).into());
    }
    let no_names = dialect.header && dialect.above == 0 && is_record(&dialect.columns);
    // Ours: what stands beside the articles is no variable of theirs.
    let own = own_table(&dialect.columns);
    if let Some(name) = own.filter(|name| *name != "articles") {
        let reason = message!("it is the table “{name}” of an export of tidy tables, and has no articles", name = name);
        let fix = message!("Import articles.csv for the articles; export Tandai JSON Lines to bring annotations along");
        return Err(Problem::new(&*file, reason, fix).into());
    }
    if own.is_some() && !tables {
        let reason = message!("of the tidy tables only the articles are read, without their annotations");
        let fix = message!("Export Tandai JSON Lines to bring annotations along");
        sink(Item::Problem(Problem::new(&*file, reason, fix).note()))?;
    }
    let tables = tables || own.is_some();
    let safe = tables || reading.option("spreadsheet") == Some("safe");
    let tally = FileTally::default();
    if no_names {
        let reason = message!("the first row was taken for the names of the columns, and looks like a record");
        tally.part(reason, message!("Say header=no if it is one"), (1, 1));
    }
    let days = days_of(source, name, &dialect, reading)?;
    if let Some((reason, fix, at)) = days.doubt() {
        tally.doubted(reason, fix, at);
    }
    let reading = &reading.with_month(days.month());
    let rows = FileColumns {
        month: reading.month,
        safe,
        variables: !tables,
        ..FileColumns::new(&file, base(name), &dialect, &tally, reading.zone)
    };
    let mut records = CsvRecords::new(&*file, stream, dialect.marks);
    for at in 0..dialect.before() {
        match records.next_record()? {
            Some(Err(problem)) => return Err(problem.into()),
            // The line of the separators is no loss.
            Some(Ok(record)) if at >= usize::from(dialect.told) && at + 1 < dialect.before() => {
                let row = shortened(&String::from_utf8_lossy(&record.raw));
                let reason = message!("passed over above the names of the columns: {row}", row = row);
                tally.note(reason, message!("If it belongs to the articles, add it as a column"), (record.line, 1));
            }
            _ => {}
        }
    }
    let mut first = Vec::new();
    while first.len() < LOOKED_AT
        && let Some(record) = records.next_record()?
    {
        first.push(record);
    }
    let cells: Vec<Vec<&str>> = first.iter().flatten().filter_map(|record| rows.cells(record).ok()).collect();
    let marked = MarkedRows::of(&dialect.columns, &dialect.mapping, &cells, reading).filter(|_| !tables);
    if marked.is_none() {
        dialect.text().map_err(|reason| {
            let fix = match no_names {
                true => message!(
                    "If the first row is a record like the others, say header=no and the number of the column with the option text"
                ),
                false => message!("Say which one with the option text, by its name or number"),
            };
            Problem::new(&*file, reason, fix).at(1, 1)
        })?;
    }
    let mut marks = if tables || marked.is_some() { None } else { mark_table(&rows, &cells, reading)? };
    let text = dialect.mapping.column(ColumnRole::Text);
    let markup = is_markup(cells.iter().filter_map(|row| row.get(text?).copied()));
    drop(cells);
    let rows = FileColumns { markup, ..rows };
    let mut first = first.into_iter();
    let mut number = 0;
    while let Some(record) = first.next().map_or_else(|| records.next_record(), |record| Ok(Some(record)))? {
        number += 1;
        match (record, &mut marks) {
            (Ok(record), _) if dialect.header && rows.is_header(&record) => {
                let reason = message!("a row repeats the names of the columns, and was passed over");
                tally.note(reason, message!("Nothing needs to be done"), (record.line, 1));
                number -= 1;
            }
            (Ok(record), _) if record.is_blank() => {
                tally.note(
                    message!("a row without anything in it was passed over"),
                    message!("Nothing needs to be done"),
                    (record.line, 1),
                );
                number -= 1;
            }
            (Ok(record), Some(marks)) => rows.add_to(marks, &record).into_iter().try_for_each(&mut *sink)?,
            (Ok(record), None) => {
                let items = match &marked {
                    Some(marked) => rows.marked_items(marked, &record, number, reading),
                    None => rows.items(&record, number),
                };
                items.into_iter().try_for_each(&mut *sink)?;
            }
            (Err(problem), _) => sink(Item::Problem(problem))?,
        }
    }
    if let Some(marks) = marks {
        marks.finish((&file, base(name)), reading, &tally, sink)?;
    }
    tally.tell(&file, sink)
}

/// In which order a file writes its days, for which all of them are looked at.
fn days_of(source: &dyn Source, name: &str, dialect: &Dialect, reading: &ReadContext) -> Result<DayOrder, Problem> {
    let mut order = DayOrder::new(reading.month);
    let Some(column) = dialect.mapping.column(ColumnRole::Date).filter(|_| !order.is_told()) else { return Ok(order) };
    let file = source.called(name);
    // A pipe is read once.
    let Ok(stream) = source.open(name) else { return Ok(order) };
    let (_, stream) = look(&file, stream, &reading.options)?;
    let mut records = CsvRecords::new(&*file, stream, dialect.marks);
    // Most columns show by their first day that the question does not arise.
    let mut open = false;
    while let Ok(Some(record)) = records.next_record() {
        let Some(record) = record.ok().filter(|record| record.fields.len() > column) else { continue };
        let field = &record.fields[column];
        let cell = String::from_utf8_lossy(&field.bytes);
        open |= DayOrder::is_open(&cell);
        order.see(&cell, field.at);
        if !open && records.passed() > LOOKED_AT {
            break;
        }
    }
    Ok(order)
}

/// The table of marks that a file is, by its first records.
fn mark_table<'a>(
    rows: &FileColumns<'a>,
    first: &[Vec<&str>],
    reading: &ReadContext,
) -> Result<Option<MarkTable<'a>>, Problem> {
    MarkTable::of(&rows.dialect.columns, &rows.dialect.mapping, &reading.options, first).map_err(|reason| {
        let fix = message!("Add a column “article_text” with the whole text of its article to each row");
        Problem::new(rows.file, reason, fix).at(1, 1)
    })
}

/// The tidy table of ours that a header is of.
pub(super) fn own_table(columns: &[String]) -> Option<&'static str> {
    let is = |table: &&Table| {
        let header = table.header();
        // Splits and text-free exports leave some out, and those of older versions have fewer.
        let there = header.iter().filter(|name| columns.iter().any(|column| column == *name)).count();
        columns.len() >= 5 && there * 10 >= header.len() * 7 && there * 10 >= columns.len() * 9
    };
    TABLES.iter().find(is).map(|table| table.name)
}

fn is_table(file: &str) -> bool {
    file.rsplit_once('.').is_some_and(|(_, end)| INFO.extensions.iter().any(|known| end.eq_ignore_ascii_case(known)))
}

fn base(file: &str) -> &str {
    file.rsplit(['/', '\\']).next().unwrap_or(file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        formats::{MemorySource, recognise},
        model::{Scheme, Timestamp},
    };

    fn read(source: &MemorySource) -> (Vec<String>, Vec<String>) {
        let (mut articles, mut problems) = (Vec::new(), Vec::new());
        let reading = ReadContext::new(Scheme::default(), Timestamp(0));
        let end = ArticlesCsv.read(source, &reading, &mut |item| {
            match item {
                Item::Document(document) => {
                    articles.push(format!("{}: {}", document.article.meta.id, document.article.text.as_str()));
                }
                Item::Problem(problem) => problems.push(problem.to_string()),
            }
            Ok(())
        });
        if let Err(ReadError::Problem(problem)) = end {
            problems.push(problem.to_string());
        }
        (articles, problems)
    }

    #[test]
    fn of_tidy_tables_the_articles() {
        let files = [
            (ARTICLES, "article_id,text\na,'=SUM(1)\nb,biasa\n"),
            (CODEBOOK, "table,column\n"),
            ("mentions.csv", "article_id,text\na,PKS\n"),
        ];
        let folder = MemorySource::folder("t", files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())));
        let (articles, problems) = read(&folder);
        assert_eq!(articles, ["a: =SUM(1)", "b: biasa"]);
        assert!(problems.len() == 1 && problems[0].contains("without their annotations"), "{problems:?}");
    }

    #[test]
    fn recognised_by_its_header() {
        let is = |name: &str, text: &str| {
            let files = [name.to_owned()];
            let head = Sniff::new(name, text.as_bytes(), &files);
            recognise(&head).map(|format| format.info().id)
        };
        assert_eq!(is("a.csv", "x;y\n"), Some("csv"));
        assert_eq!(is("a.dat", "judul;isi\n"), Some("csv"));
        assert_eq!(is("a.txt", "Teks, yang biasa\n"), Some("text"));
    }

    #[test]
    fn a_file_without_text_column_says_so() {
        let (articles, problems) = read(&MemorySource::file("a.csv", &b"a,b\n1,2\n"[..]));
        assert_eq!(articles.len(), 0);
        assert!(
            problems[0].starts_with("a.csv:1:1: no column is known to hold the articles’ text; there are “a”, “b”")
        );
    }

    /// Every line opens a quote that the next one closes and opens again: not looked at for ever.
    #[test]
    fn a_file_of_open_quotes_ends() {
        let bytes = b"text\n".iter().chain(b"a\"\"\",\"\n".repeat(50_000).iter()).copied().collect::<Vec<u8>>();
        let (articles, problems) = read(&MemorySource::file("a.csv", bytes));
        assert_eq!(articles.len(), 0);
        assert!(
            (1..5_000).contains(&problems.len()) && problems[0].contains("more than 10000 fields"),
            "{}",
            problems[0]
        );
    }
}
