//! The cases on disk.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use tandai::formats::{ALL, MemorySource, format, line_of, write_line};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats")
}

/// Folders in a folder, sorted.
fn folders(dir: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(dir) else { return Vec::new() };
    let mut folders: Vec<_> = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// All files below a folder, by their paths in it.
fn files(dir: &Path, prefix: &str, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(dir).unwrap().flatten() {
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            files(&entry.path(), &format!("{name}/"), found);
        } else {
            found.insert(name, fs::read(entry.path()).unwrap());
        }
    }
}

/// What a case reads, if it is one.
fn source(case: &Path) -> Option<MemorySource> {
    if case.join("in").is_dir() {
        let mut found = BTreeMap::new();
        files(&case.join("in"), "", &mut found);
        return Some(MemorySource::folder("in", found));
    }
    let file =
        fs::read_dir(case).ok()?.flatten().find(|entry| entry.file_name().to_string_lossy().starts_with("in."))?;
    Some(MemorySource::file(&file.file_name().to_string_lossy(), fs::read(file.path()).unwrap()))
}

fn options(case: &Path) -> BTreeMap<String, String> {
    let text = fs::read_to_string(case.join("options.txt")).unwrap_or_default();
    text.lines().filter_map(|line| line.split_once('=')).map(|(name, value)| (name.into(), value.into())).collect()
}

/// Every case: its format, its folder, what it reads and the reader's options.
pub fn cases() -> Vec<(String, PathBuf, MemorySource, BTreeMap<String, String>)> {
    let mut cases = Vec::new();
    for dir in folders(&root()) {
        let id = dir.file_name().unwrap().to_string_lossy().into_owned();
        for case in folders(&dir) {
            let source = source(&case).unwrap_or_else(|| panic!("{} has nothing to read", case.display()));
            let options = options(&case);
            cases.push((id.clone(), case, source, options));
        }
    }
    cases
}

#[test]
fn every_case_reads_as_expected() {
    let update = std::env::var_os("UPDATE_FIXTURES").is_some();
    let mut wrong = Vec::new();
    let cases = cases();
    for (id, case, source, options) in &cases {
        let format = format(id).unwrap_or_else(|| panic!("{id} is no format"));
        let (documents, problems) = super::read(format, source, options);
        let lines = documents.iter().map(|document| write_line(&line_of(document)).unwrap() + "\n");
        let told = problems.iter().map(|problem| format!("{problem}\n")).collect::<String>();
        let made = [("expected.jsonl", lines.collect::<String>()), ("problems.txt", told)];
        for (name, made) in made {
            let path = case.join(name);
            if update && made.is_empty() {
                let _ = fs::remove_file(&path);
            } else if update {
                fs::write(&path, made).unwrap();
            } else if fs::read_to_string(&path).unwrap_or_default() != made {
                wrong.push(format!("{} reads otherwise; now:\n{made}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    println!("{} cases", cases.len());
}

#[test]
fn every_readable_format_has_cases() {
    let cases = cases();
    for format in ALL.iter().filter(|format| format.info().reads) {
        let id = format.info().id;
        assert!(cases.iter().any(|case| case.0 == id), "tests/formats/{id} has no case");
    }
}
