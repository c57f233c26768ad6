//! A project opens where it was left, panels grow back when the window does, and the window tells how far the work is.

use eframe::egui::{Key, Modifiers, Vec2};
use egui_kittest::kittest::Queryable;
use tandai::{
    app::Settings,
    model::{EntityId, Status},
};

use crate::desk::{self, Desk};

fn two_articles() -> Desk {
    let lines: Vec<String> = (1..90).map(|line| format!("Alinea {line}: rapat ke-{line} ditutup sore.")).collect();
    Desk::with_texts(&[
        ("a", "Kabar a: PKS bertemu PSI di Lebak."),
        ("b", &format!("Kabar b: hari yang panjang.\n\n{}", lines.join("\n\n"))),
    ])
}

fn kept_in(desk: &Desk) -> Settings {
    let mut settings = desk::settings();
    settings.places = Some(desk.beside("places.ron"));
    settings
}

#[test]
fn a_project_opens_where_it_was_left() {
    let mut desk = two_articles();
    let settings = kept_in(&desk);
    desk.reopen_with(settings.clone());
    assert_eq!(desk.article().as_str(), "a");
    desk.click_on("Kabar b", Modifiers::NONE);
    desk.settle();
    desk.press("Notes");
    desk.ctrl(Key::F);
    desk.type_text("Alinea 60");
    desk.key(Key::Enter);
    desk.key(Key::Escape);
    desk.settle();
    let (caret, place) = (desk.app().caret(), desk.app().rects(desk.span_of("Alinea 60", 0)));
    assert!(!place.is_empty() && caret > 1000, "{caret}: {place:?}");
    let file = desk.beside("places.ron");
    let written = format!("caret: {caret}");
    assert!(desk.waits(|_| std::fs::read_to_string(&file).is_ok_and(|kept| kept.contains(&written))));

    desk.reopen_with(settings.clone());
    desk.settle();
    assert_eq!(desk.article().as_str(), "b");
    assert_eq!(desk.app().caret(), caret);
    let again = desk.app().rects(desk.span_of("Alinea 60", 0));
    let higher = again.first().zip(place.first()).map(|(now, then)| (now.min.y - then.min.y).abs());
    assert!(higher.is_some_and(|points| points < 40.0), "{again:?}, not {place:?}");
    assert!(desk.sees("Filter notes"), "the tab is the one that was left");

    // The article was removed meanwhile: the first one, and no word about it.
    desk.command("Remove article");
    desk.key(Key::Enter);
    desk.settle();
    desk.reopen_with(settings);
    desk.settle();
    assert_eq!(desk.article().as_str(), "a");
}

#[test]
fn panels_grow_back_with_the_window() {
    let mut desk = two_articles();
    let width = |desk: &Desk| desk.harness.get_by_label("Filter: title, date, entity").rect().width();
    let before = width(&desk);
    desk.harness.set_size(Vec2::new(760.0, 480.0));
    desk.harness.run_steps(4);
    assert!(width(&desk) < before - 20.0, "it gives way");
    desk.harness.set_size(Vec2::new(1280.0, 800.0));
    desk.harness.run_steps(4);
    assert_eq!(width(&desk), before);
    // What was dragged stays so, whatever the window was in between.
    let edges = desk.harness.query_all_by_label("Resize panel").map(|edge| edge.rect().left_center());
    let from = edges.min_by(|one, other| one.x.total_cmp(&other.x)).unwrap() + Vec2::new(1.0, 0.0);
    desk.drag_between(from, from + Vec2::new(50.0, 0.0), Modifiers::NONE);
    desk.harness.run_steps(4);
    let wide = width(&desk);
    assert!(wide > before + 30.0, "{wide} after {before}");
    for size in [Vec2::new(760.0, 480.0), Vec2::new(1280.0, 800.0)] {
        desk.harness.set_size(size);
        desk.harness.run_steps(4);
    }
    assert!((width(&desk) - wide).abs() < 1.0);
}

#[test]
fn the_window_tells_how_far_the_work_is() {
    let mut desk = two_articles();
    assert!(desk.sees("0 of 2 finished"));
    desk.double_click("PKS", 0);
    desk.key(Key::Num1);
    desk.ctrl(Key::Enter);
    desk.ctrl(Key::Enter);
    desk.settle();
    let finished = desk.session().rows().iter().filter(|row| row.summary.status == Status::Finished).count();
    assert!(desk.sees(&format!("{finished} of 2 finished")) && finished > 0);
    desk.press(&format!("{finished} of 2 finished"));
    assert!(desk.waits(|desk| desk.reads("1 finished article worked on today")));
    assert!(desk.reads("How long an article takes is not known yet"), "one record was made at one moment");
}

#[test]
fn without_a_project_the_last_one_opens() {
    let mut desk = two_articles();
    let own = desk.dir().to_owned();
    let contoh = desk.beside("contoh");
    let kept = kept_in(&desk);
    let last = |recent: &[std::path::PathBuf]| {
        let mut settings = kept.clone();
        (settings.recent, settings.sample) = (recent.to_vec(), Some(contoh.clone()));
        settings
    };
    desk.start_again(last(std::slice::from_ref(&own)));
    assert_eq!(desk.session().dir(), own);
    // The first time there is none, and what is gone is said.
    desk.start_again(last(&[]));
    assert_eq!(desk.session().project().name, "Contoh Tandai");
    let gone = own.with_file_name("tiada");
    desk.start_again(last(std::slice::from_ref(&gone)));
    assert_eq!(desk.session().project().name, "Contoh Tandai");
    assert!(desk.message().contains(&gone.display().to_string()), "{}", desk.message());
}

#[test]
fn the_sample_is_made_for_whoever_opens_it() {
    let mut desk = two_articles();
    let contoh = desk.beside("contoh");
    let finished =
        |desk: &Desk| desk.session().rows().iter().filter(|row| row.summary.status == Status::Finished).count();
    for (name, folder) in [("sri", "contoh"), ("budi", "contoh-budi"), ("sri", "contoh"), ("budi", "contoh-budi")] {
        let mut settings = desk::settings();
        (settings.name, settings.sample) = (name.to_owned(), Some(contoh.clone()));
        desk.start_again(settings);
        assert_eq!(desk.session().active_set().as_str(), name);
        assert_eq!(finished(&desk), 3, "for {name} as for the first one");
        assert_eq!(desk.dir().file_name().unwrap(), folder);
    }
}

/// The window ends without a word (a project is opened anew without the last one being closed), a second after the last
/// key.
#[test]
fn what_was_typed_in_a_sheet_outlives_the_window() {
    let mut desk = Desk::with_text("PKS bertemu PSI di Lebak, Senin.");
    let settings = kept_in(&desk);
    desk.reopen_with(settings.clone());
    let drafts = desk.beside("drafts");
    let holds = |desk: &mut Desk, words: &str| {
        let words = words.to_owned();
        let drafts = drafts.clone();
        let written = move |_: &Desk| {
            let files = std::fs::read_dir(&drafts).into_iter().flatten().flatten();
            files.filter_map(|file| std::fs::read_to_string(file.path()).ok()).any(|text| text.contains(&words))
        };
        assert!(desk.waits(written));
    };
    desk.command("New entity");
    desk.type_text("Partai Rakyat Kita");
    desk.focus_field("Short name, for lists");
    desk.type_text("PRK");
    holds(&mut desk, "PRK");
    desk.reopen_with(settings.clone());
    assert!(desk.message().contains("New entity"), "{}", desk.message());
    desk.command("New entity");
    assert!(desk.waits(|desk| desk.reads("Partai Rakyat Kita") && desk.reads("PRK")), "a new entity");
    desk.press("Keep");
    desk.settle();
    let made = EntityId::new("party:partai-rakyat-kita").unwrap();
    assert_eq!(desk.session().entity(&made).unwrap().short, "PRK");
    assert!(desk.waits(|desk| std::fs::read_dir(desk.beside("drafts")).is_ok_and(|files| files.count() == 0)));

    desk.command("Fields…");
    desk.press("New field…");
    desk.settle();
    desk.focus_field("Name");
    desk.type_text("Tone of the piece");
    holds(&mut desk, "Tone of the piece");
    desk.reopen_with(settings.clone());
    desk.command("Fields…");
    assert!(desk.waits(|desk| desk.reads("Tone of the piece")), "the form of a field");
    desk.key(Key::Escape);
    desk.settle();

    desk.command("Statement scheme");
    assert!(desk.comes("Add office"));
    desk.type_text("president");
    desk.press("Add office");
    desk.settle();
    desk.focus_field("president: Office, English");
    desk.ctrl(Key::A);
    desk.type_text("Head of state");
    holds(&mut desk, "Head of state");
    desk.reopen_with(settings.clone());
    desk.command("Statement scheme");
    assert!(desk.waits(|desk| desk.reads("Head of state")), "a scheme");
    desk.press("Cancel");
    desk.settle();
    desk.command("Fields…");
    assert!(desk.waits(|desk| desk.reads("Tone of the piece")), "left by Esc, and kept over two windows");
    desk.press("Cancel");
    desk.key(Key::Escape);
    desk.settle();

    // A note that was left is no edit any more: its words are kept as the others.
    desk.double_click("PKS", 0);
    desk.key(Key::Num1);
    desk.key(Key::W);
    desk.settle();
    desk.type_text("Siapa yang hadir?");
    desk.key(Key::Escape);
    holds(&mut desk, "Siapa yang hadir?");
    // What cannot be read is not written over.
    let file = std::fs::read_dir(desk.beside("drafts")).unwrap().flatten().next().unwrap().path();
    std::fs::write(&file, "[Other(3)]").unwrap();
    desk.reopen_with(settings);
    desk.settle();
    assert_eq!(std::fs::read_to_string(file.with_extension("ron.unread")).unwrap(), "[Other(3)]");
}
