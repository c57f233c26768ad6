//! What ProQuest gives as text or as a page: many articles in one file, each a list of named fields of which one is the
//! full text. One article each, the other fields as variables.

use crate::formats::{
    format::{Format, FormatInfo, Item, ItemSink, ReadContext, ReadError},
    html::shown_text,
    kit::{each_file::every_file, encoding},
    problem::Problem,
    record::found::{FoundArticle, line, paragraphs},
    source::Source,
    stem,
};
use crate::{
    formats::sniff::Sniff,
    lexicon::dates_in,
    message::{Message, message},
    model::Zone,
};

/// The format.
pub struct ProQuest;

static INFO: FormatInfo = FormatInfo::of_articles(
    "proquest",
    "ProQuest text or page",
    &["txt", "html"],
    "Articles downloaded from ProQuest as text (.txt) or as a page (.html): split, with newspaper, day, author and section",
);

/// A line of so many of these parts two articles.
const RULE: usize = 40;

/// Fields: their names in files, in small letters, and here; those that an article has a place for keep their own names.
const FIELDS: [(&str, &str); 30] = [
    ("title", "title"),
    ("full text", "text"),
    ("fulltext", "text"),
    ("publication title", "source"),
    ("publication date", "date"),
    ("document url", "url"),
    ("proquest document id", "proquest_document"),
    ("author", "author"),
    ("publication info", "publication_info"),
    ("publication year", "publication_year"),
    ("publication subject", "publication_subject"),
    ("section", "section"),
    ("pages", "pages"),
    ("first page", "pages"),
    ("subject", "subjects"),
    ("location", "places"),
    ("people", "people"),
    ("company / organization", "organisations"),
    ("abstract", "abstract"),
    ("language of publication", "language"),
    ("document type", "document_type"),
    ("source type", "source_type"),
    ("publisher", "publisher"),
    ("country of publication", "country"),
    ("place of publication", "place"),
    ("copyright", "copyright"),
    ("last updated", "last_updated"),
    ("database", "database"),
    ("issn", "issn"),
    ("links", "links"),
];

impl Format for ProQuest {
    fn info(&self) -> &'static FormatInfo {
        &INFO
    }

    fn recognises(&self, head: &Sniff<'_>) -> bool {
        let text = head.text();
        head.files.len() <= 1
            && text.contains("ProQuest document")
            && (is_page(text) || text.lines().any(|line| field(line.trim()).is_some_and(|(name, _)| name == "text")))
    }

    fn read(&self, source: &dyn Source, reading: &ReadContext, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
        every_file(source, &|file, name, bytes| items(file, name, &bytes, reading.zone), sink)
    }
}

/// Each article of a page has a name of its own to be jumped to.
const ANCHOR: &str = "<a name=\"DocID_";

fn is_page(text: &str) -> bool {
    text.contains(ANCHOR)
}

fn items(file: &str, name: &str, bytes: &[u8], zone: Option<Zone>) -> Vec<Item> {
    let whole = |reason: Message, fix: Message| vec![Item::Problem(Problem::new(file, reason, fix))];
    let text = match encoding::decode(bytes) {
        Ok(decoded) => decoded.text.replace("\r\n", "\n").replace('\r', "\n"),
        Err(reason) => return whole(reason.message(), Message::default()),
    };
    let page = is_page(&text);
    let text = match page {
        true => {
            let ruled = text.replace(ANCHOR, &format!("<p>{}</p>{ANCHOR}", "_".repeat(RULE)));
            match shown_text(&ruled) {
                Some((text, _)) => text,
                None => {
                    let reason = message!("the page has more elements than any list of articles");
                    return whole(reason, message!("Download fewer articles at once"));
                }
            }
        }
        false => text,
    };
    let mut pieces: Vec<(usize, Vec<&str>)> = vec![(1, Vec::new())];
    for (number, line) in text.lines().enumerate() {
        let is_rule = line.trim().len() >= RULE && line.trim().bytes().all(|byte| byte == b'_');
        match pieces.last_mut() {
            Some((_, last)) if !is_rule => last.push(line),
            _ => pieces.push((number + 2, Vec::new())),
        }
    }
    let mut items = Vec::new();
    let mut number = 0;
    for (at, lines) in &pieces {
        let fields = lines.iter().filter(|line| field(line.trim()).is_some()).count();
        // Before the first and behind the last stand contents, terms and addresses.
        if fields < 2 {
            continue;
        }
        number += 1;
        let blank = lines.iter().take_while(|line| line.trim().is_empty()).count();
        let at = if page { (0, 0) } else { (at + blank, 1) };
        items.extend(article(lines, &format!("{}-{number}", stem(name))).items(file, name, at, zone));
    }
    if items.is_empty() {
        return whole(
            message!("no article of ProQuest was found in it"),
            message!("Download the articles again, with their full texts"),
        );
    }
    items
}

/// A field: its name here, and what stands on its line.
fn field(line: &str) -> Option<(&'static str, &str)> {
    let (name, value) = line.split_once(':')?;
    let name = name.trim();
    if name.len() > 30 {
        return None;
    }
    let name = name.to_lowercase();
    FIELDS.iter().find(|(there, _)| *there == name).map(|(_, here)| (*here, value.trim()))
}

fn article(lines: &[&str], id: &str) -> FoundArticle {
    let mut found = FoundArticle { id: id.to_owned(), ..FoundArticle::default() };
    let mut fields: Vec<(&str, Vec<&str>)> = vec![("", Vec::new())];
    for line in lines.iter().map(|line| line.trim()) {
        match (field(line), fields.last_mut()) {
            (Some((name, value)), _) => fields.push((name, vec![value])),
            (None, Some((_, last))) => last.push(line),
            (None, None) => {}
        }
    }
    for (name, said) in &fields {
        let all = || line(&said.join(" "));
        match *name {
            // The title stands alone before the first field.
            "" => found.title = said.iter().find(|line| !line.is_empty()).map_or_else(String::new, |title| line(title)),
            "text" => found.text = paragraphs(said.iter().copied()),
            "title" => found.title = all(),
            "source" => found.source = all().split(';').next().unwrap_or_default().trim().to_owned(),
            "date" => found.date = day_of(&all()),
            "url" => {
                found.url = said.iter().find(|line| line.starts_with("http")).map_or_else(String::new, |url| line(url))
            }
            "proquest_document" => {
                let number = all();
                if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) {
                    found.id = format!("proquest-{number}");
                }
                found.know(name, &number);
            }
            // “Kabar Kita ; Jakarta [Jakarta]08 May 2010: AA.2.” has both in older files.
            "publication_info" => {
                let info = all();
                if found.source.is_empty() {
                    found.source = info.split([';', '[']).next().unwrap_or_default().trim().to_owned();
                }
                if found.date.is_empty() {
                    found.date = info
                        .rsplit(']')
                        .next()
                        .and_then(|day| dates_in(day, None).first().copied())
                        .map_or_else(String::new, |day| day.date.to_string());
                }
                found.know(name, &info);
            }
            "links" => {}
            name => found.know(name, &all()),
        }
    }
    found
}

/// “Jul 8, 2024” and the like; other words as they are, to be told.
fn day_of(words: &str) -> String {
    dates_in(words, None).first().map_or_else(|| words.to_owned(), |day| day.date.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_have_known_names() {
        assert_eq!(field("Publication title: Kabar Kita"), Some(("source", "Kabar Kita")));
        assert_eq!(field("Full text: PKS: hadir"), Some(("text", "PKS: hadir")));
        assert_eq!(field("Kata dia: hadir"), None);
        assert_eq!(day_of("Jul 8, 2024"), "2024-07-08");
    }
}
