//! The ledger: from the key that opens it to the sentence in the article, with the pointer and with keys alone.

use eframe::egui::Key;
use egui_kittest::kittest::{NodeT, Queryable};

use crate::desk::Desk;

/// Two articles on one race, as a project's JSON Lines has them: decided, and called off three weeks later.
const LINES: &str = concat!(
    r#"{"id":"a1","title":"PKS usung Andra","date":"2024-07-01","text":"Budi: PKS mengusung Andra di Banten. Titik.","coalitions":[{"id":"c1","region":"region:36","office":"governor","year":2024,"head":"candidate:andra-soni","backings":[{"party":"party:pks","stance":"nominating"}],"status":"confirmed","speaker":"Budi","evidence":[{"start":6,"end":36}]}]}"#,
    "\n",
    r#"{"id":"a2","title":"PKS batal","date":"2024-07-20","text":"PKS batal mengusung siapa pun di Banten, kata Rina.","coalitions":[{"id":"c1","region":"region:36","office":"governor","year":2024,"backings":[{"party":"party:pks"}],"status":"denied","speaker":"Rina","evidence":[{"start":0,"end":51}]},{"id":"c2","office":"regent","backings":[{"party":"party:psi"}],"status":"hoped"}]}"#,
    "\n",
);

fn desk() -> Desk {
    Desk::with_lines(LINES)
}

#[test]
fn from_the_key_to_the_sentence() {
    let mut desk = desk();
    desk.ctrl(Key::L);
    desk.settle();
    let cell = "PKS, Banten · governor 2024: denied, 20 Jul 2024; 2 statements, stories: 2; contradicts itself; turned";
    assert!(desk.harness_has(cell));
    // The first cell that says something is chosen from the start.
    let sentence = "PKS batal mengusung siapa pun di Banten, kata Rina.";
    assert!(desk.reads(sentence) || desk.sees(sentence));
    assert!(desk.reads("from here on otherwise"));
    desk.press("PKS usung Andra");
    desk.settle();
    assert_eq!(desk.article().as_str(), "a1");
    assert!(!desk.reads("2 races · 3 statements"), "the article is in the centre again");
}

#[test]
fn an_edit_is_in_the_ledger_and_an_open_race_is_never_dropped() {
    let mut desk = desk();
    desk.ctrl(Key::L);
    desk.settle();
    assert!(desk.reads("2 races · 3 statements"));
    assert!(desk.comes("Region open"));
    // Back in the article, an empty statement is made; the ledger follows, and so does it when it is undone.
    desk.press("PKS batal, new");
    desk.settle();
    desk.shift(Key::C);
    desk.settle();
    desk.ctrl(Key::L);
    desk.settle();
    assert!(desk.reads("3 races · 4 statements"));
    // Undoing shows where it undid; what was derived follows wherever one looks.
    desk.ctrl(Key::Z);
    desk.settle();
    assert_eq!(desk.session().ledger().map(|ledger| ledger.len()), Some(3));
}

#[test]
fn questions_by_keys_and_filters() {
    let mut desk = desk();
    desk.ctrl(Key::L);
    desk.settle();
    desk.press("Region");
    desk.type_text("Banten");
    desk.key(Key::Enter);
    desk.settle();
    assert!(desk.reads("1 race · 2 statements"), "those that are shown");
    desk.press("Tickets");
    desk.settle();
    assert!(desk.reads("Announced tickets: 0"), "the one that was announced is called off");
    desk.press("Pairs of parties");
    desk.settle();
    assert!(!desk.reads("never met"), "PSI speaks on another race only");
    desk.press("Timeline");
    desk.settle();
    assert!(desk.harness_has("Timeline: Banten, governor 2024"));
    desk.press("Network");
    desk.settle();
    assert!(desk.harness_has("Network: 0 nodes, 0 ties"));
}

#[test]
fn a_name_that_nothing_or_more_than_one_region_bears_is_told() {
    let mut desk = desk();
    desk.ctrl(Key::L);
    desk.settle();
    desk.press("Region");
    desk.type_text("zzzz");
    desk.key(Key::Enter);
    desk.settle();
    assert!(desk.reads("Nothing bears the name “zzzz”") && desk.reads("2 races · 3 statements"));
    for _ in 0..4 {
        desk.key(Key::Backspace);
    }
    desk.type_text("Tegal");
    desk.key(Key::Enter);
    desk.settle();
    assert!(desk.reads("Which one?") && desk.sees("Kab. Tegal") && desk.sees("Kota Tegal"));
    assert!(desk.reads("2 races · 3 statements"), "nothing is chosen for somebody");
    desk.press("Kota Tegal");
    desk.settle();
    assert!(desk.reads("0 races · 0 statements") && desk.sees("Kota Tegal ×"));
}

/// What somebody else said of the same races, in a folder that the project does not list.
#[test]
fn the_ledger_of_another_set_is_read_when_it_is_chosen() {
    let mut desk = desk();
    let own = desk.session().place(&desk.article()).set.to_string();
    let dir = desk.dir().to_owned();
    desk.close();
    let (from, to) = (dir.join("annotations").join(&own), dir.join("annotations/rina"));
    std::fs::create_dir(&to).unwrap();
    std::fs::copy(from.join("a1.ron"), to.join("a1.ron")).unwrap();
    desk.reopen();
    desk.ctrl(Key::L);
    desk.settle();
    assert!(desk.reads("2 races · 3 statements"));
    desk.press(&format!("Whose statements: {own}"));
    desk.press("rina (person)");
    desk.settle();
    assert!(desk.reads("1 race · 1 statement"), "only one article is hers");
    desk.press("Provinces");
    desk.settle();
    assert!(desk.reads("1 province; statements by month, 2024-07 – 2024-07"));
    assert!(desk.reads("█"));
}

/// A picture is saved where a dialog says, as the report writes it, and in nobody's place.
#[test]
fn a_picture_is_saved_as_what_the_report_writes_and_overwrites_nothing() {
    let mut desk = desk();
    let (picture, second) = (desk.beside("gambar.svg"), desk.beside("gambar-2.svg"));
    desk.dialogs_answer(Some(vec![picture.clone()]));
    desk.ctrl(Key::L);
    desk.settle();
    desk.press("Timeline");
    desk.settle();
    desk.press("Save as SVG…");
    desk.settle();
    assert!(desk.message().contains("gambar.svg"), "{}", desk.message());
    let saved = std::fs::read_to_string(&picture).unwrap();
    // The same name again: what is there stays, and a free name is offered.
    std::fs::write(&picture, "milik saya").unwrap();
    desk.press("Save as SVG…");
    desk.settle();
    assert!(desk.reads("is there already and stays as it is"));
    desk.key(Key::Enter);
    desk.settle();
    assert_eq!(std::fs::read_to_string(&picture).unwrap(), "milik saya");
    assert_eq!(std::fs::read_to_string(&second).unwrap(), saved);
    // A name gets the ending of what is saved.
    let bare = desk.beside("jaringan");
    desk.dialogs_answer(Some(vec![bare.clone()]));
    desk.ctrl(Key::L);
    desk.settle();
    desk.press("Network");
    desk.settle();
    desk.press("Save as PNG…");
    desk.settle();
    assert!(std::fs::read(bare.with_extension("png")).unwrap().starts_with(b"\x89PNG"));
    desk.press("Save the table (CSV)…");
    desk.settle();
    assert!(std::fs::read_to_string(bare.with_extension("csv")).unwrap().starts_with("source,target,"));
    let (dir, out) = (desk.dir().to_owned(), desk.beside("laporan"));
    desk.close();
    let report = std::process::Command::new(env!("CARGO_BIN_EXE_tandai"))
        .args(["report", "--as", "sri", "--out"])
        .args([&out, &dir])
        .output()
        .unwrap();
    assert!(report.status.success(), "{}", String::from_utf8_lossy(&report.stderr));
    for (file, name) in [(&second, "timeline-36-governor-2024.svg"), (&bare.with_extension("png"), "network.png")] {
        assert_eq!(std::fs::read(file).unwrap(), std::fs::read(out.join("figures").join(name)).unwrap(), "{name}");
    }
}

/// Where no dialog can be shown, a path is typed.
#[test]
fn a_picture_is_saved_without_a_dialog() {
    let mut desk = desk();
    desk.ctrl(Key::L);
    desk.settle();
    desk.press("Timeline");
    desk.settle();
    desk.press("Save the table (CSV)…");
    desk.settle();
    assert!(desk.reads("timeline-36-governor-2024.csv"));
    desk.key(Key::Enter);
    desk.settle();
    let table = std::fs::read_to_string(desk.beside("timeline-36-governor-2024.csv")).unwrap();
    assert_eq!(table.lines().count(), 3, "a head and two statements:\n{table}");
}

/// Seats and votes from a table, in the window.
#[test]
fn a_table_of_seats_tells_whether_those_who_nominate_are_enough() {
    let mut desk = desk();
    let table = desk.beside("kursi.csv");
    std::fs::write(&table, "region;party;seats;council_seats\r\n36;pks;13;60\r\n").unwrap();
    desk.dialogs_answer(Some(vec![table]));
    desk.ctrl(Key::L);
    desk.settle();
    desk.press("Timeline");
    desk.settle();
    assert!(desk.harness_has("Timeline: Banten, governor 2024"));
    desk.press("Tickets");
    desk.settle();
    desk.press("Seats and votes…");
    desk.settle();
    assert!(desk.comes("kursi.csv ×") && desk.sees("Enough?"));
    desk.press("kursi.csv ×");
    desk.settle();
    assert!(!desk.sees("Enough?"));
}

/// A date that was read from the text counts only if somebody lets it.
#[test]
fn a_guessed_date_is_open_until_it_is_let_count() {
    const GUESSED: &str = concat!(
        r#"{"id":"a1","text":"PKS.","date":"2024-07-01","import":{"line_ends":"lf","guessed":["date"]},"coalitions":[{"id":"c1","#,
        r#""region":"region:36","office":"governor","year":2024,"backings":[{"party":"party:pks"}],"status":"confirmed"}]}"#,
        "\n",
    );
    let mut desk = Desk::with_lines(GUESSED);
    desk.ctrl(Key::L);
    desk.settle();
    let cell = |word: &str| format!("PKS, Banten · governor 2024: {word}; 1 statement, stories: 1");
    assert!(desk.harness_has(&cell("open")));
    desk.press("guessed dates count (1)");
    desk.settle();
    assert!(desk.harness_has(&cell("confirmed, 1 Jul 2024")));
    desk.press("guessed dates count (1)");
    desk.settle();
    assert!(desk.harness_has(&cell("open")));
}

/// In a low window the table ends where the pane below it begins.
#[test]
fn in_a_low_window_table_and_pane_stay_apart() {
    let mut desk = Desk::with_sample();
    desk.harness.set_size(eframe::egui::vec2(760.0, 480.0));
    desk.ctrl(Key::L);
    desk.settle();
    let tabs = desk.harness.get_by_label("Statements").rect();
    assert!(tabs.bottom() < 480.0, "{tabs:?}");
    // No row of the table is painted where the pane is.
    let rows: Vec<_> = desk.harness.get_all_by_role(eframe::egui::Role::ListItem).collect();
    let tops =
        rows.iter().filter(|row| row.accesskit_node().label().is_some_and(|label| label.contains("· regent 2024")));
    let tops: Vec<f32> = tops.map(|row| row.rect().top()).collect();
    assert!(!tops.is_empty() && tops.iter().all(|top| *top < tabs.top()), "{tops:?} and {tabs:?}");
}

/// A statement without a day has one as soon as its article has: the way there is one click.
#[test]
fn a_missing_date_is_one_click_away() {
    let mut desk =
        Desk::with_lines(&LINES.replace(r#""date":"2024-07-20","#, "").replace(r#""date":"2024-07-01","#, ""));
    desk.ctrl(Key::L);
    assert!(desk.comes("Set the article's date…"));
    desk.settle();
    desk.press_containing("Set the article's date…");
    desk.settle();
    desk.type_text("2024-07-08");
    desk.key(Key::Enter);
    desk.settle();
    let dates: Vec<_> = desk.session().rows().iter().filter_map(|row| row.meta.date).collect();
    assert_eq!(dates.len(), 1, "{dates:?}");
}

/// What a sign in a cell means is said with it.
#[test]
fn a_cell_says_how_a_party_stands_behind_a_ticket() {
    let mut desk = Desk::with_lines(LINES.split_inclusive('\n').next().unwrap());
    desk.ctrl(Key::L);
    desk.settle();
    let cell = "PKS, Banten · governor 2024: confirmed, 1 Jul 2024; 1 statement, stories: 1; nominating";
    assert!(desk.harness_has(cell));
}
