//! How a CSV file is written: encoding, what parts fields and lines, which columns there are. Seen at its beginning.

use std::{
    collections::BTreeMap,
    io::{self, Cursor, Read},
};

use super::{
    LOOKED_AT,
    header::{ABOVE, header_row},
    records::{CsvRecord, CsvRecords, Separators},
};
use crate::formats::{
    kit::{
        charset::{Charset, Utf8},
        columns::{ColumnRole, Mapping, listed},
    },
    problem::Problem,
};
use crate::message::{Message, message};

/// How much of a file is looked at.
const HEAD: usize = 1 << 16;

/// What parts fields, the likeliest first.
const DELIMITERS: [(&str, u8); 4] = [("comma", b','), ("semicolon", b';'), ("tab", b'\t'), ("bar", b'|')];

/// How a file is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dialect {
    pub charset: Charset,
    pub marks: Separators,
    /// The first line says `sep=;` and nothing else, as spreadsheets write it.
    pub told: bool,
    /// Whether a record names the columns; else they are called by their numbers.
    pub header: bool,
    /// Records above the one that names the columns.
    pub above: usize,
    pub columns: Vec<String>,
    pub mapping: Mapping,
}

/// A file as UTF-8 from its beginning, what was read of it already included.
pub type WholeFile = io::Chain<Cursor<Vec<u8>>, Utf8<Box<dyn Read + Send>>>;

/// Looks at the beginning of a file. `file`: as problems name it. The problem: an unknown encoding, or an option that
/// means nothing here.
pub fn look(
    file: &str,
    stream: Box<dyn Read + Send>,
    options: &BTreeMap<String, String>,
) -> Result<(Dialect, WholeFile), Problem> {
    let unreadable = |error: io::Error| Problem::unreadable(file, &error);
    let told = match options.get("encoding") {
        None => Charset::UTF_8,
        Some(name) => Charset::named(name).ok_or_else(|| {
            let reason = message!("the encoding “{name}” is not read", name = name);
            let fix = message!("Name it as browsers do: windows-1252, gb18030, shift_jis");
            Problem::new(file, reason, fix)
        })?,
    };
    let mut stream = Utf8::new(stream, told).map_err(unreadable)?;
    let charset = stream.charset();
    let mut head = Vec::new();
    (&mut stream).take(HEAD as u64).read_to_end(&mut head).map_err(unreadable)?;
    let dialect = Dialect::of(&head, charset, options).map_err(|reason| {
        let fix = message!("Say it with the options text, title, date, source, url, id, delimiter or header");
        Problem::new(file, reason, fix)
    })?;
    Ok((dialect, Cursor::new(head).chain(stream)))
}

impl Dialect {
    /// From the beginning of a file, in UTF-8. The error: an option that means nothing here.
    pub fn of(head: &[u8], charset: Charset, options: &BTreeMap<String, String>) -> Result<Self, Message> {
        let line_end = if head.contains(&b'\r') && !head.contains(&b'\n') { b'\r' } else { b'\n' };
        let first = head.split(|&byte| byte == line_end).next().unwrap_or_default().trim_ascii_end();
        let named = match first {
            [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter] => Some(*delimiter),
            _ => None,
        };
        let header = options.get("header").is_none_or(|header| header != "no");
        let wanted = options.get("delimiter").filter(|wanted| *wanted != "auto");
        let wanted = wanted.map(|name| {
            let known = DELIMITERS.iter().find(|(known, byte)| known == name || name.as_bytes() == [*byte]);
            known.map(|(_, byte)| *byte).ok_or_else(|| message!("the delimiter “{name}” is not known", name = name))
        });
        // How many of the first records have as many fields as there are columns goes with each.
        let with = |delimiter: u8| -> Result<(Self, bool), Message> {
            let marks = Separators { delimiter, line_end };
            let records = first_records(head, marks, named.is_some());
            let rows: Vec<Vec<&str>> = records.iter().map(|record| cells(record)).collect();
            let above = if header { header_row(&rows, options) } else { 0 };
            let name = |(at, cell): (usize, &&str)| match header {
                true => cell.trim().to_owned(),
                false => (at + 1).to_string(),
            };
            let columns: Vec<String> = rows.get(above).into_iter().flatten().enumerate().map(name).collect();
            let below = &rows[rows.len().min(above + usize::from(header))..];
            let even = below.iter().all(|row| row.len() == columns.len());
            let mapping = Mapping::new(&columns, options)?.fitted(&columns, below, options);
            Ok((Self { charset, marks, told: named.is_some(), header, above, columns, mapping }, even))
        };
        if let Some(delimiter) = wanted.transpose()?.or(named) {
            return with(delimiter).map(|(dialect, _)| dialect);
        }
        // The one that gives known columns; else the one that parts all records alike, and the one that gives most.
        let (mut best, mut most) = (with(DELIMITERS[0].1), None);
        for (_, delimiter) in DELIMITERS {
            let dialect = with(delimiter);
            let score = dialect.as_ref().map_or((0, false, 0), |(dialect, even)| {
                (dialect.mapping.known(), *even && dialect.columns.len() > 1, dialect.columns.len())
            });
            if most.is_none_or(|most| score > most) {
                (best, most) = (dialect, Some(score));
            }
        }
        best.map(|(dialect, _)| dialect)
    }

    /// Records before the first article.
    pub fn before(&self) -> usize {
        usize::from(self.told) + self.above + usize::from(self.header)
    }

    /// The column of the text. The error says which columns there are.
    pub fn text(&self) -> Result<usize, Message> {
        let none = || {
            let columns = listed(&self.columns);
            message!("no column is known to hold the articles’ text; there are {columns}", columns = columns)
        };
        self.mapping.column(ColumnRole::Text).ok_or_else(none)
    }
}

/// The first records of a file's beginning; one that it cuts off is none.
fn first_records(head: &[u8], marks: Separators, told: bool) -> Vec<CsvRecord> {
    let mut records = CsvRecords::new("", head, marks);
    if told && records.next_record().is_err() {
        return Vec::new();
    }
    let mut found = Vec::new();
    while found.len() < ABOVE + LOOKED_AT
        && let Ok(Some(record)) = records.next_record()
    {
        found.extend(record);
    }
    if head.len() >= HEAD && found.len() > 1 && found.len() < ABOVE + LOOKED_AT {
        found.pop();
    }
    found
}

/// The cells of a record; one that is not UTF-8 says nothing.
fn cells(record: &CsvRecord) -> Vec<&str> {
    record.fields.iter().map(|field| std::str::from_utf8(&field.bytes).unwrap_or_default()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(head: &str, options: &[(&str, &str)], delimiter: char, columns: &[&str]) {
        let options = options.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let dialect = Dialect::of(head.as_bytes(), Charset::UTF_8, &options).unwrap();
        assert_eq!(
            (char::from(dialect.marks.delimiter), dialect.columns),
            (delimiter, columns.iter().map(|c| (*c).into()).collect())
        );
    }

    #[test]
    fn delimiters() {
        check("id,text\n1,a;b;c;d\n", &[], ',', &["id", "text"]);
        check("id;text;\"judul, baru\"\n", &[], ';', &["id", "text", "judul, baru"]);
        check("judul\tisi\n", &[], '\t', &["judul", "isi"]);
        check("sep=;\r\na,b;text\r\n", &[], ';', &["a,b", "text"]);
        check("a|b", &[("delimiter", "comma")], ',', &["a|b"]);
        check("a;b", &[("header", "no"), ("text", "2")], ';', &["1", "2"]);
        check("Kemarin, PKS hadir\tnegatif\nIya\tpositif\nA, b, c\tnetral\n", &[("header", "no")], '\t', &["1", "2"]);
        check("Kliping 2024\n\nid;isi;sumber\n1;a;b\n", &[], ';', &["id", "isi", "sumber"]);
        check("text\n", &[], ',', &["text"]);
        check("", &[], ',', &[]);
        let none = Dialect::of(b"a;b;c\n", Charset::UTF_8, &BTreeMap::new()).unwrap().text().unwrap_err().to_string();
        assert_eq!(none, "no column is known to hold the articles’ text; there are “a”, “b”, “c”");
    }
}
