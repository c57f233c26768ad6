//! A disk in memory that promises no more than [`Disk`] does: bytes are durable after their sync, names after the
//! sync of their folder. It logs what was done, fails at will, and shows what a power cut may leave.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{Error, ErrorKind, Result},
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

use crate::store::{
    disk::{Disk, Handle, Kind, Lock, Stamp},
    ground::lock,
};

/// What happened to the disk, in order.
#[derive(Debug, Clone)]
pub(super) enum Op {
    Name(NameOp),
    Write(usize, Vec<u8>),
    Sync(usize),
    SyncDir(PathBuf),
    /// Said by a test: so many edits were handed over, and so many of them acknowledged.
    Mark {
        recorded: usize,
        acknowledged: usize,
    },
}

/// A change of names; atomic, durable when its folder is synced.
#[derive(Debug, Clone)]
pub(super) enum NameOp {
    Add(PathBuf, Entry),
    Remove(PathBuf),
    Rename(PathBuf, PathBuf),
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Entry {
    Folder,
    File(usize),
    Link,
}

#[derive(Debug, Clone, Default)]
struct Node {
    bytes: Vec<u8>,
    durable: usize,
    /// A sync failed: the system has thrown the unwritten bytes away and tells nobody again.
    poisoned: bool,
}

#[derive(Debug, Clone, Default)]
struct State {
    nodes: Vec<Node>,
    names: BTreeMap<PathBuf, Entry>,
    durable: BTreeMap<PathBuf, Entry>,
    unsynced: Vec<NameOp>,
    log: Vec<Op>,
    locks: BTreeSet<PathBuf>,
    calls: usize,
    fail: Option<Fail>,
}

/// Which calls fail, counted from 0.
#[derive(Debug, Clone, Copy)]
pub(super) enum Fail {
    /// One call of any sort.
    Once(usize),
    /// Every call that changes something, from this one on.
    From(usize, ErrorKind),
}

/// What becomes of bytes that were written and not synced.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Unsynced {
    Kept,
    Half,
    Lost,
}

#[derive(Clone, Default)]
pub(super) struct SimDisk(Arc<Mutex<State>>);

impl SimDisk {
    /// With one folder in it.
    pub(super) fn with_folder(path: &str) -> Self {
        let disk = Self::default();
        {
            let mut state = lock(&disk.0);
            for path in Path::new(path).ancestors() {
                state.names.insert(path.to_owned(), Entry::Folder);
            }
            state.durable = state.names.clone();
        }
        disk
    }

    pub(super) fn mark(&self, recorded: usize, acknowledged: usize) {
        lock(&self.0).log.push(Op::Mark { recorded, acknowledged });
    }

    pub(super) fn log(&self) -> Vec<Op> {
        lock(&self.0).log.clone()
    }

    pub(super) fn calls(&self) -> usize {
        lock(&self.0).calls
    }

    pub(super) fn fail(&self, fail: Option<Fail>) {
        lock(&self.0).fail = fail;
    }

    /// A copy in which everything is durable and nothing fails.
    pub(super) fn settled(&self) -> Self {
        let all = vec![true; self.unsynced_names()];
        self.after_crash(&all, Unsynced::Kept)
    }

    /// What a killed process leaves: everything it did is visible, and no more durable than it was.
    pub(super) fn after_kill(&self) -> Self {
        let state = lock(&self.0).clone();
        let fresh = State { log: Vec::new(), locks: BTreeSet::new(), calls: 0, fail: None, ..state };
        Self(Arc::new(Mutex::new(fresh)))
    }

    /// Puts a file there, durably and behind everyone's back.
    pub(super) fn plant(&self, path: &str, bytes: &[u8]) {
        self.plant_entry(path, bytes, None);
    }

    pub(super) fn plant_link(&self, path: &str) {
        self.plant_entry(path, b"", Some(Entry::Link));
    }

    /// Takes a file away, durably and behind everyone's back.
    pub(super) fn remove_planted(&self, path: &str) {
        let mut state = lock(&self.0);
        state.names.remove(Path::new(path));
        state.durable.remove(Path::new(path));
    }

    fn plant_entry(&self, path: &str, bytes: &[u8], entry: Option<Entry>) {
        let mut state = lock(&self.0);
        let entry = entry.unwrap_or(Entry::File(state.nodes.len()));
        state.nodes.push(Node { bytes: bytes.to_vec(), durable: bytes.len(), poisoned: false });
        for above in Path::new(path).ancestors().skip(1) {
            state.names.entry(above.to_owned()).or_insert(Entry::Folder);
            state.durable.entry(above.to_owned()).or_insert(Entry::Folder);
        }
        state.names.insert(path.into(), entry);
        state.durable.insert(path.into(), entry);
    }

    /// Every file and its bytes, without the folder of temporary things' lock.
    pub(super) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let state = lock(&self.0);
        let file = |(path, entry): (&PathBuf, &Entry)| match entry {
            Entry::File(node) if !path.ends_with("lock") => {
                Some((path.display().to_string(), state.nodes[*node].bytes.clone()))
            }
            _ => None,
        };
        state.names.iter().filter_map(file).collect()
    }

    /// Does to this disk what was done to another.
    pub(super) fn replay(&self, op: &Op) {
        let mut state = lock(&self.0);
        match op.clone() {
            Op::Name(op) => state.change_name(op),
            Op::Write(node, bytes) => {
                if state.nodes.len() <= node {
                    state.nodes.resize(node + 1, Node::default());
                }
                state.nodes[node].bytes.extend(bytes);
            }
            Op::Sync(node) => state.sync(node),
            Op::SyncDir(folder) => state.sync_dir(&folder),
            Op::Mark { .. } => {}
        }
    }

    /// How many name changes a power cut could lose now.
    pub(super) fn unsynced_names(&self) -> usize {
        lock(&self.0).unsynced.len()
    }

    /// What a power cut may leave: of the unsynced name changes those that are ticked, of unsynced bytes some.
    pub(super) fn after_crash(&self, ticked: &[bool], unsynced: Unsynced) -> Self {
        let state = lock(&self.0);
        let mut names = state.durable.clone();
        for (op, _) in state.unsynced.iter().zip(ticked).filter(|(_, ticked)| **ticked) {
            apply(&mut names, op, &state);
        }
        // A name in a folder that never came to be is nowhere.
        let all = names.clone();
        names.retain(|path, _| path.ancestors().skip(1).all(|above| all.get(above) == Some(&Entry::Folder)));
        let cut = |node: &Node| {
            let extra = node.bytes.len() - node.durable;
            let kept = match unsynced {
                _ if node.poisoned => 0,
                Unsynced::Kept => extra,
                Unsynced::Half => extra / 2,
                Unsynced::Lost => 0,
            };
            let bytes = node.bytes[..node.durable + kept].to_vec();
            Node { durable: bytes.len(), bytes, poisoned: false }
        };
        let nodes = state.nodes.iter().map(cut).collect();
        Self(Arc::new(Mutex::new(State { nodes, durable: names.clone(), names, ..State::default() })))
    }

    /// Counts a call; fails if it is that one's turn.
    fn call(&self, changes: bool) -> Result<()> {
        let mut state = lock(&self.0);
        let number = state.calls;
        state.calls += 1;
        match state.fail {
            Some(Fail::Once(at)) if at == number => Err(Error::other("simulated I/O error")),
            Some(Fail::From(at, kind)) if changes && number >= at => Err(kind.into()),
            _ => Ok(()),
        }
    }
}

/// Applies a name change to a set of names; a rename brings the file that it moved even if its first name is lost.
fn apply(names: &mut BTreeMap<PathBuf, Entry>, op: &NameOp, state: &State) {
    match op {
        NameOp::Add(path, entry) => {
            names.insert(path.clone(), *entry);
        }
        NameOp::Remove(path) => {
            names.remove(path);
        }
        NameOp::Rename(from, to) => {
            let added = state.unsynced.iter().rev().find_map(|op| match op {
                NameOp::Add(path, entry) if path == from => Some(*entry),
                _ => None,
            });
            if let Some(entry) = names.remove(from).or(added) {
                names.insert(to.clone(), entry);
            }
        }
    }
}

impl State {
    fn log(&mut self, op: Op) {
        self.log.push(op);
    }

    fn change_name(&mut self, op: NameOp) {
        let snapshot = std::mem::take(&mut self.names);
        let mut names = snapshot;
        apply(&mut names, &op, self);
        self.names = names;
        if let NameOp::Add(_, Entry::File(node)) = &op
            && self.nodes.len() <= *node
        {
            self.nodes.resize(node + 1, Node::default());
        }
        self.unsynced.push(op);
    }

    fn sync(&mut self, node: usize) {
        let node = &mut self.nodes[node];
        if !node.poisoned {
            node.durable = node.bytes.len();
        }
    }

    fn sync_dir(&mut self, folder: &Path) {
        let inside = |op: &NameOp| match op {
            NameOp::Add(path, _) | NameOp::Remove(path) => path.parent() == Some(folder),
            // One transaction, whichever of its two folders is synced.
            NameOp::Rename(from, to) => to.parent() == Some(folder) || from.parent() == Some(folder),
        };
        let mut durable = std::mem::take(&mut self.durable);
        for op in self.unsynced.iter().filter(|op| inside(op)) {
            apply(&mut durable, op, self);
        }
        self.durable = durable;
        self.unsynced.retain(|op| !inside(op));
    }

    fn file(&self, path: &Path) -> Result<usize> {
        match self.names.get(path) {
            Some(Entry::File(node)) => Ok(*node),
            Some(_) => Err(ErrorKind::IsADirectory.into()),
            None => Err(ErrorKind::NotFound.into()),
        }
    }
}

impl Disk for SimDisk {
    fn read(&self, path: &Path) -> Result<Vec<u8>> {
        self.call(false)?;
        let state = lock(&self.0);
        Ok(state.nodes[state.file(path)?].bytes.clone())
    }

    fn kind(&self, path: &Path) -> Result<Kind> {
        self.call(false)?;
        match lock(&self.0).names.get(path) {
            Some(Entry::Folder) => Ok(Kind::Folder),
            Some(Entry::File(_)) => Ok(Kind::File),
            Some(Entry::Link) => Ok(Kind::Link),
            None => Err(ErrorKind::NotFound.into()),
        }
    }

    fn list(&self, folder: &Path) -> Result<Vec<(String, Kind)>> {
        self.call(false)?;
        let state = lock(&self.0);
        if state.names.get(folder) != Some(&Entry::Folder) {
            return Err(ErrorKind::NotFound.into());
        }
        let inside = state.names.iter().filter(|(path, _)| path.parent() == Some(folder));
        let name = |(path, entry): (&PathBuf, &Entry)| {
            let kind = match entry {
                Entry::Folder => Kind::Folder,
                Entry::File(_) => Kind::File,
                Entry::Link => Kind::Link,
            };
            Some((path.file_name()?.to_str()?.to_owned(), kind))
        };
        Ok(inside.filter_map(name).collect())
    }

    /// Each file that was ever made here has a number of its own, which stands for its time.
    fn stamps(&self, folder: &Path) -> Result<Vec<(String, Stamp)>> {
        let names = self.list(folder)?;
        let state = lock(&self.0);
        let stamp = |(name, kind): (String, Kind)| {
            let stamp = match kind {
                Kind::Folder => return None,
                Kind::Link => Stamp::UNSURE,
                Kind::File => {
                    let node = state.file(&folder.join(&name)).ok()?;
                    Stamp { size: state.nodes[node].bytes.len() as u64, time: node as i64 }
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
        let op = NameOp::Add(path.into(), Entry::Folder);
        state.change_name(op.clone());
        state.log(Op::Name(op));
        Ok(())
    }

    fn create(&self, path: &Path) -> Result<Box<dyn Handle>> {
        self.call(true)?;
        let mut state = lock(&self.0);
        if path.parent().is_some_and(|above| state.names.get(above) != Some(&Entry::Folder)) {
            return Err(ErrorKind::NotFound.into());
        }
        let node = state.nodes.len();
        let mut ops = vec![NameOp::Add(path.into(), Entry::File(node))];
        if state.names.contains_key(path) {
            ops.insert(0, NameOp::Remove(path.into()));
        }
        for op in ops {
            state.change_name(op.clone());
            state.log(Op::Name(op));
        }
        Ok(Box::new(SimHandle { disk: self.clone(), node }))
    }

    fn append(&self, path: &Path) -> Result<Box<dyn Handle>> {
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
        Ok(Lock::Ours(Box::new(Guard { disk: self.clone(), path: path.into() })))
    }
}

struct Guard {
    disk: SimDisk,
    path: PathBuf,
}

impl Drop for Guard {
    fn drop(&mut self) {
        lock(&self.disk.0).locks.remove(&self.path);
    }
}

struct SimHandle {
    disk: SimDisk,
    node: usize,
}

impl Handle for SimHandle {
    fn write(&mut self, bytes: &[u8]) -> Result<()> {
        let called = self.disk.call(true);
        let mut state = lock(&self.disk.0);
        // A write that fails may have written some.
        let bytes = if called.is_err() { &bytes[..bytes.len() / 2] } else { bytes };
        state.nodes[self.node].bytes.extend(bytes);
        state.log(Op::Write(self.node, bytes.to_vec()));
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
