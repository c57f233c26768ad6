//! What is removed or replaced under an open project: `.local` with its journal and lock, rights, folders. Nothing that was
//! said to be saved may be lost by it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use tandai::{
    model::{ArticleId, KindKey, Origin, Span},
    session::{Recovery, Session, Who},
    store::SaveState,
};

pub struct Stage {
    pub folder: tempfile::TempDir,
}

impl Stage {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        drop(tandai::sample::make(&folder.path().join("p"), Who::named("sri")).unwrap());
        Self { folder }
    }

    pub fn dir(&self) -> PathBuf {
        self.folder.path().join("p")
    }

    /// The number of marks that a machine finds on which this one was switched off now.
    fn after_a_kill(&self, id: &ArticleId, who: &str) -> usize {
        let copy = self.folder.path().join(format!("salinan-{}", fastrand::u64(..)));
        copy_folder(&self.dir(), &copy);
        let (session, there) = open(&copy, who);
        assert_eq!(there, *id);
        count(&session, id)
    }
}

pub fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

pub fn open(dir: &Path, who: &str) -> (Session, ArticleId) {
    let mut session = Session::open(dir, Who::named(who)).unwrap();
    let id = session.rows().at(0).unwrap().meta.id.clone();
    session.load(&id).unwrap();
    (session, id)
}

pub fn count(session: &Session, id: &ArticleId) -> usize {
    session.annotations(id).map_or(0, |said| said.mentions.len())
}

/// Marks the words that begin here.
pub fn mark(session: &mut Session, id: &ArticleId, from: usize, words: usize) {
    let text = session.article(id).unwrap().text.clone();
    let letters: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    for at in 0..words {
        let start = letters[from + at * 3];
        let end = letters[from + at * 3 + 2];
        session.tag_spans(id, &[Span::new(start, end)], &KindKey::party(), &Origin::Person).unwrap();
    }
}

/// Waits until everything is said to be saved, without folding: as the status bar shows it after an edit.
pub fn acknowledged(session: &Session) -> bool {
    for _ in 0..2000 {
        match session.save_state() {
            SaveState::Saved => return true,
            SaveState::Failed { .. } => return false,
            SaveState::Saving { .. } => std::thread::sleep(std::time::Duration::from_millis(5)),
        }
    }
    false
}

#[test]
fn edits_after_local_was_removed_are_saved_when_that_is_said() {
    for what in ["all of it", "the journal", "another journal"] {
        let stage = Stage::new();
        let (mut session, id) = open(&stage.dir(), "sri");
        let before = count(&session, &id);
        mark(&mut session, &id, 0, 3);
        assert!(acknowledged(&session));
        let local = stage.dir().join(".local");
        match what {
            "all of it" => fs::remove_dir_all(&local).unwrap(),
            "the journal" => fs::remove_file(local.join("journal")).unwrap(),
            _ => {
                fs::write(local.join("journal.new"), "12345678 (kind:tag,count:1,puts:[])\n").unwrap();
                fs::rename(local.join("journal.new"), local.join("journal")).unwrap();
            }
        }
        mark(&mut session, &id, 30, 4);
        assert!(acknowledged(&session), "{what}");
        assert_eq!(stage.after_a_kill(&id, "sri"), before + 7, "{what}: said to be saved, and lost");
        session.poll();
        let told = session.notices().iter().filter(|notice| notice.path == ".local/journal").count();
        assert_eq!(told, 1, "{what}: {:?}", session.notices());
        if what == "another journal" {
            let aside = Recovery::of(&stage.dir()).unwrap().paths();
            assert!(aside.contains(".local/journal"), "it is kept: {aside:?}");
        }
    }
}

#[test]
fn a_second_window_that_came_in_without_a_lock_loses_nothing() {
    let stage = Stage::new();
    let (mut first, id) = open(&stage.dir(), "sri");
    let before = count(&first, &id);
    mark(&mut first, &id, 0, 3);
    first.save().unwrap();
    fs::remove_dir_all(stage.dir().join(".local")).unwrap();
    let (mut second, _) = open(&stage.dir(), "sri");
    assert!(second.read_only().is_none(), "the lock is gone, so it comes in");
    mark(&mut second, &id, 30, 7);
    assert!(acknowledged(&second));
    // The first one may not write beside it, and says why.
    mark(&mut first, &id, 80, 2);
    let refused = first.save().expect_err("another has the project");
    assert!(refused.to_string().contains("the lock was removed"), "{refused}");
    assert!(!acknowledged(&first), "it is not said to be saved");
    assert_eq!(stage.after_a_kill(&id, "sri"), before + 10, "the second one's are there");
    drop(second);
    first.save().expect("it is alone again");
    first.poll();
    first.save().expect("both are joined");
    drop(first);
    let (session, _) = open(&stage.dir(), "sri");
    assert_eq!(count(&session, &id), before + 12);
}

#[cfg(unix)]
#[test]
fn files_keep_their_rights() {
    use std::os::unix::fs::PermissionsExt;
    let stage = Stage::new();
    let (mut session, id) = open(&stage.dir(), "sri");
    let path = stage.dir().join(session.place_path(&id));
    mark(&mut session, &id, 100, 1);
    drop(session);
    for mode in [0o600, 0o664] {
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        let (mut session, id) = open(&stage.dir(), "sri");
        mark(&mut session, &id, mode as usize % 50, 1);
        session.save().unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, mode);
    }
}

#[test]
fn a_journal_whose_end_was_turned_to_zeros_says_how_much_and_keeps_it() {
    let stage = Stage::new();
    let (mut session, id) = open(&stage.dir(), "sri");
    let before = count(&session, &id);
    mark(&mut session, &id, 0, 12);
    assert!(acknowledged(&session));
    let copy = stage.folder.path().join("salinan");
    copy_folder(&stage.dir(), &copy);
    let journal = copy.join(".local/journal");
    let mut bytes = fs::read(&journal).unwrap();
    let from = bytes.len() - bytes.len() / 3;
    bytes[from..].fill(0);
    fs::write(&journal, &bytes).unwrap();
    let (session, _) = open(&copy, "sri");
    assert!(count(&session, &id) > before && count(&session, &id) < before + 12);
    let told: Vec<String> = session.notices().iter().map(ToString::to_string).collect();
    assert!(told.iter().any(|line| line.contains("bytes) were set aside in .local/journal-damaged-")), "{told:?}");
    let kept = fs::read_dir(copy.join(".local")).unwrap().flatten();
    let kept: Vec<_> =
        kept.filter(|entry| entry.file_name().to_string_lossy().starts_with("journal-damaged-")).collect();
    assert_eq!(kept.len(), 1);
    assert!(kept[0].metadata().unwrap().len() as usize >= bytes.len() - from, "all of it is kept");
}
