//! Ties of a few statements under every setting, counted by hand.

use super::*;
use crate::answers::{
    Normalisation, Sign,
    testing::{article, day, statement},
};

/// A story in two papers, its denial a month later, and a statement of one party alone.
fn network(counting: CountingOptions) -> Network {
    let race = "36.02 regent 2024";
    let mut counter = Counter::new(counting, crate::answers::ElectionFacts::delivered().clone());
    let story = |id: &str| ArticleId::new(id).unwrap();
    let told: &[(&str, &str, &str, &[&str])] = &[
        ("a", "a", "2024-07-08", &["c1 confirmed pks psi", "c2 exploring pks pan"]),
        ("b", "a", "2024-07-08", &["c1 confirmed pks psi"]),
        ("c", "c", "2024-08-08", &["c1 denied pks psi", "c2 confirmed pks!"]),
        ("d", "d", "", &["c1 confirmed psi pan", "c2 past pks psi"]),
    ];
    for (id, first, date, statements) in told {
        let meta = article(id, date);
        counter.article();
        for text in *statements {
            counter.statement(&statement(race, text), &meta, &story(first));
        }
    }
    counter.finish()
}

/// `pan+psi 1` for each tie.
fn ties(counting: CountingOptions) -> Vec<String> {
    let network = network(counting);
    let name = |at: usize| network.nodes[at].id.to_string().replace("party:", "");
    network.edges.iter().map(|edge| format!("{}+{} {:.3}", name(edge.ends.0), name(edge.ends.1), edge.weight)).collect()
}

#[test]
fn a_reprint_a_denial_and_a_past_coalition_add_nothing() {
    assert_eq!(ties(CountingOptions::default()), ["pan+psi 1.000", "pks+psi 1.000"]);
    let network = network(CountingOptions::default());
    let edge = &network.edges[1];
    let statuses = [(Certainty::Confirmed, 2), (Certainty::Denied, 1), (Certainty::Past, 1)];
    assert_eq!((edge.statuses.clone(), edge.statements, edge.articles, edge.stories), (statuses.into(), 2, 2, 1));
    assert_eq!((edge.first, edge.last), (Some(day("2024-07-08")), Some(day("2024-07-08"))));
}

#[test]
fn units() {
    let weight = |unit: Unit| ties(CountingOptions { unit, ..CountingOptions::default() })[1].clone();
    assert_eq!(weight(Unit::Article), "pks+psi 2.000");
    assert_eq!(weight(Unit::Statement), "pks+psi 2.000");
    assert_eq!(weight(Unit::RaceMonth), "pks+psi 1.000");
    let all = CountingOptions {
        statuses: Certainty::BUILT_IN.iter().copied().collect(),
        unit: Unit::RaceMonth,
        ..CountingOptions::default()
    };
    // July, August, and the month that nobody knows.
    assert_eq!(ties(all)[2], "pks+psi 3.000");
}

#[test]
fn denials_pull_apart() {
    let statuses = [Certainty::Confirmed, Certainty::Exploring, Certainty::Denied].into();
    let counting = CountingOptions { statuses, sign: Sign::Status, unit: Unit::Article, ..CountingOptions::default() };
    assert_eq!(ties(counting), ["pan+pks 1.000", "pan+psi 1.000", "pks+psi 1.000"]);
}

#[test]
fn a_window_holds_dated_statements_only() {
    let july =
        CountingOptions { from: Some(day("2024-07-01")), to: Some(day("2024-07-31")), ..CountingOptions::default() };
    assert_eq!(ties(july.clone()), ["pks+psi 1.000"]);
    let mut counter = Counter::new(july, crate::answers::ElectionFacts::delivered().clone());
    let undated = statement("36.02 regent 2024", "c1 confirmed pks psi");
    let told = counter.statement(&undated, &article("a", ""), &ArticleId::new("a").unwrap());
    assert_eq!(told, Some(NotCounted::NoDay));
}

#[test]
fn normalisations() {
    // Units of stories: pks {a, c}, psi {a, d}, pan {d}; pks and psi share one.
    let weights = |normalisation: Normalisation| ties(CountingOptions { normalisation, ..CountingOptions::default() });
    assert_eq!(weights(Normalisation::Jaccard), ["pan+psi 0.500", "pks+psi 0.333"]);
    assert_eq!(weights(Normalisation::Cosine), ["pan+psi 0.707", "pks+psi 0.500"]);
    assert_eq!(weights(Normalisation::AverageActivity), ["pan+psi 0.667", "pks+psi 0.500"]);
}

#[test]
fn two_modes() {
    let counting = CountingOptions { mode: Mode::Races, ..CountingOptions::default() };
    let tie = "race:36.02-regent-2024";
    assert_eq!(
        ties(counting.clone()),
        [format!("pan+{tie} 1.000"), format!("pks+{tie} 2.000"), format!("psi+{tie} 2.000")]
    );
    let mut counter = Counter::new(counting, crate::answers::ElectionFacts::delivered().clone());
    let open = statement("? regent 2024", "c1 confirmed pks psi");
    let told = counter.statement(&open, &article("a", "2024-07-08"), &ArticleId::new("a").unwrap());
    assert_eq!((told, counter.finish().edges), (Some(NotCounted::OpenRace), Vec::new()));
}

#[test]
fn open_races_stay_apart() {
    let counting = CountingOptions { unit: Unit::RaceMonth, ..CountingOptions::default() };
    let mut counter = Counter::new(counting, crate::answers::ElectionFacts::delivered().clone());
    counter.article();
    for text in ["c1 confirmed pks psi", "c2 confirmed pks psi"] {
        let story = ArticleId::new("a").unwrap();
        counter.statement(&statement("? regent 2024", text), &article("a", "2024-07-08"), &story);
    }
    let network = counter.finish();
    assert_eq!((network.edges[0].positive, network.edges[0].races.len()), (2, 0));
}

/// PKS and PSI sign; PAN opposes them, NasDem watches.
fn signed_by_two() -> crate::model::StatementSummary {
    let mut said = statement("36 governor 2024", "c1 confirmed pks psi pan nasdem | andra");
    said.status = Certainty::new("signed").unwrap();
    said.parties[2].stance = Stance::new("opposes").unwrap();
    said.parties[3].stance = Stance::new("watches").unwrap();
    said
}

#[test]
fn signs_of_ones_own_decide_who_is_tied_and_who_is_pulled_apart() {
    let scheme = crate::answers::testing::own_scheme();
    let none = BTreeMap::new();
    let gazetteer = crate::gazetteer::Gazetteer::builtin();
    let elections = Arc::new(ElectionFacts::of(&scheme, &none, gazetteer));
    let mut dissolved = statement("36 governor 2024", "c2 confirmed pks psi");
    dissolved.status = Certainty::new("dissolved").unwrap();
    let ties = |dissolved: &crate::model::StatementSummary, sign: Sign| {
        let settings = [(crate::answers::setting::SIGN.to_owned(), sign.key().to_owned())].into();
        let counting = CountingOptions::read(&settings, &scheme).unwrap();
        let mut counter = Counter::new(counting, elections.clone());
        for (id, said) in [("a1", signed_by_two()), ("a2", dissolved.clone())] {
            let meta = article(id, "2024-07-08");
            counter.article();
            counter.statement(&said, &meta, &meta.id);
        }
        let network = counter.finish();
        let name = |at: usize| network.nodes[at].id.to_string().replace("party:", "");
        let said: Vec<String> = network
            .edges
            .iter()
            .map(|edge| format!("{}+{} {}/{}", name(edge.ends.0), name(edge.ends.1), edge.positive, edge.negative))
            .collect();
        said
    };
    assert_eq!(ties(&dissolved, Sign::None), ["pks+psi 1/0"], "without signs nobody is tied to whom he opposes");
    assert_eq!(ties(&dissolved, Sign::Status), ["pan+pks 0/1", "pan+psi 0/1", "pks+psi 1/1"]);
    // Two who were against what is no more are by that neither with each other nor apart.
    dissolved.parties.iter_mut().for_each(|party| party.stance = Stance::new("opposes").unwrap());
    assert_eq!(ties(&dissolved, Sign::Status), ["pan+pks 0/1", "pan+psi 0/1", "pks+psi 1/0"]);
}
