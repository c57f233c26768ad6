//! What was written down and flagged all over a project: read from the files of the articles that have any, beside the
//! window.

use std::{
    collections::BTreeSet,
    sync::{Arc, atomic::AtomicBool},
};

use rayon::prelude::*;

use crate::{
    model::{Annotations, Article, ArticleId, ArticleMeta, EntityId, Flag, Remarked, SetId, SetRole, Span},
    session::{Session, one_spaced},
    store::{Notice, Reader},
};

/// Articles read at once, on all cores.
const BATCH: usize = 256;

/// A note or a flag, and what it is on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemarkRow {
    pub on: RemarkPlace,
    /// The title of the article, the words of the mention or of what shows the statement, the name of the entity.
    pub words: String,
    pub note: String,
    pub flag: Option<Flag>,
}

/// Where a note is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RemarkPlace {
    /// In what a set says of an article; bytes of its text.
    Article {
        article: ArticleId,
        set: SetId,
        on: Remarked,
        span: Option<Span>,
    },
    Entity(EntityId),
}

/// Reads notes, ready to be sent to another thread.
pub struct RemarkReader {
    reader: Reader,
    own: SetId,
    /// Of each set the articles that may have any.
    sets: Vec<(SetId, Vec<Arc<ArticleMeta>>)>,
    entities: Vec<RemarkRow>,
}

impl RemarkRow {
    /// Whether it is about one of these words, in lower case; nothing is about everything.
    pub fn is_about(&self, words: &str) -> bool {
        let holds = |text: &str| text.to_lowercase().contains(words);
        let article = match &self.on {
            RemarkPlace::Article { article, set, .. } => holds(article.as_str()) || holds(set.as_str()),
            RemarkPlace::Entity(entity) => holds(entity.as_str()),
        };
        words.is_empty() || article || holds(&self.words) || holds(&self.note)
    }
}

impl Session {
    /// Prepares to read what was written down: in the set that marks go to, and in those that may be seen from it.
    pub fn remark_reader(&self) -> RemarkReader {
        let own = self.active_set().clone();
        let noted = self.rows().iter().filter(|row| row.summary.has_remarks()).map(|row| row.meta.clone()).collect();
        let mut sets = vec![(own.clone(), noted)];
        let person = |set: &SetId| self.project().sets.get(set).is_some_and(|set| set.role != SetRole::Extractor);
        let reader = self.store.reader();
        for set in self.sets().into_iter().filter(|set| *set != own && person(set) && !self.is_hidden(set)) {
            let metas =
                reader.annotated(&set).iter().filter_map(|id| Some(self.rows().get(id)?.meta.clone())).collect();
            sets.push((set, metas));
        }
        let entities = self.project().entities.values();
        let entities = entities.filter(|entity| !entity.note.is_empty() || entity.flag.is_some());
        let row = |entity: &crate::model::Entity| RemarkRow {
            on: RemarkPlace::Entity(entity.id.clone()),
            words: entity.name.clone(),
            note: entity.note.clone(),
            flag: entity.flag,
        };
        RemarkReader { reader, own, sets, entities: entities.map(row).collect() }
    }
}

impl RemarkReader {
    /// Every note and flag: the own set's first, by article, in reading order; then those of entities. With what could
    /// not be read; `None` once `cancel` is set.
    pub fn run(self, cancel: &AtomicBool) -> Option<(Vec<RemarkRow>, Vec<Notice>)> {
        let (mut rows, mut notices) = (Vec::new(), Vec::new());
        for (set, metas) in &self.sets {
            for batch in metas.chunks(BATCH) {
                if cancel.load(std::sync::atomic::Ordering::Relaxed) {
                    return None;
                }
                let read = |meta: &Arc<ArticleMeta>| {
                    let article = self.reader.article(meta)?;
                    let said = self.reader.annotations(&article, set)?;
                    Ok::<_, crate::store::StoreError>((rows_of(set, &article, &said.annotations), said.frozen))
                };
                for read in batch.par_iter().map(read).collect::<Vec<_>>() {
                    match read {
                        Ok((found, frozen)) => {
                            rows.extend(found);
                            notices.extend(frozen.map(Notice::from));
                        }
                        Err(error) => notices.push(error.into()),
                    }
                }
            }
        }
        let mut known = BTreeSet::new();
        notices.retain(|notice: &Notice| known.insert(notice.to_string()));
        rows.sort_by_key(|row| match &row.on {
            RemarkPlace::Article { set, .. } => *set != self.own,
            RemarkPlace::Entity(_) => true,
        });
        rows.extend(self.entities);
        Some((rows, notices))
    }
}

fn rows_of(set: &SetId, article: &Article, said: &Annotations) -> Vec<RemarkRow> {
    let place = |on, span| RemarkPlace::Article { article: article.meta.id.clone(), set: set.clone(), on, span };
    let words = |span: Span| one_spaced(article.text.slice(span));
    let whole = RemarkRow {
        on: place(Remarked::Article, None),
        words: article.meta.shown_title().to_owned(),
        note: said.remark.note.clone(),
        flag: said.remark.flag,
    };
    let mentions = said.in_reading_order().into_iter().map(|mention| RemarkRow {
        on: place(Remarked::Mention(mention.id.clone()), Some(mention.span)),
        words: words(mention.span),
        note: mention.note.clone(),
        flag: mention.flag,
    });
    let statements = said.coalitions.values().map(|coalition| RemarkRow {
        on: place(Remarked::Coalition(coalition.id.clone()), coalition.evidence.first().copied()),
        words: coalition.evidence.first().map_or_else(String::new, |span| words(*span)),
        note: coalition.note.clone(),
        flag: coalition.flag,
    });
    let rows = [whole].into_iter().chain(mentions).chain(statements);
    rows.filter(|row| !row.note.is_empty() || row.flag.is_some()).collect()
}
