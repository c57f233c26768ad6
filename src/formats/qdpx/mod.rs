//! Projects of QDA programs (REFI-QDA, .qdpx: ATLAS.ti, MAXQDA, NVivo, QualCoder …): their texts, and what was coded in
//! them; a set a person. An archive of `project.qde` (XML) and the sources. Source: “REFI-QDA Standard 1.5” and its
//! schema, Project.xsd of 18 March 2019.
//!
//! Written, a code is a kind with its entities below it, a selection is a mention, links between selections say who
//! nominates whom, and variables hold what is known of an article.

mod read;
mod write;

use std::io;

use super::{
    format::{DiskShape, Format, FormatInfo, ItemSink, ReadContext, ReadError, Writer, Writing},
    kit::each_file::each_file,
    sniff::Sniff,
    source::{Source, Target},
};

/// The format.
pub struct Qdpx;

static INFO: FormatInfo = FormatInfo {
    id: "qdpx",
    name: "QDA project (REFI-QDA)",
    extensions: &["qdpx"],
    about: "Projects of ATLAS.ti, MAXQDA, NVivo and QualCoder (.qdpx): texts with what is coded in them, a set per person; \
            kinds and entities are codes, coalitions links between codings",
    offsets: "code points",
    shape: DiskShape::File,
    reads: true,
    writes: true,
    links: true,
    loses: &[
        "of coalitions all but relations between their mentions: who nominates, supports or goes with whom, and where",
        "provenance, flags and scores",
        "roles of sets, statuses of articles and notes on articles",
        "suggestions that were rejected or put off",
    ],
    ..FormatInfo::NOTHING
};

/// The project’s own file in the archive, and the folder of its texts there.
const PROJECT: &str = "project.qde";
const SOURCES: &str = "Sources";

/// How a project says that we wrote it; codes below others are then entities.
const ORIGIN: &str = "Tandai";

/// Variables that an article has fields for.
const TITLE: &str = "title";
const SOURCE: &str = "source";
const ADDRESS: &str = "url";
const DATE: &str = "date";
const FIELDS: [&str; 4] = [TITLE, SOURCE, ADDRESS, DATE];

impl Format for Qdpx {
    fn info(&self) -> &'static FormatInfo {
        &INFO
    }

    fn recognises(&self, head: &Sniff<'_>) -> bool {
        head.files.len() <= 1
            && head.bytes.starts_with(b"PK\x03\x04")
            && (head.ends_with("qdpx") || head.has_bytes(PROJECT.as_bytes()))
    }

    fn read(&self, source: &dyn Source, reading: &ReadContext, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
        let names: Vec<&String> = source.files().iter().collect();
        each_file(source, &names, &|name, bytes| read::items(&source.called(name), &bytes, reading), sink)
    }

    fn write<'a>(&self, target: &'a dyn Target, writing: &'a Writing<'a>) -> io::Result<Box<dyn Writer + 'a>> {
        Ok(Box::new(write::QdpxWriter::new(target, writing)?))
    }
}
