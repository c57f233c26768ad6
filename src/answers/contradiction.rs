//! Which statements on a race contradict each other.

use crate::model::{Certainty, StatementSummary};

/// Whether two statements of one party on one race cannot both hold.
pub(super) fn cannot_both_hold(a: &StatementSummary, b: &StatementSummary) -> bool {
    use Certainty::{Confirmed, Denied};
    match (a.status, b.status) {
        (Confirmed, Confirmed) => matches!((&a.head, &b.head), (Some(a), Some(b)) if a != b),
        (Confirmed, Denied) => denies(b, a),
        (Denied, Confirmed) => denies(a, b),
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
pub(super) fn says_otherwise(one: &StatementSummary, firmest: &StatementSummary) -> bool {
    let is_own = |said: &StatementSummary| !matches!(said.status, Certainty::Hoped | Certainty::Open);
    if is_own(one) != is_own(firmest) {
        return false;
    }
    match (one.status == Certainty::Denied, firmest.status == Certainty::Denied) {
        (true, false) => denies(one, firmest),
        (false, true) => denies(firmest, one),
        _ => one.status != firmest.status || matches!((&one.head, &firmest.head), (Some(a), Some(b)) if a != b),
    }
}

/// Whether two statements of one status clash with the same others.
pub(super) fn says_the_same(a: &StatementSummary, b: &StatementSummary) -> bool {
    a.head == b.head && a.parties.iter().map(|one| &one.party).eq(b.parties.iter().map(|one| &one.party))
}
