//! Cells from the last words that are kept for each state of a race, so that statements are only counted.

use super::*;
use crate::{answers::LedgerCell, model::Date};

/// A column of a race with its statements and its cell.
pub type ColumnCell<'l> = (&'l LedgerColumn, Vec<Stated<'l>>, LedgerCell);

impl Ledger {
    /// The columns of a race with their last words, in any order.
    pub(in crate::answers) fn histories<'l>(
        &'l self,
        book: &'l Book,
    ) -> impl Iterator<Item = (&'l LedgerColumn, Option<&'l ColumnHistory>)> {
        let column = |place: u32| &self.columns.list()[place as usize];
        book.histories.iter().map(move |(place, history)| (column(*place), history.as_ref()))
    }

    /// The columns of a race as [`Ledger::columns`] has them, with their cells by a day. `open`: the race is.
    pub fn cells<'l>(&'l self, book: &'l Book, open: bool, at: Option<Date>) -> Vec<ColumnCell<'l>> {
        let chunks = book.by_column.chunk_by(|a, b| a.0 == b.0);
        let cell = |chunk: &[(u32, u32)], history: &Option<ColumnHistory>| {
            let column = &self.columns.list()[chunk[0].0 as usize];
            let stated: Vec<Stated<'l>> =
                chunk.iter().filter_map(|(_, at)| self.stated_of(column, book.entries[*at as usize])).collect();
            let cell = match history {
                Some(history) => {
                    let mut cell = LedgerCell::counted(&stated, at, open);
                    history.fill(&mut cell, column.party(), &stated, at);
                    cell
                }
                None => LedgerCell::of(column.party(), &stated, at, open),
            };
            (column, stated, cell)
        };
        let of_columns = chunks.zip(&book.histories);
        let mut cells: Vec<ColumnCell<'l>> = of_columns.map(|(chunk, (_, history))| cell(chunk, history)).collect();
        cells.sort_by(|a, b| a.0.cmp(b.0));
        cells
    }
}
