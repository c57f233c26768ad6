//! Floor 1: from what somebody looks for to where it stands in a text. Knows no files, no projects and no window; a
//! place is always bytes of the text as it is, whatever did not count when it was found.

mod expression;
mod folded;
mod matcher;

pub use expression::{BadPattern, ExpressionFault};
pub use matcher::{Matcher, Query};
