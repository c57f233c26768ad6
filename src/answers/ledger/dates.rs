//! Guessed dates, and near copies as numbers.

use super::*;
use crate::answers::is_guessed;

impl Ledger {
    /// Whether guessed dates count.
    pub fn guessed_dates(&self) -> GuessedDates {
        self.guessed
    }

    /// Lets guessed dates count from now on, or no longer.
    pub fn set_guessed_dates(&mut self, guessed: GuessedDates) {
        if guessed == self.guessed {
            return;
        }
        self.guessed = guessed;
        self.date_anew();
    }

    /// What is known of the elections is something else now.
    pub fn set_elections(&mut self, elections: Arc<ElectionFacts>) {
        self.elections = elections;
        self.books.values_mut().for_each(|book| book.stale = true);
        self.date_anew();
    }

    fn date_anew(&mut self) {
        self.revision += 1;
        let (guessed, elections) = (self.guessed, self.elections.clone());
        for book in self.books.values_mut() {
            for entry in &mut book.entries {
                let Some(known) = &self.slots[entry.slot as usize] else { continue };
                let Some(statement) = known.summary.statements.get(entry.at as usize) else { continue };
                let day = Day::of(statement, &known.meta, guessed, elections.calendar());
                book.stale |= day != entry.day;
                entry.day = day;
            }
        }
        self.tidy();
    }

    /// Statements whose day is a guessed date.
    pub fn number_guessed(&self) -> usize {
        let of = |known: &ArticleSlot| {
            let guessed = known.meta.is_date_guessed();
            known.summary.statements.iter().filter(|one| guessed && is_guessed(one, &known.meta)).count()
        };
        self.slots.iter().flatten().map(of).sum()
    }

    /// Gives articles of one story one number.
    pub(super) fn number_stories(&mut self) {
        let stories = self.stories.clone();
        for place in 0..self.order.len() {
            let slot = self.order[place];
            let first = self.id(slot).map(|id| stories.of(id)).filter(|first| self.id(slot) != Some(*first)).cloned();
            let story = first.map_or(slot, |first| {
                match self.order.binary_search_by(|slot| self.id(*slot).cmp(&Some(&first))) {
                    Ok(place) => self.order[place],
                    Err(_) => u32::MAX - self.elsewhere.place(&first),
                }
            });
            if let Some(known) = &mut self.slots[slot as usize] {
                known.story = story;
            }
        }
    }
}
