//! Near copies of a story: what is labelled once comes to the copies in one step, and goes again in one.

use eframe::egui::{Key, Modifiers};

use crate::desk::Desk;

const STORY: &str = "PKS dan PSI resmi mengusung Rahmat di Kota Bekasi untuk pemilihan tahun ini, kata Sari kepada wartawan. \
                     Menurut dia, kesepakatan itu dicapai setelah pertemuan panjang di kantor partai pada hari Selasa malam.";

fn desk() -> Desk {
    let copy = format!("Jakarta (Kabar).\n{STORY}\nGolkar belum bersikap.");
    Desk::with_texts(&[("a", STORY), ("b", &copy), ("c", "Harga beras naik di pasar induk pekan ini.")])
}

fn marked(desk: &Desk, article: &str) -> Vec<String> {
    let id = tandai::model::ArticleId::new(article).unwrap();
    let Some(said) = desk.session().annotations(&id) else { return Vec::new() };
    let text = &desk.session().article(&id).unwrap().text;
    said.mentions.values().map(|mention| text.slice(mention.span).to_owned()).collect()
}

#[test]
fn labels_come_to_the_copy_in_one_step_and_go_in_one() {
    let mut desk = desk();
    desk.settle();
    assert_eq!(desk.article().as_str(), "a");
    for _ in 0..200 {
        if !desk.session().near_copies(&desk.article()).is_empty() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
        desk.settle();
    }
    desk.double_click("PKS", 0);
    desk.key(Key::Num1);
    desk.drag("Kota Bekasi", 0);
    desk.key(Key::Num3);
    desk.settle();
    assert_eq!(marked(&desk, "a").len(), 2);
    desk.ctrl(Key::Enter);
    desk.settle();
    assert_ne!(desk.article().as_str(), "a", "finished, and on to the next");
    for _ in 0..200 {
        if desk.message().contains("has near copies without its labels: 1. Ctrl+Shift+C copies them") {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
        desk.settle();
    }
    assert!(desk.message().contains("Ctrl+Shift+C"), "{}", desk.message());
    assert!(marked(&desk, "b").is_empty(), "nothing comes unasked");
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::C);
    desk.settle();
    assert!(desk.reads("2 marks and 0 statements come along"));
    desk.press("Copy to 1 article");
    desk.settle();
    assert!(desk.message().contains("labels copied to 1 near-copy article"), "{}", desk.message());
    let mut words = marked(&desk, "b");
    words.sort();
    assert_eq!(words, ["Kota Bekasi", "PKS"]);
    // Neither is anybody taken to the copy, nor is anything undone there unseen.
    let here = desk.article();
    assert_ne!(here.as_str(), "b");
    desk.ctrl(Key::Z);
    desk.settle();
    assert!(desk.message().contains("labels copied to 1 near-copy article in “"), "{}", desk.message());
    assert_eq!((marked(&desk, "b").len(), desk.article()), (2, here.clone()));
    desk.ctrl(Key::Z);
    desk.settle();
    assert_eq!(desk.article(), here);
    assert!(marked(&desk, "b").is_empty());
    assert_eq!(marked(&desk, "a").len(), 2, "the step before is another one");
}

#[test]
fn without_a_copy_it_is_said() {
    let mut desk = Desk::with_texts(&[("a", STORY)]);
    desk.settle();
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::C);
    desk.settle();
    assert!(desk.message().contains("No near copy"), "{}", desk.message());
}
