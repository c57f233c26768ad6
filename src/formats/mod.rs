//! Floor 1: reading and writing what other programs read and write. Pure: bytes in, records or a reason out. Does not
//! know files and folders, the project, or which entities exist.

mod encoding;
mod jsonl;
mod natural;
mod news_header;
mod text;

pub use encoding::{ImportProblem, MAX_BYTES, Reason};
pub use jsonl::{Line, LineBacking, LineCoalition, LineMention, LineSpan, read_line, write_line};
pub use natural::natural_order;
pub use text::{NewText, read_text, text_hash};
