//! What a disk can be asked to do, done in memory: each call is counted, may fail, and is logged if it changes anything.

use std::{
    io::{ErrorKind, Result},
    path::{Path, PathBuf},
    time::Duration,
};

use crate::{
    model::Timestamp,
    store::{
        files::disk::{Disk, FileHandle, FileKind, FileStamp, Held, Lock},
        shared_state::lock,
        tests::sim::{NameOp, Op, SimDisk, SimEntry},
    },
};

impl Disk for SimDisk {
    fn read(&self, path: &Path) -> Result<Vec<u8>> {
        self.call(false)?;
        let state = lock(&self.0);
        Ok(state.nodes[state.file(path)?].bytes.clone())
    }

    fn kind(&self, path: &Path) -> Result<FileKind> {
        self.call(false)?;
        match lock(&self.0).names.get(path) {
            Some(SimEntry::Folder) => Ok(FileKind::Folder),
            Some(SimEntry::File(_)) => Ok(FileKind::File),
            Some(SimEntry::Link) => Ok(FileKind::Link),
            None => Err(ErrorKind::NotFound.into()),
        }
    }

    fn list(&self, folder: &Path) -> Result<Vec<(String, FileKind)>> {
        self.call(false)?;
        let state = lock(&self.0);
        if state.names.get(folder) != Some(&SimEntry::Folder) {
            return Err(ErrorKind::NotFound.into());
        }
        let inside = state.names.iter().filter(|(path, _)| path.parent() == Some(folder));
        let name = |(path, entry): (&PathBuf, &SimEntry)| {
            let kind = match entry {
                SimEntry::Folder => FileKind::Folder,
                SimEntry::File(_) => FileKind::File,
                SimEntry::Link => FileKind::Link,
            };
            Some((path.file_name()?.to_str()?.to_owned(), kind))
        };
        Ok(inside.filter_map(name).collect())
    }

    /// Each file that was ever made here has a number of its own, which stands for its time.
    fn stamps(&self, folder: &Path) -> Result<Vec<(String, FileStamp)>> {
        let names = self.list(folder)?;
        let state = lock(&self.0);
        let stamp = |(name, kind): (String, FileKind)| {
            let stamp = match kind {
                FileKind::Folder => return None,
                FileKind::Link => FileStamp::UNSURE,
                FileKind::File => {
                    let node = state.file(&folder.join(&name)).ok()?;
                    FileStamp { size: state.nodes[node].bytes.len() as u64, time: node as i64 }
                }
            };
            Some((name, stamp))
        };
        Ok(names.into_iter().filter_map(stamp).collect())
    }

    fn create_dir(&self, path: &Path) -> Result<()> {
        self.call(true)?;
        let mut state = lock(&self.0);
        if state.names.contains_key(path) {
            return Err(ErrorKind::AlreadyExists.into());
        }
        let op = NameOp::Add(path.into(), SimEntry::Folder);
        state.change_name(op.clone());
        state.log(Op::Name(op));
        Ok(())
    }

    fn create(&self, path: &Path) -> Result<Box<dyn FileHandle>> {
        self.call(true)?;
        let mut state = lock(&self.0);
        if path.parent().is_some_and(|above| state.names.get(above) != Some(&SimEntry::Folder)) {
            return Err(ErrorKind::NotFound.into());
        }
        let node = state.nodes.len();
        let mut ops = vec![NameOp::Add(path.into(), SimEntry::File(node))];
        if state.names.contains_key(path) {
            ops.insert(0, NameOp::Remove(path.into()));
        }
        for op in ops {
            state.change_name(op.clone());
            state.log(Op::Name(op));
        }
        Ok(Box::new(SimHandle { disk: self.clone(), node }))
    }

    fn append(&self, path: &Path) -> Result<Box<dyn FileHandle>> {
        self.call(true)?;
        let node = lock(&self.0).file(path)?;
        Ok(Box::new(SimHandle { disk: self.clone(), node }))
    }

    fn rename(&self, from: &Path, to: &Path) -> Result<()> {
        self.call(true)?;
        let mut state = lock(&self.0);
        state.file(from)?;
        let op = NameOp::Rename(from.into(), to.into());
        state.change_name(op.clone());
        state.log(Op::Name(op));
        Ok(())
    }

    fn link(&self, from: &Path, to: &Path) -> Result<()> {
        self.call(true)?;
        let mut state = lock(&self.0);
        let node = state.file(from)?;
        if state.no_links {
            return Err(ErrorKind::Unsupported.into());
        }
        if state.names.contains_key(to) {
            return Err(ErrorKind::AlreadyExists.into());
        }
        let op = NameOp::Add(to.into(), SimEntry::File(node));
        state.change_name(op.clone());
        state.log(Op::Name(op));
        Ok(())
    }

    fn remove(&self, path: &Path) -> Result<()> {
        self.call(true)?;
        let mut state = lock(&self.0);
        state.file(path)?;
        let op = NameOp::Remove(path.into());
        state.change_name(op.clone());
        state.log(Op::Name(op));
        Ok(())
    }

    fn sync_dir(&self, folder: &Path) -> Result<()> {
        self.call(true)?;
        let mut state = lock(&self.0);
        state.sync_dir(folder);
        state.log(Op::SyncDir(folder.into()));
        Ok(())
    }

    fn lock(&self, path: &Path, who: &str) -> Result<Lock> {
        self.call(true)?;
        let mut state = lock(&self.0);
        if !state.locks.insert(path.into()) {
            return Ok(Lock::Theirs(who.trim().to_owned()));
        }
        drop(state);
        Ok(Lock::Ours(Box::new(CallGuard { disk: self.clone(), path: path.into() })))
    }

    fn now(&self) -> Timestamp {
        let mut state = lock(&self.0);
        state.clock = state.clock.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Timestamp(state.clock % 4_000_000_000)
    }

    fn running(&self) -> Duration {
        let mut state = lock(&self.0);
        let pace = state.pace;
        state.running += pace;
        state.running
    }
}

impl Held for CallGuard {
    fn is_at(&self, path: &Path) -> bool {
        self.path == path
    }
}

struct CallGuard {
    disk: SimDisk,
    path: PathBuf,
}

impl Drop for CallGuard {
    fn drop(&mut self) {
        lock(&self.disk.0).locks.remove(&self.path);
    }
}

struct SimHandle {
    disk: SimDisk,
    node: usize,
}

impl FileHandle for SimHandle {
    fn is_at(&self, path: &Path) -> bool {
        lock(&self.disk.0).names.get(path) == Some(&SimEntry::File(self.node))
    }

    fn write(&mut self, bytes: &[u8]) -> Result<()> {
        let called = self.disk.call(true);
        let mut state = lock(&self.disk.0);
        // A write that fails may have written some.
        let bytes = if called.is_err() { &bytes[..bytes.len() / 2] } else { bytes };
        state.nodes[self.node].bytes.extend(bytes);
        state.log(Op::Write(self.node, bytes.to_vec()));
        if let Some(path) = state.stolen.take() {
            state.names.remove(&path);
            state.durable.remove(&path);
        }
        called
    }

    fn sync(&mut self) -> Result<()> {
        let called = self.disk.call(true);
        let mut state = lock(&self.disk.0);
        match called {
            Ok(()) => {
                state.sync(self.node);
                state.log(Op::Sync(self.node));
            }
            Err(_) => state.nodes[self.node].poisoned = true,
        }
        called
    }
}
