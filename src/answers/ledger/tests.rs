//! A ledger that follows is the one made anew, and what filters look up is what the statements say.

use super::*;
use crate::{
    answers::testing::{day, entity, known, statement},
    model::StatementSummary,
};

fn said(ledger: &Ledger) -> Vec<String> {
    let mut said = Vec::new();
    for (race, book) in ledger.races() {
        for (column, stated) in ledger.columns(book) {
            let ids: Vec<String> =
                stated.iter().map(|one| format!("{}/{}", one.article.id, one.statement.id)).collect();
            let name = column.party().map_or(format!("{column:?}"), |id| id.local().to_owned());
            said.push(format!("{race} {name} {}", ids.join(" ")));
        }
    }
    said
}

type Articles = Vec<(Arc<ArticleMeta>, Arc<Summary>)>;

fn of(articles: &Articles) -> Ledger {
    Ledger::of(articles.iter().map(|(meta, summary)| (meta, summary)), Arc::default())
}

fn articles() -> Articles {
    vec![
        known("a", "2024-08-01", vec![statement("36.02 regent 2024", "c1 confirmed pks psi")]),
        known("b", "2024-07-01", vec![statement("36.02 regent 2024", "c1 exploring pks ?")]),
        known("c", "", vec![statement("? regent 2024", "c1 hoped"), statement("36.02 regent 2024", "c2 hoped pks")]),
    ]
}

#[test]
fn by_day_and_open_ones_last() {
    let articles = articles();
    let ledger = of(&articles);
    let expected = [
        "?-regent-2024 Nobody c/c1",
        "36.02-regent-2024 pks b/c1 a/c1 c/c2",
        "36.02-regent-2024 psi a/c1",
        "36.02-regent-2024 Unlinked b/c1",
    ];
    assert_eq!(said(&ledger), expected);
    assert_eq!((ledger.len(), ledger.days()), (4, Some((day("2024-07-01"), day("2024-08-01")))));
    let book = ledger.races().nth(1).unwrap().1;
    let psi = LedgerColumn::Party(entity("party:psi"));
    assert_eq!((ledger.column(book, &psi).len(), ledger.has_column(book, &psi)), (1, true));
    assert!(!ledger.has_column(book, &LedgerColumn::Party(entity("party:pan"))));
    let races: Vec<_> = ledger.races().map(|(race, _)| race.clone()).collect();
    assert_eq!(ledger.busiest_in(&races)[0], (&LedgerColumn::Party(entity("party:pks")), 3));
}

#[test]
fn a_ledger_that_followed_is_the_one_made_anew() {
    let mut articles = articles();
    let mut ledger = of(&articles);
    let mut check = |articles: &Articles, changes: bool| {
        let followed = ledger.follow(articles.iter().map(|(meta, summary)| (meta, summary)));
        assert_eq!(followed, changes);
        let anew = of(articles);
        assert_eq!((said(&ledger), ledger.len()), (said(&anew), anew.len()));
    };
    check(&articles, false);
    articles[1] = known("b", "2024-09-01", vec![statement("36.02 regent 2024", "c1 denied pks")]);
    check(&articles, true);
    articles.remove(0);
    check(&articles, true);
    articles.insert(0, known("a", "2024-08-01", vec![statement("36 governor 2024", "c1 confirmed pan")]));
    articles.push(known("d", "2024-08-01", vec![]));
    check(&articles, true);
    // The same statements under another pointer are no change of the ledger.
    articles[0].1 = Arc::new((*articles[0].1).clone());
    check(&articles, false);
    articles.clear();
    check(&articles, true);
}

mod laws {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        answers::{Counter, CountingOptions, LedgerCell, LedgerFilter, Mode, Sign, Unit},
        model::{Certainty, Office, PartySummary, Stance},
    };

    const DAYS: [&str; 9] =
        ["2024-07-01", "2024-07-02", "2024-07-20", "2024-08-01", "2024-08-20", "", "2034-01-01", "2024-08", "2024"];
    const PARTIES: [&str; 4] = ["party:pks", "party:psi", "party:pan", ""];
    const REGIONS: [&str; 3] = ["36", "36.02", "?"];

    /// A statement: region, status, head, its parties as bits, and its own day.
    type Draw = (usize, usize, usize, u8, usize);

    fn said_of(draws: &[Draw]) -> Vec<StatementSummary> {
        let one = |(n, (region, status, head, parties, date)): (usize, &Draw)| {
            let mut statement = statement(&format!("{} regent 2024", REGIONS[*region]), &format!("c{n} confirmed"));
            statement.status = Certainty::BUILT_IN[*status];
            statement.office = (*head < 3).then_some(Office::REGENT);
            statement.head = head.checked_sub(1).map(|head| entity(["candidate:andra", "candidate:airin"][head % 2]));
            let party = |at: usize| PartySummary {
                party: (!PARTIES[at].is_empty()).then(|| entity(PARTIES[at])),
                stance: Stance::BUILT_IN[at % Stance::BUILT_IN.len()],
                slot: None,
            };
            statement.parties = (0..PARTIES.len()).filter(|at| parties >> at & 1 == 1).map(party).collect();
            statement.date = DAYS[*date].parse().ok();
            statement
        };
        draws.iter().enumerate().map(one).collect()
    }

    fn draws() -> impl Strategy<Value = Vec<Draw>> {
        proptest::collection::vec((0..3_usize, 0..6_usize, 0..4_usize, 0..16_u8, 0..DAYS.len()), 0..5)
    }

    fn filters() -> impl Strategy<Value = LedgerFilter> {
        let day = || (0..DAYS.len()).prop_map(|at| DAYS[at].parse().ok());
        (0..64_u8, 0..8_u8, day(), day(), any::<(bool, bool, bool)>()).prop_map(
            |(statuses, parties, at, changed_since, (contradictions, switches, open))| LedgerFilter {
                statuses: Certainty::BUILT_IN
                    .iter()
                    .enumerate()
                    .filter(|(n, _)| statuses >> n & 1 == 1)
                    .map(|(_, one)| one)
                    .copied()
                    .collect(),
                parties: (0..3).filter(|n| ((parties % 5) >> n) & 1 == 1).map(|n| entity(PARTIES[n])).collect(),
                at,
                changed_since,
                contradictions,
                switches,
                open,
                ..LedgerFilter::default()
            },
        )
    }

    /// What passes, from the statements of every cell.
    fn plainly(ledger: &Ledger, filter: &LedgerFilter) -> Vec<String> {
        let asks = !filter.statuses.is_empty()
            || filter.changed_since.is_some()
            || filter.contradictions
            || filter.switches
            || filter.open;
        let passes = |race: &RaceKey, book: &Book| {
            let columns = ledger.columns(book);
            let is = |party: &EntityId| columns.iter().any(|(column, _)| column.party() == Some(party));
            let wanted = |column: &LedgerColumn| {
                filter.parties.is_empty() || column.party().is_some_and(|id| filter.parties.contains(id))
            };
            let any_said = ledger.statements(book).any(|one| one.day.counts_by(filter.at));
            any_said
                && filter.parties.iter().all(is)
                && (!asks
                    || columns.iter().any(|(column, stated)| {
                        wanted(column) && filter.takes_cell(column, stated, ledger.is_open(race))
                    }))
        };
        let passing = ledger.races().filter(|(race, book)| passes(race, book)).map(|(race, _)| race);
        let (mut known, open): (Vec<_>, Vec<_>) = passing.partition(|race| !ledger.is_open(race));
        known.extend(open);
        known.into_iter().map(ToString::to_string).collect()
    }

    proptest! {
        #[test]
        fn filters_look_up_what_the_statements_say(
            corpus in proptest::collection::vec((0..DAYS.len(), draws()), 0..9),
            filters in proptest::collection::vec(filters(), 6),
        ) {
            let articles: Articles = corpus.iter().enumerate()
                .map(|(n, (date, draws))| known(&format!("a{n}"), DAYS[*date], said_of(draws))).collect();
            let ledger = of(&articles);
            for filter in &filters {
                let passing: Vec<String> = ledger.passing(filter).into_iter().map(ToString::to_string).collect();
                prop_assert_eq!(passing, plainly(&ledger, filter), "{:?}", filter);
            }
        }

        #[test]
        fn cells_and_networks_are_those_of_the_statements(
            corpus in proptest::collection::vec((0..DAYS.len(), draws()), 0..9),
            at in 0..DAYS.len(),
            (statuses, sign, unit, mode) in (1..64_u8, 0..2_usize, 0..4_usize, 0..2_usize),
        ) {
            let articles: Articles = corpus.iter().enumerate()
                .map(|(n, (date, draws))| known(&format!("a{n}"), DAYS[*date], said_of(draws))).collect();
            // Every other article is a copy of the one before it, or of one that is not here.
            let copies = (0..articles.len()).filter(|at| at % 2 == 1).map(|at| {
                let first = if at % 4 == 1 { articles[at - 1].0.id.clone() } else { ArticleId::new("gone").unwrap() };
                (articles[at].0.id.clone(), first)
            });
            let stories = Arc::new(Stories::new(copies));
            let ledger = Ledger::of(articles.iter().map(|(meta, summary)| (meta, summary)), stories);
            let at = DAYS[at].parse().ok();
            for (race, book) in ledger.races() {
                let columns = ledger.columns(book);
                let plainly: Vec<_> = columns
                    .iter()
                    .map(|(column, stated)| (*column, LedgerCell::of(column.party(), stated, at, ledger.is_open(race))))
                    .collect();
                let cells = ledger.cells(book, ledger.is_open(race), at);
                let cells: Vec<_> = cells.into_iter().map(|(column, _, cell)| (column, cell)).collect();
                prop_assert_eq!(cells, plainly);
            }
            let counting = CountingOptions {
                statuses: Certainty::BUILT_IN.iter().copied().enumerate().filter(|(n, _)| statuses >> n & 1 == 1).map(|(_, one)| one).collect(),
                sign: Sign::ALL[sign],
                unit: Unit::ALL[unit],
                mode: Mode::ALL[mode],
                to: at,
                ..CountingOptions::default()
            };
            let mut counter = Counter::new(counting.clone(), ledger.elections().clone());
            for (meta, summary) in &articles {
                counter.article();
                for one in &summary.statements {
                    counter.statement(one, meta, ledger.stories().of(&meta.id));
                }
            }
            prop_assert_eq!(ledger.network(None, counting.clone()), counter.finish());
            let races: Vec<RaceKey> = ledger.races().map(|(race, _)| race.clone()).collect();
            let all = ledger.network(None, counting.clone());
            prop_assert_eq!(ledger.network(Some(&races), counting.clone()).edges.len(), all.edges.len());
            prop_assert_eq!(ledger.network(Some(&[]), counting).nodes.len(), 0);
        }

        #[test]
        fn edits_are_followed_one_by_one(
            corpus in proptest::collection::vec(draws(), 1..6),
            edits in proptest::collection::vec((any::<prop::sample::Index>(), draws()), 1..6),
            filter in filters(),
        ) {
            let mut articles: Articles = corpus.iter().enumerate()
                .map(|(n, draws)| known(&format!("a{n}"), "2024-08-02", said_of(draws))).collect();
            let mut ledger = of(&articles);
            for (at, draws) in &edits {
                let at = at.index(articles.len());
                articles[at] = known(&format!("a{at}"), "2024-08-02", said_of(draws));
                let (meta, summary) = &articles[at];
                prop_assert!(ledger.follow_known([(meta, summary)]).is_some());
                let anew = of(&articles);
                prop_assert_eq!((said(&ledger), ledger.len()), (said(&anew), anew.len()));
                prop_assert_eq!(ledger.passing(&filter), anew.passing(&filter));
            }
            let stranger = known("z", "", vec![]);
            prop_assert_eq!(ledger.follow_known([(&stranger.0, &stranger.1)]), None);
        }
    }
}
