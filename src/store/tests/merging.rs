//! The laws of merging: nothing of either side vanishes, one-sided changes win, merging again changes nothing, and the
//! order of the sides makes no difference but in a window, where ours stands.

use std::collections::BTreeMap;

use proptest::prelude::*;

use crate::{
    model::{
        Annotations, Article, Claim, Coalition, CoalitionId, Conflict, Decision, DecisionReason, Flag,
        GuidelinesVersion, KindKey, LinkSource, Mention, MentionId, Origin, Outcome, Remark, Score, SetId, Span,
        Status, Suggested, Timestamp, Variable, Variables, Verdict,
    },
    store::{
        Merged, Precedence,
        files::{
            annotation_file,
            project_file::{read_entities, read_project, write_entities, write_meta, write_project},
        },
        merge, merge_files,
    },
};

/// Two fields of one's own, few values.
fn values(field: u8) -> Variables {
    let value = |name: &str, n: u8| (n > 0).then(|| (name.to_owned(), Variable::YesNo(n > 1)));
    [value("satu", field % 3), value("dua", field / 3)].into_iter().flatten().collect()
}

fn mention(id: u8, field: u8) -> Mention {
    Mention {
        id: MentionId::new(format!("m{id}")).expect("an id"),
        // Bytes of a text of letters of two bytes.
        span: Span::new(2 * usize::from(field % 3), 18),
        kind: KindKey::party(),
        entity: None,
        linked: LinkSource::Person,
        by: Origin::Person,
        at: Timestamp(u64::from(field)),
        note: if field > 4 { "catatan".into() } else { String::new() },
        fields: values(field),
        flag: (field % 5 == 1).then_some(Flag::Unsure),
        guidelines: (field % 2 == 1).then_some(GuidelinesVersion(u32::from(field))),
    }
}

fn coalition(id: u8, field: u8) -> Coalition {
    let id = CoalitionId::new(format!("c{id}")).expect("an id");
    let mut coalition = Coalition::empty(id, Timestamp(u64::from(field)));
    coalition.speaker = format!("{}", field % 2);
    coalition.race.year = Some(i16::from(field / 2));
    coalition.fields = values(7 - field);
    coalition.evidence = vec![Span::new(2, 4 + 2 * usize::from(field % 2))];
    coalition
}

fn decision(id: u8, field: u8) -> Decision {
    let span = Span::new(2 * usize::from(id), 2 * usize::from(id) + 2);
    let verdict = Verdict::ALL[usize::from(field % 4)];
    let made = (field % 4 < 2).then(|| Outcome::Mention(MentionId::new(format!("m{}", field % 2)).expect("an id")));
    let set = SetId::new(if field > 4 { "rules" } else { "model" }).expect("an id");
    let from = vec![Suggested { set, rule: String::new(), score: Score::new(f64::from(field) / 10.0) }];
    let claim = Claim::Mention { span, kind: KindKey::party(), entity: None };
    let who = (field % 3 == 1).then(|| SetId::new(if field > 4 { "sri" } else { "budi" }).expect("an id"));
    let reason = (field > 2).then(|| DecisionReason::ALL[usize::from(field % 4)]);
    let (note, at) = (if field == 7 { "sebab".into() } else { String::new() }, Timestamp(u64::from(field)));
    Decision { claim, verdict, made, from, unanimous: field > 5, who, reason, note, at }
}

/// Few ids and few values, so that everything happens.
fn annotations() -> impl Strategy<Value = Annotations> {
    let records = || proptest::collection::btree_map(0..5u8, 0..8u8, 0..5);
    let all = (proptest::sample::select(&Status::ALL[..]), 0..6u8, records(), records(), records());
    all.prop_map(|(status, remark, mentions, coalitions, decisions)| {
        let note = ["", "satu", "dua"][usize::from(remark % 3)].to_owned();
        let remark = Remark { note, flag: (remark > 2).then_some(Flag::Discuss), fields: values(remark) };
        let mentions: BTreeMap<_, _> =
            mentions.into_iter().map(|(id, f)| (mention(id, f).id, mention(id, f))).collect();
        let coalitions = coalitions.into_iter().map(|(id, f)| (coalition(id, f).id, coalition(id, f))).collect();
        let decisions = decisions.into_iter().map(|(id, f)| (decision(id, f).claim.id(), decision(id, f))).collect();
        Annotations { status, remark, mentions, coalitions, decisions, ..Annotations::default() }
    })
}

/// An article whose every letter has two bytes.
fn article() -> Article {
    super::script::article("a", &"é".repeat(20))
}

fn ids(said: &Annotations) -> Vec<String> {
    let mentions = said.mentions.keys().map(ToString::to_string);
    let coalitions = said.coalitions.keys().map(ToString::to_string);
    mentions.chain(coalitions).chain(said.decisions.keys().map(ToString::to_string)).collect()
}

/// The ids that may go: one side removed the record and the other left it alone.
fn may_go(base: &Annotations, one: &Annotations, other: &Annotations) -> Vec<String> {
    let mut gone = Vec::new();
    for (id, mention) in &base.mentions {
        gone.extend(
            (one.mentions.get(id) == Some(mention) && !other.mentions.contains_key(id)).then(|| id.to_string()),
        );
    }
    for (id, coalition) in &base.coalitions {
        let left = one.coalitions.get(id) == Some(coalition) && !other.coalitions.contains_key(id);
        gone.extend(left.then(|| id.to_string()));
    }
    for (id, decision) in &base.decisions {
        let left = one.decisions.get(id) == Some(decision) && !other.decisions.contains_key(id);
        gone.extend(left.then(|| id.to_string()));
    }
    gone
}

fn nothing_vanishes([base, ours, theirs, merged]: [&Annotations; 4]) -> Result<(), TestCaseError> {
    let there = ids(merged);
    for (one, other) in [(ours, theirs), (theirs, ours)] {
        let gone = may_go(base, one, other);
        for id in ids(one) {
            prop_assert_eq!(there.contains(&id), !gone.contains(&id), "{}", id);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, ..ProptestConfig::default() })]

    #[test]
    fn laws(base in annotations(), ours in annotations(), theirs in annotations()) {
        for tie in [Precedence::Ours, Precedence::Canonical] {
            let (merged, conflicts) = merge(&base, &ours, &theirs, tie);
            // One-sided: that side wins. The same on both: that.
            prop_assert_eq!(merge(&base, &base, &theirs, tie), (theirs.clone(), vec![]));
            prop_assert_eq!(merge(&base, &ours, &base, tie), (ours.clone(), vec![]));
            prop_assert_eq!(merge(&base, &ours, &ours, tie), (ours.clone(), vec![]));
            // Merging what is merged already changes nothing.
            prop_assert_eq!(&merge(&theirs, &merged, &theirs, tie).0, &merged);
            prop_assert_eq!(&merge(&base, &merged, &theirs, tie).0, &merged);
            prop_assert_eq!(&merged.conflicts.len(), &conflicts.len());
            nothing_vanishes([&base, &ours, &theirs, &merged])?;
            // From the other side: the same records are in conflict.
            let (mirrored, other_conflicts) = merge(&base, &theirs, &ours, tie);
            prop_assert_eq!(conflicts.len(), other_conflicts.len());
            prop_assert!(conflicts.iter().zip(&other_conflicts).all(|(one, other)| one.same_record(other)));
            if tie == Precedence::Canonical || conflicts.is_empty() {
                prop_assert_eq!(mirrored, merged);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: file_merges(), ..ProptestConfig::default() })]

    /// The same of files: what comes of three that open opens, whatever they say.
    #[test]
    fn files(base in annotations(), ours in annotations(), theirs in annotations()) {
        let article = article();
        let [b, o, t] = [&base, &ours, &theirs].map(|said| annotation_file::write(&article, said).expect("it prints"));
        let run = |base: &[u8], ours: &[u8], theirs: &[u8]| {
            merge_files(Some("p/annotations/sri/a.ron"), base, ours, theirs).expect("they are of one text")
        };
        let Merged { bytes: m, conflicts } = run(&b, &o, &t);
        let read = annotation_file::read("a", &m, &article);
        prop_assert_eq!((read.frozen.as_ref(), read.notices.len()), (None, 0));
        prop_assert_eq!(&annotation_file::write(&article, &read.annotations).expect("it prints"), &m);
        nothing_vanishes([&base, &ours, &theirs, &read.annotations])?;
        prop_assert_eq!(read.annotations.conflicts.len(), conflicts.len());
        prop_assert_eq!(&run(&b, &t, &o).bytes, &m);
        prop_assert_eq!(&run(&b, &m, &t).bytes, &m);
        prop_assert_eq!(&run(&b, &o, &m).bytes, &m);
        prop_assert_eq!(&run(&b, &m, &m).bytes, &m);
        prop_assert_eq!(&run(&b, &b, &t).bytes, &t);
        // What is said without a file before is merged as well, and tells its kind by itself.
        let added = merge_files(None, b"", &o, &t).expect("they are of one text");
        prop_assert_eq!(annotation_file::read("a", &added.bytes, &article).frozen, None);
        prop_assert_eq!(&merge_files(None, b"", &t, &o).expect("they are of one text"), &added);
    }
}

/// `TANDAI_MERGES=10000` takes as many as the laws in memory; some minutes without optimisation.
fn file_merges() -> u32 {
    std::env::var("TANDAI_MERGES").ok().and_then(|count| count.parse().ok()).unwrap_or(500)
}

/// The moments of both sides turned round: what was last is first.
fn with_clocks(said: &Annotations, turn: impl Fn(u64) -> u64) -> Annotations {
    let mut turned = said.clone();
    let turn = |at: &mut Timestamp| at.0 = turn(at.0);
    turned.mentions.values_mut().for_each(|mention| turn(&mut mention.at));
    turned.coalitions.values_mut().for_each(|coalition| turn(&mut coalition.at));
    turned.decisions.values_mut().for_each(|decision| turn(&mut decision.at));
    for conflict in &mut turned.conflicts {
        match conflict {
            Conflict::Mention { other: Some(other), .. } => turn(&mut other.at),
            Conflict::Coalition { other: Some(other), .. } => turn(&mut other.at),
            Conflict::Decision { other: Some(other), .. } => turn(&mut other.at),
            _ => {}
        }
    }
    turned
}

/// Without moments, and without what follows the later one: the guidelines of then, and who decided last.
fn timeless(said: &Annotations) -> Annotations {
    let mut timeless = with_clocks(said, |_| 0);
    timeless.mentions.values_mut().for_each(|mention| mention.guidelines = None);
    timeless.decisions.values_mut().for_each(|decision| decision.who = None);
    for conflict in &mut timeless.conflicts {
        match conflict {
            Conflict::Mention { other: Some(other), .. } => other.guidelines = None,
            Conflict::Decision { other: Some(other), .. } => other.who = None,
            _ => {}
        }
    }
    timeless
}

proptest! {
    /// Clocks may jump: which record stays, and what is a conflict, does not depend on who was later.
    #[test]
    fn who_was_later_does_not_matter(base in annotations(), ours in annotations(), theirs in annotations()) {
        let turned = [&base, &ours, &theirs].map(|said| with_clocks(said, |at| 1_000 - at));
        for tie in [Precedence::Ours, Precedence::Canonical] {
            let (merged, _) = merge(&base, &ours, &theirs, tie);
            let (other, _) = merge(&turned[0], &turned[1], &turned[2], tie);
            prop_assert_eq!(timeless(&merged), timeless(&other));
        }
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
    let moved = change(|m| (m.span, m.at) = (Span::new(4, 8), Timestamp(7)));
    let (merged, conflicts) = merge(&base, &noted, &moved, Precedence::Ours);
    assert_eq!(conflicts, []);
    let m = merged.mentions.values().next().expect("it is there");
    assert_eq!((m.note.as_str(), m.span, m.at), ("ya", Span::new(4, 8), Timestamp(7)));
    let (merged, conflicts) = merge(&base, &Annotations::default(), &moved, Precedence::Ours);
    assert_eq!(merged.mentions, moved.mentions, "a change is kept against a deletion");
    assert!(matches!(&conflicts[..], [Conflict::Mention { other: None, .. }]), "{conflicts:?}");
    assert_eq!(merged.conflicts, conflicts);
}

#[test]
fn both_versions_of_a_field_are_kept() {
    let base = Annotations { mentions: [(mention(1, 0).id, mention(1, 0))].into(), ..Annotations::default() };
    let kind = |kind: KindKey, note: &str| {
        let mut changed = base.clone();
        changed.mentions.values_mut().for_each(|m| (m.kind, m.note) = (kind.clone(), note.into()));
        changed
    };
    let (ours, theirs) = (kind(KindKey::region(), ""), kind(KindKey::candidate(), "ya"));
    let (merged, _) = merge(&base, &ours, &theirs, Precedence::Ours);
    let stands = merged.mentions.values().next().expect("it is there");
    let [Conflict::Mention { other: Some(other), .. }] = &merged.conflicts[..] else {
        panic!("{:?}", merged.conflicts)
    };
    assert_eq!((&stands.kind, stands.note.as_str()), (&KindKey::region(), "ya"), "what one side changed is in both");
    assert_eq!((&other.kind, other.note.as_str()), (&KindKey::candidate(), "ya"));
    // Settled on one side, and nothing new on the other: settled.
    let mut settled = merged.clone();
    settled.conflicts.clear();
    assert_eq!(merge(&merged, &settled, &merged, Precedence::Canonical).0, settled);
}

#[test]
fn different_texts_are_refused_and_nothing_else_is_mistaken() {
    let (article, other) = (article(), super::script::article("a", &"ä".repeat(20)));
    let said = Annotations { mentions: [(mention(1, 0).id, mention(1, 0))].into(), ..Annotations::default() };
    let [one, two] = [&article, &other].map(|article| annotation_file::write(article, &said).expect("it prints"));
    let refused = merge_files(None, b"", &one, &two).expect_err("two texts");
    assert!(refused.to_string().contains("different texts"), "{refused}");
    let meta = |article: &Article| write_meta(&article.meta).expect("it prints");
    assert!(merge_files(None, b"", &meta(&article), &meta(&other)).is_err());
    assert!(merge_files(None, b"", &one, &meta(&article)).is_err(), "two kinds of file");
    for broken in [&b"<<<<<<< HEAD\n=======\n>>>>>>> x\n"[..], b"(format: 99)", b"\xff", b"(format: 1, x: 2)"] {
        let refused = merge_files(Some("annotations/sri/a.ron"), &one, broken, &one).expect_err("unreadable");
        assert!(refused.to_string().starts_with("ours cannot be read"), "{refused}");
    }
}

#[test]
fn projects_entities_and_articles_are_merged() {
    use crate::model::{Colour, Entity, EntityId, Kind, LineStyle, Project, ProjectConflict, SetRole};
    let base = Project::new("Pilkada");
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    let kind = |key: &str| {
        let (key, name) = (KindKey::new(key).expect("a key"), key.to_owned());
        Kind { key, name, colour: Colour(1, 2, 3), dark: Colour(3, 2, 1), line: LineStyle::DashDot }
    };
    ours.scheme.kinds.push(kind("media"));
    theirs.scheme.kinds.push(kind("event"));
    theirs.scheme.kinds[0].name = "Partai".into();
    (ours.name, theirs.name) = ("Pilkada 2024".into(), "Pilkada Serentak".into());
    for (side, names) in [(&mut ours, ["Sri", "Budi"]), (&mut theirs, ["Sri W.", "Tono"])] {
        for name in names {
            let id = SetId::new(crate::model::slug(&name[..3])).expect("an id");
            let set = crate::model::AnnotationSet { id: id.clone(), name: name.into(), role: SetRole::Person };
            side.sets.insert(id, set);
        }
    }
    let run = |path: &str, [a, b, c]: [Vec<u8>; 3]| {
        let merged = merge_files(Some(path), &a, &b, &c).expect("it merges");
        assert_eq!(merge_files(None, &a, &c, &b).expect("it merges"), merged, "either way, and told by what is in it");
        merged
    };
    let write = |project: &Project| write_project(project).expect("it prints");
    let merged = run("data/project.ron", [write(&base), write(&ours), write(&theirs)]);
    let named = |merged: &Merged| merged.conflicts.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(named(&merged), ["the project's name", "set sri"]);
    let read = read_project(&merged.bytes).expect("it opens");
    let kinds: Vec<&str> = read.scheme.kinds.iter().map(|kind| kind.name.as_str()).collect();
    assert_eq!(kinds, ["Partai", "Candidate", "Region", "event", "media"]);
    assert_eq!(read.sets.len(), 3);
    let other = if read.name == "Pilkada 2024" { "Pilkada Serentak" } else { "Pilkada 2024" };
    assert!(read.conflicts.contains(&ProjectConflict::Name(other.into())), "{:?}", read.conflicts);

    let with = |aliases: &[&str], note: &str| {
        let mut project = base.clone();
        let mut entity = Entity::new(EntityId::new("party:x").expect("an id"), KindKey::party(), "Partai X");
        entity.aliases = aliases.iter().map(|&alias| alias.to_owned()).collect();
        entity.note = note.into();
        project.entities.insert(entity.id.clone(), entity);
        write_entities(&project).expect("it prints")
    };
    let merged = run("entities.ron", [with(&["X"], ""), with(&["X", "PX"], "a"), with(&["X", "Xs"], "b")]);
    let (entities, conflicts) = read_entities(&merged.bytes).expect("it opens");
    let entity = entities.values().next().expect("it is there");
    assert_eq!(entity.aliases.len(), 3, "names of both sides come in");
    assert!(matches!(&conflicts[..], [ProjectConflict::Entity { other: Some(_), .. }]), "{conflicts:?}");

    let with = |title: &str, source: &str| {
        let mut meta = article().meta;
        (meta.title, meta.source) = (title.into(), source.into());
        write_meta(&meta).expect("it prints")
    };
    let merged = run("articles/a.ron", [with("A", ""), with("B", ""), with("A", "warta.test")]);
    assert_eq!((merged.bytes, merged.conflicts), (with("B", "warta.test"), Vec::new()));
    let merged = run("articles/a.ron", [with("A", ""), with("B", ""), with("C", "")]);
    assert_eq!(named(&merged), ["article a"]);
}
