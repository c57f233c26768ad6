//! Keyboards that have digits and signs elsewhere: the events that they send do what the shortcut sheet says.

use eframe::egui::{Event, Key, Modifiers};

use crate::desk::Desk;

const NONE: Modifiers = Modifiers::NONE;
const SHIFT: Modifiers = Modifiers::SHIFT;
const CTRL: Modifiers = Modifiers { alt: false, ctrl: true, shift: false, mac_cmd: false, command: true };

/// A key as such a keyboard sends it: what it stands for, its place on an American one, and what it writes.
fn press(desk: &mut Desk, key: Key, place: Key, held: Modifiers, text: &str) {
    let event = |pressed| Event::Key { key, physical_key: Some(place), pressed, repeat: false, modifiers: held };
    let mut events = vec![Event::ModifiersChanged(held), event(true)];
    events.extend((!text.is_empty()).then(|| Event::Text(text.to_owned())));
    events.extend([event(false), Event::ModifiersChanged(NONE)]);
    desk.harness.input_mut().events.extend(events);
    desk.settle();
}

/// Marks the first word, which stays selected.
fn with_first_word() -> Desk {
    let mut desk = Desk::with_text("satu dua tiga empat");
    desk.drag("satu", 0);
    desk
}

#[test]
fn digits_of_a_french_keyboard_tag_with_shift_and_without() {
    for (key, place, held, text) in [
        (Key::Num1, Key::Num1, NONE, "&"),
        (Key::Num1, Key::Num1, SHIFT, "1"),
        (Key::Num2, Key::Num2, SHIFT, "2"),
        (Key::Num3, Key::Num3, NONE, "\""),
    ] {
        let mut desk = with_first_word();
        press(&mut desk, key, place, held, text);
        assert_eq!(desk.mentions("satu").len(), 1, "{text}");
    }
    // Where Shift with a digit writes something else, it is no digit.
    let mut desk = with_first_word();
    press(&mut desk, Key::Num2, Key::Num2, SHIFT, "@");
    assert!(desk.mentions("satu").is_empty());
}

#[test]
fn a_french_keyboard_reaches_the_review() {
    let mut desk = Desk::with_sample();
    while desk.article().as_str() != "06-penjajakan-bogor" {
        desk.alt(Key::ArrowDown);
    }
    press(&mut desk, Key::Quote, Key::Num4, CTRL, "");
    assert!(desk.reads("How well"), "Ctrl+4 shows the review");
    assert_eq!(desk.app().suggestion(), None);
    press(&mut desk, Key::Period, Key::Comma, SHIFT, ".");
    let first = desk.app().suggestion();
    assert!(first.is_some(), "the period is Shift with another key");
    press(&mut desk, Key::Colon, Key::Period, NONE, ":");
    assert_ne!(desk.app().suggestion(), first, "what stands in its place is it as well");
    press(&mut desk, Key::Comma, Key::M, NONE, ",");
    assert_eq!(desk.app().suggestion(), first);
}

#[test]
fn brackets_of_a_german_keyboard_move_borders() {
    let mut desk = with_first_word();
    desk.key(Key::Num1);
    press(&mut desk, Key::Plus, Key::CloseBracket, NONE, "+");
    assert_eq!(desk.mentions("satu dua").len(), 1, "{}", desk.marked());
    press(&mut desk, Key::CloseBracket, Key::CloseBracket, SHIFT, "*");
    assert_eq!(desk.mentions("satu").len(), 1, "{}", desk.marked());
}

/// In a field all of them are letters.
#[test]
fn signs_are_typed_in_fields() {
    let mut desk = with_first_word();
    let before = desk.marked();
    desk.ctrl(Key::K);
    for (key, place, held, text) in [
        (Key::Num1, Key::Num1, SHIFT, "1"),
        (Key::Period, Key::Comma, SHIFT, "."),
        (Key::Plus, Key::CloseBracket, NONE, "+"),
        (Key::Quote, Key::Num4, NONE, "'"),
    ] {
        press(&mut desk, key, place, held, text);
    }
    assert_eq!(desk.marked(), before);
}
