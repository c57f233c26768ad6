//! Checks that need more than one article: they take counts, so that no article has to be loaded.

use std::collections::BTreeMap;

use super::{CheckProblem, Severity};
use crate::{
    message::{Message, message},
    model::{Entity, EntityId, circle_of_parts, circles},
};

/// The name of this check in [`CheckProblem::check`].
pub const NEVER_MENTIONED: &str = "never-mentioned";

/// Entities of the project that no article mentions. `counts`: how often each is mentioned, over all articles and sets.
pub fn never_mentioned<'a>(
    entities: impl IntoIterator<Item = &'a Entity>,
    counts: &BTreeMap<EntityId, usize>,
) -> Vec<CheckProblem> {
    let unused = entities.into_iter().filter(|entity| counts.get(&entity.id).is_none_or(|&count| count == 0));
    let problem = |entity: &Entity| CheckProblem {
        check: NEVER_MENTIONED,
        severity: Severity::Note,
        place: None,
        span: None,
        mention: None,
        coalition: None,
        entity: Some(entity.id.clone()),
        message: message!(
            "no article mentions “{entity}”. Remove it if it was added by mistake",
            entity = entity.name.as_str()
        ),
    };
    unused.map(problem).collect()
}

/// The names of the checks of what is written of entities, in [`CheckProblem::check`].
pub const PARENT_CIRCLE: &str = "parent-circle";
pub const PARENT_UNKNOWN: &str = "parent-unknown";
pub const SAME_AS_TWICE: &str = "same-as-twice";
pub const ENDS_BEFORE: &str = "ends-before";

/// What cannot be right of the project's own entities, as files written by hand may have it. `all`: every entity that the
/// project knows, its own among them.
pub fn misdescribed<'a>(own: &BTreeMap<EntityId, Entity>, all: impl Iterator<Item = &'a Entity>) -> Vec<CheckProblem> {
    let (mut known, mut holders) = (BTreeMap::new(), BTreeMap::<&str, Vec<&EntityId>>::new());
    for entity in all {
        known.insert(&entity.id, entity);
        entity.same_as.iter().for_each(|id| holders.entry(id).or_default().push(&entity.id));
    }
    let mut found = Vec::new();
    let mut tell = |check: &'static str, severity: Severity, entity: &EntityId, message: Message| {
        let (place, span, mention, coalition, entity) = (None, None, None, None, Some(entity.clone()));
        found.push(CheckProblem { check, severity, place, span, mention, coalition, entity, message });
    };
    for circle in circles(own.keys(), |id| known.get(id).and_then(|entity| entity.parent.clone())) {
        if let Some(first) = circle.iter().find(|id| own.contains_key(*id)) {
            tell(PARENT_CIRCLE, Severity::Error, first, circle_of_parts(&circle));
        }
    }
    for entity in own.values() {
        if let Some(parent) = entity.parent.as_ref().filter(|parent| !known.contains_key(parent)) {
            let message = message!(
                "{entity} is a part of {parent}, and there is no such entity. Add it, or say another parent",
                entity = entity.id.as_str(),
                parent = parent.as_str()
            );
            tell(PARENT_UNKNOWN, Severity::Warning, &entity.id, message);
        }
        if entity.ends_before_it_begins() {
            let message =
                message!("{entity} would end before it begins. Mend one of its two days", entity = entity.id.as_str());
            tell(ENDS_BEFORE, Severity::Error, &entity.id, message);
        }
    }
    for (register, mut holders) in holders {
        holders.sort();
        holders.dedup();
        if let ([one, other, ..], Some(own)) = (holders.as_slice(), holders.iter().find(|id| own.contains_key(**id))) {
            let message = message!(
                "{one} and {other} are both {register}. Merge them if they are one, or take the id from one of them",
                one = one.as_str(),
                other = other.as_str(),
                register = register
            );
            tell(SAME_AS_TWICE, Severity::Warning, own, message);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::KindKey;

    #[test]
    fn entities_without_mentions() {
        let entity = |name: &str| Entity::new(EntityId::from_name(&KindKey::party(), name), KindKey::party(), name);
        let entities = [entity("Ada"), entity("Nol"), entity("Tiada")];
        let counts = BTreeMap::from([(entities[0].id.clone(), 2), (entities[1].id.clone(), 0)]);
        let names: Vec<_> =
            never_mentioned(&entities, &counts).into_iter().map(|problem| problem.message.to_string()).collect();
        assert_eq!(names.len(), 2);
        assert!(names[0].contains("“Nol”") && names[1].contains("“Tiada”"), "{names:?}");
        assert!(never_mentioned(&entities[..1], &counts).is_empty());
    }

    #[test]
    fn what_cannot_be_right_of_an_entity_is_found() {
        let id = |name: &str| EntityId::new(format!("region:{name}")).unwrap();
        let region = |name: &str, parent: &str, same_as: &str| {
            let parent = (!parent.is_empty()).then(|| id(parent));
            let same_as = same_as.split(' ').filter(|id| !id.is_empty()).map(str::to_owned).collect();
            Entity { parent, same_as, ..Entity::new(id(name), KindKey::region(), name) }
        };
        let own = [
            region("a", "b", "wikidata:Q1"),
            region("b", "a", ""),
            region("c", "nowhere", "wikidata:Q2"),
            Entity {
                valid_from: "2020".parse().ok(),
                valid_to: "2019".parse().ok(),
                ..region("d", "x", "wikidata:Q1")
            },
        ];
        let own: BTreeMap<EntityId, Entity> = own.into_iter().map(|entity| (entity.id.clone(), entity)).collect();
        let builtin = [region("x", "", "wikidata:Q2"), region("y", "", "wikidata:Q3"), region("z", "", "wikidata:Q3")];
        let found = misdescribed(&own, own.values().chain(&builtin));
        let found: Vec<(&str, String)> =
            found.iter().map(|one| (one.check, one.entity.as_ref().unwrap().to_string())).collect();
        let told = [
            (PARENT_CIRCLE, "region:a"),
            (PARENT_UNKNOWN, "region:c"),
            (ENDS_BEFORE, "region:d"),
            (SAME_AS_TWICE, "region:a"),
            (SAME_AS_TWICE, "region:c"),
        ];
        assert_eq!(found, told.map(|(check, entity)| (check, entity.to_owned())));
        assert!(misdescribed(&BTreeMap::new(), builtin.iter()).is_empty(), "what is built in is not the project's");
    }
}
