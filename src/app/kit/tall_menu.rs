//! A menu that may be higher than the window: it scrolls, and arrows at its ends say where more follows.

use eframe::egui::{Rect, ScrollArea, Sense, Ui, scroll_area::ScrollBarVisibility, vec2};

use super::glyph;

/// What a menu leaves of the window's height, in points: the bar above it and its own frame.
const AROUND: f32 = 70.0;
const LEAST: f32 = 120.0;
/// Height of the row of an arrow.
const ARROW: f32 = 12.0;

pub fn ui<R>(ui: &mut Ui, rows: impl FnOnce(&mut Ui) -> R) -> R {
    let room = (ui.ctx().content_rect().height() - AROUND).max(LEAST);
    let id = ui.scope_id().with("tall menu");
    // The rows of the arrows are kept free in a menu that scrolls, so that nothing moves when one comes or goes.
    let scrolls = ui.data(|data| data.get_temp::<bool>(id)).unwrap_or(false);
    let above = scrolls.then(|| arrow_row(ui));
    let most = if scrolls { room - 2.0 * ARROW } else { room };
    let mut area = ScrollArea::vertical().max_height(most).min_scrolled_height(most);
    if scrolls {
        area = area.scroll_bar_visibility(ScrollBarVisibility::AlwaysVisible);
    }
    let shown = area.show(ui, rows);
    let below = scrolls.then(|| arrow_row(ui));
    let (content, seen, offset) = (shown.content_size.y, shown.inner_rect.height(), shown.state.clamped_offset().y);
    if let Some(row) = above.filter(|_| offset > 1.0) {
        glyph::arrow(ui.painter(), row.center(), false, ui.visuals().text_color());
    }
    if let Some(row) = below.filter(|_| offset + seen < content - 1.0) {
        glyph::arrow(ui.painter(), row.center(), true, ui.visuals().text_color());
    }
    let higher = content > room;
    if higher != scrolls {
        ui.data_mut(|data| data.insert_temp(id, higher));
        ui.ctx().request_repaint();
    }
    shown.inner
}

fn arrow_row(ui: &mut Ui) -> Rect {
    ui.allocate_exact_size(vec2(ui.available_width(), ARROW), Sense::hover()).0
}
