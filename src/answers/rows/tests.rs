//! Who stands for which ticket, and who is only said to.

use std::sync::Arc;

use super::*;
use crate::{
    answers::{
        Councils,
        testing::{known, statement},
    },
    model::{ArticleMeta, Summary},
};

fn row(said: &[(&str, &str)]) -> RaceRow {
    let articles: Vec<_> = said
        .iter()
        .enumerate()
        .map(|(n, (date, text))| known(&format!("a{n}"), date, vec![statement("36.02 regent 2024", text)]))
        .collect();
    row_of(&articles)
}

fn row_of(articles: &[(Arc<ArticleMeta>, Arc<Summary>)]) -> RaceRow {
    let ledger = Ledger::of(articles.iter().map(|(meta, summary)| (meta, summary)), Arc::default());
    let (race, book) = ledger.races().next().unwrap();
    RaceRow::of(
        &ledger,
        race,
        book,
        &LedgerFilter::default(),
        false,
        &EntityNames { entity: &|_| None, elections: crate::answers::ElectionFacts::delivered() },
    )
}

fn tickets(said: &[(&str, &str)]) -> Vec<String> {
    let name = |label: &String| label.trim_start_matches("party:").to_owned();
    let list = |labels: &[String]| labels.iter().map(name).collect::<Vec<_>>().join(" ");
    let ticket = |one: &TicketRow| {
        let [own, hoped, open, undated] =
            [&one.parties, &one.hoped_for, &one.not_said, &one.undated].map(|it| list(it));
        format!("{}: {own}; hoped {hoped}; not said {open}; undated {undated}; {}", one.head.local(), one.confirmed)
    };
    row(said).tickets.iter().map(ticket).collect()
}

#[test]
fn who_is_hoped_for_backs_nobody() {
    let said = [
        ("2024-07-01", "c1 confirmed pks! | andra"),
        ("2024-07-02", "c1 hoped psi pks | andra"),
        ("2024-07-03", "c1 hoped pan | airin"),
        ("2024-07-04", "c1 open golkar | andra"),
        ("", "c1 exploring nasdem | andra"),
        ("", "c1 hoped pkb | andra"),
    ];
    let expected = [
        "airin: ; hoped pan; not said ; undated ; false",
        "andra: pks; hoped psi pkb; not said golkar; undated nasdem; true",
    ];
    assert_eq!(tickets(&said), expected);
    // Who answered is no longer hoped for.
    let answered = [said[2], ("2024-07-05", "c1 denied pan | airin"), ("2024-07-06", "c1 exploring pan | andra")];
    assert_eq!(tickets(&answered), ["andra: pan; hoped ; not said ; undated ; false"]);
    let undated = [("", "c1 hoped pan | airin"), ("", "c1 confirmed psi | airin")];
    assert_eq!(tickets(&undated), ["airin: psi; hoped pan; not said ; undated ; true"]);
}

#[test]
fn a_refusal_of_one_partner_leaves_the_ticket() {
    let said = [
        ("2024-07-01", "c1 confirmed pks! psi* pan* | andra"),
        ("2024-08-01", "c1 denied pks pan"),
        ("2024-08-02", "c1 denied psi | airin"),
    ];
    assert_eq!(tickets(&said), ["andra: pan pks psi; hoped ; not said ; undated ; true"]);
}

#[test]
fn who_is_hoped_for_nominates_nobody() {
    let councils = Councils::read("region,party,seats,council_seats\n36.02,pks,6,50\n36.02,psi,6,\n").unwrap();
    let met = |said: &[(&str, &str)]| {
        let mut rows = [row(said)];
        councils.tell(&mut rows, crate::answers::ElectionFacts::delivered());
        (rows[0].tickets[0].threshold_met, rows[0].cells[0].threshold_met)
    };
    let pks = ("2024-07-01", "c1 confirmed pks! | andra");
    assert_eq!(met(&[pks, ("2024-07-02", "c1 exploring psi! | andra")]), ("yes", "yes"), "12 of 50");
    assert_eq!(
        met(&[pks, ("2024-07-02", "c1 hoped psi! | andra")]),
        ("unknown", "unknown"),
        "6 of 50, and no votes told"
    );
}

#[test]
fn two_deputies_are_two_tickets() {
    let pair = |date: &str, text: &str, deputy: &str| {
        let mut said = statement("36 governor 2024", text);
        said.deputy = Some(crate::answers::testing::entity(&format!("candidate:{deputy}")));
        known(&date.replace('-', ""), date, vec![said])
    };
    let articles = [
        pair("2024-07-01", "c1 confirmed golkar | andra-soni", "lain"),
        pair("2024-08-01", "c1 confirmed pks | andra-soni", "dimyati-natakusumah"),
        known("c", "2024-08-02", vec![statement("36 governor 2024", "c1 confirmed psi | andra-soni")]),
    ];
    let row = row_of(&articles);
    let shown: Vec<String> = row
        .tickets
        .iter()
        .map(|one| format!("{} {}", one.deputy.as_ref().map_or("-", |id| id.local()), one.parties.join(" ")))
        .collect();
    assert_eq!(shown, ["lain party:golkar", "dimyati-natakusumah party:pks party:psi"]);
}
