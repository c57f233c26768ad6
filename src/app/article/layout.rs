//! Where paragraphs lie: estimated until they are first shown, measured then. Knows text and heights, no painter.

use crate::model::{Span, Text};

/// Bytes of a piece of a line at the most: laying out is done by the piece, so its cost never grows with the line.
const PIECE: usize = 1500;

/// Height of an empty line, in lines: it parts paragraphs and needs no more.
const BLANK: f32 = 0.2;

/// A line of the article, or a piece of a very long one.
#[derive(Debug, Clone, PartialEq)]
pub struct Paragraph {
    /// Bytes of the text, without the line end.
    pub span: Span,
    /// Whether the line goes on in the next paragraph.
    pub goes_on: bool,
    height: f32,
    measured: bool,
}

/// All paragraphs of an article from top to bottom, for one width and letter size.
#[derive(Debug, Default)]
pub struct Pages {
    paragraphs: Vec<Paragraph>,
    /// Top of each paragraph in points from the first one's, and the bottom of the last.
    tops: Vec<f32>,
    width: f32,
    line: f32,
    stale: bool,
}

impl Pages {
    pub fn new(text: &Text) -> Self {
        let mut paragraphs = Vec::with_capacity(text.line_count());
        for number in 0..text.line_count() {
            let Some(line) = text.line(number) else { continue };
            let mut start = line.start;
            while line.end - start > PIECE {
                let end = break_before(text, start + PIECE, start + PIECE / 2);
                paragraphs.push(Paragraph { span: Span::new(start, end), goes_on: true, height: 0.0, measured: false });
                start = end;
            }
            paragraphs.push(Paragraph {
                span: Span::new(start, line.end),
                goes_on: false,
                height: 0.0,
                measured: false,
            });
        }
        Self { paragraphs, tops: Vec::new(), width: 0.0, line: 0.0, stale: true }
    }

    /// Starts anew with estimates if the width (points) or the height of a line changed. Returns whether it did.
    pub fn fit(&mut self, width: f32, line: f32) -> bool {
        if self.width == width && self.line == line {
            return false;
        }
        (self.width, self.line) = (width, line);
        // A letter is about 0.28 of a line high in width: 1.75 line height, half an em.
        let per_line = (width / (line * 0.28)).max(8.0);
        for paragraph in &mut self.paragraphs {
            let lines = (paragraph.span.len() as f32 / per_line).ceil().max(1.0);
            paragraph.height = if paragraph.span.is_empty() { line * BLANK } else { lines * line };
            paragraph.measured = false;
        }
        self.stale = true;
        true
    }

    pub fn len(&self) -> usize {
        self.paragraphs.len()
    }

    pub fn is_empty(&self) -> bool {
        self.paragraphs.is_empty()
    }

    pub fn paragraph(&self, at: usize) -> &Paragraph {
        &self.paragraphs[at]
    }

    /// The paragraph that holds a byte (or ends at it).
    pub fn at_byte(&self, offset: usize) -> usize {
        self.paragraphs.partition_point(|p| p.span.start <= offset).saturating_sub(1)
    }

    /// The paragraph at a distance from the top, in points.
    pub fn at_y(&mut self, y: f32) -> usize {
        self.place_rows();
        let after = self.tops.partition_point(|&top| top <= y);
        after.saturating_sub(1).min(self.paragraphs.len().saturating_sub(1))
    }

    /// Distance of a paragraph's top from the first one's.
    pub fn top(&mut self, at: usize) -> f32 {
        self.place_rows();
        self.tops.get(at).copied().unwrap_or(0.0)
    }

    pub fn height(&mut self) -> f32 {
        self.place_rows();
        self.tops.last().copied().unwrap_or(0.0)
    }

    /// Replaces an estimate (points, without the gap below); returns by how much the paragraph grew.
    pub fn measure(&mut self, at: usize, height: f32) -> f32 {
        let paragraph = &mut self.paragraphs[at];
        if paragraph.measured && paragraph.height == height {
            return 0.0;
        }
        let grown = height - paragraph.height;
        paragraph.height = height;
        paragraph.measured = true;
        self.stale |= grown != 0.0;
        grown
    }

    fn place_rows(&mut self) {
        if !std::mem::take(&mut self.stale) {
            return;
        }
        let gap = self.line * 0.35;
        let mut top = 0.0;
        self.tops.clear();
        for paragraph in &self.paragraphs {
            self.tops.push(top);
            top += paragraph.height + if paragraph.goes_on { 0.0 } else { gap };
        }
        self.tops.push(top);
    }
}

/// The last space before `at` and after `least`, or a character border if there is none.
fn break_before(text: &Text, mut at: usize, mut least: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    while !text.is_char_boundary(least) {
        least += 1;
    }
    text[least..at].rfind(' ').map_or(at, |space| least + space + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_has_its_paragraph() {
        let long = "kata ".repeat(2000) + &"é".repeat(4000);
        let text = Text::new(format!("satu\n\n{long}\ndua"));
        let pages = Pages::new(&text);
        let mut covered = String::new();
        for at in 0..pages.len() {
            let p = pages.paragraph(at);
            assert!(p.span.len() <= PIECE);
            assert_eq!(pages.at_byte(p.span.start), at);
            covered.push_str(&text[p.span.range()]);
            if !p.goes_on && at + 1 < pages.len() {
                covered.push('\n');
            }
        }
        assert_eq!(covered, text.as_str());
    }

    #[test]
    fn measuring_moves_what_is_below() {
        let text = Text::new("a\nb\nc");
        let mut pages = Pages::new(&text);
        pages.fit(500.0, 20.0);
        let before = pages.top(2);
        assert_eq!(pages.measure(0, 50.0), 30.0);
        assert_eq!(pages.top(2), before + 30.0);
        assert_eq!(pages.top(0), 0.0);
        assert_eq!(pages.measure(0, 50.0), 0.0);
        let below = pages.height() + 100.0;
        assert_eq!(pages.at_y(below), 2);
        assert_eq!(pages.at_y(55.0), 0, "the gap belongs to the paragraph above it");
    }
}
