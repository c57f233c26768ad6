//! Text that runs from right to left within a paragraph: where each character stands in its row, so that what is painted
//! is what is pointed at.
//!
//! The painter lays characters out from left to right in the order in which they are stored. Here each row is put into
//! the order in which it is read (Unicode's bidirectional algorithm): its characters move, with all that was painted of
//! them, and their places are kept for the pointer, the caret and the marks.

use std::{ops::Range, sync::Arc};

use eframe::egui::{
    Galley,
    text::{ByteIndex, LayoutJob, LayoutSection, TextFormat},
};
use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};
use unicode_segmentation::UnicodeSegmentation;

use super::arabic::joined;

/// A character as a person sees it (a letter with its accents), where it stands in its row.
#[derive(Debug, Clone, PartialEq)]
pub struct VisualCell {
    /// Characters of the paragraph, counted from its start.
    pub chars: Range<usize>,
    /// In points from the left of the row.
    pub left: f32,
    pub right: f32,
    pub rightward: bool,
}

/// The cells of each row, in the order in which they are stored.
pub type VisualRows = Vec<Vec<VisualCell>>;

impl VisualCell {
    /// Where the caret stands before it, and behind it.
    pub fn edges(&self) -> (f32, f32) {
        if self.rightward { (self.left, self.right) } else { (self.right, self.left) }
    }
}

/// Whether any of it runs from right to left.
pub fn is_mixed(piece: &str) -> bool {
    // Hebrew, the first such script, begins at U+0590.
    piece.bytes().any(|byte| byte >= 0xD6) && piece.chars().any(is_leftward)
}

fn is_leftward(c: char) -> bool {
    matches!(bidi_class(c), BidiClass::R | BidiClass::AL | BidiClass::AN)
}

/// What is to be laid out: the same number of characters, those that run leftward each a section of its own. In a section
/// with several of them the painter has more glyphs than characters, and no place is right after it.
pub fn job(shown: &str, format: TextFormat, has: &mut dyn FnMut(char) -> bool) -> LayoutJob {
    let text = joined(shown, has);
    let mut sections: Vec<LayoutSection> = Vec::new();
    let mut after_leftward = true;
    for (at, cluster) in text.grapheme_indices(true) {
        let leftward = cluster.chars().any(is_leftward);
        match sections.last_mut() {
            Some(last) if !leftward && !after_leftward => last.byte_range.end = ByteIndex(at + cluster.len()),
            _ => sections.push(LayoutSection {
                leading_space: 0.0,
                byte_range: ByteIndex(at)..ByteIndex(at + cluster.len()),
                format: format.clone(),
            }),
        }
        after_leftward = leftward;
    }
    LayoutJob { sections, text, ..LayoutJob::default() }
}

/// Puts every row into the order in which it is read. `None`: the painter's glyphs are not the characters one by one, so
/// nothing is moved.
pub fn reorder(galley: &mut Arc<Galley>) -> Option<VisualRows> {
    let text = galley.job.text.clone();
    let info = BidiInfo::new(&text, None);
    let paragraph = info.paragraphs.first()?;
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let glyphs: usize = galley.rows.iter().map(|row| row.glyphs.len()).sum();
    if info.paragraphs.len() != 1 || glyphs + 1 != bytes.len() {
        return None;
    }
    let galley = Arc::make_mut(galley);
    let mut start = 0;
    let mut rows = Vec::with_capacity(galley.rows.len());
    for placed in &mut galley.rows {
        let end = start + placed.glyphs.len();
        let levels = info.reordered_levels(paragraph, bytes[start]..bytes[end]);
        let row = Arc::make_mut(&mut placed.row);
        let mut cells = Vec::new();
        let (mut left, mut at, mut of_cells) = (0.0, start, Vec::<Level>::new());
        for cluster in text[bytes[start]..bytes[end]].graphemes(true) {
            let count = cluster.chars().count();
            let width: f32 = row.glyphs[at - start..at - start + count].iter().map(|glyph| glyph.advance_width).sum();
            let level = levels[bytes[at]];
            of_cells.push(level);
            cells.push(VisualCell { chars: at..at + count, left, right: left + width, rightward: level.is_ltr() });
            (left, at) = (left + width, at + count);
        }
        let mut left = 0.0;
        for cell in BidiInfo::reorder_visual(&of_cells) {
            let cell: &mut VisualCell = &mut cells[cell];
            let by = left - cell.left;
            (cell.left, cell.right) = (left, cell.right + by);
            left = cell.right;
            if by == 0.0 {
                continue;
            }
            for glyph in &mut row.glyphs[cell.chars.start - start..cell.chars.end - start] {
                glyph.pos.x += by;
                if glyph.uv_rect.is_nothing() {
                    continue;
                }
                let first = glyph.first_vertex as usize;
                for vertex in row.visuals.mesh.vertices.iter_mut().skip(first).take(4) {
                    vertex.pos.x += by;
                }
            }
        }
        row.visuals.mesh_bounds = row.visuals.mesh.calc_bounds();
        rows.push(cells);
        start = end;
    }
    Some(rows)
}

/// The border between characters that is nearest to a place in a row, counted from the paragraph's start.
pub fn border_at(row: &[VisualCell], x: f32) -> Option<usize> {
    let away = |cell: &&VisualCell| if x < cell.left { cell.left - x } else { (x - cell.right).max(0.0) };
    let wide = row.iter().filter(|cell| cell.right > cell.left);
    let cell = wide.min_by(|a, b| away(a).total_cmp(&away(b))).or(row.first())?;
    let in_left_half = x < (cell.left + cell.right) / 2.0;
    Some(if in_left_half == cell.rightward { cell.chars.start } else { cell.chars.end })
}

/// The stretches of a row that characters stand on, from left to right: those of one piece of text may lie apart.
pub fn stretches(row: &[VisualCell], chars: Range<usize>) -> Vec<(f32, f32)> {
    let within = row.iter().filter(|cell| cell.chars.start < chars.end && chars.start < cell.chars.end);
    let mut places: Vec<(f32, f32)> = within.map(|cell| (cell.left, cell.right)).collect();
    places.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut joined: Vec<(f32, f32)> = Vec::new();
    for (left, right) in places {
        match joined.last_mut() {
            Some(last) if left <= last.1 + 0.5 => last.1 = last.1.max(right),
            _ => joined.push((left, right)),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use eframe::egui::{Context, Pos2, RawInput, pos2, vec2};
    use proptest::prelude::*;

    use super::*;
    use crate::{
        app::article::paint::{PlacedParagraph, lay_out},
        model::{Span, Text},
    };

    fn laid_out(text: &Text, width: f32) -> PlacedParagraph {
        thread_local! {
            // Loading the fonts is what takes time.
            static CONTEXT: Context = Context::default();
        }
        let mut placed = None;
        let mut output = CONTEXT.with(Clone::clone).run_ui(RawInput::default(), |ui| {
            let laid = lay_out(ui, text.as_str(), width, eframe::egui::Color32::BLACK);
            placed = Some(PlacedParagraph { span: Span::new(0, text.len()), galley: laid, at: pos2(10.0, 20.0) });
        });
        // Nobody paints it.
        output.textures_delta.clear();
        placed.expect("a frame was drawn")
    }

    /// Every character is hit where it is painted, and marked where it is hit.
    fn check(words: &str, width: f32) {
        let text = Text::new(words);
        let placed = laid_out(&text, width);
        let Some(rows) = placed.galley.cells.clone() else {
            assert!(!is_mixed(words), "{words:?} is not in order");
            return;
        };
        let bytes: Vec<usize> = words.char_indices().map(|(at, _)| at).chain([words.len()]).collect();
        for (row, cells) in placed.galley.rows.iter().zip(rows.iter()) {
            let first = cells.first().map_or(0, |cell| cell.chars.start);
            for cell in cells.iter().filter(|cell| cell.right - cell.left > 1.0) {
                let (start, end) = (bytes[cell.chars.start], bytes[cell.chars.end]);
                let on_screen = |x: f32| -> Pos2 { placed.at + vec2(row.pos.x + x, row.rect().center().y) };
                let middle = on_screen((cell.left + cell.right) / 2.0);
                let (before, behind) = cell.edges();
                let step = (behind - before) * 0.3;
                assert_eq!(placed.byte_at(&text, on_screen(before + step)), start, "{words:?} {cell:?}");
                assert_eq!(placed.byte_at(&text, on_screen(behind - step)), end, "{words:?} {cell:?}");
                let marked = placed.rects(&text, Span::new(start, end));
                assert!(marked.iter().any(|rect| rect.contains(middle)), "{words:?} {cell:?} {marked:?}");
                for glyph in &row.glyphs[cell.chars.start - first..cell.chars.end - first] {
                    let painted = row.visuals.mesh.vertices.iter().skip(glyph.first_vertex as usize).take(4);
                    if !glyph.uv_rect.is_nothing() {
                        let xs: Vec<f32> = painted.map(|vertex| vertex.pos.x).collect();
                        let centre = (xs[0] + xs[3]) / 2.0;
                        assert!(cell.left - 3.0 < centre && centre < cell.right + 3.0, "{words:?} {cell:?} {xs:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_verse_in_a_sentence() {
        check("Ketua PKS mengutip ayat وَأَمْرُهُمْ شُورَىٰ بَيْنَهُمْ lalu PKB dan Golkar bertemu di Lebak.", 400.0);
        check("حزب PKS في جاكرتا مع PSI وبانتن عام 2024 انتهى.", 300.0);
        check("שלום PAN עולם Golkar היום (12/8).", 10_000.0);
    }

    #[test]
    fn what_comes_after_the_verse_stands_to_its_right() {
        let text = Text::new("a \u{5d0}\u{5d1} b");
        let placed = laid_out(&text, 1_000.0);
        let left = |start: usize, end: usize| placed.rects(&text, Span::new(start, end))[0].left();
        let lefts = [left(0, 1), left(4, 6), left(2, 4), left(7, 8)];
        assert!(lefts.is_sorted(), "the second letter stands first: {lefts:?}");
        let both = placed.rects(&text, Span::new(2, 6));
        assert_eq!(both.len(), 1);
        let apart = placed.rects(&text, Span::new(0, 4));
        assert_eq!(apart.len(), 2, "a, and the letter at the right of its word");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn what_is_painted_is_what_is_hit(
            words in prop::collection::vec(prop_oneof![
                "[A-Za-z]{1,6}", "[א-ת]{1,6}", "[ا-ي]{1,6}", "[اب]\u{64e}[تث]\u{650}", "[0-9٠-٩]{1,4}", "[().,!?:/-]",
                "🇮🇩|é|e\u{301}|\u{200f}|\u{202b}|ﷺ|\u{ad}|漢字",
            ], 1..14),
            width in 60.0f32..600.0,
        ) {
            check(&words.join(" "), width);
        }
    }
}
