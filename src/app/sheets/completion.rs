//! Typed paths: the home folder's sign, and completion by Tab.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// How many ways to go on are named.
const MOST: usize = 8;

/// The person's home folder.
pub fn home() -> Option<PathBuf> {
    directories::BaseDirs::new().map(|dirs| dirs.home_dir().to_owned())
}

/// The path that was typed; `~` at its start is the home folder.
pub fn expand(typed: &str, home: Option<&Path>) -> PathBuf {
    let typed = typed.trim();
    match (typed.strip_prefix('~'), home) {
        (Some(""), Some(home)) => home.to_owned(),
        (Some(rest), Some(home)) if rest.starts_with(['/', '\\']) => home.join(rest.trim_start_matches(['/', '\\'])),
        _ => PathBuf::from(typed),
    }
}

/// How a typed path goes on.
#[derive(Debug, PartialEq, Default)]
pub struct Completion {
    pub path: String,
    /// The names between which nobody but the person can choose.
    pub candidates: Vec<String>,
}

/// Completes the last part of a path as far as it is sure. Folders only, unless `files`.
pub fn complete(typed: &str, home: Option<&Path>, files: bool) -> Completion {
    let begun = typed.trim_start();
    if begun == "~" {
        return Completion { path: "~/".into(), candidates: Vec::new() };
    }
    let cut = begun.rfind(['/', '\\']).map_or(0, |at| at + 1);
    let (folder, part) = begun.split_at(cut);
    let dir = if folder.is_empty() { PathBuf::from(".") } else { expand(folder, home) };
    let Ok(entries) = fs::read_dir(dir) else {
        return Completion { path: begun.to_owned(), candidates: Vec::new() };
    };
    let mut names: Vec<(String, bool)> = entries
        .filter_map(Result::ok)
        .filter_map(|entry| Some((entry.file_name().into_string().ok()?, entry.path().is_dir())))
        .filter(|(name, is_dir)| (*is_dir || files) && name.starts_with(part))
        .filter(|(name, _)| part.starts_with('.') || !name.starts_with('.'))
        .collect();
    names.sort();
    let common = common_start(names.iter().map(|(name, _)| name.as_str()));
    match names.as_slice() {
        [] => Completion { path: begun.to_owned(), candidates: Vec::new() },
        [(name, is_dir)] => {
            let end = if *is_dir { "/" } else { "" };
            Completion { path: format!("{folder}{name}{end}"), candidates: Vec::new() }
        }
        several => Completion {
            path: format!("{folder}{common}"),
            candidates: several.iter().take(MOST).map(|(name, _)| name.clone()).collect(),
        },
    }
}

/// The characters with which all of them begin.
fn common_start<'a>(mut names: impl Iterator<Item = &'a str>) -> &'a str {
    let Some(first) = names.next() else { return "" };
    names.fold(first, |common, name| {
        let same = common.char_indices().zip(name.chars()).find(|((_, a), b)| a != b);
        let length = same.map_or(common.len().min(name.len()), |((at, _), _)| at);
        &common[..length]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tilde_is_home() {
        let home = Some(Path::new("/home/sri"));
        assert_eq!(expand("~/berita", home), Path::new("/home/sri/berita"));
        assert_eq!(expand(" ~ ", home), Path::new("/home/sri"));
        assert_eq!(expand("~lain/berita", home), Path::new("~lain/berita"));
        assert_eq!(expand("/data/~", home), Path::new("/data/~"));
        assert_eq!(expand("~/berita", None), Path::new("~/berita"));
    }

    #[test]
    fn tab_goes_on_as_far_as_it_is_sure() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["berita-2023", "berita-2024", "pemilu", ".tersembunyi"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        fs::write(folder.path().join("pedoman.txt"), "").unwrap();
        let home = Some(folder.path());
        assert_eq!(complete("~/b", home, false).path, "~/berita-202");
        assert_eq!(complete("~/b", home, false).candidates, ["berita-2023", "berita-2024"]);
        assert_eq!(complete("~/berita-2024", home, false).path, "~/berita-2024/");
        assert_eq!(complete("~/pe", home, false).path, "~/pemilu/");
        assert_eq!(complete("~/pe", home, true).candidates, ["pedoman.txt", "pemilu"]);
        assert_eq!(complete("~/ped", home, true).path, "~/pedoman.txt");
        assert_eq!(complete("~/.t", home, false).path, "~/.tersembunyi/");
        assert_eq!(complete("~/tidak-ada/x", home, false).path, "~/tidak-ada/x");
        assert_eq!(complete("~", home, false).path, "~/");
    }

    #[test]
    fn starts_end_between_letters() {
        assert_eq!(common_start(["é1", "é2"].into_iter()), "é");
        assert_eq!(common_start(["é", "e\u{301}"].into_iter()), "");
        assert_eq!(common_start(["ab", "abc"].into_iter()), "ab");
        assert_eq!(common_start(["abc", "ab"].into_iter()), "ab");
    }
}
