//! The window without a display: events in, triangles out.

use std::{path::PathBuf, sync::Arc};

use eframe::egui::{
    self, CentralPanel, Event, Key, Modifiers, MouseWheelUnit, PointerButton, Pos2, RawInput, Rect, TouchPhase, Vec2,
    pos2,
};
use tandai::app::{App, Scripted, Settings, Start};

use super::clock;

const SCREEN: Vec2 = Vec2::new(1280.0, 800.0);

pub struct Window {
    pub app: Option<App>,
    ctx: egui::Context,
    dir: PathBuf,
    time: f64,
    pub pointer: Pos2,
}

impl Window {
    /// Opens with its first frame.
    pub fn new(dir: PathBuf) -> Self {
        Self { app: None, ctx: egui::Context::default(), dir, time: 0.0, pointer: pos2(600.0, 400.0) }
    }

    /// One frame, painted to triangles as for a screen; returns its CPU milliseconds.
    pub fn frame(&mut self, events: Vec<Event>) -> f64 {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, SCREEN)),
            time: Some(self.time),
            focused: true,
            events,
            ..RawInput::default()
        };
        let before = clock::thread();
        let (ctx, dir) = (self.ctx.clone(), &self.dir);
        let app = &mut self.app;
        let output = ctx.run_ui(input, |ui| {
            let app = app.get_or_insert_with(|| {
                let settings = Settings::unsaved("sri", tandai::message::Language::English);
                App::new(ui.ctx(), Start::Project(dir.clone()), settings, Arc::new(Scripted(None)))
            });
            app.frame(ui);
        });
        paint(&ctx, output);
        clock::thread() - before
    }

    /// Frames in which nothing happens, until what moved has come to rest.
    pub fn rest(&mut self, frames: usize) {
        for _ in 0..frames {
            self.frame(Vec::new());
        }
    }

    pub fn moved(&mut self, to: Pos2) -> Event {
        self.pointer = to;
        Event::PointerMoved(to)
    }

    /// The middle of what a screen reader calls by this name.
    pub fn find(&mut self, name: &str) -> Option<Pos2> {
        self.ctx.enable_accesskit();
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, SCREEN)),
            time: Some(self.time),
            focused: true,
            ..RawInput::default()
        };
        let (ctx, app) = (self.ctx.clone(), &mut self.app);
        let mut output = ctx.run_ui(input, |ui| {
            if let Some(app) = app {
                app.frame(ui);
            }
        });
        output.textures_delta.clear();
        ctx.disable_accesskit();
        let nodes = output.platform_output.accesskit_update?.nodes;
        let (_, node) = nodes.into_iter().find(|(_, node)| node.label() == Some(name))?;
        let bounds = node.bounds()?;
        Some(pos2(((bounds.x0 + bounds.x1) / 2.0) as f32, ((bounds.y0 + bounds.y1) / 2.0) as f32))
    }
}

/// There is no screen to send textures to.
fn paint(ctx: &egui::Context, mut output: egui::FullOutput) {
    output.textures_delta.clear();
    std::hint::black_box(ctx.tessellate(output.shapes, output.pixels_per_point));
}

pub fn wheel(down: f32) -> Event {
    Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: Vec2::new(0.0, -down),
        phase: TouchPhase::Move,
        source: egui::MouseWheelSource::Unknown,
        modifiers: Modifiers::NONE,
    }
}

pub fn button(pos: Pos2, pressed: bool) -> Event {
    Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE }
}

pub fn key(key: Key, modifiers: Modifiers) -> Event {
    Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
}

/// What the same text costs as nothing but text: the paragraphs in view, laid out and painted while they scroll.
/// Returns the CPU milliseconds of each frame.
pub fn bare(text: &str, frames: usize) -> Vec<f64> {
    let ctx = egui::Context::default();
    let lines: Vec<&str> = text.lines().filter(|line| line.len() < 2_000).collect();
    let (mut first, mut above) = (0, 0.0);
    let mut one = |_| {
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, SCREEN)),
            focused: true,
            ..RawInput::default()
        };
        let before = clock::thread();
        let output = ctx.run_ui(input, |ui| {
            CentralPanel::default().show(ui, |ui| {
                above += 60.0;
                let mut y = -above;
                for line in lines.iter().cycle().skip(first % lines.len()) {
                    let font = egui::FontId::proportional(16.5);
                    let galley = ui.painter().layout((*line).to_owned(), font, egui::Color32::BLACK, 594.0);
                    let height = galley.size().y;
                    if y + height < 0.0 {
                        first += 1;
                        above -= height;
                    }
                    ui.painter().galley(pos2(300.0, y), galley, egui::Color32::BLACK);
                    // An empty line has its height as well, so this ends.
                    y += height;
                    if y > SCREEN.y {
                        break;
                    }
                }
            });
        });
        paint(&ctx, output);
        clock::thread() - before
    };
    (0..frames).map(&mut one).collect()
}
