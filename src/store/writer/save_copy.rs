//! A copy of the whole project in another folder, with what is not saved yet: for when the folder itself takes nothing
//! more.

use std::{io, path::Path};

use crate::{
    message::message,
    store::{
        StoreError,
        files::{
            disk::{Disk, FileKind},
            layout::{INDEX, JOURNAL, LOCAL, LOCK, UNFINISHED},
        },
        writer::JournalWriter,
    },
};

impl JournalWriter {
    /// Copies every file, and writes all changes that some file does not have yet into the copy's journal.
    pub(in crate::store) fn save_copy(&self, to: &Path) -> Result<(), StoreError> {
        let disk = &*self.shared.disk;
        let refused = |error: io::Error| StoreError::io(shown(to), message!("cannot be written"), &error);
        if disk.list(to).is_ok_and(|there| !there.is_empty()) {
            return Err(StoreError::new(
                shown(to),
                message!("there is something already"),
                message!("Choose a folder that is empty or not there yet"),
            ));
        }
        if to.starts_with(&self.shared.dir) {
            return Err(StoreError::new(
                shown(to),
                message!("this is inside the project itself"),
                message!("Choose a folder elsewhere"),
            ));
        }
        let journal = self.lines(0)?;
        make(disk, to).map_err(refused)?;
        copy(disk, &self.shared.dir, to, "").map_err(refused)?;
        let local = to.join(LOCAL);
        make(disk, &local).map_err(refused)?;
        disk.write_new(&[(to.join(JOURNAL), journal.as_bytes())]).map_err(|(_, error)| refused(error))?;
        [&*local, to].into_iter().try_for_each(|folder| disk.sync_dir(folder)).map_err(refused)
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

fn make(disk: &dyn Disk, folder: &Path) -> io::Result<()> {
    match disk.create_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        made => made,
    }
}

/// Everything in a folder but what belongs to this window alone; links are left out, as everywhere.
fn copy(disk: &dyn Disk, from: &Path, to: &Path, within: &str) -> io::Result<()> {
    for (name, kind) in disk.list(from)? {
        let path = if within.is_empty() { name.clone() } else { format!("{within}/{name}") };
        if [JOURNAL, LOCK, INDEX].contains(&&*path) || name.contains(UNFINISHED) {
            continue;
        }
        let (here, there) = (from.join(&name), to.join(&name));
        match kind {
            FileKind::Folder => {
                make(disk, &there)?;
                copy(disk, &here, &there, &path)?;
            }
            FileKind::File => disk.write_new(&[(there, &disk.read(&here)?)]).map_err(|(_, error)| error)?,
            FileKind::Link => {}
        }
    }
    disk.sync_dir(to)
}
