//! Suggestions follow every change, decisions stand and come undone, sources are scored.

use std::{path::Path, sync::atomic::AtomicBool};

use crate::{
    edit::{CoalitionField, Edit, Incoming},
    model::{
        AnnotationSet, Annotations, ArticleId, Backing, Certainty, Coalition, CoalitionId, DecisionId, EntityId,
        Filler, KindKey, LinkSource, Mention, MentionId, Origin, Place, Proposal, Score, SetId, SetRole, Span, Stance,
        Status, Timestamp, Verdict,
    },
    session::{ImportRequest, Queue, Review, Session, Who},
};

const TEXT: &str = "PKS dan PSI sepakat di Lebak. PXY belum. PKS hadir; Andra Soni pun.";

fn set(name: &str) -> SetId {
    SetId::new(name).expect("an id")
}

fn session(dir: &Path, text: &str) -> (Session, ArticleId) {
    let source = dir.join("a.txt");
    std::fs::write(&source, text).expect("written");
    let mut session = Session::create(&dir.join("p"), "P", Who::named("sri")).expect("a project");
    let ready = session.importer().run(&ImportRequest::of(&[source]), &Default::default(), |_| {});
    let id = session.add_articles(ready).expect("it goes in").articles[0].clone();
    session.load(&id).expect("it loads");
    (session, id)
}

fn mention(id: &str, span: Span, kind: KindKey, entity: Option<&str>, score: f64) -> Mention {
    Mention {
        id: MentionId::new(id).expect("an id"),
        span,
        kind,
        entity: entity.and_then(|id| EntityId::new(id).ok()),
        linked: LinkSource::Person,
        by: Origin::Machine(Proposal { rule: "nama".into(), score: Score::new(score) }),
        at: Timestamp(1),
        note: String::new(),
        fields: Default::default(),
        flag: None,
        guidelines: None,
    }
}

/// A set says this of the article.
fn suggest(session: &mut Session, article: &ArticleId, name: &str, mentions: &[Mention], coalitions: &[Coalition]) {
    let id = set(name);
    let annotations = Annotations {
        mentions: mentions.iter().map(|m| (m.id.clone(), m.clone())).collect(),
        coalitions: coalitions.iter().map(|c| (c.id.clone(), c.clone())).collect(),
        ..Annotations::default()
    };
    let import = Incoming {
        sets: vec![AnnotationSet { id: id.clone(), name: name.into(), role: SetRole::Extractor }],
        marks: vec![(Place { set: id, article: article.clone() }, annotations)],
        ..Incoming::default()
    };
    session.perform(Edit::Import(import)).expect("it goes in");
}

fn at(words: &str, nth: usize) -> Span {
    let start = TEXT.match_indices(words).nth(nth).expect("there").0;
    Span::new(start, start + words.len())
}

fn party(id: &str, words: &str, nth: usize, score: f64) -> Mention {
    let entity = format!("party:{}", words.to_lowercase());
    mention(id, at(words, nth), KindKey::party(), Some(&entity), score)
}

fn waiting(session: &Session, article: &ArticleId) -> Vec<(usize, String)> {
    let words = |span: Span| TEXT[span.range()].to_owned();
    let suggestions = session.suggestions(article).expect("it is loaded");
    suggestions.iter().map(|suggestion| (suggestion.span.start, words(suggestion.span))).collect()
}

fn first(session: &Session, article: &ArticleId) -> DecisionId {
    session.suggestions(article).expect("it is loaded").at(0).expect("one waits").id
}

#[test]
fn a_claim_is_decided_once_for_ever() {
    let dir = tempfile::tempdir().expect("a folder");
    let (mut session, id) = session(dir.path(), TEXT);
    let said = [party("a1", "PKS", 0, 0.9), party("a2", "PSI", 0, 0.8), party("a3", "PXY", 0, 0.2)];
    suggest(&mut session, &id, "rules-1", &said, &[]);
    assert_eq!(waiting(&session, &id), [(0, "PKS".into()), (8, "PSI".into()), (30, "PXY".into())]);
    let before = session.annotations(&id).map(|a| (**a).clone()).unwrap_or_default();

    let pks = first(&session, &id);
    let done = session.accept(&id, &[pks]).expect("accepted");
    assert_eq!(done.mentions.len(), 1);
    let pxy = session.suggestions(&id).and_then(|s| s.at(1)).expect("it waits").id;
    session.reject(&id, &[pxy]).expect("rejected");
    session.skip(&id, &[first(&session, &id)]).expect("skipped");
    assert_eq!(waiting(&session, &id), []);
    let own = session.annotations(&id).expect("there").clone();
    let verdicts: Vec<Verdict> = own.decisions.values().map(|decision| decision.verdict).collect();
    assert_eq!(verdicts.len(), 3);
    assert!(matches!(&own.mentions[&done.mentions[0]].by, Origin::Accepted(from) if from.set == set("rules-1")));

    // Whoever says it again, under whatever id.
    let again = [party("x1", "PKS", 0, 0.9), party("x3", "PXY", 0, 1.0), party("x4", "PKS", 1, 0.7)];
    suggest(&mut session, &id, "rules-2", &again, &[]);
    assert_eq!(waiting(&session, &id), [(41, "PKS".into())]);
    session.set_review(Review { show_skipped: true, ..Review::default() });
    assert_eq!(waiting(&session, &id), [(8, "PSI".into()), (41, "PKS".into())]);
    session.set_review(Review { threshold: Score::new(0.75), ..Review::default() });
    assert_eq!(waiting(&session, &id), []);
    session.set_review(Review { sources: Some([set("rules-1")].into()), ..Review::default() });
    assert_eq!(waiting(&session, &id), []);
    session.set_review(Review::default());
    let options = crate::model::Options { hold_back: 50, seed: 3, ..Default::default() };
    session.set_options(options).expect("set");
    let held = session.suggestions(&id).expect("loaded").held_back();
    assert_eq!(waiting(&session, &id).is_empty(), held);
    session.undo().expect("there is one").expect("undone");

    while session.can_undo().is_some_and(|change| !matches!(change.kind, crate::edit::ChangeKind::Import)) {
        session.undo().expect("there is one").expect("undone");
    }
    session.undo().expect("the second import").expect("undone");
    for _ in 0..3 {
        session.undo().expect("there is one").expect("undone");
    }
    assert_eq!(session.annotations(&id).map(|a| (**a).clone()).unwrap_or_default(), before);
    assert_eq!(waiting(&session, &id).len(), 3);
}

#[test]
fn what_a_person_makes_of_an_accepted_mention_is_a_verdict() {
    let dir = tempfile::tempdir().expect("a folder");
    let (mut session, id) = session(dir.path(), TEXT);
    suggest(&mut session, &id, "rules-1", &[party("a1", "PKS", 0, 0.9), party("a2", "PSI", 0, 0.9)], &[]);
    let pks = first(&session, &id);
    let made = session.accept(&id, &[pks]).expect("accepted").mentions;
    let verdict = |session: &Session| session.annotations(&id).expect("there").decisions[&pks].verdict;
    let by = |session: &Session| session.annotations(&id).expect("there").mentions[&made[0]].by.clone();
    session
        .perform(Edit::Resize { place: session.place(&id), mention: made[0].clone(), span: Span::new(0, 7) })
        .expect("resized");
    assert_eq!(verdict(&session), Verdict::Corrected);
    assert!(matches!(by(&session), Origin::Corrected(_)));
    session
        .perform(Edit::Resize { place: session.place(&id), mention: made[0].clone(), span: at("PKS", 0) })
        .expect("back");
    assert_eq!(verdict(&session), Verdict::Accepted, "as it was suggested");
    assert!(matches!(by(&session), Origin::Accepted(_)));
    session.retag(&id, &made, &KindKey::candidate()).expect("retagged");
    assert_eq!(verdict(&session), Verdict::Corrected);
    session.perform(Edit::Untag { place: session.place(&id), mentions: made.clone() }).expect("removed");
    assert_eq!(verdict(&session), Verdict::Rejected);
    assert_eq!(waiting(&session, &id), [(8, "PSI".into())], "it does not come back");
    session.undo().expect("there is one").expect("undone");
    assert_eq!(verdict(&session), Verdict::Corrected);
    // A correction at once.
    let psi = first(&session, &id);
    let done = session.accept_span(&id, psi, Span::new(4, 11)).expect("corrected");
    let own = session.annotations(&id).expect("there");
    assert_eq!(own.decisions[&psi].verdict, Verdict::Corrected);
    assert_eq!(own.mentions[&done.mentions[0]].span, Span::new(4, 11));
}

fn coalition() -> Coalition {
    let filler = |mention: &str, entity: Option<&str>| Filler {
        entity: entity.and_then(|id| EntityId::new(id).ok()),
        mentions: [MentionId::new(mention).expect("an id")].into(),
    };
    let mut coalition = Coalition::empty(CoalitionId::new("k1").expect("an id"), Timestamp(1));
    coalition.race.region = filler("a3", None);
    let backing = |party| Backing { party, stance: Stance::Nominating, slot: None };
    coalition.backings = vec![backing(filler("a1", Some("party:pks"))), backing(filler("a2", Some("party:psi")))];
    coalition.evidence = vec![Span::new(0, 29)];
    coalition.by = Origin::Machine(Proposal { rule: "sepakat".into(), score: Score::new(0.6) });
    coalition
}

#[test]
fn a_coalition_brings_its_mentions() {
    let dir = tempfile::tempdir().expect("a folder");
    let (mut session, id) = session(dir.path(), TEXT);
    let region = mention("a3", at("Lebak", 0), KindKey::region(), None, 0.5);
    let said = [party("a1", "PKS", 0, 0.9), party("a2", "PSI", 0, 0.9), region];
    suggest(&mut session, &id, "rules-1", &said, &[coalition()]);
    session.tag(&id, at("PSI", 0), &KindKey::party()).expect("tagged");
    assert_eq!(session.suggestions(&id).expect("loaded").left(), 3, "PKS, Lebak and the coalition");
    let ghost = session.suggestions(&id).expect("loaded").ghosts()[0].clone();
    let mended = Coalition { status: Certainty::Exploring, ..ghost.coalition.clone() };
    let done = session.accept_ghost(&id, ghost.id, mended, None).expect("accepted");
    let own = session.annotations(&id).expect("there").clone();
    let made = &own.coalitions[&done.coalition.expect("made")];
    assert!(made.fillers().take(1).chain(made.fillers().skip(3)).all(|filler| filler.mentions.len() == 1), "{made:?}");
    assert!(made.fillers().flat_map(|filler| &filler.mentions).all(|id| own.mentions.contains_key(id)));
    assert!(matches!(made.by, Origin::Corrected(_)));
    assert_eq!(own.decisions[&ghost.id].verdict, Verdict::Corrected);
    assert_eq!(session.suggestions(&id).expect("loaded").left(), 0);
    let back = vec![CoalitionField::Status(Certainty::Confirmed)];
    session.set_coalition(&id, &made.id, back).expect("changed");
    assert_eq!(session.annotations(&id).expect("there").decisions[&ghost.id].verdict, Verdict::Accepted);
    session.undo().expect("one").expect("undone");
    session.undo().expect("one").expect("undone");
    assert_eq!(session.suggestions(&id).expect("loaded").left(), 3, "one step");
    session.accept(&id, &[ghost.id]).expect("accepted whole");
    assert_eq!(session.suggestions(&id).expect("loaded").left(), 0);
}

#[test]
fn the_queue_and_one_phrase_over_the_project() {
    let dir = tempfile::tempdir().expect("a folder");
    let (mut session, id) = session(dir.path(), TEXT);
    let said = [party("a1", "PKS", 0, 0.9), party("a2", "PKS", 1, 0.6), party("a3", "PXY", 0, 1.0)];
    suggest(&mut session, &id, "rules-1", &said, &[]);
    let alike = session.alike(&id, first(&session, &id));
    assert_eq!(alike.len(), 2);
    let mut queue = Queue::default();
    let cancel = AtomicBool::new(false);
    session.review_job(None).run(&cancel, |found, _, _| {
        found.into_iter().for_each(|(article, standing)| queue.note(article, standing));
        true
    });
    assert_eq!(queue.get(&id), session.standing(&id).as_ref());
    assert_eq!((queue.left(), queue.get(&id).map(|s| s.doubt.get())), ((3, 1), Some(0.8)));
    let mut hits = Vec::new();
    session.review_job(None).find("PKS", &KindKey::party(), &cancel, |found, _, _| {
        hits.extend(found);
        true
    });
    assert_eq!(hits.len(), 2);
    assert!(hits[1].hit.before().ends_with("dan PSI sepakat di Lebak. PXY belum. "));
    let ids = hits.iter().map(|hit| hit.suggestion.id).collect();
    session.accept_across(&[(id.clone(), ids)]).expect("accepted");
    session.set_status(std::slice::from_ref(&id), Status::Finished).expect("finished");
    queue.note(id.clone(), session.standing(&id).expect("loaded"));
    let score = queue.scores()[&set("rules-1")].mentions();
    assert_eq!((score.right, score.decided, score.found, score.gold), (2, 2, 2, 2));
}

#[test]
fn held_back_is_a_share() {
    let held = |share: u8, seed| {
        let options = crate::model::Options { hold_back: share, seed, ..Default::default() };
        let ids = (0..2000).map(|n| ArticleId::new(format!("{n:05}")).expect("an id"));
        ids.filter(|id| options.holds_back(id)).count()
    };
    assert_eq!(held(0, 0), 0);
    for seed in 0..5 {
        assert!((150..250).contains(&held(10, seed)), "{}", held(10, seed));
        assert!((900..1100).contains(&held(90, seed)), "at most one half: {}", held(90, seed));
    }
}

#[test]
fn follow_every_change() {
    let text = "PKS dan PSI berkoalisi di Kabupaten Lebak. PXY belum.\n".repeat(20);
    let dir = tempfile::tempdir().expect("a folder");
    let (mut session, id) = session(dir.path(), &text);
    suggest(&mut session, &id, "rules-1", &[], &[]);
    suggest(&mut session, &id, "rules-2", &[], &[]);
    let mut random = fastrand::Rng::with_seed(11);
    let kinds = [KindKey::party(), KindKey::candidate(), KindKey::region()];
    for step in 0..600 {
        let start = random.usize(0..text.len() - 30);
        let span = Span::new(start, start + random.usize(1..20));
        let kind = random.choice(&kinds).expect("three").clone();
        let some: Vec<DecisionId> = {
            let suggestions = session.suggestions(&id).expect("loaded");
            let ids: Vec<DecisionId> = suggestions.iter().map(|one| one.id).collect();
            random.choice(&ids).into_iter().copied().collect()
        };
        let source = set(if random.bool() { "rules-1" } else { "rules-2" });
        let place = Place { set: source, article: id.clone() };
        match random.u8(0..14) {
            0..=4 => {
                let new =
                    mention(&format!("s{step}"), span, kind, Some("party:x").filter(|_| random.bool()), random.f64());
                let annotations = Annotations { mentions: [(new.id.clone(), new)].into(), ..Annotations::default() };
                let import = Incoming { marks: vec![(place, annotations)], ..Incoming::default() };
                drop(session.perform(Edit::Import(import)));
            }
            5 => {
                let known: Vec<MentionId> = session
                    .workspace
                    .annotations
                    .get(&place)
                    .into_iter()
                    .flat_map(|annotations| annotations.mentions.keys().cloned())
                    .collect();
                let mentions = random.choice(&known).into_iter().cloned().collect();
                drop(session.perform(Edit::Untag { place, mentions }));
            }
            6 => drop(session.tag(&id, span, &kind)),
            7 => drop(session.accept(&id, &some)),
            8 => drop(session.reject(&id, &some)),
            9 => drop(session.skip(&id, &some)),
            10 => {
                let own: Vec<MentionId> =
                    session.annotations(&id).into_iter().flat_map(|a| a.mentions.keys().cloned()).collect();
                let mentions = random.choice(&own).into_iter().cloned().collect();
                drop(session.perform(Edit::Untag { place: session.place(&id), mentions }));
            }
            11 => {
                let review = Review {
                    show_skipped: random.bool(),
                    threshold: Score::new(random.f64() / 2.0),
                    ..Review::default()
                };
                session.set_review(review);
            }
            _ if random.bool() => drop(session.undo()),
            _ => drop(session.redo()),
        }
        let kept: Vec<_> = session.suggestions(&id).expect("loaded").iter().cloned().collect();
        let followed = session.derived.suggestions.insert(id.clone(), Default::default()).expect("it was asked for");
        let fresh: Vec<_> = session.suggestions(&id).expect("loaded").iter().cloned().collect();
        assert_eq!(kept, fresh, "step {step}");
        session.derived.suggestions.insert(id.clone(), followed);
        let suggestions = session.suggestions(&id).expect("loaded");
        for (at, one) in fresh.iter().enumerate() {
            assert_eq!(suggestions.position(one), Some(at));
            let spot = suggestions.spot(one.id).expect("it is there");
            assert_eq!(suggestions.step(spot, true), fresh.get(at + 1).map(|next| next.id));
            assert_eq!(suggestions.step(spot, false), at.checked_sub(1).map(|at| fresh[at].id));
        }
    }
    assert!(session.suggestions(&id).expect("loaded").left() > 5);
}
