//! What floats over the window has the keyboard to itself, keeps what is typed, and never waits unseen.

use std::{
    path::PathBuf,
    sync::{
        Mutex,
        mpsc::{Receiver, channel},
    },
};

use eframe::egui::{Event, Key, Modifiers};
use tandai::{
    app::{Choose, Dialogs, Question},
    session::{Session, Who},
};

use crate::desk::Desk;

const TEXT: &str = "PKS dan PSI berkoalisi di Pilbup Kabupaten Lebak.";

/// What stands at the head of each sheet that a command opens.
const SHEETS: [(&str, &str); 14] = [
    ("Kinds", "New kind"),
    ("Statement scheme", "Add office"),
    ("Fields…", "Fields"),
    ("Gazetteer", "Gazetteer"),
    ("Names from a table", "Names from a table"),
    ("Annotate as", "Annotate as"),
    ("Assign articles", "Assign articles"),
    ("Write a note", "Note"),
    ("New entity", "New entity"),
    ("Export a dataset", "Export a dataset"),
    ("Extract suggestions", "Extract suggestions"),
    ("Keyboard shortcuts", "Keyboard shortcuts"),
    ("New project", "New project"),
    ("Open project", "Open project"),
];

/// Keys that show, open, move or change something behind a sheet.
fn keys_behind() -> Vec<(Modifiers, Key)> {
    let ctrl = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };
    let shift = Modifiers { shift: true, ..ctrl };
    let of = |held, keys: &[Key]| keys.iter().map(|key| (held, *key)).collect::<Vec<_>>();
    let mut all = of(ctrl, &[Key::L, Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::F, Key::E]);
    all.extend(of(shift, &[Key::F, Key::L, Key::E, Key::C]));
    all.extend(of(Modifiers::ALT, &[Key::ArrowDown, Key::ArrowRight, Key::Num1]));
    all.extend(of(Modifiers::NONE, &[Key::F1, Key::F4, Key::F6, Key::F8]));
    all
}

#[test]
fn keys_of_what_stands_behind_do_not_pass_a_sheet() {
    let mut desk = Desk::with_texts(&[("a", TEXT), ("b", "PSI dua.")]);
    desk.double_click("PKS", 0);
    desk.key(Key::Num1);
    desk.settle();
    let (article, said) = (desk.article(), desk.annotations());
    let pks = desk.span_of("PKS", 0);
    for (command, there) in SHEETS {
        desk.command(command);
        assert!(desk.comes(there), "{command}");
        // Also when a button of it has the keyboard, or none.
        for tabs in [0, 3] {
            (0..tabs).for_each(|_| desk.key(Key::Tab));
            for (held, key) in keys_behind() {
                desk.keys(held, key);
                assert!(desk.sees(there), "{command} is gone after {held:?} {key:?}");
            }
        }
        // With a button under the keyboard: what was done before is not undone out of sight.
        desk.ctrl(Key::Z);
        assert!(desk.sees(there), "{command} after undo");
        desk.key(Key::Escape);
        desk.settle();
        assert_eq!(desk.article(), article, "{command}");
        assert_eq!(desk.annotations(), said, "{command}");
        assert!(!desk.app().rects(pks).is_empty(), "{command}: the article is in the centre");
        assert!(!desk.sees("Search all articles…"), "{command}");
    }
    // Looks and saving go on.
    desk.command("Kinds");
    desk.ctrl(Key::Plus);
    desk.ctrl(Key::S);
    assert_eq!(desk.message(), "Everything is saved");
}

#[test]
fn a_field_keeps_the_keyboard_at_enter() {
    let mut desk = Desk::with_text(TEXT);
    desk.command("Statement scheme");
    assert!(desk.comes("Add status"));
    desk.focus_field("Key of a new status");
    for key in ["bargaining", "leaning"] {
        desk.type_text(key);
        desk.key(Key::Enter);
        desk.settle();
    }
    assert!(desk.harness_has("Remove bargaining") && desk.harness_has("Remove leaning"), "both are there");
    // A new office is named next.
    desk.focus_field("Key of a new office");
    desk.type_text("minister");
    desk.key(Key::Enter);
    desk.settle();
    desk.type_text("Minister");
    // And so does one that Enter does nothing for.
    desk.focus_field("bargaining: Name, Indonesian");
    desk.type_text("tawar-");
    desk.key(Key::Enter);
    desk.type_text("menawar");
    desk.press("Save");
    assert!(desk.waits(|desk| {
        let statuses = &desk.session().project().scheme.statements.statuses;
        statuses.iter().any(|status| status.names.id == "tawar-menawar")
    }));
    let offices = &desk.session().project().scheme.statements.offices;
    assert!(offices.iter().any(|office| office.names.en == "Minister"));
}

#[test]
fn a_note_is_kept_while_it_is_typed() {
    let mut desk = Desk::with_text(TEXT);
    desk.double_click("PKS", 0);
    desk.key(Key::Num1);
    desk.key(Key::W);
    desk.settle();
    desk.type_text("singkatan, bukan nama");
    assert!(desk.sees("typing, not saved yet"), "as long as it is so");
    let note = |desk: &Desk| desk.annotations().mentions.values().next().unwrap().note.clone();
    assert!(desk.waits(|desk| note(desk) == "singkatan, bukan nama"), "without a key more");
    assert!(desk.waits(|desk| !desk.sees("typing, not saved yet")));
    desk.settle();
    // The window is gone as it stands, and the note is in the journal.
    let copy = tempfile::tempdir().unwrap();
    copy_folder(desk.dir(), copy.path());
    let mut killed = Session::open(copy.path(), Who::named("sri")).unwrap();
    killed.load(&desk.article()).unwrap();
    let said = killed.annotations(&desk.article()).unwrap();
    assert_eq!(said.mentions.values().next().unwrap().note, "singkatan, bukan nama");
    // Keeping it is one step of undo, leaving it none; its words are there again.
    desk.key(Key::Escape);
    assert_eq!(note(&desk), "");
    desk.key(Key::W);
    desk.settle();
    desk.ctrl(Key::Enter);
    assert_eq!(note(&desk), "singkatan, bukan nama");
    desk.ctrl(Key::Z);
    assert_eq!((note(&desk).as_str(), desk.mentions("PKS").len()), ("", 1));
}

/// Whatever else waits for its button is called what it is.
#[test]
fn what_stands_in_a_sheet_is_not_called_saved() {
    let mut desk = Desk::with_text(TEXT);
    desk.command("New entity");
    assert!(desk.comes("New entity"));
    desk.type_text("Partai Nusa");
    assert!(desk.comes("typing, not saved yet"));
    desk.key(Key::Escape);
    desk.settle();
    assert!(!desk.sees("typing, not saved yet"));
}

/// A dialog that stands behind the window: it answers when it is told to.
struct Behind(Mutex<Option<Receiver<Option<Vec<PathBuf>>>>>);

impl Dialogs for Behind {
    fn prepare(&self, _: Question, _: Option<&eframe::Frame>) -> Choose {
        let answer = self.0.lock().unwrap().take();
        Box::new(move || answer?.recv().ok().flatten())
    }
}

#[test]
fn a_file_dialog_that_nobody_sees_is_told_of() {
    let (tell, answer) = channel();
    let mut desk = Desk::with_text(TEXT);
    desk.dialogs_are(Behind(Mutex::new(Some(answer))));
    desk.ctrl(Key::I);
    assert!(desk.waits(|desk| desk.reads("A file dialog is open.")));
    desk.ctrl(Key::I);
    assert!(!desk.sees("Files and folders"), "no second one");
    desk.key(Key::Escape);
    desk.harness.run_steps(3);
    assert!(!desk.reads("A file dialog is open."));
    // It is not waited for, and still means what it says.
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("baru.txt");
    std::fs::write(&file, "Golkar membuka pintu di Serang.").unwrap();
    tell.send(Some(vec![file])).unwrap();
    assert!(desk.comes("Import"), "the sheet of the import");
    desk.harness.event(Event::PointerGone);
}

fn copy_folder(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let there = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy_folder(&path, &there);
        } else {
            std::fs::copy(&path, &there).unwrap();
        }
    }
}

/// What cannot be taken is named, as long as it stands there.
#[test]
fn a_date_that_is_none_is_named() {
    let mut desk = Desk::with_text(TEXT);
    desk.ctrl(Key::Num3);
    desk.focus_field("Date");
    desk.type_text("suatu hari");
    desk.focus_field("Source");
    assert!(desk.waits(|desk| desk.sees("Date: not saved as it stands")));
    desk.focus_field("Date");
    desk.ctrl(Key::A);
    desk.type_text("2024-07-08");
    desk.focus_field("Source");
    assert!(desk.waits(|desk| !desk.sees("not saved")));
}
