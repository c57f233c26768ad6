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

    /// `36.02-regent-2024`, as tables name it; `None` for an open one.
    pub fn id(&self) -> Option<String> {
        race_id(self.region.as_ref(), self.office, self.year)
    }
}

/// The id, with `?` for what is open.
impl fmt::Display for RaceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let region = self.region.as_ref().map_or("?", |region| region.local());
        write!(f, "{region}-{}-", self.office.map_or("?", Office::key))?;
        match self.year {
            Some(year) => write!(f, "{year}"),
            None => f.write_str("?"),
        }
    }
}
