//! Where formats read from and write to: names and streams, in memory here and on disk in `session`. Formats never
//! know a path, so none can reach outside.

use std::{
    collections::BTreeMap,
    io::{self, Cursor, Read, Seek, Write},
    sync::{Arc, Mutex},
};

use crate::message::message;

/// A file or a folder to read.
pub trait Source: Sync {
    /// As a person knows it, for problems.
    fn name(&self) -> &str;

    /// Paths inside, with `/`, in natural order; of a single file, its name alone.
    fn files(&self) -> &[String];

    /// A stream of one of [`Source::files`].
    fn open(&self, file: &str) -> io::Result<Box<dyn Read + Send>>;

    /// The same with random access, for formats that need it.
    fn open_at(&self, file: &str) -> io::Result<Box<dyn Seekable>>;

    /// The size of one of them in bytes, if it is known before it is read.
    fn size(&self, file: &str) -> Option<u64>;

    /// How a problem names one of the files: the path inside the folder, or the name alone.
    fn called(&self, file: &str) -> String {
        if self.name() == file || self.name().ends_with(&format!("/{file}")) {
            self.name().to_owned()
        } else {
            format!("{}/{file}", self.name())
        }
    }
}

/// A stream with random access.
pub trait Seekable: Read + Seek + Send {}

impl<T: Read + Seek + Send> Seekable for T {}

/// The one file of a format that has only one, and is named by whoever writes.
pub const THE_FILE: &str = "";

/// A file or a folder to write.
pub trait Target: Sync {
    /// Begins a file, with `/` in its path; [`THE_FILE`] is the one that the person named, others stand beside it. The
    /// stream must be flushed before it is dropped.
    fn create(&self, file: &str) -> io::Result<Box<dyn Write + Send>>;
}

/// Files in memory, to read.
#[derive(Debug, Clone, Default)]
pub struct MemorySource {
    name: String,
    names: Vec<String>,
    files: BTreeMap<String, Arc<[u8]>>,
}

impl MemorySource {
    /// One file.
    pub fn file(name: &str, bytes: impl Into<Arc<[u8]>>) -> Self {
        let files = [(name.to_owned(), bytes.into())].into();
        Self { name: name.to_owned(), names: vec![name.to_owned()], files }
    }

    /// A folder of files.
    pub fn folder(name: &str, files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        let files: BTreeMap<String, Arc<[u8]>> =
            files.into_iter().map(|(name, bytes)| (name, Arc::from(bytes))).collect();
        let mut names: Vec<String> = files.keys().cloned().collect();
        names.sort_by(|a, b| super::natural_order(a, b));
        Self { name: name.to_owned(), names, files }
    }

    fn bytes(&self, file: &str) -> io::Result<Cursor<Arc<[u8]>>> {
        let bytes = self.files.get(file).ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
        Ok(Cursor::new(bytes.clone()))
    }
}

impl Source for MemorySource {
    fn name(&self) -> &str {
        &self.name
    }

    fn files(&self) -> &[String] {
        &self.names
    }

    fn open(&self, file: &str) -> io::Result<Box<dyn Read + Send>> {
        Ok(Box::new(self.bytes(file)?))
    }

    fn open_at(&self, file: &str) -> io::Result<Box<dyn Seekable>> {
        Ok(Box::new(self.bytes(file)?))
    }

    fn size(&self, file: &str) -> Option<u64> {
        self.files.get(file).map(|bytes| bytes.len() as u64)
    }
}

/// Files in memory, written.
#[derive(Debug, Default)]
pub struct MemoryTarget(Mutex<BTreeMap<String, Arc<Mutex<Vec<u8>>>>>);

impl MemoryTarget {
    /// What was written so far, by path.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let files = self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let bytes = |file: &Arc<Mutex<Vec<u8>>>| file.lock().map(|bytes| bytes.clone()).unwrap_or_default();
        files.iter().map(|(name, file)| (name.clone(), bytes(file))).collect()
    }
}

impl Target for MemoryTarget {
    fn create(&self, file: &str) -> io::Result<Box<dyn Write + Send>> {
        let bytes = Arc::new(Mutex::new(Vec::new()));
        let mut files = self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if files.insert(file.to_owned(), bytes.clone()).is_some() {
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, message!("{file} is written twice", file = file)));
        }
        Ok(Box::new(MemoryFile(bytes)))
    }
}

struct MemoryFile(Arc<Mutex<Vec<u8>>>);

impl Write for MemoryFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
