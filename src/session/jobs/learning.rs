//! Learning from what a project has finished, away from the window's thread.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use rayon::prelude::*;

use super::{
    extractor::ProjectExtractor,
    learned::{Learned, hints, key, unbroken},
    trial::{LearnerTrial, LessonArticle, learn_from},
};
use crate::{
    gazetteer::Lexicon,
    learn::Example,
    message::Message,
    model::{Annotations, Article, ArticleId, ArticleMeta, EntityId, KindKey, SetId, Status},
    session::Session,
    store::Reader,
};

/// Articles read at once, on all cores.
const BATCH: usize = 64;

/// It learns from no more articles, spread evenly over all that are finished: memory has to end somewhere.
const MOST: usize = 2_000;

/// With fewer finished articles, those in progress are learned from as well, as far as they have mentions.
const FEW: usize = 10;

/// Reads a set's finished articles and learns from them; run it on another thread.
pub struct Teacher {
    reader: Reader,
    set: SetId,
    metas: Vec<Arc<ArticleMeta>>,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Taught {
    /// `None` if there is no mention in all the articles, or if the rules do as well by themselves.
    pub learned: Option<Learned>,
    /// How it did on articles kept back; `None` with too few of them.
    pub trial: Option<LearnerTrial>,
    /// How many articles it learned from.
    pub articles: usize,
    /// Articles that could not be read, and why.
    pub unreadable: Vec<(ArticleId, Message)>,
}

/// An article as the learner takes it, and what its mentions are linked to.
type LinkedExample = (LessonArticle, Vec<(KindKey, String, EntityId)>);

impl Teacher {
    /// How many articles there are to learn from.
    pub fn articles(&self) -> usize {
        self.metas.len()
    }

    /// Learns; `None` if cancelled. The same articles give the same model, whatever the number of cores. `step` is told
    /// how many of how many steps are done.
    pub fn run(&self, cancel: &AtomicBool, mut step: impl FnMut(usize, usize)) -> Option<Taught> {
        // The rules are asked as if nothing were known of the project: see `Example::hints`.
        let lexicon = Lexicon::new(&BTreeMap::new());
        let extracting = ProjectExtractor::new(&lexicon);
        let all = self.metas.len();
        let (mut lessons, mut unreadable) = (Vec::with_capacity(all), Vec::new());
        let mut links: BTreeMap<(KindKey, String), Option<EntityId>> = BTreeMap::new();
        for batch in self.metas.chunks(BATCH) {
            if cancel.load(Ordering::Relaxed) {
                return None;
            }
            let read: Vec<_> = batch.par_iter().map(|meta| self.lesson(meta, &extracting)).collect();
            for (meta, lesson) in batch.iter().zip(read) {
                match lesson {
                    Ok((lesson, linked)) => {
                        lessons.push(lesson);
                        for (kind, words, entity) in linked {
                            let link = links.entry((kind, words)).or_insert_with(|| Some(entity.clone()));
                            if *link != Some(entity) {
                                *link = None;
                            }
                        }
                    }
                    Err(reason) => unreadable.push((meta.id.clone(), reason)),
                }
            }
            step(lessons.len() + unreadable.len(), all * 3);
        }
        let articles = lessons.len();
        let links = links.into_iter().filter_map(|(words, entity)| Some((words, entity?))).collect();
        let learning = |done: usize, of: usize| step(all + 2 * all * done / of.max(1), all * 3);
        let (learned, trial) = learn_from(lessons, links, &extracting, cancel, learning);
        if cancel.load(Ordering::Relaxed) {
            return None;
        }
        Some(Taught { learned, trial, articles, unreadable })
    }

    fn lesson(&self, meta: &ArticleMeta, extracting: &ProjectExtractor<'_>) -> Result<LinkedExample, Message> {
        let article = self.reader.article(meta)?;
        let loaded = self.reader.annotations(&article, &self.set)?;
        match loaded.frozen {
            Some(reason) => Err(reason.into()),
            None => unbroken(|| lesson(&article, &loaded.annotations, extracting)),
        }
    }
}

fn lesson(article: &Article, annotations: &Annotations, extracting: &ProjectExtractor<'_>) -> LinkedExample {
    let marked = annotations.mentions.values();
    let linked = marked.clone().filter_map(|mention| {
        let words = key(article.text.slice(mention.span));
        Some((mention.kind.clone(), words, mention.entity.clone()?))
    });
    let linked = linked.collect();
    let extraction = extracting.extract(article, &[]);
    let example = Example {
        text: article.text.clone(),
        mentions: marked.map(|mention| (mention.span, mention.kind.clone())).collect(),
        hints: hints(&extraction),
    };
    (LessonArticle { article: article.clone(), example, extraction }, linked)
}

impl Session {
    /// What learning from the active set's finished articles needs; run it on another thread.
    pub fn teacher(&self) -> Teacher {
        let with = |wanted: &dyn Fn(Status, usize) -> bool| -> Vec<Arc<ArticleMeta>> {
            let rows = self.rows.iter().filter(|row| wanted(row.summary.status, row.summary.mentions));
            rows.map(|row| row.meta.clone()).collect()
        };
        let mut metas = with(&|status, _| status == Status::Finished);
        if metas.len() < FEW {
            metas =
                with(&|status, mentions| status == Status::Finished || (status == Status::InProgress && mentions > 0));
        }
        if metas.len() > MOST {
            metas = (0..MOST).map(|at| metas[at * metas.len() / MOST].clone()).collect();
        }
        Teacher { reader: self.store.reader(), set: self.active.clone(), metas }
    }
}
