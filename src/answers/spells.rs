//! A party's history in a race: spells of one last word, the panel of weeks, and what became of exploring.

use super::{Book, LastWord, Ledger, LedgerColumn, RaceKey, Stated, last_word, on_day::OnDay, standing::PartyStanding};
use crate::model::{Date, Election, EntityId, Stance, StatusSense};

/// Days in which the last word of a party on a race stays the same: status, ticket, stance. It begins on the day on which
/// all of that was first said: a ticket that is named later does not reach back. Where a denial leaves an earlier word
/// standing, that one's spell begins anew on its day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spell {
    pub word: LastWord,
    pub from: Date,
    /// The last day; `None`: nothing later is known (the spell is censored).
    pub to: Option<Date>,
    /// Statements of these days.
    pub statements: usize,
}

/// The spells of a party in a race, from its statements in the order of their days; those without a trusted day are none.
pub fn spells(party: &EntityId, stated: &[Stated<'_>]) -> Vec<Spell> {
    let by_day: Vec<Stated<'_>> = stated.iter().filter(|one| one.day.known().is_some()).copied().collect();
    let mut spells: Vec<Spell> = Vec::new();
    let mut standing = PartyStanding::default();
    for of_day in by_day.chunk_by(|a, b| a.day == b.day) {
        standing.add_day(of_day);
        let (Some(day), Some(word)) = (of_day[0].day.known(), standing.word()) else { continue };
        let Some(word) = LastWord::of(Some(party), &word) else { continue };
        match spells.last_mut() {
            Some(spell) if goes_on(&spell.word, &word, &standing) => {
                spell.statements += of_day.len();
                spell.word.day = word.day;
                spell.word.disagree |= word.disagree;
            }
            before => {
                if let Some(spell) = before {
                    spell.to = day.plus(-1);
                }
                spells.push(Spell { from: day, to: None, statements: of_day.len(), word });
            }
        }
    }
    spells
}

/// Whether a word says nothing new: what it leaves out stays as it was, unless it was taken back.
fn goes_on(before: &LastWord, word: &LastWord, standing: &PartyStanding<Stated<'_>>) -> bool {
    fn silent_or_same<T: PartialEq>(before: &Option<T>, word: &Option<T>) -> bool {
        word.is_none() || before == word
    }
    let taken_back = || standing.ticket().and_then(|said| said.statement.head.as_ref()) != before.head.as_ref();
    if word.sense.affirms() && word.head.is_none() && before.head.is_some() && taken_back() {
        return false;
    }
    before.status == word.status
        && silent_or_same(&before.head, &word.head)
        && silent_or_same(&before.deputy, &word.deputy)
        && (word.stance == Stance::Open || before.stance == word.stance)
        && silent_or_same(&before.slot, &word.slot)
}

/// A week of a party in a race.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Week {
    /// Its Monday.
    pub monday: Date,
    /// The spell at the end of the week, its number from 1.
    pub spell: usize,
    /// Statements of the week.
    pub statements: usize,
    /// Whether another spell began in it than the one before it.
    pub changed: bool,
}

/// The weeks of a party in a race: from its first dated statement to the week of the election, or where that is not known
/// to `until`. What was said on no whole day is in no week; see [`in_no_week`].
pub fn weeks(spells: &[Spell], stated: &[Stated<'_>], election: Option<&Election>, until: Date) -> Vec<Week> {
    let Some(first) = spells.first().map(|spell| spell.from.monday()) else { return Vec::new() };
    let said = stated.iter().filter_map(|one| one.day.known()).max().unwrap_or(first);
    let end = election.map_or(until, |election| election.day);
    // News after the election is news all the same.
    let end = end.max(said).monday();
    let mut weeks = Vec::new();
    let (mut monday, mut before) = (first, 0);
    let mut days = stated.iter().filter_map(|one| one.day.known()).peekable();
    while monday <= end {
        let Some(next) = monday.plus(7) else { break };
        let spell = spells.partition_point(|spell| spell.from < next);
        let mut statements = 0;
        while days.next_if(|day| *day < next).is_some() {
            statements += 1;
        }
        weeks.push(Week { monday, spell, statements, changed: spell != before });
        before = spell;
        monday = next;
    }
    weeks
}

/// What a party said of a race in some week of a month or a year: no week has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InNoWeek {
    /// The month, or the year.
    pub date: Date,
    pub word: LastWord,
    pub statements: usize,
}

/// What lies in no week, by its dates; and what is left of the statements.
pub fn in_no_week<'s>(party: &EntityId, stated: &[Stated<'s>]) -> (Vec<InNoWeek>, Vec<Stated<'s>>) {
    let (partial, whole): (Vec<Stated<'s>>, Vec<Stated<'s>>) =
        stated.iter().partition(|one| one.day.known().is_some_and(|day| !day.is_day()));
    let of_date = |said: &[Stated<'_>]| {
        let (date, word) = (said[0].day.known()?, last_word(Some(party), said)?);
        Some(InNoWeek { date, word, statements: said.len() })
    };
    (partial.chunk_by(|a, b| a.day == b.day).filter_map(of_date).collect(), whole)
}

/// What became of those who were said to explore.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Explored {
    /// Parties in races with an exploring statement.
    pub explored: usize,
    /// Of these, those confirmed later.
    pub confirmed: usize,
    /// Those whose last word is a denial.
    pub denied: usize,
    /// Those that nothing later decided.
    pub open: usize,
    /// Not among them: parties with exploring statements only that have no day that can be trusted, or on open races.
    pub undated: usize,
}

impl Explored {
    /// The share that was confirmed; `None` where nothing was explored.
    pub fn share(&self) -> Option<f64> {
        (self.explored > 0).then(|| self.confirmed as f64 / self.explored as f64)
    }

    /// Counts a party in a race in, by the day.
    pub fn add(&mut self, party: &EntityId, stated: &[Stated<'_>], at: Option<Date>) {
        let by_day: Vec<Stated<'_>> = stated.iter().filter(|one| one.day.is_by(at)).copied().collect();
        let of = |sense: StatusSense| move |one: &Stated<'_>| one.sense() == sense;
        let Some(first) = by_day.iter().position(of(StatusSense::Explored)) else {
            let mut undated = stated.iter().filter(|one| one.day.known().is_none());
            self.undated += usize::from(undated.any(of(StatusSense::Explored)));
            return;
        };
        self.explored += 1;
        let later = by_day[first..].iter().any(|one| of(StatusSense::Decided)(one) && one.day > by_day[first].day);
        let last = last_word(Some(party), &by_day).map(|word| word.sense);
        match (later, last) {
            (true, _) => self.confirmed += 1,
            (false, Some(StatusSense::Refused)) => self.denied += 1,
            (false, _) => self.open += 1,
        }
    }
}

/// What became of all who explored in a race, by the day; of an open race nobody can tell.
pub fn explored(ledger: &Ledger, race: &RaceKey, book: &Book, at: Option<Date>, sum: &mut Explored) {
    for (column, stated) in ledger.columns(book) {
        let LedgerColumn::Party(id) = column else { continue };
        if ledger.is_open(race) {
            sum.undated += usize::from(stated.iter().any(|one| one.sense() == StatusSense::Explored));
        } else {
            sum.add(id, &stated, at);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::answers::testing::{day, entity, known, statement};

    fn with(said: &[(&str, &str)], check: impl FnOnce(&EntityId, &[Stated<'_>], &RaceKey, &Ledger)) {
        let articles: Vec<_> = said
            .iter()
            .enumerate()
            .map(|(n, (date, text))| known(&format!("a{n}"), date, vec![statement("36 governor 2024", text)]))
            .collect();
        let ledger = Ledger::of(articles.iter().map(|(meta, summary)| (meta, summary)), Arc::default());
        let (race, book) = ledger.races().next().unwrap();
        let pks = entity("party:pks");
        check(&pks, &ledger.column(book, &LedgerColumn::Party(pks.clone())), race, &ledger);
    }

    const SAID: &[(&str, &str)] = &[
        ("2024-07-01", "c1 exploring pks"),
        ("2024-07-20", "c1 exploring pks | andra"),
        ("2024-08-20", "c1 confirmed pks | andra"),
        ("2024-08-26", "c1 confirmed pks"),
        ("2024-08-28", "c1 confirmed pks | airin"),
        ("", "c1 denied pks"),
    ];

    #[test]
    fn spells_of_one_word() {
        with(SAID, |pks, stated, _, _| {
            let spells = spells(pks, stated);
            let said: Vec<String> = spells
                .iter()
                .map(|spell| {
                    let to = spell.to.map_or("…".to_owned(), |day| day.to_string());
                    format!("{} {to} {:?} {}", spell.from, spell.word.status, spell.statements)
                })
                .collect();
            let expected = [
                "2024-07-01 2024-07-19 Exploring 1",
                "2024-07-20 2024-08-19 Exploring 1",
                "2024-08-20 2024-08-27 Confirmed 2",
                "2024-08-28 … Confirmed 1",
            ];
            assert_eq!(said, expected);
            assert_eq!(spells[0].word.head, None, "a ticket that is named later does not reach back");
            assert_eq!(spells[2].word.head, Some(entity("candidate:andra")), "the ticket that was named stays");
        });
    }

    #[test]
    fn weeks_until_the_election() {
        with(SAID, |pks, stated, race, ledger| {
            let weeks = weeks(&spells(pks, stated), stated, ledger.elections().election(race), day("2024-08-28"));
            assert_eq!((weeks[0].monday, weeks.last().unwrap().monday), (day("2024-07-01"), day("2024-11-25")));
            assert_eq!(weeks.len(), 22);
            assert_eq!(weeks.iter().map(|week| week.statements).sum::<usize>(), 5);
            let changed: Vec<String> =
                weeks.iter().filter(|week| week.changed).map(|week| week.monday.to_string()).collect();
            // Both turns of the last week of August are in one week; the panel has its end.
            assert_eq!(changed, ["2024-07-01", "2024-07-15", "2024-08-19", "2024-08-26"]);
        });
    }

    #[test]
    fn a_month_is_no_week() {
        let said = [
            ("2024", "c1 denied pks"),
            ("2024-07", "c1 exploring pks"),
            ("2024-07-10", "c1 hoped pks"),
            ("2024-08", "c1 confirmed pks | andra"),
            ("2024-08", "c1 confirmed pks | andra"),
        ];
        with(&said, |pks, stated, race, ledger| {
            let (apart, whole) = in_no_week(pks, stated);
            let told: Vec<String> =
                apart.iter().map(|one| format!("{} {:?} {}", one.date, one.word.status, one.statements)).collect();
            assert_eq!(told, ["2024 Denied 1", "2024-07 Exploring 1", "2024-08 Confirmed 2"]);
            let spells = spells(pks, &whole);
            let weeks = weeks(&spells, &whole, ledger.elections().election(race), day("2024-08-28"));
            assert_eq!(weeks.iter().map(|week| week.statements).sum::<usize>(), 1, "{weeks:?}");
            assert_eq!((weeks[0].monday, weeks.last().unwrap().monday), (day("2024-07-08"), day("2024-11-25")));
            assert!(weeks.iter().all(|week| week.spell == 1) && spells[0].word.sense == StatusSense::Wished);
        });
    }

    #[test]
    fn what_became_of_exploring() {
        with(SAID, |_, _, race, ledger| {
            let book = ledger.book(race).unwrap();
            let sum = |at: Option<Date>| {
                let mut sum = Explored::default();
                explored(ledger, race, book, at, &mut sum);
                sum
            };
            assert_eq!(sum(None), Explored { explored: 1, confirmed: 1, denied: 0, open: 0, undated: 0 });
            assert_eq!(sum(Some(day("2024-08-01"))).open, 1);
            assert_eq!(Explored::default().share(), None);
        });
    }
}
