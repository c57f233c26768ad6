//! Plans what is known of entities, and which are parts of which.

use std::collections::BTreeMap;

use super::{Refusal, plan::Planner};
use crate::{
    message::message,
    model::{Entity, EntityId, circle_of_parts, circles},
};

impl Planner<'_, '_> {
    /// Keeps entities as they are, all or none; returns how many of them are new or other than before.
    pub(super) fn put_entities(&mut self, entities: BTreeMap<EntityId, Entity>) -> Result<usize, Refusal> {
        for entity in entities.values() {
            if entity.name.trim().is_empty() {
                return Err(Refusal::Wrong(message!("an entity needs a name")));
            }
            if entity.ends_before_it_begins() {
                return Err(Refusal::Wrong(message!(
                    "{entity} would end before it begins. Mend one of its two days",
                    entity = entity.id.as_str()
                )));
            }
        }
        let own = &self.workspace.project.entities;
        let parent = |id: &EntityId| entities.get(id).or_else(|| own.get(id))?.parent.clone();
        let circle = circles(entities.keys(), parent)
            .into_iter()
            .find(|circle| circle.iter().any(|id| entities.contains_key(id)));
        if let Some(circle) = circle {
            return Err(Refusal::Wrong(circle_of_parts(&circle)));
        }
        let before = self.puts.len();
        for (id, entity) in entities {
            self.put_entity(id, Some(entity));
        }
        Ok(self.puts.len() - before)
    }

    /// What was a part of one entity becomes a part of another one, or of none; nothing becomes a part of itself.
    pub(super) fn move_parts(&mut self, from: &EntityId, into: Option<&Entity>) {
        let own = &self.workspace.project.entities;
        let parts: Vec<Entity> = own.values().filter(|part| part.parent.as_ref() == Some(from)).cloned().collect();
        for part in parts.into_iter().filter(|part| part.id != *from && into.is_none_or(|into| part.id != into.id)) {
            let parent = into.filter(|into| !self.lies_in(into, &part.id)).map(|into| into.id.clone());
            self.put_entity(part.id.clone(), Some(Entity { parent, ..part }));
        }
    }

    /// Whether an entity is a part of another one, by however many steps.
    pub(super) fn lies_in(&self, entity: &Entity, whole: &EntityId) -> bool {
        let own = &self.workspace.project.entities;
        let mut next = entity.parent.as_ref();
        // A file written by hand may hold a circle.
        for _ in 0..=own.len() {
            match next {
                Some(id) if id == whole => return true,
                Some(id) => next = own.get(id).and_then(|entity| entity.parent.as_ref()),
                None => return false,
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        edit::{Edit, EditStamp, apply, plan},
        model::{KindKey, Project, Timestamp, Workspace},
    };

    fn id(name: &str) -> EntityId {
        EntityId::new(format!("region:{name}")).unwrap()
    }

    fn region(name: &str, parent: &str) -> Entity {
        let parent = (!parent.is_empty()).then(|| id(parent));
        Entity { parent, ..Entity::new(id(name), KindKey::region(), name) }
    }

    fn done(workspace: &mut Workspace, edit: Edit) -> Result<(), Refusal> {
        let mut fresh = || String::from("1");
        let stamp = &mut EditStamp { fresh: &mut fresh, now: Timestamp(9), guidelines: None, who: None };
        let change = plan(workspace, edit, stamp)?;
        apply(workspace, &change, &|_| None).unwrap();
        Ok(())
    }

    #[test]
    fn nothing_is_a_part_of_itself() {
        let mut workspace = Workspace::new(Project::new("p"));
        let all = [("a", "b"), ("b", "c"), ("c", ""), ("d", "c")];
        let entities = all.map(|(name, parent)| region(name, parent)).to_vec();
        done(&mut workspace, Edit::PutEntities { entities }).unwrap();
        let refused = done(&mut workspace, Edit::PutEntity { entity: region("c", "a") }).unwrap_err().to_string();
        assert!(refused.contains("region:a → region:b → region:c → region:a"), "{refused}");
        assert!(done(&mut workspace, Edit::PutEntity { entity: region("e", "e") }).is_err());
        let parent = |workspace: &Workspace, of: &str| workspace.project.entities[&id(of)].parent.clone();
        // What is merged takes its parts along, unless it would be a part of them.
        let (from, into) = (region("c", ""), region("b", "c"));
        done(&mut workspace, Edit::MergeEntities { from, into }).unwrap();
        assert_eq!((parent(&workspace, "a"), parent(&workspace, "b")), (Some(id("b")), None));
        assert_eq!(parent(&workspace, "d"), Some(id("b")));
        done(&mut workspace, Edit::RemoveEntity { entity: id("b") }).unwrap();
        assert_eq!((parent(&workspace, "a"), parent(&workspace, "d")), (None, None));
        let backwards = Entity { valid_to: "2019".parse().ok(), valid_from: "2020".parse().ok(), ..region("f", "") };
        let refused = done(&mut workspace, Edit::PutEntity { entity: backwards }).unwrap_err().to_string();
        assert!(refused.contains("region:f would end before it begins"), "{refused}");
    }
}
