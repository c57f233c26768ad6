//! Every touch of the file system, in one small trait, so that tests can stand a disk in for it that loses power or
//! fails at will. Knows nothing of projects.
//!
//! What is promised, and no more: a file's bytes are durable after [`FileHandle::sync`]; a name (created, renamed,
//! removed) is durable after [`Disk::sync_dir`] of its folder; [`Disk::rename`] is atomic.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Read, Seek, Write},
    path::{Path, PathBuf},
    sync::OnceLock,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use crate::{message::message, model::Timestamp};

/// A file as it was at some moment, as far as the file system tells without reading it: length in bytes, nanoseconds
/// since 1970 of its last change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileStamp {
    pub(in crate::store) size: u64,
    pub(in crate::store) time: i64,
}

impl FileStamp {
    /// Of a file that could change without its stamp doing so; no file has it.
    pub const UNSURE: Self = Self { size: u64::MAX, time: i64::MIN };

    /// Whether a file that had this stamp and has `now` is surely the same.
    pub(in crate::store) fn holds(self, now: Self) -> bool {
        self == now && self != Self::UNSURE
    }
}

/// A file that changed so lately could change again within the same tick of the file system's clock (the coarsest, of
/// FAT, ticks every two seconds).
const TICK: Duration = Duration::from_secs(3);

/// What a name stands for, links not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum FileKind {
    File,
    Folder,
    Link,
}

/// What came of asking for the lock.
pub(in crate::store) enum Lock {
    /// Held until it is dropped (or the process ends).
    Ours(Box<dyn Held>),
    /// Another has it; what it wrote about itself.
    Theirs(String),
    /// This file system has no locks.
    Unsupported,
}

/// The operations that the store is made of.
pub(in crate::store) trait Disk: Send + Sync {
    /// The bytes of a plain file: never through a link, never of a pipe or a device, never more than [`LARGEST`].
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    /// The same into memory that is there already, whatever is in it.
    fn read_into(&self, path: &Path, bytes: &mut Vec<u8>) -> io::Result<()> {
        *bytes = self.read(path)?;
        Ok(())
    }
    /// The same as a stream, for what may be large.
    fn open(&self, path: &Path) -> io::Result<Box<dyn SeekableFile>> {
        Ok(Box::new(io::Cursor::new(self.read(path)?)))
    }
    fn kind(&self, path: &Path) -> io::Result<FileKind>;
    /// Names in a folder, sorted.
    fn list(&self, folder: &Path) -> io::Result<Vec<(String, FileKind)>>;
    /// Names of what is no folder in a folder, sorted, each with its stamp.
    fn stamps(&self, folder: &Path) -> io::Result<Vec<(String, FileStamp)>>;
    fn create_dir(&self, path: &Path) -> io::Result<()>;
    /// A new, empty file; one of that name (or a link) is removed first, never written through.
    fn create(&self, path: &Path) -> io::Result<Box<dyn FileHandle>>;
    /// New files with these bytes, each synced; an error names the first that failed by its place in the list.
    fn write_new(&self, files: &[(PathBuf, &[u8])]) -> Result<(), (usize, io::Error)> {
        write_one_by_one(self, files, 0)
    }
    /// Makes files durable that were written without a sync; all of them are in one folder.
    fn sync_files(&self, folder: &Path, files: &[PathBuf]) -> io::Result<()> {
        let _ = folder;
        files.iter().try_for_each(|path| self.append(path)?.sync())
    }
    /// The end of a file that exists.
    fn append(&self, path: &Path) -> io::Result<Box<dyn FileHandle>>;
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Lets everyone do with a new file what they may do with the one that it replaces, as far as the system has that.
    fn keep_mode(&self, _old: &Path, _new: &Path) {}
    /// A second name for a file, which must be new; not every file system can do that.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()>;
    fn remove(&self, path: &Path) -> io::Result<()>;
    fn sync_dir(&self, folder: &Path) -> io::Result<()>;
    /// Takes the lock and writes `who` into its file.
    fn lock(&self, path: &Path, who: &str) -> io::Result<Lock>;
    /// What the machine's clock says. It may be wrong and may jump: for people to read, never to order anything by.
    fn now(&self) -> Timestamp;
    /// Time since some moment of this run; never goes back.
    fn running(&self) -> Duration;
}

/// An open file that is read.
pub(in crate::store) trait SeekableFile: Read + Seek + Send {}

impl<T: Read + Seek + Send> SeekableFile for T {}

/// An open file that is written to its end.
pub(in crate::store) trait FileHandle: Send {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()>;
    /// After a failure the handle tells nothing any more about what is on disk: it must not be used again.
    fn sync(&mut self) -> io::Result<()>;
    /// Whether the file still has this name: one that was removed or replaced takes every write and keeps none.
    fn is_at(&self, path: &Path) -> bool;
}

/// The lock, as long as it is held.
pub(in crate::store) trait Held: Send + Sync {
    /// Whether the file that is locked still has this name: nobody else sees the lock of one that was removed.
    fn is_at(&self, path: &Path) -> bool;
}

/// The largest file of a project that is read, in bytes; a larger one would take all memory.
pub(in crate::store) const LARGEST: u64 = 1 << 30;

/// Opens a file that may be read: the one place that decides it. A link, a pipe, a device (which would be waited for, or
/// would never end), and what is too large may not.
fn open_plain(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        // A pipe without a writer would be waited for already while it is opened.
        let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, flags.bits() as i32);
    }
    #[cfg(not(unix))]
    if fs::symlink_metadata(path)?.file_type().is_symlink() {
        return Err(io::Error::other(message!("it is a symbolic link")));
    }
    let file = options.open(path)?;
    let meta = file.metadata()?;
    if !meta.is_file() {
        return Err(io::Error::other(message!("it is not a file")));
    }
    if meta.len() > LARGEST {
        return Err(io::Error::other(message!("it is larger than {size} MB", size = LARGEST >> 20)));
    }
    Ok(file)
}

/// Syncs that wait for the disk at the same time: it commits them together. Far more than cores, for they only wait.
const WAITING: usize = 32;

fn write_one_by_one<D: Disk + ?Sized>(
    disk: &D,
    files: &[(PathBuf, &[u8])],
    first: usize,
) -> Result<(), (usize, io::Error)> {
    for (at, (path, bytes)) in files.iter().enumerate() {
        let wrote = disk.create(path).and_then(|mut file| {
            file.write(bytes)?;
            file.sync()
        });
        wrote.map_err(|error| (first + at, error))?;
    }
    Ok(())
}

/// The machine's own file system.
pub(in crate::store) struct RealDisk;

impl Disk for RealDisk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        open_plain(path)?.take(LARGEST).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn read_into(&self, path: &Path, bytes: &mut Vec<u8>) -> io::Result<()> {
        bytes.clear();
        // `take` hides the file, whose length would be asked for first: a third of the time of a short one.
        open_plain(path)?.take(LARGEST).read_to_end(bytes).map(drop)
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn SeekableFile>> {
        Ok(Box::new(open_plain(path)?))
    }

    fn kind(&self, path: &Path) -> io::Result<FileKind> {
        fs::symlink_metadata(path).map(|meta| kind_of(meta.file_type()))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<(String, FileKind)>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            // A name that is no Unicode is not one that Tandai gave.
            if let Ok(name) = entry.file_name().into_string() {
                names.push((name, kind_of(entry.file_type()?)));
            }
        }
        names.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(names)
    }

    fn stamps(&self, folder: &Path) -> io::Result<Vec<(String, FileStamp)>> {
        let settled = SystemTime::now() - TICK;
        let mut names = Vec::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let Ok(name) = entry.file_name().into_string() else { continue };
            match entry.metadata() {
                Ok(meta) if meta.is_dir() => {}
                Ok(meta) => names.push((name, stamp_of(&meta, settled))),
                // It went meanwhile.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        names.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(names)
    }

    fn create_dir(&self, path: &Path) -> io::Result<()> {
        fs::create_dir(path)
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn FileHandle>> {
        let open = || OpenOptions::new().write(true).create_new(true).open(path);
        let file = match open() {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                fs::remove_file(path)?;
                open()?
            }
            other => other?,
        };
        Ok(Box::new(RealHandle(file)))
    }

    fn write_new(&self, files: &[(PathBuf, &[u8])]) -> Result<(), (usize, io::Error)> {
        let part = files.len().div_ceil(WAITING);
        if part <= 1 && files.len() < 4 {
            return write_one_by_one(self, files, 0);
        }
        std::thread::scope(|scope| {
            let parts = files.chunks(part).enumerate();
            let writers: Vec<_> =
                parts.map(|(at, files)| scope.spawn(move || write_one_by_one(self, files, at * part))).collect();
            let stopped = |_| Err((0, io::Error::other(message!("a writing thread stopped"))));
            writers.into_iter().try_for_each(|writer| writer.join().unwrap_or_else(stopped))
        })
    }

    /// Linux syncs a whole file system in the time that a few files take; elsewhere each is opened.
    #[cfg(target_os = "linux")]
    fn sync_files(&self, folder: &Path, files: &[PathBuf]) -> io::Result<()> {
        if files.is_empty() { Ok(()) } else { rustix::fs::syncfs(File::open(folder)?).map_err(Into::into) }
    }

    fn append(&self, path: &Path) -> io::Result<Box<dyn FileHandle>> {
        Ok(Box::new(RealHandle(OpenOptions::new().append(true).open(path)?)))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn keep_mode(&self, old: &Path, new: &Path) {
        if let Ok(old) = fs::symlink_metadata(old)
            && old.is_file()
            && fs::metadata(new).is_ok_and(|new| new.permissions() != old.permissions())
        {
            // Somebody else's file keeps its owner's rights out of our reach; what is written counts more.
            let _ = fs::set_permissions(new, old.permissions());
        }
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::hard_link(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    /// Only Unix can open a folder to sync it; elsewhere the file system orders names itself.
    fn sync_dir(&self, folder: &Path) -> io::Result<()> {
        if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
    }

    fn lock(&self, path: &Path, who: &str) -> io::Result<Lock> {
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Ok(Lock::Theirs(fs::read_to_string(path).unwrap_or_default().trim().to_owned()));
            }
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
                return Ok(Lock::Unsupported);
            }
            Err(TryLockError::Error(error)) => return Err(error),
        }
        file.set_len(0)?;
        file.write_all(who.as_bytes())?;
        Ok(Lock::Ours(Box::new(Locked(file))))
    }

    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn running(&self) -> Duration {
        static BEGAN: OnceLock<Instant> = OnceLock::new();
        BEGAN.get_or_init(Instant::now).elapsed()
    }
}

/// The lock's file. Closing it alone would leave the lock with a child process that was being started just then.
struct Locked(File);

impl Held for Locked {
    fn is_at(&self, path: &Path) -> bool {
        is_same(&self.0, path)
    }
}

/// Whether this open file is the one of that name.
#[cfg(unix)]
fn is_same(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(open), Ok(there)) => (open.dev(), open.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

/// Elsewhere an open file can be neither removed nor replaced.
#[cfg(not(unix))]
fn is_same(_: &File, path: &Path) -> bool {
    path.exists()
}

impl Drop for Locked {
    fn drop(&mut self) {
        // Closing follows, which lets go as well.
        let _ = self.0.unlock();
    }
}

/// A link's own stamp says nothing of the file that it leads to.
fn stamp_of(meta: &fs::Metadata, settled: SystemTime) -> FileStamp {
    let changed = meta.modified().ok().filter(|time| meta.is_file() && *time < settled);
    let since = changed.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let time = since.and_then(|since| i64::try_from(since.as_nanos()).ok());
    time.map_or(FileStamp::UNSURE, |time| FileStamp { size: meta.len(), time })
}

fn kind_of(file_type: fs::FileType) -> FileKind {
    if file_type.is_symlink() {
        FileKind::Link
    } else if file_type.is_dir() {
        FileKind::Folder
    } else {
        FileKind::File
    }
}

struct RealHandle(File);

impl FileHandle for RealHandle {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.0.sync_data()
    }

    fn is_at(&self, path: &Path) -> bool {
        is_same(&self.0, path)
    }
}

/// What stands there for a person or a machine without a name.
pub(in crate::store) const NOBODY: &str = "someone";
pub(in crate::store) const NOWHERE: &str = "this machine";

/// What the lock's file says of us: person, process, machine.
pub(in crate::store) fn who() -> String {
    let var = |names: &[&str]| names.iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    let person = var(&["USER", "LOGNAME", "USERNAME"]).unwrap_or_else(|| NOBODY.into());
    let machine = var(&["HOSTNAME", "COMPUTERNAME"])
        .or_else(|| fs::read_to_string("/etc/hostname").ok().map(|name| name.trim().to_owned()))
        .unwrap_or_else(|| NOWHERE.into());
    format!("{person}, process {} on {machine}\n", std::process::id())
}
