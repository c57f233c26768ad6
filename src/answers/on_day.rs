//! A statement on a day, as it is looked at: all that decides what stands, and what contradicts what.

use super::Day;
use crate::model::{StatementSummary, StatusMeaning, StatusSense};

/// A statement with its day, for whom only these decide.
pub(super) trait OnDay: Copy {
    fn statement(&self) -> &StatementSummary;
    fn day(&self) -> Day;
    /// What it says, for whom it is looked at.
    fn meaning(&self) -> StatusMeaning;

    fn sense(&self) -> StatusSense {
        self.meaning().sense
    }
}
