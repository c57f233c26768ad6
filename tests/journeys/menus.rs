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
