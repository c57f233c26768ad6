//! The last word of a column on a race, day after day: what filters ask of thousands of cells at once. It says what
//! [`super::LedgerCell`] says of the same statements, made once for a state of the race and looked up by the day.

use super::{
    Day,
    cell::{cannot_both_hold, says_otherwise, says_the_same, turned},
};
use crate::model::{Certainty, Date, StatementSummary};

/// What of a statement decides a last word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said<'l> {
    pub statement: &'l StatementSummary,
    pub day: Day,
    pub status: Certainty,
    /// The number of the ticket's head, which is the same for the same head.
    pub head: Option<u32>,
}

/// The last words of a column on a race.
#[derive(Debug, Clone, Default)]
pub(super) struct ColumnHistory {
    /// One a day on which something was said.
    steps: Box<[ColumnStep]>,
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
}

/// What holds by a day.
pub(super) struct DayStanding {
    pub last: Option<(Certainty, Option<u32>)>,
    pub contradicts: bool,
    pub switched: bool,
    pub open: bool,
}

impl ColumnStep {
    /// All of its day was said.
    fn end(&mut self, firmest: &Said<'_>, turns: &mut Turns<'_>) {
        self.contradicts |= turns.today.iter().any(|one| says_otherwise(one.statement, firmest.statement));
        self.switched = turns.end_day();
    }
}

impl ColumnHistory {
    /// The history of statements in the order of their days; `None` where a day is known to its month or year only: such a
    /// statement counts when all of the month is over, so it has no place among days.
    pub fn of<'l>(stated: impl Iterator<Item = Said<'l>>, open: bool) -> Option<Self> {
        let mut history = Self { open, ..Self::default() };
        let (mut steps, mut sides, mut turns) = (Vec::<ColumnStep>::new(), SidesSoFar::default(), Turns::default());
        let mut firmest: Option<Said<'l>> = None;
        for said in stated {
            let Some(day) = said.day.known() else {
                history.undated = true;
                continue;
            };
            if !day.is_day() {
                return None;
            }
            if let (Some(last), Some(firmest)) = (steps.last_mut().filter(|last| last.day != day), firmest) {
                last.end(&firmest, &mut turns);
            }
            sides.add(&said);
            turns.today.push(said);
            let (status, head, contradicts) = (said.status, said.head, sides.clashed);
            let Some(last) = steps.last_mut().filter(|last| last.day == day) else {
                steps.push(ColumnStep { day, status, head, contradicts, switched: false });
                firmest = Some(said);
                continue;
            };
            // Of one day the firmest is the last word, that with a ticket before that without, the later before the earlier.
            if (status, head.is_none()) <= (last.status, last.head.is_none()) {
                (last.status, last.head) = (status, head);
                firmest = Some(said);
            }
            last.contradicts |= contradicts;
        }
        if let (Some(last), Some(firmest)) = (steps.last_mut(), firmest) {
            last.end(&firmest, &mut turns);
        }
        history.steps = steps.into();
        Some(history)
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
}

/// Whether anything firm was taken back so far.
#[derive(Default)]
struct Turns<'l> {
    /// The last firm statement of an earlier day.
    firm: Option<Said<'l>>,
    today: Vec<Said<'l>>,
    switched: bool,
}

impl Turns<'_> {
    /// As [`super::switches`] goes from one day to the next.
    fn end_day(&mut self) -> bool {
        self.switched |= self.firm.is_some_and(|firm| turned(&firm, &self.today, clash, |said| said.status).is_some());
        let last = |status: Certainty| self.today.iter().rev().find(|said| said.status == status).copied();
        self.firm = last(Certainty::Confirmed).or(self.firm.filter(|_| last(Certainty::Denied).is_none()));
        self.today.clear();
        self.switched
    }
}

/// As [`super::clash`].
fn clash(a: &Said<'_>, b: &Said<'_>) -> bool {
    cannot_both_hold(a.statement, b.statement)
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
        let own = match said.status {
            Certainty::Confirmed => &mut self.confirmed,
            Certainty::Denied => &mut self.denied,
            _ => return,
        };
        if self.clashed || own.iter().any(|one| says_the_same(one.statement, said.statement)) {
            return;
        }
        own.push(*said);
        self.clashed = self.confirmed.iter().chain(&self.denied).any(|one| clash(one, said));
    }
}
