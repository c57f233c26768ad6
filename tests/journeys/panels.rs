//! What stands beside the article: entities, inspector, problems, guidelines, first steps.

use eframe::egui::Key;

use tandai::message::Language;

use crate::desk::{self, Desk};

const TEXT: &str = "PKS dan PSI berkoalisi di Pilbup Kabupaten Lebak, Banten.\n\nPKS sudah siap, kata PKS.";

/// PKS three times, and a person nobody knows.
fn marked() -> Desk {
    let mut desk = Desk::with_text(TEXT);
    desk.double_click("PKS", 0);
    desk.key(Key::Num1);
    desk.key(Key::A);
    desk.double_click("siap", 0);
    desk.key(Key::Num2);
    desk.key(Key::Escape);
    desk
}

#[test]
fn a_click_on_an_entity_goes_round_its_mentions() {
    let mut desk = marked();
    assert!(desk.harness_has("Parties, 1") && desk.harness_has("not linked, 1"));
    let mentions = desk.mentions("PKS");
    let starts: Vec<usize> = mentions.iter().map(|mention| mention.span.start).collect();
    for at in [0, 1, 2, 0] {
        desk.press("PKS, ×3");
        assert_eq!(desk.app().caret(), starts[at]);
    }
    desk.key(Key::Num2);
    assert_eq!(desk.mentions("PKS").iter().filter(|mention| mention.kind.as_str() == "candidate").count(), 3);
}

#[test]
fn an_entity_is_renamed_in_its_row() {
    let mut desk = marked();
    desk.press("PKS, ×3");
    desk.press("More for PKS");
    desk.press("Rename F2");
    desk.type_text("Partai Kita");
    desk.key(Key::Enter);
    let id = desk.mentions("PKS")[0].entity.clone().unwrap();
    assert_eq!(desk.session().entity(&id).unwrap().name, "Partai Kita");
    desk.ctrl(Key::Z);
    assert_eq!(desk.session().entity(&id).unwrap().name, "Partai Keadilan Sejahtera");
}

#[test]
fn a_note_is_kept_however_its_field_is_left() {
    let mut desk = Desk::with_texts(&[("a", TEXT), ("b", "Kata PSI.")]);
    desk.double_click("PKS", 0);
    desk.key(Key::Num1);
    desk.ctrl(Key::Num3);
    desk.focus_field("Note");
    desk.type_text("ragu");
    desk.ctrl(Key::Enter);
    assert_eq!(desk.mentions("PKS")[0].note, "ragu");
    assert_eq!(desk.article().as_str(), "a", "Ctrl+Enter ends the note, not the article");
    desk.focus_field("Note");
    desk.type_text(" lagi");
    desk.alt(Key::ArrowDown);
    assert_eq!(desk.article().as_str(), "b");
    desk.alt(Key::ArrowUp);
    assert!(desk.mentions("PKS")[0].note.contains("lagi"), "{:?}", desk.mentions("PKS"));
    assert!(desk.annotation_file().contains("lagi"));
}

#[test]
fn metadata_are_corrected_in_the_inspector() {
    let mut desk = Desk::with_text(TEXT);
    desk.ctrl(Key::Num3);
    desk.focus_field("Source");
    desk.type_text("kabar.id");
    desk.key(Key::Enter);
    desk.focus_field("Date");
    desk.type_text("8 Juli");
    assert!(desk.comes("Write the date as 2024-07-08"));
    desk.key(Key::F6);
    assert!(desk.comes("Write the date as 2024-07-08"), "what is wrong stays to be corrected");
    let id = desk.article();
    let meta = desk.session().rows().get(&id).unwrap().meta.clone();
    assert_eq!((meta.source.as_str(), meta.date), ("kabar.id", None));
    let file = desk.on_disk().remove("articles/artikel.ron").unwrap();
    assert!(file.contains(r#"source: "kabar.id""#), "{file}");
}

#[test]
fn problems_of_the_article_are_gone_to() {
    let mut desk = marked();
    desk.key(Key::F8);
    assert!(desk.comes("“siap” is not linked to a candidate"));
    let said = "Note: “siap” is not linked to a candidate. Link it (E), or leave it open if the text does not tell";
    desk.press(said);
    assert_eq!(desk.app().caret(), desk.span_of("siap", 0).start);
    desk.key(Key::Delete);
    assert!(desk.comes("No problems found in this article"));
    desk.key(Key::F8);
    assert!(!desk.sees("No problems found in this article"));
}

#[test]
fn guidelines_come_in_the_language_of_the_window_that_makes_the_project() {
    let mut desk = Desk::with_text("PKS bertemu PSI di Lebak.");
    for (language, title) in
        [(Language::English, "# Annotation guidelines"), (Language::Indonesian, "# Pedoman anotasi")]
    {
        let mut settings = desk::settings();
        settings.choose_language(language);
        settings.sample = Some(desk.beside(&format!("contoh-{title}").replace(['#', ' '], "")));
        desk.start_again(settings);
        let guidelines = std::fs::read_to_string(desk.dir().join("guidelines.md")).unwrap();
        assert!(guidelines.starts_with(title), "{language:?}: {guidelines:.80}");
    }
}

#[test]
fn guidelines_stand_beside_the_text() {
    let mut desk = Desk::with_text(TEXT);
    desk.key(Key::F1);
    assert!(desk.harness_has("Pedoman anotasi"));
    desk.key(Key::F1);
    std::fs::write(desk.dir().join("guidelines.md"), "# Aturan kami\n\n- **satu**\n").unwrap();
    desk.key(Key::F1);
    assert!(desk.harness_has("Aturan kami") && desk.harness_has("satu"));
}

#[test]
fn the_first_steps_are_closed_for_good() {
    let mut desk = Desk::with_sample();
    desk.press("Help");
    desk.press("First steps");
    assert!(desk.harness_has("Welcome to Tandai"));
    desk.press("Close");
    assert!(!desk.harness_has("Welcome to Tandai"));
}

/// A field that only a word inside it names is a field without a name once something is typed.
#[test]
fn every_field_has_a_name_for_screen_readers() {
    let mut desk = Desk::with_text("PKS dan PSI berkoalisi di Pilbup Kabupaten Lebak, Banten.");
    let mut fields = 0;
    for command in [
        "New project",
        "Find in article",
        "Search all articles",
        "New entity",
        "Kinds of mentions",
        "Export",
        "Keyboard shortcuts",
        "Notes",
        "Ledger",
    ] {
        desk.command(command);
        let nameless: Vec<String> = desk.nameless_fields(&mut fields);
        assert!(nameless.is_empty(), "{command}: {nameless:?}");
        desk.key(Key::Escape);
        desk.settle();
    }
    assert!(fields > 20, "{fields} fields were looked at");
}
