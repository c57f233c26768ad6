//! Parquet files as articles, a batch of rows at a time. The line of a problem is the row's number, from 1.

use std::{collections::BTreeSet, fmt::Display, io::Read, sync::Arc};

use parquet::{basic::Compression, file::metadata::ParquetMetaData};
use rayon::prelude::*;

use super::{
    TEXT_COLUMN, cells::CellRecord, guard::Guarded, names::ClassNames, plan::ColumnPlan, row, rows::RowReader,
};
use crate::formats::{
    format::{Item, ItemSink, ReadContext, ReadError},
    kit::{calm::calm, day_order::DayOrder, tally::FileTally},
    problem::Problem,
    source::Source,
};
use crate::message::{Message, message};

/// Rows and bytes of a batch, as far as the file knows how long its rows are.
const ROWS: i64 = 1_000;
const BYTES: i64 = 16 << 20;
/// The longest card that is looked at, in bytes.
const LONGEST_CARD: u64 = 4 << 20;

/// Whether a file of a folder is one of its tables.
pub(super) fn is_table(name: &str) -> bool {
    let end = name.rsplit_once('.').map_or("", |(_, end)| end);
    end.eq_ignore_ascii_case("parquet")
}

pub(super) fn read(source: &dyn Source, reading: &ReadContext, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
    let files = source.files();
    let tables: Vec<&String> = files.iter().filter(|name| files.len() == 1 || is_table(name)).collect();
    if tables.is_empty() {
        let fix =
            message!("Choose the folder that has the .parquet files; a dataset on the hub must be downloaded first");
        return Err(Problem::new(source.name(), message!("there is no .parquet file in the folder"), fix).into());
    }
    let mut card = String::new();
    if let Some(name) = files.iter().find(|name| name.as_str() == "README.md")
        && let Ok(stream) = source.open(name)
    {
        let mut bytes = Vec::new();
        // A card that cannot be read tells nothing, and nothing else depends on it.
        if stream.take(LONGEST_CARD).read_to_end(&mut bytes).is_ok() {
            card = String::from_utf8_lossy(&bytes).into_owned();
        }
    }
    for name in tables {
        let file = source.called(name);
        match table(source, name, &file, &card, reading, sink) {
            Err(ReadError::Problem(problem)) if files.len() > 1 => sink(Item::Problem(problem))?,
            other => other?,
        }
    }
    Ok(())
}

/// What the library gives, or why it could not. It panics at some damaged files (parquet 60).
fn asked<T, E: Display>(work: impl FnOnce() -> Result<T, E>) -> Result<T, Message> {
    match calm(work) {
        Ok(done) => done.map_err(|error| Message::verbatim(error)),
        Err(_) => Err(message!("it is damaged")),
    }
}

/// A problem with the whole file, or what is left of it.
fn broken(file: &str, error: Message, rows: usize) -> ReadError {
    let reason = match rows {
        0 => message!("the file cannot be read: {reason}", reason = error),
        rows => message!("the file cannot be read on after row {row}: {reason}", row = rows, reason = error),
    };
    let fix = match rows {
        0 => message!("Export or download it again; nothing of it went in"),
        _ => message!("Export or download it again; the rows before went in"),
    };
    Problem::new(file, reason, fix).at(if rows > 0 { rows + 1 } else { 0 }, 0).into()
}

fn table(
    source: &dyn Source,
    name: &str,
    file: &str,
    card: &str,
    reading: &ReadContext,
    sink: &mut ItemSink<'_>,
) -> Result<(), ReadError> {
    let stream = source.open_at(name).map_err(|error| Problem::unreadable(file, &error))?;
    let guarded = asked(|| Guarded::new(stream)).map_err(|error| broken(file, error, 0))?;
    let mut table = asked(|| RowReader::new(guarded.clone())).map_err(|error| broken(file, error, 0))?;
    if let Some(codec) = unknown_compression(table.metadata()) {
        let fix = message!(
            "Write it again with snappy, as by {command}",
            command = "duckdb -c \"COPY 'a.parquet' TO 'b.parquet' (COMPRESSION snappy)\""
        );
        let reason = message!("it is compressed with {codec}, which is not read", codec = codec);
        return Err(Problem::new(file, reason, fix).into());
    }
    let mut names = ClassNames::default();
    for entry in table.metadata().file_metadata().key_value_metadata().into_iter().flatten() {
        if entry.key == "huggingface" {
            names.add_metadata(entry.value.as_deref().unwrap_or_default());
        }
    }
    names.add_card(card);
    let plan = ColumnPlan::new(&table.columns, &names, reading.option(TEXT_COLUMN)).map_err(|reason| {
        let fix = message!(
            "Name the column that holds the words of the articles with --option {option}=NAME",
            option = TEXT_COLUMN
        );
        Problem::new(file, reason, fix)
    })?;
    for note in &plan.notes {
        sink(Item::Problem(Problem::new(file, note.clone(), message!("Keep the file")).note()))?;
    }
    let groups = table.metadata().row_groups();
    let rows: i64 = groups.iter().map(|group| group.num_rows().max(0)).fold(0, i64::saturating_add);
    let bytes: i64 = groups.iter().map(|group| group.total_byte_size().max(0)).fold(0, i64::saturating_add);
    let batch_rows = BYTES.checked_div(bytes / rows.max(1)).unwrap_or(ROWS).clamp(1, ROWS);
    let none = DayOrder::new(reading.month);
    let days = match &plan.date {
        Some(column) if !plan.ours && !none.is_told() => {
            let mut days = asked(|| RowReader::new(guarded.clone())).map_err(|error| broken(file, error, 0))?;
            days_of((&mut days, &guarded), column, batch_rows as usize, reading)
        }
        _ => none,
    };
    let reading = &reading.with_month(days.month());
    let rows_of = row::RowBuilder {
        file,
        stem: stem(name),
        plan: &plan,
        names: Arc::new(names),
        reading,
        tally: FileTally::default(),
    };
    if let Some((reason, fix, at)) = days.doubt() {
        rows_of.tally.doubted(reason, fix, at);
    }
    let mut done = 0;
    loop {
        let batch = asked(|| table.next(batch_rows as usize)).map_err(|error| broken(file, error, done))?;
        if batch.is_empty() {
            break;
        }
        let item = |(at, row): (usize, &Vec<_>)| rows_of.items(&CellRecord::new(&table.columns, row), done + at + 1);
        let items: Vec<Vec<Item>> = batch.par_iter().enumerate().map(item).collect();
        done += batch.len();
        for item in items.into_iter().flatten() {
            sink(item)?;
        }
        guarded.handed_on();
    }
    rows_of.tally.tell(file, sink)
}

/// In which order a column writes its days, for which all of them are looked at. What is wrong with the file is told where its
/// rows are read.
fn days_of(
    (table, guarded): (&mut RowReader<Guarded>, &Guarded),
    column: &str,
    batch_rows: usize,
    reading: &ReadContext,
) -> DayOrder {
    let (mut order, mut open, mut done) = (DayOrder::new(reading.month), false, 0);
    while let Ok(batch) = asked(|| table.next(batch_rows)) {
        for (at, row) in batch.iter().enumerate() {
            let cell = CellRecord::new(&table.columns, row).words(column);
            open |= DayOrder::is_open(&cell);
            order.see(&cell, (done + at + 1, 0));
        }
        done += batch.len();
        guarded.handed_on();
        // Most columns show by their first days that the question does not arise.
        if batch.is_empty() || !open {
            break;
        }
    }
    order
}

/// The name of a codec that is not built in.
fn unknown_compression(metadata: &ParquetMetaData) -> Option<String> {
    let columns = metadata.row_groups().iter().flat_map(|group| group.columns());
    let codecs: BTreeSet<String> = columns
        .map(|column| column.compression())
        .filter(|codec| !matches!(codec, Compression::UNCOMPRESSED | Compression::SNAPPY))
        .map(|codec| codec.to_string().split_once('(').map_or_else(|| codec.to_string(), |(name, _)| name.to_owned()))
        .collect();
    (!codecs.is_empty()).then(|| codecs.into_iter().collect::<Vec<_>>().join(", "))
}

/// The name of a file without folders and ending: what ids are made of where rows have none.
fn stem(name: &str) -> &str {
    let name = name.rsplit('/').next().unwrap_or(name);
    name.split_once('.').map_or(name, |(stem, _)| stem)
}
