//! A small file system in memory that fills up, and one that is read-only: for root as well, whom permissions do not bind.

use std::{
    env, fs,
    io::Write,
    path::{Path, PathBuf},
    process::Command,
    sync::atomic::AtomicBool,
};

use tandai::{
    edit::Edit,
    model::{ArticleId, KindKey, Origin, Span, Status},
    session::{Recovery, Session, Who},
    store::SaveState,
};

/// Where the child has its own file system.
const MOUNTED: &str = "TANDAI_MOUNTED";

/// Runs one of the tests here, which does nothing otherwise, in a name space of its own over a small file system.
fn on_a_small_disk(test: &str) {
    let folder = tempfile::tempdir().unwrap();
    let script = format!("mount -t tmpfs -o size=1m tandai {0} && exec \"$@\"", folder.path().display());
    let run = |program: &[&str]| {
        let mut command = Command::new("unshare");
        command.args(["-rm", "sh", "-c", &script, "sh"]).args(program).env(MOUNTED, folder.path());
        command.output()
    };
    let permitted = run(&["true"]).is_ok_and(|output| output.status.success());
    if !permitted {
        println!("skipped: this system does not permit a mount of one's own");
        return;
    }
    let this = env::current_exe().unwrap();
    let name = format!("mounts::{test}");
    let output = run(&[this.to_str().unwrap(), &name, "--exact", "--nocapture", "--test-threads=1"]).unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("1 passed"), "{said}");
    for figures in ["full disk: ", "read-only: "] {
        said.lines().filter_map(|line| line.find(figures).map(|at| &line[at..])).for_each(|line| println!("{line}"));
    }
}

fn mounted() -> Option<PathBuf> {
    env::var_os(MOUNTED).map(PathBuf::from)
}

fn open(dir: &Path) -> (Session, ArticleId) {
    let mut session = Session::open(dir, Who::named("sri")).unwrap();
    let id = session.rows().at(0).unwrap().meta.id.clone();
    session.load(&id).unwrap();
    (session, id)
}

fn count(session: &Session, id: &ArticleId) -> usize {
    session.annotations(id).map_or(0, |said| said.mentions.len())
}

/// Writes until nothing goes in any more, then gives so many bytes back.
fn fill(path: &Path, but: u64) {
    let mut file = fs::File::create(path).unwrap();
    let page = [7; 1024];
    while file.write_all(&page).is_ok() {}
    let size = file.metadata().unwrap().len();
    file.set_len(size.saturating_sub(but)).unwrap();
}

#[test]
fn child_on_a_disk_that_fills_up() {
    let Some(mounted) = mounted() else { return };
    let dir = mounted.join("p");
    drop(tandai::sample::make(&dir, Who::named("sri")).unwrap());
    let mut expected = None;
    let (mut refused, mut rounds) = (0, 0);
    for pages in 0..12u64 {
        let (mut session, id) = open(&dir);
        let before = count(&session, &id);
        assert!(expected.is_none_or(|expected| expected == before), "what was saved is there");
        fill(&mounted.join("filler"), pages * 4096);
        let text = session.article(&id).unwrap().text.clone();
        for at in 0..20usize {
            let start = (pages as usize * 20 + at) % (text.len() - 8);
            let start = (start..).find(|at| text.is_char_boundary(*at)).unwrap();
            let end = (start + 4..).find(|at| text.is_char_boundary(*at)).unwrap();
            let _ = session.tag_spans(&id, &[Span::new(start, end)], &KindKey::party(), &Origin::Person);
        }
        let marked = count(&session, &id);
        assert!(marked > before);
        rounds += 1;
        if let Err(error) = session.save() {
            refused += 1;
            assert!(error.to_string().contains("Free some space"), "{error}");
            let SaveState::Failed { message, .. } = session.save_state() else { panic!("it is not shown") };
            assert!(message.to_string().contains("Free some space"), "{message}");
            assert!(session.save().is_err(), "and goes on failing");
        }
        assert_eq!(count(&session, &id), marked, "the work in memory is whole");
        fs::remove_file(mounted.join("filler")).unwrap();
        session.save().expect("there is space again");
        assert_eq!(session.save_state(), SaveState::Saved);
        drop(session);
        expected = Some(marked);
    }
    let (session, id) = open(&dir);
    assert_eq!(Some(count(&session, &id)), expected);
    assert!(session.notices().is_empty(), "{:?}", session.notices());
    assert!(refused > 0, "the disk was never full");
    println!(
        "full disk: {rounds} rounds, {refused} of them refused, shown and saved once there was space; 0 edits lost"
    );
}

#[test]
fn a_full_disk_loses_nothing() {
    on_a_small_disk("child_on_a_disk_that_fills_up");
}

#[test]
fn child_on_a_disk_that_is_read_only() {
    let Some(mounted) = mounted() else { return };
    let dir = mounted.join("p");
    drop(tandai::sample::make(&dir, Who::named("sri")).unwrap());
    let remounted = Command::new("mount").args(["-o", "remount,ro"]).arg(&mounted).status().unwrap();
    assert!(remounted.success());
    let (mut session, id) = open(&dir);
    let reason = session.read_only().expect("it opened to be written").to_string();
    assert!(reason.contains("read-only") && reason.contains("copy the project"), "{reason}");
    let place = session.place(&id);
    let refused = session.perform(Edit::SetStatus { places: vec![place], status: Status::Ignored });
    assert!(refused.is_err_and(|error| error.to_string().contains("read-only")));
    session.save().expect("there is nothing to save");
    drop(session);
    let recovery = Recovery::of(&dir).unwrap();
    let found = recovery.preview(&AtomicBool::new(false));
    if let Some(choice) = found.iter().flat_map(|found| &found.choices).next() {
        let error = recovery.take(std::slice::from_ref(&choice.id)).expect_err("nothing can be written");
        assert!(error.to_string().contains("read-only"), "{error}");
    }
    println!("read-only: opened to be read, with the reason: {reason}");
}

#[test]
fn a_read_only_disk_opens_read_only() {
    on_a_small_disk("child_on_a_disk_that_is_read_only");
}
