//! The law of an import: two files in one run are one after the other; and what becomes of large ones.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::atomic::AtomicBool,
};

use super::ImportRequest;
use crate::{
    formats::{ALL, DiskShape, Document, Draft, Format, OffsetUnit, RawSpan, Writing, new_mention},
    model::{
        Annotations, ArticleId, ArticleMeta, Backing, Coalition, CoalitionId, EntityId, Filler, KindKey, MentionId,
        Origin, Scheme, Stance, Timestamp,
    },
    session::{Destination, DiskTarget, Session, Who},
};

const TEXTS: [(&str, &str); 3] = [
    ("a", "PKS, PSI dan PAN mengusung Andra Soni di Banten."),
    ("b", "Golkar 💡 belum menentukan calon di Kota Serang."),
    ("c", "PPP dan PKB berkoalisi di Lebak, kata Rina."),
];

/// Articles with some marks, as a file of one annotator has them.
fn documents(random: &mut fastrand::Rng) -> Vec<Document> {
    let mut documents = Vec::new();
    for _ in 0..random.usize(1..4) {
        let (id, text) = TEXTS[random.usize(0..TEXTS.len())];
        if documents.iter().any(|document: &Document| document.article.meta.id.as_str() == id) {
            continue;
        }
        let mut draft = Draft::new("x", (0, 0), id, text).expect("it is short");
        draft.title = "Berita".into();
        let words: Vec<(usize, &str)> =
            text.split(' ').map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word)).collect();
        let mut ids = Vec::new();
        for number in 1..=random.usize(0..4) {
            let (at, word) = words[random.usize(0..words.len())];
            let word = word.trim_matches([',', '.', '💡']);
            if word.is_empty() {
                continue;
            }
            let kind = [KindKey::party(), KindKey::candidate(), KindKey::region()][random.usize(0..3)].clone();
            let id = MentionId::new(format!("T{number}")).expect("an id");
            let mut mention = new_mention(id.clone(), kind, Timestamp(7));
            mention.by = Origin::Person;
            mention.entity = random.bool().then(|| EntityId::new("party:pks").expect("an id"));
            let start = text[..at].chars().count();
            let wanted = RawSpan {
                start,
                end: start + word.chars().count(),
                quote: Some(word.to_owned()),
                ..RawSpan::default()
            };
            draft.mention_id(id.as_str());
            draft.mention(mention, wanted, (0, 0));
            ids.push(id);
        }
        if let (Some(party), true) = (ids.first(), random.bool()) {
            let mut coalition = Coalition::empty(CoalitionId::new("c1").expect("an id"), Timestamp(7));
            let filler = |id: &MentionId| Filler { entity: None, mentions: [id.clone()].into() };
            coalition.backings.push(Backing { party: filler(party), stance: Stance::Nominating, slot: None });
            if let Some(head) = ids.get(1) {
                coalition.ticket.head = filler(head);
            }
            draft.coalition(coalition, Vec::new(), (0, 0));
        }
        documents.push(draft.finish(OffsetUnit::CodePoint).0);
    }
    documents
}

fn write(format: &dyn Format, documents: &[Document], path: &Path) {
    let destination = match format.info().shape {
        DiskShape::File => Destination::File(path.to_owned()),
        _ => Destination::Folder(path.to_owned(), format!("x.{}", format.info().extensions[0])),
    };
    let scheme = Scheme::default();
    let (entity, story) = (|_: &EntityId| None, |_: &ArticleId| None);
    let options = BTreeMap::new();
    let writing = Writing {
        project: "p",
        scheme: &scheme,
        elections: crate::answers::ElectionFacts::delivered(),
        entity: &entity,
        story: &story,
        with_text: true,
        options,
        councils: None,
    };
    let target = DiskTarget::new(destination, false).expect("it is new");
    let mut writer = format.write(&target, &writing).expect("it is written");
    documents.iter().for_each(|document| drop(writer.add(document, "").expect("it is written")));
    writer.finish().expect("it is written");
    target.finish().expect("it is written");
}

/// Everything that a project says, whenever it was said.
type ProjectContents = BTreeMap<String, (ArticleMeta, Annotations)>;

fn imported(dir: &Path, runs: &[&[PathBuf]], format: &'static dyn Format) -> ProjectContents {
    let mut session = Session::create(dir, "P", Who::named("sri")).expect("a project");
    for paths in runs {
        let request = ImportRequest { format: Some(format), ..ImportRequest::of(paths) };
        let ready = session.importer().run(&request, &AtomicBool::new(false), |_| {});
        session.add_articles(ready).expect("it goes in");
    }
    session.save().expect("saved");
    said(&session)
}

fn said(session: &Session) -> ProjectContents {
    let mut said = ProjectContents::new();
    for row in session.rows().iter() {
        let article = session.store.article(&row.meta).expect("there");
        for set in session.store.sets_on_disk() {
            let mut annotations = session.store.annotations(&article, &set).expect("it is read").annotations;
            annotations.mentions.values_mut().for_each(|mention| mention.at = Timestamp(0));
            annotations.coalitions.values_mut().for_each(|coalition| coalition.at = Timestamp(0));
            annotations.decisions.values_mut().for_each(|decision| decision.at = Timestamp(0));
            annotations.misfits.iter_mut().for_each(|misfit| misfit.mention.at = Timestamp(0));
            said.insert(format!("{set}/{}", row.meta.id), ((*row.meta).clone(), annotations));
        }
    }
    said
}

#[test]
fn two_files_at_once_are_one_after_the_other_in_every_format() {
    let mut tried = 0;
    for &format in ALL.iter().filter(|format| format.info().reads && format.info().writes) {
        let card = format.info();
        for seed in 0..6 {
            let mut random = fastrand::Rng::with_seed(seed);
            let folder = tempfile::tempdir().expect("a folder");
            let at = |name: &str| match card.shape {
                DiskShape::File => folder.path().join(format!("{name}.{}", card.extensions[0])),
                _ => folder.path().join(name),
            };
            let files = [at("budi"), at("sri")];
            let written = [documents(&mut random), documents(&mut random)];
            for (path, documents) in files.iter().zip(&written) {
                write(format, documents, path);
            }
            let together = imported(&folder.path().join("p"), &[&files], format);
            let apart = imported(&folder.path().join("q"), &[&files[..1], &files[1..]], format);
            assert_eq!(together, apart, "{} with seed {seed}", card.id);
            tried += usize::from(!together.is_empty());
        }
    }
    println!("{tried} pairs of files with marks");
    assert!(tried > 20, "only {tried} pairs had marks");
}

/// An import of so many articles goes by the disk: it brings the same, and undo takes it back.
#[test]
fn a_large_import_is_the_same_as_a_small_one_and_is_undone() {
    let folder = tempfile::tempdir().expect("a folder");
    let line = |n: usize, start: usize, end: usize, id: &str| {
        let text = format!("PKS dan PSI bertemu di Lebak, hari ke-{n}.");
        format!(
            "{{\"id\":\"a{n}\",\"text\":\"{text}\",\"set\":\"model\",\"mentions\":[{{\"id\":\"{id}\",\"start\":{start},\"end\":{end},\"kind\":\"party\"}}]}}\n"
        )
    };
    let path = folder.path().join("banyak.jsonl");
    // The second record of each text comes long after the first was put away.
    let all: String = (0..900).map(|n| line(n, 0, 3, "m1")).chain((0..900).map(|n| line(n, 8, 11, "m1"))).collect();
    std::fs::write(&path, all).expect("written");
    let dir = folder.path().join("p");
    let mut session = Session::create(&dir, "P", Who::named("sri")).expect("a project");
    let run = |session: &mut Session| {
        let request = ImportRequest::of(std::slice::from_ref(&path));
        let ready = session.importer().run(&request, &AtomicBool::new(false), |_| {});
        session.add_articles(ready).expect("it goes in")
    };
    let done = run(&mut session);
    assert_eq!(
        (done.articles.len(), done.mentions, done.problems.len()),
        (900, 1800, 0),
        "{:?}",
        done.problems.first()
    );
    assert_eq!(session.rows().len(), 900);
    let there = said(&session);
    assert!(there.values().all(|(_, annotations)| annotations.mentions.len() == 2));
    let again = run(&mut session);
    assert_eq!((again.articles.len(), again.mentions), (0, 0), "twice is once");
    assert!(std::fs::read_dir(dir.join(".local/incoming")).expect("there").next().is_none());
    drop(session);
    let mut session = Session::open(&dir, Who::named("sri")).expect("it opens");
    assert!(session.notices().is_empty(), "{:?}", session.notices());
    assert_eq!(said(&session), there);
    drop(session);
    let other = folder.path().join("q");
    session = Session::create(&other, "Q", Who::named("sri")).expect("a project");
    run(&mut session);
    let one = ArticleId::new("a7").expect("an id");
    session.load(&one).expect("there");
    session.undo().expect("something was done").expect("it is undone");
    session.save().expect("saved");
    assert_eq!(session.rows().len(), 0);
    assert!(session.can_redo().is_none());
    assert!(std::fs::read_dir(other.join("articles")).expect("there").next().is_none());
    assert_eq!(run(&mut session).articles.len(), 900);
    assert_eq!(said(&session).len(), there.len());
}

/// What has no words of its own finds them in the same run, whichever file is named first.
#[test]
fn annotations_without_texts_join_the_texts_of_their_run() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "PKS dan PSI bertemu di Lebak.";
    let sha256 = crate::formats::text_hash(text);
    let marks = folder.path().join("a.jsonl");
    let line = format!(
        "{{\"id\":\"berita\",\"text_sha256\":\"{sha256}\",\"mentions\":[{{\"start\":8,\"end\":11,\"kind\":\"party\"}}],\"coalitions\":[]}}\n"
    );
    std::fs::write(&marks, line).expect("written");
    let words = folder.path().join("berita.txt");
    std::fs::write(&words, text).expect("written");
    for (name, paths) in [("p", [&marks, &words]), ("q", [&words, &marks])] {
        let paths = paths.map(Clone::clone);
        let mut session = Session::create(&folder.path().join(name), "P", Who::named("sri")).expect("a project");
        let request = ImportRequest::of(&paths);
        let looked = session.importer().preview(&request, &AtomicBool::new(false), |_| {});
        assert_eq!((looked.articles - looked.known, looked.kinds.len()), (1, 1));
        let ready = session.importer().run(&request, &AtomicBool::new(false), |_| {});
        let done = session.add_articles(ready).expect("it goes in");
        assert_eq!((done.articles.len(), done.mentions), (1, 1), "{:?}", done.problems.first());
    }
}
