//! Small signs that no font is needed for.

use eframe::egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, pos2, vec2};

use crate::{
    check::Severity,
    model::{Glyph, Status},
    store::SaveState,
};

/// The form of a status or a stance, which tells it as well as its colour does; `size`: half its width.
pub fn form(painter: &Painter, at: Pos2, size: f32, form: Glyph, colour: Color32, ground: Color32) {
    let stroke = Stroke::new(2.0, colour);
    let fill = match form {
        Glyph::Wedge | Glyph::Block | Glyph::Gem => colour,
        _ => ground,
    };
    match form {
        Glyph::Disc => drop(painter.circle_filled(at, size, colour)),
        Glyph::Ring => drop(painter.circle(at, size - 1.0, ground, stroke)),
        Glyph::Triangle | Glyph::Wedge => {
            let points = vec![at + vec2(0.0, -size), at + vec2(size, size), at + vec2(-size, size)];
            painter.add(Shape::convex_polygon(points, fill, stroke));
        }
        Glyph::Diamond | Glyph::Gem => {
            let points = vec![at + vec2(0.0, -size), at + vec2(size, 0.0), at + vec2(0.0, size), at + vec2(-size, 0.0)];
            painter.add(Shape::convex_polygon(points, fill, stroke));
        }
        Glyph::Cross => {
            for turn in [1.0, -1.0] {
                painter.line_segment([at + vec2(-size, -size * turn), at + vec2(size, size * turn)], stroke);
            }
        }
        Glyph::Dash => drop(painter.line_segment([at - vec2(size, 0.0), at + vec2(size, 0.0)], stroke)),
        Glyph::Square | Glyph::Block => {
            let rect = Rect::from_center_size(at, vec2(2.0 * size - 2.0, 2.0 * size - 2.0));
            painter.rect(rect, 0, fill, stroke, StrokeKind::Middle);
        }
    }
}

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

/// A tick.
pub fn tick(painter: &Painter, rect: Rect, colour: Color32) {
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

/// A cross: close.
pub fn cross(painter: &Painter, rect: Rect, colour: Color32) {
    let (centre, arm, stroke) = (rect.center(), 4.0, Stroke::new(1.5, colour));
    painter.line_segment([pos2(centre.x - arm, centre.y - arm), pos2(centre.x + arm, centre.y + arm)], stroke);
    painter.line_segment([pos2(centre.x - arm, centre.y + arm), pos2(centre.x + arm, centre.y - arm)], stroke);
}

/// One less.
pub fn minus(painter: &Painter, rect: Rect, colour: Color32) {
    painter.hline(rect.center().x - 4.5..=rect.center().x + 4.5, rect.center().y, Stroke::new(1.5, colour));
}

/// One more.
pub fn plus(painter: &Painter, rect: Rect, colour: Color32) {
    minus(painter, rect, colour);
    painter.vline(rect.center().x, rect.center().y - 4.5..=rect.center().y + 4.5, Stroke::new(1.5, colour));
}

/// A bin: remove.
pub fn bin(painter: &Painter, rect: Rect, colour: Color32) {
    let (centre, stroke) = (rect.center(), Stroke::new(1.3, colour));
    let at = |x: f32, y: f32| pos2(centre.x + x, centre.y + y);
    painter.line_segment([at(-5.5, -3.5), at(5.5, -3.5)], stroke);
    painter.line_segment([at(-1.5, -5.5), at(1.5, -5.5)], stroke);
    painter.add(Shape::line(vec![at(-4.0, -3.0), at(-3.0, 6.0), at(3.0, 6.0), at(4.0, -3.0)], stroke));
    painter.line_segment([at(-1.0, -1.0), at(-0.8, 3.5)], stroke);
    painter.line_segment([at(1.0, -1.0), at(0.8, 3.5)], stroke);
}

/// Three dots: more.
pub fn dots(painter: &Painter, rect: Rect, colour: Color32) {
    for step in [-5.0, 0.0, 5.0] {
        painter.circle_filled(pos2(rect.center().x + step, rect.center().y), 1.5, colour);
    }
}

/// A triangle that points down at what is open, and right where it is shut.
pub fn fold(painter: &Painter, centre: eframe::egui::Pos2, open: bool, colour: Color32) {
    let (x, y) = (centre.x, centre.y);
    let corners = if open {
        vec![pos2(x - 4.0, y - 2.5), pos2(x + 4.0, y - 2.5), pos2(x, y + 3.0)]
    } else {
        vec![pos2(x - 2.5, y - 4.0), pos2(x + 3.0, y), pos2(x - 2.5, y + 4.0)]
    };
    painter.add(Shape::convex_polygon(corners, colour, Stroke::NONE));
}

/// A triangle that points to where more follows.
pub fn arrow(painter: &Painter, centre: Pos2, down: bool, colour: Color32) {
    let tip = if down { 3.0 } else { -3.0 };
    let corners = [vec2(-5.0, -tip), vec2(5.0, -tip), vec2(0.0, tip)].map(|corner| centre + corner);
    painter.add(Shape::convex_polygon(corners.to_vec(), colour, Stroke::NONE));
}

/// How bad something is: a disc with a cross, a triangle with a stroke, a ring with a dot.
pub fn severity(painter: &Painter, rect: Rect, severity: Severity, colour: Color32) {
    let (centre, radius) = (rect.center(), rect.width().min(rect.height()) * 0.42);
    match severity {
        Severity::Error => {
            painter.circle_filled(centre, radius, colour);
            let (arm, stroke) = (radius * 0.42, Stroke::new(1.5, painter.ctx().global_style().visuals.panel_fill));
            painter.line_segment([pos2(centre.x - arm, centre.y - arm), pos2(centre.x + arm, centre.y + arm)], stroke);
            painter.line_segment([pos2(centre.x - arm, centre.y + arm), pos2(centre.x + arm, centre.y - arm)], stroke);
        }
        Severity::Warning => {
            let corners = vec![
                pos2(centre.x, centre.y - radius),
                pos2(centre.x + radius * 1.1, centre.y + radius * 0.85),
                pos2(centre.x - radius * 1.1, centre.y + radius * 0.85),
            ];
            painter.add(Shape::convex_polygon(corners, Color32::TRANSPARENT, Stroke::new(1.3, colour)));
            painter.line_segment(
                [pos2(centre.x, centre.y - 2.5), pos2(centre.x, centre.y + 1.5)],
                Stroke::new(1.3, colour),
            );
            painter.circle_filled(pos2(centre.x, centre.y + 3.5), 0.8, colour);
        }
        Severity::Note => {
            painter.circle_stroke(centre, radius, Stroke::new(1.2, colour));
            painter.circle_filled(pos2(centre.x, centre.y - 2.6), 0.9, colour);
            painter.line_segment(
                [pos2(centre.x, centre.y - 0.5), pos2(centre.x, centre.y + 3.2)],
                Stroke::new(1.2, colour),
            );
        }
    }
}
