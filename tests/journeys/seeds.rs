//! The five real articles, labelled end to end. They lie beside the project, never in it; without them this is skipped.

use eframe::egui::Key;

use crate::desk::{Desk, seeds};

#[test]
fn the_real_articles_come_in() {
    let Some(seeds) = seeds() else { return };
    let mut desk = Desk::with_seeds(&seeds);
    assert_eq!(desk.session().rows().len(), 5);
    desk.double_click("PKS", 0);
    desk.key(Key::A);
    assert_eq!(desk.mentions("PKS").len(), desk.text().matches("PKS").count());
}
