//! Everything that is not as it should be in a whole project: what the checks find and what the files say of
//! themselves, each with its place.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    check::{self, CheckProblem, Severity},
    message::{Message, message},
    model::{Annotations, Article, ArticleId, CoalitionId, EntityId, MentionId, Place, SetId, entities_in},
    store::{self, ENTITIES, Notice, position_of_id},
};

use crate::session::Session;

/// The name of a finding about a file, in [`ProjectFinding::check`].
pub const FILE: &str = "file";

/// Something that was found, where, and the way out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProjectFinding {
    pub severity: Severity,
    /// A check's name, or [`FILE`].
    pub check: &'static str,
    /// Relative to the project's folder.
    pub path: String,
    /// From 1; 0 when it is about the whole file.
    pub line: usize,
    /// From 1, in code points; 0 when it is about the whole file.
    pub column: usize,
    pub set: Option<SetId>,
    pub article: Option<ArticleId>,
    /// Half-open, in code points of the article's text.
    pub span: Option<(usize, usize)>,
    /// What the span covers.
    pub words: String,
    pub mention: Option<MentionId>,
    pub coalition: Option<CoalitionId>,
    pub entity: Option<EntityId>,
    /// What is wrong, and the fix.
    pub message: Message,
}

impl Session {
    /// Checks every article in every set that is on disk, or in one, article by article; `step` is told how many are
    /// done before each. Entities that nothing mentions are told when all sets are asked.
    pub fn check_project(&self, only: Option<&SetId>, mut step: impl FnMut(usize)) -> Vec<ProjectFinding> {
        let mut findings: Vec<ProjectFinding> = self.notices().iter().map(ProjectFinding::of_notice).collect();
        let corpus = self.corpus(only.map_or_else(|| self.sets(), |set| [set.clone()].into()));
        findings.extend(self.orphans(&corpus).iter().map(ProjectFinding::of_notice));
        findings.extend(self.unreadable_folders().iter().map(ProjectFinding::of_notice));
        findings.extend(self.strays().iter().map(ProjectFinding::of_notice));
        findings.extend(self.assignment_problems().iter().map(ProjectFinding::of_notice));
        let mut counts = BTreeMap::new();
        for (done, row) in self.rows().iter().enumerate() {
            step(done);
            let there = match corpus.read(&row.meta) {
                Ok(there) => there,
                Err(error) => {
                    findings.push(ProjectFinding::of_notice(&error.into()));
                    continue;
                }
            };
            // A text without annotations is checked as well.
            if there.said.is_empty() {
                let place = self.place(&row.meta.id);
                let problems = self.problems(&place, &there.article, &Annotations::default());
                findings
                    .extend(problems.iter().map(|problem| ProjectFinding::of_problem(problem, &there.article, None)));
            }
            for (place, loaded) in &there.said {
                findings.extend(loaded.notices.iter().map(ProjectFinding::of_notice));
                count_uses(&loaded.annotations, &mut counts);
                let problems = self.problems(place, &there.article, &loaded.annotations);
                // The file's own notice tells the line of a record that does not fit.
                let problems = problems.iter().filter(|problem| problem.check != check::MISFIT);
                findings
                    .extend(problems.map(|problem| ProjectFinding::of_problem(problem, &there.article, Some(place))));
            }
        }
        let written = self.store.reader().text_of(ENTITIES).ok().flatten().unwrap_or_default();
        let misdescribed = check::misdescribed(&self.project().entities, self.lexicon.entities());
        findings.extend(misdescribed.into_iter().map(|CheckProblem { severity, check, entity, message, .. }| {
            let (line, column) = entity.as_ref().map_or((0, 0), |id| position_of_id(&written, id.as_str(), 0));
            ProjectFinding { severity, check, entity, message, line, column, ..ProjectFinding::at(ENTITIES) }
        }));
        if only.is_none() {
            findings.extend(check::never_mentioned(self.project().entities.values(), &counts).into_iter().map(|p| {
                let CheckProblem { severity, check, entity, message, .. } = p;
                ProjectFinding { severity, check, entity, message, ..ProjectFinding::at(ENTITIES) }
            }));
        }
        findings
    }
}

/// An entity that stands in a coalition only is in use as well.
fn count_uses(annotations: &Annotations, counts: &mut BTreeMap<EntityId, usize>) {
    let mentioned = annotations.mentions.values().filter_map(|mention| mention.entity.as_ref());
    let named = annotations.coalitions.values().flat_map(|coalition| coalition.entities());
    let coded = annotations.mentions.values().flat_map(|mention| entities_in(&mention.fields));
    let coded = coded.chain(entities_in(&annotations.remark.fields));
    for entity in mentioned.chain(named).chain(coded) {
        *counts.entry(entity.clone()).or_default() += 1;
    }
}

impl ProjectFinding {
    fn at(path: impl Into<String>) -> Self {
        Self {
            severity: Severity::Note,
            check: FILE,
            path: path.into(),
            line: 0,
            column: 0,
            set: None,
            article: None,
            span: None,
            words: String::new(),
            mention: None,
            coalition: None,
            entity: None,
            message: Message::default(),
        }
    }

    fn of_notice(notice: &Notice) -> Self {
        let severity = match notice.severity {
            store::NoticeSeverity::Note => Severity::Note,
            store::NoticeSeverity::Problem => Severity::Error,
        };
        let message = if notice.fix.is_empty() {
            notice.message.clone()
        } else {
            message!("{message}. {fix}", message = &notice.message, fix = &notice.fix)
        };
        Self { severity, line: notice.line, column: notice.column, message, ..Self::at(&notice.path) }
    }

    /// In the text where there is a span, else in the set's file; `place`: whose annotations they are, if anybody's.
    fn of_problem(problem: &CheckProblem, article: &Article, place: Option<&Place>) -> Self {
        let id = &article.meta.id;
        let (text, span) = (&article.text, problem.span.filter(|&span| article.text.fits(span)));
        let path = match place {
            Some(place) if span.is_none() => format!("annotations/{}/{id}.ron", place.set),
            _ => format!("articles/{id}.txt"),
        };
        let (mut line, mut column) = (0, 0);
        if let Some(span) = span {
            let number = text.line_of_byte(span.start);
            let start = text.line(number).map_or(0, |line| line.start);
            line = number + 1;
            column = 1 + text[start..span.start].chars().count();
        }
        Self {
            severity: problem.severity,
            check: problem.check,
            line,
            column,
            set: place.map(|place| place.set.clone()),
            article: Some(id.clone()),
            span: span.and_then(|span| text.chars_of_span(span)),
            words: span.map_or("", |span| text.slice(span)).to_owned(),
            mention: problem.mention.clone(),
            coalition: problem.coalition.clone(),
            entity: problem.entity.clone(),
            message: problem.message.clone(),
            ..Self::at(path)
        }
    }
}
