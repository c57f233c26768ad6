//! The last word of a column on a race, day after day: what filters ask of thousands of cells at once. It says what
//! [`super::LedgerCell`] says of the same statements, made once for a state of the race and looked up by the day.

use super::{
    Day, LastWord, LedgerCell, Stated,
    cell::turned,
    contradiction::{cannot_both_hold, says_the_same},
    on_day::OnDay,
    standing::{PartyStanding, Word},
};
use crate::model::{Certainty, Date, EntityId, StatementSummary, StatusMeaning, StatusSense};

/// What of a statement decides a last word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said<'l> {
    pub statement: &'l StatementSummary,
    pub day: Day,
    pub meaning: StatusMeaning,
    /// The number of the ticket's head, which is the same for the same head.
    pub head: Option<u32>,
    /// Its place among the column's statements.
    pub place: u32,
}

impl OnDay for Said<'_> {
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

/// The last words of a column on a race.
#[derive(Debug, Clone, Default)]
pub(super) struct ColumnHistory {
    /// One a day on which something was said.
    steps: Box<[ColumnStep]>,
    /// Statements for whose tickets others hope, each from the step on which it stands to the one on which it does no longer.
    wished: Box<[(u32, std::ops::Range<u32>)]>,
    /// Statements without a day that can be trusted.
    undated: bool,
    /// On an open race nothing is the last word.
    open: bool,
}

#[derive(Debug, Clone, Copy)]
struct ColumnStep {
    day: Date,
    status: Certainty,
    head: Option<u32>,
    /// Statements up to this day cannot all hold, or those of this day disagree.
    contradicts: bool,
    /// There was a turn up to this day.
    switched: bool,
    /// Places of the last word and of the latest that names a ticket, among the column's statements.
    word: u32,
    ticket: Option<std::num::NonZeroU32>,
    /// The day of the last word says otherwise as well.
    disagree: bool,
}

/// What holds by a day.
pub(super) struct DayStanding {
    pub last: Option<(Certainty, Option<u32>)>,
    pub contradicts: bool,
    pub switched: bool,
    pub open: bool,
}

impl ColumnHistory {
    /// The history of statements in the order of their days; `None` where a day is known to its month or year only: such a
    /// statement counts when all of the month is over, so it has no place among days.
    pub fn of<'l>(stated: impl Iterator<Item = Said<'l>>, open: bool) -> Option<Self> {
        let mut by_day: Vec<Said<'l>> = stated.collect();
        let known = by_day.partition_point(|said| said.day.known().is_some());
        let undated = known < by_day.len();
        by_day.truncate(known);
        let (mut steps, mut sides, mut turns) = (Vec::new(), SidesSoFar::default(), Turns::default());
        let mut standing = PartyStanding::default();
        let (mut wished, mut open_wishes) = (Vec::new(), Vec::<(u32, u32)>::new());
        for of_day in by_day.chunk_by(|a, b| a.day == b.day) {
            let day = of_day[0].day.known()?;
            if !day.is_day() {
                return None;
            }
            standing.add_day(of_day);
            of_day.iter().for_each(|said| sides.add(said));
            turns.add_day(of_day);
            let Some(word) = standing.word() else { continue };
            let (status, head) = (word.said.statement.status, word.said.head);
            let contradicts = sides.clashed || word.disagree;
            let step = steps.len() as u32;
            let holds = |place: u32| standing.wished().iter().any(|wish| wish.place == place);
            open_wishes.retain(|(place, from)| {
                let still = holds(*place);
                if !still {
                    wished.push((*place, *from..step));
                }
                still
            });
            let known: Vec<u32> = open_wishes.iter().map(|(place, _)| *place).collect();
            open_wishes.extend(
                standing.wished().iter().filter(|wish| !known.contains(&wish.place)).map(|wish| (wish.place, step)),
            );
            steps.push(ColumnStep {
                day,
                status,
                head,
                contradicts,
                switched: turns.switched,
                word: word.said.place,
                ticket: standing.ticket().and_then(|said| std::num::NonZeroU32::new(said.place + 1)),
                disagree: word.disagree,
            });
        }
        wished.extend(open_wishes.into_iter().map(|(place, from)| (place, from..u32::MAX)));
        Some(Self { steps: steps.into(), wished: wished.into(), undated, open })
    }

    pub fn by(&self, at: Option<Date>) -> DayStanding {
        let number = at.map_or(self.steps.len(), |at| {
            let last = at.last_day();
            self.steps.partition_point(|step| step.day <= last)
        });
        let step = self.steps[..number].last();
        let open = self.undated || (self.open && number > 0);
        match step.filter(|_| !self.open) {
            Some(step) => DayStanding {
                last: Some((step.status, step.head)),
                contradicts: step.contradicts,
                switched: step.switched,
                open,
            },
            None => DayStanding { last: None, contradicts: false, switched: false, open },
        }
    }

    /// Fills in what stands by a day, as [`LedgerCell::of`] does from the statements themselves.
    pub fn fill(&self, cell: &mut LedgerCell, party: Option<&EntityId>, stated: &[Stated<'_>], at: Option<Date>) {
        let number = at.map_or(self.steps.len(), |at| {
            let last = at.last_day();
            self.steps.partition_point(|step| step.day <= last)
        });
        let Some(step) = self.steps[..number].last().filter(|_| !self.open) else { return };
        let at = (number - 1) as u32;
        let word = |place: u32, disagree: bool| {
            stated.get(place as usize).and_then(|said| LastWord::of(party, &Word { said: *said, disagree }))
        };
        cell.last = word(step.word, step.disagree);
        cell.ticket = step.ticket.and_then(|place| word(place.get() - 1, false));
        let mut wished: Vec<u32> =
            self.wished.iter().filter(|(_, steps)| steps.contains(&at)).map(|one| one.0).collect();
        wished.sort_unstable();
        cell.wished = wished.into_iter().filter_map(|place| word(place, false)).collect();
        (cell.contradicts, cell.switched) = (step.contradicts, step.switched);
    }
}

/// Whether anything firm was taken back so far.
#[derive(Default)]
struct Turns<'l> {
    /// The last firm statement of an earlier day.
    firm: Option<Said<'l>>,
    switched: bool,
}

impl<'l> Turns<'l> {
    /// As [`super::switches`] goes from one day to the next.
    fn add_day(&mut self, of_day: &[Said<'l>]) {
        let turned = self.firm.is_some_and(|firm| turned(&firm, of_day, cannot_both_hold).is_some());
        self.switched |= turned;
        let confirmed = of_day.iter().rev().find(|said| said.sense() == StatusSense::Decided).copied();
        self.firm = confirmed.or(self.firm.filter(|_| !turned));
    }
}

/// What was confirmed and denied so far, the same only once, until two of them clash.
#[derive(Default)]
struct SidesSoFar<'l> {
    confirmed: Vec<Said<'l>>,
    denied: Vec<Said<'l>>,
    clashed: bool,
}

impl<'l> SidesSoFar<'l> {
    fn add(&mut self, said: &Said<'l>) {
        let own = match said.sense() {
            StatusSense::Decided => &mut self.confirmed,
            StatusSense::Refused => &mut self.denied,
            _ => return,
        };
        if self.clashed || own.iter().any(|one| says_the_same(one.statement, said.statement)) {
            return;
        }
        own.push(*said);
        self.clashed = self.confirmed.iter().chain(&self.denied).any(|one| cannot_both_hold(one, said));
    }
}
