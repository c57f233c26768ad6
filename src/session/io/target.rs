//! Where an export goes: one file with others beside it, a folder, or standard output. Everything is written aside and
//! put in its place at the end, so that an export is there whole or not at all.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Component, Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use crate::{
    dataset::manifest::{FileEntry, Summing},
    formats::{THE_FILE, Target},
};

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
    replace: bool,
    /// The part of a split that is written now; empty if every file keeps its name.
    part: Mutex<String>,
    written: Arc<Mutex<Vec<FileEntry>>>,
    done: bool,
}

impl DiskTarget {
    /// Refuses what is there already, unless it may be replaced: a file, or a folder that an export made.
    pub fn new(destination: Destination, replace: bool) -> Result<Self, String> {
        let (Destination::File(path) | Destination::Folder(path, _)) = &destination;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let name = name.ok_or_else(|| format!("{} is no name for an export", path.display()))?;
        let there = path.symlink_metadata().is_ok();
        match &destination {
            Destination::File(_) if there && !replace => {
                return Err(format!("{} is there already. Choose another name, or say --force", path.display()));
            }
            Destination::File(_) if path.is_dir() => return Err(format!("{} is a folder", path.display())),
            Destination::Folder(..) if there => may_replace(path, replace)?,
            _ => {}
        }
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let unique: String = std::iter::repeat_with(fastrand::alphanumeric).take(8).collect();
        let staging = parent.join(format!(".{name}.{unique}.unfinished"));
        fs::create_dir_all(parent).and_then(|()| fs::create_dir(&staging)).map_err(|error| failed(parent, &error))?;
        let (part, written) = (Mutex::default(), Arc::default());
        Ok(Self { destination, staging, replace, part, written, done: false })
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

    /// Writes a file anew.
    pub fn replace(&self, file: &str, bytes: &[u8]) -> io::Result<()> {
        self.written.lock().unwrap_or_else(PoisonError::into_inner).retain(|entry| entry.path != file);
        fs::remove_file(self.staging.join(file))?;
        self.begin_part("");
        let mut out = self.create(file)?;
        out.write_all(bytes)?;
        out.flush()
    }

    /// Puts everything in its place.
    pub fn finish(mut self) -> Result<(), String> {
        self.done = true;
        match &self.destination {
            Destination::Folder(path, _) => {
                if path.exists() {
                    may_replace(path, self.replace)?;
                    let old = self.staging.with_extension("old");
                    fs::rename(path, &old).map_err(|error| failed(path, &error))?;
                    fs::rename(&self.staging, path).map_err(|error| failed(path, &error))?;
                    return fs::remove_dir_all(&old).map_err(|error| failed(&old, &error));
                }
                fs::rename(&self.staging, path).map_err(|error| failed(path, &error))
            }
            Destination::File(path) => {
                for entry in self.written() {
                    let to = path.with_file_name(&entry.path);
                    let from = self.staging.join(&entry.path);
                    File::open(&from).and_then(|file| file.sync_all()).map_err(|error| failed(&from, &error))?;
                    fs::rename(&from, &to).map_err(|error| failed(&to, &error))?;
                }
                fs::remove_dir_all(&self.staging).map_err(|error| failed(&self.staging, &error))
            }
        }
    }

    /// The name of a file where it will be.
    fn name(&self, file: &str) -> String {
        let part = self.part.lock().unwrap_or_else(PoisonError::into_inner);
        match &self.destination {
            Destination::File(path) => {
                let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
                let stem = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
                if file == THE_FILE { name } else { format!("{stem}.{file}") }
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

/// A folder is replaced if it is empty, or if asked for and an export made it.
fn may_replace(path: &Path, replace: bool) -> Result<(), String> {
    let entries = fs::read_dir(path).map_err(|error| failed(path, &error))?;
    if entries.count() == 0 {
        return Ok(());
    }
    match (is_manifest(&path.join(MANIFEST)), replace) {
        (true, true) => Ok(()),
        (true, false) => {
            Err(format!("{} holds an export already. Choose another name, or say --force", path.display()))
        }
        (false, _) => Err(format!("{} is not empty, and no export made it. Choose another name", path.display())),
    }
}

/// Whether a file is the manifest of an export.
pub(in crate::session) fn is_manifest(path: &Path) -> bool {
    fs::read_to_string(path).is_ok_and(|text| text.contains("\"manifest_version\""))
}

fn failed(path: &Path, error: &io::Error) -> String {
    format!("{}: cannot be written: {error}", path.display())
}

impl Target for DiskTarget {
    fn create(&self, file: &str) -> io::Result<Box<dyn Write + Send>> {
        let name = self.name(file);
        let inside = Path::new(&name).components().all(|part| matches!(part, Component::Normal(_)));
        if !inside || name.is_empty() {
            return Err(io::Error::other(format!("{name} would lie outside of the export")));
        }
        let path = self.staging.join(&name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        let out = BufWriter::with_capacity(1 << 16, Summing::new(File::create_new(&path)?));
        Ok(Box::new(Staged { out: Some(out), name, written: self.written.clone() }))
    }
}

/// A file under way; its checksum is taken when it is dropped.
struct Staged {
    out: Option<BufWriter<Summing<File>>>,
    name: String,
    written: Arc<Mutex<Vec<FileEntry>>>,
}

impl Write for Staged {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.as_mut().ok_or_else(|| io::Error::other("closed"))?.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.as_mut().ok_or_else(|| io::Error::other("closed"))?.flush()
    }
}

impl Drop for Staged {
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
        out.ok_or_else(|| io::Error::other("the format has more than one file; name a folder"))
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
        put(&target, MANIFEST, b"{\"manifest_version\": 1}");
        assert!(!out.exists());
        drop(target);
        assert_eq!(names(dir.path()), Vec::<String>::new(), "given up, nothing is left");

        let target = DiskTarget::new(folder(), false).expect("a new folder");
        target.begin_part("train");
        put(&target, THE_FILE, b"PDIP");
        put(&target, "x.xml", b"");
        target.begin_part("");
        put(&target, MANIFEST, b"{\"manifest_version\": 1}");
        assert_eq!(
            target.written().iter().map(|e| e.path.as_str()).collect::<Vec<_>>(),
            [MANIFEST, "train.jsonl", "train/x.xml"]
        );
        assert!(target.written()[1].sha256.starts_with("4669ff2a29d2"));
        assert!(target.create("../x").is_err() && target.create("/x").is_err());
        target.finish().expect("it is put in its place");
        assert_eq!(names(&out), [MANIFEST, "train", "train.jsonl"]);

        assert!(DiskTarget::new(folder(), false).err().expect("it is there").contains("--force"));
        let again = DiskTarget::new(folder(), true).expect("it may be replaced");
        put(&again, THE_FILE, b"PKS");
        again.finish().expect("it is replaced");
        assert_eq!(names(&out), ["p.jsonl"]);
        assert!(DiskTarget::new(folder(), true).err().expect("nobody's").contains("no export made it"));
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
