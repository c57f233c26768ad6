//! What is to be read has room: no message lies over the text, menus and the status bar fit small windows, and what stands
//! in a card stays where it is.

use eframe::egui::{Key, Modifiers, Rect, Role, Vec2};
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
fn a_low_and_narrow_window_holds_everything_in_its_place() {
    for language in Language::ALL {
        let mut desk = Desk::with_sample();
        let mut settings = desk::settings();
        settings.choose_language(language);
        settings.welcomed = false;
        desk.reopen_with(settings);
        desk.harness.set_size(Vec2::new(760.0, 408.0));
        desk.harness.run_steps(6);
        // The first card lies above the text, and the text ends above the line of keys.
        let saved = match language {
            Language::English => "saved",
            Language::Indonesian => "tersimpan",
        };
        let foot = desk.rect_of(saved).top() - 25.0;
        let lines: Vec<_> = desk.app().rects(desk.span_of("SLAWI", 0));
        assert!(lines.iter().all(|row| row.top() < foot), "{lines:?} over {foot}");
        // Tabs stand in one row, and the last ones wait behind it.
        let (more, notes, entities) = match language {
            Language::English => ("More tabs", "Notes", "Entities"),
            Language::Indonesian => ("Tab lainnya", "Catatan", "Entitas"),
        };
        let more = desk.rect_of(more);
        assert!(more.right() <= 760.0 && (more.center().y - desk.rect_of(entities).center().y).abs() < 4.0, "{more:?}");
        assert!(!desk.harness_has(notes));
    }
}

#[test]
fn a_long_sheet_is_gone_through_in_a_low_window() {
    let mut desk = Desk::with_text("PKS bertemu PSI di Lebak.");
    desk.harness.set_size(Vec2::new(760.0, 408.0));
    desk.harness.run_steps(6);
    desk.command("New entity");
    desk.type_text("Partai Rakyat Kita");
    let title = |desk: &Desk| desk.harness.get_by_role_and_label(Role::Label, "New entity").rect();
    let name = desk.harness.get_by_role_and_label(Role::TextInput, "Full name").rect();
    assert!(title(&desk).bottom() <= name.top(), "nothing lies over the title");
    let keep = |desk: &Desk| {
        let button = desk.harness.get_by_label("Keep");
        (button.is_focused(), button.rect())
    };
    for _ in 0..30 {
        if keep(&desk).0 {
            break;
        }
        desk.key(Key::Tab);
        desk.harness.run_steps(30);
    }
    let (focused, place) = keep(&desk);
    assert!(focused && place.bottom() < 408.0 && place.top() > 40.0, "{place:?}");
    assert!(title(&desk).top() > 0.0, "its title stays");
}

#[test]
fn a_suggestion_is_told_whole_in_a_narrow_column() {
    let mut desk = Desk::with_sample();
    desk.harness.set_size(Vec2::new(760.0, 480.0));
    desk.harness.run_steps(6);
    while desk.article().as_str() != "07-dua-solok" {
        desk.alt(Key::ArrowDown);
    }
    for _ in 0..8 {
        desk.key(Key::Period);
        desk.harness.run_steps(4);
        // What is cut is told when the mouse rests on it.
        let strip = desk.rect_of("auto-rules-2");
        let all = |desk: &Desk| desk.harness.query_all_by_label_contains("Enter accept").count();
        let before = all(&desk);
        desk.harness.hover_at(strip.center());
        desk.harness.run_steps(80);
        assert_eq!(all(&desk), before, "nothing of it is cut");
        desk.harness.hover_at(eframe::egui::pos2(300.0, 10.0));
        desk.harness.run_steps(4);
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
