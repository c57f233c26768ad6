//! The index: what it saves, and that nothing depends on it.

use std::{
    collections::HashMap,
    path::Path,
    sync::{Arc, atomic::AtomicBool},
};

use crate::{
    edit::{Edit, Incoming},
    model::{ArticleMeta, EntityId, KindKey, SetId, Summary},
    store::{
        ListedArticle, Opened, SetCounts, Store,
        open::{open, open_at_once},
        tests::{
            script::{DIR, ScriptedSession, article, articles, mark, place, work},
            sim::SimDisk,
        },
    },
};

const ARTICLES: &str = "/p/.local/index/articles";

/// Keeps an index of everything, as a session does when it has read everything.
pub(super) fn keep(store: &Store) {
    let never = AtomicBool::new(false);
    let mut listed: Vec<ListedArticle> = Vec::new();
    store.look_at_articles(&[], &never, |look| listed.extend(look.read));
    listed.sort_by(|a, b| a.meta.id.cmp(&b.meta.id));
    store.keep_articles(&listed);
    for set in store.sets_on_disk() {
        store.keep_counts(&set, &counts(store, &set, &[]).0);
    }
}

/// What a set's files say beyond what is known, and which are gone.
fn counts(store: &Store, set: &SetId, known: &[SetCounts]) -> (Vec<SetCounts>, Vec<String>) {
    let never = AtomicBool::new(false);
    let mut metas = HashMap::new();
    store.look_at_articles(&[], &never, |look| {
        metas.extend(look.read.into_iter().map(|listed| (listed.meta.id.clone(), listed.meta)));
    });
    let (mut read, mut gone) = (Vec::new(), Vec::new());
    store.look_at_set(set, &metas, known, &never, |look| {
        read.extend(look.read);
        gone.extend(look.gone.iter().map(ToString::to_string));
    });
    read.sort_by(|a: &SetCounts, b| a.article.cmp(&b.article));
    (read, gone)
}

/// The list as the index and a look at the files give it.
pub(super) fn articles_at_once(disk: &SimDisk) -> Result<Vec<ArticleMeta>, String> {
    let opened = at_once(disk, 0).map_err(|error| error.to_string())?;
    let (read, gone) = look(&opened);
    let mut list: Vec<ListedArticle> = opened.articles.clone();
    list.retain(|listed| !gone.contains(&listed.id.to_string()) && read.iter().all(|other| other.id != listed.id));
    list.extend(read);
    list.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(list.iter().map(|listed| (*listed.meta).clone()).collect())
}

fn at_once(disk: &SimDisk, small: usize) -> Result<Opened, crate::store::StoreError> {
    open_at_once(Arc::new(disk.clone()), Path::new(DIR), small, &|_| {})
}

fn look(opened: &Opened) -> (Vec<ListedArticle>, Vec<String>) {
    let (mut read, mut gone) = (Vec::new(), Vec::new());
    let whole = opened.store.look_at_articles(&opened.articles, &AtomicBool::new(false), |look| {
        read.extend(look.read);
        gone.extend(look.gone.iter().map(ToString::to_string));
    });
    assert!(whole);
    (read, gone)
}

fn ids(articles: &[ListedArticle]) -> Vec<&str> {
    articles.iter().map(|listed| listed.id.as_str()).collect()
}

/// Two articles, one of them annotated, everything in its file, closed, with an index.
fn indexed() -> SimDisk {
    let mut s = ScriptedSession::begin(SimDisk::with_folder(DIR)).expect("nothing fails");
    s.edit(Edit::Import(Incoming { articles: articles().to_vec(), ..Incoming::default() }));
    s.edit(Edit::Tag { place: place("sri", "satu"), mentions: vec![mark(&articles()[0], "PKS", KindKey::party())] });
    s.fold(|_| true);
    s.keep_index();
    let disk = s.disk.clone();
    drop(s);
    disk.settled()
}

#[test]
fn the_list_is_there_at_once_and_nothing_is_read_again() {
    let disk = indexed();
    let before = disk.calls();
    let opened = at_once(&disk, 0).expect("it opens");
    let calls = disk.calls() - before;
    assert_eq!((ids(&opened.articles), opened.whole), (vec!["dua", "satu"], false));
    assert_eq!(look(&opened), (vec![], vec![]));
    let sri = SetId::new("sri").unwrap();
    let known = opened.store.indexed_counts(&sri).expect("it is kept");
    assert_eq!(known[0].summary.mentions, 1);
    assert_eq!(counts(&opened.store, &sri, &known), (vec![], vec![]));
    let (articles, whole) =
        (opened.articles.clone(), open(Arc::new(disk.settled()), Path::new(DIR)).expect("it opens"));
    assert_eq!(
        articles.iter().map(|a| &a.meta).collect::<Vec<_>>(),
        whole.articles.iter().map(|a| &a.meta).collect::<Vec<_>>()
    );
    assert!(whole.whole);
    println!("{calls} calls of the disk to open at once");
}

#[test]
fn what_others_did_meanwhile_is_seen() {
    let disk = indexed();
    let files = disk.files();
    let satu = String::from_utf8(files["/p/articles/satu.ron"].clone()).unwrap();
    disk.plant("/p/articles/satu.ron", satu.replace("Berita", "Kabar").as_bytes());
    let tiga = article("tiga", "PSI.");
    disk.plant(
        "/p/articles/tiga.ron",
        satu.replace("satu", "tiga").replace(&articles()[0].meta.text_sha256, &tiga.meta.text_sha256).as_bytes(),
    );
    disk.remove_planted("/p/articles/dua.ron");
    let opened = at_once(&disk, 0).expect("it opens");
    assert_eq!(ids(&opened.articles), ["dua", "satu"], "as it was");
    let (read, gone) = look(&opened);
    assert_eq!((ids(&read), gone), (vec!["satu", "tiga"], vec!["dua".to_owned()]));
    assert_eq!(read[0].title, "Kabar “satu”");
    // What is worked on is read as it is, whatever the list says.
    let article = opened.store.article_to_edit(&opened.articles[1]).expect("it can be read");
    assert_eq!(article.meta.title, "Kabar “satu”");

    let annotated = String::from_utf8(files["/p/annotations/sri/satu.ron"].clone()).unwrap();
    disk.plant("/p/annotations/sri/satu.ron", annotated.replace("in_progress", "finished").as_bytes());
    let sri = SetId::new("sri").unwrap();
    let known = opened.store.indexed_counts(&sri).expect("it is kept");
    let (read, _) = counts(&opened.store, &sri, &known);
    assert_eq!(read[0].summary.status, crate::model::Status::Finished);
    disk.remove_planted("/p/annotations/sri/satu.ron");
    assert_eq!(counts(&opened.store, &sri, &known), (vec![], vec!["satu".to_owned()]));
}

#[test]
fn a_damaged_or_foreign_index_is_passed_over() {
    let disk = indexed();
    let index = disk.files()[ARTICLES].clone();
    let foreign = {
        let mut bytes = index[..index.len() - 4].to_vec();
        bytes[12] += 1;
        let sum = crc32fast::hash(&bytes);
        bytes.extend(sum.to_le_bytes());
        bytes
    };
    let cuts = (0..index.len()).step_by(7).map(|cut| index[..cut].to_vec());
    let flips = (0..index.len()).step_by(5).map(|at| {
        let mut bytes = index.clone();
        bytes[at] ^= 0x40;
        bytes
    });
    for bytes in cuts.chain(flips).chain([foreign, b"tandai index".to_vec(), vec![0xff; 300]]) {
        let disk = disk.settled();
        disk.plant(ARTICLES, &bytes);
        let opened = at_once(&disk, 10).expect("it opens");
        assert_eq!((ids(&opened.articles), opened.whole, opened.notices.len()), (vec!["dua", "satu"], true, 0));
        drop(opened);
        let opened = at_once(&disk, 0).expect("it opens");
        assert_eq!((opened.articles.len(), opened.whole), (0, false), "too many to be read at once");
        assert_eq!(ids(&look(&opened).0), ["dua", "satu"]);
    }
}

#[test]
fn what_the_journal_holds_beyond_the_index_is_there_at_once() {
    let mut s = ScriptedSession::begin(SimDisk::with_folder(DIR)).expect("nothing fails");
    s.edit(Edit::Import(Incoming { articles: vec![articles()[0].clone()], ..Incoming::default() }));
    s.fold(|_| true);
    s.keep_index();
    s.edit(Edit::Import(Incoming { articles: vec![articles()[1].clone()], ..Incoming::default() }));
    s.edit(Edit::Tag { place: place("sri", "dua"), mentions: vec![mark(&articles()[1], "Golkar", KindKey::party())] });
    let killed = s.disk.after_kill();
    let opened = at_once(&killed, 0).expect("it opens");
    assert_eq!(ids(&opened.articles), ["dua", "satu"]);
    assert!(killed.files().contains_key("/p/annotations/sri/dua.ron"));
    let dua = opened.store.article_to_edit(&opened.articles[0]).expect("it can be read");
    let loaded = opened.store.annotations(&dua, &SetId::new("sri").unwrap()).expect("it can be read");
    assert_eq!(loaded.annotations.mentions.len(), 1);
}

#[test]
fn where_an_entity_may_be() {
    let disk = indexed();
    let opened = at_once(&disk, 0).expect("it opens");
    let sri = SetId::new("sri").unwrap();
    let known = opened.store.indexed_counts(&sri).expect("it is kept");
    let pks = EntityId::new("party:pks").unwrap();
    let speaks = |summary: &Summary| summary.speaks_of(&pks);
    assert!(opened.store.where_set_may(&sri, &known, speaks).unwrap().is_empty(), "the mention is not linked");
    // Of a file that changed, the index cannot tell.
    let bytes = disk.files()["/p/annotations/sri/satu.ron"].clone();
    disk.plant("/p/annotations/sri/satu.ron", &bytes);
    assert_eq!(opened.store.where_set_may(&sri, &known, speaks).unwrap().len(), 1);
    assert_eq!(opened.store.where_set_may(&sri, &[], speaks).unwrap().len(), 1);
}

#[test]
fn a_session_with_indexes_in_it_is_whole() {
    let session = work(SimDisk::with_folder(DIR)).expect("nothing fails");
    let disk = session.disk.clone();
    drop(session);
    let whole = open(Arc::new(disk.settled()), Path::new(DIR)).expect("it opens");
    let metas: Vec<ArticleMeta> = whole.articles.iter().map(|listed| (*listed.meta).clone()).collect();
    assert_eq!(articles_at_once(&disk.settled()), Ok(metas));
}
