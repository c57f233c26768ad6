//! What a paper says of its data: the methods as text (Markdown, LaTeX) and numbers, from facts that others gathered.
//! Holds no time and no machine, so the same project gives the same bytes.

mod methods;
mod people;
mod tex;

pub use methods::{methods, summary};
pub use tex::tex_of;

use std::collections::BTreeMap;

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
    /// Articles whose date was read from their first lines, and that nobody said; and whether such dates count.
    pub guessed: usize,
    pub guessed_count: bool,
    pub first: Option<Date>,
    pub last: Option<Date>,
    pub stories: usize,
    pub near_copies: usize,
    /// Sources and their articles, the most first.
    pub sources: Vec<(String, usize)>,
    pub without_source: usize,
    pub sets: Vec<SetFacts>,
    /// How articles were drawn for people, draw by draw.
    pub drawings: Vec<DrawingFacts>,
    pub options: OptionFacts,
    /// Of every two people who finished the same articles.
    pub agreement: Vec<AgreementFacts>,
    /// Of every gold set.
    pub gold: Vec<GoldFacts>,
    /// Articles that two or more people finished.
    pub double_coded: usize,
    /// Articles that at least one person finished.
    pub finished: usize,
    pub guidelines_sha256: Option<String>,
    pub suggestions: Vec<SuggestionFacts>,
    pub ledger: LedgerFacts,
    /// The table of seats and votes, if one was brought.
    pub councils: Option<String>,
    /// Settings of the network.
    pub counting: std::collections::BTreeMap<String, String>,
}

/// One set's work.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct SetFacts {
    pub name: String,
    /// `person`, `extractor` or `gold`.
    pub role: &'static str,
    pub articles: usize,
    pub finished: usize,
    pub mentions: usize,
    pub statements: usize,
    /// A person's median over finished articles, by the moments of the records; pauses of five minutes and more are left
    /// out.
    pub minutes: Option<f64>,
}

/// How articles were drawn, once.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct DrawingFacts {
    pub seed: u64,
    pub people: usize,
    /// So many of a hundred stories were drawn for two people.
    pub double: u8,
    /// What was kept in proportion: `source`, `month`, `year`.
    pub by: Vec<&'static str>,
    /// So many stories were drawn for everybody.
    pub training: usize,
    /// What somebody had not finished went to others.
    pub handed_on: bool,
    pub articles: usize,
    pub stories: usize,
}

/// What the project decides for all who work on it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct OptionFacts {
    /// In so many of a hundred articles no suggestions are shown.
    pub hold_back: u8,
    pub seed: u64,
    pub blind: bool,
    /// Articles in which none are shown.
    pub held_back: usize,
}

/// How far two people agree.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct AgreementFacts {
    pub first: String,
    pub second: String,
    /// That both finished.
    pub articles: usize,
    pub stories: usize,
    /// Of these, articles in which suggestions were held back, if there are others as well.
    pub held_back: usize,
    pub measures: Vec<FigureFacts>,
}

/// One figure, as [`Measure`](crate::compare::Measure) has it.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct FigureFacts {
    pub of: &'static str,
    pub measure: &'static str,
    pub label: String,
    pub n: usize,
    pub value: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// The same where suggestions were held back, and where they were shown.
    pub held_back: Option<f64>,
    pub assisted: Option<f64>,
}

/// How a gold set came about.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct GoldFacts {
    pub set: String,
    /// Records that stand there because everybody who coded the article said it, two people at least.
    pub unanimous: usize,
    /// Those of articles that one person coded, taken over as they were.
    pub single: usize,
    /// Those that somebody decided on, or marked by hand.
    pub decided: usize,
    /// Those that nobody has decided on.
    pub open: usize,
    /// Claims that were decided against, the other sides of differences among them.
    pub rejected: usize,
    /// Why people had differed, as far as somebody said, by how often.
    pub reasons: BTreeMap<&'static str, usize>,
    /// The same in words, with the reason, by how often.
    pub reason_notes: BTreeMap<String, usize>,
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
    /// By status, in the order of [`crate::model::Certainty::BUILT_IN`].
    pub statuses: Vec<usize>,
    /// By the project's own statuses.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub own_statuses: BTreeMap<String, usize>,
    /// By what the project calls each of its statuses.
    #[serde(skip)]
    pub named_statuses: Vec<(String, usize)>,
    /// What those are called that decide, and those that explore.
    #[serde(skip)]
    pub decided: Vec<String>,
    #[serde(skip)]
    pub exploring: Vec<String>,
    pub races: usize,
    pub open_races: usize,
    pub cells: usize,
    pub contradicting: usize,
    pub turned: usize,
    /// Statements without a day that can be trusted, and all on open races.
    pub open_statements: usize,
    pub tickets_announced: usize,
    /// `None`: nobody is registered for these elections, or nobody knows who.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tickets_never_registered: Option<usize>,
    /// The year of which it is known who was registered.
    #[serde(skip)]
    pub pairs_of: Option<i16>,
    pub explored: usize,
    pub explored_confirmed: usize,
    /// Parties that explored without a day that can be trusted, or on open races: not among those.
    pub explored_undated: usize,
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
        for name in self.agreement.iter_mut().flat_map(|one| [&mut one.first, &mut one.second]) {
            if let Some(other) = known(name) {
                *name = other;
            }
        }
        self.sets.sort_by(|a, b| a.name.cmp(&b.name));
    }
}

#[cfg(test)]
mod tests;
