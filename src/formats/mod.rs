//! Floor 1: reading and writing what other programs read and write, one article at a time. Does not know files and
//! folders (streams are given), the project, or which entities exist.
//!
//! A [`Format`] reads a [`Source`] into [`Document`]s and [`Problem`]s and writes documents into a [`Target`]; [`ALL`]
//! is the one list of them, behind dialogs, help, the README and the tests. Every reader puts its documents together
//! with a [`Draft`], which checks offsets against the words they quote.

mod anchor;
mod articles_csv;
mod brat;
mod cas;
mod charset;
mod conll;
mod day;
mod doccano;
mod document;
mod each_file;
mod edges;
mod encoding;
mod fields;
mod foreign;
mod format;
mod graphml;
mod html;
mod huggingface;
mod in_order;
mod json_items;
mod json_line;
mod label_studio;
mod left_out;
mod lines;
mod natural;
mod network;
mod news_header;
mod offsets;
mod problem;
mod prodigy;
mod raw_text;
mod registry;
mod relations;
mod source;
mod spacy;
mod spreadsheet;
mod tables;
mod tally;
mod tandai;
mod text;
mod tokens;
mod told;
mod w3c;

pub use anchor::Wanted;
pub use articles_csv::{Preview, preview};
pub use document::{Document, Draft, article_id, new_mention, set_of};
pub use encoding::{ImportProblem, MAX_BYTES, Reason};
pub use format::{
    Card, Choice, Format, Head, Item, ItemKind, LeftOut, Reading, Shape, Sink, Stop, Writer, Writing, label_of,
};
pub use natural::natural_order;
pub use problem::{Problem, Severity};
pub use raw_text::{RawText, Unit};
pub use registry::{ALL, format, recognise};
pub use source::{MemorySource, MemoryTarget, Seekable, Source, THE_FILE, Target};
pub use tandai::{
    Answer, Decided, Line, LineBacking, LineClaim, LineCoalition, LineDecision, LineMention, LineMeta, LineSpan, LineStatement,
    line_of, read_line, write_line,
};
pub use text::{NewText, fill_header, guesses, read_text, text_hash};

/// The name of a file without its folders and its ending.
fn stem(file: &str) -> &str {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
