//! Short messages that go away by themselves. What must not be missed is in the status bar or the messages panel too.

use eframe::egui::{self, Align2, Area, Frame, Id, Order, RichText, Vec2, accesskit::Live};

use super::theme::Theme;

/// Seconds that a message stays.
const STAY: f64 = 4.0;
const STAY_PROBLEM: f64 = 10.0;
const MOST: usize = 4;

#[derive(Default)]
pub struct Toasts {
    shown: Vec<Toast>,
}

struct Toast {
    text: String,
    problem: bool,
    /// When it came, in seconds of egui's clock; unknown until it is painted.
    since: Option<f64>,
}

impl Toasts {
    pub fn say(&mut self, text: impl Into<String>) {
        self.push(text.into(), false);
    }

    pub fn problem(&mut self, text: impl Into<String>) {
        self.push(text.into(), true);
    }

    /// What is said no longer holds.
    pub fn withdraw(&mut self, text: &str) {
        self.shown.retain(|toast| toast.text != text);
    }

    /// The latest message: what tests and the status bar read.
    pub fn latest(&self) -> Option<&str> {
        self.shown.last().map(|toast| toast.text.as_str())
    }

    fn push(&mut self, text: String, problem: bool) {
        self.shown.retain(|toast| toast.text != text);
        if self.shown.len() == MOST {
            self.shown.remove(0);
        }
        self.shown.push(Toast { text, problem, since: None });
    }

    /// `lowest`: what stands at the bottom of the window and is to be read, in points.
    pub fn ui(&mut self, ctx: &egui::Context, theme: &Theme, lowest: f32) {
        let now = ctx.input(|input| input.time);
        self.shown.retain(|toast| {
            let stay = if toast.problem { STAY_PROBLEM } else { STAY };
            toast.since.is_none_or(|since| now - since < stay)
        });
        for toast in &mut self.shown {
            toast.since.get_or_insert(now);
        }
        if self.shown.is_empty() {
            return;
        }
        let mut bottom = -lowest;
        for (at, toast) in self.shown.iter().enumerate().rev() {
            let colour = if toast.problem { theme.warning } else { theme.text };
            let area = Area::new(Id::unique(("toast", at)))
                .order(Order::Foreground)
                .anchor(Align2::CENTER_BOTTOM, Vec2::new(0.0, bottom))
                .interactable(false)
                .show(ctx, |ui| {
                    ui.set_max_width(560.0);
                    let text = RichText::new(&toast.text).color(colour);
                    let label = Frame::popup(ui.style()).show(ui, |ui| ui.label(text)).inner;
                    // Said to whoever listens, too.
                    ui.ctx().accesskit_node_builder(label.id, |node| node.set_live(Live::Polite));
                });
            bottom -= area.response.rect.height() + 6.0;
        }
        ctx.request_repaint_after(std::time::Duration::from_millis(500));
    }
}
