//! What Nexis Uni and LexisNexis give as plain text: many articles in one file, each with its head (newspaper, day,
//! section, length, byline) and its tail (load date, subjects). One article each, the head as variables.

use std::borrow::Cow;

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
pub struct Nexis;

static INFO: FormatInfo = FormatInfo::of_articles(
    "nexis",
    "Nexis text or page",
    &["txt", "html"],
    "Articles downloaded from Nexis Uni or LexisNexis as text (.txt) or as a page (.html): split, with newspaper, day, section, byline",
);

/// The line that ends an article of Nexis Uni.
const END: &str = "End of Document";

/// Fields of heads and tails: their names in files, in small letters, and here.
const FIELDS: [(&str, &str); 24] = [
    ("rubrik", "section"),
    ("rubrique", "section"),
    ("länge", "length_in_nexis"),
    ("longueur", "length_in_nexis"),
    ("autor", "author"),
    ("auteur", "author"),
    ("sprache", "language"),
    ("update", "load_date"),
    ("section", "section"),
    ("length", "length_in_nexis"),
    ("byline", "author"),
    ("highlight", "highlight"),
    ("dateline", "dateline"),
    ("load-date", "load_date"),
    ("language", "language"),
    ("publication-type", "publication_type"),
    ("journal code", "journal_code"),
    ("subject", "subjects"),
    ("industry", "industries"),
    ("geographic", "places"),
    ("person", "people"),
    ("organization", "organisations"),
    ("company", "companies"),
    ("graphic", "graphic"),
];

impl Format for Nexis {
    fn info(&self) -> &'static FormatInfo {
        &INFO
    }

    fn recognises(&self, head: &Sniff<'_>) -> bool {
        head.files.len() <= 1 && (is_nexis(head.text()) || is_page(head.text()))
    }

    fn read(&self, source: &dyn Source, reading: &ReadContext, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
        let work = |file: &str, name: &str, bytes: Vec<u8>| match encoding::decode(&bytes) {
            Ok(decoded) if is_page(&decoded.text) => match page_text(&decoded.text) {
                Some(text) => items(file, name, &text, reading.zone),
                None => {
                    let reason = message!("the page has more elements than any list of articles");
                    vec![Item::Problem(Problem::new(file, reason, message!("Download fewer articles at once")))]
                }
            },
            Ok(decoded) => items(file, name, &decoded.text, reading.zone),
            Err(reason) => vec![Item::Problem(Problem::new(file, reason.message(), Message::default()))],
        };
        every_file(source, &work, sink)
    }
}

/// Whether a text is a list of articles from Nexis: its own separators, and a field that heads have.
pub(super) fn is_nexis(text: &str) -> bool {
    let has = |test: &dyn Fn(&str) -> bool| text.lines().any(|line| test(line.trim()));
    let fields = has(&|line| field(line).is_some_and(|(name, _)| ["length_in_nexis", "load_date"].contains(&name)));
    fields
        && (has(&|line| line == END || is_count(line))
            || (has(&|line| line == "Body") && has(&|line| line.starts_with("Copyright "))))
}

/// Whether a page is such a list: its comments, and the line before each article.
fn is_page(text: &str) -> bool {
    let count =
        || text.match_indices(" of ").any(|(at, _)| text[at..].get(..40).is_some_and(|to| to.contains("DOCUMENT")));
    text.contains("<DOCFULL>") && count()
}

/// The lines of a page as the text of the same articles has them: a block a line, and an empty one behind it.
fn page_text(page: &str) -> Option<String> {
    let (text, _) = shown_text(page)?;
    let lines = text.lines().map(|shown| line(&shown.replace('\u{a0}', " "))).filter(|line| !line.is_empty());
    Some(lines.map(|line| line + "\n\n").collect())
}

/// `3 of 10 DOCUMENTS`.
fn is_count(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    matches!(words.as_slice(), [at, "of", all, "DOCUMENT" | "DOCUMENTS"] if number(at) && number(all))
}

/// A field of a head or tail: its name here, and what it says.
fn field(line: &str) -> Option<(&'static str, &str)> {
    let (name, value) = line.split_once(':')?;
    let name = name.trim().to_lowercase();
    FIELDS.iter().find(|(there, _)| *there == name).map(|(_, here)| (*here, value.trim()))
}

/// The articles of a text; `name`: of its file.
pub(super) fn items(file: &str, name: &str, text: &str, zone: Option<Zone>) -> Vec<Item> {
    let text: Cow<'_, str> =
        if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text.into() };
    let mut pieces: Vec<(usize, Vec<&str>)> = vec![(1, Vec::new())];
    for (number, line) in text.lines().enumerate() {
        let plain = line.trim().trim_start_matches('\u{c}').trim();
        let (ends, begins) = (plain == END, is_count(plain));
        if let (Some((_, last)), false) = (pieces.last_mut(), ends || begins) {
            last.push(line);
            continue;
        }
        pieces.push((number + 2, Vec::new()));
    }
    pieces.retain(|(_, lines)| lines.iter().any(|line| !line.trim().is_empty()));
    let mut items = Vec::new();
    for (number, (at, lines)) in pieces.iter().enumerate() {
        let blank = lines.iter().take_while(|line| line.trim().is_empty()).count();
        let at = (at + blank, 1);
        match article(&lines[blank..], &format!("{}-{}", stem(name), number + 1)) {
            Some(found) => items.extend(found.items(file, name, at, zone)),
            // A cover sheet or a list of results stands before the first.
            None if number == 0 && pieces.len() > 1 => {
                let reason = message!("what stands before the first article was passed over");
                items.push(Item::Problem(
                    Problem::new(file, reason, message!("Nothing is to be done")).at(at.0, at.1).note(),
                ));
            }
            None => {
                let reason = message!("an article has no line “Body” or “LENGTH:” that tells its text from its head");
                let fix = message!("Save the article’s text as a UTF-8 file (.txt) and import that");
                items.push(Item::Problem(Problem::new(file, reason, fix).at(at.0, at.1).row(lines.join("\n"))));
            }
        }
    }
    items
}

/// Head, text and tail.
fn article(lines: &[&str], id: &str) -> Option<FoundArticle> {
    let trimmed: Vec<&str> = lines.iter().map(|line| line.trim()).collect();
    let body = trimmed.iter().position(|line| *line == "Body" || line.eq_ignore_ascii_case("body:"));
    let body_inline = trimmed.iter().position(|line| line.starts_with("BODY:"));
    // In older files the text follows the last field of the head.
    const HEAD: [&str; 5] = ["section", "author", "length_in_nexis", "highlight", "dateline"];
    let is_field =
        |line: &&str| field(line).is_some_and(|(name, _)| HEAD.contains(&name)) || line.starts_with("HEADLINE:");
    let after_head = || trimmed.iter().take(40).rposition(is_field).map(|last| last + 1);
    let (head_end, start) = match (body, body_inline) {
        (Some(at), _) => (at, at + 1),
        (None, Some(at)) => (at, at),
        (None, None) => after_head().map(|at| (at, at))?,
    };
    let tail = |line: &&str| {
        ["Classification", "Graphic", "Notes"].contains(line)
            || field(line).is_some_and(|(name, _)| !["section", "author", "highlight", "dateline"].contains(&name))
    };
    let end = trimmed[start..].iter().position(tail).map_or(trimmed.len(), |at| start + at);
    let mut found = FoundArticle { id: id.to_owned(), ..FoundArticle::default() };
    let texts = trimmed[start..end].iter().map(|line| line.strip_prefix("BODY:").unwrap_or(line));
    found.text = text_of(texts);
    for line in trimmed[..head_end].iter().chain(&trimmed[end..]) {
        if let Some((name, value)) = field(line) {
            found.know(name, value);
        }
    }
    let plain = trimmed[..head_end].iter().filter(|line| !line.is_empty() && field(line).is_none());
    let headline = trimmed[..head_end].iter().find_map(|line| line.strip_prefix("HEADLINE:"));
    let named: Vec<&str> = plain
        .copied()
        .filter(|line| !line.starts_with("Copyright ") && !line.starts_with("HEADLINE:") && *line != "Link to PDF")
        .collect();
    let day_at = named.iter().position(|line| !dates_in(line, None).is_empty());
    if let Some(at) = day_at {
        found.date = dates_in(named[at], None).first().map(|day| day.date.to_string()).unwrap_or_default();
    }
    match (headline, day_at) {
        // Newspaper, day, HEADLINE: …
        (Some(title), at) => {
            found.title = title.to_owned();
            found.source =
                at.map_or_else(|| named.first(), |at| named[..at].last()).copied().unwrap_or_default().to_owned();
        }
        // Title, newspaper, day.
        (None, Some(at)) if at > 1 || at == 1 && named.len() == 2 => {
            found.source = named[at - 1].to_owned();
            found.title = named[..at - 1].join(" ");
        }
        // Newspaper, day, title.
        (None, Some(at)) if at == 1 && named.len() > 2 => {
            found.source = named[0].to_owned();
            found.title = named[2..].join(" ");
        }
        _ => found.title = named.first().copied().unwrap_or_default().to_owned(),
    }
    found.title = line(&found.title);
    Some(found)
}

/// Lines that were cut at a width are paragraphs again: an empty line ends one.
fn text_of<'l>(lines: impl Iterator<Item = &'l str>) -> String {
    let mut all: Vec<String> = vec![String::new()];
    for line in lines {
        match (line.is_empty(), all.last_mut()) {
            (true, _) => all.push(String::new()),
            (false, Some(last)) => {
                if !last.is_empty() {
                    last.push(' ');
                }
                last.push_str(line);
            }
            (false, None) => {}
        }
    }
    paragraphs(all.iter().map(String::as_str))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_articles_are_told_from_prose() {
        assert!(is_nexis(
            "Judul\n\nTempo\n\nCopyright 2024 Tempo\n\nLength: 20 words\n\nBody\n\nPKS.\n\nEnd of Document\n"
        ));
        assert!(is_nexis("   1 of 2 DOCUMENTS\n\nTempo\n\nLENGTH: 20 words\n\nPKS."));
        assert!(!is_nexis("Length: 20 cm.\nPKS dan PSI."));
        assert!(!is_nexis("End of Document"));
        assert!(is_count("12 of 120 DOCUMENTS") && !is_count("1 of 2 documents are"));
    }
}
