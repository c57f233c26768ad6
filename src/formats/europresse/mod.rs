//! What Europresse gives as a page: many articles in one file. One article each; newspaper, day, author and number as the
//! page states them.

mod old;

use self::old::is_old;
use crate::formats::{
    format::{Format, FormatInfo, Item, ItemSink, ReadContext, ReadError},
    html::{Child, Element, Tree, blocks_of},
    kit::{each_file::every_file, encoding, written_day::day_within},
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

/// Classes and ids of the parts of an article, in small letters.
const NUMBER: [&str; 2] = ["public-lblnodoc", "public_lblnodoc"];
const TEXT: [&str; 2] = ["dococurrcontainer", "doctext"];
const TITLE: [&str; 3] = ["titrearticlevisu", "rdp__articletitle", "titrearticle"];
const SOURCE: [&str; 3] = ["rdp__docpublicationname", "docpublicationname", "docpublinameinfo"];
const AUTHOR: [&str; 2] = ["sm-margin-bottomnews", "docauthors"];
const HEAD: [&str; 1] = ["docheader"];

impl Format for Europresse {
    fn info(&self) -> &'static FormatInfo {
        &INFO
    }

    fn recognises(&self, head: &Sniff<'_>) -> bool {
        let lower = head.text().to_ascii_lowercase();
        let has_articles =
            || lower.contains("<article") && NUMBER.iter().chain(&TEXT).any(|class| lower.contains(class));
        head.files.len() <= 1 && (has_articles() || is_old(&lower))
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
    let found: Vec<FoundArticle> = if articles.is_empty() {
        old::articles(&tree, stem(name))
    } else {
        let each = articles.iter().enumerate();
        each.map(|(number, at)| article(&tree, *at, &format!("{}-{}", stem(name), number + 1))).collect()
    };
    if found.is_empty() {
        return problem(message!("no article was found on the page"), message!("Save the page again"));
    }
    found.into_iter().flat_map(|found| found.items(file, name, (0, 0), zone)).collect()
}

/// Whether an element has one of these classes, or one of them as its id.
fn marked(element: &Element, names: &[&str]) -> bool {
    let is = |name: &str| names.iter().any(|wanted| wanted.eq_ignore_ascii_case(name));
    element.attribute("class").split_ascii_whitespace().any(is) || is(element.attribute("id"))
}

/// “Kabar Kita, no. 12” and what else is told of the issue.
fn know_source(found: &mut FoundArticle, words: &str) {
    let (source, issue) = words.split_once(',').unwrap_or((words, ""));
    found.source = line(source);
    found.know("issue", issue);
}

fn article(tree: &Tree, at: usize, id: &str) -> FoundArticle {
    let mut found = FoundArticle { id: id.to_owned(), ..FoundArticle::default() };
    let mut texts: Vec<String> = Vec::new();
    let (mut number, mut section) = (String::new(), None);
    let mut due: Vec<usize> = children(tree, at);
    while let Some(at) = due.pop() {
        let element = &tree.elements[at];
        let text = || line(&tree.text(at));
        if marked(element, &TEXT) {
            texts.extend(blocks_of(tree, at));
        } else if marked(element, &TITLE) && found.title.is_empty() {
            found.title = title_in(tree, at);
        } else if marked(element, &SOURCE) && found.source.is_empty() {
            know_source(&mut found, &text());
        } else if marked(element, &AUTHOR) {
            found.know("author", &text());
        } else if marked(element, &NUMBER) {
            number = text();
        } else if marked(element, &HEAD) {
            found.know("header", &text());
            found.date = day_within(&text()).map(|day| day.to_string()).unwrap_or_default();
        } else if tree.elements[element.parent].tag == "header" && is_plain(tree, at) {
            // What nothing is said of stands above the title, or names who wrote the article.
            let name = if found.title.is_empty() { "kicker" } else { "author" };
            found.know(name, &text());
        } else if element.tag == "aside" {
            // Labels without anything behind them are none.
            let notes: Vec<String> = blocks_of(tree, at).into_iter().filter(|block| !block.ends_with(':')).collect();
            found.know("notes", &notes.join("; "));
        } else if element.tag == "small" {
            found.know("copyright", &text());
        } else {
            section = section.or((element.tag == "section").then_some(at));
            due.extend(children(tree, at));
        }
    }
    if texts.is_empty() {
        texts = section.map(|at| blocks_of(tree, at)).unwrap_or_default();
    }
    found.know("europresse_document", &number);
    if found.date.is_empty() {
        found.date = number.split('·').find_map(day_of_number).unwrap_or_default();
    }
    found.text = paragraphs(texts.iter().map(String::as_str));
    found
}

/// Whether an element and what is in it have none of the known names.
fn is_plain(tree: &Tree, at: usize) -> bool {
    let known = [&TEXT[..], &TITLE, &SOURCE, &AUTHOR, &NUMBER, &HEAD];
    let mut due = vec![at];
    while let Some(at) = due.pop() {
        if known.iter().any(|names| marked(&tree.elements[at], names)) {
            return false;
        }
        due.extend(children(tree, at));
    }
    true
}

/// The elements in an element, the first at the end.
fn children(tree: &Tree, at: usize) -> Vec<usize> {
    let element = |child: &Child| match *child {
        Child::Element(at) => Some(at),
        Child::Text(_) => None,
    };
    tree.elements[at].children.iter().rev().filter_map(element).collect()
}

/// The title itself, where a kicker stands in one element with it.
fn title_in(tree: &Tree, at: usize) -> String {
    let mut due = children(tree, at);
    while let Some(inner) = due.pop() {
        if marked(&tree.elements[inner], &TITLE) {
            return title_in(tree, inner);
        }
        due.extend(children(tree, inner));
    }
    line(&tree.text(at))
}

/// `20240708`, as the number of a document holds its day.
fn day_of_number(part: &str) -> Option<String> {
    let digits = part.trim();
    let good = digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit());
    good.then(|| format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]))
}
