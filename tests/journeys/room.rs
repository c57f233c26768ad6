//! What is to be read has room: no message lies over the text, menus and the status bar fit small windows, and what stands
//! in a card stays where it is.

use eframe::egui::{Key, Modifiers, Rect, Vec2};
use egui_kittest::kittest::Queryable;
use tandai::message::Language;

use crate::desk::{self, Desk};

impl Desk {
    fn rect_of(&self, label: &str) -> Rect {
        let mut all = self.harness.query_all_by_label_contains(label);
        all.next().unwrap_or_else(|| panic!("“{label}” is not there")).rect()
    }
}

#[test]
fn what_is_said_lies_over_no_line_of_the_text() {
    let lines: Vec<String> = (10..90).map(|line| format!("Alinea {line}: rapat ke-{line} ditutup sore.")).collect();
    let mut desk = Desk::with_text(&lines.join("\n\n"));
    desk.click("Alinea 10", 0);
    // The caret goes down until the text scrolls: it is as low as it can be.
    for _ in 0..60 {
        desk.key(Key::ArrowDown);
    }
    desk.key(Key::E);
    desk.settle();
    assert_eq!(desk.message(), "Select a mention first");
    let said = desk.rect_of("Select a mention first");
    let text = desk.text();
    let number = &text[..desk.app().caret()].matches("Alinea").count();
    let words = format!("Alinea {}", 10 + number.saturating_sub(1));
    let rows = desk.app().rects(desk.span_of(&words, 0));
    let row = rows.first().expect("the caret is in view");
    assert!(row.bottom() <= said.top(), "“{words}” at {row:?} is below {said:?}");
    assert!(said.bottom() <= desk.rect_of("saved").top() + 1.0, "and above the status bar");
}

#[test]
fn every_menu_fits_a_screen_of_768_lines() {
    let mut desk = Desk::with_sample();
    desk.harness.set_size(Vec2::new(1280.0, 696.0));
    desk.harness.run_steps(4);
    for (menu, last) in [
        ("File", "Quit"),
        ("Edit", "Assign articles…"),
        ("Annotate", "Still right under the guidelines of today"),
        ("Coalition", "Arm slot: party"),
        ("Article", "Remove article…"),
        ("Review", "Extract suggestions…"),
        ("View", "Bahasa Indonesia"),
        ("Help", "Open log"),
    ] {
        // A tab may be called the same; the menus stand above.
        let named = desk.harness.query_all_by_label(menu);
        named.min_by(|one, other| one.rect().top().total_cmp(&other.rect().top())).expect("a menu").click();
        desk.harness.run_steps(4);
        let row = desk.rect_of(last);
        assert!(row.bottom() < 690.0, "{last} of {menu} ends at {}", row.bottom());
        desk.key(Key::Escape);
        desk.harness.run_steps(4);
    }
}

#[test]
fn the_status_bar_fits_a_small_screen() {
    for (language, last) in [(Language::English, "3 of 8 finished"), (Language::Indonesian, "3 dari 8 selesai")] {
        let mut desk = Desk::with_sample();
        let mut settings = desk::settings();
        settings.choose_language(language);
        desk.reopen_with(settings);
        // A screen of 760 × 480 less its title bar and panel.
        desk.harness.set_size(Vec2::new(760.0, 408.0));
        desk.harness.run_steps(6);
        while desk.article().as_str() != "06-penjajakan-bogor" {
            desk.alt(Key::ArrowDown);
        }
        desk.settle();
        let row = desk.rect_of(last);
        assert!(row.right() <= 760.0 && row.bottom() <= 408.0, "{last} at {row:?}");
        // The text keeps some lines above what waits and what keys do.
        let first = desk.app().rects(desk.span_of("BOGOR", 0));
        assert!(first.first().is_some_and(|row| row.bottom() < 260.0), "{first:?}");
    }
}

#[test]
fn a_card_stays_where_it_is_when_something_is_found_in_it() {
    let mut desk = Desk::with_text("PKS dan PSI berkoalisi di Pilbup Kabupaten Lebak.");
    for (words, kind) in [("PKS", Key::Num1), ("PSI", Key::Num1), ("Kabupaten Lebak", Key::Num3)] {
        desk.drag(words, 0);
        desk.key(kind);
    }
    desk.triple_click("berkoalisi", 0);
    desk.key(Key::C);
    desk.settle();
    let places = |desk: &Desk| ["Region: ", "Speaker", "Date"].map(|label| desk.rect_of(label).top());
    let before = places(&desk);
    desk.click("Kabupaten Lebak", 0);
    desk.key(Key::E);
    desk.settle();
    desk.type_text("Kota Serang");
    desk.key(Key::Enter);
    desk.settle();
    assert!(desk.comes("have different links"), "the check finds it");
    assert_eq!(places(&desk), before);
    // What was to be mended is not said any longer once it is.
    assert!(desk.message().contains("U links them as well"), "{}", desk.message());
    desk.key(Key::U);
    desk.settle();
    assert!(!desk.message().contains("links them as well"), "{}", desk.message());
    assert_eq!(places(&desk), before);
}

#[test]
fn one_note_follows_the_other_in_the_same_place() {
    let mut desk = Desk::with_text("PKS dan PSI berkoalisi di Pilbup Kabupaten Lebak.");
    desk.double_click("PKS", 0);
    desk.key(Key::Num1);
    desk.ctrl(Key::Z);
    desk.harness.run_steps(2);
    let undone = desk.rect_of("Undid: ");
    desk.keys(Modifiers { ctrl: true, command: true, shift: true, ..Modifiers::NONE }, Key::Z);
    desk.harness.run_steps(2);
    assert!(!desk.sees("Undid: "), "the older one is gone");
    assert_eq!(desk.rect_of("1 tagged").top(), undone.top());
}

#[test]
fn the_text_stays_where_it_is_while_an_edge_is_dragged() {
    let lines: Vec<String> = (10..90).map(|line| format!("Alinea {line}: rapat ke-{line} ditutup sore.")).collect();
    let mut desk = Desk::with_text(&lines.join("\n\n"));
    desk.click("Alinea 10", 0);
    for _ in 0..4 {
        desk.key(Key::PageDown);
    }
    let first = |desk: &Desk| {
        let seen = (10..90_usize).find(|line| {
            let rows = desk.app().rects(desk.span_of(&format!("Alinea {line}:"), 0));
            rows.first().is_some_and(|row| row.center().y > 130.0)
        });
        seen.expect("some of it is seen")
    };
    let before = first(&desk);
    assert!(before > 20, "{before}");
    // A little in each frame, as a hand drags it.
    let mut width = 1280.0;
    for _ in 0..40 {
        width -= 5.0;
        desk.harness.set_size(Vec2::new(width, 800.0));
        desk.harness.run_steps(1);
    }
    desk.harness.run_steps(4);
    let after = first(&desk);
    assert!(after.abs_diff(before) <= 1, "{after}, and not {before}");
}
