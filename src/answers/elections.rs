//! What a project knows of its elections besides what articles say: the offices and days of its scheme, the regions and
//! pairs of its gazetteer, the levels of its own regions. Whether a race can be held at all follows from it.

use std::{
    collections::BTreeMap,
    sync::{Arc, LazyLock},
};

use super::RaceKey;
use crate::{
    gazetteer::{Gazetteer, RegisteredPair},
    model::{Calendar, Election, Entity, EntityId, KindKey, Office, StatementScheme},
};

/// See the module.
pub struct ElectionFacts {
    statements: StatementScheme,
    gazetteer: &'static Gazetteer,
    /// The project's own regions.
    own: BTreeMap<EntityId, OwnRegion>,
}

/// A region of the project's own.
struct OwnRegion {
    /// Empty: nobody tells.
    level: String,
    /// It is the gazetteer's region of this id, told anew; else another one.
    is_builtin: bool,
}

/// What a region elects, as far as is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RegionElects {
    /// An office of the scheme; where several are of its level, the first.
    Office(Office),
    /// No office of the scheme: its level is another.
    NoOffice(String),
    /// The head of this region is appointed.
    Nothing,
    Unknown,
}

impl Default for ElectionFacts {
    fn default() -> Self {
        Self::of(StatementScheme::delivered(), &BTreeMap::new(), Gazetteer::builtin())
    }
}

impl ElectionFacts {
    pub fn of(
        statements: &StatementScheme,
        entities: &BTreeMap<EntityId, Entity>,
        gazetteer: &'static Gazetteer,
    ) -> Self {
        let regions = entities.values().filter(|entity| entity.kind == KindKey::region());
        let own = |entity: &Entity| {
            let same_level = |builtin: &&Entity| entity.level.is_empty() || entity.level == builtin.level;
            let builtin = gazetteer.entity(&entity.id).filter(|builtin| share_a_name(builtin, entity));
            let builtin = builtin.filter(same_level);
            let level = match (entity.level.as_str(), builtin) {
                ("", builtin) => builtin.map_or_else(String::new, |builtin| builtin.level.clone()),
                (level, _) => level.to_owned(),
            };
            (entity.id.clone(), OwnRegion { level, is_builtin: builtin.is_some() })
        };
        Self { statements: statements.clone(), gazetteer, own: regions.map(own).collect() }
    }

    /// What is known without a project: Indonesia's regional elections.
    pub fn delivered() -> &'static Arc<Self> {
        static FACTS: LazyLock<Arc<ElectionFacts>> = LazyLock::new(Arc::default);
        &FACTS
    }

    pub fn statements(&self) -> &StatementScheme {
        &self.statements
    }

    pub fn gazetteer(&self) -> &'static Gazetteer {
        self.gazetteer
    }

    pub fn calendar(&self) -> &Calendar {
        self.statements.calendar()
    }

    /// The level of a region; empty where nobody tells.
    pub fn level(&self, region: &EntityId) -> &str {
        match self.own.get(region) {
            Some(own) => &own.level,
            None => self.gazetteer.entity(region).map_or("", |region| region.level.as_str()),
        }
    }

    /// The offices of the scheme that regions of a level elect.
    fn offices_of(&self, level: &str) -> impl Iterator<Item = Office> {
        let offices = self.statements.offices.iter().filter(move |office| office.level() == level);
        offices.map(|office| office.key)
    }

    /// Whether the gazetteer knows that the head of a region is appointed.
    pub fn appoints(&self, region: &EntityId) -> bool {
        self.own.get(region).is_none_or(|own| own.is_builtin) && self.gazetteer.appoints(region)
    }

    /// Whether a region is one of the gazetteer, and not another one under its id.
    pub fn is_builtin(&self, region: &EntityId) -> bool {
        match self.own.get(region) {
            Some(own) => own.is_builtin,
            None => self.gazetteer.entity(region).is_some(),
        }
    }

    /// Whether a region is one of Indonesia's, as far as anybody tells: one of the gazetteer, or one of a project about
    /// Indonesia's regional elections that is not another region under the id of one.
    pub fn is_indonesian(&self, region: &EntityId) -> bool {
        let regional = || self.statements.offices.iter().any(|office| Office::DELIVERED.contains(&office.key));
        self.is_builtin(region) || (self.gazetteer.entity(region).is_none() && regional())
    }

    /// What a region elects. Of regions without a level, and where no office has one, nobody knows.
    pub fn elects(&self, region: &EntityId) -> RegionElects {
        let level = self.level(region);
        if level.is_empty() || self.statements.offices.iter().all(|office| office.level().is_empty()) {
            return RegionElects::Unknown;
        }
        let heads = || self.offices_of(level).all(|office| Office::DELIVERED.contains(&office));
        match self.offices_of(level).next() {
            _ if self.appoints(region) && heads() => RegionElects::Nothing,
            Some(office) => RegionElects::Office(office),
            None => RegionElects::NoOffice(level.to_owned()),
        }
    }

    /// The only office of the scheme that a region can elect.
    pub fn office_of(&self, region: &EntityId) -> Option<Office> {
        let level = Some(self.level(region)).filter(|level| !level.is_empty())?;
        let mut all = self.offices_of(level);
        let office = all.next().filter(|_| all.next().is_none())?;
        (!(Office::DELIVERED.contains(&office) && self.appoints(region))).then_some(office)
    }

    /// The only region that elects an office, as far as that is known: a country, where no other is known.
    pub fn only_region(&self, office: Office) -> Option<EntityId> {
        let level = Some(self.statements.level_of(office)).filter(|level| !level.is_empty())?;
        let own = self.own.iter().filter(|(_, region)| region.level == level).map(|(id, _)| id);
        let known =
            self.gazetteer.entities().filter(|entity| entity.kind == KindKey::region() && entity.level == level);
        let known = known.map(|entity| &entity.id).filter(|id| !self.own.contains_key(*id));
        let mut all = own.chain(known);
        all.next().filter(|_| all.next().is_none()).cloned()
    }

    /// Whether a region elects such an office, as far as that is known: Yogyakarta has no election of a governor, a kota
    /// none of a regent.
    pub fn may_elect(&self, region: &EntityId, office: Office) -> bool {
        let (wanted, level) = (self.statements.level_of(office), self.level(region));
        let appointed = || Office::DELIVERED.contains(&office) && self.appoints(region);
        wanted.is_empty() || level.is_empty() || (wanted == level && !appointed())
    }

    /// Whether a race can be held, as far as that is known.
    pub fn may_be_held(&self, race: &RaceKey) -> bool {
        let (Some(region), Some(office)) = (&race.region, race.office) else { return true };
        self.may_elect(region, office)
    }

    /// Whether region, office or year is not told, or what is told cannot be: statements on it may be about different
    /// elections, so nothing is the last word among them.
    pub fn is_open(&self, race: &RaceKey) -> bool {
        race.region.is_none() || race.office.is_none() || race.year.is_none() || !self.may_be_held(race)
    }

    /// The election that a race is part of.
    pub fn election(&self, race: &RaceKey) -> Option<&Election> {
        self.calendar().election(race.year?, race.office)
    }

    /// Whether pairs are registered for an office, and those of some year are known; of an office that nobody told: for any
    /// that the scheme has. Nobody speaks of registration elsewhere.
    pub fn registers(&self, office: Option<Office>) -> bool {
        let any = |offices: &[Office]| offices.iter().any(|office| Office::DELIVERED.contains(office));
        let own = || self.statements.offices.iter().map(|office| office.key).collect::<Vec<_>>();
        self.gazetteer.pairs_of().is_some() && office.map_or_else(|| any(&own()), |office| any(&[office]))
    }

    /// The registered pairs of a race; `None` where they are not known.
    pub fn pairs(&self, race: &RaceKey) -> Option<&'static [RegisteredPair]> {
        let (region, office) = (race.region.as_ref()?, race.office?);
        let same_election = race.year.is_some() && race.year == self.gazetteer.pairs_of();
        let known = same_election && self.is_builtin(region) && self.gazetteer.elects(region) == Some(office);
        Some(self.gazetteer.pairs(region)).filter(|pairs| known && !pairs.is_empty())
    }
}

/// Whether two are called alike.
fn share_a_name(one: &Entity, other: &Entity) -> bool {
    one.names().any(|name| other.names().any(|own| own.to_lowercase() == name.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        answers::testing::{entity, statement},
        model::OfficeScheme,
    };

    fn region(id: &str, name: &str, level: &str) -> (EntityId, Entity) {
        let id = entity(&format!("region:{id}"));
        (id.clone(), Entity { level: level.into(), ..Entity::new(id, KindKey::region(), name) })
    }

    #[test]
    fn a_race_that_is_not_held_is_open() {
        let open = |race: &str| ElectionFacts::delivered().is_open(&RaceKey::of(&statement(race, "c1 confirmed pks")));
        assert!(
            ["34 governor 2024", "36.71 regent 2024", "36.02 governor 2024", "31.74 mayor 2024"].map(open) == [true; 4]
        );
        assert!(["36 governor 2024", "36.02 regent 2017", "36.71 mayor 2024"].map(open) == [false; 3]);
        assert!(!open("sleman-baru regent 2024"), "nobody knows of a region of the project's own");
    }

    #[test]
    fn a_region_of_another_country_is_not_the_gazetteers_of_its_id() {
        let mut scheme = StatementScheme::default();
        let own = OfficeScheme {
            key: Office::new("minister_president").unwrap(),
            level: "land".into(),
            ..scheme.offices[0].clone()
        };
        scheme.offices = vec![own];
        let regions = BTreeMap::from([region("11", "Niederberg", "land"), region("12", "Kreis Ufer", "kreis")]);
        let facts = ElectionFacts::of(&scheme, &regions, Gazetteer::builtin());
        let key = scheme.offices[0].key;
        assert_eq!(facts.elects(&entity("region:11")), RegionElects::Office(key));
        assert_eq!(facts.elects(&entity("region:12")), RegionElects::NoOffice("kreis".into()));
        assert!(!facts.may_elect(&entity("region:12"), key) && !facts.may_elect(&entity("region:36"), key));
        assert!(facts.may_elect(&entity("region:nowhere"), key));
        assert_eq!(facts.only_region(key), Some(entity("region:11")));
        assert_eq!(ElectionFacts::delivered().only_region(Office::REGENT), None);
        // Under the delivered scheme as well: it is not Aceh.
        let foreign = facts;
        let facts = ElectionFacts::of(StatementScheme::delivered(), &regions, Gazetteer::builtin());
        let race = RaceKey { region: Some(entity("region:11")), office: Some(Office::GOVERNOR), year: Some(2024) };
        assert!(facts.pairs(&race).is_none() && !facts.may_be_held(&race));
        assert!(!foreign.registers(Some(key)) && !foreign.registers(None) && facts.registers(None));
        // Whoever only tells Aceh anew means Aceh.
        let aceh = BTreeMap::from([region("11", "Aceh", "")]);
        let facts = ElectionFacts::of(StatementScheme::delivered(), &aceh, Gazetteer::builtin());
        assert!(facts.pairs(&race).is_some() && facts.may_be_held(&race));
        // Without a gazetteer nobody knows.
        let facts = ElectionFacts::of(StatementScheme::delivered(), &BTreeMap::new(), Gazetteer::none());
        assert!(facts.pairs(&race).is_none() && facts.elects(&entity("region:34")) == RegionElects::Unknown);
    }

    #[test]
    fn offices_of_one_level_leave_open_which_is_meant() {
        let mut scheme = StatementScheme::default();
        let senator = OfficeScheme {
            key: Office::new("senator").unwrap(),
            level: "province".into(),
            ..scheme.offices[0].clone()
        };
        scheme.offices.push(senator);
        let facts = ElectionFacts::of(&scheme, &BTreeMap::new(), Gazetteer::builtin());
        let yogyakarta = entity("region:34");
        assert_eq!(facts.office_of(&entity("region:36")), None);
        assert_eq!(facts.office_of(&entity("region:36.02")), Some(Office::REGENT));
        assert!(facts.may_elect(&yogyakarta, scheme.offices[3].key) && !facts.may_elect(&yogyakarta, Office::GOVERNOR));
    }
}
