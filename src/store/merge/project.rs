//! What two sides made of the project and of what is known about an article.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use serde::Serialize;

use super::{Both, ConflictingFields, Precedence, annotations::add, merge_list, merge_map, pick};
use crate::model::{
    AnnotationSet, ArticleId, ArticleMeta, Assignment, Assignments, Entity, Field, Kind, Options, Portion, Project,
    ProjectConflict, Scheme, SetId,
};

/// Merges what two sides made of the project: name, language, scheme, sets, entities. Returns the conflicts that came of
/// it, which the merged project holds as well.
pub fn merge_project(
    base: &Project,
    ours: &Project,
    theirs: &Project,
    tie: Precedence,
) -> (Project, Vec<ProjectConflict>) {
    let mut clashes = Vec::new();
    let (name, other) = value(&base.name, &ours.name, &theirs.name, tie);
    clashes.extend(other.map(ProjectConflict::Name));
    let (language, other) = value(&base.language, &ours.language, &theirs.language, tie);
    clashes.extend(other.map(ProjectConflict::Language));
    let (scheme, other) = merge_scheme(&base.scheme, &ours.scheme, &theirs.scheme, tie);
    clashes.extend(other.map(ProjectConflict::Kinds));
    let sets = merge_map([&base.sets, &ours.sets, &theirs.sets], tie, merge_set, AnnotationSet::clone, |id, other| {
        clashes.push(ProjectConflict::Set { id: id.clone(), other })
    });
    let entities =
        merge_map([&base.entities, &ours.entities, &theirs.entities], tie, merge_entity, Entity::clone, |id, other| {
            clashes.push(ProjectConflict::Entity { id: id.clone(), other: other.map(Box::new) })
        });
    let options = merge_options(&base.options, &ours.options, &theirs.options, tie, &mut clashes);
    let assignments = Arc::new(merge_assignments(&base.assignments, &ours.assignments, &theirs.assignments));
    let mut conflicts = merge_list(&base.conflicts, &ours.conflicts, &theirs.conflicts);
    add(&mut conflicts, &clashes);
    (Project { name, language, scheme, sets, entities, options, assignments, conflicts }, clashes)
}

fn merge_options(
    base: &Options,
    ours: &Options,
    theirs: &Options,
    tie: Precedence,
    clashes: &mut Vec<ProjectConflict>,
) -> Options {
    let both = |one: &Options, other: &Options, fields: &mut ConflictingFields| Options {
        hold_back: pick("hold_back", &base.hold_back, &one.hold_back, &other.hold_back, fields),
        seed: pick("seed", &base.seed, &one.seed, &other.seed, fields),
        blind: pick("blind", &base.blind, &one.blind, &other.blind, fields),
        gazetteer: pick("gazetteer", &base.gazetteer, &one.gazetteer, &other.gazetteer, fields),
        zone: pick("zone", &base.zone, &one.zone, &other.zone, fields),
    };
    let mut fields = ConflictingFields::new();
    let (mine, other) = (both(ours, theirs, &mut fields), both(theirs, ours, &mut ConflictingFields::new()));
    let (stands, other) = if tie.is_ours(&mine, &other) { (mine, other) } else { (other, mine) };
    if !fields.is_empty() {
        clashes.push(ProjectConflict::Options(other));
    }
    stands
}

/// Whom either side gave an article has it; whom one side took it from has not. Nothing of it is ever a conflict.
fn merge_assignments(base: &Assignments, ours: &Assignments, theirs: &Assignments) -> Assignments {
    let nobody = Assignment { to: Default::default(), part: Portion::Single };
    let articles: BTreeSet<&ArticleId> = ours.articles.keys().chain(theirs.articles.keys()).collect();
    let mut merged = BTreeMap::new();
    for id in articles {
        let of = |side: &Assignments| side.articles.get(id).cloned();
        let (before, one, other) = (of(base), of(ours), of(theirs));
        if one == before || one == other {
            merged.extend(other.map(|other| (id.clone(), other)));
            continue;
        }
        if other == before {
            merged.extend(one.map(|one| (id.clone(), one)));
            continue;
        }
        let [before, one, other] = [before, one, other].map(|side| side.unwrap_or_else(|| nobody.clone()));
        let stays = |person: &&SetId| {
            let there = [&one, &other].map(|side| side.to.contains(*person));
            !before.to.contains(*person) || there == [true, true]
        };
        let to: BTreeSet<SetId> = one.to.union(&other.to).filter(stays).cloned().collect();
        let part = match one.part.max(other.part) {
            Portion::Single if to.len() > 1 => Portion::Double,
            part => part,
        };
        merged.insert(id.clone(), Assignment { to, part });
    }
    Assignments { drawings: merge_list(&base.drawings, &ours.drawings, &theirs.drawings), articles: merged }
}

/// Merges what is known about one article; returns the version that does not stand where both changed the same.
pub fn merge_meta(
    base: Option<&ArticleMeta>,
    ours: &ArticleMeta,
    theirs: &ArticleMeta,
    tie: Precedence,
) -> (ArticleMeta, Option<ArticleMeta>) {
    let both = |one: &ArticleMeta, other: &ArticleMeta, fields: &mut ConflictingFields| {
        let base = base.unwrap_or(other);
        ArticleMeta {
            title: pick("title", &base.title, &one.title, &other.title, fields),
            source: pick("source", &base.source, &one.source, &other.source, fields),
            url: pick("url", &base.url, &one.url, &other.url, fields),
            date: pick("date", &base.date, &one.date, &other.date, fields),
            // How it came in: whoever brought the same text under this id.
            import: if one.import == base.import { other.import.clone() } else { one.import.clone() },
            ..one.clone()
        }
    };
    let mut fields = ConflictingFields::new();
    let (mine, other) = (both(ours, theirs, &mut fields), both(theirs, ours, &mut ConflictingFields::new()));
    let clash = !fields.is_empty() || (base.is_none() && mine != other);
    let ours_first = tie.is_ours(&mine, &other);
    let (stands, other) = if ours_first { (mine, other) } else { (other, mine) };
    (stands, clash.then_some(other))
}

/// The value that stands, and the other where both sides changed it.
fn value<T: PartialEq + Clone + Serialize>(base: &T, ours: &T, theirs: &T, tie: Precedence) -> (T, Option<T>) {
    let mut fields = ConflictingFields::new();
    let mine = pick("", base, ours, theirs, &mut fields);
    if fields.is_empty() {
        return (mine, None);
    }
    let (stands, other) = if tie.is_ours(ours, theirs) { (ours, theirs) } else { (theirs, ours) };
    (stands.clone(), Some(other.clone()))
}

/// Kinds and fields by their keys; their order (of kinds that of the keys 1 to 9) is the side's that changed it, and new
/// ones of both come last.
fn merge_scheme(base: &Scheme, ours: &Scheme, theirs: &Scheme, tie: Precedence) -> (Scheme, Option<Scheme>) {
    if ours == base || ours == theirs {
        return (theirs.clone(), None);
    }
    if theirs == base {
        return (ours.clone(), None);
    }
    let kinds = merge_keyed([&base.kinds, &ours.kinds, &theirs.kinds], tie, |kind| kind.key.clone(), merge_kind);
    let owned = |field: &Field| (field.on, field.key.clone());
    let fields = merge_keyed([&base.fields, &ours.fields, &theirs.fields], tie, owned, merge_field);
    let (statements, other) = value(&base.statements, &ours.statements, &theirs.statements, tie);
    let clash = kinds.1 || fields.1 || other.is_some();
    let merged = Scheme { kinds: kinds.0, statements, fields: fields.0 };
    // Whatever of the two the merged scheme is not.
    let other = if tie.is_ours(ours, theirs) { theirs } else { ours };
    (merged, clash.then(|| other.clone()))
}

/// Entries by their key, and whether both sides changed the same of them.
fn merge_keyed<K: Ord + Clone + Serialize, T: PartialEq + Clone + Serialize>(
    [base, ours, theirs]: [&Vec<T>; 3],
    tie: Precedence,
    key: impl Fn(&T) -> K,
    both: Both<T>,
) -> (Vec<T>, bool) {
    let by_key = |list: &Vec<T>| -> BTreeMap<K, T> { list.iter().map(|one| (key(one), one.clone())).collect() };
    let mut clash = false;
    let maps = [by_key(base), by_key(ours), by_key(theirs)];
    let mut entries = merge_map([&maps[0], &maps[1], &maps[2]], tie, both, T::clone, |_, _| clash = true);
    let known = |list: &Vec<T>| -> Vec<K> {
        list.iter().map(&key).filter(|key| maps.iter().all(|map| map.contains_key(key))).collect()
    };
    let (order, other) = value(&known(base), &known(ours), &known(theirs), tie);
    clash |= other.is_some();
    let mut merged: Vec<T> = order.iter().filter_map(|key| entries.remove(key)).collect();
    merged.extend(entries.into_values());
    (merged, clash)
}

/// A definition is one thing: a list of one side and a default of the other need not fit each other.
fn merge_field(base: Option<&Field>, ours: &Field, theirs: &Field, fields: &mut ConflictingFields) -> Field {
    if base.is_none_or(|base| ours != base && theirs != base && ours != theirs) {
        fields.push("all");
    }
    if base == Some(ours) { theirs.clone() } else { ours.clone() }
}

fn merge_kind(base: Option<&Kind>, ours: &Kind, theirs: &Kind, fields: &mut ConflictingFields) -> Kind {
    let added = base.is_none();
    let base = base.unwrap_or(theirs);
    if added && ours != theirs {
        fields.push("all");
    }
    Kind {
        key: ours.key.clone(),
        name: pick("name", &base.name, &ours.name, &theirs.name, fields),
        colour: pick("colour", &base.colour, &ours.colour, &theirs.colour, fields),
        dark: pick("dark", &base.dark, &ours.dark, &theirs.dark, fields),
        line: pick("line", &base.line, &ours.line, &theirs.line, fields),
    }
}

fn merge_set(
    base: Option<&AnnotationSet>,
    ours: &AnnotationSet,
    theirs: &AnnotationSet,
    fields: &mut ConflictingFields,
) -> AnnotationSet {
    if base.is_none() && ours != theirs {
        fields.push("all");
    }
    let base = base.unwrap_or(theirs);
    AnnotationSet {
        id: ours.id.clone(),
        name: pick("name", &base.name, &ours.name, &theirs.name, fields),
        role: pick("role", &base.role, &ours.role, &theirs.role, fields),
    }
}

/// Names and authority ids that either side added come in, those that one side took out go: they are never a conflict.
fn merge_entity(base: Option<&Entity>, ours: &Entity, theirs: &Entity, fields: &mut ConflictingFields) -> Entity {
    let list = |of: fn(&Entity) -> &[String]| merge_list(base.map_or(&[], of), of(ours), of(theirs));
    let (aliases, same_as) = (list(|entity| &entity.aliases), list(|entity| &entity.same_as));
    let context_aliases = list(|entity| &entity.context_aliases);
    let alike = |one: &Entity| {
        let (aliases, context_aliases, same_as) = Default::default();
        Entity { aliases, context_aliases, same_as, ..one.clone() }
    };
    if base.is_none() && alike(ours) != alike(theirs) {
        fields.push("all");
    }
    let base = base.unwrap_or(theirs);
    Entity {
        id: ours.id.clone(),
        kind: pick("kind", &base.kind, &ours.kind, &theirs.kind, fields),
        name: pick("name", &base.name, &ours.name, &theirs.name, fields),
        short: pick("short", &base.short, &ours.short, &theirs.short, fields),
        aliases,
        context_aliases,
        same_as,
        parent: pick("parent", &base.parent, &ours.parent, &theirs.parent, fields),
        level: pick("level", &base.level, &ours.level, &theirs.level, fields),
        valid_from: pick("valid_from", &base.valid_from, &ours.valid_from, &theirs.valid_from, fields),
        valid_to: pick("valid_to", &base.valid_to, &ours.valid_to, &theirs.valid_to, fields),
        code: pick("code", &base.code, &ours.code, &theirs.code, fields),
        colour: pick("colour", &base.colour, &ours.colour, &theirs.colour, fields),
        note: pick("note", &base.note, &ours.note, &theirs.note, fields),
        flag: pick("flag", &base.flag, &ours.flag, &theirs.flag, fields),
    }
}
