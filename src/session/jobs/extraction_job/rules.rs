//! The built-in rules over the articles of a project, on all cores, in the order of the articles; read again by what the
//! project has taught, if that is asked for.

use std::{
    panic::resume_unwind,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread,
    time::Duration,
};

use rayon::prelude::*;

use super::{ExtractionCounts, ExtractionJob, ExtractionProgress, ExtractionResult, records, unreadable};
use crate::{
    formats::Problem,
    gazetteer::Lexicon,
    message::message,
    model::{Annotations, Article, ArticleMeta, LinkedMention, Timestamp},
    session::{
        Learned, ProjectExtractor, Taught,
        jobs::learned::{extract_telling, unbroken},
    },
};

/// Articles read and extracted at once.
const BATCH: usize = 256;

/// How often it is told how far they are.
const PAUSE: Duration = Duration::from_millis(50);

impl ExtractionJob {
    /// Learns from the person's finished articles, if that was asked for.
    pub(super) fn learn(
        &self,
        found: &mut ExtractionResult,
        cancel: &AtomicBool,
        step: &mut dyn FnMut(ExtractionProgress),
    ) -> Option<Learned> {
        let learning = |done, all| step(ExtractionProgress::of(done, all));
        let Taught { learned, trial, articles, unreadable } = self.teacher.as_ref()?.run(cancel, learning)?;
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
        step: &mut dyn FnMut(ExtractionProgress),
    ) {
        let lexicon = Lexicon::over(&self.project.entities, self.elections.gazetteer());
        let extracting = ProjectExtractor::of(&lexicon, self.elections.clone()).anyway(self.request.anyway);
        let now = Timestamp::now();
        let far = HowFar { articles: AtomicUsize::new(0), characters: AtomicUsize::new(0) };
        let characters: usize = self.metas.iter().map(|meta| meta.length).sum();
        let mut tell = || step(far.progress(self.metas.len(), characters));
        for (batch, metas) in self.metas.chunks(BATCH).enumerate() {
            tell();
            let extract = |meta: &std::sync::Arc<ArticleMeta>| {
                if cancel.load(Ordering::Relaxed) {
                    return None;
                }
                let read = AtomicUsize::new(0);
                let one = self.extract(&extracting, learned, meta, now, &|characters| {
                    read.fetch_add(characters, Ordering::Relaxed);
                    far.characters.fetch_add(characters, Ordering::Relaxed);
                });
                // What of it was not read is behind us as well.
                far.characters.fetch_add(meta.length.saturating_sub(read.into_inner()), Ordering::Relaxed);
                far.articles.fetch_add(1, Ordering::Relaxed);
                Some(one)
            };
            let done: Vec<_> = watched(|| metas.par_iter().map(extract).collect(), &mut tell);
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
        tell();
    }

    fn extract(
        &self,
        extracting: &ProjectExtractor<'_>,
        learned: Option<&Learned>,
        meta: &ArticleMeta,
        now: Timestamp,
        told: &dyn Fn(usize),
    ) -> Result<ExtractedArticle, Problem> {
        let article = self.reader.article(meta).map_err(|error| unreadable(&error))?;
        let decided = self.decided(&article);
        // Bytes are told, and of an article that was not read its characters alone are known.
        let characters = |bytes: usize| told(bytes * meta.length / article.text.len().max(1));
        let extraction = unbroken(|| {
            #[cfg(test)]
            assert!(self.breaks_at.as_ref() != Some(&meta.id), "a test broke it");
            extract_telling(extracting, learned, &article, &decided, &characters)
        });
        let extraction = extraction.map_err(|reason| {
            let fix =
                message!("What its set said of it before stays. This is a fault of Tandai: report it with this place");
            Problem::new(format!("articles/{}.txt", meta.id), reason, fix)
        })?;
        let silent = extraction.silence.is_some();
        let annotations = records::of_rules(extraction, &self.project.scheme, now);
        let counts = ExtractionCounts::of(&annotations);
        let news = self.news(&article, annotations);
        Ok((article, counts, news, silent))
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

/// How far the threads at work are.
struct HowFar {
    articles: AtomicUsize,
    characters: AtomicUsize,
}

impl HowFar {
    fn progress(&self, all: usize, characters: usize) -> ExtractionProgress {
        let (done, read) = (self.articles.load(Ordering::Relaxed), self.characters.load(Ordering::Relaxed));
        // Texts without a character count by themselves.
        let steps = ExtractionProgress::of(done, all);
        let percent = (read.min(characters) * 100).checked_div(characters).unwrap_or(steps.percent);
        ExtractionProgress { percent, ..steps }
    }
}

/// Works on another thread, and tells meanwhile.
fn watched<T: Send>(work: impl FnOnce() -> T + Send, tell: &mut dyn FnMut()) -> T {
    thread::scope(|scope| {
        let watching = thread::current();
        let worker = scope.spawn(move || {
            let done = work();
            watching.unpark();
            done
        });
        while !worker.is_finished() {
            thread::park_timeout(PAUSE);
            tell();
        }
        worker.join().unwrap_or_else(|panic| resume_unwind(panic))
    })
}
