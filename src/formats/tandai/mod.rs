//! Tandai JSON Lines: one article a line, everything in it, offsets in code points. The fields are those of
//! [`RawArticle`]; what they mean stands there.

mod answer;
mod line;

use std::io::{self, BufRead, BufReader, Write};

use serde_json::Value;

use super::{
    document::Document,
    format::{DiskShape, Format, FormatInfo, Item, ItemSink, LeftOut, ReadContext, ReadError, Writer, Writing},
    kit::{
        in_order::in_order,
        json_items::{items_in_order, tell_odd_numbers},
        lines::Lines,
        raw_text::OffsetUnit,
        repeated_keys::tell_repeated_keys,
        tally::FileTally,
    },
    left_out,
    odd_numbers::without_odd_numbers,
    problem::Problem,
    record::{KEY, RecordContext, line_of},
    source::{Source, THE_FILE, Target},
    stem,
};
use crate::formats::sniff::Sniff;
use crate::message::message;

pub use answer::ExtractorAnswer;
pub use line::{read_line, write_line};

/// The format.
pub struct Tandai;

/// Fields that a line has; one of nothing else is ours.
const FIELDS: [&str; 11] =
    ["id", "text", "title", "source", "url", "date", "set", "set_name", "set_role", "import", "status"];

static INFO: FormatInfo = FormatInfo {
    id: "tandai",
    name: "Tandai JSON Lines",
    extensions: &["jsonl"],
    about: "Everything, one article per line: between projects, for pipes, jq and pandas",
    offsets: "code points",
    shape: DiskShape::File,
    reads: true,
    writes: true,
    loses: &["mentions and decisions that do not fit their text"],
    text_free: true,
    parts: false,
    options: &[],
    own_fields: true,
    links: true,
    ..FormatInfo::NOTHING
};

impl Format for Tandai {
    fn info(&self) -> &'static FormatInfo {
        &INFO
    }

    fn recognises(&self, head: &Sniff<'_>) -> bool {
        // Other formats carry a line of this one along, under its name.
        head.objects().next().is_some_and(|fields| {
            let marks = ["mentions", "coalitions"].iter().any(|name| fields.get(*name).is_some_and(Value::is_array));
            let bare = fields.contains_key("id") && fields.keys().all(|key| FIELDS.contains(&key.as_str()));
            // An export without the articles' words.
            let text_free = !fields.contains_key("text") && fields.get("text_sha256").is_some_and(Value::is_string);
            let text = fields.get("text").is_some_and(Value::is_string);
            !fields.contains_key(KEY)
                && ((text && (marks || bare)) || (text_free && marks && fields.contains_key("id")))
        })
    }

    fn needs_texts(&self, head: &Sniff<'_>) -> bool {
        head.objects().next().is_some_and(|fields| !fields.contains_key("text"))
    }

    fn read(&self, source: &dyn Source, reading: &ReadContext, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
        for name in source.files() {
            let file = source.called(name);
            let stream = source.open(name).map_err(|error| Problem::unreadable(&file, &error))?;
            let mut stream = BufReader::new(stream);
            let head = stream.fill_buf().map_err(|error| Problem::unreadable(&file, &error))?;
            let is_list = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start().starts_with(b"[");
            let tally = FileTally::default();
            if is_list {
                // Lines that a program gathered into a list.
                items_in_order(
                    &file,
                    stream,
                    &|item| items(&file, item.number, item.at, &item.text, reading, &tally),
                    sink,
                )?;
            } else {
                let lines = Lines::new(file.as_str(), stream);
                in_order(
                    lines,
                    &|line| items(&file, line.number, (line.number, 1), &line.text, reading, &tally),
                    sink,
                )?;
            }
            tally.tell(&file, sink)?;
        }
        Ok(())
    }

    fn write<'a>(&self, target: &'a dyn Target, writing: &'a Writing<'a>) -> io::Result<Box<dyn Writer + 'a>> {
        Ok(Box::new(TandaiWriter { out: target.create(THE_FILE)?, with_text: writing.with_text }))
    }
}

/// What the line of this number gives, or the item of a list, which begins at `at`.
fn items(
    file: &str,
    number: usize,
    at: (usize, usize),
    row: &str,
    reading: &ReadContext,
    tally: &FileTally,
) -> Vec<Item> {
    if row.trim().is_empty() {
        return Vec::new();
    }
    tell_repeated_keys(row, at, tally);
    let mended = |error| match without_odd_numbers(row) {
        Some((mended, count)) => {
            let record = line::parse_line(&mended).map_err(|_| error)?;
            tell_odd_numbers(count, at, tally);
            Ok(record)
        }
        None => Err(error),
    };
    let mut record = match line::parse_line(row).or_else(mended) {
        Ok(record) => record,
        // A column within an item of several lines says nothing: it is told where the item begins.
        Err((column, reason)) => {
            let column = if row.contains('\n') { at.1 } else { at.1 + column - 1 };
            return vec![Item::Problem(line::broken(file, at.0, column, reason).row(row))];
        }
    };
    if record.id.is_empty() {
        record.id = format!("{}-{number}", stem(file));
    }
    if record.text.is_empty() {
        record.text = reading.texts.get(&record.text_sha256).unwrap_or_default();
    }
    if record.text.is_empty() {
        let reason = message!("article {id} has no text", id = record.id.as_str());
        let fix = if record.text_sha256.is_empty() {
            message!("Export with the articles' words")
        } else {
            message!(
                "Import the articles before it or together with it: its text is then found by its SHA-256; or export with the articles' words"
            )
        };
        let problem = Problem::new(file, reason, fix).at(at.0, at.1);
        return vec![Item::Problem(problem.row(row))];
    }
    record.items(&RecordContext { file, at, unit: OffsetUnit::CodePoint, reading, tally })
}

struct TandaiWriter {
    out: Box<dyn Write + Send>,
    with_text: bool,
}

impl Writer for TandaiWriter {
    fn add(&mut self, document: &Document, _: &str) -> io::Result<Vec<LeftOut>> {
        if self.with_text {
            serde_json::to_writer(&mut self.out, &line_of(document))?;
        } else {
            serde_json::to_writer(&mut self.out, &without_words(document)?)?;
        }
        self.out.write_all(b"\n")?;
        Ok(left_out::misfits(document).into_iter().chain(left_out::misfit_decisions(document)).collect())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.out.flush()
    }
}

/// The line of a document without the article's words: ids, offsets, and the hash of the text that they are of.
fn without_words(document: &Document) -> serde_json::Result<serde_json::Value> {
    let mut line = line_of(document);
    line.without_quotes();
    let mut value = serde_json::to_value(line)?;
    if let Some(fields) = value.as_object_mut() {
        fields.remove("text");
        fields.remove("title");
        fields.insert("text_sha256".to_owned(), document.article.meta.text_sha256.as_str().into());
    }
    Ok(value)
}
