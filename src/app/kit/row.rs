//! What the rows of lists and the heads of panels share: a ground that tells hover, focus and choice, text cut to its
//! room, small painted buttons, named fields.

use std::sync::Arc;

use eframe::egui::{
    Button, Checkbox, Color32, CornerRadius, Frame, Galley, Id, IntoAtoms, Margin, Painter, Pos2, Rect, Response,
    RichText, Role, Sense, Stroke, StrokeKind, TextEdit, TextStyle, Ui, Vec2, WidgetInfo,
    text::{self, CCursorRange},
    vec2,
};

use super::fonts::{self, Emphasis};

/// Paints behind a row what the mouse, the keyboard and the choice say of it.
pub fn ground(ui: &Ui, rect: Rect, response: &Response, chosen: bool) {
    let visuals = ui.visuals();
    if chosen {
        ui.painter().rect_filled(rect, 4, visuals.selection.bg_fill);
    } else if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 4, visuals.faint_bg_color);
    }
    if response.has_focus() {
        let stroke = Stroke::new(1.0, visuals.text_color());
        ui.painter().rect_stroke(rect, 4, stroke, StrokeKind::Inside);
    }
}

/// A box to be ticked. Its line is seen on any ground: an empty one is no part of what is behind it.
pub fn checkbox<'a>(ui: &mut Ui, on: &'a mut bool, words: impl IntoAtoms<'a>) -> Response {
    let line = Stroke::new(1.0, ui.visuals().weak_text_color());
    let before = ui.visuals().widgets.inactive.bg_stroke;
    ui.visuals_mut().widgets.inactive.bg_stroke = line;
    let response = ui.add(Checkbox::new(on, words));
    ui.visuals_mut().widgets.inactive.bg_stroke = before;
    response
}

/// Gives a field the keyboard, with what is in it selected.
pub fn take_keyboard(ui: &Ui, field: &Response, text: &str) {
    if field.has_focus() {
        return;
    }
    field.request_focus();
    let mut state = TextEdit::load_state(ui.ctx(), field.id).unwrap_or_default();
    state.cursor.set_char_range(Some(CCursorRange::select_all_str(text)));
    TextEdit::store_state(ui.ctx(), field.id, state);
}

/// One line of text, cut with “…” where the room ends.
pub fn one_line(ui: &Ui, words: &str, style: TextStyle, colour: Color32, room: f32) -> Arc<Galley> {
    let mut job = text::LayoutJob::simple_singleline(words.to_owned(), style.resolve(ui.style()), colour);
    job.wrap = text::TextWrapping::truncate_at_width(room.max(0.0));
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// The same in bold letters.
pub fn one_bold_line(ui: &Ui, words: &str, style: TextStyle, colour: Color32, room: f32) -> Arc<Galley> {
    bold_lines(ui, words, style, colour, room, 1)
}

/// So many lines at the most, cut with “…” where the last one ends.
pub fn lines(ui: &Ui, words: &str, style: TextStyle, colour: Color32, room: f32, lines: usize) -> Arc<Galley> {
    let mut job = text::LayoutJob::simple(words.to_owned(), style.resolve(ui.style()), colour, room.max(0.0));
    job.wrap.max_rows = lines;
    job.wrap.break_anywhere = lines == 1;
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// So many lines in bold letters at the most.
pub fn bold_lines(ui: &Ui, words: &str, style: TextStyle, colour: Color32, room: f32, lines: usize) -> Arc<Galley> {
    let mut job = text::LayoutJob::simple_singleline(words.to_owned(), style.resolve(ui.style()), colour);
    job.wrap = text::TextWrapping { max_rows: lines, ..text::TextWrapping::truncate_at_width(room.max(0.0)) };
    // Words are kept whole where there is a line to go on in.
    job.wrap.break_anywhere = lines == 1;
    job.sections.iter_mut().for_each(|section| section.format.coords = fonts::style(true, false));
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// Text in as many lines as it needs.
pub fn wrapped(ui: &Ui, words: &str, style: TextStyle, colour: Color32, room: f32) -> Arc<Galley> {
    ui.painter().layout(words.to_owned(), style.resolve(ui.style()), colour, room.max(60.0))
}

/// Paints text with its middle at the height of the row's middle; returns where it ends.
pub fn put(painter: &Painter, left: f32, row: Rect, galley: Arc<Galley>, colour: Color32) -> f32 {
    let size = galley.size();
    painter.galley(Pos2::new(left, row.center().y - size.y / 2.0), galley, colour);
    left + size.x
}

/// How wide a small button with these words is, with room around it.
pub fn button_room(ui: &Ui, words: &str) -> f32 {
    let font = TextStyle::Button.resolve(ui.style());
    ui.painter().layout_no_wrap(words.to_owned(), font, ui.visuals().text_color()).size().x + 28.0
}

/// A small button with a painted sign, named for screen readers and on hover.
pub fn sign_button(ui: &mut Ui, name: &str, paint: impl FnOnce(&Painter, Rect, Color32)) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(22.0), Sense::click());
    sign(ui, rect, &response, paint);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, response.enabled(), name));
    response.on_hover_text(name)
}

/// The same at a place of its own, under an id by what it is for.
pub fn sign_button_at(
    ui: &Ui,
    rect: Rect,
    id: Id,
    name: &str,
    paint: impl FnOnce(&Painter, Rect, Color32),
) -> Response {
    let response = ui.interact(rect, id, Sense::click());
    sign(ui, rect, &response, paint);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, response.enabled(), name));
    response.on_hover_text(name)
}

fn sign(ui: &Ui, rect: Rect, response: &Response, paint: impl FnOnce(&Painter, Rect, Color32)) {
    let visuals = ui.style().interact(response);
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect.shrink(1.0), CornerRadius::same(4), visuals.weak_bg_fill);
    }
    if response.has_focus() {
        ui.painter().rect_stroke(rect.shrink(1.0), 4, Stroke::new(1.0, visuals.text_color()), StrokeKind::Inside);
    }
    paint(ui.painter(), rect, visuals.text_color());
}

/// A small button that stays pressed: a filter that is on or off.
pub fn chip(ui: &mut Ui, on: &mut bool, words: &str) -> Response {
    let button = Button::selectable(*on, RichText::new(words).small()).frame_when_inactive(true).corner_radius(9);
    let mut response = ui.add(button);
    if response.clicked() {
        *on = !*on;
        response.mark_changed();
    }
    response
}

/// What an empty field says of what goes there: slanted, so that nobody takes it for what is in it.
pub fn hint(words: impl Into<String>) -> RichText {
    RichText::new(words).slanted()
}

/// Names the panel in which something stands for screen readers.
pub fn name_panel(ui: &Ui, name: &str) {
    let panel = ui.stack().iter().find(|ui| ui.kind().is_some_and(|kind| kind.is_panel()));
    if let Some(panel) = panel {
        ui.ctx().accesskit_node_builder(panel.unique_id, |node| node.set_label(name));
    }
}

/// Names a text field for screen readers.
pub fn name_field(field: &Response, text: &str, name: &str) {
    field.widget_info(|| {
        let mut info = WidgetInfo::text_edit(field.enabled(), text, text, name);
        info.label = Some(name.to_owned());
        info
    });
}

/// A key as it looks on a keyboard.
pub fn key_cap(ui: &mut Ui, key: &str) {
    let stroke = Stroke::new(1.0, ui.visuals().weak_text_color());
    let fill = ui.visuals().extreme_bg_color;
    Frame::new().stroke(stroke).fill(fill).corner_radius(4).inner_margin(Margin::symmetric(5, 1)).show(ui, |ui| {
        ui.label(RichText::new(key).size(12.0));
    });
}

/// A square of a colour, and beside it a second one if there is one. Returns where they end.
pub fn swatches(painter: &Painter, left: f32, row: Rect, kind: Color32, own: Option<Color32>) -> f32 {
    let square = Rect::from_center_size(Pos2::new(left + 5.0, row.center().y), Vec2::splat(10.0));
    painter.rect_filled(square, 2, kind);
    match own {
        None => square.right(),
        Some(own) => {
            let second = Rect::from_min_size(square.right_top() + vec2(2.0, 0.0), vec2(5.0, 10.0));
            painter.rect_filled(second, 1, own);
            painter.rect_stroke(second, 1, Stroke::new(0.5, kind), StrokeKind::Outside);
            second.right()
        }
    }
}
