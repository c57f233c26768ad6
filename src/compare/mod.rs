//! Floor 1: how far two and more annotations of the same articles agree. Pure figures; does not know files, formats,
//! windows or whose work it compares.
//!
//! | file | is |
//! |---|---|
//! | `spans`, `words` | mentions matched one to one, and the kinds at each token |
//! | `statements`, `matching` | statements laid beside one another in the best way, and compared slot by slot |
//! | `chance` | κ, α and the distance of sets |
//! | `coded`, `field_pairs` | what the project's own fields hold, side by side |
//! | `article` | what one side says of an article |
//! | `figures` | the measures, from sums that articles add to |
//! | `agreement` | two sides, or all, with intervals by drawing stories again |
//! | `score`, `cards` | predictions against gold, and whole cards |
//! | `decided` | a source by what a person decided on its suggestions |

mod agreement;
mod article;
mod cards;
mod chance;
mod coded;
mod counts;
mod decided;
mod field_pairs;
mod figures;
mod matching;
mod score;
mod spans;
mod statements;
#[cfg(test)]
mod tests;
mod words;

pub use agreement::{Coded, Confusion, DRAWS, GroupAgreement, PairAgreement, group_agreement, pair_agreement};
pub use article::ComparedArticle;
pub use cards::{Bin, CardFault, CardScores, StatementCard};
pub use chance::{alpha, alpha_nominal, cohen, fleiss, masi};
pub use coded::{CodedFields, ComparedValues, compared, differing};
pub use counts::{PairCounts, Share};
pub use decided::{Judged, JudgedSlot, SourceScore, source_score};
pub use figures::Measure;
pub use score::{BackingKey, MentionKey, ScoredArticle, Scores};
pub use spans::{MarkedSpan, SpanFigures, SpanPair, pair_spans, span_figures};
pub use statements::{StatementFigures, StatementSlot, Told, align, statement_figures};
pub use words::{Label, tokens};
