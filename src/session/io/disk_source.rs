//! Files and folders as formats read them: streams by name, nothing outside, every byte counted.

use std::{
    collections::{BTreeMap, BTreeSet},
    ffi::OsString,
    fs::{self, File},
    io::{self, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use super::{
    beside::{FileBeside, beside},
    target::{MANIFEST, exported_files, is_manifest},
};
use crate::{
    dataset::manifest::{LEFT_OUT, NAMES, SCHEME},
    formats::{DiskShape, Format, Problem, Seekable, Sniff, Source, natural_order, recognise},
    message::message,
};

/// How deep folders are followed.
const DEPTH: usize = 16;

/// A file or folder on disk.
pub struct DiskSource {
    name: String,
    root: PathBuf,
    files: Vec<String>,
    /// Where a file lies whose name is not Unicode, by the name that is shown for it.
    odd: BTreeMap<String, PathBuf>,
    /// Files that exports of ours list as theirs: what no reader wants of them is no loss.
    exported: BTreeSet<String>,
    folder: bool,
    read: Arc<AtomicU64>,
}

impl DiskSource {
    /// One file.
    pub fn file(path: &Path) -> Self {
        let file = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let name = path.display().to_string().replace('\\', "/");
        Self {
            name,
            root: path.to_owned(),
            files: vec![file],
            odd: BTreeMap::new(),
            exported: BTreeSet::new(),
            folder: false,
            read: Arc::default(),
        }
    }

    /// All files of a folder and of those in it, but hidden ones and what an export of ours says of itself; links to
    /// folders are not followed.
    pub fn folder(path: &Path, problems: &mut Vec<Problem>) -> Self {
        let mut found = FolderListing::default();
        found.collect(path, "", DEPTH, problems);
        let FolderListing { mut files, odd } = found;
        let exported = exported_in(path, &files);
        leave_manifests(path, &mut files, &exported);
        let name = path.display().to_string().replace('\\', "/");
        let name = if name.ends_with('/') { name.trim_end_matches('/').to_owned() } else { name };
        Self { name, root: path.to_owned(), files, odd, exported, folder: true, read: Arc::default() }
    }

    /// Files with annotations of brat that are named alone, by their folders, with the text that lies beside each.
    pub fn standoff(paths: &[impl AsRef<Path>]) -> BTreeMap<PathBuf, BTreeSet<String>> {
        let mut found: BTreeMap<PathBuf, BTreeSet<String>> = BTreeMap::new();
        for path in paths.iter().map(AsRef::as_ref) {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let Some((stem, ending)) = name.rsplit_once('.') else { continue };
            if !["ann", "a1", "a2"].contains(&ending.to_lowercase().as_str()) || !path.is_file() {
                continue;
            }
            let folder = path.parent().unwrap_or(Path::new("")).to_owned();
            let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder.as_path() };
            let beside: Vec<String> = fs::read_dir(here)
                .into_iter()
                .flatten()
                .flatten()
                .filter_map(|entry| entry.file_name().into_string().ok())
                .filter(|other| {
                    let end = other.strip_prefix(stem).map(str::to_lowercase);
                    end.is_some_and(|end| end == ".txt" || end == ".tandai.json")
                })
                .collect();
            if beside.iter().any(|other| other.to_lowercase().ends_with(".txt")) {
                let files = found.entry(folder).or_default();
                files.extend(beside);
                files.insert(name.to_owned());
            }
        }
        found
    }

    /// Some files of a folder, as if there were no others.
    pub fn chosen(folder: &Path, mut files: Vec<String>) -> Self {
        files.sort_by(|a, b| natural_order(a, b));
        let shown = folder.display().to_string().replace('\\', "/");
        let name = if shown.is_empty() { ".".to_owned() } else { shown };
        let (odd, exported, read) = (BTreeMap::new(), BTreeSet::new(), Arc::default());
        Self { name, root: folder.to_owned(), files, odd, exported, folder: true, read }
    }

    /// Whether an export of ours lists a file as its own.
    pub fn is_exported(&self, file: &str) -> bool {
        self.exported.contains(file)
    }

    /// How many bytes were read so far; ask from any thread.
    pub fn counter(&self) -> Arc<AtomicU64> {
        self.read.clone()
    }

    /// The size of all files, in bytes.
    pub fn total(&self) -> u64 {
        self.files.iter().filter_map(|file| self.size(file)).sum()
    }

    /// One of the files alone.
    pub fn alone(&self, file: &str) -> Self {
        let read = self.read.clone();
        Self {
            name: self.called(file),
            root: self.path(file),
            files: vec![last(file)],
            odd: BTreeMap::new(),
            exported: BTreeSet::new(),
            folder: false,
            read,
        }
    }

    /// A file of this name that an export of ours wrote beside what is here.
    pub fn beside(&self, name: &str) -> Option<FileBeside> {
        beside(&self.root, name)
    }

    /// The format that it is in, by its content.
    pub fn recognise(&self) -> Option<&'static dyn Format> {
        let found = recognise(&Sniff::of(self));
        found.filter(|format| !self.folder || format.info().shape == DiskShape::Folder)
    }

    fn path(&self, file: &str) -> PathBuf {
        match self.odd.get(file) {
            Some(path) => path.clone(),
            None if self.folder => self.root.join(file),
            None => self.root.clone(),
        }
    }
}

fn last(path: &str) -> String {
    path.rsplit('/').next().unwrap_or(path).to_owned()
}

impl Source for DiskSource {
    fn name(&self) -> &str {
        &self.name
    }

    fn files(&self) -> &[String] {
        &self.files
    }

    fn open(&self, file: &str) -> io::Result<Box<dyn Read + Send>> {
        Ok(Box::new(CountingFile { file: File::open(self.path(file))?, read: self.read.clone() }))
    }

    fn open_at(&self, file: &str) -> io::Result<Box<dyn Seekable>> {
        Ok(Box::new(CountingFile { file: File::open(self.path(file))?, read: self.read.clone() }))
    }

    fn size(&self, file: &str) -> Option<u64> {
        fs::metadata(self.path(file)).ok().map(|meta| meta.len())
    }
}

struct CountingFile {
    file: File,
    read: Arc<AtomicU64>,
}

impl Read for CountingFile {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.read.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

impl Seek for CountingFile {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

/// What a folder holds.
#[derive(Default)]
struct FolderListing {
    files: Vec<String>,
    odd: BTreeMap<String, PathBuf>,
}

impl FolderListing {
    fn collect(&mut self, dir: &Path, prefix: &str, depth: usize, problems: &mut Vec<Problem>) {
        let called = || dir.display().to_string();
        if depth == 0 {
            problems.push(Problem::new(
                called(),
                message!("lies more than {depth} folders deep", depth = DEPTH),
                message!("Import it by itself"),
            ));
            return;
        }
        let entries = match fs::read_dir(dir) {
            Ok(entries) => entries,
            Err(error) => return problems.push(Problem::unreadable(called(), &error)),
        };
        let named = |entry: fs::DirEntry| (entry.file_name().to_string_lossy().into_owned(), entry.file_name());
        let mut names: Vec<(String, OsString)> = entries.filter_map(Result::ok).map(named).collect();
        names.sort_by(|a, b| natural_order(&a.0, &b.0).then_with(|| a.1.cmp(&b.1)));
        for (name, real) in names.iter().filter(|(name, _)| !name.starts_with('.')) {
            let path = dir.join(real);
            let Ok(meta) = path.metadata() else {
                problems.push(Problem::new(
                    path.display().to_string(),
                    message!("cannot be read: it leads nowhere"),
                    message!("Leave it out"),
                ));
                continue;
            };
            if meta.is_dir() {
                // A link to a folder can lead back here.
                if !path.is_symlink() {
                    self.collect(&path, &format!("{prefix}{name}/"), depth - 1, problems);
                }
            } else if meta.is_file() {
                let shown = format!("{prefix}{name}");
                // Two names that are not Unicode can look the same.
                let others = (2..).map(|number| format!("{prefix}{number} {name}"));
                let taken = |name: &String| self.odd.contains_key(name);
                let shown = std::iter::once(shown).chain(others).find(|name| !taken(name)).unwrap_or_default();
                if dir.join(name) != path || path.to_str().is_none() {
                    self.odd.insert(shown.clone(), path);
                }
                self.files.push(shown);
            } else {
                // A pipe among the files would wait for ever.
                problems.push(Problem::new(
                    path.display().to_string(),
                    message!("is not a file"),
                    message!("Leave it out"),
                ));
            }
        }
    }
}

/// What the manifests of exports in a folder list.
fn exported_in(dir: &Path, files: &[String]) -> BTreeSet<String> {
    let listed = files.iter().filter(|file| file.ends_with(MANIFEST)).filter_map(|file| {
        let beside = file.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let files = exported_files(&dir.join(file))?;
        Some(files.into_iter().map(move |file| format!("{beside}{}", file.path)))
    });
    listed.flatten().collect()
}

/// Takes out the manifests of exports and what stands beside them: lists of what was left out, names, the scheme. They are
/// of the data, and none.
fn leave_manifests(dir: &Path, files: &mut Vec<String>, exported: &BTreeSet<String>) {
    let named = |file: &&String| file.ends_with(MANIFEST);
    let manifests = files.iter().filter(named).filter(|file| is_manifest(&dir.join(file)));
    // In a folder of its own, or beside one file and under its name.
    let lists = manifests.filter_map(|file| {
        let before = file.strip_suffix(MANIFEST)?;
        let beside = [NAMES, SCHEME].map(|name| format!("{before}{name}"));
        let beside = beside.into_iter().filter(|file| exported.contains(file));
        (before.is_empty() || before.ends_with(['/', '.']))
            .then(|| [file.clone(), format!("{before}{LEFT_OUT}")].into_iter().chain(beside))
    });
    let ours: BTreeSet<String> = lists.flatten().collect();
    files.retain(|file| !ours.contains(file));
}

/// Standard input, or any stream that can be read once.
pub struct StreamSource {
    name: String,
    files: Vec<String>,
    stream: std::sync::Mutex<Option<Box<dyn Read + Send>>>,
}

impl StreamSource {
    pub fn new(name: &str, stream: Box<dyn Read + Send>) -> Self {
        Self { name: name.to_owned(), files: vec![name.to_owned()], stream: std::sync::Mutex::new(Some(stream)) }
    }
}

impl Source for StreamSource {
    fn name(&self) -> &str {
        &self.name
    }

    fn files(&self) -> &[String] {
        &self.files
    }

    fn open(&self, _: &str) -> io::Result<Box<dyn Read + Send>> {
        let stream = self.stream.lock().ok().and_then(|mut stream| stream.take());
        stream.ok_or_else(|| io::Error::other(message!("it can be read once only; name a file instead")))
    }

    fn open_at(&self, file: &str) -> io::Result<Box<dyn Seekable>> {
        // A stream cannot be read backwards, so it is kept whole, up to a size that memory takes.
        const MOST: u64 = 1 << 30;
        let mut bytes = Vec::new();
        self.open(file)?.take(MOST + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > MOST {
            return Err(io::Error::other(message!("it has more than 1 GB; name a file instead")));
        }
        Ok(Box::new(io::Cursor::new(bytes)))
    }

    fn size(&self, _: &str) -> Option<u64> {
        None
    }
}
