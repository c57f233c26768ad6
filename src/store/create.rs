//! A new project in an empty folder.

use std::path::Path;

use crate::{
    message::{Language, message},
    model::{Project, TextLanguage},
    store::{
        StoreError,
        backups::Backups,
        files::{
            disk::{Disk, FileKind},
            folder::Folder,
            layout::{ANNOTATIONS, ARTICLES, ENTITIES, GUIDELINES, PROJECT, UNFINISHED, shown},
            project_file::{write_entities, write_project},
        },
        print::print_of,
        problem::unwritable,
    },
};

const GUIDELINES_ID: &str = include_str!("../../assets/guidelines/id.md");
const GUIDELINES_EN: &str = include_str!("../../assets/guidelines/en.md");

/// Line ends of RON and text are never translated, and no two texts are put into one another. Which program merges
/// annotations is each clone's own (`tandai setup-git`).
const GITATTRIBUTES: &str = "*.ron -text\n*.txt -text -merge\n";
const GITIGNORE: &str = ".local/\n*.tandai-tmp\n";

/// With guidelines in the language of the texts.
pub(in crate::store) fn create(disk: &dyn Disk, dir: &Path, project: &Project) -> Result<(), StoreError> {
    let language = match project.language {
        TextLanguage::Indonesian => Language::Indonesian,
        TextLanguage::English => Language::English,
    };
    create_in(disk, dir, project, language)
}

/// With guidelines in the language of whoever makes it.
pub(in crate::store) fn create_in(
    disk: &dyn Disk,
    dir: &Path,
    project: &Project,
    guidelines: Language,
) -> Result<(), StoreError> {
    let cannot = |reason| unwritable(&shown(dir), reason);
    let guidelines = match guidelines {
        Language::Indonesian => GUIDELINES_ID,
        Language::English => GUIDELINES_EN,
    };
    let mut files: Vec<(String, Vec<u8>)> = vec![
        (ENTITIES.into(), write_entities(project).map_err(cannot)?),
        (GUIDELINES.into(), guidelines.into()),
        (".gitattributes".into(), GITATTRIBUTES.into()),
        (".gitignore".into(), GITIGNORE.into()),
    ];
    let folder = Folder { disk, dir };
    refuse_inside(disk, dir)?;
    make(disk, dir)?;
    refuse_foreign(&folder, &files)?;
    for name in [ARTICLES, ANNOTATIONS] {
        folder.ensure(name)?;
    }
    files.retain(|(path, _)| disk.kind(&folder.at(path)).is_err());
    folder.replace(&files)?;
    // The last one makes it a project: before, the folder can be tried again.
    let (project, entities) = (write_project(project).map_err(cannot)?, write_entities(project).map_err(cannot)?);
    folder.replace(&[(PROJECT.into(), project.clone())])?;
    let mut backups = Backups::default();
    for (path, bytes) in [(PROJECT, project), (ENTITIES, entities)] {
        backups.keep_new(&folder, path, &bytes, print_of(Some(&bytes)));
    }
    Ok(())
}

/// One project inside another would be taken for a part of it.
fn refuse_inside(disk: &dyn Disk, dir: &Path) -> Result<(), StoreError> {
    let whole = std::path::absolute(dir).unwrap_or_else(|_| dir.to_owned());
    match whole.ancestors().skip(1).find(|above| disk.kind(&above.join(PROJECT)).is_ok()) {
        None => Ok(()),
        Some(project) => {
            let message = message!("this is inside the project {project}", project = shown(project));
            Err(StoreError::new(shown(dir), message, message!("Choose a folder elsewhere")))
        }
    }
}

/// The folder and those above it.
fn make(disk: &dyn Disk, dir: &Path) -> Result<(), StoreError> {
    if dir.as_os_str().is_empty() || disk.kind(dir).is_ok() {
        return Ok(());
    }
    let above = dir.parent().filter(|above| !above.as_os_str().is_empty());
    above.map_or(Ok(()), |above| make(disk, above))?;
    let made = match disk.create_dir(dir) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error),
        _ => above.map_or(Ok(()), |above| disk.sync_dir(above)),
    };
    made.map_err(|error| StoreError::io(shown(dir), message!("the folder cannot be made"), &error))
}

/// Takes an empty folder, a fresh Git repository, or what an interrupted `create` of the same project left.
fn refuse_foreign(folder: &Folder, ours: &[(String, Vec<u8>)]) -> Result<(), StoreError> {
    let shown = shown(folder.dir);
    let names = folder.disk.list(folder.dir);
    let names = names.map_err(|error| StoreError::io(shown.as_str(), message!("the folder cannot be read"), &error))?;
    if names.iter().any(|(name, _)| name == PROJECT) {
        return Err(StoreError::new(
            shown,
            message!("there is a project in this folder already"),
            message!("Open it instead"),
        ));
    }
    for (name, kind) in names {
        let mine = match kind {
            FileKind::File => {
                name.ends_with(UNFINISHED)
                    || ours
                        .iter()
                        .any(|(path, bytes)| *path == name && folder.read(path).ok().flatten().as_ref() == Some(bytes))
            }
            FileKind::Folder => {
                let empty = folder.disk.list(&folder.at(&name)).is_ok_and(|inside| inside.is_empty());
                name == ".git" || (empty && [ARTICLES, ANNOTATIONS].contains(&name.as_str()))
            }
            FileKind::Link => false,
        };
        if !mine {
            let message = message!("the folder is not empty: it holds {name}", name = name);
            return Err(StoreError::new(shown, message, message!("Choose an empty or new folder")));
        }
    }
    Ok(())
}
