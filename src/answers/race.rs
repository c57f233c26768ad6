//! The election that a statement is about, as a key: region, office, year, each of which may be open.

use std::fmt;

use crate::{
    dataset::codebook::race_id,
    gazetteer::Gazetteer,
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

    /// Whether region, office or year is not told, or what is told cannot be: statements on it may be about different
    /// elections, so nothing is the last word among them.
    pub fn is_open(&self) -> bool {
        self.region.is_none() || self.office.is_none() || self.year.is_none() || !self.may_be_held()
    }

    /// Whether the region elects such an office, as far as that is known: Yogyakarta has no election of a governor, a
    /// kota none of a regent. Of offices of a project's own nobody knows better.
    pub fn may_be_held(&self) -> bool {
        let gazetteer = Gazetteer::builtin();
        let (Some(region), Some(office)) = (&self.region, self.office) else { return true };
        !Office::DELIVERED.contains(&office)
            || gazetteer.entity(region).is_none()
            || gazetteer.elects(region) == Some(office)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::testing::statement;

    #[test]
    fn a_race_that_is_not_held_is_open() {
        let open = |race: &str| RaceKey::of(&statement(race, "c1 confirmed pks")).is_open();
        assert!(
            ["34 governor 2024", "36.71 regent 2024", "36.02 governor 2024", "31.74 mayor 2024"].map(open) == [true; 4]
        );
        assert!(["36 governor 2024", "36.02 regent 2017", "36.71 mayor 2024"].map(open) == [false; 3]);
        assert!(!open("sleman-baru regent 2024"), "nobody knows of a region of the project's own");
    }
}
