//! The harness finds what it is there to find: savers as they are often written lose or damage work in it.

use std::{path::Path, sync::Arc};

use crate::{
    edit::{Edit, Incoming},
    model::{KindKey, Span},
    store::{
        files::{annotation_file, disk::Disk},
        tests::{
            crash::damage,
            script::{DIR, ScriptedSession, articles, mark, place},
            sim::SimDisk,
        },
    },
};

/// Saves after every edit in its own way; what the harness says of it.
fn tried_with(save: fn(&SimDisk, &Path, &[u8])) -> Vec<String> {
    let mut s = ScriptedSession::begin(SimDisk::with_folder(DIR)).expect("nothing fails");
    let [satu, _] = articles();
    s.edit(Edit::Import(Incoming { articles: vec![satu.clone()], ..Incoming::default() }));
    let here = place("sri", "satu");
    s.edit(Edit::Tag { place: here.clone(), mentions: vec![mark(&satu, "PKS", KindKey::party())] });
    s.fold(|_| true);
    // From here on the store has no part in it.
    let mut annotations = (*s.workspace.annotations[&here]).clone();
    let id = annotations.mentions.keys().next().cloned().expect("one is tagged");
    for end in [3, 7] {
        annotations.mentions.get_mut(&id).expect("still there").span = Span::new(5, 5 + end);
        s.workspace.annotations.insert(here.clone(), Arc::new(annotations.clone()));
        s.states.push(s.workspace.clone());
        let all = s.states.len() - 1;
        s.disk.mark(all, all - 1);
        let bytes = annotation_file::write(&satu, &annotations).expect("it fits");
        save(&s.disk, &Path::new(DIR).join("annotations/sri/satu.ron"), &bytes);
        s.disk.mark(all, all);
    }
    damage(&s.disk.log(), &s.states).1
}

#[test]
fn truncate_and_write_is_caught() {
    let wrong = tried_with(|disk, path, bytes| {
        let mut file = disk.create(path).expect("nothing fails");
        file.write(bytes).and_then(|()| file.sync()).expect("nothing fails");
    });
    println!("truncate, write, sync: {} damaged states found", wrong.len());
    assert!(!wrong.is_empty());
}

#[test]
fn renaming_without_a_sync_is_caught() {
    let wrong = tried_with(|disk, path, bytes| {
        let beside = path.with_extension("new");
        disk.create(&beside).and_then(|mut file| file.write(bytes)).expect("nothing fails");
        disk.rename(&beside, path)
            .and_then(|()| disk.sync_dir(Path::new("/p/annotations/sri")))
            .expect("nothing fails");
    });
    println!("write, rename without sync: {} damaged states found", wrong.len());
    assert!(wrong.iter().any(|reason| reason.to_string().contains("Lost")));
}

#[test]
fn renaming_without_syncing_the_folder_is_caught() {
    let wrong = tried_with(|disk, path, bytes| {
        let beside = path.with_extension("new");
        let mut file = disk.create(&beside).expect("nothing fails");
        file.write(bytes).and_then(|()| file.sync()).expect("nothing fails");
        disk.rename(&beside, path).expect("nothing fails");
    });
    assert!(wrong.iter().any(|reason| reason.to_string().contains("never was")), "an acknowledged edit is lost");
}

#[test]
fn syncing_everything_passes() {
    let wrong = tried_with(|disk, path, bytes| {
        let beside = path.with_extension("new");
        let mut file = disk.create(&beside).expect("nothing fails");
        file.write(bytes).and_then(|()| file.sync()).expect("nothing fails");
        disk.rename(&beside, path)
            .and_then(|()| disk.sync_dir(Path::new("/p/annotations/sri")))
            .expect("nothing fails");
    });
    assert!(wrong.is_empty(), "the harness blames the innocent: {}", wrong[0]);
}
