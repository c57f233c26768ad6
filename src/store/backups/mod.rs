//! Backups of the last readable state, under `.local/backups`, where Git does not look.
//!
//! Made by the writer thread when it brings files up to date: a copy of what was saved, and, where somebody else had
//! written what is replaced, of that. Neither holds up an edit, which is safe in the journal by then. A backup is not
//! synced by itself: its name says what its bytes must hash to, so that a torn one is never taken for whole. One that
//! cannot be made is done without; the file itself says if the disk is full.
//!
//! How many are kept: of each file the last [`GENERATIONS`] (the last two as they came, older ones [`APART`] of work or
//! a session apart), of all files together [`MOST`] and [`MOST_BYTES`], the oldest going first. Those of a file that is at
//! present unreadable, or gone though nobody removed it here, stay whatever the bounds say. What comes in by the hundred
//! at once ([`MANY`]: an import, a mark in the whole project) is not copied when it is new, only before it is replaced.

mod name;

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

pub(super) use name::{Backup, Why};

use crate::{
    message::message,
    store::{
        StoreError,
        contents::contents_of,
        files::{
            disk::FileKind,
            folder::Folder,
            layout::{BACKUPS, parent},
        },
        print::{Print, print_of},
    },
};

/// Backups of one file.
pub(super) const GENERATIONS: usize = 6;
/// Work between two older backups of one file.
const APART: Duration = Duration::from_secs(10 * 60);
/// Backups of all files together.
pub(super) const MOST: usize = 10_000;
/// Their bytes.
pub(super) const MOST_BYTES: u64 = 64 << 20;
/// Files that are written in one go from this many on are too many to be copied.
pub(super) const MANY: usize = 256;

struct BackupEntry {
    backup: Backup,
    /// When it was made, by the clock that never jumps; of an earlier session: unknown.
    ran: Option<Duration>,
}

/// The catalogue; read from the folder's names when it is first needed.
pub(super) struct Backups {
    /// How many there may be, and how many bytes of them.
    bounds: (usize, u64),
    known: bool,
    /// By file, the oldest first.
    files: BTreeMap<String, Vec<BackupEntry>>,
    /// Every backup's file, by its place in the order.
    orders: BTreeMap<u64, String>,
    bytes: u64,
    /// Files whose backups stay: what is there now cannot be read.
    spared: BTreeSet<String>,
}

impl Default for Backups {
    fn default() -> Self {
        Self::within(MOST, MOST_BYTES)
    }
}

impl Backups {
    /// With other bounds than all others have.
    pub(super) fn within(most: usize, bytes: u64) -> Self {
        Self {
            bounds: (most, bytes),
            known: false,
            files: BTreeMap::new(),
            orders: BTreeMap::new(),
            bytes: 0,
            spared: BTreeSet::new(),
        }
    }

    /// Keeps what a file says before it is replaced or removed, unless that is kept already.
    pub(super) fn keep_old(&mut self, folder: &Folder, path: &str, size: usize, print: Print, why: Why) {
        self.learn(folder);
        let Some(backup) = self.next(folder, path, size, print, why) else { return };
        let place = backup.place();
        let ready = ensure(folder, &place);
        // The file is about to lose its name, so a second one makes it the backup at no cost.
        let kept = ready.and_then(|()| match folder.disk.link(&folder.at(path), &folder.at(&place)) {
            Ok(()) => Ok(()),
            Err(_) => {
                let bytes = folder.read(path)?.unwrap_or_default();
                if backup.holds(&bytes) { copy(folder, &place, &bytes) } else { Err(gone(path)) }
            }
        });
        if kept.is_ok() {
            self.insert(backup, folder);
        }
    }

    /// Keeps a copy of what a file says from now on.
    pub(super) fn keep_new(&mut self, folder: &Folder, path: &str, bytes: &[u8], print: Print) {
        self.learn(folder);
        let Some(backup) = self.next(folder, path, bytes.len(), print, Why::Saved) else { return };
        let place = backup.place();
        if ensure(folder, &place).and_then(|()| copy(folder, &place, bytes)).is_ok() {
            self.insert(backup, folder);
        }
    }

    /// Keeps these bytes of a file durably, because something else takes their place; the backup.
    pub(super) fn set_aside(&mut self, folder: &Folder, path: &str, bytes: &[u8]) -> Result<Backup, StoreError> {
        self.learn(folder);
        let order = self.orders.last_key_value().map_or(1, |(last, _)| last + 1);
        let (made, hash) = (folder.disk.now(), name::digits(print_of(Some(bytes))));
        let backup = Backup { path: path.into(), order, made, size: bytes.len() as u64, hash, why: Why::SetAside };
        folder.replace(&[(backup.place(), bytes.to_vec())])?;
        self.insert(backup.clone(), folder);
        // Going back and forth between two states must not crowd out the others.
        let same = |entry: &&BackupEntry| entry.backup.hash == backup.hash && entry.backup.order != order;
        let again: Vec<u64> = self.files.get(path).into_iter().flatten().filter(same).map(|e| e.backup.order).collect();
        for order in again {
            self.remove(folder, path, order);
        }
        Ok(backup)
    }

    /// A file is removed on purpose: nobody will miss its last backup more than others.
    pub(super) fn let_go(&mut self, folder: &Folder, path: &str) {
        self.learn(folder);
        self.spared.remove(path);
        let Some(entry) = self.files.get_mut(path).and_then(|entries| entries.last_mut()) else { return };
        let gone = Backup { why: Why::Removed, ..entry.backup.clone() };
        let (from, to) = (folder.at(&entry.backup.place()), folder.at(&gone.place()));
        if entry.backup.why != Why::Removed && folder.disk.rename(&from, &to).is_ok() {
            entry.backup = gone;
        }
    }

    /// Removes what is more than the bounds allow.
    pub(super) fn trim(&mut self, folder: &Folder) {
        if !self.is_over() {
            return;
        }
        let oldest: Vec<(u64, String)> = self.orders.iter().map(|(order, path)| (*order, path.clone())).collect();
        for (order, path) in oldest {
            if !self.is_over() {
                return;
            }
            if self.spared.contains(&path) {
                continue;
            }
            if self.is_needed(folder, &path) {
                self.spared.insert(path);
            } else {
                self.remove(folder, &path, order);
            }
        }
    }

    fn is_over(&self) -> bool {
        self.orders.len() > self.bounds.0 || self.bytes > self.bounds.1
    }

    /// Whether a file's backups are all that there is of it.
    fn is_needed(&self, folder: &Folder, path: &str) -> bool {
        match folder.read(path) {
            Ok(Some(bytes)) => contents_of(path, &bytes).is_err(),
            Ok(None) => {
                self.files.get(path).and_then(|entries| entries.last()).is_some_and(|e| e.backup.why != Why::Removed)
            }
            Err(_) => true,
        }
    }

    fn learn(&mut self, folder: &Folder) {
        if std::mem::replace(&mut self.known, true) {
            return;
        }
        for backup in all(folder) {
            self.bytes += backup.size;
            self.orders.insert(backup.order, backup.path.clone());
            self.files.entry(backup.path.clone()).or_default().push(BackupEntry { backup, ran: None });
        }
        self.files.values_mut().for_each(|entries| entries.sort_by_key(|entry| entry.backup.order));
    }

    /// The next backup of a file; `None` if these bytes are kept already.
    fn next(&mut self, folder: &Folder, path: &str, size: usize, print: Print, why: Why) -> Option<Backup> {
        let (size, hash) = (size as u64, name::digits(print));
        let same = |entry: &&mut BackupEntry| entry.backup.size == size && entry.backup.hash == hash;
        if let Some(entry) = self.files.get_mut(path).and_then(|entries| entries.last_mut()).filter(same) {
            entry.ran = Some(folder.disk.running());
            return None;
        }
        let order = self.orders.last_key_value().map_or(1, |(last, _)| last + 1);
        Some(Backup { path: path.into(), order, made: folder.disk.now(), size, hash, why })
    }

    fn insert(&mut self, backup: Backup, folder: &Folder) {
        let path = backup.path.clone();
        self.spared.remove(&path);
        self.bytes += backup.size;
        self.orders.insert(backup.order, path.clone());
        let entries = self.files.entry(path.clone()).or_default();
        entries.push(BackupEntry { backup, ran: Some(folder.disk.running()) });
        if let Some(order) = spare(entries) {
            self.remove(folder, &path, order);
        }
    }

    /// That need not be durable; one that cannot be removed stays.
    fn remove(&mut self, folder: &Folder, path: &str, order: u64) {
        let Some(entries) = self.files.get_mut(path) else { return };
        let Some(at) = entries.iter().position(|entry| entry.backup.order == order) else { return };
        let place = entries[at].backup.place();
        match folder.disk.remove(&folder.at(&place)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return,
            _ => {}
        }
        self.bytes -= entries.remove(at).backup.size;
        self.orders.remove(&order);
        if entries.is_empty() {
            self.files.remove(path);
        }
    }
}

/// Which of a file's backups can go now that there is one more: the last two stay, before them those that are some work
/// apart.
fn spare(entries: &[BackupEntry]) -> Option<u64> {
    let close =
        |a: &BackupEntry, b: &BackupEntry| matches!((a.ran, b.ran), (Some(a), Some(b)) if b.saturating_sub(a) < APART);
    if let [.., earlier, later, _, _] = entries
        && close(earlier, later)
        && later.backup.why != Why::SetAside
    {
        return Some(later.backup.order);
    }
    (entries.len() > GENERATIONS).then(|| entries[0].backup.order)
}

/// Every backup by its name, in no order.
pub(super) fn all(folder: &Folder) -> Vec<Backup> {
    let mut found = Vec::new();
    let mut folders = vec![BACKUPS.to_owned()];
    while let Some(at) = folders.pop() {
        for (name, kind) in folder.list(&at).unwrap_or_default() {
            let place = format!("{at}/{name}");
            match kind {
                // Only as deep as the files that are backed up.
                FileKind::Folder if place.matches('/').count() < 4 => folders.push(place),
                FileKind::File => found.extend(Backup::parse(&place)),
                FileKind::Folder | FileKind::Link => {}
            }
        }
    }
    found
}

/// A backup's bytes, if they are what its name says.
pub(super) fn read(folder: &Folder, backup: &Backup) -> Result<Vec<u8>, StoreError> {
    let place = backup.place();
    let bytes = folder.read(&place)?.ok_or_else(|| gone(&place))?;
    if !backup.holds(&bytes) {
        let message = message!("this backup is not whole: its bytes are not those that its name speaks of");
        return Err(StoreError::new(place, message, message!("Choose an older one")));
    }
    Ok(bytes)
}

fn gone(path: &str) -> StoreError {
    StoreError::new(path, message!("the file is gone"), message!("Choose another one"))
}

fn ensure(folder: &Folder, place: &str) -> Result<(), StoreError> {
    folder.refuse_links(place)?;
    folder.ensure(parent(place))
}

fn copy(folder: &Folder, place: &str, bytes: &[u8]) -> Result<(), StoreError> {
    let wrote = folder.disk.create(&folder.at(place)).and_then(|mut file| file.write(bytes));
    wrote.map_err(|error| StoreError::io(place, message!("cannot be written"), &error))
}
