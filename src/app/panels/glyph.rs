//! Small signs that no font is needed for.

use eframe::egui::{Color32, Painter, Rect, Shape, Stroke, pos2};

use crate::{model::Status, store::SaveState};

/// How far an article is: an empty ring, a half-filled one, a tick, a bar.
pub fn status(painter: &Painter, rect: Rect, status: Status, colour: Color32) {
    let centre = rect.center();
    let radius = rect.width().min(rect.height()) * 0.38;
    let stroke = Stroke::new(1.5, colour);
    match status {
        Status::New => drop(painter.circle_stroke(centre, radius, stroke)),
        Status::InProgress => {
            painter.circle_stroke(centre, radius, stroke);
            let half = (0..=16).map(|step| {
                let angle = std::f32::consts::FRAC_PI_2 + step as f32 / 16.0 * std::f32::consts::PI;
                pos2(centre.x + radius * angle.cos(), centre.y + radius * angle.sin())
            });
            painter.add(Shape::convex_polygon(half.collect(), colour, Stroke::NONE));
        }
        Status::Finished => {
            painter.circle_filled(centre, radius + 0.5, colour);
            tick(
                painter,
                Rect::from_center_size(centre, rect.size() * 0.8),
                painter.ctx().global_style().visuals.panel_fill,
            );
        }
        Status::Ignored => {
            painter.circle_stroke(centre, radius, stroke);
            let slant = radius * 0.7;
            painter.line_segment(
                [pos2(centre.x - slant, centre.y + slant), pos2(centre.x + slant, centre.y - slant)],
                stroke,
            );
        }
    }
}

fn tick(painter: &Painter, rect: Rect, colour: Color32) {
    let at = |x: f32, y: f32| pos2(rect.left() + x * rect.width(), rect.top() + y * rect.height());
    painter.add(Shape::line(vec![at(0.22, 0.52), at(0.43, 0.72), at(0.78, 0.3)], Stroke::new(1.8, colour)));
}

/// How saving stands: a tick, three dots, a cross.
pub fn saved(painter: &Painter, rect: Rect, state: &SaveState, colour: Color32) {
    let centre = rect.center();
    match state {
        SaveState::Saved => tick(painter, rect, colour),
        SaveState::Saving { .. } => {
            for step in [-4.0, 0.0, 4.0] {
                painter.circle_filled(pos2(centre.x + step, centre.y), 1.4, colour);
            }
        }
        SaveState::Failed { .. } => {
            let stroke = Stroke::new(2.0, colour);
            let arm = 4.0;
            painter.line_segment([pos2(centre.x - arm, centre.y - arm), pos2(centre.x + arm, centre.y + arm)], stroke);
            painter.line_segment([pos2(centre.x - arm, centre.y + arm), pos2(centre.x + arm, centre.y - arm)], stroke);
        }
    }
}
