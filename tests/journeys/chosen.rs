//! Several articles chosen together in the list, and what is done with all of them in one step.

use eframe::egui::{Key, Modifiers, accesskit::Toggled};
use egui_kittest::kittest::{NodeT, Queryable};
use tandai::model::{ArticleId, Status};

use crate::desk::Desk;

const CTRL: Modifiers = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };

fn desk() -> Desk {
    // Five stories: copies of one would stand in one row.
    let mut desk = Desk::with_texts(&[
        (
            "a",
            "Kabar a: PKS bertemu PSI di Lebak.\n\nPKS dan PSI berkoalisi di Pilbup Kabupaten Lebak, Banten, kata mereka.",
        ),
        (
            "b",
            "Kabar b: rapat di rumah seorang petani.\n\nGolkar dan NasDem resmi mengusung satu pasangan pada Pilbup \
             Kabupaten Serang, Banten.",
        ),
        (
            "c",
            "Kabar c: hujan menunda deklarasi.\n\nPKB bersama Hanura berkoalisi untuk Pilwalkot Kota Cilegon sejak \
             malam itu.",
        ),
        (
            "d",
            "Kabar d: spanduk lama diturunkan.\n\nPPP menyatakan mendukung calon dari Demokrat di Pilgub Banten, \
             ujar sekretarisnya.",
        ),
        (
            "e",
            "Kabar e: pasar pagi tetap ramai.\n\nPerindo belum menentukan sikap, sedangkan PAN dan Gerindra masih \
             berunding di Kota Tangerang.",
        ),
    ]);
    desk.settle();
    desk
}

fn statuses(desk: &Desk) -> Vec<Status> {
    desk.session().rows().iter().map(|row| row.summary.status).collect()
}

/// The articles whose rows say that they are selected.
fn selected(desk: &Desk) -> Vec<String> {
    let row = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
        node.toggled() == Some(Toggled::True) && node.label().is_some_and(|name| name.starts_with("Kabar "))
    };
    let mut rows: Vec<String> = desk
        .harness
        .query_all_by(row)
        .filter_map(|node| node.accesskit_node().label())
        .map(|name| name["Kabar ".len()..].chars().take(1).collect())
        .collect();
    rows.sort();
    rows
}

#[test]
fn clicks_choose_and_a_menu_marks_them_in_one_step() {
    let mut desk = desk();
    desk.click_on("Kabar b", CTRL);
    desk.click_on("Kabar d", Modifiers::SHIFT);
    assert_eq!(selected(&desk), ["b", "c", "d"]);
    desk.click_on("Kabar c", CTRL);
    assert_eq!(selected(&desk), ["b", "d"]);
    assert!(desk.sees("2 chosen"));
    assert_eq!(desk.article().as_str(), "a", "choosing opens nothing");
    desk.right_click_on("Kabar d");
    assert!(desk.comes("Mark as finished (2)"));
    desk.press_containing("Mark as finished (2)");
    desk.settle();
    use Status::{Finished, New};
    assert_eq!(statuses(&desk), [New, Finished, New, Finished, New]);
    assert_eq!(desk.message(), "status of 2 articles changed");
    // The same menu by its button, and what is so already cannot be asked for.
    desk.press("2 chosen ▾");
    let done = desk.harness.get_by_label("Mark as finished (0)");
    assert!(done.accesskit_node().is_disabled());
    desk.key(Key::Escape);
    desk.ctrl(Key::Z);
    desk.settle();
    if statuses(&desk) != [New; 5] {
        desk.ctrl(Key::Z);
        desk.settle();
    }
    assert_eq!(statuses(&desk), [New; 5], "one undo: {}", desk.message());
    // A plain click ends the choice.
    desk.click_on("Kabar e", Modifiers::NONE);
    assert_eq!((selected(&desk), desk.article().as_str()), (vec!["e".to_owned()], "e"));
    assert!(!desk.sees("chosen"));
}

#[test]
fn keys_choose_and_what_is_not_listed_is_not_chosen() {
    let mut desk = desk();
    desk.ctrl_shift(Key::L);
    desk.key(Key::ArrowDown);
    desk.shift(Key::ArrowDown);
    desk.shift(Key::ArrowDown);
    assert_eq!(selected(&desk), ["a", "b", "c"]);
    desk.shift(Key::ArrowUp);
    assert_eq!(selected(&desk), ["a", "b"]);
    desk.ctrl(Key::A);
    assert!(desk.sees("5 chosen"));
    assert_eq!(selected(&desk), ["a", "b", "c", "d", "e"]);
    desk.key(Key::Escape);
    assert!(!desk.sees("chosen"), "Escape ends the choice");
    // Space with Ctrl takes rows one by one, Enter opens one.
    desk.keys(CTRL, Key::Space);
    desk.key(Key::ArrowDown);
    desk.key(Key::ArrowDown);
    desk.keys(CTRL, Key::Space);
    assert_eq!(selected(&desk), ["a", "b", "d"], "with the open one");
    // The filter leaves others out: they are not chosen any more.
    let kept = "d".to_owned();
    desk.focus_field("Filter: title, date, entity");
    desk.type_text(&format!("Kabar {kept}"));
    desk.settle();
    assert!(desk.sees("1 chosen"));
    desk.ctrl_shift(Key::L);
    desk.key(Key::ArrowDown);
    desk.key(Key::Enter);
    desk.settle();
    assert_eq!(desk.article().as_str(), kept);
}

#[test]
fn many_are_removed_exported_and_handed_to_somebody() {
    let mut desk = desk();
    desk.double_click("PKS", 0);
    desk.key(Key::Num1);
    desk.click_on("Kabar b", CTRL);
    assert!(desk.sees("2 chosen"), "the open one and that one");
    // An export begins with what is chosen.
    desk.press("2 chosen ▾");
    desk.press_containing("Export 2 articles");
    desk.settle();
    assert!(desk.sees("Articles: those chosen in the list (2)"));
    assert!(desk.waits(|desk| desk.reads("2 articles")), "what it would hold is counted");
    desk.key(Key::Escape);
    desk.press("2 chosen ▾");
    desk.press_containing("Extract suggestions for 2 articles");
    desk.settle();
    assert!(desk.sees("Articles: those chosen in the list (2)"));
    desk.press("Extract");
    desk.settle();
    let a = ArticleId::new("a").unwrap();
    let c = ArticleId::new("c").unwrap();
    assert!(desk.waits(|desk| desk.session().suggestions(&a).is_some_and(|there| there.left() > 0)));
    assert!(desk.session().suggestions(&c).is_none_or(|there| there.left() == 0), "only those that were chosen");
    // Handing over.
    desk.press("2 chosen ▾");
    desk.press_containing("Assign to");
    desk.press_containing("sri (0 of 2)");
    desk.settle();
    assert!(desk.session().is_mine(&a) && !desk.session().is_mine(&c), "{}", desk.message());
    desk.command("Undo");
    desk.command("Undo");
    assert!(!desk.session().is_mine(&a));
    // Removing them says what goes with them; the window goes on with one that stays.
    let open = desk.article();
    desk.press("2 chosen ▾");
    desk.press_containing("Remove 2 articles");
    desk.settle();
    assert!(desk.reads("Remove 2 articles? 1 mention and 0 coalitions"));
    desk.press("Remove");
    desk.settle();
    assert_eq!(desk.session().rows().len(), 3);
    assert!(desk.session().rows().get(&open).is_none() && desk.app().open_id().is_some());
    assert!(!desk.sees("chosen"));
    for _ in 0..2 {
        desk.ctrl(Key::Z);
        desk.settle();
    }
    assert_eq!(desk.session().rows().len(), 5, "{}", desk.message());
}
