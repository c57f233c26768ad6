//! Steps of thousands of changes: tagging all over a project, taking that back, doing it again. No frame waits for any of
//! them. `TANDAI_LARGE_STEP` sets the number of articles, of 200 places each; the times of frames are printed.

use std::time::{Duration, Instant};

use eframe::egui::{Key, Modifiers, ViewportCommand, ViewportEvent, ViewportId};
use egui_kittest::kittest::Queryable;

use crate::desk::Desk;

const CTRL: Modifiers = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };
const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..CTRL };
const PLACES: usize = 200;

/// Mentions in the whole project.
fn mentions(desk: &Desk) -> usize {
    desk.session().rows().iter().map(|row| row.summary.mentions).sum()
}

fn articles() -> usize {
    std::env::var("TANDAI_LARGE_STEP").ok().and_then(|number| number.parse().ok()).unwrap_or(150)
}

/// A window that has found all places and chosen them.
fn with_places(articles: usize) -> Desk {
    let text = "PKS dan PSI di Lebak. ".repeat(PLACES);
    let named: Vec<(String, String)> =
        (0..articles).map(|number| (format!("a{number:04}"), format!("Kabar {number}. {text}"))).collect();
    let texts: Vec<(&str, &str)> = named.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let mut desk = Desk::with_texts(&texts);
    desk.keys(CTRL_SHIFT, Key::F);
    desk.harness.run_steps(4);
    desk.type_text("PKS");
    for _ in 0..200 {
        desk.settle();
        if desk.sees(&format!(" places in {articles} articles")) {
            break;
        }
    }
    // The other “All” is that of the list of articles.
    desk.harness.query_all_by_label("All").next().expect("the button").click();
    desk.settle();
    desk
}

fn tag(desk: &mut Desk) {
    desk.harness.get_by_label_contains("Tag ").click();
    for _ in 0..20 {
        desk.harness.step();
        if desk.sees("Tagging ") {
            return;
        }
    }
    panic!("it was done within a frame, or never begun");
}

/// Frames until this is no longer said in the status bar, each with the time that it took.
fn frames_while(desk: &mut Desk, said: &str) -> Vec<Duration> {
    let (mut frames, mut begun, mut before) = (Vec::new(), false, 20);
    loop {
        let at = Instant::now();
        desk.harness.step();
        frames.push(at.elapsed());
        if desk.sees(said) {
            begun = true;
        } else if begun {
            return frames;
        } else {
            before -= 1;
            assert!(before > 0, "{said}: it was done within a frame, or never begun");
        }
    }
}

fn print(what: &str, places: usize, mut frames: Vec<Duration>) {
    let all: Duration = frames.iter().sum();
    frames.sort_unstable();
    let milliseconds = |time: Duration| time.as_secs_f64() * 1000.0;
    let at = |share: usize| milliseconds(frames[(frames.len() - 1) * share / 100]);
    println!(
        "{what} {places} places: {} frames, {:.1} s; a frame takes {:.0} ms (median), {:.0} ms (99 %), {:.0} ms (longest)",
        frames.len(),
        all.as_secs_f64(),
        at(50),
        at(99),
        at(100),
    );
    assert!(frames.len() > 10, "{what}: it was not done piece by piece");
}

#[test]
fn a_large_step_holds_no_frame() {
    let articles = articles();
    let places = articles * PLACES;
    let mut desk = with_places(articles);
    tag(&mut desk);
    assert_eq!(mentions(&desk), 0, "all or nothing");
    // Stopped half way, nothing is done.
    desk.press("Cancel");
    desk.settle();
    assert_eq!(mentions(&desk), 0);
    tag(&mut desk);
    let frames = frames_while(&mut desk, "Tagging ");
    print("tagging", places, frames);
    assert_eq!(mentions(&desk), places);

    desk.harness.key_press_modifiers(CTRL, Key::Z);
    let frames = frames_while(&mut desk, "Undoing ");
    print("undoing", places, frames);
    assert_eq!(mentions(&desk), 0, "one step");

    desk.harness.key_press_modifiers(CTRL_SHIFT, Key::Z);
    let frames = frames_while(&mut desk, "Doing again ");
    print("doing again", places, frames);
    assert_eq!(mentions(&desk), places);
}

/// What is asked for while a large step is under way is done after it.
#[test]
fn undo_upon_undo_is_done_in_order() {
    let mut desk = with_places(20);
    tag(&mut desk);
    frames_while(&mut desk, "Tagging ");
    for _ in 0..3 {
        desk.harness.key_press_modifiers(CTRL, Key::Z);
        desk.harness.step();
    }
    desk.harness.key_press_modifiers(CTRL_SHIFT, Key::Z);
    for _ in 0..100 {
        desk.settle();
    }
    // There was one step: it is taken back, there is nothing more to take back, and it is done again.
    assert_eq!(mentions(&desk), 20 * PLACES);
}

/// A window that is closed in the middle of a large step finishes it.
#[test]
fn closing_finishes_what_was_asked_for() {
    let mut desk = with_places(20);
    tag(&mut desk);
    frames_while(&mut desk, "Tagging ");
    desk.ctrl(Key::S);
    desk.settle();
    let folder = desk.dir().join("annotations/sri");
    let marked = || folder.read_dir().unwrap().count();
    assert_eq!(marked(), 20);
    desk.harness.key_press_modifiers(CTRL, Key::Z);
    while !desk.sees("Undoing ") {
        desk.harness.step();
    }
    let viewports = &mut desk.harness.input_mut().viewports;
    viewports.entry(ViewportId::ROOT).or_default().events.push(ViewportEvent::Close);
    desk.harness.step();
    assert!(desk.asked().contains(&ViewportCommand::Close));
    desk.close();
    assert_eq!(marked(), 0, "taken back, and saved so");
}
