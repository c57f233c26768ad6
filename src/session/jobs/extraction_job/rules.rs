//! The built-in rules over the articles of a project, on all cores, in the order of the articles; read again by what the
//! project has taught, if that is asked for.

use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::{ExtractionCounts, ExtractionJob, ExtractionResult, records, unreadable};
use crate::{
    formats::Problem,
    gazetteer::Lexicon,
    message::message,
    model::{Annotations, Article, ArticleMeta, LinkedMention, Timestamp},
    session::{Learned, ProjectExtractor, Taught, extract_with},
};

/// Articles read and extracted at once.
const BATCH: usize = 256;

impl ExtractionJob {
    /// Learns from the person's finished articles, if that was asked for.
    pub(super) fn learn(
        &self,
        found: &mut ExtractionResult,
        cancel: &AtomicBool,
        step: &mut dyn FnMut(usize, usize),
    ) -> Option<Learned> {
        let Taught { learned, trial, articles, unreadable } = self.teacher.as_ref()?.run(cancel, step)?;
        found.extracted.learned_from = Some(articles);
        found.extracted.trial = trial;
        for (article, reason) in unreadable {
            let path = format!("annotations/{}/{article}.ron", self.own);
            let fix = message!("It was not learned from; opening the article says more");
            found.extracted.problem(Problem::new(path, reason, fix));
        }
        learned
    }

    pub(super) fn by_rules(
        &self,
        learned: Option<&Learned>,
        found: &mut ExtractionResult,
        cancel: &AtomicBool,
        step: &mut dyn FnMut(usize, usize),
    ) {
        let lexicon = Lexicon::over(&self.project.entities, self.elections.gazetteer());
        let extracting = ProjectExtractor::of(&lexicon, self.elections.clone()).anyway(self.request.anyway);
        let now = Timestamp::now();
        for (batch, metas) in self.metas.chunks(BATCH).enumerate() {
            step(batch * BATCH, self.metas.len());
            let extract = |meta: &std::sync::Arc<ArticleMeta>| {
                if cancel.load(Ordering::Relaxed) {
                    return None;
                }
                Some(self.extract(&extracting, learned, meta, now))
            };
            let done: Vec<_> = metas.par_iter().map(extract).collect();
            for (meta, one) in metas.iter().zip(done) {
                match one {
                    Some(Ok((article, counts, news, silent))) => {
                        found.extracted.silent += usize::from(silent);
                        found.add(&article, counts, news);
                    }
                    Some(Err(problem)) => {
                        found.extracted.missing.push(meta.id.clone());
                        found.extracted.problem(problem);
                    }
                    None => {
                        found.extracted.cancelled = true;
                        found.extracted.missing.push(meta.id.clone());
                    }
                }
            }
            if found.extracted.cancelled {
                let rest = self.metas.iter().skip((batch + 1) * BATCH);
                found.extracted.missing.extend(rest.map(|meta| meta.id.clone()));
                return;
            }
        }
        step(self.metas.len(), self.metas.len());
    }

    fn extract(
        &self,
        extracting: &ProjectExtractor<'_>,
        learned: Option<&Learned>,
        meta: &ArticleMeta,
        now: Timestamp,
    ) -> Result<ExtractedArticle, Problem> {
        let article = self.reader.article(meta).map_err(|error| unreadable(&error))?;
        let extraction = extract_with(extracting, learned, &article, &self.decided(&article));
        let annotations = records::of_rules(&extraction, &self.project.scheme, now);
        let counts = ExtractionCounts::of(&annotations);
        let news = self.news(&article, annotations);
        Ok((article, counts, news, extraction.silence.is_some()))
    }

    /// What the person linked in an article; nothing where that cannot be read, which is told when it is opened.
    fn decided(&self, article: &Article) -> Vec<LinkedMention> {
        let Ok(own) = self.reader.annotations(article, &self.own) else { return Vec::new() };
        let linked =
            |mention: &crate::model::Mention| Some((mention.span, mention.kind.clone(), mention.entity.clone()?));
        own.annotations.in_reading_order().into_iter().filter_map(linked).collect()
    }
}

/// An article, how much was found in it, what of that is new, and whether nothing was looked for.
type ExtractedArticle = (Article, ExtractionCounts, Result<Option<Annotations>, Problem>, bool);
