//! Moves of the caret that need the layout: rows, up and down, pages.

use eframe::egui::{Key, Ui, pos2, text::CCursor};

use super::{
    ArticleState, ArticleView,
    paint::{self, PlacedParagraph},
};
use crate::model::step_grapheme;

/// The paragraph with the caret: one in view, or laid out for this.
fn with_caret<'a>(
    view: &ArticleView,
    state: &ArticleState,
    placed: &'a [PlacedParagraph],
) -> Option<&'a PlacedParagraph> {
    let at = state.select.caret();
    let holds = |paragraph: &&PlacedParagraph| paragraph.span.start <= at && at <= paragraph.span.end;
    placed.iter().rev().find(holds).or_else(|| placed.first()).filter(|_| !view.article.text.is_empty())
}

/// The start or end of the caret's row.
pub fn row_edge(view: &ArticleView, state: &ArticleState, placed: &[PlacedParagraph], end: bool) -> usize {
    let text = &view.article.text;
    let at = state.select.caret();
    let Some(paragraph) = with_caret(view, state, placed) else { return at };
    // The row on which the caret is painted.
    let cursor = CCursor { prefer_next_row: true, ..paragraph.cursor_of(text, at) };
    if !end {
        return paragraph.byte_of(text, paragraph.galley.cursor_begin_of_row(&cursor));
    }
    let edge = paragraph.byte_of(text, paragraph.galley.cursor_end_of_row(&cursor));
    // Behind the last letter of a row that goes on, a caret stands on the next row.
    let row = paragraph.caret(text, at).center().y;
    if edge > at && paragraph.caret(text, edge).center().y > row + 1.0 {
        step_grapheme(text, edge, false)
    } else {
        edge
    }
}

/// A row up or down, or as many as the view holds.
pub fn vertical(ui: &Ui, view: &ArticleView, state: &mut ArticleState, placed: &[PlacedParagraph], key: Key) -> usize {
    let text = &view.article.text;
    let at = state.select.caret();
    let down = matches!(key, Key::ArrowDown | Key::PageDown);
    let rows = if matches!(key, Key::PageUp | Key::PageDown) {
        (ui.clip_rect().height() / paint::line_height() - 2.0).max(1.0) as usize
    } else {
        1
    };
    let Some(first) = placed.first() else { return at };
    let (width, left) = (first.galley.job.wrap.max_width, first.at.x);
    let lay = |number: usize| {
        let span = state.pages.paragraph(number).span;
        PlacedParagraph {
            span,
            galley: paint::lay_out(ui, text.slice(span), width, view.theme.text),
            at: pos2(left, 0.0),
        }
    };
    let mut number = state.pages.at_byte(at);
    let mut paragraph = lay(number);
    let mut here = paragraph.caret(text, at);
    let goal = state.goal.unwrap_or(here.center().x);
    for _ in 0..rows {
        let wanted = if down { here.bottom() + 2.0 } else { here.top() - 2.0 };
        if wanted < 0.0 || wanted > paragraph.galley.size().y {
            // Past this paragraph: the first or last row of the next one.
            let next = if down { number + 1 } else { number.wrapping_sub(1) };
            if next >= state.pages.len() {
                state.goal = Some(goal);
                return if down { text.len() } else { 0 };
            }
            number = next;
            paragraph = lay(number);
            let y = if down { 1.0 } else { paragraph.galley.size().y - 1.0 };
            let offset = paragraph.byte_at(text, pos2(goal, y));
            here = paragraph.caret(text, offset);
            continue;
        }
        let offset = paragraph.byte_at(text, pos2(goal, wanted));
        here = paragraph.caret(text, offset);
    }
    state.goal = Some(goal);
    paragraph.byte_at(text, pos2(goal, here.center().y))
}
