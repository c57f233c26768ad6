//! Entities of one's own, made and changed in the window.

use eframe::egui::Key;

use crate::desk::Desk;

#[test]
fn names_from_a_table_are_shown_before_they_come_and_go_in_one_step() {
    let mut desk = Desk::with_text("Partai Rakyat Kita dan PSI berkoalisi di Pilbup Kabupaten Lebak, Banten.");
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("nama.csv");
    std::fs::write(&table, "kind,name,short,colour\nparty,Partai Rakyat Kita,PRK,red\nparty,PSI,,\n").unwrap();
    desk.command("Names from a table");
    assert!(desk.comes("The table (CSV)"));
    desk.type_text(&table.display().to_string());
    desk.settle();
    assert!(desk.comes("line 2, column “colour”"), "what is wrong is said with its place");
    let file = |desk: &mut Desk| desk.on_disk().remove("entities.ron").unwrap_or_default();
    let before = file(&mut desk);
    desk.key(Key::Escape);
    let good = "kind,name,short,aliases,valid_from\nparty,Partai Rakyat Kita,PRK,,2023\nparty,PSI,,Partai Mawar,\n";
    std::fs::write(&table, good).unwrap();
    desk.command("Names from a table");
    desk.type_text(&table.display().to_string());
    desk.settle();
    assert!(desk.comes("1 new, 1 joined, 0 as before"));
    assert!(desk.comes("joined  Partai Solidaritas Indonesia  (party:psi): aliases"), "what it gets is shown");
    assert_eq!(file(&mut desk), before, "nothing came yet");
    desk.press("Bring in 2");
    desk.settle();
    let kept = file(&mut desk);
    assert!(kept.contains("party:partai-rakyat-kita") && kept.contains("valid_from: \"2023\""), "{kept}");
    assert!(kept.contains("Partai Mawar"), "{kept}");
    desk.ctrl(Key::Z);
    desk.settle();
    assert_eq!(file(&mut desk), before, "one step takes all back");
    // A path where nothing is writes a new table.
    desk.command("Redo");
    desk.settle();
    let out = folder.path().join("keluar.csv");
    desk.command("Names from a table");
    desk.type_text(&out.display().to_string());
    desk.press("Write a new table");
    desk.settle();
    let written = std::fs::read_to_string(&out).unwrap();
    assert!(written.starts_with("id,kind,name,short,aliases,context_aliases,code,parent,level,colour,"), "{written}");
    assert!(written.contains("party:partai-rakyat-kita,party,Partai Rakyat Kita,PRK"), "{written}");
}

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

/// Escape and the cross lose no word of an entity; *Cancel* does.
#[test]
fn what_was_typed_of_an_entity_is_there_again() {
    let mut desk = Desk::with_text("Partai Rakyat Kita dan PSI berkoalisi di Pilbup Kabupaten Lebak, Banten.");
    desk.drag("Partai Rakyat Kita", 0);
    desk.command("New entity");
    desk.focus_field("Official code");
    desk.type_text("4711");
    desk.key(Key::Escape);
    desk.settle();
    // Another sheet in between.
    desk.ctrl(Key::K);
    desk.settle();
    desk.key(Key::Escape);
    desk.settle();
    desk.command("New entity");
    assert!(desk.waits(|desk| desk.reads("4711")), "its words are there");
    desk.press("Close");
    desk.settle();
    desk.command("New entity");
    assert!(desk.waits(|desk| desk.reads("4711")), "after the cross as well");
    desk.press("Cancel");
    desk.settle();
    desk.command("New entity");
    assert!(desk.comes("Official code") && !desk.reads("4711"), "cancelled is cancelled");
}

/// No row of the list looks chosen before one is.
#[test]
fn merging_chooses_nothing_by_itself() {
    let mut desk = Desk::with_text("PKS dan PSI berkoalisi di Pilbup Kabupaten Lebak, Banten.");
    desk.double_click("PSI", 0);
    desk.key(Key::Num1);
    desk.settle();
    desk.command("Merge entity");
    let chosen = |desk: &Desk| {
        use egui_kittest::kittest::{NodeT, Queryable};
        let row = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
            node.role() == eframe::egui::accesskit::Role::ListItem
                && node.toggled() == Some(eframe::egui::accesskit::Toggled::True)
        };
        let rows = desk.harness.query_all_by(row).filter_map(|node| node.accesskit_node().label());
        rows.filter(|name| !name.contains(", ")).collect::<Vec<_>>()
    };
    assert_eq!(chosen(&desk), Vec::<String>::new());
    desk.key(Key::ArrowDown);
    assert_eq!(chosen(&desk), Vec::<String>::new(), "the keyboard is on it, and it is not chosen");
    desk.key(Key::Enter);
    assert_eq!(chosen(&desk).len(), 1);
    desk.key(Key::Escape);
}
