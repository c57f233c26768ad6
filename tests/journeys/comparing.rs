//! Comparing people: from the key to the difference, and on to the article.

use std::fs;

use eframe::egui::Key;

use crate::desk::Desk;

/// The sample, and another person's work on it that differs in the status of one statement; the project does not list her.
fn desk() -> Desk {
    let mut desk = Desk::with_sample();
    let own = desk.session().place(&desk.article()).set.to_string();
    let dir = desk.dir().join("annotations");
    desk.close();
    fs::create_dir(dir.join("budi")).unwrap();
    let mut changed = false;
    for entry in fs::read_dir(dir.join(&own)).unwrap() {
        let path = entry.unwrap().path();
        let mut text = fs::read_to_string(&path).unwrap();
        if !changed && text.contains("status: finished") && text.contains("status: confirmed") {
            text = text.replacen("status: confirmed", "status: exploring", 1);
            changed = true;
        }
        fs::write(dir.join("budi").join(path.file_name().unwrap()), text).unwrap();
    }
    assert!(changed);
    desk.reopen();
    desk.settle();
    desk
}

#[test]
fn people_are_compared_at_once_and_the_difference_opens() {
    let mut desk = desk();
    desk.ctrl(Key::Num5);
    for _ in 0..50 {
        desk.settle();
        if desk.reads("1 difference") {
            break;
        }
    }
    assert!(desk.reads("1 difference"));
    assert!(desk.reads("≠ Status") && desk.reads("confirmed") && desk.reads("exploring"), "both cards are seen");
    assert!(!desk.sees("Inspector"), "the panel beside gives way");
    desk.key(Key::Enter);
    desk.settle();
    assert!(desk.sees("Inspector"), "the article is in the centre");
    desk.ctrl(Key::Num5);
    desk.settle();
    desk.ctrl(Key::Num4);
    desk.settle();
    assert!(!desk.reads("1 difference"), "a tab brings the article back");
}
