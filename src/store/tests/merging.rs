//! The laws of merging: nothing of either side vanishes, one-sided changes win, the order of the sides matters only
//! where both changed the same field.

use std::collections::BTreeMap;

use proptest::prelude::*;

use crate::{
    model::{
        Annotations, Claim, Coalition, CoalitionId, Decision, KindKey, Linked, Mention, MentionId, Origin, Outcome,
        Score, SetId, Span, Status, Suggested, Timestamp, Verdict,
    },
    store::merge,
};

fn mention(id: u8, field: u8) -> Mention {
    Mention {
        id: MentionId::new(format!("m{id}")).expect("an id"),
        span: Span::new(usize::from(field % 3), 9),
        kind: KindKey::party(),
        entity: None,
        linked: Linked::Person,
        by: Origin::Person,
        at: Timestamp(u64::from(field)),
        note: if field > 4 { "catatan".into() } else { String::new() },
    }
}

fn coalition(id: u8, field: u8) -> Coalition {
    let id = CoalitionId::new(format!("c{id}")).expect("an id");
    let mut coalition = Coalition::empty(id, Timestamp(u64::from(field)));
    coalition.speaker = format!("{}", field % 2);
    coalition.race.year = Some(i16::from(field / 2));
    coalition
}

fn decision(id: u8, field: u8) -> Decision {
    let span = Span::new(usize::from(id), usize::from(id) + 1);
    let verdict = Verdict::ALL[usize::from(field % 4)];
    let made = (field % 4 < 2).then(|| Outcome::Mention(MentionId::new(format!("m{}", field % 2)).expect("an id")));
    let set = SetId::new(if field > 4 { "rules" } else { "model" }).expect("an id");
    let from = vec![Suggested { set, rule: String::new(), score: Score::new(f64::from(field) / 10.0) }];
    let claim = Claim::Mention { span, kind: KindKey::party(), entity: None };
    Decision { claim, verdict, made, from, at: Timestamp(u64::from(field)) }
}

/// Few ids and few values, so that everything happens.
fn annotations() -> impl Strategy<Value = Annotations> {
    let records = || proptest::collection::btree_map(0..5u8, 0..8u8, 0..5);
    let all = (proptest::sample::select(&Status::ALL[..]), records(), records(), records());
    all.prop_map(|(status, mentions, coalitions, decisions)| {
        let mentions: BTreeMap<_, _> =
            mentions.into_iter().map(|(id, f)| (mention(id, f).id, mention(id, f))).collect();
        let coalitions = coalitions.into_iter().map(|(id, f)| (coalition(id, f).id, coalition(id, f))).collect();
        let decisions = decisions.into_iter().map(|(id, f)| (decision(id, f).claim.id(), decision(id, f))).collect();
        Annotations { status, mentions, coalitions, decisions, ..Annotations::default() }
    })
}

proptest! {
    #[test]
    fn laws(base in annotations(), ours in annotations(), theirs in annotations()) {
        let (merged, conflicts) = merge(&base, &ours, &theirs);
        // One-sided: that side wins. The same on both: that.
        prop_assert_eq!(merge(&base, &base, &theirs), (theirs.clone(), vec![]));
        prop_assert_eq!(merge(&base, &ours, &base), (ours.clone(), vec![]));
        prop_assert_eq!(merge(&base, &ours, &ours), (ours.clone(), vec![]));
        // Merging what is merged already changes nothing.
        prop_assert_eq!(&merge(&theirs, &merged, &theirs).0, &merged);
        // No id of either side vanishes unless the other side deleted it and this one left it alone.
        for (one, other) in [(&ours, &theirs), (&theirs, &ours)] {
            for (id, mention) in &one.mentions {
                let deleted = base.mentions.get(id) == Some(mention) && !other.mentions.contains_key(id);
                prop_assert_eq!(merged.mentions.contains_key(id), !deleted);
            }
            for (id, coalition) in &one.coalitions {
                let deleted = base.coalitions.get(id) == Some(coalition) && !other.coalitions.contains_key(id);
                prop_assert_eq!(merged.coalitions.contains_key(id), !deleted);
            }
            for (id, decision) in &one.decisions {
                let deleted = base.decisions.get(id) == Some(decision) && !other.decisions.contains_key(id);
                prop_assert_eq!(merged.decisions.contains_key(id), !deleted);
            }
        }
        // From the other side: the same conflicts, and without one the same result.
        let (mirrored, other_conflicts) = merge(&base, &theirs, &ours);
        prop_assert_eq!(&conflicts, &other_conflicts);
        if conflicts.is_empty() {
            prop_assert_eq!(mirrored, merged);
        }
    }
}

/// The moments of both sides turned round: what was last is first.
fn with_clocks(said: &Annotations, turn: impl Fn(u64) -> u64) -> Annotations {
    let mut turned = said.clone();
    turned.mentions.values_mut().for_each(|mention| mention.at = Timestamp(turn(mention.at.0)));
    turned.coalitions.values_mut().for_each(|coalition| coalition.at = Timestamp(turn(coalition.at.0)));
    turned
}

proptest! {
    /// Clocks may jump: which record stays, and what is a conflict, does not depend on who was later.
    #[test]
    fn who_was_later_does_not_matter(base in annotations(), ours in annotations(), theirs in annotations()) {
        let turned = [&base, &ours, &theirs].map(|said| with_clocks(said, |at| 1_000 - at));
        let (merged, conflicts) = merge(&base, &ours, &theirs);
        let (other, other_conflicts) = merge(&turned[0], &turned[1], &turned[2]);
        prop_assert_eq!(conflicts, other_conflicts);
        prop_assert_eq!(with_clocks(&merged, |_| 0), with_clocks(&other, |_| 0));
    }
}

#[test]
fn two_fields_of_one_record() {
    let base = Annotations { mentions: [(mention(1, 0).id, mention(1, 0))].into(), ..Annotations::default() };
    let change = |f: fn(&mut Mention)| {
        let mut changed = base.clone();
        changed.mentions.values_mut().for_each(f);
        changed
    };
    let noted = change(|m| (m.note, m.at) = ("ya".into(), Timestamp(5)));
    let moved = change(|m| (m.span, m.at) = (Span::new(4, 9), Timestamp(7)));
    let (merged, conflicts) = merge(&base, &noted, &moved);
    assert_eq!(conflicts, []);
    let m = merged.mentions.values().next().expect("it is there");
    assert_eq!((m.note.as_str(), m.span, m.at), ("ya", Span::new(4, 9), Timestamp(7)));
    let (merged, conflicts) = merge(&base, &Annotations::default(), &moved);
    assert_eq!(merged.mentions, moved.mentions, "a change is kept against a deletion");
    assert_eq!((conflicts[0].record.to_string(), conflicts[0].fields.len()), ("mention m1".to_owned(), 0));
}
