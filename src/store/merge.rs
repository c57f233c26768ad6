//! Three-way merge by id and field. Pure.
//!
//! A change on one side wins; ids of either side stay; a field that both changed differently stays ours and is
//! returned as a conflict; a deletion against a change keeps the change, as a conflict.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    model::{Annotations, Coalition, Decision, Mention, Project, Suggested, Timestamp},
    store::Record,
};

/// A record that both sides changed differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    pub record: Record,
    /// The fields that differ; empty when one side deleted what the other changed.
    pub fields: Vec<&'static str>,
}

/// Merges what two sides made of one article's annotations.
pub fn merge(base: &Annotations, ours: &Annotations, theirs: &Annotations) -> (Annotations, Vec<Conflict>) {
    let mut conflicts = Vec::new();
    let mut fields = Vec::new();
    let status = pick("status", &base.status, &ours.status, &theirs.status, &mut fields);
    if !fields.is_empty() {
        conflicts.push(Conflict { record: Record::Status, fields });
    }
    let merged = Annotations {
        status,
        mentions: merge_map(
            [&base.mentions, &ours.mentions, &theirs.mentions],
            Record::Mention,
            merge_mention,
            &mut conflicts,
        ),
        coalitions: merge_map(
            [&base.coalitions, &ours.coalitions, &theirs.coalitions],
            Record::Coalition,
            merge_coalition,
            &mut conflicts,
        ),
        decisions: merge_map(
            [&base.decisions, &ours.decisions, &theirs.decisions],
            Record::Decision,
            merge_decision,
            &mut conflicts,
        ),
        misfits: merge_misfits(&base.misfits, &ours.misfits, &theirs.misfits),
        misfit_decisions: merge_misfits(&base.misfit_decisions, &ours.misfit_decisions, &theirs.misfit_decisions),
    };
    (merged, conflicts)
}

/// Merges what two sides made of the project: name, language, scheme, sets, entities.
pub fn merge_project(base: &Project, ours: &Project, theirs: &Project) -> (Project, Vec<Conflict>) {
    let mut conflicts = Vec::new();
    let mut fields = Vec::new();
    let name = pick("name", &base.name, &ours.name, &theirs.name, &mut fields);
    let language = pick("language", &base.language, &ours.language, &theirs.language, &mut fields);
    let scheme = pick("scheme", &base.scheme, &ours.scheme, &theirs.scheme, &mut fields);
    if !fields.is_empty() {
        conflicts.push(Conflict { record: Record::Project, fields });
    }
    let sets = merge_map([&base.sets, &ours.sets, &theirs.sets], Record::Set, whole, &mut conflicts);
    let entities = merge_map([&base.entities, &ours.entities, &theirs.entities], Record::Entity, whole, &mut conflicts);
    (Project { name, language, scheme, sets, entities }, conflicts)
}

/// The side that changed; ours, and a conflict, if both did and differ.
fn pick<T: PartialEq + Clone>(
    name: &'static str,
    base: &T,
    ours: &T,
    theirs: &T,
    conflicts: &mut Vec<&'static str>,
) -> T {
    if ours == base {
        return theirs.clone();
    }
    if theirs != base && theirs != ours {
        conflicts.push(name);
    }
    ours.clone()
}

type Merge<V> = fn(Option<&V>, &V, &V, &mut Vec<&'static str>) -> V;

fn merge_map<K: Ord + Clone, V: PartialEq + Clone>(
    [base, ours, theirs]: [&BTreeMap<K, V>; 3],
    called: fn(K) -> Record,
    both: Merge<V>,
    conflicts: &mut Vec<Conflict>,
) -> BTreeMap<K, V> {
    let ids: BTreeSet<&K> = ours.keys().chain(theirs.keys()).collect();
    let mut merged = BTreeMap::new();
    for id in ids {
        let mut fields = Vec::new();
        let before = base.get(id);
        let (kept, clash) = match (ours.get(id), theirs.get(id)) {
            (Some(ours), Some(theirs)) if ours == theirs || before == Some(theirs) => (Some(ours.clone()), false),
            (Some(ours), Some(theirs)) if before == Some(ours) => (Some(theirs.clone()), false),
            (Some(ours), Some(theirs)) => {
                let kept = both(before, ours, theirs, &mut fields);
                (Some(kept), !fields.is_empty())
            }
            // Deleted on one side: gone if the other left it alone.
            (Some(one), None) | (None, Some(one)) => match before {
                Some(before) if before == one => (None, false),
                before => (Some(one.clone()), before.is_some()),
            },
            (None, None) => (None, false),
        };
        if clash {
            conflicts.push(Conflict { record: called(id.clone()), fields });
        }
        merged.extend(kept.map(|kept| (id.clone(), kept)));
    }
    merged
}

fn whole<V: PartialEq + Clone>(base: Option<&V>, ours: &V, theirs: &V, conflicts: &mut Vec<&'static str>) -> V {
    match base {
        Some(base) => pick("all", base, ours, theirs, conflicts),
        None => {
            conflicts.push("all");
            ours.clone()
        }
    }
}

/// When a record was last decided: the later of two moments is never a conflict.
fn later(ours: Timestamp, theirs: Timestamp) -> Timestamp {
    ours.max(theirs)
}

fn merge_mention(
    base: Option<&Mention>,
    ours: &Mention,
    theirs: &Mention,
    conflicts: &mut Vec<&'static str>,
) -> Mention {
    // Made on both sides under one id: every difference is a conflict.
    let base = base.unwrap_or(theirs);
    let added = std::ptr::eq(base, theirs);
    let mut note = Vec::new();
    let link = |m: &Mention| (m.entity.clone(), m.linked.clone());
    let (entity, linked) = pick("entity", &link(base), &link(ours), &link(theirs), &mut note);
    let merged = Mention {
        id: ours.id.clone(),
        span: pick("span", &base.span, &ours.span, &theirs.span, &mut note),
        kind: pick("kind", &base.kind, &ours.kind, &theirs.kind, &mut note),
        entity,
        linked,
        by: pick("by", &base.by, &ours.by, &theirs.by, &mut note),
        at: later(ours.at, theirs.at),
        note: pick("note", &base.note, &ours.note, &theirs.note, &mut note),
    };
    if added && (Mention { at: theirs.at, ..merged.clone() }) != *theirs {
        note.push("all");
    }
    conflicts.append(&mut note);
    merged
}

fn merge_coalition(
    base: Option<&Coalition>,
    ours: &Coalition,
    theirs: &Coalition,
    conflicts: &mut Vec<&'static str>,
) -> Coalition {
    let base = base.unwrap_or(theirs);
    let added = std::ptr::eq(base, theirs);
    let mut clash = Vec::new();
    macro_rules! field {
        ($name:literal, $($field:ident).+) => {
            pick($name, &base.$($field).+, &ours.$($field).+, &theirs.$($field).+, &mut clash)
        };
    }
    let mut merged = ours.clone();
    merged.race.region = field!("region", race.region);
    merged.race.office = field!("office", race.office);
    merged.race.year = field!("year", race.year);
    merged.ticket.head = field!("head", ticket.head);
    merged.ticket.deputy = field!("deputy", ticket.deputy);
    merged.backings = field!("parties", backings);
    merged.status = field!("status", status);
    merged.speaker = field!("speaker", speaker);
    merged.date = field!("date", date);
    merged.hedge = field!("hedge", hedge);
    merged.evidence = field!("evidence", evidence);
    merged.note = field!("note", note);
    merged.by = field!("by", by);
    merged.at = later(ours.at, theirs.at);
    if added && (Coalition { at: theirs.at, ..merged.clone() }) != *theirs {
        clash.push("all");
    }
    conflicts.append(&mut clash);
    merged
}

/// Two who decide the same agree, whenever they did; what came of it goes with the verdict.
fn merge_decision(
    base: Option<&Decision>,
    ours: &Decision,
    theirs: &Decision,
    conflicts: &mut Vec<&'static str>,
) -> Decision {
    let base = base.unwrap_or(theirs);
    let added = std::ptr::eq(base, theirs);
    let mut clash = Vec::new();
    let outcome = |d: &Decision| (d.verdict, d.made.clone());
    let (verdict, made) = pick("verdict", &outcome(base), &outcome(ours), &outcome(theirs), &mut clash);
    if added && outcome(ours) != outcome(theirs) {
        clash.push("verdict");
    }
    // Each knew what the sets said when it decided.
    let mut from: Vec<Suggested> = ours.from.iter().chain(&theirs.from).cloned().collect();
    from.sort_by(|a, b| (b.score, &a.set, &a.rule).cmp(&(a.score, &b.set, &b.rule)));
    let mut known = BTreeSet::new();
    from.retain(|one| known.insert(one.set.clone()));
    conflicts.append(&mut clash);
    let at = later(ours.at, theirs.at);
    Decision { claim: ours.claim.clone(), verdict, made, from, at }
}

/// Misfits are never edited here, only removed with their line; those of either side stay unless one side removed them.
fn merge_misfits<T: PartialEq + Clone>(base: &[T], ours: &[T], theirs: &[T]) -> Vec<T> {
    let mut merged: Vec<T> = Vec::new();
    for misfit in ours.iter().chain(theirs) {
        let removed = base.contains(misfit) && !(ours.contains(misfit) && theirs.contains(misfit));
        if !removed && !merged.contains(misfit) {
            merged.push(misfit.clone());
        }
    }
    merged
}
