//! Which statements on a race contradict each other.

use super::on_day::OnDay;
use crate::model::{StatementSummary, StatusSense};

/// Whether two statements of one party on one race cannot both hold.
pub(super) fn cannot_both_hold<T: OnDay>(a: &T, b: &T) -> bool {
    use StatusSense::{Decided, Refused};
    let (one, other) = (a.statement(), b.statement());
    match (a.sense(), b.sense()) {
        (Decided, Decided) => matches!((&one.head, &other.head), (Some(a), Some(b)) if a != b),
        (Decided, Refused) => denies(other, one),
        (Refused, Decided) => denies(one, other),
        _ => false,
    }
}

/// Whether a denial says no to what is confirmed: to its ticket; or, where one of them names no ticket, to a coalition whose
/// parties all stand in it. Who will not go with one party may well go with another.
fn denies(denied: &StatementSummary, confirmed: &StatementSummary) -> bool {
    match (&denied.head, &confirmed.head) {
        (Some(denied), Some(confirmed)) => denied == confirmed,
        _ => denied.parties.iter().all(|one| confirmed.parties.iter().any(|other| one.party == other.party)),
    }
}

/// Whether a statement says otherwise than the firmest one of the same day. A denial does only if that is what it denies;
/// what others hope for is no other word of the party.
pub(super) fn says_otherwise<T: OnDay>(one: &T, firmest: &T) -> bool {
    let is_own = |said: &T| !said.sense().hopes() && said.sense() != StatusSense::Aside;
    if is_own(one) != is_own(firmest) {
        return false;
    }
    let (said, other) = (one.statement(), firmest.statement());
    match (one.sense() == StatusSense::Refused, firmest.sense() == StatusSense::Refused) {
        (true, false) => denies(said, other),
        (false, true) => denies(other, said),
        _ => one.meaning() != firmest.meaning() || matches!((&said.head, &other.head), (Some(a), Some(b)) if a != b),
    }
}

/// Whether two statements of one status clash with the same others.
pub(super) fn says_the_same(a: &StatementSummary, b: &StatementSummary) -> bool {
    a.head == b.head && a.parties.iter().map(|one| &one.party).eq(b.parties.iter().map(|one| &one.party))
}
