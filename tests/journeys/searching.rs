//! Looking for something in all articles, and tagging what is found.

use eframe::egui::{Key, Modifiers};

use crate::desk::Desk;

const CTRL_SHIFT: Modifiers = Modifiers { ctrl: true, command: true, shift: true, ..Modifiers::NONE };

fn desk() -> Desk {
    Desk::with_texts(&[
        ("a", "PKS dan PSI di Lebak.\n\nKata PKS, sudah siap."),
        ("b", "Kafe PKS dan Café Élan."),
        ("c", "PKSI bukan pks."),
    ])
}

fn search(desk: &mut Desk, words: &str) {
    desk.keys(CTRL_SHIFT, Key::F);
    desk.harness.run_steps(4);
    desk.type_text(words);
    desk.settle();
}

/// Mentions in the whole project.
fn mentions(desk: &Desk) -> usize {
    desk.session().rows().iter().map(|row| row.summary.mentions).sum()
}

#[test]
fn from_words_to_tags_and_back() {
    let mut desk = desk();
    search(&mut desk, "pks");
    assert!(desk.comes("5 places in 3 articles"));
    desk.press("Capitals count");
    desk.settle();
    assert!(desk.comes("1 place in 1 article"));
    desk.press("Capitals count");
    desk.press("Regular expression");
    desk.settle();
    desk.keys(CTRL_SHIFT, Key::F);
    desk.harness.run_steps(4);
    desk.type_text("P(KS");
    desk.settle();
    assert!(desk.comes("Character 2: this ( has no )"), "it says where, and what to do");
    assert!(desk.comes("Show this place in the article: PKS dan PSI di Lebak."), "what was found before stays");
    desk.type_text(r")\b");
    desk.settle();
    assert!(desk.comes("4 places in 3 articles"));
    desk.press("PKS dan PSI di Lebak: PKS dan PSI di Lebak.");
    desk.press("PKS dan PSI di Lebak: Kata PKS, sudah siap.");
    desk.press("Kafe PKS dan Café Élan: Kafe PKS dan Café Élan.");
    assert!(desk.comes("3 chosen"));
    desk.settle();
    desk.press("Tag 3 places as Party");
    desk.settle();
    assert_eq!(mentions(&desk), 3);
    assert!(desk.comes("3 of them marked already"));
    assert!(desk.marked().starts_with("[PKS|party:pks] dan PSI"), "{}", desk.marked());
    desk.ctrl(Key::Z);
    desk.settle();
    assert_eq!(mentions(&desk), 0, "one step");
    desk.ctrl(Key::Z);
    assert_eq!(mentions(&desk), 0);
}

#[test]
fn by_keyboard_from_hit_to_hit() {
    let mut desk = desk();
    search(&mut desk, "cafe");
    assert!(desk.comes("1 place in 1 article"), "accents do not count");
    desk.key(Key::Enter);
    assert_eq!(desk.text(), "Kafe PKS dan Café Élan.");
    assert_eq!(desk.app().selected(), Some(desk.span_of("Café", 0)));
    search(&mut desk, "dan");
    desk.key(Key::ArrowDown);
    desk.key(Key::ArrowDown);
    desk.key(Key::Enter);
    assert_eq!(desk.app().selected(), Some(desk.span_of("dan", 0)));
    assert!(desk.text().starts_with("Kafe"));
    desk.key(Key::F4);
    assert!(desk.text().starts_with("PKS dan"), "round, to the first");
    desk.keys(Modifiers::SHIFT, Key::F4);
    assert!(desk.text().starts_with("Kafe"));
    desk.key(Key::Home);
    desk.keys(Modifiers::SHIFT, Key::ArrowDown);
    assert!(desk.comes("2 chosen"));
    desk.key(Key::Num3);
    desk.settle();
    assert!(desk.comes("Tag 2 places as Region"));
    desk.key(Key::Space);
    assert!(desk.comes("1 chosen"));
    desk.key(Key::Escape);
    assert!(!desk.sees("1 chosen"), "the panel is shut");
    desk.key(Key::F4);
    assert!(desk.text().starts_with("PKS dan"), "what was found is still walked through");
    desk.keys(CTRL_SHIFT, Key::F);
    desk.settle();
    assert!(desk.comes("1 chosen"), "and there again as it was");
}

#[test]
fn rows_are_put_in_order() {
    let mut desk = Desk::with_texts(&[("a", "dua PKS akhir"), ("b", "tiga PKS baru"), ("c", "Élan PKS awal")]);
    search(&mut desk, "PKS");
    let first = |desk: &mut Desk| {
        desk.keys(CTRL_SHIFT, Key::F);
        desk.harness.run_steps(4);
        desk.key(Key::ArrowDown);
        desk.key(Key::Home);
        desk.key(Key::Enter);
        desk.text()
    };
    assert_eq!(first(&mut desk), "dua PKS akhir");
    desk.press("Order: By article");
    desk.press("By the word before");
    desk.settle();
    assert_eq!(first(&mut desk), "dua PKS akhir");
    desk.press("Order: By the word before");
    desk.press("By the word after");
    desk.settle();
    assert_eq!(first(&mut desk), "dua PKS akhir");
    desk.key(Key::End);
    desk.key(Key::Enter);
    assert_eq!(desk.text(), "tiga PKS baru");
}
