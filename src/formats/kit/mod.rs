//! What readers and writers of formats are built with: lines, JSON items, places in a text, counts. Knows no format.

pub(in crate::formats) mod calm;
pub(in crate::formats) mod charset;
pub(in crate::formats) mod columns;
pub(in crate::formats) mod day;
pub(in crate::formats) mod day_order;
pub(in crate::formats) mod each_file;
pub(in crate::formats) mod encoding;
pub(in crate::formats) mod fields;
pub(in crate::formats) mod front_matter;
pub(in crate::formats) mod in_order;
pub(in crate::formats) mod json_items;
pub(in crate::formats) mod json_line;
pub(in crate::formats) mod labels;
pub(in crate::formats) mod lines;
pub(in crate::formats) mod news_header;
pub(in crate::formats) mod offsets;
pub(in crate::formats) mod raw_text;
pub(in crate::formats) mod relations;
pub(in crate::formats) mod repeated_keys;
pub(in crate::formats) mod rtf;
pub(in crate::formats) mod several;
pub mod spreadsheet;
pub(in crate::formats) mod tally;
pub(in crate::formats) mod tokens;
pub(in crate::formats) mod unplaced;
pub(in crate::formats) mod written_day;
