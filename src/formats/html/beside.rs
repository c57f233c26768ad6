//! What stands beside a story, told by the names that sites give it: menus, advertisements, comments, boxes that ask for
//! consent, lists of other stories. Words only; whether it goes is decided in `main_text`.

use super::tree::{Element, Tree};

/// Elements that are never the article's text.
const NEVER: [&str; 26] = [
    "audio", "button", "canvas", "datalist", "del", "dialog", "embed", "figure", "footer", "form", "head", "iframe",
    "input", "menu", "nav", "noscript", "object", "script", "select", "style", "svg", "template", "textarea", "video",
    "title", "label",
];

/// Elements of fast pages (AMP) that are never the article's text.
const NEVER_FAST: [&str; 10] = [
    "amp-ad",
    "amp-analytics",
    "amp-consent",
    "amp-embed",
    "amp-lightbox",
    "amp-sidebar",
    "amp-social-share",
    "amp-state",
    "amp-sticky-ad",
    "amp-user-notification",
];

/// Parts of classes and ids of boxes that ask for consent, whatever word they stand in.
const CONSENT: [&str; 16] = [
    "cookie",
    "consent",
    "gdpr",
    "onetrust",
    "didomi",
    "usercentrics",
    "truste",
    "quantcast",
    "qc-cmp",
    "sp_message",
    "privacy-banner",
    "privacy-notice",
    "ccpa",
    "kuki",
    "persetujuan-privasi",
    "cmpbox",
];

/// Words of classes and ids of what stands beside the story, unless most of the page's text is in it.
const BESIDE: [&str; 88] = [
    "ad",
    "ads",
    "adsense",
    "adslot",
    "advert",
    "advertisement",
    "advertorial",
    "authorbox",
    "banner",
    "bio",
    "breadcrumb",
    "breadcrumbs",
    "byline",
    "caption",
    "comment",
    "comments",
    "copyright",
    "credit",
    "credits",
    "cta",
    "disclaimer",
    "discussion",
    "diskusi",
    "disqus",
    "dropdown",
    "editor",
    "editors",
    "fbcomments",
    "follow",
    "footer",
    "gallery",
    "iklan",
    "infografis",
    "jump",
    "komentar",
    "lainnya",
    "latest",
    "linksisip",
    "login",
    "masthead",
    "menu",
    "metadata",
    "modal",
    "mostpopular",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "outbrain",
    "overlay",
    "pager",
    "paging",
    "pagination",
    "paywall",
    "penulis",
    "polling",
    "popular",
    "populer",
    "popup",
    "promo",
    "recirc",
    "recommend",
    "recommendation",
    "recommendations",
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
    "sponsored",
    "subscribe",
    "taboola",
    "tag",
    "tags",
    "terkait",
    "terkini",
    "terpopuler",
    "toc",
    "toolbar",
    "trending",
    "widget",
];

/// The same of two words: `baca-juga`, `bacajuga`.
const BESIDE_TOGETHER: [&str; 18] = [
    "bacajuga",
    "lihatjuga",
    "simakjuga",
    "readmore",
    "readalso",
    "artikelterkait",
    "beritaterkait",
    "beritalain",
    "beritalainnya",
    "beritaterbaru",
    "morestories",
    "morenews",
    "youmaylike",
    "pilihanredaksi",
    "pilihaneditor",
    "googlenews",
    "whatsappchannel",
    "printonly",
];

/// Beginnings of classes that say how a page looks or what it is about, not what an element is: `has-sidebar`,
/// `tag-pilkada` of WordPress, `no-comments`.
const ABOUT_THE_PAGE: [&str; 14] = [
    "has-",
    "no-",
    "with-",
    "is-",
    "not-",
    "tag-",
    "category-",
    "post-",
    "type-",
    "format-",
    "hide-",
    "single-",
    "js-",
    "without-",
];

/// Words of classes and ids of what holds a story.
const STORY: [&str; 20] = [
    "article",
    "artikel",
    "articlebody",
    "berita",
    "body",
    "bodytext",
    "content",
    "detail",
    "entry",
    "hentry",
    "isi",
    "konten",
    "main",
    "naskah",
    "paragraf",
    "post",
    "read",
    "story",
    "storybody",
    "text",
];

/// Of those, what can have more text than the story: readers' comments, other stories.
const LONG: [&str; 24] = [
    "comment",
    "comments",
    "discussion",
    "diskusi",
    "disqus",
    "fbcomments",
    "gallery",
    "komentar",
    "lainnya",
    "latest",
    "mostpopular",
    "popular",
    "populer",
    "recirc",
    "recommend",
    "recommendation",
    "recommendations",
    "recommended",
    "rekomendasi",
    "related",
    "terkait",
    "terkini",
    "terpopuler",
    "trending",
];

pub fn is_never(element: &Element) -> bool {
    let tag = element.tag.as_str();
    NEVER.contains(&tag) || NEVER_FAST.contains(&tag)
}

/// Whether an element asks for consent, or lies over the page.
pub fn asks_consent(element: &Element) -> bool {
    let role = element.attribute("role").to_ascii_lowercase();
    let whole = matches!(element.tag.as_str(), "" | "html" | "body" | "main" | "article");
    let named = || {
        let names = element.names.split_whitespace().filter(|name| !about_the_page(name));
        names.into_iter().any(|name| CONSENT.iter().any(|part| name.contains(part)))
    };
    !whole && (role == "dialog" || role == "alertdialog" || element.attribute("aria-modal") == "true" || named())
}

pub fn is_beside(element: &Element) -> bool {
    let names = || element.names.split_whitespace().filter(|name| !about_the_page(name));
    let together = |name: &str| name.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    // An address made of a heading (`sharing-with-a-single-developer`) says what a section is about.
    let mut names = names().filter(|name| tokens(name).count() < 4);
    names.any(|name| {
        tokens(name).any(|word| BESIDE.contains(&word)) || BESIDE_TOGETHER.contains(&together(name).as_str())
    }) || matches!(element.attribute("role"), "complementary" | "navigation" | "banner" | "contentinfo" | "menu")
}

/// Whether what stands beside the story there may have more text than the story.
pub fn is_long_beside(element: &Element) -> bool {
    let mut names = element.names.split_whitespace().filter(|name| !about_the_page(name));
    !holds_story(element) && names.any(|name| tokens(name).any(|word| LONG.contains(&word)))
}

/// Whether the names of an element are those of what holds a story.
pub fn holds_story(element: &Element) -> bool {
    tokens(&element.names).any(|word| STORY.contains(&word))
}

/// Words of classes and ids of what a text refers to: lists of links, and the author's.
const APPARATUS: [&str; 10] = [
    "bibliography",
    "catatankaki",
    "citations",
    "endnotes",
    "footnote",
    "footnotes",
    "references",
    "referensi",
    "reflist",
    "sources",
];

/// Whether the names of an element are those of notes and references.
pub fn is_apparatus(element: &Element) -> bool {
    tokens(&element.names).any(|word| APPARATUS.contains(&word))
}

pub fn is_article_body(element: &Element) -> bool {
    tokens(&element.names).any(|word| word == "articlebody")
}

/// How the words of a link begin that leads from a teaser to its story.
const LEADS_ON: [&str; 9] =
    ["baca", "selengkapnya", "lihat", "lanjut", "read", "more", "continue", "full story", "learn more"];

/// Elements of one kind in a row, each with a heading that a link belongs to: other stories, one below the other. The
/// sections of one story have headings, too, and lead nowhere by them.
pub fn are_teasers(tree: &Tree, children: &[usize]) -> bool {
    let kind = |at: usize| {
        let element = &tree.elements[at];
        (element.tag.as_str(), element.names.split_whitespace().next().unwrap_or(""))
    };
    // The kind that most of them are of: a heading stands before many lists.
    let count = |at: usize| children.iter().filter(|other| kind(**other) == kind(at)).count();
    let Some(&first) = children.iter().take(4).max_by_key(|at| count(**at)) else { return false };
    let blocks = matches!(kind(first).0, "div" | "li" | "article" | "section" | "a");
    let same = count(first);
    let others = children.iter().filter(|at| kind(**at) == kind(first));
    blocks && same >= 3 && same * 4 >= children.len() * 3 && others.into_iter().all(|at| leads_to_a_story(tree, *at))
}

/// Whether an element has a heading, and a link in it, around it or above it (that of the heading's picture), or one that
/// says that there is more to read.
fn leads_to_a_story(tree: &Tree, at: usize) -> bool {
    let is_link = |at: usize| tree.elements[at].tag == "a";
    let is_heading = |at: &usize| matches!(tree.elements[*at].tag.as_str(), "h2" | "h3" | "h4" | "h5");
    let leads_on = |at: usize| {
        let words = tree.elements[at].children.iter().find_map(|child| match child {
            super::tree::Child::Text(text) => {
                Some(tree.texts[*text].trim().to_lowercase()).filter(|words| !words.is_empty())
            }
            super::tree::Child::Element(_) => None,
        });
        is_link(at) && words.is_some_and(|words| LEADS_ON.iter().any(|start| words.starts_with(start)))
    };
    let mut headings = (at + 1..=last_within(tree, at)).filter(is_heading);
    headings.any(|heading| {
        let above = (at..=last_within(tree, heading)).any(is_link) || tree.around(at).any(is_link);
        above || (heading..=last_within(tree, at)).any(leads_on)
    })
}

/// The last element that is in another: the list has parents before children, in the order of the page.
pub fn last_within(tree: &Tree, at: usize) -> usize {
    let mut last = at;
    loop {
        let inner = tree.elements[last].children.iter().rev().find_map(|child| match child {
            super::tree::Child::Element(inner) => Some(*inner),
            super::tree::Child::Text(_) => None,
        });
        match inner {
            Some(inner) => last = inner,
            None => return last,
        }
    }
}

fn tokens(names: &str) -> impl Iterator<Item = &str> {
    names.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn about_the_page(name: &str) -> bool {
    ABOUT_THE_PAGE.iter().any(|begin| name.starts_with(begin))
        && !["tag-list", "tag-links", "tag-cloud"].contains(&name)
        || name.ends_with("-open")
        || name.ends_with("-enabled")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_what_is_beside_and_what_the_page_is_about() {
        let first = |html: &str| {
            let tree = Tree::new(html).unwrap();
            let element = tree.elements.into_iter().nth(4).unwrap();
            (is_beside(&element), asks_consent(&element))
        };
        assert_eq!(first("<div class='baca-juga'>"), (true, false));
        assert_eq!(first("<div class='post tag-pilkada category-comments has-sidebar'>"), (false, false));
        assert_eq!(first("<div id=CybotCookiebotDialog>"), (false, true));
        assert_eq!(first("<div role=dialog>"), (false, true));
        assert_eq!(first("<div class=share-box>"), (true, false));
        assert_eq!(first("<div class=isi>"), (false, false));
    }
}
