//! What an export may put something in the place of: nothing, unless a person says so, and then only what an export made
//! and nobody has changed since. Everything else is named and left alone.

use std::{
    collections::BTreeSet,
    ffi::OsStr,
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
    time::Duration,
};

use serde::{Deserialize, Serialize};

use crate::{
    dataset::manifest::{self, FileEntry, Software, Summing},
    message::{Message, message},
};

use super::target::MANIFEST;

/// The program that an export's manifest must name.
const APPLICATION: &str = "tandai";
/// A manifest of ours is shorter, in bytes.
const LARGEST: u64 = 256 << 20;
/// Files that a refusal names.
const NAMED: usize = 5;
/// How deep a folder of an export is looked through; no format makes deeper ones.
const DEPTH: usize = 16;

/// What is held while an export is written, in its folder.
pub(super) const WRITING: &str = ".writing";
/// The end of the name of what is written aside.
pub(super) const UNFINISHED: &str = ".unfinished";
/// Without a file that is held, what is aside is taken for left behind after so long.
const STALE: Duration = Duration::from_secs(3600);

/// What a manifest says of the export that it lies beside.
#[derive(Deserialize, Serialize)]
pub(super) struct OldExport {
    application: Software,
    pub(super) files: Vec<FileEntry>,
    manifest_version: u32,
}

impl OldExport {
    pub(super) fn of(files: Vec<FileEntry>) -> Self {
        let application = Software { name: APPLICATION.to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() };
        Self { application, files, manifest_version: manifest::VERSION }
    }

    /// The manifest at a path, if one of ours is there.
    pub(super) fn read(manifest: &Path) -> Option<Self> {
        // Nothing else is waited for, or read without an end.
        manifest.symlink_metadata().ok().filter(|meta| meta.is_file() && meta.len() <= LARGEST)?;
        let made: Self = serde_json::from_str(&fs::read_to_string(manifest).ok()?).ok()?;
        (made.application.name == APPLICATION).then_some(made)
    }

    /// Whether a file is in it, with these bytes.
    fn lists(&self, name: &str, file: &Path) -> bool {
        let listed = self.files.iter().find(|entry| entry.path == name);
        listed.is_some_and(|listed| sum(file).is_ok_and(|sha256| sha256 == listed.sha256))
    }
}

fn sum(path: &Path) -> io::Result<String> {
    let mut summing = Summing::new(io::sink());
    io::copy(&mut File::open(path)?, &mut summing)?;
    summing.flush()?;
    Ok(summing.finish(String::new()).1.sha256)
}

pub(super) fn failed(path: &Path, error: &io::Error) -> Message {
    message!("{path}: cannot be written: {error}", path = path.display(), error = error)
}

/// A folder is replaced if it is empty, or if asked for and it holds nothing but what an export of ours made.
pub(super) fn folder(path: &Path, replace: bool) -> Result<(), Message> {
    let mut entries = fs::read_dir(path).map_err(|error| failed(path, &error))?;
    if entries.next().is_none() {
        return Ok(());
    }
    let Some(made) = OldExport::read(&path.join(MANIFEST)) else {
        return Err(message!(
            "{path} is not empty, and no export of Tandai made it. Choose another name",
            path = path.display()
        ));
    };
    if !replace {
        return Err(message!(
            "{path} holds an export already. Choose another name, or say --force",
            path = path.display()
        ));
    }
    let folders: BTreeSet<&str> =
        made.files.iter().flat_map(|entry| entry.path.match_indices('/').map(|(at, _)| &entry.path[..at])).collect();
    let mut others = Vec::new();
    let ours = |name: &str, at: &Path, is_dir: bool| {
        if is_dir { folders.contains(name) } else { name == MANIFEST || made.lists(name, at) }
    };
    others_in(path, "", DEPTH, &ours, &mut others).map_err(|error| failed(path, &error))?;
    if others.is_empty() {
        return Ok(());
    }
    Err(message!(
        "{path} holds what no export made, or what was changed since: {files}. Move it away, or choose another name",
        path = path.display(),
        files = listed(&others)
    ))
}

/// Everything below a folder that is not ours, by its name there.
fn others_in(
    dir: &Path,
    before: &str,
    depth: usize,
    ours: &dyn Fn(&str, &Path, bool) -> bool,
    others: &mut Vec<String>,
) -> io::Result<()> {
    let mut entries: Vec<fs::DirEntry> = fs::read_dir(dir)?.collect::<io::Result<_>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = format!("{before}{}", entry.file_name().to_string_lossy());
        let kind = entry.file_type()?;
        // A link, a pipe or a device is none of an export's.
        if !(kind.is_file() || kind.is_dir()) || !ours(&name, &entry.path(), kind.is_dir()) {
            others.push(name);
        } else if kind.is_dir() {
            if depth == 0 {
                others.push(name);
            } else {
                others_in(&entry.path(), &format!("{name}/"), depth - 1, ours, others)?;
            }
        }
    }
    Ok(())
}

fn listed(names: &[String]) -> String {
    let first = names.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    if names.len() > NAMED { format!("{first} … ({})", names.len()) } else { first }
}

/// Files that stand beside `main`, each with where its new bytes are now. Refuses if any of them is there already and is
/// not of the same export, unchanged, or the very same; `main` itself is replaced if that is asked for.
pub(super) fn files(main: &Path, new: &[(PathBuf, PathBuf)], replace: bool) -> Result<(), Message> {
    let there = |path: &Path| path.symlink_metadata().is_ok();
    if there(main) && !replace {
        return Err(message!("{path} is there already. Choose another name, or say --force", path = main.display()));
    }
    let manifest = beside(main, MANIFEST);
    let name = |path: &Path| path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    // It speaks of this file and not of one that only begins with the same name.
    let made = OldExport::read(&manifest).filter(|made| made.files.iter().any(|entry| entry.path == name(main)));
    let ours = |path: &Path, from: &Path| {
        let plain = path.symlink_metadata().is_ok_and(|meta| meta.is_file());
        let made_so = made.as_ref().is_some_and(|made| path == manifest || made.lists(&name(path), path));
        plain && ((replace && made_so) || fs::read(from).is_ok_and(|new| fs::read(path).is_ok_and(|old| old == new)))
    };
    let others = new.iter().filter(|(path, from)| path != main && there(path) && !ours(path, from));
    let others: Vec<String> = others.map(|(path, _)| path.display().to_string()).collect();
    if others.is_empty() {
        return Ok(());
    }
    Err(message!(
        "{files}: there already, and not of an earlier export of {main} as it was made. Choose another name, or move \
         that away",
        files = listed(&others),
        main = name(main)
    ))
}

/// The name of a file that stands beside `main`, under its name.
pub(super) fn beside(main: &Path, file: &str) -> PathBuf {
    main.with_file_name(format!("{}.{file}", name_beside(main)))
}

/// What files beside `main` are called after: its name without the ending, or all of it where the manifest under the
/// short name is of another file: `x.jsonl` and `x.csv` are two exports.
pub(super) fn name_beside(main: &Path) -> String {
    let part = |part: Option<&OsStr>| part.map_or_else(String::new, |part| part.to_string_lossy().into_owned());
    let (stem, name) = (part(main.file_stem()), part(main.file_name()));
    let manifest = OldExport::read(&main.with_file_name(format!("{stem}.{MANIFEST}")));
    let of_another = manifest.is_some_and(|made| made.files.iter().all(|entry| entry.path != name));
    if of_another { name } else { stem }
}

/// An export inside of a project would be taken for a part of it.
pub fn not_in_a_project(path: &Path) -> Result<(), Message> {
    let mut whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    // What is there already may be reached through links.
    if let Some(there) = whole.ancestors().skip(1).find(|above| above.exists())
        && let Ok(real) = there.canonicalize()
        && let Ok(rest) = whole.strip_prefix(there)
    {
        whole = real.join(rest);
    }
    match whole.ancestors().skip(1).find(|above| above.join("project.ron").is_file()) {
        None => Ok(()),
        Some(project) => Err(message!(
            "{path} lies inside the project {project}, which would take it for a part of itself. Choose a place outside",
            path = path.display(),
            project = project.display()
        )),
    }
}

pub(super) fn above(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Only Unix can open a folder to sync it.
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
}

/// Removes what exports of this name left that were killed; whether that succeeds does not matter.
pub(super) fn sweep(parent: &Path, name: &str) {
    let left = |entry: &fs::DirEntry| {
        let unique = entry.file_name().into_string().ok();
        let unique =
            unique.as_deref().and_then(|there| there.strip_prefix(&format!(".{name}."))?.strip_suffix(UNFINISHED));
        unique.is_some_and(|unique| unique.len() == 8 && unique.bytes().all(|byte| byte.is_ascii_alphanumeric()))
    };
    for entry in fs::read_dir(parent).into_iter().flatten().flatten().filter(left) {
        let stale = match File::open(entry.path().join(WRITING)) {
            Ok(file) => file.try_lock().is_ok(),
            Err(_) => entry
                .metadata()
                .and_then(|meta| meta.modified())
                .is_ok_and(|time| time.elapsed().is_ok_and(|age| age > STALE)),
        };
        if stale {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
