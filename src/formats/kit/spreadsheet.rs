//! Whether a table's cells are kept from being computed: what its writers are asked, and how a cell is made safe.

pub use crate::dataset::cells::{plain, safe};

use crate::formats::format::FormatOption;

/// Writers of tables have it.
pub const CHOICE: FormatOption = FormatOption::writing(
    "spreadsheet",
    &["safe", "raw"],
    "safe: a cell that a spreadsheet would take for a formula (= + - @) begins with a quote sign; raw: as it is",
);

/// Whether an option's value asks for it.
pub fn is_safe(value: &str) -> bool {
    value != "raw"
}
