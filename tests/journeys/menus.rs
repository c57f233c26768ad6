//! Menus of what the mouse is on: words, mentions, cards, articles.

use tandai::model::Status;

use crate::desk::Desk;

#[test]
fn words_mentions_cards_and_articles_have_menus() {
    let mut desk = Desk::with_text("PKS dan PSI berkoalisi di Pilbup Kabupaten Lebak, Banten.");
    // A word that nothing marks is selected, and tagged from the menu.
    desk.right_click("PKS", 0);
    assert!(desk.comes("Tag as Party"));
    desk.press_containing("Tag as Party");
    desk.settle();
    assert_eq!(desk.mentions("PKS").len(), 1);
    // A mention is selected, and its menu is about it.
    desk.right_click("PKS", 0);
    assert!(desk.comes("Coalition from selection"));
    desk.press_containing("Coalition from selection");
    desk.settle();
    assert_eq!(desk.annotations().coalitions.len(), 1);
    // What is part of a selection leaves it as it is.
    desk.drag("PSI berkoalisi", 0);
    let selected = desk.app().selected();
    desk.right_click("PSI", 0);
    assert_eq!(desk.app().selected(), selected);
    desk.key(eframe::egui::Key::Escape);
    desk.right_click("PKS", 0);
    desk.press_containing("Remove mention");
    desk.settle();
    assert!(desk.mentions("PKS").is_empty());
    // A card's menu takes it away, undo brings it back; an article's marks it as set aside.
    desk.command("Coalitions");
    desk.right_click_on("Coalition 1: ");
    desk.press_containing("Remove this coalition");
    desk.settle();
    assert!(desk.annotations().coalitions.is_empty());
    let title = desk.session().article(&desk.article()).unwrap().meta.shown_title().to_owned();
    desk.right_click_on(&format!("{title}, in progress"));
    desk.press_containing("Ignore");
    desk.settle();
    assert_eq!(desk.session().rows().at(0).unwrap().summary.status, Status::Ignored);
}

/// The list is put in order, and found in by title, date and whoever is mentioned.
#[test]
fn the_list_is_ordered_and_found_in() {
    let texts = [
        ("satu", "Warga memilih di Pilbup Kabupaten Lebak, Banten."),
        ("dua", "PKS dan PSI berkoalisi di Pilbup Kabupaten Lebak, Banten."),
        ("tiga", "Rapat soal PKS berlangsung."),
    ];
    let mut desk = Desk::with_texts(&texts);
    let shown = |desk: &Desk| desk.app().listed().iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(shown(&desk), ["dua", "satu", "tiga"]);
    desk.press("Order of the articles: By id");
    desk.press("By title");
    desk.settle();
    assert_eq!(shown(&desk).len(), 3);
    // Only the open one mentions PKS by an annotation.
    desk.press_containing("Rapat soal PKS");
    desk.settle();
    desk.double_click("PKS", 0);
    desk.key(eframe::egui::Key::Num1);
    desk.settle();
    desk.focus_field("Filter: title, date, entity");
    desk.type_text("partai keadilan");
    desk.settle();
    assert_eq!(shown(&desk), ["tiga"], "by the full name of what it mentions");
    desk.ctrl(eframe::egui::Key::A);
    desk.key(eframe::egui::Key::Delete);
    desk.press("Order of the articles: By title");
    desk.press("By status");
    desk.settle();
    assert_eq!(shown(&desk), ["tiga", "dua", "satu"], "what is begun comes first");
}
