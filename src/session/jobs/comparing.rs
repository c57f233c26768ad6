//! What several sets say of the same articles, read from the files on all cores and laid beside one another for
//! [`compare`](crate::compare).

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

use rayon::prelude::*;

use crate::{
    compare::{
        Coded, DRAWS, GroupAgreement, MarkedSpan, PairAgreement, Said, Told, group_agreement, pair_agreement, tokens,
    },
    dataset::near_copies::{self, Sketch},
    message::message,
    model::{Annotations, Article, ArticleId, ArticleMeta, KindKey, SetId, SetRole, Status},
    session::Session,
    store::{Notice, Reader, StoreError},
};

/// Articles read at once, on all cores.
const BATCH: usize = 256;

/// What is to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompareRequest {
    /// At least two.
    pub sets: Vec<SetId>,
    /// Articles that somebody has begun and not finished count as well.
    pub unfinished: bool,
}

/// Reads what is to be compared, ready to be sent to another thread.
pub struct Comparer {
    reader: Reader,
    request: CompareRequest,
    /// Of programs everything counts: they finish nothing.
    programs: BTreeSet<SetId>,
    kinds: BTreeSet<KindKey>,
    metas: Vec<Arc<ArticleMeta>>,
    held_back: BTreeSet<ArticleId>,
}

/// What several sets say of the articles that two or more of them coded.
#[derive(Debug, Clone, Default)]
pub struct Comparison {
    pub sets: Vec<SetId>,
    /// Sorted by article.
    pub coded: Vec<Coded>,
    /// Articles that at least one has begun, and that fewer than two have finished.
    pub left_out: usize,
    /// Articles in which no suggestions were shown.
    pub held_back: BTreeSet<ArticleId>,
    /// What could not be read, and what is in a set and not in the scheme.
    pub notices: Vec<Notice>,
}

/// The agreement of two sets: over everything, and where suggestions were held back or shown.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparedPair {
    /// Places in [`Comparison::sets`].
    pub sides: (usize, usize),
    pub all: PairAgreement,
    /// Where suggestions were held back, and where they were shown, if both happened.
    pub apart: Option<(PairAgreement, PairAgreement)>,
}

impl Session {
    /// An article with its text, read from its files.
    pub fn read_article(&self, meta: &ArticleMeta) -> Result<Article, StoreError> {
        self.store.reader().article(meta)
    }

    /// Prepares a comparison.
    pub fn comparer(&self, request: CompareRequest) -> Comparer {
        let sets = &self.project().sets;
        let is_program = |set: &&SetId| sets.get(*set).is_some_and(|set| set.role == SetRole::Extractor);
        let metas: Vec<Arc<ArticleMeta>> = self.rows().iter().map(|row| row.meta.clone()).collect();
        let held_back = metas.iter().map(|meta| &meta.id).filter(|id| self.holds_back(id)).cloned().collect();
        Comparer {
            reader: self.store.reader(),
            programs: request.sets.iter().filter(is_program).cloned().collect(),
            kinds: self.project().scheme.kinds.iter().map(|kind| kind.key.clone()).collect(),
            request,
            metas,
            held_back,
        }
    }
}

impl Comparer {
    /// Reads every article that two or more sets coded; `None` once `cancel` is set. `step` is told how many articles of
    /// how many were looked at.
    pub fn run(self, cancel: &AtomicBool, step: impl Fn(usize, usize) + Sync) -> Option<Comparison> {
        let sets = &self.request.sets;
        let annotated: Vec<BTreeSet<ArticleId>> =
            sets.iter().map(|set| self.reader.annotated(set).into_iter().collect()).collect();
        let begun = |meta: &&Arc<ArticleMeta>| annotated.iter().any(|set| set.contains(&meta.id));
        let metas: Vec<&Arc<ArticleMeta>> = self.metas.iter().filter(begun).collect();
        let mut comparison = Comparison { sets: sets.clone(), ..Comparison::default() };
        let done = AtomicUsize::new(0);
        let mut sketches: Vec<Sketch> = Vec::new();
        let mut kinds: BTreeMap<(usize, KindKey), usize> = BTreeMap::new();
        for batch in metas.chunks(BATCH) {
            if cancel.load(Ordering::Relaxed) {
                return None;
            }
            let read: Vec<_> = batch.par_iter().map(|meta| self.read(meta, &annotated)).collect();
            done.fetch_add(batch.len(), Ordering::Relaxed);
            step(done.load(Ordering::Relaxed), metas.len());
            for read in read {
                let (coded, sketch, notices) = match read {
                    Ok(read) => read,
                    Err(error) => {
                        comparison.notices.push(error.into());
                        continue;
                    }
                };
                comparison.notices.extend(notices);
                if coded.said.iter().flatten().count() < 2 {
                    comparison.left_out += 1;
                    continue;
                }
                for (side, said) in coded.said.iter().enumerate() {
                    let strange = said.iter().flat_map(|said| &said.mentions).map(|mark| &mark.kind);
                    for kind in strange.filter(|kind| !self.kinds.contains(*kind)) {
                        *kinds.entry((side, kind.clone())).or_default() += 1;
                    }
                }
                sketches.push(sketch);
                comparison.coded.push(coded);
            }
        }
        self.group_stories(&mut comparison, &sketches);
        comparison.notices.extend(kinds.into_iter().map(|((side, kind), count)| {
            let message = message!(
                "{count} mentions are of a kind “{kind}” that the project's scheme does not have; they are compared all the \
                 same",
                count = count,
                kind = kind.as_str()
            );
            let way_out = message!("Add the kind to the scheme, or change the kind of these mentions");
            Notice::problem(format!("annotations/{}", sets[side]), message, way_out)
        }));
        comparison.held_back = self.held_back;
        Some(comparison)
    }

    fn read(
        &self,
        meta: &ArticleMeta,
        annotated: &[BTreeSet<ArticleId>],
    ) -> Result<(Coded, Sketch, Vec<Notice>), StoreError> {
        let article = self.reader.article(meta)?;
        let mut notices = Vec::new();
        let mut said = Vec::with_capacity(annotated.len());
        for (set, there) in self.request.sets.iter().zip(annotated) {
            if !there.contains(&meta.id) {
                said.push(None);
                continue;
            }
            let loaded = self.reader.annotations(&article, set)?;
            // What cannot be read was not coded as empty.
            let readable = loaded.frozen.is_none();
            notices.extend(loaded.notices);
            let counts = readable && self.counts(set, &loaded.annotations);
            said.push(counts.then(|| said_by(&loaded.annotations)));
        }
        let id = meta.id.clone();
        let whole = said.iter().flatten().count() > 1;
        let (tokens, sketch) =
            if whole { (tokens(&article.text), Sketch::of(&article.text)) } else { (Vec::new(), Sketch::of("")) };
        Ok((Coded { article: id.clone(), story: id, tokens, said }, sketch, notices))
    }

    fn counts(&self, set: &SetId, annotations: &Annotations) -> bool {
        match annotations.status {
            Status::Finished => true,
            Status::Ignored => false,
            Status::New | Status::InProgress => {
                self.programs.contains(set) || (self.request.unfinished && !annotations.is_blank())
            }
        }
    }

    fn group_stories(&self, comparison: &mut Comparison, sketches: &[Sketch]) {
        let metas: BTreeMap<&ArticleId, &Arc<ArticleMeta>> = self.metas.iter().map(|meta| (&meta.id, meta)).collect();
        let coded = &comparison.coded;
        let text_of = |at: usize| match metas.get(&coded[at].article) {
            // A text that is gone meanwhile is like no other.
            Some(meta) => Ok(self.reader.article(meta).map_or(Cow::Borrowed(""), |it| it.text.to_string().into())),
            None => Ok::<_, std::convert::Infallible>(Cow::Borrowed("")),
        };
        let Ok(groups) = near_copies::group(sketches, text_of);
        let stories: Vec<ArticleId> = groups.iter().map(|&first| coded[first].article.clone()).collect();
        comparison.coded.iter_mut().zip(stories).for_each(|(coded, story)| coded.story = story);
    }
}

/// What annotations say, to be compared.
pub fn said_by(annotations: &Annotations) -> Said {
    let mark = |mention: &crate::model::Mention| MarkedSpan {
        span: mention.span,
        kind: mention.kind.clone(),
        entity: mention.entity.clone(),
    };
    Said { mentions: annotations.mentions.values().map(mark).collect(), statements: Told::all(annotations) }
}

impl Comparison {
    /// The agreement of every two sets.
    pub fn pairs(&self) -> Vec<ComparedPair> {
        let sides = 0..self.sets.len();
        sides
            .clone()
            .flat_map(|one| (one + 1..self.sets.len()).map(move |other| (one, other)))
            .map(|pair| self.pair(pair))
            .collect()
    }

    fn pair(&self, sides: (usize, usize)) -> ComparedPair {
        let all = pair_agreement(&self.coded, sides.0, sides.1, DRAWS);
        let (back, shown): (Vec<Coded>, Vec<Coded>) =
            self.coded.iter().cloned().partition(|coded| self.held_back.contains(&coded.article));
        let apart = (!back.is_empty() && !shown.is_empty())
            .then(|| (pair_agreement(&back, sides.0, sides.1, DRAWS), pair_agreement(&shown, sides.0, sides.1, DRAWS)));
        ComparedPair { sides, all, apart }
    }

    /// The agreement of three and more.
    pub fn group(&self) -> Option<GroupAgreement> {
        (self.sets.len() > 2).then(|| group_agreement(&self.coded, self.sets.len(), DRAWS))
    }
}
