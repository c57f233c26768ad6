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
        "1 story, of which 0 articles are near copies",
        "| kabar \\| id | 1 |",
        "two or more finished 1 of them (25.0 %)",
        "| auto | 2 | 1 | 3 |",
        "(undefined)",
        "The project has no guidelines.",
        "does not record how long",
    ] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
    assert!(summary(&facts()).unwrap().contains("\"double_coded\": 1"));
}

#[test]
fn names_become_numbers() {
    let mut facts = facts();
    facts.without_names();
    let names: Vec<&str> = facts.sets.iter().map(|set| set.name.as_str()).collect();
    assert_eq!((names, facts.set.as_str()), (vec!["A1", "A2", "auto"], "A2"));
    assert!(!methods(&facts).contains("budi") && !methods(&facts).contains("sri"));
}
