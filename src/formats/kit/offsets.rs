//! What the offsets of a file count, where the reader is told.

use super::raw_text::OffsetUnit;
use crate::formats::format::{FormatOption, ReadContext};

/// The setting, for the cards of formats whose files do not say it themselves.
pub const OFFSETS: FormatOption = FormatOption::reading(
    "offsets",
    &["code-points", "utf16", "bytes"],
    "what the offsets of the file count, if not what the format says; quoted words decide where there are any",
);

/// The unit that the setting names, else the one that the format declares.
pub fn unit_of(reading: &ReadContext, declared: OffsetUnit) -> OffsetUnit {
    match reading.option(OFFSETS.name) {
        Some("code-points") => OffsetUnit::CodePoint,
        Some("utf16") => OffsetUnit::Utf16,
        Some("bytes") => OffsetUnit::Byte,
        _ => declared,
    }
}
