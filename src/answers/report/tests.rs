//! What the methods say.

use super::*;

fn facts() -> ReportFacts {
    let set = |name: &str, role| SetFacts { name: name.into(), role, articles: 3, finished: 2, ..SetFacts::default() };
    ReportFacts {
        project: "Uji".into(),
        set: "sri".into(),
        articles: 1,
        stories: 1,
        sources: vec![("kabar | id".into(), 1)],
        sets: vec![set("sri", "person"), set("budi", "person"), set("auto", "extractor")],
        double_coded: 1,
        finished: 4,
        suggestions: vec![SuggestionFacts { source: "auto".into(), accepted: 2, mended: 1, rejected: 3 }],
        ..ReportFacts::default()
    }
}

#[test]
fn what_is_known_is_told_and_what_is_not_is_said_to_be_missing() {
    let text = methods(&facts());
    for part in [
        "holds 1 article. ",
        "There are 1 story; 0 articles are near copies",
        "| kabar \\| id | 1 |",
        "two or more finished 1 of them (25.0 %)",
        "| auto | 2 | 1 | 3 |",
        "(undefined)",
        "The project has no guidelines.",
        "Nobody was assigned articles",
        "agreement is not known",
    ] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
    assert!(summary(&facts()).unwrap().contains("\"double_coded\": 1"));
}

#[test]
fn who_drew_what_and_how_far_people_agree() {
    let figure = |of, measure, label: &str, value| FigureFacts {
        of,
        measure,
        label: label.into(),
        n: 12,
        value,
        low: value.map(|value| value - 0.125),
        high: value.map(|value| value + 0.125),
        held_back: Some(0.5),
        assisted: None,
    };
    let facts = ReportFacts {
        drawings: vec![DrawingFacts {
            seed: 7,
            people: 2,
            double: 20,
            by: vec!["month"],
            articles: 9,
            stories: 8,
            ..Default::default()
        }],
        options: OptionFacts { hold_back: 10, seed: 3, blind: true, held_back: 1 },
        agreement: vec![AgreementFacts {
            first: "sri".into(),
            second: "budi".into(),
            articles: 4,
            stories: 3,
            held_back: 1,
            measures: vec![
                figure("mentions", "strict_f1", "all", Some(0.75)),
                figure("mentions", "strict_f1", "party", Some(0.875)),
                figure("statements", "kappa", "status", None),
            ],
        }],
        gold: vec![GoldFacts {
            set: "emas".into(),
            unanimous: 5,
            single: 3,
            decided: 2,
            rejected: 1,
            reasons: [("edge_case", 2)].into(),
            reason_notes: [("slip: aturan | 3".to_owned(), 1)].into(),
            ..GoldFacts::default()
        }],
        ..facts()
    };
    let text = methods(&facts);
    for part in [
        "9 articles of 8 stories were drawn for 2 people (seed 7)",
        "kept in proportion: month; 20 % of the stories for two people",
        "In 1 article (10 %, chosen by a hash of its id and the seed 3)",
        "sri and budi both finished 4 articles of 3 stories, 1 of them without suggestions.",
        "| mentions | strict f1 | 12 | 0.750 | 0.625 – 0.875 | 0.500 | undefined |",
        "| statements | kappa status | 12 | undefined |  | 0.500 | undefined |",
        "| emas | 5 | 3 | 2 | 0 | 1 |",
        "| edge case | 2 |",
        "| slip: aturan \\| 3 | 1 |",
    ] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
    assert!(!text.contains("strict f1 party") && summary(&facts).unwrap().contains("\"label\": \"party\""));
    let tex = tex_of(&text);
    assert!(tex.contains("$\\kappa$ and $\\alpha$") && !tex.contains("[U+"), "{tex}");
}

#[test]
fn names_become_numbers() {
    let mut facts = facts();
    facts.agreement = vec![AgreementFacts { first: "sri".into(), second: "budi".into(), ..AgreementFacts::default() }];
    facts.without_names();
    let names: Vec<&str> = facts.sets.iter().map(|set| set.name.as_str()).collect();
    assert_eq!((names, facts.set.as_str()), (vec!["A1", "A2", "auto"], "A2"));
    assert!(!methods(&facts).contains("budi") && !methods(&facts).contains("sri"));
}
