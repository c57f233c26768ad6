//! What is in memory: the articles that are open and a few that were, with what is said of them. Everything else is on
//! disk, and comes in when it is needed.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::Arc,
};

use super::Session;
use crate::{
    edit::{Change, Put},
    model::{Annotations, Article, ArticleId, Place},
    store::{FileStamp, ListedArticle, StoreError},
};

/// How many articles stay in memory after they were opened: going back to one of them reads nothing.
const KEPT: usize = 8;

/// What is in memory beside the open articles, and until when.
#[derive(Default)]
pub(super) struct Cache {
    /// The articles that were opened last, the latest at the end.
    pub opened: VecDeque<ArticleId>,
    /// Articles that this session removed: undo needs their text.
    pub removed: BTreeMap<ArticleId, Arc<Article>>,
    /// What is to be changed is being read, piece by piece: it stays in memory until it is.
    pub reading_ahead: bool,
    /// The revision at which memory was last freed of all that can go.
    let_go_at: u64,
    /// A project of no more articles is read whole.
    pub small: usize,
}

impl Cache {
    pub fn new(small: usize) -> Self {
        Self { small, ..Self::default() }
    }

    fn note_opened(&mut self, id: &ArticleId) {
        self.opened.retain(|opened| opened != id);
        self.opened.push_back(id.clone());
        if self.opened.len() > KEPT {
            self.opened.pop_front();
        }
    }
}

impl Session {
    /// Brings an article and what the active set says of it into memory, where it stays while it is among the last few.
    pub fn load(&mut self, id: &ArticleId) -> Result<(), StoreError> {
        self.load_place(&self.place(id))?;
        if self.article(id).is_some() && !self.derived.suggestions.contains_key(id) {
            self.load_sources(id);
        }
        self.cache.note_opened(id);
        Ok(())
    }

    /// Brings an article and what a set says of it into memory, until it is saved.
    pub(super) fn load_place(&mut self, place: &Place) -> Result<(), StoreError> {
        let Some(article) = self.load_article(&place.article)? else { return Ok(()) };
        if self.workspace.annotations.contains_key(place) {
            return Ok(());
        }
        let loaded = self.store.annotations(&article, &place.set)?;
        loaded.notices.into_iter().for_each(|notice| self.tell(notice));
        self.sync.note_frozen(place, loaded.frozen);
        self.hold(place, loaded.annotations);
        Ok(())
    }

    /// Annotations that were read take their place, whatever was there.
    pub(super) fn hold(&mut self, place: &Place, annotations: Annotations) {
        self.workspace.annotations.insert(place.clone(), Arc::new(annotations));
        self.derived.read_again(place);
    }

    /// `None`: the project has no such article.
    fn load_article(&mut self, id: &ArticleId) -> Result<Option<Arc<Article>>, StoreError> {
        if let Some(article) = self.workspace.articles.get(id) {
            return Ok(Some(article.clone()));
        }
        let Some(known) = self.rows.get(id).map(|row| row.meta.clone()) else { return Ok(None) };
        let article = Arc::new(self.store.article_to_edit(&known)?);
        if article.meta != *known {
            // The list was behind.
            self.rows.list(vec![ListedArticle { meta: Arc::new(article.meta.clone()), stamp: FileStamp::UNSURE }]);
        }
        self.workspace.articles.insert(id.clone(), article.clone());
        Ok(Some(article))
    }

    /// Brings in what a change of the past speaks of and what has left memory since.
    pub(super) fn load_for(&mut self, change: &Change) -> Result<(), StoreError> {
        for put in &change.puts {
            match put {
                Put::Article { id, swap } if swap.before.is_some() => drop(self.load_article(id)?),
                put => {
                    if let Some(place) = put.place()
                        && !self.workspace.annotations.contains_key(place)
                    {
                        self.load_place(&place.clone())?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Lets go of what is neither open nor was lately, once everything is in its file.
    pub(super) fn let_go(&mut self) {
        let workspace = &self.workspace;
        let few = workspace.articles.len() <= KEPT && workspace.annotations.len() <= 2 * KEPT;
        if self.cache.reading_ahead || (few && self.cache.let_go_at == self.derived.revision) || self.needs_fold() {
            return;
        }
        if self.store.is_behind() {
            return;
        }
        self.cache.let_go_at = self.derived.revision;
        let rows = &self.rows;
        self.cache.opened.retain(|id| rows.get(id).is_some());
        let opened = &self.cache.opened;
        // Of one whose files somebody removed, memory has the only text.
        let gone = self.store.gone_articles();
        self.workspace.articles.retain(|id, _| opened.contains(id) || gone.contains(id));
        self.workspace.annotations.retain(|place, _| opened.contains(&place.article));
        self.derived.retain(|article| opened.contains(article));
        // Only what is really gone can be found nowhere else.
        self.cache.removed.retain(|id, _| rows.get(id).is_none());
    }
}
