//! The cards of the Coalitions tab: opened, stepped through, corrected with the mouse and in their fields.

use eframe::egui::Key;
use tandai::model::{Certainty, Coalition, Date, Slot, Stance};

use crate::desk::Desk;

const TEXT: &str = "PKB resmi mengusung Rukmana Adiwijaya di Pilbup Kabupaten Lebak 2024, Senin (8/7/2024).\n\n\
                    Lain lagi di kota. PKS kemungkinan mendukung Laras Wening di Pilwalkot Kota Serang 2024.";

/// Two statements, none of their cards open.
fn two_cards() -> Desk {
    let mut desk = Desk::with_text(TEXT);
    for (words, kind) in [
        ("PKB", Key::Num1),
        ("Rukmana Adiwijaya", Key::Num2),
        ("Kabupaten Lebak", Key::Num3),
        ("PKS", Key::Num1),
        ("Laras Wening", Key::Num2),
        ("Kota Serang", Key::Num3),
    ] {
        desk.drag(words, 0);
        desk.key(kind);
    }
    // The second statement first: cards stand in the order of the text all the same.
    for words in ["kemungkinan mendukung", "resmi mengusung"] {
        desk.triple_click(words, 0);
        desk.key(Key::C);
    }
    assert_eq!(desk.annotations().coalitions.len(), 2);
    desk.key(Key::Escape);
    desk.key(Key::Escape);
    desk
}

/// The statement about Lebak.
fn first(desk: &Desk) -> Coalition {
    let annotations = desk.annotations();
    let lebak = |card: &&Coalition| card.race.region.entity.as_ref().is_some_and(|id| id.local() == "36.02");
    annotations.coalitions.values().find(lebak).unwrap().clone()
}

#[test]
fn keys_go_from_card_to_card_and_escape_closes() {
    let mut desk = two_cards();
    assert!(desk.comes("Coalition 1: Pilbup · Kab. Lebak · 2024, confirmed, closed"));
    assert!(desk.comes("Coalition 2: Pilwalkot · Kota Serang · 2024, exploring, closed"));
    desk.alt(Key::ArrowRight);
    assert!(desk.comes("Coalition 1: Pilbup · Kab. Lebak · 2024, confirmed, open"));
    desk.alt(Key::ArrowRight);
    assert!(desk.comes("2024, exploring, open"));
    assert!(desk.comes("2024, confirmed, closed"));
    desk.key(Key::R);
    assert!(desk.harness_has("Region: Kota Serang, armed"));
    desk.key(Key::Escape);
    assert!(desk.harness_has("Region: Kota Serang"));
    assert!(desk.comes("exploring, open"));
    desk.key(Key::Escape);
    assert!(desk.comes("exploring, closed"));
}

#[test]
fn one_click_each() {
    let mut desk = two_cards();
    desk.press("Coalition 1: Pilbup · Kab. Lebak · 2024, confirmed, closed, by rules");
    desk.press("Status: hoped");
    assert_eq!(first(&desk).status, Certainty::Hoped);
    desk.press("PKB: supporting");
    assert_eq!(first(&desk).backings[0].stance, Stance::Supporting);
    desk.press("PKB: slot offered: deputy");
    assert_eq!(first(&desk).backings[0].slot, Some(Slot::Deputy));
    desk.press("PKB: slot offered: deputy");
    assert_eq!(first(&desk).backings[0].slot, None);
    desk.press("One year earlier");
    assert_eq!(first(&desk).race.year, Some(2023));
    desk.press("Empty this slot: Head");
    assert!(first(&desk).ticket.head.is_empty());
    desk.press("Take out of the coalition: PKB");
    assert!(first(&desk).backings.is_empty());
    desk.press("Remove this evidence");
    assert!(first(&desk).evidence.is_empty());
    for _ in 0..8 {
        desk.ctrl(Key::Z);
    }
    let card = first(&desk);
    assert_eq!((card.status, card.backings.len(), card.evidence.len()), (Certainty::Confirmed, 1, 1));
    assert_eq!(card.backings[0].stance, Stance::Nominating);
}

#[test]
fn fields_are_taken_over_and_restored() {
    let mut desk = two_cards();
    desk.alt(Key::ArrowRight);
    desk.press("Speaker");
    desk.type_text("Bima");
    desk.key(Key::Enter);
    assert_eq!(first(&desk).speaker, "Bima");
    desk.press("Note");
    desk.type_text("belum tuntas");
    desk.key(Key::Escape);
    assert_eq!(first(&desk).note, "");
    desk.press("Note");
    desk.type_text("tuntas");
    // Another card takes the place of this one: what was typed is not lost.
    desk.alt(Key::ArrowRight);
    assert_eq!(first(&desk).note, "tuntas");
    desk.alt(Key::ArrowLeft);
    // The tab scrolls to the card.
    desk.settle();
    desk.press("Date");
    desk.ctrl(Key::A);
    desk.type_text("9 Juli 2024");
    desk.press("Hedge");
    assert_eq!(first(&desk).date, Date::new(2024, 7, 9));
    desk.press("Date");
    desk.ctrl(Key::A);
    desk.type_text("2024-02-30");
    assert!(desk.comes("no such date"));
    desk.key(Key::Enter);
    assert_eq!(first(&desk).date, Date::new(2024, 7, 9));
}

#[test]
fn a_slot_is_filled_without_a_mention() {
    let mut desk = two_cards();
    desk.alt(Key::ArrowRight);
    desk.press("Choose one without a mention: Parties");
    desk.type_text("nasdem");
    desk.key(Key::Enter);
    let card = first(&desk);
    assert_eq!(card.backings.len(), 2);
    assert_eq!(card.backings[1].party.entity.as_ref().map(|id| id.local()), Some("nasdem"));
    assert!(card.backings[1].party.mentions.is_empty());
    // The keyboard is back in the article.
    desk.key(Key::D);
    assert!(desk.harness_has("Deputy: empty, armed"));
}

#[test]
fn a_card_goes_in_one_step_and_comes_back() {
    let mut desk = two_cards();
    let before = first(&desk);
    desk.alt(Key::ArrowRight);
    desk.press("Remove this coalition");
    assert_eq!(desk.annotations().coalitions.len(), 1);
    desk.key(Key::R);
    assert_eq!(desk.message(), "Open a coalition card first");
    desk.ctrl(Key::Z);
    assert_eq!(first(&desk), before);
}

#[test]
fn a_card_says_what_is_wrong_with_it() {
    let mut desk = two_cards();
    desk.alt(Key::ArrowRight);
    assert!(!desk.sees("Error: "));
    desk.press("Remove this evidence");
    assert!(desk.comes("evidence"));
    assert!(desk.comes("Warning: ") || desk.sees("Error: "));
}
