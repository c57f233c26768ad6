//! The letters of the window: one typeface in true weights and a true slant, before egui's own, which have the signs that
//! it lacks.

use eframe::egui::{
    Context, FontData, FontDefinitions, FontFamily, FontTweak, RichText, epaint::text::VariationCoords,
};

/// Axes of the typeface: how heavy its letters are, and by how many degrees they lean.
const WEIGHT: &[u8; 4] = b"wght";
const SLANT: &[u8; 4] = b"slnt";
const BOLD: f32 = 620.0;
const LEANING: f32 = -10.0;

/// Its letters are larger than those of other typefaces of the same size.
const SCALE: f32 = 0.94;

/// Sets the typeface; once at the start.
pub fn install(ctx: &Context) {
    let mut fonts = FontDefinitions::default();
    // It has no instructions for small sizes. Those that are made up for it, anew for each size and weight, cost a third of
    // the start and half of opening an article.
    let tweak = FontTweak { scale: SCALE, hinting: Some(false), ..FontTweak::default() };
    let inter = FontData::from_static(include_bytes!("../../../assets/fonts/Inter.ttf")).tweak(tweak);
    fonts.font_data.insert("Inter".to_owned(), inter.into());
    for family in [FontFamily::Proportional, FontFamily::Monospace] {
        let names = fonts.families.entry(family.clone()).or_default();
        let at = if family == FontFamily::Proportional { 0 } else { names.len().min(1) };
        names.insert(at, "Inter".to_owned());
    }
    ctx.set_fonts(fonts);
}

/// The coordinates of letters that are bold, or slanted, or both.
pub fn style(bold: bool, slanted: bool) -> VariationCoords {
    let axes = [(bold, WEIGHT, BOLD), (slanted, SLANT, LEANING)];
    VariationCoords::new(axes.into_iter().filter(|(is, ..)| *is).map(|(_, axis, value)| (axis, value)))
}

/// What egui's own `strong` and `italics` only colour and skew.
pub trait Emphasis {
    fn bold(self) -> Self;
    fn slanted(self) -> Self;
}

impl Emphasis for RichText {
    fn bold(self) -> Self {
        self.strong().variation(WEIGHT, BOLD)
    }

    fn slanted(self) -> Self {
        self.variation(SLANT, LEANING)
    }
}
