//! One file that a command writes beside projects: durable, and there whole or not at all.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use super::{
    replacing::{above, failed, not_in_a_project, sync_folder},
    target::{Destination, DiskTarget},
};
use crate::{
    formats::{THE_FILE, Target},
    message::{Message, message},
};

/// Letters of a name that is written aside.
const UNIQUE: usize = 8;

pub use super::replacing::not_in_a_project as outside_of_projects;

/// The largest file that is read whole, in bytes.
const LARGEST: u64 = 64 << 20;

/// Reads a file whole.
pub fn read(path: &Path) -> Result<Vec<u8>, Message> {
    let meta = path.metadata().map_err(|error| failed(path, &error))?;
    if !meta.is_file() {
        return Err(message!("{path} is not a file", path = path.display()));
    }
    if meta.len() > LARGEST {
        return Err(message!("{path} has more than {size} MiB", path = path.display(), size = LARGEST >> 20));
    }
    fs::read(path).map_err(|error| failed(path, &error))
}

/// Begins a new file outside of all projects; one that is there already is refused, unless there is nothing in it.
pub fn create_new(path: &Path) -> Result<File, Message> {
    not_in_a_project(path)?;
    let empty = || path.symlink_metadata().is_ok_and(|meta| meta.is_file() && meta.len() == 0);
    let begun = match File::create_new(path) {
        // As one that was ended left it.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && empty() => File::options().write(true).open(path),
        other => other,
    };
    begun.map_err(|error| failed(path, &error))
}

/// Writes a file that is not there yet: whole or not at all, as an export does.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Message> {
    if path.symlink_metadata().is_ok() {
        return Err(message!("{path} is there already. Choose another name", path = path.display()));
    }
    let target = DiskTarget::new(Destination::File(path.to_owned()), false)?;
    let written = target.create(THE_FILE).and_then(|mut out| {
        out.write_all(bytes)?;
        out.flush()
    });
    written.map_err(|error| failed(path, &error))?;
    target.finish()
}

/// Writes a file that may be there already, if it is `ours`.
pub fn write_over_ours(path: &Path, bytes: &[u8], ours: impl Fn(&[u8]) -> bool) -> Result<(), Message> {
    if path.symlink_metadata().is_err() {
        return write_new(path, bytes);
    }
    may_write(path, ours)?;
    replace(path, bytes)
}

/// Whether [`write_over_ours`] may write there; asked before long work that would be in vain.
pub fn may_write(path: &Path, ours: impl Fn(&[u8]) -> bool) -> Result<(), Message> {
    not_in_a_project(path)?;
    if path.symlink_metadata().is_ok() && !fs::read(path).is_ok_and(|there| ours(&there)) {
        return Err(message!(
            "{path} is there already, and is something else. Choose another name",
            path = path.display()
        ));
    }
    Ok(())
}

/// Replaces a file so that a full disk or the end of the program leaves the old one whole. A link stays one.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Message> {
    let real: PathBuf = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let name = real.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let unique: String = std::iter::repeat_with(fastrand::alphanumeric).take(UNIQUE).collect();
    let aside = real.with_file_name(format!(".{name}.{unique}"));
    let write = || -> io::Result<()> {
        let mut file = File::create_new(&aside)?;
        file.write_all(bytes)?;
        if let Ok(old) = real.metadata() {
            file.set_permissions(old.permissions())?;
        }
        file.sync_all()?;
        fs::rename(&aside, &real)?;
        sync_folder(above(&real))
    };
    write().map_err(|error| {
        let _ = fs::remove_file(&aside);
        failed(path, &error)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_is_new_and_outside_of_projects() {
        let dir = tempfile::tempdir().expect("a folder");
        let at = |name: &str| dir.path().join(name);
        write_new(&at("baru.csv"), b"satu").expect("a new file");
        let refused = write_new(&at("baru.csv"), b"dua").expect_err("it is there");
        assert!(refused.to_string().contains("baru.csv"), "{refused}");
        assert_eq!(fs::read(at("baru.csv")).expect("there"), b"satu");
        assert_eq!(fs::read_dir(dir.path()).expect("a folder").count(), 1, "nothing else is left");
        fs::write(at("kosong.csv"), "").expect("written");
        create_new(&at("kosong.csv")).expect("there was nothing in it");
        fs::create_dir_all(at("p/annotations")).expect("folders");
        fs::write(at("p/project.ron"), "()").expect("written");
        for name in ["p/baru.csv", "p/annotations/baru.csv"] {
            assert!(write_new(&at(name), b"x").expect_err("inside").to_string().contains("inside the project"));
        }
    }

    #[test]
    fn only_ours_is_written_over() {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join("model");
        let write = |bytes: &[u8]| write_over_ours(&file, bytes, |there| there.starts_with(b"tandai"));
        write(b"tandai 1").expect("new");
        write(b"tandai 2").expect("ours");
        assert_eq!(fs::read(&file).expect("there"), b"tandai 2");
        fs::write(&file, "catatan saya").expect("written");
        assert!(write(b"tandai 3").expect_err("not ours").to_string().contains("something else"));
        assert_eq!(fs::read(&file).expect("there"), b"catatan saya");
    }

    #[cfg(unix)]
    #[test]
    fn what_is_replaced_keeps_its_rights_and_its_link() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let dir = tempfile::tempdir().expect("a folder");
        let (file, link) = (dir.path().join("atribut"), dir.path().join("tautan"));
        fs::write(&file, "lama").expect("written");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("set");
        symlink(&file, &link).expect("linked");
        replace(&link, b"baru").expect("replaced");
        assert_eq!(fs::read(&file).expect("there"), b"baru");
        assert_eq!(file.metadata().expect("there").permissions().mode() & 0o777, 0o640);
        assert!(link.is_symlink());
        assert_eq!(fs::read_dir(dir.path()).expect("a folder").count(), 2, "nothing is left beside");
    }
}
