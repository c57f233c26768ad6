//! What `tandai ledger --json` prints.

use serde::Serialize;

use super::LedgerOutput;
use crate::{answers::RaceRow, cli::Failure, model::EntityId};

/// A cell with its race, for a machine.
#[derive(Serialize)]
struct WithRace<'a, T> {
    race: &'a str,
    region: Option<&'a EntityId>,
    region_name: &'a str,
    office: Option<&'static str>,
    year: Option<i16>,
    race_open: bool,
    race_held: bool,
    pairs_in_race: Option<usize>,
    #[serde(flatten)]
    own: &'a T,
}

fn with_race<'a, T>((race, own): &'a (RaceRow, T)) -> WithRace<'a, T> {
    WithRace {
        race: &race.race,
        region: race.region.as_ref(),
        region_name: &race.region_name,
        office: race.office,
        year: race.year,
        race_open: race.open,
        race_held: race.held,
        pairs_in_race: race.pairs_in_race,
        own,
    }
}

pub(super) fn print(answer: &LedgerOutput) -> Result<String, Failure> {
    match answer {
        LedgerOutput::Races(rows) => crate::cli::json(rows),
        LedgerOutput::Cells(cells) => crate::cli::json(&cells.iter().map(with_race).collect::<Vec<_>>()),
        LedgerOutput::Tickets(tickets) => crate::cli::json(&tickets.iter().map(with_race).collect::<Vec<_>>()),
        LedgerOutput::Pairs(rows) => crate::cli::json(rows),
        LedgerOutput::Speakers(rows) => crate::cli::json(rows),
        LedgerOutput::Provinces(found) => crate::cli::json(found),
        LedgerOutput::Exploring(row) => crate::cli::json(row),
    }
}
