//! Entities of one's own, made and changed in the window.

use eframe::egui::Key;

use crate::desk::Desk;

#[test]
fn a_party_of_ones_own_is_made_found_changed_and_undone() {
    let mut desk = Desk::with_text("Partai Rakyat Kita dan PSI berkoalisi di Pilbup Kabupaten Lebak, Banten.");
    // Named as what is selected; nothing mentions it before it is kept.
    desk.drag("Partai Rakyat Kita", 0);
    desk.command("New entity");
    assert!(desk.comes("Other names in texts"));
    desk.focus_field("Short name, for lists");
    desk.type_text("PRK");
    desk.ctrl(Key::Enter);
    desk.settle();
    let file = |desk: &mut Desk| desk.on_disk().remove("entities.ron").unwrap_or_default();
    let kept = file(&mut desk);
    assert!(kept.contains("party:partai-rakyat-kita") && kept.contains("PRK"), "{kept}");
    // A text that names it links to it at once.
    desk.drag("Partai Rakyat Kita", 0);
    desk.key(Key::Num1);
    desk.settle();
    let entity = |desk: &Desk| desk.mentions("Partai Rakyat Kita")[0].entity.as_ref().map(|id| id.to_string());
    assert_eq!(entity(&desk).as_deref(), Some("party:partai-rakyat-kita"));
    // The same name again is refused, with what is there.
    desk.command("New entity");
    desk.type_text("Partai Rakyat Kita");
    desk.ctrl(Key::Enter);
    assert!(desk.comes("PRK is there already"));
    desk.key(Key::Escape);
    desk.settle();
    // The selected mention's entity is changed, and undo takes that back.
    desk.click("Partai Rakyat Kita", 0);
    desk.command("Edit entity");
    desk.focus_field("Official code");
    desk.type_text("77");
    desk.press("Keep");
    desk.settle();
    assert!(file(&mut desk).contains("code: \"77\""));
    desk.ctrl(Key::Z);
    desk.settle();
    assert!(!file(&mut desk).contains("77"));
}
