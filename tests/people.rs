//! Several people, one project: assigned, compared, taken into gold; and what goes wrong is said.

mod shell;

use std::{fs, path::Path, sync::atomic::AtomicBool};

use shell::{files, tandai};
use tandai::{
    edit::Edit,
    model::{AnnotationSet, Options, Remarked, SetId, SetRole, Status, Variable, Verdict},
    session::{CompareRequest, Comparison, Differing, Review, Session, Who},
};

/// Twelve articles, coded by two people who differ in some.
fn coded(dir: &Path) -> String {
    let project = dir.join("proyek").display().to_string();
    assert_eq!(tandai(["new", &project, "--name", "Uji"]).status, 0);
    for (who, shift) in [("ani", 0), ("budi", 1)] {
        let line = |number: usize| {
            let text =
                format!("PKS dan PSI nomor {number} mengusung Andra Soni di Pilgub Banten {}.", "kata ".repeat(number));
            // Budi marks one word less in every third article, and another kind in every fourth.
            let end = if shift == 1 && number.is_multiple_of(3) { 7 } else { 11 };
            let kind = if shift == 1 && number.is_multiple_of(4) { "region" } else { "party" };
            let status = if shift == 1 && number.is_multiple_of(6) { "hoped" } else { "confirmed" };
            serde_json::json!({
                "id": format!("a{number:02}"), "text": text, "status": "finished",
                "mentions": [
                    {"start": 0, "end": 3, "kind": "party", "entity": "party:pks"},
                    {"start": 8, "end": end.max(9), "kind": kind},
                ],
                "coalitions": [{"region": "region:36", "office": "governor", "year": 2024, "status": status,
                    "backings": [{"party": "party:pks", "stance": "nominating"}],
                    "evidence": [{"start": 0, "end": 20}]}],
            })
        };
        let lines: Vec<String> = (0..12).map(|number| line(number).to_string()).collect();
        let file = dir.join(format!("{who}.jsonl"));
        fs::write(&file, lines.join("\n")).unwrap();
        let run = tandai(["import", &project, &file.display().to_string(), "--set", who]);
        assert!(run.status < 2, "{run:?}");
    }
    project
}

fn set(name: &str) -> SetId {
    SetId::new(name).unwrap()
}

fn compared(session: &Session) -> Comparison {
    let request = CompareRequest { sets: vec![set("ani"), set("budi")], unfinished: false, training: false };
    session.comparer(request).run(&AtomicBool::new(false), |_, _| {}).expect("not stopped")
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn compare_says_how_far_they_agree_and_where_not() {
    let dir = tempfile::tempdir().unwrap();
    let project = coded(dir.path());
    let run = tandai(["compare", &project, "ani", "budi"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
    assert!(run.out.starts_with("ani × budi: 12 articles of 12 stories\n"), "{}", run.out);
    assert!(run.out.contains("kappa status") && run.out.contains("undefined"), "{}", run.out);
    let figures = json(&tandai(["compare", &project, "ani", "budi", "--json"]).out);
    let measures = figures["pairs"][0]["measures"].as_array().unwrap();
    let strict = |label: &str| {
        let found =
            measures.iter().find(|m| m["of"] == "mentions" && m["measure"] == "strict_f1" && m["label"] == label);
        found.unwrap().clone()
    };
    // 24 marks each; 12 first ones are the same, of the second ones those whose number 3 and 4 do not divide.
    assert_eq!(strict("all")["n"], 48);
    assert!((strict("all")["value"].as_f64().unwrap() - 18.0 / 24.0).abs() < 1e-9, "{}", strict("all"));
    let folder = dir.path().join("csv").display().to_string();
    assert_eq!(tandai(["compare", &project, "ani", "budi", "--csv", &folder]).status, 0);
    let statements = fs::read_to_string(dir.path().join("csv/statements.csv")).unwrap();
    assert_eq!(statements.lines().filter(|line| line.contains(",status,")).count(), 2, "{statements}");
    let again = tandai(["compare", &project, "ani", "budi", "--csv", &folder]);
    assert_eq!(again.status, 2, "nothing is written over: {again:?}");
}

#[test]
fn what_cannot_be_compared_is_said() {
    let dir = tempfile::tempdir().unwrap();
    let project = coded(dir.path());
    let run = tandai(["compare", &project, "ani", "siapa"]);
    assert_eq!(run.status, 2);
    run.errs(&["there is no set siapa", "ani, budi"]);
    let run = tandai(["compare", &project, "ani"]);
    assert_eq!(run.status, 2);
    run.errs(&["two different sets"]);
    let run = tandai(["compare", &project, "ani", "--gold"]);
    assert_eq!(run.status, 2);
    run.errs(&["no set of the role gold"]);
    // A set of another scheme, and a file that cannot be read.
    let file = Path::new(&project).join("annotations/budi/a01.ron");
    let strange = fs::read_to_string(&file).unwrap().replacen("kind: \"party\"", "kind: \"media\"", 1);
    fs::write(&file, strange).unwrap();
    fs::write(Path::new(&project).join("annotations/budi/a02.ron"), "(format: 1, oops").unwrap();
    let run = tandai(["compare", &project, "ani", "budi", "--json"]);
    assert_eq!(run.status, 1);
    run.errs(&["a kind “media” that the project's scheme does not have", "a02.ron"]);
    assert_eq!(json(&run.out)["articles"], 11, "what cannot be read was not coded as empty");
}

#[test]
fn articles_are_assigned_and_stay_so() {
    let dir = tempfile::tempdir().unwrap();
    let project = coded(dir.path());
    let before = files(Path::new(&project));
    assert!(!before.keys().any(|path| path.ends_with("assignments.ron")));
    let run = tandai(["assign", &project, "--to", "ani,budi,Citra W.", "--double", "25%", "--seed", "3", "--json"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
    let figures = json(&run.out);
    assert_eq!((figures["assigned"].as_u64(), figures["unassigned"].as_u64()), (Some(12), Some(0)));
    assert_eq!(figures["people"].as_array().unwrap().len(), 3);
    let file = Path::new(&project).join("assignments.ron");
    let drawn = fs::read_to_string(&file).unwrap();
    assert_eq!(drawn.matches("part: double").count(), 3, "{drawn}");
    assert!(
        drawn.contains("(seed: 3, to: [\"ani\", \"budi\", \"citra-w\"], double: 25, articles: 12, stories: 12)"),
        "{drawn}"
    );
    let again = tandai(["assign", &project, "--to", "ani,budi,Citra W.", "--double", "25", "--seed", "3"]);
    again.errs(&["every article is assigned already"]);
    assert_eq!(fs::read_to_string(&file).unwrap(), drawn);
    let mut session = Session::open(Path::new(&project), Who::named("ani")).unwrap();
    session.wait_until_read();
    let mine = session.rows().iter().filter(|row| session.is_mine(&row.meta.id)).count();
    assert!(session.has_assignments() && (4..=6).contains(&mine), "{mine}");
    drop(session);
    // Whom nobody knows, what is not there, and what cannot be drawn.
    fs::write(&file, drawn.replacen("to: [\"ani\"", "to: [\"tiada\"", 2).replacen("a00", "a99", 1)).unwrap();
    let run = tandai(["assign", &project]);
    assert_eq!(run.status, 1, "{run:?}");
    run.errs(&["assigned to tiada", "article a99 is assigned"]);
    let check = tandai(["check", &project]);
    assert!(check.out.contains("assigned to tiada") && check.out.contains("article a99 is assigned"), "{check:?}");
    for (wrong, said) in [("--double=120", "from 0 to 100"), ("--release=ani", "cannot take them over")] {
        let run = tandai(["assign", &project, "--to", "ani,budi", wrong]);
        assert_eq!(run.status, 2, "{run:?}");
        run.errs(&[said]);
    }
    fs::write(&file, "(format: 1, assignments: [").unwrap();
    let run = tandai(["assign", &project, "--to", "ani"]);
    assert_eq!(run.status, 2, "{run:?}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "(format: 1, assignments: [", "it is not written over");
}

#[test]
fn what_all_say_goes_into_gold_in_one_step() {
    let dir = tempfile::tempdir().unwrap();
    let project = coded(dir.path());
    let mut session = Session::open(Path::new(&project), Who::named("ani")).unwrap();
    session.wait_until_read();
    let gold = AnnotationSet { id: set("gold"), name: "Gold".into(), role: SetRole::Gold };
    session.perform(tandai::edit::Edit::PutSet { set: gold }).unwrap();
    let sources = Some([set("ani"), set("budi")].into());
    session.set_review(Review { sources: sources.clone(), ..Review::default() });
    assert!(!session.sources().contains(&set("budi")), "people work blind");
    session.annotate_as(Who::named("gold"));
    session.wait_until_read();
    assert!(session.is_gold() && session.sources().len() == 2);
    let comparison = compared(&session);
    let agreed = comparison.agreed(false);
    let differences = comparison.differences((0, 1));
    let done = session.accept_unanimous(&agreed).unwrap();
    // 12 + 6 mentions, and the statements but for two whose status differs.
    assert_eq!(done.count, 12 + 6 + 10);
    assert_eq!(differences.len(), 6 + 2);
    let id = session.rows().at(0).unwrap().meta.id.clone();
    session.load(&id).unwrap();
    let said = session.annotations(&id).unwrap();
    assert!(
        said.decisions.values().all(|one| one.unanimous && one.verdict == Verdict::Accepted && one.from.len() == 2)
    );
    // The rest waits for a person: whoever says one thing or the other.
    let left = session.suggestions(&id).unwrap().left();
    assert_eq!(left, 2 + 2, "two mentions and two statements of article 0");
    session.save().unwrap();
    let file = fs::read_to_string(Path::new(&project).join("annotations/gold/a01.ron")).unwrap();
    assert!(file.contains("unanimous: true"), "{file}");
    // Again: nothing that was decided is asked or taken again.
    assert!(session.accept_unanimous(&agreed).is_err());
    session.undo().unwrap().unwrap();
    assert_eq!(session.annotations(&id).map_or(0, |said| said.mentions.len()), 0, "one step of undo");
    session.redo().unwrap().unwrap();
    session.set_status(std::slice::from_ref(&id), Status::Finished).unwrap();
    session.save().unwrap();
    let run = tandai(["compare", &project, "ani", "--gold"]);
    assert!(run.out.starts_with("gold × ani: 1 article"), "{run:?}");
}

#[test]
fn own_fields_of_an_article_are_compared_and_go_into_gold_where_all_say_the_same() {
    let dir = tempfile::tempdir().unwrap();
    let project = coded(dir.path());
    let file = Path::new(&project).join("project.ron");
    let text = fs::read_to_string(&file).unwrap();
    let own = "fields: [(key: \"frame\", on: article, type: text, name: \"Frame\")],\n    kinds: [";
    fs::write(&file, text.replacen("kinds: [", own, 1)).unwrap();
    let id = |article: &str| tandai::model::ArticleId::new(article).unwrap();
    for (who, frames) in
        [("ani", [("a01", "konflik"), ("a02", "lomba")]), ("budi", [("a01", "konflik"), ("a02", "warga")])]
    {
        let mut session = Session::open(Path::new(&project), Who::named(who)).unwrap();
        session.wait_until_read();
        for (article, frame) in frames {
            session.load(&id(article)).unwrap();
            let place = session.place(&id(article));
            let (records, value) = (vec![Remarked::Article], Some(Variable::Text(frame.into())));
            session.perform(Edit::SetValue { place, records, key: "frame".into(), value }).unwrap();
        }
        session.save().unwrap();
    }
    let mut session = Session::open(Path::new(&project), Who::named("ani")).unwrap();
    session.wait_until_read();
    let comparison = compared(&session);
    let of_articles: Vec<_> = comparison
        .differences((0, 1))
        .into_iter()
        .filter(|difference| matches!(difference.what, Differing::Article { .. }))
        .map(|difference| comparison.coded[difference.coded].article.to_string())
        .collect();
    assert_eq!(of_articles, ["a02"]);
    let gold = AnnotationSet { id: set("gold"), name: "Gold".into(), role: SetRole::Gold };
    session.perform(Edit::PutSet { set: gold }).unwrap();
    session.annotate_as(Who::named("gold"));
    session.wait_until_read();
    session.set_review(Review { sources: Some([set("ani"), set("budi")].into()), ..Review::default() });
    session.accept_unanimous(&comparison.agreed(false)).unwrap();
    let frame = |session: &mut Session, article: &str| {
        session.load(&id(article)).unwrap();
        session.annotations(&id(article)).and_then(|said| said.remark.fields.get("frame").map(ToString::to_string))
    };
    assert_eq!(frame(&mut session, "a01").as_deref(), Some("konflik"));
    assert_eq!(frame(&mut session, "a02"), None, "they differ: somebody decides");
    session.undo().unwrap().unwrap();
    assert_eq!(frame(&mut session, "a01"), None, "one step of undo");
}

#[test]
fn options_are_the_projects() {
    let dir = tempfile::tempdir().unwrap();
    let project = coded(dir.path());
    let file = Path::new(&project).join("project.ron");
    let before = fs::read_to_string(&file).unwrap();
    assert!(!before.contains("options"));
    let mut session = Session::open(Path::new(&project), Who::named("ani")).unwrap();
    session.wait_until_read();
    let options = Options { hold_back: 50, seed: 1, blind: true, ..Options::default() };
    session.set_options(options.clone()).unwrap();
    assert!(session.set_options(Options { hold_back: 51, ..options.clone() }).is_err());
    session.save().unwrap();
    assert!(
        fs::read_to_string(&file).unwrap().contains("options: (\n        hold_back: 50,\n        seed: 1,\n    ),")
    );
    let held: Vec<bool> = session.rows().iter().map(|row| session.holds_back(&row.meta.id)).collect();
    drop(session);
    // Another person opens the same, and compares with and without suggestions side by side.
    let mut session = Session::open(Path::new(&project), Who::named("budi")).unwrap();
    session.wait_until_read();
    assert_eq!(session.rows().iter().map(|row| session.holds_back(&row.meta.id)).collect::<Vec<_>>(), held);
    let pair = &compared(&session).pairs()[0];
    let (back, shown) = pair.apart.as_ref().expect("both happened");
    assert_eq!((back.articles + shown.articles, back.articles), (12, held.iter().filter(|held| **held).count()));
    session.set_options(Options::default()).unwrap();
    session.save().unwrap();
    assert_eq!(fs::read_to_string(&file).unwrap(), before, "as it was, to the byte");
}

#[test]
fn what_is_no_agreement_is_left_out_and_said() {
    let dir = tempfile::tempdir().unwrap();
    let project = coded(dir.path());
    let run = tandai(["assign", &project, "--to", "ani,budi", "--training", "4", "--double", "50"]);
    assert_eq!(run.status, 0, "{run:?}");
    // Everybody codes the training batch, and talks about it: it is no measure.
    let run = tandai(["compare", &project, "ani", "budi"]);
    assert!(run.out.starts_with("ani × budi: 8 articles") && run.out.contains("4 articles left out: for everybody"));
    let run = tandai(["compare", &project, "ani", "budi", "--training"]);
    assert!(run.out.starts_with("ani × budi: 12 articles"), "{run:?}");
    // A set with nothing, and work on articles that this clone does not have.
    let run = tandai(["compare", &project, "ani", "kosong"]);
    assert_eq!(run.status, 2, "{run:?}");
    fs::create_dir(Path::new(&project).join("annotations/kosong")).unwrap();
    let run = tandai(["compare", &project, "ani", "kosong", "--json"]);
    assert_eq!(run.status, 1);
    run.errs(&["no article was finished by two of these sets"]);
    assert!(json(&run.out)["pairs"][0]["measures"].as_array().unwrap().iter().all(|one| one["value"].is_null()));
    for end in ["txt", "ron"] {
        fs::remove_file(Path::new(&project).join(format!("articles/a03.{end}"))).unwrap();
    }
    let run = tandai(["compare", &project, "ani", "budi", "--training", "--json"]);
    assert_eq!(run.status, 1);
    run.errs(&["1 file is about articles that the project does not have, a03 the first"]);
    assert_eq!(json(&run.out)["articles"], 11);
    assert!(Path::new(&project).join("annotations/ani/a03.ron").exists(), "nothing is lost");
}

#[test]
fn whoever_coded_alone_is_taken_over_and_marked_so() {
    let dir = tempfile::tempdir().unwrap();
    let project = coded(dir.path());
    fs::remove_file(Path::new(&project).join("annotations/budi/a05.ron")).unwrap();
    let mut session = Session::open(Path::new(&project), Who::named("ani")).unwrap();
    session.wait_until_read();
    let comparison = compared(&session);
    let [(article, claims)] = &comparison.single[..] else { panic!("{:?}", comparison.single) };
    assert_eq!((article.as_str(), claims.len()), ("a05", 3));
    session
        .perform(tandai::edit::Edit::PutSet {
            set: AnnotationSet { id: set("gold"), name: "Gold".into(), role: SetRole::Gold },
        })
        .unwrap();
    session.set_review(Review { sources: Some([set("ani"), set("budi")].into()), ..Review::default() });
    session.decide_into(set("gold"));
    session.wait_until_read();
    assert_eq!(session.accept_unanimous(&comparison.single).unwrap().count, 3);
    assert_eq!(session.accept_unanimous(&comparison.agreed(false)).unwrap().count, 11 + 5 + 9);
    session.save().unwrap();
    drop(session);
    let out = dir.path().join("emas.jsonl").display().to_string();
    let run = tandai(["export", &project, "--format", "tandai", "--set", "gold", "--out", &out]);
    assert!(run.status < 2, "{run:?}");
    let lines: Vec<serde_json::Value> = fs::read_to_string(&out).unwrap().lines().map(json).collect();
    for line in &lines {
        let wanted = if line["id"] == "a05" { "single" } else { "unanimous" };
        let records = line["mentions"].as_array().unwrap().iter().chain(line["coalitions"].as_array().unwrap());
        for record in records {
            // A mention that came with a statement that all make, and that one of them marked otherwise, is open.
            assert!(record["settled"] == wanted || record["settled"] == "open", "{record}");
        }
    }
    assert!(lines.iter().all(|line| line["decisions"].as_array().unwrap().iter().all(|one| one["who"] == "ani")));
}

/// A statement that all make takes its mentions along, but for those on which people differ.
#[test]
fn what_people_differ_in_is_not_hidden_by_what_they_agree_on() {
    let dir = tempfile::tempdir().unwrap();
    let project = dir.path().join("proyek").display().to_string();
    assert_eq!(tandai(["new", &project, "--name", "Uji"]).status, 0);
    for (who, end) in [("ani", 24), ("budi", 19)] {
        let line = serde_json::json!({
            "id": "a", "text": "PKS mengusung Andra Soni di Banten.", "status": "finished",
            "mentions": [
                {"id": "m1", "start": 0, "end": 3, "kind": "party", "entity": "party:pks"},
                {"id": "m2", "start": 14, "end": end, "kind": "candidate", "entity": "candidate:andra-soni"},
            ],
            "coalitions": [{"region": "region:36", "office": "governor", "year": 2024, "status": "confirmed",
                "head": "candidate:andra-soni", "head_mentions": ["m2"],
                "backings": [{"party": "party:pks", "stance": "nominating", "mentions": ["m1"]}],
                "evidence": [{"start": 0, "end": 35}]}],
        });
        let file = dir.path().join(format!("{who}.jsonl"));
        fs::write(&file, line.to_string()).unwrap();
        assert!(tandai(["import", &project, &file.display().to_string(), "--set", who]).status < 2);
    }
    let mut session = Session::open(Path::new(&project), Who::named("ani")).unwrap();
    session.wait_until_read();
    let comparison = compared(&session);
    let gold = AnnotationSet { id: set("gold"), name: "Gold".into(), role: SetRole::Gold };
    session.perform(tandai::edit::Edit::PutSet { set: gold }).unwrap();
    session.set_review(Review { sources: Some([set("ani"), set("budi")].into()), ..Review::default() });
    session.decide_into(set("gold"));
    session.wait_until_read();
    session.accept_unanimous(&comparison.agreed(false)).unwrap();
    let id = session.rows().at(0).unwrap().meta.id.clone();
    session.load(&id).unwrap();
    let said = session.annotations(&id).unwrap();
    assert_eq!((said.mentions.len(), said.coalitions.len()), (1, 1), "PKS, and the statement");
    assert!(said.coalitions.values().all(|one| one.ticket.head.entity.is_some()));
    assert_eq!(session.suggestions(&id).unwrap().left(), 2, "both borders wait");
    let first = session.suggestions(&id).unwrap().outermost(true).unwrap();
    session.accept(&id, &[first]).unwrap();
    assert_eq!(session.suggestions(&id).unwrap().left(), 0, "one decision settles both");
}
