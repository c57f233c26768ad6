//! What happened, for who helps: a file in the person's data folder that grows to a bound and no further. It says what
//! was done and what went wrong, never what an article says.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{Mutex, OnceLock},
};

use tracing_subscriber::fmt::{self, writer::MakeWriter};

/// Two files of this size at the most, in bytes.
const MOST: u64 = 256 * 1024;

static FILE: OnceLock<PathBuf> = OnceLock::new();

/// Where the log is, if one is written.
pub fn path() -> Option<&'static Path> {
    FILE.get().map(PathBuf::as_path)
}

/// Begins to write it. Without a folder to write to there is none.
pub fn begin() {
    let Some(dirs) = directories::ProjectDirs::from("", "", "tandai") else { return };
    let path = dirs.data_dir().join("tandai.log");
    if fs::create_dir_all(dirs.data_dir()).is_err() {
        return;
    }
    let Ok(log) = Bounded::open(&path, MOST) else { return };
    let subscriber = fmt::Subscriber::builder().with_ansi(false).with_target(false).with_writer(Log(Mutex::new(log)));
    if tracing::subscriber::set_global_default(subscriber.finish()).is_ok() {
        let _ = FILE.set(path);
        tracing::info!("tandai {} begins", env!("CARGO_PKG_VERSION"));
    }
}

/// A file that becomes `….old` when it is full.
struct Bounded {
    path: PathBuf,
    file: File,
    size: u64,
    most: u64,
}

impl Bounded {
    fn open(path: &Path, most: u64) -> io::Result<Self> {
        let file = OpenOptions::new().create(true).append(true).open(path)?;
        let size = file.metadata()?.len();
        Ok(Self { path: path.to_owned(), file, size, most })
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.size + bytes.len() as u64 > self.most {
            fs::rename(&self.path, self.path.with_extension("log.old"))?;
            *self = Self::open(&self.path, self.most)?;
        }
        self.file.write_all(bytes)?;
        self.size += bytes.len() as u64;
        Ok(())
    }
}

struct Log(Mutex<Bounded>);

impl<'a> MakeWriter<'a> for Log {
    type Writer = LogLine<'a>;

    fn make_writer(&'a self) -> LogLine<'a> {
        LogLine(&self.0)
    }
}

/// One line on its way to the file.
struct LogLine<'a>(&'a Mutex<Bounded>);

impl Write for LogLine<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A log that cannot be written is no reason to stop anything.
        if let Ok(mut log) = self.0.lock() {
            let _ = log.write(bytes);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_does_not_grow_for_ever() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("tandai.log");
        let mut log = Bounded::open(&path, 100).expect("it opens");
        for number in 0..50 {
            log.write(format!("line {number:03}\n").as_bytes()).expect("it is written");
        }
        let files: Vec<u64> = fs::read_dir(folder.path())
            .expect("a folder")
            .map(|file| file.unwrap().metadata().unwrap().len())
            .collect();
        assert_eq!(files.len(), 2);
        assert!(files.iter().all(|size| *size <= 100), "{files:?}");
        assert!(fs::read_to_string(&path).expect("it is there").ends_with("line 049\n"));
    }
}
