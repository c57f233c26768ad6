//! Which races of the ledger are asked for.

use std::collections::BTreeSet;

use super::{Book, Ledger, LedgerCell, LedgerColumn, RaceKey, Stated, history::ColumnHistory, switches};
use crate::model::{Certainty, Date, EntityId, Office};

/// What the rows of the ledger must have. Parts that are empty ask for nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LedgerFilter {
    /// This region or what lies in it.
    pub region: Option<EntityId>,
    pub office: Option<Office>,
    pub year: Option<i16>,
    /// Every one of them speaks on the race.
    pub parties: BTreeSet<EntityId>,
    /// The last word of some party is one of these (of the parties above, if there are any).
    pub statuses: BTreeSet<Certainty>,
    /// The last day that counts; `None`: all.
    pub at: Option<Date>,
    /// Races where the last word of some party is another than on this day.
    pub changed_since: Option<Date>,
    /// Statements contradict each other.
    pub contradictions: bool,
    /// A party turned.
    pub switches: bool,
    /// Something has no trusted day, or the race is open.
    pub open: bool,
}

impl LedgerFilter {
    /// Whether a race passes by its key alone.
    fn takes(&self, race: &RaceKey) -> bool {
        let inside = |region: &EntityId| race.region.as_ref().is_some_and(|own| lies_in(own, region));
        self.region.as_ref().is_none_or(inside)
            && self.office.is_none_or(|office| race.office == Some(office))
            && self.year.is_none_or(|year| race.year == Some(year))
    }

    fn asks_for_cells(&self) -> bool {
        !self.statuses.is_empty() || self.changed_since.is_some() || self.contradictions || self.switches || self.open
    }

    fn passes(&self, ledger: &Ledger, race: &RaceKey, book: &Book) -> bool {
        let has = |party: &EntityId| ledger.has_column(book, &LedgerColumn::Party(party.clone()));
        if !self.takes(race) || book.len_by(self.at) == 0 || !self.parties.iter().all(has) {
            return false;
        }
        !self.asks_for_cells() || self.columns(ledger, race, book).next().is_some()
    }

    /// The columns of a race whose cells are what is asked for, in any order.
    pub fn columns<'l>(
        &'l self,
        ledger: &'l Ledger,
        race: &'l RaceKey,
        book: &'l Book,
    ) -> impl Iterator<Item = &'l LedgerColumn> {
        let wanted = |column: &LedgerColumn| {
            self.parties.is_empty() || column.party().is_some_and(|id| self.parties.contains(id))
        };
        let columns = ledger.histories(book).filter(move |(column, history)| {
            wanted(column)
                && match history {
                    Some(history) => self.takes_history(history),
                    None => self.takes_cell(column, &ledger.column(book, column), ledger.is_open(race)),
                }
        });
        columns.map(|(column, _)| column)
    }

    /// The same as [`LedgerFilter::takes_cell`], of a cell whose last words are known day by day.
    fn takes_history(&self, history: &ColumnHistory) -> bool {
        let now = history.by(self.at);
        (self.statuses.is_empty() || now.last.is_some_and(|(status, _)| self.statuses.contains(&status)))
            && self.changed_since.is_none_or(|since| history.by(Some(since)).last != now.last)
            && (!self.contradictions || now.contradicts)
            && (!self.switches || now.switched)
            && (!self.open || now.open)
    }

    /// Whether a party's cell is what is asked for. `open`: its race is.
    pub fn takes_cell(&self, column: &LedgerColumn, stated: &[Stated<'_>], open: bool) -> bool {
        let cell = |at: Option<Date>| LedgerCell::of(column.party(), stated, at, open);
        let now = cell(self.at);
        let word = |cell: &LedgerCell| cell.last.as_ref().map(|last| (last.status, last.head.clone()));
        (self.statuses.is_empty() || now.last.as_ref().is_some_and(|last| self.statuses.contains(&last.status)))
            && self.changed_since.is_none_or(|since| word(&cell(Some(since))) != word(&now))
            && (!self.contradictions || now.contradicts)
            && (!self.switches || now.switched)
            && (!self.open || now.open > 0)
    }
}

/// Whether a region is another one or lies in it: `36.02` in `36`, by the ministry's codes.
pub fn lies_in(region: &EntityId, other: &EntityId) -> bool {
    let rest = region.as_str().strip_prefix(other.as_str());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

impl Ledger {
    /// The races that pass, in their order: those that are known, then the open ones.
    pub fn passing(&self, filter: &LedgerFilter) -> Vec<&RaceKey> {
        let passing = self.races().filter(|(race, book)| filter.passes(self, race, book)).map(|(race, _)| race);
        let (mut known, open): (Vec<&RaceKey>, Vec<&RaceKey>) = passing.partition(|race| !self.is_open(race));
        known.extend(open);
        known
    }
}

/// The statements of a party around its latest turn: those before it, and those from it on.
pub fn before_and_after<'l>(stated: &[Stated<'l>], at: Option<Date>) -> Option<(Vec<Stated<'l>>, Vec<Stated<'l>>)> {
    let by_day: Vec<Stated<'l>> = stated.iter().filter(|one| one.day.is_by(at)).copied().collect();
    let (_, turn) = switches(&by_day)?;
    let (before, after) = by_day.split_at(turn);
    Some((before.to_vec(), after.to_vec()))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::answers::testing::{day, entity, known, statement};

    fn passing(change: impl FnOnce(&mut LedgerFilter)) -> Vec<String> {
        let articles = [
            known(
                "a",
                "2024-07-01",
                vec![
                    statement("36 governor 2024", "c1 confirmed pks | andra"),
                    statement("36.02 regent 2024", "c2 exploring pks psi"),
                    statement("3 regent 2024", "c3 denied pan"),
                ],
            ),
            known(
                "b",
                "2024-08-01",
                vec![
                    statement("36 governor 2024", "c1 denied pks | andra"),
                    statement("? mayor 2024", "c2 confirmed psi"),
                    statement("36.71 mayor 2024", "c3 confirmed psi"),
                ],
            ),
        ];
        let ledger = Ledger::of(articles.iter().map(|(meta, summary)| (meta, summary)), Arc::default());
        let mut filter = LedgerFilter::default();
        change(&mut filter);
        ledger.passing(&filter).iter().map(|race| race.to_string()).collect()
    }

    #[test]
    fn filters() {
        let all = ["3-regent-2024", "36-governor-2024", "36.02-regent-2024", "36.71-mayor-2024", "?-mayor-2024"];
        assert_eq!(passing(|_| ()), all);
        assert_eq!(passing(|filter| filter.region = Some(entity("region:36"))), &all[1..4], "3 is not in 36");
        assert_eq!(passing(|filter| filter.office = Some(Office::MAYOR)), &all[3..]);
        assert_eq!(passing(|filter| filter.parties = [entity("party:psi")].into()), &all[2..]);
        let both = [entity("party:psi"), entity("party:pks")];
        assert_eq!(passing(|filter| filter.parties = both.into()), &all[2..3]);
        assert_eq!(passing(|filter| filter.statuses = [Certainty::Denied].into()), &all[..2]);
        let july = |filter: &mut LedgerFilter| {
            (filter.statuses, filter.at) = ([Certainty::Denied].into(), Some(day("2024-07-15")));
        };
        assert_eq!(passing(july), &all[..1]);
        // By a day, a race on which nothing was said yet is none.
        assert_eq!(passing(|filter| filter.at = Some(day("2024-07-15"))), &all[..3]);
        assert!(passing(|filter| filter.at = Some(day("2024-06-15"))).is_empty());
        assert_eq!(passing(|filter| filter.changed_since = Some(day("2024-07-15"))), [all[1], all[3]]);
        assert_eq!(passing(|filter| filter.contradictions = true), &all[1..2]);
        assert_eq!(passing(|filter| filter.switches = true), &all[1..2]);
        assert_eq!(passing(|filter| filter.open = true), &all[4..]);
    }
}
