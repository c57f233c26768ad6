//! Entities that come with a data set of ours, in a table beside it: those that the project lacks come in, those that it
//! knows under another id are joined, and an id that means something else here is not followed.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    path::PathBuf,
};

use super::keys::meant_otherwise;
use crate::{
    dataset::manifest::{NAMES, SCHEME},
    edit::repoint,
    formats::{Problem, Source},
    gazetteer::{Gazetteer, Lexicon},
    message::{Message, message},
    model::{Annotations, Entity, EntityId, KindKey, Project, Scheme, circle_of_parts, circles},
    session::{
        DiskSource, EntityTable,
        jobs::entities::{EntityIndex, name_key},
    },
    store::read_scheme,
};

/// How many unknown entities a line names.
const NAMED: usize = 8;

/// What the data sets of an import say of entities.
pub(super) struct IncomingNames {
    scheme: Scheme,
    lexicon: Lexicon,
    index: EntityIndex,
    /// New ones, as they will be.
    added: BTreeMap<EntityId, Entity>,
    /// By the tables that were read: ids there that are others here.
    tables: BTreeMap<PathBuf, BTreeMap<EntityId, EntityId>>,
    /// Those of the data set that is being read.
    instead: BTreeMap<EntityId, EntityId>,
    told_of: HashSet<PathBuf>,
    /// The source that is being read.
    source: String,
    /// Links to entities that were not known when they were read, by source and entity.
    unknown: BTreeMap<(String, EntityId), usize>,
}

/// Who an entity of a data set is here.
enum Meaning {
    /// The one with its id.
    Same,
    Other(EntityId),
    /// Nobody yet; the id that it gets, and what is to be said of it.
    New(EntityId, Option<Message>),
}

impl IncomingNames {
    pub(super) fn new(project: &Project, gazetteer: &'static Gazetteer) -> Self {
        let lexicon = Lexicon::over(&project.entities, gazetteer);
        let index = EntityIndex::of(lexicon.entities());
        let (added, tables, instead, told_of, source, unknown) = Default::default();
        Self { scheme: project.scheme.clone(), lexicon, index, added, tables, instead, told_of, source, unknown }
    }

    /// From now on records are of this source; what is to be said of the names beside it.
    pub(super) fn begin(&mut self, source: &DiskSource) -> Vec<Problem> {
        self.instead.clear();
        source.name().clone_into(&mut self.source);
        let Some(beside) = source.beside(NAMES) else { return Vec::new() };
        if let Some(known) = self.tables.get(&beside.path) {
            self.instead.clone_from(known);
            return Vec::new();
        }
        let problems = match beside.read() {
            Ok(bytes) => self.take(&beside.path.display().to_string(), EntityTable::read(&bytes)),
            Err(problem) => vec![problem],
        };
        self.tables.insert(beside.path, self.instead.clone());
        problems
    }

    /// The scheme by which records of this source are read: that of the project, with the fields that the data set defines
    /// and the project does not; and what is to be said of them.
    pub(super) fn scheme_for(&mut self, source: &DiskSource) -> (Scheme, Vec<Problem>) {
        let mut scheme = self.scheme.clone();
        let Some(beside) = source.beside(SCHEME) else { return (scheme, Vec::new()) };
        let file = beside.path.display().to_string();
        let (statements, fields) = match beside.read() {
            Ok(bytes) => match read_scheme(&file, &bytes) {
                Ok(theirs) => theirs,
                Err(error) => {
                    let problem = Problem::new(file, error.message, error.fix).at(error.line, error.column);
                    return (scheme, vec![problem.part()]);
                }
            },
            Err(problem) => {
                let new = self.told_of.insert(beside.path);
                return (scheme, if new { vec![problem] } else { Vec::new() });
            }
        };
        let fix = || message!("`tandai scheme` with --import and this file takes the definitions in");
        let mut problems = Vec::new();
        let otherwise = meant_otherwise(&statements, &scheme.statements);
        if !otherwise.is_empty() && !self.told_of.contains(&beside.path) {
            let reason = message!(
                "the data set means other things by these keys than the project, whose meaning counts now: {keys}",
                keys = otherwise.join("; ")
            );
            problems.push(Problem::new(file.clone(), reason, fix()).doubted());
        }
        let known = scheme.fields.len();
        for field in fields {
            if scheme.field(field.on, field.key.as_str()).is_none() {
                scheme.fields.push(field);
            }
        }
        let unknown: Vec<&str> = scheme.fields[known..].iter().map(|field| field.key.as_str()).collect();
        if !self.told_of.insert(beside.path) {
            return (scheme, Vec::new());
        }
        if !unknown.is_empty() {
            let reason = message!(
                "the data set defines fields that the project does not have: {fields}",
                fields = unknown.join(", ")
            );
            problems.push(Problem::new(file, reason, fix()).note());
        }
        (scheme, problems)
    }

    /// Lets marks of the data set mean who they mean here.
    pub(super) fn translate(&mut self, annotations: &mut Annotations) {
        repoint(annotations, &self.instead);
        let unknown: Vec<EntityId> = annotations.entities().filter(|id| self.find(id).is_none()).cloned().collect();
        for id in unknown {
            *self.unknown.entry((self.source.clone(), id)).or_default() += 1;
        }
    }

    /// Entities that marks are linked to and that nobody knows, a line a file; to be asked when all was read.
    pub(super) fn unknown(&mut self) -> Vec<Problem> {
        let mut files: BTreeMap<String, (Vec<EntityId>, usize)> = BTreeMap::new();
        for ((file, id), links) in std::mem::take(&mut self.unknown) {
            // A later file can have brought it.
            if self.find(&id).is_none() {
                let (ids, all) = files.entry(file).or_default();
                ids.push(id);
                *all += links;
            }
        }
        let told = files.into_iter().map(|(file, (ids, links))| {
            let mut named = ids.iter().take(NAMED).map(EntityId::as_str).collect::<Vec<_>>().join(", ");
            if ids.len() > NAMED {
                named += ", …";
            }
            let reason = message!(
                "who these are, which neither the project nor the data set knows ({count}, with {links} links to them, which are kept): {entities}",
                count = ids.len(),
                links = links,
                entities = named
            );
            Problem::new(file, reason, message!("`tandai entities` with --import and a table of their names adds them")).part()
        });
        told.collect()
    }

    /// How many come in so far.
    pub(super) fn new_ones(&self) -> usize {
        self.added.len()
    }

    /// Those that come in.
    pub(super) fn finish(self) -> Vec<Entity> {
        self.added.into_values().collect()
    }

    fn find(&self, id: &EntityId) -> Option<&Entity> {
        self.added.get(id).or_else(|| self.lexicon.entity(id))
    }

    fn take(&mut self, file: &str, table: EntityTable) -> Vec<Problem> {
        let told = |line: usize, reason: Message, fix: Message| {
            Problem::new(file, reason, fix).at(line, usize::from(line > 0)).note()
        };
        let mut problems: Vec<Problem> = table
            .problems
            .into_iter()
            .map(|problem| {
                let told = Problem::new(file, problem.message, Message::default()).at(problem.line, 1);
                if problem.note { told.note() } else { told.part() }
            })
            .collect();
        let name_of = |entity: &Entity| (entity.kind.clone(), name_key(&entity.name));
        let mut bearers: HashMap<(KindKey, String), usize> = HashMap::new();
        for record in &table.rows {
            *bearers.entry(name_of(&record.entity)).or_default() += 1;
        }
        let mut come: BTreeMap<EntityId, usize> = BTreeMap::new();
        for record in table.rows {
            let (line, entity) = (record.line, record.entity);
            if self.scheme.kind(&entity.kind).is_none() {
                let reason = message!(
                    "{entity} is of the kind “{kind}”, which the project does not have: it did not come in",
                    entity = entity.id.as_str(),
                    kind = entity.kind.as_str()
                );
                problems.push(told(line, reason, message!("Add the kind to the project and import again")).part());
                continue;
            }
            match self.meaning(&entity, bearers[&name_of(&entity)] > 1, &come) {
                Meaning::Same => problems.extend(self.more_names(&entity).map(|reason| {
                    let fix = message!("`tandai entities` with --import and this file adds them");
                    told(line, reason, fix)
                })),
                Meaning::Other(id) => {
                    let reason = message!(
                        "{entity} of the data set is {other} here, by its name or its id in a register",
                        entity = entity.id.as_str(),
                        other = id.as_str()
                    );
                    problems.push(told(line, reason, message!("Nothing is to be done")));
                    self.instead.insert(entity.id, id);
                }
                Meaning::New(id, reason) => {
                    let fix = message!("Merge the two if they are one");
                    problems.extend(reason.map(|reason| told(line, reason, fix)));
                    if id != entity.id {
                        self.instead.insert(entity.id.clone(), id.clone());
                    }
                    self.added.insert(id.clone(), Entity { id: id.clone(), ..entity });
                    come.insert(id, line);
                }
            }
        }
        // Two of one data set are two, whatever they are called: its own are known once it is read.
        come.keys().for_each(|id| self.index.add(&self.added[id]));
        self.find_parents(&come, &mut |line, reason| {
            problems.push(told(line, reason, message!("Say in its editor what it is a part of")));
        });
        problems
    }

    /// What each new entity is a part of: by its id here, and nothing that is not there, or that would go in a circle.
    fn find_parents(&mut self, come: &BTreeMap<EntityId, usize>, tell: &mut dyn FnMut(usize, Message)) {
        for (id, line) in come {
            let Some(parent) = self.added.get(id).and_then(|entity| entity.parent.clone()) else { continue };
            let parent = self.instead.get(&parent).cloned().unwrap_or(parent);
            let known = self.find(&parent).is_some();
            if !known {
                let reason = message!(
                    "{entity} is a part of {parent}, which neither the project nor the data set has: it came in without",
                    entity = id.as_str(),
                    parent = parent.as_str()
                );
                tell(*line, reason);
            }
            if let Some(entity) = self.added.get_mut(id) {
                entity.parent = known.then_some(parent);
            }
        }
        let parent = |id: &EntityId| self.find(id).and_then(|entity| entity.parent.clone());
        for circle in circles(come.keys(), parent) {
            // What the project has is no circle, so one of the new ones is in it.
            if let Some(id) = circle.iter().find(|id| come.contains_key(*id)) {
                tell(come[id], circle_of_parts(&circle));
                if let Some(entity) = self.added.get_mut(id) {
                    entity.parent = None;
                }
            }
        }
    }

    /// `twice`: others of the data set have its name; `come`: those of the data set that are new.
    fn meaning(&self, entity: &Entity, twice: bool, come: &BTreeMap<EntityId, usize>) -> Meaning {
        let there = self.find(&entity.id);
        if there.is_some_and(|there| is_same(there, entity)) {
            return Meaning::Same;
        }
        let registered: Vec<EntityId> = self.index.registered(entity).into_iter().cloned().collect();
        if let [one] = registered.as_slice() {
            return Meaning::Other(one.clone());
        }
        let fits = |id: &&EntityId| self.find(id).is_some_and(|other| !contradict(other, entity));
        let named: Vec<&EntityId> = self.index.named(&entity.kind, &entity.name).filter(fits).collect();
        if let ([one], false) = (named.as_slice(), twice) {
            return Meaning::Other((*one).clone());
        }
        if let Some(there) = there {
            return self.beside(there, entity, come);
        }
        let reason = match named.as_slice() {
            [] => None,
            [one] => Some(message!(
                "“{name}” is {one} here and the name of several in the data set: it came in as {entity}",
                name = entity.name.as_str(),
                one = one.as_str(),
                entity = entity.id.as_str()
            )),
            [one, other, ..] => Some(message!(
                "“{name}” is the name of {one} and of {other} here: it came in as {entity}",
                name = entity.name.as_str(),
                one = one.as_str(),
                other = other.as_str(),
                entity = entity.id.as_str()
            )),
        };
        Meaning::New(entity.id.clone(), reason)
    }

    /// Who an entity is whose id means something else here: a new one with an id that follows from its name, unless an
    /// earlier import brought just that one.
    fn beside(&self, there: &Entity, entity: &Entity, come: &BTreeMap<EntityId, usize>) -> Meaning {
        let wanted = EntityId::from_name(&entity.kind, &entity.name);
        let numbered = (2..).filter_map(|number| EntityId::new(format!("{wanted}-{number}")).ok());
        for id in std::iter::once(wanted.clone()).chain(numbered) {
            match self.find(&id) {
                None => {
                    let reason = message!(
                        "{entity} is “{name}” here and “{other}” in the data set: that one came in as {id}",
                        entity = entity.id.as_str(),
                        name = there.name.as_str(),
                        other = entity.name.as_str(),
                        id = id.as_str()
                    );
                    return Meaning::New(id, Some(reason));
                }
                Some(known) => {
                    let parent = known.parent.clone();
                    if !come.contains_key(&id) && *known == (Entity { id: id.clone(), parent, ..entity.clone() }) {
                        return Meaning::Other(id);
                    }
                }
            }
        }
        Meaning::Same
    }

    /// That the data set knows an entity by names by which the project does not.
    fn more_names(&self, entity: &Entity) -> Option<Message> {
        let there = self.find(&entity.id)?;
        let known: BTreeSet<String> = there.names().map(name_key).collect();
        let more: Vec<&str> = entity.names().filter(|name| !known.contains(&name_key(name))).collect();
        (!more.is_empty()).then(|| {
            message!(
                "{entity} has names in the data set that it does not have here: {names}",
                entity = entity.id.as_str(),
                names = more.join(", ")
            )
        })
    }
}

/// Whether two of one id are one: a full name or an id in a register in common, else another name and nothing that speaks
/// against it. Codes say nothing: those of another country are ids of ours as well.
fn is_same(there: &Entity, come: &Entity) -> bool {
    let registered = come.same_as.iter().any(|id| there.same_as.contains(id));
    if name_key(&there.name) == name_key(&come.name) || registered {
        return true;
    }
    let known: BTreeSet<String> = there.names().map(name_key).collect();
    come.names().any(|name| known.contains(&name_key(name))) && !contradict(there, come)
}

/// Whether a register has them as two.
fn contradict(one: &Entity, other: &Entity) -> bool {
    let register = |id: &String| id.split_once(':').map(|(register, _)| register.to_owned());
    let differs = |id: &String| other.same_as.iter().any(|two| two != id && register(two) == register(id));
    !one.same_as.iter().any(|id| other.same_as.contains(id)) && one.same_as.iter().any(differs)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A project that knows what a table says, and nothing else.
    fn knowing(csv: &str) -> IncomingNames {
        let mut project = Project::new("P");
        for record in EntityTable::read(csv.as_bytes()).rows {
            project.entities.insert(record.entity.id.clone(), record.entity);
        }
        IncomingNames::new(&project, Gazetteer::none())
    }

    fn take(names: &mut IncomingNames, csv: &str) -> Vec<String> {
        names.instead.clear();
        names.take("names.csv", EntityTable::read(csv.as_bytes())).iter().map(ToString::to_string).collect()
    }

    fn pairs(names: &IncomingNames) -> Vec<(&str, &str)> {
        names.instead.iter().map(|(from, to)| (from.as_str(), to.as_str())).collect()
    }

    fn added(names: &IncomingNames) -> Vec<&str> {
        names.added.keys().map(EntityId::as_str).collect()
    }

    #[test]
    fn what_is_known_is_joined_by_id_by_register_and_by_name() {
        let mut names = knowing(
            "id,name,short,aliases,same_as\nparty:pek,Partai Pekerja,Pekerja,,\nparty:dua,Partai Dua,,,wikidata:Q2\n\
             candidate:ani,Ani Wijaya,,,\n",
        );
        let told = take(
            &mut names,
            "id,name,short,aliases,same_as\nparty:pek,Partai Pekerja,Pekerja,PPj,\nparty:second,Second Party,,,wikidata:Q2\n\
             candidate:ani-w,ani  wijaya,,,\nparty:baru,Partai Baru,,,\n",
        );
        assert_eq!(added(&names), ["party:baru"]);
        assert_eq!(pairs(&names), [("candidate:ani-w", "candidate:ani"), ("party:second", "party:dua")]);
        assert_eq!(told.len(), 3, "{told:?}");
        assert!(told[0].starts_with("names.csv:2:1: party:pek has names in the data set"), "{told:?}");
        assert!(told[1].contains("party:second of the data set is party:dua here"), "{told:?}");
    }

    #[test]
    fn an_id_that_means_something_else_is_told_and_not_joined() {
        let mut names = knowing(
            "id,name,short,same_as\ncandidate:andi,Andi Saputra,Andi,\nparty:psi,Partai Satu,PSI,wikidata:Q1\n",
        );
        let csv = "id,name,short,same_as\ncandidate:andi,Andi Wibowo,,\nparty:psi,Partai Sosial,PSI,wikidata:Q9\n";
        let told = take(&mut names, csv);
        assert_eq!(added(&names), ["candidate:andi-wibowo", "party:partai-sosial"]);
        let to = [("candidate:andi", "candidate:andi-wibowo"), ("party:psi", "party:partai-sosial")];
        assert_eq!(pairs(&names), to);
        assert!(
            told[0].contains("candidate:andi is “Andi Saputra” here and “Andi Wibowo” in the data set"),
            "{told:?}"
        );
        take(&mut names, csv);
        assert_eq!(pairs(&names), to, "a second time it is known");
        assert_eq!(names.new_ones(), 2);
    }

    #[test]
    fn what_cannot_come_in_is_told() {
        let mut names = knowing("id,name\nparty:a,Sama\nparty:b,Sama\n");
        let told = take(
            &mut names,
            "id,name,parent,colour\nship:x,Kapal,,\nparty:c,Sama,,\nregion:d,D,region:e,\nregion:f,F,region:g,\n\
             region:g,G,region:f,\nparty:h,H,,red\n",
        );
        assert_eq!(added(&names), ["party:c", "region:d", "region:f", "region:g"]);
        for part in [
            "names.csv:7:1: ",
            "ship:x is of the kind “ship”, which the project does not have",
            "“Sama” is the name of party:a and of party:b here: it came in as party:c",
            "region:d is a part of region:e, which neither the project nor the data set has",
            "in a circle: region:f → region:g",
        ] {
            assert!(told.iter().any(|told| told.contains(part)), "{part}: {told:?}");
        }
        assert_eq!((told.len(), &names.added[&EntityId::new("region:d").unwrap()].parent), (5, &None));
    }

    fn table() -> impl Strategy<Value = String> {
        let id = prop::sample::select(vec!["a", "b", "c", "d"]);
        let name = prop::sample::select(vec!["A", "B", "C", "D", "E"]);
        let register = prop::sample::select(vec!["", "", "wikidata:Q1", "wikidata:Q2"]);
        let parent = prop::sample::select(vec!["", "party:a", "party:b", "party:z"]);
        prop::collection::btree_map(id, (name, register, parent), 0..5).prop_map(|rows| {
            let mut csv = "id,name,same_as,parent\n".to_owned();
            for (id, (name, register, parent)) in rows {
                csv += &format!("party:{id},{name},{register},{parent}\n");
            }
            csv
        })
    }

    proptest! {
        /// Whatever two projects know: every id of the data set means somebody of that name or of that register here, a
        /// second time nothing comes in, and nothing is a part of itself.
        #[test]
        fn nothing_is_doubled_and_nothing_lost(here in table(), there in table()) {
            let mut names = knowing(&here);
            let before: BTreeSet<EntityId> = names.lexicon.entities().map(|entity| entity.id.clone()).collect();
            take(&mut names, &there);
            let (instead, new) = (names.instead.clone(), names.added.clone());
            for record in EntityTable::read(there.as_bytes()).rows {
                let id = instead.get(&record.entity.id).unwrap_or(&record.entity.id);
                let meant = names.find(id);
                prop_assert!(meant.is_some_and(|meant| is_same(meant, &record.entity)), "{id}");
            }
            prop_assert!(new.keys().all(|id| !before.contains(id)), "what is there stays");
            let parent = |id: &EntityId| new.get(id).and_then(|entity| entity.parent.clone());
            prop_assert!(circles(new.keys(), parent).is_empty());
            take(&mut names, &there);
            prop_assert_eq!(&names.added, &new);
        }
    }
}
