//! The program run as at a shell, and a project's files as they are.

// Each test uses a part of it.
#![allow(dead_code)]

use std::{
    collections::BTreeMap,
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// How a run ended.
#[derive(Debug)]
pub struct Run {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    /// Standard error begins as ours does and has all these parts.
    #[track_caller]
    pub fn errs(&self, parts: &[&str]) {
        assert!(self.err.lines().all(|line| line.starts_with("tandai: ")), "{self:#?}");
        for part in parts {
            assert!(self.err.contains(part), "lacks {part:?}: {self:#?}");
        }
    }
}

/// Runs the program without a display, with a home of its own.
pub fn tandai<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Run {
    let home = tempfile::tempdir().unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_tandai"))
        .args(arguments)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .env("HOME", home.path())
        .env("USER", "sri")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Run { status: run.status.code().unwrap_or(-1), out: text(run.stdout), err: text(run.stderr) }
}

/// Every file of a project but those that are never shared.
pub fn files(project: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    fn walk(folder: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.file_name().is_some_and(|name| name == ".local") {
                continue;
            }
            if path.is_dir() {
                walk(&path, found);
            } else {
                let bytes = fs::read(&path).unwrap();
                found.insert(path, bytes);
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(project, &mut found);
    found
}
