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

/// The words of an element, with the line ends that it says: what a cell of a table or a message of a chat holds.
pub(in crate::formats) fn lines_of(tree: &Tree, at: usize) -> String {
    let mut text = String::new();
    add_lines(tree, at, &mut text);
    let mut lines: Vec<String> = Vec::new();
    for said in text.split('\n').map(line) {
        let blank = said.is_empty() && lines.last().is_none_or(String::is_empty);
        if !blank {
            lines.push(said);
        }
    }
    lines.join("\n").trim_end().to_owned()
}

/// As deep as the tree is, which is bounded.
fn add_lines(tree: &Tree, at: usize, text: &mut String) {
    let element = &tree.elements[at];
    if UNSEEN.contains(&element.tag.as_str()) || element.hidden {
        return;
    }
    let is_block = element.tag != "br" && !is_inline(&element.tag);
    let end = |text: &mut String| {
        if is_block && !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
    };
    end(text);
    if element.tag == "br" {
        text.push('\n');
    }
    for child in &element.children {
        match *child {
            Child::Element(inner) => {
                // Paragraphs have an empty line between them.
                if tree.elements[inner].tag == "p" && !text.is_empty() {
                    end(text);
                    text.push('\n');
                }
                add_lines(tree, inner, text);
            }
            Child::Text(words) if element.tag == "pre" => text.push_str(&tree.texts[words]),
            Child::Text(words) => text.push_str(&tree.texts[words].replace(['\n', '\r', '\t'], " ")),
        }
    }
    end(text);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_as_they_are_said() {
        let check = |page: &str, expected: &str| {
            assert_eq!(lines_of(&Tree::new(page).unwrap(), 0), expected, "{page}");
        };
        check("<div>\nPKS <b>dan</b>\nPSI<br>hadir.<br><br>Ya.<br>\n</div>", "PKS dan PSI\nhadir.\n\nYa.");
        check("<p>Satu.</p><p>Dua.</p><ul><li>a</li><li>b</li></ul>", "Satu.\n\nDua.\na\nb");
        check("<pre>a\n b</pre><script>x</script><i style='display:none'>y</i>", "a\nb");
    }
}
