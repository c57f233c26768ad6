//! Every single call fails once; disks fill up and empty; folders are read-only.

use std::{io::ErrorKind, path::Path, sync::Arc};

use crate::{
    edit::{Edit, Incoming},
    model::KindKey,
    store::{
        Mode, SaveState,
        create::create,
        open::open,
        tests::{
            script::{DIR, ScriptedSession, articles, mark, place, project, read_all, without_blanks, work},
            sim::{Fail, SimDisk, Unsynced},
        },
    },
};

#[test]
fn any_call_may_fail_once() {
    let calls = work(SimDisk::with_folder(DIR)).expect("nothing fails").disk.calls();
    let mut seen = 0;
    for number in 0..calls {
        let disk = SimDisk::with_folder(DIR);
        disk.fail(Some(Fail::Once(number)));
        let session = work(disk.clone()).unwrap_or_else(|error| panic!("call {number}: {error}"));
        seen += usize::from(session.failures > 0);
        let expected = without_blanks(&session.workspace);
        // Everything was acknowledged: the power may fail right now, too.
        for unsynced in [Unsynced::Kept, Unsynced::Lost] {
            let left = disk.after_crash(&vec![false; disk.unsynced_names()], unsynced);
            let (found, _) = read_all(&left).unwrap_or_else(|error| panic!("call {number}, {unsynced:?}: {error}"));
            assert_eq!(found, expected, "call {number}");
        }
        drop(session);
        let (found, _) = read_all(&disk.settled()).unwrap_or_else(|error| panic!("call {number}, closed: {error}"));
        assert_eq!(found, expected, "call {number}, closed");
    }
    println!("failing calls: {calls} tried, {seen} seen by the session, 0 edits lost");
}

/// The disk is full from each call on, for one edit and one fold; then there is space again.
#[test]
fn a_full_disk_loses_nothing() {
    for skip in 0..14 {
        let disk = SimDisk::with_folder(DIR);
        let mut s = ScriptedSession::begin(disk.clone()).expect("nothing fails");
        let [satu, dua] = articles();
        s.edit(Edit::Import(Incoming { articles: vec![satu.clone(), dua.clone()], ..Incoming::default() }));
        s.edit(Edit::Tag { place: place("sri", "satu"), mentions: vec![mark(&satu, "PKS", KindKey::party())] });
        disk.fail(Some(Fail::From(disk.calls() + skip, ErrorKind::StorageFull)));
        s.hand_over(Edit::Tag { place: place("sri", "satu"), mentions: vec![mark(&satu, "PSI", KindKey::party())] });
        s.hand_over(Edit::Tag { place: place("sri", "dua"), mentions: vec![mark(&dua, "Golkar", KindKey::party())] });
        s.store.fold(super::script::snapshot(&s.workspace, &s.states, |_| true));
        let _ = s.store.flush();
        assert!(s.store.flush().is_err(), "{skip}");
        let SaveState::Failed { message, pending } = s.store.state() else { panic!("{skip}: not shown") };
        assert!(message.to_string().contains("Free some space"), "{message}");
        assert!(pending <= 2);
        disk.fail(None);
        s.flush();
        let expected = without_blanks(&s.workspace);
        let left = disk.after_crash(&vec![false; disk.unsynced_names()], Unsynced::Lost);
        assert_eq!(read_all(&left).expect("whole").0, expected, "{skip}");
    }
}

#[test]
fn a_read_only_folder_opens_read_only() {
    for kind in [ErrorKind::ReadOnlyFilesystem, ErrorKind::PermissionDenied] {
        let disk = SimDisk::with_folder(DIR);
        create(&disk, Path::new(DIR), &project()).expect("nothing fails");
        let before = disk.files();
        disk.fail(Some(Fail::From(0, kind)));
        let opened = open(Arc::new(disk.clone()), Path::new(DIR)).expect("it can be read");
        let Mode::ReadOnly(reason) = &opened.mode else { panic!("it opened to be written") };
        assert!(reason.to_string().contains("copy the project"), "{reason}");
        assert_eq!(opened.project, project());
        assert!(opened.store.flush().is_err());
        assert_eq!(disk.files(), before);
    }
}

#[test]
fn many_edits_share_a_sync() {
    let mut s = ScriptedSession::begin(SimDisk::with_folder(DIR)).expect("nothing fails");
    let [satu, _] = articles();
    s.edit(Edit::Import(Incoming { articles: vec![satu.clone()], ..Incoming::default() }));
    let before = s.disk.log().len();
    for (at, _) in satu.text.char_indices().take(40) {
        let next = at + satu.text[at..].chars().next().map_or(1, char::len_utf8);
        let mention = crate::edit::NewMention { span: (at..next).into(), ..mark(&satu, "PKS", KindKey::party()) };
        s.hand_over(Edit::Tag { place: place("sri", "satu"), mentions: vec![mention] });
    }
    s.flush();
    let syncs = s.disk.log()[before..].iter().filter(|op| matches!(op, super::sim::Op::Sync(_))).count();
    println!("group commit: 40 edits, {syncs} syncs");
    assert!(syncs <= 40);
}
