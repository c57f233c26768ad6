//! Words that a person pasted, as a file to be imported like any other: looked at first, in whatever format they are.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
    process,
    sync::atomic::{AtomicU32, Ordering},
};

use crate::message::Message;

/// A file of its own in the system's folder for such; it goes when nobody needs it any more.
#[derive(Debug)]
pub struct PastedFile {
    folder: PathBuf,
    file: PathBuf,
}

impl PastedFile {
    /// Named as the article is to be called until it has another name.
    pub fn new(words: &str, name: &str) -> Result<Self, Message> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let make = || -> io::Result<Self> {
            let number = NUMBER.fetch_add(1, Ordering::Relaxed);
            let folder = env::temp_dir().join(format!("tandai-pasted-{}-{number}", process::id()));
            fs::create_dir(&folder)?;
            // From here on it is removed whatever happens.
            let made = Self { file: folder.join(format!("{name}.txt")), folder };
            fs::write(&made.file, words)?;
            Ok(made)
        };
        make().map_err(|error| Message::from(&error))
    }

    pub fn path(&self) -> &Path {
        &self.file
    }
}

impl Drop for PastedFile {
    fn drop(&mut self) {
        // Left behind, it is cleared away with the system's other such files.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_there_as_long_as_it_is_needed() {
        let pasted = PastedFile::new("PKS hadir.", "tempelan").unwrap();
        let path = pasted.path().to_owned();
        assert_eq!(fs::read_to_string(&path).unwrap(), "PKS hadir.");
        drop(pasted);
        assert!(!path.exists() && !path.parent().unwrap().exists());
    }
}
