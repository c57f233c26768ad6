//! What a frame of the whole window costs, without a display: `cargo bench --bench frame`.
//!
//! For articles of growing length, which it makes up itself: the CPU milliseconds of the window's thread for opening
//! one, and the median and 99th percentile of a frame while scrolling, hovering, dragging, tagging, finding and jumping;
//! beside them the budget (of a release build, which a bench is) and how many times a bare layout of the paragraphs in
//! view that is. Nothing is asserted: look at the table. Numbers after it choose sizes: `… -- 5000000`.

mod clock;
mod news;
mod window;

use eframe::egui::{Event, Key, Modifiers, Vec2, pos2};
use tandai::session::{Session, Who};

use self::window::{Window, bare, button, key, wheel};

/// Bytes, mentions, and the budget for opening in milliseconds.
const SIZES: [(usize, usize, f64); 3] = [(2_400, 40, 5.0), (1_000_000, 10_000, 50.0), (5_000_000, 50_000, 200.0)];
/// Budget of a frame at the 99th percentile, and of an edit until it is painted, in milliseconds.
const FRAME: f64 = 4.0;
const EDIT: f64 = 1000.0 / 60.0;
/// Budget of the process until its first frame, in milliseconds.
const START: f64 = 150.0;
/// The argument by which this program starts itself to be measured from its beginning.
const FIRST_FRAME: &str = "first-frame-of";

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|argument| argument == FIRST_FRAME) {
        Window::new(arguments[at + 1].clone().into()).frame(Vec::new());
        println!("{}", clock::process());
        return;
    }
    // `cargo test --benches` runs this too: only the smallest size then.
    let quick = !arguments.iter().any(|argument| argument == "--bench");
    let chosen: Vec<usize> = arguments.iter().filter_map(|argument| argument.parse().ok()).collect();
    if cfg!(debug_assertions) {
        println!("Not optimised: these figures are many times those of a release build.");
    }
    for (bytes, mentions, open) in SIZES.into_iter().take(if quick { 1 } else { SIZES.len() }) {
        if chosen.is_empty() || chosen.contains(&bytes) {
            measure(bytes, mentions, open);
        }
    }
}

/// One line of the table.
fn line(what: &str, mut costs: Vec<f64>, budget: f64, bare: f64) {
    costs.sort_by(f64::total_cmp);
    let (median, slow) = (costs[costs.len() / 2], costs[(costs.len() * 99 / 100).min(costs.len() - 1)]);
    let verdict = if slow <= budget { "" } else { "  over" };
    println!("{what:<34} {median:>9.2} {slow:>9.2} {budget:>9.1} {:>9.1}x{verdict}", median / bare);
}

fn measure(bytes: usize, mentions: usize, open: f64) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (dir, text, mentions) = news::project(folder.path(), bytes, mentions);
    let paragraphs = bare(&text, 300);
    let mut sorted = paragraphs.clone();
    sorted.sort_by(f64::total_cmp);
    let plain = sorted[sorted.len() / 2];

    println!("\n{} bytes, {mentions} mentions", text.len());
    println!("{:<34} {:>9} {:>9} {:>9} {:>10}", "CPU ms", "median", "99th %", "budget", "of bare");
    line("bare layout of what is in view", paragraphs, FRAME, plain);
    let starts = (0..3).filter_map(|_| start(&dir));
    let starts: Vec<f64> = starts.collect();
    if !starts.is_empty() {
        line("start of the process to first frame", starts, START + open, plain);
    }
    let before = clock::thread();
    let mut session = Session::open(&dir, Who::named("sri")).expect("it opens");
    let id = session.rows().at(0).expect("there is an article").meta.id.clone();
    session.load(&id).expect("it loads");
    let reading = clock::thread() - before;
    drop(session);

    // Fonts are loaded by a frame of another window, in which the map is looked for as well.
    let mut other = Window::new(dir.clone());
    other.rest(3);
    let map = other.find("Overview of the article").expect("the map is there");
    drop(other);
    let mut window = Window::new(dir);
    let opening = window.frame(Vec::new());
    line("open: the first frame", vec![opening], open, plain);
    line("  of which reading its files", vec![reading], open, plain);
    line("the frames after it", (0..20).map(|_| window.frame(Vec::new())).collect(), FRAME, plain);

    let at = window.moved(pos2(600.0, 400.0));
    window.frame(vec![at]);
    line("scroll", scroll(&mut window), FRAME, plain);
    line("hover", hover(&mut window), FRAME, plain);
    line("drag", drag(&mut window), FRAME, plain);
    line("jump by map", jump(&mut window, map), FRAME, plain);
    // The map's middle lies in the paragraph without a line break.
    let (at, away) = (window.moved(map), pos2(600.0, 400.0));
    window.frame(vec![at, button(map, true)]);
    window.frame(vec![button(map, false)]);
    let at = window.moved(away);
    window.frame(vec![at]);
    window.rest(30);
    line("scroll in the middle", scroll(&mut window), FRAME, plain);
    line("hover in the middle", hover(&mut window), FRAME, plain);
    line("drag in the middle", drag(&mut window), FRAME, plain);
    line("tag a word, until painted", tag(&mut window), EDIT, plain);
    line("find: type, and step", find(&mut window), FRAME, plain);
}

/// CPU of a process of its own from its beginning to its first frame.
fn start(dir: &std::path::Path) -> Option<f64> {
    let program = std::env::current_exe().ok()?;
    let output = std::process::Command::new(program).arg(FIRST_FRAME).arg(dir).output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}

fn scroll(window: &mut Window) -> Vec<f64> {
    let wheels = (0..300).map(|step| wheel(if step % 100 == 99 { 4000.0 } else { 60.0 }));
    let costs = wheels.map(|wheel| window.frame(vec![wheel])).collect();
    window.rest(60);
    costs
}

fn hover(window: &mut Window) -> Vec<f64> {
    let mut step = |step: usize| {
        let at = window.moved(pos2(320.0 + step as f32 * 2.5, 250.0 + (step % 40) as f32 * 10.0));
        window.frame(vec![at])
    };
    (0..200).map(&mut step).collect()
}

fn drag(window: &mut Window) -> Vec<f64> {
    let start = pos2(340.0, 300.0);
    let at = window.moved(start);
    window.frame(vec![at, button(start, true)]);
    let mut step = |step: usize| {
        let at = window.moved(start + Vec2::new(step as f32 * 2.0, step as f32));
        window.frame(vec![at])
    };
    let costs = (0..200).map(&mut step).collect();
    let end = window.pointer;
    window.frame(vec![button(end, false)]);
    costs
}

/// Along the whole map, with the button down.
fn jump(window: &mut Window, map: eframe::egui::Pos2) -> Vec<f64> {
    let top = pos2(map.x, 180.0);
    let at = window.moved(top);
    window.frame(vec![at, button(top, true)]);
    let mut step = |step: usize| {
        let at = window.moved(top + Vec2::new(0.0, (step * 97 % 500) as f32));
        window.frame(vec![at])
    };
    let costs = (0..200).map(&mut step).collect();
    let end = window.pointer;
    window.frame(vec![button(end, false)]);
    costs
}

/// Words are selected by a double click, then the digit of a kind is pressed. The slower of the frame that does it and the
/// one that shows it.
fn tag(window: &mut Window) -> Vec<f64> {
    let mentions = |window: &Window| {
        let session = window.app.as_ref().and_then(|app| app.session());
        session.and_then(|session| session.rows().at(0)).map_or(0, |row| row.summary.mentions)
    };
    let before = mentions(window);
    let mut step = |step: usize| {
        let pos = pos2(340.0 + (step % 10) as f32 * 45.0, 260.0 + (step / 10) as f32 * 29.0);
        window.rest(40);
        let at = window.moved(pos);
        window.frame(vec![at]);
        for _ in 0..2 {
            window.frame(vec![button(pos, true)]);
            window.frame(vec![button(pos, false)]);
        }
        let done = window.frame(vec![key(Key::Num1, Modifiers::NONE)]);
        done.max(window.frame(Vec::new()))
    };
    let costs = (0..40).map(&mut step).collect();
    assert!(mentions(window) > before, "nothing was tagged");
    costs
}

/// The find bar is opened and words are typed that stand at the very end only, then ones that are everywhere.
fn find(window: &mut Window) -> Vec<f64> {
    window.frame(vec![key(Key::F, Modifiers::COMMAND)]);
    window.rest(2);
    let mut costs = Vec::new();
    for words in ["tamat.", "lebak"] {
        let all = Modifiers::COMMAND;
        costs.push(window.frame(vec![key(Key::A, all)]));
        for letter in words.chars() {
            costs.push(window.frame(vec![Event::Text(letter.into())]));
        }
        costs.extend((0..60).map(|_| window.frame(Vec::new())));
        for _ in 0..10 {
            costs.push(window.frame(vec![key(Key::Enter, Modifiers::NONE)]));
            costs.extend((0..4).map(|_| window.frame(Vec::new())));
        }
    }
    costs
}
