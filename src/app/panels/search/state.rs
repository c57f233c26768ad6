//! The search over all texts as the window holds it: what is looked for, what came in so far, which places are chosen.
//! Knows nothing of drawing; the results stay when the panel is shut.

use std::{ops::RangeInclusive, sync::Arc};

use crate::{
    app::kit::task::Task,
    model::KindKey,
    search::{BadPattern, Query},
    session::{Hit, Order, SearchResults},
};

/// What gets the keyboard in the next frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    Field,
    List,
    /// The button that tags.
    Tag,
}

/// The state of the search.
#[derive(Default)]
pub struct SearchState {
    pub query: Query,
    /// Only the articles that pass the filter of the list.
    pub listed_only: bool,
    pub bad: Option<BadPattern>,
    pub hits: Arc<Vec<Hit>>,
    /// Counts so far; its own list of hits stays empty.
    pub found: SearchResults,
    /// The search under way.
    pub job: Option<Task<SearchResults>>,
    /// It was ended before its end.
    pub stopped: bool,
    /// The hits answer an earlier question; the first answer to the new one replaces them.
    pub stale: bool,
    pub order: Order,
    /// Numbers of the hits row by row; as they came, if empty.
    pub rows: Vec<u32>,
    pub sorting: Option<Task<Vec<u32>>>,
    /// The row that the keyboard is on.
    pub at: usize,
    /// Scroll so that it is seen.
    pub reveal: bool,
    pub choice: HitChoice,
    /// The kind that the chosen places are to get.
    pub kind: Option<KindKey>,
    pub focus: Option<Focus>,
}

/// Which hits are chosen, and which of all are marked already.
#[derive(Default)]
pub struct HitChoice {
    pub chosen: Vec<bool>,
    pub marked: Vec<bool>,
    /// Hits that come in are chosen at once.
    pub all: bool,
    /// The row from which a range is chosen.
    pub anchor: usize,
    /// Chosen, and chosen but marked already.
    pub counts: (usize, usize),
    /// What `marked` was found for: the kind, and the session's revision.
    pub marked_for: Option<(KindKey, u64)>,
    pub marking: Option<Task<Vec<usize>>>,
}

impl SearchState {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.hits.len()
    }

    pub fn is_empty(&self) -> bool {
        self.hits.is_empty()
    }

    /// The number of the hit in a row.
    pub fn number(&self, row: usize) -> usize {
        self.rows.get(row).map_or(row, |&number| number as usize)
    }

    /// The hit in a row.
    pub fn hit(&self, row: usize) -> Option<&Hit> {
        self.hits.get(self.number(row))
    }

    pub fn is_searching(&self) -> bool {
        self.job.is_some()
    }

    /// Whether the rows are being put in order.
    pub fn is_sorting(&self) -> bool {
        self.sorting.is_some()
    }

    /// Moves the row that the keyboard is on.
    pub fn step(&mut self, by: isize) {
        self.at = self.at.saturating_add_signed(by).min(self.len().saturating_sub(1));
        self.reveal = true;
    }

    /// Chooses a row or not; with `range` all rows from the last one that was chosen so.
    pub fn choose(&mut self, row: usize, chosen: bool, range: bool) {
        let rows: RangeInclusive<usize> = match (range, self.choice.anchor.min(self.len().saturating_sub(1))) {
            (false, _) => row..=row,
            (true, anchor) => anchor.min(row)..=anchor.max(row),
        };
        for row in rows {
            let number = self.number(row);
            if let Some(there) = self.choice.chosen.get_mut(number) {
                *there = chosen;
            }
        }
        self.choice.anchor = row;
        self.choice.count();
    }

    pub fn choose_all(&mut self, chosen: bool) {
        self.choice.chosen.fill(chosen);
        self.choice.count();
    }

    /// The chosen hits that are not marked yet.
    pub fn to_tag(&self) -> Vec<Hit> {
        let numbered = self.hits.iter().enumerate();
        numbered
            .filter(|(at, _)| self.choice.is_chosen(*at) && !self.choice.is_marked(*at))
            .map(|(_, h)| h.clone())
            .collect()
    }

    /// Takes in what was found; the first of it replaces what was found before.
    pub fn take(&mut self, mut found: SearchResults) {
        if std::mem::take(&mut self.stale) {
            self.forget_hits();
        }
        Arc::make_mut(&mut self.hits).append(&mut found.hits);
        self.found = found;
        self.choice.grow(self.hits.len());
    }

    pub fn forget_hits(&mut self) {
        self.hits = Arc::default();
        self.found = SearchResults::default();
        self.rows.clear();
        self.at = 0;
        self.choice = HitChoice { all: self.choice.all, ..HitChoice::default() };
    }

    /// Takes in the order of the hits; the row of the keyboard stays on its hit.
    pub fn sorted(&mut self, rows: Vec<u32>) {
        let number = self.number(self.at);
        self.at = rows.iter().position(|&there| there as usize == number).unwrap_or(0);
        self.rows = rows;
        self.reveal = true;
    }
}

impl HitChoice {
    pub fn is_chosen(&self, number: usize) -> bool {
        self.chosen.get(number).is_some_and(|chosen| *chosen)
    }

    pub fn is_marked(&self, number: usize) -> bool {
        self.marked.get(number).is_some_and(|marked| *marked)
    }

    /// How many hits are chosen, and how many of them are marked already.
    pub fn counts(&self) -> (usize, usize) {
        self.counts
    }

    /// Whether it is known which hits are marked with this kind.
    pub fn knows(&self, kind: &KindKey, revision: u64) -> bool {
        self.marking.is_none() && self.is_asked(kind, revision)
    }

    /// Whether that is known, or being found out.
    pub fn is_asked(&self, kind: &KindKey, revision: u64) -> bool {
        self.marked_for.as_ref().is_some_and(|(known, at)| known == kind && *at == revision)
    }

    fn grow(&mut self, hits: usize) {
        self.chosen.resize(hits, self.all);
        self.marked_for = None;
        self.count();
    }

    pub fn mark(&mut self, numbers: Vec<usize>) {
        for number in numbers {
            if let Some(marked) = self.marked.get_mut(number) {
                *marked = true;
            }
        }
        self.count();
    }

    pub fn count(&mut self) {
        let chosen = self.chosen.iter().filter(|chosen| **chosen).count();
        let both = self.chosen.iter().zip(&self.marked).filter(|(chosen, marked)| **chosen && **marked).count();
        self.counts = (chosen, both);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(hits: usize) -> SearchState {
        let mut state = SearchState::default();
        state.choice.grow(hits);
        state
    }

    #[test]
    fn what_is_marked_is_not_tagged_again() {
        let mut state = state(4);
        state.choice.marked = vec![false; 4];
        state.choose_all(true);
        state.choice.mark(vec![1, 3, 9]);
        assert_eq!(state.choice.counts(), (4, 2));
        state.choice.chosen[3] = false;
        state.choice.count();
        assert_eq!(state.choice.counts(), (3, 1));
        state.choice.grow(5);
        assert!(!state.choice.is_chosen(4) && !state.choice.is_marked(4), "what comes later is neither");
    }

    #[test]
    fn rows_follow_their_hits() {
        let mut state = state(3);
        state.at = 2;
        state.sorted(vec![1, 2, 0]);
        assert_eq!((state.at, state.number(0), state.number(2)), (1, 1, 0));
        let kind = KindKey::party();
        state.choice.marked_for = Some((kind.clone(), 7));
        assert!(state.choice.knows(&kind, 7) && !state.choice.knows(&kind, 8));
    }
}
