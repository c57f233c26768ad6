//! A Hugging Face dataset: a folder with `README.md`, whose YAML head names the files of each part, and Parquet tables
//! with a row an article. Other datasets are read as far as they can be understood: records with offsets and a label,
//! tokens with tags, or texts alone.

mod cells;
mod columns;
mod guard;
mod names;
mod own;
mod plan;
mod read;
mod row;
mod rows;
mod schema;
mod table;
mod thrift;
mod tokens;
mod write;

use std::{collections::BTreeMap, io};

pub(super) use tokens::tagged;

use super::{
    format::{DiskShape, Format, FormatInfo, FormatOption, ItemSink, ReadContext, ReadError, Writer, Writing},
    kit::offsets::OFFSETS,
    network::{GUESSED_DATES, guessed_dates_setting},
    source::{Source, Target},
};
use crate::{formats::sniff::Sniff, model::Scheme};

/// The format.
pub struct HuggingFace;

const COMPRESSION: &str = "compression";
const TEXT_COLUMN: &str = "text";

static INFO: FormatInfo = FormatInfo {
    id: "huggingface",
    name: "Hugging Face dataset (Parquet)",
    extensions: &["parquet"],
    about: "A folder for datasets.load_dataset, DuckDB and pandas, with nested spans and coalitions",
    offsets: "code points",
    shape: DiskShape::Folder,
    reads: true,
    writes: true,
    loses: &[
        "suggestions that were rejected or put off",
        "who decided, and why",
        "mentions that do not fit their text",
    ],
    text_free: true,
    parts: true,
    options: &[
        FormatOption::writing(COMPRESSION, &["snappy", "none"], "how pages are compressed"),
        FormatOption::reading(TEXT_COLUMN, &[], "the column with the articles' words"),
        OFFSETS,
        GUESSED_DATES,
    ],
    describes: true,
    own_fields: true,
    links: true,
    tells_thresholds: true,
    ..FormatInfo::NOTHING
};

impl Format for HuggingFace {
    fn info(&self) -> &'static FormatInfo {
        &INFO
    }

    fn recognises(&self, head: &Sniff<'_>) -> bool {
        head.bytes.starts_with(b"PAR1") || head.files.iter().any(|file| read::is_table(file))
    }

    fn settings(&self, options: &BTreeMap<String, String>, _: &Scheme) -> BTreeMap<String, String> {
        guessed_dates_setting(options)
    }

    fn read(&self, source: &dyn Source, reading: &ReadContext, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
        read::read(source, reading, sink)
    }

    fn write<'a>(&self, target: &'a dyn Target, writing: &'a Writing<'a>) -> io::Result<Box<dyn Writer + 'a>> {
        Ok(Box::new(write::DatasetWriter::new(target, writing)))
    }
}
