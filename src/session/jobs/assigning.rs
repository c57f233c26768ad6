//! Who codes what: drawn over all texts, since near copies of a story stay together; and how far everybody is.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

use rayon::prelude::*;
use serde::Serialize;

use crate::{
    dataset::{
        assign::{Assignable, BadDraw, Draw, assign, strata_of},
        near_copies::{self, Sketch},
    },
    edit::{Edit, Refusal},
    message::{Message, message},
    model::{ArticleId, ArticleMeta, Assignments, Options, Portion, Project, SetId, Status, Zone},
    session::{
        Done, Session,
        jobs::working_time::{median, minutes},
    },
    store::{Notice, Reader, StoreError},
};

/// Articles read at once, on all cores.
const BATCH: usize = 256;

/// Reads what a draw has to know, ready to be sent to another thread.
pub struct Assigner {
    reader: Reader,
    metas: Vec<Arc<ArticleMeta>>,
    there: Arc<Assignments>,
    draw: Draw,
}

/// Reads how far everybody is, ready to be sent to another thread.
pub struct ProgressReader {
    reader: Reader,
    metas: BTreeMap<ArticleId, Arc<ArticleMeta>>,
    there: Arc<Assignments>,
}

/// How far somebody is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SetProgress {
    pub set: SetId,
    pub assigned: usize,
    /// Of those, for two people or for everybody.
    pub double: usize,
    pub training: usize,
    pub begun: usize,
    pub finished: usize,
    /// The median over finished articles, by the moments of the records; pauses of five minutes and more are left out.
    pub minutes: Option<f64>,
}

impl Session {
    /// What the project decides for all who work on it.
    pub fn options(&self) -> &Options {
        &self.project().options
    }

    /// Decides otherwise.
    pub fn set_options(&mut self, options: Options) -> Result<Done, Refusal> {
        self.perform(Edit::SetOptions { options })
    }

    /// Keeps the clock of the readers, if it is another than before.
    pub fn set_zone(&mut self, zone: Zone) -> Result<(), Refusal> {
        let options = self.options();
        if options.zone() == Some(zone) {
            return Ok(());
        }
        let options = Options { zone: Some(zone), ..options.clone() };
        self.set_options(options).map(|_| ())
    }

    /// Grows whenever [`Session::is_mine`] may say otherwise.
    pub fn assigned_at(&self) -> u64 {
        self.derived.assigned_at + 1
    }

    /// Whether the article is assigned to whoever works here.
    pub fn is_mine(&self, article: &ArticleId) -> bool {
        self.project().assignments.has(article, self.active_set())
    }

    /// Whether anything is.
    pub fn has_assignments(&self) -> bool {
        self.project().assignments.names(self.active_set())
    }

    /// What is wrong in the assignments: people and articles that the project does not have, articles of nobody.
    pub fn assignment_problems(&self) -> Vec<Notice> {
        strays(self.project(), |id| self.rows().get(id).is_some()).collect()
    }

    /// Prepares a draw.
    pub fn assigner(&self, draw: Draw) -> Assigner {
        let metas = self.rows().iter().map(|row| row.meta.clone()).collect();
        Assigner { reader: self.store.reader(), metas, there: self.project().assignments.clone(), draw }
    }

    /// Assigns as drawn, in one step.
    pub fn assign(&mut self, assignments: Assignments) -> Result<Done, Refusal> {
        self.perform(Edit::Assign { assignments: Arc::new(assignments) })
    }

    /// Gives articles to whoever codes in a set by hand, or takes them away; in one step.
    pub fn hand(&mut self, articles: &[ArticleId], set: &SetId, give: bool) -> Result<Done, Refusal> {
        self.assign(self.project().assignments.handed(articles, set, give))
    }

    /// How far everybody is who has anything to do; reads their files.
    pub fn progress(&self) -> Result<Vec<SetProgress>, StoreError> {
        self.progress_reader().run()
    }

    /// Prepares to read how far everybody is.
    pub fn progress_reader(&self) -> ProgressReader {
        let metas = self.rows().iter().map(|row| (row.meta.id.clone(), row.meta.clone())).collect();
        ProgressReader { reader: self.store.reader(), metas, there: self.project().assignments.clone() }
    }
}

impl ProgressReader {
    /// Everybody who has anything to do, by their sets.
    pub fn run(&self) -> Result<Vec<SetProgress>, StoreError> {
        let people: BTreeSet<&SetId> = self.there.articles.values().flat_map(|assigned| &assigned.to).collect();
        people.into_iter().map(|set| self.of(set)).collect()
    }

    fn of(&self, set: &SetId) -> Result<SetProgress, StoreError> {
        let hers: Vec<(&ArticleId, Portion)> = self
            .there
            .articles
            .iter()
            .filter(|(_, assigned)| assigned.to.contains(set))
            .map(|(id, assigned)| (id, assigned.part))
            .collect();
        let reader = &self.reader;
        let annotated: BTreeSet<ArticleId> = reader.annotated(set).into_iter().collect();
        let begun: Vec<&Arc<ArticleMeta>> =
            hers.iter().filter(|(id, _)| annotated.contains(*id)).filter_map(|(id, _)| self.metas.get(*id)).collect();
        let read = |meta: &&Arc<ArticleMeta>| {
            let said = reader.annotations(&reader.article(meta)?, set)?.annotations;
            Ok::<_, StoreError>((said.status, minutes(&said)))
        };
        let read = begun.par_iter().map(read).collect::<Result<Vec<_>, _>>()?;
        let finished = || read.iter().filter(|(status, _)| *status == Status::Finished);
        let mut times: Vec<f64> = finished().filter_map(|(_, minutes)| *minutes).collect();
        times.sort_by(f64::total_cmp);
        let count = |part| hers.iter().filter(|(_, own)| *own == part).count();
        Ok(SetProgress {
            set: set.clone(),
            assigned: hers.len(),
            double: count(Portion::Double),
            training: count(Portion::Training),
            begun: read.iter().filter(|(status, _)| *status == Status::InProgress).count(),
            finished: finished().count(),
            minutes: median(&times),
        })
    }
}

impl Assigner {
    /// Draws; `None` once `cancel` is set. `step` is told how many texts of how many were read.
    pub fn run(self, cancel: &AtomicBool, step: impl Fn(usize, usize) + Sync) -> Option<Result<Assignments, Message>> {
        let mut sketches: Vec<Sketch> = Vec::with_capacity(self.metas.len());
        let mut finished = Vec::with_capacity(self.metas.len());
        let done = AtomicUsize::new(0);
        for batch in self.metas.chunks(BATCH) {
            if cancel.load(Ordering::Relaxed) {
                return None;
            }
            let read: Vec<_> = batch.par_iter().map(|meta| self.read(meta)).collect();
            step(done.fetch_add(batch.len(), Ordering::Relaxed) + batch.len(), self.metas.len());
            for read in read {
                match read {
                    Ok((sketch, is_finished)) => {
                        sketches.push(sketch);
                        finished.push(is_finished);
                    }
                    Err(error) => return Some(Err(error.located())),
                }
            }
        }
        let text_of = |at: usize| self.reader.article(&self.metas[at]).map(|it| Cow::Owned(it.text.to_string()));
        let groups = match near_copies::group(&sketches, text_of) {
            Ok(groups) => groups,
            Err(error) => return Some(Err(error.located())),
        };
        let article = |(at, meta): (usize, &Arc<ArticleMeta>)| Assignable {
            id: meta.id.clone(),
            story: self.metas[groups[at]].id.clone(),
            stratum: strata_of(meta, &self.draw.by),
            finished: finished[at],
        };
        let articles: Vec<Assignable> = self.metas.iter().enumerate().map(article).collect();
        Some(assign(&self.there, &articles, &self.draw).map_err(|bad| said(&bad)))
    }

    /// What is needed to find near copies, and whether whoever hands on has finished it.
    fn read(&self, meta: &ArticleMeta) -> Result<(Sketch, bool), StoreError> {
        let article = self.reader.article(meta)?;
        let finished = match &self.draw.release {
            Some(set) => self.reader.annotations(&article, set)?.annotations.status == Status::Finished,
            None => false,
        };
        Ok((Sketch::of(&article.text), finished))
    }
}

fn said(bad: &BadDraw) -> Message {
    match bad {
        BadDraw::Nobody => message!("there is nobody to draw for. Name the sets of those who code"),
        BadDraw::OnePerson => {
            message!("two people are needed for articles that two code. Name another set, or draw none twice")
        }
        BadDraw::Share => message!("a share is a number from 0 to 100"),
        BadDraw::ReleasedIsNamed => message!("whoever hands articles on cannot take them over as well"),
    }
}

/// What is wrong in the assignments of a project: people and articles that it does not have.
fn strays<'a>(project: &'a Project, has: impl Fn(&ArticleId) -> bool + 'a) -> impl Iterator<Item = Notice> + 'a {
    let assigned = project.assignments.articles.iter();
    let mut people: BTreeMap<&SetId, usize> = BTreeMap::new();
    for set in assigned.clone().flat_map(|(_, assigned)| &assigned.to) {
        if !project.sets.contains_key(set) {
            *people.entry(set).or_default() += 1;
        }
    }
    let people: Vec<Notice> = people
        .into_iter()
        .map(|(set, count)| {
            let message = message!(
                "{count} article{s} {is|are} assigned to {set}, and the project has no such set",
                count = count,
                set = set.as_str()
            );
            let fix = message!("Add the set (tandai assign does for people whom --to names), or hand the articles on");
            Notice::problem("assignments.ron", message, fix)
        })
        .collect();
    let nobody = assigned.clone().filter(|(_, assigned)| assigned.to.is_empty()).map(|(id, _)| {
        let message = message!("article {article} is assigned to nobody", article = id.as_str());
        Notice::problem("assignments.ron", message, message!("Remove the line, so that it can be drawn again"))
    });
    let missing = assigned.filter(move |(id, _)| !has(id)).map(|(id, _)| {
        let message =
            message!("article {article} is assigned, and the project does not have it", article = id.as_str());
        Notice::problem("assignments.ron", message, message!("Take it back with Git, or remove the line"))
    });
    people.into_iter().chain(nobody).chain(missing)
}
