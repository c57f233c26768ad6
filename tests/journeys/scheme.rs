//! A project for another election: its scheme in the window, and cards that follow it.

use eframe::egui::{Key, Modifiers};
use tandai::{
    model::{GazetteerChoice, Office, Slot},
    session::{Session, Who},
};

use crate::desk::Desk;

#[test]
fn an_office_of_ones_own_is_added_coded_and_not_taken_away_unseen() {
    let mut desk = Desk::with_text("Partai Nusa mengusung Arga Wirya sebagai calon presiden, kata ketuanya, Senin.");
    desk.command("Statement scheme");
    assert!(desk.comes("Add office"));
    desk.type_text("Minister");
    desk.press("Add office");
    assert!(desk.comes("may hold small letters"), "a key that cannot be one is told");
    desk.focus_field("Key of a new office");
    desk.ctrl(Key::A);
    desk.type_text("president");
    desk.press("Add office");
    desk.settle();
    desk.focus_field("president: Office, Indonesian");
    desk.type_text("presiden");
    desk.press("Save");
    desk.settle();
    let own = Office::new("president").unwrap();
    assert!(desk.waits(|desk| desk.session().project().scheme.statements.office(own).is_some()));
    let file = desk.on_disk().remove("project.ron").unwrap_or_default();
    assert!(file.contains("key: president") && file.contains("id: \"presiden\""), "{file}");
    // Undo takes all of it back, and the file is as it was before.
    desk.ctrl(Key::Z);
    desk.settle();
    assert!(!desk.on_disk()["project.ron"].contains("statements"));
    desk.keys(Modifiers { ctrl: true, command: true, shift: true, ..Modifiers::NONE }, Key::Z);
    desk.settle();
    assert!(desk.session().project().scheme.statements.office(own).is_some(), "done again");
    // A card offers it.
    desk.triple_click("mengusung", 0);
    desk.key(Key::C);
    desk.settle();
    desk.press("Office: open");
    desk.settle();
    desk.press("president");
    desk.settle();
    assert_eq!(desk.only_coalition().race.office, Some(own));
    assert!(desk.annotation_file().contains("office: president"));
    // What a change would leave without a meaning is told before it is made.
    desk.command("Statement scheme");
    assert!(desk.comes("Remove the office president"));
    desk.press("Remove the office president");
    desk.settle();
    desk.press("Save");
    assert!(desk.comes("1 statement of the set"), "{}", desk.message());
    assert!(desk.session().project().scheme.statements.office(own).is_some(), "nothing yet");
    desk.press("Change all the same");
    assert!(desk.waits(|desk| desk.session().project().scheme.statements.office(own).is_none()));
    assert_eq!(desk.only_coalition().race.office, Some(own), "the statement stays as it is");
}

#[test]
fn a_ticket_of_one_place_has_no_deputy() {
    let mut desk = Desk::with_text("Die Liste Morgenrot und der Waldbund wollen in der Nordmark regieren.");
    let mut statements = desk.session().project().scheme.statements.clone();
    statements.offices.truncate(1);
    statements.offices[0].places.truncate(1);
    statements.offices[0].places[0] = tandai::message::Names::new("Minister-president", "");
    statements.rules = false;
    desk.close();
    let mut session = Session::open(desk.dir(), Who::named("Sri")).unwrap();
    session.put_statements(statements).unwrap();
    session.save().unwrap();
    drop(session);
    desk.reopen();
    desk.settle();
    desk.triple_click("Waldbund", 0);
    desk.key(Key::C);
    desk.settle();
    assert!(desk.sees("Minister-president: empty") || desk.reads("Minister-president"), "{}", desk.message());
    assert!(!desk.reads("Deputy"));
    desk.key(Key::D);
    desk.settle();
    assert!(desk.comes("A ticket has one place here."));
    let card = desk.only_coalition();
    assert!(card.ticket.deputy.is_empty() && card.backings.iter().all(|backing| backing.slot != Some(Slot::Deputy)));
}

#[test]
fn a_gazetteer_is_chosen_with_what_it_changes_said() {
    let mut desk = Desk::with_text("PKS bertemu PSI di Lebak, Senin.");
    desk.double_click("PKS", 0);
    desk.key(Key::Num1);
    desk.settle();
    let pks = tandai::model::EntityId::new("party:pks").unwrap();
    assert!(desk.session().entity(&pks).is_some());
    desk.command("Gazetteer");
    assert!(desk.comes("A folder in the project"));
    desk.press("None: only the project’s own names, and no proposals by the rules for Indonesian");
    assert!(desk.comes("1 name in use would be lost:"), "{}", desk.message());
    assert!(desk.session().project().entities.is_empty(), "nothing yet");
    desk.press("Choose");
    desk.settle();
    assert!(desk.waits(|desk| desk.session().options().gazetteer == GazetteerChoice::None));
    assert!(desk.on_disk()["entities.ron"].contains("party:pks"), "the name that is in use is kept");
    assert!(desk.on_disk()["project.ron"].contains("gazetteer: none"));
    // One step back.
    desk.ctrl(Key::Z);
    desk.settle();
    assert!(desk.session().options().gazetteer == GazetteerChoice::default());
    assert!(desk.session().project().entities.is_empty());
    assert!(!desk.on_disk()["project.ron"].contains("gazetteer"));
    // A folder that is not there is told.
    desk.command("Gazetteer");
    assert!(desk.comes("A folder in the project"));
    desk.press("A folder in the project");
    desk.settle();
    desk.focus_field("Name of the folder");
    desk.type_text("names");
    assert!(desk.comes("there is none of parties.ron"), "{}", desk.message());
}

/// Escape and the cross lose nothing of what was typed, on whichever line it stands; *Cancel* does.
#[test]
fn what_was_typed_of_a_scheme_or_a_field_is_there_again() {
    let mut desk = Desk::with_text("PKS bertemu PSI di Lebak, Senin.");
    let leave = |desk: &mut Desk| {
        desk.key(Key::Escape);
        desk.settle();
    };
    desk.command("Statement scheme");
    assert!(desk.comes("Add office"));
    desk.type_text("president");
    leave(&mut desk);
    desk.command("Statement scheme");
    assert!(desk.waits(|desk| desk.reads("president")), "a key that was not added yet");
    desk.press("Add office");
    desk.settle();
    desk.focus_field("president: Office, English");
    desk.ctrl(Key::A);
    desk.type_text("Head of state");
    leave(&mut desk);
    desk.command("Statement scheme");
    assert!(desk.waits(|desk| desk.reads("Head of state")), "a name");
    desk.press("Cancel");
    desk.settle();
    desk.command("Statement scheme");
    assert!(desk.comes("Add office"));
    assert!(!desk.reads("Head of state"), "given up on purpose");
    leave(&mut desk);

    desk.command("Fields…");
    desk.press("New field…");
    desk.settle();
    desk.focus_field("Name");
    desk.type_text("Tone of the piece");
    leave(&mut desk);
    desk.command("Fields…");
    assert!(desk.waits(|desk| desk.reads("Tone of the piece")), "the form of a field");
}
