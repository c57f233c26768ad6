//! Whole files, replaced so that a crash leaves the old one or the new one: written beside, synced, renamed, the
//! folder synced. Never through a symbolic link.

use std::{
    collections::BTreeSet,
    io::{ErrorKind, Read},
    path::{Path, PathBuf},
};

use crate::{
    message::message,
    store::{
        StoreError,
        files::{
            disk::{Disk, FileKind, FileStamp, SeekableFile},
            layout::{parent, shown, unfinished},
        },
    },
};

/// Bytes that are copied in one go.
const PIECE: usize = 64 << 10;

/// A project's folder on a disk; paths are relative to it, with `/`.
#[derive(Clone, Copy)]
pub(in crate::store) struct Folder<'a> {
    pub(in crate::store) disk: &'a dyn Disk,
    pub(in crate::store) dir: &'a Path,
}

impl Folder<'_> {
    pub(in crate::store) fn at(&self, path: &str) -> PathBuf {
        if path.is_empty() { self.dir.to_owned() } else { self.dir.join(path) }
    }

    /// A file's bytes; `None` if there is none. Never of one that lies elsewhere.
    pub(in crate::store) fn read(&self, path: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.refuse_links(path)?;
        match self.disk.read(&self.at(path)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(StoreError::io(path, message!("cannot be read"), &error)),
        }
    }

    /// A file as a stream; `None` if there is none. Never one that lies elsewhere.
    pub(in crate::store) fn open(&self, path: &str) -> Result<Option<Box<dyn SeekableFile>>, StoreError> {
        self.refuse_links(path)?;
        match self.disk.open(&self.at(path)) {
            Ok(source) => Ok(Some(source)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(StoreError::io(path, message!("cannot be read"), &error)),
        }
    }

    /// A file's bytes, in memory that is there already; `false` if there is none. For many files of one folder: whether
    /// that lies elsewhere is to be asked once before.
    pub(in crate::store) fn read_into(&self, path: &str, bytes: &mut Vec<u8>) -> Result<bool, StoreError> {
        match self.disk.read_into(&self.at(path), bytes) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
            Err(error) => Err(StoreError::io(path, message!("cannot be read"), &error)),
        }
    }

    /// Replaces or creates each file. On an error some may be replaced and some not, each of them whole.
    pub(in crate::store) fn replace(&self, files: &[(String, Vec<u8>)]) -> Result<(), StoreError> {
        let mut folders = BTreeSet::new();
        for (path, _) in files {
            self.refuse_links(path)?;
            if folders.insert(parent(path)) {
                self.ensure(parent(path))?;
            }
        }
        let beside: Vec<_> = files.iter().map(|(path, bytes)| (self.at(&unfinished(path)), bytes.as_slice())).collect();
        let wrote = self.disk.write_new(&beside);
        wrote.map_err(|(at, error)| {
            // A disk that is full stays full of what was begun.
            beside.iter().for_each(|(path, _)| drop(self.disk.remove(path)));
            StoreError::io(files[at].0.as_str(), message!("cannot be written"), &error)
        })?;
        for (path, _) in files {
            self.disk.keep_mode(&self.at(path), &self.at(&unfinished(path)));
            let renamed = self.disk.rename(&self.at(&unfinished(path)), &self.at(path));
            renamed.map_err(|error| StoreError::io(path.as_str(), message!("cannot be put in place"), &error))?;
        }
        for folder in folders {
            self.sync(folder)?;
            // An earlier attempt may have made the folder and failed before its own name was durable.
            if !folder.is_empty() {
                self.sync(parent(folder))?;
            }
        }
        Ok(())
    }

    /// Replaces or creates a file with all that is read, piece by piece: it may be longer than memory has room for.
    pub(in crate::store) fn replace_from(&self, path: &str, source: &mut dyn Read) -> Result<(), StoreError> {
        self.refuse_links(path)?;
        self.ensure(parent(path))?;
        let beside = self.at(&unfinished(path));
        let mut copy = || {
            let (mut file, mut piece) = (self.disk.create(&beside)?, vec![0; PIECE]);
            loop {
                match source.read(&mut piece)? {
                    0 => return file.sync(),
                    read => file.write(&piece[..read])?,
                }
            }
        };
        copy().map_err(|error| {
            drop(self.disk.remove(&beside));
            StoreError::io(path, message!("cannot be written"), &error)
        })?;
        let renamed = self.disk.rename(&beside, &self.at(path));
        renamed.map_err(|error| StoreError::io(path, message!("cannot be put in place"), &error))?;
        self.sync(parent(path))
    }

    /// Replaces or creates a file that nobody would miss: a crash may leave it torn, which its reader has to see.
    pub(in crate::store) fn replace_unsynced(&self, path: &str, bytes: &[u8]) -> Result<(), StoreError> {
        self.refuse_links(path)?;
        self.ensure(parent(path))?;
        let beside = self.at(&unfinished(path));
        let wrote = self.disk.create(&beside).and_then(|mut file| file.write(bytes));
        wrote.map_err(|error| StoreError::io(path, message!("cannot be written"), &error))?;
        let renamed = self.disk.rename(&beside, &self.at(path));
        renamed.map_err(|error| StoreError::io(path, message!("cannot be put in place"), &error))
    }

    /// The files of a folder with their stamps, sorted by name; none if there is no such folder.
    pub(in crate::store) fn stamps(&self, folder: &str) -> Result<Vec<(String, FileStamp)>, StoreError> {
        self.refuse_links(folder)?;
        match self.disk.stamps(&self.at(folder)) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
            other => other.map_err(|error| StoreError::io(folder, message!("the folder cannot be read"), &error)),
        }
    }

    /// What is in a folder, sorted by name; nothing if there is no such folder. One that cannot be read, or that lies
    /// elsewhere, is an error: what is in it is unknown, which is not the same as nothing.
    pub(in crate::store) fn list(&self, folder: &str) -> Result<Vec<(String, FileKind)>, StoreError> {
        self.refuse_links(folder)?;
        match self.disk.list(&self.at(folder)) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
            other => other.map_err(|error| StoreError::io(folder, message!("the folder cannot be read"), &error)),
        }
    }

    /// Removes a file; one that is not there is fine, and its absence durable afterwards.
    pub(in crate::store) fn remove(&self, path: &str) -> Result<(), StoreError> {
        self.refuse_links(path)?;
        if matches!(self.disk.kind(&self.at(parent(path))), Err(error) if error.kind() == ErrorKind::NotFound) {
            return Ok(());
        }
        match self.disk.remove(&self.at(path)) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(StoreError::io(path, message!("cannot be removed"), &error))
            }
            _ => self.sync(parent(path)),
        }
    }

    /// Moves a file; one that is not there is fine: an earlier attempt may have moved it and failed to sync.
    pub(in crate::store) fn rename(&self, from: &str, to: &str) -> Result<(), StoreError> {
        self.refuse_links(from)?;
        self.refuse_links(to)?;
        self.ensure(parent(to))?;
        match self.disk.rename(&self.at(from), &self.at(to)) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(StoreError::io(from, message!("cannot be moved"), &error))
            }
            _ => {
                self.sync(parent(to))?;
                self.sync(parent(from))
            }
        }
    }

    /// Makes a folder and those above it, durably.
    pub(in crate::store) fn ensure(&self, folder: &str) -> Result<(), StoreError> {
        if folder.is_empty() || self.disk.kind(&self.at(folder)).is_ok() {
            return Ok(());
        }
        self.ensure(parent(folder))?;
        match self.disk.create_dir(&self.at(folder)) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => {
                Err(StoreError::io(folder, message!("the folder cannot be made"), &error))
            }
            _ => self.sync(parent(folder)),
        }
    }

    pub(in crate::store) fn sync(&self, folder: &str) -> Result<(), StoreError> {
        let synced = self.disk.sync_dir(&self.at(folder));
        // The project's own has no name in it.
        let called = || if folder.is_empty() { shown(self.dir) } else { folder.to_owned() };
        synced.map_err(|error| StoreError::io(called(), message!("the folder cannot be synced"), &error))
    }

    /// A link could lead out of the project, so nothing below its folder is read or written through one.
    pub(in crate::store) fn refuse_links(&self, path: &str) -> Result<(), StoreError> {
        let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
        for end in ends {
            if matches!(self.disk.kind(&self.at(&path[..end])), Ok(FileKind::Link)) {
                let message = message!("is a symbolic link, and Tandai follows none inside a project");
                let fix = message!("Put the real file or folder in its place");
                return Err(StoreError::new(&path[..end], message, fix));
            }
        }
        Ok(())
    }
}
