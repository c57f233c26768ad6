//! One of a few choices: a sign for each with its word below it, where there is room; else only the chosen one's word.

use std::sync::Arc;

use eframe::egui::{Color32, Galley, Id, Painter, Rect, Response, Sense, Ui, Vec2, pos2, vec2};

use super::look::{self, ROW};

/// Height of a row whose words stand below the signs, in points.
const WITH_WORDS: f32 = 36.0;
/// Beside a word, in points.
const PADDING: f32 = 8.0;
const SIGN: f32 = 12.0;
const NARROW: f32 = 26.0;

/// A choice: its id, what it is called, what it means, and the colour of its sign.
pub struct CardChoice<'a> {
    pub id: Id,
    pub word: &'a str,
    /// As it is named to screen readers, and on hover.
    pub name: String,
    pub help: String,
    pub colour: Color32,
}

/// Paints the sign of the choice at this place, in a colour on a ground.
pub type PaintSign<'a> = &'a dyn Fn(&Painter, Rect, usize, (Color32, Color32));

/// Whether all words find room below their signs.
pub fn fit(ui: &Ui, words: &[&str], width: f32) -> bool {
    words.iter().map(|word| word_of(ui, word).size().x + PADDING).sum::<f32>() <= width
}

fn word_of(ui: &Ui, word: &str) -> Arc<Galley> {
    look::lines(ui, word, look::small(ui), ui.visuals().text_color(), f32::INFINITY, 1)
}

/// Draws them over a width; the one that was clicked.
pub fn ui(
    ui: &mut Ui,
    (indent, width): (f32, f32),
    choices: &[CardChoice],
    chosen: Option<usize>,
    ground: Color32,
    sign: PaintSign,
) -> Option<usize> {
    let words: Vec<Arc<Galley>> = choices.iter().map(|choice| word_of(ui, choice.word)).collect();
    let all: f32 = words.iter().map(|word| word.size().x + PADDING).sum();
    let roomy = all <= width;
    let height = if roomy { WITH_WORDS } else { ROW };
    let (rect, _) = ui.allocate_exact_size(vec2(indent + width, height), Sense::hover());
    let rect = rect.with_min_x(rect.left() + indent);
    let count = choices.len() as f32;
    let spare = (width - all) / count;
    // Many choices have narrow cells.
    let narrow = NARROW.min(width / (count + 2.0));
    let style = ui.visuals();
    let (line, fill) = (style.widgets.noninteractive.bg_stroke, style.extreme_bg_color);
    ui.painter().rect(rect, 4, fill, line, eframe::egui::StrokeKind::Inside);
    let (mut left, mut clicked) = (rect.left(), None);
    for (at, (choice, word)) in choices.iter().zip(words).enumerate() {
        let is_chosen = chosen == Some(at);
        let width = match (roomy, is_chosen) {
            (true, _) => word.size().x + PADDING + spare,
            (false, false) if chosen.is_none() => width / count,
            (false, false) => narrow,
            (false, true) => width - (count - 1.0) * narrow,
        };
        let cell = Rect::from_min_size(pos2(left, rect.top()), vec2(width, height));
        left += width;
        let word = (roomy || is_chosen).then_some(word);
        let colours = if is_chosen { None } else { Some((choice.colour, ground)) };
        let (response, place, colours) = cell_ui(ui, cell, choice, (word, roomy), colours);
        sign(ui.painter(), place, at, colours);
        if response.on_hover_text(&choice.help).clicked() && !is_chosen {
            clicked = Some(at);
        }
    }
    clicked
}

/// The cell of a choice with its word; where its sign goes, and in which colours. `below`: the word stands below the sign,
/// not beside it. `colours`: of one that is not chosen.
fn cell_ui(
    ui: &Ui,
    cell: Rect,
    choice: &CardChoice,
    (word, below): (Option<Arc<Galley>>, bool),
    colours: Option<(Color32, Color32)>,
) -> (Response, Rect, (Color32, Color32)) {
    let chosen = colours.is_none();
    let (response, ink) = look::cell(ui, cell, choice.id, chosen, &choice.name);
    let beside = word.as_ref().filter(|_| !below).map_or(0.0, |word| word.size().x + 4.0);
    let middle = cell.center();
    let centre = if below { pos2(middle.x, cell.top() + 11.0) } else { pos2(middle.x - beside / 2.0, middle.y) };
    let place = Rect::from_center_size(centre, Vec2::splat(SIGN));
    if let Some(word) = word {
        let at = match below {
            true => pos2(middle.x - word.size().x / 2.0, cell.top() + 19.0),
            false => pos2(place.right() + 4.0, middle.y - word.size().y / 2.0),
        };
        let ink = if chosen { ink } else { ui.visuals().text_color() };
        ui.painter().galley_with_override_text_color(at, word, ink);
    }
    (response, place, colours.unwrap_or((ink, ui.visuals().selection.bg_fill)))
}
