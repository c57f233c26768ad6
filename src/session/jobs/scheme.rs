//! Another scheme of statements for a project: what it would leave without a meaning is counted before anything changes.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, atomic::AtomicBool},
};

use serde::Serialize;

use crate::{
    edit::{Edit, Refusal},
    message::{Message, message},
    model::{ArticleId, Certainty, SetId, Slot, Stance, StatementScheme, StatementSummary, Summary},
    session::{AnswersReader, Done, Session},
    store::Notice,
};

/// Statements that say what a scheme does not have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Orphans {
    /// `office`, `status`, `stance` or `place`.
    pub field: &'static str,
    /// As files name it.
    pub code: String,
    pub set: SetId,
    pub statements: usize,
    /// The first article with one.
    pub article: ArticleId,
}

/// What another scheme would do to a project; nothing is changed yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemeChange {
    pub statements: StatementScheme,
    /// Whether the project has it already.
    pub same: bool,
    pub orphans: Vec<Orphans>,
    /// What cannot be read, so that nobody knows what it says.
    pub unread: Vec<Notice>,
}

/// Counts what a scheme would orphan; run it on another thread.
pub struct SchemeReader {
    readers: Vec<(SetId, AnswersReader)>,
    /// The set that is worked on, and what it says in memory: not all of that need be in files yet.
    active: SetId,
    now: HashMap<ArticleId, Arc<Summary>>,
    statements: StatementScheme,
    same: bool,
}

impl SchemeChange {
    /// Whether statements would be left without a meaning, or may be.
    pub fn is_doubtful(&self) -> bool {
        !self.orphans.is_empty() || !self.unread.is_empty()
    }
}

impl Orphans {
    /// In words.
    pub fn message(&self) -> Message {
        let what = match self.field {
            "office" => message!("office"),
            "status" => message!("status"),
            "stance" => message!("stance"),
            _ => message!("place"),
        };
        message!(
            "{what} “{code}”: {count} statement{s} of the set {set} would have no meaning, the first one in {article}",
            what = what,
            code = self.code.as_str(),
            count = self.statements,
            set = self.set.as_str(),
            article = self.article.as_str()
        )
    }
}

impl SchemeReader {
    /// Reads what every set says.
    pub fn read(&self, cancel: &AtomicBool) -> SchemeChange {
        let (mut orphans, mut unread) = (Vec::new(), Vec::new());
        for (set, reader) in &self.readers {
            let said = reader.said(cancel);
            unread.extend(said.unread);
            let mut of_set: BTreeMap<(&'static str, String), Orphans> = BTreeMap::new();
            for (meta, summary) in &said.articles {
                let now = self.now.get(&meta.id).filter(|_| *set == self.active);
                let summary = now.unwrap_or(summary);
                for (field, code) in summary.statements.iter().flat_map(|one| missing(one, &self.statements)) {
                    let first = || Orphans {
                        field,
                        code: code.clone(),
                        set: set.clone(),
                        statements: 0,
                        article: meta.id.clone(),
                    };
                    of_set.entry((field, code.clone())).or_insert_with(first).statements += 1;
                }
            }
            orphans.extend(of_set.into_values());
        }
        SchemeChange { statements: self.statements.clone(), same: self.same, orphans, unread }
    }
}

/// What a statement says that a scheme does not have, each once.
fn missing(said: &StatementSummary, scheme: &StatementScheme) -> Vec<(&'static str, String)> {
    let office = said.office.filter(|office| scheme.office(*office).is_none());
    let status = Some(said.status).filter(|status| *status != Certainty::Open && scheme.status(*status).is_none());
    let stances = said.parties.iter().map(|party| party.stance);
    let stance = stances.filter(|stance| *stance != Stance::Open && scheme.stance(*stance).is_none()).min();
    let second = said.deputy.is_some() || said.parties.iter().any(|party| party.slot == Some(Slot::Deputy));
    let place = second && !scheme.has_place(said.office, Slot::Deputy);
    [
        office.map(|office| ("office", office.key().to_owned())),
        status.map(|status| ("status", status.to_string())),
        stance.map(|stance| ("stance", stance.to_string())),
        place.then(|| ("place", "deputy".to_owned())),
    ]
    .into_iter()
    .flatten()
    .collect()
}

impl Session {
    /// What looking at another scheme needs. The error: it cannot be one.
    pub fn scheme_reader(&self, statements: StatementScheme) -> Result<SchemeReader, Message> {
        if let Some(fault) = statements.fault() {
            return Err(fault.message);
        }
        let same = self.project().scheme.statements == statements;
        let readers = self.sets().into_iter().map(|set| (set.clone(), self.answers_reader(&set))).collect();
        let now = self.rows.counted().into_iter().map(|counted| (counted.article, counted.summary)).collect();
        Ok(SchemeReader { readers, active: self.active.clone(), now, statements, same })
    }

    /// Gives the project another scheme of statements; one undo step, and nothing of the statements is changed.
    pub fn put_statements(&mut self, statements: StatementScheme) -> Result<Done, Refusal> {
        self.perform(Edit::PutStatements { statements })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Who;

    #[test]
    fn another_scheme_is_one_step_and_a_faulty_one_is_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut session = Session::create(&folder.path().join("p"), "P", Who::named("sri")).expect("a project");
        let mut other = StatementScheme::default();
        other.offices.truncate(1);
        let change = session.scheme_reader(other.clone()).unwrap().read(&AtomicBool::new(false));
        assert!(!change.is_doubtful() && !change.same, "{change:?}");
        session.put_statements(other.clone()).expect("it goes in");
        assert_eq!(session.project().scheme.statements, other);
        session.undo().expect("one step").expect("it goes");
        assert!(session.project().scheme.statements.is_delivered());
        other.offices.clear();
        assert!(session.scheme_reader(other.clone()).is_err() && session.put_statements(other).is_err());
    }
}
