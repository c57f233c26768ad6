//! The only colours and sizes. The palette's contrast and colour-blind separation are those of the design tables.

use eframe::egui::{self, Color32, CornerRadius, FontFamily, FontId, Stroke, TextStyle, Visuals};

use crate::model::{Colour, Kind};

/// Colours that depend on the ground.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Theme {
    pub dark: bool,
    pub ground: Color32,
    pub text: Color32,
    pub weak: Color32,
    pub accepted: Color32,
    pub warning: Color32,
    pub danger: Color32,
    pub focus: Color32,
    pub selection: Color32,
    pub find: Color32,
}

/// Size of article text at 100 %, in points.
pub const TEXT_SIZE: f32 = 16.5;
/// Line height of article text: room for underlines of nested mentions.
pub const LINE_HEIGHT: f32 = 1.75;
/// Characters a line of article text holds at the most.
pub const MEASURE: f32 = 72.0;
pub const ROW_HEIGHT: f32 = 42.0;

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

impl Theme {
    pub const LIGHT: Self = Self {
        dark: false,
        ground: rgb(0xffffff),
        text: rgb(0x1c1c1e),
        weak: rgb(0x5c5c5c),
        accepted: rgb(0x0b6e7a),
        warning: rgb(0x7a5200),
        danger: rgb(0xa3001f),
        focus: rgb(0x000000),
        selection: rgb(0xbcd4fb),
        find: rgb(0xffe58a),
    };

    pub const DARK: Self = Self {
        dark: true,
        ground: rgb(0x1b1b1b),
        text: rgb(0xe8e8e8),
        weak: rgb(0xb0b0b0),
        accepted: rgb(0x6fd6e6),
        warning: rgb(0xffd166),
        danger: rgb(0xff7a7a),
        focus: rgb(0xffffff),
        selection: rgb(0x2f4a77),
        find: rgb(0x6b5a12),
    };

    pub fn of(ctx: &egui::Context) -> Self {
        if ctx.theme() == egui::Theme::Dark { Self::DARK } else { Self::LIGHT }
    }

    /// The line and letter colour of a kind.
    pub fn kind(&self, kind: &Kind) -> Color32 {
        colour(if self.dark { kind.dark } else { kind.colour })
    }

    /// A colour moved towards black or white until letters in it can be read on this ground (contrast 4.5, WCAG 2.2).
    pub fn readable(&self, wished: Colour) -> Colour {
        let far = if self.dark { 255.0 } else { 0.0 };
        let moved = |part: f32| {
            let channel = |value: u8| (f32::from(value) + (far - f32::from(value)) * part).round() as u8;
            Colour(channel(wished.0), channel(wished.1), channel(wished.2))
        };
        let steps = (0..=20).map(|step| moved(step as f32 / 20.0));
        steps.into_iter().find(|&tried| contrast(colour(tried), self.ground) >= 4.5).unwrap_or_else(|| moved(1.0))
    }

    /// The fill behind a mention of a kind.
    pub fn fill(&self, kind: &Kind, strength: f32) -> Color32 {
        self.ground.lerp_to_gamma(self.kind(kind), strength)
    }
}

/// A colour to begin with for the next kind that a project adds, given how many there are.
pub fn new_kind(count: usize) -> Colour {
    const COLOURS: [Colour; 6] = [
        Colour(0x0f, 0x7a, 0x3d),
        Colour(0x8a, 0x5a, 0x00),
        Colour(0x8e, 0x24, 0xaa),
        Colour(0x00, 0x74, 0x8c),
        Colour(0xad, 0x14, 0x57),
        Colour(0x4a, 0x5a, 0x68),
    ];
    COLOURS[count % COLOURS.len()]
}

impl Theme {
    /// An entity's own colour as a line or a small mark on the ground: nearer to the text's colour until it can be seen
    /// (contrast at least 3:1, WCAG 2.2, 1.4.11).
    pub fn legible(&self, colour: Color32) -> Color32 {
        let steps = (0..=10).map(|step| colour.lerp_to_gamma(self.text, step as f32 / 10.0));
        steps.into_iter().find(|&shown| contrast(shown, self.ground) >= 3.0).unwrap_or(self.text)
    }

    /// A quiet fill in a colour.
    pub fn tint(&self, colour: Color32) -> Color32 {
        self.ground.lerp_to_gamma(colour, if self.dark { 0.22 } else { 0.1 })
    }
}

/// Black or white, whichever is read better on a fill.
pub fn ink_on(fill: Color32) -> Color32 {
    let white = contrast(fill, Color32::WHITE) >= contrast(fill, Color32::BLACK);
    if white { Color32::WHITE } else { Color32::BLACK }
}

/// Contrast ratio of two opaque colours, 1 to 21 (WCAG 2.2, relative luminance).
fn contrast(a: Color32, b: Color32) -> f32 {
    let luminance = |colour: Color32| {
        let [red, green, blue, _] = egui::Rgba::from(colour).to_array();
        0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05
    };
    let (a, b) = (luminance(a), luminance(b));
    a.max(b) / a.min(b)
}

pub fn colour(colour: Colour) -> Color32 {
    Color32::from_rgb(colour.0, colour.1, colour.2)
}

/// Sets both themes' looks; once at the start.
pub fn install(ctx: &egui::Context) {
    for (theme, ours) in [(egui::Theme::Light, Theme::LIGHT), (egui::Theme::Dark, Theme::DARK)] {
        let mut visuals = if ours.dark { Visuals::dark() } else { Visuals::light() };
        let bar = if ours.dark { rgb(0x242424) } else { rgb(0xf3f4f6) };
        let line = if ours.dark { rgb(0x3a3a3a) } else { rgb(0xd9dce1) };
        visuals.panel_fill = bar;
        visuals.window_fill = if ours.dark { rgb(0x292929) } else { rgb(0xffffff) };
        visuals.extreme_bg_color = if ours.dark { rgb(0x161616) } else { rgb(0xffffff) };
        visuals.faint_bg_color = if ours.dark { rgb(0x2b2b2b) } else { rgb(0xeceef2) };
        visuals.window_stroke = Stroke::new(1.0, line);
        visuals.widgets.noninteractive.bg_stroke = Stroke::new(1.0, line);
        visuals.widgets.noninteractive.fg_stroke.color = ours.text;
        visuals.widgets.inactive.fg_stroke.color = ours.text;
        visuals.widgets.inactive.weak_bg_fill = if ours.dark { rgb(0x353535) } else { rgb(0xe4e7ec) };
        visuals.widgets.inactive.bg_fill = visuals.widgets.inactive.weak_bg_fill;
        visuals.weak_text_color = Some(ours.weak);
        visuals.selection.bg_fill = ours.selection;
        visuals.selection.stroke = Stroke::new(1.0, if ours.dark { rgb(0xdfe9ff) } else { rgb(0x12305f) });
        visuals.hyperlink_color = if ours.dark { rgb(0x9db7ff) } else { rgb(0x2a55b8) };
        let radius = CornerRadius::same(5);
        for widget in [
            &mut visuals.widgets.inactive,
            &mut visuals.widgets.hovered,
            &mut visuals.widgets.active,
            &mut visuals.widgets.open,
        ] {
            widget.corner_radius = radius;
        }
        ctx.set_visuals_of(theme, visuals);
    }
    ctx.all_styles_mut(|style| {
        style.spacing.item_spacing = egui::vec2(6.0, 5.0);
        style.spacing.button_padding = egui::vec2(7.0, 3.0);
        style.spacing.interact_size.y = 22.0;
        style.interaction.selectable_labels = false;
        // A thin bar is seen wherever more follows, beside what it scrolls, and grows under the mouse.
        style.spacing.scroll.floating_width = 4.0;
        style.spacing.scroll.floating_allocated_width = 7.0;
        style.spacing.scroll.dormant_handle_opacity = 0.35;
        style.text_styles.insert(TextStyle::Heading, FontId::new(20.0, FontFamily::Proportional));
        style.text_styles.insert(TextStyle::Body, FontId::new(14.0, FontFamily::Proportional));
        style.text_styles.insert(TextStyle::Button, FontId::new(14.0, FontFamily::Proportional));
        style.text_styles.insert(TextStyle::Small, FontId::new(11.5, FontFamily::Proportional));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_of_parties_can_be_seen() {
        for theme in [Theme::LIGHT, Theme::DARK] {
            for party in [rgb(0x000000), rgb(0xffffff), rgb(0xffff00), rgb(0x00008b), rgb(0x00664b)] {
                assert!(contrast(theme.legible(party), theme.ground) >= 3.0);
                assert!(contrast(ink_on(party), party) >= 4.5);
            }
        }
        assert_eq!(Theme::LIGHT.legible(rgb(0x00008b)), rgb(0x00008b));
    }

    #[test]
    fn own_kinds_can_be_read_on_both_grounds() {
        assert_eq!(contrast(Color32::BLACK, Color32::WHITE).round(), 21.0);
        let own = (3..9).map(new_kind);
        for wished in own.chain([Colour(0, 0, 0), Colour(255, 255, 255), Colour(255, 255, 0), Colour(0, 0, 255)]) {
            for theme in [Theme::LIGHT, Theme::DARK] {
                let readable = theme.readable(wished);
                assert!(contrast(colour(readable), theme.ground) >= 4.5, "{wished} became {readable}");
            }
        }
        assert_eq!(Theme::LIGHT.readable(new_kind(3)), new_kind(3));
    }
}
