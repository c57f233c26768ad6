//! No key does harm: undo stops at the article's border, Enter makes nobody up, what is typed nowhere runs no command.

use eframe::egui::{Key, Modifiers};
use tandai::model::{EntityId, Status};

use crate::desk::Desk;

const TEXT: &str = "PKS dan PSI berkoalisi di Pilbup Kabupaten Lebak.";

fn redo() -> Modifiers {
    Modifiers { ctrl: true, command: true, shift: true, ..Modifiers::NONE }
}

#[test]
fn undo_stops_at_the_border_of_the_article() {
    let mut desk = Desk::with_texts(&[("a", "PKS satu."), ("b", "PSI dua.")]);
    desk.double_click("PKS", 0);
    desk.key(Key::Num1);
    desk.alt(Key::ArrowDown);
    desk.double_click("PSI", 0);
    desk.key(Key::Num1);
    desk.ctrl(Key::Z);
    assert!(desk.annotations().mentions.is_empty(), "here it is undone at once");
    desk.ctrl(Key::Z);
    assert_eq!(desk.article().as_str(), "b");
    assert_eq!(desk.message(), "Next would be undone: 1 tagged in “PKS satu”. Ctrl+Z again does it.");
    // Anything in between, and it is asked anew.
    desk.key(Key::S);
    desk.ctrl(Key::Z);
    assert_eq!(desk.article().as_str(), "b");
    desk.ctrl(Key::Z);
    assert_eq!(desk.article().as_str(), "a");
    assert!(desk.annotations().mentions.is_empty());
    desk.alt(Key::ArrowDown);
    desk.keys(redo(), Key::Z);
    assert_eq!(desk.article().as_str(), "b");
    assert!(desk.message().starts_with("Next would be done again: 1 tagged in “PKS satu”"), "{}", desk.message());
    desk.keys(redo(), Key::Z);
    assert_eq!(desk.article().as_str(), "a");
    assert_eq!(desk.mentions("PKS").len(), 1);
}

#[test]
fn moving_a_suggestion_is_a_step() {
    let mut desk = Desk::with_sample();
    while desk.article().as_str() != "06-penjajakan-bogor" {
        desk.alt(Key::ArrowDown);
    }
    desk.key(Key::Period);
    let first = desk.app().suggestion();
    desk.key(Key::CloseBracket);
    desk.key(Key::CloseBracket);
    assert!(desk.comes("border of the suggestion moved ·"));
    desk.ctrl(Key::Z);
    assert_eq!(desk.message(), "Undid: border of the suggestion moved");
    desk.ctrl(Key::Z);
    assert!(!desk.sees("border of the suggestion moved ·"), "both moves");
    assert_eq!(desk.app().suggestion(), first, "and nothing else");
    desk.keys(redo(), Key::Z);
    assert!(desk.comes("border of the suggestion moved ·"));
}

#[test]
fn enter_makes_no_entity_by_accident() {
    let mut desk = Desk::with_text("Rukmana Adiwijaya maju.");
    desk.drag("Rukmana Adiwijaya", 0);
    desk.key(Key::Num2);
    desk.key(Key::E);
    desk.settle();
    desk.type_text("qqqq zzzz");
    desk.key(Key::Enter);
    desk.settle();
    assert!(desk.session().project().entities.is_empty(), "{}", desk.message());
    assert!(desk.reads("Nobody of this name is known. Ctrl+Enter makes “qqqq zzzz”"));
    // The letter that narrows the list to nobody, and Enter right after it.
    desk.ctrl(Key::A);
    desk.type_text("Rukmana Adiwijaya");
    desk.ctrl(Key::Enter);
    desk.settle();
    assert_eq!(desk.mentions("Rukmana Adiwijaya")[0].entity, EntityId::new("candidate:rukmana-adiwijaya").ok());
    // By arrow it is on purpose as well.
    desk.ctrl(Key::Z);
    desk.key(Key::E);
    desk.settle();
    desk.type_text("qqqq zzzz");
    desk.key(Key::ArrowDown);
    desk.key(Key::Enter);
    desk.settle();
    assert_eq!(desk.session().project().entities.len(), 1);
}

#[test]
fn keys_typed_after_a_refused_command_run_none() {
    let mut desk = Desk::with_text(TEXT);
    desk.click("berkoalisi", 0);
    desk.key(Key::E);
    assert_eq!(desk.message(), "Select a mention first");
    let before = desk.annotations();
    for key in [Key::P, Key::S, Key::Num1, Key::A, Key::Enter] {
        desk.key(key);
    }
    assert_eq!(desk.annotations(), before, "what was typed as a name tags nothing");
    assert_eq!(desk.app().selected(), None);
    assert!(desk.message().starts_with("Nothing was open to type into"), "{}", desk.message());
    // A click ends it, and so does a pause.
    desk.double_click("PKS", 0);
    desk.key(Key::Num1);
    assert_eq!(desk.mentions("PKS").len(), 1);
    desk.click("berkoalisi", 0);
    desk.key(Key::E);
    desk.harness.run_steps(100);
    desk.key(Key::S);
    assert!(desk.app().selected().is_some());
}

#[test]
fn words_typed_where_no_field_is_run_no_commands() {
    let mut desk = Desk::with_text(TEXT);
    desk.double_click("PKS", 0);
    desk.key(Key::Num1);
    let before = desk.annotations();
    // K is no command; a, e and Enter are.
    desk.shift(Key::K);
    for key in [Key::A, Key::E, Key::M, Key::Enter] {
        desk.key(key);
    }
    assert_eq!(desk.annotations(), before);
    assert!(desk.message().starts_with("Nothing was open to type into"), "{}", desk.message());
}

#[test]
fn a_double_click_on_a_mention_selects_the_mention() {
    let mut desk = Desk::with_text(TEXT);
    desk.drag("Kabupaten Lebak", 0);
    desk.key(Key::Num3);
    desk.key(Key::Escape);
    desk.double_click("Lebak", 0);
    assert_eq!(desk.app().selected(), None, "no word of it");
    desk.key(Key::Delete);
    assert_eq!(desk.marked(), TEXT);
    // Where every drag and double click marks, a word within is meant.
    desk.ctrl(Key::Z);
    desk.alt(Key::Num2);
    desk.double_click("Lebak", 0);
    assert!(desk.marked().contains("[Kabupaten [Lebak|candidate]|region:36.02]"), "{}", desk.marked());
}

#[test]
fn relinking_a_mention_offers_its_slots() {
    let mut desk = Desk::with_text(TEXT);
    desk.double_click("PKS", 0);
    desk.key(Key::Num1);
    desk.drag("Kabupaten Lebak", 0);
    desk.key(Key::Num3);
    desk.triple_click("berkoalisi", 0);
    desk.key(Key::C);
    let region = |desk: &Desk| desk.only_coalition().race.region.entity.map(|id| id.to_string());
    assert_eq!(region(&desk).as_deref(), Some("region:36.02"));
    desk.click("Kabupaten Lebak", 0);
    desk.key(Key::E);
    desk.settle();
    desk.type_text("Kota Serang");
    desk.key(Key::Enter);
    desk.settle();
    assert!(desk.message().starts_with("Linked as before in 1 slot of coalitions"), "{}", desk.message());
    assert!(desk.message().contains("U links them as well"), "{}", desk.message());
    assert_eq!(region(&desk).as_deref(), Some("region:36.02"), "nothing by itself");
    assert!(desk.comes("Link its slots as well"), "in the card, beside the warning");
    desk.key(Key::U);
    assert_eq!(region(&desk).as_deref(), Some("region:36.73"));
    assert_eq!(desk.only_coalition().race.office, Some(tandai::model::Office::MAYOR), "what that region elects");
    assert!(!desk.sees("Link its slots as well"));
    desk.ctrl(Key::Z);
    assert_eq!(region(&desk).as_deref(), Some("region:36.02"), "one step");
}

#[test]
fn finishing_says_what_is_left_and_the_last_one_leads_back() {
    let mut desk = Desk::with_texts(&[("a", "PKS satu."), ("b", "Dua."), ("c", "Rukmana maju.")]);
    desk.alt(Key::ArrowDown);
    desk.alt(Key::ArrowDown);
    desk.double_click("Rukmana", 0);
    desk.key(Key::Num2);
    desk.ctrl(Key::Enter);
    assert_eq!(desk.message(), "Left in this article: 1 not linked. Ctrl+Enter again finishes it all the same.");
    assert_eq!(desk.article().as_str(), "c");
    assert_eq!(desk.session().rows().at(2).unwrap().summary.status, Status::InProgress);
    desk.ctrl(Key::Enter);
    assert_eq!(desk.session().rows().at(2).unwrap().summary.status, Status::Finished);
    assert_eq!(desk.article().as_str(), "a", "the first that is not finished");
    assert!(desk.message().contains("Articles that are not finished: 2"), "{}", desk.message());
    desk.ctrl(Key::Enter);
    desk.ctrl(Key::Enter);
    // The third is finished already: nothing to ask, and nothing more to do.
    assert_eq!(desk.article().as_str(), "c");
    desk.ctrl(Key::Enter);
    assert_eq!(desk.message(), "That was the last one: every article is finished or ignored");
}

#[test]
fn another_name_renames_or_switches_and_says_which() {
    let mut desk = Desk::with_text(TEXT);
    desk.double_click("PKS", 0);
    desk.key(Key::Num1);
    desk.command("Annotate as");
    desk.ctrl(Key::A);
    desk.type_text("Rani");
    assert!(desk.reads("Switches to the new set “rani”."));
    assert!(desk.reads("What was marked so far stays in “sri”: 1 article."));
    desk.press("Rename “sri” instead");
    assert_eq!(desk.session().active_set().as_str(), "sri");
    assert_eq!(desk.session().project().sets[desk.session().active_set()].name, "Rani");
    assert_eq!(desk.mentions("PKS").len(), 1);
    desk.command("Annotate as");
    desk.ctrl(Key::A);
    desk.type_text("Tono");
    desk.press("Switch to “tono”");
    desk.settle();
    assert_eq!(desk.session().active_set().as_str(), "tono");
    assert!(desk.message().contains("In “sri” stays what was marked there: 1 article"), "{}", desk.message());
    assert!(desk.mentions("PKS").is_empty());
}

#[test]
fn a_kind_key_marks_no_word_beside_a_statement() {
    let mut desk = Desk::with_sample();
    while desk.article().as_str() != "06-penjajakan-bogor" {
        desk.alt(Key::ArrowDown);
    }
    let refused = "A statement has no kind: select words, or leave the suggestion with Escape";
    let before = desk.annotations().mentions.len();
    for _ in 0..80 {
        desk.key(Key::Period);
        if desk.app().suggests_statement() {
            break;
        }
    }
    let statement = desk.app().suggestion();
    assert!(desk.app().suggests_statement());
    desk.key(Key::Num2);
    assert_eq!(desk.message(), refused);
    assert_eq!(desk.app().suggestion(), statement, "it is decided on still");
    assert_eq!(desk.annotations().mentions.len(), before);
}

#[test]
fn who_points_at_a_suggestion_and_marks_it_stays_there() {
    let mut desk = Desk::with_sample();
    while desk.article().as_str() != "06-penjajakan-bogor" {
        desk.alt(Key::ArrowDown);
    }
    let before = desk.mentions("PSI").len();
    desk.click("PSI", 0);
    assert!(desk.app().suggestion().is_some());
    desk.key(Key::Num1);
    assert_eq!(desk.mentions("PSI").len(), before + 1);
    assert!(desk.app().suggestion().is_none(), "none is taken up in its place");
    // The mark is selected: every other one follows.
    desk.key(Key::A);
    assert!(desk.mentions("PSI").len() > before + 1, "{}", desk.message());
}

/// What is undone is what the person stands on: the suggestion waits for its keys again, the mark is selected.
#[test]
fn undo_stands_where_it_changed_something() {
    let mut desk = Desk::with_sample();
    while desk.article().as_str() != "06-penjajakan-bogor" {
        desk.alt(Key::ArrowDown);
    }
    desk.key(Key::Period);
    let first = desk.app().suggestion();
    desk.key(Key::Enter);
    desk.key(Key::Enter);
    desk.key(Key::F6);
    desk.key(Key::Tab);
    desk.ctrl(Key::Z);
    desk.ctrl(Key::Z);
    assert!(first.is_some() && desk.app().suggestion() == first, "it can be decided on at once");
    let mut desk = Desk::with_text(TEXT);
    for party in ["PKS", "PSI"] {
        desk.double_click(party, 0);
        desk.key(Key::Num1);
    }
    desk.key(Key::Delete);
    desk.click("berkoalisi", 0);
    desk.ctrl(Key::Z);
    assert_eq!(desk.app().caret(), desk.span_of("PSI", 0).start);
    desk.key(Key::Num3);
    assert_eq!(desk.mentions("PSI")[0].kind.as_str(), "region", "what came back is selected");
}

/// A border that was moved stays moved, whatever is said of the suggestion then.
#[test]
fn a_moved_border_goes_with_the_kind_and_the_entity() {
    for entity in [false, true] {
        let mut desk = Desk::with_sample();
        while desk.article().as_str() != "06-penjajakan-bogor" {
            desk.alt(Key::ArrowDown);
        }
        // The nickname at the beginning of a paragraph.
        let galih = desk.text().find("\nGalih, pemilik").unwrap() + 1;
        for _ in 0..40 {
            desk.key(Key::Period);
            if desk.app().caret() == galih {
                break;
            }
        }
        assert_eq!(desk.app().caret(), galih);
        desk.key(Key::CloseBracket);
        assert!(desk.comes("border of the suggestion moved ·"));
        if entity {
            desk.key(Key::E);
            desk.settle();
            assert!(!desk.sees("Link “Galih” to"), "the list is about the words as they stand now");
            desk.type_text("Galih Mahendrata");
            desk.key(Key::Enter);
        } else {
            desk.key(Key::Num1);
        }
        desk.settle();
        let mention = desk.annotations().mentions.into_values().next().unwrap_or_else(|| panic!("{}", desk.message()));
        assert_eq!(&desk.text()[mention.span.range()], "Galih, pemilik", "{entity}");
    }
}

/// Words that are selected are what is looked for, until others are typed.
#[test]
fn words_typed_into_find_take_the_place_of_those_it_opened_with() {
    let mut desk = Desk::with_text(TEXT);
    desk.click("berkoalisi", 0);
    desk.key(Key::S);
    desk.ctrl(Key::F);
    desk.settle();
    desk.type_text("PSI");
    desk.settle();
    desk.key(Key::Escape);
    desk.key(Key::Num1);
    assert_eq!(desk.marked(), TEXT.replace("PSI", "[PSI|party:psi]"), "{}", desk.message());
}
