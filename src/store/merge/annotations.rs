//! What two sides made of one set's marks on one article.

use std::collections::BTreeSet;

use super::{ConflictingFields, Precedence, key, later, merge_list, merge_map, merge_values, pick};
use crate::model::{Annotations, Coalition, Conflict, Decision, Mention, Remark, Suggested, Timestamp};

/// Merges what two sides made of one article's annotations; returns the conflicts that came of it, which the merged
/// annotations hold as well.
pub fn merge(
    base: &Annotations,
    ours: &Annotations,
    theirs: &Annotations,
    tie: Precedence,
) -> (Annotations, Vec<Conflict>) {
    if ours == base || ours == theirs {
        return (theirs.clone(), Vec::new());
    }
    if theirs == base {
        return (ours.clone(), Vec::new());
    }
    let mut clashes = Vec::new();
    let mut fields = ConflictingFields::new();
    let mut status = pick("status", &base.status, &ours.status, &theirs.status, &mut fields);
    if !fields.is_empty() {
        // The one that is further on.
        let other = if tie == Precedence::Canonical { ours.status.min(theirs.status) } else { theirs.status };
        status = if other == ours.status { theirs.status } else { ours.status };
        clashes.push(Conflict::Status(other));
    }
    let (remark, other) = merge_remark(&base.remark, &ours.remark, &theirs.remark, tie);
    clashes.extend(other.map(Conflict::Remark));
    let mentions = merge_map(
        [&base.mentions, &ours.mentions, &theirs.mentions],
        tie,
        merge_mention,
        timeless_mention,
        |id, other| clashes.push(Conflict::Mention { id: id.clone(), other: other.map(Box::new) }),
    );
    let coalitions = merge_map(
        [&base.coalitions, &ours.coalitions, &theirs.coalitions],
        tie,
        merge_coalition,
        timeless_coalition,
        |id, other| clashes.push(Conflict::Coalition { id: id.clone(), other: other.map(Box::new) }),
    );
    let decisions = merge_map(
        [&base.decisions, &ours.decisions, &theirs.decisions],
        tie,
        merge_decision,
        |decision| Decision { at: Timestamp::default(), ..decision.clone() },
        |id, other| clashes.push(Conflict::Decision { id: *id, other: other.map(Box::new) }),
    );
    let mut conflicts = merge_list(&base.conflicts, &ours.conflicts, &theirs.conflicts);
    add(&mut conflicts, &clashes);
    let mut merged = Annotations {
        status,
        remark,
        mentions,
        coalitions,
        decisions,
        conflicts,
        misfits: merge_list(&base.misfits, &ours.misfits, &theirs.misfits),
        misfit_decisions: merge_list(&base.misfit_decisions, &ours.misfit_decisions, &theirs.misfit_decisions),
    };
    // Settled on one side by taking what the other had: nothing is left to choose.
    let left = std::mem::take(&mut merged.conflicts);
    merged.conflicts = left.into_iter().filter(|conflict| !stands(&merged, conflict)).collect();
    (merged, clashes)
}

/// Whether the version that a conflict keeps is the one that stands, whenever it was made.
fn stands(merged: &Annotations, conflict: &Conflict) -> bool {
    match conflict {
        Conflict::Status(other) => merged.status == *other,
        Conflict::Remark(other) => merged.remark == *other,
        Conflict::Mention { id, other } => {
            merged.mentions.get(id).map(timeless_mention) == other.as_deref().map(timeless_mention)
        }
        Conflict::Coalition { id, other } => {
            merged.coalitions.get(id).map(timeless_coalition) == other.as_deref().map(timeless_coalition)
        }
        Conflict::Decision { id, other } => {
            let timeless = |decision: &Decision| Decision { at: Timestamp::default(), ..decision.clone() };
            merged.decisions.get(id).map(timeless) == other.as_deref().map(timeless)
        }
    }
}

/// A mention without when, and under which guidelines, it was last touched: neither decides anything.
fn timeless_mention(mention: &Mention) -> Mention {
    Mention { at: Timestamp::default(), guidelines: None, ..mention.clone() }
}

/// The same of a coalition.
fn timeless_coalition(coalition: &Coalition) -> Coalition {
    Coalition { at: Timestamp::default(), guidelines: None, ..coalition.clone() }
}

/// What both sides wrote down on the article: note and flag by themselves; the version that does not stand, if both
/// changed the same.
fn merge_remark(base: &Remark, ours: &Remark, theirs: &Remark, tie: Precedence) -> (Remark, Option<Remark>) {
    let both = |one: &Remark, other: &Remark, fields: &mut ConflictingFields| Remark {
        note: pick("note", &base.note, &one.note, &other.note, fields),
        flag: pick("flag", &base.flag, &one.flag, &other.flag, fields),
        fields: merge_values(&base.fields, &one.fields, &other.fields, fields),
    };
    let mut fields = ConflictingFields::new();
    let (mine, other) = (both(ours, theirs, &mut fields), both(theirs, ours, &mut ConflictingFields::new()));
    let (stands, other) = if tie.is_ours(&mine, &other) { (mine, other) } else { (other, mine) };
    (stands, (!fields.is_empty()).then_some(other))
}

/// Adds those that are new, in an order that does not depend on the sides.
pub(super) fn add<C: PartialEq + Clone + serde::Serialize>(conflicts: &mut Vec<C>, clashes: &[C]) {
    let before = conflicts.len();
    for clash in clashes {
        if !conflicts.contains(clash) {
            conflicts.push(clash.clone());
        }
    }
    if conflicts.len() > before {
        conflicts.sort_by_cached_key(key);
    }
}

fn merge_mention(
    base: Option<&Mention>,
    ours: &Mention,
    theirs: &Mention,
    conflicts: &mut ConflictingFields,
) -> Mention {
    // Outcome on both sides under one id: every difference is a conflict.
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
        fields: merge_values(&base.fields, &ours.fields, &theirs.fields, &mut note),
        flag: pick("flag", &base.flag, &ours.flag, &theirs.flag, &mut note),
        guidelines: (ours.at, ours.guidelines).max((theirs.at, theirs.guidelines)).1,
    };
    if added && timeless_mention(&merged) != timeless_mention(theirs) {
        note.push("all");
    }
    conflicts.append(&mut note);
    merged
}

fn merge_coalition(
    base: Option<&Coalition>,
    ours: &Coalition,
    theirs: &Coalition,
    conflicts: &mut ConflictingFields,
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
    merged.fields = merge_values(&base.fields, &ours.fields, &theirs.fields, &mut clash);
    merged.flag = field!("flag", flag);
    merged.by = field!("by", by);
    merged.at = later(ours.at, theirs.at);
    merged.guidelines = (ours.at, ours.guidelines).max((theirs.at, theirs.guidelines)).1;
    if added && timeless_coalition(&merged) != timeless_coalition(theirs) {
        clash.push("all");
    }
    conflicts.append(&mut clash);
    merged
}

/// Two who decide the same agree, whenever they did and whatever the record that came of it is called.
fn merge_decision(
    base: Option<&Decision>,
    ours: &Decision,
    theirs: &Decision,
    conflicts: &mut ConflictingFields,
) -> Decision {
    let outcome = |d: &Decision| (d.verdict, d.made.clone());
    let (verdict, made) = match base {
        Some(base) if ours.verdict == theirs.verdict && ours.made == base.made => outcome(theirs),
        Some(base) if ours.verdict == theirs.verdict && theirs.made == base.made => outcome(ours),
        _ if ours.verdict == theirs.verdict => (ours.verdict, ours.made.clone().max(theirs.made.clone())),
        Some(base) => pick("verdict", &outcome(base), &outcome(ours), &outcome(theirs), conflicts),
        None => {
            conflicts.push("verdict");
            outcome(ours)
        }
    };
    // Each knew what the sets said when it decided.
    let mut from: Vec<Suggested> = ours.from.iter().chain(&theirs.from).cloned().collect();
    from.sort_by(|a, b| (b.score, &a.set, &a.rule).cmp(&(a.score, &b.set, &b.rule)));
    let mut known = BTreeSet::new();
    from.retain(|one| known.insert(one.set.clone()));
    let unanimous = ours.unanimous && theirs.unanimous;
    // Whoever decided last; a reason that one side gave is the reason of both.
    let last = if (ours.at, &ours.who) >= (theirs.at, &theirs.who) { ours } else { theirs };
    let none = (None, String::new());
    let why = |decision: &Decision| (decision.reason, decision.note.clone());
    let (reason, note) = match base {
        Some(base) => pick("reason", &why(base), &why(ours), &why(theirs), conflicts),
        None => pick("reason", &none, &why(ours), &why(theirs), conflicts),
    };
    let (claim, who, at) = (ours.claim.clone(), last.who.clone(), later(ours.at, theirs.at));
    Decision { claim, verdict, made, from, unanimous, who, reason, note, at }
}
