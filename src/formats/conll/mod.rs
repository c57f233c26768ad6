//! CoNLL-2003 and its kin: a token a line, the tag in the last column, blank lines between sentences, `-DOCSTART-`
//! between articles. Tags are IOB1, IOB2 or BIOES. Also read are sentences a line with a tag at each word.
//!
//! Written are four columns, `PKS X SpaceAfter=No B-PARTY`: the token, `X`, what stands between it and the next token
//! if that is not one blank (as CoNLL-U and UDPipe say it: `SpaceAfter=No`, `SpacesAfter=\n`; else `X`), and the tag. So
//! the text comes back as it was. See [`super::kit::tokens`] for what a token is, and `write` for what a sentence is.

mod read;
mod sentences;
mod spaces;
mod write;

use std::io;

use super::{
    format::{DiskShape, Format, FormatInfo, FormatOption, ItemSink, ReadContext, ReadError, Writer, Writing},
    problem::Problem,
    source::{Source, THE_FILE, Target},
};
use crate::formats::sniff::Sniff;

/// The format.
pub struct Conll;

/// Which columns hold the words and the tags, counted from 1.
const WORDS: FormatOption = FormatOption::reading("words", &[], "the column of the tokens, counted from 1");
const TAGS: FormatOption =
    FormatOption::reading("tag-column", &[], "the column of the tags, counted from 1; the last one if it is not said");

static INFO: FormatInfo = FormatInfo {
    id: "conll",
    name: "CoNLL-2003",
    extensions: &["conll", "iob", "iob2", "bio", "bioes"],
    about: "For seqeval, spaCy's convert and taggers: one token per line, with its tag",
    offsets: "tokens",
    shape: DiskShape::File,
    reads: true,
    writes: true,
    loses: &[
        "suggestions that were rejected or put off",
        "ids, titles, sources and dates of articles",
        "mentions that overlap a longer one",
        "white space at the edge of a mention",
        "entity links with the names of one’s own, provenance, notes, flags and scores",
        "coalitions",
        "articles without words",
    ],
    text_free: false,
    parts: false,
    options: &[
        WORDS,
        TAGS,
        FormatOption::writing(
            "tags",
            &["iob2", "bioes", "iob1"],
            "how tags begin; seqeval's strict mode takes iob2 and bioes, spaCy's convert iob2 only",
        ),
    ],
    ..FormatInfo::NOTHING
};

impl Format for Conll {
    fn info(&self) -> &'static FormatInfo {
        &INFO
    }

    fn recognises(&self, head: &Sniff<'_>) -> bool {
        let text = head.text();
        if text.starts_with("-DOCSTART-") {
            return true;
        }
        // The last line may be cut off.
        let whole = text.rsplit_once('\n').map_or("", |(whole, _)| whole);
        let whole = if whole.is_empty() { text } else { whole };
        let is_token = |line: &&str| !line.trim().is_empty() && !line.starts_with("# ") && !line.starts_with("#\t");
        let lines = whole.lines().filter(is_token);
        if lines.clone().take(50).count() > 0 && lines.clone().take(50).all(sentences::is_sentence) {
            return true;
        }
        let (mut count, mut good, mut marked, mut universal) = (0, 0, false, 0);
        for line in lines.take(50) {
            let columns: Vec<&str> = line.split([' ', '\t']).filter(|column| !column.is_empty()).collect();
            let tag = columns.last().copied().unwrap_or("");
            count += 1;
            marked |= read::prefixed(tag).is_some_and(|(letter, _)| letter != 'O');
            universal += usize::from(line.split('\t').count() == 10 && line.starts_with(|c: char| c.is_ascii_digit()));
            good += usize::from(columns.len() >= 2 && (tag == "O" || read::prefixed(tag).is_some()));
        }
        // A broken line or two make a file no other.
        count > 0 && ((marked && good * 5 >= count * 4) || (count > 1 && good == count) || universal == count)
    }

    fn read(&self, source: &dyn Source, reading: &ReadContext, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
        for name in source.files() {
            let file = source.called(name);
            let stream = source.open(name).map_err(|error| Problem::unreadable(&file, &error))?;
            read::read(&file, stream, reading, sink)?;
        }
        Ok(())
    }

    fn write<'a>(&self, target: &'a dyn Target, writing: &'a Writing<'a>) -> io::Result<Box<dyn Writer + 'a>> {
        let scheme = write::Tags::named(writing.option(&INFO, "tags"));
        Ok(Box::new(write::TokenWriter::new(target.create(THE_FILE)?, scheme)))
    }
}
