//! When something was said, as far as that can be trusted.

use super::GuessedDates;
use crate::{
    dataset::codebook::first_day,
    model::{ArticleMeta, Calendar, Certainty, Date, StatementSummary},
};

/// The day of a statement: its own, else that of its article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Day {
    Known(Date),
    /// A day that cannot be right: years before or after the election that it is about. It is shown, and never the last
    /// word.
    Beyond(Date),
    /// The article's date was read from its first lines and nobody said so, and such dates do not count.
    Guessed(Date),
    /// Neither the statement nor its article has a date.
    Open,
}

impl Day {
    pub fn of(statement: &StatementSummary, article: &ArticleMeta, guessed: GuessedDates, calendar: &Calendar) -> Self {
        match first_day(statement.date, article.date) {
            None => Self::Open,
            Some(day) if is_beyond(day, statement, calendar) => Self::Beyond(day),
            Some(day) if guessed == GuessedDates::Open && is_guessed(statement, article) => Self::Guessed(day),
            Some(day) => Self::Known(day),
        }
    }

    /// A day that counts.
    pub fn known(self) -> Option<Date> {
        match self {
            Self::Known(day) => Some(day),
            Self::Beyond(_) | Self::Guessed(_) | Self::Open => None,
        }
    }

    /// Whether it was said by the end of a day (`None`: by any day); of a month or a year, when all of it is over.
    pub fn is_by(self, at: Option<Date>) -> bool {
        self.known().is_some_and(|day| at.is_none_or(|at| day.last_day() <= at.last_day()))
    }

    /// Whether it counts by the end of a day: what was said by then, and what has no day that would put it later.
    pub fn counts_by(self, at: Option<Date>) -> bool {
        self.known().is_none() || self.is_by(at)
    }
}

/// Whether the day of a statement is that of an article whose date nobody said.
pub fn is_guessed(statement: &StatementSummary, article: &ArticleMeta) -> bool {
    statement.date.is_none() && article.is_date_guessed()
}

/// As `tandai check` says: from two years before the election to one year after, unless the statement looks back; and
/// never a day that is far from every election of the calendar.
fn is_beyond(day: Date, statement: &StatementSummary, calendar: &Calendar) -> bool {
    if calendar.is_beyond(day.year()) {
        return true;
    }
    let Some(year) = statement.year else { return false };
    statement.status != Certainty::Past && !Calendar::speaks_of(day.year(), year)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::testing::{article, day, statement};

    #[test]
    fn a_day_that_cannot_be_right_is_none_of_the_calendar() {
        let of = |race: &str, status: &str, date: &str| {
            Day::of(
                &statement(race, &format!("c1 {status} pks")),
                &article("a", date),
                GuessedDates::Open,
                Calendar::delivered(),
            )
        };
        assert_eq!(of("36 governor 2024", "confirmed", "2024-07-01"), Day::Known(day("2024-07-01")));
        assert_eq!(of("36 governor 2024", "confirmed", "2015-07-01"), Day::Beyond(day("2015-07-01")));
        assert_eq!(of("36 governor 2024", "past", "2015-07-01"), Day::Known(day("2015-07-01")), "it looks back");
        // Whatever it says, and of an election whose year is open as well.
        for race in ["36 governor 2024", "36 governor", "?"] {
            for (status, date) in [("past", "0224-07-01"), ("confirmed", "9999-12-31"), ("hoped", "0001-01-01")] {
                assert_eq!(of(race, status, date), Day::Beyond(day(date)), "{race} {status}");
            }
        }
        assert_eq!(of("36 governor", "hoped", "2024-07-01"), Day::Known(day("2024-07-01")));
        assert_eq!(of("36 governor 2024", "hoped", ""), Day::Open);
    }

    #[test]
    fn a_guessed_date_is_a_day_only_where_somebody_says_so() {
        let mut article = article("a", "2024-07-01");
        article.import.guessed.insert(crate::model::Guess::Date);
        let mut said = statement("36 governor 2024", "c1 confirmed pks");
        let days = |said: &StatementSummary| {
            GuessedDates::ALL.iter().map(|how| Day::of(said, &article, *how, Calendar::delivered())).collect::<Vec<_>>()
        };
        assert_eq!(days(&said), [Day::Guessed(day("2024-07-01")), Day::Known(day("2024-07-01"))]);
        said.date = Some(day("2024-06-30"));
        assert_eq!(days(&said), [Day::Known(day("2024-06-30")); 2], "the text names the day of the statement");
    }
}
