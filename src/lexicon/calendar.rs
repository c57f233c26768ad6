//! When regional elections are held.

use crate::model::Date;

/// The simultaneous regional elections: year, month and day. A re-run counts where a text names its year.
pub const ELECTIONS: &[(i16, u8, u8)] =
    &[(2015, 12, 9), (2017, 2, 15), (2018, 6, 27), (2020, 12, 9), (2024, 11, 27), (2029, 11, 28)];

/// The election whose registered pairs are known.
pub const REGISTERED: i16 = 2024;

/// Years in which elections were run again, or were held out of turn.
pub const RERUNS: &[i16] = &[2016, 2019, 2021, 2025];

/// Before the first of these there were no simultaneous elections; news of the year before it is about the first.
const FIRST: i16 = 2015;

/// The month from which news may be of next year's elections, where each region had its own day.
const LATE: u8 = 11;

/// How long an election is still what news is about: counting, disputes, swearing in. Days.
const AFTER: i64 = 75;

/// How long before an election nobody speaks of it yet. Days.
const LONG_BEFORE: i64 = 3 * 365;

/// The election that news of a day is about.
pub fn cycle_on(date: Date) -> Option<i16> {
    let year = date.year();
    if year + 1 < FIRST {
        // Each region had its own day: news is of this year's, until the year is nearly over.
        return (date.month() < LATE).then_some(year);
    }
    let since = |&&(year, month, day): &&(i16, u8, u8)| {
        Date::new(year, month, day).map_or(i64::MAX, |election| date.days() - election.days())
    };
    let held = ELECTIONS.iter().filter(|election| since(election) > 0).max_by_key(|(year, ..)| *year);
    let next = ELECTIONS.iter().find(|election| since(election) <= 0);
    match (held, next) {
        (Some(held), Some(next)) => {
            let near = since(&held) <= AFTER || since(&next) < -LONG_BEFORE;
            Some(if near { held.0 } else { next.0 })
        }
        (held, next) => next.or(held).map(|(year, ..)| *year),
    }
}

/// Whether a regional election was held in a year.
pub fn is_election_year(year: i16) -> bool {
    ELECTIONS.iter().any(|(election, ..)| *election == year) || RERUNS.contains(&year) || (2005..FIRST).contains(&year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cycles_by_day() {
        let expected = [
            ("2014-09-01", 2015),
            ("2015-08-01", 2015),
            ("2016-01-20", 2015),
            ("2016-09-23", 2017),
            ("2017-03-01", 2017),
            ("2017-12-27", 2018),
            ("2018-06-27", 2018),
            ("2020-07-25", 2020),
            ("2024-07-08", 2024),
            ("2025-04-01", 2024),
            ("2028-01-01", 2029),
        ];
        for (day, election) in expected {
            assert_eq!(cycle_on(day.parse().unwrap()), Some(election), "{day}");
        }
    }
}
