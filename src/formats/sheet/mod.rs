//! Sheets of Excel and LibreOffice (XLSX, ODS): an article a row, its columns told as those of a CSV file. Days are days,
//! and columns that no field is for become variables.

mod ods;
mod table;

use std::io::{Cursor, Read};

use calamine::{Data, Ods, Range, Reader, Xlsx};
use zip::ZipArchive;

pub(super) use self::table::SheetTable;
use crate::formats::{
    format::{DiskShape, Format, FormatInfo, FormatOption, Item, ItemSink, ReadContext, ReadError},
    kit::{calm::calm, each_file::each_file, locked::is_locked, offsets::OFFSETS},
    problem::Problem,
    source::Source,
};
use crate::{
    formats::sniff::Sniff,
    message::{Message, message},
};

/// The format.
pub struct Spreadsheet;

const fn column(name: &'static str, about: &'static str) -> FormatOption {
    FormatOption::reading(name, &[], about)
}

static INFO: FormatInfo = FormatInfo {
    id: "sheet",
    name: "Excel or LibreOffice sheet",
    extensions: &["xlsx", "xlsm", "ods"],
    about: "A sheet of articles, a row each, or a row a mark with its article: columns for text, title, date, source and url, by their names or as told; start, end and label of marks",
    offsets: "code points",
    shape: DiskShape::File,
    reads: true,
    options: &[
        column("sheet", "the sheet’s name; else every one that has a column of texts"),
        column("text", "the column of the text: its name, or its number from 1"),
        column("title", "the column of the title"),
        column("date", "the column of the day"),
        column("source", "the column of the newspaper or portal"),
        column("url", "the column of the address"),
        column("id", "the column of the article’s id"),
        FormatOption::reading("header", &["yes", "no"], "no: the first row is an article"),
        OFFSETS,
    ],
    ..FormatInfo::NOTHING
};

/// Bytes of the unpacked file, and cells of a sheet, at most.
const LARGEST: u64 = 500_000_000;
const CELLS: usize = 20_000_000;

impl Format for Spreadsheet {
    fn info(&self) -> &'static FormatInfo {
        &INFO
    }

    fn recognises(&self, head: &Sniff<'_>) -> bool {
        head.files.len() <= 1
            && head.bytes.starts_with(b"PK\x03\x04")
            && (head.has_bytes(b"xl/")
                || head.has_bytes(b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet")
                || INFO.extensions.iter().any(|end| head.ends_with(end)))
    }

    fn read(&self, source: &dyn Source, reading: &ReadContext, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
        let names: Vec<&String> = source.files().iter().collect();
        each_file(source, &names, &|name, bytes| items(&source.called(name), name, bytes, reading), sink)
    }
}

fn items(file: &str, name: &str, bytes: Vec<u8>, reading: &ReadContext) -> Vec<Item> {
    let fix = || message!("Save the sheet as CSV (UTF-8) and import that");
    let problem = |reason: Message| vec![Item::Problem(Problem::new(file, reason, fix()))];
    let sheets = match sheets(bytes) {
        Ok(sheets) => sheets,
        Err(reason) => return problem(reason),
    };
    let names = || sheets.iter().map(|(name, _)| format!("“{name}”")).collect::<Vec<_>>().join(", ");
    let wanted = reading.option("sheet");
    if let Some(wanted) = wanted.filter(|wanted| sheets.iter().all(|(name, _)| name != wanted)) {
        return problem(message!("there is no sheet “{name}”; there are {names}", name = wanted, names = names()));
    }
    let (mut first_columns, mut tables, mut unread) = (String::new(), Vec::new(), Vec::new());
    for (sheet, range) in sheets.iter().filter(|(name, _)| wanted.is_none_or(|wanted| wanted == name)) {
        let rows = numbered(range);
        if rows.is_empty() {
            continue;
        }
        if first_columns.is_empty() {
            first_columns = rows[0].1.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", ");
        }
        match SheetTable::of(file, name, sheet, rows, reading) {
            Ok(table) if table.has_articles() => tables.push(table),
            Ok(table) if table.is_open() => unread.push(format!("“{sheet}”")),
            Ok(_) => {}
            Err(problem) => return vec![Item::Problem(problem)],
        }
    }
    let several = tables.len() > 1;
    let (mut items, mut before) = (Vec::new(), 0);
    for table in &tables {
        items.extend(table.items(reading, several, before));
        before += table.rows.len();
    }
    if !tables.is_empty() {
        if !unread.is_empty() {
            let names = unread.join(", ");
            let reason = message!("sheets without a column of texts were not read: {names}", names = names);
            let fix =
                message!("If one holds articles, name it with the option sheet, and its column with the option text");
            items.push(Item::Problem(Problem::new(file, reason, fix).note()));
        }
        return items;
    }
    let reason = message!(
        "no sheet has a column that is known to hold the articles’ text; the sheets are {sheets}, the columns {columns}",
        sheets = names(),
        columns = first_columns
    );
    vec![Item::Problem(Problem::new(
        file,
        reason,
        message!(
            "Say which one with the option text, by its name or number; where no row names the columns, with header=no"
        ),
    ))]
}

/// The rows that hold something, each with its number from 1 and what its cells show.
fn numbered(range: &Range<Data>) -> Vec<(usize, Vec<String>)> {
    let top = range.start().map_or(0, |(row, _)| row as usize);
    let rows = range.rows().enumerate().filter(|(_, row)| row.iter().any(|cell| *cell != Data::Empty));
    rows.map(move |(at, row)| (top + at + 1, row.iter().map(words).collect())).collect()
}

/// Every sheet with its cells. Whatever the library makes of a broken file, the program goes on.
fn sheets(bytes: Vec<u8>) -> Result<Vec<(String, Range<Data>)>, Message> {
    let cannot = |reason: String| message!("the file cannot be read as a sheet: {reason}", reason = reason);
    let mut archive = ZipArchive::new(Cursor::new(bytes.as_slice())).map_err(|error| cannot(error.to_string()))?;
    if is_locked(&mut archive) {
        return Err(message!("it is locked by a password"));
    }
    let mut size = 0u64;
    for at in 0..archive.len() {
        size += archive.by_index_raw(at).map_or(0, |entry| entry.size());
    }
    if size > LARGEST {
        return Err(message!("has more than {limit} MB", limit = LARGEST / 1_000_000));
    }
    let is_ods = archive.by_name("content.xml").is_ok();
    let many = || message!("has more than {limit} million cells", limit = CELLS / 1_000_000);
    if is_ods {
        let mut content = String::new();
        let part = archive.by_name("content.xml").map_err(|error| cannot(error.to_string()))?;
        part.take(LARGEST).read_to_string(&mut content).map_err(|error| cannot(error.to_string()))?;
        if ods::cells_of(&content)
            .map_err(|reason| message!("the file cannot be read as a sheet: {reason}", reason = reason))?
            > CELLS
        {
            return Err(many());
        }
    }
    let read = || -> Result<Vec<(String, Range<Data>)>, Message> {
        if is_ods {
            let mut book = Ods::new(Cursor::new(bytes.as_slice())).map_err(|error| cannot(error.to_string()))?;
            Ok(book.worksheets())
        } else {
            let mut book = Xlsx::new(Cursor::new(bytes.as_slice())).map_err(|error| cannot(error.to_string()))?;
            Ok(book.worksheets())
        }
    };
    let damaged = |_| Err(message!("the file cannot be read as a sheet: it is damaged"));
    let sheets = calm(read).unwrap_or_else(damaged)?;
    let cells: usize = sheets.iter().map(|(_, range)| range.height().saturating_mul(range.width())).sum();
    if cells > CELLS {
        return Err(many());
    }
    Ok(sheets)
}

/// The day behind the last that sheets know, 31 December 9999; the library overflows far behind it.
const END_OF_DAYS: f64 = 2_958_466.0;

/// What a cell shows; a day as 2024-07-08.
fn words(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) => text.clone(),
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 9e15 => format!("{number:.0}"),
        Data::Float(number) => number.to_string(),
        Data::Int(number) => number.to_string(),
        Data::Bool(truth) => truth.to_string(),
        // Before the first day that sheets know: a time alone, or an empty day.
        Data::DateTime(moment) if moment.is_datetime() && moment.as_f64() > 0.0 && moment.as_f64() < 1.0 => {
            let minutes = (moment.as_f64() * 24.0 * 60.0).round().min(23.0 * 60.0 + 59.0);
            format!("{:02}:{:02}", (minutes / 60.0).floor(), minutes % 60.0)
        }
        Data::DateTime(moment) if moment.is_datetime() && (1.0..END_OF_DAYS).contains(&moment.as_f64()) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::DateTime(moment) => moment.as_f64().to_string(),
        Data::DateTimeIso(moment) if moment.starts_with("1899-12-30") => "0".to_owned(),
        Data::DateTimeIso(moment) => moment.split('T').next().unwrap_or_default().to_owned(),
        Data::DurationIso(length) => length.clone(),
        Data::Error(error) => error.to_string(),
    }
}
