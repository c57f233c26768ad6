//! Reads the files that every session needs: `project.ron`, `entities.ron`, `assignments.ron` and the articles' metadata.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use crate::{
    message::message,
    model::{ArticleId, ArticleMeta, Project},
    store::{
        Mode, Notice, StoreError,
        files::{
            assignment_file,
            disk::FileStamp,
            layout::{ARTICLES, FileTarget},
            project_file::{read_entities, read_meta, read_project},
        },
        parallel::in_parallel,
        print::print_of,
        problem::file_gone,
        shared_state::SharedState,
    },
};

/// What the files say, before the journal.
pub(super) struct ProjectFiles {
    pub(super) project: Project,
    pub(super) articles: BTreeMap<ArticleId, ArticleMeta>,
}

/// `project.ron` and `entities.ron`.
pub(super) fn read_project_files(
    shared: &SharedState,
    notices: &mut Vec<Notice>,
    mode: &mut Mode,
) -> Result<Project, StoreError> {
    let mut project = read_known(shared, &FileTarget::Project, true, read_project)?;
    let entities = match shared.read(&FileTarget::Entities) {
        Ok(None) => Ok(Default::default()),
        _ => read_known(shared, &FileTarget::Entities, true, read_entities),
    };
    match entities {
        Ok((entities, mut conflicts)) => {
            project.entities = entities;
            project.conflicts.append(&mut conflicts);
        }
        Err(error) => {
            // Without them half of the links would dangle, and an edit would write the file anew.
            if *mode == Mode::ReadWrite {
                *mode = Mode::ReadOnly(error.located());
            }
            notices.push(error.into());
        }
    }
    let assignments = match shared.read(&FileTarget::Assignments) {
        Ok(None) => Ok(Default::default()),
        _ => read_known(shared, &FileTarget::Assignments, true, assignment_file::read),
    };
    match assignments {
        Ok(assignments) => project.assignments = Arc::new(assignments),
        Err(error) => {
            if *mode == Mode::ReadWrite {
                *mode = Mode::ReadOnly(error.located());
            }
            notices.push(error.into());
        }
    }
    Ok(project)
}

/// The metadata of every article; returns the stamps that the files had before they were read.
pub(super) fn read_articles(
    shared: &SharedState,
    files: &mut ProjectFiles,
    notices: &mut Vec<Notice>,
) -> Result<HashMap<String, FileStamp>, StoreError> {
    let names = shared.folder().stamps(ARTICLES)?;
    let stem = |name: &str| Some(name.strip_suffix(".ron")?.to_owned()).filter(|_| !name.starts_with('.'));
    let stamps: HashMap<String, FileStamp> =
        names.into_iter().filter_map(|(name, stamp)| Some((stem(&name)?, stamp))).collect();
    let mut stems: Vec<&String> = stamps.keys().collect();
    stems.sort_unstable();
    for read in in_parallel(&stems, |stem| read_article(shared, stem, true)) {
        match read {
            Ok(meta) => {
                files.articles.insert(meta.id.clone(), meta);
            }
            Err(error) => notices.push(error.into()),
        }
    }
    Ok(stamps)
}

/// An article's metadata; `to_edit`: remembers which version of the file that is.
pub(super) fn read_article(shared: &SharedState, stem: &str, to_edit: bool) -> Result<ArticleMeta, StoreError> {
    let path = format!("{ARTICLES}/{stem}.ron");
    let id = ArticleId::new(stem)
        .map_err(|error| StoreError::new(path.as_str(), error.into(), message!("Rename the file")))?;
    read_known(shared, &FileTarget::Article(id), to_edit, |bytes| read_meta(&path, stem, bytes))
}

/// Reads a file that must be there; `to_edit`: remembers its version if it makes sense.
fn read_known<T>(
    shared: &SharedState,
    target: &FileTarget,
    to_edit: bool,
    read: impl Fn(&[u8]) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let path = target.path();
    let gone = || file_gone(&path);
    let bytes = shared.read(target)?.ok_or_else(gone)?;
    let known = read(&bytes)?;
    if to_edit {
        shared.saw(target, print_of(Some(&bytes)));
    }
    Ok(known)
}
