//! A drawing as an SVG file: no script, no font of its own, nothing from elsewhere.

use std::fmt::Write;

use super::{Anchor, Drawing, PictureShape, Rgb, StatusLook};
use crate::model::Glyph;

/// The letters that are asked for; whoever has none of them takes its own.
pub(super) const FAMILIES: &str = "Ubuntu, 'DejaVu Sans', Arial, sans-serif";

/// The whole file.
pub fn svg(drawing: &Drawing) -> String {
    let Drawing { width, height, shapes, title } = drawing;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"{FAMILIES}\" role=\"img\">\n<title>{}</title>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n",
        escaped(title)
    );
    for shape in shapes {
        // Writing to a string does not fail.
        let _ = write_shape(&mut out, shape);
    }
    out + "</svg>\n"
}

fn write_shape(out: &mut String, shape: &PictureShape) -> std::fmt::Result {
    match shape {
        PictureShape::Line { from, to, width, colour, dashed } => {
            let dashes = if *dashed { " stroke-dasharray=\"5 4\"" } else { "" };
            writeln!(
                out,
                "<line x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\" stroke=\"{}\" stroke-width=\"{width:.2}\"{dashes}/>",
                from.0,
                from.1,
                to.0,
                to.1,
                hex(*colour)
            )
        }
        PictureShape::Rect { at, size, fill } => {
            let (width, height) = size;
            let fill = hex(*fill);
            writeln!(
                out,
                "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" fill=\"{fill}\"/>",
                at.0, at.1
            )
        }
        PictureShape::Circle { at, radius, fill, edge, about } => writeln!(
            out,
            "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"{radius:.1}\" fill=\"{}\" stroke=\"{}\">{}</circle>",
            at.0,
            at.1,
            hex(*fill),
            hex(*edge),
            told(about)
        ),
        PictureShape::Glyph { at, size, look, about } => glyph(out, *at, *size, *look, about),
        PictureShape::Text { at, size, colour, anchor, text } => {
            let anchor = match anchor {
                Anchor::Start => "start",
                Anchor::Middle => "middle",
                Anchor::End => "end",
            };
            writeln!(
                out,
                "<text x=\"{:.1}\" y=\"{:.1}\" font-size=\"{size}\" fill=\"{}\" text-anchor=\"{anchor}\">{}</text>",
                at.0,
                at.1,
                hex(*colour),
                escaped(text)
            )
        }
    }
}

/// Statuses are told by their form as well as by their colour.
fn glyph(out: &mut String, (x, y): (f32, f32), size: f32, look: StatusLook, about: &str) -> std::fmt::Result {
    let colour = hex(look.colour);
    let about = told(about);
    match look.glyph {
        Glyph::Disc => {
            writeln!(out, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{size:.1}\" fill=\"{colour}\">{about}</circle>")
        }
        Glyph::Ring => writeln!(
            out,
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{:.1}\" fill=\"#ffffff\" stroke=\"{colour}\" stroke-width=\"2\">{about}</circle>",
            size - 1.0
        ),
        Glyph::Triangle | Glyph::Wedge => writeln!(
            out,
            "<path d=\"M{x:.1} {:.1} L{:.1} {:.1} L{:.1} {:.1} Z\" fill=\"{}\" stroke=\"{colour}\" stroke-width=\"2\">{about}</path>",
            y - size,
            x + size,
            y + size,
            x - size,
            y + size,
            if look.glyph == Glyph::Wedge { &colour } else { "#ffffff" }
        ),
        Glyph::Diamond | Glyph::Gem => writeln!(
            out,
            "<path d=\"M{x:.1} {:.1} L{:.1} {y:.1} L{x:.1} {:.1} L{:.1} {y:.1} Z\" fill=\"{}\" stroke=\"{colour}\" stroke-width=\"2\">{about}</path>",
            y - size,
            x + size,
            y + size,
            x - size,
            if look.glyph == Glyph::Gem { &colour } else { "#ffffff" }
        ),
        Glyph::Cross => writeln!(
            out,
            "<path d=\"M{:.1} {:.1} L{:.1} {:.1} M{:.1} {:.1} L{:.1} {:.1}\" stroke=\"{colour}\" stroke-width=\"2.5\">{about}</path>",
            x - size,
            y - size,
            x + size,
            y + size,
            x - size,
            y + size,
            x + size,
            y - size
        ),
        Glyph::Dash => writeln!(
            out,
            "<path d=\"M{:.1} {y:.1} L{:.1} {y:.1}\" stroke=\"{colour}\" stroke-width=\"2\">{about}</path>",
            x - size,
            x + size
        ),
        Glyph::Square | Glyph::Block => writeln!(
            out,
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" fill=\"{}\" stroke=\"{colour}\" stroke-width=\"2\">{about}</rect>",
            x - size + 1.0,
            y - size + 1.0,
            2.0 * size - 2.0,
            2.0 * size - 2.0,
            if look.glyph == Glyph::Block { &colour } else { "#ffffff" }
        ),
    }
}

fn told(about: &str) -> String {
    if about.is_empty() { String::new() } else { format!("<title>{}</title>", escaped(about)) }
}

fn hex((red, green, blue): Rgb) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// Text of strangers within XML: nothing of it is markup, and characters that XML forbids are replaced.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'.. => out.push(c),
            _ => out.push('\u{FFFD}'),
        }
    }
    out
}
