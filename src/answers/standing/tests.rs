//! What stands, in small cases and against a plain definition that looks at all statements at once.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::{
    answers::{
        Ledger, LedgerCell, LedgerColumn, Stated,
        testing::{entity, known, statement},
    },
    model::{Certainty, EntityId},
};

fn cell_of<R>(said: &[(&str, &str)], check: impl FnOnce(&LedgerCell) -> R) -> R {
    let articles: Vec<_> = said
        .iter()
        .enumerate()
        .map(|(n, (date, text))| known(&format!("a{n}"), date, vec![statement("36 governor 2024", text)]))
        .collect();
    let ledger = Ledger::of(articles.iter().map(|(meta, summary)| (meta, summary)), Arc::default());
    let (race, book) = ledger.races().next().unwrap();
    let pks = entity("party:pks");
    let stated = ledger.column(book, &LedgerColumn::Party(pks.clone()));
    check(&LedgerCell::of(Some(&pks), &stated, None, ledger.is_open(race)))
}

/// `confirmed andra 2024-07-01`, then the ticket it stands for and those it is wished for.
fn word(said: &[(&str, &str)]) -> String {
    cell_of(said, |cell| {
        let head = |head: &Option<EntityId>| head.as_ref().map_or("-", |id| id.local()).to_owned();
        let last = cell.last.as_ref().map_or_else(
            || "nothing".to_owned(),
            |last| format!("{:?} {} {}", last.status, head(&last.head), last.day),
        );
        let wished: String = cell.wished.iter().map(|wish| format!(" ?{}", head(&wish.head))).collect();
        format!("{last}; {}{wished}", cell.ticket.as_ref().map_or("-".to_owned(), |ticket| head(&ticket.head)))
    })
}

#[test]
fn a_denial_takes_back_what_it_names_and_no_more() {
    let andra = ("2024-07-01", "c1 confirmed pks! | andra");
    assert_eq!(word(&[andra, ("2024-08-01", "c1 denied pks psi")]), "Confirmed andra 2024-07-01; andra");
    assert_eq!(word(&[andra, ("2024-08-01", "c1 denied pks | airin")]), "Confirmed andra 2024-07-01; andra");
    assert_eq!(word(&[andra, ("2024-08-01", "c1 denied pks psi | andra")]), "Denied andra 2024-08-01; -");
    assert_eq!(word(&[andra, ("2024-08-01", "c1 denied pks")]), "Denied - 2024-08-01; -");
    let three = ("2024-07-01", "c1 confirmed pks psi pan");
    assert_eq!(word(&[three, ("2024-08-01", "c1 denied pks psi")]), "Confirmed - 2024-07-01; -", "PAN is left");
    assert_eq!(word(&[three, ("2024-08-01", "c1 denied pan psi pks")]), "Denied - 2024-08-01; -");
    // Who explored another ticket and says no to it is where it was; who had gone there is nowhere.
    let (looks, goes) = (("2024-07-10", "c1 exploring pks | airin"), ("2024-07-10", "c1 confirmed pks | airin"));
    let no = ("2024-08-01", "c1 denied pks | airin");
    assert_eq!(word(&[andra, looks]), "Exploring airin 2024-07-10; airin");
    assert_eq!(word(&[andra, looks, no]), "Confirmed andra 2024-07-01; andra");
    assert_eq!(word(&[andra, goes, no]), "Denied airin 2024-08-01; -");
    assert_eq!(word(&[andra, ("2024-08-01", "c1 past pks | andra")]), "Past andra 2024-08-01; -");
    // A word that names no ticket takes none back.
    assert_eq!(word(&[andra, ("2024-08-01", "c1 confirmed pks")]), "Confirmed - 2024-08-01; andra");
}

#[test]
fn what_others_hope_for_is_no_word_of_the_party() {
    let andra = ("2024-07-01", "c1 confirmed pks! | andra");
    let hope = ("2024-08-01", "c1 hoped pks | airin");
    assert_eq!(word(&[andra, hope]), "Confirmed andra 2024-07-01; andra ?airin");
    assert_eq!(word(&[hope]), "Hoped airin 2024-08-01; - ?airin");
    assert_eq!(word(&[hope, ("2024-08-02", "c1 denied pks | airin")]), "Denied airin 2024-08-02; -");
    assert_eq!(word(&[hope, ("2024-08-02", "c1 exploring pks | airin")]), "Exploring airin 2024-08-02; airin");
    assert_eq!(word(&[hope, ("2024-08-02", "c1 confirmed pks | andra")]), "Confirmed andra 2024-08-02; andra");
    assert_eq!(word(&[andra, ("2024-08-01", "c1 open pks | airin")]), "Confirmed andra 2024-07-01; andra ?airin");
    // Nor does it contradict the party.
    let same_day = [andra, ("2024-07-01", "c1 hoped pks | airin")];
    cell_of(&same_day, |cell| assert!(!cell.contradicts && !cell.switched));
}

#[test]
fn who_says_no_to_one_partner_and_then_goes_elsewhere_has_turned() {
    let said = [
        ("2024-07-01", "c1 confirmed pks | andra"),
        ("2024-07-10", "c1 denied pks psi"),
        ("2024-08-01", "c1 confirmed pks | airin"),
    ];
    cell_of(&said, |cell| assert!(cell.switched && cell.contradicts));
    cell_of(&said[..2], |cell| assert!(!cell.switched && !cell.contradicts));
}

const DAYS: [&str; 4] = ["2024-07-01", "2024-07-02", "2024-07-20", "2024-08-01"];
const HEADS: [Option<&str>; 3] = [None, Some("andra"), Some("airin")];
const PARTIES: [&str; 3] = ["pks", "psi", "pan"];

/// Day, status, head, and the other parties beside PKS as bits.
pub(in crate::answers) type StatementDraw = (usize, usize, usize, u8);

pub(in crate::answers) fn draws(most: usize) -> impl Strategy<Value = Vec<StatementDraw>> {
    proptest::collection::vec((0..DAYS.len(), 0..Certainty::BUILT_IN.len(), 0..HEADS.len(), 1..8_u8), 0..most)
}

/// The statements as a ledger of one race has them.
pub(in crate::answers) fn ledger_of(draws: &[StatementDraw]) -> Ledger {
    let one = |(n, (day, status, head, parties)): (usize, &StatementDraw)| {
        let named: Vec<&str> = (0..3).filter(|at| parties >> at & 1 == 1).map(|at| PARTIES[at]).collect();
        let head = HEADS[*head].map_or_else(String::new, |head| format!(" | {head}"));
        let status = Certainty::BUILT_IN[*status].key();
        let text = format!("c1 {status} {}{head}", named.join(" "));
        known(&format!("a{n}"), DAYS[*day], vec![statement("36 governor 2024", &text)])
    };
    let articles: Vec<_> = draws.iter().enumerate().map(one).collect();
    Ledger::of(articles.iter().map(|(meta, summary)| (meta, summary)), Arc::default())
}

/// What stands, each statement asked by itself: nothing on a later day takes it back or goes elsewhere.
pub(in crate::answers) fn stands(said: &Stated<'_>, all: &[Stated<'_>]) -> bool {
    let by = |other: &&Stated<'_>| {
        let (said, other, later) = (said.statement, other.statement, other.day > said.day);
        let no = matches!(other.status, Certainty::Denied | Certainty::Past);
        let names = |said: &StatementSummary| -> Vec<EntityId> {
            let mut ids: Vec<EntityId> = said.party_ids().cloned().collect();
            ids.sort();
            ids
        };
        let about = match (&other.head, &said.head) {
            (Some(a), Some(b)) => a == b,
            (None, _) => names(other).len() == 1 || names(other) == names(said),
            (Some(_), None) => names(other) == names(said),
        };
        let elsewhere = other.status == Certainty::Confirmed
            && other.head.is_some()
            && said.head.is_some()
            && other.head != said.head;
        later && ((no && about) || elsewhere)
    };
    matches!(said.statement.status, Certainty::Confirmed | Certainty::Exploring) && !all.iter().any(|one| by(&one))
}

/// The latest of the firmest.
pub(in crate::answers) fn latest<'s, 'l>(of: impl Iterator<Item = &'s Stated<'l>>) -> Option<&'s Stated<'l>>
where
    'l: 's,
{
    of.enumerate()
        .max_by_key(|(at, one)| {
            let said = one.statement;
            (one.day, std::cmp::Reverse((said.status, said.head.is_none())), *at)
        })
        .map(|(_, one)| one)
}

proptest! {
    #[test]
    fn what_stands_is_what_nothing_took_back(draws in draws(9)) {
        let ledger = ledger_of(&draws);
        for (_, book) in ledger.races() {
            for (_, stated) in ledger.columns(book) {
                let standing = PartyStanding::of(&stated);
                let live = || stated.iter().filter(|one| stands(one, &stated));
                let of = |wanted: &'static [Certainty]| {
                    latest(stated.iter().filter(move |one| wanted.contains(&one.statement.status)))
                };
                let plainly = latest(live())
                    .or(of(&[Certainty::Denied, Certainty::Past]))
                    .or(of(&[Certainty::Hoped, Certainty::Open]));
                let id = |one: &Stated<'_>| one.article.id.clone();
                prop_assert_eq!(standing.word().map(|word| id(&word.said)), plainly.map(id));
                let ticket = latest(live().filter(|one| one.statement.head.is_some()));
                prop_assert_eq!(standing.ticket().map(|one| id(&one)), ticket.map(id));
                // Tidied or not, the same stands.
                let mut tidied = standing.clone();
                tidied.make_tidy();
                prop_assert_eq!(tidied.word().map(|word| id(&word.said)), standing.word().map(|word| id(&word.said)));
            }
        }
    }
}
