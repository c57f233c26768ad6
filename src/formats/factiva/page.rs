//! An article on a page of Factiva: a headline, what is told of it line after line, and paragraphs; or a table whose rows
//! have the names of fields before them (HD, PD, LP …). The page is in the reader's language, so that only places tell what
//! a line is.

use super::text::{is_name, know_named, know_number, number, words};
use crate::formats::{
    html::{Child, Tree, blocks_of},
    kit::written_day::{day_at_start, day_within},
    record::found::{FoundArticle, line, paragraphs},
};

/// The longest line with a day, and the longest name of a publisher, in bytes.
const DAY: usize = 60;
const PUBLISHER: usize = 100;

/// The article in an element.
pub(super) fn article(tree: &Tree, at: usize, id: &str) -> FoundArticle {
    let mut found = FoundArticle { id: id.to_owned(), ..FoundArticle::default() };
    let rows = named_rows(tree, at);
    if rows.is_empty() {
        by_places(tree, at, &mut found);
        return found;
    }
    let mut text = Vec::new();
    for (name, cell) in rows {
        for block in blocks_of(tree, cell) {
            know_named(&name, &block, &mut text, &mut found);
        }
    }
    found.text = paragraphs(text.iter().map(String::as_str));
    found
}

/// The rows of a table that begin with the name of a field, each with the cell behind it.
fn named_rows(tree: &Tree, at: usize) -> Vec<(String, usize)> {
    let mut rows = Vec::new();
    let mut due = vec![at];
    while let Some(at) = due.pop() {
        let inner = elements(tree, at);
        if tree.elements[at].tag == "tr"
            && let [name, cell, ..] = inner.as_slice()
            && let name = line(&tree.text(*name))
            && is_name(&name)
        {
            rows.push((name, *cell));
        } else {
            due.extend(inner.into_iter().rev());
        }
    }
    rows
}

fn elements(tree: &Tree, at: usize) -> Vec<usize> {
    let element = |child: &Child| match *child {
        Child::Element(at) => Some(at),
        Child::Text(_) => None,
    };
    tree.elements[at].children.iter().filter_map(element).collect()
}

fn by_places(tree: &Tree, at: usize, found: &mut FoundArticle) {
    // What stands in no paragraph (words, day, time, newspaper, code, page, language, copyright); paragraphs, and whether each
    // is one of the text.
    let (mut lines, mut blocks): (Vec<String>, Vec<(String, bool)>) = Default::default();
    // Lines above the headline.
    let mut above = 0;
    let mut due: Vec<Child> = tree.elements[at].children.iter().rev().copied().collect();
    while let Some(next) = due.pop() {
        let at = match next {
            Child::Text(text) => {
                lines.push(line(&tree.texts[text]));
                continue;
            }
            Child::Element(at) => at,
        };
        let element = &tree.elements[at];
        let class = element.attribute("class").to_ascii_lowercase();
        let text = || line(&tree.text(at));
        if class.contains("headline") || element.attribute("id") == "hd" {
            if found.title.is_empty() {
                found.title = text();
                above = lines.len();
            }
        } else if class.contains("articleparagraph") || element.tag == "p" {
            blocks.push((text(), class.contains("articleparagraph")));
        } else if class.contains("author") {
            found.know("author", &text());
        } else {
            // A line end of its own around blocks.
            due.extend(element.children.iter().rev());
        }
    }
    let below = lines.split_off(above);
    let said = |lines: Vec<String>| lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>();
    found.know("section", &said(lines).join("; "));
    know_lines(&said(below), found);
    blocks.retain(|(block, _)| !block.is_empty());
    know_end(&mut blocks, found);
    found.text = paragraphs(blocks.iter().map(|(block, _)| block.as_str()));
}

/// What stands between headline and text.
fn know_lines(lines: &[String], found: &mut FoundArticle) {
    let Some(day) = lines.iter().position(|said| said.len() < DAY && day_at_start(said).is_some()) else { return };
    found.date = day_within(&lines[day]).map(|day| day.to_string()).unwrap_or_default();
    // How long it is stands before the day, whatever the page calls words.
    if let Some(length) = day.checked_sub(1).map(|before| &lines[before]) {
        let number = length.split_whitespace().next().filter(|number| number.starts_with(|c: char| c.is_ascii_digit()));
        if let Some(number) = words(length).or(number.map(|number| number.replace([',', '.'], ""))) {
            found.know("length_in_factiva", &number);
        }
    }
    let mut rest = lines[day + 1..].iter().map(String::as_str).filter(|line| number(line).is_none());
    let Some(mut source) = rest.next() else { return };
    // A time may stand between the day and the newspaper.
    if source.starts_with(|c: char| c.is_ascii_digit()) && source.contains(':') && source.len() <= 12 {
        found.know("time", source);
        source = rest.next().unwrap_or_default();
    }
    source.clone_into(&mut found.source);
    let rest: Vec<&str> = rest.collect();
    let is_right = |said: &&str| {
        let lower = said.to_lowercase();
        ["copyright", "(c)", "©"].iter().any(|sign| lower.starts_with(sign))
    };
    let rights = rest.iter().position(is_right);
    let code =
        |said: &&&str| said.len() <= 12 && said.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    found.know("source_code", rest.first().filter(code).unwrap_or(&""));
    // Edition, pages and volume stand between the code and the language.
    if let Some(rights) = rights {
        found.know("copyright", &rest[rights..].join(" "));
    }
    let told = &rest[usize::from(rest.first().filter(code).is_some()).min(rest.len())..];
    let told = &told[..rights.map_or(told.len(), |at| at.saturating_sub(rest.len() - told.len()))];
    if let Some((language, others)) = told.split_last() {
        found.know("language", language);
        found.know("issue", &others.join("; "));
    }
}

/// What stands behind the text: who publishes it, and its number.
fn know_end(blocks: &mut Vec<(String, bool)>, found: &mut FoundArticle) {
    let Some(at) = blocks.iter().rposition(|(block, _)| number(block).is_some()) else { return };
    let (said, _) = blocks.remove(at);
    know_number(&said, found);
    let Some((publisher, false)) = at.checked_sub(1).and_then(|before| blocks.get(before)).cloned() else { return };
    if publisher.len() <= PUBLISHER && blocks.iter().any(|(_, of_text)| *of_text) {
        found.know("publisher", &publisher);
        blocks.remove(at - 1);
    }
}
