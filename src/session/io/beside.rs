//! What an export of ours wrote beside its data, found from the data: one file, the folder, or a file in the folder.

use std::path::{Path, PathBuf};

use super::target::{MANIFEST, exported_files};

/// How far above its files the manifest of an export lies at most: `data/train-00000-of-00001.parquet`.
const ABOVE: usize = 2;

/// The file of this name in the export that `data` is, or is of; only what the export's manifest lists counts.
pub(in crate::session) fn beside(data: &Path, name: &str) -> Option<PathBuf> {
    if let Some(stem) = data.file_stem().filter(|_| !data.is_dir()) {
        let stem = stem.to_string_lossy();
        let named = format!("{stem}.{name}");
        let listed = exported_files(&data.with_file_name(format!("{stem}.{MANIFEST}")));
        if listed.is_some_and(|files| files.contains(&named)) {
            return Some(data.with_file_name(named));
        }
    }
    data.ancestors().take(1 + ABOVE).find_map(|folder| {
        let inside = data.strip_prefix(folder).ok()?.to_string_lossy().replace('\\', "/");
        let files = exported_files(&folder.join(MANIFEST))?;
        let is_of_it = |file: &String| {
            let rest = file.strip_prefix(inside.as_str());
            inside.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        (files.iter().any(|file| file == name) && files.iter().any(is_of_it)).then(|| folder.join(name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_manifest_lists_is_beside() {
        let dir = tempfile::tempdir().expect("a folder");
        let at = |name: &str| dir.path().join(name);
        let manifest = |files: &[&str]| {
            let entry = |path: &&str| serde_json::json!({ "path": path, "sha256": "", "size": 0 });
            let files: Vec<_> = files.iter().map(entry).collect();
            let application = serde_json::json!({ "name": "tandai", "version": "1" });
            serde_json::json!({ "application": application, "files": files, "manifest_version": 1 }).to_string()
        };
        std::fs::create_dir_all(at("set/data")).expect("folders");
        std::fs::write(at("set/manifest.json"), manifest(&["names.csv", "data/a.parquet"])).expect("written");
        let names = Some(at("set/names.csv"));
        assert_eq!(beside(&at("set"), "names.csv"), names);
        assert_eq!(beside(&at("set/data"), "names.csv"), names, "a part of the folder");
        assert_eq!(beside(&at("set/data/a.parquet"), "names.csv"), names);
        assert_eq!(beside(&at("set/data/b.parquet"), "names.csv"), None, "another file lies there");
        assert_eq!(beside(&at("set"), "scheme.ron"), None);
        std::fs::write(at("x.manifest.json"), manifest(&["x.jsonl", "x.names.csv"])).expect("written");
        assert_eq!(beside(&at("x.jsonl"), "names.csv"), Some(at("x.names.csv")));
        assert_eq!(beside(&at("y.jsonl"), "names.csv"), None);
        std::fs::write(at("set/manifest.json"), "{}").expect("written");
        assert_eq!(beside(&at("set"), "names.csv"), None, "no manifest of ours");
    }
}
