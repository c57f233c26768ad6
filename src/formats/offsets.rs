//! What the offsets of a JSON file count, where the reader is told.

use super::{
    format::{Choice, Reading},
    raw_text::Unit,
};

/// The setting, for the cards of formats whose files say nothing about it.
pub const OFFSETS: Choice = Choice {
    name: "offsets",
    values: &["code-points", "utf16", "bytes"],
    about: "reading: what the offsets of the file count; quoted words decide where there are any",
};

/// The unit that the setting names.
pub fn unit(reading: &Reading) -> Unit {
    match reading.option(OFFSETS.name) {
        Some("utf16") => Unit::Utf16,
        Some("bytes") => Unit::Byte,
        _ => Unit::CodePoint,
    }
}
