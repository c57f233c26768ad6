//! brat standoff: a folder with `000.txt` and `000.ann` for each article, `annotation.conf` and `visual.conf`; offsets
//! in code points of the text file as it is. Sources: brat's `server/src/annotation.py` and its standoff manual.
//!
//! What brat has no place for stands in notes of type `Tandai`, as JSON (`#2⇥Tandai T1⇥{"id":"m2","at":…}`): keys are
//! those of Tandai JSON Lines. Of an article (title, source, date, set) it stands in `000.tandai.json`, which brat passes
//! over. What brat shows counts, the note tells the rest.

mod annotation;
mod conf;
mod event;
mod fragments;
mod read;
mod write;

use std::io;

use super::{
    format::{DiskShape, Format, FormatInfo, ItemSink, ReadContext, ReadError, Writer, Writing},
    source::{Source, Target},
};
use crate::formats::sniff::Sniff;

/// The format.
pub struct Brat;

/// The type of coalition events, and of notes that hold what brat has no place for.
const COALITION: &str = "Coalition";
const NOTE: &str = "Tandai";
/// The type of notes that people write in brat.
const FREE_NOTE: &str = "AnnotatorNotes";
/// The file with what is known of an article.
const BESIDE: &str = ".tandai.json";

static INFO: FormatInfo = FormatInfo {
    id: "brat",
    name: "brat standoff",
    extensions: &["ann"],
    about: "For brat: a folder of .txt and .ann files with its configuration; coalitions are events",
    offsets: "code points",
    shape: DiskShape::Folder,
    reads: true,
    writes: true,
    loses: &["mentions that cover line ends only", "coalitions in articles without words"],
    text_free: false,
    parts: false,
    options: &[],
    own_fields: true,
    links: true,
    ..FormatInfo::NOTHING
};

impl Format for Brat {
    fn info(&self) -> &'static FormatInfo {
        &INFO
    }

    fn recognises(&self, head: &Sniff<'_>) -> bool {
        let has = |end: &str| head.files.iter().any(|file| file.to_lowercase().ends_with(end));
        let lone = head.ends_with("ann") && head.text().starts_with(['T', '#', 'R', 'E', '*']);
        (has(".txt") && (has(".ann") || (has(".a1") && has(".a2")))) || (head.files.len() <= 1 && lone)
    }

    fn read(&self, source: &dyn Source, reading: &ReadContext, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
        read::read(source, reading, sink)
    }

    fn write<'a>(&self, target: &'a dyn Target, writing: &'a Writing<'a>) -> io::Result<Box<dyn Writer + 'a>> {
        Ok(Box::new(write::BratWriter::new(target, writing)))
    }
}
