//! A row of a concordance: the words that were found, in the same place in every row, between what stands around them.

use eframe::egui::{Align2, Color32, FontId, Painter, Rect, Stroke, TextStyle, Ui, pos2, vec2};

use super::{row, theme::Theme};
use crate::session::Hit;

/// Paints the words with what stands before and after them, and `about` (its article) at the right; words that are
/// marked, or would be, in the colour of their kind.
pub fn concordance(ui: &Ui, rect: Rect, hit: &Hit, about: &str, kind: Option<Color32>, theme: &Theme) {
    let middle = rect.center().y;
    let room = (rect.width() * 0.26).clamp(90.0, 330.0);
    let text = Rect::from_min_max(rect.min, pos2(rect.right() - room - 12.0, rect.bottom()));
    let body = TextStyle::Body.resolve(ui.style());
    let start = (text.left() + text.width() * 0.42).round();
    let galley = {
        let room = text.right() - start;
        row::one_bold_line(ui, hit.words(), TextStyle::Body, theme.text, room)
    };
    let size = galley.size();
    let words = Rect::from_min_size(pos2(start, (middle - size.y / 2.0).round()), size);
    let painter = ui.painter_at(text);
    painter.rect_filled(words.expand2(vec2(1.5, 0.0)), 2, kind.map_or(theme.find, |kind| theme.tint(kind)));
    if let Some(kind) = kind {
        painter.line_segment([words.left_bottom(), words.right_bottom()], Stroke::new(2.0, kind));
    }
    painter.galley(words.min, galley, theme.text);
    let side = |from: f32, to: f32| ui.painter_at(Rect::from_min_max(pos2(from, text.top()), pos2(to, text.bottom())));
    put(&side(text.left(), start - 1.5), start - 1.5, Align2::RIGHT_CENTER, middle, hit.before(), &body, theme.text);
    let end = words.right() + 1.5;
    put(&side(end, text.right()), end, Align2::LEFT_CENTER, middle, hit.after(), &body, theme.text);
    let galley = row::one_line(ui, about, TextStyle::Small, theme.weak, room - 6.0);
    row::put(ui.painter(), rect.right() - room, rect, galley, theme.weak);
}

fn put(painter: &Painter, x: f32, align: Align2, y: f32, text: &str, font: &FontId, colour: Color32) {
    painter.text(pos2(x, y), align, text, font.clone(), colour);
}
