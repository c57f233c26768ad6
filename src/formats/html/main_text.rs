//! Where the article is on a page: the element that holds most of its running text, as Arc90's Readability weighs it
//! (paragraphs with commas, few links), with what stands beside the story taken out. Does not write it down.

use super::tree::{Child, Element, Tree};

/// Elements that are never the article's text.
const NEVER: [&str; 27] = [
    "aside", "audio", "button", "canvas", "datalist", "dialog", "embed", "figure", "footer", "form", "head", "header",
    "iframe", "input", "math", "menu", "nav", "noscript", "object", "script", "select", "style", "svg", "template",
    "textarea", "video", "title",
];

/// Words of classes and ids of what stands beside the story, unless most of the page's text is in it.
const BESIDE: [&str; 58] = [
    "ad",
    "ads",
    "adsense",
    "advert",
    "advertisement",
    "banner",
    "breadcrumb",
    "breadcrumbs",
    "caption",
    "comment",
    "comments",
    "cookie",
    "copyright",
    "credit",
    "disqus",
    "editor",
    "footer",
    "iklan",
    "infografis",
    "komentar",
    "linksisip",
    "login",
    "menu",
    "modal",
    "navbar",
    "navigation",
    "newsletter",
    "nav",
    "outbrain",
    "paging",
    "pagination",
    "penulis",
    "popular",
    "populer",
    "popup",
    "promo",
    "recommend",
    "recommendation",
    "recommended",
    "rekomendasi",
    "related",
    "reporter",
    "share",
    "sharing",
    "sidebar",
    "signup",
    "social",
    "socmed",
    "sosmed",
    "sponsor",
    "subscribe",
    "taboola",
    "tag",
    "tags",
    "terkait",
    "terpopuler",
    "trending",
    "widget",
];

/// The same of two words: `baca-juga`, `bacajuga`.
const BESIDE_TOGETHER: [&str; 6] =
    ["bacajuga", "lihatjuga", "simakjuga", "readmore", "artikelterkait", "beritaterkait"];

/// Words of classes and ids of what holds a story.
const STORY: [&str; 14] = [
    "article",
    "artikel",
    "articlebody",
    "berita",
    "body",
    "content",
    "detail",
    "entry",
    "hentry",
    "isi",
    "konten",
    "post",
    "story",
    "text",
];

/// A line shorter than this many characters is no paragraph.
const PARAGRAPH: usize = 25;

/// The pieces of one story lie at most so many elements below the one that holds them all.
const PIECES_WITHIN: usize = 4;

/// What is known of an element with all that is in it.
#[derive(Debug, Clone, Copy, Default)]
struct Weight {
    /// Characters, and those of them in links.
    chars: usize,
    linked: usize,
    commas: usize,
    /// Characters in good paragraphs.
    good: usize,
    /// What paragraphs below count for it.
    score: f64,
}

/// The article's element, and which elements of the page are taken out.
pub struct MainText {
    pub element: usize,
    pub out: Vec<bool>,
}

impl MainText {
    /// `None`: the page has no text at all.
    pub fn find(tree: &Tree<'_>) -> Option<Self> {
        let mut out: Vec<bool> =
            tree.elements.iter().map(|one| NEVER.contains(&one.tag.as_str()) || one.hidden).collect();
        let first = weigh(tree, &out);
        // What is beside the story by its name, unless it is most of the page.
        for (at, element) in tree.elements.iter().enumerate() {
            let most = first[at].good * 2 > first[0].good;
            let whole = matches!(element.tag.as_str(), "html" | "body" | "main" | "article");
            out[at] |= is_beside(element) && !most && !whole;
        }
        let weights = weigh(tree, &out);
        let element = best(tree, &weights, &out)?;
        Some(Self { element, out })
    }
}

fn share(weight: Weight) -> f64 {
    if weight.chars == 0 { 0.0 } else { weight.linked as f64 / weight.chars as f64 }
}

fn tokens(names: &str) -> impl Iterator<Item = &str> {
    names.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn is_beside(element: &Element) -> bool {
    if element.names.trim().is_empty() {
        return false;
    }
    let together: String = element.names.chars().filter(|c| c.is_alphanumeric() || *c == ' ').collect();
    tokens(&element.names).any(|word| BESIDE.contains(&word))
        || together.split(' ').any(|word| BESIDE_TOGETHER.contains(&word))
}

/// Weighs every element, the inner ones first: they stand behind those around them.
fn weigh(tree: &Tree<'_>, out: &[bool]) -> Vec<Weight> {
    let mut weights = vec![Weight::default(); tree.elements.len()];
    for at in (0..tree.elements.len()).rev() {
        if out[at] {
            weights[at] = Weight::default();
            continue;
        }
        let element = &tree.elements[at];
        let mut own = Weight { score: weights[at].score, ..Weight::default() };
        let mut inner_blocks = false;
        for child in &element.children {
            match *child {
                Child::Text(text) => {
                    let text = tree.texts[text];
                    own.chars += text.split_whitespace().map(|word| word.chars().count() + 1).sum::<usize>();
                    own.commas += text.matches(',').count();
                }
                Child::Element(inner) => {
                    let inner_weight = weights[inner];
                    own.chars += inner_weight.chars;
                    own.linked += inner_weight.linked;
                    own.commas += inner_weight.commas;
                    own.good += inner_weight.good;
                    inner_blocks |= !is_inline(&tree.elements[inner].tag) && !out[inner];
                }
            }
        }
        if element.tag == "a" {
            own.linked = own.chars;
        }
        // A paragraph, or a block used like one.
        let is_paragraph = matches!(element.tag.as_str(), "p" | "pre" | "blockquote" | "td" | "div" | "section" | "li");
        if is_paragraph && !inner_blocks && own.chars >= PARAGRAPH && share(own) < 0.5 {
            own.good = own.chars;
            let score = (1.0 + own.commas as f64 + (own.chars as f64 / 100.0).min(3.0)) * (1.0 - share(own));
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

/// The element that holds the story.
fn best(tree: &Tree<'_>, weights: &[Weight], out: &[bool]) -> Option<usize> {
    let named = |at: &usize| tokens(&tree.elements[*at].names).any(|word| word == "articlebody");
    let shown = || (0..tree.elements.len()).filter(|at| !out[*at] && weights[*at].good > 0);
    if let Some(body) = shown().filter(named).max_by_key(|at| weights[*at].good) {
        return Some(body);
    }
    let score = |at: usize| {
        let element = &tree.elements[at];
        let holds = tokens(&element.names).filter(|word| STORY.contains(word)).count().min(1) as f64;
        let tag = match element.tag.as_str() {
            "article" => 1.5,
            "main" | "div" | "section" | "td" => 1.0,
            _ => 0.75,
        };
        weights[at].score * (1.0 - share(weights[at])) * tag * (1.0 + 0.25 * holds)
    };
    let mut found = shown().max_by(|a, b| score(*a).total_cmp(&score(*b)).then(b.cmp(a)));
    // A story in several pieces: the nearest element around them that holds clearly more.
    while let Some(at) = found {
        let around = std::iter::successors(Some(at), |at| Some(tree.elements[*at].parent)).skip(1).take(PIECES_WITHIN);
        let mut inside = around.take_while(|at| !matches!(tree.elements[*at].tag.as_str(), "" | "body" | "html"));
        let more = |around: &usize| weights[*around].good * 5 > weights[at].good * 6 && share(weights[*around]) < 0.25;
        match inside.find(more) {
            Some(around) => found = Some(around),
            None => break,
        }
    }
    // A page without one good paragraph: all of it.
    found.or_else(|| (weights[0].chars > 0).then_some(0))
}

/// Whether an element stands within a line.
pub fn is_inline(tag: &str) -> bool {
    matches!(
        tag,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "br"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "em"
            | "font"
            | "i"
            | "img"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "q"
            | "s"
            | "samp"
            | "small"
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
    )
}
