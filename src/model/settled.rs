//! How what stands in a gold set came to stand there.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Annotations, DecisionId, Origin, Outcome, Verdict};

/// Who stands behind a record of a gold set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Settled {
    /// Everybody who coded the article has it, two people at least: nobody had to decide.
    Unanimous,
    /// One person coded the article, and it was taken over as it was.
    Single,
    /// Somebody decided on it, or marked it by hand.
    Decided,
    /// It came with something else, or with an import: nobody has decided on it.
    Open,
}

/// Of the records of one set on one article that decisions made, how they came to stand there, and by which decision.
#[derive(Debug, Clone, Default)]
pub struct SettledRecords(BTreeMap<Outcome, (Settled, DecisionId)>);

impl Settled {
    pub const ALL: [Self; 4] = [Self::Unanimous, Self::Single, Self::Decided, Self::Open];

    /// As files and tables name it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Unanimous => "unanimous",
            Self::Single => "single",
            Self::Decided => "decided",
            Self::Open => "open",
        }
    }
}

impl SettledRecords {
    pub fn of(annotations: &Annotations) -> Self {
        let made = annotations.decisions.iter().filter(|(_, decision)| decision.verdict != Verdict::Rejected);
        let settled = made.filter_map(|(id, decision)| {
            let settled = match (decision.unanimous, decision.from.len()) {
                (true, 0 | 1) => Settled::Single,
                (true, _) => Settled::Unanimous,
                (false, _) => Settled::Decided,
            };
            Some((decision.made.clone()?, (settled, *id)))
        });
        let mut records = BTreeMap::new();
        for (made, settled) in settled {
            // Of several decisions on one record a person's says more.
            records
                .entry(made)
                .and_modify(|known: &mut (Settled, _)| *known = (*known).max(settled))
                .or_insert(settled);
        }
        Self(records)
    }

    /// How this record, made in this way, came to stand there.
    pub fn get(&self, record: &Outcome, by: &Origin) -> Settled {
        self.0.get(record).map_or(Self::undecided(by), |(settled, _)| *settled)
    }

    /// Of a record that no decision made.
    fn undecided(by: &Origin) -> Settled {
        match by {
            Origin::Person | Origin::EveryOccurrence => Settled::Decided,
            Origin::Drafted | Origin::Machine(_) | Origin::Accepted(_) | Origin::Corrected(_) => Settled::Open,
        }
    }

    /// The decision that made it.
    pub fn decision(&self, record: &Outcome) -> Option<DecisionId> {
        self.0.get(record).map(|(_, decision)| *decision)
    }
}
