//! Words that programs write into a cell where nothing is known: pandas, R, databases and spreadsheets.

use super::tally::{FileTally, shortened};
use crate::message::message;

const NOTHING: [&str; 13] =
    ["#N/A", "#NA", "<NA>", "N/A", "NA", "NULL", "NaN", "NaT", "None", "\\N", "n/a", "nan", "null"];

/// Whether a cell says that nothing is known, in the very letters that programs use.
pub fn stands_for_nothing(cell: &str) -> bool {
    NOTHING.contains(&cell.trim())
}

/// Tells it, once for a column and a word.
pub fn tell_nothing(column: &str, word: &str, at: (usize, usize), tally: &FileTally) {
    let reason = message!(
        "“{word}” in the column “{column}” was taken as an empty cell",
        word = word.trim(),
        column = shortened(column)
    );
    tally.note(reason, message!("If it is a word, write it otherwise"), at);
}
