//! Marking, linking and taking back.

use eframe::egui::{Key, Modifiers};

use crate::desk::Desk;

const TEXT: &str = "PKS dan PSI berkoalisi di Pilbup Kabupaten Lebak, Banten.\n\nPKS sudah siap, kata PKS.";

#[test]
fn a_known_party_is_one_selection_and_one_key() {
    let mut desk = Desk::with_text(TEXT);
    desk.double_click("PKS", 0);
    desk.key(Key::Num1);
    assert_eq!(desk.actions, 2);
    assert!(desk.marked().starts_with("[PKS|party:pks] dan PSI"), "{}", desk.marked());
    let file = desk.annotation_file();
    assert!(file.contains(r#"start: 0, end: 3, text: "PKS", kind: "party", entity: "party:pks""#), "{file}");
    assert!(file.contains("status: in_progress"), "{file}");
    desk.reopen();
    assert!(desk.marked().starts_with("[PKS|party:pks]"));
}

#[test]
fn dragging_snaps_to_words_and_alt_is_exact() {
    let mut desk = Desk::with_text(TEXT);
    desk.drag("abupaten Leba", 0);
    desk.key(Key::Num3);
    assert!(desk.marked().contains("[Kabupaten Lebak|region:36.02]"), "{}", desk.marked());
    desk.drag_with("koalisi", 0, Modifiers::ALT);
    assert_eq!(desk.app().selected(), Some(desk.span_of("koalisi", 0)));
}

#[test]
fn an_armed_kind_tags_at_once() {
    let mut desk = Desk::with_text(TEXT);
    desk.alt(Key::Num1);
    desk.double_click("PKS", 0);
    desk.double_click("PSI", 0);
    assert!(desk.marked().starts_with("[PKS|party:pks] dan [PSI|party:psi]"), "{}", desk.marked());
    desk.key(Key::Escape);
    desk.double_click("siap", 0);
    assert!(desk.mentions("siap").is_empty());
}

#[test]
fn by_keyboard_alone() {
    let mut desk = Desk::with_text(TEXT);
    let ctrl_shift = Modifiers { ctrl: true, command: true, shift: true, ..Modifiers::NONE };
    for _ in 0..5 {
        desk.ctrl(Key::ArrowRight);
    }
    desk.key(Key::ArrowRight);
    desk.ctrl(Key::ArrowRight);
    desk.ctrl(Key::ArrowLeft);
    desk.keys(ctrl_shift, Key::ArrowRight);
    desk.keys(ctrl_shift, Key::ArrowRight);
    let selected = desk.app().selected().map(|span| desk.text()[span.range()].to_owned());
    assert_eq!(selected.as_deref(), Some("Pilbup Kabupaten"));
    desk.key(Key::Home);
    desk.key(Key::Num1);
    assert!(desk.marked().starts_with("[PKS|party:pks]"), "the word at the caret: {}", desk.marked());
    desk.key(Key::End);
    desk.keys(ctrl_shift, Key::ArrowLeft);
    desk.key(Key::Num3);
    assert!(desk.marked().contains("[Banten|region:36]"), "{}", desk.marked());
}

#[test]
fn every_occurrence_is_one_step() {
    let mut desk = Desk::with_text(TEXT);
    desk.double_click("PKS", 1);
    desk.key(Key::A);
    assert_eq!(desk.mentions("PKS").len(), 3);
    let file = desk.annotation_file();
    assert_eq!(file.matches("every_occurrence").count(), 3, "{file}");
    desk.ctrl(Key::Z);
    assert!(desk.mentions("PKS").is_empty());
    assert!(desk.message().contains('3'), "{}", desk.message());
}

#[test]
fn a_list_becomes_one_mention_each() {
    let mut desk = Desk::with_text("Partai itu PKB, PKS, dan NasDem menang.");
    desk.drag("PKB, PKS, dan NasDem", 0);
    desk.key(Key::Num1);
    assert_eq!(desk.marked(), "Partai itu [PKB|party:pkb], [PKS|party:pks], dan [NasDem|party:nasdem] menang.");
    desk.ctrl(Key::Z);
    assert_eq!(desk.marked(), desk.text());
}

#[test]
fn office_words_resolve_bare_names() {
    let mut desk = Desk::with_text("Di Pilwalkot Bekasi mereka berkoalisi.\n\nDi Pilbup Bekasi tidak.");
    desk.double_click("Bekasi", 0);
    desk.key(Key::Num3);
    desk.double_click("Bekasi", 1);
    desk.key(Key::Num3);
    let marked = desk.marked();
    assert!(
        marked.contains("Pilwalkot [Bekasi|region:32.75]") && marked.contains("Pilbup [Bekasi|region:32.16]"),
        "{marked}"
    );
}

#[test]
fn retag_remove_and_undo() {
    let mut desk = Desk::with_text(TEXT);
    desk.double_click("Banten", 0);
    desk.key(Key::Num1);
    desk.key(Key::Num3);
    assert!(desk.marked().contains("[Banten|region:36]"), "{}", desk.marked());
    desk.click("Banten", 0);
    desk.key(Key::Delete);
    assert_eq!(desk.marked(), desk.text());
    desk.ctrl(Key::Z);
    assert!(desk.marked().contains("[Banten|region:36]"));
    desk.ctrl(Key::Z);
    desk.ctrl(Key::Z);
    assert_eq!(desk.marked(), desk.text());
    let redo = Modifiers { ctrl: true, command: true, shift: true, ..Modifiers::NONE };
    desk.keys(redo, Key::Z);
    desk.keys(redo, Key::Z);
    assert!(desk.marked().contains("[Banten|region:36]"));
}

#[test]
fn edges_move_by_mouse_and_keys() {
    let mut desk = Desk::with_text(TEXT);
    desk.double_click("Lebak", 0);
    desk.key(Key::Num3);
    desk.drag_edge("Lebak", 0, false, "Kabupaten", 0);
    assert!(desk.marked().contains("[Kabupaten Lebak|"), "{}", desk.marked());
    desk.shift(Key::OpenBracket);
    assert!(desk.marked().contains("Kabupaten [Lebak|"), "{}", desk.marked());
    desk.key(Key::OpenBracket);
    assert!(desk.marked().contains("[Kabupaten Lebak|"), "{}", desk.marked());
    desk.keys(Modifiers::ALT | Modifiers::SHIFT, Key::CloseBracket);
    assert!(desk.marked().contains("[Kabupaten Leba|"), "{}", desk.marked());
    desk.alt(Key::CloseBracket);
    desk.key(Key::CloseBracket);
    assert!(desk.marked().contains("[Kabupaten Lebak, Banten|"), "{}", desk.marked());
}

#[test]
fn tab_goes_from_mention_to_mention() {
    let mut desk = Desk::with_text(TEXT);
    desk.double_click("PSI", 0);
    desk.key(Key::Num1);
    desk.double_click("PKS", 0);
    desk.key(Key::Num1);
    desk.key(Key::Tab);
    desk.key(Key::Delete);
    assert!(desk.mentions("PSI").is_empty(), "the one after PKS was selected: {}", desk.marked());
    desk.key(Key::Tab);
    desk.key(Key::Delete);
    assert!(desk.mentions("PKS").is_empty(), "round the end: {}", desk.marked());
}

#[test]
fn nested_marks_are_found_from_the_inside_out() {
    let mut desk = Desk::with_text("Pilbup Kabupaten Lebak ramai.");
    desk.drag("Kabupaten Lebak", 0);
    desk.key(Key::Num3);
    desk.drag_with("Lebak", 0, Modifiers::ALT);
    desk.key(Key::Num2);
    assert!(desk.marked().contains("[Kabupaten [Lebak|candidate]|region:36.02]"), "{}", desk.marked());
    desk.click("Lebak", 0);
    desk.key(Key::Delete);
    assert!(desk.marked().contains("[Kabupaten Lebak|region:36.02]"), "{}", desk.marked());
}

/// A drag that begins on the edge of what was just tagged and goes on beyond it selects words; the mark stays as it is.
#[test]
fn a_drag_from_a_marks_edge_beyond_it_selects_words() {
    let mut desk = Desk::with_text("Pilwalkot Bogor, PSI dan NasDem berjalan bersama.");
    desk.double_click("PSI", 0);
    desk.key(Key::Num1);
    desk.settle();
    desk.drag("PSI dan NasDem", 0);
    assert_eq!(desk.app().selected(), Some(desk.span_of("PSI dan NasDem", 0)));
    assert_eq!(desk.mentions("PSI").len(), 1, "{}", desk.marked());
    desk.double_click("PSI", 0);
    desk.drag_edge("PSI", 0, true, "NasDem", 0);
    desk.settle();
    assert_eq!(desk.mentions("PSI dan NasDem").len(), 1, "outwards it grows: {}", desk.marked());
}

/// Once more the key of every occurrence: the other names by which the article surely means the same entity.
#[test]
fn every_occurrence_and_then_every_other_name() {
    let mut desk = Desk::with_text(
        "Partai Keadilan Sejahtera (PKS) dan PSI bertemu di Kabupaten Lebak. PKS menunggu, kata Sari. Lebak ramai, dan \
         PKS senang.",
    );
    desk.double_click("PKS", 0);
    desk.key(Key::A);
    assert_eq!(desk.mentions("PKS").len(), 3, "{}", desk.message());
    assert!(desk.mentions("Partai Keadilan Sejahtera").is_empty(), "the same words first");
    desk.click("PKS", 0);
    desk.key(Key::A);
    let long = desk.mentions("Partai Keadilan Sejahtera");
    assert_eq!(long.len(), 1, "{}", desk.message());
    assert_eq!(long[0].entity, desk.mentions("PKS")[0].entity);
    assert!(desk.mentions("PSI").is_empty(), "another party is another matter");
    desk.key(Key::A);
    assert_eq!(desk.annotations().mentions.len(), 4, "there is no more of it");
    desk.ctrl(Key::Z);
    assert!(desk.mentions("Partai Keadilan Sejahtera").is_empty() && desk.mentions("PKS").len() == 3, "one step");
}

#[test]
fn the_next_open_link_comes_by_itself() {
    let mut desk = Desk::with_text("Rukmana Adiwijaya maju. PKS mendukung. Wijaya Rukmini mundur.");
    for words in ["Rukmana Adiwijaya", "Wijaya Rukmini"] {
        desk.drag(words, 0);
        desk.key(Key::Num2);
    }
    desk.key(Key::Escape);
    desk.click("mendukung", 0);
    desk.key(Key::E);
    assert!(desk.comes("Link “Wijaya Rukmini” to"), "behind the caret");
    desk.ctrl(Key::Enter);
    desk.settle();
    desk.key(Key::Escape);
    desk.key(Key::E);
    assert!(desk.comes("Link “Rukmana Adiwijaya” to"), "else the first");
    desk.ctrl(Key::Enter);
    desk.settle();
    desk.key(Key::Escape);
    desk.key(Key::E);
    assert_eq!(desk.message(), "Select a mention first");
}

/// What is part of a longer name that is known is left to that name, unless just that part is meant.
#[test]
fn every_occurrence_leaves_longer_names_alone() {
    let text = "Jakarta, Senin. Warga Jakarta Selatan dan DKI Jakarta memilih; Jakarta tenang.";
    let mut desk = Desk::with_text(text);
    desk.double_click("Jakarta", 0);
    desk.key(Key::Num3);
    desk.key(Key::A);
    assert_eq!(desk.mentions("Jakarta").len(), 2, "{}", desk.marked());
    let said = "1 tagged · left, as part of longer names: “DKI Jakarta”, “Jakarta Selatan”";
    assert_eq!(desk.message(), said, "what is passed over is told");
    desk.key(Key::A);
    assert_eq!(desk.mentions("DKI Jakarta").len(), 1, "{}", desk.marked());
    assert!(desk.mentions("Jakarta Selatan").is_empty(), "that is somewhere else");
    assert_eq!(desk.message(), "1 tagged · left, as part of longer names: “Jakarta Selatan”");
    let mut desk = Desk::with_text(text);
    desk.drag("Jakarta", 1);
    desk.key(Key::Num3);
    desk.key(Key::A);
    assert_eq!(desk.mentions("Jakarta").len(), 4, "the part is meant");
}

/// Who listens hears of a mark that comes, and of one that goes.
#[test]
fn a_mark_that_goes_is_told_as_one_that_comes() {
    let mut desk = Desk::with_text("PKS bertemu PSI di Lebak.");
    desk.double_click("PKS", 0);
    desk.key(Key::Num1);
    assert_eq!(desk.message(), "PKS is Partai Keadilan Sejahtera");
    desk.key(Key::Delete);
    assert_eq!(desk.message(), "1 mention removed");
}
