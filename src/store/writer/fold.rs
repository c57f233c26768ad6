//! What a fold brings to the files, and the look at a file before it is overwritten.

use std::sync::Arc;

use crate::{
    edit::Put,
    model::{Annotations, Article, ArticleMeta, Project},
    store::{
        OutsideChange, Snapshot, StoreError, Theirs,
        files::{
            annotation_file, assignment_file,
            layout::FileTarget,
            project_file::{read_entities, read_meta, read_project, write_entities, write_meta, write_project},
        },
        journal::replay,
        print::{Print, print_of},
        problem::{file_gone, unwritable},
        shared_state::lock,
        writer::JournalWriter,
    },
};

/// One file's part of a snapshot.
pub(in crate::store) struct StagedWrite {
    /// The number of the last change that it contains.
    pub(in crate::store) upto: u64,
    pub(in crate::store) content: Content,
}

/// A file that is to be written.
pub(in crate::store) struct Prepared {
    /// Length in bytes and print of what is there now.
    pub(in crate::store) old: Option<(usize, Print)>,
    /// `None`: it shall not be there.
    pub(in crate::store) bytes: Option<Vec<u8>>,
}

pub(in crate::store) enum Content {
    Project(Arc<Project>),
    Article(Option<Box<ArticleMeta>>),
    Annotations(Arc<Article>, Arc<Annotations>),
}

impl JournalWriter {
    pub(in crate::store) fn stage(&mut self, upto: u64, snapshot: Snapshot) {
        let Snapshot { project, articles, removed, annotations } = snapshot;
        let mut put = |target, content| {
            self.staged.insert(target, StagedWrite { upto, content });
        };
        if let Some(project) = project.map(Arc::new) {
            put(FileTarget::Project, Content::Project(project.clone()));
            put(FileTarget::Entities, Content::Project(project.clone()));
            put(FileTarget::Assignments, Content::Project(project));
        }
        for meta in articles {
            put(FileTarget::Article(meta.id.clone()), Content::Article(Some(Box::new(meta))));
        }
        for id in removed {
            put(FileTarget::Article(id), Content::Article(None));
        }
        for (place, article, annotations) in annotations {
            put(FileTarget::Annotations(place), Content::Annotations(article, annotations));
        }
    }

    /// What a staged file shall be; nothing if somebody else changed it, which
    /// is then reported.
    pub(in crate::store) fn prepare(&mut self, target: &FileTarget) -> Result<Option<Prepared>, StoreError> {
        let Some(staged) = self.staged.get(target) else { return Ok(None) };
        let path = target.path();
        self.shared.folder().refuse_links(&path)?;
        let there = self.shared.folder().read(&path)?;
        let print = print_of(there.as_deref());
        let bytes = match (&staged.content, target) {
            (Content::Project(project), FileTarget::Project) => write_project(project).map(Some),
            // Nobody has anything to do, and no file: the same.
            (Content::Project(project), FileTarget::Assignments) if project.assignments.is_empty() => Ok(None),
            (Content::Project(project), FileTarget::Assignments) => {
                assignment_file::write(&project.assignments).map(Some)
            }
            (Content::Project(project), _) => write_entities(project).map(Some),
            (Content::Article(None), _) => Ok(None),
            (Content::Article(Some(meta)), _) => write_meta(meta).map(Some),
            // Nothing to say and no file are the same.
            (Content::Annotations(_, annotations), _) if annotations.is_blank() => Ok(None),
            (Content::Annotations(article, annotations), _) => annotation_file::write(article, annotations).map(Some),
        };
        let bytes = bytes.map_err(|reason| unwritable(&path, reason))?;
        // Marks without the text that they are on would be of no use.
        if let FileTarget::Annotations(place) = target {
            self.shared.note_gone(&place.article);
        }
        // If somebody wrote the very same, there is nothing to ask.
        if print != self.shared.seen(target) && print != print_of(bytes.as_deref()) {
            self.report(target, print, there.as_deref());
            return Ok(None);
        }
        Ok(Some(Prepared { old: there.map(|there| (there.len(), print)), bytes }))
    }

    /// Tells the session, once for each foreign version.
    fn report(&mut self, target: &FileTarget, print: Print, there: Option<&[u8]>) {
        let Some(staged) = self.staged.remove(target) else { return };
        if self.reported.insert(target.clone(), print) == Some(print) {
            return;
        }
        let theirs = self.theirs(target, &staged.content, there).unwrap_or_else(Theirs::Unreadable);
        let outside = OutsideChange { path: target.path(), theirs, target: target.clone(), print };
        let mut list = lock(&self.shared.outside);
        list.retain(|other| other.target != *target);
        list.push(outside);
    }

    fn theirs(&self, target: &FileTarget, content: &Content, there: Option<&[u8]>) -> Result<Theirs, StoreError> {
        let path = target.path();
        let puts =
            self.pending.iter().flat_map(|(_, change)| &change.puts).filter(|put| FileTarget::of(put) == *target);
        let puts: Vec<Put> = puts.cloned().collect();
        let gone = || file_gone(&path);
        match (content, target) {
            (Content::Annotations(article, ours), FileTarget::Annotations(place)) => {
                let read = there.map(|bytes| annotation_file::read(&path, bytes, article)).unwrap_or_default();
                if let Some(frozen) = read.frozen {
                    return Err(frozen);
                }
                let mut base = Annotations::clone(ours);
                replay::rewind(&mut base, puts.iter());
                let (base, theirs) = (Box::new(base), Box::new(read.annotations));
                Ok(Theirs::Annotations { place: place.clone(), base, theirs })
            }
            (Content::Project(ours), target) => {
                let mut base = Project::clone(ours);
                let back = crate::edit::Change { kind: crate::edit::ChangeKind::Scheme, count: 0, puts }.inverse();
                replay::project(&mut base, back.puts.iter());
                if *target == FileTarget::Assignments {
                    let assignments = Arc::new(there.map_or(Ok(Default::default()), assignment_file::read)?);
                    let theirs = Box::new(Project { assignments, ..Project::new("") });
                    return Ok(Theirs::Assignments { base: Box::new(base), theirs });
                }
                if *target == FileTarget::Entities {
                    let (entities, conflicts) = there.map_or(Ok(Default::default()), read_entities)?;
                    let theirs = Box::new(Project { entities, conflicts, ..Project::new("") });
                    return Ok(Theirs::Entities { base: Box::new(base), theirs });
                }
                base = base.with_entities_of(&Project::new(""));
                let theirs = Box::new(read_project(there.ok_or_else(gone)?)?);
                Ok(Theirs::Project { base: Box::new(base), theirs })
            }
            (_, FileTarget::Article(id)) => {
                let before = puts.iter().find_map(|put| match put {
                    Put::Article { swap, .. } => swap.before.clone(),
                    _ => None,
                });
                let theirs = there.map(|bytes| read_meta(&path, id.as_str(), bytes)).transpose()?;
                Ok(Theirs::Article { id: id.clone(), base: before.map(Box::new), theirs: theirs.map(Box::new) })
            }
            _ => Err(gone()),
        }
    }
}
