//! Suggestions come into a project whose memory holds almost nothing of it.

use std::{collections::BTreeSet, path::PathBuf, sync::atomic::AtomicBool};

use super::{article_of, id, project, sri};
use crate::{
    check::Severity,
    edit::{Edit, Incoming},
    model::{KindKey, Origin, Place, SetId, SetRole},
    session::{ExtractionRequest, Session},
};

fn never() -> AtomicBool {
    AtomicBool::new(false)
}

#[test]
fn what_is_found_comes_in_piece_by_piece_and_goes_in_one_step() {
    let (_folder, dir) = project();
    let mut session = Session::open(&dir, sri()).unwrap();
    let run = session.extraction_job(ExtractionRequest { anyway: true, ..ExtractionRequest::default() }).unwrap();
    let mut steps = Vec::new();
    let mut found = run.run(&never(), |far| steps.push((far.done, far.all))).unwrap();
    assert_eq!(steps.last(), Some(&(20, 20)));
    let mut pieces = 0;
    loop {
        let left = std::cell::Cell::new(3);
        let patient = || left.replace(left.get() - 1) > 0;
        if session.prepare(&mut found, patient) {
            break;
        }
        pieces += 1;
        // What was read stays, whatever is let go of meanwhile.
        session.poll();
    }
    assert!(pieces >= 6, "{pieces}");
    let extracted = session.add_extracted(found).unwrap();
    assert_eq!((extracted.articles, extracted.done, extracted.changed), (20, 20, 20));
    assert_eq!(extracted.mentions[&KindKey::party()], 40);
    assert!(!extracted.worth_a_look(), "{extracted:?}");
    let set = SetId::new("auto-rules-2").unwrap();
    assert_eq!(session.project().sets[&set].role, SetRole::Extractor);
    let place = Place { set: set.clone(), article: id("a07") };
    let said = session.workspace.annotations[&place].clone();
    assert!(said.mentions.values().all(|m| matches!(&m.by, Origin::Machine(by) if by.score.is_some())));
    session.save().unwrap();

    let run = session.extraction_job(ExtractionRequest { anyway: true, ..ExtractionRequest::default() }).unwrap();
    let again = run.run(&never(), |_| {}).unwrap();
    assert!(again.marks.is_empty(), "nothing is read for what stays as it is");
    assert_eq!(session.add_extracted(again).unwrap().changed, 0);
    session.undo().unwrap().unwrap();
    assert!(!session.project().sets.contains_key(&set));
    assert!(session.workspace.annotations[&place].mentions.is_empty());
    session.redo().unwrap().unwrap();
    assert_eq!(session.workspace.annotations[&place], said);
}

#[test]
fn an_article_that_goes_meanwhile_takes_its_suggestions_along() {
    let (_folder, dir) = project();
    let mut session = Session::open(&dir, sri()).unwrap();
    let articles: BTreeSet<_> = ["a01", "a02"].map(id).into();
    let request = ExtractionRequest {
        articles: Some(articles),
        set: Some("Model Lain".into()),
        anyway: true,
        ..Default::default()
    };
    let found = session.extraction_job(request).unwrap().run(&never(), |_| {}).unwrap();
    session.remove_articles(&[id("a02")]).unwrap();
    let extracted = session.add_extracted(found).unwrap();
    assert_eq!((extracted.done, extracted.missing.as_slice()), (1, &[id("a02")][..]));
    assert!(extracted.problems[0].reason.to_string().contains("removed meanwhile"));
    let set = &session.project().sets[&SetId::new("model-lain").unwrap()];
    assert_eq!((set.name.as_str(), set.role), ("Model Lain", SetRole::Extractor));
}

#[test]
fn the_set_of_a_person_is_refused_and_a_cancel_is_told() {
    let (_folder, dir) = project();
    let session = Session::open(&dir, sri()).unwrap();
    let asked = |set: &str| session.extraction_job(ExtractionRequest { set: Some(set.into()), ..Default::default() });
    assert!(asked("sri").err().unwrap().to_string().contains("people’s work"));
    let found = asked("lain").unwrap().run(&AtomicBool::new(true), |_| {}).unwrap();
    assert!(found.extracted.cancelled && found.marks.is_empty());
    assert_eq!(found.extracted.missing.len(), 20);
}

/// A fault in the rules, at one article.
#[test]
fn rules_that_break_off_at_one_article_read_the_others() {
    let (_folder, dir) = project();
    let mut session = Session::open(&dir, sri()).unwrap();
    let request = || ExtractionRequest { anyway: true, ..ExtractionRequest::default() };
    let broken = |session: &mut Session| {
        let mut job = session.extraction_job(request()).unwrap();
        job.breaks_at = Some(id("a07"));
        let found = job.run(&never(), |_| {}).unwrap();
        session.add_extracted(found).unwrap()
    };
    let extracted = broken(&mut session);
    assert_eq!((extracted.done, extracted.missing.as_slice()), (19, &[id("a07")][..]));
    assert!(extracted.worth_a_look());
    let told = extracted.problems[0].to_string();
    assert!(told.starts_with("articles/a07.txt") && told.contains("extraction_job/rules.rs:"), "{told}");
    assert!(!told.contains("a test broke it"), "a panic may hold words of the article: {told}");

    // What was known of it stays when it breaks off later.
    let found = session.extraction_job(request()).unwrap().run(&never(), |_| {}).unwrap();
    session.add_extracted(found).unwrap();
    let place = Place { set: SetId::new("auto-rules-2").unwrap(), article: id("a07") };
    let known = session.workspace.annotations[&place].clone();
    assert!(!known.mentions.is_empty());
    assert_eq!(broken(&mut session).changed, 0);
    assert_eq!(session.workspace.annotations[&place], known);
}

#[test]
fn how_far_one_long_article_is_read_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::create(&folder.path().join("p"), "P", sri()).unwrap();
    let article = article_of("a", &"Rapat digelar di Lebak — PKS datang.\n".repeat(30_000));
    session.store.add_texts(vec![article.clone()]).unwrap();
    session.cache.removed.insert(article.meta.id.clone(), article.clone().into());
    session.perform(Edit::Import(Incoming { articles: vec![article], ..Incoming::default() })).unwrap();
    let mut steps = Vec::new();
    let job = session.extraction_job(ExtractionRequest { anyway: true, ..ExtractionRequest::default() }).unwrap();
    job.run(&never(), |far| steps.push((far.done, far.percent))).unwrap();
    assert!(steps.is_sorted() && steps.first() == Some(&(0, 0)) && steps.last() == Some(&(1, 100)), "{steps:?}");
    assert!(steps.iter().any(|&(done, percent)| done == 0 && (10..95).contains(&percent)), "{steps:?}");
}

/// Whatever a text seems to say, nothing is suggested that the checks would call an error; and whom nobody knows has a
/// name.
#[test]
fn nothing_is_suggested_that_cannot_be() {
    let mut texts: Vec<String> = [
        "PKS dan PSI berkoalisi di Pilwalkot Jakarta Selatan. PKS dan PSI mengusung Rukmana Adiwijaya di Jakarta Barat.",
        "PKS dan PSI berkoalisi di Pilgub Daerah Istimewa Yogyakarta untuk Pilkada 2024.",
        "PKS, PSI, dan PKS mengusung Rukmana Adiwijaya-Rukmana Adiwijaya di Pilwalkot Kabupaten Lebak 2024.",
        "PKS resmi mengusung Rukmana Adiwijaya sebagai calon gubernur Kabupaten Lebak pada Pilkada 2024.",
    ]
    .map(str::to_owned)
    .into();
    for folder in ["assets/sample", "tests/gold"] {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(folder);
        let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let texts_of = files.filter(|path| path.extension().is_some_and(|end| end == "txt"));
        texts.extend(texts_of.map(|path| std::fs::read_to_string(path).unwrap()));
    }
    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::create(&folder.path().join("p"), "P", sri()).unwrap();
    let articles: Vec<_> = texts.iter().enumerate().map(|(at, text)| article_of(&format!("a{at:02}"), text)).collect();
    session.store.add_texts(articles.clone()).unwrap();
    for article in &articles {
        session.cache.removed.insert(article.meta.id.clone(), article.clone().into());
    }
    session.perform(Edit::Import(Incoming { articles, ..Incoming::default() })).unwrap();
    session.save().unwrap();
    let run = session.extraction_job(ExtractionRequest { anyway: true, ..ExtractionRequest::default() }).unwrap();
    let found = run.run(&never(), |_| {}).unwrap();
    session.add_extracted(found).unwrap();
    session.save().unwrap();
    let errors: Vec<String> = session
        .check_project(None, |_| {})
        .into_iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| format!("{:?} {}: {}", finding.article, finding.check, finding.message))
        .collect();
    assert_eq!(errors, Vec::<String>::new());
    let (mut coalitions, mut unknown) = (0, 0);
    for at in 0..texts.len() {
        let id = id(&format!("a{at:02}"));
        session.load(&id).unwrap();
        let suggestions = session.suggestions(&id).unwrap();
        coalitions += suggestions.ghosts().len();
        let entities = suggestions.iter().filter_map(|one| one.entity.as_ref());
        let fillers = suggestions.ghosts().iter().flat_map(|ghost| ghost.coalition.fillers());
        for entity in entities.chain(fillers.filter_map(|filler| filler.entity.as_ref())) {
            unknown += usize::from(session.entity(entity).is_none());
            let label = session.suggested_label(&id, entity);
            assert!(!label.contains(':') && !label.contains('-') || session.entity(entity).is_some(), "{label}");
        }
    }
    assert!(coalitions > 20 && unknown > 5, "{coalitions} coalitions, {unknown} links to whom nobody knows");
}
