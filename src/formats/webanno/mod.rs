//! WebAnno TSV 3, as WebAnno and INCEpTION import and export it: a file an article, a token a line, offsets in UTF-16
//! units of the text. Source: WebAnno's user guide, appendix “WebAnno TSV 3.2 File format”.
//!
//! Between sentences stand line ends; other white space that is more than one blank is written as tokens of its own, so
//! that the text comes back as it was.

mod read;
mod slots;
mod write;

use std::io;

use super::{
    format::{DiskShape, Format, FormatInfo, ItemSink, ReadContext, ReadError, Writer, Writing},
    kit::{each_file::each_file, tally::FileTally},
    source::{Source, Target},
};
use crate::formats::sniff::Sniff;

/// The format.
pub struct WebAnno;

/// How a file begins.
const MAGIC: &str = "#FORMAT=WebAnno TSV 3";
/// Our layer, and its features in their order: the label, and who or what it is.
const LAYER: &str = "webanno.custom.Mention";
const FEATURES: [&str; 2] = ["label", "entity"];
/// Our layer of relations between those.
const RELATIONS: &str = "webanno.custom.Relation";

static INFO: FormatInfo = FormatInfo {
    id: "webanno",
    name: "WebAnno TSV 3",
    extensions: &["tsv"],
    about: "For INCEpTION and WebAnno: a .tsv file an article, tokens with spans that may overlap; coalitions are relations between them",
    offsets: "UTF-16 units",
    shape: DiskShape::FilePerArticle,
    reads: true,
    writes: true,
    loses: &[
        "of coalitions all but relations between their mentions: who nominates, supports or goes with whom, and where",
        "titles, sources, dates and variables of articles",
        "provenance, notes, flags and scores",
        "suggestions that were rejected or put off",
    ],
    links: true,
    ..FormatInfo::NOTHING
};

impl Format for WebAnno {
    fn info(&self) -> &'static FormatInfo {
        &INFO
    }

    fn recognises(&self, head: &Sniff<'_>) -> bool {
        head.text().starts_with(MAGIC)
    }

    fn read(&self, source: &dyn Source, reading: &ReadContext, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
        let files = source.files();
        let wanted: Vec<&String> =
            files.iter().filter(|file| files.len() == 1 || file.to_lowercase().ends_with(".tsv")).collect();
        let tally = FileTally::default();
        let work = |name: &str, bytes: Vec<u8>| read::items(&source.called(name), name, &bytes, reading, &tally);
        each_file(source, &wanted, &work, sink)?;
        tally.tell(source.name(), sink)
    }

    fn write<'a>(&self, target: &'a dyn Target, writing: &'a Writing<'a>) -> io::Result<Box<dyn Writer + 'a>> {
        Ok(Box::new(write::WebannoWriter::new(target, &writing.scheme.statements)))
    }
}
