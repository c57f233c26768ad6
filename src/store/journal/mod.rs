//! The journal: one line a change, `crc32 RON`, the checksum in eight hexadecimal digits over the RON. Inside, a
//! change is as it is in memory: its spans are **bytes**, unlike those of every other file.
//!
//! It is a redo log: what counts is the last "after" of each record, so replaying what is in the files already does
//! no harm.
//!
//! A line also names the text of each article that it marks, by the beginning of its SHA-256: the file may hold another
//! text when the line is replayed (Git, a copy), and a mark must not move to other words.

pub(super) mod aside;
pub(super) mod replay;
mod split;
pub(super) mod stream;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    edit::{Change, ChangeKind, Put},
    message::Message,
    model::ArticleId,
    store::{
        files::ron_file::{parse_line, print_line},
        journal::split::LineCheck,
    },
};

/// Bytes of the checksum before a line, with the space after it.
const SUM: usize = 9;
/// Hexadecimal digits of a text's SHA-256 in a line.
const DIGITS: usize = 16;

/// The text of each article that a change marks, as far as known: the beginning of its SHA-256.
pub(in crate::store) type Texts = BTreeMap<ArticleId, String>;

/// A line as it is written.
#[derive(Serialize)]
struct JournalLine<'a> {
    deed: ChangeKind,
    count: usize,
    puts: &'a [Put],
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    texts: &'a Texts,
}

/// A line as it is read; those of older versions have no texts.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LineIn {
    deed: ChangeKind,
    count: usize,
    puts: Vec<Put>,
    #[serde(default)]
    texts: Texts,
}

/// What identifies a text in the journal.
pub(in crate::store) fn identity(sha256: &str) -> &str {
    sha256.get(..DIGITS).unwrap_or(sha256)
}

/// What a journal file holds.
#[derive(Debug, PartialEq)]
pub(in crate::store) struct Scanned {
    pub(in crate::store) changes: Vec<Change>,
    /// The texts that each of them was made on.
    pub(in crate::store) texts: Vec<Texts>,
    /// Bytes that those take; what follows is not a change.
    pub(in crate::store) good: usize,
    pub(in crate::store) end: JournalEnd,
}

/// How a journal ends.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::store) enum JournalEnd {
    Whole,
    /// A last line that was being written when the program or machine stopped.
    Torn,
    /// A line, from 1, that is not what was written there.
    Damaged {
        line: usize,
    },
    /// A line, from 1, that is whole but speaks of something this version does not know.
    Unknown {
        line: usize,
        reason: Message,
    },
}

/// The line of a change that was made on these texts, with its line end.
pub(in crate::store) fn line(change: &Change, texts: &Texts) -> Result<String, Message> {
    let mut line = String::new();
    add_line(&mut line, change, texts)?;
    Ok(line)
}

/// Adds such a line to others. A large one is in memory once; nothing is added that cannot be printed.
pub(in crate::store) fn add_line(lines: &mut String, change: &Change, texts: &Texts) -> Result<(), Message> {
    let begun = lines.len();
    lines.push_str(&" ".repeat(SUM));
    let line = JournalLine { deed: change.kind, count: change.count, puts: &change.puts, texts };
    let printed = print_line(&line, lines);
    if printed.is_err() {
        lines.truncate(begun);
        return printed;
    }
    let sum = crc32fast::hash(&lines.as_bytes()[begun + SUM..]);
    lines.replace_range(begun..begun + SUM, &format!("{sum:08x} "));
    lines.push('\n');
    Ok(())
}

/// Reads as far as the journal is whole, into memory: for what is short. See [`stream`] for the others.
pub(in crate::store) fn scan(bytes: &[u8]) -> Scanned {
    let mut scanned = Scanned { changes: Vec::new(), texts: Vec::new(), good: 0, end: JournalEnd::Whole };
    for (at, piece) in bytes.split_inclusive(|&byte| byte == b'\n').enumerate() {
        let line = at + 1;
        let (body, ended) = piece.strip_suffix(b"\n").map_or((piece, false), |body| (body, true));
        let mut begun = LineCheck::default();
        begun.feed(body);
        let ron = body.get(SUM..).and_then(|ron| std::str::from_utf8(ron).ok());
        let Some(ron) = ron.filter(|_| begun.is_right()) else {
            scanned.end = if ended || !begun.is_begun() { JournalEnd::Damaged { line } } else { JournalEnd::Torn };
            return scanned;
        };
        match parse_line(ron) {
            Ok(LineIn { deed: kind, count, puts, texts }) => {
                scanned.changes.push(Change { kind, count, puts });
                scanned.texts.push(texts);
            }
            Err(reason) => {
                scanned.end = JournalEnd::Unknown { line, reason };
                return scanned;
            }
        }
        scanned.good += piece.len();
    }
    scanned
}
