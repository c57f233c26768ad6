//! A look at the folders: which files are not as they were, and what those say now. Changes nothing, and does not take
//! what it reads for what edits are made on.

use std::{collections::HashMap, sync::Arc, sync::atomic::AtomicBool};

use crate::{
    model::{ArticleId, ArticleMeta, SetId, Summary},
    store::{
        Notice, NoticeSeverity, Reader,
        files::{
            disk::FileStamp,
            layout::{ARTICLES, set_path},
        },
        index::{ListedArticle, SetCounts},
        parallel::in_pieces,
        project_files::read_article,
    },
};

/// A part of what a look found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refreshed<T> {
    /// Files that are new or not what they were.
    pub read: Vec<T>,
    /// Files that are no longer there.
    pub gone: Vec<ArticleId>,
    /// Files that cannot be read.
    pub notices: Vec<Notice>,
    /// How many files were read so far, of how many that have to be.
    pub done: usize,
    pub total: usize,
}

impl Reader {
    /// Compares the articles' files with what is known of them (sorted by id), reads those that differ on all cores, and
    /// tells what it finds part by part. Returns whether it came to its end: not if `cancel` was set or the folder
    /// cannot be read.
    pub fn look_at_articles(
        &self,
        known: &[ListedArticle],
        cancel: &AtomicBool,
        mut tell: impl FnMut(Refreshed<ListedArticle>),
    ) -> bool {
        let there = match stamps(self, ARTICLES) {
            Ok(there) => there,
            Err(error) => {
                tell(Refreshed { notices: vec![error.into()], ..Refreshed::default() });
                return false;
            }
        };
        let known = known.iter().map(|listed| (&listed.meta.id, listed.stamp));
        let (stale, gone) = difference(known, &there);
        let total = stale.len();
        let mut done = 0;
        tell(Refreshed { gone, total, ..Refreshed::default() });
        let read = |(name, stamp): &&(String, FileStamp)| {
            let listed = |meta| ListedArticle { meta: Arc::new(meta), stamp: *stamp };
            read_article(&self.shared, name, false).map(listed)
        };
        in_pieces(&stale, cancel, read, |piece| {
            done += piece.len();
            let mut look = Refreshed { done, total, ..Refreshed::default() };
            for result in piece {
                match result {
                    Ok(listed) => look.read.push(listed),
                    Err(error) => look.notices.push(error.into()),
                }
            }
            tell(look);
        })
    }

    /// The same for the files of a set; of those only that are about one of `articles`.
    pub fn look_at_set(
        &self,
        set: &SetId,
        articles: &HashMap<ArticleId, Arc<ArticleMeta>>,
        known: &[SetCounts],
        cancel: &AtomicBool,
        mut tell: impl FnMut(Refreshed<SetCounts>),
    ) -> bool {
        let Ok(there) = stamps(self, &set_path(set)) else { return false };
        let known = known.iter().map(|counted| (&counted.article, counted.stamp));
        let (stale, gone) = difference(known, &there);
        let meta = |(name, stamp): &(String, FileStamp)| Some((articles.get(&ArticleId::new(name).ok()?)?, *stamp));
        let stale: Vec<_> = stale.into_iter().filter_map(meta).collect();
        let total = stale.len();
        let mut done = 0;
        tell(Refreshed { gone, total, ..Refreshed::default() });
        let read = |(meta, stamp): &(&Arc<ArticleMeta>, FileStamp)| self.count(meta, set, *stamp);
        in_pieces(&stale, cancel, read, |piece| {
            done += piece.len();
            tell(Refreshed { read: piece, done, total, ..Refreshed::default() });
        })
    }

    /// What cannot be read counts as nothing, for now; opening the article says why.
    fn count(&self, meta: &ArticleMeta, set: &SetId, stamp: FileStamp) -> SetCounts {
        let read = self.article(meta).and_then(|article| self.annotations(&article, set));
        let (summary, stamp) = match read {
            // One that is not read whole is read each time, so that it is told each time.
            Ok(loaded)
                if loaded.frozen.is_none()
                    && loaded.notices.iter().all(|notice| notice.severity == NoticeSeverity::Note) =>
            {
                (Summary::of(&loaded.annotations), stamp)
            }
            Ok(loaded) => (Summary::of(&loaded.annotations), FileStamp::UNSURE),
            Err(_) => (Summary::default(), FileStamp::UNSURE),
        };
        SetCounts { article: meta.id.clone(), summary: Arc::new(summary), stamp }
    }

    /// Articles on which a set has a file that speaks of something, as `speaks` says of what is known, or that is not
    /// known well enough to say. Sorted.
    pub fn where_set_may(
        &self,
        set: &SetId,
        known: &[SetCounts],
        speaks: impl Fn(&Summary) -> bool,
    ) -> Result<Vec<ArticleId>, crate::store::StoreError> {
        let there = stamps(self, &set_path(set))?;
        let (stale, _) = difference(known.iter().map(|counted| (&counted.article, counted.stamp)), &there);
        let stale = stale.into_iter().filter_map(|(name, _)| ArticleId::new(name).ok());
        let speaking = known.iter().filter(|counted| speaks(&counted.summary)).map(|counted| counted.article.clone());
        let mut articles: Vec<ArticleId> = stale.chain(speaking).collect();
        articles.sort();
        articles.dedup();
        Ok(articles)
    }
}

impl<T> Default for Refreshed<T> {
    fn default() -> Self {
        Self { read: Vec::new(), gone: Vec::new(), notices: Vec::new(), done: 0, total: 0 }
    }
}

/// The files of a folder by the article that they are named after, sorted; none if there is no folder.
fn stamps(reader: &Reader, folder: &str) -> Result<Vec<(String, FileStamp)>, crate::store::StoreError> {
    let mut names = reader.shared.folder().stamps(folder)?;
    names.retain_mut(|(name, _)| {
        let stem = name.strip_suffix(".ron").filter(|stem| !stem.starts_with('.')).map(str::len);
        name.truncate(stem.unwrap_or(0));
        stem.is_some()
    });
    names.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(names)
}

/// What is there and not surely as it was known, and what is known and not there. Both lists are sorted.
fn difference<'a, 'b>(
    known: impl Iterator<Item = (&'a ArticleId, FileStamp)>,
    there: &'b [(String, FileStamp)],
) -> (Vec<&'b (String, FileStamp)>, Vec<ArticleId>) {
    let mut known = known.peekable();
    let (mut stale, mut gone) = (Vec::new(), Vec::new());
    for file in there {
        while let Some((id, _)) = known.next_if(|(id, _)| id.as_str() < file.0.as_str()) {
            gone.push(id.clone());
        }
        let same = known.next_if(|(id, _)| id.as_str() == file.0).is_some_and(|(_, stamp)| stamp.holds(file.1));
        if !same {
            stale.push(file);
        }
    }
    gone.extend(known.map(|(id, _)| id.clone()));
    (stale, gone)
}
