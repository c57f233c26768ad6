//! Statements: from a selection with one key, slot by slot, and what stands on disk.

use eframe::egui::{Key, Modifiers};
use tandai::model::{Certainty, EntityId, Office, Stance};

use crate::desk::Desk;

const TEXT: &str = "Lima partai, yaitu PKB, PKS, NasDem, Gerindra, dan PAN, resmi mengusung Rukmana Adiwijaya-Laras \
                    Wening di Pilbup Kabupaten Lebak 2024. Demikian kata Bima, Senin (8/7/2024).\n\nTidak ada yang lain.";

fn marked() -> Desk {
    let mut desk = Desk::with_text(TEXT);
    desk.drag("PKB, PKS, NasDem, Gerindra, dan PAN", 0);
    desk.key(Key::Num1);
    desk.drag("Rukmana Adiwijaya-Laras Wening", 0);
    desk.key(Key::Num2);
    desk.drag("Kabupaten Lebak", 0);
    desk.key(Key::Num3);
    assert_eq!(desk.annotations().mentions.len(), 8);
    desk.actions = 0;
    desk
}

fn parties(desk: &Desk) -> Vec<String> {
    let coalition = desk.only_coalition();
    coalition.backings.iter().filter_map(|b| b.party.entity.as_ref()).map(|id| id.local().to_owned()).collect()
}

#[test]
fn five_parties_from_a_sentence_are_two_actions() {
    let mut desk = marked();
    desk.triple_click("resmi mengusung", 0);
    desk.key(Key::C);
    assert_eq!(desk.actions, 2);
    let coalition = desk.only_coalition();
    assert_eq!(parties(&desk), ["pkb", "pks", "nasdem", "gerindra", "pan"]);
    assert!(coalition.backings.iter().all(|backing| backing.stance == Stance::Nominating));
    assert_eq!(coalition.race.region.entity.as_ref().map(EntityId::as_str), Some("region:36.02"));
    assert_eq!((coalition.race.office, coalition.race.year), (Some(Office::REGENT), Some(2024)));
    assert_eq!(coalition.status, Certainty::Confirmed);
    assert_eq!(coalition.ticket.head.mentions.len(), 1);
    assert_eq!(coalition.ticket.deputy.mentions.len(), 1);
    let file = desk.annotation_file();
    for part in
        ["office: regent", "stance: nominating", "\"region:36.02\"", "status: confirmed", "evidence: [(start: 0,"]
    {
        assert!(file.contains(part), "{part}: {file}");
    }
    desk.ctrl(Key::Z);
    assert!(desk.annotations().coalitions.is_empty());
}

#[test]
fn from_mentions_picked_one_by_one() {
    let mut desk = marked();
    let add = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };
    desk.click("PKS", 0);
    desk.click_times("NasDem", 0, 1, add);
    desk.click_times("Kabupaten Lebak", 0, 1, add);
    desk.key(Key::C);
    assert_eq!(parties(&desk), ["pks", "nasdem"]);
    assert_eq!(desk.only_coalition().race.region.entity.as_ref().map(EntityId::as_str), Some("region:36.02"));
}

#[test]
fn slot_by_slot_by_keyboard() {
    let mut desk = marked();
    desk.ctrl(Key::Num2);
    desk.press("New empty card");
    // Region is armed first; Tab goes from mention to mention, Enter fills.
    desk.click("Kabupaten Lebak", 0);
    assert_eq!(desk.only_coalition().race.region.entity.as_ref().map(EntityId::as_str), Some("region:36.02"));
    assert_eq!(desk.only_coalition().race.office, Some(Office::REGENT), "the region brings its office");
    assert_eq!(desk.only_coalition().evidence.len(), 1, "the first mention brings its sentence");
    desk.key(Key::D);
    desk.click("Laras Wening", 0);
    assert_eq!(desk.only_coalition().ticket.deputy.mentions.len(), 1);
    assert!(desk.only_coalition().ticket.head.is_empty());
    desk.key(Key::Escape);
    desk.ctrl(Key::Home);
    desk.key(Key::P);
    desk.key(Key::Tab);
    desk.key(Key::Enter);
    desk.key(Key::Tab);
    desk.key(Key::Enter);
    assert_eq!(parties(&desk), ["pkb", "pks"]);
    desk.triple_click("Tidak ada", 0);
    desk.key(Key::V);
    assert_eq!(desk.only_coalition().evidence.len(), 2);
    desk.reopen();
    assert_eq!(parties(&desk), ["pkb", "pks"]);
}

#[test]
fn removing_a_mention_keeps_the_slot() {
    let mut desk = marked();
    desk.triple_click("resmi mengusung", 0);
    desk.key(Key::C);
    desk.click("PKS", 0);
    desk.key(Key::Delete);
    let coalition = desk.only_coalition();
    assert_eq!(parties(&desk).len(), 5);
    assert!(coalition.backings[1].party.mentions.is_empty());
    desk.ctrl(Key::Z);
    assert_eq!(desk.only_coalition().backings[1].party.mentions.len(), 1);
}

#[test]
fn nobody_on_a_ticket_gives_way_unseen() {
    let mut desk = Desk::with_text(
        "Arman Saputra, Bagas Wirawan, Cahya Lestari maju di Pilbup Kabupaten Lebak 2024, diusung PKS dan PSI.",
    );
    for words in ["Arman Saputra", "Bagas Wirawan", "Cahya Lestari"] {
        desk.drag(words, 0);
        desk.key(Key::Num2);
    }
    desk.drag("Kabupaten Lebak", 0);
    desk.key(Key::Num3);
    let words = |desk: &Desk, filler: &tandai::model::Filler| {
        let annotations = desk.annotations();
        let span = filler.mentions.first().map(|id| annotations.mentions[id].span);
        span.map_or_else(String::new, |span| desk.text()[span.range()].to_owned())
    };
    let ticket = |desk: &Desk| {
        let ticket = desk.only_coalition().ticket;
        (words(desk, &ticket.head), words(desk, &ticket.deputy))
    };
    desk.keys(Modifiers::SHIFT, Key::C);
    desk.key(Key::H);
    desk.click("Arman", 0);
    assert_eq!(ticket(&desk), ("Arman Saputra".into(), String::new()));
    // The region is filled later: the head that is there already is not armed behind it.
    desk.key(Key::R);
    desk.click("Kabupaten Lebak", 0);
    desk.click("Bagas", 0);
    assert_eq!(ticket(&desk), ("Arman Saputra".into(), "Bagas Wirawan".into()));
    // A third one finds no place, and is told so.
    desk.key(Key::Escape);
    desk.ctrl(Key::Home);
    desk.key(Key::Tab);
    desk.key(Key::Tab);
    desk.key(Key::Tab);
    desk.key(Key::F);
    assert_eq!(ticket(&desk), ("Arman Saputra".into(), "Bagas Wirawan".into()));
    assert!(desk.message().contains("both places of the ticket are taken"), "{}", desk.message());
    // Who is replaced on purpose is offered the other place, if it is free.
    desk.key(Key::D);
    desk.click("Cahya", 0);
    assert_eq!(ticket(&desk), ("Arman Saputra".into(), "Cahya Lestari".into()));
    assert!(desk.message().contains("Bagas Wirawan gave way to Cahya Lestari"), "{}", desk.message());
    assert!(!desk.message().contains("to make"), "no place is free: {}", desk.message());
    desk.ctrl(Key::Z);
    desk.ctrl(Key::Z);
    assert_eq!(ticket(&desk), ("Arman Saputra".into(), String::new()));
    desk.key(Key::H);
    desk.click("Cahya", 0);
    assert!(desk.message().contains("Shift+D to make Arman Saputra the Deputy"), "{}", desk.message());
    desk.keys(Modifiers::SHIFT, Key::D);
    assert_eq!(ticket(&desk), ("Cahya Lestari".into(), "Arman Saputra".into()));
    desk.keys(Modifiers::SHIFT, Key::D);
    assert!(desk.message().contains("Nobody gave way"), "{}", desk.message());
    assert_eq!(ticket(&desk), ("Cahya Lestari".into(), "Arman Saputra".into()));
}
