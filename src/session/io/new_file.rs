//! A new file beside a project: there whole or not at all, and never in the place of another.

use std::{io::Write, path::Path};

use super::{
    replacing,
    target::{Destination, DiskTarget},
};
use crate::{
    formats::{THE_FILE, Target},
    message::Message,
};

/// Writes a file that is not there yet.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Message> {
    let target = DiskTarget::new(Destination::File(path.to_owned()), false)?;
    let written = target.create(THE_FILE).and_then(|mut out| {
        out.write_all(bytes)?;
        out.flush()
    });
    written.map_err(|error| replacing::failed(path, &error))?;
    target.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_put_in_the_place_of_another() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("linimasa.svg");
        write_new(&path, b"satu").unwrap();
        assert!(write_new(&path, b"dua").unwrap_err().to_string().contains("is there already"));
        assert_eq!(std::fs::read(&path).unwrap(), b"satu");
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1, "nothing else is left");
    }
}
