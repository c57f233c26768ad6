//! What an export of ours wrote beside its data, found from the data: one file, the folder, or a file in the folder.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use super::target::{MANIFEST, exported_files};
use crate::{
    dataset::manifest::FileEntry,
    formats::Problem,
    message::{Message, message},
};

/// How far above its files the manifest of an export lies at most: `data/train-00000-of-00001.parquet`.
const ABOVE: usize = 2;

/// The largest of these files that is read, in bytes.
const LARGEST: u64 = 64 << 20;

/// A file that an export of ours wrote beside its data.
#[derive(Debug, PartialEq, Eq)]
pub struct FileBeside {
    pub path: PathBuf,
    /// As the manifest lists it.
    entry: FileEntry,
}

impl FileBeside {
    /// Its bytes, if they are those that the export wrote: half a table would come in as a whole one, and what a link leads
    /// to is none of the export.
    pub fn read(&self) -> Result<Vec<u8>, Problem> {
        let file = || self.path.display().to_string();
        let unreadable = |error: io::Error| Problem::unreadable(file(), &error).part();
        let refused = |reason: Message| {
            let fix = message!(
                "Take the whole export again, or take this file in by itself first, if it was changed on purpose"
            );
            Problem::new(file(), reason, fix).part()
        };
        let meta = self.path.symlink_metadata().map_err(unreadable)?;
        if !meta.is_file() {
            return Err(refused(message!("is a link or no file, and an export writes files: it was not read")));
        }
        if meta.len() > LARGEST {
            return Err(refused(message!("has more than {size} MiB: it was not read", size = LARGEST >> 20)));
        }
        let bytes = fs::read(&self.path).map_err(unreadable)?;
        let sha256: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        if sha256 != self.entry.sha256 {
            return Err(refused(message!(
                "is not as the export wrote it ({size} bytes, and {here} are here; its SHA-256 is another): it was not read",
                size = self.entry.size,
                here = bytes.len()
            )));
        }
        Ok(bytes)
    }
}

/// The file of this name in the export that `data` is, or is of; only what the export's manifest lists counts.
pub(in crate::session) fn beside(data: &Path, name: &str) -> Option<FileBeside> {
    // Two exports that differ in their ending stand beside each other under their whole names.
    let names = [data.file_name(), data.file_stem()].into_iter().flatten().filter(|_| !data.is_dir());
    for before in names.map(|name| name.to_string_lossy()) {
        let named = format!("{before}.{name}");
        let listed = exported_files(&data.with_file_name(format!("{before}.{MANIFEST}")));
        if let Some(entry) = listed.and_then(|files| files.into_iter().find(|file| file.path == named)) {
            return Some(FileBeside { path: data.with_file_name(named), entry });
        }
    }
    data.ancestors().take(1 + ABOVE).find_map(|folder| {
        let inside = data.strip_prefix(folder).ok()?.to_string_lossy().replace('\\', "/");
        let files = exported_files(&folder.join(MANIFEST))?;
        let is_of_it = |file: &FileEntry| {
            let rest = file.path.strip_prefix(inside.as_str());
            inside.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let of_it = files.iter().any(is_of_it);
        let entry = files.into_iter().find(|file| of_it && file.path == name)?;
        Some(FileBeside { path: folder.join(name), entry })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(files: &[(&str, &str)]) -> String {
        let entry = |(path, sha256): &(&str, &str)| serde_json::json!({ "path": path, "sha256": sha256, "size": 3 });
        let files: Vec<_> = files.iter().map(entry).collect();
        let application = serde_json::json!({ "name": "tandai", "version": "1" });
        serde_json::json!({ "application": application, "files": files, "manifest_version": 1 }).to_string()
    }

    #[test]
    fn only_what_a_manifest_lists_is_beside() {
        let dir = tempfile::tempdir().expect("a folder");
        let at = |name: &str| dir.path().join(name);
        let beside = |data: &Path, name: &str| beside(data, name).map(|file| file.path);
        std::fs::create_dir_all(at("set/data")).expect("folders");
        let listed = manifest(&[("names.csv", ""), ("data/a.parquet", "")]);
        std::fs::write(at("set/manifest.json"), listed).expect("written");
        let names = Some(at("set/names.csv"));
        assert_eq!(beside(&at("set"), "names.csv"), names);
        assert_eq!(beside(&at("set/data"), "names.csv"), names, "a part of the folder");
        assert_eq!(beside(&at("set/data/a.parquet"), "names.csv"), names);
        assert_eq!(beside(&at("set/data/b.parquet"), "names.csv"), None, "another file lies there");
        assert_eq!(beside(&at("set"), "scheme.ron"), None);
        std::fs::write(at("x.manifest.json"), manifest(&[("x.jsonl", ""), ("x.names.csv", "")])).expect("written");
        assert_eq!(beside(&at("x.jsonl"), "names.csv"), Some(at("x.names.csv")));
        assert_eq!(beside(&at("y.jsonl"), "names.csv"), None);
        std::fs::write(at("set/manifest.json"), "{}").expect("written");
        assert_eq!(beside(&at("set"), "names.csv"), None, "no manifest of ours");
    }

    #[test]
    fn only_what_the_export_wrote_is_read() {
        let dir = tempfile::tempdir().expect("a folder");
        let at = |name: &str| dir.path().join(name);
        // As `printf abc | sha256sum` prints it.
        let sum = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        std::fs::write(at("manifest.json"), manifest(&[("names.csv", sum)])).expect("written");
        let read = || beside(dir.path(), "names.csv").expect("listed").read().map_err(|problem| problem.to_string());
        assert!(read().is_err_and(|told| told.contains("names.csv: ")), "it is not there");
        std::fs::write(at("names.csv"), "abc").expect("written");
        assert_eq!(read().as_deref(), Ok(b"abc".as_slice()));
        std::fs::write(at("names.csv"), "ab").expect("written");
        let told = read().expect_err("it is cut");
        assert!(told.contains("3 bytes, and 2 are here"), "{told}");
        #[cfg(unix)]
        {
            std::fs::remove_file(at("names.csv")).expect("removed");
            std::fs::write(at("other"), "abc").expect("written");
            std::os::unix::fs::symlink(at("other"), at("names.csv")).expect("linked");
            assert!(read().is_err_and(|told| told.contains("is a link")), "whatever it leads to");
        }
    }
}
