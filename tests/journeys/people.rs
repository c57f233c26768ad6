//! Several people: differences decided into gold, notes and flags, guidelines that change, and who codes what.

use std::fs;

use eframe::egui::Key;
use egui_kittest::kittest::Queryable;
use tandai::{
    model::{DecisionReason, Flag, SetId, Settled, SettledRecords, Status, Verdict},
    session::{ImportRequest, Session, Who},
};

use crate::desk::Desk;

const ARTICLES: usize = 10;

/// Articles that Ani and Budi have finished: five differences in each, of every sort.
fn two_people(articles: usize) -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("project");
    drop(Session::create(&dir, "Uji", Who::named("sri")).unwrap());
    for who in ["ani", "budi"] {
        let one = who == "ani";
        let lines: Vec<String> = (0..articles)
            .map(|number| {
                let text = format!(
                    "PKS dan PSI nomor {number} mengusung Andra Soni di Pilgub Banten. {}Golkar menolak.",
                    "Kata lain. ".repeat(number)
                );
                let mark = |words: &str, kind: &str, entity: Option<&str>| {
                    let start = text.find(words).unwrap();
                    serde_json::json!({"start": start, "end": start + words.len(), "kind": kind, "entity": entity})
                };
                let mut mentions = vec![
                    mark("PKS", "party", Some("party:pks")),
                    mark(if one { "Andra Soni" } else { "Andra" }, "candidate", Some("candidate:andra-soni")),
                    mark(
                        "Banten",
                        if one { "region" } else { "candidate" },
                        Some(if one { "region:36" } else { "candidate:banten" }),
                    ),
                    mark("Golkar", "party", Some(if one { "party:golkar" } else { "party:pan" })),
                ];
                mentions.extend(one.then(|| mark("PSI", "party", Some("party:psi"))));
                let status = if one { "confirmed" } else { "hoped" };
                serde_json::json!({
                    "id": format!("a{number:02}"), "text": text, "status": "finished", "mentions": mentions,
                    "coalitions": [{"region": "region:36", "office": "governor", "year": 2024, "status": status,
                        "backings": [{"party": "party:pks", "stance": "nominating"}],
                        "evidence": [{"start": 0, "end": 20}]}],
                })
                .to_string()
            })
            .collect();
        let file = folder.path().join(format!("{who}.jsonl"));
        fs::write(&file, lines.join("\n")).unwrap();
        let mut session = Session::open(&dir, Who::named("sri")).unwrap();
        let request = ImportRequest { set: Some(who.into()), ..ImportRequest::of(&[file]) };
        let ready = session.importer().run(&request, &Default::default(), |_| {});
        session.add_articles(ready).unwrap();
        session.save().unwrap();
    }
    Desk::within(folder, dir)
}

#[test]
fn fifty_differences_are_decided_with_fifty_keys() {
    let mut desk = two_people(ARTICLES);
    desk.ctrl(Key::Num5);
    assert!(desk.waits(|desk| desk.reads("50 differences")), "{} differences", ARTICLES * 5);
    desk.press("Decide into gold");
    desk.settle();
    assert!(desk.message().contains("10 marks that all agree on"), "{}", desk.message());
    desk.actions = 0;
    for number in 0..ARTICLES {
        let said = format!("{}: {}", desk.article(), desk.message());
        assert!(desk.app().suggestion().is_some(), "the first difference of article {number} is taken up: {said}");
        for _ in 0..5 {
            desk.key(Key::Enter);
        }
        assert_eq!(desk.app().suggestion(), None, "nothing waits in article {number}");
        desk.ctrl(Key::Enter);
        desk.settle();
    }
    println!("{} actions for 50 differences: a key each, and one an article to finish it", desk.actions);
    assert_eq!(desk.actions, 50 + ARTICLES);
    let disk = desk.on_disk();
    let gold = |number: usize| &disk[&format!("annotations/gold/a{number:02}.ron")];
    for number in 0..ARTICLES {
        let file = gold(number);
        assert!(file.contains("status: finished") && file.contains("unanimous: true"), "{file}");
        // One side of each was taken; of the four with two sides the other was rejected.
        assert_eq!(file.matches("verdict: rejected").count(), 4, "{file}");
        assert_eq!(file.matches("who: \"sri\"").count(), 1 + 5 + 4, "{file}");
    }
    let session = desk.session();
    let id = session.rows().at(0).unwrap().meta.id.clone();
    let dir = session.dir().to_owned();
    desk.close();
    let mut session = Session::open(&dir, Who::named("gold")).unwrap();
    session.load(&id).unwrap();
    let said = session.annotations(&id).unwrap();
    let settled = SettledRecords::of(said);
    let of = |words: &str| {
        let article = session.article(&id).unwrap();
        let mention = said.mentions.values().find(|mention| article.text.slice(mention.span).starts_with(words));
        let mention = mention.unwrap();
        settled.get(&tandai::model::Outcome::Mention(mention.id.clone()), &mention.by)
    };
    assert_eq!((of("PKS"), of("Andra"), of("PSI")), (Settled::Unanimous, Settled::Decided, Settled::Decided));
}

#[test]
fn the_other_side_is_shown_a_reason_is_kept_and_all_is_undone() {
    let mut desk = two_people(1);
    desk.ctrl(Key::Num5);
    assert!(desk.waits(|desk| desk.reads("5 differences")));
    // Behind a κ stands its table.
    desk.harness.get_by_label_contains("κ: Status").click_accesskit();
    assert!(desk.waits(|desk| desk.reads("confirmed × hoped: 1")));
    desk.press("All differences");
    desk.press("Decide into gold");
    desk.settle();
    // PSI stands alone: it has no other side, and Tab stays there. The boundary has one.
    let alone = desk.app().suggestion();
    desk.key(Key::Tab);
    assert_eq!(desk.message(), "Nobody says otherwise: there is no other side here");
    assert_eq!(desk.app().suggestion(), alone);
    desk.key(Key::Enter);
    let one = desk.app().suggestion().unwrap();
    desk.key(Key::Tab);
    let other = desk.app().suggestion().unwrap();
    assert_ne!(one, other);
    desk.key(Key::Tab);
    assert_eq!(desk.app().suggestion(), Some(one), "round and round");
    desk.key(Key::Tab);
    desk.key(Key::Enter);
    let verdicts = |desk: &Desk| {
        let said = desk.annotations();
        [one, other].map(|id| said.decisions.get(&id).map(|decision| decision.verdict))
    };
    assert_eq!(verdicts(&desk), [Some(Verdict::Rejected), Some(Verdict::Accepted)], "one key decides on both sides");
    desk.key(Key::Y);
    desk.settle();
    assert!(desk.sees("An edge case"), "the short list is shown");
    desk.key(Key::Num2);
    desk.settle();
    let decision = desk.annotations().decisions[&other].clone();
    assert_eq!((decision.reason, decision.who), (Some(DecisionReason::Guideline), SetId::new("sri").ok()));
    // Words as well.
    desk.key(Key::Y);
    desk.settle();
    desk.type_text("nama depan saja");
    desk.key(Key::Enter);
    desk.settle();
    let decision = desk.annotations().decisions[&other].clone();
    assert_eq!((decision.reason, decision.note.as_str()), (Some(DecisionReason::Guideline), "nama depan saja"));
    for _ in 0..3 {
        desk.ctrl(Key::Z);
    }
    desk.settle();
    assert_eq!(verdicts(&desk), [None, None], "the decision was one step");
    // Neither: one key rejects both sides.
    for _ in 0..10 {
        if desk.app().suggestion() == Some(one) {
            break;
        }
        desk.key(Key::Period);
    }
    desk.key(Key::X);
    assert_eq!(verdicts(&desk), [Some(Verdict::Rejected); 2]);
}

#[test]
fn notes_and_flags_are_written_listed_and_filtered() {
    let mut desk = Desk::with_texts(&[("a-satu", "PKS usung Andra Soni di Banten.\n"), ("b-dua", "PSI menolak.\n")]);
    desk.click("Andra", 0);
    desk.double_click("PKS", 0);
    desk.key(Key::Num1);
    desk.settle();
    let article = desk.article();
    desk.key(Key::Q);
    assert!(desk.message().contains("“PKS” is flagged: to discuss"), "{}", desk.message());
    desk.key(Key::W);
    desk.settle();
    desk.type_text("singkatan atau nama");
    // Escape keeps nothing, and loses no word.
    desk.key(Key::Escape);
    assert_eq!(desk.annotations().mentions.values().next().unwrap().note, "");
    desk.key(Key::W);
    desk.settle();
    desk.ctrl(Key::Enter);
    desk.settle();
    let mention = desk.annotations().mentions.values().next().unwrap().clone();
    assert_eq!((mention.flag, mention.note.as_str()), (Some(Flag::Discuss), "singkatan atau nama"));
    // On the article, with nothing selected.
    desk.key(Key::Escape);
    desk.shift(Key::Q);
    assert!(desk.message().contains("is flagged: unsure"), "{}", desk.message());
    desk.ctrl(Key::Num6);
    assert!(desk.comes("to discuss · mention “PKS”: singkatan atau nama"));
    assert!(desk.sees("unsure · article"));
    desk.focus_field("Filter notes");
    desk.type_text("singkatan");
    desk.settle();
    assert!(desk.sees("mention “PKS”") && !desk.sees("unsure · article"));
    desk.key(Key::Escape);
    // The list of articles.
    desk.press("1 to discuss");
    desk.settle();
    assert!(desk.sees(", in progress, to discuss, unsure") && !desk.sees(", new"), "only what is flagged is listed");
    desk.press("1 to discuss");
    desk.settle();
    let file = desk.on_disk().remove(&format!("annotations/sri/{article}.ron")).unwrap();
    assert!(
        file.contains("flag: unsure,\n") && file.contains("note: \"singkatan atau nama\", flag: discuss"),
        "{file}"
    );
    // Each is a step of undo.
    desk.key(Key::F6);
    for _ in 0..3 {
        desk.ctrl(Key::Z);
    }
    desk.settle();
    let mention = desk.annotations().mentions.values().next().unwrap().clone();
    assert_eq!((mention.flag, mention.note.as_str()), (None, ""));
}

#[test]
fn what_was_marked_under_older_guidelines_is_found_and_can_be_said_to_be_right() {
    let mut desk = Desk::with_text("PKS usung Andra Soni di Banten.\n");
    let guidelines = desk.dir().join("guidelines.md");
    fs::write(&guidelines, "# Pedoman\n\nTandai partai.\nTandai wilayah.\n").unwrap();
    desk.reopen();
    desk.double_click("PKS", 0);
    desk.key(Key::Num1);
    desk.settle();
    let version = desk.annotations().mentions.values().next().unwrap().guidelines.unwrap();
    let file = desk.annotation_file();
    assert!(file.contains(&format!("guidelines: \"{version}\"")), "{file}");
    assert!(!desk.sees("under older guidelines"));
    desk.close();
    fs::write(&guidelines, "# Pedoman\n\nTandai partai, tanpa kata Partai.\nTandai wilayah.\n").unwrap();
    desk.reopen();
    assert!(desk.comes("1 under older guidelines"));
    desk.key(Key::F1);
    desk.settle();
    assert!(
        desk.comes("1 record here were last touched") || desk.reads("1 record here"),
        "it is told beside the rules"
    );
    assert!(desk.reads("− Tandai partai.") && desk.reads("+ Tandai partai, tanpa kata Partai."), "with what changed");
    assert!(!desk.reads("− Tandai wilayah."));
    desk.key(Key::F6);
    desk.key(Key::G);
    desk.settle();
    assert!(desk.message().contains("right under the guidelines of today"), "{}", desk.message());
    assert!(!desk.sees("1 under older guidelines"));
    assert_ne!(desk.annotations().mentions.values().next().unwrap().guidelines, Some(version));
    // Changed while the window is open, and read there: what is marked from then on is marked under that.
    desk.key(Key::F1);
    desk.settle();
    fs::write(&guidelines, "# Pedoman\n\nTandai semuanya.\n").unwrap();
    desk.key(Key::F1);
    desk.settle();
    assert!(desk.comes("1 under older guidelines"));
    desk.key(Key::F1);
    desk.settle();
    desk.key(Key::F6);
    desk.key(Key::G);
    desk.settle();
    // The file is gone: it is said nowhere to be right, and nothing is lost.
    desk.close();
    fs::remove_file(&guidelines).unwrap();
    desk.reopen();
    desk.settle();
    assert_eq!(desk.annotations().mentions.len(), 1);
    desk.key(Key::G);
    assert!(!desk.sees("under older guidelines"), "nothing is older than no rules");
}

#[test]
fn articles_are_drawn_in_the_window() {
    let texts: Vec<(String, String)> =
        (0..9).map(|n| (format!("a{n}"), format!("Artikel nomor {n} tentang {n}.\n"))).collect();
    let texts: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let mut desk = Desk::with_texts(&texts);
    desk.command("Assign articles");
    assert!(desk.waits(|desk| desk.reads("Nothing is assigned yet")));
    desk.type_text("Ani W., budi");
    desk.press("Draw");
    assert!(desk.waits(|desk| desk.message().contains("9 articles drawn")), "{}", desk.message());
    assert!(desk.waits(|desk| desk.reads("sri: 0 finished")), "everybody's progress is shown");
    let file = desk.on_disk().remove("assignments.ron").unwrap();
    assert!(file.contains("to: [\"ani-w\", \"budi\", \"sri\"], double: 20"), "{file}");
    desk.key(Key::Escape);
    desk.settle();
    assert!(desk.sees("Mine"), "the list shows what is one's own");
    // One step: articles and people.
    desk.ctrl(Key::Z);
    desk.settle();
    assert!(
        !desk.session().has_assignments() && !desk.session().project().sets.contains_key(&SetId::new("budi").unwrap())
    );
}

#[test]
fn articles_with_conflicts_are_found_in_the_list() {
    let mut desk = Desk::with_sample();
    let article = desk.article();
    let own = desk.session().place(&article).set.to_string();
    let path = desk.dir().join(format!("annotations/{own}/{article}.ron"));
    desk.close();
    let base = fs::read_to_string(&path).unwrap();
    let side = |status: &str| base.replace("status: finished", status).into_bytes();
    let merged =
        tandai::store::merge_files(None, base.as_bytes(), &side("status: in_progress"), &side("status: ignored"))
            .unwrap();
    fs::write(&path, merged.bytes).unwrap();
    desk.reopen();
    assert!(desk.comes("1 with conflicts"));
    desk.press("1 with conflicts");
    desk.settle();
    let listed = desk.sees(", 1 with conflicts");
    assert!(listed, "the row says so too");
    desk.press("1 conflict to decide");
    desk.settle();
    desk.harness.get_by_label_contains("Keep: the status, ").click();
    desk.settle();
    assert!(desk.sees("0 with conflicts") && !desk.sees(", 1 with"), "nothing is left to be decided");
    assert_ne!(desk.annotations().status, Status::New);
}

/// Escape loses no word of a reason.
#[test]
fn a_reason_is_there_again() {
    let mut desk = Desk::with_sample();
    desk.settle();
    for _ in 0..8 {
        desk.key(Key::Period);
        if desk.app().suggestion().is_some() {
            break;
        }
        desk.alt(Key::ArrowDown);
        desk.settle();
    }
    desk.key(Key::X);
    desk.settle();
    desk.key(Key::Y);
    desk.settle();
    desk.type_text("pedoman bagian dua");
    desk.key(Key::Escape);
    desk.settle();
    desk.key(Key::Y);
    assert!(desk.waits(|desk| desk.reads("pedoman bagian dua")));
    desk.ctrl(Key::Enter);
    desk.settle();
    let notes: Vec<String> = desk.annotations().decisions.values().map(|decision| decision.note.clone()).collect();
    assert!(notes.contains(&"pedoman bagian dua".to_owned()), "{notes:?}");
}

/// Who has marked nothing is no one to compare with, and is told whose marks there are.
#[test]
fn marks_of_others_are_told_of_and_compared() {
    let mut desk = two_people(1);
    assert!(desk.reads("Marks that others made: ani (1 article), budi (1 article)"));
    desk.ctrl(Key::Num5);
    desk.settle();
    let ticked = |desk: &Desk, name: &str| {
        use egui_kittest::kittest::NodeT;
        let node = desk.harness.get_by_role_and_label(eframe::egui::accesskit::Role::CheckBox, name);
        node.accesskit_node().toggled() == Some(eframe::egui::accesskit::Toggled::True)
    };
    assert!(ticked(&desk, "ani") && ticked(&desk, "budi") && !ticked(&desk, "sri"));
    assert!(desk.reads("1 article of 1 story"), "one of each is called so");
}
