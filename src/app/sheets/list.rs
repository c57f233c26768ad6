//! Lists to choose from: rows, how keys move through them, and entities on offer.

use eframe::egui::{
    Color32, Context, FontId, Id, Key, Modifiers, Rect, Response, Role, Sense, Stroke, StrokeKind, TextStyle, Ui,
    WidgetInfo, pos2,
    text::{LayoutJob, TextWrapping},
    vec2,
};

use crate::{
    app::kit::theme::{Theme, colour},
    gazetteer::Offer,
    model::EntityId,
    session::Session,
};

pub const ROW: f32 = 26.0;
/// Rows that PageUp and PageDown pass.
const PAGE: usize = 9;

/// What keys did to a list.
#[derive(Default, Debug, PartialEq)]
pub struct Steered {
    pub moved: bool,
    /// The row is chosen.
    pub enter: bool,
    /// Chosen with Ctrl.
    pub with_ctrl: bool,
}

/// Takes the keys that move through a list while its field has the keyboard.
pub fn steer(ctx: &Context, field: Id, at: &mut usize, count: usize) -> Steered {
    *at = (*at).min(count.saturating_sub(1));
    if ctx.memory(|memory| memory.focused()).is_some_and(|focused| focused != field) {
        return Steered::default();
    }
    let pressed = |key, modifiers| ctx.input_mut(|input| input.count_and_consume_key(modifiers, key));
    let mut steered = Steered::default();
    for (key, forward, by) in
        [(Key::ArrowDown, true, 1), (Key::ArrowUp, false, 1), (Key::PageDown, true, PAGE), (Key::PageUp, false, PAGE)]
    {
        for _ in 0..pressed(key, Modifiers::NONE) {
            *at = step(*at, count, forward, by);
            steered.moved = true;
        }
    }
    steered.with_ctrl = pressed(Key::Enter, Modifiers::COMMAND) > 0;
    steered.enter = pressed(Key::Enter, Modifiers::NONE) > 0;
    steered
}

/// One step goes round at the ends, a page stops there.
fn step(at: usize, count: usize, forward: bool, by: usize) -> usize {
    match (count, by, forward) {
        (0, ..) => 0,
        (_, 1, true) => (at + 1) % count,
        (_, 1, false) => (at + count - 1) % count,
        (_, by, true) => (at + by).min(count - 1),
        (_, by, false) => at.saturating_sub(by),
    }
}

/// A row: a sign, words, what explains them, and something short at the right.
#[derive(Default)]
pub struct ListRow<'a> {
    pub sign: Option<Color32>,
    pub text: &'a str,
    pub weak: &'a str,
    pub right: &'a str,
    /// The keyboard is on it, and it is not chosen yet.
    pub pointed: bool,
}

impl ListRow<'_> {
    pub fn show(self, ui: &mut Ui, theme: &Theme, selected: bool) -> Response {
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, selected, self.text));
        if !ui.is_rect_visible(rect) {
            return response;
        }
        let fill = match (selected, response.hovered() || response.has_focus()) {
            (true, _) => ui.visuals().selection.bg_fill,
            (false, true) => ui.visuals().faint_bg_color,
            (false, false) => Color32::TRANSPARENT,
        };
        ui.painter().rect_filled(rect, 5, fill);
        if self.pointed && !selected {
            ui.painter().rect_stroke(rect, 5, Stroke::new(1.0, theme.focus), StrokeKind::Inside);
        }
        let (ink, pale) = if selected {
            (ui.visuals().selection.stroke.color, ui.visuals().selection.stroke.color)
        } else {
            (theme.text, theme.weak)
        };
        let mut left = rect.left() + 8.0;
        let mut right = rect.right() - 8.0;
        if let Some(colour) = self.sign {
            let square = Rect::from_center_size(pos2(left + 5.0, rect.center().y), vec2(10.0, 10.0));
            ui.painter().rect_filled(square, 2, colour);
            left += 18.0;
        }
        let small = FontId::proportional(12.5);
        if !self.right.is_empty() {
            let galley = ui.painter().layout_no_wrap(self.right.to_owned(), small.clone(), pale);
            right -= galley.size().x;
            ui.painter().galley(pos2(right, rect.center().y - galley.size().y / 2.0), galley, pale);
            right -= 12.0;
        }
        let body = TextStyle::Body.resolve(ui.style());
        let (width, mut cut) = piece(ui, self.text, body, ink, left, rect.center().y, right - left);
        left += width + 10.0;
        if !self.weak.is_empty() {
            cut |= right - left <= 30.0 || piece(ui, self.weak, small, pale, left, rect.center().y, right - left).1;
        }
        if !cut {
            return response;
        }
        let whole = [self.text, self.weak].join("\n");
        response.on_hover_text(whole.trim_end().to_owned())
    }
}

/// The colour that stands for an entity: its own, or its kind's.
pub fn sign(session: &Session, theme: &Theme, entity: &EntityId) -> Option<Color32> {
    let entity = session.entity(entity)?;
    let kind = || session.project().scheme.kind(&entity.kind).map(|kind| theme.kind(kind));
    entity.colour.map(colour).or_else(kind)
}

/// One line of text, cut to fit; tells its width and whether it was cut.
fn piece(ui: &Ui, text: &str, font: FontId, colour: Color32, left: f32, middle: f32, width: f32) -> (f32, bool) {
    let mut job = LayoutJob::simple_singleline(text.to_owned(), font, colour);
    job.wrap = TextWrapping::truncate_at_width(width.max(0.0));
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let (size, cut) = (galley.size(), galley.elided);
    ui.painter().galley(pos2(left, middle - size.y / 2.0), galley, colour);
    (size.x, cut)
}

/// Offers, kept until the question or the project changes.
#[derive(Default)]
pub struct Offers {
    asked: Option<(String, String, u64)>,
    offers: Vec<Offer>,
}

impl Offers {
    /// What `find` finds for these words about `whom`, at this revision of the project.
    pub fn of(&mut self, whom: &str, query: &str, revision: u64, find: impl FnOnce() -> Vec<Offer>) -> &[Offer] {
        let asks = |(a, b, c): &(String, String, u64)| a == whom && b == query && *c == revision;
        if !self.asked.as_ref().is_some_and(asks) {
            self.offers = find();
            self.asked = Some((whom.to_owned(), query.to_owned(), revision));
        }
        &self.offers
    }

    /// What was found last.
    pub fn now(&self) -> &[Offer] {
        &self.offers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_go_round_and_pages_stop() {
        assert_eq!(step(2, 3, true, 1), 0);
        assert_eq!(step(0, 3, false, 1), 2);
        assert_eq!(step(1, 30, true, PAGE), 10);
        assert_eq!(step(25, 30, true, PAGE), 29);
        assert_eq!(step(3, 30, false, PAGE), 0);
        assert_eq!(step(5, 0, true, 1), 0);
    }

    #[test]
    fn offers_are_asked_for_once() {
        let mut offers = Offers::default();
        let mut times = 0;
        for (query, revision) in [("a", 1), ("a", 1), ("b", 1), ("b", 2), ("b", 2)] {
            offers.of("m1", query, revision, || {
                times += 1;
                Vec::new()
            });
        }
        assert_eq!(times, 3);
    }
}
