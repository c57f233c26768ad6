//! The fixture of the design, and the laws: symmetric, 1 on the same, within bounds, whatever the order.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::model::{ArticleId, Certainty, CoalitionId, EntityId, KindKey, Office, Span, Stance};

fn mark(kind: &str, start: usize, end: usize) -> MarkedSpan {
    MarkedSpan { span: Span::new(start, end), kind: KindKey::new(kind).expect("a kind"), entity: None }
}

/// Tokens of one byte each.
fn article(tokens: usize, one: &[MarkedSpan], other: &[MarkedSpan]) -> Coded {
    let id = ArticleId::new("a").expect("an id");
    let said =
        |mentions: &[MarkedSpan]| Some(ComparedArticle { mentions: mentions.to_vec(), ..ComparedArticle::default() });
    let tokens = (0..tokens).map(|at| Span::new(at, at + 1)).collect();
    Coded { article: id.clone(), story: id, tokens, said: vec![said(one), said(other)] }
}

fn value(agreement: &PairAgreement, of: &str, name: &str, label: &str) -> Option<f64> {
    let found = agreement.measures.iter().find(|m| (m.of, m.name, m.label.as_str()) == (of, name, label));
    found.unwrap_or_else(|| panic!("{of} {name} {label}")).value
}

fn near(value: Option<f64>, wanted: f64) {
    assert!((value.expect("defined") - wanted).abs() < 0.000_5, "{value:?}, not {wanted}");
}

/// 12 tokens: "Ketua DPP PDI Perjuangan Megawati Soekarnoputri bertemu Prabowo di Jawa Timur ."
fn fixture(tokens: usize) -> Coded {
    let a = [mark("party", 2, 4), mark("candidate", 4, 6), mark("candidate", 7, 8), mark("region", 9, 11)];
    let b = [mark("party", 1, 4), mark("candidate", 4, 6), mark("party", 7, 8)];
    article(tokens, &a, &b)
}

#[test]
fn the_fixture() {
    for (tokens, kappa, alpha) in [(12, 0.520, 0.528), (312, 0.688, 0.688)] {
        let coded = [fixture(tokens)];
        for (one, other) in [(0, 1), (1, 0)] {
            let agreement = pair_agreement(&coded, one, other, 10);
            near(value(&agreement, "mentions", "strict_f1", "all"), 0.286);
            near(value(&agreement, "mentions", "boundary_f1", "all"), 0.571);
            near(value(&agreement, "mentions", "overlap_f1", "all"), 0.571);
            near(value(&agreement, "mentions", "partial_f1", "all"), 0.714);
            near(value(&agreement, "tokens", "kappa", "all"), kappa);
            near(value(&agreement, "tokens", "alpha", "all"), alpha);
            assert_eq!(value(&agreement, "links", "accuracy", "all"), None, "nothing is linked");
            assert_eq!(value(&agreement, "statements", "masi_alpha", "parties"), None);
            let measure = &agreement.measures[0];
            assert_eq!(measure.interval, None, "one story tells nothing of others");
        }
        let group = group_agreement(&coded, 2, 10);
        near(group.alpha, alpha);
        assert_eq!((group.articles, group.tokens), (1, tokens));
    }
}

#[test]
fn sets_by_how_they_share() {
    let sets: Vec<Vec<u32>> = vec![vec![1, 2, 3], vec![1, 2, 3, 4], vec![1, 5]];
    assert!((masi(&sets[0], &sets[1]) - 0.5).abs() < 1e-9);
    assert!((masi(&sets[0], &sets[2]) - 0.916_666_666).abs() < 1e-6);
    assert_eq!((masi(&sets[0], &sets[0]), masi(&[], &[]), masi(&sets[0], &[])), (0.0, 0.0, 1.0));
}

#[test]
fn undefined_is_not_a_number() {
    let nothing = article(5, &[], &[]);
    let agreement = pair_agreement(&[nothing], 0, 1, 10);
    for measure in agreement.measures.iter().filter(|measure| measure.of != "articles") {
        assert_eq!(measure.value, None, "{measure:?}");
    }
    let none = pair_agreement(&[], 0, 1, 10);
    assert_eq!((none.articles, none.measures.iter().filter(|measure| measure.value.is_some()).count()), (0, 0));
    assert_eq!(group_agreement(&[], 3, 10).fleiss, None);
}

fn told(id: usize, [region, office, head, parties, status, evidence]: [u8; 6]) -> Told {
    let name = |kind: &str, number: u8| if number == 0 { String::new() } else { format!("{kind}:{number}") };
    let parties =
        (0..3).filter(|bit| parties & (1 << bit) != 0).map(|bit| (format!("party:{bit}"), (Stance::Member, None)));
    Told {
        id: CoalitionId::new(format!("c{id}")).expect("an id"),
        claim: crate::model::Claim::Mention { span: Span::new(0, 1), kind: KindKey::party(), entity: None }.id(),
        region: name("region", region % 3),
        office: (office % 2 == 0).then_some(Office::REGENT),
        year: Some(2024),
        head: name("candidate", head % 3),
        deputy: String::new(),
        parties: parties.collect(),
        status: Certainty::BUILT_IN[usize::from(status % 2)],
        date: None,
        speaker: String::new(),
        fields: ComparedValues::new(),
        evidence: vec![Span::new(usize::from(evidence % 4) * 2, usize::from(evidence % 4) * 2 + 5)],
    }
}

fn said() -> impl Strategy<Value = ComparedArticle> {
    let kinds = prop::sample::select(&["party", "candidate", "region"][..]);
    let marks = prop::collection::vec((kinds, 0..12_usize, 1..4_usize, 0..3_u8), 0..7);
    let statements = prop::collection::vec(prop::array::uniform6(0..8_u8), 0..4);
    (marks, statements).prop_map(|(marks, statements)| {
        let link = |number| (number > 0).then(|| EntityId::new(format!("party:{number}")).expect("an id"));
        let mentions = marks
            .into_iter()
            .map(|(kind, start, len, entity)| MarkedSpan { entity: link(entity), ..mark(kind, start, start + len) });
        let statements = statements.into_iter().enumerate().map(|(at, fields)| told(at, fields)).collect();
        ComparedArticle { mentions: mentions.collect(), statements, ..ComparedArticle::default() }
    })
}

fn corpus() -> impl Strategy<Value = Vec<Coded>> {
    prop::collection::vec((said(), said(), said(), 0..3_u8), 1..6).prop_map(|all| {
        let coded =
            |(at, (one, other, third, story)): (usize, (ComparedArticle, ComparedArticle, ComparedArticle, u8))| {
                Coded {
                    article: ArticleId::new(format!("a{at}")).expect("an id"),
                    story: ArticleId::new(format!("s{story}")).expect("an id"),
                    tokens: (0..16).map(|at| Span::new(at, at + 1)).collect(),
                    said: vec![Some(one), Some(other), (story > 0).then_some(third)],
                }
            };
        all.into_iter().enumerate().map(coded).collect()
    })
}

fn close(one: Option<f64>, other: Option<f64>) -> bool {
    one.zip(other).map_or(one == other, |(one, other)| (one - other).abs() < 1e-9)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn both_ways_and_in_any_order_it_is_the_same(coded in corpus(), turn in 0..5_usize) {
        let one = pair_agreement(&coded, 0, 1, 20);
        let other = pair_agreement(&coded, 1, 0, 20);
        let mut turned = coded.clone();
        let by = turn % turned.len();
        turned.rotate_left(by);
        for said in turned.iter_mut().flat_map(|coded| &mut coded.said).flatten() {
            said.mentions.reverse();
            said.statements.reverse();
        }
        let turned_one = pair_agreement(&turned, 0, 1, 20);
        for ((measure, mirrored), turned) in one.measures.iter().zip(&other.measures).zip(&turned_one.measures) {
            prop_assert!(close(measure.value, mirrored.value), "{:?} {:?}", measure, mirrored);
            prop_assert!(close(measure.precision, mirrored.recall), "{:?} {:?}", measure, mirrored);
            prop_assert_eq!(measure.n, mirrored.n);
            prop_assert!(close(measure.value, turned.value), "{:?} {:?}", measure, turned);
            prop_assert!(close(measure.interval.map(|i| i.0), turned.interval.map(|i| i.0)));
            let lowest = if measure.name.ends_with("alpha") || measure.name == "kappa" { -1.0 } else { 0.0 };
            prop_assert!(measure.value.is_none_or(|value| (lowest - 1e-9..=1.0 + 1e-9).contains(&value)), "{:?}", measure);
        }
        let group = group_agreement(&coded, 3, 20);
        let again = group_agreement(&turned, 3, 20);
        prop_assert!(close(group.alpha, again.alpha) && close(group.fleiss, again.fleiss));
    }

    #[test]
    fn who_says_the_same_agrees(coded in corpus()) {
        let mut same = coded;
        for coded in &mut same {
            coded.said[1] = coded.said[0].clone();
        }
        let agreement = pair_agreement(&same, 0, 1, 5);
        for measure in &agreement.measures {
            prop_assert!(measure.value.is_none_or(|value| (value - 1.0).abs() < 1e-9), "{:?}", measure);
        }
    }

    /// What lies beside one another does not depend on the order or on the side.
    #[test]
    fn statements_are_laid_beside_one_another(one in said(), other in said()) {
        let (ones, others) = (&one.statements, &other.statements);
        let said = |pairs: Vec<(usize, usize)>, ones: &[Told], others: &[Told]| {
            let bare = |told: &Told| format!("{:?}", Told { id: CoalitionId::new("c").expect("an id"), ..told.clone() });
            let mut said: Vec<_> = pairs.iter().map(|(a, b)| (bare(&ones[*a]), bare(&others[*b]))).collect();
            said.sort();
            said
        };
        let pairs = said(align(ones, others), ones, others);
        let mirrored: Vec<_> = align(others, ones).into_iter().map(|(b, a)| (a, b)).collect();
        prop_assert_eq!(&said(mirrored, ones, others), &pairs);
        let (mut back, mut other_back) = (ones.clone(), others.clone());
        back.reverse();
        other_back.reverse();
        prop_assert_eq!(&said(align(&back, &other_back), &back, &other_back), &pairs);
    }
}

#[test]
fn intervals_hold_the_figure_and_come_again() {
    let coded: Vec<Coded> = (0..40)
        .map(|at| Coded {
            article: ArticleId::new(format!("a{at}")).expect("an id"),
            story: ArticleId::new(format!("s{}", at / 2)).expect("an id"),
            ..if at % 3 == 0 { fixture(12) } else { article(12, &[mark("party", 2, 4)], &[mark("party", 2, 4)]) }
        })
        .collect();
    let agreement = pair_agreement(&coded, 0, 1, DRAWS);
    assert_eq!((agreement.articles, agreement.stories), (40, 20));
    for measure in agreement.measures.iter().filter(|m| ["mentions", "tokens"].contains(&m.of) && m.label == "all") {
        let (value, (low, high)) = (measure.value.expect("defined"), measure.interval.expect("20 stories"));
        assert!(low < value && value < high, "{measure:?}");
    }
    assert_eq!(pair_agreement(&coded, 0, 1, DRAWS), agreement);
    let by_status: BTreeMap<&str, usize> = agreement.confusion.iter().map(|c| (c.of, c.values.len())).collect();
    assert_eq!((by_status["office"], by_status["status"]), (4, 6));
    let tokens = &agreement.confusion.iter().find(|c| c.of == "token").expect("it is there");
    let sum: usize = tokens.counts.iter().flatten().sum();
    assert_eq!(sum, 40 * 12);
}

/// Four statements: a choice that both code alike three times, a text that both code alike once and one leaves out once.
#[test]
fn own_fields_agree_by_chance_or_by_equality() {
    use crate::model::FieldOwner;
    let said = |stages: [&str; 4], roles: [&str; 4], tone: &str| {
        let statement = |at: usize| {
            let mut told = told(at, [at as u8, 0, at as u8, at as u8, 0, at as u8]);
            told.evidence = vec![Span::new(at * 10, at * 10 + 5)];
            let value = |key: &str, value: &str| (!value.is_empty()).then(|| (key.to_owned(), value.to_owned()));
            told.fields = [value("stage", stages[at]), value("role", roles[at])].into_iter().flatten().collect();
            told
        };
        let choices = [(FieldOwner::Statement, "stage".to_owned())].into();
        let article = [("tone".to_owned(), tone.to_owned())].into();
        let coded = CodedFields { article, mentions: Vec::new(), choices };
        Some(ComparedArticle { mentions: Vec::new(), statements: (0..4).map(statement).collect(), coded })
    };
    let id = ArticleId::new("a").expect("an id");
    let one = said(["talks", "talks", "registered", "registered"], ["ketua", "ketua", "", ""], "calm");
    let other = said(["talks", "registered", "registered", "registered"], ["ketua", "", "", ""], "calm");
    let coded = [Coded { article: id.clone(), story: id, tokens: Vec::new(), said: vec![one, other] }];
    let agreement = pair_agreement(&coded, 0, 1, 0);
    let of_fields: Vec<(&str, &str, usize, Option<f64>)> = agreement
        .measures
        .iter()
        .filter(|measure| measure.of == "fields")
        .map(|measure| (measure.label.as_str(), measure.name, measure.n, measure.value))
        .collect();
    // Observed .75; by chance 2/4 · 1/4 + 2/4 · 3/4 = .5.
    assert_eq!(
        of_fields,
        [
            ("statement.role", "equality", 2, Some(0.5)),
            ("statement.stage", "kappa", 4, Some(0.5)),
            ("statement.stage", "equality", 4, Some(0.75)),
            ("article.tone", "equality", 1, Some(1.0)),
        ]
    );
    let same = agreement.measures.iter().find(|measure| measure.name == "same_f1").and_then(|measure| measure.value);
    assert_eq!(same, Some(0.75), "a statement that is coded otherwise is not the same");
}
