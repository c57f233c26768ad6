//! The rows that are asked for.

use super::{PairRow, RowArg};
use crate::answers::{
    Book, CellRow, DyadRelation, EntityNames, Ledger, LedgerColumn, LedgerFilter, RaceKey, RaceRow, TicketRow,
    UNLINKED, dyads,
};

pub(super) fn pairs<'l>(
    ledger: &'l Ledger,
    filter: &LedgerFilter,
    races: impl Iterator<Item = (&'l RaceKey, &'l Book)>,
    names: &EntityNames<'_>,
) -> Vec<PairRow> {
    let mut rows = Vec::new();
    for (race, book) in races {
        for dyad in dyads(ledger, race, book, filter.at) {
            let (one, two) = dyad.parties;
            let wanted = match filter.parties.len() {
                0 => true,
                1 => filter.parties.contains(&one) || filter.parties.contains(&two),
                _ => filter.parties.contains(&one) && filter.parties.contains(&two),
            };
            if !wanted {
                continue;
            }
            rows.push(PairRow {
                label: names.label(&one),
                other_label: names.label(&two),
                party: one,
                other: two,
                race: Some(race.to_string()),
                region_name: race.region.as_ref().map_or_else(String::new, |id| names.name(id)),
                office: race.office.map(|office| office.key()),
                year: race.year,
                relation: dyad.relation.key(),
                confirmed: dyad.confirmed,
                stories: dyad.stories,
                articles: dyad.articles,
                first: dyad.first,
                last: dyad.last,
            });
        }
    }
    let place = |row: &PairRow| DyadRelation::ALL.iter().position(|relation| relation.key() == row.relation);
    rows.sort_by(|a, b| (&a.party, &a.other, place(a), &a.race).cmp(&(&b.party, &b.other, place(b), &b.race)));
    rows
}

/// Announced tickets that were never registered.
pub(super) fn unregistered(rows: Vec<RaceRow>) -> Vec<(RaceRow, TicketRow)> {
    let of = |row: RaceRow| {
        let tickets = row.tickets.clone().into_iter().filter(|ticket| ticket.confirmed && ticket.registered == "no");
        tickets.map(|ticket| (row.clone(), ticket)).collect::<Vec<_>>()
    };
    rows.into_iter().flat_map(of).collect()
}

/// The cells that pass, in the order asked for.
pub(super) fn cells(ledger: &Ledger, filter: &LedgerFilter, rows: Vec<RaceRow>, by: RowArg) -> Vec<(RaceRow, CellRow)> {
    let mut cells = Vec::new();
    for row in rows {
        let Some(book) = ledger.book(&row.key) else { continue };
        let own = RaceRow { cells: Vec::new(), ..row.clone() };
        for mut cell in row.cells {
            let column = match (&cell.party, cell.label.as_str()) {
                (Some(id), _) => LedgerColumn::Party(id.clone()),
                (None, UNLINKED) => LedgerColumn::Unlinked,
                (None, _) => LedgerColumn::Nobody,
            };
            let wanted = filter.parties.is_empty() || cell.party.as_ref().is_some_and(|id| filter.parties.contains(id));
            if !wanted || !filter.takes_cell(&column, &ledger.column(book, &column), row.open) {
                continue;
            }
            if filter.contradictions {
                cell.said.retain(|said| said.clashes);
            }
            cells.push((own.clone(), cell));
        }
    }
    if by == RowArg::Party {
        cells.sort_by(|a, b| (&a.1.party, &a.0.race).cmp(&(&b.1.party, &b.0.race)));
    }
    cells
}
