//! What a frame of the whole window costs, without a display: `cargo bench --bench frame`.
//!
//! Prints, for articles of growing length, what opening and the first frames cost, and of scrolling, hovering, dragging
//! and tagging the mean CPU milliseconds a frame (of one thread, where the system tells them; its clock may tick every
//! 4 ms, so single frames are not told apart) and the 99th percentile of wall time. Beside it: laying out the same text
//! once as one plain block. Nothing is asserted: look at the table.

use std::{sync::Arc, time::Instant};

use eframe::egui::{self, Event, FontId, Modifiers, PointerButton, Pos2, RawInput, Rect, Vec2, pos2};
use tandai::{
    app::{App, Scripted, Settings, Start, Tongue},
    edit::{Edit, NewMention},
    model::{KindKey, Linked, Origin, Span},
    session::{Session, Who},
};

const SCREEN: Vec2 = Vec2::new(1280.0, 800.0);

fn main() {
    // `cargo test --benches` runs this too: only the smallest size then.
    let quick = std::env::args().any(|argument| argument == "--test") || !std::env::args().any(|a| a == "--bench");
    let sizes: &[(usize, usize)] =
        if quick { &[(2_400, 40)] } else { &[(2_400, 40), (100_000, 2_000), (1_000_000, 10_000), (5_000_000, 50_000)] };
    println!(
        "{:>9} {:>8} | {:>8} {:>8} {:>8} | first open | scroll | hover | drag | tag (mean CPU / 99th % wall)",
        "bytes", "mentions", "layout", "open", "ratio"
    );
    for &(bytes, mentions) in sizes {
        measure(bytes, mentions);
    }
}

/// CPU time of this thread in milliseconds.
fn cpu() -> f64 {
    static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = stat.and_then(|stat| stat.split_whitespace().next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| START.get_or_init(Instant::now).elapsed().as_secs_f64() * 1e3, |ns| ns / 1e6)
}

/// Invented news: sentences of names and filler in paragraphs of some five hundred bytes.
fn text(bytes: usize) -> String {
    const SENTENCES: [&str; 6] = [
        "PKS dan PSI berkoalisi di Pilbup Kabupaten Lebak, Banten. ",
        "“Kami masih menjajaki kemungkinan itu,” kata Rukmana Adiwijaya, Senin (8/7/2024). ",
        "Partai NasDem belum menentukan sikap di Kota Bekasi. ",
        "Menurut dia, pembicaraan antarpartai berjalan pelan tetapi pasti. ",
        "Golkar mengusung pasangan Laras Wening-Bima Sadewa sebagai calon bupati dan wakil bupati. ",
        "Rapat ditutup menjelang sore. ",
    ];
    let mut text = String::with_capacity(bytes + 600);
    while text.len() < bytes {
        for sentence in SENTENCES.iter().cycle().skip(text.len() % 5).take(8) {
            text.push_str(sentence);
        }
        text.push_str("\n\n");
    }
    text
}

/// Words spread evenly, every tenth nested in a longer mark.
fn marks(text: &str, count: usize) -> Vec<NewMention> {
    let starts: Vec<usize> = text.match_indices(' ').map(|(at, _)| at + 1).collect();
    let step = (starts.len() / count).max(1);
    let kinds = [KindKey::party(), KindKey::candidate(), KindKey::region()];
    let mut marks = Vec::with_capacity(count);
    for (number, pair) in starts.windows(3).step_by(step).take(count).enumerate() {
        let end = if number % 10 == 0 { pair[2] } else { pair[1] };
        let span = Span::new(pair[0], end - 1);
        if span.is_empty() || text[span.range()].contains('\n') {
            continue;
        }
        let kind = kinds[number % 3].clone();
        marks.push(NewMention { span, kind, entity: None, linked: Linked::Person, by: Origin::Person });
    }
    marks
}

#[derive(Clone, Copy)]
struct Cost {
    cpu: f64,
    wall: f64,
}

struct Window {
    ctx: egui::Context,
    app: Option<App>,
    dir: std::path::PathBuf,
    time: f64,
    pointer: Pos2,
}

impl Window {
    /// One frame, painted to triangles as for a screen; returns its CPU and wall milliseconds.
    fn frame(&mut self, events: Vec<Event>) -> Cost {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, SCREEN)),
            time: Some(self.time),
            focused: true,
            events,
            ..RawInput::default()
        };
        let (before, begun) = (cpu(), Instant::now());
        let ctx = self.ctx.clone();
        let mut output = ctx.run_ui(input, |ui| {
            let dir = self.dir.clone();
            let app = self.app.get_or_insert_with(|| {
                let settings = Settings::unsaved("sri", Tongue::English);
                App::new(ui.ctx(), Start::Project(dir), settings, Arc::new(Scripted(None)))
            });
            app.frame(ui);
        });
        // There is no screen to send textures to.
        output.textures_delta.clear();
        let triangles = ctx.tessellate(output.shapes, output.pixels_per_point);
        std::hint::black_box(triangles);
        Cost { cpu: cpu() - before, wall: begun.elapsed().as_secs_f64() * 1e3 }
    }

    fn moved(&mut self, to: Pos2) -> Event {
        self.pointer = to;
        Event::PointerMoved(to)
    }
}

fn measure(bytes: usize, mentions: usize) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let source = folder.path().join("artikel.txt");
    let text = text(bytes);
    std::fs::write(&source, &text).expect("the text is written");
    let dir = folder.path().join("project");
    let mut session = Session::create(&dir, "Bench", Who::named("sri")).expect("a project");
    let ready = session.importer().run(&[source], &Default::default(), |_| {});
    let id = session.add_articles(ready).expect("the article goes in").articles[0].clone();
    session.load(&id).expect("the article loads");
    let place = session.place(&id);
    session.perform(Edit::Tag { place, mentions: marks(&text, mentions) }).expect("the mentions fit");
    session.save().expect("saved");
    drop(session);

    let mut window = Window { ctx: egui::Context::default(), app: None, dir, time: 0.0, pointer: pos2(600.0, 400.0) };
    // Fonts are loaded by a frame of another window.
    let mut other =
        Window { ctx: egui::Context::default(), app: None, dir: window.dir.clone(), time: 0.0, pointer: Pos2::ZERO };
    other.frame(Vec::new());
    drop(other);
    let open = window.frame(Vec::new()).wall;
    let first = (0..3).map(|_| window.frame(Vec::new()).wall).fold(0.0, f64::max);

    let begun = Instant::now();
    let galley = window
        .ctx
        .fonts_mut(|fonts| fonts.layout(text.clone(), FontId::proportional(16.5), egui::Color32::BLACK, 594.0));
    let layout = begun.elapsed().as_secs_f64() * 1e3;
    std::hint::black_box(galley);

    let at = window.moved(pos2(600.0, 400.0));
    window.frame(vec![at]);
    let mut scroll = Vec::new();
    for step in 0..300 {
        let delta = Vec2::new(0.0, if step % 100 == 99 { -4000.0 } else { -60.0 });
        scroll.push(window.frame(vec![Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta,
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
            modifiers: Modifiers::NONE,
        }]));
    }
    for _ in 0..60 {
        window.frame(Vec::new());
    }
    let mut hover = Vec::new();
    for step in 0..200 {
        let at = window.moved(pos2(320.0 + step as f32 * 2.5, 250.0 + (step % 40) as f32 * 10.0));
        hover.push(window.frame(vec![at]));
    }
    let button = |pos: Pos2, pressed: bool| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    let start = pos2(340.0, 300.0);
    let at = window.moved(start);
    window.frame(vec![at, button(start, true)]);
    let mut drag = Vec::new();
    for step in 0..200 {
        let at = window.moved(pos2(340.0 + step as f32 * 2.0, 300.0 + step as f32));
        drag.push(window.frame(vec![at]));
    }
    let end = window.pointer;
    window.frame(vec![button(end, false)]);
    let mut tag = Vec::new();
    for step in 0..30 {
        let pos = pos2(340.0 + (step % 10) as f32 * 45.0, 260.0 + (step / 10) as f32 * 29.0);
        for _ in 0..40 {
            window.frame(Vec::new());
        }
        let at = window.moved(pos);
        window.frame(vec![at]);
        for _ in 0..2 {
            window.frame(vec![button(pos, true)]);
            window.frame(vec![button(pos, false)]);
        }
        let key = Event::Key {
            key: egui::Key::Num1,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: Modifiers::NONE,
        };
        let (done, shown) = (window.frame(vec![key]), window.frame(Vec::new()));
        tag.push(Cost { cpu: done.cpu + shown.cpu, wall: done.wall + shown.wall });
    }
    let show = |costs: Vec<Cost>| {
        let mean = costs.iter().map(|cost| cost.cpu).sum::<f64>() / costs.len() as f64;
        let mut wall: Vec<f64> = costs.iter().map(|cost| cost.wall).collect();
        wall.sort_by(f64::total_cmp);
        format!("{mean:.2} / {:.2}", wall[wall.len() * 99 / 100])
    };
    println!(
        "{bytes:>9} {mentions:>8} | {layout:>8.1} {open:>8.1} {:>7.2}x | {first:.2} | {} | {} | {} | {}",
        open / layout,
        show(scroll),
        show(hover),
        show(drag),
        show(tag),
    );
}
