//! The damaged end of a journal: the changes in it that can still be read, brought to the project where it is still as it
//! was before each of them. Later work is never overwritten.

use std::{
    collections::{BTreeMap, btree_map},
    sync::Arc,
};

use crate::{
    edit::{Change, Put},
    message::Message,
    model::{Annotations, ArticleId, ArticleMeta, Place, Project},
    store::{
        Mode, Opened, Store, StoreError,
        files::layout::FileTarget,
        journal::{self, Texts, replay},
        open::open,
        recovery::{Recovery, pieces::RecoverablePiece, restore::Taken},
        writer::fitting::Fitting,
    },
};

/// The changes in these lines with the texts that they were made on, and how many lines hold none that can be read.
pub(super) fn lines(bytes: &[u8]) -> (Vec<(Change, Texts)>, usize) {
    let (mut changes, mut unreadable) = (Vec::new(), 0);
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        let mut scanned = journal::scan(line);
        match scanned.changes.pop().zip(scanned.texts.pop()) {
            Some(change) => changes.push(change),
            None => unreadable += 1,
        }
    }
    (changes, unreadable)
}

impl Recovery {
    /// Records the changes anew; the file is kept under another name.
    pub(super) fn take_remains(&self, piece: &RecoverablePiece, place: &str) -> Result<Taken, StoreError> {
        let shared = &self.reader.shared;
        let (changes, _) = lines(&piece.bytes(&shared.folder())?);
        let opened = open(shared.disk.clone(), &shared.dir)?;
        if let Mode::ReadOnly(reason) = opened.mode {
            return Err(StoreError::new(place, reason, Message::default()));
        }
        let mut now = Now::new(opened);
        let (mut applied, mut left_out) = (0, 0);
        for (change, texts) in changes {
            let before = change.puts.len();
            let puts: Vec<Put> = change.puts.into_iter().filter(|put| now.take(put, &texts)).collect();
            left_out += before - puts.len();
            applied += puts.len();
            if !puts.is_empty() {
                now.store.record(Arc::new(Change { puts, ..change }));
            }
        }
        now.store.flush()?;
        let kept = place.replace("journal-damaged-", "journal-taken-");
        shared.folder().rename(place, &kept)?;
        Ok(Taken { id: piece.id.clone(), paths: vec![kept], set_aside: Vec::new(), applied, left_out })
    }
}

/// The project as it is, as far as it was asked for.
struct Now {
    store: Store,
    project: Project,
    articles: BTreeMap<ArticleId, ArticleMeta>,
    /// `None`: they cannot be changed.
    annotations: BTreeMap<Place, Option<Annotations>>,
    fitting: Fitting,
}

impl Now {
    fn new(opened: Opened) -> Self {
        let articles = opened.articles.into_iter().map(|listed| (listed.meta.id.clone(), (*listed.meta).clone()));
        Self {
            store: opened.store,
            project: opened.project,
            articles: articles.collect(),
            annotations: BTreeMap::new(),
            fitting: Fitting::default(),
        }
    }

    /// Brings a put to it if the record is what it was before the put, and the text too; returns whether it was.
    fn take(&mut self, put: &Put, texts: &Texts) -> bool {
        let meta = put.place().and_then(|place| self.articles.get(&place.article));
        if !self.fitting.fits(&self.store, put, texts, meta) {
            return false;
        }
        let puts = || std::iter::once(put);
        match FileTarget::of(put) {
            FileTarget::Project | FileTarget::Entities | FileTarget::Assignments => {
                let mut project = self.project.clone();
                let fits = replay::project(&mut project, puts()).is_empty() && project != self.project;
                if fits {
                    self.project = project;
                }
                fits
            }
            FileTarget::Article(id) => {
                let mut articles: BTreeMap<_, _> =
                    self.articles.get_key_value(&id).map(|(i, m)| (i.clone(), m.clone())).into_iter().collect();
                let before = articles.clone();
                let fits = replay::articles(&mut articles, puts()).is_empty() && articles != before;
                // An article that comes back needs its text.
                let has_text = articles.get(&id).is_none_or(|meta| self.store.article(meta).is_ok());
                if fits && has_text {
                    self.articles.remove(&id);
                    self.articles.extend(articles);
                }
                fits && has_text
            }
            FileTarget::Annotations(place) => {
                let Some(there) = self.said(&place) else { return false };
                let mut after = there.clone();
                let fits = replay::annotations(&mut after, puts()).is_empty() && after != *there;
                if fits {
                    *there = after;
                }
                fits
            }
        }
    }

    fn said(&mut self, place: &Place) -> Option<&mut Annotations> {
        let entry = match self.annotations.entry(place.clone()) {
            btree_map::Entry::Occupied(entry) => entry.into_mut(),
            btree_map::Entry::Vacant(entry) => {
                let article = self.articles.get(&place.article).and_then(|meta| self.store.article(meta).ok());
                let loaded = article.and_then(|article| self.store.annotations(&article, &place.set).ok());
                entry.insert(loaded.filter(|loaded| loaded.frozen.is_none()).map(|loaded| loaded.annotations))
            }
        };
        entry.as_mut()
    }
}
