//! The elements of a page as a flat list, parents before children. Bounded in depth and number; knows which elements end
//! others, not what they say.

use super::tokens::{Attributes, Token, Tokens};

/// Elements that nest deeper are taken for children of the deepest; so many elements are taken at all.
const DEPTH: usize = 256;
const ELEMENTS: usize = 500_000;

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
pub struct Tree<'a> {
    /// The first is the page itself.
    pub elements: Vec<Element>,
    /// As they stand in the page.
    pub texts: Vec<&'a str>,
}

const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// Elements that end a paragraph which is open.
const ENDS_PARAGRAPH: [&str; 29] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "details",
    "dialog",
    "div",
    "dl",
    "fieldset",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "ul",
];

impl<'a> Tree<'a> {
    /// Reads a page, and hands over every opening tag with the text that follows it at once: what heads and links say.
    /// `None`: more elements than any article has.
    pub fn new(page: &'a str, seen: &mut dyn FnMut(&str, &Attributes<'a>, &'a str)) -> Option<Self> {
        let root = Element { tag: String::new(), parent: 0, children: Vec::new(), names: String::new(), hidden: false };
        let mut tree = Self { elements: vec![root], texts: Vec::new() };
        let mut open = vec![0];
        let mut tokens = Tokens::new(page).peekable();
        while let Some(token) = tokens.next() {
            match token {
                Token::Start(tag, attributes) => {
                    let text = match tokens.peek() {
                        Some(Token::Text(text)) => text,
                        _ => "",
                    };
                    seen(&tag, &attributes, text);
                    tree.close_implied(&mut open, &tag);
                    if tree.elements.len() == ELEMENTS {
                        return None;
                    }
                    let parent = open.last().copied().unwrap_or(0);
                    let place = tree.elements.len();
                    tree.elements[parent].children.push(Child::Element(place));
                    let void = VOID.contains(&tag.as_str());
                    tree.elements.push(element(tag, parent, &attributes));
                    if !void && open.len() < DEPTH {
                        open.push(place);
                    }
                }
                Token::End(tag) => {
                    if let Some(at) = open.iter().rposition(|&at| tree.elements[at].tag == tag).filter(|at| *at > 0) {
                        open.truncate(at);
                    }
                }
                Token::Text(text) => {
                    let parent = open.last().copied().unwrap_or(0);
                    tree.elements[parent].children.push(Child::Text(tree.texts.len()));
                    tree.texts.push(text);
                }
                Token::Raw(_) => {}
            }
        }
        Some(tree)
    }

    /// Closes what the beginning of an element ends: a paragraph, the item before.
    fn close_implied(&self, open: &mut Vec<usize>, tag: &str) {
        let tag_of = |at: &usize| self.elements[*at].tag.as_str();
        let Some(last) = open.last().map(tag_of) else { return };
        let ends = match tag {
            "li" | "option" | "tr" => last == tag,
            "dd" | "dt" => matches!(last, "dd" | "dt"),
            "td" | "th" => matches!(last, "td" | "th"),
            _ => false,
        };
        if ends {
            open.pop();
        } else if ENDS_PARAGRAPH.contains(&tag)
            && let Some(at) = open.iter().rposition(|at| tag_of(at) == "p")
            // A paragraph of an outer block stays open around it.
            && open[at..].iter().all(|inner| !ENDS_PARAGRAPH.contains(&tag_of(inner)) || tag_of(inner) == "p")
        {
            open.truncate(at);
        }
    }
}

fn element(tag: String, parent: usize, attributes: &Attributes<'_>) -> Element {
    let get = |name| attributes.get(name).unwrap_or("");
    let mut names = format!("{} {}", get("class"), get("id")).to_lowercase();
    if get("itemprop").to_ascii_lowercase().split_ascii_whitespace().any(|name| name == "articlebody") {
        names.push_str(" articlebody");
    }
    let style: String = get("style").to_ascii_lowercase().split_ascii_whitespace().collect();
    let hidden = attributes.get("hidden").is_some()
        || get("aria-hidden") == "true"
        || style.contains("display:none")
        || style.contains("visibility:hidden");
    Element { tag, parent, children: Vec::new(), names, hidden }
}
