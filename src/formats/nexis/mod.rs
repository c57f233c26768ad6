//! What Nexis Uni and LexisNexis give as plain text: many articles in one file, each with its head (newspaper, day,
//! section, length, byline) and its tail (load date, subjects). One article each, the head as variables.

mod article;
mod cover;
mod fields;

use self::{
    article::{article, rows},
    cover::lines_of_cover,
    fields::field,
};
use crate::formats::{
    format::{Format, FormatInfo, Item, ItemSink, ReadContext, ReadError},
    html::{Tree, blocks_of},
    kit::{each_file::every_file, encoding, raw_text::returns_as_feeds},
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
pub struct Nexis;

static INFO: FormatInfo = FormatInfo::of_articles(
    "nexis",
    "Nexis text or page",
    &["txt", "html"],
    "Articles downloaded from Nexis Uni or LexisNexis as text (.txt) or as a page (.html): split, with newspaper, day, section, byline",
);

/// The line that ends an article of Nexis Uni.
const END: &str = "End of Document";

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
    let fields = has(&|line| field(line).is_some_and(|field| field.is_length() || field.is_of_end()));
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
    let tree = Tree::new(page)?;
    Some(blocks_of(&tree, 0).iter().map(|block| format!("{block}\n\n")).collect())
}

/// `3 of 10 DOCUMENTS`, `Dokument 3 von 10`.
fn is_count(line: &str) -> bool {
    const OF: [&str; 6] = ["of", "von", "de", "sur", "van", "di"];
    let number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let document = |word: &str| {
        let lower = word.to_lowercase();
        lower.starts_with("document") || lower.starts_with("dokument")
    };
    let words: Vec<&str> = line.split_whitespace().collect();
    match words.as_slice() {
        [at, of, all, name] if number(at) && number(all) => OF.contains(of) && document(name) && name.starts_with('D'),
        [name, at, of, all] if number(at) && number(all) => OF.contains(of) && document(name) && name.starts_with('D'),
        _ => false,
    }
}

/// The articles of a text; `name`: of its file.
pub(super) fn items(file: &str, name: &str, text: &str, zone: Option<Zone>) -> Vec<Item> {
    let text = returns_as_feeds(text);
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
        let all = rows(lines);
        let cover = if number == 0 { lines_of_cover(&all) } else { 0 };
        let found = article(&all[cover..], &format!("{}-{}", stem(name), number + 1));
        // A cover sheet or a list of results stands before the first.
        if cover > 0 || number == 0 && found.is_none() && pieces.len() > 1 {
            let reason = message!("what stands before the first article was passed over");
            let note = Problem::new(file, reason, message!("Nothing is to be done")).at(at.0, at.1).note();
            items.push(Item::Problem(note));
        }
        match found {
            Some(found) => items.extend(found.items(file, name, at, zone)),
            None if number == 0 && pieces.len() > 1 => {}
            None => {
                let reason = message!("an article has no line “Body” or “LENGTH:” that tells its text from its head");
                let fix = message!("Save the article’s text as a UTF-8 file (.txt) and import that");
                items.push(Item::Problem(Problem::new(file, reason, fix).at(at.0, at.1).row(lines.join("\n"))));
            }
        }
    }
    items
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
        assert!(is_count("12 of 120 DOCUMENTS") && is_count("Dokument 2 von 46") && is_count("1 de 3 DOCUMENTS"));
        assert!(!is_count("1 of 2 documents are") && !is_count("one of 2 DOCUMENTS"));
    }
}
