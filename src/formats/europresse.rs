//! What Europresse gives as a page: many articles in one file. One article each; newspaper, day, author and number as the
//! page states them.

use crate::formats::{
    format::{Format, FormatInfo, Item, ItemSink, ReadContext, ReadError},
    html::{Child, Tree},
    kit::{each_file::every_file, encoding},
    problem::Problem,
    record::found::{FoundArticle, line, paragraphs},
    source::Source,
    stem,
};
use crate::{
    formats::sniff::Sniff,
    message::{Message, message},
    model::Zone,
};

/// The format.
pub struct Europresse;

static INFO: FormatInfo = FormatInfo::of_articles(
    "europresse",
    "Europresse page",
    &["html", "htm"],
    "Articles downloaded from Europresse as a page (.html): split, with newspaper, day and author",
);

/// Classes of the parts of an article, in small letters.
const NUMBER: &str = "public-lblnodoc";
const TEXT: [&str; 2] = ["dococurrcontainer", "doctext"];
const TITLE: [&str; 3] = ["titrearticlevisu", "rdp__articletitle", "titrearticle"];
const SOURCE: [&str; 3] = ["rdp__docpublicationname", "docpublicationname", "docpublinameinfo"];
const AUTHOR: [&str; 2] = ["sm-margin-bottomnews", "docauthors"];
const HEAD: &str = "docheader";

impl Format for Europresse {
    fn info(&self) -> &'static FormatInfo {
        &INFO
    }

    fn recognises(&self, head: &Sniff<'_>) -> bool {
        let lower = head.text().to_ascii_lowercase();
        head.files.len() <= 1
            && lower.contains("<article")
            && [NUMBER, TEXT[0]].iter().any(|class| lower.contains(class))
    }

    fn read(&self, source: &dyn Source, reading: &ReadContext, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
        every_file(source, &|file, name, bytes| items(file, name, &bytes, reading.zone), sink)
    }
}

fn items(file: &str, name: &str, bytes: &[u8], zone: Option<Zone>) -> Vec<Item> {
    let problem = |reason, fix| vec![Item::Problem(Problem::new(file, reason, fix))];
    let page = match encoding::decode(bytes) {
        Ok(decoded) => decoded.text,
        Err(reason) => return problem(reason.message(), Message::default()),
    };
    let Some(tree) = Tree::new(&page) else {
        let reason = message!("the page has more elements than any list of articles");
        return problem(reason, message!("Download fewer articles at once"));
    };
    let articles: Vec<usize> = (0..tree.elements.len()).filter(|at| tree.elements[*at].tag == "article").collect();
    if articles.is_empty() {
        return problem(message!("no article was found on the page"), message!("Save the page again"));
    }
    let each = articles.iter().enumerate().map(|(number, at)| {
        article(&tree, *at, &format!("{}-{}", stem(name), number + 1)).items(file, name, (0, 0), zone)
    });
    each.flatten().collect()
}

fn article(tree: &Tree, at: usize, id: &str) -> FoundArticle {
    let mut found = FoundArticle { id: id.to_owned(), ..FoundArticle::default() };
    let mut texts: Vec<String> = Vec::new();
    let mut due: Vec<Child> = tree.elements[at].children.iter().rev().copied().collect();
    while let Some(next) = due.pop() {
        let Child::Element(at) = next else { continue };
        let element = &tree.elements[at];
        let class = element.attribute("class").to_ascii_lowercase();
        let has = |wanted: &[&str]| class.split_ascii_whitespace().any(|class| wanted.contains(&class));
        let text = || line(&tree.text(at));
        if has(&TEXT) {
            texts.extend(blocks(tree, at));
        } else if has(&TITLE) && found.title.is_empty() {
            found.title = text();
        } else if has(&SOURCE) && found.source.is_empty() {
            // “Kabar Kita, no. 12” and what else is told of the issue.
            found.source = text().split(',').next().unwrap_or_default().trim().to_owned();
        } else if has(&AUTHOR) {
            found.know("author", &text());
        } else if has(&[NUMBER]) {
            let number = text();
            found.date = number.split('·').find_map(day_of_number).unwrap_or_default();
            found.know("europresse_document", &number);
        } else {
            if has(&[HEAD]) {
                found.know("header", &text());
            }
            due.extend(element.children.iter().rev());
        }
    }
    found.text = paragraphs(texts.iter().map(String::as_str));
    found
}

/// `20240708`, as the number of a document holds its day.
fn day_of_number(part: &str) -> Option<String> {
    let digits = part.trim();
    let good = digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit());
    good.then(|| format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]))
}

/// The paragraphs of an element: its blocks, and what stands between two line ends.
fn blocks(tree: &Tree, at: usize) -> Vec<String> {
    let mut blocks = vec![String::new()];
    add_blocks(tree, at, &mut blocks);
    blocks.iter().map(|block| line(block)).collect()
}

/// As deep as the tree is, which is bounded.
fn add_blocks(tree: &Tree, at: usize, blocks: &mut Vec<String>) {
    for child in &tree.elements[at].children {
        match *child {
            Child::Text(text) => {
                if let Some(last) = blocks.last_mut() {
                    last.push_str(&tree.texts[text]);
                }
            }
            Child::Element(at) => {
                let is_block = ["p", "br", "div", "h1", "h2", "h3", "li"].contains(&tree.elements[at].tag.as_str());
                if is_block {
                    blocks.push(String::new());
                }
                add_blocks(tree, at, blocks);
                if is_block {
                    blocks.push(String::new());
                }
            }
        }
    }
}
