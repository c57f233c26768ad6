//! Format 1 is read forever, and saving leaves every byte alone. `fixtures/format-1` is never changed.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use tandai::{
    edit::{Change, ChangeKind, Put, Swap},
    model::{Place, SetId, Status, Workspace},
    store::{Mode, SaveState, Snapshot, Store},
};

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/format-1")
}

/// Files and folders below a folder, as they are; without what is never shared.
fn files(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![dir.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.ends_with(".local") {
                continue;
            }
            if path.is_dir() {
                open.push(path);
            } else {
                found.insert(path.strip_prefix(dir).expect("below").to_owned(), fs::read(&path).expect("a file"));
            }
        }
    }
    found
}

fn copy(to: &Path) {
    for (path, bytes) in files(&fixture()) {
        let path = to.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
        fs::write(path, bytes).expect("it can be written");
    }
}

fn read(dir: &Path) -> (Store, Workspace) {
    let opened = Store::open(dir).expect("it opens");
    assert_eq!((opened.mode, opened.notices), (Mode::ReadWrite, vec![]));
    let mut workspace = Workspace::new(opened.project);
    for meta in opened.articles {
        let article = Arc::new(opened.store.article(&meta).expect("the text is the one"));
        for set in opened.store.sets_on_disk() {
            let loaded = opened.store.annotations(&article, &set).expect("it is read");
            assert_eq!((loaded.frozen, loaded.notices), (None, vec![]));
            let place = Place { set, article: meta.id.clone() };
            workspace.annotations.insert(place, Arc::new(loaded.annotations));
        }
        workspace.articles.insert(meta.id.clone(), article);
    }
    (opened.store, workspace)
}

#[test]
fn it_says_what_it_said() {
    let folder = tempfile::tempdir().expect("a folder");
    copy(folder.path());
    let (store, workspace) = read(folder.path());
    assert_eq!(workspace.project.name, "Contoh Pilkada");
    assert_eq!(workspace.project.scheme.kinds.len(), 4);
    assert_eq!((workspace.project.sets.len(), workspace.project.entities.len()), (2, 2));
    assert_eq!(workspace.articles.len(), 2);
    let sri = SetId::new("sri").expect("an id");
    assert_eq!(store.annotated(&sri).len(), 2);
    let ids: Vec<&str> = workspace.articles.keys().map(|id| id.as_str()).collect();
    assert_eq!(ids, ["001-koalisi-tegal", "002-penjajakan"]);
    let (place, first) = workspace.annotations.iter().find(|(place, _)| place.set == sri).expect("sri has files");
    let text = &workspace.articles[&place.article].text;
    let words: Vec<&str> = first.in_reading_order().iter().map(|mention| text.slice(mention.span)).collect();
    assert_eq!(words, ["PKS", "PSI", "Laksmi Ambarsari", "Kota\u{a0}Tegal"]);
    let coalition = first.coalitions.values().next().expect("one");
    assert_eq!(coalition.backings.len(), 2);
    assert_eq!(text.slice(coalition.evidence[0]), "PKS dan PSI 🇮🇩 resmi mengusung Laksmi Ambarsari di Kota\u{a0}Tegal");
    assert_eq!(first.status, Status::Finished);
}

#[test]
fn saving_leaves_every_byte_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    copy(folder.path());
    let before = files(folder.path());
    let (mut store, workspace) = read(folder.path());

    // Every record is taken out and put back, so that every file is written.
    let mut puts = Vec::new();
    for (id, entity) in &workspace.project.entities {
        puts.push(Put::Entity { id: id.clone(), swap: Swap::remove(entity.clone()) });
    }
    for (id, set) in &workspace.project.sets {
        puts.push(Put::Set { id: id.clone(), swap: Swap::remove(set.clone()) });
    }
    for (id, article) in &workspace.articles {
        let mut meta = article.meta.clone();
        meta.title.clear();
        puts.push(Put::Article { id: id.clone(), swap: Swap::change(article.meta.clone(), meta) });
    }
    for (place, annotations) in &workspace.annotations {
        for (id, mention) in &annotations.mentions {
            puts.push(Put::Mention { place: place.clone(), id: id.clone(), swap: Swap::remove(mention.clone()) });
        }
    }
    let change = Change { kind: ChangeKind::Untag, count: puts.len(), puts };
    store.record(std::sync::Arc::new(change.clone()));
    store.record(std::sync::Arc::new(change.inverse()));
    store.flush().expect("it is saved");
    let times = |name: &str| fs::metadata(folder.path().join(name)).and_then(|meta| meta.modified()).expect("a time");
    let written_before = times("annotations/sri/001-koalisi-tegal.ron");
    let annotations = workspace
        .annotations
        .iter()
        .map(|(place, annotations)| (place.clone(), workspace.articles[&place.article].clone(), annotations.clone()));
    store.fold(Snapshot {
        project: Some(workspace.project.clone()),
        articles: workspace.articles.values().map(|article| article.meta.clone()).collect(),
        removed: Vec::new(),
        annotations: annotations.collect(),
    });
    store.flush().expect("it is saved");
    assert_eq!(store.state(), SaveState::Saved);
    assert_ne!(written_before, times("annotations/sri/001-koalisi-tegal.ron"), "it was written");
    assert_eq!(store.outside_changes(), vec![]);
    drop(store);
    assert_eq!(files(folder.path()), before);
}
