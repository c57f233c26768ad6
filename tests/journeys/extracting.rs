//! Suggestions by the built-in rules and by a person's own program, from the sheet to the disk and back.

use std::time::Duration;

use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable;

use super::desk::Desk;

fn open_sheet(desk: &mut Desk) {
    desk.keys(Modifiers { ctrl: true, command: true, shift: true, ..Modifiers::NONE }, Key::E);
    desk.settle();
}

/// Types into a field of the sheet.
fn fill(desk: &mut Desk, field: &str, text: &str) {
    desk.harness.get_by_role_and_label(Role::TextInput, field).focus();
    desk.harness.run_steps(3);
    desk.type_text(text);
}

/// Waits for what happens in the background.
fn wait(desk: &mut Desk, what: &str, until: impl Fn(&Desk) -> bool) {
    for _ in 0..200 {
        if until(desk) {
            return;
        }
        desk.settle();
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("{what}: {}", desk.message());
}

fn of_set(desk: &mut Desk, set: &str) -> usize {
    let folder = format!("annotations/{set}/");
    desk.on_disk().iter().filter(|(path, text)| path.starts_with(&folder) && text.contains("by: machine")).count()
}

#[test]
fn the_rules_propose_in_a_set_of_their_own_and_one_undo_takes_it_back() {
    let mut desk = Desk::with_sample();
    let before = desk.on_disk();
    open_sheet(&mut desk);
    assert!(desk.harness_has("Proposed by: the built-in rules") && desk.harness_has("Articles: all (8)"));
    fill(&mut desk, "Set of suggestions", "aturan");
    desk.press("Extract");
    wait(&mut desk, "extracted", |desk| desk.message().contains("8 of 8 articles extracted"));
    assert_eq!(of_set(&mut desk, "aturan"), 8);
    let after = desk.on_disk();
    let own = |files: &std::collections::BTreeMap<String, String>| {
        files.iter().filter(|(path, _)| path.contains("/sri/")).map(|(_, text)| text.clone()).collect::<Vec<_>>()
    };
    assert_eq!(own(&before), own(&after), "a person's marks stay as they are");
    desk.ctrl(Key::Z);
    desk.settle();
    assert!(desk.message().contains("suggestions for 8 articles"), "{}", desk.message());
    assert_eq!(of_set(&mut desk, "aturan"), 0);
}

#[test]
#[cfg(unix)]
fn a_program_that_crashes_shows_what_it_said_and_what_it_answered_is_there() {
    let mut desk = Desk::with_sample();
    let script = desk.dir().parent().unwrap().join("model saya.sh");
    let mark = r#"s/^{"id":"\([^"]*\)".*/{"id":"\1","mentions":[{"start":0,"end":3,"kind":"party"},{"start":0,"end":99999,"kind":"party"}]}/p"#;
    std::fs::write(&script, format!("head -n 2 | sed -n '{mark}'\necho 'kehabisan memori di lapis 7' >&2\nexit 3"))
        .unwrap();
    open_sheet(&mut desk);
    desk.press("Proposed by: the built-in rules");
    desk.settle();
    desk.press("a new program of mine…");
    desk.settle();
    assert!(desk.comes("It runs on this machine with your rights"));
    fill(&mut desk, "Name", "Model Saya");
    fill(&mut desk, "Command", &format!("sh '{}'", script.display()));
    desk.press("Extract");
    wait(&mut desk, "crashed", |desk| desk.sees("exit status: 3"));
    assert!(desk.comes("2 of 8 articles extracted") && desk.sees("6 articles left as they were"));
    assert!(desk.comes("kehabisan memori di lapis 7"), "what the program said");
    assert!(desk.comes("code points 0 to 99999"), "what did not go in");
    assert_eq!(of_set(&mut desk, "auto-model-saya"), 2);
    // The window lives.
    desk.key(Key::Escape);
    desk.settle();
    assert!(!desk.sees("exit status: 3"));
    open_sheet(&mut desk);
    desk.press("Proposed by: the built-in rules");
    desk.settle();
    desk.press("Model Saya");
    desk.settle();
    desk.press("Extract");
    wait(&mut desk, "again", |desk| desk.sees("says the same as before"));
}

#[test]
fn a_command_that_cannot_be_is_told_in_the_sheet() {
    let mut desk = Desk::with_sample();
    open_sheet(&mut desk);
    desk.press("Proposed by: the built-in rules");
    desk.settle();
    desk.press("a new program of mine…");
    desk.settle();
    fill(&mut desk, "Command", "python3 'tag.py");
    desk.press("Extract");
    desk.settle();
    assert!(desk.comes("is not closed"), "the sheet stays and says why");
    desk.key(Key::Escape);
    desk.settle();
    open_sheet(&mut desk);
    assert!(desk.harness_has("Proposed by: the built-in rules"));
    assert!(!desk.sees("is not closed"));
}
