//! Steps of thousands of changes, piece by piece: they end as they would at once, nothing of one reaches a file before all
//! of it does, and one that cannot be done leaves everything as it was.

use std::{cell::Cell, collections::BTreeMap, fs, path::Path};

use super::{article, at_once, sri};
use crate::{
    edit::{Edit, Incoming, NewMention, Refusal},
    formats::text_hash,
    model::{Article, ArticleId, EntityId, KindKey, LinkSource, Origin, Span, Status, Text},
    session::{HistoryStep, Session},
};

const ARTICLES: usize = 20;
const MARKS: usize = 60;

fn many(name: &str) -> Article {
    let mut many = article(name);
    many.text = Text::new("PKS ".repeat(MARKS));
    (many.meta.text_sha256, many.meta.length) = (text_hash(&many.text), many.text.chars_len());
    many
}

fn party(id: &str) -> EntityId {
    EntityId::new(format!("party:{id}")).expect("an id")
}

/// A project, and its articles, which are marked in one step.
fn marked() -> (tempfile::TempDir, Session, Vec<ArticleId>) {
    marked_as(None)
}

/// The same, and all marks are linked to this entity.
fn marked_as(entity: Option<EntityId>) -> (tempfile::TempDir, Session, Vec<ArticleId>) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = Session::create(&folder.path().join("p"), "P", sri()).expect("a project");
    let articles: Vec<Article> = (0..ARTICLES).map(|number| many(&format!("a{number:02}"))).collect();
    session.store.add_texts(articles.clone()).expect("stored");
    for article in &articles {
        session.cache.removed.insert(article.meta.id.clone(), article.clone().into());
    }
    session.perform(Edit::Import(Incoming { articles: articles.clone(), ..Incoming::default() })).expect("added");
    session.save().expect("saved");
    let ids: Vec<ArticleId> = articles.iter().map(|article| article.meta.id.clone()).collect();
    let mut mentions = Vec::new();
    for id in &ids {
        session.load(id).expect("loaded");
        let place = session.place(id);
        mentions.extend((0..MARKS).map(|at| {
            let (span, by) = (Span::new(at * 4, at * 4 + 3), Origin::EveryOccurrence);
            let (kind, entity) = (KindKey::party(), entity.clone());
            (place.clone(), NewMention { span, kind, entity, linked: LinkSource::Person, by })
        }));
    }
    session.perform(Edit::TagAcross { mentions }).expect("marked");
    (folder, session, ids)
}

fn marks(session: &Session) -> usize {
    session.rows().iter().map(|row| row.summary.mentions).sum()
}

fn files(dir: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(dir.join("annotations/sri")).into_iter().flatten().flatten();
    entries
        .map(|entry| (entry.file_name().to_string_lossy().into(), fs::read_to_string(entry.path()).expect("text")))
        .collect()
}

/// So many times there is time.
fn times(left: usize) -> impl Fn() -> bool {
    let left = Cell::new(left);
    move || left.replace(left.get().saturating_sub(1)) > 0
}

/// Goes on a little at a time; how often.
fn finish(session: &mut Session, step: HistoryStep) -> usize {
    let (mut step, mut pieces) = (Some(step), 1);
    while step.is_some() {
        pieces += 1;
        session.go_on_with_history(&mut step, times(3)).transpose().expect("it can be done");
    }
    pieces
}

#[test]
fn piece_by_piece_it_is_what_it_would_be_at_once() {
    let (_folder, mut session, _) = marked();
    let dir = session.dir().to_owned();
    session.save().expect("saved");
    let before = files(&dir);
    assert_eq!((before.len(), marks(&session)), (ARTICLES, ARTICLES * MARKS));
    for _ in 0..2 {
        let step = session.begin_history_step(true).expect("it is a large one");
        assert!(finish(&mut session, step) > 100);
        assert_eq!(marks(&session), 0);
        session.save().expect("saved");
        assert_eq!(files(&dir).len(), 0);
        assert!(session.begin_history_step(true).is_none(), "there is no other large one");
        let step = session.begin_history_step(false).expect("it is done again");
        assert!(finish(&mut session, step) > 100);
        session.save().expect("saved");
        assert_eq!(files(&dir), before);
    }
    // Taken back at once it is the same change.
    session.undo().expect("there is one").expect("it is taken back");
    session.save().expect("saved");
    assert_eq!((files(&dir).len(), marks(&session)), (0, 0));
    drop(session);
    let mut session = at_once(&dir);
    session.wait_until_read();
    assert_eq!(marks(&session), 0);
}

#[test]
fn half_of_a_large_step_is_in_no_file() {
    let (_folder, mut session, ids) = marked();
    let dir = session.dir().to_owned();
    // The marks are recorded, and their files have not followed yet.
    let mut step = session.begin_history_step(true);
    assert!(session.go_on_with_history(&mut step, times(ARTICLES * (MARKS + 1) + 5)).is_none(), "not all");
    let (done, all) = step.as_ref().expect("it is under way").progress();
    assert!(done > all / 2, "{done} of {all}");
    let refused = session.set_status(&ids[..1], Status::New);
    assert!(matches!(refused, Err(Refusal::Wrong(reason)) if reason.to_string().contains("under way")));
    assert!(session.undo().is_none_or(|undone| undone.is_err()));
    session.save().expect("the journal has what there is");
    assert!(files(&dir).is_empty(), "files follow when all of it is done");
    // As the end of the program leaves it.
    drop((step, session));
    let mut session = at_once(&dir);
    session.wait_until_read();
    assert_eq!(marks(&session), ARTICLES * MARKS);
}

#[test]
fn one_that_cannot_be_done_leaves_everything_as_it_was() {
    let (_folder, mut session, ids) = marked();
    let dir = session.dir().to_owned();
    session.save().expect("saved");
    // What is not open leaves memory, and one of the files is damaged meanwhile.
    session.workspace.annotations.clear();
    let file = dir.join(format!("annotations/sri/{}.ron", ids[7]));
    let whole = fs::read_to_string(&file).expect("there");
    fs::write(&file, &whole[..whole.len() / 2]).expect("written");
    let mut step = session.begin_history_step(true);
    let refused = session.go_on_with_history(&mut step, || true);
    assert!(matches!(refused, Some(Err(Refusal::Wrong(_)))), "a file cannot be read");
    fs::write(&file, &whole).expect("written");
    session.workspace.annotations.clear();
    session.sync.frozen.clear();
    assert!(session.can_undo().is_some(), "it can be taken back still");
    let step = session.begin_history_step(true).expect("it is a large one");
    finish(&mut session, step);
    session.save().expect("saved");
    assert_eq!(files(&dir).len(), 0);
}

#[test]
fn a_merge_goes_piece_by_piece_and_is_one_step() {
    let (_folder, mut session, ids) = marked_as(Some(party("pks")));
    let dir = session.dir().to_owned();
    session.save().expect("saved");
    let before = files(&dir);
    let links = |session: &Session| {
        let totals = session.rows().totals();
        (totals.get(&party("pks")).copied(), totals.get(&party("psi")).copied())
    };
    let all = Some(ARTICLES * MARKS);
    let mut step = session.begin_merge(party("pks"), party("psi")).expect("begun");
    // While articles are read a person goes on working; what is done then is part of what changes.
    assert!(!session.go_on_with_entity(&mut step, times(5)).expect("it can be done"));
    assert_eq!(step.progress(), (5, ARTICLES));
    session.set_status(&ids[..1], Status::Finished).expect("nothing is in the way");
    let mut pieces = 0;
    while !session.go_on_with_entity(&mut step, times(3)).expect("it can be done") {
        pieces += 1;
        if step.is_changing() {
            assert!(session.set_status(&ids[..1], Status::New).is_err(), "a large step is under way");
        }
    }
    assert!(pieces > 8, "{pieces}");
    session.save().expect("saved");
    let texts = |files: &BTreeMap<String, String>| files.values().filter(|text| text.contains("party:psi")).count();
    assert_eq!(texts(&files(&dir)), 0, "files follow when it is recorded");
    session.finish_with_entity(step).expect("recorded");
    assert_eq!(links(&session), (None, all));
    session.save().expect("saved");
    assert_eq!(texts(&files(&dir)), ARTICLES);
    // One step of undo, which goes piece by piece as well.
    let back = session.begin_history_step(true).expect("it is a large one");
    assert!(finish(&mut session, back) > 5);
    assert_eq!(links(&session), (all, None));
    session.undo().expect("the status").expect("taken back");
    session.save().expect("saved");
    assert_eq!(files(&dir), before);
}

#[test]
fn a_merge_that_is_stopped_leaves_everything_as_it_was() {
    for least in [0, 1] {
        let (_folder, mut session, ids) = marked_as(Some(party("pks")));
        let mut step = session.begin_merge(party("pks"), party("psi")).expect("begun");
        while (step.progress().0, usize::from(step.is_changing())) < (5, least) {
            assert!(!session.go_on_with_entity(&mut step, times(1)).expect("it can be done"));
        }
        session.stop_with_entity(step);
        assert_eq!(session.rows().totals().get(&party("pks")), Some(&(ARTICLES * MARKS)));
        assert_eq!(session.rows().totals().get(&party("psi")), None);
        session.set_status(&ids[..1], Status::Finished).expect("nothing is in the way");
    }
}
