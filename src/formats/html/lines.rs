//! The article's element as text: a paragraph a line, an empty line between paragraphs.

use crate::lexicon::dates_in;

use super::{
    main_text::MainText,
    tree::{Child, Tree, is_inline},
};

/// How a paragraph begins that leads to other articles; it goes if it is mostly a link.
const LEADS_AWAY: [&str; 16] = [
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
    "read also",
    "also read",
    "berita terkait",
    "artikel terkait",
    "lihat foto",
    "ikuti berita",
];

/// Lines that are no part of any story, in small letters.
const NO_STORY: [&str; 16] = [
    "advertisement",
    "advertisements",
    "advertisement scroll to continue with content",
    "scroll to continue with content",
    "scroll to resume content",
    "- advertisement -",
    "iklan",
    "bagikan",
    "bagikan:",
    "share",
    "share this:",
    "loading...",
    "komentar",
    "tags:",
    "gambas:video",
    "[gambas:video]",
];

/// A line of so many characters that names a day, above the story, is no part of it.
const DAY: usize = 45;

/// The text; `titles`: what the story is called, which is not part of it.
pub fn text_of(tree: &Tree, main: &MainText, titles: &[String]) -> String {
    let mut lines = PageLines { tree, main, paragraphs: Vec::new(), open: String::new(), linked: 0, blank: false };
    for &element in &main.elements {
        lines.element(element);
        lines.end();
    }
    let mut paragraphs = lines.paragraphs;
    // Old pages have title and day as text like any other.
    let plain =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let titles: Vec<String> = titles.iter().map(|title| plain(title)).collect();
    let above = |text: &str| {
        let said = plain(text);
        let title = said.len() > 8
            && titles.iter().any(|title| *title == said || (said.len() > 20 && title.starts_with(&said)));
        title || (text.chars().count() <= DAY && !dates_in(text, None).is_empty())
    };
    let first = paragraphs.iter().position(|paragraph| !paragraph.lines().all(above)).unwrap_or(0);
    paragraphs.drain(..first);
    paragraphs.join("\n\n")
}

struct PageLines<'t> {
    tree: &'t Tree,
    main: &'t MainText,
    paragraphs: Vec<String>,
    /// The paragraph that is being read, and how many of its bytes are links.
    open: String,
    linked: usize,
    /// A blank is due before the next word.
    blank: bool,
}

impl PageLines<'_> {
    /// As deep as the tree is, which is bounded.
    fn element(&mut self, at: usize) {
        if self.main.out[at] {
            return;
        }
        let element = &self.tree.elements[at];
        match element.tag.as_str() {
            "br" => return self.line_end(),
            // The headline is the title.
            "h1" | "h2" | "h3" if self.main.title == Some(at) => return,
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
        let tree = self.tree;
        for c in tree.texts[text].chars() {
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
        let low: String = paragraph.chars().take(50).flat_map(char::to_lowercase).collect();
        let leads_away = linked * 2 >= paragraph.len() && LEADS_AWAY.iter().any(|begin| low.starts_with(begin));
        if !paragraph.is_empty() && !leads_away && !NO_STORY.contains(&low.as_str()) {
            self.paragraphs.push(paragraph.to_owned());
        }
    }
}
