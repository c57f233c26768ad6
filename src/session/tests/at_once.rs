//! A project that is opened at once: from the index, or filling up; and what others do to its files.

use std::{
    fs,
    sync::atomic::{AtomicBool, Ordering},
};

use super::{at_once, change, id, pks, project, sri};
use crate::{
    edit::Refusal,
    model::{EntityId, Status},
    session::{NotRead, ReadingPart, Session},
};

fn settled(dir: &std::path::Path) -> Session {
    let mut session = at_once(dir);
    session.wait_until_read();
    session
}

#[test]
fn the_first_time_the_list_fills_up_and_the_next_time_it_is_there() {
    let (_folder, dir) = project();
    let mut session = at_once(&dir);
    assert_eq!((session.rows().len(), session.is_whole(), session.is_reading()), (0, false, true));
    let reading = session.take_reading().expect("it is due");
    let mut seen = Vec::new();
    reading.run(&AtomicBool::new(false), |progress| seen.push((progress.what, progress.done, progress.total)));
    assert!(
        seen.contains(&(ReadingPart::Articles, 20, 20)) && seen.contains(&(ReadingPart::Annotations, 20, 20)),
        "{seen:?}"
    );
    while session.is_reading() {
        session.poll();
    }
    assert_eq!((session.rows().len(), session.is_whole(), session.missing()), (20, true, None));
    assert_eq!(session.rows().totals()[&pks()], 20);
    drop(session);

    let session = at_once(&dir);
    assert_eq!((session.rows().len(), session.rows().totals()[&pks()]), (20, 20), "before anything is read");
    let whole = Session::open(&dir, sri()).expect("it opens");
    assert!(session.rows().iter().map(|row| &row.meta).eq(whole.rows().iter().map(|row| &row.meta)));
}

#[test]
fn stopped_it_says_what_is_missing_and_goes_on() {
    let (_folder, dir) = project();
    let mut session = at_once(&dir);
    let cancel = AtomicBool::new(true);
    session.take_reading().expect("it is due").run(&cancel, |_| {});
    while session.is_reading() {
        session.poll();
    }
    assert_eq!(session.missing(), Some(NotRead { articles: 20, annotations: 0 }));
    assert!(
        matches!(session.merge_entities(&pks(), &pks()), Err(Refusal::Wrong(reason)) if reason.to_string().contains("not read"))
    );
    session.read_on();
    session.wait_until_read();
    assert_eq!((session.rows().len(), session.is_whole(), session.missing()), (20, true, None));

    // Stopped at the numbers, the list is whole.
    let mut session = {
        drop(session);
        fs::remove_dir_all(dir.join(".local/index")).expect("there");
        at_once(&dir)
    };
    let cancel = AtomicBool::new(false);
    session.take_reading().expect("it is due").run(&cancel, |progress| {
        if progress.what == ReadingPart::Annotations {
            cancel.store(true, Ordering::Relaxed);
        }
    });
    while session.is_reading() {
        session.poll();
    }
    assert_eq!(session.missing(), Some(NotRead { articles: 0, annotations: 20 }));
    assert_eq!((session.rows().len(), session.is_whole()), (20, true));
}

#[test]
fn what_others_do_while_it_is_closed_and_while_it_is_open() {
    let (_folder, dir) = project();
    drop(settled(&dir));
    let articles = dir.join("articles");
    let said = dir.join("annotations/sri");
    let others = |n: usize| {
        change(articles.join(format!("a{n:02}.ron")), "Berita", "Kabar besar");
        change(said.join(format!("a{:02}.ron", n + 1)), "in_progress", "finished");
        fs::remove_file(articles.join(format!("a{:02}.ron", n + 2))).expect("there");
        fs::remove_file(said.join(format!("a{:02}.ron", n + 3))).expect("there");
        let new = fs::read_to_string(articles.join("a19.ron")).expect("there");
        fs::write(articles.join(format!("b{n:02}.ron")), new.replace("a19", &format!("b{n:02}"))).expect("written");
        fs::copy(articles.join("a19.txt"), articles.join(format!("b{n:02}.txt"))).expect("written");
    };
    let seen = |session: &Session, n: usize| {
        let row = |n: usize| session.rows().get(&id(&format!("a{n:02}")));
        assert_eq!(row(n).unwrap().meta.title, format!("Kabar besar a{n:02}"));
        assert_eq!(row(n + 1).unwrap().summary.status, Status::Finished);
        assert!(row(n + 2).is_none());
        assert_eq!(row(n + 3).unwrap().summary.mentions, 0);
        assert!(session.rows().get(&id(&format!("b{n:02}"))).is_some());
    };
    others(0);
    let mut session = at_once(&dir);
    assert_eq!(session.rows().len(), 20, "as it was");
    session.wait_until_read();
    seen(&session, 0);
    assert_eq!((session.rows().len(), session.rows().totals()[&pks()]), (20, 18));

    session.load(&id("a04")).expect("loaded");
    others(4);
    session.check_outside_changes();
    session.wait_until_read();
    seen(&session, 4);
    assert_eq!(session.article(&id("a04")).unwrap().meta.title, "Kabar besar a04", "an open one too");
    assert!(session.notices().iter().any(|notice| notice.message.to_string().contains("another program")));
    // The next opening knows it all.
    drop(session);
    seen(&at_once(&dir), 4);
}

#[test]
fn work_goes_on_while_files_are_read_and_is_never_taken_back() {
    let (_folder, dir) = project();
    let mut session = at_once(&dir);
    let reading = session.take_reading().expect("it is due");
    reading.run(&AtomicBool::new(false), |_| {});
    // What was read is on its way; meanwhile a mark is made and saved.
    session.take_tidings();
    session.load(&id("a01")).expect("loaded");
    session.set_status(&[id("a01")], Status::Finished).expect("set");
    session.read_on();
    session.save().expect("saved");
    session.wait_until_read();
    assert_eq!(session.rows().get(&id("a01")).unwrap().summary.status, Status::Finished);
    session.undo().expect("there is one").expect("undone");
    drop(session);
    assert_eq!(at_once(&dir).rows().get(&id("a01")).unwrap().summary.status, Status::InProgress);
}

#[test]
fn a_merge_reads_only_what_speaks_of_the_entity() {
    let (_folder, dir) = project();
    drop(settled(&dir));
    // Stamps of files that changed this very moment are trusted by nobody.
    std::thread::sleep(std::time::Duration::from_secs(4));
    drop({
        let mut session = settled(&dir);
        session.set_status(&[id("a00")], Status::Finished).expect("set");
        session
    });
    let mut session = settled(&dir);
    let psi = EntityId::new("party:psi").unwrap();
    session.merge_entities(&psi, &pks()).expect("merged");
    let loaded: Vec<_> = session.workspace.articles.keys().map(ToString::to_string).collect();
    assert_eq!(loaded.len(), 10, "{loaded:?}");
    assert_eq!(session.rows().totals()[&pks()], 30);
    assert!(!session.rows().totals().contains_key(&psi));
}

#[test]
fn another_set_has_its_own_numbers() {
    let (_folder, dir) = project();
    let mut session = settled(&dir);
    session.annotate_as(crate::session::Who::named("budi"));
    session.wait_until_read();
    assert!(session.rows().totals().is_empty());
    session.load(&id("a02")).expect("loaded");
    session.set_status(&[id("a02")], Status::Ignored).expect("set");
    session.annotate_as(sri());
    session.wait_until_read();
    assert_eq!(session.rows().totals()[&pks()], 20);
    assert_eq!(session.rows().get(&id("a02")).unwrap().summary.status, Status::InProgress);
}
