//! The beginning of a CSV file for a person who says which column is what, before anything is read.

use std::{collections::BTreeMap, io::Read};

use super::{dialect::look, records::CsvRecords};
use crate::{
    formats::{
        kit::{
            charset::Charset,
            columns::{ColumnRole, Mapping},
        },
        problem::Problem,
        source::Source,
    },
    message::message,
};

/// So many rows are shown, each cell cut.
const ROWS: usize = 5;
const CELL: usize = 200;
/// Bytes by which an encoding is guessed.
const GUESSED: u64 = 1 << 20;

/// What is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// As problems name it.
    pub file: String,
    /// In which the rows are shown.
    pub encoding: &'static str,
    /// The file is not UTF-8 but can be this: a guess, to be put into the option `encoding` by a person.
    pub proposed_encoding: Option<&'static str>,
    pub delimiter: char,
    pub columns: Vec<String>,
    /// The role that each column is taken for: `text`, `title`, `date`, `source`, `url`, `id`, or none.
    pub roles: Vec<Option<&'static str>>,
    pub rows: Vec<Vec<String>>,
}

/// Looks at the first file of a source with options as the reader takes them. The problem: a file that cannot be read, or
/// options that mean nothing here.
pub fn preview(source: &dyn Source, options: &BTreeMap<String, String>) -> Result<Preview, Problem> {
    let name = source.files().first().cloned().unwrap_or_default();
    let file = source.called(&name);
    let shown = show(source, &name, &file, options)?;
    if shown.is_some() || options.contains_key("encoding") {
        let not_text = || {
            let reason = message!("it is not text in that encoding");
            Problem::new(&*file, reason, message!("Choose another encoding"))
        };
        return shown.ok_or_else(not_text);
    }
    let unknown =
        || Problem::new(&*file, message!("its encoding is not known"), message!("Save it as UTF-8 with an editor"));
    let mut head = Vec::new();
    let read = source.open(&name).and_then(|stream| stream.take(GUESSED).read_to_end(&mut head));
    read.map_err(|error| Problem::unreadable(&*file, &error))?;
    let proposed = Charset::guess(&head).map(Charset::name).ok_or_else(unknown)?;
    let mut guess = options.clone();
    guess.insert("encoding".to_owned(), proposed.to_owned());
    let guessed = show(source, &name, &file, &guess)?;
    guessed.map(|preview| Preview { proposed_encoding: Some(proposed), ..preview }).ok_or_else(unknown)
}

/// `None`: what would be shown is not UTF-8.
fn show(
    source: &dyn Source,
    name: &str,
    file: &str,
    options: &BTreeMap<String, String>,
) -> Result<Option<Preview>, Problem> {
    let stream = source.open(name).map_err(|error| Problem::unreadable(file, &error))?;
    let (dialect, stream) = look(file, stream, options)?;
    let mut records = CsvRecords::new(file, stream, dialect.marks);
    for _ in 0..dialect.before() {
        records.next_record()?;
    }
    let mut rows = Vec::new();
    while rows.len() < ROWS
        && let Some(record) = records.next_record()?
    {
        // A broken row is told when the file is read.
        let Ok(record) = record else { continue };
        let mut row = Vec::new();
        for field in &record.fields {
            let Ok(cell) = std::str::from_utf8(&field.bytes) else { return Ok(None) };
            row.push(cell.chars().take(CELL).collect());
        }
        rows.push(row);
    }
    let role = |mapping: &Mapping, at: usize| mapping.role(at).map(ColumnRole::name);
    Ok(Some(Preview {
        file: file.to_owned(),
        encoding: dialect.charset.name(),
        proposed_encoding: None,
        delimiter: char::from(dialect.marks.delimiter),
        roles: (0..dialect.columns.len()).map(|at| role(&dialect.mapping, at)).collect(),
        columns: dialect.columns,
        rows,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::MemorySource;

    #[test]
    fn what_a_person_sees() {
        let source = MemorySource::file("a.csv", &b"judul;isi;x\nSatu;\"PKS, \x93ya\x94\";1\nDua;b\n"[..]);
        let seen = preview(&source, &BTreeMap::new()).unwrap();
        assert_eq!(
            (seen.delimiter, seen.encoding, seen.proposed_encoding),
            (';', "Windows-1252", Some("Windows-1252"))
        );
        assert_eq!(seen.roles, [Some("title"), Some("text"), None]);
        assert_eq!(seen.rows, [vec!["Satu", "PKS, “ya”", "1"], vec!["Dua", "b"]]);
        let told = [("text".to_owned(), "x".to_owned()), ("encoding".to_owned(), "windows-1252".to_owned())].into();
        let seen = preview(&source, &told).unwrap();
        assert_eq!((seen.roles[2], seen.proposed_encoding), (Some("text"), None));
        assert!(preview(&source, &[("encoding".to_owned(), "utf-7".to_owned())].into()).is_err());
    }

    #[test]
    fn utf16_by_its_mark() {
        let bytes: Vec<u8> = "\u{feff}text\n🇮🇩\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let seen = preview(&MemorySource::file("a.csv", bytes), &BTreeMap::new()).unwrap();
        assert_eq!((seen.encoding, seen.rows[0][0].as_str()), ("UTF-16LE", "🇮🇩"));
    }
}
