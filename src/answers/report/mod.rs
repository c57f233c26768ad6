//! What a paper says of its data: the methods as text (Markdown, LaTeX) and numbers, from facts that others gathered.
//! Holds no time and no machine, so the same project gives the same bytes.

mod methods;
mod tex;

pub use methods::{methods, summary};
pub use tex::tex_of;

use serde::Serialize;

use crate::model::Date;

/// All facts.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct ReportFacts {
    pub project: String,
    pub application: String,
    /// Whose statements are reported.
    pub set: String,
    /// The last day that counts, if one was chosen.
    pub at: Option<Date>,
    pub articles: usize,
    pub undated: usize,
    pub first: Option<Date>,
    pub last: Option<Date>,
    pub stories: usize,
    pub near_copies: usize,
    /// Sources and their articles, the most first.
    pub sources: Vec<(String, usize)>,
    pub without_source: usize,
    pub sets: Vec<SetFacts>,
    /// Articles that two or more people finished.
    pub double_coded: usize,
    /// Articles that at least one person finished.
    pub finished: usize,
    pub guidelines_sha256: Option<String>,
    pub suggestions: Vec<SuggestionFacts>,
    pub ledger: LedgerFacts,
    /// Settings of the network.
    pub counting: std::collections::BTreeMap<String, String>,
}

/// One set's work.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct SetFacts {
    pub name: String,
    /// `person`, `extractor` or `gold`.
    pub role: &'static str,
    pub articles: usize,
    pub finished: usize,
    pub mentions: usize,
    pub statements: usize,
}

/// What became of a source's suggestions in the reported set.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct SuggestionFacts {
    pub source: String,
    pub accepted: usize,
    pub mended: usize,
    pub rejected: usize,
}

/// The ledger in numbers.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct LedgerFacts {
    pub statements: usize,
    /// By status, in the order of [`crate::model::Certainty::ALL`].
    pub statuses: [usize; crate::model::Certainty::ALL.len()],
    pub races: usize,
    pub open_races: usize,
    pub cells: usize,
    pub contradicting: usize,
    pub turned: usize,
    /// Statements without a day that can be trusted, and all on open races.
    pub open_statements: usize,
    pub tickets_announced: usize,
    pub tickets_never_registered: usize,
    pub explored: usize,
    pub explored_confirmed: usize,
}

impl ReportFacts {
    /// Names of annotators become A1, A2 …, in the order of their names.
    pub fn without_names(&mut self) {
        let mut names: Vec<String> =
            self.sets.iter().filter(|set| set.role == "person").map(|set| set.name.clone()).collect();
        names.sort();
        let known = |name: &str| names.iter().position(|own| own == name).map(|at| format!("A{}", at + 1));
        for name in self.sets.iter_mut().map(|set| &mut set.name).chain([&mut self.set]) {
            if let Some(other) = known(name) {
                *name = other;
            }
        }
        for suggestion in &mut self.suggestions {
            if let Some(other) = known(&suggestion.source) {
                suggestion.source = other;
            }
        }
        self.sets.sort_by(|a, b| a.name.cmp(&b.name));
    }
}

#[cfg(test)]
mod tests;
