//! Having things back: what is listed is what is there, what is taken is there afterwards, and nothing is lost by it.

use std::{path::Path, sync::Arc, sync::atomic::AtomicBool};

use crate::{
    edit::{Edit, EditStamp, Incoming},
    model::{KindKey, Status, Timestamp, Workspace},
    store::{
        FileState, Recoverable, RecoverableContents, Recovery, RecoverySource,
        open::open,
        tests::{
            script::{DIR, ScriptedSession, articles, mark, place, read_all, without_blanks, work},
            sim::SimDisk,
        },
    },
};

const FILE: &str = "annotations/sri/satu.ron";

fn recovery(disk: &SimDisk) -> Recovery {
    Recovery::on(Arc::new(disk.clone()), Path::new(DIR)).expect("a project")
}

fn look(disk: &SimDisk) -> Vec<Recoverable> {
    recovery(disk).preview(&AtomicBool::new(false))
}

fn find(disk: &SimDisk, path: &str) -> Recoverable {
    let found = look(disk).into_iter().find(|found| found.path == path);
    found.unwrap_or_else(|| panic!("{path} is not listed"))
}

fn take(disk: &SimDisk, id: &str) -> crate::store::Taken {
    recovery(disk).take(&[id.to_owned()]).expect("it can be restored").remove(0)
}

/// The script's project, closed, with everything in its files.
fn closed() -> (SimDisk, Workspace) {
    let mut session = work(SimDisk::with_folder(DIR)).expect("nothing fails");
    session.fold(|_| true);
    (session.disk.settled(), without_blanks(&session.workspace))
}

fn plant(disk: &SimDisk, path: &str, bytes: &[u8]) {
    disk.plant(&format!("{DIR}/{path}"), bytes);
}

fn bytes(disk: &SimDisk, path: &str) -> Vec<u8> {
    disk.files()[&format!("{DIR}/{path}")].clone()
}

#[test]
fn looking_changes_nothing() {
    let (disk, _) = closed();
    plant(&disk, FILE, b"rusak");
    let before = disk.files();
    assert!(!look(&disk).is_empty());
    assert_eq!(disk.files(), before);
    assert!(Recovery::on(Arc::new(SimDisk::with_folder("/lain")), Path::new("/lain")).is_err());
}

#[test]
fn every_file_is_had_back_after_damage_or_loss() {
    let (disk, workspace) = closed();
    let files = ["project.ron", "entities.ron", "articles/satu.ron", "articles/satu.txt", FILE];
    for path in files {
        for damage in [Some(&b"(\n    format: 1,\n    r\xff"[..]), None] {
            let disk = disk.settled();
            match damage {
                Some(damage) => plant(&disk, path, damage),
                None => disk.remove_planted(&format!("{DIR}/{path}")),
            }
            let found = find(&disk, path);
            let expected = if damage.is_some() { FileState::Unreadable } else { FileState::Missing };
            assert_eq!(found.state, expected, "{found:?}");
            assert_eq!(found.contents, None);
            let taken = take(&disk, &found.choices[0].id);
            assert_eq!(taken.set_aside.len(), usize::from(damage.is_some()));
            let (again, _) = read_all(&disk.settled()).unwrap_or_else(|error| panic!("{path}: {error}"));
            assert_eq!(again, workspace, "{path}");
            // What was there can be restored as well, and then again the other.
            if let Some(damage) = damage {
                take(&disk, &taken.set_aside[0]);
                assert_eq!(bytes(&disk, path), damage);
                take(&disk, &find(&disk, path).choices[0].id);
                assert_eq!(read_all(&disk.settled()).expect("whole").0, workspace);
            }
        }
    }
}

#[test]
fn older_states_say_how_they_differ() {
    let mut s = ScriptedSession::begin(SimDisk::with_folder(DIR)).expect("nothing fails");
    let [satu, dua] = articles();
    s.edit(Edit::Import(Incoming { articles: vec![satu.clone(), dua], ..Incoming::default() }));
    let here = place("sri", "satu");
    let tag = |words| Edit::Tag {
        place: place("sri", "satu"),
        mentions: vec![mark(&articles()[0], words, KindKey::party())],
    };
    s.edit(tag("PKS"));
    s.fold(|_| true);
    s.edit(tag("PSI"));
    s.edit(Edit::SetStatus { places: vec![here.clone()], status: Status::Finished });
    s.fold(|_| true);
    let found = find(&s.disk.settled(), FILE);
    let held = |status, mentions| RecoverableContents::Annotations { status, mentions, coalitions: 0 };
    assert_eq!((found.state, found.contents.clone()), (FileState::Whole, Some(held(Status::Finished, 2))));
    assert_eq!(found.choices.len(), 1, "the copy of what is there is no choice: {found:?}");
    let older = &found.choices[0];
    assert!(matches!(older.contents, RecoverableContents::Annotations { mentions: 1, .. }));
    let difference = older.difference.expect("both can be read");
    assert_eq!((difference.mentions.added, difference.mentions.removed, difference.mentions.changed), (0, 1, 0));
    assert_eq!(difference.status.map(|(now, _)| now), Some(Status::Finished));
}

#[test]
fn changes_that_wait_in_the_journal_come_to_what_is_had_back() {
    let (disk, _) = closed();
    let opened = open(Arc::new(disk.clone()), Path::new(DIR)).expect("it opens");
    drop(opened);
    // A session is cut short with an edit in the journal; meanwhile the file is damaged.
    let mut s = ScriptedSession::begin(SimDisk::with_folder(DIR)).expect("nothing fails");
    let [satu, dua] = articles();
    s.edit(Edit::Import(Incoming { articles: vec![satu.clone(), dua], ..Incoming::default() }));
    s.edit(Edit::Tag { place: place("sri", "satu"), mentions: vec![mark(&satu, "PKS", KindKey::party())] });
    s.fold(|_| true);
    s.edit(Edit::Tag { place: place("sri", "satu"), mentions: vec![mark(&satu, "PSI", KindKey::party())] });
    let disk = s.disk.settled();
    plant(&disk, FILE, b"rusak");
    read_all(&disk).expect_err("it is said");
    take(&disk, &find(&disk, FILE).choices[0].id);
    let (found, _) = read_all(&disk).expect("whole");
    assert_eq!(found.annotations[&place("sri", "satu")], s.workspace.annotations[&place("sri", "satu")]);
}

#[test]
fn both_versions_of_a_git_conflict_can_be_had() {
    let (disk, _) = closed();
    let whole = String::from_utf8(bytes(&disk, FILE)).expect("text");
    let line = whole.lines().find(|line| line.contains("status:")).expect("it has one");
    let theirs = "    status: ignored,";
    let both = whole.replace(line, &format!("<<<<<<< HEAD\n{line}\n=======\n{theirs}\n>>>>>>> rekan"));
    plant(&disk, FILE, both.as_bytes());
    let found = find(&disk, FILE);
    assert_eq!(found.state, FileState::GitConflict);
    assert_eq!(
        [found.choices[0].source, found.choices[1].source],
        [RecoverySource::GitOurs, RecoverySource::GitTheirs]
    );
    for (which, said) in [("ours", whole.clone()), ("theirs", whole.replace(line, theirs))] {
        let disk = disk.settled();
        let taken = take(&disk, &format!("{which}:{FILE}"));
        assert_eq!(bytes(&disk, FILE), said.as_bytes());
        take(&disk, &taken.set_aside[0]);
        assert_eq!(bytes(&disk, FILE), both.as_bytes());
    }
}

#[test]
fn a_removed_article_comes_back_with_all_that_was_said_of_it() {
    let (disk, workspace) = closed();
    let opened = open(Arc::new(disk.clone()), Path::new(DIR)).expect("it opens");
    drop(opened);
    let mut session = work(SimDisk::with_folder(DIR)).expect("nothing fails");
    session.fold(|_| true);
    let mut stamp = EditStamp {
        fresh: &mut || unreachable!("a removal makes no ids"),
        now: Timestamp(1_720_000_001),
        guidelines: None,
        who: None,
    };
    let removal = Edit::RemoveArticles { articles: vec![articles()[1].meta.id.clone()] };
    let removal = crate::edit::plan(&session.workspace, removal, &mut stamp).expect("it is there");
    session.perform(removal, &[]);
    session.fold(|_| true);
    let disk = session.disk.settled();
    drop(session);
    let found = find(&disk, "articles/dua.txt");
    assert_eq!(found.state, FileState::Removed);
    let RecoverableContents::Removed { title, mentions, sets, .. } = &found.choices[0].contents else {
        panic!("{found:?}")
    };
    assert_eq!((title.as_str(), *mentions, *sets), ("Berita “dua”", 3, 2));
    assert!(look(&disk).iter().all(|found| !found.path.contains("/dua.ron")), "one line for all of it");
    take(&disk, &found.choices[0].id);
    assert_eq!(read_all(&disk).expect("whole").0, workspace);
    let again = recovery(&disk).take(&[found.choices[0].id.clone()]).expect_err("it is there");
    assert!(again.message.to_string().contains("in the project"), "{again}");
}

#[test]
fn what_can_be_read_of_a_damaged_journal_comes_to_the_project() {
    let mut s = work(SimDisk::with_folder(DIR)).expect("nothing fails");
    s.fold(|_| true);
    let [satu, dua] = articles();
    let note = |s: &mut ScriptedSession, article: &crate::model::Article, words| {
        let here = place("budi", article.meta.id.as_str());
        s.edit(Edit::Tag { place: here, mentions: vec![mark(article, words, KindKey::party())] });
    };
    for (article, words) in [(&satu, "PKS"), (&satu, "PSI"), (&dua, "Golkar"), (&dua, "Tegal")] {
        note(&mut s, article, words);
    }
    let expected = without_blanks(&s.workspace);
    let disk = s.disk.settled();
    let mut journal = bytes(&disk, ".local/journal");
    let second = journal.iter().position(|&byte| byte == b'\n').expect("lines") + 20;
    journal[second] ^= 1;
    plant(&disk, ".local/journal", &journal);
    read_all(&disk).expect_err("it is said");
    let (cut, _) = read_all(&disk).expect("said once");
    let count = |workspace: &Workspace| workspace.annotations.values().map(|a| a.mentions.len()).sum::<usize>();
    assert_eq!(count(&expected) - count(&cut), 3);
    let found = look(&disk).into_iter().find(|found| found.choices.iter().any(|c| c.source == RecoverySource::Journal));
    let found = found.expect("it is listed");
    assert_eq!(found.choices[0].contents, RecoverableContents::Changes { changes: 2, unreadable: 1 });
    let taken = take(&disk, &found.choices[0].id);
    assert_eq!((taken.applied, taken.left_out), (3, 0));
    let (after, _) = read_all(&disk).expect("whole");
    assert_eq!(count(&expected) - count(&after), 1, "only what the damaged line held is gone");
    assert!(
        look(&disk).iter().all(|found| found.choices.iter().all(|choice| choice.source != RecoverySource::Journal))
    );
}

#[test]
fn while_another_has_it_open_it_is_only_looked_at() {
    let (disk, _) = closed();
    plant(&disk, FILE, b"rusak");
    let id = find(&disk, FILE).choices[0].id.clone();
    let opened = open(Arc::new(disk.clone()), Path::new(DIR)).expect("it opens");
    let error = recovery(&disk).take(std::slice::from_ref(&id)).expect_err("refused");
    assert!(error.message.to_string().contains(&format!("process {}", std::process::id())), "{error}");
    assert_eq!(bytes(&disk, FILE), b"rusak");
    drop(opened);
    take(&disk, &id);
    let unknown = recovery(&disk).take(&["b999".to_owned()]).expect_err("there is none");
    assert!(unknown.message.to_string().contains("nothing of this name"), "{unknown}");
    for hostile in ["ours:../../etc/passwd", "theirs:.local/lock", "b1/../x", ""] {
        recovery(&disk).take(&[hostile.to_owned()]).expect_err(hostile);
    }
}

/// A copy that a synchronising program set aside half written never takes the place of a file that can be read.
#[test]
fn a_copy_that_cannot_be_read_replaces_nothing_that_can() {
    let (disk, workspace) = closed();
    let copy = FILE.replace(".ron", ".sync-conflict-20240708-101010-ABCDEFG.ron");
    plant(&disk, &copy, b"(\n    format: 1,\n    arti");
    let found = find(&disk, FILE);
    let error = Recovery::on(Arc::new(disk.clone()), Path::new(DIR))
        .and_then(|recovery| recovery.take(&[found.choices[0].id.clone()]))
        .expect_err("it cannot be read");
    assert!(error.to_string().contains("cannot be read, and what is there can"), "{error}");
    assert_eq!(read_all(&disk.settled()).expect("whole").0, workspace);
    assert!(disk.files().iter().any(|(path, _)| path.ends_with(&copy)), "the copy is still there");
}
