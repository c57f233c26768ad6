//! The network of a ledger: what is counted are numbers that the ledger has already, no names.

use super::*;
use crate::answers::{Counter, CountingOptions, Network, network::Tallied};

impl Ledger {
    /// The network of the statements on some races; `None`: of all.
    pub fn network(&self, races: Option<&[RaceKey]>, counting: CountingOptions) -> Network {
        let wanted: Option<Vec<bool>> = races.map(|races| {
            let mut wanted = vec![false; self.race_numbers.list().len()];
            races.iter().filter_map(|race| self.race_numbers.known(race)).for_each(|race| wanted[race as usize] = true);
            wanted
        });
        let is_wanted = |race: u32| wanted.as_ref().is_none_or(|wanted| wanted[race as usize]);
        let guessed = counting.guessed_dates;
        let (races, stances) = (self.race_numbers.list(), self.stances.list());
        let mut counter = Counter::of_numbers(counting, self.elections.clone(), races, stances);
        // The node of each column that a party has been counted in.
        let mut nodes: Vec<Option<u32>> = vec![None; self.columns.list().len()];
        let mut parties = Vec::new();
        for known in self.order.iter().filter_map(|slot| self.slots[*slot as usize].as_ref()) {
            let mut begun = false;
            let mut columns = known.columns.iter().peekable();
            for (at, (statement, race)) in known.summary.statements.iter().zip(&known.races).enumerate() {
                parties.clear();
                let takes = is_wanted(*race);
                while let Some(place) = columns.next_if(|place| place.at as usize == at) {
                    let LedgerColumn::Party(id) = &self.columns.list()[place.column as usize] else { continue };
                    if takes {
                        let node = nodes[place.column as usize].get_or_insert_with(|| counter.party(id));
                        parties.push((*node, place.stances));
                    }
                }
                if !takes {
                    continue;
                }
                if !std::mem::replace(&mut begun, true) {
                    counter.article();
                }
                let day = Day::of(statement, &known.meta, guessed, self.elections.calendar()).known();
                let (status, story, race) = (statement.status, known.story, *race);
                counter.tally(&Tallied { day, status, story, race, parties: &parties });
            }
        }
        counter.finish()
    }
}
