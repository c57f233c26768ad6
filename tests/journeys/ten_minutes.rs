//! The first ten minutes as the README tells them, step by step.

use eframe::egui::Key;
use tandai::model::{Certainty, Office, Status};

use crate::desk::Desk;

#[test]
fn the_path_of_the_readme() {
    let mut desk = Desk::with_sample();
    assert!(desk.annotations().mentions.len() > 10, "the first article is annotated");
    // 2. An article that nobody has touched.
    desk.press("Satu Nama, Dua Pemilihan: Partai-partai di Bogor Mulai Saling Lirik, new");
    assert!(desk.annotations().mentions.is_empty());
    // 3. A known party: one selection, one key.
    desk.double_click("PSI", 0);
    desk.key(Key::Num1);
    assert_eq!(desk.mentions("PSI")[0].entity.as_ref().map(|id| id.as_str()), Some("party:psi"));
    // 4. All others of that name.
    desk.key(Key::A);
    assert_eq!(desk.mentions("PSI").len(), 3);
    // 5. A list, a pair, a region that the words around it decide.
    desk.drag("PSI dan NasDem", 0);
    desk.key(Key::Num1);
    assert_eq!(desk.mentions("NasDem").len(), 1);
    desk.drag("Galih Mahendrata-Nadia Rahmaputri", 0);
    desk.key(Key::Num2);
    assert_eq!((desk.mentions("Galih Mahendrata").len(), desk.mentions("Nadia Rahmaputri").len()), (1, 1));
    desk.drag("Bogor", 2);
    desk.key(Key::Num3);
    // 6. A coalition from its sentence.
    desk.triple_click("menjajaki kemungkinan", 0);
    desk.key(Key::C);
    let coalition = desk.only_coalition();
    assert_eq!(coalition.backings.len(), 2);
    assert_eq!(coalition.status, Certainty::Exploring);
    assert_eq!(coalition.race.office, Some(Office::MAYOR));
    assert_eq!(coalition.race.region.entity.as_ref().map(|id| id.as_str()), Some("region:32.71"), "the city");
    // 7. Back and forth.
    desk.ctrl(Key::Z);
    assert!(desk.annotations().coalitions.is_empty());
    desk.keys(eframe::egui::Modifiers { ctrl: true, command: true, shift: true, ..Default::default() }, Key::Z);
    assert_eq!(desk.annotations().coalitions.len(), 1);
    // 8. Finished, and the next one.
    let done = desk.article();
    desk.ctrl(Key::Enter);
    assert!(desk.message().starts_with("Left in this article: "), "suggestions wait: {}", desk.message());
    assert_eq!(desk.article(), done);
    desk.ctrl(Key::Enter);
    assert_ne!(desk.article(), done);
    assert_eq!(desk.session().rows().get(&done).unwrap().summary.status, Status::Finished);
}
