//! Comparing people: from the key to the difference, and on to the article.

use std::fs;

use eframe::egui::Key;
use egui_kittest::kittest::Queryable;

use crate::desk::Desk;

/// The sample, and another person's work on it that differs in the status of one statement; the project does not list her.
fn desk() -> Desk {
    desk_where(|text| text)
}

/// The same with what was done to each of her files.
fn desk_where(her: impl Fn(String) -> String) -> Desk {
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
        fs::write(dir.join("budi").join(path.file_name().unwrap()), her(text)).unwrap();
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
    assert!(desk.comes("Inspector"), "the article is in the centre");
    desk.ctrl(Key::Num5);
    desk.settle();
    desk.ctrl(Key::Num4);
    desk.settle();
    assert!(!desk.reads("1 difference"), "a tab brings the article back");
}

/// Nobody is told that two agree whose work was not compared.
#[test]
fn nothing_compared_is_not_nothing_differs() {
    let mut desk = desk_where(|text| text.replace("status: finished", "status: in_progress"));
    desk.ctrl(Key::Num5);
    assert!(desk.waits(|desk| desk.reads("Nothing was compared")));
    assert!(desk.reads("No article is finished in both sets. Finish some, or tick"));
    assert!(!desk.reads("Nothing differs here"));
    desk.press("Unfinished articles as well");
    assert!(desk.waits(|desk| desk.reads("1 difference")));
    assert!(!desk.reads("Nothing was compared"));
}

/// What two people made of one statement and of the article's status, as Git's merge leaves it.
#[test]
fn conflicts_of_a_merge_are_seen_and_decided() {
    let mut desk = Desk::with_sample();
    let article = desk.article();
    let own = desk.session().place(&article).set.to_string();
    let path = desk.dir().join(format!("annotations/{own}/{article}.ron"));
    desk.close();
    let base = fs::read_to_string(&path).unwrap();
    let side = |status: &str, firmly: &str| {
        let side = base.replace("status: finished", status).replacen("status: exploring", firmly, 1);
        assert_ne!(side, base);
        side.into_bytes()
    };
    let (ours, theirs) = (side("status: in_progress", "status: confirmed"), side("status: ignored", "status: denied"));
    let merged = tandai::store::merge_files(None, base.as_bytes(), &ours, &theirs).unwrap();
    assert_eq!(merged.conflicts.len(), 2);
    fs::write(&path, merged.bytes).unwrap();
    desk.reopen();
    desk.settle();
    let statuses = |desk: &Desk| {
        let said: Vec<_> = desk.annotations().coalitions.values().map(|coalition| coalition.status).collect();
        (desk.annotations().status, said)
    };
    let before = statuses(&desk);
    desk.press("2 conflicts to decide");
    desk.settle();
    assert!(desk.comes("Two versions after a merge"));
    assert!(desk.reads("Status: confirmed") && desk.reads("Status: denied"));
    assert!(!desk.sees("was changed on both sides"), "the card says more than the finding");
    desk.press("Take the other: the status, in progress");
    desk.settle();
    desk.harness.get_by_label_contains("Take the other: ").click();
    desk.settle();
    assert!(!desk.sees("Two versions after a merge") && !desk.sees("to decide"));
    let after = statuses(&desk);
    assert!(after.0 != before.0 && after.1 != before.1, "{before:?} {after:?}");
    // Each decision is a step.
    desk.key(Key::Escape);
    desk.ctrl(Key::Z);
    desk.ctrl(Key::Z);
    desk.settle();
    assert_eq!(statuses(&desk), before);
}
