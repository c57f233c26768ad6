//! What leaves memory, and that it comes back.

use super::{at_once, id, project};
use crate::model::{KindKey, Span, Status};

fn loaded(session: &crate::session::Session) -> usize {
    session.workspace.articles.len().max(session.workspace.annotations.len())
}

#[test]
fn articles_leave_memory_when_they_are_saved_and_undo_brings_them_back() {
    let (_folder, dir) = project();
    let mut session = at_once(&dir);
    session.wait_until_read();
    for n in 0..20 {
        let article = id(&format!("a{n:02}"));
        session.load(&article).expect("loaded");
        session
            .tag_spans(&article, &[Span::new(4, 7)], &KindKey::party(), &crate::model::Origin::Person)
            .expect("tagged");
        session.poll();
    }
    assert_eq!(loaded(&session), 20, "unsaved work stays");
    session.save().expect("saved");
    session.poll();
    assert_eq!(loaded(&session), 8);
    assert!(session.article(&id("a19")).is_some() && session.article(&id("a00")).is_none());
    for n in (0..20).rev() {
        let done = session.undo().expect("there is one").expect("undone");
        assert_eq!(done.article, Some(id(&format!("a{n:02}"))));
    }
    session.save().expect("saved");
    session.poll();
    assert_eq!(loaded(&session), 8);
    for _ in 0..20 {
        session.redo().expect("there is one").expect("done again");
    }
    drop(session);
    let mut session = at_once(&dir);
    session.wait_until_read();
    assert!(session.rows().iter().all(|row| row.summary.mentions >= 2));
}

#[test]
fn a_removal_is_taken_back_after_everything_left_memory() {
    let (_folder, dir) = project();
    let mut session = at_once(&dir);
    session.wait_until_read();
    let all: Vec<_> = session.rows().iter().map(|row| row.meta.id.clone()).collect();
    session.remove_articles(&all[..15]).expect("removed");
    session.save().expect("saved");
    session.poll();
    assert_eq!((session.rows().len(), loaded(&session)), (5, 0));
    session.undo().expect("there is one").expect("undone");
    session.save().expect("saved");
    session.poll();
    assert_eq!((session.rows().len(), loaded(&session)), (20, 0));
    session.set_status(&all, Status::Finished).expect("set");
    session.redo();
    session.undo().expect("there is one").expect("undone");
    drop(session);
    let mut session = at_once(&dir);
    session.wait_until_read();
    assert!(session.rows().iter().all(|row| row.summary.status == Status::InProgress && row.summary.mentions >= 1));
}
