//! Articles: importing, going from one to the next, finding.

use eframe::egui::{Key, Modifiers};

use crate::desk::Desk;
use tandai::model::Status;

#[test]
fn dropped_files_become_articles() {
    let mut desk = Desk::with_text("PKS menang.");
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("dua.txt"), "\u{feff}Baris satu.\r\nBaris dua 🇮🇩.").unwrap();
    std::fs::write(folder.path().join("rusak.txt"), b"kata \xff kata").unwrap();
    desk.drop_files(&[folder.path().to_owned()]);
    assert_eq!(desk.session().rows().len(), 2);
    assert_eq!(desk.text(), "Baris satu.\nBaris dua 🇮🇩.");
    assert!(desk.message().contains('1'), "{}", desk.message());
    let files = desk.on_disk();
    assert_eq!(files["articles/dua.txt"], "Baris satu.\nBaris dua 🇮🇩.");
    assert!(
        files["articles/dua.ron"].contains("cr_lf") || files["articles/dua.ron"].contains("crlf"),
        "{}",
        files["articles/dua.ron"]
    );
    assert!(files.keys().all(|name| !name.contains("rusak")));
}

#[test]
fn finish_goes_on_to_the_next() {
    let mut desk = Desk::with_texts(&[("a", "Satu."), ("b", "Dua."), ("c", "Tiga.")]);
    assert_eq!(desk.article().as_str(), "a");
    desk.ctrl(Key::Enter);
    assert_eq!(desk.article().as_str(), "b");
    let status = desk.session().rows().at(0).unwrap().summary.status;
    assert_eq!(status, Status::Finished);
    desk.alt(Key::ArrowDown);
    assert_eq!(desk.article().as_str(), "c");
    desk.alt(Key::ArrowUp);
    desk.alt(Key::ArrowUp);
    assert_eq!(desk.article().as_str(), "a");
    assert!(desk.annotation_file().contains("status: finished"));
    desk.alt(Key::ArrowDown);
    desk.ctrl(Key::Z);
    assert_eq!(desk.article().as_str(), "b", "it is another article's step");
    desk.ctrl(Key::Z);
    assert_eq!(desk.article().as_str(), "a", "undo shows what it took back");
    assert_eq!(desk.session().rows().at(0).unwrap().summary.status, Status::New);
}

#[test]
fn find_steps_through_the_places() {
    let mut desk = Desk::with_text("PKS satu.\n\nPSI dua.\n\nPKS tiga.");
    desk.ctrl(Key::F);
    desk.type_text("pks");
    assert!(desk.comes("1 of 2"));
    desk.key(Key::Enter);
    desk.harness.run_steps(3);
    assert!(desk.comes("2 of 2"));
    desk.key(Key::Escape);
    assert_eq!(desk.app().selected(), Some(desk.span_of("PKS", 1)));
}

#[test]
fn the_list_filters() {
    let mut desk = Desk::with_texts(&[("a", "Pilbup Lebak ramai."), ("b", "Pilgub Banten sepi.")]);
    desk.keys(Modifiers::CTRL | Modifiers::COMMAND | Modifiers::SHIFT, Key::L);
    desk.type_text("banten");
    assert!(desk.comes("Pilgub Banten sepi"));
    assert!(!desk.harness_has("Pilbup Lebak ramai., new"));
}

#[test]
fn a_native_dialog_chooses_what_is_imported() {
    let mut desk = Desk::with_text("PKS menang.");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("dua.txt");
    std::fs::write(&file, "PSI menang.").unwrap();
    desk.dialogs_answer(Some(vec![file]));
    desk.ctrl(Key::I);
    desk.settle();
    assert_eq!(desk.session().rows().len(), 2);
    assert_eq!(desk.article().as_str(), "dua");
}

#[test]
fn a_path_can_be_typed_where_no_dialog_answers() {
    let mut desk = Desk::with_text("PKS menang.");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("dua.txt");
    std::fs::write(&file, "PSI menang.").unwrap();
    desk.ctrl(Key::I);
    desk.settle();
    desk.type_text(&file.display().to_string());
    desk.key(Key::Enter);
    desk.settle();
    assert_eq!(desk.article().as_str(), "dua");
}

#[test]
fn a_removed_article_is_one_undo_away() {
    let mut desk = Desk::with_texts(&[("a", "PKS satu."), ("b", "PSI dua.")]);
    desk.double_click("PKS", 0);
    desk.key(Key::Num1);
    desk.ctrl(Key::K);
    desk.type_text("remove article");
    desk.key(Key::Enter);
    desk.press("Remove");
    assert_eq!(desk.session().rows().len(), 1);
    desk.ctrl(Key::Z);
    assert_eq!(desk.session().rows().len(), 2);
    assert_eq!(desk.marked(), "[PKS|party:pks] satu.");
}

#[test]
fn the_same_words_in_the_whole_project_after_a_look() {
    let mut desk = Desk::with_texts(&[("a", "PKS satu."), ("b", "Dua PKS, PKS."), ("c", "PKSI bukan.")]);
    desk.double_click("PKS", 0);
    desk.key(Key::Num1);
    desk.shift(Key::A);
    desk.settle();
    desk.press("Tag 2 places as Party");
    let totals: usize = desk.session().rows().totals().values().sum();
    assert_eq!(totals, 3);
    // The places lie in another article: that is said first.
    desk.ctrl(Key::Z);
    assert!(desk.message().contains("in “Dua PKS, PKS”"), "{}", desk.message());
    desk.ctrl(Key::Z);
    let totals: usize = desk.session().rows().totals().values().sum();
    assert_eq!(totals, 1, "one step");
}
