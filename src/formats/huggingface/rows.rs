//! The rows of a Parquet file, put together from its columns, a batch at a time. Knows no article.

use std::vec;

use parquet::{
    column::reader::{ColumnReader, ColumnReaderImpl},
    data_type::{DataType, Int96},
    errors::{ParquetError, Result},
    file::{
        metadata::ParquetMetaData,
        reader::{ChunkReader, FileReader, SerializedFileReader},
    },
};

use super::{
    cells::ParquetCell,
    columns::{CellColumn, CellKind, LevelLeaf, LevelNode, LevelShape, levels},
};
use crate::model::{Date, Timestamp};

const SECONDS_OF_A_DAY: i64 = 86_400;

/// A file that is read from its first row to its last.
pub(super) struct RowReader<R: ChunkReader> {
    file: SerializedFileReader<R>,
    pub columns: Vec<CellColumn>,
    nodes: Vec<LevelNode>,
    leaves: Vec<LevelLeaf>,
    /// The group of rows that comes next.
    group: usize,
    /// Of the group that is read: its columns, and how many rows are still in it.
    open: Vec<ColumnReader>,
    left: usize,
}

fn damaged(what: &str) -> ParquetError {
    ParquetError::General(what.to_owned())
}

impl<R: ChunkReader + 'static> RowReader<R> {
    pub(super) fn new(file: R) -> Result<Self> {
        let file = SerializedFileReader::new(file)?;
        let columns = CellColumn::of_file(file.metadata().file_metadata().schema());
        let (nodes, leaves) = levels(&columns);
        Ok(Self { file, columns, nodes, leaves, group: 0, open: Vec::new(), left: 0 })
    }

    pub(super) fn metadata(&self) -> &ParquetMetaData {
        self.file.metadata()
    }

    /// The next rows, with a cell for each column: at most `most`, none at the end.
    pub(super) fn next(&mut self, most: usize) -> Result<Vec<Vec<ParquetCell>>> {
        while self.left == 0 {
            if self.group >= self.file.num_row_groups() {
                return Ok(Vec::new());
            }
            let group = self.file.get_row_group(self.group)?;
            let rows = group.metadata().num_rows();
            self.left = usize::try_from(rows).map_err(|_| damaged("a group of rows has less than none"))?;
            self.open =
                self.leaves.iter().map(|leaf| group.get_column_reader(leaf.column)).collect::<Result<Vec<_>>>()?;
            self.group += 1;
        }
        let rows = self.left.min(most);
        let leaves = self.leaves.iter().zip(&mut self.open);
        let mut cells = leaves.map(|(leaf, column)| leaf_cells(leaf, column, rows)).collect::<Result<Vec<_>>>()?;
        let mut batch = Vec::with_capacity(rows.min(1 << 12));
        for _ in 0..rows {
            batch.push(self.nodes.iter().map(|node| assemble(node, &mut cells)).collect::<Result<Vec<_>>>()?);
        }
        if cells.iter().any(|leaf| leaf.there().is_some()) {
            return Err(damaged("a column has more values than there are rows"));
        }
        self.left -= rows;
        Ok(batch)
    }
}

/// What a column with values holds in the rows of a batch.
struct LeafCells {
    cells: vec::IntoIter<ParquetCell>,
    /// How far each value is there, and which list it goes on; empty where all are, or none does.
    there: Vec<i16>,
    repeated: Vec<i16>,
    /// Where it is, and where it ends.
    at: usize,
    end: usize,
}

impl LeafCells {
    fn there(&self) -> Option<i16> {
        (self.at < self.end).then(|| self.there.get(self.at).copied().unwrap_or(0))
    }

    fn repeated(&self) -> Option<i16> {
        (self.at < self.end).then(|| self.repeated.get(self.at).copied().unwrap_or(0))
    }
}

/// The cell at which its columns stand; they go on to the next one.
fn assemble(node: &LevelNode, cells: &mut [LeafCells]) -> Result<ParquetCell> {
    if node.shape == LevelShape::Unread {
        return Ok(ParquetCell::Null);
    }
    let first = node.leaves.start;
    let ended = || damaged("a column ends before the others");
    let there = cells[first].there().ok_or_else(ended)?;
    if node.optional && there < node.there {
        pass(node, cells);
        return Ok(ParquetCell::Null);
    }
    match &node.shape {
        LevelShape::List(..) if there <= node.there => {
            pass(node, cells);
            Ok(ParquetCell::List(Vec::new()))
        }
        LevelShape::List(again, item) => {
            let mut items = vec![assemble(item, cells)?];
            while cells[first].repeated().is_some_and(|repeated| repeated >= *again) {
                items.push(assemble(item, cells)?);
            }
            Ok(ParquetCell::List(items))
        }
        LevelShape::Record(nodes) => {
            nodes.iter().map(|node| assemble(node, cells)).collect::<Result<_>>().map(ParquetCell::Record)
        }
        LevelShape::Value | LevelShape::Unread => {
            let leaf = &mut cells[first];
            leaf.at += 1;
            leaf.cells.next().ok_or_else(ended)
        }
    }
}

/// Nothing is there: each column says so once.
fn pass(node: &LevelNode, cells: &mut [LeafCells]) {
    cells[node.leaves.clone()].iter_mut().for_each(|leaf| leaf.at += 1);
}

fn leaf_cells(leaf: &LevelLeaf, column: &mut ColumnReader, rows: usize) -> Result<LeafCells> {
    let kind = &leaf.kind;
    match column {
        ColumnReader::BoolColumnReader(column) => read(column, rows, |&truth| Ok(ParquetCell::Truth(truth))),
        ColumnReader::Int32ColumnReader(column) => read(column, rows, |&number| {
            let unsigned = *kind == CellKind::Whole { unsigned: true };
            let number = if unsigned { i64::from(number as u32) } else { number.into() };
            Ok(if *kind == CellKind::Day { day(number) } else { ParquetCell::Number(number) })
        }),
        ColumnReader::Int64ColumnReader(column) => read(column, rows, |&number| {
            Ok(match *kind {
                CellKind::Moment { per_second, utc } => moment(number.div_euclid(per_second), utc),
                // More than half of what 64 bits hold.
                CellKind::Whole { unsigned: true } if number < 0 => ParquetCell::Null,
                _ => ParquetCell::Number(number),
            })
        }),
        ColumnReader::Int96ColumnReader(column) => {
            read(column, rows, |number: &Int96| Ok(moment(number.to_seconds(), false)))
        }
        ColumnReader::FloatColumnReader(column) => read(column, rows, |&number| Ok(ParquetCell::Float(number.into()))),
        ColumnReader::DoubleColumnReader(column) => read(column, rows, |&number| Ok(ParquetCell::Float(number))),
        ColumnReader::ByteArrayColumnReader(column) => {
            read(column, rows, |bytes| match String::from_utf8(bytes.data().to_vec()) {
                Ok(words) => Ok(ParquetCell::Text(words)),
                Err(_) if *kind == CellKind::Bytes => Ok(ParquetCell::Null),
                Err(_) => Err(damaged("a text is not UTF-8")),
            })
        }
        ColumnReader::FixedLenByteArrayColumnReader(column) => read(column, rows, |bytes| match *bytes.data() {
            [low, high] => Ok(ParquetCell::Float(half(u16::from_le_bytes([low, high])))),
            _ => Err(damaged("a number of two bytes has more or less")),
        }),
    }
}

/// The next rows of a column.
fn read<T: DataType>(
    column: &mut ColumnReaderImpl<T>,
    rows: usize,
    cell: impl Fn(&T::T) -> Result<ParquetCell>,
) -> Result<LeafCells> {
    let (mut values, mut there, mut repeated) = (Vec::new(), Vec::new(), Vec::new());
    let (mut done, mut end) = (0, 0);
    // A page may end within a row, and with it what is read at once.
    while done < rows {
        let (records, _, levels) =
            column.read_records(rows - done, Some(&mut there), Some(&mut repeated), &mut values)?;
        if records == 0 && levels == 0 {
            return Err(damaged("a column has fewer values than there are rows"));
        }
        (done, end) = (done + records, end + levels);
    }
    let cells = values.iter().map(cell).collect::<Result<Vec<_>>>()?;
    Ok(LeafCells { cells: cells.into_iter(), there, repeated, at: 0, end })
}

/// The day so many days after the first of 1970; nothing outside the years 1 to 9999.
fn day(days: i64) -> ParquetCell {
    date(days).map_or(ParquetCell::Null, |date| ParquetCell::Text(date.to_string()))
}

fn date(days: i64) -> Option<Date> {
    Date::new(1970, 1, 1)?.plus(days)
}

/// The moment so many seconds after the beginning of 1970, if it is known where its clock stands; its day, if not.
fn moment(seconds: i64, utc: bool) -> ParquetCell {
    let days = seconds.div_euclid(SECONDS_OF_A_DAY);
    match u64::try_from(seconds) {
        Ok(since) if utc && date(days).is_some() => ParquetCell::Text(Timestamp(since).to_string()),
        _ => day(days),
    }
}

/// A number of two bytes: a sign, five bits of the exponent, ten of the fraction (IEEE 754).
fn half(bits: u16) -> f64 {
    let sign = if bits >> 15 == 0 { 1.0 } else { -1.0 };
    let (exponent, fraction) = (i32::from(bits >> 10 & 0x1F), f64::from(bits & 0x3FF) / 1024.0);
    sign * match exponent {
        0 => fraction * 2f64.powi(-14),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (1.0 + fraction) * 2f64.powi(exponent - 15),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use bytes::Bytes;
    use parquet::{file::writer::SerializedFileWriter, schema::parser::parse_message_type};

    use super::*;
    use crate::formats::huggingface::{columns::description, table::RowTable};

    /// What comes back in batches of two rows, from groups of three.
    fn there_and_back(columns: &[CellColumn], rows: &[Vec<ParquetCell>]) -> Vec<Vec<ParquetCell>> {
        let mut bytes = Vec::new();
        let mut file = SerializedFileWriter::new(&mut bytes, description(columns).unwrap(), Arc::default()).unwrap();
        for group in rows.chunks(3) {
            let mut table = RowTable::new(columns);
            group.iter().for_each(|row| table.add(row.clone()).unwrap());
            table.write(&mut file).unwrap();
        }
        file.close().unwrap();
        let mut reader = RowReader::new(Bytes::from(bytes)).unwrap();
        assert_eq!(reader.columns, columns);
        let mut read = Vec::new();
        loop {
            match reader.next(2).unwrap() {
                batch if batch.is_empty() => return read,
                batch => read.extend(batch),
            }
        }
    }

    #[test]
    fn nested_rows_come_back_as_they_were() {
        use ParquetCell::*;
        let whole = CellKind::Whole { unsigned: false };
        let inner = CellKind::Record(vec![
            CellColumn::optional("words", CellKind::Text),
            CellColumn::list("numbers", whole.clone()),
            CellColumn::optional("truth", CellKind::Truth),
        ]);
        let maybe =
            CellColumn::optional("element", CellKind::Record(vec![CellColumn::optional("score", CellKind::Float)]));
        let columns = [
            CellColumn::needed("id", CellKind::Text),
            CellColumn::list("records", inner),
            CellColumn::optional("maybe", CellKind::List(Box::new(maybe))),
            CellColumn::list("lists", CellKind::List(Box::new(CellColumn::optional("element", whole)))),
        ];
        let text = |words: &str| Text(words.to_owned());
        let score = |score: f64| Record(vec![Float(score)]);
        let record = |words: ParquetCell, numbers: &[i64], truth: ParquetCell| {
            Record(vec![words, List(numbers.iter().copied().map(Number).collect()), truth])
        };
        let rows = [
            vec![text("a"), List(vec![]), Null, List(vec![])],
            vec![
                text("b"),
                List(vec![
                    record(Null, &[], Null),
                    record(text("é"), &[1, 2, 3], Truth(true)),
                    record(Null, &[4], Null),
                ]),
                List(vec![]),
                List(vec![List(vec![]), List(vec![Null, Number(5)]), List(vec![])]),
            ],
            vec![
                text(""),
                List(vec![]),
                List(vec![Null, Record(vec![Null]), score(0.5), Null]),
                List(vec![List(vec![])]),
            ],
            vec![text("d"), List(vec![record(text(""), &[-1], Truth(false))]), List(vec![score(-1.0)]), List(vec![])],
        ];
        assert_eq!(there_and_back(&columns, &rows), rows);
        assert_eq!(there_and_back(&columns, &[]), Vec::<Vec<ParquetCell>>::new());
    }

    #[test]
    fn every_way_of_describing_lists() {
        let schema = "message m {
            optional group standard (LIST) { repeated group list { optional binary element (UTF8); } }
            required group two (LIST) { repeated int32 element; }
            optional group avro (LIST) { repeated group array { required int64 n; } }
            optional group pair (LIST) { repeated group bag { required int64 n; optional binary s (UTF8); } }
            repeated double bare;
            repeated group records { required int32 day (DATE); optional int64 moment (TIMESTAMP(NANOS,true)); }
            optional group map (MAP) { repeated group key_value { required binary key (UTF8); optional int32 value; } }
            optional group odd { optional int32 time (TIME_MILLIS); }
            optional int32 small (INTEGER(8,false));
            optional int64 price (DECIMAL(9,2));
            required int96 old;
        }";
        let whole = || CellKind::Whole { unsigned: false };
        let list = |item| CellKind::List(Box::new(item));
        let columns = [
            CellColumn::optional("standard", list(CellColumn::optional("element", CellKind::Text))),
            CellColumn::needed("two", list(CellColumn::needed("element", whole()))),
            CellColumn::optional(
                "avro",
                list(CellColumn::needed("array", CellKind::Record(vec![CellColumn::needed("n", whole())]))),
            ),
            CellColumn::optional(
                "pair",
                list(CellColumn::needed(
                    "bag",
                    CellKind::Record(vec![CellColumn::needed("n", whole()), CellColumn::optional("s", CellKind::Text)]),
                )),
            ),
            CellColumn::needed("bare", list(CellColumn::needed("bare", CellKind::Float))),
            CellColumn::needed(
                "records",
                list(CellColumn::needed(
                    "records",
                    CellKind::Record(vec![
                        CellColumn::needed("day", CellKind::Day),
                        CellColumn::optional("moment", CellKind::Moment { per_second: 1_000_000_000, utc: true }),
                    ]),
                )),
            ),
            CellColumn::optional("map", CellKind::Unread { nested: true, columns: 2 }),
            CellColumn::optional("odd", CellKind::Unread { nested: true, columns: 1 }),
            CellColumn::optional("small", CellKind::Whole { unsigned: true }),
            CellColumn::optional("price", CellKind::Unread { nested: false, columns: 1 }),
            CellColumn::needed("old", CellKind::Moment { per_second: 1_000, utc: false }),
        ];
        assert_eq!(CellColumn::of_file(&parse_message_type(schema).unwrap()), columns);
        let (_, leaves) = levels(&columns);
        let numbers: Vec<(usize, i16)> = leaves.iter().map(|leaf| (leaf.column, leaf.there)).collect();
        let expected = [(0, 3), (1, 1), (2, 2), (3, 2), (4, 3), (5, 1), (6, 1), (7, 2), (11, 1), (13, 0)];
        assert_eq!(numbers, expected, "maps, times of day and decimals are passed over");
    }

    #[test]
    fn days_moments_and_halves() {
        let text = |words: &str| ParquetCell::Text(words.to_owned());
        assert_eq!(day(19_912), text("2024-07-08"));
        assert_eq!(day(-1), text("1969-12-31"));
        assert_eq!(day(i64::MAX), ParquetCell::Null);
        assert_eq!(moment(1_720_463_400, false), text("2024-07-08"));
        assert_eq!(moment(1_720_463_400, true), text("2024-07-08T18:30:00Z"));
        assert_eq!(moment(-1, true), text("1969-12-31"));
        assert_eq!(moment(i64::MAX, true), ParquetCell::Null);
        let numbers =
            [(0x3C00, 1.0), (0xC000, -2.0), (0x3555, 0.333_251_953_125), (0x0001, 2f64.powi(-24)), (0x7BFF, 65_504.0)];
        for (bits, number) in numbers {
            assert_eq!(half(bits), number);
        }
        assert!(half(0x7C00) == f64::INFINITY && half(0x7E00).is_nan());
    }
}
