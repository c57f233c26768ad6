//! A file is damaged behind the window's back, and restored in it.

use eframe::egui::Key;

use super::desk::Desk;

/// The annotation file of the open article.
fn file(desk: &Desk) -> std::path::PathBuf {
    desk.dir().join(format!("annotations/sri/{}.ron", desk.article()))
}

#[test]
fn a_damaged_file_is_offered_and_had_back() {
    let mut desk = Desk::with_text("PKS dan PSI berkoalisi di Lebak.");
    desk.drag("PKS", 0);
    desk.key(Key::Num1);
    desk.drag("PSI", 0);
    desk.key(Key::Num1);
    let whole = desk.annotation_file();
    let path = file(&desk);
    desk.close();
    std::fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    desk.reopen();
    assert_eq!(desk.marked(), "PKS dan PSI berkoalisi di Lebak.", "nothing can be read");
    assert!(desk.comes("This article's annotations cannot be changed"), "it is said");
    desk.press("Recover…");
    desk.settle();
    assert!(desk.comes("cannot be read"));
    assert!(desk.comes("2 mentions"), "what the copy holds");
    desk.press("Restore");
    desk.settle();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), whole, "on disk");
    assert!(desk.comes("Restored: "));
    // What was there was set aside, and comes back too.
    desk.press("Take that back");
    desk.settle();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), whole[..whole.len() / 2]);
    desk.press("Restore");
    desk.settle();
    desk.key(Key::Escape);
    desk.settle();
    assert_eq!(desk.marked(), "[PKS|party:pks] dan [PSI|party:psi] berkoalisi di Lebak.");
    assert!(!desk.sees("cannot be changed"));
    desk.drag("Lebak", 0);
    desk.key(Key::Num3);
    assert!(desk.annotation_file().contains("Lebak"), "and work goes on");
}

#[test]
fn a_project_that_cannot_be_opened_is_had_back() {
    let mut desk = Desk::with_text("PKS dan PSI berkoalisi di Lebak.");
    let path = desk.dir().join("project.ron");
    let whole = std::fs::read_to_string(&path).unwrap();
    desk.close();
    std::fs::write(&path, "").unwrap();
    desk.reopen();
    desk.settle();
    assert!(desk.app().session().is_none());
    assert!(desk.comes("project.ron"), "the sheet is open by itself");
    desk.press("Restore");
    desk.settle();
    desk.key(Key::Escape);
    desk.settle();
    assert_eq!(desk.text(), "PKS dan PSI berkoalisi di Lebak.");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), whole);
}

#[test]
fn a_removed_article_is_in_the_list() {
    let mut desk = Desk::with_texts(&[("satu", "PKS menang."), ("dua", "PSI kalah.")]);
    let id = desk.article();
    let text = desk.text();
    let word = text.split(' ').next().unwrap().to_owned();
    desk.drag(&word, 0);
    desk.key(Key::Num1);
    desk.command("Remove article…");
    desk.press("Remove");
    desk.settle();
    assert_eq!(desk.session().rows().len(), 1);
    desk.ctrl(Key::S);
    desk.command("Recover…");
    desk.settle();
    assert!(desk.comes("removed"));
    desk.press("Restore");
    desk.settle();
    desk.key(Key::Escape);
    assert_eq!(desk.session().rows().len(), 2);
    assert!(desk.session().rows().get(&id).is_some_and(|row| row.meta.id == id));
}

#[test]
fn a_copy_that_a_synchronising_program_set_aside_is_offered() {
    let mut desk = Desk::with_text("PKS dan PSI berkoalisi di Lebak.");
    desk.drag("PKS", 0);
    desk.key(Key::Num1);
    let less = desk.annotation_file();
    desk.drag("PSI", 0);
    desk.key(Key::Num1);
    let path = file(&desk);
    desk.close();
    let copy = path.with_file_name(format!(
        "{} (konflik salinan Sri 2024-07-08).ron",
        path.file_stem().unwrap().to_string_lossy()
    ));
    std::fs::write(&copy, &less).unwrap();
    desk.reopen();
    desk.command("Recover…");
    desk.settle();
    desk.type_text("annotations/sri");
    desk.settle();
    assert!(desk.comes("a copy that a synchronising program set aside"));
    desk.press("Restore");
    desk.settle();
    assert!(desk.comes("Restored: "));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), less, "the copy stands in its place");
    assert!(!copy.exists(), "and no longer beside it");
    desk.press("Take that back");
    desk.settle();
    assert!(std::fs::read_to_string(&path).unwrap().contains("psi"), "what was there is kept");
}
