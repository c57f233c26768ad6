//! Floor 1: what a project says across its articles: who stands with whom, where, when, how firmly, and whether it came
//! true. Everything is derived from statements ([`crate::model::StatementSummary`]) and stored nowhere. Does not know
//! files, the project, or texts of articles.

mod counting;
mod day;
mod network;
mod race;

pub use counting::{Counting, Mode, Normalisation, Sign, Unit, read_statuses, status_key};
pub use day::Day;
pub use network::{Counter, Edge, Network, Node, NodeId, Outside};
pub use race::{RaceKey, office_key};

/// Names of the settings of a count.
pub mod setting {
    pub use super::counting::{FROM, MODE, NORMALISATION, SIGN, STATUSES, TO, UNIT};
}

#[cfg(test)]
mod testing;
