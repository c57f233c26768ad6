//! The facts that come with the program: parties, regions, and the pairs of 2024. Read once, from RON in `assets/`.

use std::{
    collections::BTreeMap,
    sync::{LazyLock, Mutex, OnceLock, PoisonError},
};

use rustc_hash::FxHashMap as Map;
use serde::{Deserialize, de::DeserializeOwned};

use super::{
    fold,
    level::Level,
    names::{NameTable, Use, key},
    runner::Runner,
};
use crate::model::{BadId, Colour, DELIVERED, Date, Entity, EntityId, KindKey, Office, Slot, slug};

/// The built-in names and facts, or those of a project's folder.
pub struct Gazetteer {
    /// Sorted by id.
    entities: Vec<Entity>,
    /// Where each is.
    places: Map<EntityId, usize>,
    regions: Map<EntityId, BuiltinRegion>,
    /// Where a candidate ran.
    races: Map<EntityId, [EntityId; 1]>,
    /// The year of the election that the pairs ran in.
    pairs_of: Option<i16>,
    historical: Vec<EntityId>,
    pub(super) names: NameTable,
    /// Who ran where, with their names as words; made when the first short name is asked for.
    pub(super) runners: OnceLock<Map<EntityId, Vec<Runner>>>,
}

/// The files of a gazetteer; one that is not there is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GazetteerTables {
    pub parties: String,
    pub regions: String,
    pub pairs: String,
    /// Entities of any kind, as `entities.ron` of a project has them: `[(id: …, kind: …, name: …), …]`.
    pub entities: String,
}

impl GazetteerTables {
    /// Takes what `file` says of each of them, by its name.
    pub fn read<E>(file: impl Fn(&str) -> Result<Option<String>, E>) -> Result<Self, E> {
        let text = |name: &str| Ok::<_, E>(file(name)?.unwrap_or_default());
        Ok(Self {
            parties: text("parties.ron")?,
            regions: text("regions.ron")?,
            pairs: text("pairs.ron")?,
            entities: text("entities.ron")?,
        })
    }
}

/// What is wrong with a built-in table.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    #[error("{table}:{error}")]
    Ron { table: &'static str, error: ron::error::SpannedError },
    #[error("there is none of parties.ron, regions.ron, pairs.ron and entities.ron in it")]
    Empty,
    #[error("{0} stands in it twice")]
    Twice(EntityId),
    #[error("regions.ron: “{0}” is not a code of Kemendagri")]
    Code(String),
    #[error("pairs.ron: there is no region {0}")]
    Region(String),
    #[error("pairs.ron: the nickname of {0} is nobody's")]
    Nickname(EntityId),
    #[error(transparent)]
    Id(#[from] BadId),
}

/// A pair on the ballot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisteredPair {
    pub head: EntityId,
    pub deputy: EntityId,
    /// The number on the ballot.
    pub ballot: u8,
}

#[derive(Default)]
struct BuiltinRegion {
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
    valid_from: Option<Date>,
    #[serde(default)]
    valid_to: Option<Date>,
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
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct PairTable {
    /// The year of the election that they ran in.
    #[serde(default)]
    year: Option<i16>,
    #[serde(default)]
    pairs: Vec<(String, u8, String, String)>,
    #[serde(default)]
    nicknames: Vec<(String, String, String)>,
}

static BUILTIN: LazyLock<Gazetteer> = LazyLock::new(|| {
    let tables = GazetteerTables {
        parties: include_str!("../../assets/gazetteer/id-2024/parties.ron").into(),
        regions: include_str!("../../assets/gazetteer/id-2024/regions.ron").into(),
        pairs: include_str!("../../assets/gazetteer/id-2024/pairs.ron").into(),
        entities: String::new(),
    };
    match Gazetteer::parse(&tables) {
        Ok(gazetteer) => gazetteer,
        // The tables are part of the program, and a test reads them.
        Err(reason) => unreachable!("built-in table: {reason}"),
    }
});

static NONE: LazyLock<Gazetteer> = LazyLock::new(|| Gazetteer::with_room(0));

/// Those of folders, each kept for as long as the program runs, as the delivered one is: whoever asks for the same names
/// gets the same, and everything that knows names may hold on to them.
static OF_FOLDERS: Mutex<Vec<(GazetteerTables, &'static Gazetteer)>> = Mutex::new(Vec::new());

impl Gazetteer {
    /// The one that is delivered, `id-2024`.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// The one without any name.
    pub fn none() -> &'static Self {
        &NONE
    }

    /// One of those that are delivered, by its name.
    pub fn delivered(name: &str) -> Option<&'static Self> {
        (name == DELIVERED).then(Self::builtin)
    }

    /// The one that a folder's files make, or what is wrong in which.
    pub fn of_folder(tables: GazetteerTables) -> Result<&'static Self, TableError> {
        if tables == GazetteerTables::default() {
            return Err(TableError::Empty);
        }
        let mut known = OF_FOLDERS.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, gazetteer)) = known.iter().find(|(others, _)| *others == tables) {
            return Ok(gazetteer);
        }
        let gazetteer: &'static Self = Box::leak(Box::new(Self::parse(&tables)?));
        known.push((tables, gazetteer));
        Ok(gazetteer)
    }

    /// Whether it is the delivered one.
    pub fn is_delivered(&self) -> bool {
        std::ptr::eq(self, Self::builtin())
    }

    /// Whether it knows nobody.
    pub fn is_empty(&self) -> bool {
        self.entities.is_empty()
    }

    fn with_room(entities: usize) -> Self {
        Self {
            entities: Vec::with_capacity(entities),
            places: Map::default(),
            regions: Map::with_capacity_and_hasher(entities / 6, Default::default()),
            races: Map::with_capacity_and_hasher(entities, Default::default()),
            pairs_of: None,
            historical: Vec::new(),
            names: NameTable::with_room(entities * 5 / 2),
            runners: OnceLock::new(),
        }
    }

    /// Reads the tables, or says what is wrong in which.
    pub(super) fn parse(tables: &GazetteerTables) -> Result<Self, TableError> {
        let parties: Vec<BuiltinParty> = table("parties.ron", &tables.parties)?;
        let regions: Vec<RegionRow> = table("regions.ron", &tables.regions)?;
        let pairs: PairTable = table("pairs.ron", &tables.pairs)?;
        let entities: Vec<Entity> = table("entities.ron", &tables.entities)?;
        let mut gazetteer = Self::with_room(if regions.is_empty() { 0 } else { 4000 });
        parties.into_iter().try_for_each(|row| gazetteer.add_party(row))?;
        regions.into_iter().try_for_each(|row| gazetteer.add_region(row))?;
        gazetteer.add_pairs(pairs)?;
        entities.into_iter().for_each(|entity| gazetteer.add_entity(entity));
        gazetteer.entities.sort_by(|a, b| a.id.cmp(&b.id));
        if let Some(two) = gazetteer.entities.windows(2).find(|two| two[0].id == two[1].id) {
            return Err(TableError::Twice(two[0].id.clone()));
        }
        gazetteer.places = gazetteer.entities.iter().enumerate().map(|(at, entity)| (entity.id.clone(), at)).collect();
        Ok(gazetteer)
    }

    fn add_entity(&mut self, entity: Entity) {
        let context: Vec<String> = entity.context_aliases.iter().map(|name| key(&entity.kind, name)).collect();
        let usage = |key: &str| if context.iter().any(|other| other == key) { Use::Context } else { Use::Plain };
        self.names.add(&entity, &[], usage);
        self.entities.push(entity);
    }

    fn add_party(&mut self, row: BuiltinParty) -> Result<(), TableError> {
        let mut entity = Entity::new(id(&format!("party:{}", row.id))?, KindKey::party(), row.name);
        if row.short != entity.name {
            entity.short = row.short;
        }
        entity.colour = row.colour;
        entity.same_as = row.same_as;
        (entity.valid_from, entity.valid_to) = (row.valid_from, row.valid_to);
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
        entity.aliases.extend(row.epithets.iter().cloned());
        entity.aliases.retain(|alias| *alias != entity.short);
        entity.context_aliases.clone_from(&row.context);
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
        entity.aliases.retain(|alias| !row.words.contains(alias));
        entity.context_aliases.clone_from(&row.words);
        let words: Vec<String> = row.words.iter().map(|name| fold::key(name)).collect();
        self.names.add(&entity, &[], |key| if words.iter().any(|w| w == key) { Use::Context } else { Use::Plain });
        entity.parent = match row.code.split_once('.') {
            Some((province, _)) => Some(id(&format!("region:{province}"))?),
            None => None,
        };
        level.key().clone_into(&mut entity.level);
        let elects = (!row.appointed).then_some(level.office());
        entity.code = row.code;
        self.regions.insert(entity.id.clone(), BuiltinRegion { elects, pairs: Vec::new() });
        self.entities.push(entity);
        Ok(())
    }

    /// Candidates take the id of their name; where several share a name, all of them take the race into it.
    fn add_pairs(&mut self, table: PairTable) -> Result<(), TableError> {
        self.pairs_of = table.year;
        let slugs: Vec<[String; 2]> = table.pairs.iter().map(|(.., head, deputy)| [slug(head), slug(deputy)]).collect();
        let mut bearers: Map<&str, usize> = Map::with_capacity_and_hasher(4000, Default::default());
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

    /// What an entity lies in: the province of a kabupaten or kota.
    pub fn parent(&self, entity: &EntityId) -> Option<&EntityId> {
        self.entity(entity)?.parent.as_ref()
    }

    /// The year of the election that the pairs ran in; `None` where it is not told.
    pub fn pairs_of(&self) -> Option<i16> {
        self.pairs_of
    }

    /// The pairs of a race, by their number.
    pub fn pairs(&self, region: &EntityId) -> &[RegisteredPair] {
        self.regions.get(region).map_or(&[], |region| &region.pairs)
    }

    /// The place of a candidate on a ticket that was registered in a region.
    pub fn place_on_ticket(&self, region: &EntityId, candidate: &EntityId) -> Option<Slot> {
        self.pairs(region).iter().find_map(|pair| match candidate {
            id if *id == pair.head => Some(Slot::Head),
            id if *id == pair.deputy => Some(Slot::Deputy),
            _ => None,
        })
    }

    /// The regions where a candidate ran.
    pub fn races_of(&self, candidate: &EntityId) -> &[EntityId] {
        self.races.get(candidate).map_or(&[], |races| races)
    }

    /// Whether a party stands in the table for old texts only.
    pub(super) fn is_historical(&self, party: &EntityId) -> bool {
        self.historical.contains(party)
    }
}

/// What a file says; nothing if it is not there.
fn table<T: Default + DeserializeOwned>(table: &'static str, text: &str) -> Result<T, TableError> {
    if text.is_empty() {
        return Ok(T::default());
    }
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    options.from_str(text).map_err(|error| TableError::Ron { table, error })
}

fn id(text: &str) -> Result<EntityId, TableError> {
    EntityId::new(text).map_err(TableError::Id)
}
