//! Floor 1: what a project says across its articles: who stands with whom, where, when, how firmly, and whether it came
//! true. Everything is derived from statements ([`crate::model::StatementSummary`]) and stored nowhere. Does not know
//! files, the project, or texts of articles.

mod cell;
mod council;
mod counting;
mod day;
mod dyads;
pub mod elusion;
mod evidence_book;
mod filter;
mod history;
mod interner;
mod ledger;
mod network;
mod outcome;
pub mod pictures;
mod provinces;
mod race;
pub mod report;
mod rows;
mod speakers;
mod spells;
mod stories;

pub use cell::{Cell, LastWord, clash, clashing, last_word, switches};
pub use council::{Councils, Met};
pub use counting::{Counting, Mode, Normalisation, Sign, Unit, read_statuses, status_key};
pub use day::Day;
pub use dyads::{Dyad, Relation, dyads, never_met};
pub use evidence_book::{BookHead, evidence_book};
pub use filter::{LedgerFilter, before_and_after, lies_in};
pub use ledger::{Book, Column, Ledger, Stated};
pub use network::{Counter, Edge, Network, Node, NodeId, Outside};
pub use outcome::{
    Election, Outcome, Registered, Threshold, election, elections, outcome, pairs, threshold, thresholds,
};
pub use provinces::{ProvinceRow, Provinces, provinces, sparkline};
pub use race::{RaceKey, office_key};
pub use rows::{BeforeRow, CellRow, NOBODY, Names, RaceRow, StatementRow, TicketRow, UNLINKED, stance_key};
pub use speakers::{Board, boards, spoken_for};
pub use spells::{Explored, Spell, Week, explored, spells, weeks};
pub use stories::Stories;

/// Names of the settings of a count.
pub mod setting {
    pub use super::counting::{FROM, MODE, NORMALISATION, SIGN, STATUSES, TO, UNIT};
}

#[cfg(test)]
mod testing;
