//! When elections are held, when tickets are registered, and by which rules parties may nominate.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::{Date, Office};
use crate::message::{Message, message};

/// The elections that a project is about. What an election or a rule says of no office, it says of all of the scheme.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// By their days.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub elections: Vec<Election>,
    /// Years in which elections were held, on no one day: re-runs, and region by region.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_years: Vec<i16>,
    /// By the first days on which they were in force.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub thresholds: Vec<Threshold>,
}

/// An election.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Election {
    /// As its races name it.
    pub year: i16,
    pub day: Date,
    /// When tickets are registered, where they are and the days are known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registration: Option<RegistrationDays>,
    /// Of which offices; none: of all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offices: Vec<Office>,
}

/// The first and the last day of registration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegistrationDays {
    pub from: Date,
    pub to: Date,
}

/// A rule by which parties may nominate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    /// As tables name it.
    pub key: String,
    /// As people cite it.
    pub name: String,
    /// The first day on which it was in force; it ends where the next one for the office begins.
    pub from: Date,
    /// In words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rule: String,
    /// For which offices; none: for all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offices: Vec<Office>,
    /// Of the seats, in thousandths, if seats are enough.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seats: Option<u64>,
    /// Of the valid votes, if votes are enough.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub votes: Vec<VoteShare>,
}

/// A share of the votes, in thousandths, where there are up to so many voters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoteShare {
    /// None: however many there are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voters: Option<u64>,
    pub share: u64,
    /// For which of the rule's offices; none: for all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offices: Vec<Office>,
}

/// What is wrong with a calendar: what stands at the fault, as files have it, at which of its places, and why.
pub(super) type CalendarFault = (String, usize, Message);

/// Whether a list of offices says something of an office, or of any that nobody told.
fn is_of(offices: &[Office], office: Option<Office>) -> bool {
    offices.is_empty() || office.is_none_or(|office| offices.contains(&office))
}

impl Threshold {
    /// The share of the votes that is needed; `None`: votes are not enough, or it depends on how many voters there are and
    /// that is not known.
    pub fn votes_for(&self, office: Office, voters: Option<u64>) -> Option<u64> {
        let mut steps = self.votes.iter().filter(|step| is_of(&step.offices, Some(office)));
        match voters {
            Some(voters) => steps.find(|step| step.voters.is_none_or(|most| voters <= most)).map(|step| step.share),
            None => steps.next().filter(|step| step.voters.is_none()).map(|step| step.share),
        }
    }
}

/// How long an election is still what news is about: counting, disputes, swearing in. Days.
const AFTER: i64 = 75;

/// How long before an election nobody speaks of it yet. Days.
const LONG_BEFORE: i64 = 3 * 365;

/// The month from which news may be of next year's elections, where each region has its own day.
const NEXT_YEARS: u8 = 11;

/// A statement is made from so many years before its election to so many after, unless it looks back.
const EARLY: i16 = 2;
const LATE: i16 = 1;

/// How far beyond the last election of a calendar a date is no slip of a digit. Years.
const AHEAD: i16 = 10;

/// Years in which something may have been said where a calendar tells nothing.
const ANY_YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;

impl Calendar {
    /// That of Indonesia's regional elections.
    pub fn delivered() -> &'static Self {
        &DELIVERED
    }

    /// The one that tells nothing.
    pub fn none() -> &'static Self {
        static NONE: LazyLock<Calendar> = LazyLock::new(Calendar::default);
        &NONE
    }

    pub fn is_empty(&self) -> bool {
        *self == *Self::none()
    }

    /// The election of a year for an office. Of an office that nobody told: that of the year, if it had only one.
    pub fn election(&self, year: i16, office: Option<Office>) -> Option<&Election> {
        let mut of_year = self.elections.iter().filter(|one| one.year == year && is_of(&one.offices, office));
        let first = of_year.next();
        first.filter(|_| office.is_some() || of_year.next().is_none())
    }

    /// Whether an election was held in a year.
    pub fn is_election_year(&self, year: i16) -> bool {
        self.other_years.contains(&year) || self.elections.iter().any(|election| election.year == year)
    }

    /// The election that news of a day is about.
    pub fn cycle_on(&self, date: Date) -> Option<i16> {
        self.cycle_of(date, None)
    }

    /// The election for an office that news of a day is about.
    pub fn cycle_of(&self, date: Date, office: Option<Office>) -> Option<i16> {
        let elections = || self.elections.iter().filter(|election| is_of(&election.offices, office));
        if date.year() + 1 < elections().next()?.year {
            // Where each region had its own day, news is of this year's, until the year is nearly over; before the first
            // one of all nobody speaks of any.
            let by_itself = self.other_years.contains(&date.year()) && date.month() < NEXT_YEARS;
            return by_itself.then_some(date.year());
        }
        let since = |election: &Election| date.days() - election.day.days();
        let held = elections().rfind(|election| since(election) > 0);
        let next = elections().find(|election| since(election) <= 0);
        let about = match (held, next) {
            (Some(held), Some(next)) if since(held) <= AFTER || since(next) < -LONG_BEFORE => held,
            (_, Some(next)) => next,
            (held, None) => held?,
        };
        Some(about.year)
    }

    /// The last election that was held by a day, else the first one to come.
    pub fn last_held(&self, date: Date) -> Option<i16> {
        let held = self.elections.iter().rfind(|election| election.day <= date);
        held.or(self.elections.first()).map(|election| election.year)
    }

    /// The rule that was in force on a day for an office. Of a date that is known in part (`2024-08`), `None` where the
    /// rule changed within it.
    pub fn threshold(&self, day: Date, office: Option<Office>) -> Option<&Threshold> {
        let on = |day: Date| self.thresholds.iter().rfind(|rule| rule.from <= day && is_of(&rule.offices, office));
        on(day.last_day()).filter(|last| on(day.first_day()).is_some_and(|first| first.key == last.key))
    }

    /// Whether a year is so far from every election that a date in it is a slip of a digit, whatever it is a date of.
    pub fn is_beyond(&self, year: i16) -> bool {
        let years = || self.elections.iter().map(|election| election.year).chain(self.other_years.iter().copied());
        match (years().min(), years().max()) {
            (Some(first), Some(last)) => !(first - EARLY..=last + AHEAD).contains(&year),
            _ => !ANY_YEARS.contains(&year),
        }
    }

    /// Whether a year is one in which people speak of the election of another: from two years before it to one after.
    pub fn speaks_of(year: i16, election: i16) -> bool {
        (election.saturating_sub(EARLY)..=election.saturating_add(LATE)).contains(&year)
    }

    /// Every name that people read.
    pub(super) fn names(&self) -> impl Iterator<Item = &String> {
        self.thresholds.iter().flat_map(|one| [&one.key, &one.name, &one.rule])
    }

    /// Why it cannot be one of a scheme with these offices.
    pub(super) fn fault(&self, known: &[Office]) -> Option<CalendarFault> {
        let elections = self.elections.iter().enumerate().find_map(|(at, one)| {
            let (before, place) = (&self.elections[..at], format!("year: {}", one.year));
            let nth = before.iter().filter(|other| other.year == one.year).count();
            let message = one.fault().or_else(|| self.wrong_place(before, one))?;
            Some((place, nth, message))
        });
        let years = || self.other_years.iter().find(|year| !ANY_YEARS.contains(*year));
        let odd_year = || {
            let year = years()?;
            Some((year.to_string(), 0, message!("{year} is not a year of an election", year = *year)))
        };
        let thresholds = || {
            self.thresholds.iter().enumerate().find_map(|(at, one)| {
                let before = &self.thresholds[..at];
                let nth = before.iter().filter(|other| other.key == one.key).count();
                let later = before.last().is_some_and(|before| before.from > one.from);
                let order = || later.then(|| message!("the rule {id} stands after a later one", id = one.key.as_str()));
                let twice = || (nth > 0).then(|| message!("the rule {id} stands here twice", id = one.key.as_str()));
                let message = one.fault().or_else(twice).or_else(order)?;
                Some((format!("\"{}\"", one.key), nth, message))
            })
        };
        let strange = || {
            let of_elections = self.elections.iter().flat_map(|one| &one.offices);
            let of_votes = |one: &'_ Threshold| -> Vec<Office> {
                one.votes.iter().flat_map(|step| &step.offices).chain(&one.offices).copied().collect()
            };
            let mut all = of_elections.copied().chain(self.thresholds.iter().flat_map(of_votes));
            let office = all.find(|office| !known.contains(office))?;
            let message =
                message!("the calendar speaks of the office {id}, which the scheme does not have", id = office.key());
            Some((office.key().to_owned(), 0, message))
        };
        elections.or_else(odd_year).or_else(thresholds).or_else(strange)
    }

    /// Whether an election stands among others where it cannot.
    fn wrong_place(&self, before: &[Election], one: &Election) -> Option<Message> {
        let same = |other: &&Election| {
            let all = other.offices.is_empty() || one.offices.is_empty();
            other.year == one.year && (all || other.offices.iter().any(|office| one.offices.contains(office)))
        };
        match () {
            () if before.iter().any(|other| same(&other)) => {
                Some(message!("the election of {year} stands here twice for one office", year = one.year))
            }
            () if before.last().is_some_and(|before| before.day > one.day) => {
                Some(message!("the election of {year} stands after a later one", year = one.year))
            }
            () => None,
        }
    }
}

impl Election {
    fn fault(&self) -> Option<Message> {
        let year = self.year;
        let RegistrationDays { from, to } =
            self.registration.unwrap_or(RegistrationDays { from: self.day, to: self.day });
        match () {
            () if !ANY_YEARS.contains(&year) => Some(message!("{year} is not a year of an election", year = year)),
            () if !self.day.is_day() => {
                Some(message!("the election of {year} has no whole day, as 2024-11-27 is", year = year))
            }
            // One that is put off keeps its name.
            () if !(year..=year + 1).contains(&self.day.year()) => Some(message!(
                "the election of {year} is held on {day}, in another year",
                year = year,
                day = self.day.to_string()
            )),
            () if !from.is_day() || !to.is_day() || from > to || to > self.day => Some(message!(
                "registration for the election of {year} is not from one whole day to another before it is held",
                year = year
            )),
            () => None,
        }
    }
}

impl Threshold {
    fn fault(&self) -> Option<Message> {
        let key = self.key.as_str();
        let small = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
        let rises = |office: Option<Office>| {
            let steps: Vec<u64> = self
                .votes
                .iter()
                .filter(|step| is_of(&step.offices, office))
                .map(|step| step.voters.unwrap_or(u64::MAX))
                .collect();
            steps.is_sorted_by(|a, b| a < b)
        };
        let offices = || self.votes.iter().flat_map(|step| &step.offices).map(|office| Some(*office));
        let mut shares = self.seats.into_iter().chain(self.votes.iter().map(|step| step.share));
        match () {
            () if key.is_empty() || !key.chars().all(small) => {
                Some(message!("the key “{id}” of a rule is not small letters, digits, - and _", id = key))
            }
            () if self.name.is_empty() => Some(message!("the rule {id} has no name", id = key)),
            () if !self.from.is_day() => Some(message!("the rule {id} has no whole first day", id = key)),
            () if shares.any(|share| share > 1000) => {
                Some(message!("a share of the rule {id} is above 1000 thousandths", id = key))
            }
            () if self.votes.iter().any(|step| step.offices.is_empty()) && !rises(None)
                || offices().any(|office| !rises(office)) =>
            {
                Some(message!("the numbers of voters of the rule {id} do not rise", id = key))
            }
            () => None,
        }
    }
}

/// The simultaneous regional elections, the days on which KPU took the registrations of 2024 (by its regulations on stages
/// and schedules; of other years the days are not known here), and the rules of nomination: law 10/2016, article 40, and
/// ruling 60/PUU-XXII/2024 of the Constitutional Court with KPU's regulation 10/2024. Before 2015 regions voted one by one;
/// in the other years elections were run again, or held out of turn.
static DELIVERED: LazyLock<Calendar> = LazyLock::new(|| {
    let day = |(year, month, day)| Date::new(year, month, day).expect("a day of the calendar");
    let regional = || Office::DELIVERED.to_vec();
    let election = |year, month, of_month| Election {
        year,
        day: day((year, month, of_month)),
        registration: None,
        offices: regional(),
    };
    let share = |voters, share| VoteShare { voters, share, offices: Vec::new() };
    let of = |offices: &[Office], steps: [u64; 3]| {
        let voters = steps.map(Some).into_iter().chain([None]);
        let shares = [100, 85, 75, 65];
        let step = |(voters, share)| VoteShare { voters, share, offices: offices.to_vec() };
        voters.zip(shares).map(step).collect::<Vec<_>>()
    };
    let window = RegistrationDays { from: day((2024, 8, 27)), to: day((2024, 8, 29)) };
    Calendar {
        elections: vec![
            election(2015, 12, 9),
            election(2017, 2, 15),
            election(2018, 6, 27),
            election(2020, 12, 9),
            Election { registration: Some(window), ..election(2024, 11, 27) },
            election(2029, 11, 28),
        ],
        other_years: (2005..2015).chain([2016, 2019, 2021, 2025]).collect(),
        thresholds: vec![
            Threshold {
                key: "law-10-2016".into(),
                name: "UU 10/2016".into(),
                from: day((2016, 7, 1)),
                rule: "20 % of the seats or 25 % of the valid votes of the last council election".into(),
                offices: regional(),
                seats: Some(200),
                votes: vec![share(None, 250)],
            },
            Threshold {
                key: "ruling-60-2024".into(),
                name: "Putusan MK 60/PUU-XXII/2024".into(),
                from: day((2024, 8, 20)),
                rule: "10, 8.5, 7.5 or 6.5 % of the valid votes of the last council election, by the number of voters"
                    .into(),
                offices: regional(),
                seats: None,
                votes: [
                    of(&[Office::GOVERNOR], [2_000_000, 6_000_000, 12_000_000]),
                    of(&[Office::REGENT, Office::MAYOR], [250_000, 500_000, 1_000_000]),
                ]
                .concat(),
            },
        ],
    }
});

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn own() -> Calendar {
        ron::Options::default()
            .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
            .from_str(
                r#"(
                    elections: [
                        (year: 2019, day: "2019-04-17"),
                        (year: 2024, day: "2024-02-14", registration: (from: "2023-10-19", to: "2023-10-25")),
                    ],
                    thresholds: [
                        (key: "law-7-2017", name: "UU 7/2017", from: "2017-08-16", seats: 200, votes: [(share: 250)]),
                    ],
                )"#,
            )
            .unwrap()
    }

    #[test]
    fn the_delivered_one_is_in_order() {
        let delivered = Calendar::delivered();
        assert_eq!(delivered.fault(Office::DELIVERED), None);
        assert!(
            delivered.is_election_year(2008) && delivered.is_election_year(2025) && !delivered.is_election_year(2023)
        );
        assert!([2003, 2039].iter().all(|year| !delivered.is_beyond(*year)) && delivered.is_beyond(2040));
        let president = Office::new("president").unwrap();
        assert!(delivered.election(2024, None).is_some() && delivered.election(2024, Some(president)).is_none());
        assert!(delivered.threshold(day("2024-09-01"), Some(president)).is_none());
    }

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
        for (on, election) in expected {
            assert_eq!(Calendar::delivered().cycle_on(day(on)), Some(election), "{on}");
        }
        assert_eq!(Calendar::delivered().cycle_on(day("2013-09-01")), Some(2013));
        assert_eq!(Calendar::delivered().cycle_on(day("2012-12-01")), None, "next year's, or this year's");
        assert_eq!(Calendar::delivered().cycle_on(day("2003-09-01")), None);
        assert_eq!(own().cycle_on(day("2023-09-01")), Some(2024));
        assert_eq!(own().cycle_on(day("2026-09-01")), Some(2024));
        assert_eq!(Calendar::none().cycle_on(day("2024-09-01")), None);
    }

    #[test]
    fn shares_by_office_and_voters() {
        let rule = Calendar::delivered().threshold(day("2024-08-20"), Some(Office::GOVERNOR)).unwrap();
        assert_eq!(rule.votes_for(Office::GOVERNOR, Some(2_000_001)), Some(85));
        assert_eq!(rule.votes_for(Office::MAYOR, Some(2_000_001)), Some(65));
        assert_eq!(rule.votes_for(Office::MAYOR, None), None, "nobody knows how many voters there are");
        let own = own();
        let president = Office::new("president").unwrap();
        let rule = own.threshold(day("2023-10-20"), Some(president)).unwrap();
        assert_eq!((rule.votes_for(president, None), rule.seats), (Some(250), Some(200)));
    }

    #[test]
    fn what_cannot_be_a_calendar_is_told() {
        let fault = |change: &dyn Fn(&mut Calendar)| {
            let mut calendar = own();
            change(&mut calendar);
            calendar.fault(&[Office::new("president").unwrap()]).map(|(.., message)| message.to_string())
        };
        assert_eq!(fault(&|_| ()), None);
        let told = |change: &dyn Fn(&mut Calendar), words: &str| {
            let said = fault(change).unwrap_or_default();
            assert!(said.contains(words), "{words}: {said}");
        };
        told(&|one| one.elections[0].year = 19, "19 is not a year");
        told(&|one| one.elections[0].day = day("2019-04"), "no whole day");
        told(&|one| one.elections[0].day = day("2014-04-09"), "in another year");
        told(&|one| one.elections.swap(0, 1), "after a later one");
        told(&|one| one.elections.push(one.elections[1].clone()), "twice for one office");
        told(&|one| one.elections[0].offices = vec![Office::MAYOR], "the office mayor, which the scheme does not have");
        told(&|one| one.other_years = vec![0], "0 is not a year");
        told(
            &|one| one.elections[1].registration.as_mut().unwrap().to = day("2024-02-15"),
            "not from one whole day to another before it is held",
        );
        told(&|one| one.thresholds[0].key = "UU 7".into(), "small letters");
        told(&|one| one.thresholds[0].seats = Some(2000), "above 1000");
        told(&|one| one.thresholds.push(one.thresholds[0].clone()), "stands here twice");
        told(
            &|one| {
                one.thresholds[0].votes =
                    [Some(9), Some(5)].map(|voters| VoteShare { voters, share: 1, offices: vec![] }).into()
            },
            "do not rise",
        );
    }
}
