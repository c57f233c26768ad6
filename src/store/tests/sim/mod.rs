//! A disk in memory that promises no more than [`Disk`] does: bytes are durable after their sync, names after the
//! sync of their folder. It logs what was done, fails at will, and shows what a power cut may leave.

mod calls;

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{Error, ErrorKind, Result},
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    time::Duration,
};

use crate::store::shared_state::lock;

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
    Add(PathBuf, SimEntry),
    Remove(PathBuf),
    Rename(PathBuf, PathBuf),
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum SimEntry {
    Folder,
    File(usize),
    Link,
}

#[derive(Debug, Clone, Default)]
struct SimNode {
    bytes: Vec<u8>,
    durable: usize,
    /// A sync failed: the system has thrown the unwritten bytes away and tells nobody again.
    poisoned: bool,
}

#[derive(Debug, Clone, Default)]
struct SimState {
    nodes: Vec<SimNode>,
    names: BTreeMap<PathBuf, SimEntry>,
    durable: BTreeMap<PathBuf, SimEntry>,
    unsynced: Vec<NameOp>,
    log: Vec<Op>,
    locks: BTreeSet<PathBuf>,
    calls: usize,
    fail: Option<Fail>,
    /// What loses its name while the next write is under way.
    stolen: Option<PathBuf>,
    /// As on a disk of FAT.
    no_links: bool,
    /// Jumps back and forth, by decades, whenever it is asked.
    clock: u64,
    running: Duration,
    /// Time that passes whenever it is asked.
    pace: Duration,
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
pub(super) struct SimDisk(Arc<Mutex<SimState>>);

impl SimDisk {
    /// With one folder in it.
    pub(super) fn with_folder(path: &str) -> Self {
        let disk = Self::default();
        {
            let mut state = lock(&disk.0);
            for path in Path::new(path).ancestors() {
                state.names.insert(path.to_owned(), SimEntry::Folder);
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

    /// A disk that gives a file one name only.
    pub(super) fn without_links(self) -> Self {
        lock(&self.0).no_links = true;
        self
    }

    /// So much time passes between two looks at the steady clock.
    pub(super) fn pace(&self, pace: Duration) {
        lock(&self.0).pace = pace;
    }

    /// A copy in which everything is durable and nothing fails.
    pub(super) fn settled(&self) -> Self {
        let all = vec![true; self.unsynced_names()];
        self.after_crash(&all, Unsynced::Kept)
    }

    /// What a killed process leaves: everything it did is visible, and no more durable than it was.
    pub(super) fn after_kill(&self) -> Self {
        let state = lock(&self.0).clone();
        let fresh = SimState { log: Vec::new(), locks: BTreeSet::new(), calls: 0, fail: None, ..state };
        Self(Arc::new(Mutex::new(fresh)))
    }

    /// Puts a file there, durably and behind everyone's back.
    pub(super) fn plant(&self, path: &str, bytes: &[u8]) {
        self.plant_entry(path, bytes, None);
    }

    pub(super) fn plant_link(&self, path: &str) {
        self.plant_entry(path, b"", Some(SimEntry::Link));
    }

    /// Takes a file away, durably and behind everyone's back.
    pub(super) fn remove_planted(&self, path: &str) {
        let mut state = lock(&self.0);
        state.names.remove(Path::new(path));
        state.durable.remove(Path::new(path));
    }

    /// Takes a file away behind everyone's back, while something is being written.
    pub(super) fn remove_during_write(&self, path: &str) {
        lock(&self.0).stolen = Some(path.into());
    }

    fn plant_entry(&self, path: &str, bytes: &[u8], entry: Option<SimEntry>) {
        let mut state = lock(&self.0);
        let entry = entry.unwrap_or(SimEntry::File(state.nodes.len()));
        state.nodes.push(SimNode { bytes: bytes.to_vec(), durable: bytes.len(), poisoned: false });
        for above in Path::new(path).ancestors().skip(1) {
            state.names.entry(above.to_owned()).or_insert(SimEntry::Folder);
            state.durable.entry(above.to_owned()).or_insert(SimEntry::Folder);
        }
        state.names.insert(path.into(), entry);
        state.durable.insert(path.into(), entry);
    }

    /// Every file and its bytes, without the folder of temporary things' lock.
    pub(super) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let state = lock(&self.0);
        let file = |(path, entry): (&PathBuf, &SimEntry)| match entry {
            SimEntry::File(node) if !path.ends_with("lock") => {
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
                    state.nodes.resize(node + 1, SimNode::default());
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
        names.retain(|path, _| path.ancestors().skip(1).all(|above| all.get(above) == Some(&SimEntry::Folder)));
        let cut = |node: &SimNode| {
            let extra = node.bytes.len() - node.durable;
            let kept = match unsynced {
                _ if node.poisoned => 0,
                Unsynced::Kept => extra,
                Unsynced::Half => extra / 2,
                Unsynced::Lost => 0,
            };
            let bytes = node.bytes[..node.durable + kept].to_vec();
            SimNode { durable: bytes.len(), bytes, poisoned: false }
        };
        let nodes = state.nodes.iter().map(cut).collect();
        Self(Arc::new(Mutex::new(SimState { nodes, durable: names.clone(), names, ..SimState::default() })))
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
fn apply(names: &mut BTreeMap<PathBuf, SimEntry>, op: &NameOp, state: &SimState) {
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

impl SimState {
    fn log(&mut self, op: Op) {
        self.log.push(op);
    }

    fn change_name(&mut self, op: NameOp) {
        let snapshot = std::mem::take(&mut self.names);
        let mut names = snapshot;
        apply(&mut names, &op, self);
        self.names = names;
        if let NameOp::Add(_, SimEntry::File(node)) = &op
            && self.nodes.len() <= *node
        {
            self.nodes.resize(node + 1, SimNode::default());
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
            Some(SimEntry::File(node)) => Ok(*node),
            Some(_) => Err(ErrorKind::IsADirectory.into()),
            None => Err(ErrorKind::NotFound.into()),
        }
    }
}
