//! Floor 1: reading and writing what other programs read and write, one article at a time. Does not know files and
//! folders (streams are given), the project, or which entities exist.
//!
//! A [`Format`] reads a [`Source`] into [`Document`]s and [`Problem`]s and writes documents into a [`Target`]; [`ALL`]
//! is the one list of them, behind dialogs, help, the README and the tests. Every reader puts its documents together
//! with a [`Draft`], which checks offsets against the words they quote.

mod articles_csv;
mod articles_json;
mod beside;
mod brat;
mod cas;
mod conll;
mod doccano;
mod document;
mod edges;
mod epub;
mod europresse;
mod factiva;
mod feed;
mod format;
mod gate;
mod graphml;
mod html;
mod html_table;
mod huggingface;
mod inception;
mod inline;
mod json_items;
mod kit;
mod label_studio;
mod left_out;
mod mail;
mod mojibake;
mod natural;
mod network;
mod nexis;
mod odd_numbers;
mod office;
mod pdf;
mod problem;
mod prodigy;
mod proquest;
mod qdpx;
mod record;
mod refused;
mod registry;
mod sheet;
mod sniff;
mod source;
mod spacy;
mod tables;
mod tandai;
mod telegram;
mod text;
mod told_encoding;
mod w3c;
mod warc;
mod webanno;

pub use articles_csv::{Preview, preview};
pub use document::{Document, NOTED, OWN_ID, article_id, new_mention, set_of};
pub use format::{
    DiskShape, Format, FormatInfo, FormatOption, Item, ItemKind, ItemSink, KnownTexts, LeftOut, ReadContext, ReadError,
    Used, Writer, Writing, label_of,
};
pub(crate) use kit::calm::{calm, place_of_panic};
pub use kit::encoding::{EncodingFault, ImportProblem, MAX_BYTES};
pub use kit::raw_text::{OffsetUnit, RawText};
pub use kit::spreadsheet::{plain as plain_cell, safe as safe_cell};
pub use left_out::unheld_values;
pub use natural::natural_order;
pub use problem::{Problem, RecordFate, gravest_first};
pub use record::{
    Draft, Odd, RawArticle, RawBacking, RawClaim, RawClaimedStatement, RawDecision, RawFiller, RawImport, RawMaking,
    RawMention, RawRelation, RawSpan, RawStatement, RawSuggested, RawTelling, RawVariables, ShownByOthers, Wrong,
    line_of, meaning, mention_of, statement_of, word, write_in_pieces,
};
pub use registry::{format, recognise};
pub use sniff::Sniff;
pub use source::{MemorySource, MemoryTarget, Seekable, Source, THE_FILE, Target};
pub use tandai::{ExtractorAnswer, read_line, write_line};
pub use text::{NewText, UNRECOGNISED, fill_header, guesses, read_text, text_hash};
pub use told_encoding::{ENCODING, is_encoding, read};

/// Settings for reading that every format has.
pub static SETTINGS: [FormatOption; 2] = [mojibake::BROKEN_LETTERS, kit::day_order::DAYS];

/// Every format, in the order in which people are shown them.
pub const ALL: &[&dyn Format] = &[
    &tandai::Tandai,
    &text::PlainText,
    &articles_csv::ArticlesCsv,
    &articles_json::ArticlesJson,
    &sheet::Spreadsheet,
    &office::OfficeDocuments,
    &pdf::PdfDocuments,
    &epub::Epub,
    &factiva::Factiva,
    &nexis::Nexis,
    &proquest::ProQuest,
    &europresse::Europresse,
    &html::HtmlPage,
    &html_table::HtmlTable,
    &telegram::Telegram,
    &feed::Feed,
    &mail::MailFormat,
    &warc::Warc,
    &tables::Tables,
    &tables::TablesBook,
    &huggingface::HuggingFace,
    &qdpx::Qdpx,
    &inline::InlineTags,
    &webanno::WebAnno,
    &inception::Inception,
    &conll::Conll,
    &brat::Brat,
    &label_studio::LabelStudio,
    &doccano::Doccano,
    &prodigy::Prodigy,
    &spacy::Spacy,
    &cas::CasJson,
    &cas::CasXmi,
    &gate::Gate,
    &w3c::WebAnnotation,
    &graphml::GraphMl,
    &edges::Edges,
];

/// A cell of a table that no spreadsheet takes for a formula.
pub fn spreadsheet_safe(cell: &str) -> String {
    kit::spreadsheet::safe(cell.into()).into_owned()
}

/// The name of a file without its folders and its ending.
pub fn stem(file: &str) -> &str {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
