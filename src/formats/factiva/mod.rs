//! What Factiva gives as a page (.html), as XML or as Rich Text: many articles in one file. One article each; source, day,
//! byline, length and language as Factiva states them.

mod page;
mod text;
mod xml;

use self::page::article;
use crate::formats::{
    format::{Format, FormatInfo, Item, ItemSink, ReadContext, ReadError},
    html::{Child, Tree},
    kit::{
        each_file::every_file,
        encoding,
        rtf::{self, is_rtf},
    },
    problem::Problem,
    source::Source,
    stem,
};
use crate::{
    formats::sniff::Sniff,
    message::{Message, message},
    model::Zone,
};

/// The format.
pub struct Factiva;

static INFO: FormatInfo = FormatInfo::of_articles(
    "factiva",
    "Factiva page, XML or Rich Text",
    &["html", "htm", "xml", "rtf"],
    "Articles downloaded from Factiva as a page (.html), XML or Rich Text (.rtf): split, with source, day, byline and length",
);

impl Format for Factiva {
    fn info(&self) -> &'static FormatInfo {
        &INFO
    }

    fn recognises(&self, head: &Sniff<'_>) -> bool {
        head.files.len() <= 1
            && (is_factiva(head.text()) || xml::is_xml(head.text()) || is_rtf(&head.bytes) && is_rich_text(&head.bytes))
    }

    fn read(&self, source: &dyn Source, reading: &ReadContext, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
        every_file(source, &|file, name, bytes| items(file, name, &bytes, reading.zone), sink)
    }
}

/// Its own classes: `<div class="article enArticle">`, paragraphs `articleParagraph enarticleParagraph`.
fn is_factiva(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    lower.contains("articleparagraph")
        && (lower.contains("factiva") || lower.contains("enarticle") || lower.contains("idarticle"))
}

/// Whether Rich Text has what each article of Factiva has: its number, and how many words it has.
fn is_rich_text(bytes: &[u8]) -> bool {
    rtf::text_of(bytes).is_some_and(|text| text::is_text(&text))
}

fn items(file: &str, name: &str, bytes: &[u8], zone: Option<Zone>) -> Vec<Item> {
    if is_rtf(bytes) {
        return of_rich_text(file, name, bytes, zone);
    }
    let problem = |reason| vec![Item::Problem(Problem::new(file, reason, message!("Save the page again")))];
    let page = match encoding::decode(bytes) {
        Ok(decoded) => decoded.text,
        Err(reason) => return vec![Item::Problem(Problem::new(file, reason.message(), Message::default()))],
    };
    if xml::is_xml(&page) {
        return of_xml(file, name, &page, zone);
    }
    let Some(tree) = Tree::new(&page) else {
        return problem(message!("the page has more elements than any list of articles"));
    };
    let has = |at: usize, class: &str| {
        tree.elements[at].attribute("class").split_ascii_whitespace().any(|it| it.eq_ignore_ascii_case(class))
    };
    let is_article = |at: &usize| tree.elements[*at].tag == "div" && has(*at, "article");
    let mut articles: Vec<usize> = (0..tree.elements.len()).filter(is_article).collect();
    // Newer pages put each into a frame of the same class.
    articles.retain(|at| !is_frame(&tree, *at, &has));
    if articles.is_empty() {
        return problem(message!("no article was found on the page"));
    }
    let each = articles.iter().enumerate().map(|(number, at)| {
        article(&tree, *at, &format!("{}-{}", stem(name), number + 1)).items(file, name, (0, 0), zone)
    });
    each.flatten().collect()
}

fn of_xml(file: &str, name: &str, xml: &str, zone: Option<Zone>) -> Vec<Item> {
    let mut items = Vec::new();
    let read = xml::articles(xml, stem(name), &mut |found| items.extend(found.items(file, name, (0, 0), zone)));
    let problem = match read {
        Ok(0) => message!("no article was found in it"),
        Ok(_) => return items,
        Err(reason) => reason,
    };
    items.push(Item::Problem(Problem::new(file, problem, message!("Download the articles again"))));
    items
}

fn of_rich_text(file: &str, name: &str, bytes: &[u8], zone: Option<Zone>) -> Vec<Item> {
    let text = rtf::text_of(bytes).unwrap_or_default();
    let (found, more) = text::articles(&text, stem(name));
    if found.is_empty() {
        let reason = message!("no article was found in it");
        return vec![Item::Problem(Problem::new(file, reason, message!("Download the articles again")))];
    }
    // Lines of the text are not those of the file.
    let mut items: Vec<Item> = found.into_iter().flat_map(|found| found.items(file, name, (0, 0), zone)).collect();
    if more {
        let reason = message!("what stands behind the last article was passed over");
        items.push(Item::Problem(Problem::new(file, reason, message!("Nothing is to be done")).note()));
    }
    items
}

/// Whether an element holds articles within it.
fn is_frame(tree: &Tree, at: usize, has: &dyn Fn(usize, &str) -> bool) -> bool {
    let mut due: Vec<Child> = tree.elements[at].children.clone();
    while let Some(next) = due.pop() {
        let Child::Element(inner) = next else { continue };
        if tree.elements[inner].tag == "div" && has(inner, "article") {
            return true;
        }
        due.extend(tree.elements[inner].children.iter().copied());
    }
    false
}
