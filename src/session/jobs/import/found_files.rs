//! What paths stand for: files in formats that are read, and those in folders that are passed over.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use crate::{
    formats::{DiskShape, Format, Problem, Source, UNRECOGNISED, format},
    message::message,
    session::DiskSource,
};

/// Endings of files that a folder in a format of its own has no use for, and that can hold articles.
const ARTICLES: [&str; 19] = [
    "csv", "doc", "docx", "eml", "epub", "htm", "html", "jsonl", "mbox", "mhtml", "odt", "pdf", "rtf", "tsv", "warc",
    "xls", "xlsx", "zip", "gz",
];

/// What was found under some paths.
#[derive(Default)]
pub(super) struct FoundFiles {
    pub(super) sources: Vec<(DiskSource, &'static dyn Format)>,
    /// Files in folders that no reader is for, as a person knows them.
    pub(super) passed_over: Vec<String>,
    pub(super) problems: Vec<Problem>,
}

impl FoundFiles {
    pub(super) fn of(paths: &[impl AsRef<Path>], asked: Option<&'static dyn Format>) -> Self {
        let mut found = Self::default();
        let mut taken: BTreeSet<PathBuf> = BTreeSet::new();
        if asked.is_none_or(|format| format.info().id == "brat") {
            let brat = format("brat").expect("brat is a format");
            for (folder, files) in DiskSource::standoff(paths) {
                let of_it = |path: &&Path| files.iter().any(|file| folder.join(file) == **path);
                taken.extend(paths.iter().map(AsRef::as_ref).filter(of_it).map(Path::to_owned));
                found.sources.push((DiskSource::chosen(&folder, files.into_iter().collect()), brat));
            }
        }
        let rest = paths.iter().map(AsRef::as_ref).filter(|path| !taken.contains(*path));
        rest.for_each(|path| found.add(path, asked));
        found
    }

    /// A folder in a format of its own, else every file that can be read, each in its format.
    fn add(&mut self, path: &Path, asked: Option<&'static dyn Format>) {
        let called = path.display().to_string();
        if !path.is_dir() {
            match path.metadata() {
                Err(error) => self.problems.push(Problem::unreadable(called, &error)),
                // A pipe would wait for ever.
                Ok(meta) if !meta.is_file() => {
                    let fix = message!("Save it as a file, or use `tandai convert` in a pipe");
                    self.problems.push(Problem::new(called, message!("is not a file"), fix));
                }
                Ok(_) => {
                    let source = DiskSource::file(path);
                    // What is in no format that is known is told by the reader of plain texts.
                    let format = asked.or_else(|| source.recognise()).or(Some(UNRECOGNISED));
                    self.sources.extend(format.map(|format| (source, format)));
                }
            }
            return;
        }
        let folder = DiskSource::folder(path, &mut self.problems);
        let whole = asked.or_else(|| folder.recognise()).filter(|format| format.info().shape == DiskShape::Folder);
        if let Some(format) = whole {
            let own = format.info().extensions;
            let strange = |file: &&String| {
                let extension = extension(file);
                ARTICLES.contains(&extension.as_str())
                    && !own.contains(&extension.as_str())
                    && !folder.is_exported(file)
            };
            self.passed_over.extend(folder.files().iter().filter(strange).map(|file| folder.called(file)));
            self.sources.push((folder, format));
            return;
        }
        for file in folder.files() {
            if is_part_of_page(file, folder.files()) {
                continue;
            }
            let alone = folder.alone(file);
            let extension = extension(file);
            // In a folder only what bears the name of its format is meant.
            let named = |format: &&'static dyn Format| format.info().extensions.contains(&extension.as_str());
            match asked.or_else(|| alone.recognise()).filter(named) {
                Some(format) => self.sources.push((alone, format)),
                None if folder.is_exported(file) => {}
                None => self.passed_over.push(folder.called(file)),
            }
        }
    }
}

/// In small letters, without the dot; empty if there is none.
fn extension(file: &str) -> String {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.rsplit_once('.').map_or_else(String::new, |(_, end)| end.to_lowercase())
}

/// What browsers save beside a page: its pictures, and the frames of its advertisements.
fn is_part_of_page(file: &str, files: &[String]) -> bool {
    let folders = file.match_indices('/').map(|(at, _)| &file[..at]);
    let page = |folder: &str| {
        let page = ["_files", ".files", "_fichiers", "-Dateien"].iter().find_map(|end| folder.strip_suffix(end));
        page.is_some_and(|page| {
            ["html", "htm", "xhtml"].iter().any(|end| {
                files.binary_search(&format!("{page}.{end}")).is_ok()
                    || files.iter().any(|file| *file == format!("{page}.{end}"))
            })
        })
    };
    folders.into_iter().any(page)
}

/// How many files have which ending: “8 files were passed over: 1 .docx, 3 without an ending”; empty if there are none.
pub fn passed_over_in_words(files: &[String]) -> String {
    let mut endings: BTreeMap<String, usize> = BTreeMap::new();
    for file in files {
        *endings.entry(extension(file)).or_default() += 1;
    }
    let without = endings.remove("").map(|number| format!("{number} without an ending"));
    let with = endings.into_iter().map(|(ending, number)| format!("{number} .{ending}"));
    let listed: Vec<String> = with.chain(without).collect();
    match files.len() {
        0 => String::new(),
        1 => format!("1 file was passed over: {}", listed.join(", ")),
        number => format!("{number} files were passed over: {}", listed.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_passed_over_is_counted_by_ending() {
        let files = ["a/b.docx", "c.PDF", "README", "g", "x.d/h"].map(str::to_owned);
        assert_eq!(passed_over_in_words(&files), "5 files were passed over: 1 .docx, 1 .pdf, 3 without an ending");
        assert_eq!(passed_over_in_words(&files[..1]), "1 file was passed over: 1 .docx");
        assert_eq!(passed_over_in_words(&[]), "");
    }

    #[test]
    fn the_frames_of_a_saved_page_are_no_articles() {
        let files = ["berita.html", "berita_files/iklan.html", "lain_files/a.html"].map(str::to_owned);
        assert!(is_part_of_page(&files[1], &files));
        assert!(!is_part_of_page(&files[2], &files), "a folder of one's own");
    }
}
