//! Entities of a project from a table: what is there already is joined by id, then by name, never doubled; all comes in
//! as one step, or nothing does.

mod table;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::{
    edit::{Edit, Refusal, circle_of_parts},
    message::{Message, message},
    model::{Entity, EntityId, KindKey, circles},
    session::{Done, Session},
};

pub use table::{EntityRecord, EntityTable, TableProblem};

/// What a table would do to a project; nothing is changed yet.
#[derive(Debug, Default)]
pub struct EntityImport {
    /// New ones, as they will be.
    pub added: Vec<Entity>,
    /// Those that are there and get something more, as they will be.
    pub joined: Vec<Entity>,
    /// Those that are there already as the table says.
    pub same: usize,
    pub problems: Vec<TableProblem>,
}

impl EntityImport {
    /// Whether anything keeps the table from coming in.
    pub fn is_faulty(&self) -> bool {
        self.problems.iter().any(|problem| !problem.note)
    }
}

/// Entities by kind and name, whatever the case.
type ByName = HashMap<(KindKey, String), BTreeSet<EntityId>>;

impl Session {
    /// What a table would add and join.
    pub fn plan_entities(&self, table: EntityTable) -> EntityImport {
        let mut by_name = ByName::new();
        for entity in self.lexicon.entities() {
            for name in [&entity.name, &entity.short].into_iter().filter(|name| !name.is_empty()) {
                by_name.entry((entity.kind.clone(), key(name))).or_default().insert(entity.id.clone());
            }
        }
        let mut import = EntityImport { problems: table.problems, ..EntityImport::default() };
        let mut lines: BTreeMap<EntityId, usize> = BTreeMap::new();
        let mut rows: Vec<(usize, bool, Entity)> = Vec::new();
        for EntityRecord { line, has_id, entity } in table.rows {
            let id = match self.id_for(has_id, &entity, &by_name) {
                Ok(id) => id,
                Err((column, message)) => {
                    import.problems.push(TableProblem::new(line, column, message));
                    continue;
                }
            };
            if let Some(other) = lines.insert(id.clone(), line) {
                let message = message!(
                    "{entity} stands in line {other} already. Make one row of the two",
                    entity = id.as_str(),
                    other = other
                );
                let column = if has_id { "id" } else { "name" };
                import.problems.push(TableProblem::new(line, column, message));
                continue;
            }
            rows.push((line, has_id, Entity { id, ..entity }));
        }
        for (line, has_id, row) in rows {
            if let Some(message) = self.refused_parent(&row, &lines) {
                import.problems.push(TableProblem::new(line, "parent", message));
            }
            match self.entity(&row.id).filter(|there| !self.is_other(there, &row)) {
                None => import.added.push(row),
                Some(there) => {
                    let joined = joined(there, row, has_id);
                    if joined.ends_before_it_begins() {
                        let message =
                            message!("with what is there it would end before it begins. Mend one of the two days");
                        import.problems.push(TableProblem::new(line, "valid_to", message));
                    }
                    if joined == *there { import.same += 1 } else { import.joined.push(joined) }
                }
            }
        }
        let coming: BTreeMap<&EntityId, &Entity> =
            import.added.iter().chain(&import.joined).map(|entity| (&entity.id, entity)).collect();
        let parent = |id: &EntityId| {
            coming.get(id).copied().or_else(|| self.entity(id)).and_then(|entity| entity.parent.clone())
        };
        for circle in circles(coming.keys().copied(), parent) {
            // Where one row begins the circle, that row is the place to mend it.
            let line = circle.iter().filter_map(|id| lines.get(id)).min();
            let line = line.copied().unwrap_or_default();
            import.problems.push(TableProblem::new(line, "parent", circle_of_parts(&circle)));
        }
        import.problems.sort_by_key(|problem| problem.line);
        import
    }

    /// Why an entity cannot be a part of what its row says, if so.
    fn refused_parent(&self, row: &Entity, lines: &BTreeMap<EntityId, usize>) -> Option<Message> {
        let parent = row.parent.as_ref()?;
        (!lines.contains_key(parent) && self.entity(parent).is_none()).then(|| {
            message!(
                "neither the project nor the table has an entity {parent}. Add its row, or mend the cell",
                parent = parent.as_str()
            )
        })
    }

    /// Brings in what was planned; one undo step. What is faulty is refused whole.
    pub fn put_entities(&mut self, import: EntityImport) -> Result<Done, Refusal> {
        if let Some(problem) = import.problems.iter().find(|problem| !problem.note) {
            return Err(Refusal::Wrong(message!(
                "the table cannot be brought in. {problem}",
                problem = problem.in_words()
            )));
        }
        let entities = import.added.into_iter().chain(import.joined).collect();
        self.perform(Edit::PutEntities { entities })
    }

    /// The table of the project's own entities; `builtin`: of all that it knows.
    pub fn entity_table(&self, builtin: bool) -> String {
        if builtin {
            let mut all: Vec<&Entity> = self.lexicon.entities().collect();
            all.sort_by(|a, b| a.id.cmp(&b.id));
            EntityTable::write(all)
        } else {
            EntityTable::write(self.project().entities.values())
        }
    }

    /// Which entity a row is about: its id's, else the one that has its name, else a new one.
    fn id_for(&self, has_id: bool, row: &Entity, by_name: &ByName) -> Result<EntityId, (&'static str, Message)> {
        if self.project().scheme.kind(&row.kind).is_none() {
            let message = message!(
                "the scheme has no kind “{kind}”. Add the kind to the project, or mend the cell",
                kind = row.kind.as_str()
            );
            return Err(("kind", message));
        }
        if has_id {
            return Ok(row.id.clone());
        }
        let known = by_name.get(&(row.kind.clone(), key(&row.name)));
        let mut known = known.into_iter().flatten();
        match (known.next(), known.next()) {
            (Some(one), None) => Ok(one.clone()),
            (Some(one), Some(other)) => {
                let message = message!(
                    "“{name}” is the name of {one} and of {other}. Say the id",
                    name = row.name.as_str(),
                    one = one.as_str(),
                    other = other.as_str()
                );
                Err(("name", message))
            }
            (None, _) => Ok(row.id.clone()),
        }
    }
}

impl Session {
    /// Whether a row has the id of a built-in entity of another level: codes of other countries are ids of ours as well.
    fn is_other(&self, there: &Entity, row: &Entity) -> bool {
        let builtin = !self.project().entities.contains_key(&there.id);
        builtin && !there.level.is_empty() && !row.level.is_empty() && there.level != row.level
    }
}

fn key(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// What is there with what a row says: its words go before those that are there, names are added and none is lost, and
/// an empty cell says nothing. The name of a row without an id is one that is there, and leaves the full name as it is.
fn joined(there: &Entity, row: Entity, has_id: bool) -> Entity {
    let mut joined = there.clone();
    let known: Vec<String> = there.names().map(str::to_owned).collect();
    if has_id {
        joined.name = row.name;
    }
    let cells = [
        (&mut joined.short, row.short),
        (&mut joined.code, row.code),
        (&mut joined.level, row.level),
        (&mut joined.note, row.note),
    ];
    for (field, cell) in cells {
        if !cell.is_empty() {
            *field = cell;
        }
    }
    joined.colour = row.colour.or(joined.colour);
    joined.parent = row.parent.or(joined.parent);
    joined.valid_from = row.valid_from.or(joined.valid_from);
    joined.valid_to = row.valid_to.or(joined.valid_to);
    let ids: Vec<String> = row.same_as.into_iter().filter(|id| !there.same_as.contains(id)).collect();
    joined.same_as.extend(ids);
    // A name that is said to be a word as well is one from now on.
    for name in row.context_aliases {
        joined.aliases.retain(|there| *there != name);
        if !joined.context_aliases.contains(&name) {
            joined.context_aliases.push(name);
        }
    }
    for name in known.into_iter().chain(row.aliases) {
        if !joined.names().any(|there| there == name) {
            joined.aliases.push(name);
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Who;

    fn session() -> (tempfile::TempDir, Session) {
        let folder = tempfile::tempdir().expect("a folder");
        let session = Session::create(&folder.path().join("p"), "P", Who::named("sri")).expect("a project");
        (folder, session)
    }

    fn plan(session: &Session, csv: &str) -> EntityImport {
        session.plan_entities(EntityTable::read(csv.as_bytes()))
    }

    #[test]
    fn what_is_there_is_joined_and_never_doubled() {
        let (_folder, mut session) = session();
        let csv = "id,kind,name,short,aliases,colour\n\
                   ,party,Partai Keadilan Sejahtera,,Partai Dakwah,\n\
                   party:sdp,,Sozialdemokratische Partei,SDP,Die Roten|SozDem,#e3000f\n\
                   ,region,Nordland,,,\n";
        let import = plan(&session, csv);
        assert!(!import.is_faulty(), "{:?}", import.problems);
        let ids = |entities: &[Entity]| entities.iter().map(|e| e.id.to_string()).collect::<Vec<_>>();
        assert_eq!(ids(&import.added), ["party:sdp", "region:nordland"]);
        assert_eq!(ids(&import.joined), ["party:pks"], "by its name");
        let done = session.put_entities(import).expect("it goes in");
        assert_eq!(done.count, 3);
        let pks = session.entity(&EntityId::new("party:pks").unwrap()).unwrap();
        assert!(pks.names().any(|name| name == "PKS") && pks.names().any(|name| name == "Partai Dakwah"));
        let again = plan(&session, csv);
        assert_eq!((again.added.len(), again.joined.len(), again.same), (0, 0, 3));
        let whole = session.entity_table(false);
        let back = plan(&session, &whole);
        assert_eq!((back.added.len(), back.joined.len(), back.same, back.problems.len()), (0, 0, 3, 0), "{whole}");
        session.undo().expect("one step").expect("it goes");
        assert!(session.project().entities.is_empty());
    }

    #[test]
    fn a_faulty_table_changes_nothing() {
        let (_folder, mut session) = session();
        let csv = "kind,name\nparty,Partai Baru\npartei,Andere\nparty,partai  baru\n";
        let import = plan(&session, csv);
        let said: Vec<String> = import.problems.iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(said[0].contains("line 3, column “kind”: the scheme has no kind “partei”"), "{said:?}");
        assert!(said[1].contains("line 4, column “name”: party:partai-baru stands in line 2 already"), "{said:?}");
        assert!(session.put_entities(import).is_err());
        assert!(session.project().entities.is_empty());
    }

    #[test]
    fn parts_have_a_whole_and_no_circle() {
        let (_folder, mut session) = session();
        let said = |session: &Session, csv: &str| -> Vec<String> {
            plan(session, csv).problems.iter().map(ToString::to_string).collect()
        };
        let circle = "id,name,parent\nregion:a,A,region:b\nregion:b,B,region:c\nregion:c,C,region:a\n";
        let found = said(&session, circle);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("line 2, column “parent”: the parents go in a circle: region:a → region:b"));
        let found = said(&session, "id,name,parent\nregion:a,A,region:nowhere\n");
        assert!(found[0].contains("line 2, column “parent”: neither the project nor the table has"), "{found:?}");
        let good = "id,name,parent,level,valid_from\nregion:a,A,region:b,town,2020\nregion:b,B,,land,\n";
        session.put_entities(plan(&session, good)).expect("it goes in");
        let found = said(&session, "id,name,parent\nregion:b,B,region:a\n");
        assert!(found[0].contains("in a circle"), "with what is there: {found:?}");
        let found = said(&session, "id,name,valid_to\nregion:a,A,2019\n");
        assert!(found[0].contains("with what is there it would end before it begins"), "{found:?}");
    }
}
