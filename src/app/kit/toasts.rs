//! Short messages that go away by themselves. What must not be missed is in the status bar or the messages panel too.

use std::sync::Arc;

use eframe::egui::{
    self, Align2, Area, Color32, Frame, Galley, Id, Order, Rect, RichText, Role, Sense, TextStyle, Ui, Vec2,
    WidgetInfo, accesskit::Live, pos2, vec2,
};

use super::{row, theme::Theme};

/// Seconds that a message stays.
const STAY: f64 = 4.0;
const STAY_PROBLEM: f64 = 10.0;
const MOST: usize = 3;
/// Around a line that has a place, in points; its sides are those of the text.
const PADDING: f32 = 8.0;
const SIDE: f32 = 24.0;
/// Above the status bar, in points.
const FLOATS_AT: f32 = 44.0;

#[derive(Default)]
pub struct Toasts {
    shown: Vec<Toast>,
    /// In this frame they had a place.
    placed: bool,
}

struct Toast {
    text: String,
    problem: bool,
    /// It holds until something is changed.
    until_change: bool,
    /// When it came, in seconds of egui's clock; unknown until it is painted.
    since: Option<f64>,
}

impl Toasts {
    pub fn say(&mut self, text: impl Into<String>) {
        self.push(text.into(), false, false);
    }

    pub fn problem(&mut self, text: impl Into<String>) {
        self.push(text.into(), true, false);
    }

    /// What is to be mended, until anything is changed.
    pub fn until_changed(&mut self, text: impl Into<String>) {
        self.push(text.into(), true, true);
    }

    /// Something is changed: what was to be mended may be.
    pub fn changed(&mut self) {
        self.shown.retain(|toast| !toast.until_change);
    }

    /// What is said no longer holds.
    pub fn withdraw(&mut self, text: &str) {
        self.shown.retain(|toast| toast.text != text);
    }

    /// The latest message: what tests and the status bar read.
    pub fn latest(&self) -> Option<&str> {
        self.shown.last().map(|toast| toast.text.as_str())
    }

    /// Of what is no problem only the latest stays.
    fn push(&mut self, text: String, problem: bool, until_change: bool) {
        self.shown.retain(|toast| toast.text != text && toast.problem);
        if self.shown.len() == MOST {
            self.shown.remove(0);
        }
        self.shown.push(Toast { text, problem, until_change, since: None });
    }

    /// Once a frame: what was said long enough goes.
    pub fn age(&mut self, ctx: &egui::Context) {
        let now = ctx.input(|input| input.time);
        self.shown.retain(|toast| {
            let stay = if toast.problem { STAY_PROBLEM } else { STAY };
            toast.since.is_none_or(|since| now - since < stay)
        });
        for toast in &mut self.shown {
            toast.since.get_or_insert(now);
        }
        if !self.shown.is_empty() {
            ctx.request_repaint_after(std::time::Duration::from_millis(500));
        }
    }

    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    /// At a place of its own, as high as `height` says.
    pub fn place(&mut self, ui: &mut Ui, theme: &Theme) {
        self.placed = true;
        for toast in &self.shown {
            let room =
                Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), toast.line(ui).size().y + PADDING));
            let colour = toast.colour(theme);
            ui.painter().rect_filled(room, 0, theme.tint(if toast.problem { theme.warning } else { theme.accepted }));
            let galley = toast.line(ui);
            let response = ui.allocate_rect(room, Sense::hover());
            let at = pos2(room.left() + SIDE, room.center().y - galley.size().y / 2.0);
            ui.painter().galley_with_override_text_color(at, galley, colour);
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &toast.text));
            // Said to whoever listens, too.
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
        }
    }

    /// How high what is said stands in this room, in points.
    pub fn height(&self, ui: &Ui) -> f32 {
        self.shown.iter().map(|toast| toast.line(ui).size().y + PADDING).sum()
    }

    /// Over everything, where nothing gave them a place.
    pub fn float(&mut self, ctx: &egui::Context, theme: &Theme) {
        if std::mem::take(&mut self.placed) {
            return;
        }
        let mut bottom = -FLOATS_AT;
        for (at, toast) in self.shown.iter().enumerate().rev() {
            let area = Area::new(Id::unique(("toast", at)))
                .order(Order::Foreground)
                .anchor(Align2::CENTER_BOTTOM, Vec2::new(0.0, bottom))
                .interactable(false)
                .show(ctx, |ui| {
                    ui.set_max_width(560.0);
                    let text = RichText::new(&toast.text).color(toast.colour(theme));
                    let label = Frame::popup(ui.style()).show(ui, |ui| ui.label(text)).inner;
                    ui.ctx().accesskit_node_builder(label.id, |node| node.set_live(Live::Polite));
                });
            bottom -= area.response.rect.height() + 6.0;
        }
    }
}

impl Toast {
    fn line(&self, ui: &Ui) -> Arc<Galley> {
        let room = ui.available_width() - 2.0 * SIDE;
        row::wrapped(ui, &self.text, TextStyle::Body, ui.visuals().text_color(), room)
    }

    fn colour(&self, theme: &Theme) -> Color32 {
        if self.problem { theme.warning } else { theme.text }
    }
}
