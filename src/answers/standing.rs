//! What a party's statements on a race leave standing, day after day. A denial takes back what it names, and no more: a
//! ticket, a coalition of the same parties, or everything where the party says no alone and names nothing. What others hope
//! for, and what nobody said how firmly, is no word of the party.

use super::{
    contradiction::{says_otherwise, says_the_same},
    on_day::OnDay,
};
use crate::model::{StatementSummary, StatusMeaning, StatusSense};

/// Whether a denial (or a look back) names no partner and no ticket: it is about all that the party said before.
pub(super) fn is_about_all(no: &StatementSummary) -> bool {
    no.head.is_none() && no.parties.iter().all(|one| one.party == no.parties[0].party)
}

/// Whether a denial (or a look back) is about what a statement says: about its ticket, about a coalition of the same
/// parties, or about all.
pub(super) fn takes_back(no: &StatementSummary, said: &StatementSummary) -> bool {
    match (&no.head, &said.head) {
        (Some(no), Some(said)) => no == said,
        _ => is_about_all(no) || same_parties(no, said),
    }
}

pub(super) fn same_parties(a: &StatementSummary, b: &StatementSummary) -> bool {
    let within = |a: &StatementSummary, b: &StatementSummary| {
        a.parties.iter().all(|one| b.parties.iter().any(|other| other.party == one.party))
    };
    within(a, b) && within(b, a)
}

/// Whether a decided statement goes to another ticket than an earlier one: nobody stands for two.
pub(super) fn goes_elsewhere<T: OnDay>(decided: &T, said: &T) -> bool {
    decided.sense() == StatusSense::Decided
        && matches!((&decided.statement().head, &said.statement().head), (Some(decided), Some(said)) if decided != said)
}

/// What stands after the days that were gone through.
#[derive(Clone)]
pub(super) struct PartyStanding<T> {
    /// What was confirmed or explored and nothing took back, by day; of one day the firmest is the last.
    live: Vec<Word<T>>,
    /// So many were left when the list was made tidy.
    tidy: usize,
    /// The latest denial or look back.
    ended: Option<Word<T>>,
    /// Denials of a ticket that was not affirmed since.
    denied_tickets: Vec<T>,
    /// The latest denial of all, if nothing was affirmed since.
    denied_all: Option<T>,
    /// The latest of what is no word of its own.
    weak: Option<Word<T>>,
    /// The same by ticket, as long as the party did not answer.
    wished: Vec<T>,
}

/// A word, and whether its day says otherwise as well.
#[derive(Clone, Copy)]
pub(super) struct Word<T> {
    pub said: T,
    pub disagree: bool,
}

impl<T> Default for PartyStanding<T> {
    fn default() -> Self {
        Self {
            live: Vec::new(),
            tidy: 0,
            ended: None,
            denied_tickets: Vec::new(),
            denied_all: None,
            weak: None,
            wished: Vec::new(),
        }
    }
}

impl<T: OnDay> PartyStanding<T> {
    /// What stands after all of them; they are in the order of their days, and every day is known.
    pub fn of(by_day: &[T]) -> Self {
        let mut standing = Self::default();
        by_day.chunk_by(|a, b| a.day() == b.day()).for_each(|of_day| standing.add_day(of_day));
        standing
    }

    /// Goes through the next day. What is affirmed on it stands, whatever else the same day denies.
    pub fn add_day(&mut self, of_day: &[T]) {
        let today = distinct(of_day);
        let word = |said: &T| Word { said: *said, disagree: today.iter().any(|one| says_otherwise(one, said)) };
        let of = |wanted: fn(StatusSense) -> bool| today.iter().filter(move |one| wanted(one.sense()));
        for no in of(StatusSense::ends) {
            self.live.retain(|one| !takes_back(no.statement(), one.said.statement()));
            self.wished.retain(|one| !takes_back(no.statement(), one.statement()));
            if no.sense() != StatusSense::Refused {
                continue;
            }
            if is_about_all(no.statement()) {
                self.denied_all = Some(*no);
            }
            if no.statement().head.is_some() {
                self.denied_tickets.retain(|one| one.statement().head != no.statement().head);
                self.denied_tickets.push(*no);
            }
        }
        self.ended = firmest(of(StatusSense::ends)).map(word).or(self.ended);
        let mut affirmed: Vec<T> = of(StatusSense::affirms).copied().collect();
        affirmed.sort_by_key(|one| std::cmp::Reverse(firmness(one)));
        for one in &affirmed {
            let said = one.statement();
            self.live.retain(|other| !goes_elsewhere(one, &other.said));
            self.wished.retain(|other| !goes_elsewhere(one, other) && other.statement().head != said.head);
            self.denied_tickets.retain(|no| no.statement().head != said.head);
            self.denied_all = None;
        }
        self.live.extend(affirmed.iter().map(word));
        if self.live.len() > 2 * self.tidy + 8 {
            self.make_tidy();
        }
        let weak = |sense: StatusSense| !sense.affirms() && !sense.ends();
        for wish in of(weak).filter(|one| one.statement().head.is_some()) {
            self.wished.retain(|one| one.statement().head != wish.statement().head);
            let is_answered = || self.live.iter().any(|one| one.said.statement().head == wish.statement().head);
            if wish.sense().hopes() && !is_answered() {
                self.wished.push(*wish);
            }
        }
        self.weak = firmest(of(weak)).map(word).or(self.weak);
    }

    /// Of what was said again, the earlier is let go: whatever takes one back takes both.
    fn make_tidy(&mut self) {
        let mut kept: Vec<Word<T>> = Vec::new();
        for one in self.live.drain(..).rev() {
            if !kept.iter().any(|other| says_the_same(other.said.statement(), one.said.statement())) {
                kept.push(one);
            }
        }
        kept.reverse();
        (self.tidy, self.live) = (kept.len(), kept);
    }

    /// The last word: the latest that stands, else the latest denial or look back, else what is no word of its own.
    pub fn word(&self) -> Option<Word<T>> {
        self.live.last().copied().or(self.ended).or(self.weak)
    }

    /// The latest that stands and names a ticket.
    pub fn ticket(&self) -> Option<T> {
        self.live.iter().rev().map(|word| word.said).find(|said| said.statement().head.is_some())
    }

    /// Tickets for which others hope for the party, or nobody said how firmly it stands, with the latest such statement.
    pub fn wished(&self) -> &[T] {
        &self.wished
    }

    /// When the party last said no to all, if nothing was affirmed since.
    pub fn denied_all(&self) -> Option<T> {
        self.denied_all
    }

    /// When the party last said no to a ticket, if it was not affirmed since.
    pub fn denied_ticket(&self, head: &crate::model::EntityId) -> Option<T> {
        self.denied_tickets.iter().find(|no| no.statement().head.as_ref() == Some(head)).copied()
    }
}

/// The firmest comes first; one with a ticket before one without.
fn firmness<T: OnDay>(one: &T) -> (StatusSense, u8, bool) {
    let StatusMeaning { sense, rank } = one.meaning();
    (sense, rank, one.statement().head.is_none())
}

/// Of several that are as firm, the last one.
fn firmest<'t, T: OnDay + 't>(of_day: impl DoubleEndedIterator<Item = &'t T>) -> Option<&'t T> {
    of_day.rev().min_by_key(|one| firmness(*one))
}

/// What is said more than once on a day, only where it is said last.
fn distinct<T: OnDay>(of_day: &[T]) -> Vec<T> {
    if let [one] = of_day {
        return vec![*one];
    }
    let mut kept: Vec<T> = Vec::new();
    for one in of_day.iter().rev() {
        let same = |other: &T| {
            let (meanings, one, other) = ([one.meaning(), other.meaning()], one.statement(), other.statement());
            one.status == other.status && meanings[0] == meanings[1] && says_the_same(one, other)
        };
        if !kept.iter().any(same) {
            kept.push(*one);
        }
    }
    kept.reverse();
    kept
}

#[cfg(test)]
pub(super) mod tests;
