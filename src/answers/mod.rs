//! Floor 1: what a project says across its articles: who stands with whom, where, when, how firmly, and whether it came
//! true. Everything is derived from statements ([`crate::model::StatementSummary`]) and stored nowhere. Does not know
//! files, the project, or texts of articles.

mod cell;
mod contradiction;
mod council;
mod counting;
mod day;
mod dyads;
mod elections;
pub mod elusion;
mod evidence_book;
mod filter;
mod history;
mod interner;
mod ledger;
mod network;
mod on_day;
mod outcome;
pub mod pictures;
mod provinces;
mod race;
pub mod report;
mod rows;
mod speakers;
mod spells;
mod standing;
mod stated;
mod stories;
mod tie;

pub use cell::{LastWord, LedgerCell, clash, clashing, last_word, switches};
pub use council::Councils;
pub use counting::{CountingOptions, GuessedDates, Mode, Normalisation, Sign, Unit, read_statuses};
pub use day::{Day, is_guessed};
pub use dyads::{Dyad, DyadRelation, dyads, never_met};
pub use elections::{ElectionFacts, RegionElects};
pub use evidence_book::{BookHead, evidence_book};
pub use filter::{LedgerFilter, before_and_after, lies_in};
pub use ledger::{Book, Ledger};
pub use network::{Counter, Edge, Network, NetworkNode, NodeId, NotCounted};
pub use outcome::{Met, Registered, TicketOutcome, outcome};
pub use provinces::{ProvinceRow, Provinces, provinces, sparkline};
pub use race::RaceKey;
pub use rows::{BeforeRow, CellRow, EntityNames, NOBODY, RaceRow, StatementRow, TicketRow, UNLINKED};
pub use speakers::{Board, boards, spoken_for};
pub use spells::{Explored, InNoWeek, Spell, Week, explored, in_no_week, spells, weeks};
pub use stated::{LedgerColumn, Stated};
pub use stories::Stories;
pub use tie::{TIE_COLUMNS, own_node_columns, own_tie_columns, tie_head};

/// Names of the settings of a count.
pub mod setting {
    pub use super::counting::{FROM, GUESSED_DATES, MODE, NORMALISATION, SIGN, STATUSES, TO, UNIT};
}

#[cfg(test)]
mod testing;
