//! From memory to disk: the journal has every change at once, the files follow when there is time.

use std::{collections::BTreeSet, path::PathBuf, sync::Arc};

use crate::{
    edit::{Change, Put},
    message::Message,
    model::{ArticleId, Place},
    store::{Snapshot, StoreError},
};

use super::{Session, one_file};

/// What the files on disk do not hold yet (the journal does).
#[derive(Debug, Default)]
pub(super) struct Dirty {
    places: BTreeSet<Place>,
    articles: BTreeSet<ArticleId>,
    project: bool,
}

impl Dirty {
    pub(super) fn note(&mut self, change: &Change) {
        for put in &change.puts {
            match put {
                Put::Mention { place, .. }
                | Put::Coalition { place, .. }
                | Put::Decision { place, .. }
                | Put::Misfit { place, .. }
                | Put::MisfitDecision { place, .. }
                | Put::Status { place, .. }
                | Put::Remark { place, .. }
                | Put::Conflicts { place, .. } => {
                    self.places.insert(place.clone());
                }
                Put::Article { id, .. } => {
                    self.articles.insert(id.clone());
                }
                Put::Entity { .. }
                | Put::Set { .. }
                | Put::Scheme { .. }
                | Put::Name { .. }
                | Put::Language { .. }
                | Put::Options { .. }
                | Put::Assignment { .. }
                | Put::Drawings { .. }
                | Put::ProjectConflicts { .. } => {
                    self.project = true;
                }
            }
        }
    }

    /// Takes in what files will have to follow of another change.
    pub(super) fn join(&mut self, other: Self) {
        let Self { mut places, mut articles, project } = other;
        self.places.append(&mut places);
        self.articles.append(&mut articles);
        self.project |= project;
    }

    pub(super) fn note_place(&mut self, place: Place) {
        self.places.insert(place);
    }

    pub(super) fn note_article(&mut self, article: ArticleId) {
        self.articles.insert(article);
    }

    pub(super) fn note_project(&mut self) {
        self.project = true;
    }

    pub(super) fn has_place(&self, place: &Place) -> bool {
        self.places.contains(place)
    }

    fn is_empty(&self) -> bool {
        self.places.is_empty() && self.articles.is_empty() && !self.project
    }
}

impl Session {
    /// Whether the files lag behind the journal.
    pub fn needs_fold(&self) -> bool {
        !self.sync.dirty.is_empty()
    }

    /// Called from another thread whenever saving has news.
    pub fn set_waker(&mut self, waker: Box<dyn Fn() + Send>) {
        self.store.set_waker(waker);
    }

    /// Hands what changed to the writer, who brings the files up to date. Never waits: text and annotations are shared.
    pub fn fold(&mut self) {
        // While a large step is put in force memory runs ahead of the journal, which files must not.
        if self.sync.dirty.is_empty() || self.read_only.is_some() || self.sync.large_step {
            return;
        }
        let dirty = std::mem::take(&mut self.sync.dirty);
        let annotations = dirty.places.into_iter().filter_map(|place| {
            let article =
                self.workspace.articles.get(&place.article).or_else(|| self.cache.removed.get(&place.article));
            let annotations = self.workspace.annotations.get(&place)?;
            Some((place.clone(), Arc::clone(article?), Arc::clone(annotations)))
        });
        let annotations = annotations.collect();
        let (mut articles, mut removed) = (Vec::new(), Vec::new());
        for id in dirty.articles {
            match self.workspace.articles.get(&id) {
                Some(article) => articles.push(article.meta.clone()),
                // One that has only left memory is not gone.
                None if self.rows.get(&id).is_some() => {}
                None => removed.push(id),
            }
        }
        let project = dirty.project.then(|| self.workspace.project.clone());
        self.store.fold(Snapshot { project, articles, removed, annotations });
    }

    /// Brings everything to disk and waits for it: Ctrl+S, the command line, closing.
    pub fn save(&mut self) -> Result<(), StoreError> {
        if self.read_only.is_some() {
            return Ok(());
        }
        self.fold();
        self.store.flush()
    }
}

impl Session {
    /// Something broke half way, so memory may be what no change made of it: it is forgotten, and what was handed over
    /// before is made safe. The session is only to be dropped then; after an error nothing was forgotten.
    pub fn abandon(&mut self) -> Result<(), StoreError> {
        if self.read_only.is_none() {
            self.store.flush()?;
        }
        self.sync.dirty = Dirty::default();
        self.sync.abandoned = true;
        Ok(())
    }

    /// What makes a copy of the whole project in another folder, with everything that is not saved yet.
    pub fn copy_job(&mut self, to: PathBuf) -> impl FnOnce() -> Result<(), Message> + Send + 'static {
        self.fold();
        let job = one_file::outside_of_projects(&to).map(|()| self.store.copy_job(to));
        move || job?().map_err(Message::from)
    }

    /// What a panic in the middle of an edit would leave: memory that is ahead of the journal.
    #[cfg(test)]
    pub fn change_memory_only(&mut self, article: &ArticleId) {
        let place = self.place(article);
        self.workspace.annotations.insert(place.clone(), Arc::default());
        self.rows.count(article, crate::model::Summary::default(), crate::store::FileStamp::UNSURE);
        self.sync.dirty.note_place(place);
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if self.sync.abandoned {
            return;
        }
        // The journal holds whatever cannot be written now.
        let _ = self.save();
        // Half of a large step is nothing, and is not counted.
        if !self.sync.large_step {
            self.keep_index(true);
        }
    }
}
