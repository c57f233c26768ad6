//! How ties between parties are counted: which statements, what one unit is, whether denials pull, over which days, and
//! by what a count is divided. Every setting has a key, so that command line, window and manifest say the same.
//!
//! The normalisations are those of Discourse Network Analyzer's manual (Leifeld and others).

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    message::{Message, message},
    model::{Certainty, Date, StatementScheme, StatusSense},
};

/// A setting with a closed list of values.
macro_rules! keyed {
    ($(#[$doc:meta])* $name:ident { $($(#[$about:meta])* $value:ident = $key:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub enum $name { $($(#[$about])* $value),* }

        impl $name {
            pub const ALL: &[Self] = &[$(Self::$value),*];
            pub const KEYS: &[&str] = &[$($key),*];

            /// As settings and files name it.
            pub fn key(self) -> &'static str {
                match self { $(Self::$value => $key),* }
            }

            pub fn of(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.key() == key)
            }
        }
    };
}

keyed! {
    /// What counts once.
    Unit {
        /// One wire story, however often it is printed.
        #[default]
        Story = "story",
        Article = "article",
        Statement = "statement",
        /// A race in a calendar month, however often it is spoken of.
        RaceMonth = "race-month",
    }
}

keyed! {
    /// Whether denials pull apart.
    Sign {
        /// All that counts is a tie.
        #[default]
        None = "none",
        /// What affirms draws together, what denies pulls apart.
        Status = "status",
    }
}

keyed! {
    /// What is tied to what.
    Mode {
        /// Party × party, by statements that both stand in.
        #[default]
        Parties = "party",
        /// Party × race, by statements of the party on the race.
        Races = "race",
    }
}

keyed! {
    /// By what a count is divided; `a` and `b` are the units in which either end stands at all.
    Normalisation {
        #[default]
        None = "none",
        /// a + b − the count.
        Jaccard = "jaccard",
        /// √(a · b).
        Cosine = "cosine",
        /// (a + b) / 2.
        AverageActivity = "average-activity",
    }
}

keyed! {
    /// Whether a date counts that was read from the first lines of an article, as long as nobody said so.
    GuessedDates {
        /// What hangs on it stands for no day.
        #[default]
        Open = "open",
        /// As any other date.
        Count = "count",
    }
}

/// All settings of a count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountingOptions {
    pub statuses: BTreeSet<Certainty>,
    pub sign: Sign,
    pub unit: Unit,
    /// The first and the last day that count.
    pub from: Option<Date>,
    pub to: Option<Date>,
    pub mode: Mode,
    pub normalisation: Normalisation,
    pub guessed_dates: GuessedDates,
}

/// Decided ties, each story once.
impl Default for CountingOptions {
    fn default() -> Self {
        Self {
            statuses: [Certainty::Confirmed].into(),
            sign: Sign::default(),
            unit: Unit::default(),
            from: None,
            to: None,
            mode: Mode::default(),
            normalisation: Normalisation::default(),
            guessed_dates: GuessedDates::default(),
        }
    }
}

/// Names of the settings.
pub const STATUSES: &str = "statuses";
pub const SIGN: &str = "sign";
pub const UNIT: &str = "unit";
pub const FROM: &str = "from";
pub const TO: &str = "to";
pub const MODE: &str = "mode";
pub const NORMALISATION: &str = "normalisation";
pub const GUESSED_DATES: &str = "guessed-dates";

impl CountingOptions {
    /// Reads settings by their names; those that are not there are as by default. With a sign, the statuses that have one
    /// count unless others are named.
    pub fn read(settings: &BTreeMap<String, String>, scheme: &StatementScheme) -> Result<Self, Message> {
        let said = |name: &str| settings.get(name).map(|value| value.trim()).filter(|value| !value.is_empty());
        let one_of = |name: &'static str, keys: &[&str], value: &str| {
            let known = keys.join(", ");
            message!("“{name}” is one of {known}, not “{value}”", name = name, known = known, value = value)
        };
        macro_rules! keyed {
            ($name:expr, $kind:ty) => {
                match said($name) {
                    None => <$kind>::default(),
                    Some(key) => <$kind>::of(key).ok_or_else(|| one_of($name, <$kind>::KEYS, key))?,
                }
            };
        }
        let sign = keyed!(SIGN, Sign);
        let statuses = match said(STATUSES) {
            Some(list) => read_statuses(list, scheme)?,
            None if sign == Sign::Status => signed_statuses(scheme),
            None => decided_statuses(scheme),
        };
        let day = |name: &'static str| {
            let day = said(name).map(|day| (day.parse::<Date>(), day));
            day.map(|(read, day)| {
                read.map_err(|_| message!("“{name}” is a day like 2024-07-08, not “{value}”", name = name, value = day))
            })
            .transpose()
        };
        let (from, to) = (day(FROM)?, day(TO)?);
        if let (Some(from), Some(to)) = (from, to)
            && from > to
        {
            return Err(message!(
                "no day lies between {from} and {to}: name the earlier day first",
                from = from.to_string(),
                to = to.to_string()
            ));
        }
        let (unit, mode) = (keyed!(UNIT, Unit), keyed!(MODE, Mode));
        let guessed_dates = keyed!(GUESSED_DATES, GuessedDates);
        let normalisation = keyed!(NORMALISATION, Normalisation);
        Ok(Self { statuses, sign, unit, from, to, mode, normalisation, guessed_dates })
    }

    /// Every setting as it is in force, for the manifest.
    pub fn settings(&self) -> BTreeMap<String, String> {
        let statuses: Vec<&str> = self.statuses.iter().map(|status| status.key()).collect();
        let day = |day: Option<Date>| day.map_or_else(|| "open".to_owned(), |day| day.to_string());
        [
            (STATUSES, statuses.join(",")),
            (SIGN, self.sign.key().to_owned()),
            (UNIT, self.unit.key().to_owned()),
            (FROM, day(self.from)),
            (TO, day(self.to)),
            (MODE, self.mode.key().to_owned()),
            (NORMALISATION, self.normalisation.key().to_owned()),
            (GUESSED_DATES, self.guessed_dates.key().to_owned()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into()
    }

    /// Whether a tie of this status draws together (`true`) or pulls apart; `None`: it does not count.
    pub fn draws(&self, status: Certainty, scheme: &StatementScheme) -> Option<bool> {
        if !self.statuses.contains(&status) {
            return None;
        }
        match (self.sign, scheme.meaning(status).sense) {
            (Sign::None, _) | (Sign::Status, StatusSense::Decided | StatusSense::Explored) => Some(true),
            (Sign::Status, StatusSense::Refused) => Some(false),
            (Sign::Status, StatusSense::Wished | StatusSense::Past | StatusSense::Aside | StatusSense::Unsaid) => None,
        }
    }

    /// Decided ties of a project, each story once.
    pub fn of_project(scheme: &StatementScheme) -> Self {
        Self { statuses: decided_statuses(scheme), ..Self::default() }
    }

    /// Whether a day lies in the window. Without a window every day does, and none as well.
    pub fn has_day(&self, day: Option<Date>) -> bool {
        match day {
            Some(day) => {
                self.from.is_none_or(|from| from.first_day() <= day.first_day())
                    && self.to.is_none_or(|to| day.last_day() <= to.last_day())
            }
            None => !self.has_window(),
        }
    }

    pub fn has_window(&self) -> bool {
        self.from.is_some() || self.to.is_some()
    }

    /// A count divided as asked; `a` and `b` are the activities of both ends.
    pub fn normalised(&self, count: usize, a: usize, b: usize) -> f64 {
        let (count, a, b) = (count as f64, a as f64, b as f64);
        let by = match self.normalisation {
            Normalisation::None => 1.0,
            Normalisation::Jaccard => a + b - count,
            Normalisation::Cosine => (a * b).sqrt(),
            Normalisation::AverageActivity => (a + b) / 2.0,
        };
        if by > 0.0 { count / by } else { 0.0 }
    }
}

/// Those that say that something is decided; those of the delivered scheme where a project has none.
fn decided_statuses(scheme: &StatementScheme) -> BTreeSet<Certainty> {
    statuses_of(scheme, |sense| sense == StatusSense::Decided)
}

fn signed_statuses(scheme: &StatementScheme) -> BTreeSet<Certainty> {
    statuses_of(scheme, |sense| sense.affirms() || sense == StatusSense::Refused)
}

/// The statuses of a sense, whether cards offer them or only the program knows them.
fn statuses_of(scheme: &StatementScheme, wanted: impl Fn(StatusSense) -> bool) -> BTreeSet<Certainty> {
    let known = scheme.all_statuses().chain(Certainty::BUILT_IN.iter().copied());
    known.filter(|status| wanted(scheme.meaning(*status).sense)).collect()
}

/// `confirmed,exploring`, or `all`: keys of statuses, or what the project calls them.
pub fn read_statuses(list: &str, scheme: &StatementScheme) -> Result<BTreeSet<Certainty>, Message> {
    let all = || scheme.all_statuses().chain(Certainty::BUILT_IN.iter().copied());
    if list.trim() == "all" {
        return Ok(all().collect());
    }
    let named = |status: &Certainty, words: &str| {
        scheme.status_names(*status).all().any(|name| name.eq_ignore_ascii_case(words))
    };
    // Keys are told apart; names need not be.
    let status = |words: &str| {
        let words = words.trim();
        if let Some(status) = all().find(|status| status.key() == words) {
            return Ok(status);
        }
        let mut meant: Vec<Certainty> = Vec::new();
        for status in all().filter(|status| named(status, words)) {
            if !meant.contains(&status) {
                meant.push(status);
            }
        }
        match meant[..] {
            [status] => Ok(status),
            [] => {
                let known: Vec<String> = scheme.all_statuses().map(|status| told(status, scheme)).collect();
                Err(message!(
                    "“{key}” is not a status: these are {known}, or all",
                    key = words,
                    known = known.join(", ")
                ))
            }
            _ => {
                let keys = meant.iter().map(|status| status.key()).collect::<Vec<_>>().join(", ");
                Err(message!("several statuses are called “{name}”; say which: {keys}", name = words, keys = keys))
            }
        }
    };
    list.split(',').map(status).collect()
}

/// `nominated (“put forward”)`; only the key where it is its name.
fn told(status: Certainty, scheme: &StatementScheme) -> String {
    let (key, name) = (status.key(), scheme.status_names(status).en);
    if key == name || status == Certainty::Open { key.to_owned() } else { format!("{key} (“{name}”)") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(settings: &[(&str, &str)]) -> Result<CountingOptions, String> {
        let settings = settings.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        CountingOptions::read(&settings, StatementScheme::delivered()).map_err(|message| message.to_string())
    }

    #[test]
    fn settings_that_make_no_sense_say_what_would() {
        let says = |name: &str, value: &str, part: &str| {
            let said = read(&[(name, value)]);
            assert!(said.as_ref().is_err_and(|said| said.contains(part)), "{said:?} lacks {part:?}");
        };
        says("unit", "week", "“unit” is one of story, article, statement, race-month, not “week”");
        says("statuses", "confirmed,sure", "“sure” is not a status: these are confirmed, exploring");
        says("from", "8/7/2024", "“from” is a day like 2024-07-08, not “8/7/2024”");
        let back = read(&[("from", "2024-08-02"), ("to", "2024-08-01")]);
        assert!(back.is_err_and(|said| said.contains("no day lies between")));
        assert_eq!(read(&[]), Ok(CountingOptions::default()));
    }

    #[test]
    fn a_sign_brings_the_statuses_that_have_one() {
        let counting = read(&[("sign", "status")]).unwrap();
        let draws = [0, 1, 2, 3, 4, 5].map(|at| counting.draws(Certainty::BUILT_IN[at], StatementScheme::delivered()));
        assert_eq!(draws, [Some(true), Some(true), None, Some(false), None, None]);
        let only = read(&[("sign", "status"), ("statuses", "confirmed")]).unwrap();
        assert_eq!(only.draws(Certainty::Denied, StatementScheme::delivered()), None);
        let all = read(&[("statuses", "all")]).unwrap();
        assert!(
            Certainty::BUILT_IN.iter().all(|status| all.draws(*status, StatementScheme::delivered()) == Some(true))
        );
    }

    #[test]
    fn what_is_in_force_reads_back() {
        let counting = read(&[("sign", "status"), ("from", "2024-05-01"), ("normalisation", "cosine")]).unwrap();
        let mut settings = counting.settings();
        assert_eq!(settings["statuses"], "confirmed,exploring,denied");
        assert_eq!(settings.remove("to").as_deref(), Some("open"));
        assert_eq!(CountingOptions::read(&settings, StatementScheme::delivered()), Ok(counting));
    }
}
