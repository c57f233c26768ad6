//! Sheets of Excel and LibreOffice (XLSX, ODS): an article a row, its columns told as those of a CSV file. Days are days,
//! and columns that no field is for become variables.

mod ods;

use std::io::{Cursor, Read};

use calamine::{Data, Ods, Range, Reader, Xlsx};
use zip::ZipArchive;

use crate::formats::{
    articles_csv::{LOOKED_AT, MarkTable, own_table, stands_for_nothing, tell_nothing},
    format::{DiskShape, Format, FormatInfo, FormatOption, Item, ItemSink, ReadContext, ReadError},
    kit::{
        calm::calm,
        columns::{ColumnRole, Mapping},
        day::day_told,
        each_file::each_file,
        offsets::OFFSETS,
        tally::{FileTally, shortened},
        unplaced::FieldContent,
    },
    problem::Problem,
    record::found::FoundArticle,
    source::Source,
    stem,
};
use crate::{
    formats::sniff::Sniff,
    message::{Message, message},
    model::Zone,
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
        column("sheet", "the sheet’s name; else the first that has a column of texts"),
        column("text", "the column of the text: its name, or its number from 1"),
        column("title", "the column of the title"),
        column("date", "the column of the day"),
        column("source", "the column of the newspaper or portal"),
        column("url", "the column of the address"),
        column("id", "the column of the article’s id"),
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
    let mut first_columns = String::new();
    for (sheet, range) in &sheets {
        if wanted.is_some_and(|wanted| wanted != sheet) {
            continue;
        }
        let mut rows = range.rows();
        let Some(header) = rows.find(|row| row.iter().any(|cell| *cell != Data::Empty)) else { continue };
        let header: Vec<String> = header.iter().map(words).collect();
        let mapping = match Mapping::new(&header, &reading.options) {
            Ok(mapping) => mapping,
            Err(reason) => return problem(reason),
        };
        if mapping.column(ColumnRole::Text).is_some() {
            let table = SheetTable { file, name, sheet, header: &header, mapping: &mapping, zone: reading.zone };
            return marks_of(&table, range, reading).unwrap_or_else(|| rows_of(&table, range));
        }
        if first_columns.is_empty() {
            first_columns = header.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", ");
        }
    }
    let reason = message!(
        "no sheet has a column that is known to hold the articles’ text; the sheets are {sheets}, the columns {columns}",
        sheets = names(),
        columns = first_columns
    );
    vec![Item::Problem(Problem::new(
        file,
        reason,
        message!("Say which one with the option text, by its name or number"),
    ))]
}

/// Every sheet with its cells. Whatever the library makes of a broken file, the program goes on.
fn sheets(bytes: Vec<u8>) -> Result<Vec<(String, Range<Data>)>, Message> {
    let cannot = |reason: String| message!("the file cannot be read as a sheet: {reason}", reason = reason);
    let mut archive = ZipArchive::new(Cursor::new(bytes.as_slice())).map_err(|error| cannot(error.to_string()))?;
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

/// What is the same for all rows.
struct SheetTable<'a> {
    file: &'a str,
    name: &'a str,
    sheet: &'a str,
    header: &'a [String],
    mapping: &'a Mapping,
    zone: Option<Zone>,
}

/// The rows that hold something below the header, each with its number from 1.
fn numbered(range: &Range<Data>) -> impl Iterator<Item = (usize, &[Data])> {
    let top = range.start().map_or(0, |(row, _)| row as usize);
    let rows = range.rows().enumerate().filter(|(_, row)| row.iter().any(|cell| *cell != Data::Empty)).skip(1);
    rows.map(move |(at, row)| (top + at + 1, row))
}

/// What a sheet gives whose rows are marks; `None` if they are articles.
fn marks_of(table: &SheetTable<'_>, range: &Range<Data>, reading: &ReadContext) -> Option<Vec<Item>> {
    let SheetTable { file, name, header, mapping, .. } = *table;
    if own_table(header).is_some() {
        return None;
    }
    let rows: Vec<(usize, Vec<String>)> =
        numbered(range).map(|(at, row)| (at, row.iter().map(words).collect())).collect();
    let rows: Vec<(usize, Vec<&str>)> =
        rows.iter().map(|(at, row)| (*at, row.iter().map(String::as_str).collect())).collect();
    let first: Vec<Vec<&str>> = rows.iter().take(LOOKED_AT).map(|(_, row)| row.clone()).collect();
    let mut marks = match MarkTable::of(header, mapping, &reading.options, &first) {
        Ok(marks) => marks?,
        Err(reason) => {
            let fix = message!("Add a column “article_text” with the whole text of its article to each row");
            return Some(vec![Item::Problem(Problem::new(file, reason, fix))]);
        }
    };
    let (mut items, tally) = (Vec::new(), FileTally::default());
    for (at, row) in &rows {
        if let Err((column, reason, fix)) = marks.add(row, *at) {
            items.push(Item::Problem(Problem::new(file, reason, fix).at(*at, column + 1)));
        }
    }
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let all = marks.finish((file, name), reading, &tally, &mut |item| {
        items.push(item);
        Ok(())
    });
    debug_assert!(all.is_ok(), "whoever takes everything has never enough");
    items.extend(tally.problems(file).into_iter().map(Item::Problem));
    Some(items)
}

fn rows_of(table: &SheetTable<'_>, range: &Range<Data>) -> Vec<Item> {
    let SheetTable { file, name, sheet, header, mapping, zone } = *table;
    let rows = numbered(range);
    let (mut items, tally) = (Vec::new(), FileTally::default());
    // Ours: what stands beside the articles is no variable of theirs.
    let own = own_table(header).is_some();
    if own {
        tally.note(
            message!("of the tidy tables only the articles are read, without their annotations"),
            message!("Export Tandai JSON Lines to bring annotations along"),
            (0, 0),
        );
    }
    for (number, (at, row)) in rows.enumerate() {
        let at = (at, 0);
        let cell = |role: ColumnRole| {
            let Some((column, cell)) = mapping.column(role).and_then(|at| Some((at, row.get(at)?))) else {
                return String::new();
            };
            let words = words(cell);
            if !stands_for_nothing(&words) {
                return words;
            }
            tell_nothing(&header[column], &words, at, &tally);
            String::new()
        };
        let text = cell(ColumnRole::Text);
        if text.trim().is_empty() {
            let reason = message!("the row {row} of “{sheet}” has no text", row = at.0, sheet = sheet);
            items.push(Item::Problem(
                Problem::new(file, reason, message!("Fill the field, or leave the row out")).at(at.0, at.1),
            ));
            continue;
        }
        let id = Some(cell(ColumnRole::Id)).filter(|id| !id.trim().is_empty());
        // What is the same for many rows is told once.
        let date = match day_told(&cell(ColumnRole::Date), zone) {
            None => cell(ColumnRole::Date),
            Some((date, told)) => {
                told.into_iter().for_each(|(reason, fix)| tally.note(reason, fix, at));
                date.to_string()
            }
        };
        let mut found = FoundArticle {
            id: id.unwrap_or_else(|| format!("{}-{}", stem(name), number + 1)),
            text,
            title: cell(ColumnRole::Title),
            source: cell(ColumnRole::Source),
            url: cell(ColumnRole::Url),
            date,
            stated: mapping.stated(),
            ..FoundArticle::default()
        };
        for (nth, cell) in row.iter().enumerate().filter(|(nth, _)| !own && mapping.role(*nth).is_none()) {
            if let Some(column) = header.get(nth).filter(|column| !column.trim().is_empty()) {
                let said = words(cell);
                if FieldContent::of_cell(column, &said) == FieldContent::Marks {
                    tally.lost(message!("the column “{column}”", column = shortened(column)), at);
                } else {
                    found.know(column.trim(), &said);
                }
            }
        }
        items.extend(found.items(file, name, at, zone));
    }
    items.extend(tally.problems(file).into_iter().map(Item::Problem));
    items
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
