//! Checks that need more than one article: they take counts, so that no article has to be loaded.

use std::collections::BTreeMap;

use super::{CheckProblem, Severity};
use crate::{
    message::message,
    model::{Entity, EntityId},
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
}
