//! Pictures as shapes: one drawing that the window paints and that is written as SVG and PNG, with the table behind it. The
//! same input gives the same bytes.

mod layout;
mod network;
mod picture;
mod png;
mod svg;
mod table;
mod timeline;

pub use network::{NetworkPicture, network_picture};
pub use picture::{PAGE, Picture, PictureFile, PictureSubject};
pub use png::png;
pub use svg::svg;
pub use timeline::{Lane, Timeline, timeline_of_party, timeline_of_race, timeline_picture};

use crate::{
    message::Message,
    model::{BuiltInChoice, Certainty, ChoiceScheme, ChoiceSign, Glyph, StatementScheme},
};

/// A drawing, in points.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Drawing {
    pub width: f32,
    pub height: f32,
    /// In the order in which they are painted.
    pub shapes: Vec<PictureShape>,
    /// What it shows, for who cannot see it.
    pub title: String,
}

/// Red, green, blue.
pub type Rgb = (u8, u8, u8);

#[derive(Debug, Clone, PartialEq)]
pub enum PictureShape {
    Line {
        from: (f32, f32),
        to: (f32, f32),
        width: f32,
        colour: Rgb,
        dashed: bool,
    },
    Rect {
        at: (f32, f32),
        size: (f32, f32),
        fill: Rgb,
    },
    /// Filled, and with an edge.
    Circle {
        at: (f32, f32),
        radius: f32,
        fill: Rgb,
        edge: Rgb,
        about: String,
    },
    /// A status at a place; what it is about is told where somebody points at it.
    Glyph {
        at: (f32, f32),
        size: f32,
        look: StatusLook,
        about: String,
    },
    Text {
        at: (f32, f32),
        size: f32,
        colour: Rgb,
        anchor: Anchor,
        text: String,
    },
}

/// Where a text stands to its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// Ink, rulers and ties; readable on white, and apart for who sees colours otherwise.
pub const INK: Rgb = (0x22, 0x22, 0x22);
pub const FAINT: Rgb = (0x5c, 0x5c, 0x5c);
pub const RULER: Rgb = (0xdd, 0xdd, 0xdd);
pub const TOGETHER: Rgb = (0x0b, 0x6e, 0x7a);
pub const AGAINST: Rgb = (0xa3, 0x00, 0x1f);
pub const PAPER: Rgb = (0xff, 0xff, 0xff);

/// How a status looks on paper: told by its form as well as by its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatusLook {
    pub glyph: Glyph,
    pub colour: Rgb,
}

impl StatusLook {
    pub fn of(statements: &StatementScheme, status: Certainty) -> Self {
        let own = statements.status(status);
        let delivered = match status {
            Certainty::Confirmed => TOGETHER,
            Certainty::Exploring => (0x36, 0x66, 0xd5),
            Certainty::Hoped => (0x7a, 0x52, 0x00),
            Certainty::Denied => AGAINST,
            Certainty::Past | Certainty::Open => FAINT,
            Certainty::Own(_) => match own.map_or(ChoiceSign::Neutral, ChoiceScheme::sign) {
                ChoiceSign::Plus => TOGETHER,
                ChoiceSign::Minus => AGAINST,
                ChoiceSign::Neutral => FAINT,
            },
        };
        Self {
            glyph: own.map_or_else(|| status.own_glyph().unwrap_or(Glyph::Dash), ChoiceScheme::glyph),
            colour: own.and_then(|own| own.colour).map_or(delivered, |colour| (colour.0, colour.1, colour.2)),
        }
    }

    /// The sign in text: who has none of its own is asked about with `?`.
    pub fn symbol(self) -> &'static str {
        if self.glyph == Glyph::Dash { "?" } else { self.glyph.symbol() }
    }
}

/// A status in words.
pub fn status_words(statements: &StatementScheme, status: Certainty) -> Message {
    use crate::message::message;
    match status {
        Certainty::Open => message!("not said"),
        _ if !statements.is_delivered() => statements.status_names(status).into(),
        Certainty::Confirmed => message!("confirmed"),
        Certainty::Exploring => message!("exploring"),
        Certainty::Hoped => message!("hoped for"),
        Certainty::Denied => message!("denied"),
        Certainty::Past => message!("past"),
        Certainty::Own(_) => statements.status_names(status).into(),
    }
}

/// The statuses of a project with their signs, in a row from `x`.
fn legend(
    shapes: &mut Vec<PictureShape>,
    statements: &StatementScheme,
    (mut x, y): (f32, f32),
    language: crate::message::Language,
) {
    for status in statements.all_statuses() {
        let look = StatusLook::of(statements, status);
        shapes.push(PictureShape::Glyph { at: (x, y), size: 5.0, look, about: String::new() });
        let text = status_words(statements, status).say(language);
        let width = text.chars().count() as f32 * 6.2;
        shapes.push(PictureShape::Text {
            at: (x + 9.0, y + 4.0),
            size: 11.0,
            colour: FAINT,
            anchor: Anchor::Start,
            text,
        });
        x += width + 28.0;
    }
}

/// A party's colour, or grey.
fn rgb(colour: Option<crate::model::Colour>) -> Rgb {
    colour.map_or((0x8a, 0x8a, 0x8a), |colour| (colour.0, colour.1, colour.2))
}

#[cfg(test)]
mod tests;
