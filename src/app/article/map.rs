//! The narrow map of the whole article at its right edge: where marks are, where the view is.

use eframe::egui::{Color32, CornerRadius, CursorIcon, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2};

use crate::{model::SpanIndex, session::Mark};

/// Width in points.
pub const WIDTH: f32 = 12.0;

/// Marks gathered into rows of the map, kept until marks, height or layout change: a frame paints at most one bar a row.
#[derive(Default)]
pub struct Map {
    bars: Vec<Option<Color32>>,
    made_for: Option<(u64, usize)>,
}

impl Map {
    /// Gathers the marks of an article of `length` bytes, unless `key` says nothing changed. Each row shows the last mark
    /// that begins in it, so only as many marks are looked at as there are rows.
    pub fn gather(
        &mut self,
        key: u64,
        height: f32,
        length: usize,
        marks: &SpanIndex<Mark>,
        colour: impl Fn(&Mark) -> Color32,
    ) {
        let rows = (height / 2.0).max(1.0) as usize;
        if self.made_for == Some((key, rows)) {
            return;
        }
        self.bars.clear();
        let mut before = 0;
        for row in 1..=rows {
            let upto = marks.starting_before((row * length).div_ceil(rows));
            let last = marks.get(upto.wrapping_sub(1)).filter(|_| upto > before);
            self.bars.push(last.map(|(_, mark)| colour(mark)));
            before = upto;
        }
        self.made_for = Some((key, rows));
    }

    /// Paints the map; `shown` is the part of the article in view, from 0 to 1. Returns where in it somebody clicked.
    pub fn ui(&self, ui: &mut Ui, rect: Rect, shown: (f32, f32), label: &str) -> Option<f32> {
        let response = ui.interact(rect, ui.scope_id().with("map"), Sense::click_and_drag());
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, label));
        let painter = ui.painter_at(rect);
        painter.rect_filled(rect, CornerRadius::ZERO, ui.visuals().faint_bg_color);
        let step = rect.height() / self.bars.len().max(1) as f32;
        for (row, bar) in self.bars.iter().enumerate() {
            if let Some(colour) = bar {
                let top = rect.top() + row as f32 * step;
                let bar =
                    Rect::from_min_max(pos2(rect.left() + 2.0, top), pos2(rect.right() - 2.0, top + step.max(2.0)));
                painter.rect_filled(bar, CornerRadius::ZERO, *colour);
            }
        }
        // An article that is seen whole has no place to go to.
        if shown.0 > 0.0 || shown.1 < 1.0 {
            let at = |part: f32| rect.top() + part.clamp(0.0, 1.0) * rect.height();
            let view = Rect::from_min_max(pos2(rect.left(), at(shown.0)), pos2(rect.right(), at(shown.1)));
            let stroke = Stroke::new(1.0, ui.visuals().weak_text_color());
            painter.rect_filled(view, 2, ui.visuals().weak_text_color().gamma_multiply(0.12));
            painter.rect_stroke(view, CornerRadius::same(2), stroke, StrokeKind::Inside);
        }
        let pressed = response.on_hover_cursor(CursorIcon::PointingHand);
        let pointer =
            pressed.interact_pointer_pos().filter(|_| pressed.is_pointer_button_down_on() || pressed.clicked())?;
        Some(((pointer.y - rect.top()) / rect.height()).clamp(0.0, 1.0))
    }
}
