//! The facts that come with the program: parties, regions, and the pairs of 2024. Read once, from RON in `assets/`.

use std::{
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
};

use serde::Deserialize;

use super::{
    fold,
    level::Level,
    names::{NameTable, Use},
};
use crate::model::{BadId, Colour, Entity, EntityId, KindKey, Office, slug};

/// The built-in names and facts.
pub struct Gazetteer {
    /// Sorted by id.
    entities: Vec<Entity>,
    /// Where each is.
    places: HashMap<EntityId, usize>,
    regions: HashMap<EntityId, BuiltinRegion>,
    /// Where a candidate of 2024 ran.
    races: HashMap<EntityId, [EntityId; 1]>,
    historical: Vec<EntityId>,
    pub(super) names: NameTable,
}

/// What is wrong with a built-in table.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    #[error("{table}:{error}")]
    Ron { table: &'static str, error: ron::error::SpannedError },
    #[error("regions.ron: “{0}” is not a code of Kemendagri")]
    Code(String),
    #[error("pairs.ron: there is no region {0}")]
    Region(String),
    #[error("pairs.ron: the nickname of {0} is nobody's")]
    Nickname(EntityId),
    #[error(transparent)]
    Id(#[from] BadId),
}

/// A pair on the ballot of 2024.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisteredPair {
    pub head: EntityId,
    pub deputy: EntityId,
    /// The number on the ballot.
    pub ballot: u8,
}

#[derive(Default)]
struct BuiltinRegion {
    parent: Option<EntityId>,
    elects: Option<Office>,
    pairs: Vec<RegisteredPair>,
}

/// See the head of `parties.ron`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BuiltinParty {
    id: String,
    name: String,
    short: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    context: Vec<String>,
    #[serde(default)]
    epithets: Vec<String>,
    #[serde(default)]
    cased: Vec<String>,
    scope: Scope,
    #[serde(default)]
    same_as: Vec<String>,
    #[serde(default)]
    colour: Option<Colour>,
    verified: u8,
    #[serde(default)]
    note: String,
}

#[derive(Deserialize, PartialEq, Eq)]
enum Scope {
    National,
    Aceh,
    Other,
    Historical,
}

/// See the head of `regions.ron`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RegionRow {
    code: String,
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    appointed: bool,
}

/// See the head of `pairs.ron`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PairTable {
    pairs: Vec<(String, u8, String, String)>,
    nicknames: Vec<(String, String, String)>,
}

const PARTIES: &str = include_str!("../../assets/gazetteer/parties.ron");
const REGIONS: &str = include_str!("../../assets/gazetteer/regions.ron");
const PAIRS: &str = include_str!("../../assets/gazetteer/pairs.ron");

static BUILTIN: LazyLock<Gazetteer> = LazyLock::new(|| match Gazetteer::parse(PARTIES, REGIONS, PAIRS) {
    Ok(gazetteer) => gazetteer,
    // The tables are part of the program, and a test reads them.
    Err(reason) => unreachable!("built-in table: {reason}"),
});

impl Gazetteer {
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// Reads the three tables, or says what is wrong in which.
    pub(super) fn parse(parties: &str, regions: &str, pairs: &str) -> Result<Self, TableError> {
        let parties: Vec<BuiltinParty> =
            ron::from_str(parties).map_err(|error| TableError::Ron { table: "parties.ron", error })?;
        let regions: Vec<RegionRow> =
            ron::from_str(regions).map_err(|error| TableError::Ron { table: "regions.ron", error })?;
        let pairs: PairTable = ron::from_str(pairs).map_err(|error| TableError::Ron { table: "pairs.ron", error })?;
        let mut gazetteer = Self {
            entities: Vec::with_capacity(4000),
            places: HashMap::new(),
            regions: HashMap::with_capacity(600),
            races: HashMap::with_capacity(4000),
            historical: Vec::new(),
            names: NameTable::with_room(10_000),
        };
        parties.into_iter().try_for_each(|row| gazetteer.add_party(row))?;
        regions.into_iter().try_for_each(|row| gazetteer.add_region(row))?;
        gazetteer.add_pairs(pairs)?;
        gazetteer.entities.sort_by(|a, b| a.id.cmp(&b.id));
        gazetteer.places = gazetteer.entities.iter().enumerate().map(|(at, entity)| (entity.id.clone(), at)).collect();
        Ok(gazetteer)
    }

    fn add_party(&mut self, row: BuiltinParty) -> Result<(), TableError> {
        let mut entity = Entity::new(id(&format!("party:{}", row.id))?, KindKey::party(), row.name);
        if row.short != entity.name {
            entity.short = row.short;
        }
        entity.colour = row.colour;
        entity.same_as = row.same_as;
        entity.note = match row.scope {
            Scope::Historical => "historical party".into(),
            Scope::Aceh => "local party of Aceh".into(),
            Scope::National | Scope::Other => String::new(),
        };
        let unsure = if row.verified == 0 { "from memory, not verified" } else { "" };
        for more in [unsure, &row.note] {
            if !more.is_empty() {
                let gap = if entity.note.is_empty() { "" } else { "; " };
                entity.note = format!("{}{gap}{more}", entity.note);
            }
        }
        if row.scope == Scope::Historical {
            self.historical.push(entity.id.clone());
        }
        entity.aliases = row.aliases;
        entity.aliases.extend(row.context.iter().chain(&row.epithets).cloned());
        entity.aliases.retain(|alias| *alias != entity.short);
        let context: Vec<String> = row.context.iter().map(|name| fold::key(name)).collect();
        let epithets: Vec<String> = row.epithets.iter().map(|name| fold::key(name)).collect();
        self.names.add(&entity, &row.cased, |key| {
            if context.iter().any(|other| other == key) {
                Use::Context
            } else if epithets.iter().any(|other| other == key) {
                Use::Epithet
            } else {
                Use::Plain
            }
        });
        self.entities.push(entity);
        Ok(())
    }

    fn add_region(&mut self, row: RegionRow) -> Result<(), TableError> {
        let level = Level::of_code(&row.code).ok_or_else(|| TableError::Code(row.code.clone()))?;
        let (name, short) = match (level, row.appointed) {
            (Level::Province, _) => (row.name.clone(), String::new()),
            (Level::Regency, false) => (format!("Kabupaten {}", row.name), format!("Kab. {}", row.name)),
            (Level::City, false) => (format!("Kota {}", row.name), String::new()),
            (Level::Regency, true) => (format!("Kabupaten Administrasi {}", row.name), row.name.clone()),
            (Level::City, true) => (format!("Kota Administrasi {}", row.name), row.name.clone()),
        };
        let mut entity = Entity::new(id(&format!("region:{}", row.code))?, KindKey::region(), name);
        entity.short = short;
        if row.name != entity.name && row.name != entity.short {
            entity.aliases.push(row.name);
        }
        entity.aliases.extend(row.aliases);
        let words: Vec<String> = row.words.iter().map(|name| fold::key(name)).collect();
        self.names.add(&entity, &[], |key| if words.iter().any(|w| w == key) { Use::Context } else { Use::Plain });
        let parent = match row.code.split_once('.') {
            Some((province, _)) => Some(id(&format!("region:{province}"))?),
            None => None,
        };
        let elects = (!row.appointed).then_some(level.office());
        entity.code = row.code;
        self.regions.insert(entity.id.clone(), BuiltinRegion { parent, elects, pairs: Vec::new() });
        self.entities.push(entity);
        Ok(())
    }

    /// Candidates take the id of their name; where several share a name, all of them take the race into it.
    fn add_pairs(&mut self, table: PairTable) -> Result<(), TableError> {
        let slugs: Vec<[String; 2]> = table.pairs.iter().map(|(.., head, deputy)| [slug(head), slug(deputy)]).collect();
        let mut bearers: HashMap<&str, usize> = HashMap::with_capacity(4000);
        for slug in slugs.iter().flatten() {
            *bearers.entry(slug).or_default() += 1;
        }
        let candidate = KindKey::candidate();
        let person = |region: &str, slug: &str| match bearers.get(slug) {
            Some(1) => id(&format!("candidate:{slug}")),
            _ => id(&format!("candidate:{slug}-{region}")),
        };
        let mut nicknames: BTreeMap<EntityId, Vec<String>> = BTreeMap::new();
        for (region, name, nickname) in table.nicknames {
            nicknames.entry(person(&region, &slug(&name))?).or_default().push(nickname);
        }
        for ((code, ballot, head, deputy), slugs) in table.pairs.into_iter().zip(&slugs) {
            let race = id(&format!("region:{code}"))?;
            let pair = RegisteredPair { head: person(&code, &slugs[0])?, deputy: person(&code, &slugs[1])?, ballot };
            for (id, name) in [(&pair.head, head), (&pair.deputy, deputy)] {
                let mut entity = Entity::new(id.clone(), candidate.clone(), name);
                entity.aliases = nicknames.remove(id).unwrap_or_default();
                self.names.add(&entity, &[], |_| Use::Plain);
                self.entities.push(entity);
                self.races.insert(id.clone(), [race.clone()]);
            }
            let Some(region) = self.regions.get_mut(&race) else {
                return Err(TableError::Region(code));
            };
            region.pairs.push(pair);
        }
        match nicknames.keys().next() {
            Some(id) => Err(TableError::Nickname(id.clone())),
            None => Ok(()),
        }
    }

    pub fn entity(&self, id: &EntityId) -> Option<&Entity> {
        self.places.get(id).map(|&at| &self.entities[at])
    }

    /// All of them, sorted by id.
    pub fn entities(&self) -> impl Iterator<Item = &Entity> {
        self.entities.iter()
    }

    /// The office that a region elects; `None` where it elects none (the governor of Yogyakarta, the parts of Jakarta)
    /// and for a region that is not built in.
    pub fn elects(&self, region: &EntityId) -> Option<Office> {
        self.regions.get(region)?.elects
    }

    /// Whether the head of a built-in region is appointed.
    pub fn appoints(&self, region: &EntityId) -> bool {
        self.regions.get(region).is_some_and(|region| region.elects.is_none())
    }

    /// The province of a kabupaten or kota.
    pub fn parent(&self, region: &EntityId) -> Option<&EntityId> {
        self.regions.get(region)?.parent.as_ref()
    }

    /// The pairs of a race of 2024, by their number.
    pub fn pairs(&self, region: &EntityId) -> &[RegisteredPair] {
        self.regions.get(region).map_or(&[], |region| &region.pairs)
    }

    /// The regions where a candidate ran in 2024.
    pub fn races_of(&self, candidate: &EntityId) -> &[EntityId] {
        self.races.get(candidate).map_or(&[], |races| races)
    }

    /// Whether a party stands in the table for old texts only.
    pub(super) fn is_historical(&self, party: &EntityId) -> bool {
        self.historical.contains(party)
    }
}

fn id(text: &str) -> Result<EntityId, TableError> {
    EntityId::new(text).map_err(TableError::Id)
}
