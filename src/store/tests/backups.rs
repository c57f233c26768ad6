//! Backups: there when they are needed, bounded, in their order whatever the clock says, never torn without being seen.

use std::{path::Path, time::Duration};

use crate::{
    edit::{Edit, Incoming},
    model::{KindKey, Status},
    store::{
        backups::{self, Backup, Backups, GENERATIONS, Why},
        contents::contents_of,
        files::{disk::Disk, folder::Folder},
        print::print_of,
        tests::{
            script::{DIR, ScriptedSession, articles, mark, place, read_all, without_blanks, work},
            sim::{Fail, SimDisk, Unsynced},
        },
    },
};

const FILE: &str = "annotations/sri/satu.ron";

fn folder(disk: &SimDisk) -> Folder<'_> {
    Folder { disk, dir: Path::new(DIR) }
}

/// The backups of a file, the oldest first.
fn of(disk: &SimDisk, path: &str) -> Vec<Backup> {
    let mut all = backups::all(&folder(disk));
    all.retain(|backup| backup.path == path);
    all.sort_by_key(|backup| backup.order);
    all
}

/// After a crash: whatever passes for a backup is one that was whole once.
pub(super) fn none_is_torn_unseen(left: &SimDisk) -> Result<(), String> {
    for backup in backups::all(&folder(left)) {
        if let Ok(bytes) = backups::read(&folder(left), &backup) {
            contents_of(&backup.path, &bytes).map_err(|error| format!("a torn backup passes for whole: {error}"))?;
        }
    }
    Ok(())
}

fn tagged(disk: SimDisk) -> ScriptedSession {
    let mut s = ScriptedSession::begin(disk).expect("nothing fails");
    let [satu, dua] = articles();
    s.edit(Edit::Import(Incoming { articles: vec![satu.clone(), dua], ..Incoming::default() }));
    s.edit(Edit::Tag { place: place("sri", "satu"), mentions: vec![mark(&satu, "PKS", KindKey::party())] });
    s.fold(|_| true);
    s
}

/// Changes the status and folds, so many times.
fn busy(s: &mut ScriptedSession, times: usize) {
    for _ in 0..times {
        let now = s.workspace.annotations[&place("sri", "satu")].status;
        let status = if now == Status::Finished { Status::Ignored } else { Status::Finished };
        s.edit(Edit::SetStatus { places: vec![place("sri", "satu")], status });
        s.fold(|_| true);
    }
}

#[test]
fn the_last_saved_state_has_a_copy() {
    for disk in [SimDisk::with_folder(DIR), SimDisk::with_folder(DIR).without_links()] {
        let s = tagged(disk);
        let files = s.disk.files();
        for path in [FILE, "articles/satu.ron", "articles/satu.txt", "project.ron"] {
            let copies = of(&s.disk, path);
            let bytes = backups::read(&folder(&s.disk), copies.last().expect("a copy")).expect("whole");
            assert_eq!(bytes, files[&format!("{DIR}/{path}")], "{path}");
        }
    }
}

#[test]
fn what_somebody_else_wrote_is_kept_before_it_is_replaced() {
    for disk in [SimDisk::with_folder(DIR), SimDisk::with_folder(DIR).without_links()] {
        let mut s = tagged(disk);
        let theirs = String::from_utf8(s.disk.files()[&format!("{DIR}/{FILE}")].clone()).expect("text");
        let theirs = theirs.replace("kind: \"party\"", "kind: \"region\"");
        assert!(theirs.contains("region"));
        s.disk.plant(&format!("{DIR}/{FILE}"), theirs.as_bytes());
        busy(&mut s, 1);
        assert_eq!(s.store.outside_changes().len(), 1);
        busy(&mut s, 1);
        let kept = of(&s.disk, FILE).into_iter().filter(|backup| backup.why == Why::Replaced);
        let kept: Vec<_> = kept.map(|backup| backups::read(&folder(&s.disk), &backup).expect("whole")).collect();
        assert_eq!(kept, [theirs.as_bytes()]);
    }
}

#[test]
fn few_generations_are_kept_and_old_ones_are_apart() {
    let mut s = tagged(SimDisk::with_folder(DIR));
    // No time passes: the first one and the last two.
    busy(&mut s, 12);
    let kept = of(&s.disk, FILE);
    assert_eq!(kept.len(), 3, "{kept:?}");
    // Much time passes.
    s.disk.pace(Duration::from_secs(700));
    busy(&mut s, 12);
    assert_eq!(of(&s.disk, FILE).len(), GENERATIONS);
    assert!(of(&s.disk, FILE)[0].order > 1, "the oldest went first");
}

fn kept_last(disk: &SimDisk) -> Backup {
    of(disk, FILE).pop().expect("there is one")
}

#[test]
fn the_order_never_depends_on_the_clock() {
    let mut s = tagged(SimDisk::with_folder(DIR));
    s.disk.pace(Duration::from_secs(700));
    let mut said = Vec::new();
    for _ in 0..GENERATIONS {
        busy(&mut s, 1);
        said.push(s.disk.files()[&format!("{DIR}/{FILE}")].clone());
        // Names alone carry the order into the next session.
        let disk = s.disk.settled();
        let last = kept_last(&disk);
        assert_eq!(backups::read(&folder(&disk), &last).ok().as_ref(), said.last());
    }
    let kept = of(&s.disk, FILE);
    let clocks: Vec<u64> = kept.iter().map(|backup| backup.made.0).collect();
    assert!(clocks.windows(2).any(|two| two[0] > two[1]), "the clock did jump: {clocks:?}");
}

/// One file so big that few of it fit, and one that is damaged.
#[test]
fn all_together_are_bounded_and_those_of_a_damaged_file_stay() {
    let disk = SimDisk::with_folder(DIR);
    let s = tagged(disk.clone());
    drop(s);
    disk.plant(&format!("{DIR}/{FILE}"), b"rusak");
    let of_damaged = of(&disk, FILE).len();
    assert!(of_damaged > 0);
    const MOST: usize = 60;
    const MOST_BYTES: u64 = 1 << 20;
    let mut backups = Backups::within(MOST, MOST_BYTES);
    let big = vec![b'a'; (MOST_BYTES / 10) as usize];
    for number in 0..15u8 {
        let path = format!("articles/besar{number}.txt");
        disk.plant(&format!("{DIR}/{path}"), &big);
        backups.keep_new(&folder(&disk), &path, &big, print_of(Some(&big)));
        backups.trim(&folder(&disk));
        let all = backups::all(&folder(&disk));
        assert!(all.iter().map(|backup| backup.size).sum::<u64>() <= MOST_BYTES);
    }
    assert_eq!(of(&disk, FILE).len(), of_damaged, "those of the damaged file stayed");
    assert!(of(&disk, "articles/besar14.txt").len() == 1 && of(&disk, "articles/besar0.txt").is_empty());
    for number in 0..MOST + 10 {
        backups.keep_new(&folder(&disk), &format!("articles/k{number}.txt"), b"k", print_of(Some(b"k")));
    }
    // None of these files is there, so all of them are needed; one that is let go goes.
    backups.trim(&folder(&disk));
    assert_eq!(of(&disk, "articles/k3.txt").len(), 1);
    backups.let_go(&folder(&disk), "articles/k3.txt");
    backups.trim(&folder(&disk));
    assert!(of(&disk, "articles/k3.txt").is_empty() && of(&disk, "articles/k4.txt").len() == 1);
}

#[test]
fn a_backup_that_cannot_be_made_stops_nothing() {
    let whole = work(SimDisk::with_folder(DIR)).expect("nothing fails");
    let expected = without_blanks(&whole.workspace);
    // Every link fails: copies are made instead.
    let s = work(SimDisk::with_folder(DIR).without_links()).expect("links are not needed");
    assert_eq!(without_blanks(&s.workspace), expected);
    drop(s);
    let mut s = tagged(SimDisk::with_folder(DIR));
    for backup in backups::all(&folder(&s.disk)) {
        s.disk.remove(&Path::new(DIR).join(backup.place())).expect("it is there");
    }
    s.disk.plant_link("/p/.local/backups/annotations");
    busy(&mut s, 2);
    assert!(of(&s.disk, FILE).is_empty(), "nothing is written through a link");
    let (found, _) = read_all(&s.disk.settled()).expect("whole");
    assert_eq!(found, without_blanks(&s.workspace));
}

#[test]
fn a_full_disk_leaves_no_torn_backup_that_passes() {
    let mut s = tagged(SimDisk::with_folder(DIR));
    for skip in 0..10 {
        s.disk.fail(Some(Fail::From(s.disk.calls() + skip, std::io::ErrorKind::StorageFull)));
        let status = [Status::Finished, Status::Ignored][skip % 2];
        s.hand_over(Edit::SetStatus { places: vec![place("sri", "satu")], status });
        s.store.fold(super::script::snapshot(&s.workspace, &s.states, |_| true));
        let _ = s.store.flush();
        s.disk.fail(None);
        s.flush();
        let left = s.disk.after_crash(&vec![true; s.disk.unsynced_names()], Unsynced::Half);
        none_is_torn_unseen(&left).expect("seen");
    }
}
