//! The letters of a page, each with its place, as the page draws them.

use std::{panic::resume_unwind, time::Instant};

use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, TransformExt,
    font::{Glyph, GlyphRun},
    hayro_cmap::{BfString, WritingMode},
    hayro_syntax::{
        Pdf,
        object::{Dict, Name},
        page::Page,
    },
    interpret_page,
    kurbo::{Affine, BezPath, Point, Rect},
};
use rustc_hash::FxHashSet;

use super::fit::PART;

/// What pages draw at most.
const DRAWN: usize = 4_000_000;
/// Letters of a page, and of all pages: a thick book has three million.
const LETTERS: usize = 1_000_000;
const ALL_LETTERS: usize = 10_000_000;

/// Why reading ends by unwinding: nothing else ends what the library does.
pub struct TooMuch;

/// Letters that are drawn at once, on a line.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedLetter {
    pub words: String,
    /// Where it begins and ends, from the left, and its foot, from the top.
    pub left: f64,
    pub right: f64,
    pub foot: f64,
    /// How high its letters are.
    pub size: f64,
    /// Whether it is the first of those that the page draws with one command.
    pub first: bool,
}

/// What a page draws. Its way up is that of most of its letters.
#[derive(Debug, Default)]
pub struct PageGlyphs {
    pub height: f64,
    pub letters: Vec<PlacedLetter>,
    /// Letters that do not say which they are; those that do not stand as most do; pictures.
    pub unnamed: usize,
    pub turned: usize,
    pub pictures: usize,
}

/// What is left of a document’s share.
pub struct Budget {
    drawn: usize,
    letters: usize,
    until: Instant,
}

impl Budget {
    pub fn new(until: Instant) -> Self {
        Self { drawn: 0, letters: 0, until }
    }

    /// A page may take until then.
    pub fn begin_page(&mut self, until: Instant) {
        self.until = until;
    }

    fn spend(&mut self, letters: usize) {
        self.drawn += 1;
        self.letters += letters;
        let late = self.drawn.is_multiple_of(256) && Instant::now() > self.until;
        if late || self.drawn > DRAWN || self.letters > ALL_LETTERS {
            resume_unwind(Box::new(TooMuch));
        }
    }
}

/// The letters of a page.
pub fn glyphs_of<'p>(
    pdf: &'p Pdf,
    page: &'p Page<'p>,
    cache: &InterpreterCache<'p>,
    budget: &mut Budget,
) -> PageGlyphs {
    let (width, height) = page.render_dimensions();
    let (width, height) = (f64::from(width), f64::from(height));
    let transform = page.initial_transform(true).to_kurbo();
    let box_of_page = Rect::new(0.0, 0.0, width, height);
    let mut context = Context::new(transform, box_of_page, cache, pdf.xref(), InterpreterSettings::default());
    // A page that draws nothing costs as well.
    budget.spend(0);
    if page.page_stream().is_some_and(|stream| stream.len() as u64 > PART) {
        resume_unwind(Box::new(TooMuch));
    }
    let mut reader = GlyphListener::new(width, height, budget);
    interpret_page(page, &mut context, &mut reader);
    reader.finish()
}

/// Listens to what a page draws.
struct GlyphListener<'b> {
    width: f64,
    height: f64,
    /// By the way they are written: to the right, downwards, to the left, upwards.
    letters: [Vec<PlacedLetter>; 4],
    /// What stands where: bold letters and shadows are drawn several times.
    there: FxHashSet<(u64, i32, i32)>,
    /// Of each part of the page that is open, whether it is a header or a footer by its own words.
    margins: Vec<bool>,
    unnamed: usize,
    slanted: usize,
    pictures: usize,
    budget: &'b mut Budget,
}

impl<'b> GlyphListener<'b> {
    fn new(width: f64, height: f64, budget: &'b mut Budget) -> Self {
        Self {
            width,
            height,
            letters: Default::default(),
            there: FxHashSet::default(),
            margins: Vec::new(),
            unnamed: 0,
            slanted: 0,
            pictures: 0,
            budget,
        }
    }

    fn finish(self) -> PageGlyphs {
        let all: usize = self.letters.iter().map(Vec::len).sum();
        // The first of those with most letters: upright, if there is any doubt.
        let way = (0..4).rev().max_by_key(|way| self.letters[*way].len()).unwrap_or(0);
        let [right, down, left, up] = self.letters;
        let (height, letters) = match way {
            0 => (self.height, right),
            1 => (self.width, down),
            2 => (self.height, left),
            _ => (self.width, up),
        };
        let turned = all - letters.len() + self.slanted;
        PageGlyphs { height, letters, unnamed: self.unnamed, turned, pictures: self.pictures }
    }

    fn letter(&mut self, glyph: &Glyph<'_>, transform: Affine, first: bool) {
        let advance = match glyph {
            Glyph::Outline(outline) => outline.advance_width(),
            Glyph::Type3(drawn) => drawn.advance_width(),
        };
        let (from, to) = (transform * Point::ZERO, transform * Point::new(f64::from(advance.unwrap_or(500.0)), 0.0));
        let up = transform * Point::new(0.0, 1000.0) - from;
        let (along, size) = (to - from, up.hypot());
        let outside = !(0.0..=self.width).contains(&from.x) || !(0.0..=self.height).contains(&from.y);
        if outside || !size.is_finite() || size < 0.5 {
            return;
        }
        let (level, upright) = (along.x.abs(), along.y.abs());
        if level.min(upright) > level.max(upright) * 0.2 {
            self.slanted += 1;
            return;
        }
        // As if the page were turned until they stand upright.
        let (way, left, foot) = match (level >= upright, along.x >= 0.0, along.y >= 0.0) {
            (true, true, _) => (0, from.x, from.y),
            (true, false, _) => (2, self.width - from.x, self.height - from.y),
            (false, _, true) => (1, from.y, self.width - from.x),
            (false, _, false) => (3, self.height - from.y, from.x),
        };
        let mut words = String::new();
        match glyph.as_unicode() {
            Some(BfString::Char(c)) => plain(c, &mut words),
            Some(BfString::String(all)) => all.chars().for_each(|c| plain(c, &mut words)),
            None => words.push(UNNAMED),
        }
        let width = along.hypot();
        if words.is_empty() || !self.is_new(&words, (left, foot), width, size) {
            return;
        }
        self.unnamed += usize::from(words.contains(UNNAMED));
        let letters = &mut self.letters[way];
        letters.push(PlacedLetter { words, left, right: left + width, foot, size, first });
        if letters.len() > LETTERS {
            resume_unwind(Box::new(TooMuch));
        }
    }

    /// Whether the same letter does not stand in this place already, or a little beside it.
    fn is_new(&mut self, words: &str, (left, foot): (f64, f64), width: f64, size: f64) -> bool {
        if words.trim().is_empty() {
            return true;
        }
        // Letters of other sizes have other cells.
        let sized = [(width * 16.0) as u64, (size * 16.0) as u64];
        let of_words = words.bytes().map(u64::from);
        let letter =
            sized.into_iter().chain(of_words).fold(0_u64, |sum, next| sum.wrapping_mul(8191).wrapping_add(next));
        // Of each place the cell that it is in and the nearer one beside it: the same letter twice in a word is farther apart.
        let cells = |place: f64, of: f64| {
            let at = place / of.max(0.2);
            let cell = at.floor() as i32;
            [cell, cell.wrapping_add(if at - at.floor() < 0.5 { -1 } else { 1 })]
        };
        let (columns, rows) = (cells(left, width * 0.6), cells(foot, size * 0.2));
        let mut beside = columns.iter().flat_map(|column| rows.iter().map(move |row| (letter, *column, *row)));
        let is_new = !beside.any(|place| self.there.contains(&place));
        self.there.insert((letter, columns[0], rows[0]));
        is_new
    }
}

/// What stands for a letter that does not say which it is.
pub const UNNAMED: char = '\u{fffd}';

/// A letter as it is written; several that were printed as one are several.
fn plain(c: char, words: &mut String) {
    match c {
        '\u{fb00}' => words.push_str("ff"),
        '\u{fb01}' => words.push_str("fi"),
        '\u{fb02}' => words.push_str("fl"),
        '\u{fb03}' => words.push_str("ffi"),
        '\u{fb04}' => words.push_str("ffl"),
        '\u{fb05}' | '\u{fb06}' => words.push_str("st"),
        '\u{a0}' | '\t' => words.push(' '),
        // Bullets of fonts of signs.
        '\u{f0a7}' | '\u{f0b7}' => words.push('•'),
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'.. => words.push(UNNAMED),
        c if c.is_control() => {}
        c => words.push(c),
    }
}

impl Device<'_> for GlyphListener<'_> {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        self.budget.spend(run.glyphs().len());
        if self.margins.contains(&true) {
            return;
        }
        if run.writing_mode() == WritingMode::Vertical {
            self.slanted += run.glyphs().len();
            return;
        }
        for (at, glyph) in run.glyphs().iter().enumerate() {
            self.letter(glyph, props.transform * glyph.transform(), at == 0);
        }
    }

    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {
        self.budget.spend(0);
        self.pictures += 1;
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {
        self.budget.spend(0);
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.budget.spend(0);
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {
        self.budget.spend(0);
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        self.budget.spend(0);
        let kind = || properties?.get::<Name<'_>>(b"Type");
        let margin = tag == b"Artifact" && kind().is_some_and(|kind| &*kind == b"Pagination");
        self.margins.push(margin);
    }

    fn end_marked_content(&mut self) {
        self.margins.pop();
    }
}
