//! How a paragraph looks: fills behind the letters, lines below them, the caret. Painting never lays text out again.

use std::sync::Arc;

use eframe::egui::{
    Color32, CornerRadius, FontFamily, FontId, Galley, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Ui, Vec2, pos2,
    text::{CCursor, LayoutJob, TextFormat, TextWrapping},
    vec2,
};

use super::bidi;
use crate::{
    app::kit::theme::{LINE_HEIGHT, TEXT_SIZE},
    model::{LineStyle, Span, Text},
};

/// A laid-out piece of text.
#[derive(Clone)]
pub struct LaidOut {
    pub galley: Arc<Galley>,
    /// Where each character stands, if any of it runs from right to left.
    pub cells: Option<Arc<bidi::VisualRows>>,
}

impl std::ops::Deref for LaidOut {
    type Target = Arc<Galley>;

    fn deref(&self) -> &Arc<Galley> {
        &self.galley
    }
}

/// A laid-out paragraph where it stands on the screen.
pub struct PlacedParagraph {
    /// Bytes of the article.
    pub span: Span,
    pub galley: LaidOut,
    pub at: Pos2,
}

/// Height of a line of article text, in points.
pub fn line_height() -> f32 {
    (TEXT_SIZE * LINE_HEIGHT).round()
}

/// Lays a piece of text out; egui keeps what was laid out in the last frame.
pub fn lay_out(ui: &Ui, piece: &str, width: f32, colour: Color32) -> LaidOut {
    let format = TextFormat {
        font_id: FontId::new(TEXT_SIZE, FontFamily::Proportional),
        color: colour,
        line_height: Some(line_height()),
        ..TextFormat::default()
    };
    let wrapped = |job: LayoutJob| LayoutJob {
        wrap: TextWrapping { max_width: width, ..TextWrapping::default() },
        break_on_newline: false,
        ..job
    };
    if !bidi::is_mixed(piece) {
        let job = wrapped(LayoutJob::single_section(show(piece), format));
        return LaidOut { galley: ui.fonts_mut(|fonts| fonts.layout_job(job)), cells: None };
    }
    let font = format.font_id.clone();
    let mut galley = ui.fonts_mut(|fonts| {
        let job = bidi::job(&show(piece), format, &mut |c| fonts.has_glyph(&font, c));
        fonts.layout_job(wrapped(job))
    });
    let cells = bidi::reorder(&mut galley).map(Arc::new);
    LaidOut { galley, cells }
}

/// Characters that would be invisible or turn the text around, which are shown as a small box instead: controls, soft
/// hyphens, zero-width spaces and the bidirectional controls of Unicode TR 9.
pub fn is_hidden(c: char) -> bool {
    (c.is_control() && c != '\t')
        || matches!(c, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{FEFF}')
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}')
}

/// The same number of characters, hidden ones as boxes.
pub(super) fn show(piece: &str) -> String {
    if piece.contains(is_hidden) {
        piece.chars().map(|c| if is_hidden(c) { '□' } else { c }).collect()
    } else {
        piece.to_owned()
    }
}

impl PlacedParagraph {
    /// The byte of the article under a point of the screen.
    pub fn byte_at(&self, text: &Text, pos: Pos2) -> usize {
        if let Some(border) = self.border_at(pos - self.at) {
            return self.byte_of(text, CCursor::new(border));
        }
        let cursor = self.galley.cursor_from_pos(pos - self.at);
        self.byte_of(text, cursor)
    }

    /// The border between characters nearest to a place, where text runs both ways.
    fn border_at(&self, at: Vec2) -> Option<usize> {
        let cells = self.galley.cells.as_ref()?;
        let rows = &self.galley.rows;
        let below = rows.partition_point(|row| row.rect().bottom() <= at.y).min(rows.len().saturating_sub(1));
        bidi::border_at(cells.get(below)?, at.x - rows.get(below)?.pos.x)
    }

    /// The byte of the article at a cursor of the galley.
    pub fn byte_of(&self, text: &Text, cursor: CCursor) -> usize {
        let piece = text.slice(self.span);
        let inside = piece.char_indices().nth(cursor.index.0).map_or(piece.len(), |(at, _)| at);
        self.span.start + inside
    }

    /// The galley's cursor at a byte of the article.
    pub fn cursor_of(&self, text: &Text, offset: usize) -> CCursor {
        let end = offset.clamp(self.span.start, self.span.end);
        CCursor::new(text.slice(Span::new(self.span.start, end)).chars().count())
    }

    /// The caret's place on the screen.
    pub fn caret(&self, text: &Text, offset: usize) -> Rect {
        // At the end of a row that goes on, the next letter is typed in the next one.
        let cursor = CCursor { prefer_next_row: true, ..self.cursor_of(text, offset) };
        if let Some(place) = self.galley.cells.as_ref().and_then(|cells| self.caret_among(cells, cursor.index.0)) {
            return place;
        }
        self.galley.pos_from_cursor(cursor).translate(self.at.to_vec2())
    }

    /// Before the character that begins there; behind the last one.
    fn caret_among(&self, cells: &bidi::VisualRows, border: usize) -> Option<Rect> {
        let rows = || cells.iter().zip(&self.galley.rows);
        let all = || rows().flat_map(|(cells, row)| cells.iter().map(move |cell| (cell, row)));
        let before = all().find(|(cell, _)| border < cell.chars.end).map(|(cell, row)| (cell.edges().0, row));
        let (x, row) = before.or_else(|| all().last().map(|(cell, row)| (cell.edges().1, row)))?;
        let rect = row.rect().translate(self.at.to_vec2());
        Some(Rect::from_x_y_ranges(rect.left() + x..=rect.left() + x, rect.y_range()))
    }

    /// One rectangle for each row that a span (bytes of the article) lies on, on the screen; several where it is torn apart
    /// because text runs both ways.
    pub fn rects(&self, text: &Text, span: Span) -> Vec<Rect> {
        let first = self.cursor_of(text, span.start.max(self.span.start)).index.0;
        let last = self.cursor_of(text, span.end.min(self.span.end)).index.0;
        let mut rects = Vec::new();
        if let Some(cells) = &self.galley.cells {
            for (cells, row) in cells.iter().zip(&self.galley.rows) {
                let rect = row.rect().translate(self.at.to_vec2());
                let place =
                    |(left, right)| Rect::from_x_y_ranges(rect.left() + left..=rect.left() + right, rect.y_range());
                rects.extend(bidi::stretches(cells, first..last).into_iter().map(place));
            }
            return rects;
        }
        let mut row_start = 0;
        for row in &self.galley.rows {
            let count = row.char_count_including_newline().0;
            let row_end = row_start + count;
            if first < row_end && last > row_start {
                let left = row.x_offset((first.max(row_start) - row_start).into());
                // The blank at which a row ends is seen by nobody.
                let letters = count - row.glyphs.iter().rev().take_while(|glyph| glyph.chr.is_whitespace()).count();
                let end =
                    if last >= row_end { letters.max(first.max(row_start) - row_start) } else { last - row_start };
                let right = row.x_offset(end.into());
                let rect = row.rect();
                let x = self.at.x + rect.left();
                rects.push(Rect::from_min_max(
                    pos2(x + left, self.at.y + rect.top()),
                    pos2(x + right, self.at.y + rect.bottom()),
                ));
            }
            row_start = row_end;
        }
        rects
    }
}

/// How a mention is to look.
#[derive(Debug, Clone, Copy)]
pub struct MentionLook {
    pub fill: Color32,
    pub line: Color32,
    pub style: LineStyle,
    pub lane: usize,
    pub selected: Option<Color32>,
    pub linked: bool,
}

/// The box behind the letters of a row, less the room for the lines below.
pub(super) fn letters(row: Rect, lane: usize) -> Rect {
    let middle = row.center().y;
    let half = TEXT_SIZE * 0.62 + 1.2 * lane.min(3) as f32;
    Rect::from_min_max(pos2(row.left() - 1.0, middle - half), pos2(row.right() + 1.0, middle + half))
}

pub fn fill(painter: &Painter, rows: &[Rect], look: &MentionLook) {
    for &row in rows {
        painter.rect_filled(letters(row, look.lane), CornerRadius::same(3), look.fill);
    }
}

/// A kind's line from left to right.
pub fn rule(painter: &Painter, ends: [Pos2; 2], colour: Color32, style: LineStyle) {
    let stroke = Stroke::new(1.8, colour);
    match style {
        LineStyle::Solid => drop(painter.line_segment(ends, stroke)),
        LineStyle::Dashed => painter.extend(Shape::dashed_line(&ends, stroke, 5.0, 3.0)),
        LineStyle::Double => {
            let half = Vec2::new(0.0, 1.1);
            for down in [-half, half] {
                painter.line_segment(ends.map(|end| end + down), Stroke::new(1.0, colour));
            }
        }
        LineStyle::DashDot => {
            let shapes = Shape::dashed_line_with_offset(&ends, stroke, &[6.0, 1.5], &[2.5, 2.5], 0.0);
            painter.extend(shapes);
        }
    }
}

/// What is selected, or decided on: strong lines above and below. At the sides they would lie over what stands there.
pub fn brackets(painter: &Painter, around: Rect, colour: Color32) {
    let stroke = Stroke::new(2.0, colour);
    for y in [around.top() - 1.5, around.bottom() + 1.5] {
        painter.line_segment([pos2(around.left(), y), pos2(around.right(), y)], stroke);
    }
}

/// The line below, and what tells a selected mention.
pub fn line(painter: &Painter, rows: &[Rect], look: &MentionLook) {
    for (number, &row) in rows.iter().enumerate() {
        let below = row.center().y + TEXT_SIZE * 0.6 + 1.0 + 3.4 * look.lane.min(4) as f32;
        let (left, right) = (pos2(row.left(), below), pos2(row.right(), below));
        rule(painter, [left, right], look.line, look.style);
        if !look.linked && number + 1 == rows.len() {
            // A hollow dot at the end: nobody said yet who it is. It stands below the last letter, not below the comma.
            painter.circle(
                pos2(right.x - 2.5, below + 0.8),
                2.2,
                painter.ctx().global_style().visuals.panel_fill,
                Stroke::new(1.5, look.line),
            );
        }
        if let Some(ring) = look.selected {
            brackets(painter, letters(row, look.lane), ring);
        }
    }
}

/// Selected text.
pub fn selection(painter: &Painter, rows: &[Rect], colour: Color32) {
    for row in rows {
        painter.rect_filled(row.shrink2(vec2(0.0, 2.0)), CornerRadius::same(2), colour);
    }
}

/// How far from a border between characters the caret stands in the blank beside it, so that it touches no letter. Points.
const BESIDE_LETTER: f32 = 1.2;

/// `before`, `after`: the characters that it stands between; in the middle of a word it is thin.
pub fn caret(painter: &Painter, place: Rect, (before, after): (Option<char>, Option<char>), colour: Color32) {
    let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let (aside, width) = match (blank(before), blank(after)) {
        (true, false) => (-BESIDE_LETTER, 1.5),
        (false, true) => (BESIDE_LETTER, 1.5),
        (true, true) => (0.0, 1.5),
        (false, false) => (0.0, 1.0),
    };
    let (x, middle) = (place.center().x + aside, place.center().y);
    let half = TEXT_SIZE * 0.65;
    painter.line_segment([pos2(x, middle - half), pos2(x, middle + half)], Stroke::new(width, colour));
}

/// Frames around the boxes that stand for hidden characters; returns the hidden one under `pointer`.
pub fn chips(
    painter: &Painter,
    text: &Text,
    placed: &PlacedParagraph,
    colour: Color32,
    pointer: Option<Pos2>,
) -> Option<char> {
    let piece = text.slice(placed.span);
    let mut under = None;
    for (at, c) in piece.char_indices().filter(|(_, c)| is_hidden(*c)) {
        let start = placed.span.start + at;
        for rect in placed.rects(text, Span::new(start, start + c.len_utf8())) {
            let chip = letters(rect, 0).shrink(1.0);
            painter.rect_stroke(chip, CornerRadius::same(3), Stroke::new(1.0, colour), StrokeKind::Inside);
            if pointer.is_some_and(|pos| chip.contains(pos)) {
                under = Some(c);
            }
        }
    }
    under
}
