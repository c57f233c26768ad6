//! A project's own fields: ticked or made, coded in cards and in the Inspector, kept on disk, taken back.

use eframe::egui::Key;
use tandai::model::{FieldType, Variable};

use crate::desk::Desk;

const TEXT: &str =
    "PKS resmi mendaftarkan Rukmana Adiwijaya di Kabupaten Lebak ke KPU, kata Bima.\n\nTidak ada yang lain.";

/// An article with a statement whose card is open.
fn coded() -> Desk {
    let mut desk = Desk::with_text(TEXT);
    desk.drag("PKS", 0);
    desk.key(Key::Num1);
    desk.drag("Kabupaten Lebak", 0);
    desk.key(Key::Num3);
    desk.triple_click("resmi mendaftarkan", 0);
    desk.key(Key::C);
    desk.settle();
    assert_eq!(desk.annotations().coalitions.len(), 1);
    desk
}

fn tick(desk: &mut Desk, fields: &[&str]) {
    desk.command("Fields");
    assert!(desk.sees("Ready to be ticked"));
    fields.iter().for_each(|field| desk.press(field));
    desk.key(Key::Escape);
    desk.settle();
}

#[test]
fn a_ticked_field_is_coded_in_the_card_and_stands_on_disk() {
    let mut desk = coded();
    let before = desk.on_disk();
    assert!(!before["project.ron"].contains("fields"), "a project without fields says nothing of them");
    assert!(!desk.annotation_file().contains("fields"));
    tick(&mut desk, &["Stage", "Negated", "Role of the speaker"]);
    assert_eq!(desk.session().project().scheme.fields.len(), 3);
    assert!(desk.on_disk()["project.ron"].contains("(key: \"stage\", on: statement, type: one(["));

    desk.press("Stage: not coded");
    desk.press_containing("registered with KPU");
    desk.press("Negated: No");
    desk.focus_field("Role of the speaker");
    desk.type_text("ketua DPC");
    desk.key(Key::Enter);
    desk.settle();
    let file = desk.annotation_file();
    let fields =
        r#"fields: {"negated": yes_no(false), "speaker_role": text("ketua DPC"), "stage": text("registered")}"#;
    assert!(file.contains(fields), "{file}");

    // A second click takes an answer back; each is a step of undo.
    desk.press("Negated: No");
    assert!(!desk.only_coalition().fields.contains_key("negated"));
    desk.ctrl(Key::Z);
    desk.ctrl(Key::Z);
    desk.ctrl(Key::Z);
    let values = desk.only_coalition().fields;
    assert_eq!(values.keys().collect::<Vec<_>>(), ["stage"], "the role is taken back, and the answer before it");
    desk.reopen();
    desk.settle();
    assert_eq!(desk.session().project().scheme.fields.len(), 3);
}

#[test]
fn what_a_type_would_spoil_is_told_and_nothing_changes() {
    let mut desk = coded();
    tick(&mut desk, &["Role of the speaker"]);
    desk.focus_field("Role of the speaker");
    desk.type_text("ketua");
    desk.key(Key::Enter);
    desk.command("Fields");
    desk.press("Change the field: Role of the speaker");
    desk.press("Takes: text");
    desk.press_containing("a number");
    desk.press("Keep");
    assert!(desk.sees("1 value would not fit, so nothing was changed"), "the sheet says so");
    assert!(desk.sees("“ketua” is not a number"));
    assert_eq!(desk.session().project().scheme.fields[0].kind, FieldType::Text);
    desk.press("Cancel");
    // A field that goes leaves its values where they are, and says so before.
    desk.press("Remove the field: Role of the speaker");
    assert!(desk.sees("“Role of the speaker” holds 1 value."), "how many values stay");
    desk.press("Remove “Role of the speaker”");
    desk.key(Key::Escape);
    desk.settle();
    assert!(desk.session().project().scheme.fields.is_empty());
    assert_eq!(desk.only_coalition().fields["speaker_role"], Variable::Text("ketua".into()));
    desk.press("Remove the value: speaker_role");
    assert!(desk.only_coalition().fields.is_empty());
}

#[test]
fn a_field_of_ones_own_is_made_and_coded_in_the_inspector() {
    let mut desk = Desk::with_text(TEXT);
    desk.command("Fields");
    desk.press("New field…");
    desk.focus_field("Name");
    desk.type_text("Tone");
    desk.press("Of: a statement");
    desk.press_containing("an article");
    desk.press("Takes: text");
    desk.press_containing("one of a list");
    desk.focus_field("Entries, one a line");
    desk.type_text("calm = Calm = Tenang\nloud = Loud = Ramai");
    desk.press("Keep");
    desk.key(Key::Escape);
    desk.settle();
    let field = desk.session().project().scheme.fields[0].clone();
    assert_eq!((field.key.as_str(), field.kind.choices().len()), ("tone", 2));
    desk.ctrl(Key::Num3);
    desk.settle();
    desk.press("Tone: not coded");
    desk.press_containing("Loud");
    assert_eq!(desk.annotations().remark.fields["tone"], Variable::Text("loud".into()));
    assert!(desk.annotation_file().contains("fields: {"), "of the article as a whole");
}
