//! Which lines the list of entities has, in which order: pure, so that it can be kept until something changes.

use std::collections::{BTreeMap, BTreeSet};

/// How often, the name by which it is sorted, and what it is.
type CountedEntity = (usize, String, EntityId);
use crate::model::{Entity, EntityId, KindKey, Scheme};

/// A group of the list that can be shut.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    Kind(KindKey),
    /// Words that are marked and mean nobody yet.
    Unlinked,
}

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EntityLine {
    Head {
        group: Group,
        /// How many lines it has, shown or not.
        count: usize,
        open: bool,
    },
    Entity {
        id: EntityId,
        /// How many mentions.
        count: usize,
    },
    Words {
        kind: KindKey,
        words: String,
        count: usize,
    },
}

/// How often each entity, and each unlinked word of each kind, is mentioned.
#[derive(Debug, Clone, Copy)]
pub struct MentionCounts<'a> {
    pub entities: &'a BTreeMap<EntityId, usize>,
    pub words: &'a BTreeMap<(KindKey, String), usize>,
}

/// The kind of an entity, also of one that nobody knows: its id tells.
fn kind_of(id: &EntityId, entity: Option<&Entity>) -> Option<KindKey> {
    entity.map(|entity| entity.kind.clone()).or_else(|| KindKey::new(id.prefix()).ok())
}

/// The lines: kinds in the scheme's order, then others; the most mentioned first. With a filter all groups are open.
pub fn lines<'a>(
    counts: MentionCounts,
    scheme: &Scheme,
    entity: impl Fn(&EntityId) -> Option<&'a Entity>,
    filter: &str,
    folded: &BTreeSet<Group>,
) -> Vec<EntityLine> {
    let filter = filter.trim().to_lowercase();
    let passes = |text: &str| filter.is_empty() || text.to_lowercase().contains(&filter);
    let mut groups: BTreeMap<(usize, KindKey), Vec<CountedEntity>> = BTreeMap::new();
    for (id, &count) in counts.entities {
        let known = entity(id);
        let found = passes(id.as_str()) || known.is_some_and(|e| e.names().any(&passes) || passes(&e.code));
        if let Some(kind) = kind_of(id, known).filter(|_| found) {
            let label = known.map_or(id.as_str(), Entity::label).to_lowercase();
            let at = scheme.position(&kind).unwrap_or(usize::MAX);
            groups.entry((at, kind)).or_default().push((count, label, id.clone()));
        }
    }
    let mut lines = Vec::new();
    let head = |lines: &mut Vec<EntityLine>, group: Group, count: usize| {
        let open = !filter.is_empty() || !folded.contains(&group);
        lines.push(EntityLine::Head { group, count, open });
        open
    };
    for ((_, kind), mut entities) in groups {
        entities.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        if head(&mut lines, Group::Kind(kind), entities.len()) {
            lines.extend(entities.into_iter().map(|(count, _, id)| EntityLine::Entity { id, count }));
        }
    }
    let words: Vec<_> = counts.words.iter().filter(|((_, words), _)| passes(words)).collect();
    if !words.is_empty() && head(&mut lines, Group::Unlinked, words.len()) {
        let mut words: Vec<_> = words.into_iter().map(|((kind, words), &count)| (kind, words, count)).collect();
        words.sort_by_key(|(kind, words, count)| {
            (scheme.position(kind).unwrap_or(usize::MAX), std::cmp::Reverse(*count), words.to_lowercase())
        });
        lines.extend(words.into_iter().map(|(kind, words, count)| EntityLine::Words {
            kind: kind.clone(),
            words: words.clone(),
            count,
        }));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> EntityId {
        EntityId::new(text).expect("an id")
    }

    fn told(lines: &[EntityLine]) -> Vec<String> {
        let told = lines.iter().map(|line| match line {
            EntityLine::Head { group: Group::Kind(kind), count, open } => format!("{kind} {count} {open}"),
            EntityLine::Head { group: Group::Unlinked, count, open } => format!("unlinked {count} {open}"),
            EntityLine::Entity { id, count } => format!("{id} ×{count}"),
            EntityLine::Words { kind, words, count } => format!("{kind}: {words} ×{count}"),
        });
        told.collect()
    }

    fn known() -> [Entity; 3] {
        let mut pks = Entity::new(id("party:pks"), KindKey::party(), "Partai Keadilan Sejahtera");
        pks.short = "PKS".into();
        let psi = Entity::new(id("party:psi"), KindKey::party(), "PSI");
        let mut lebak = Entity::new(id("region:36.02"), KindKey::region(), "Kabupaten Lebak");
        lebak.code = "36.02".into();
        [pks, psi, lebak]
    }

    /// The lines of some counts.
    fn list(filter: &str, folded: &BTreeSet<Group>) -> Vec<String> {
        let entities = [("region:36.02", 1), ("party:pks", 3), ("party:psi", 3), ("event:rapat", 2)];
        let entities = entities.map(|(entity, count)| (id(entity), count)).into();
        let words = [((KindKey::region(), "Bogor".to_owned()), 2), ((KindKey::party(), "PXY".to_owned()), 1)].into();
        let counts = MentionCounts { entities: &entities, words: &words };
        let known = known();
        let find = |id: &EntityId| known.iter().find(|entity| entity.id == *id);
        told(&lines(counts, &Scheme::default(), find, filter, folded))
    }

    #[test]
    fn groups_in_the_order_of_the_scheme() {
        assert_eq!(
            list("", &BTreeSet::new()),
            [
                "party 2 true",
                "party:pks ×3",
                "party:psi ×3",
                "region 1 true",
                "region:36.02 ×1",
                "event 1 true",
                "event:rapat ×2",
                "unlinked 2 true",
                "party: PXY ×1",
                "region: Bogor ×2",
            ]
        );
        let folded = [Group::Kind(KindKey::party()), Group::Unlinked].into();
        assert_eq!(
            list("", &folded),
            ["party 2 false", "region 1 true", "region:36.02 ×1", "event 1 true", "event:rapat ×2", "unlinked 2 false"]
        );
    }

    #[test]
    fn the_filter_looks_at_names_codes_and_ids() {
        let folded = [Group::Kind(KindKey::party())].into();
        let filtered = |filter: &str| list(filter, &folded);
        assert_eq!(filtered(" keadilan"), ["party 1 true", "party:pks ×3"]);
        assert_eq!(filtered("36.0"), ["region 1 true", "region:36.02 ×1"]);
        assert_eq!(filtered("bogor"), ["unlinked 1 true", "region: Bogor ×2"]);
        assert_eq!(filtered("nobody"), [""; 0]);
    }
}
