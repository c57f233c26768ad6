//! The whole text of a page as it is shown, nothing left out: what programs count in that mark words on pages.

use super::tree::{Child, Tree, is_inline};

/// Elements whose text nobody sees.
pub(super) const UNSEEN: [&str; 6] = ["head", "script", "style", "template", "noscript", "title"];

/// The text of a page, and where a line end was put between two blocks: code points of the text without them. `None`:
/// more elements than any article has.
pub(in crate::formats) fn shown_text(page: &str) -> Option<(String, Vec<usize>)> {
    let tree = Tree::new(page)?;
    let shown = ShownText::of(&tree);
    Some((shown.text, shown.line_ends))
}

/// The same of a page that was taken apart, without the line ends.
pub(in crate::formats) fn whole_text(tree: &Tree) -> String {
    ShownText::of(tree).text
}

struct ShownText<'t> {
    tree: &'t Tree,
    text: String,
    /// Code points of the page's own text.
    length: usize,
    line_ends: Vec<usize>,
    /// Whether a block ended since the last word.
    due: bool,
}

impl<'t> ShownText<'t> {
    fn of(tree: &'t Tree) -> Self {
        let mut shown = Self { tree, text: String::new(), length: 0, line_ends: Vec::new(), due: false };
        shown.element(0);
        shown
    }

    /// As deep as the tree is, which is bounded.
    fn element(&mut self, at: usize) {
        let tree = self.tree;
        let element = &tree.elements[at];
        if UNSEEN.contains(&element.tag.as_str()) {
            return;
        }
        let block = element.tag == "br" || !is_inline(&element.tag);
        self.due |= block;
        for child in &element.children {
            match *child {
                Child::Element(inner) => self.element(inner),
                Child::Text(text) => self.words(&tree.texts[text]),
            }
        }
        self.due |= block;
    }

    fn words(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        if self.due && !self.text.is_empty() && !self.text.ends_with('\n') && !words.starts_with('\n') {
            self.text.push('\n');
            self.line_ends.push(self.length);
        }
        self.due = false;
        self.text.push_str(words);
        self.length += words.chars().count();
    }
}
