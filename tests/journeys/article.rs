//! Articles: importing, going from one to the next, finding.

use eframe::egui::Key;

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
    assert_eq!(desk.article().as_str(), "a", "undo shows what it took back");
    assert_eq!(desk.session().rows().at(0).unwrap().summary.status, Status::New);
}

#[test]
fn find_steps_through_the_places() {
    let mut desk = Desk::with_text("PKS satu.\n\nPSI dua.\n\nPKS tiga.");
    desk.ctrl(Key::F);
    desk.type_text("pks");
    assert!(desk.sees("1 of 2"));
    desk.key(Key::Enter);
    desk.harness.run_steps(3);
    assert!(desk.sees("2 of 2"));
    desk.key(Key::Escape);
    assert_eq!(desk.app().selected(), Some(desk.span_of("PKS", 1)));
}

#[test]
fn the_list_filters() {
    let mut desk = Desk::with_texts(&[("a", "Pilbup Lebak ramai."), ("b", "Pilgub Banten sepi.")]);
    desk.ctrl(Key::L);
    desk.type_text("banten");
    assert!(desk.sees("Pilgub Banten sepi"));
    assert!(!desk.harness_has("Pilbup Lebak ramai., new"));
}
