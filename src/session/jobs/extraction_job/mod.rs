//! Running an extractor over articles of a project into a set of its own: the built-in rules, or a person's program.
//! Runs away from the window's thread; what was found comes in as one step of undo.
//!
//! A set that holds a program's work says of an article what the last run found there, and nothing else. What people
//! decided on it stands in their own sets.

mod asked;
pub(in crate::session) mod records;
mod rules;
mod take;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
    sync::{Arc, atomic::AtomicBool},
};

use crate::{
    answers::ElectionFacts,
    extract::Extractor,
    formats::{Problem, ReadContext, RecordFate, set_of},
    gazetteer::Lexicon,
    message::{Message, message},
    model::{
        AnnotationSet, Annotations, Article, ArticleId, ArticleMeta, KindKey, Place, Project, SetId, SetRole, Timestamp,
    },
    store::{Reader, StoreError},
};

use super::{extractor::ProjectExtractor, learned::Learned, learning::Teacher, trial::LearnerTrial};
use crate::session::{
    Session,
    io::program::{Ended, Program, ProgramEnd},
};

/// Problems that are kept whole; more are counted.
const PROBLEMS: usize = 10_000;

/// What a person asks of an extraction.
#[derive(Debug, Clone, Default)]
pub struct ExtractionRequest {
    /// These articles only; `None`: all.
    pub articles: Option<BTreeSet<ArticleId>>,
    /// The set that gets what is found; `None`: one named after the extractor.
    pub set: Option<String>,
    /// A person's own program instead of the built-in rules.
    pub program: Option<Program>,
    /// The rules are read again by what the active set's finished articles teach.
    pub learn: bool,
    /// The rules are read again by this, which was learned before.
    pub learned: Option<Arc<Learned>>,
    /// The rules look into articles too that are not about a regional election.
    pub anyway: bool,
    /// Labels of that program and the kinds that they mean.
    pub labels: BTreeMap<String, KindKey>,
}

impl ExtractionRequest {
    /// The name of the set if none is said: `auto-rules-2`, `auto-learned-2`, or `auto-` and the program's name.
    pub fn own_set(&self) -> String {
        match &self.program {
            Some(program) => format!("auto-{}", program.slug()).trim_end_matches('-').to_owned(),
            None => {
                let lexicon = Lexicon::new(&BTreeMap::new());
                let extracting = ProjectExtractor::new(&lexicon);
                let rules = extracting.rules();
                let name = if self.learn || self.learned.is_some() { "learned" } else { rules.name() };
                format!("auto-{name}-{}", rules.version())
            }
        }
    }
}

/// Reads a project's articles and extracts; run it on another thread.
pub struct ExtractionJob {
    reader: Reader,
    metas: Vec<Arc<ArticleMeta>>,
    project: Project,
    elections: Arc<ElectionFacts>,
    set: AnnotationSet,
    /// The person's set: names that they linked in an article mean the same elsewhere in it.
    own: SetId,
    /// Learns first, if that was asked for.
    teacher: Option<Teacher>,
    request: ExtractionRequest,
    /// A test lets the rules break off at this article.
    #[cfg(test)]
    pub(in crate::session) breaks_at: Option<ArticleId>,
}

/// How far an extraction is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExtractionProgress {
    /// Articles that are done, of how many.
    pub done: usize,
    pub all: usize,
    /// How much of all texts has been read: one of them may be as long as all others together.
    pub percent: usize,
}

impl ExtractionProgress {
    /// Of steps that take as long as each other.
    fn of(done: usize, all: usize) -> Self {
        Self { done, all, percent: done * 100 / all.max(1) }
    }
}

/// What an extraction found, to be brought in by [`Session::add_extracted`].
pub struct ExtractionResult {
    dir: PathBuf,
    set: AnnotationSet,
    /// What the set shall say of an article, where it says something else now, with the hash of the text it is on.
    pub(in crate::session) marks: Vec<(Place, Annotations, String)>,
    /// How many of them are in memory.
    loaded: usize,
    pub(in crate::session) extracted: Extracted,
}

/// What an extraction did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extracted {
    pub set: SetId,
    /// Articles that were asked for.
    pub articles: usize,
    /// Articles that were extracted, or answered by the program.
    pub done: usize,
    /// Articles of which the set says something else now.
    pub changed: usize,
    pub mentions: BTreeMap<KindKey, usize>,
    pub coalitions: usize,
    /// Articles of which nothing is known because they were not answered or could not be read; theirs stays as it was.
    pub missing: Vec<ArticleId>,
    /// What did not go in, where, and the fix; at most ten thousand of them.
    pub problems: Vec<Problem>,
    pub more_problems: usize,
    pub cancelled: bool,
    /// Articles in which nothing was looked for: they are not about a regional election.
    pub silent: usize,
    /// From how many articles it learned, if it did.
    pub learned_from: Option<usize>,
    /// How what was learned did on articles kept back. Where it did worse than the rules alone it was not used.
    pub trial: Option<LearnerTrial>,
    /// How the program ended, if there was one.
    pub program: Option<Ended>,
}

impl Extracted {
    fn new(set: SetId, articles: usize) -> Self {
        let (done, changed, coalitions, more_problems, silent) = (0, 0, 0, 0, 0);
        let (mentions, missing, problems) = Default::default();
        let (cancelled, learned_from, trial, program) = (false, None, None, None);
        Self {
            set,
            articles,
            done,
            changed,
            mentions,
            coalitions,
            missing,
            problems,
            more_problems,
            cancelled,
            silent,
            learned_from,
            trial,
            program,
        }
    }

    /// Whether anything is to be looked at: something is missing, was set aside, or went wrong.
    pub fn worth_a_look(&self) -> bool {
        let failed =
            self.program.as_ref().is_some_and(|ended| !matches!(ended.how, ProgramEnd::Well | ProgramEnd::Cancelled));
        failed
            || !self.missing.is_empty()
            || self.more_problems > 0
            || self.problems.iter().any(|problem| problem.severity > RecordFate::Note)
    }

    fn problem(&mut self, problem: Problem) {
        if self.problems.len() < PROBLEMS { self.problems.push(problem) } else { self.more_problems += 1 }
    }
}

impl ExtractionJob {
    /// The set that gets what is found.
    pub fn set(&self) -> &AnnotationSet {
        &self.set
    }

    /// Extracts in the order of the articles. `step` is told how far it is. What was found when `cancel` is set counts. The
    /// error: the program cannot be started.
    pub fn run(
        &self,
        cancel: &AtomicBool,
        mut step: impl FnMut(ExtractionProgress),
    ) -> Result<ExtractionResult, Message> {
        let mut found = ExtractionResult {
            dir: self.reader.dir().to_owned(),
            set: self.set.clone(),
            marks: Vec::new(),
            loaded: 0,
            extracted: Extracted::new(self.set.id.clone(), self.metas.len()),
        };
        match &self.request.program {
            Some(program) => self.ask(program, &mut found, cancel, &mut step)?,
            None => {
                let learned = match &self.request.learned {
                    Some(learned) => Some((**learned).clone()),
                    None => self.learn(&mut found, cancel, &mut step),
                };
                self.by_rules(learned.as_ref(), &mut found, cancel, &mut step);
            }
        }
        found.marks.sort_by(|(a, ..), (b, ..)| a.cmp(b));
        Ok(found)
    }

    fn reading(&self) -> ReadContext {
        let mut reading = ReadContext::new(self.project.scheme.clone(), Timestamp::now());
        reading.labels = self.request.labels.clone();
        reading
    }

    /// What is new in `annotations` beside what the set says of the article; `None` if it says the same.
    fn news(&self, article: &Article, annotations: Annotations) -> Result<Option<Annotations>, Problem> {
        let there = self.reader.annotations(article, &self.set.id).map_err(|error| unreadable(&error))?;
        let path = format!("annotations/{}/{}.ron", self.set.id, article.meta.id);
        if let Some(reason) = there.frozen {
            return Err(Problem::new(path, reason, message!("Mend or remove the file, and extract again")));
        }
        if !there.annotations.misfits.is_empty() {
            let reason = message!("the file holds records that do not fit the text");
            return Err(Problem::new(path, reason, message!("Remove the file, and extract again")));
        }
        Ok((!records::same(&there.annotations, &annotations)).then_some(annotations))
    }
}

impl ExtractionResult {
    /// The project that it is about.
    pub fn dir(&self) -> &std::path::Path {
        &self.dir
    }

    /// Notes what was found in an article: `news`, as [`ExtractionJob::news`] gives it, and how much it is in all.
    fn add(&mut self, article: &Article, counts: ExtractionCounts, news: Result<Option<Annotations>, Problem>) {
        match news {
            Err(problem) => {
                self.extracted.missing.push(article.meta.id.clone());
                self.extracted.problem(problem);
            }
            Ok(news) => {
                let extracted = &mut self.extracted;
                extracted.done += 1;
                extracted.coalitions += counts.coalitions;
                for (kind, number) in counts.mentions {
                    *extracted.mentions.entry(kind).or_default() += number;
                }
                if let Some(news) = news {
                    let place = Place { set: self.set.id.clone(), article: article.meta.id.clone() };
                    self.marks.push((place, news, article.meta.text_sha256.clone()));
                }
            }
        }
    }
}

/// How much was found in an article.
struct ExtractionCounts {
    mentions: BTreeMap<KindKey, usize>,
    coalitions: usize,
}

impl ExtractionCounts {
    fn of(annotations: &Annotations) -> Self {
        let mut mentions = BTreeMap::new();
        for mention in annotations.mentions.values() {
            *mentions.entry(mention.kind.clone()).or_default() += 1;
        }
        Self { mentions, coalitions: annotations.coalitions.len() }
    }
}

fn unreadable(error: &StoreError) -> Problem {
    Problem::new(&*error.path, error.message.clone(), error.fix.clone()).at(error.line, error.column)
}

impl Session {
    /// What extracting needs; run it on another thread. The error: the set is a person's, or gold; or there is nothing to
    /// learn from.
    pub fn extraction_job(&self, request: ExtractionRequest) -> Result<ExtractionJob, Message> {
        if request.program.is_none() && !self.project().scheme.statements.rules {
            return Err(message!(
                "the scheme of this project switches the rules off. Switch them on in the scheme, or name a program"
            ));
        }
        let sets = &self.project().sets;
        let name = request.set.as_deref().map(str::trim).filter(|name| !name.is_empty());
        let name = name.map_or_else(|| request.own_set(), str::to_owned);
        let new = set_of(&name, SetRole::Extractor);
        let known = sets.get(&new.id).or_else(|| sets.values().find(|set| set.name == name));
        if known.is_some_and(|set| set.role != SetRole::Extractor) || new.id == self.active {
            return Err(message!(
                "the set “{name}” holds people’s work, which no program replaces; name another set",
                name = name
            ));
        }
        let teacher = request.learn.then(|| self.teacher());
        if teacher.as_ref().is_some_and(|teacher| teacher.articles() == 0) {
            return Err(message!("there is nothing to learn from yet: mark some articles and finish them"));
        }
        let chosen = |meta: &Arc<ArticleMeta>| request.articles.as_ref().is_none_or(|ids| ids.contains(&meta.id));
        Ok(ExtractionJob {
            reader: self.store.reader(),
            metas: self.rows.iter().map(|row| row.meta.clone()).filter(chosen).collect(),
            project: self.project().clone(),
            elections: self.elections.clone(),
            set: known.cloned().unwrap_or(new),
            own: self.active.clone(),
            teacher,
            request,
            #[cfg(test)]
            breaks_at: None,
        })
    }
}
