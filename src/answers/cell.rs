//! What a party says of a race by a day: the last word, how many statements and stories stand behind it, and whether they
//! contradict one another.

use std::collections::BTreeMap;

use super::{
    Day, Stated,
    contradiction::{cannot_both_hold, says_the_same},
    on_day::OnDay,
    standing::{PartyStanding, Word},
};
use crate::model::{Certainty, Date, EntityId, Slot, Stance, StatementSummary, StatusMeaning, StatusSense};

/// The last word of a party on a race.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastWord {
    pub day: Date,
    pub status: Certainty,
    /// What the status says for this party, which may stand against what others decided.
    pub sense: StatusSense,
    pub stance: Stance,
    pub slot: Option<Slot>,
    pub head: Option<EntityId>,
    pub deputy: Option<EntityId>,
    /// Statements of that day that say otherwise: the firmest one stands here, all of them are in the cell.
    pub disagree: bool,
}

impl LastWord {
    pub(super) fn of(party: Option<&EntityId>, word: &Word<Stated<'_>>) -> Option<Self> {
        let Word { said: Stated { statement, day, meaning, scheme, .. }, disagree } = word;
        let (stance, slot) = statement.stance_of(party, scheme).unwrap_or_default();
        Some(Self {
            day: day.known()?,
            status: statement.status,
            sense: meaning.sense,
            stance,
            slot,
            head: statement.head.clone(),
            deputy: statement.deputy.clone(),
            disagree: *disagree,
        })
    }
}

impl OnDay for Stated<'_> {
    fn statement(&self) -> &StatementSummary {
        self.statement
    }

    fn day(&self) -> Day {
        self.day
    }

    fn meaning(&self) -> StatusMeaning {
        self.meaning
    }
}

/// A party's place in the row of a race.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LedgerCell {
    /// `None`: nothing has a day that can be trusted, or the race is open.
    pub last: Option<LastWord>,
    /// The ticket that the party stands for by its own words: mostly that of the last word, which may name none.
    pub ticket: Option<LastWord>,
    /// Tickets for which others hope for it, or nobody said how firmly it stands, as long as it did not answer.
    pub wished: Vec<LastWord>,
    /// Statements by the day, those without a trusted day among them.
    pub statements: usize,
    pub stories: usize,
    pub articles: usize,
    /// Of the statements, those without a day that can be trusted, and all of an open race.
    pub open: usize,
    pub statuses: BTreeMap<Certainty, usize>,
    /// Statements that cannot both be true, or not at the same time.
    pub contradicts: bool,
    /// The last word is not the first firm one: it was taken back, or goes to another ticket.
    pub switched: bool,
}

impl LedgerCell {
    /// The cell of a party from its statements, which are in the order of their days. `at`: the last day that counts;
    /// `open`: the race is open.
    pub fn of(party: Option<&EntityId>, stated: &[Stated<'_>], at: Option<Date>, open: bool) -> Self {
        let mut cell = Self::counted(stated, at, open);
        let by_day: Vec<Stated<'_>> = stated.iter().filter(|one| !open && one.day.is_by(at)).copied().collect();
        cell.contradicts = contradict(&by_day);
        let standing = PartyStanding::of(&by_day);
        let word = |said: Stated<'_>| LastWord::of(party, &Word { said, disagree: false });
        cell.last = standing.word().and_then(|word| LastWord::of(party, &word));
        cell.ticket = standing.ticket().and_then(word);
        cell.wished = standing.wished().iter().filter_map(|said| word(*said)).collect();
        cell.switched = switches(&by_day).is_some();
        cell.contradicts |= cell.last.as_ref().is_some_and(|last| last.disagree);
        cell
    }

    /// How much stands behind it.
    pub(super) fn counted(stated: &[Stated<'_>], at: Option<Date>, open: bool) -> Self {
        let mut cell = Self::default();
        let (mut stories, mut articles) = (Vec::with_capacity(stated.len()), Vec::with_capacity(stated.len()));
        for one in stated {
            match one.day.known() {
                Some(_) if !one.day.is_by(at) => continue,
                Some(_) if !open => {}
                _ => cell.open += 1,
            }
            cell.statements += 1;
            articles.push(one.numbers.0);
            stories.push(one.numbers.1);
            *cell.statuses.entry(one.statement.status).or_default() += 1;
        }
        (cell.stories, cell.articles) = (number_of(stories), number_of(articles));
        cell
    }
}

/// Of numbers, how many different ones there are.
fn number_of(mut numbers: Vec<u32>) -> usize {
    numbers.sort_unstable();
    numbers.dedup();
    numbers.len()
}

/// The last word among statements with trusted days, in their order.
pub fn last_word(party: Option<&EntityId>, by_day: &[Stated<'_>]) -> Option<LastWord> {
    LastWord::of(party, &PartyStanding::of(by_day).word()?)
}

/// Whether two statements of one party on one race cannot both hold: one confirms what another denies, or both are
/// confirmed for different tickets.
pub fn clash(a: &Stated<'_>, b: &Stated<'_>) -> bool {
    cannot_both_hold(a, b)
}

/// What was confirmed and what was denied, the same only once: few different things are said of a party in a race.
struct Sides<'l> {
    confirmed: Vec<Stated<'l>>,
    denied: Vec<Stated<'l>>,
}

impl<'l> Sides<'l> {
    fn of(stated: &[Stated<'l>]) -> Self {
        let mut sides = Self { confirmed: Vec::new(), denied: Vec::new() };
        for one in stated {
            let side = match one.sense() {
                StatusSense::Decided => &mut sides.confirmed,
                StatusSense::Refused => &mut sides.denied,
                _ => continue,
            };
            if !side.iter().any(|other| says_the_same(other.statement, one.statement)) {
                side.push(*one);
            }
        }
        sides
    }

    /// Whether any of them clashes with this one.
    fn any_clash(&self, one: &Stated<'_>) -> bool {
        self.confirmed.iter().chain(&self.denied).any(|other| cannot_both_hold(one, other))
    }
}

/// Whether any two clash. What says the same clashes with the same others, so one of each is enough.
fn contradict(stated: &[Stated<'_>]) -> bool {
    let Sides { confirmed, denied } = Sides::of(stated);
    let clashes = |one: &Stated<'_>| confirmed.iter().chain(&denied).any(|other| cannot_both_hold(one, other));
    confirmed.iter().any(clashes)
}

/// The statements that clash with another one, in their order.
pub fn clashing<'l>(stated: &[Stated<'l>]) -> Vec<Stated<'l>> {
    let sides = Sides::of(stated);
    stated.iter().filter(|one| sides.any_clash(one)).copied().collect()
}

/// Where a party turned: the places of the last firm statement of an earlier day, and of the one that takes it back or goes
/// to another ticket, the latest such turn. Statements are in the order of their days; in what order those of one day stand
/// decides nothing.
pub fn switches(by_day: &[Stated<'_>]) -> Option<(usize, usize)> {
    let (mut firm, mut turn, mut from) = (None::<usize>, None, 0);
    for of_day in by_day.chunk_by(|a, b| a.day == b.day) {
        let turned = firm.and_then(|before| turned(&by_day[before], of_day, clash));
        if let (Some(before), Some(at)) = (firm, turned) {
            turn = Some((before, from + at));
        }
        let confirmed = of_day.iter().rposition(|one| one.sense() == StatusSense::Decided);
        // Who says no to something else stays where it was.
        let kept = firm.filter(|_| turned.is_none());
        firm = confirmed.map(|at| from + at).or(kept);
        from += of_day.len();
    }
    turn
}

/// The first statement of a day that takes back what was firm before, unless the same day confirms that still and says no
/// to the statement: then the day disagrees with itself, and nobody turned.
pub(super) fn turned<T: OnDay>(firm: &T, of_day: &[T], clash: impl Fn(&T, &T) -> bool) -> Option<usize> {
    let stands = |one: &T| {
        let mut confirmed = of_day.iter().filter(|other| other.sense() == StatusSense::Decided);
        confirmed.any(|other| clash(other, one) && !clash(firm, other))
    };
    of_day.iter().position(|one| clash(firm, one) && !stands(one))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::answers::{
        Ledger, LedgerColumn,
        testing::{day, entity, known, statement},
    };

    /// The cell of PKS in the one race of some statements, each with its day.
    fn cell(said: &[(&str, &str)], at: Option<&str>) -> LedgerCell {
        let articles: Vec<_> = said
            .iter()
            .enumerate()
            .map(|(n, (date, text))| known(&format!("a{n}"), date, vec![statement("36.02 regent 2024", text)]))
            .collect();
        let ledger = Ledger::of(articles.iter().map(|(meta, summary)| (meta, summary)), Arc::default());
        let (race, book) = ledger.races().next().unwrap();
        let pks = entity("party:pks");
        let stated = ledger.column(book, &LedgerColumn::Party(pks.clone()));
        LedgerCell::of(Some(&pks), &stated, at.map(day), ledger.is_open(race))
    }

    #[test]
    fn who_says_no_to_one_partner_may_go_with_another() {
        let contradicts = |said: &[(&str, &str)]| cell(said, None).contradicts;
        let with_psi = ("2024-07-01", "c1 confirmed pks psi");
        assert!(!contradicts(&[with_psi, ("2024-08-01", "c1 denied pks golkar")]));
        assert!(
            !contradicts(&[with_psi, ("2024-08-01", "c1 denied pks psi golkar")]),
            "two of the three may go together"
        );
        assert!(!contradicts(&[("2024-07-01", "c1 confirmed pks | andra"), ("2024-08-01", "c1 denied pks golkar")]));
        assert!(!contradicts(&[with_psi, ("2024-07-01", "c1 denied pks golkar")]), "nor on the same day");
        assert!(contradicts(&[with_psi, ("2024-07-01", "c1 exploring pks golkar")]), "which is it?");
        assert!(contradicts(&[with_psi, ("2024-08-01", "c1 denied psi pks")]));
        assert!(contradicts(&[("2024-07-01", "c1 confirmed pks psi golkar"), ("2024-08-01", "c1 denied pks golkar")]));
        assert!(contradicts(&[
            ("2024-07-01", "c1 confirmed pks | andra"),
            ("2024-08-01", "c1 denied pks psi | andra")
        ]));
        assert!(contradicts(&[with_psi, ("2024-08-01", "c1 denied pks")]));
    }

    #[test]
    fn the_last_word_by_a_day() {
        let said =
            [("2024-07-01", "c1 exploring pks"), ("2024-08-20", "c1 confirmed pks! psi | andra"), ("", "c1 hoped pks")];
        let word = |at: Option<&str>| cell(&said, at).last.map(|last| (last.status, last.stance));
        assert_eq!(word(Some("2024-06-30")), None);
        assert_eq!(word(Some("2024-08-19")), Some((Certainty::Exploring, Stance::Member)));
        assert_eq!(word(None), Some((Certainty::Confirmed, Stance::Nominating)));
        let all = cell(&said, None);
        let statuses = [Certainty::Confirmed, Certainty::Exploring, Certainty::Hoped].map(|status| (status, 1));
        assert_eq!((all.statements, all.open, all.statuses), (3, 1, statuses.into()));
        assert!(!all.contradicts && !all.switched, "firmer is not other");
    }

    #[test]
    fn a_day_beyond_the_calendar_is_shown_and_never_the_last_word() {
        let said = [("2024-07-01", "c1 exploring pks"), ("2034-08-20", "c1 confirmed pks")];
        let cell = cell(&said, None);
        assert_eq!((cell.last.unwrap().status, cell.statements, cell.open), (Certainty::Exploring, 2, 1));
        let past = [("2015-07-01", "c1 past pks")];
        assert!(super::tests::cell(&past, None).last.is_some(), "who looks back may look far");
    }

    #[test]
    fn contradictions_and_turns() {
        let two = |one: (&str, &str), two: (&str, &str)| {
            let cell = cell(&[one, two], None);
            (cell.contradicts, cell.switched)
        };
        let a = ("2024-07-01", "c1 confirmed pks | andra");
        assert_eq!(two(a, ("2024-07-05", "c1 confirmed pks | airin")), (true, true));
        assert_eq!(two(a, ("2024-07-05", "c1 denied pks")), (true, true));
        assert_eq!(two(a, ("2024-07-05", "c1 denied pks | airin")), (false, false));
        assert_eq!(two(a, ("2024-07-05", "c1 confirmed pks")), (false, false));
        assert_eq!(two(a, ("2024-07-01", "c1 denied pks")), (true, false));
        assert_eq!(two(("2024-07-01", "c1 denied pks"), ("2024-07-05", "c1 confirmed pks")), (true, false));
        // Who leaves and says where to in one breath has turned, whichever sentence stands first.
        let left = ("2024-08-21", "c1 denied pks | andra");
        let went = ("2024-08-21", "c1 confirmed pks | airin");
        let first = ("2024-06-24", "c1 confirmed pks psi");
        for said in [[first, left, went], [first, went, left]] {
            let turned = cell(&said, None);
            assert!(turned.switched && turned.contradicts, "{said:?}");
        }
        // Who says no to another partner and stands by the ticket on the same day neither contradicts itself nor turned.
        let (stays, no) = (("2024-08-21", "c1 confirmed pks | andra"), ("2024-08-21", "c1 denied pks pdip"));
        for said in [[first, stays, no], [first, no, stays]] {
            let stayed = cell(&said, None);
            assert!(!stayed.switched && !stayed.contradicts, "{said:?}");
        }
        let same_day = cell(&[a, ("2024-07-01", "c1 denied pks")], None);
        assert!(same_day.last.unwrap().disagree);
    }

    #[test]
    fn all_that_clash_and_no_others() {
        let articles = [
            known("a", "2024-07-01", vec![statement("36 governor 2024", "c1 confirmed pks | andra")]),
            known("b", "2024-07-02", vec![statement("36 governor 2024", "c1 exploring pks | airin")]),
            known("c", "2024-07-03", vec![statement("36 governor 2024", "c1 denied pks | andra")]),
        ];
        let ledger = Ledger::of(articles.iter().map(|(meta, summary)| (meta, summary)), Arc::default());
        let book = ledger.races().next().unwrap().1;
        let stated = ledger.column(book, &LedgerColumn::Party(entity("party:pks")));
        let ids: Vec<&str> = clashing(&stated).iter().map(|one| one.article.id.as_str()).collect();
        assert_eq!(ids, ["a", "c"]);
    }
}
