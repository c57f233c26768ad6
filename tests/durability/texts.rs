//! A journal that waits while the texts change: a mark never lies on other words than those that were marked, what does not
//! fit is kept aside, and everything else is recovered.

use std::{fs, path::Path};

use sha2::{Digest, Sha256};
use tandai::{
    model::{ArticleId, Status},
    session::{Recovery, Session, Who},
};

use crate::removed::{Stage, acknowledged, copy_folder, count, mark};

/// A copy of a project whose journal has four marks in the first article and the status and two marks of the second.
fn waiting() -> (Stage, std::path::PathBuf, [ArticleId; 2], [usize; 2]) {
    let stage = Stage::new();
    let mut session = Session::open(&stage.dir(), Who::named("tamu")).unwrap();
    let ids = [0, 1].map(|at| session.rows().at(at).unwrap().meta.id.clone());
    ids.iter().for_each(|id| session.load(id).unwrap());
    let before = [0, 1].map(|at: usize| count(&session, &ids[at]));
    mark(&mut session, &ids[0], 10, 4);
    mark(&mut session, &ids[1], 10, 2);
    session.set_status(std::slice::from_ref(&ids[1]), Status::Ignored).unwrap();
    assert!(acknowledged(&session));
    let copy = stage.folder.path().join("salinan");
    copy_folder(&stage.dir(), &copy);
    // Killed: nothing is folded.
    std::mem::forget(session);
    (stage, copy, ids, before)
}

/// Another text for an article, with everything that says what it is: as a pull brings it.
fn change_text(dir: &Path, id: &ArticleId, text: impl Fn(&str) -> String) {
    let at = dir.join(format!("articles/{id}.txt"));
    let old = fs::read_to_string(&at).unwrap();
    let new = text(&old);
    let sha256 =
        |text: &str| Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let meta = at.with_extension("ron");
    let said = fs::read_to_string(&meta).unwrap().replace(&sha256(&old), &sha256(&new));
    let length = |text: &str| format!("length: {},", text.chars().count());
    assert!(said.contains(&sha256(&new)) && said.contains(&length(&old)));
    fs::write(&meta, said.replace(&length(&old), &length(&new))).unwrap();
    fs::write(&at, new).unwrap();
}

fn load(dir: &Path, ids: &[ArticleId]) -> Session {
    let mut session = Session::open(dir, Who::named("tamu")).unwrap();
    assert_eq!(session.read_only(), None);
    ids.iter().for_each(|id| session.load(id).unwrap());
    session
}

fn told(session: &Session, words: &str) -> bool {
    session.notices().iter().any(|notice| notice.to_string().contains(words))
}

/// What a journal was before it named its texts.
fn forget_texts(dir: &Path) {
    let at = dir.join(".local/journal");
    let journal = fs::read_to_string(&at).unwrap();
    let old = journal.lines().map(|line| {
        let (_, ron) = line.split_once(' ').unwrap();
        let ron = ron.find(",texts:{").map_or_else(|| ron.to_owned(), |at| format!("{})", &ron[..at]));
        format!("{:08x} {ron}\n", crc32fast::hash(ron.as_bytes()))
    });
    fs::write(&at, old.collect::<String>()).unwrap();
}

#[test]
fn a_mark_does_not_move_to_other_words() {
    let (_stage, copy, ids, before) = waiting();
    let old = fs::read_to_string(copy.join(format!("articles/{}.txt", ids[0]))).unwrap();
    let old_meta = fs::read_to_string(copy.join(format!("articles/{}.ron", ids[0]))).unwrap();
    change_text(&copy, &ids[0], |text| format!("Koreksi: {text}"));
    let session = load(&copy, &ids);
    assert_eq!(count(&session, &ids[0]), before[0], "no mark was moved");
    assert_eq!(count(&session, &ids[1]), before[1] + 2, "the other article's are there");
    assert_eq!(session.annotations(&ids[1]).unwrap().status, Status::Ignored);
    assert!(told(&session, "4 changes of the last session were made on another text"), "{:?}", session.notices());
    drop(session);
    // With the old text they can be restored.
    fs::write(copy.join(format!("articles/{}.txt", ids[0])), old).unwrap();
    fs::write(copy.join(format!("articles/{}.ron", ids[0])), old_meta).unwrap();
    let recovery = Recovery::of(&copy).unwrap();
    let found = recovery.preview(&std::sync::atomic::AtomicBool::new(false));
    let found = found.iter().find(|found| found.path.contains("journal-damaged-")).expect("they are offered");
    let taken = recovery.take(std::slice::from_ref(&found.choices[0].id)).unwrap();
    assert!(taken[0].applied >= 4 && taken[0].left_out == 0, "{taken:?}");
    assert_eq!(count(&load(&copy, &ids), &ids[0]), before[0] + 4);
}

#[test]
fn what_is_set_aside_is_not_taken_onto_another_text() {
    let (_stage, copy, ids, before) = waiting();
    change_text(&copy, &ids[0], |text| format!("Koreksi: {text}"));
    drop(load(&copy, &ids));
    let recovery = Recovery::of(&copy).unwrap();
    let found = recovery.preview(&std::sync::atomic::AtomicBool::new(false));
    let found = found.iter().find(|found| found.path.contains("journal-damaged-")).expect("they are offered");
    let taken = recovery.take(std::slice::from_ref(&found.choices[0].id)).unwrap();
    assert!(taken[0].applied == 0 && taken[0].left_out >= 4, "{taken:?}");
    assert_eq!(count(&load(&copy, &ids), &ids[0]), before[0]);
}

#[test]
fn a_journal_without_texts_never_stops_a_project() {
    let (_stage, copy, ids, before) = waiting();
    forget_texts(&copy);
    // Nothing of it lies in this text any more.
    change_text(&copy, &ids[0], |_| "💡💡".to_owned());
    let session = load(&copy, &ids);
    assert_eq!(count(&session, &ids[0]), before[0]);
    assert_eq!(count(&session, &ids[1]), before[1] + 2);
    assert!(told(&session, "4 changes of the last session were made on another text"), "{:?}", session.notices());
}

#[test]
fn a_journal_without_texts_is_recovered_as_ever() {
    let (_stage, copy, ids, before) = waiting();
    forget_texts(&copy);
    let session = load(&copy, &ids);
    assert_eq!([0, 1].map(|at: usize| count(&session, &ids[at])), [before[0] + 4, before[1] + 2]);
    assert!(told(&session, "recovered 7 changes"), "{:?}", session.notices());
}

#[test]
fn a_journal_that_waits_is_found_by_a_check() {
    let (_stage, copy, ..) = waiting();
    let ron = "(deed:masa_depan,count:1,puts:[])";
    let at = copy.join(".local/journal");
    let journal = fs::read_to_string(&at).unwrap() + &format!("{:08x} {ron}\n", crc32fast::hash(ron.as_bytes()));
    fs::write(&at, journal).unwrap();
    let session = Session::open(&copy, Who::named("tamu")).unwrap();
    assert!(session.read_only().is_some());
    let found = session.check_project(None, |_| {});
    let journal = found.iter().find(|finding| finding.path == ".local/journal").expect("it is a finding");
    assert!(journal.severity >= tandai::check::Severity::Warning);
}
