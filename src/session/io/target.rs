//! Where an export goes: one file with others beside it, a folder, or standard output. Everything is written aside and
//! put in its place at the end, so that an export is there whole or not at all.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Component, Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use crate::{
    dataset::manifest::{FileEntry, Summing},
    formats::{THE_FILE, Target},
    message::{Message, message},
};

use super::replacing::{self, UNFINISHED, WRITING, above, sweep, sync_folder};

/// The manifest's name in a folder.
pub const MANIFEST: &str = "manifest.json";

/// Where an export shall be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// This file; what else there is stands beside it under its name.
    File(PathBuf),
    /// A folder; the file of a format that has only one gets this name.
    Folder(PathBuf, String),
}

/// Files of an export that are not yet in their place.
pub struct DiskTarget {
    destination: Destination,
    staging: PathBuf,
    /// Held while the files are written, so that what a killed export left is told from one that is under way.
    writing: Option<File>,
    replace: bool,
    cancel: Arc<AtomicBool>,
    /// What files beside a file are called after.
    beside: String,
    /// The part of a split that is written now; empty if every file keeps its name.
    part: Mutex<String>,
    written: Arc<Mutex<Vec<FileEntry>>>,
    done: bool,
}

impl DiskTarget {
    /// Refuses what is there already, unless it may be replaced (a file, or a folder that an export made), and a place
    /// inside of a project.
    pub fn new(destination: Destination, replace: bool) -> Result<Self, Message> {
        let (Destination::File(path) | Destination::Folder(path, _)) = &destination;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let name = name.ok_or_else(|| message!("{path} is not a name for an export", path = path.display()))?;
        replacing::not_in_a_project(path)?;
        match &destination {
            Destination::File(_) if path.is_dir() => {
                return Err(message!("{path} is a folder. Choose another name", path = path.display()));
            }
            Destination::File(_) => {
                // What the format writes is known later; the manifest stands beside every one of them.
                replacing::files(path, &[(replacing::beside(path, MANIFEST), PathBuf::new())], replace)?;
            }
            Destination::Folder(..) if path.symlink_metadata().is_ok() => replacing::folder(path, replace)?,
            Destination::Folder(..) => {}
        }
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::create_dir_all(parent).map_err(|error| replacing::failed(parent, &error))?;
        sweep(parent, &name);
        let unique: String = std::iter::repeat_with(fastrand::alphanumeric).take(8).collect();
        let staging = parent.join(format!(".{name}.{unique}{UNFINISHED}"));
        fs::create_dir(&staging).map_err(|error| replacing::failed(parent, &error))?;
        let writing = File::create_new(staging.join(WRITING)).ok().filter(|file| file.try_lock().is_ok());
        let (cancel, part, written) = Default::default();
        let beside = replacing::name_beside(path);
        Ok(Self { destination, staging, writing, replace, cancel, beside, part, written, done: false })
    }

    /// Gives up, with an error on the next write, once this is set.
    pub fn cancelled_by(mut self, cancel: Arc<AtomicBool>) -> Self {
        self.cancel = cancel;
        self
    }

    /// From now on files are of this part.
    pub fn begin_part(&self, part: &str) {
        part.clone_into(&mut self.part.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// A file of the whole export, whatever part is being written.
    pub fn create_whole(&self, file: &str) -> io::Result<Box<dyn Write + Send>> {
        let part = std::mem::take(&mut *self.part.lock().unwrap_or_else(PoisonError::into_inner));
        let out = self.create(file);
        self.begin_part(&part);
        out
    }

    /// What was written so far, with checksums.
    pub fn written(&self) -> Vec<FileEntry> {
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner).clone();
        written.sort();
        written
    }

    /// Writes a manifest that only lists the files, so that they can be told from others, and replaced.
    pub fn list_files(&self) -> io::Result<()> {
        let made = replacing::OldExport::of(self.written());
        let mut out = self.create_whole(MANIFEST)?;
        serde_json::to_writer_pretty(&mut out, &made)?;
        out.write_all(b"\n")?;
        out.flush()
    }

    /// Writes a file anew.
    pub fn replace(&self, file: &str, bytes: &[u8]) -> io::Result<()> {
        self.written.lock().unwrap_or_else(PoisonError::into_inner).retain(|entry| entry.path != file);
        fs::remove_file(self.staging.join(file))?;
        self.begin_part("");
        let mut out = self.create(file)?;
        out.write_all(bytes)?;
        out.flush()
    }

    /// Puts everything in its place, durably, after a last look at what is there.
    pub fn finish(mut self) -> Result<(), Message> {
        if self.cancel.load(Ordering::Relaxed) {
            return Err(message!("cancelled; nothing was written"));
        }
        drop(self.writing.take());
        let _ = fs::remove_file(self.staging.join(WRITING));
        let at = |path: &Path| {
            let path = path.to_owned();
            move |error: io::Error| replacing::failed(&path, &error)
        };
        let written = self.written();
        for entry in &written {
            let path = self.staging.join(&entry.path);
            // For writing: Windows makes nothing durable that was opened to be read.
            File::options().write(true).open(&path).and_then(|file| file.sync_all()).map_err(at(&path))?;
        }
        match &self.destination {
            Destination::Folder(path, _) => {
                let folders: BTreeSet<PathBuf> = written
                    .iter()
                    .filter_map(|entry| Some(self.staging.join(&entry.path).parent()?.to_owned()))
                    .collect();
                for folder in folders.iter().chain([&self.staging]) {
                    sync_folder(folder).map_err(at(folder))?;
                }
                let old = self.staging.with_extension("old");
                let replaced = path.symlink_metadata().is_ok();
                if replaced {
                    replacing::folder(path, self.replace)?;
                    fs::rename(path, &old).map_err(at(path))?;
                }
                if let Err(error) = fs::rename(&self.staging, path) {
                    if replaced {
                        let _ = fs::rename(&old, path);
                    }
                    return Err(replacing::failed(path, &error));
                }
                self.done = true;
                // The new one is durable under its name before the old one goes.
                sync_folder(above(path)).map_err(at(path))?;
                if replaced { fs::remove_dir_all(&old).map_err(at(&old)) } else { Ok(()) }
            }
            Destination::File(path) => {
                let moves: Vec<(PathBuf, PathBuf)> = written
                    .iter()
                    .map(|entry| (path.with_file_name(&entry.path), self.staging.join(&entry.path)))
                    .collect();
                replacing::files(path, &moves, self.replace)?;
                for (to, from) in &moves {
                    fs::rename(from, to).map_err(at(to))?;
                }
                sync_folder(above(path)).map_err(at(path))
            }
        }
    }

    /// The name of a file where it will be.
    fn name(&self, file: &str) -> String {
        let part = self.part.lock().unwrap_or_else(PoisonError::into_inner);
        match &self.destination {
            Destination::File(path) => {
                let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
                if file == THE_FILE { name } else { format!("{}.{file}", self.beside) }
            }
            Destination::Folder(_, main) => match (part.is_empty(), file == THE_FILE) {
                (true, true) => main.clone(),
                (true, false) => file.to_owned(),
                (false, true) => {
                    let extension = main.rsplit_once('.').map_or("", |(_, extension)| extension);
                    format!("{part}.{extension}")
                }
                (false, false) => format!("{part}/{file}"),
            },
        }
    }
}

impl Drop for DiskTarget {
    fn drop(&mut self) {
        if !self.done {
            // What was not finished is nothing.
            let _ = fs::remove_dir_all(&self.staging);
        }
    }
}

/// Whether a file is the manifest of an export.
pub(in crate::session) fn is_manifest(path: &Path) -> bool {
    exported_files(path).is_some()
}

/// The files that a manifest of ours lists, relative to it; `None`: it is none.
pub(in crate::session) fn exported_files(manifest: &Path) -> Option<Vec<FileEntry>> {
    Some(replacing::OldExport::read(manifest)?.files)
}

impl Target for DiskTarget {
    fn create(&self, file: &str) -> io::Result<Box<dyn Write + Send>> {
        let name = self.name(file);
        let inside = Path::new(&name).components().all(|part| matches!(part, Component::Normal(_)));
        if !inside || name.is_empty() {
            return Err(io::Error::other(message!("{name} would lie outside of the export", name = name)));
        }
        let path = self.staging.join(&name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        let out = BufWriter::with_capacity(1 << 16, Summing::new(File::create_new(&path)?));
        Ok(Box::new(StagedFile { out: Some(out), name, written: self.written.clone(), cancel: self.cancel.clone() }))
    }
}

/// A file under way; its checksum is taken when it is dropped.
struct StagedFile {
    out: Option<BufWriter<Summing<File>>>,
    name: String,
    written: Arc<Mutex<Vec<FileEntry>>>,
    cancel: Arc<AtomicBool>,
}

impl Write for StagedFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.cancel.load(Ordering::Relaxed) {
            return Err(io::Error::other(message!("cancelled; nothing was written")));
        }
        self.out.as_mut().ok_or_else(|| io::Error::other("closed"))?.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.as_mut().ok_or_else(|| io::Error::other("closed"))?.flush()
    }
}

impl Drop for StagedFile {
    fn drop(&mut self) {
        // Writers flush before they let go, so nothing is left in the buffer.
        if let Some(sum) = self.out.take().and_then(|out| out.into_inner().ok()) {
            let (_, entry) = sum.finish(std::mem::take(&mut self.name));
            self.written.lock().unwrap_or_else(PoisonError::into_inner).push(entry);
        }
    }
}

/// Standard output: the one file of a format; files beside it go nowhere.
pub struct StreamTarget(Mutex<Option<Box<dyn Write + Send>>>);

impl StreamTarget {
    pub fn new(out: Box<dyn Write + Send>) -> Self {
        Self(Mutex::new(Some(out)))
    }
}

impl Target for StreamTarget {
    fn create(&self, file: &str) -> io::Result<Box<dyn Write + Send>> {
        if file != THE_FILE {
            return Ok(Box::new(io::sink()));
        }
        let out = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        out.ok_or_else(|| io::Error::other(message!("the format has more than one file; name a folder")))
    }
}

/// Nowhere: for a look at what an export would leave out.
pub struct NoTarget;

impl Target for NoTarget {
    fn create(&self, _: &str) -> io::Result<Box<dyn Write + Send>> {
        Ok(Box::new(io::sink()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(target: &DiskTarget, file: &str, bytes: &[u8]) {
        let mut out = target.create(file).expect("it is created");
        out.write_all(bytes).and_then(|()| out.flush()).expect("it is written");
    }

    fn put_manifest(target: &DiskTarget) {
        let files: Vec<serde_json::Value> = target
            .written()
            .iter()
            .map(|entry| serde_json::json!({ "path": entry.path, "sha256": entry.sha256, "size": entry.size }))
            .collect();
        let application = serde_json::json!({ "name": "tandai", "version": "1" });
        let made = serde_json::json!({ "application": application, "files": files, "manifest_version": 1 });
        put(target, MANIFEST, made.to_string().as_bytes());
    }

    /// An export of one file with one beside it.
    fn export(path: &Path, force: bool, beside: &str, bytes: &[u8]) -> Result<(), String> {
        let said = |message: Message| message.to_string();
        let target = DiskTarget::new(Destination::File(path.to_owned()), force).map_err(said)?;
        put(&target, THE_FILE, bytes);
        put(&target, beside, bytes);
        put_manifest(&target);
        target.finish().map_err(said)
    }

    #[test]
    fn what_stands_beside_a_file_is_not_overwritten() {
        let dir = tempfile::tempdir().expect("a folder");
        let at = |name: &str| dir.path().join(name);
        // The manifest of another export of that name.
        export(&at("data.jsonl"), false, "left_out.jsonl", b"satu").expect("a new file");
        let manifest = fs::read(at("data.manifest.json")).expect("a manifest");
        for force in [false, true] {
            export(&at("data.json"), force, "label_config.xml", b"dua").expect("it stands under its whole name");
            assert_eq!(fs::read(at("data.manifest.json")).expect("it is there"), manifest);
            assert!(at("data.json.manifest.json").exists() && at("data.json.label_config.xml").exists());
            assert!(!at("data.label_config.xml").exists());
        }
        assert!(export(&at("data.json"), false, "label_config.xml", b"dua").is_err(), "it is there already");
        // A file of the person's own.
        fs::write(at("u.label_config.xml"), "MILIK SAYA").expect("it is written");
        for force in [false, true] {
            let refused = export(&at("u.json"), force, "label_config.xml", b"dua").expect_err("nobody's");
            assert!(refused.contains("u.label_config.xml"), "{refused}");
        }
        assert_eq!(fs::read_to_string(at("u.label_config.xml")).expect("it is there"), "MILIK SAYA");
        // What an export made is replaced when that is said, unless it was changed since.
        assert!(export(&at("data.jsonl"), false, "left_out.jsonl", b"tiga").is_err());
        export(&at("data.jsonl"), true, "left_out.jsonl", b"tiga").expect("it is its own");
        fs::write(at("data.left_out.jsonl"), "catatan saya").expect("it is changed");
        let refused = export(&at("data.jsonl"), true, "left_out.jsonl", b"empat").expect_err("it was changed");
        assert!(refused.contains("data.left_out.jsonl"), "{refused}");
        assert_eq!(fs::read_to_string(at("data.jsonl")).expect("it is there"), "tiga");
    }

    #[test]
    fn force_removes_only_what_an_export_made() {
        let dir = tempfile::tempdir().expect("a folder");
        let out = dir.path().join("bf");
        let run = |bytes: &[u8]| {
            let target = DiskTarget::new(Destination::Folder(out.clone(), "p.ann".into()), true);
            let target = target.map_err(|message| message.to_string())?;
            put(&target, "satu/a.ann", bytes);
            put_manifest(&target);
            target.finish().map_err(|message| message.to_string())
        };
        run(b"T1").expect("a new folder");
        run(b"T2").expect("it is an export's");
        let harms: [(&str, &dyn Fn()); 4] = [
            ("satu/a.ann", &|| fs::write(out.join("satu/a.ann"), "T2 disunting").expect("it is changed")),
            ("notes.txt", &|| fs::write(out.join("notes.txt"), "x").expect("it is written")),
            ("mine", &|| fs::create_dir(out.join("mine")).expect("it is made")),
            ("satu/y", &|| fs::write(out.join("satu/y"), "x").expect("it is written")),
        ];
        for (what, harm) in harms {
            harm();
            let refused = run(b"T3").expect_err(what);
            assert!(refused.contains(what), "{what}: {refused}");
            let _ = fs::remove_file(out.join(what)).and_then(|()| fs::write(out.join("satu/a.ann"), "T2"));
            let _ = fs::remove_dir(out.join(what));
        }
        run(b"T3").expect("nothing else is there any more");
        // Another program's folder.
        let other = dir.path().join("chrome");
        fs::create_dir(&other).expect("made");
        for manifest in [
            r#"{ "manifest_version": 3 }"#,
            r#"{ "manifest_version": 3, "application": { "name": "lain", "version": "1" }, "files": [] }"#,
        ] {
            fs::write(other.join(MANIFEST), manifest).expect("written");
            let refused = DiskTarget::new(Destination::Folder(other.clone(), "p.ann".into()), true).err();
            let refused = refused.expect("not ours").to_string();
            assert!(refused.contains("no export of Tandai"), "{refused}");
            assert!(other.join(MANIFEST).exists());
        }
    }

    #[test]
    fn what_a_killed_export_left_is_swept_and_what_is_under_way_is_not() {
        let dir = tempfile::tempdir().expect("a folder");
        let to = || Destination::File(dir.path().join("data.jsonl"));
        let under_way = DiskTarget::new(to(), false).expect("a new file");
        let killed = DiskTarget::new(to(), false).expect("a new file");
        put(&killed, THE_FILE, b"separuh");
        let left = killed.staging.clone();
        // Killed: nothing is removed, and the system lets go of what was held.
        let mut killed = std::mem::ManuallyDrop::new(killed);
        drop(killed.writing.take());
        let next = DiskTarget::new(to(), false).expect("a new file");
        assert!(!left.exists() && under_way.staging.exists());
        drop(next);
        drop(under_way);
        assert_eq!(names(dir.path()), Vec::<String>::new());
    }

    #[test]
    fn a_cancelled_export_leaves_nothing() {
        let dir = tempfile::tempdir().expect("a folder");
        let cancel = Arc::new(AtomicBool::new(false));
        let target = DiskTarget::new(Destination::File(dir.path().join("data.jsonl")), false).expect("a new file");
        let target = target.cancelled_by(cancel.clone());
        put(&target, THE_FILE, b"separuh");
        cancel.store(true, Ordering::Relaxed);
        let write = target.create("x.xml").and_then(|mut out| out.write_all(b"x"));
        assert!(write.is_err_and(|error| error.to_string().contains("cancelled")));
        assert!(target.finish().is_err());
        assert_eq!(names(dir.path()), Vec::<String>::new());
    }

    #[test]
    fn an_export_does_not_go_into_a_project() {
        let dir = tempfile::tempdir().expect("a folder");
        fs::create_dir(dir.path().join("annotations")).expect("a folder");
        fs::write(dir.path().join("project.ron"), "()").expect("a file");
        for path in ["annotations/keluar", "keluar.jsonl", "baru/lagi/keluar"] {
            let to = Destination::Folder(dir.path().join(path), "p.ann".into());
            let refused = DiskTarget::new(to, true).err().expect("it is inside").to_string();
            assert!(refused.contains("lies inside the project"), "{refused}");
        }
    }

    fn names(dir: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(dir).expect("a folder").flatten().map(|e| e.file_name().to_string_lossy().into()).collect();
        names.sort();
        names
    }

    #[test]
    fn an_export_is_there_whole_or_not_at_all() {
        let dir = tempfile::tempdir().expect("a folder");
        let out = dir.path().join("data");
        let folder = || Destination::Folder(out.clone(), "p.jsonl".into());
        let target = DiskTarget::new(folder(), false).expect("a new folder");
        put(&target, THE_FILE, b"PDIP");
        assert!(!out.exists());
        drop(target);
        assert_eq!(names(dir.path()), Vec::<String>::new(), "given up, nothing is left");

        let target = DiskTarget::new(folder(), false).expect("a new folder");
        target.begin_part("train");
        put(&target, THE_FILE, b"PDIP");
        put(&target, "x.xml", b"");
        target.begin_part("");
        put_manifest(&target);
        assert_eq!(
            target.written().iter().map(|e| e.path.as_str()).collect::<Vec<_>>(),
            [MANIFEST, "train.jsonl", "train/x.xml"]
        );
        assert!(target.written()[1].sha256.starts_with("4669ff2a29d2"));
        assert!(target.create("../x").is_err() && target.create("/x").is_err());
        target.finish().expect("it is put in its place");
        assert_eq!(names(&out), [MANIFEST, "train", "train.jsonl"]);

        assert!(DiskTarget::new(folder(), false).err().expect("it is there").to_string().contains("--force"));
        let again = DiskTarget::new(folder(), true).expect("it may be replaced");
        put(&again, THE_FILE, b"PKS");
        again.finish().expect("it is replaced");
        assert_eq!(names(&out), ["p.jsonl"]);
        let refused = DiskTarget::new(folder(), true).err().expect("nobody's").to_string();
        assert!(refused.contains("no export of Tandai made it"), "{refused}");
    }

    #[test]
    fn a_file_and_what_stands_beside_it() {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join("tugas.json");
        let target = DiskTarget::new(Destination::File(file.clone()), false).expect("a new file");
        put(&target, THE_FILE, b"[]");
        put(&target, "label_config.xml", b"<View/>");
        target.finish().expect("it is put in its place");
        assert_eq!(names(dir.path()), ["tugas.json", "tugas.label_config.xml"]);
        assert!(DiskTarget::new(Destination::File(file), false).is_err());
    }
}
