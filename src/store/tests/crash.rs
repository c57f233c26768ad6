//! Power is cut after every single operation of a session, with unsynced things kept, half kept or lost: the project
//! is as before or after the edit in flight, and every acknowledged edit is there.

use std::{
    collections::HashSet,
    hash::{BuildHasher, BuildHasherDefault, DefaultHasher},
};

use crate::{
    model::Workspace,
    store::tests::{
        script::{read_all, without_blanks, work},
        sim::{Op, SimDisk, Unsynced},
    },
};

/// Every power cut that the log of a session allows; what is wrong afterwards.
pub(super) fn damage(log: &[Op], states: &[Workspace]) -> (usize, Vec<String>) {
    let disk = SimDisk::with_folder(super::script::DIR);
    let states: Vec<Workspace> = states.iter().map(without_blanks).collect();
    let (mut recorded, mut acknowledged, mut begun) = (0, 0, false);
    let mut tried = 0;
    let mut wrong = Vec::new();
    let mut known = [HashSet::new(), HashSet::new()];
    for (at, op) in log.iter().enumerate() {
        disk.replay(op);
        if let Op::Mark { recorded: r, acknowledged: a } = op {
            (recorded, acknowledged, begun) = (*r, *a, true);
        }
        for ticked in ticks(disk.unsynced_names()) {
            for unsynced in [Unsynced::Kept, Unsynced::Half, Unsynced::Lost] {
                let left = disk.after_crash(&ticked, unsynced);
                let mut files = left.files();
                if !known[0].insert(BuildHasherDefault::<DefaultHasher>::new().hash_one((
                    &files,
                    recorded,
                    acknowledged,
                ))) {
                    continue;
                }
                tried += 1;
                // Backups are looked at in every state, the project once for all states that differ in them only.
                files.retain(|path, _| !path.contains("/.local/backups/"));
                let first = known[1].insert(BuildHasherDefault::<DefaultHasher>::new().hash_one((
                    files,
                    recorded,
                    acknowledged,
                )));
                let checked = if first {
                    check(&left, &states[acknowledged..=recorded], begun)
                } else {
                    super::backups::none_is_torn_unseen(&left)
                };
                if let Err(reason) = checked {
                    wrong.push(format!("after operation {at} ({op:?}), {unsynced:?}, names {ticked:?}: {reason}"));
                }
            }
        }
    }
    (tried, wrong)
}

fn check(left: &SimDisk, allowed: &[Workspace], begun: bool) -> Result<(), String> {
    let at_once = super::index::articles_at_once(&left.after_kill());
    let (found, _) = match read_all(left) {
        // Before `create` has returned there may be no project yet.
        Err(reason) if !begun && reason.to_string().contains("no Tandai project") => return Ok(()),
        other => other?,
    };
    if !allowed.contains(&found) {
        return Err(format!("a state that never was: {found:?}\nallowed: {allowed:?}"));
    }
    // The index, torn or behind as it may be, leads to the same list.
    let listed: Vec<_> = found.articles.values().map(|article| article.meta.clone()).collect();
    if at_once.as_ref() != Ok(&listed) {
        return Err(format!("another list by the index: {at_once:?}, not {listed:?}"));
    }
    super::backups::none_is_torn_unseen(left)?;
    // Opened once more it says the same, and has nothing to recover.
    let (again, notices) = read_all(left)?;
    if again != found || !notices.is_empty() {
        return Err(format!("it changes when it is opened again: {notices:?}"));
    }
    Ok(())
}

/// Which of `n` unsynced name changes reach the disk: all subsets of a few, of many the likely ones.
fn ticks(n: usize) -> Vec<Vec<bool>> {
    if n <= 5 {
        return (0..1u32 << n).map(|bits| (0..n).map(|i| bits >> i & 1 == 1).collect()).collect();
    }
    let runs = (0..=n).flat_map(|cut| [(0..n).map(|i| i < cut).collect(), (0..n).map(|i| i >= cut).collect()]);
    let singles = (0..n).flat_map(|one| [(0..n).map(|i| i == one).collect(), (0..n).map(|i| i != one).collect()]);
    runs.chain(singles).collect()
}

#[test]
fn every_crash_state_is_before_or_after() {
    let session = work(SimDisk::with_folder(super::script::DIR)).expect("nothing fails");
    let (disk, states) = (session.disk.clone(), session.states.clone());
    // Closing is part of it.
    drop(session);
    let log = disk.log();
    let (tried, wrong) = damage(&log, &states);
    println!(
        "crash states: {} operations, {} edits, {tried} states tried, {} wrong",
        log.len(),
        states.len() - 1,
        wrong.len()
    );
    assert!(wrong.is_empty(), "{} of {tried}, first: {}", wrong.len(), wrong[0]);
    assert!(tried > 300, "only {tried} states: the script does too little");
}

/// The process is killed, the project opened again and what was recovered looked at; then the power fails. What was
/// seen is still there: recovery takes nothing for safe because it can be read.
#[test]
fn a_power_cut_after_a_kill_takes_nothing_back() {
    let session = work(SimDisk::with_folder(super::script::DIR)).expect("nothing fails");
    let (disk, states) = (session.disk.clone(), session.states.clone());
    drop(session);
    let states: Vec<Workspace> = states.iter().map(without_blanks).collect();
    let replayed = SimDisk::with_folder(super::script::DIR);
    let mut allowed = None;
    let mut tried = 0;
    for (at, op) in disk.log().iter().enumerate() {
        replayed.replay(op);
        if let Op::Mark { recorded, acknowledged } = op {
            allowed = Some(&states[*acknowledged..=*recorded]);
        }
        let Some(allowed) = allowed else { continue };
        let killed = replayed.after_kill();
        let (seen, _) = read_all(&killed).unwrap_or_else(|error| panic!("killed after operation {at}: {error}"));
        assert!(allowed.contains(&seen), "killed after operation {at}");
        for unsynced in [Unsynced::Kept, Unsynced::Lost] {
            let left = killed.after_crash(&vec![false; killed.unsynced_names()], unsynced);
            let (found, _) = read_all(&left).unwrap_or_else(|error| panic!("cut after operation {at}: {error}"));
            assert_eq!(found, seen, "cut after operation {at} ({op:?}), {unsynced:?}");
            tried += 1;
        }
    }
    println!("kill, recovery, power cut: {tried} tried");
}
