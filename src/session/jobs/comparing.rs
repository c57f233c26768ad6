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
        Coded, CodedFields, ComparedArticle, ComparedValues, DRAWS, GroupAgreement, MarkedSpan, Measure, PairAgreement,
        SpanPair, StatementSlot, Told, align, compared, differing, group_agreement, pair_agreement, pair_spans, tokens,
    },
    dataset::near_copies::{self, Sketch},
    message::message,
    model::{
        Annotations, Article, ArticleId, ArticleMeta, Claim, DecisionId, FieldOwner, KindKey, Portion, SetId, SetRole,
        Span, Status, Text,
    },
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
    /// Articles that everybody was to code, to learn and to talk about it, count as well: of agreement they tell nothing.
    pub training: bool,
}

/// Reads what is to be compared, ready to be sent to another thread.
pub struct Comparer {
    reader: Reader,
    request: CompareRequest,
    /// Of programs everything counts: they finish nothing.
    programs: BTreeSet<SetId>,
    kinds: BTreeSet<KindKey>,
    /// The project's own fields whose values are one of few.
    choices: BTreeSet<(FieldOwner, String)>,
    metas: Vec<Arc<ArticleMeta>>,
    held_back: BTreeSet<ArticleId>,
    training: BTreeSet<ArticleId>,
}

/// What several sets say of the articles that two or more of them coded.
#[derive(Debug, Clone, Default)]
pub struct Comparison {
    pub sets: Vec<SetId>,
    /// Sorted by article.
    pub coded: Vec<Coded>,
    /// Their texts.
    pub texts: Vec<Text>,
    /// Articles that at least one has begun, and that fewer than two have finished.
    pub left_out: usize,
    /// Of those, what the only one who has finished an article says of it: mentions, then statements.
    pub single: Vec<(ArticleId, Vec<DecisionId>)>,
    /// Articles that are left out since they were for everybody to begin with.
    pub training: usize,
    /// Articles in which no suggestions were shown.
    pub held_back: BTreeSet<ArticleId>,
    /// What could not be read, and what is in a set and not in the scheme.
    pub notices: Vec<Notice>,
}

/// A mention or statement of which two sides say different things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disagreement {
    /// The place of its article in [`Comparison::coded`].
    pub coded: usize,
    pub what: Differing,
}

/// What two sides say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Differing {
    Mention(SpanPair),
    Statement {
        one: Option<Box<Told>>,
        other: Option<Box<Told>>,
        /// In which they differ; of one that stands alone all that it fills.
        slots: Vec<StatementSlot>,
    },
    /// The project's own fields of the article as a whole.
    Article {
        one: ComparedValues,
        other: ComparedValues,
    },
}

impl Disagreement {
    /// Where it is looked at.
    pub fn place(&self) -> Span {
        match &self.what {
            Differing::Mention(pair) => pair.place(),
            Differing::Statement { one, other, .. } => {
                let evidence = one.iter().chain(other).flat_map(|told| &told.evidence);
                evidence.min().copied().unwrap_or(Span::new(0, 0))
            }
            Differing::Article { .. } => Span::new(0, 0),
        }
    }

    /// Whether it is behind a figure.
    pub fn is_behind(&self, measure: &Measure) -> bool {
        match (&self.what, measure.of) {
            (Differing::Mention(pair), "mentions") => {
                let kinds = pair.one.iter().chain(&pair.other).map(|mark| mark.kind.as_str());
                pair.relation() != "link"
                    && (measure.label == "all" || kinds.into_iter().any(|kind| kind == measure.label))
            }
            (Differing::Mention(pair), "tokens") => pair.relation() != "link",
            (Differing::Mention(pair), "links") => (pair.relation() == "link") == (measure.name == "accuracy"),
            (Differing::Statement { slots, .. }, "slots") => slots.iter().any(|slot| slot.key() == measure.label),
            (Differing::Statement { slots, one, other }, "statements") => {
                match (measure.name, measure.label.as_str()) {
                    ("found_f1", _) => one.is_none() || other.is_none(),
                    ("masi_alpha", _) => one.is_some() && other.is_some() && slots.contains(&StatementSlot::Party),
                    ("kappa", label) => {
                        one.is_some() && other.is_some() && slots.iter().any(|slot| slot.key() == label)
                    }
                    _ => true,
                }
            }
            (Differing::Statement { one: Some(one), other: Some(other), .. }, "fields") => {
                let key = measure.label.strip_prefix("statement.");
                one.differing_fields(other).into_iter().any(|differing| Some(differing) == key)
            }
            (Differing::Article { one, other }, "fields") => {
                let key = measure.label.strip_prefix("article.");
                differing(one, other).into_iter().any(|differing| Some(differing) == key)
            }
            (Differing::Statement { .. }, "articles") => true,
            _ => false,
        }
    }
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

    /// The articles that everybody codes to begin with.
    fn training_articles(&self) -> BTreeSet<ArticleId> {
        let assigned = self.project().assignments.articles.iter();
        assigned.filter(|(_, assigned)| assigned.part == Portion::Training).map(|(id, _)| id.clone()).collect()
    }

    /// Prepares a comparison.
    pub fn comparer(&self, request: CompareRequest) -> Comparer {
        let sets = &self.project().sets;
        let is_program = |set: &&SetId| sets.get(*set).is_some_and(|set| set.role == SetRole::Extractor);
        let metas: Vec<Arc<ArticleMeta>> = self.rows().iter().map(|row| row.meta.clone()).collect();
        let held_back =
            metas.iter().map(|meta| &meta.id).filter(|id| self.project().options.holds_back(id)).cloned().collect();
        Comparer {
            reader: self.store.reader(),
            programs: request.sets.iter().filter(is_program).cloned().collect(),
            kinds: self.project().scheme.kinds.iter().map(|kind| kind.key.clone()).collect(),
            choices: CodedFields::choices_of(&self.project().scheme),
            request,
            metas,
            held_back,
            training: self.training_articles(),
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
        let counts = |meta: &&Arc<ArticleMeta>| self.request.training || !self.training.contains(&meta.id);
        let (metas, training): (Vec<&Arc<ArticleMeta>>, Vec<_>) = self.metas.iter().filter(begun).partition(counts);
        let mut comparison = Comparison { sets: sets.clone(), training: training.len(), ..Comparison::default() };
        let known: BTreeSet<&ArticleId> = self.metas.iter().map(|meta| &meta.id).collect();
        for (set, articles) in sets.iter().zip(&annotated) {
            let strange: Vec<&ArticleId> = articles.iter().filter(|id| !known.contains(id)).collect();
            if let Some(first) = strange.first() {
                let message = message!(
                    "{count} file{s} {is|are} about articles that the project does not have, {article} the first; they are left out",
                    count = strange.len(),
                    article = first.as_str()
                );
                let fix = message!("Take the articles back with Git, or import them");
                comparison.notices.push(Notice::problem(format!("annotations/{set}"), message, fix));
            }
        }
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
                let (coded, text, sketch, notices) = match read {
                    Ok(read) => read,
                    Err(error) => {
                        comparison.notices.push(error.into());
                        continue;
                    }
                };
                comparison.notices.extend(notices);
                if coded.said.iter().flatten().count() < 2 {
                    comparison.left_out += 1;
                    let alone = coded.said.iter().flatten().next().map(all_claims).filter(|all| !all.is_empty());
                    comparison.single.extend(alone.map(|all| (coded.article.clone(), all)));
                    continue;
                }
                for (side, said) in coded.said.iter().enumerate() {
                    let strange = said.iter().flat_map(|said| &said.mentions).map(|mark| &mark.kind);
                    for kind in strange.filter(|kind| !self.kinds.contains(*kind)) {
                        *kinds.entry((side, kind.clone())).or_default() += 1;
                    }
                }
                sketches.push(sketch);
                comparison.texts.push(text);
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
    ) -> Result<(Coded, Text, Sketch, Vec<Notice>), StoreError> {
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
            said.push(counts.then(|| {
                let mut said = said_by(&loaded.annotations);
                said.coded.choices.clone_from(&self.choices);
                said
            }));
        }
        let id = meta.id.clone();
        let whole = said.iter().flatten().count() > 1;
        let (tokens, sketch) =
            if whole { (tokens(&article.text), Sketch::of(&article.text)) } else { (Vec::new(), Sketch::of("")) };
        Ok((Coded { article: id.clone(), story: id, tokens, said }, article.text, sketch, notices))
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

/// Everything that one side says of an article, as decisions take it: mentions first.
fn all_claims(said: &ComparedArticle) -> Vec<DecisionId> {
    let mentions = said.mentions.iter().map(claim_of);
    let mut all: Vec<DecisionId> = mentions.chain(said.statements.iter().map(|told| told.claim)).collect();
    let mut known = BTreeSet::new();
    all.retain(|claim| known.insert(*claim));
    all
}

fn claim_of(mark: &MarkedSpan) -> DecisionId {
    let MarkedSpan { span, kind, entity } = mark.clone();
    Claim::Mention { span, kind, entity }.id()
}

/// What annotations say, to be compared.
pub fn said_by(annotations: &Annotations) -> ComparedArticle {
    let mark = |mention: &crate::model::Mention| MarkedSpan {
        span: mention.span,
        kind: mention.kind.clone(),
        entity: mention.entity.clone(),
    };
    let coded = CodedFields {
        article: compared(&annotations.remark.fields),
        mentions: annotations.mentions.values().map(|mention| compared(&mention.fields)).collect(),
        choices: Default::default(),
    };
    ComparedArticle {
        mentions: annotations.mentions.values().map(mark).collect(),
        statements: Told::all(annotations),
        coded,
    }
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

    /// What everybody who coded an article says of it, or (`present`) all of those who say anything there: two at least,
    /// and nobody says otherwise. By article, as decisions take it.
    pub fn agreed(&self, present: bool) -> Vec<(ArticleId, Vec<DecisionId>)> {
        let agreed = |coded: &Coded| {
            let said: Vec<&ComparedArticle> = coded.said.iter().flatten().collect();
            let mut found = Vec::new();
            let mut seen = BTreeSet::new();
            for mark in said.iter().flat_map(|said| &said.mentions) {
                if !seen.insert(mark) {
                    continue;
                }
                let same = said.iter().filter(|said| said.mentions.contains(mark)).count();
                let otherwise = |said: &&&ComparedArticle| {
                    !said.mentions.contains(mark) && said.mentions.iter().any(|other| other.span.touches(mark.span))
                };
                let alone = present && same > 1 && !said.iter().any(|said| otherwise(&said));
                if same == said.len() || alone {
                    found.push(claim_of(mark));
                }
            }
            for told in said.iter().flat_map(|said| &said.statements) {
                let alike = |other: &Told| other.claim == told.claim && other.fields == told.fields;
                let makes = |said: &&&ComparedArticle| said.statements.iter().any(alike);
                let same = said.iter().filter(makes).count();
                // Whoever says another thing of the same stands against it.
                let otherwise = |said: &&ComparedArticle| {
                    let beside = align(std::slice::from_ref(told), &said.statements);
                    beside.iter().any(|(_, at)| !alike(&said.statements[*at]))
                };
                let alone = present && same > 1 && !said.iter().filter(|said| !makes(said)).any(otherwise);
                if (same == said.len() || alone) && !found.contains(&told.claim) {
                    found.push(told.claim);
                }
            }
            (coded.article.clone(), found)
        };
        self.coded.iter().map(agreed).filter(|(_, found)| !found.is_empty()).collect()
    }

    /// Where two sides differ: the article with the most differences first, then in reading order.
    pub fn differences(&self, (one, other): (usize, usize)) -> Vec<Disagreement> {
        let mut articles: Vec<Vec<Disagreement>> = Vec::new();
        for (at, coded) in self.coded.iter().enumerate() {
            let (Some(first), Some(second)) = (&coded.said[one], &coded.said[other]) else { continue };
            let mut found: Vec<Disagreement> = pair_spans(&first.mentions, &second.mentions)
                .into_iter()
                .filter(|pair| !pair.agrees())
                .map(|pair| Disagreement { coded: at, what: Differing::Mention(pair) })
                .collect();
            let (ones, others) = (&first.statements, &second.statements);
            let aligned = align(ones, others);
            let mut statement = |one: Option<&Told>, other: Option<&Told>| {
                let slots = match (one, other) {
                    (Some(one), Some(other)) => one.differing(other),
                    (Some(told), None) | (None, Some(told)) => {
                        StatementSlot::ALL.into_iter().filter(|slot| !told.values(*slot).is_empty()).collect()
                    }
                    (None, None) => Vec::new(),
                };
                let own = one.zip(other).is_some_and(|(one, other)| !one.differing_fields(other).is_empty());
                if !slots.is_empty() || own {
                    let what = Differing::Statement {
                        one: one.cloned().map(Box::new),
                        other: other.cloned().map(Box::new),
                        slots,
                    };
                    found.push(Disagreement { coded: at, what });
                }
            };
            aligned.iter().for_each(|&(a, b)| statement(Some(&ones[a]), Some(&others[b])));
            let alone = |at: usize, first: bool| !aligned.iter().any(|pair| if first { pair.0 } else { pair.1 } == at);
            (0..ones.len()).filter(|at| alone(*at, true)).for_each(|at| statement(Some(&ones[at]), None));
            (0..others.len()).filter(|at| alone(*at, false)).for_each(|at| statement(None, Some(&others[at])));
            found.sort_by_key(|difference| difference.place().start);
            let (own, others) = (&first.coded.article, &second.coded.article);
            if !differing(own, others).is_empty() {
                let what = Differing::Article { one: own.clone(), other: others.clone() };
                found.insert(0, Disagreement { coded: at, what });
            }
            articles.push(found);
        }
        articles.sort_by_key(|found| std::cmp::Reverse(found.len()));
        articles.into_iter().flatten().collect()
    }

    /// The agreement of three and more.
    pub fn group(&self) -> Option<GroupAgreement> {
        (self.sets.len() > 2).then(|| group_agreement(&self.coded, self.sets.len(), DRAWS))
    }
}
