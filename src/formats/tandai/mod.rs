//! Tandai JSON Lines: one article a line, everything in it, offsets in code points. The fields are those of
//! [`Line`]; what they mean stands there.

mod answer;
mod decision;
mod from_line;
mod line;
mod line_meta;
mod open_record;
mod to_line;

use std::io::{self, Write};

use super::{
    document::Document,
    format::{Format, FormatInfo, LeftOut, ReadError, Reading, Shape, Sink, Sniff, Writer, Writing},
    kit::{in_order::in_order, lines::Lines},
    left_out,
    problem::Problem,
    source::{Source, THE_FILE, Target},
};

pub use answer::Answer;
pub(super) use decision::add_decision;
pub use decision::{LineClaim, LineDecision, LineStatement};
pub(super) use from_line::{add_coalition, add_header, keep_import, place_mention};
pub(super) use line::MACHINE;
pub use line::{Decided, Line, LineBacking, LineCoalition, LineMention, LineSpan, read_line, write_line};
pub use line_meta::LineMeta;
pub use to_line::line_of;
pub(super) use {from_line::origin, line::EVERY, to_line::Made};

/// The format.
pub struct Tandai;

static INFO: FormatInfo = FormatInfo {
    id: "tandai",
    name: "Tandai JSON Lines",
    extensions: &["jsonl"],
    about: "Everything, one article a line: between projects, for pipes, jq and pandas",
    offsets: "code points",
    shape: Shape::File,
    reads: true,
    writes: true,
    loses: &["mentions and decisions that do not fit their text"],
    text_free: true,
    parts: false,
    options: &[],
    ..FormatInfo::NOTHING
};

impl Format for Tandai {
    fn info(&self) -> &'static FormatInfo {
        &INFO
    }

    fn recognises(&self, head: &Sniff<'_>) -> bool {
        let first = head.text().trim_start();
        // Other formats carry a line of this one along, under its name.
        first.starts_with('{')
            && !first.contains("\"tandai\":")
            && first.contains("\"text\"")
            && (first.contains("\"mentions\"") || first.contains("\"coalitions\""))
    }

    fn read(&self, source: &dyn Source, reading: &Reading, sink: &mut Sink<'_>) -> Result<(), ReadError> {
        for name in source.files() {
            let file = source.called(name);
            let stream = source.open(name).map_err(|error| Problem::unreadable(&file, &error))?;
            let lines = Lines::new(file.as_str(), stream);
            in_order(lines, &|line| from_line::items(&file, line, reading), sink)?;
        }
        Ok(())
    }

    fn write<'a>(&self, target: &'a dyn Target, writing: &'a Writing<'a>) -> io::Result<Box<dyn Writer + 'a>> {
        Ok(Box::new(LineWriter { out: target.create(THE_FILE)?, with_text: writing.with_text }))
    }
}

struct LineWriter {
    out: Box<dyn Write + Send>,
    with_text: bool,
}

impl Writer for LineWriter {
    fn add(&mut self, document: &Document, _: &str) -> io::Result<Vec<LeftOut>> {
        if self.with_text {
            serde_json::to_writer(&mut self.out, &line_of(document))?;
        } else {
            serde_json::to_writer(&mut self.out, &to_line::without_words(document)?)?;
        }
        self.out.write_all(b"\n")?;
        Ok(left_out::misfits(document).into_iter().chain(left_out::misfit_decisions(document)).collect())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.out.flush()
    }
}
