//! Copies that programs which synchronise folders set aside when two machines changed one file: told by their names, as
//! Dropbox, OneDrive, Nextcloud, Google Drive, iCloud and Syncthing give them. Also every other name that is not one of
//! a project's: such a file is never read, and silence would hide work.

use crate::{
    model::{ArticleId, SetId},
    store::{
        StoreError,
        files::{
            disk::FileKind,
            folder::Folder,
            layout::{ANNOTATIONS, ARTICLES, ENTITIES, PROJECT, UNFINISHED},
        },
    },
};

/// A file or folder with a name that Tandai does not give, by its path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stray {
    pub path: String,
    /// The file or folder that it is a copy of; nothing if the name does not tell.
    pub copy_of: Option<String>,
}

/// The name without what a synchronising program added; nothing if it added nothing.
fn original_of(name: &str) -> Option<String> {
    let (stem, end) = match name.rsplit_once('.') {
        Some((stem, end @ ("ron" | "txt"))) => (stem, format!(".{end}")),
        _ => (name, String::new()),
    };
    let plain = without_addition(stem)?.trim_end();
    (!plain.is_empty()).then(|| format!("{plain}{end}"))
}

fn without_addition(stem: &str) -> Option<&str> {
    // Syncthing: satu.sync-conflict-20240708-101112-ABCDEFG
    if let Some((plain, _)) = stem.split_once(".sync-conflict-") {
        return Some(plain);
    }
    // Dropbox, Nextcloud, Google Drive, in any language: satu (konflik salinan Sri 2024-07-08), satu (1)
    if let Some(inside) = stem.strip_suffix(')')
        && let Some((plain, _)) = inside.rsplit_once(" (")
    {
        return Some(plain);
    }
    // iCloud: satu 2
    if let Some((plain, number)) = stem.rsplit_once(' ')
        && !number.is_empty()
        && number.bytes().all(|byte| byte.is_ascii_digit())
    {
        return Some(plain);
    }
    // Explorer: satu - Copy; OneDrive: satu-DESKTOP-ABC
    if let Some((plain, _)) = stem.rsplit_once(" - ") {
        return Some(plain);
    }
    stem.match_indices('-').map(|(at, _)| (&stem[..at], &stem[at + 1..])).find_map(|(plain, machine)| {
        let named = machine.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-');
        (named && machine.len() >= 4 && machine.contains(|c: char| c.is_ascii_uppercase())).then_some(plain)
    })
}

/// Everything in a project's folders whose name says that it is a copy, or nothing that Tandai knows. Of the project's
/// own folder only copies: anything may lie there. A folder that cannot be read is told elsewhere.
pub(in crate::store) fn strays(folder: &Folder) -> Vec<Stray> {
    let mut found = Vec::new();
    let list = |path: &str| folder.list(path).unwrap_or_default();
    let names = list("");
    for (name, _) in &names {
        found.extend(
            original_of(name)
                .filter(|plain| [PROJECT, ENTITIES].contains(&plain.as_str()))
                .map(|copy_of| Stray { path: name.clone(), copy_of: Some(copy_of) }),
        );
    }
    look(ARTICLES, &list(ARTICLES), &["ron", "txt"], &mut found);
    let sets = list(ANNOTATIONS);
    look(ANNOTATIONS, &sets, &[], &mut found);
    for (set, _) in sets.iter().filter(|(name, kind)| *kind == FileKind::Folder && SetId::new(name).is_ok()) {
        let path = format!("{ANNOTATIONS}/{set}");
        look(&path, &list(&path), &["ron"], &mut found);
    }
    found
}

/// One folder: files of these kinds are named after articles; without any, folders are named after sets.
fn look(path: &str, names: &[(String, FileKind)], ends: &[&str], found: &mut Vec<Stray>) {
    let there = |name: &str| names.binary_search_by(|(other, _)| other.as_str().cmp(name)).is_ok();
    for (name, kind) in names.iter().filter(|(name, _)| !name.starts_with('.') && !name.ends_with(UNFINISHED)) {
        let known = match (name.rsplit_once('.'), kind) {
            (_, FileKind::Folder) if ends.is_empty() => SetId::new(name).is_ok(),
            (Some((stem, end)), FileKind::File | FileKind::Link) => ends.contains(&end) && ArticleId::new(stem).is_ok(),
            _ => false,
        };
        let copy_of = original_of(name).filter(|plain| there(plain));
        if copy_of.is_some() || !known {
            let copy_of = copy_of.map(|plain| format!("{path}/{plain}"));
            found.push(Stray { path: format!("{path}/{name}"), copy_of });
        }
    }
}

/// Texts that no article has: what an import left that was cut short.
pub(in crate::store) fn orphaned_texts(folder: &Folder) -> Result<Vec<String>, StoreError> {
    let names = folder.list(ARTICLES)?;
    let there = |name: &str| names.binary_search_by(|(other, _)| other.as_str().cmp(name)).is_ok();
    let orphan = |(name, kind): &(String, FileKind)| {
        let id = ArticleId::new(name.strip_suffix(".txt")?).ok()?;
        (*kind == FileKind::File && !there(&format!("{id}.ron"))).then(|| format!("{ARTICLES}/{name}"))
    };
    Ok(names.iter().filter_map(orphan).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_copies() {
        for (name, plain) in [
            ("satu (konflik salinan Sri 2024-07-08).ron", "satu.ron"),
            ("satu (Sri's conflicted copy 2024-07-08).txt", "satu.txt"),
            ("project (conflicted copy).ron", "project.ron"),
            ("sri (1)", "sri"),
            ("satu.sync-conflict-20240708-101112-ABCDEFG.ron", "satu.ron"),
            ("01-golkar-pan-DESKTOP-4ABC.ron", "01-golkar-pan.ron"),
            ("satu 2.ron", "satu.ron"),
            ("satu - Copy.ron", "satu.ron"),
        ] {
            assert_eq!(original_of(name).as_deref(), Some(plain), "{name}");
        }
        for name in ["satu.ron", "01-golkar-pan.ron", "pilkada-2024.ron", "a-DPR.ron", "sri", "(1).ron", "project.ron"]
        {
            assert_eq!(original_of(name), None, "{name}");
        }
    }
}
