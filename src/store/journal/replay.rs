//! Brings recorded changes to what a file says: of every record the last "after" counts. Pure.
//!
//! Where the file has something that no change in the row ever saw or made, somebody else wrote it: ours stays, and
//! the record is named as clashing so that the caller keeps theirs as well.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    edit::{Put, Swap, swap_misfit},
    model::{
        Annotations, ArticleId, ArticleMeta, CoalitionId, DecisionId, EntityId, MentionId, Project, Remark, Status,
    },
    store::Record,
};

/// Brings the puts of one article and set, in their order, to its annotations.
pub(in crate::store) fn annotations<'a>(there: &mut Annotations, puts: impl Iterator<Item = &'a Put>) -> Vec<Record> {
    let mut mentions: BTreeMap<&MentionId, Vec<_>> = BTreeMap::new();
    let mut coalitions: BTreeMap<&CoalitionId, Vec<_>> = BTreeMap::new();
    let mut decisions: BTreeMap<&DecisionId, Vec<_>> = BTreeMap::new();
    let mut statuses: Vec<(&Status, &Status)> = Vec::new();
    let mut remarks: Vec<(&Remark, &Remark)> = Vec::new();
    for put in puts {
        match put {
            Put::Mention { id, swap, .. } => mentions.entry(id).or_default().push(swap),
            Put::Coalition { id, swap, .. } => coalitions.entry(id).or_default().push(&**swap),
            Put::Decision { id, swap, .. } => decisions.entry(id).or_default().push(&**swap),
            Put::Status { before, after, .. } => statuses.push((before, after)),
            // Nobody works on these: one that is in the file already, or gone from it, is no clash.
            Put::Misfit { swap, .. } => drop(swap_misfit(&mut there.misfits, swap)),
            Put::MisfitDecision { swap, .. } => drop(swap_misfit(&mut there.misfit_decisions, swap)),
            Put::Remark { before, after, .. } => remarks.push((before, after)),
            // Whoever settled one settled it; what came of it is in the other puts.
            Put::Conflicts { after, .. } => there.conflicts.clone_from(after),
            _ => {}
        }
    }
    let mut clashes = Vec::new();
    clashes.extend(
        mentions.into_iter().filter_map(|(id, swaps)| last_after(&mut there.mentions, id, &swaps, Record::Mention)),
    );
    clashes.extend(
        coalitions
            .into_iter()
            .filter_map(|(id, swaps)| last_after(&mut there.coalitions, id, &swaps, Record::Coalition)),
    );
    clashes.extend(
        decisions.into_iter().filter_map(|(id, swaps)| last_after(&mut there.decisions, id, &swaps, Record::Decision)),
    );
    if let Some((_, last)) = statuses.last() {
        if !statuses.iter().any(|(before, after)| there.status == **before || there.status == **after) {
            clashes.push(Record::Status);
        }
        there.status = **last;
    }
    if let Some((_, last)) = remarks.last() {
        if !remarks.iter().any(|(before, after)| there.remark == **before || there.remark == **after) {
            clashes.push(Record::Remark);
        }
        there.remark.clone_from(last);
    }
    clashes
}

/// Brings the puts of sets, scheme and entities to the project.
pub(in crate::store) fn project<'a>(there: &mut Project, puts: impl Iterator<Item = &'a Put>) -> Vec<Record> {
    let mut entities: BTreeMap<&EntityId, Vec<_>> = BTreeMap::new();
    let mut sets: BTreeMap<_, Vec<_>> = BTreeMap::new();
    let mut assignments: BTreeMap<&ArticleId, Vec<_>> = BTreeMap::new();
    let mut schemes = Vec::new();
    for put in puts {
        match put {
            Put::Entity { id, swap } => entities.entry(id).or_default().push(swap),
            Put::Set { id, swap } => sets.entry(id).or_default().push(swap),
            Put::Scheme { before, after } => schemes.push((before, after)),
            Put::Options { after, .. } => there.options.clone_from(after),
            Put::Drawings { after, .. } => Arc::make_mut(&mut there.assignments).drawings.clone_from(after),
            Put::Assignment { id, swap } => assignments.entry(id).or_default().push(swap),
            Put::Name { after, .. } => there.name.clone_from(after),
            Put::Language { after, .. } => there.language = *after,
            Put::ProjectConflicts { of_entities, after, .. } => there.set_conflicts_of(*of_entities, after.clone()),
            _ => {}
        }
    }
    let mut clashes = Vec::new();
    clashes.extend(
        entities.into_iter().filter_map(|(id, swaps)| last_after(&mut there.entities, id, &swaps, Record::Entity)),
    );
    clashes.extend(sets.into_iter().filter_map(|(id, swaps)| last_after(&mut there.sets, id, &swaps, Record::Set)));
    if !assignments.is_empty() {
        let there = Arc::make_mut(&mut there.assignments);
        let settled = assignments
            .into_iter()
            .filter_map(|(id, swaps)| last_after(&mut there.articles, id, &swaps, Record::Assignment));
        clashes.extend(settled);
    }
    if let Some((_, last)) = schemes.last() {
        if !schemes.iter().any(|(before, after)| there.scheme == **before || there.scheme == **after) {
            clashes.push(Record::Scheme);
        }
        there.scheme = (*last).clone();
    }
    clashes
}

/// Brings the puts of articles to their metadata.
pub(in crate::store) fn articles<'a>(
    there: &mut BTreeMap<ArticleId, ArticleMeta>,
    puts: impl Iterator<Item = &'a Put>,
) -> Vec<(ArticleId, Record)> {
    let mut metas: BTreeMap<&ArticleId, Vec<_>> = BTreeMap::new();
    for put in puts {
        if let Put::Article { id, swap } = put {
            metas.entry(id).or_default().push(swap);
        }
    }
    let clash = |(id, swaps): (&ArticleId, Vec<_>)| Some((id.clone(), last_after(there, id, &swaps, Record::Article)?));
    metas.into_iter().filter_map(clash).collect()
}

/// Takes the puts of one article and set back: what its annotations were before the first of them.
pub(in crate::store) fn rewind<'a>(there: &mut Annotations, puts: impl DoubleEndedIterator<Item = &'a Put>) {
    for put in puts.rev() {
        match put {
            Put::Mention { id, swap, .. } => set(&mut there.mentions, id, swap.before.as_ref()),
            Put::Coalition { id, swap, .. } => set(&mut there.coalitions, id, swap.before.as_ref()),
            Put::Decision { id, swap, .. } => set(&mut there.decisions, id, swap.before.as_ref()),
            Put::Misfit { swap, .. } => {
                let back = Swap { before: swap.after.clone(), after: swap.before.clone() };
                swap_misfit(&mut there.misfits, &back);
            }
            Put::MisfitDecision { swap, .. } => {
                let back = Swap { before: swap.after.clone(), after: swap.before.clone() };
                swap_misfit(&mut there.misfit_decisions, &back);
            }
            Put::Status { before, .. } => there.status = *before,
            Put::Conflicts { before, .. } => there.conflicts.clone_from(before),
            _ => {}
        }
    }
}

fn set<K: Ord + Clone, V: Clone>(map: &mut BTreeMap<K, V>, id: &K, value: Option<&V>) {
    match value {
        Some(value) => map.insert(id.clone(), value.clone()),
        None => map.remove(id),
    };
}

/// Gives one record the last "after" of its swaps; names it if what was there is none of theirs.
fn last_after<K: Ord + Clone, V: PartialEq + Clone>(
    map: &mut BTreeMap<K, V>,
    id: &K,
    swaps: &[&Swap<V>],
    called: fn(K) -> Record,
) -> Option<Record> {
    let there = map.get(id);
    let known = swaps.iter().any(|swap| swap.before.as_ref() == there || swap.after.as_ref() == there);
    let last = swaps.last()?;
    set(map, id, last.after.as_ref());
    (!known).then(|| called(id.clone()))
}
