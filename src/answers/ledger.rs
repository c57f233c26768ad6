//! The ledger: every statement under its race and its parties, in the order of the days. It follows a list of articles and
//! what is said of them: what did not change is not looked at again, so that an edit costs one article.
//!
//! Nothing is merged: a [`Book`] holds all statements on a race, and what is the last word among them is asked for
//! ([`super::Cell`]).

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use rayon::prelude::*;

use super::{
    Day, ElectionFacts, GuessedDates, LedgerColumn, RaceKey, Stated, Stories,
    history::{ColumnHistory, Said},
    interner::Interner,
};
use crate::model::{ArticleId, ArticleMeta, EntityId, Stance, Summary};

mod cells;
mod dates;
mod network;

/// Every statement of a set, by race.
#[derive(Default)]
pub struct Ledger {
    slots: Vec<Option<ArticleSlot>>,
    free: Vec<u32>,
    /// Slots in the order of their articles' ids.
    order: Vec<u32>,
    books: BTreeMap<RaceKey, Book>,
    columns: Interner<LedgerColumn>,
    heads: Interner<EntityId>,
    race_numbers: Interner<RaceKey>,
    stories: Arc<Stories>,
    /// Numbers of stories whose first article is not here.
    elsewhere: Interner<ArticleId>,
    guessed: GuessedDates,
    elections: Arc<ElectionFacts>,
    /// How parties stand in statements, each way once.
    stances: Interner<Box<[Stance]>>,
    statements: usize,
    revision: u64,
}

/// An article that is known.
struct ArticleSlot {
    meta: Arc<ArticleMeta>,
    summary: Arc<Summary>,
    /// Statement and column, in the order of the statements.
    columns: Box<[ColumnPlace]>,
    /// The race of each statement, as a number.
    races: Box<[u32]>,
    /// Its story as a number: the slot of the first of its near copies.
    story: u32,
}

/// A statement in a column.
#[derive(Debug, Clone, Copy)]
struct ColumnPlace {
    /// The statement's place in its article.
    at: u32,
    column: u32,
    /// How its party stands in it: a number of the ledger's ways.
    stances: u32,
}

/// All statements on one race.
#[derive(Debug, Clone, Default)]
pub struct Book {
    /// By day; those without a day that can be trusted are at the end.
    entries: Vec<StatementPlace>,
    /// Column and entry, sorted.
    by_column: Vec<(u32, u32)>,
    /// The last words of each column, in the order of the columns; `None`: they are looked up in the statements.
    histories: Vec<(u32, Option<ColumnHistory>)>,
    stale: bool,
}

/// Where a statement is, with what decides a last word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct StatementPlace {
    day: Day,
    slot: u32,
    at: u32,
    head: Option<u32>,
}

/// Ledgers of two sets never have one revision: what is kept for one is not shown for the other.
static NEXT: AtomicU64 = AtomicU64::new(0);

impl Ledger {
    /// A ledger of articles in the order of their ids, about Indonesia's regional elections.
    pub fn of<'a>(
        articles: impl IntoIterator<Item = (&'a Arc<ArticleMeta>, &'a Arc<Summary>)>,
        stories: Arc<Stories>,
    ) -> Self {
        Self::with(articles, stories, GuessedDates::default(), ElectionFacts::delivered().clone())
    }

    /// The same of a project's elections, told whether guessed dates count.
    pub fn with<'a>(
        articles: impl IntoIterator<Item = (&'a Arc<ArticleMeta>, &'a Arc<Summary>)>,
        stories: Arc<Stories>,
        guessed: GuessedDates,
        elections: Arc<ElectionFacts>,
    ) -> Self {
        let revision = NEXT.fetch_add(1 << 32, Ordering::Relaxed);
        let mut ledger = Self { stories, guessed, elections, revision, ..Self::default() };
        ledger.follow(articles);
        ledger
    }

    /// Follows articles that are known already: what is not named did not change. `None`: one of them is not known, and
    /// the whole list must be followed.
    pub fn follow_known<'a>(
        &mut self,
        articles: impl IntoIterator<Item = (&'a Arc<ArticleMeta>, &'a Arc<Summary>)>,
    ) -> Option<bool> {
        let mut changed = false;
        let mut known = true;
        for (meta, summary) in articles {
            let place = self.order.binary_search_by(|slot| self.id(*slot).cmp(&Some(&meta.id)));
            let Ok(place) = place else {
                known = false;
                break;
            };
            changed |= self.follow_one(self.order[place], meta, summary);
        }
        if changed {
            self.tidy();
            self.revision += 1;
        }
        known.then_some(changed)
    }

    /// Takes in what is said in a known article; whether that is something else.
    fn follow_one(&mut self, slot: u32, meta: &Arc<ArticleMeta>, summary: &Arc<Summary>) -> bool {
        let Some(known) = &mut self.slots[slot as usize] else { return false };
        if Arc::ptr_eq(&known.meta, meta) && Arc::ptr_eq(&known.summary, summary) {
            return false;
        }
        if known.summary.statements == summary.statements && known.meta == *meta {
            (known.meta, known.summary) = (meta.clone(), summary.clone());
            return false;
        }
        self.take_out(slot);
        self.put_in(slot, meta, summary);
        true
    }

    /// Follows the list of articles, in the order of their ids: takes in what is new or not what it was (another pointer),
    /// and lets go of what is gone. Returns whether anything changed.
    pub fn follow<'a>(&mut self, articles: impl IntoIterator<Item = (&'a Arc<ArticleMeta>, &'a Arc<Summary>)>) -> bool {
        let old = std::mem::take(&mut self.order);
        let mut old = old.into_iter().peekable();
        let mut order = Vec::with_capacity(old.len());
        let mut changed = false;
        for (meta, summary) in articles {
            while let Some(slot) = old.next_if(|slot| self.id(*slot) < Some(&meta.id)) {
                self.remove(slot);
                changed = true;
            }
            if let Some(slot) = old.next_if(|slot| self.id(*slot) == Some(&meta.id)) {
                order.push(slot);
                changed |= self.follow_one(slot, meta, summary);
            } else {
                let slot = self.free.pop().unwrap_or_else(|| {
                    self.slots.push(None);
                    self.slots.len() as u32 - 1
                });
                order.push(slot);
                self.put_in(slot, meta, summary);
                changed = true;
            }
        }
        for slot in old.collect::<Vec<_>>() {
            self.remove(slot);
            changed = true;
        }
        self.order = order;
        if changed {
            self.number_stories();
            self.tidy();
            self.revision += 1;
        }
        changed
    }

    /// Near copies are known now, or are others.
    pub fn set_stories(&mut self, stories: Arc<Stories>) {
        self.stories = stories;
        self.number_stories();
        self.revision += 1;
    }

    pub fn stories(&self) -> &Arc<Stories> {
        &self.stories
    }

    /// What is known of the elections.
    pub fn elections(&self) -> &Arc<ElectionFacts> {
        &self.elections
    }

    /// Whether statements on a race may be about different elections.
    pub fn is_open(&self, race: &RaceKey) -> bool {
        self.elections.is_open(race)
    }

    /// Grows with every change: what was made of the ledger can be kept until then.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// What was made of the ledger is made again, for something else that it was made from changed.
    pub fn renew(&mut self) {
        self.revision += 1;
    }

    /// Number of statements.
    pub fn len(&self) -> usize {
        self.statements
    }

    pub fn is_empty(&self) -> bool {
        self.statements == 0
    }

    /// Races in their order, the open ones among them.
    pub fn races(&self) -> impl Iterator<Item = (&RaceKey, &Book)> {
        self.books.iter()
    }

    pub fn book(&self, race: &RaceKey) -> Option<&Book> {
        self.books.get(race)
    }

    /// Every statement, article after article.
    pub fn all(&self) -> impl Iterator<Item = Stated<'_>> {
        let known = self.order.iter().filter_map(|slot| Some((*slot, self.slots[*slot as usize].as_ref()?)));
        known.flat_map(move |(number, slot)| {
            slot.summary
                .statements
                .iter()
                .map(move |statement| self.stated_in(number, slot, statement, self.day(statement, &slot.meta)))
        })
    }

    fn stated_in<'l>(
        &'l self,
        number: u32,
        slot: &'l ArticleSlot,
        statement: &'l crate::model::StatementSummary,
        day: Day,
    ) -> Stated<'l> {
        // Most articles are the first of their story.
        let story = if slot.story == number { &slot.meta.id } else { self.stories.of(&slot.meta.id) };
        let scheme = self.elections.statements();
        let meaning = scheme.meaning(statement.status);
        Stated { article: &slot.meta, story, statement, day, meaning, scheme, numbers: (number, slot.story) }
    }

    fn id(&self, slot: u32) -> Option<&ArticleId> {
        self.slots[slot as usize].as_ref().map(|known| &known.meta.id)
    }

    fn remove(&mut self, slot: u32) {
        self.take_out(slot);
        self.slots[slot as usize] = None;
        self.free.push(slot);
    }

    /// Takes an article's statements out of their books.
    fn take_out(&mut self, slot: u32) {
        let Some(known) = self.slots[slot as usize].take() else { return };
        self.statements -= known.summary.statements.len();
        for statement in &known.summary.statements {
            if let Some(book) = self.books.get_mut(&RaceKey::of(statement)) {
                book.entries.retain(|entry| entry.slot != slot);
                book.stale = true;
            }
        }
        self.slots[slot as usize] = Some(known);
    }

    fn put_in(&mut self, slot: u32, meta: &Arc<ArticleMeta>, summary: &Arc<Summary>) {
        self.statements += summary.statements.len();
        let story = self.slots[slot as usize].as_ref().map_or(slot, |known| known.story);
        let (mut columns, mut races) = (Vec::new(), Vec::with_capacity(summary.statements.len()));
        for (at, statement) in summary.statements.iter().enumerate() {
            let entry = StatementPlace {
                day: self.day(statement, meta),
                slot,
                at: at as u32,
                head: statement.head.as_ref().map(|head| self.heads.place(head)),
            };
            let race = RaceKey::of(statement);
            races.push(self.race_numbers.place(&race));
            let book = self.books.entry(race).or_default();
            book.entries.push(entry);
            book.stale = true;
            let at = at as u32;
            for id in statement.party_ids() {
                let column = self.columns.place(&LedgerColumn::Party(id.clone()));
                let stances = self.stances.place(&statement.stances_of(id).into_iter().collect());
                columns.push(ColumnPlace { at, column, stances });
            }
            let rest = match statement.parties.iter().any(|one| one.party.is_none()) {
                true => LedgerColumn::Unlinked,
                false if statement.parties.is_empty() => LedgerColumn::Nobody,
                false => continue,
            };
            columns.push(ColumnPlace { at, column: self.columns.place(&rest), stances: 0 });
        }
        let (columns, races) = (columns.into(), races.into());
        let slot_of = ArticleSlot { meta: meta.clone(), summary: summary.clone(), columns, races, story };
        self.slots[slot as usize] = Some(slot_of);
    }

    /// Puts books that changed in order, on all cores, and drops those that are empty.
    fn tidy(&mut self) {
        let (slots, elections, names) = (&self.slots, &self.elections, self.columns.list());
        let stale: Vec<_> = self.books.iter_mut().filter(|(_, book)| book.stale).collect();
        stale.into_par_iter().for_each(|(race, book)| {
            let id = |entry: &StatementPlace| slots[entry.slot as usize].as_ref().map(|known| &known.meta.id);
            book.entries.sort_by(|a, b| a.day.cmp(&b.day).then_with(|| (id(a), a.at).cmp(&(id(b), b.at))));
            book.by_column.clear();
            for (number, entry) in book.entries.iter().enumerate() {
                let Some(known) = &slots[entry.slot as usize] else { continue };
                let from = known.columns.partition_point(|own| own.at < entry.at);
                let own = known.columns[from..].iter().take_while(|own| own.at == entry.at);
                book.by_column.extend(own.map(|own| (own.column, number as u32)));
            }
            book.by_column.sort_unstable();
            let said = |(place, (column, at)): (usize, &(u32, u32))| {
                let StatementPlace { slot, at, day, head } = book.entries[*at as usize];
                let statement = slots[slot as usize].as_ref()?.summary.statements.get(at as usize)?;
                let meaning = statement.meaning_for(names[*column as usize].party(), elections.statements());
                Some(Said { statement, day, meaning, head, place: place as u32 })
            };
            let chunks = book.by_column.chunk_by(|a, b| a.0 == b.0);
            let open = elections.is_open(race);
            book.histories = chunks
                .map(|chunk| (chunk[0].0, ColumnHistory::of(chunk.iter().enumerate().filter_map(said), open)))
                .collect();
            book.stale = false;
        });
        self.books.retain(|_, book| !book.entries.is_empty());
    }

    fn day(&self, statement: &crate::model::StatementSummary, meta: &ArticleMeta) -> Day {
        Day::of(statement, meta, self.guessed, self.elections.calendar())
    }

    fn stated(&self, entry: StatementPlace) -> Option<Stated<'_>> {
        let slot = self.slots[entry.slot as usize].as_ref()?;
        let statement = slot.summary.statements.get(entry.at as usize)?;
        Some(self.stated_in(entry.slot, slot, statement, entry.day))
    }

    /// A statement as the party of a column stands to it.
    fn stated_of(&self, column: &LedgerColumn, entry: StatementPlace) -> Option<Stated<'_>> {
        let stated = self.stated(entry)?;
        Some(Stated { meaning: stated.statement.meaning_for(column.party(), self.elections.statements()), ..stated })
    }

    /// All statements on a race, by day.
    pub fn statements<'l>(&'l self, book: &'l Book) -> impl Iterator<Item = Stated<'l>> {
        book.entries.iter().filter_map(|entry| self.stated(*entry))
    }

    /// The columns of a race with their statements by day: parties in the order of their ids, then those that are not
    /// linked.
    pub fn columns<'l>(&'l self, book: &'l Book) -> Vec<(&'l LedgerColumn, Vec<Stated<'l>>)> {
        let chunks = book.by_column.chunk_by(|a, b| a.0 == b.0);
        let mut columns: Vec<(&LedgerColumn, Vec<Stated<'_>>)> = chunks
            .map(|chunk| {
                let column = &self.columns.list()[chunk[0].0 as usize];
                let stated = chunk.iter().filter_map(|(_, at)| self.stated_of(column, book.entries[*at as usize]));
                (column, stated.collect())
            })
            .collect();
        columns.sort_by(|a, b| a.0.cmp(b.0));
        columns
    }

    /// The statements of one column of a race, by day.
    pub fn column<'l>(&'l self, book: &'l Book, column: &LedgerColumn) -> Vec<Stated<'l>> {
        let Some(place) = self.columns.known(column) else { return Vec::new() };
        let from = book.by_column.partition_point(|(own, _)| *own < place);
        let own = book.by_column[from..].iter().take_while(|(own, _)| *own == place);
        own.filter_map(|(_, at)| self.stated_of(column, book.entries[*at as usize])).collect()
    }

    /// Whether a column has a statement on a race.
    pub fn has_column(&self, book: &Book, column: &LedgerColumn) -> bool {
        let place = self.columns.known(column);
        place.is_some_and(|place| book.histories.binary_search_by(|(own, _)| own.cmp(&place)).is_ok())
    }

    /// The columns of some races with their number of statements, the busiest first.
    pub fn busiest_in(&self, races: &[RaceKey]) -> Vec<(&LedgerColumn, usize)> {
        let mut counts = vec![0; self.columns.list().len()];
        let books = races.iter().filter_map(|race| self.books.get(race));
        let all = books.flat_map(|book| &book.by_column);
        all.for_each(|(column, _)| counts[*column as usize] += 1);
        let mut busiest: Vec<(&LedgerColumn, usize)> =
            self.columns.list().iter().zip(counts).filter(|(_, n)| *n > 0).collect();
        busiest.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        busiest
    }

    /// The first and the last day of all statements that have one.
    pub fn days(&self) -> Option<(crate::model::Date, crate::model::Date)> {
        let known = |entry: &StatementPlace| entry.day.known();
        let first = self.books.values().filter_map(|book| book.entries.first().and_then(known)).min()?;
        let last = self.books.values().filter_map(|book| book.entries.iter().rev().find_map(known)).max()?;
        Some((first, last))
    }
}

impl Book {
    /// Number of statements.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Number of statements that count by a day (`None`: all).
    pub fn len_by(&self, at: Option<crate::model::Date>) -> usize {
        self.entries.iter().filter(|entry| entry.day.counts_by(at)).count()
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

#[cfg(test)]
mod tests;
