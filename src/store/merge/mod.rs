//! Three-way merge by id and field: of what another program changed while it was changed here, and of the files of two
//! clones (`tandai merge`). Pure.
//!
//! A change on one side wins; ids of either side stay; a deletion against an unchanged record deletes it. Where both
//! sides changed a field differently, or one changed what the other deleted, one version stands and the other becomes a
//! conflict of the record, kept in the file until a person decides.
//!
//! Laws: merging what is merged already changes nothing; no id vanishes unless a side deleted it and the other left it
//! alone; under [`Precedence::Canonical`] the order of the sides makes no difference.

mod annotations;
mod driver;
mod project;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

pub use annotations::merge;
pub(super) use driver::in_project;
pub use driver::{Merged, merge_files};
pub use project::merge_project;

use crate::{
    model::{Timestamp, Variables},
    store::files::ron_file::print_line,
};

/// Which version stands where both sides changed the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precedence {
    /// Ours: a person is looking at it.
    Ours,
    /// Neither side's because of its side: a rule on what they say decides, so that both clones come to the same.
    Canonical,
}

impl Precedence {
    /// Whether ours stands.
    fn is_ours<V: Serialize>(self, ours: &V, theirs: &V) -> bool {
        self == Self::Ours || key(ours) <= key(theirs)
    }
}

/// A total order on what records say.
fn key<V: Serialize>(value: &V) -> String {
    // Every record is written to files and to the journal in this form.
    let mut line = String::new();
    print_line(value, &mut line).map(|()| line).unwrap_or_default()
}

/// The names of the fields that both sides changed differently.
type ConflictingFields = Vec<&'static str>;

/// The side that changed; `first`, and the field is noted, if both did and differ.
fn pick<T: PartialEq + Clone>(
    name: &'static str,
    base: &T,
    first: &T,
    second: &T,
    fields: &mut ConflictingFields,
) -> T {
    if first == base {
        return second.clone();
    }
    if second != base && second != first {
        fields.push(name);
    }
    first.clone()
}

/// What the project's own fields hold, each by itself.
fn merge_values(base: &Variables, first: &Variables, second: &Variables, fields: &mut ConflictingFields) -> Variables {
    let keys: BTreeSet<&String> = base.keys().chain(first.keys()).chain(second.keys()).collect();
    let of = |side: &Variables, key: &String| side.get(key).cloned();
    let value = |key: &String| {
        let value = pick("fields", &of(base, key), &of(first, key), &of(second, key), fields);
        Some((key.clone(), value?))
    };
    keys.into_iter().filter_map(value).collect()
}

/// When a record was last decided: the later of two moments is never a conflict.
fn later(one: Timestamp, other: Timestamp) -> Timestamp {
    one.max(other)
}

/// A record of which both sides have a version; of a field that both changed the first version's stands.
type Both<V> = fn(Option<&V>, &V, &V, &mut ConflictingFields) -> V;

/// Merges records by id. `clash` is told the id and the version that does not stand; `timeless` takes the moment out of a
/// record, so that clocks decide nothing.
fn merge_map<K: Ord + Clone, V: PartialEq + Clone + Serialize>(
    [base, ours, theirs]: [&BTreeMap<K, V>; 3],
    tie: Precedence,
    both: Both<V>,
    timeless: fn(&V) -> V,
    mut clash: impl FnMut(&K, Option<V>),
) -> BTreeMap<K, V> {
    let ids: BTreeSet<&K> = ours.keys().chain(theirs.keys()).collect();
    let mut merged = BTreeMap::new();
    for id in ids {
        let before = base.get(id);
        let kept = match (ours.get(id), theirs.get(id)) {
            (Some(ours), Some(theirs)) if ours == theirs || before == Some(theirs) => Some(ours.clone()),
            (Some(ours), Some(theirs)) if before == Some(ours) => Some(theirs.clone()),
            (Some(ours), Some(theirs)) => {
                // The two differ in nothing but the fields that both sides changed.
                let (mut fields, mut same) = (ConflictingFields::new(), ConflictingFields::new());
                let (mine, other) = (both(before, ours, theirs, &mut fields), both(before, theirs, ours, &mut same));
                if fields.is_empty() {
                    Some(mine)
                } else if tie.is_ours(&timeless(&mine), &timeless(&other)) {
                    clash(id, Some(other));
                    Some(mine)
                } else {
                    clash(id, Some(mine));
                    Some(other)
                }
            }
            // Deleted on one side: gone if the other left it alone.
            (Some(one), None) | (None, Some(one)) => match before {
                Some(before) if before == one => None,
                before => {
                    if before.is_some() {
                        clash(id, None);
                    }
                    Some(one.clone())
                }
            },
            (None, None) => None,
        };
        merged.extend(kept.map(|kept| (id.clone(), kept)));
    }
    merged
}

/// Records that are whole or not there: those of either side stay unless one side removed them. In an order that does
/// not depend on the sides.
fn merge_list<T: PartialEq + Clone + Serialize>(base: &[T], ours: &[T], theirs: &[T]) -> Vec<T> {
    if ours == base || ours == theirs {
        return theirs.to_vec();
    }
    if theirs == base {
        return ours.to_vec();
    }
    let mut merged: Vec<(String, T)> = Vec::new();
    for one in ours.iter().chain(theirs) {
        let removed = base.contains(one) && !(ours.contains(one) && theirs.contains(one));
        if !removed && !merged.iter().any(|(_, known)| known == one) {
            merged.push((key(one), one.clone()));
        }
    }
    merged.sort_by(|a, b| a.0.cmp(&b.0));
    merged.into_iter().map(|(_, one)| one).collect()
}
