//! The elements of a page as a flat list, parents before children, with what the search for the story asks of them.

use html5ever::Attribute;

use super::dom::{NodeKind, Nodes, nodes};

/// Elements that nest deeper are taken for children of the deepest.
const DEPTH: usize = 400;

/// An element.
#[derive(Debug)]
pub struct Element {
    /// In lower case.
    pub tag: String,
    pub parent: usize,
    pub children: Vec<Child>,
    /// Its classes and id, in lower case, and `articlebody` if it says that it is that.
    pub names: String,
    /// Whether it says that it is not shown.
    pub hidden: bool,
    attributes: Vec<Attribute>,
}

/// What is in an element.
#[derive(Debug, Clone, Copy)]
pub enum Child {
    /// By its place in the list.
    Element(usize),
    /// By its place among the texts.
    Text(usize),
}

/// A page.
pub struct Tree {
    /// The first is the page itself.
    pub elements: Vec<Element>,
    /// With character references resolved.
    pub texts: Vec<String>,
}

impl Element {
    /// The value of an attribute; empty if there is none.
    pub fn attribute(&self, name: &str) -> &str {
        let found = self.attributes.iter().find(|attribute| &*attribute.name.local == name);
        found.map_or("", |attribute| &*attribute.value)
    }

    pub fn has(&self, name: &str) -> bool {
        self.attributes.iter().any(|attribute| &*attribute.name.local == name)
    }
}

impl Tree {
    /// Reads a page. `None`: more elements than any article has.
    pub fn new(page: &str) -> Option<Self> {
        let mut nodes = nodes(page)?;
        let mut tree = Self { elements: vec![element("", 0, Vec::new())], texts: Vec::new() };
        // Parents first, in the order of the page: what is to be done, the next at the end.
        let mut due: Vec<(usize, usize, usize)> = nodes[0].children.iter().rev().map(|&node| (node, 0, 1)).collect();
        while let Some((node, parent, depth)) = due.pop() {
            match std::mem::replace(&mut nodes[node].what, NodeKind::Unseen) {
                NodeKind::Element(name, attributes) => {
                    let at = tree.elements.len();
                    tree.elements[parent].children.push(Child::Element(at));
                    let mut inner = element(&name, parent, attributes);
                    // What Telegram covers is said all the same.
                    inner.hidden &= !tree.elements[parent].names.starts_with("spoiler");
                    tree.elements.push(inner);
                    let (inner, depth) = if depth < DEPTH { (at, depth + 1) } else { (parent, depth) };
                    due.extend(children(&nodes, node).rev().map(|child| (child, inner, depth)));
                }
                NodeKind::Text(text) => {
                    tree.elements[parent].children.push(Child::Text(tree.texts.len()));
                    tree.texts.push(text.to_string());
                }
                NodeKind::Document | NodeKind::Unseen => {}
            }
        }
        Some(tree)
    }

    /// The text of an element, as it stands in the page.
    pub fn text(&self, at: usize) -> String {
        let mut text = String::new();
        let mut due = vec![Child::Element(at)];
        while let Some(next) = due.pop() {
            match next {
                Child::Text(at) => text.push_str(&self.texts[at]),
                Child::Element(at) => due.extend(self.elements[at].children.iter().rev()),
            }
        }
        text
    }

    /// An element and those around it, the page last.
    pub fn around(&self, at: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(at), |at| Some(self.elements[*at].parent).filter(|parent| parent != at))
    }
}

fn children(nodes: &Nodes, node: usize) -> impl DoubleEndedIterator<Item = usize> {
    nodes[node].children.iter().copied()
}

fn element(tag: &str, parent: usize, attributes: Vec<Attribute>) -> Element {
    let mut element =
        Element { tag: tag.to_owned(), parent, children: Vec::new(), names: String::new(), hidden: false, attributes };
    let mut names = format!("{} {}", element.attribute("class"), element.attribute("id")).to_lowercase();
    let items = element.attribute("itemprop").to_ascii_lowercase();
    if items.split_ascii_whitespace().any(|name| name == "articlebody") {
        names.push_str(" articlebody");
    }
    let style: String = element.attribute("style").to_ascii_lowercase().split_ascii_whitespace().collect();
    element.hidden = element.has("hidden")
        // Pictures of formulas are shown and not read.
        || (element.attribute("aria-hidden") == "true" && !names.contains("fallback-image"))
        || style.contains("display:none")
        || style.contains("visibility:hidden");
    element.names = names;
    element
}

/// Whether an element stands within a line.
pub fn is_inline(tag: &str) -> bool {
    matches!(
        tag,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "br"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "img"
            | "ins"
            | "kbd"
            | "mark"
            | "picture"
            | "q"
            | "rp"
            | "rt"
            | "ruby"
            | "s"
            | "samp"
            | "small"
            | "source"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
            | "nobr"
            | "amp-img"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_as_browsers_see_them() {
        let tree =
            Tree::new("<p>a &amp; b<p class=X id=Y>c<table><tr>d<td>e</table><script>if(a<b)</script><!-- f -->")
                .unwrap();
        let tags: Vec<&str> = tree.elements.iter().map(|element| element.tag.as_str()).collect();
        assert_eq!(tags, ["", "html", "head", "body", "p", "p", "table", "tbody", "tr", "td", "script"]);
        assert_eq!(tree.elements[5].names, "x y");
        assert_eq!(tree.text(4), "a & b");
        assert_eq!(tree.text(0), "a & bcdeif(a<b)");
        assert_eq!(tree.around(9).collect::<Vec<_>>(), [9, 8, 7, 6, 5, 3, 1, 0]);
    }

    #[test]
    fn what_is_covered_is_said() {
        let tree =
            Tree::new("<span class='spoiler hidden'><span aria-hidden=true>a</span></span><i aria-hidden=true>b</i>");
        let tree = tree.unwrap();
        assert_eq!(tree.elements.iter().filter(|element| element.hidden).count(), 1);
    }

    #[test]
    fn what_is_endless_is_refused() {
        assert!(Tree::new(&"<div>".repeat(20_000)).is_none());
        assert!(Tree::new(&"<p>a".repeat(20_000)).is_some());
    }
}
