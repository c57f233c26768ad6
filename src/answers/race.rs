//! The election that a statement is about, as a key: region, office, year, each of which may be open.

use std::fmt;

use crate::{
    dataset::codebook::race_id,
    model::{EntityId, Office, StatementSummary},
};

/// A race, or as much of one as a text tells.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct RaceKey {
    pub region: Option<EntityId>,
    pub office: Option<Office>,
    pub year: Option<i16>,
}

impl RaceKey {
    pub fn of(statement: &StatementSummary) -> Self {
        Self { region: statement.region.clone(), office: statement.office, year: statement.year }
    }

    /// Whether region, office or year is not told: statements on it may be about different elections, so nothing is the
    /// last word among them.
    pub fn is_open(&self) -> bool {
        self.region.is_none() || self.office.is_none() || self.year.is_none()
    }

    /// `36.02-regent-2024`, as tables name it; `None` for an open one.
    pub fn id(&self) -> Option<String> {
        race_id(self.region.as_ref(), self.office, self.year)
    }
}

/// The id, with `?` for what is open.
impl fmt::Display for RaceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let region = self.region.as_ref().map_or("?", |region| region.local());
        write!(f, "{region}-{}-", self.office.map_or("?", office_key))?;
        match self.year {
            Some(year) => write!(f, "{year}"),
            None => f.write_str("?"),
        }
    }
}

/// An office as files name it.
pub fn office_key(office: Office) -> &'static str {
    match office {
        Office::Governor => "governor",
        Office::Regent => "regent",
        Office::Mayor => "mayor",
    }
}
