//! A drawing as a PNG file, for slides and word processors that take no SVG: the same shapes, painted with the window's own
//! letters, so that the same drawing is the same picture on every machine.

use std::sync::{Arc, LazyLock};

use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{Options, Tree, fontdb::Database},
};

use super::{Drawing, svg};
use crate::message::{Message, message};

/// Pixels for a point: sharp in print at the size at which the picture stands on a page.
const SCALE: f32 = 2.0;

static LETTERS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut letters = Database::new();
    letters.load_font_data(epaint_default_fonts::UBUNTU_LIGHT.to_vec());
    let family = letters.faces().next().and_then(|face| Some(face.families.first()?.0.clone()));
    letters.set_sans_serif_family(family.unwrap_or_default());
    Arc::new(letters)
});

/// The whole file. Fails where the picture is too large for the memory of the machine.
pub fn png(drawing: &Drawing) -> Result<Vec<u8>, Message> {
    let options = Options { fontdb: LETTERS.clone(), font_family: "sans-serif".to_owned(), ..Options::default() };
    let file = svg(drawing).replace(super::svg::FAMILIES, "sans-serif");
    let failed = |reason: String| message!("the picture cannot be painted: {reason}", reason = reason);
    let tree = Tree::from_str(&file, &options).map_err(|error| failed(error.to_string()))?;
    let size = tree.size().to_int_size().scale_by(SCALE);
    let size = size.ok_or_else(|| failed(format!("{} × {}", drawing.width, drawing.height)))?;
    let mut pixels = Pixmap::new(size.width(), size.height())
        .ok_or_else(|| failed(format!("{} × {}", size.width(), size.height())))?;
    resvg::render(&tree, Transform::from_scale(SCALE, SCALE), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| failed(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::pictures::{Anchor, INK, PictureShape};

    #[test]
    fn letters_and_lines_are_painted() {
        let line = PictureShape::Line { from: (0.0, 20.0), to: (40.0, 20.0), width: 2.0, colour: INK, dashed: false };
        let words = |text: &str| PictureShape::Text {
            at: (4.0, 14.0),
            size: 12.0,
            colour: INK,
            anchor: Anchor::Start,
            text: text.to_owned(),
        };
        let draw = |shapes| Drawing { width: 60.0, height: 30.0, shapes, title: String::new() };
        let dark = |drawing: &Drawing| {
            let file = png(drawing).unwrap();
            let picture = Pixmap::decode_png(&file).unwrap();
            assert_eq!((picture.width(), picture.height()), (120, 60));
            picture.pixels().iter().filter(|pixel| pixel.red() < 128).count()
        };
        let (empty, lined, worded) = (draw(vec![]), draw(vec![line]), draw(vec![words("Tegal")]));
        assert_eq!(dark(&empty), 0);
        assert_eq!(dark(&lined), 80 * 4);
        assert!(dark(&worded) > 100, "{}", dark(&worded));
        assert_eq!(png(&worded), png(&worded));
        let beyond = Drawing { width: 1e9, height: 1e9, ..empty };
        assert!(png(&beyond).is_err());
    }
}
