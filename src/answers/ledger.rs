//! The ledger: every statement under its race and its parties, in the order of the days. It follows a list of articles and
//! what is said of them: what did not change is not looked at again, so that an edit costs one article.
//!
//! Nothing is merged: a [`Book`] holds all statements on a race, and what is the last word among them is asked for
//! ([`super::LedgerCell`]).

use std::{
    collections::{BTreeMap, HashMap},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use super::{Day, RaceKey, Stories};
use crate::model::{ArticleId, ArticleMeta, EntityId, StatementSummary, Summary};

/// Whose column of the ledger it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LedgerColumn {
    Party(EntityId),
    /// A party that the text names and that is not linked.
    Unlinked,
    /// Statements that name no party at all.
    Nobody,
}

/// Every statement of a set, by race.
#[derive(Default)]
pub struct Ledger {
    slots: Vec<Option<ArticleSlot>>,
    free: Vec<u32>,
    /// Slots in the order of their articles' ids.
    order: Vec<u32>,
    books: BTreeMap<RaceKey, Book>,
    columns: Vec<LedgerColumn>,
    column_places: HashMap<LedgerColumn, u32>,
    stories: Arc<Stories>,
    statements: usize,
    revision: u64,
}

/// An article that is known.
struct ArticleSlot {
    meta: Arc<ArticleMeta>,
    summary: Arc<Summary>,
}

/// All statements on one race.
#[derive(Debug, Clone, Default)]
pub struct Book {
    /// By day; those without a day that can be trusted are at the end.
    entries: Vec<StatementPlace>,
    /// Column and entry, sorted.
    by_column: Vec<(u32, u32)>,
    stale: bool,
}

/// Where a statement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct StatementPlace {
    day: Day,
    slot: u32,
    at: u32,
}

/// A statement of the ledger with its article.
#[derive(Debug, Clone, Copy)]
pub struct Stated<'l> {
    pub article: &'l Arc<ArticleMeta>,
    /// The article that stands for its story.
    pub story: &'l ArticleId,
    pub statement: &'l StatementSummary,
    pub day: Day,
}

/// Ledgers of two sets never have one revision: what is kept for one is not shown for the other.
static NEXT: AtomicU64 = AtomicU64::new(0);

impl Ledger {
    /// A ledger of articles in the order of their ids.
    pub fn of<'a>(
        articles: impl IntoIterator<Item = (&'a Arc<ArticleMeta>, &'a Arc<Summary>)>,
        stories: Arc<Stories>,
    ) -> Self {
        let mut ledger = Self { stories, revision: NEXT.fetch_add(1 << 32, Ordering::Relaxed), ..Self::default() };
        ledger.follow(articles);
        ledger
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
                let Some(known) = &self.slots[slot as usize] else { continue };
                if Arc::ptr_eq(&known.meta, meta) && Arc::ptr_eq(&known.summary, summary) {
                    continue;
                }
                let same = known.summary.statements == summary.statements && known.meta == *meta;
                if same {
                    self.slots[slot as usize] = Some(ArticleSlot { meta: meta.clone(), summary: summary.clone() });
                    continue;
                }
                self.take_out(slot);
                self.put_in(slot, meta, summary);
            } else {
                let slot = self.free.pop().unwrap_or_else(|| {
                    self.slots.push(None);
                    self.slots.len() as u32 - 1
                });
                order.push(slot);
                self.put_in(slot, meta, summary);
            }
            changed = true;
        }
        for slot in old.collect::<Vec<_>>() {
            self.remove(slot);
            changed = true;
        }
        self.order = order;
        if changed {
            self.tidy();
            self.revision += 1;
        }
        changed
    }

    /// Near copies are known now, or are others.
    pub fn set_stories(&mut self, stories: Arc<Stories>) {
        self.stories = stories;
        self.revision += 1;
    }

    pub fn stories(&self) -> &Arc<Stories> {
        &self.stories
    }

    /// Grows with every change: what was made of the ledger can be kept until then.
    pub fn revision(&self) -> u64 {
        self.revision
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
        let known = self.order.iter().filter_map(|slot| self.slots[*slot as usize].as_ref());
        known.flat_map(|slot| {
            slot.summary.statements.iter().map(|statement| Stated {
                article: &slot.meta,
                story: self.stories.of(&slot.meta.id),
                statement,
                day: Day::of(statement, &slot.meta),
            })
        })
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
        for (at, statement) in summary.statements.iter().enumerate() {
            let entry = StatementPlace { day: Day::of(statement, meta), slot, at: at as u32 };
            let book = self.books.entry(RaceKey::of(statement)).or_default();
            book.entries.push(entry);
            book.stale = true;
        }
        self.slots[slot as usize] = Some(ArticleSlot { meta: meta.clone(), summary: summary.clone() });
    }

    /// Puts books that changed in order, and drops those that are empty.
    fn tidy(&mut self) {
        let (slots, columns, places) = (&self.slots, &mut self.columns, &mut self.column_places);
        let mut place = |column: LedgerColumn| {
            *places.entry(column).or_insert_with_key(|column| {
                columns.push(column.clone());
                columns.len() as u32 - 1
            })
        };
        for book in self.books.values_mut().filter(|book| book.stale) {
            let id = |entry: &StatementPlace| slots[entry.slot as usize].as_ref().map(|known| &known.meta.id);
            book.entries.sort_by(|a, b| (a.day, id(a), a.at).cmp(&(b.day, id(b), b.at)));
            book.by_column.clear();
            for (number, entry) in book.entries.iter().enumerate() {
                let Some(known) = &slots[entry.slot as usize] else { continue };
                let statement = &known.summary.statements[entry.at as usize];
                let parties =
                    statement.party_ids().map(|id| place(LedgerColumn::Party(id.clone()))).collect::<Vec<_>>();
                book.by_column.extend(parties.iter().map(|column| (*column, number as u32)));
                if statement.parties.iter().any(|one| one.party.is_none()) {
                    book.by_column.push((place(LedgerColumn::Unlinked), number as u32));
                } else if statement.parties.is_empty() {
                    book.by_column.push((place(LedgerColumn::Nobody), number as u32));
                }
            }
            book.by_column.sort_unstable();
            book.stale = false;
        }
        self.books.retain(|_, book| !book.entries.is_empty());
    }

    fn stated(&self, entry: StatementPlace) -> Option<Stated<'_>> {
        let slot = self.slots[entry.slot as usize].as_ref()?;
        let statement = slot.summary.statements.get(entry.at as usize)?;
        Some(Stated { article: &slot.meta, story: self.stories.of(&slot.meta.id), statement, day: entry.day })
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
                let stated = chunk.iter().filter_map(|(_, at)| self.stated(book.entries[*at as usize]));
                (&self.columns[chunk[0].0 as usize], stated.collect())
            })
            .collect();
        columns.sort_by(|a, b| a.0.cmp(b.0));
        columns
    }

    /// The statements of one column of a race, by day.
    pub fn column<'l>(&'l self, book: &'l Book, column: &LedgerColumn) -> Vec<Stated<'l>> {
        let Some(place) = self.column_places.get(column).copied() else { return Vec::new() };
        let from = book.by_column.partition_point(|(own, _)| *own < place);
        let own = book.by_column[from..].iter().take_while(|(own, _)| *own == place);
        own.filter_map(|(_, at)| self.stated(book.entries[*at as usize])).collect()
    }

    /// Whether a column has a statement on a race.
    pub fn has_column(&self, book: &Book, column: &LedgerColumn) -> bool {
        self.column_places
            .get(column)
            .is_some_and(|place| book.by_column.binary_search_by(|(own, _)| own.cmp(place)).is_ok())
    }

    /// All columns with their number of statements, the busiest first.
    pub fn busiest(&self) -> Vec<(&LedgerColumn, usize)> {
        self.busiest_of(self.books.values())
    }

    /// The same of some races only.
    pub fn busiest_in(&self, races: &[RaceKey]) -> Vec<(&LedgerColumn, usize)> {
        self.busiest_of(races.iter().filter_map(|race| self.books.get(race)))
    }

    fn busiest_of<'l>(&'l self, books: impl Iterator<Item = &'l Book>) -> Vec<(&'l LedgerColumn, usize)> {
        let mut counts = vec![0; self.columns.len()];
        let all = books.flat_map(|book| &book.by_column);
        all.for_each(|(column, _)| counts[*column as usize] += 1);
        let mut busiest: Vec<(&LedgerColumn, usize)> =
            self.columns.iter().zip(counts).filter(|(_, n)| *n > 0).collect();
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

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl LedgerColumn {
    pub fn party(&self) -> Option<&EntityId> {
        match self {
            Self::Party(id) => Some(id),
            Self::Unlinked | Self::Nobody => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::testing::{day, entity, known, statement};

    fn said(ledger: &Ledger) -> Vec<String> {
        let mut said = Vec::new();
        for (race, book) in ledger.races() {
            for (column, stated) in ledger.columns(book) {
                let ids: Vec<String> =
                    stated.iter().map(|one| format!("{}/{}", one.article.id, one.statement.id)).collect();
                let name = column.party().map_or(format!("{column:?}"), |id| id.local().to_owned());
                said.push(format!("{race} {name} {}", ids.join(" ")));
            }
        }
        said
    }

    type Articles = Vec<(Arc<ArticleMeta>, Arc<Summary>)>;

    fn of(articles: &Articles) -> Ledger {
        Ledger::of(articles.iter().map(|(meta, summary)| (meta, summary)), Arc::default())
    }

    fn articles() -> Articles {
        vec![
            known("a", "2024-08-01", vec![statement("36.02 regent 2024", "c1 confirmed pks psi")]),
            known("b", "2024-07-01", vec![statement("36.02 regent 2024", "c1 exploring pks ?")]),
            known(
                "c",
                "",
                vec![statement("? regent 2024", "c1 hoped"), statement("36.02 regent 2024", "c2 hoped pks")],
            ),
        ]
    }

    #[test]
    fn by_day_and_open_ones_last() {
        let articles = articles();
        let ledger = of(&articles);
        let expected = [
            "?-regent-2024 Nobody c/c1",
            "36.02-regent-2024 pks b/c1 a/c1 c/c2",
            "36.02-regent-2024 psi a/c1",
            "36.02-regent-2024 Unlinked b/c1",
        ];
        assert_eq!(said(&ledger), expected);
        assert_eq!((ledger.len(), ledger.days()), (4, Some((day("2024-07-01"), day("2024-08-01")))));
        let book = ledger.races().nth(1).unwrap().1;
        let psi = LedgerColumn::Party(entity("party:psi"));
        assert_eq!((ledger.column(book, &psi).len(), ledger.has_column(book, &psi)), (1, true));
        assert!(!ledger.has_column(book, &LedgerColumn::Party(entity("party:pan"))));
        assert_eq!(ledger.busiest()[0], (&LedgerColumn::Party(entity("party:pks")), 3));
    }

    #[test]
    fn a_ledger_that_followed_is_the_one_made_anew() {
        let mut articles = articles();
        let mut ledger = of(&articles);
        let mut check = |articles: &Articles, changes: bool| {
            let followed = ledger.follow(articles.iter().map(|(meta, summary)| (meta, summary)));
            assert_eq!(followed, changes);
            let anew = of(articles);
            assert_eq!((said(&ledger), ledger.len()), (said(&anew), anew.len()));
        };
        check(&articles, false);
        articles[1] = known("b", "2024-09-01", vec![statement("36.02 regent 2024", "c1 denied pks")]);
        check(&articles, true);
        articles.remove(0);
        check(&articles, true);
        articles.insert(0, known("a", "2024-08-01", vec![statement("36 governor 2024", "c1 confirmed pan")]));
        articles.push(known("d", "2024-08-01", vec![]));
        check(&articles, true);
        // The same statements under another pointer are no change of the ledger.
        articles[0].1 = Arc::new((*articles[0].1).clone());
        check(&articles, false);
        articles.clear();
        check(&articles, true);
    }
}
