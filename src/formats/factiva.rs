//! What Factiva gives as a page (.html): many articles in one file. One article each; source, day, byline, length and
//! language as Factiva states them.

use crate::formats::{
    format::{DiskShape, Format, FormatInfo, Item, ItemSink, ReadContext, ReadError},
    html::{Child, Tree},
    kit::{each_file::each_file, encoding},
    problem::Problem,
    record::found::{FoundArticle, line, paragraphs},
    source::Source,
    stem,
};
use crate::{
    formats::sniff::Sniff,
    lexicon::dates_in,
    message::{Message, message},
};

/// The format.
pub struct Factiva;

static INFO: FormatInfo = FormatInfo {
    id: "factiva",
    name: "Factiva page",
    extensions: &["html", "htm"],
    about: "Articles downloaded from Factiva as a page (.html): split, with source, day, byline and length",
    shape: DiskShape::File,
    reads: true,
    ..FormatInfo::NOTHING
};

impl Format for Factiva {
    fn info(&self) -> &'static FormatInfo {
        &INFO
    }

    fn recognises(&self, head: &Sniff<'_>) -> bool {
        head.files.len() <= 1 && is_factiva(head.text())
    }

    fn read(&self, source: &dyn Source, _: &ReadContext, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
        let names: Vec<&String> = source.files().iter().collect();
        each_file(source, &names, &|name, bytes| items(&source.called(name), name, &bytes), sink)
    }
}

/// Its own classes: `<div class="article enArticle">`, paragraphs `articleParagraph enarticleParagraph`.
fn is_factiva(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    lower.contains("articleparagraph")
        && (lower.contains("factiva") || lower.contains("enarticle") || lower.contains("idarticle"))
}

fn items(file: &str, name: &str, bytes: &[u8]) -> Vec<Item> {
    let problem = |reason| vec![Item::Problem(Problem::new(file, reason, message!("Save the page again")))];
    let page = match encoding::decode(bytes) {
        Ok(decoded) => decoded.text,
        Err(reason) => return vec![Item::Problem(Problem::new(file, reason.message(), Message::default()))],
    };
    let Some(tree) = Tree::new(&page) else {
        return problem(message!("the page has more elements than any list of articles"));
    };
    let has = |at: usize, class: &str| {
        tree.elements[at].attribute("class").split_ascii_whitespace().any(|it| it.eq_ignore_ascii_case(class))
    };
    let is_article = |at: &usize| tree.elements[*at].tag == "div" && has(*at, "article");
    let articles: Vec<usize> = (0..tree.elements.len()).filter(is_article).collect();
    if articles.is_empty() {
        return problem(message!("no article was found on the page"));
    }
    let each = articles
        .iter()
        .enumerate()
        .map(|(number, at)| article(&tree, *at, &format!("{}-{}", stem(name), number + 1)).items(file, name, (0, 0)));
    each.flatten().collect()
}

fn article(tree: &Tree, at: usize, id: &str) -> FoundArticle {
    let mut found = FoundArticle { id: id.to_owned(), ..FoundArticle::default() };
    let mut paragraphs_of: Vec<String> = Vec::new();
    // What stands in no paragraph: byline, words, day, time, source, code, page, language, copyright.
    let mut lines: Vec<String> = Vec::new();
    let mut due: Vec<Child> = tree.elements[at].children.iter().rev().copied().collect();
    while let Some(next) = due.pop() {
        match next {
            Child::Text(text) => lines.push(line(&tree.texts[text])),
            Child::Element(at) => {
                let element = &tree.elements[at];
                let class = element.attribute("class").to_ascii_lowercase();
                let text = || line(&tree.text(at));
                if class.contains("headline") || element.attribute("id") == "hd" {
                    found.title = [std::mem::take(&mut found.title), text()]
                        .into_iter()
                        .find(|it| !it.is_empty())
                        .unwrap_or_default();
                } else if class.contains("articleparagraph") || element.tag == "p" {
                    paragraphs_of.push(text());
                } else if class.contains("author") {
                    found.know("author", &text());
                } else {
                    // A line end of its own around blocks.
                    due.extend(element.children.iter().rev());
                }
            }
        }
    }
    lines.retain(|line| !line.is_empty());
    for (number, said) in lines.iter().enumerate() {
        let words =
            said.strip_suffix(" words").filter(|number| number.chars().all(|c| c.is_ascii_digit() || ",.".contains(c)));
        if let Some(words) = words {
            found.know("length_in_factiva", &words.replace([',', '.'], ""));
        } else if found.date.is_empty()
            && said.len() < 40
            && let Some(day) = dates_in(said, None).first()
        {
            found.date = day.date.to_string();
            // A time may stand between the day and the source.
            let source = lines[number + 1..].iter().find(|line| !line.starts_with(|c: char| c.is_ascii_digit()));
            found.source = source.cloned().unwrap_or_default();
        } else if let Some(rest) = said.strip_prefix("Document ") {
            found.know("factiva_document", rest);
            if found.id == id && rest.chars().all(|c| c.is_ascii_alphanumeric()) {
                found.id = rest.to_lowercase();
            }
        } else if said == "English" || said == "Bahasa Indonesia" || said == "Indonesian" {
            found.know("language", said);
        }
    }
    found.text = paragraphs(paragraphs_of.iter().map(String::as_str));
    // The number of the document may stand as the last paragraph.
    if let Some((before, last)) = found.text.rsplit_once("\n\n")
        && let Some(rest) = last.strip_prefix("Document ").filter(|rest| !rest.contains(' '))
    {
        let (rest, before) = (rest.to_owned(), before.to_owned());
        found.know("factiva_document", &rest);
        found.id = rest.to_lowercase();
        found.text = before;
    }
    found
}
