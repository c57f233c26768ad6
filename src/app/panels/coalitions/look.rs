//! How parts of a card look: signs, chips, key caps, wells, rows with their labels in one column.

use std::sync::Arc;

use eframe::egui::{
    Align2, Color32, CornerRadius, FontId, Galley, Id, Painter, Rect, Response, Role, Sense, Shape, Stroke, StrokeKind,
    TextStyle, Ui, WidgetInfo, pos2, text::LayoutJob, text::TextWrapping, vec2,
};

use super::deck::Deck;
use crate::{
    app::kit::{
        fonts, glyph,
        theme::{self, Theme, ink_on},
    },
    model::{Backing, Certainty, ChoiceScheme, ChoiceSign, Glyph, Stance, StatementScheme},
};

/// Height of a row.
pub const ROW: f32 = 24.0;
/// Side of a small button or of a cell among alternatives.
pub const CELL: f32 = 20.0;

pub fn small(ui: &Ui) -> FontId {
    TextStyle::Small.resolve(ui.style())
}

pub fn body(ui: &Ui) -> FontId {
    TextStyle::Body.resolve(ui.style())
}

/// Text laid out in at most `rows` lines of a width; the rest is elided.
pub fn lines(ui: &Ui, text: &str, font: FontId, colour: Color32, width: f32, rows: usize) -> Arc<Galley> {
    let mut job = LayoutJob::simple(text.to_owned(), font, colour, width.max(1.0));
    job.wrap = TextWrapping { max_width: width.max(1.0), max_rows: rows, break_anywhere: rows == 1, ..job.wrap };
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// Paints one line at the left of a rectangle, in its middle. Returns whether it had to be elided.
pub fn text_in(ui: &Ui, rect: Rect, text: &str, font: FontId, colour: Color32) -> bool {
    let galley = lines(ui, text, font, colour, rect.width(), 1);
    let at = pos2(rect.left(), rect.center().y - galley.size().y / 2.0);
    let elided = galley.elided;
    ui.painter().galley(at, galley, colour);
    elided
}

/// Paints a label at the left of a rectangle, in its middle, on two lines where one is too short. Returns whether it had to
/// be elided.
pub fn label_in(ui: &Ui, rect: Rect, text: &str, colour: Color32) -> bool {
    let galley = lines(ui, text, small(ui), colour, rect.width(), 2);
    let at = pos2(rect.left(), rect.center().y - galley.size().y / 2.0);
    let elided = galley.elided;
    ui.painter().galley(at, galley, colour);
    elided
}

/// How high a row is whose label has so much room.
pub fn row_height(ui: &Ui, label: &str, room: f32) -> f32 {
    lines(ui, label, small(ui), Color32::TRANSPARENT, room, 2).size().y.max(ROW)
}

/// The same of what only says what goes there: slanted, so that nobody takes it for a value.
pub fn hint_in(ui: &Ui, rect: Rect, text: &str, font: FontId, colour: Color32) {
    let mut job = LayoutJob::simple_singleline(text.to_owned(), font, colour);
    job.wrap = TextWrapping::truncate_at_width(rect.width().max(1.0));
    job.sections.iter_mut().for_each(|section| section.format.coords = fonts::style(false, true));
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    ui.painter().galley(pos2(rect.left(), rect.center().y - galley.size().y / 2.0), galley, colour);
}

/// Width of the column of labels in an open card, in points.
pub fn label_width(ui: &Ui) -> f32 {
    (ui.max_rect().width() * 0.36).clamp(70.0, 86.0)
}

/// A row with its label in the first column and `add` in the rest.
pub fn row<R>(ui: &mut Ui, label: &str, theme: &Theme, add: impl FnOnce(&mut Ui) -> R) -> R {
    let label_width = label_width(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let size = vec2(label_width - 4.0, row_height(ui, label, label_width - 4.0));
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        if label_in(ui, rect, label, theme.weak) {
            response.on_hover_text(label);
        }
        add(ui)
    })
    .inner
}

/// A key, as it is printed on a keyboard, at the right end of a rectangle. Long names of keys are not shown.
pub fn key_cap(ui: &Ui, rect: Rect, keys: &str, theme: &Theme) {
    if keys.is_empty() || keys.chars().count() > 2 {
        return;
    }
    let galley = lines(ui, keys, small(ui), theme.weak, 40.0, 1);
    let size = vec2((galley.size().x + 8.0).max(16.0), 16.0);
    let cap = Align2::RIGHT_CENTER.anchor_size(rect.right_center(), size);
    let stroke = Stroke::new(1.0, theme.weak.gamma_multiply(0.6));
    ui.painter().rect(cap, 3, theme.ground, stroke, StrokeKind::Inside);
    ui.painter().galley(cap.center() - galley.size() / 2.0, galley, theme.weak);
}

/// One of several alternatives; `chosen` is filled.
pub fn cell(ui: &Ui, rect: Rect, id: Id, chosen: bool, name: &str) -> (Response, Color32) {
    let response = ui.interact(rect, id, Sense::click());
    let style = ui.style().interact_selectable(&response, chosen);
    if chosen || response.hovered() || response.has_focus() {
        ui.painter().rect(rect, 4, style.weak_bg_fill, style.bg_stroke, StrokeKind::Inside);
    }
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), chosen, name));
    (response, style.text_color())
}

/// Where a value is put: a field that is filled by mentions.
pub fn well(ui: &Ui, rect: Rect, armed: bool, theme: &Theme) {
    let line = ui.visuals().widgets.noninteractive.bg_stroke;
    let stroke = if armed { Stroke::new(1.5, ui.visuals().hyperlink_color) } else { line };
    let fill = if armed { theme.tint(ui.visuals().hyperlink_color) } else { ui.visuals().extreme_bg_color };
    ui.painter().rect(rect, 4, fill, stroke, StrokeKind::Inside);
}

/// Who nominates raises a flag, who supports adds, who is a member is linked; others as the project says.
pub fn stance_sign(painter: &Painter, rect: Rect, stance: Stance, scheme: &StatementScheme, colour: Color32) {
    let at = |x: f32, y: f32| rect.center() + vec2(x, y);
    let stroke = Stroke::new(1.3, colour);
    let own = scheme.stance(stance);
    if let Some(form) = own.and_then(|own| own.glyph) {
        return glyph::form(painter, rect.center(), 5.0, form, colour, Color32::TRANSPARENT);
    }
    match stance {
        Stance::Own(_) => {
            let form = own.map_or(Glyph::Dash, ChoiceScheme::glyph);
            glyph::form(painter, rect.center(), 5.0, form, colour, Color32::TRANSPARENT);
        }
        Stance::Nominating => {
            painter.line_segment([at(-4.5, -5.5), at(-4.5, 5.5)], stroke);
            painter.rect_filled(Rect::from_min_max(at(-4.0, -5.5), at(5.0, 1.0)), 1, colour);
        }
        Stance::Supporting => {
            painter.circle_stroke(rect.center(), 5.0, stroke);
            painter.line_segment([at(-2.6, 0.0), at(2.6, 0.0)], stroke);
            painter.line_segment([at(0.0, -2.6), at(0.0, 2.6)], stroke);
        }
        Stance::Member => {
            painter.circle_stroke(at(-2.4, 0.0), 3.4, stroke);
            painter.circle_stroke(at(2.4, 0.0), 3.4, stroke);
        }
        Stance::Open => {
            painter.line_segment([at(-4.0, 0.0), at(4.0, 0.0)], stroke);
        }
    }
}

/// The colour of a stance, if the project gave it one.
pub fn stance_colour(theme: &Theme, scheme: &StatementScheme, stance: Stance) -> Option<Color32> {
    let own = scheme.stance(stance).and_then(|own| own.colour_on(theme.dark));
    own.map(|own| theme.legible(theme::colour(own)))
}

/// The frame of a party's name by its stance. Returns the colour of the letters.
pub fn chip(painter: &Painter, rect: Rect, deck: &Deck, backing: &Backing) -> Color32 {
    let (stance, scheme, theme) = (backing.stance, deck.statements().statements, deck.theme);
    let party = deck.colour(&backing.party);
    let shown = theme.legible(party);
    match stance {
        // The party's colour at the left, the stance's around it; who is against the ticket is underlined with dashes.
        Stance::Own(_) => {
            let edge = stance_colour(theme, scheme, stance).unwrap_or(theme.weak);
            painter.rect_stroke(rect, 4, Stroke::new(1.2, edge), StrokeKind::Inside);
            let bar = Rect::from_min_max(rect.min, pos2(rect.left() + 4.0, rect.bottom()));
            painter.rect_filled(bar, CornerRadius { nw: 4, sw: 4, ne: 0, se: 0 }, shown);
            if scheme.side(stance) == ChoiceSign::Minus {
                let (left, right) = (rect.left_bottom() + vec2(6.0, -3.0), rect.right_bottom() + vec2(-4.0, -3.0));
                painter.extend(Shape::dashed_line(&[left, right], Stroke::new(1.0, edge), 3.0, 3.0));
            }
        }
        Stance::Nominating => {
            let edge = Stroke::new(1.0, shown);
            painter.rect(rect, 4, party, edge, StrokeKind::Inside);
            return ink_on(party);
        }
        Stance::Supporting => drop(painter.rect_stroke(rect, 4, Stroke::new(2.0, shown), StrokeKind::Inside)),
        Stance::Open => drop(painter.rect_stroke(rect, 4, Stroke::new(0.8, theme.weak), StrokeKind::Inside)),
        Stance::Member => {
            painter.rect_stroke(rect, 4, Stroke::new(0.8, theme.weak), StrokeKind::Inside);
            let bar = Rect::from_min_max(rect.min, pos2(rect.left() + 4.0, rect.bottom()));
            painter.rect_filled(bar, CornerRadius { nw: 4, sw: 4, ne: 0, se: 0 }, shown);
        }
    }
    theme.text
}

pub fn certainty_colour(theme: &Theme, scheme: &StatementScheme, certainty: Certainty) -> Color32 {
    let own = scheme.status(certainty);
    if let Some(colour) = own.and_then(|own| own.colour_on(theme.dark)) {
        return theme.legible(theme::colour(colour));
    }
    match certainty {
        Certainty::Confirmed => theme.accepted,
        Certainty::Exploring => theme.warning,
        Certainty::Denied => theme.danger,
        Certainty::Hoped | Certainty::Past | Certainty::Open => theme.weak,
        Certainty::Own(_) => match own.map_or(ChoiceSign::Neutral, ChoiceScheme::sign) {
            ChoiceSign::Plus => theme.accepted,
            ChoiceSign::Minus => theme.danger,
            ChoiceSign::Neutral => theme.weak,
        },
    }
}

/// A tick in a disc, a magnifier, a dotted ring, a cross in a ring, a clock; others as the project says.
pub fn certainty_sign(
    painter: &Painter,
    rect: Rect,
    certainty: Certainty,
    scheme: &StatementScheme,
    (colour, ground): (Color32, Color32),
) {
    let own = scheme.status(certainty);
    if let Some(form) = own.and_then(|own| own.glyph) {
        return glyph::form(painter, rect.center(), 5.0, form, colour, ground);
    }
    let centre = rect.center();
    let radius = rect.width().min(rect.height()) * 0.42;
    let stroke = Stroke::new(1.4, colour);
    let at = |x: f32, y: f32| centre + vec2(x, y) * radius;
    match certainty {
        Certainty::Own(_) => {
            glyph::form(painter, centre, 5.0, own.map_or(Glyph::Dash, ChoiceScheme::glyph), colour, ground);
        }
        Certainty::Confirmed => {
            painter.circle_filled(centre, radius + 0.5, colour);
            let tick = vec![at(-0.5, 0.05), at(-0.12, 0.42), at(0.52, -0.38)];
            painter.add(Shape::line(tick, Stroke::new(1.6, ground)));
        }
        Certainty::Exploring => {
            // A magnifier.
            painter.circle_stroke(at(-0.2, -0.2), radius * 0.68, stroke);
            painter.line_segment([at(0.3, 0.3), at(1.0, 1.0)], Stroke::new(2.0, colour));
        }
        Certainty::Hoped => {
            let dots = Shape::dotted_line(&ring(centre, radius), colour, 3.0, 0.8);
            painter.extend(dots);
        }
        Certainty::Denied => {
            painter.circle_stroke(centre, radius, stroke);
            painter.line_segment([at(-0.42, -0.42), at(0.42, 0.42)], stroke);
            painter.line_segment([at(-0.42, 0.42), at(0.42, -0.42)], stroke);
        }
        Certainty::Open => drop(painter.line_segment([at(-0.6, 0.0), at(0.6, 0.0)], stroke)),
        Certainty::Past => {
            painter.circle_stroke(centre, radius, stroke);
            painter.add(Shape::line(vec![at(0.0, -0.6), at(0.0, 0.05), at(0.45, 0.3)], stroke));
        }
    }
}

fn ring(centre: eframe::egui::Pos2, radius: f32) -> Vec<eframe::egui::Pos2> {
    let angles = (0..=24).map(|step| step as f32 / 24.0 * std::f32::consts::TAU);
    angles.map(|angle| centre + vec2(angle.cos(), angle.sin()) * radius).collect()
}
