//! How parties stand to each other, in small corpora and against a plain definition.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::answers::{
    standing::tests::{draws, latest, ledger_of, stands},
    testing::{day, known, statement},
};

fn relations(race: &str, said: &[(&str, &str)], at: Option<&str>) -> Vec<String> {
    let articles: Vec<_> = said
        .iter()
        .enumerate()
        .map(|(n, (date, text))| known(&format!("a{n}"), date, vec![statement(race, text)]))
        .collect();
    let ledger = Ledger::of(articles.iter().map(|(meta, summary)| (meta, summary)), Arc::default());
    let (race, book) = ledger.races().next().unwrap();
    let dyads = dyads(&ledger, race, book, at.map(day));
    let name = |id: &EntityId| id.local().to_owned();
    let said = |dyad: &Dyad| format!("{}+{} {}", name(&dyad.parties.0), name(&dyad.parties.1), dyad.relation.key());
    dyads.iter().map(said).collect()
}

#[test]
fn with_and_against() {
    let said = [
        ("2024-07-01", "c1 confirmed pks psi"),
        ("2024-08-01", "c1 confirmed pks! nasdem* | andra"),
        ("2024-08-02", "c1 confirmed psi! | airin"),
        ("2024-08-03", "c1 denied pan"),
    ];
    let race = "36 governor 2024";
    assert_eq!(relations(race, &said, Some("2024-07-15")), ["pks+psi together"]);
    let now = relations(race, &said, None);
    let expected = [
        "nasdem+pan apart",
        "nasdem+pks together",
        "nasdem+psi against",
        "pan+pks apart",
        "pan+psi apart",
        "pks+psi against",
    ];
    assert_eq!(now, expected);
    assert_eq!(relations("36 governor", &said, None), ["nasdem+pks open", "pks+psi open"]);
}

#[test]
fn a_coalition_without_a_ticket_holds_until_one_of_them_says_otherwise() {
    let race = "36 governor 2024";
    let said = [("2024-07-01", "c1 confirmed pks psi"), ("2024-08-01", "c1 confirmed pks! | andra")];
    assert_eq!(relations(race, &said, None), ["pks+psi together"]);
    let said = [("2024-07-01", "c1 confirmed pks psi"), ("2024-08-01", "c1 denied psi")];
    assert_eq!(relations(race, &said, None), ["pks+psi apart"]);
}

#[test]
fn what_was_is_no_refusal() {
    let race = "36 governor 2024";
    assert_eq!(relations(race, &[("2024-07-01", "c1 past pks psi")], None), ["pks+psi open"]);
    let said = [("2024-07-01", "c1 past pks psi"), ("2024-07-02", "c2 denied pks")];
    assert_eq!(relations(race, &said, None), ["pks+psi apart"]);
}

#[test]
fn who_never_meets() {
    let articles = [known(
        "a",
        "",
        vec![statement("36 governor 2024", "c1 confirmed pks psi"), statement("? governor 2024", "c2 denied pan")],
    )];
    let ledger = Ledger::of(articles.iter().map(|(meta, summary)| (meta, summary)), Arc::default());
    let never = |races: &[&RaceKey], at: Option<&str>| -> Vec<String> {
        let pairs = never_met(&ledger, races.iter().copied(), at.map(day));
        pairs.iter().map(|(a, b)| format!("{} {}", a.local(), b.local())).collect()
    };
    let races: Vec<&RaceKey> = ledger.races().map(|(race, _)| race).collect();
    assert_eq!(never(&races, None), ["pan pks", "pan psi"]);
    // Who speaks in one race alone, or by a day alone, meets nobody elsewhere.
    assert!(races.iter().all(|race| never(&[race], None).is_empty()));
    assert!(never(&races, Some("2024-06-24")).is_empty(), "none of it has a day");
}

#[test]
fn a_denial_counts_towards_those_whom_it_names() {
    let race = "36 governor 2024";
    let three = ("2024-07-01", "c1 confirmed pks psi pan");
    let no = ("2024-08-01", "c1 denied pks psi");
    assert_eq!(relations(race, &[three, no], None), ["pan+pks together", "pan+psi together", "pks+psi apart"]);
    // On a ticket as well, and whoever comes to the ticket later.
    let andra = ("2024-07-01", "c1 confirmed pks! psi pan | andra");
    let golkar = ("2024-08-02", "c1 confirmed golkar | andra");
    let expected = [
        "golkar+pan together",
        "golkar+pks together",
        "golkar+psi together",
        "pan+pks together",
        "pan+psi together",
        "pks+psi apart",
    ];
    assert_eq!(relations(race, &[andra, no, golkar], None), expected);
    // A ticket that is refused is one's own, if one stands for it.
    let airin = ("2024-07-02", "c1 confirmed golkar | airin");
    let refuses = ("2024-08-01", "c1 denied pan | airin");
    let said = relations(race, &[three, airin, refuses], None);
    assert!(said.contains(&"golkar+pan apart".to_owned()) && said.contains(&"pan+psi together".to_owned()), "{said:?}");
    // It holds until they say otherwise, whatever they say of others.
    let elsewhere = [three, no, ("2024-08-05", "c1 confirmed pks golkar"), ("2024-08-06", "c1 exploring psi golkar")];
    assert!(relations(race, &elsewhere, None).contains(&"pks+psi apart".to_owned()));
    let again = [three, no, ("2024-08-05", "c1 exploring psi pks")];
    assert!(relations(race, &again, None).contains(&"pks+psi together".to_owned()));
}

#[test]
fn who_is_hoped_for_is_with_nobody() {
    let race = "36 governor 2024";
    let said = [("2024-07-01", "c1 confirmed psi | airin"), ("2024-07-02", "c1 hoped pks | airin")];
    assert_eq!(relations(race, &said, None), ["pks+psi open"]);
    assert_eq!(relations(race, &[("2024-07-01", "c1 hoped pks psi | airin")], None), ["pks+psi open"]);
    let stands = [("2024-07-01", "c1 confirmed pks psi | airin"), ("2024-07-02", "c1 hoped pks | andra")];
    assert_eq!(relations(race, &stands, None), ["pks+psi together"]);
}

/// The relation of PAN and PKS by statements with stances of one's own: `-` against, `~` watching.
fn by_sides(said: &[(&str, &str)]) -> String {
    use crate::model::Stance;
    let scheme = crate::answers::testing::own_scheme();
    let articles: Vec<_> = said
        .iter()
        .enumerate()
        .map(|(n, (date, text))| {
            let mut one = statement("36 governor 2024", &text.replace(['-', '~'], ""));
            let sides = text.split(" | ").next().unwrap().split_whitespace().skip(2);
            for (party, word) in one.parties.iter_mut().zip(sides) {
                match word.chars().last() {
                    Some('-') => party.stance = Stance::new("opposes").unwrap(),
                    Some('~') => party.stance = Stance::new("watches").unwrap(),
                    _ => {}
                }
            }
            known(&format!("a{n}"), date, vec![one])
        })
        .collect();
    let gazetteer = crate::gazetteer::Gazetteer::builtin();
    let facts = crate::answers::ElectionFacts::of(&scheme, &Default::default(), gazetteer);
    let known = articles.iter().map(|(meta, summary)| (meta, summary));
    let ledger = Ledger::with(known, Arc::default(), Default::default(), Arc::new(facts));
    let (race, book) = ledger.races().next().unwrap();
    let found = dyads(&ledger, race, book, None);
    let is_theirs = |dyad: &&Dyad| (dyad.parties.0.local(), dyad.parties.1.local()) == ("pan", "pks");
    found.iter().find(is_theirs).unwrap().relation.key().to_owned()
}

#[test]
fn two_sides_are_apart_as_long_as_both_stand_there() {
    let opposes = ("2024-07-01", "c1 confirmed pks pan- | andra");
    assert_eq!(by_sides(&[opposes]), "apart");
    let leaves = ("2024-07-02", "c1 denied pks | andra");
    assert_eq!(by_sides(&[opposes, leaves, ("2024-07-03", "c1 exploring pks psi")]), "open");
    // A denial that names both stays, whatever else ends.
    let denied = ("2024-07-01", "c1 denied pks pan | andra");
    assert_eq!(by_sides(&[denied, leaves, ("2024-07-03", "c1 exploring pks psi")]), "apart");
    for both in ["c1 confirmed pks- pan- | andra", "c1 denied pks- pan- | andra", "c1 confirmed pks~ pan- | andra"] {
        assert_eq!(by_sides(&[("2024-07-01", both), ("2024-07-02", "c1 hoped pks pan")]), "open", "{both}");
    }
}

/// How two parties stand to each other, each statement asked by itself.
fn plainly(one: &EntityId, two: &EntityId, all: &[Stated<'_>]) -> DyadRelation {
    let names = |said: &Stated<'_>, id: &EntityId| said.statement.party_ids().any(|own| own == id);
    let is = |said: &Stated<'_>, status: Certainty| said.statement.status == status;
    let affirmed = |said: &Stated<'_>| is(said, Certainty::Confirmed) || is(said, Certainty::Exploring);
    let alone = |said: &Stated<'_>| said.statement.party_ids().count() == 1;
    let head = |said: &Stated<'_>| said.statement.head.clone();
    let own = |id: &EntityId| all.iter().filter(|said| names(said, id)).copied().collect::<Vec<_>>();
    let (ones, twos) = (own(one), own(two));
    let ticket = |own: &[Stated<'_>]| {
        let live = own.iter().filter(|said| stands(said, own) && said.statement.head.is_some());
        latest(live).map(|said| (head(said), said.day))
    };
    let (a, b) = (ticket(&ones), ticket(&twos));
    let both: Vec<Stated<'_>> = ones.iter().filter(|said| names(said, two)).copied().collect();
    let either: Vec<Stated<'_>> = all.iter().filter(|said| names(said, one) || names(said, two)).copied().collect();
    let ended = |tie: &Stated<'_>| {
        both.iter().any(|no| {
            let ends = is(no, Certainty::Denied) || is(no, Certainty::Past);
            ends && no.day > tie.day && no.statement.head.is_none()
        })
    };
    let tie = both.iter().filter(|said| stands(said, &either) && !ended(said)).map(|said| said.day).max();
    let not_since = |no: &&Stated<'_>, of: &[Stated<'_>], head: Option<&Option<EntityId>>| {
        !of.iter()
            .any(|said| affirmed(said) && said.day >= no.day && head.is_none_or(|head| said.statement.head == *head))
    };
    fn denied<'l>(of: &[Stated<'l>]) -> Vec<Stated<'l>> {
        of.iter().filter(|said| said.statement.status == Certainty::Denied).copied().collect()
    }
    let nos = denied(&both);
    let nos: Vec<&Stated<'_>> = nos.iter().filter(|no| not_since(no, &both, None)).collect();
    if let (Some((a, from)), Some((b, since))) = (&a, &b) {
        let no = nos.iter().filter(|no| head(no).is_none()).map(|no| no.day).max();
        return match a == b {
            true if no.is_some_and(|no| no > *from.min(since)) => DyadRelation::Apart,
            true => DyadRelation::Together,
            false if tie.is_some_and(|tie| tie > *from.max(since)) => DyadRelation::Together,
            false => DyadRelation::Against,
        };
    }
    let refuses = |own: &[Stated<'_>], other: &Option<(Option<EntityId>, crate::answers::Day)>| {
        let (wanted, _) = other.as_ref()?;
        let nos = denied(own);
        nos.iter().filter(|no| head(no) == *wanted && not_since(no, own, Some(wanted))).map(|no| no.day).max()
    };
    let refused = refuses(&ones, &b).max(refuses(&twos, &a));
    let to_all =
        |own: &[Stated<'_>]| denied(own).iter().any(|no| alone(no) && head(no).is_none() && not_since(&no, own, None));
    match tie {
        Some(tie) if refused.is_none_or(|refused| refused <= tie) => DyadRelation::Together,
        _ if !nos.is_empty() || refused.is_some() || to_all(&ones) || to_all(&twos) => DyadRelation::Apart,
        _ => DyadRelation::Open,
    }
}

proptest! {
    #[test]
    fn pairs_stand_as_their_statements_say(draws in draws(9)) {
        let ledger = ledger_of(&draws);
        for (race, book) in ledger.races() {
            let all: Vec<Stated<'_>> = ledger.statements(book).collect();
            for dyad in dyads(&ledger, race, book, None) {
                let (one, two) = &dyad.parties;
                prop_assert_eq!(dyad.relation, plainly(one, two, &all), "{} {}", one, two);
            }
        }
    }
}
