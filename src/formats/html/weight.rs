//! How much running text the elements of a page hold, and how much of it leads away, as Arc90's Readability weighs it.

use super::tree::{Child, Tree, is_inline};

/// A line shorter than this many characters is no paragraph.
pub const PARAGRAPH: usize = 25;
/// A block with more of its text in links than this leads away.
pub const LINKS: f64 = 0.5;

/// What is known of an element with all that is in it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Weight {
    /// Characters, and those of them in links.
    pub chars: usize,
    pub linked: usize,
    pub commas: usize,
    /// Characters in good paragraphs.
    pub good: usize,
    /// What paragraphs below count for it.
    pub score: f64,
}

/// The share of its text that is in links.
pub fn share(weight: Weight) -> f64 {
    if weight.chars == 0 { 0.0 } else { weight.linked as f64 / weight.chars as f64 }
}

/// Weighs every element, the inner ones first: they stand behind those around them.
pub fn weigh(tree: &Tree, out: &[bool]) -> Vec<Weight> {
    let mut weights = vec![Weight::default(); tree.elements.len()];
    for at in (0..tree.elements.len()).rev() {
        if out[at] {
            weights[at] = Weight::default();
            continue;
        }
        let element = &tree.elements[at];
        let mut own = Weight { score: weights[at].score, ..Weight::default() };
        // What stands in it directly, in lines of its own.
        let mut direct = Weight::default();
        let mut inner_blocks = false;
        for child in &element.children {
            let (weight, inline) = match *child {
                Child::Text(text) => (text_weight(&tree.texts[text]), true),
                // Some put blocks into what should stand within a line.
                Child::Element(inner) => {
                    (weights[inner], is_inline(&tree.elements[inner].tag) && weights[inner].good == 0)
                }
            };
            own.chars += weight.chars;
            own.linked += weight.linked;
            own.commas += weight.commas;
            if inline {
                direct.chars += weight.chars;
                direct.linked += weight.linked;
                direct.commas += weight.commas;
            } else {
                own.good += weight.good;
                inner_blocks |= weight.chars > 0;
            }
        }
        if element.tag == "a" {
            own.linked = own.chars;
        }
        // A paragraph, or a block used like one.
        let is_paragraph = matches!(
            element.tag.as_str(),
            "p" | "pre" | "blockquote" | "td" | "div" | "section" | "li" | "article" | "dd" | "center"
        );
        if is_paragraph && direct.chars >= PARAGRAPH && share(direct) < LINKS {
            own.good += direct.chars;
            let score = (1.0 + direct.commas as f64 + (direct.chars as f64 / 100.0).min(3.0)) * (1.0 - share(direct));
            if inner_blocks || direct.chars > 600 {
                // It holds lines between its blocks, or many of them.
                own.score += score;
            }
            let mut up = at;
            for part in [1.0, 0.5, 1.0 / 3.0] {
                up = tree.elements[up].parent;
                weights[up].score += score * part;
            }
        }
        weights[at] = own;
    }
    weights
}

fn text_weight(text: &str) -> Weight {
    let chars = text.split_whitespace().map(|word| word.chars().count() + 1).sum();
    Weight { chars, commas: text.matches([',', '،', '、', '，']).count(), ..Weight::default() }
}
