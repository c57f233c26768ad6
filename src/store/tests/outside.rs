//! Somebody else (Git) changes files under an open project.

use std::sync::Arc;

use crate::{
    edit::{Edit, Incoming},
    model::{Annotations, KindKey, Mention, MentionId},
    store::{
        SaveState, Theirs,
        files::annotation_file,
        merge,
        tests::{
            script::{DIR, ScriptedSession, articles, mark, place, problems, read_all},
            sim::SimDisk,
        },
    },
};

const FILE: &str = "/p/annotations/sri/satu.ron";

fn folded() -> ScriptedSession {
    let mut s = ScriptedSession::begin(SimDisk::with_folder(DIR)).expect("nothing fails");
    let articles = articles();
    s.edit(Edit::Import(Incoming { articles: articles.to_vec(), ..Incoming::default() }));
    let mentions = vec![mark(&articles[0], "PKS", KindKey::party())];
    s.edit(Edit::Tag { place: place("sri", "satu"), mentions });
    s.fold(|_| true);
    s
}

/// What a colleague's file says: the first mention with a note, and one more.
fn theirs(s: &ScriptedSession) -> Annotations {
    let [satu, _] = articles();
    let mut theirs = (*s.workspace.annotations[&place("sri", "satu")]).clone();
    let first = theirs.mentions.values_mut().next().expect("one is tagged");
    first.note = "dari rekan".into();
    let id = MentionId::new("mrekan").expect("an id");
    let span = mark(&satu, "Banten", KindKey::region()).span;
    let new = Mention { id: id.clone(), span, kind: KindKey::region(), note: String::new(), ..first.clone() };
    theirs.mentions.insert(id, new);
    theirs
}

#[test]
fn it_is_noticed_not_overwritten_and_merged() {
    let mut s = folded();
    let [satu, _] = articles();
    let theirs = theirs(&s);
    let bytes = annotation_file::write(&satu, &theirs).expect("it fits");
    s.disk.plant(FILE, &bytes);
    assert_eq!(s.store.changed_underneath(&[place("sri", "satu"), place("sri", "dua")]), [place("sri", "satu")]);
    s.edit(Edit::Tag { place: place("sri", "satu"), mentions: vec![mark(&satu, "PSI", KindKey::party())] });
    s.fold(|_| true);
    assert_eq!(s.disk.files()[FILE], bytes, "not overwritten");
    // A second fold that was on its way does not overwrite it either.
    s.fold(|_| true);
    assert_eq!(s.disk.files()[FILE], bytes);

    let outside = s.store.outside_changes();
    assert_eq!(outside.len(), 1);
    let Theirs::Annotations { place: here, base, theirs: read } = &outside[0].theirs else { panic!("{outside:?}") };
    assert_eq!(**read, theirs);
    assert_eq!(**base, *s.states[2].annotations[here], "ours before the change that is not folded");
    let (merged, conflicts) = merge(base, &s.workspace.annotations[here], read, crate::store::Precedence::Ours);
    assert_eq!((merged.mentions.len(), conflicts.len()), (3, 0));
    s.workspace.annotations.insert(here.clone(), Arc::new(merged.clone()));
    s.fold(|_| true);
    assert!(s.store.outside_changes().is_empty());
    let (found, _) = read_all(&s.disk.settled()).expect("whole");
    assert_eq!(*found.annotations[here], merged);
}

/// What goes to a file without a name is not saved, however late its name goes.
#[test]
fn a_journal_that_goes_while_it_is_written_is_written_anew() {
    let mut s = folded();
    let [satu, _] = articles();
    s.edit(Edit::Tag { place: place("sri", "satu"), mentions: vec![mark(&satu, "PSI", KindKey::party())] });
    s.disk.remove_during_write("/p/.local/journal");
    s.hand_over(Edit::Tag { place: place("sri", "satu"), mentions: vec![mark(&satu, "Banten", KindKey::region())] });
    while s.store.state() != SaveState::Saved {
        std::thread::yield_now();
    }
    let (found, _) = read_all(&s.disk.after_kill()).expect("whole");
    assert_eq!(found.annotations[&place("sri", "satu")], s.workspace.annotations[&place("sri", "satu")]);
    assert!(s.store.take_notices().iter().any(|notice| notice.path == ".local/journal"), "it is told");
}

#[test]
fn one_that_cannot_be_read_is_left_alone() {
    let mut s = folded();
    let [satu, _] = articles();
    let mut bytes = b"<<<<<<< HEAD\n".to_vec();
    bytes.extend(&s.disk.files()[FILE]);
    s.disk.plant(FILE, &bytes);
    s.edit(Edit::Tag { place: place("sri", "satu"), mentions: vec![mark(&satu, "PSI", KindKey::party())] });
    for round in 0..3 {
        s.fold(|_| true);
        let told = s.store.outside_changes();
        assert_eq!(told.len(), usize::from(round == 0), "told once");
        assert!(told.iter().all(|outside| matches!(outside.theirs, Theirs::Unreadable(_))));
        assert_eq!(s.disk.files()[FILE], bytes);
    }
    let ours = s.workspace.annotations[&place("sri", "satu")].clone();
    // The next session says it, too, and when the file is mended the change is there.
    let disk = s.disk.settled();
    let error = read_all(&disk).expect_err("it is said");
    assert!(error.contains("annotations/sri/satu.ron:1:1: Git left conflict markers here"), "{error}");
    disk.plant(FILE, bytes.strip_prefix(b"<<<<<<< HEAD\n").expect("as planted"));
    let (found, _) = read_all(&disk).expect("whole");
    assert_eq!(found.annotations[&place("sri", "satu")], ours);
}

#[test]
fn a_pull_between_two_sessions_keeps_both() {
    let mut s = folded();
    let [satu, _] = articles();
    let theirs = theirs(&s);
    let first = theirs.mentions.keys().next().cloned().expect("one is tagged");
    s.edit(Edit::Note { place: place("sri", "satu"), mention: first.clone(), note: "dari saya".into() });
    let disk = s.disk.settled();
    disk.plant(FILE, &annotation_file::write(&satu, &theirs).expect("it fits"));
    let error = read_all(&disk).expect_err("it is said");
    assert!(error.contains("changed here and, meanwhile, outside of Tandai"), "{error}");
    let kept = disk.files();
    let kept = kept.iter().find(|(path, _)| path.starts_with("/p/.local/conflicts/annotations/sri/satu."));
    assert!(String::from_utf8_lossy(kept.expect("their version is kept").1).contains("dari rekan"));
    let (found, _) = read_all(&disk).expect("said once");
    let here = &found.annotations[&place("sri", "satu")];
    assert_eq!(here.mentions[&first].note, "dari saya");
    assert_eq!(here.mentions.len(), 2, "and the other record is theirs");
}

#[test]
fn project_and_articles_too() {
    let mut s = folded();
    let [satu, _] = articles();
    for (file, from, to) in [
        ("/p/project.ron", "Uji", "Uji kita"),
        ("/p/articles/satu.ron", "Berita", "Warta"),
        (
            "/p/entities.ron",
            "format: 1,",
            "format: 1,\n    entities: [\n        (id: \"party:x\", kind: \"party\", name: \"X\"),\n    ],",
        ),
    ] {
        let text = String::from_utf8(s.disk.files()[file].clone()).expect("text").replace(from, to);
        s.disk.plant(file, text.as_bytes());
    }
    let before = s.disk.files();
    let mut kind = s.workspace.project.scheme.kinds[0].clone();
    kind.name = "Partai".into();
    s.edit(Edit::PutKind { kind });
    s.edit(Edit::PutEntity {
        entity: crate::model::Entity::new(crate::model::EntityId::new("party:y").expect("id"), KindKey::party(), "Y"),
    });
    let meta = crate::model::ArticleMeta { source: "koran".into(), ..satu.meta.clone() };
    s.edit(Edit::ChangeArticle { meta });
    s.fold(|_| true);
    let files = s.disk.files();
    assert!(before.iter().filter(|(path, _)| !path.contains(".local")).all(|(path, bytes)| files[path] == *bytes));
    let told = s.store.outside_changes();
    assert_eq!(told.len(), 3);
    for outside in told {
        match outside.theirs {
            Theirs::Project { base, theirs } => {
                let mut ours = s.workspace.project.clone();
                ours.entities.clear();
                let (mut merged, conflicts) =
                    crate::store::merge_project(&base, &ours, &theirs, crate::store::Precedence::Ours);
                assert!(conflicts.is_empty());
                assert_eq!((merged.name.as_str(), merged.scheme.kinds[0].name.as_str()), ("Uji kita", "Partai"));
                merged.entities = std::mem::take(&mut s.workspace.project.entities);
                s.workspace.project = merged;
            }
            Theirs::Entities { base, theirs } => {
                assert!(base.entities.is_empty());
                s.workspace.project.entities.extend(theirs.entities.clone());
            }
            Theirs::Article { base, theirs, .. } => {
                assert_eq!(base.expect("it was there").title, satu.meta.title);
                assert!(theirs.expect("it is there").title.starts_with("Warta"));
            }
            other => panic!("{other:?}"),
        }
    }
    s.fold(|_| true);
    let (found, notices) = read_all(&s.disk.settled()).expect("whole");
    assert!(problems(&notices).is_empty());
    assert_eq!(found.project, s.workspace.project);
    assert_eq!(found.project.entities.len(), 2);
}
