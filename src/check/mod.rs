//! Floor 1: invariants of annotations, one function each, in one slice. A check looks at one article in one set and
//! names what it finds, where, and the way out; it changes nothing.
//!
//! Does not know files, windows or the gazetteer (its facts come as closures). Not checked: the nomination threshold,
//! since seats stand in notes and text only, not in a field.

mod across;
mod coalitions;
mod fields;
mod mentions;
mod races;
#[cfg(test)]
mod testing;

use serde::Serialize;

use crate::{
    message::{Message, message},
    model::{
        Annotations, Article, Coalition, CoalitionId, EntityId, KindKey, Mention, MentionId, Office, Place, Scheme,
        Span, StatementScheme, Text,
    },
};

pub use across::{NEVER_MENTIONED, never_mentioned};

/// The name of the check for records that do not fit the text, in [`CheckProblem::check`].
pub const MISFIT: &str = mentions::MISFIT.name;

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing; often right as it is.
    Note,
    /// Probably wrong.
    Warning,
    /// Cannot be right.
    Error,
}

/// What a check found, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckProblem {
    /// [`Check::name`].
    pub check: &'static str,
    pub severity: Severity,
    /// `None`: the whole project.
    pub place: Option<Place>,
    /// Bytes of the article's text.
    pub span: Option<Span>,
    pub mention: Option<MentionId>,
    pub coalition: Option<CoalitionId>,
    pub entity: Option<EntityId>,
    /// A plain sentence or two: what is wrong, and the fix. Its `coalition` is the one that the problem is of, so that
    /// a window which shows it beside its card can say “this coalition” ([`Message::with`]).
    pub message: Message,
}

impl CheckProblem {
    /// Whether two versions of a merge wait for a decision.
    pub fn is_conflict(&self) -> bool {
        self.check == mentions::CONFLICT.name
    }
}

/// What a region elects, as far as is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Elects {
    Office(Office),
    /// No office of the scheme: its level is another.
    NoOffice(String),
    /// The head of this region is appointed.
    Nothing,
    Unknown,
}

/// What is known about entities, kinds and texts elsewhere.
pub struct CheckContext<'a> {
    pub elects: &'a dyn Fn(&EntityId) -> Elects,
    /// The kind of an entity; `None` if there is no such entity.
    pub kind_of: &'a dyn Fn(&EntityId) -> Option<KindKey>,
    /// As lists show an entity; only called for messages.
    pub label: &'a dyn Fn(&EntityId) -> String,
    /// Kinds, and the project's own fields.
    pub scheme: &'a Scheme,
    /// Whether the scheme has a kind.
    pub has_kind: &'a dyn Fn(&KindKey) -> bool,
    /// What statements may say.
    pub statements: &'a StatementScheme,
    /// Whether the set only proposes: what it links to may come into the project with it.
    pub proposes: bool,
    /// SHA-256 of a text, as the article's metadata hold it.
    pub text_hash: &'a dyn Fn(&Text) -> String,
}

/// One article in one set, with the facts to judge it by.
pub struct Subject<'a> {
    pub place: &'a Place,
    pub article: &'a Article,
    pub annotations: &'a Annotations,
    pub facts: &'a CheckContext<'a>,
}

/// One invariant.
pub struct Check {
    /// Stable: settings and `--json` name it.
    pub name: &'static str,
    /// The invariant, as a sentence.
    pub about: &'static str,
    pub severity: Severity,
    run: fn(&Subject<'_>, &mut Findings<'_>),
}

/// Every check of an article, mentions first.
pub fn checks() -> impl Iterator<Item = &'static Check> {
    [mentions::CHECKS, coalitions::CHECKS, races::CHECKS, fields::CHECKS].into_iter().flatten()
}

/// Runs every check; problems come in the order of [`checks`], and of ids within one.
pub fn check_article(subject: &Subject<'_>) -> Vec<CheckProblem> {
    let mut problems = Vec::new();
    for check in checks() {
        (check.run)(subject, &mut Findings { check, place: subject.place, problems: &mut problems });
    }
    problems
}

/// Where a check puts what it finds.
struct Findings<'a> {
    check: &'a Check,
    place: &'a Place,
    problems: &'a mut Vec<CheckProblem>,
}

impl Findings<'_> {
    fn article(&mut self, message: Message) -> &mut CheckProblem {
        self.problems.push(CheckProblem {
            check: self.check.name,
            severity: self.check.severity,
            place: Some(self.place.clone()),
            span: None,
            mention: None,
            coalition: None,
            entity: None,
            message,
        });
        self.problems.last_mut().expect("one was pushed")
    }

    fn mention(&mut self, mention: &Mention, message: Message) -> &mut CheckProblem {
        let problem = self.article(message);
        problem.span = Some(mention.span);
        problem.mention = Some(mention.id.clone());
        problem.entity.clone_from(&mention.entity);
        problem
    }

    fn coalition(&mut self, coalition: &Coalition, message: Message) -> &mut CheckProblem {
        let problem = self.article(message);
        problem.span = coalition.evidence.first().copied();
        problem.coalition = Some(coalition.id.clone());
        problem
    }
}

/// A kind within a sentence; one of the project's own by its key.
fn kind_name(kind: &KindKey) -> Message {
    match kind.as_str() {
        "party" => message!("party"),
        "candidate" => message!("candidate"),
        "region" => message!("region"),
        own => Message::verbatim(own),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_say_something() {
        assert!(checks().count() >= 20);
        for (at, check) in checks().enumerate() {
            assert!(checks().take(at).all(|other| other.name != check.name), "{}", check.name);
            assert!(check.about.ends_with('.') && check.about.len() > 20, "{}", check.name);
            assert!(check.name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{}", check.name);
        }
    }
}
