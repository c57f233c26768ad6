//! Articles into `data/<part>-00000-of-00001.parquet`, a group of rows at a time, and the card's YAML head.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use parquet::{
    basic::Compression,
    file::{
        properties::{EnabledStatistics, WriterProperties},
        writer::SerializedFileWriter,
    },
    schema::types::ColumnPath,
};

use super::{
    COMPRESSION, INFO,
    columns::description,
    schema::{row, schema},
    table::RowTable,
};
use crate::formats::{
    document::Document,
    format::{LeftOut, Writer, Writing},
    left_out::{self, decisions, misfit_values, misfits},
    source::Target,
};
use crate::message::message;

/// A group of rows ends at so many articles, or at so many bytes of text (a column holds 2 GiB at most).
const ROWS: usize = 1_000;
const BYTES: usize = 32 << 20;
/// The longest text that is written, in bytes: one column holds it with others.
const LONGEST: usize = 1 << 30;

/// The part of an export without parts.
const WHOLE: &str = "train";

pub(super) struct DatasetWriter<'a> {
    target: &'a dyn Target,
    writing: &'a Writing<'a>,
    parts: BTreeMap<String, OpenPart>,
    /// In the order in which they were met.
    names: Vec<String>,
}

struct OpenPart {
    writer: SerializedFileWriter<Box<dyn Write + Send>>,
    table: RowTable,
    bytes: usize,
}

impl<'a> DatasetWriter<'a> {
    pub(super) fn new(target: &'a dyn Target, writing: &'a Writing<'a>) -> Self {
        Self { target, writing, parts: BTreeMap::new(), names: Vec::new() }
    }

    fn part(&mut self, name: &str) -> io::Result<&mut OpenPart> {
        if !self.parts.contains_key(name) {
            let file = self.target.create(&format!("data/{name}-00000-of-00001.parquet"))?;
            let columns = schema(self.writing.scheme);
            let writer = SerializedFileWriter::new(file, description(&columns)?, properties(self.writing).into())?;
            let table = RowTable::new(&columns);
            self.parts.insert(name.to_owned(), OpenPart { writer, table, bytes: 0 });
            self.names.push(name.to_owned());
        }
        self.parts.get_mut(name).ok_or_else(|| io::Error::other(message!("the part is gone")))
    }
}

fn properties(writing: &Writing<'_>) -> WriterProperties {
    let compression =
        if writing.option(&INFO, COMPRESSION) == "none" { Compression::UNCOMPRESSED } else { Compression::SNAPPY };
    // Neither a dictionary nor the least and the greatest say anything of whole articles.
    let text = || ColumnPath::from("text");
    WriterProperties::builder()
        .set_created_by("Tandai".to_owned())
        .set_compression(compression)
        .set_column_dictionary_enabled(text(), false)
        .set_column_statistics_enabled(text(), EnabledStatistics::None)
        .build()
}

/// A name that `load_dataset` takes for a part: letters, digits and `_`.
fn part_name(name: &str) -> String {
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    if plain.is_empty() { WHOLE.to_owned() } else { plain }
}

impl OpenPart {
    fn flush(&mut self) -> io::Result<()> {
        if self.table.rows > 0 {
            self.table.write(&mut self.writer)?;
            self.bytes = 0;
        }
        Ok(())
    }
}

impl Writer for DatasetWriter<'_> {
    fn add(&mut self, document: &Document, part: &str) -> io::Result<Vec<LeftOut>> {
        let (name, writing) = (part_name(part), self.writing);
        let size = document.article.text.len();
        if size > LONGEST {
            let reason = message!("its text has more than 1 GiB, which a column cannot hold");
            return Ok(vec![left_out::article(document, reason)]);
        }
        let part = self.part(&name)?;
        part.table.add(row(document, writing))?;
        part.bytes += size;
        if part.table.rows >= ROWS || part.bytes >= BYTES {
            part.flush()?;
        }
        let values = misfit_values(document, writing.scheme);
        Ok(misfits(document).into_iter().chain(decisions(document)).chain(values).collect())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        if self.names.is_empty() {
            self.part(WHOLE)?;
        }
        let mut card = self.target.create("README.md")?;
        card.write_all(head(&self.names).as_bytes())?;
        card.flush()?;
        for mut part in std::mem::take(&mut self.parts).into_values() {
            part.flush()?;
            part.writer.into_inner()?.flush()?;
        }
        Ok(())
    }
}

/// What tells the hub and `load_dataset` where each part is.
fn head(parts: &[String]) -> String {
    let mut head = "---\nconfigs:\n- config_name: default\n  data_files:\n".to_owned();
    for part in parts {
        head += &format!("  - split: \"{part}\"\n    path: \"data/{part}-00000-of-00001.parquet\"\n");
    }
    head + "---\n"
}
