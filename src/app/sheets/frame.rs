//! The frame around an overlay, and the parts that overlays are made of: fields, buttons, lines of text.

use eframe::egui::{
    Align, Align2, Area, Button, Color32, FontId, Frame, Id, Key, Label, LayerId, Layout, Margin, Order, Pos2,
    Response, RichText, Role, ScrollArea, Sense, Stroke, TextEdit, Ui, WidgetInfo, vec2,
};

use super::Stage;
use crate::app::kit::{fonts::Emphasis, row, text::Words};

/// Where an overlay stands.
#[derive(Clone, Copy)]
pub enum SheetPlace {
    /// In the middle, under the menu bar.
    Top,
    /// In the middle, over the status bar, so that the text above it can be seen; it can be dragged away.
    Bottom,
    /// With this corner here.
    At(Pos2, Align2),
}

/// Room for the status bar, in points.
const STATUS_BAR: f32 = 32.0;

/// Room below an overlay in a low window, in points.
const BELOW: f32 = 20.0;

/// The frame of an overlay.
pub struct SheetFrame<'a> {
    pub name: &'a str,
    /// Empty: no head line.
    pub title: &'a str,
    pub width: f32,
    pub place: SheetPlace,
}

impl SheetFrame<'_> {
    /// Draws it and what is in it. The answer tells clicks elsewhere.
    pub fn show(self, stage: &mut Stage, content: impl FnOnce(&mut Ui, &mut Stage)) -> Response {
        let screen = stage.ctx.content_rect();
        if matches!(self.place, SheetPlace::Top) {
            // Over the panels, which are drawn already; what stands beside the text leaves it to be read.
            let dim = Color32::from_black_alpha(if stage.theme.dark { 110 } else { 44 });
            stage.ctx.layer_painter(LayerId::background()).rect_filled(screen, 0, dim);
        }
        // What stands at the bottom leaves the status bar to be read, however low the window is.
        let mut within = screen.shrink(6.0);
        if matches!(self.place, SheetPlace::Bottom) {
            within.max.y -= STATUS_BAR;
        }
        let area = Area::new(Id::unique(("overlay", self.name))).order(Order::Middle).constrain_to(within);
        // As high as what is in it; the default would cut lists short. What stands at the bottom must not be measured
        // larger than it is, or it would be moved.
        let room = if matches!(self.place, SheetPlace::Bottom) { screen.height() * 0.6 } else { screen.height() };
        let area = area.default_size(vec2(screen.width(), room));
        let area = match self.place {
            SheetPlace::Top => area.anchor(Align2::CENTER_TOP, vec2(0.0, (screen.height() * 0.1).min(64.0))),
            SheetPlace::Bottom => {
                area.movable(true).pivot(Align2::CENTER_BOTTOM).default_pos(screen.center_bottom() - vec2(0.0, 44.0))
            }
            SheetPlace::At(at, corner) => area.pivot(corner).fixed_pos(at),
        };
        if matches!(self.place, SheetPlace::Top) {
            // What is dimmed is not reached, by Tab or by the mouse.
            stage.ctx.memory_mut(|memory| memory.set_modal_layer(area.layer()));
        }
        let accessible = if self.title.is_empty() { self.name } else { self.title };
        let width = self.width.min(screen.width() - 40.0);
        let shown = area.accessible_name(accessible).show(stage.ctx, |ui| {
            Frame::window(ui.style()).inner_margin(Margin::symmetric(14, 12)).show(ui, |ui| {
                ui.set_width(width);
                if !stage.theme.dark {
                    // A field is to be seen on the white ground.
                    ui.visuals_mut().text_edit_bg_color = Some(ui.visuals().panel_fill);
                }
                if !self.title.is_empty() {
                    head(ui, stage, self.title);
                }
                if !matches!(self.place, SheetPlace::Top) {
                    return content(ui, stage);
                }
                // In a low window what has no room is scrolled to, by Tab as well. An overlay is no higher than it was,
                // unless it may be.
                let room = (screen.bottom() - BELOW - ui.cursor().top()).max(BELOW);
                ui.vertical(|ui| {
                    ui.set_max_height(room);
                    let area = ScrollArea::vertical().id_salt(("overlay", self.name)).auto_shrink([false, true]);
                    area.max_height(room).show(ui, |ui| {
                        content(ui, stage);
                        follow_keyboard(ui, stage);
                    });
                });
            });
        });
        shown.response
    }
}

/// What takes the keyboard comes into view.
fn follow_keyboard(ui: &Ui, stage: &mut Stage) {
    let focused = ui.memory(|memory| memory.focused());
    if focused != stage.memory.focused {
        stage.memory.focused = focused;
        let there = focused.and_then(|id| ui.ctx().read_response(id)).filter(|there| there.layer_id == ui.layer_id());
        if let Some(there) = there.filter(|_| !stage.fresh) {
            ui.scroll_to_rect(there.rect.expand(6.0), None);
        }
    }
}

fn head(ui: &mut Ui, stage: &mut Stage, title: &str) {
    ui.horizontal(|ui| {
        let room = ui.available_width() - 34.0;
        ui.allocate_ui(vec2(room, 22.0), |ui| {
            ui.set_width(room);
            let text = RichText::new(title).size(16.0).bold();
            ui.add(Label::new(text).truncate().selectable(false));
        });
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if cross(ui, stage.say(Words::Close)).clicked() {
                (stage.close, stage.left) = (true, true);
            }
        });
    });
    ui.add_space(4.0);
}

/// A small button with a cross.
fn cross(ui: &mut Ui, name: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(20.0, 20.0), Sense::click());
    let style = ui.style().interact(&response);
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, style.corner_radius, style.weak_bg_fill);
    }
    let stroke = Stroke::new(1.6, style.text_color());
    let inner = rect.shrink(6.0);
    ui.painter().line_segment([inner.left_top(), inner.right_bottom()], stroke);
    ui.painter().line_segment([inner.right_top(), inner.left_bottom()], stroke);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    response.on_hover_text(format!("{name} · Esc"))
}

/// The id of an overlay's first field.
pub fn first_id(name: &str) -> Id {
    Id::unique(("overlay field", name))
}

/// The first field of an overlay: it has the keyboard at once, with what is in it selected.
pub fn first_field(ui: &mut Ui, fresh: bool, overlay: &str, name: &str, hint: &str, text: &mut String) -> Response {
    let id = first_id(overlay);
    let field = TextEdit::singleline(text).id(id).hint_text(row::hint(hint)).desired_width(f32::INFINITY);
    let response = ui.add(field.margin(Margin::symmetric(6, 4)));
    row::name_field(&response, text.as_str(), name);
    if fresh {
        row::take_keyboard(ui, &response, text);
    }
    response
}

/// A further field with its name above it.
pub fn field(ui: &mut Ui, name: &str, hint: &str, text: &mut String) -> Response {
    caption(ui, name);
    let field = TextEdit::singleline(text).id_salt(("overlay", name)).hint_text(row::hint(hint));
    let response = ui.add(field.desired_width(f32::INFINITY).margin(Margin::symmetric(6, 4)));
    row::name_field(&response, text.as_str(), name);
    response
}

/// The name of what is below.
pub fn caption(ui: &mut Ui, name: &str) {
    ui.add_space(4.0);
    ui.label(RichText::new(name).small().weak());
}

/// Whether Enter was pressed in a field.
pub fn entered(ui: &Ui, field: &Response) -> bool {
    field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
}

/// The row of buttons at the end: the main one first, at the right.
pub fn buttons(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    ui.add_space(8.0);
    ui.allocate_ui_with_layout(vec2(ui.available_width(), 26.0), Layout::right_to_left(Align::Center), content);
}

/// The button that does what the overlay is for.
pub fn main_button(ui: &mut Ui, stage: &Stage, text: &str, enabled: bool) -> Response {
    let visuals = ui.visuals();
    let (fill, ink) = (visuals.selection.bg_fill, visuals.selection.stroke.color);
    let button = Button::new(RichText::new(text).bold().color(ink)).fill(fill).min_size(vec2(84.0, 26.0));
    let response = ui.add_enabled(enabled, button);
    if response.has_focus() {
        let stroke = Stroke::new(1.5, stage.theme.focus);
        ui.painter().rect_stroke(response.rect.expand(1.0), 6, stroke, eframe::egui::StrokeKind::Outside);
    }
    response
}

/// A button beside it.
pub fn side_button(ui: &mut Ui, text: &str) -> Response {
    ui.add(Button::new(text).min_size(vec2(72.0, 26.0)))
}

pub fn cancel_button(ui: &mut Ui, stage: &mut Stage) {
    if side_button(ui, stage.say(Words::Cancel)).clicked() {
        stage.close = true;
    }
}

/// Why something cannot be done; nothing if it can.
pub fn problem(ui: &mut Ui, stage: &Stage, problem: &str) {
    if !problem.is_empty() {
        ui.add_space(2.0);
        ui.add(Label::new(RichText::new(problem).color(stage.theme.danger)).wrap());
    }
}

/// A line of explanation.
pub fn note(ui: &mut Ui, text: &str) {
    ui.add(Label::new(RichText::new(text).font(FontId::proportional(12.0)).weak()).wrap());
}
