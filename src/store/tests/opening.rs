//! Creating, opening twice, the lock, links, recovery in words, articles left out.

use std::{path::Path, sync::Arc};

use crate::{
    edit::{Edit, Incoming},
    model::{KindKey, Project},
    store::{
        Mode, SaveState, Store,
        create::create,
        open::open,
        tests::{
            script::{
                DIR, ScriptedSession, article, articles, mark, place, problems, project, read_all, without_blanks,
            },
            sim::SimDisk,
        },
    },
};

fn tagged() -> ScriptedSession {
    let mut s = ScriptedSession::begin(SimDisk::with_folder(DIR)).expect("nothing fails");
    let articles = articles();
    s.edit(Edit::Import(Incoming { articles: articles.to_vec(), ..Incoming::default() }));
    let mentions = vec![mark(&articles[0], "PKS", KindKey::party())];
    s.edit(Edit::Tag { place: place("sri", "satu"), mentions });
    s
}

#[test]
fn a_folder_that_is_not_empty_is_refused() {
    let disk = SimDisk::with_folder(DIR);
    disk.plant("/p/skripsi.doc", b"x");
    let error = create(&disk, Path::new(DIR), &project()).expect_err("it is not ours");
    assert!(error.message.to_string().contains("skripsi.doc"), "{error}");
    assert_eq!(disk.files().len(), 1);

    let disk = SimDisk::with_folder(DIR);
    disk.plant("/p/.git/HEAD", b"ref: refs/heads/main\n");
    create(&disk, Path::new(DIR), &project()).expect("a fresh repository is fine");
    let error = create(&disk, Path::new(DIR), &project()).expect_err("there is one");
    assert!(error.message.to_string().contains("already"), "{error}");
}

#[test]
fn the_second_one_reads_only_and_knows_the_first() {
    let s = tagged();
    let mut second = open(Arc::new(s.disk.clone()), Path::new(DIR)).expect("it can be read");
    let Mode::ReadOnly(reason) = &second.mode else { panic!("two writers") };
    assert!(reason.to_string().contains(&format!("process {}", std::process::id())), "{reason}");
    let change = crate::edit::Change { kind: crate::edit::ChangeKind::Tag, count: 0, puts: Vec::new() };
    second.store.record(Arc::new(change));
    assert!(matches!(second.store.state(), SaveState::Failed { pending: 1, .. }));
    drop(second);
    drop(s);
}

#[test]
fn the_second_one_on_a_real_disk_too() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("baru/pilkada");
    Store::create(&path, &project()).expect("it is new");
    let first = Store::open(&path).expect("it opens");
    assert_eq!(first.mode, Mode::ReadWrite);
    let second = Store::open(&path.join("project.ron")).expect("it can be read");
    let Mode::ReadOnly(reason) = &second.mode else { panic!("two writers") };
    if cfg!(unix) {
        assert!(reason.to_string().contains(&format!("process {}", std::process::id())), "{reason}");
    }
    drop(first);
    assert_eq!(Store::open(&path).expect("it opens").mode, Mode::ReadWrite);
}

#[test]
fn what_was_recovered_is_said() {
    let s = tagged();
    let expected = without_blanks(&s.workspace);
    let disk = s.disk.settled();
    let (found, notices) = read_all(&disk).expect("whole");
    assert_eq!(found, expected);
    assert_eq!(notices.len(), 1);
    assert_eq!(notices[0].message.to_string(), "recovered 2 changes of the last session");
}

#[test]
fn an_unreadable_article_is_left_out_and_stays() {
    let mut s = tagged();
    s.fold(|_| true);
    let disk = s.disk.settled();
    let bytes = b"(\n    format: 1,\n    id: \"dua\",\n    judul: \"x\",\n)\n";
    disk.plant("/p/articles/dua.ron", bytes);
    disk.plant("/p/articles/tiga.ron", disk.files()["/p/articles/satu.ron"].clone().as_slice());
    let opened = open(Arc::new(disk.clone()), Path::new(DIR)).expect("the others open");
    assert_eq!(opened.articles.len(), 1);
    let said = problems(&opened.notices);
    assert!(
        said[0].starts_with("articles/dua.ron:4:5: this version of Tandai does not know the field “judul”"),
        "{said:?}"
    );
    assert!(said[1].contains("articles/tiga.ron: this file is named after another article"), "{said:?}");
    drop(opened);
    assert_eq!(disk.files()["/p/articles/dua.ron"], bytes);
}

#[test]
fn another_text_is_not_overwritten() {
    let s = tagged();
    let error = s.store.add_text(&article("satu", "lain")).expect_err("there is one");
    assert!(error.to_string().contains("articles/satu.txt: another text is there already"), "{error}");
    s.store.add_text(&articles()[0]).expect("the same is fine");
    let mut wrong = articles()[0].clone();
    wrong.meta.text_sha256 = "0".into();
    assert!(s.store.add_text(&wrong).is_err(), "metadata of another text");
}

#[test]
fn texts_survive_a_checkout() {
    let s = tagged();
    let [satu, _] = articles();
    let crlf = format!("\u{feff}{}", satu.text.replace('\n', "\r\n"));
    s.disk.plant("/p/articles/satu.txt", crlf.as_bytes());
    assert_eq!(s.store.article(&satu.meta).expect("recognised").text, satu.text);
    s.disk.plant("/p/articles/satu.txt", satu.text.replace("PKS", "PPP").as_bytes());
    let error = s.store.article(&satu.meta).expect_err("changed");
    assert!(error.to_string().starts_with("articles/satu.txt:1:1: the text is not the one"), "{error}");
    s.disk.plant("/p/articles/satu.txt", b"PKS\nd\xff");
    assert_eq!((2, 2), s.store.article(&satu.meta).map_err(|e| (e.line, e.column)).expect_err("no UTF-8"));
}

#[test]
fn nothing_is_written_through_a_link() {
    let mut s = tagged();
    s.disk.plant_link("/p/annotations/sri");
    s.store.fold(super::script::snapshot(&s.workspace, &s.states, |_| true));
    let error = s.store.flush().expect_err("refused");
    assert!(error.to_string().contains("annotations/sri: is a symbolic link"), "{error}");
    assert!(matches!(s.store.state(), SaveState::Failed { pending: 0, .. }), "the journal has it");
    assert!(s.disk.files().contains_key("/p/articles/dua.ron"), "the others are written");
}

#[cfg(unix)]
#[test]
fn a_real_link_out_of_the_folder_stays_empty() {
    let (dir, outside) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let path = dir.path().join("p");
    Store::create(&path, &Project::new("Uji")).expect("it is new");
    std::fs::remove_dir(path.join("articles")).expect("it is empty");
    std::os::unix::fs::symlink(outside.path(), path.join("articles")).expect("links exist here");
    let error = Store::open(&path).map(|_| ()).expect_err("what lies elsewhere is not read");
    assert!(error.to_string().starts_with("articles: is a symbolic link"), "{error}");
    std::fs::remove_file(path.join("articles")).expect("the link");
    let opened = Store::open(&path).expect("it opens");
    std::os::unix::fs::symlink(outside.path(), path.join("articles")).expect("links exist here");
    let error = opened.store.add_text(&articles()[0]).expect_err("refused");
    assert!(error.message.to_string().contains("symbolic link"), "{error}");
    assert_eq!(std::fs::read_dir(outside.path()).expect("it is there").count(), 0);
}

#[test]
fn what_is_read_is_what_was_recorded() {
    let s = tagged();
    let [satu, _] = articles();
    // The file is behind, and reading says what it will be.
    assert!(!s.disk.files().contains_key("/p/annotations/sri/satu.ron"));
    let here = place("sri", "satu");
    for read in [s.store.annotations(&satu, &here.set), s.store.reader().annotations(&satu, &here.set)] {
        assert_eq!(read.expect("it is read").annotations, *s.workspace.annotations[&here]);
    }
}

#[test]
fn the_waker_is_called() {
    let mut s = tagged();
    let (called, calls) = std::sync::mpsc::channel();
    s.store.set_waker(Box::new(move || {
        let _ = called.send(());
    }));
    let [_, dua] = articles();
    s.hand_over(Edit::Tag { place: place("sri", "dua"), mentions: vec![mark(&dua, "Golkar", KindKey::party())] });
    calls.recv_timeout(std::time::Duration::from_secs(20)).expect("saved, and nobody was told");
}
