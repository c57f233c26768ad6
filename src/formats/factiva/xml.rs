//! Articles of Factiva as XML: `article` elements with `headline`, `leadParagraph`, `tailParagraphs` and what is told of
//! them.

use std::collections::BTreeMap;

use quick_xml::{Reader, escape::unescape, events::Event};

use crate::{
    formats::record::found::{FoundArticle, line},
    message::{Message, message},
    model::Variable,
};

/// Elements whose text is told, by their names and here; an empty name: one of the article's own fields.
const TOLD: [(&str, &str); 21] = [
    ("byline", "author"),
    ("credit", "credit"),
    ("sourceName", ""),
    ("date", ""),
    ("dateTime", ""),
    ("name", ""),
    ("accessionNo", "factiva_document"),
    ("copyright", "copyright"),
    ("pages", "pages"),
    ("publisherName", "publisher"),
    ("sourceCode", "source_code"),
    ("notes", "notes"),
    ("columnName", "column"),
    ("headline", ""),
    ("paragraph", ""),
    ("leadParagraph", ""),
    ("wordCount", "length_in_factiva"),
    ("sectionName", "section"),
    ("edition", "edition"),
    ("baseLanguage", "language"),
    ("reference", "factiva_document"),
];

/// Elements around the names of what an article is about, and what these are called here.
const ABOUT: [(&str, &str); 4] =
    [("region", "places"), ("newsSubject", "subjects"), ("industry", "industries"), ("company", "organisations")];

/// Whether XML is of Factiva.
pub(super) fn is_xml(text: &str) -> bool {
    text.trim_start().starts_with('<')
        && text.contains("<article")
        && (text.contains("leadParagraph") || text.contains("tailParagraphs"))
}

/// The articles, in their order. The error: how far the file could be read.
pub(super) fn articles(xml: &str, stem: &str, take: &mut dyn FnMut(FoundArticle)) -> Result<usize, Message> {
    let cannot =
        |error: &dyn std::fmt::Display| message!("the file cannot be read on: {reason}", reason = error.to_string());
    let mut reader = Reader::from_str(xml);
    let mut open: Vec<String> = Vec::new();
    let (mut found, mut paragraphs, mut words) = (None::<FoundArticle>, Vec::<String>::new(), String::new());
    let mut about: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut number = 0;
    loop {
        match reader.read_event().map_err(|error| cannot(&error))? {
            Event::Eof if found.is_some() => return Err(message!("the file ends within an article")),
            Event::Eof => break,
            Event::Start(start) => {
                let name = start.name().as_ref().rsplit(':').next().unwrap_or_default().to_owned();
                if name == "article" && found.is_none() {
                    number += 1;
                    found = Some(FoundArticle { id: format!("{stem}-{number}"), ..FoundArticle::default() });
                }
                if TOLD.iter().any(|(told, _)| *told == name) {
                    words.clear();
                }
                open.push(name);
            }
            Event::Text(text) => words.push_str(&text),
            Event::CData(text) => words.push_str(&text),
            Event::GeneralRef(name) => {
                words.push_str(&unescape(&format!("&{};", &*name)).unwrap_or_default());
            }
            Event::End(_) => {
                let name = open.pop().unwrap_or_default();
                let said = line(&words);
                let Some(article) = found.as_mut() else { continue };
                let inside = |wanted: &str| open.iter().any(|name| name == wanted);
                match name.as_str() {
                    "article" if !inside("article") => {
                        article.text = std::mem::take(&mut paragraphs).join("\n\n");
                        for (here, names) in std::mem::take(&mut about) {
                            article.variables.insert(here.to_owned(), Variable::List(names));
                        }
                        found.take().into_iter().for_each(&mut *take);
                    }
                    _ if said.is_empty() => {}
                    "paragraph" if inside("headline") => push(&mut article.title, &said),
                    "headline" => push(&mut article.title, &said),
                    "paragraph" | "leadParagraph" => paragraphs.push(said),
                    "sourceName" => article.source = said,
                    "date" if inside("publicationDate") => article.date = said,
                    "dateTime" if inside("publicationDate") && article.date.is_empty() => article.date = said,
                    "name" => {
                        let of = ABOUT.iter().find(|(around, _)| inside(around));
                        of.into_iter().for_each(|(_, here)| about.entry(here).or_default().push(said.clone()));
                    }
                    "accessionNo" => {
                        article.id = said.to_lowercase();
                        article.know("factiva_document", &said);
                    }
                    "reference" => {
                        let plain = said.rsplit('/').next().unwrap_or_default();
                        if plain.len() > 10 && plain.chars().all(|c| c.is_ascii_alphanumeric()) {
                            article.id = plain.to_lowercase();
                        }
                        article.know("factiva_document", plain);
                    }
                    name => {
                        let told = TOLD.iter().find(|(told, here)| *told == name && !here.is_empty());
                        told.into_iter().for_each(|(_, here)| article.know(here, &said));
                    }
                }
                if TOLD.iter().any(|(told, _)| *told == name) {
                    words.clear();
                }
            }
            _ => {}
        }
    }
    Ok(number)
}

fn push(title: &mut String, said: &str) {
    if !title.is_empty() {
        title.push(' ');
    }
    title.push_str(said);
}
