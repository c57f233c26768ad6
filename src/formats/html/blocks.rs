//! The blocks of a part of a page, each on one line as it is shown: what lists of articles are read from.

use super::{
    shown::UNSEEN,
    tree::{Child, Tree, is_inline},
};
use crate::formats::record::found::line;

/// The blocks of an element that hold words, in their order; a line end within one parts it.
pub(in crate::formats) fn blocks_of(tree: &Tree, at: usize) -> Vec<String> {
    let mut blocks = vec![String::new()];
    add(tree, at, &mut blocks);
    blocks.iter().map(|block| line(block)).filter(|block| !block.is_empty()).collect()
}

/// As deep as the tree is, which is bounded.
fn add(tree: &Tree, at: usize, blocks: &mut Vec<String>) {
    let element = &tree.elements[at];
    if UNSEEN.contains(&element.tag.as_str()) {
        return;
    }
    let is_block = element.tag == "br" || !is_inline(&element.tag);
    if is_block {
        blocks.push(String::new());
    }
    for child in &element.children {
        match *child {
            Child::Element(inner) => add(tree, inner, blocks),
            Child::Text(text) => {
                if let Some(last) = blocks.last_mut() {
                    last.push_str(&tree.texts[text]);
                }
            }
        }
    }
    if is_block {
        blocks.push(String::new());
    }
}
