//! When something was said, as far as that can be trusted.

use crate::{
    dataset::codebook::first_day,
    model::{ArticleMeta, Certainty, Date, StatementSummary},
};

/// The day of a statement: its own, else that of its article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Day {
    Known(Date),
    /// A day that cannot be right: years before or after the election that it is about. It is shown, and never the last
    /// word.
    Beyond(Date),
    /// Neither the statement nor its article has a date.
    Open,
}

impl Day {
    pub fn of(statement: &StatementSummary, article: &ArticleMeta) -> Self {
        match first_day(statement.date, article.date) {
            None => Self::Open,
            Some(day) if is_beyond(day, statement) => Self::Beyond(day),
            Some(day) => Self::Known(day),
        }
    }

    /// A day that counts.
    pub fn known(self) -> Option<Date> {
        match self {
            Self::Known(day) => Some(day),
            Self::Beyond(_) | Self::Open => None,
        }
    }

    /// Whether it was said by the end of a day (`None`: by any day); of a month or a year, when all of it is over.
    pub fn is_by(self, at: Option<Date>) -> bool {
        self.known().is_some_and(|day| at.is_none_or(|at| day.last_day() <= at.last_day()))
    }
}

/// As `tandai check` says: from two years before the election to one year after, unless the statement looks back.
fn is_beyond(day: Date, statement: &StatementSummary) -> bool {
    let Some(year) = statement.year else { return false };
    statement.status != Certainty::Past && !(year.saturating_sub(2)..=year.saturating_add(1)).contains(&day.year())
}
