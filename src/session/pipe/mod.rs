//! Articles that stream through without a project: from one format to another, and through an extractor.

mod answered;
mod convert;
mod line;
mod rules;
mod with;

pub use answered::line_answered;
pub use convert::{Converted, convert};
pub use line::{article_of, line_of, marked};
pub use rules::{RulesInPipe, extract_by_rules};
pub use with::extract_with_program;
