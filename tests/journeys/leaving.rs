//! Closing the window, and what is being typed: nothing is lost, and nothing is called saved that is not.

use std::{fs, path::Path, sync::atomic::Ordering, time::Duration};

use eframe::egui::{Key, Modifiers, ViewportCommand, ViewportEvent, ViewportId};
use tandai::session::{Session, Who};

use crate::desk::Desk;

const TEXT: &str = "PKS dan PSI berkoalisi di Pilbup Kabupaten Lebak, Banten.";

/// What the window's X does. Returns what the window asks the system for.
fn close(desk: &mut Desk) -> Vec<ViewportCommand> {
    let viewports = &mut desk.harness.input_mut().viewports;
    viewports.entry(ViewportId::ROOT).or_default().events.push(ViewportEvent::Close);
    desk.harness.step();
    let asked = desk.asked();
    desk.harness.input_mut().viewports.entry(ViewportId::ROOT).or_default().events.clear();
    desk.harness.run_steps(6);
    asked
}

/// Makes the project's folder take nothing more, as a full disk does: where annotations go stands a file.
fn fill_disk(desk: &Desk) {
    let folder = desk.dir().join("annotations");
    let _ = fs::remove_dir_all(&folder);
    fs::write(folder, "in the way").unwrap();
}

fn empty_disk(desk: &Desk) {
    fs::remove_file(desk.dir().join("annotations")).unwrap();
}

#[test]
fn unsaved_work_is_not_thrown_away() {
    let mut desk = Desk::with_text(TEXT);
    fill_disk(&desk);
    desk.double_click("PKS", 0);
    desk.key(Key::Num1);
    let asked = close(&mut desk);
    assert!(asked.contains(&ViewportCommand::CancelClose), "{asked:?}");
    assert!(!asked.contains(&ViewportCommand::Close), "{asked:?}");
    assert!(desk.comes("Not everything is saved"));
    // Staying is possible, and asks again the next time.
    desk.press("Stay");
    assert!(!desk.sees("Not everything is saved"));
    assert!(close(&mut desk).contains(&ViewportCommand::CancelClose));
    // Trying again in vain says so; with room it saves, and the window goes.
    desk.press("Try again");
    assert!(desk.comes("It still cannot be saved."));
    empty_disk(&desk);
    desk.press_for("Try again", |desk| desk.asked().contains(&ViewportCommand::Close));
    assert!(desk.annotation_file().contains("PKS"));
}

/// What was saved meanwhile is not called unsaved by the sheet that asked.
#[test]
fn what_is_saved_meanwhile_is_called_so() {
    let mut desk = Desk::with_text(TEXT);
    fill_disk(&desk);
    desk.double_click("PKS", 0);
    desk.key(Key::Num1);
    close(&mut desk);
    assert!(!desk.sees("Everything is saved now"));
    empty_disk(&desk);
    for _ in 0..1_000 {
        desk.settle();
        if desk.sees("Everything is saved now") {
            break;
        }
    }
    assert!(!desk.sees("Discard") && !desk.sees("cannot be"));
    desk.press_for("Quit", |desk| desk.asked().contains(&ViewportCommand::Close));
    assert!(desk.annotation_file().contains("PKS"));
}

#[test]
fn a_copy_elsewhere_has_everything() {
    let mut desk = Desk::with_text(TEXT);
    fill_disk(&desk);
    desk.double_click("PKS", 0);
    desk.key(Key::Num1);
    close(&mut desk);
    let to = desk.beside("salinan");
    desk.ctrl(Key::A);
    desk.type_text(&to.display().to_string());
    desk.press_for("Save a copy", |desk| desk.asked().contains(&ViewportCommand::Close));
    // What stands in the way went along; what was not saved is in the copy's journal.
    fs::remove_file(to.join("annotations")).unwrap();
    let mut copy = Session::open(&to, Who::named("sri")).unwrap();
    let id = copy.rows().at(0).unwrap().meta.id.clone();
    copy.load(&id).unwrap();
    assert_eq!(copy.annotations(&id).unwrap().mentions.len(), 1);
}

/// Another project that is restored does not take the place of one with unsaved work.
#[test]
fn having_another_project_back_loses_nothing_of_this_one() {
    let mut desk = Desk::with_text(TEXT);
    let other = desk.beside("lain");
    desk.close();
    copy(desk.dir(), &other);
    fs::write(other.join("project.ron"), "").unwrap();
    desk.dialogs_answer(Some(vec![other.clone()]));
    fill_disk(&desk);
    desk.double_click("PKS", 0);
    desk.key(Key::Num1);
    desk.ctrl(Key::O);
    desk.settle();
    assert!(desk.comes("cannot be read"));
    desk.press("Restore");
    desk.settle();
    assert_eq!(desk.session().dir(), desk.dir());
    assert_eq!(desk.mentions("PKS").len(), 1, "it is still in this window");
    assert_eq!(fs::read_to_string(other.join("project.ron")).unwrap(), "", "and nothing was done there");
    // With room both go on.
    empty_disk(&desk);
    desk.press("Restore");
    desk.settle();
    assert_eq!(desk.session().dir(), other);
    desk.reopen();
    assert_eq!(desk.mentions("PKS").len(), 1);
}

#[test]
fn discarding_is_asked_twice() {
    let mut desk = Desk::with_text(TEXT);
    fill_disk(&desk);
    desk.double_click("PKS", 0);
    desk.key(Key::Num1);
    close(&mut desk);
    desk.press("Discard…");
    assert!(!desk.asked().contains(&ViewportCommand::Close));
    desk.press_for("Discard it, surely", |desk| desk.asked().contains(&ViewportCommand::Close));
}

#[test]
fn saved_work_closes_at_once() {
    let mut desk = Desk::with_text(TEXT);
    desk.double_click("PKS", 0);
    desk.key(Key::Num1);
    let asked = close(&mut desk);
    assert!(!asked.contains(&ViewportCommand::CancelClose), "{asked:?}");
    assert!(desk.annotation_file().contains("PKS"));
}

/// The note of the mention, as a kill at this moment would leave it.
fn note_on_disk(desk: &mut Desk) -> String {
    let killed = tempfile::tempdir().unwrap();
    let to = killed.path().join("project");
    copy(desk.dir(), &to);
    let mut other = Session::open(&to, Who::named("sri")).unwrap();
    let id = desk.app().open_id().unwrap().clone();
    other.load(&id).unwrap();
    let annotations = other.annotations(&id).unwrap().clone();
    annotations.mentions.values().next().map(|mention| mention.note.clone()).unwrap_or_default()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let there = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &there);
        } else if !path.ends_with("lock") {
            fs::copy(&path, &there).unwrap();
        }
    }
}

fn with_note(desk: &mut Desk, note: &str) {
    desk.double_click("PKS", 0);
    desk.key(Key::Num1);
    desk.ctrl(Key::Num3);
    desk.focus_field("Note");
    desk.type_text(note);
}

#[test]
fn what_is_typed_is_kept_a_second_after_the_last_key() {
    let mut desk = Desk::with_text(TEXT);
    with_note(&mut desk, "ragu");
    assert!(desk.comes("typing, not saved yet"));
    assert!(!desk.harness_has("saved"), "nothing is called saved");
    std::thread::sleep(Duration::from_millis(1100));
    desk.settle();
    assert!(!desk.sees("typing, not saved yet"));
    assert_eq!(note_on_disk(&mut desk), "ragu");
    // The field still has the keyboard; what is typed on is the same visit, and one step of undo.
    desk.type_text(" sekali");
    std::thread::sleep(Duration::from_millis(1100));
    desk.settle();
    assert_eq!(note_on_disk(&mut desk), "ragu sekali");
    desk.keys(Modifiers { ctrl: true, command: true, ..Modifiers::NONE }, Key::Enter);
    desk.settle();
    desk.ctrl(Key::Z);
    desk.settle();
    assert_eq!(note_on_disk(&mut desk), "");
    assert_eq!(desk.mentions("PKS").len(), 1, "only the note was taken back");
}

#[test]
fn escape_takes_the_visit_back() {
    let mut desk = Desk::with_text(TEXT);
    with_note(&mut desk, "salah");
    std::thread::sleep(Duration::from_millis(1100));
    desk.settle();
    desk.key(Key::Escape);
    desk.settle();
    assert_eq!(note_on_disk(&mut desk), "");
    assert_eq!(desk.mentions("PKS").len(), 1);
}

#[test]
fn a_signal_keeps_what_is_being_typed() {
    let mut desk = Desk::with_text(TEXT);
    with_note(&mut desk, "ragu");
    desk.app().signalled().store(true, Ordering::Release);
    desk.harness.step();
    assert!(desk.asked().contains(&ViewportCommand::Close));
    assert_eq!(note_on_disk(&mut desk), "ragu");
}
