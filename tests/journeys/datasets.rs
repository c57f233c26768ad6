//! Datasets out and in: the sheets of export and import.

use std::path::PathBuf;

use eframe::egui::Key;

use super::desk::Desk;

/// The file that the export proposes, written.
fn exported(desk: &mut Desk) -> PathBuf {
    desk.ctrl(Key::E);
    desk.settle();
    assert!(desk.harness_has("Format: Tandai JSON Lines"));
    desk.press("Export");
    desk.settle();
    let written = std::fs::read_dir(desk.dir().parent().unwrap()).unwrap().flatten().map(|entry| entry.path());
    let written: Vec<PathBuf> = written.filter(|path| path.extension().is_some_and(|end| end == "jsonl")).collect();
    assert_eq!(written.len(), 1, "{}: {written:?}", desk.message());
    written[0].clone()
}

#[test]
fn what_is_exported_comes_in_elsewhere_in_one_step() {
    let mut desk = Desk::with_text("PKS dan PSI berkoalisi di Lebak.");
    desk.drag("PKS", 0);
    desk.key(Key::Num1);
    desk.drag("PSI", 0);
    desk.key(Key::Num1);
    let file = exported(&mut desk);
    assert!(desk.message().contains("1 article written to"), "{}", desk.message());
    assert!(file.with_file_name(format!("{}.manifest.json", file.file_stem().unwrap().to_string_lossy())).exists());

    let mut other = Desk::with_text("Artikel lain.");
    other.drop_files(&[file]);
    other.settle();
    assert!(other.harness_has("Tandai JSON Lines (1): 1 article"), "the sheet says what would come");
    assert_eq!(other.session().rows().len(), 1, "nothing is stored before it is confirmed");
    other.press("Import");
    other.settle();
    assert_eq!(other.session().rows().len(), 2);
    assert_eq!(other.marked(), "[PKS|party:pks] dan [PSI|party:psi] berkoalisi di Lebak.");
    other.ctrl(Key::Z);
    assert_eq!(other.session().rows().len(), 1, "one undo takes all of it back");
}

#[test]
fn what_is_pasted_is_looked_at_and_comes_in() {
    let mut desk = Desk::with_text("Artikel lain.");
    let before = desk.on_disk();
    desk.paste("Dua Partai Bertemu di Ciamis\n\nCIAMIS – PKS dan PSI bertemu di Ciamis.");
    desk.settle();
    assert!(desk.harness_has("plain text (1): 1 article"), "the sheet says what would come");
    desk.key(Key::Escape);
    desk.settle();
    assert_eq!(desk.on_disk(), before, "a look changes nothing");

    desk.paste("Dua Partai Bertemu di Ciamis\n\nCIAMIS – PKS dan PSI bertemu di Ciamis.");
    desk.settle();
    // What was read in its first lines stands there; what is changed is said by a person.
    desk.focus_field("Source");
    desk.type_text("Kabar Riau");
    desk.focus_field("Date");
    desk.type_text("8 Juli 2024");
    desk.press("Import");
    desk.settle();
    let rows = desk.session().rows();
    assert_eq!(rows.len(), 2);
    let row = rows.iter().find(|row| row.meta.title == "Dua Partai Bertemu di Ciamis").unwrap();
    assert_eq!((row.meta.source.as_str(), row.meta.date), ("Kabar Riau", "2024-07-08".parse().ok()));
    assert!(!row.meta.is_date_guessed());
    // In a field it is what is written there.
    desk.ctrl(Key::F);
    desk.settle();
    desk.paste("PKS");
    desk.settle();
    assert!(!desk.harness_has("plain text (1): 1 article"));
    assert_eq!(desk.session().rows().len(), 2);
}

/// What the command line is told with an option is chosen in the sheet.
#[test]
fn settings_of_a_format_are_chosen_in_the_sheet() {
    let mut desk = Desk::with_text("Artikel lain.");
    let body =
        "Ketua PKS dan PSI hadir dalam rapat di Lebak pada hari itu, kata panitia kepada wartawan. Mereka pulang sore.";
    let story =
        |n: usize| format!("{n}. Judul Berita Ke-{n}\nLEBAK – Senin ({n}/7/2024)\n\n{body} {body} {body}\n=====\n");
    desk.paste(&(1..5).map(story).collect::<String>());
    desk.settle();
    assert!(desk.harness_has("1 cannot be taken"));
    desk.press("several: refuse");
    desk.settle();
    desk.press("take");
    desk.settle();
    assert!(desk.harness_has("plain text (1): 1 article"));
    desk.press("Import");
    desk.settle();
    assert_eq!(desk.session().rows().len(), 2);
}

#[test]
fn a_bad_record_is_told_before_anything_is_stored() {
    let mut desk = Desk::with_text("Artikel lain.");
    let file = desk.dir().parent().unwrap().join("prediksi.jsonl");
    let good = r#"{"id":"a","text":"PKS menang","mentions":[{"start":0,"end":3,"kind":"party","text":"PKS","score":0.5,"by":"model"}]}"#;
    std::fs::write(&file, format!("{good}\n{{rusak\n")).unwrap();
    let before = desk.on_disk();
    desk.drop_files(std::slice::from_ref(&file));
    desk.settle();
    assert!(desk.harness_has("1 cannot be taken"));
    desk.key(Key::Escape);
    desk.settle();
    assert_eq!(desk.on_disk(), before, "a look changes nothing");

    desk.drop_files(&[file]);
    desk.settle();
    desk.press("Import");
    desk.settle();
    assert_eq!(desk.session().rows().len(), 2, "the good record went in");
    let sets: Vec<String> = desk.session().project().sets.keys().map(ToString::to_string).collect();
    assert!(sets.contains(&"imported".to_owned()), "a program's work is a set of its own: {sets:?}");
}

#[test]
fn what_a_format_cannot_carry_is_said_before_it_is_written() {
    let mut desk = Desk::with_sample();
    desk.ctrl(Key::E);
    desk.settle();
    assert!(!desk.sees("× coalition"));
    desk.press("Format: Tandai JSON Lines");
    desk.settle();
    desk.press("CoNLL-2003");
    desk.settle();
    assert!(desk.comes("× coalition"), "what this export would leave out is counted");
    desk.key(Key::Escape);
}

#[test]
fn a_table_is_told_which_column_is_what() {
    let mut desk = Desk::with_text("Artikel lain.");
    let file = desk.dir().parent().unwrap().join("berita.csv");
    std::fs::write(
        &file,
        "judul,ringkasan,isi berita\nSatu,\"PKS, PSI\",Berita pertama hari ini.\nDua,x,Berita kedua.\n",
    )
    .unwrap();
    desk.drop_files(&[file]);
    desk.settle();
    assert!(desk.harness_has("Title: judul"), "a usual name is understood");
    let text = ["Text: –", "Text: ringkasan", "Text: isi berita"].into_iter().find(|label| desk.harness_has(label));
    desk.press(text.expect("there is a list for the text's column"));
    desk.settle();
    desk.press("ringkasan");
    desk.settle();
    assert!(desk.harness_has("Text: ringkasan"));
    desk.press("Import");
    desk.settle();
    assert_eq!(desk.session().rows().len(), 3);
    assert_eq!(desk.text(), "PKS, PSI");
}
