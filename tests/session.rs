//! The one door, without a window: what several people, several articles and several runs do to one project.

use std::{fs, path::Path};

use tandai::{
    edit::Refusal,
    model::{ArticleId, EntityId, KindKey, Span, Status, notation},
    session::{FileState, ImportRequest, Recovery, Session, Who},
    store::SaveState,
};

fn project(texts: &[(&str, &str)]) -> (tempfile::TempDir, Session) {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("texts");
    fs::create_dir(&source).unwrap();
    for (name, text) in texts {
        fs::write(source.join(format!("{name}.txt")), text).unwrap();
    }
    let mut session = Session::create(&folder.path().join("project"), "Uji", Who::named("Sri")).unwrap();
    let ready = session.importer().run(&ImportRequest::of(&[source]), &Default::default(), |_| {});
    session.add_articles(ready).unwrap();
    for id in ids(&session) {
        session.load(&id).unwrap();
    }
    (folder, session)
}

fn ids(session: &Session) -> Vec<ArticleId> {
    session.rows().iter().map(|row| row.meta.id.clone()).collect()
}

fn id(id: &str) -> ArticleId {
    ArticleId::new(id).unwrap()
}

/// Marks the first place of some words.
fn tag(session: &mut Session, article: &str, words: &str, kind: KindKey) {
    let at = session.article(&id(article)).unwrap().text.find(words).unwrap();
    session.tag(&id(article), Span::new(at, at + words.len()), &kind).unwrap();
}

fn marked(session: &Session, article: &str) -> String {
    let annotations = session.annotations(&id(article)).cloned().unwrap_or_default();
    notation::print(&session.article(&id(article)).unwrap().text, &annotations)
}

fn open(folder: &tempfile::TempDir) -> Session {
    let mut session = Session::open(&folder.path().join("project"), Who::named("Sri")).unwrap();
    for id in ids(&session) {
        session.load(&id).unwrap();
    }
    session
}

fn annotation_file(folder: &tempfile::TempDir, article: &str) -> std::path::PathBuf {
    folder.path().join(format!("project/annotations/sri/{article}.ron"))
}

#[test]
fn closing_and_opening_finds_everything() {
    let (folder, mut session) = project(&[("a", "PKS dan PSI di Lebak 🇮🇩 Banten."), ("b", "PKS.")]);
    tag(&mut session, "a", "PKS", KindKey::party());
    tag(&mut session, "a", "Banten", KindKey::region());
    session.set_status(&[id("b")], Status::Finished).unwrap();
    let before = marked(&session, "a");
    drop(session);
    let session = open(&folder);
    assert_eq!(marked(&session, "a"), before);
    assert_eq!(before, "[PKS|party:pks] dan PSI di Lebak 🇮🇩 [Banten|region:36].");
    let file = fs::read_to_string(annotation_file(&folder, "a")).unwrap();
    assert!(file.contains("start: 24, end: 30, text: \"Banten\""), "code points: {file}");
    assert!(session.can_undo().is_none());
}

#[test]
fn opening_without_an_edit_leaves_every_byte_alone() {
    let (folder, mut session) = project(&[("a", "PKS dan PSI.")]);
    tag(&mut session, "a", "PKS", KindKey::party());
    drop(session);
    let before = files(&folder.path().join("project"));
    drop(open(&folder));
    assert_eq!(files(&folder.path().join("project")), before);
}

fn files(dir: &Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with(".local") {
            found.extend(files(&path));
        } else if path.is_file() {
            let bytes = fs::read(&path).unwrap();
            found.push((path, bytes));
        }
    }
    found.sort();
    found
}

#[test]
fn a_second_window_looks_but_does_not_touch() {
    let (folder, mut first) = project(&[("a", "PKS dan PSI.")]);
    tag(&mut first, "a", "PKS", KindKey::party());
    first.save().unwrap();
    let mut second = open(&folder);
    let reason = second.read_only().unwrap().to_string();
    assert!(reason.contains("open already"), "{reason}");
    let refused = second.tag(&id("a"), Span::new(8, 11), &KindKey::party());
    assert_eq!(refused.unwrap_err().to_string(), reason);
    assert_eq!(marked(&second, "a"), "[PKS|party:pks] dan PSI.", "it shows what is saved");
    drop(first);
    drop(second);
    assert!(open(&folder).read_only().is_none());
}

#[test]
fn undo_goes_across_articles_and_back_again() {
    let (_folder, mut session) = project(&[("a", "PKS satu."), ("b", "PSI dua.")]);
    tag(&mut session, "a", "PKS", KindKey::party());
    tag(&mut session, "b", "PSI", KindKey::party());
    let done = session.undo().unwrap().unwrap();
    assert_eq!((done.article, done.span), (Some(id("b")), Some(Span::new(0, 3))));
    session.undo().unwrap().unwrap();
    assert_eq!((marked(&session, "a"), marked(&session, "b")), ("PKS satu.".into(), "PSI dua.".into()));
    session.undo().unwrap().unwrap();
    assert!(session.rows().is_empty(), "the import was a step as well");
    assert!(session.undo().is_none());
    session.redo().unwrap().unwrap();
    session.redo().unwrap().unwrap();
    session.redo().unwrap().unwrap();
    assert_eq!(marked(&session, "b"), "[PSI|party:psi] dua.");
    assert!(session.redo().is_none());
}

#[test]
fn entities_merge_over_every_set_in_one_step() {
    let (folder, mut session) = project(&[("a", "Rukmana maju. Rukmana A. menang."), ("b", "Rukmana A. lagi.")]);
    tag(&mut session, "a", "Rukmana A", KindKey::candidate());
    let mention = session.annotations(&id("a")).unwrap().mentions.keys().next().unwrap().clone();
    session.link_new(&id("a"), &[mention], "Rukmana A").unwrap();
    tag(&mut session, "b", "Rukmana A", KindKey::candidate());
    assert_eq!(marked(&session, "b"), "[Rukmana A|candidate:rukmana-a]. lagi.", "linked at once: the project knows it");
    tag(&mut session, "a", "Rukmana", KindKey::candidate());
    let first = session.annotations(&id("a")).unwrap().in_reading_order()[0].id.clone();
    session.link_new(&id("a"), &[first], "Rukmana").unwrap();
    session.annotate_as(Who::named("Budi"));
    session.load(&id("b")).unwrap();
    tag(&mut session, "b", "Rukmana A", KindKey::candidate());
    let mention = session.annotations(&id("b")).unwrap().mentions.keys().next().unwrap().clone();
    let long = EntityId::new("candidate:rukmana-a").unwrap();
    // It may have been linked at once, since the project knows the name by now.
    let linked = session.link(&id("b"), &[mention], Some(long.clone()));
    assert!(matches!(linked, Ok(_) | Err(Refusal::Nothing)));
    let short = EntityId::new("candidate:rukmana").unwrap();
    let done = session.merge_entities(&long, &short).unwrap();
    assert_eq!(done.count, 3, "two of Sri's, one of Budi's");
    assert_eq!(marked(&session, "b"), "[Rukmana A|candidate:rukmana]. lagi.");
    assert!(session.entity(&long).is_none());
    assert!(session.entity(&short).unwrap().aliases.contains(&"Rukmana A".to_owned()));
    session.undo().unwrap().unwrap();
    assert!(session.entity(&long).is_some());
    session.redo().unwrap().unwrap();
    drop(session);
    let session = open(&folder);
    assert!(marked(&session, "a").contains("[Rukmana A|candidate:rukmana]"));
    assert!(session.entity(&long).is_none());
}

#[test]
fn a_removed_article_comes_back_whole() {
    let (folder, mut session) = project(&[("a", "PKS satu."), ("b", "PSI dua.")]);
    tag(&mut session, "a", "PKS", KindKey::party());
    session.save().unwrap();
    session.remove_articles(&[id("a")]).unwrap();
    session.save().unwrap();
    assert!(!annotation_file(&folder, "a").exists());
    assert!(!folder.path().join("project/articles/a.txt").exists());
    assert_eq!(ids(&session), [id("b")]);
    session.undo().unwrap().unwrap();
    session.save().unwrap();
    assert_eq!(marked(&session, "a"), "[PKS|party:pks] satu.");
    drop(session);
    let session = open(&folder);
    assert_eq!(marked(&session, "a"), "[PKS|party:pks] satu.");
}

#[test]
fn the_same_text_is_imported_once() {
    let (folder, mut session) = project(&[("a", "PKS satu.\r\n")]);
    let again = folder.path().join("a.txt");
    fs::write(&again, "\u{feff}PKS satu.\n").unwrap();
    let other = folder.path().join("lain");
    fs::create_dir(&other).unwrap();
    fs::write(other.join("a.txt"), "PKS dua.").unwrap();
    let ready = session.importer().run(&ImportRequest::of(&[again, other]), &Default::default(), |_| {});
    let imported = session.add_articles(ready).unwrap();
    assert_eq!(imported.known.len(), 1);
    assert_eq!(imported.articles, [id("a-2")]);
}

#[test]
fn a_file_changed_by_git_is_joined_not_overwritten() {
    let (folder, mut session) = project(&[("a", "PKS dan PSI di Banten.")]);
    tag(&mut session, "a", "PKS", KindKey::party());
    session.save().unwrap();
    let file = annotation_file(&folder, "a");
    let ours = fs::read_to_string(&file).unwrap();
    let line = ours.lines().find(|line| line.contains("PKS")).unwrap();
    let theirs = line.replace("start: 0, end: 3, text: \"PKS\"", "start: 8, end: 11, text: \"PSI\"");
    let theirs = theirs.replace("party:pks", "party:psi");
    let at = theirs.find("id: \"m").unwrap() + 5;
    let theirs = format!("{}zz{}", &theirs[..at], &theirs[at..]);
    fs::write(&file, ours.replace(line, &format!("{line}\n{theirs}"))).unwrap();
    tag(&mut session, "a", "Banten", KindKey::region());
    session.save().unwrap();
    for _ in 0..200 {
        if session.poll() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    session.save().unwrap();
    assert_eq!(session.save_state(), SaveState::Saved);
    let all = "[PKS|party:pks] dan [PSI|party:psi] di [Banten|region:36].";
    assert_eq!(marked(&session, "a"), all);
    drop(session);
    assert_eq!(marked(&open(&folder), "a"), all);
}

#[test]
fn a_clean_file_changed_by_git_is_read_again() {
    let (folder, mut session) = project(&[("a", "PKS dan PSI.")]);
    tag(&mut session, "a", "PKS", KindKey::party());
    session.save().unwrap();
    let file = annotation_file(&folder, "a");
    let changed = fs::read_to_string(&file).unwrap().replace("in_progress", "finished");
    fs::write(&file, changed).unwrap();
    session.check_outside_changes();
    for _ in 0..200 {
        if session.poll() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    assert_eq!(session.annotations(&id("a")).unwrap().status, Status::Finished);
    assert_eq!(session.rows().get(&id("a")).unwrap().summary.status, Status::Finished);
}

fn poll(session: &mut Session) {
    for _ in 0..200 {
        if session.poll() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    panic!("nothing came from outside");
}

#[test]
fn a_file_deleted_underneath_takes_no_work_with_it() {
    let (folder, mut session) = project(&[("a", "PKS dan PSI di Banten.")]);
    tag(&mut session, "a", "PKS", KindKey::party());
    session.save().unwrap();
    fs::remove_file(annotation_file(&folder, "a")).unwrap();
    tag(&mut session, "a", "PSI", KindKey::party());
    session.save().unwrap();
    poll(&mut session);
    session.save().unwrap();
    let all = "[PKS|party:pks] dan [PSI|party:psi] di Banten.";
    assert_eq!(marked(&session, "a"), all);
    assert!(
        session.notices().iter().any(|notice| notice.message.to_string().contains("removed by another program while"))
    );
    // Nothing of ours waits for it: it is read as it is, and can be restored.
    fs::remove_file(annotation_file(&folder, "a")).unwrap();
    session.check_outside_changes();
    poll(&mut session);
    assert_eq!(marked(&session, "a"), "PKS dan PSI di Banten.");
    let path = session.place_path(&id("a"));
    let last = session.notices().last().unwrap();
    assert!(last.path == path && last.message.to_string().contains("removed or emptied"), "{last}");
    assert!(session.recoverable().contains(&path));
    drop(session);
    let recovery = Recovery::of(&folder.path().join("project")).unwrap();
    let found = recovery.preview(&Default::default());
    let missing = found.iter().find(|found| found.path == path).unwrap();
    assert_eq!(missing.state, FileState::Missing);
    recovery.take(std::slice::from_ref(&missing.choices[0].id)).unwrap();
    assert_eq!(marked(&open(&folder), "a"), all);
}

#[test]
fn numbers_follow_every_change() {
    let (_folder, mut session) = project(&[("a", "PKS dan PSI di Banten, PKS."), ("b", "PKS.")]);
    let at = session.article(&id("a")).unwrap().text.find("PKS").unwrap();
    session.tag_every(&id("a"), Span::new(at, at + 3), &KindKey::party()).unwrap();
    tag(&mut session, "b", "PKS", KindKey::party());
    let pks = EntityId::new("party:pks").unwrap();
    assert_eq!(session.rows().totals()[&pks], 3);
    assert_eq!(session.rows().get(&id("a")).unwrap().summary.mentions, 2);
    session.undo().unwrap().unwrap();
    session.undo().unwrap().unwrap();
    assert!(session.rows().totals().is_empty());
    assert_eq!(session.rows().get(&id("a")).unwrap().summary, Default::default());
}

/// Labels that were looked at in one person's set never come into another's, who works here by now.
#[test]
fn labels_for_near_copies_stay_in_the_set_that_they_were_looked_at_in() {
    let story = "PKS dan PSI resmi mengusung Rahmat di Kota Bekasi untuk pemilihan tahun ini, kata Sari kepada wartawan \
                 setelah pertemuan panjang di kantor partai pada hari Selasa malam.";
    let (_folder, mut session) = project(&[("a", story), ("b", &format!("Jakarta.\n{story}"))]);
    tag(&mut session, "a", "PKS", KindKey::party());
    for _ in 0..500 {
        session.find_stories();
        session.poll();
        if !session.near_copies(&id("a")).is_empty() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    let look = |session: &Session| session.copy_preview(&id("a")).unwrap().run(&Default::default());
    let labels = look(&session);
    assert!(labels.iter().any(|labels| labels.brings()));
    session.annotate_as(Who::named("Rina"));
    assert_eq!(session.copy_labels(labels), Err(Refusal::Nothing));
    session.load(&id("b")).unwrap();
    assert_eq!(marked(&session, "b"), format!("Jakarta.\n{story}"));
    session.annotate_as(Who::named("Sri"));
    session.load(&id("a")).unwrap();
    let labels = look(&session);
    session.copy_labels(labels).unwrap();
    session.load(&id("b")).unwrap();
    assert!(marked(&session, "b").contains("[PKS|"), "in the own set they come");
}
