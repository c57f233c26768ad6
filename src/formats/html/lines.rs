//! The article's element as text: a paragraph a line, an empty line between paragraphs.

use super::{
    entities::decoded,
    main_text::{MainText, is_inline},
    tree::{Child, Tree},
};

/// How a paragraph begins that leads to other articles; it goes if it is mostly a link.
const LEADS_AWAY: [&str; 10] = [
    "baca juga",
    "baca:",
    "baca selengkapnya",
    "baca lainnya",
    "lihat juga",
    "simak juga",
    "simak:",
    "tonton juga",
    "pilihan editor",
    "read more",
];

/// The text.
pub fn text_of(tree: &Tree<'_>, main: &MainText) -> String {
    let mut lines = Lines { tree, main, paragraphs: Vec::new(), open: String::new(), linked: 0, blank: false };
    lines.element(main.element);
    lines.end();
    lines.paragraphs.join("\n\n")
}

struct Lines<'t, 'a> {
    tree: &'t Tree<'a>,
    main: &'t MainText,
    paragraphs: Vec<String>,
    /// The paragraph that is being read, and how many of its bytes are links.
    open: String,
    linked: usize,
    /// A blank is due before the next word.
    blank: bool,
}

impl Lines<'_, '_> {
    /// As deep as the tree is, which is bounded.
    fn element(&mut self, at: usize) {
        if self.main.out[at] {
            return;
        }
        let element = &self.tree.elements[at];
        match element.tag.as_str() {
            "br" => return self.line_end(),
            // The headline is the title.
            "h1" => return,
            _ => {}
        }
        let block = !is_inline(&element.tag);
        // The cells of a row are one line.
        let cell = matches!(element.tag.as_str(), "td" | "th");
        if cell {
            self.blank = true;
        } else if block {
            self.end();
        }
        let before = self.open.len();
        for child in &element.children {
            match *child {
                Child::Element(inner) => self.element(inner),
                Child::Text(text) => self.text(text),
            }
        }
        if element.tag == "a" {
            self.linked += self.open.len().saturating_sub(before);
        }
        if block && !cell {
            self.end();
        }
    }

    /// White space is one blank, but for those that do not break.
    fn text(&mut self, text: usize) {
        let text = decoded(self.tree.texts[text]);
        for c in text.chars() {
            if c.is_ascii_whitespace() {
                self.blank = true;
                continue;
            }
            if self.blank && !self.open.is_empty() && !self.open.ends_with('\n') {
                self.open.push(' ');
            }
            self.blank = false;
            self.open.push(c);
        }
    }

    /// One line end within a paragraph; a second ends it.
    fn line_end(&mut self) {
        if self.open.ends_with('\n') {
            self.end();
        } else if !self.open.is_empty() {
            self.open.push('\n');
        }
        self.blank = false;
    }

    fn end(&mut self) {
        self.blank = false;
        let (open, linked) = (std::mem::take(&mut self.open), std::mem::take(&mut self.linked));
        let paragraph = open.trim_matches(|c: char| c.is_ascii_whitespace() || c == '\u{a0}');
        let low: String = paragraph.chars().take(30).flat_map(char::to_lowercase).collect();
        let leads_away = linked * 2 >= paragraph.len() && LEADS_AWAY.iter().any(|begin| low.starts_with(begin));
        if !paragraph.is_empty() && !leads_away {
            self.paragraphs.push(paragraph.to_owned());
        }
    }
}
