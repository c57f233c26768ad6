//! What happens to a project's folder while its window is open, or happened before.

use std::{fs, path::Path};

use eframe::egui::Key;
use tandai::{
    edit::{Edit, NewMention},
    model::{KindKey, LinkSource, Origin, Span},
    session::{ImportRequest, Session, Who},
    store::SaveState,
};

use crate::desk::Desk;

/// What stands in the sheet of keyboard shortcuts only.
const SHORTCUTS: &str = "All keys as delivered";

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// A project whose journal holds one change of so many marks in each of so many articles, as a kill leaves it.
fn killed(folder: &Path, articles: usize, marks: usize) -> std::path::PathBuf {
    let texts = folder.join("texts");
    fs::create_dir(&texts).unwrap();
    for number in 0..articles {
        fs::write(texts.join(format!("a{number:04}.txt")), format!("Kabar {number}. {}", "PKS ".repeat(marks)))
            .unwrap();
    }
    let dir = folder.join("asal");
    let mut session = Session::create(&dir, "Uji", Who::named("sri")).unwrap();
    let ready = session.importer().run(&ImportRequest::of(&[texts]), &Default::default(), |_| {});
    session.add_articles(ready).unwrap();
    session.save().unwrap();
    let ids: Vec<_> = session.rows().iter().map(|row| row.meta.id.clone()).collect();
    let mut mentions = Vec::new();
    for id in &ids {
        session.load(id).unwrap();
        let place = session.place(id);
        let text = session.article(id).unwrap().text.to_string();
        mentions.extend(text.match_indices("PKS").map(|(at, word)| {
            let span = Span::new(at, at + word.len());
            let by = Origin::EveryOccurrence;
            (place.clone(), NewMention { span, kind: KindKey::party(), entity: None, linked: LinkSource::Person, by })
        }));
    }
    session.perform(Edit::TagAcross { mentions }).unwrap();
    while session.save_state() != SaveState::Saved {
        std::thread::yield_now();
    }
    let copy = folder.join("salinan");
    copy_folder(&dir, &copy);
    copy
}

#[test]
fn a_large_journal_does_not_hold_the_window() {
    let folder = tempfile::tempdir().unwrap();
    let dir = killed(folder.path(), 40, 150);
    assert!(fs::metadata(dir.join(".local/journal")).unwrap().len() > 600_000);
    let mut desk = Desk::opening(&dir);
    // The first frame is there before the project is, and says what is being done.
    assert!(desk.app().session().is_none());
    assert!(desk.comes("Opening salinan"));
    assert!(desk.comes("nothing is lost"));
    // Keys do nothing meanwhile, also those that would open or change something.
    while desk.app().session().is_none() {
        desk.ctrl(Key::Slash);
        let opened = desk.app().session().is_some();
        assert!(opened || !desk.sees(SHORTCUTS), "nothing is done but leaving");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    desk.settle();
    desk.key(Key::Escape);
    desk.ctrl(Key::Slash);
    assert!(desk.comes(SHORTCUTS), "now the same key does what it says");
    desk.key(Key::Escape);
    assert!(!desk.sees("Opening salinan"));
    assert_eq!(desk.annotations().mentions.len(), 150);
    assert!(desk.session().read_only().is_none());
    assert_eq!(fs::metadata(dir.join(".local/journal")).unwrap().len(), 0);
    let said = desk.session().notices().iter().map(|notice| notice.to_string()).collect::<Vec<_>>().join("\n");
    assert!(said.contains("recovered 1 change of the last session"), "{said}");
    let marks: usize = fs::read_dir(dir.join("annotations/sri"))
        .unwrap()
        .map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap().matches("every_occurrence").count())
        .sum();
    assert_eq!(marks, 40 * 150);
}

/// What is had back is opened as everything else: with much work waiting, beside the window.
#[test]
fn a_project_had_back_opens_beside_the_window() {
    let folder = tempfile::tempdir().unwrap();
    let dir = killed(folder.path(), 40, 150);
    fs::write(dir.join("project.ron"), "").unwrap();
    let mut desk = Desk::opening(&dir);
    for _ in 0..40 {
        desk.settle();
        if desk.sees("Restore") {
            break;
        }
    }
    desk.press_for("Restore", |desk| desk.sees("Opening salinan"));
    for _ in 0..2000 {
        desk.harness.run_steps(1);
        if desk.app().session().is_some() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    desk.settle();
    assert!(desk.comes("Restored: "), "the sheet is there again");
    assert_eq!(desk.annotations().mentions.len(), 150);
}

#[test]
fn removed_article_files_are_told_of_and_written_back() {
    let mut desk = Desk::with_text("PKS dan PSI berkoalisi di Pilbup Kabupaten Lebak, Banten.");
    let before = desk.on_disk();
    let article = desk.article();
    let files = [format!("articles/{article}.txt"), format!("articles/{article}.ron")];
    for path in &files {
        fs::remove_file(desk.dir().join(path)).unwrap();
    }
    desk.double_click("PKS", 0);
    desk.key(Key::Num1);
    desk.ctrl(Key::S);
    desk.settle();
    let told = desk.session().notices().iter().map(|notice| notice.to_string()).collect::<Vec<_>>();
    let told: Vec<_> = told.iter().filter(|said| said.contains("removed by another program")).collect();
    assert_eq!(told.len(), 1, "once: {told:?}");
    assert!(told[0].contains(&files[0]) && told[0].contains(&files[1]), "{told:?}");
    assert!(desk.comes("1 article gone from the folder"));
    desk.press("1 article gone from the folder: write back");
    desk.settle();
    assert!(!desk.sees("gone from the folder"));
    let after = desk.on_disk();
    for path in &files {
        assert_eq!(after.get(path), before.get(path), "{path}");
    }
    desk.reopen();
    assert_eq!(desk.mentions("PKS").len(), 1);
}

/// What another program made of a file is joined or kept, and told where people look: a toast, and a number in the status
/// bar until the messages were seen.
#[test]
fn changes_from_outside_are_told_where_people_look() {
    let mut desk = Desk::with_text("PKS dan PSI berkoalisi di Pilbup Kabupaten Lebak, Banten.");
    desk.double_click("PKS", 0);
    desk.key(Key::Num1);
    let saved = desk.annotation_file();
    let file = desk.dir().join(format!("annotations/sri/{}.ron", desk.article()));
    assert!(!desk.sees("1 message"));
    // Both sides say something else of the same mark.
    desk.key(Key::Num2);
    fs::write(&file, saved.replace("kind: \"party\"", "kind: \"region\"").replace("kind: party", "kind: region"))
        .unwrap();
    assert_ne!(fs::read_to_string(&file).unwrap(), saved);
    desk.ctrl(Key::S);
    desk.settle();
    let said = desk.app().latest_message().unwrap_or_default().to_owned();
    assert!(said.contains("changed by another program and here"), "{said}");
    assert!(said.contains("yours stands") && said.contains(".local/conflicts/"), "{said}");
    assert!(desk.comes("1 message"));
    assert!(desk.marked().contains("[PKS|candidate"), "{}", desk.marked());
    // A checkout takes the file away while it is changed here.
    desk.key(Key::Num3);
    fs::remove_file(&file).unwrap();
    desk.ctrl(Key::S);
    desk.settle();
    let said = desk.app().latest_message().unwrap_or_default().to_owned();
    assert!(said.contains("removed by another program while it was changed here"), "{said}");
    assert!(desk.comes("2 messages"));
    // Once they were looked at, nothing is new.
    desk.press("2 messages");
    desk.settle();
    assert!(!desk.harness_has("2 messages"));
    assert!(desk.comes("yours stands"));
}
