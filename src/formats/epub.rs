//! Books as archives of pages (EPUB): a chapter an article, or the whole book; title, author and day from the book itself.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use zip::ZipArchive;

use super::html::{Child, Tree, is_inline};
use crate::formats::{
    format::{DiskShape, Format, FormatInfo, FormatOption, Item, ItemSink, ReadContext, ReadError},
    kit::{each_file::each_file, encoding, tally::FileTally},
    problem::Problem,
    record::found::{FoundArticle, line},
    sniff::Sniff,
    source::Source,
    stem,
};
use crate::{
    message::{Message, message},
    model::Zone,
};

/// The format.
pub struct Epub;

static INFO: FormatInfo = FormatInfo {
    id: "epub",
    name: "EPUB",
    extensions: &["epub"],
    about: "Books and issues of magazines (.epub): an article a chapter, or the whole; title, author and day of the book",
    shape: DiskShape::File,
    reads: true,
    options: &[FormatOption::reading(
        "split",
        &["chapters", "book"],
        "what is an article: each chapter, or the whole book",
    )],
    ..FormatInfo::NOTHING
};

/// Bytes of all that is unpacked, and chapters, at most: a small archive can say that it holds the sea.
const LARGEST: u64 = 100_000_000;
const CHAPTERS: usize = 20_000;

impl Format for Epub {
    fn info(&self) -> &'static FormatInfo {
        &INFO
    }

    fn recognises(&self, head: &Sniff<'_>) -> bool {
        head.files.len() <= 1
            && head.bytes.starts_with(b"PK\x03\x04")
            && (head.has_bytes(b"mimetypeapplication/epub+zip") || head.ends_with("epub"))
    }

    fn read(&self, source: &dyn Source, reading: &ReadContext, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
        let names: Vec<&String> = source.files().iter().collect();
        let whole = reading.option("split") == Some("book");
        each_file(source, &names, &|name, bytes| items(&source.called(name), name, &bytes, whole, reading.zone), sink)
    }
}

/// What a book says of itself, and its pages in their order.
#[derive(Debug, Default, PartialEq)]
struct EpubBook {
    title: String,
    authors: Vec<String>,
    date: String,
    publisher: String,
    /// Paths of pages, and whether each is the table of contents.
    pages: Vec<(String, bool)>,
}

/// A chapter: its heading, and its paragraphs.
struct Chapter {
    title: String,
    text: String,
}

fn items(file: &str, name: &str, bytes: &[u8], whole: bool, zone: Option<Zone>) -> Vec<Item> {
    let tally = FileTally::default();
    let refused = |reason: Message| {
        let fix =
            message!("Convert it to .docx, as `ebook-convert book.epub book.docx` of Calibre does, and import that");
        vec![Item::Problem(Problem::new(file, reason, fix))]
    };
    let (book, chapters) = match read(bytes, &tally) {
        Ok(found) => found,
        Err(reason) => return refused(reason),
    };
    if chapters.is_empty() {
        return refused(message!("the book has no text"));
    }
    let chapters = if whole {
        let text = |chapter: Chapter| match chapter.title.is_empty() {
            true => chapter.text,
            false => format!("{}\n\n{}", chapter.title, chapter.text),
        };
        let text = chapters.into_iter().map(text).collect::<Vec<_>>().join("\n\n");
        vec![Chapter { title: book.title.clone(), text }]
    } else {
        chapters
    };
    let mut items = Vec::new();
    for (at, Chapter { title, text }) in chapters.into_iter().enumerate() {
        let id = if whole { stem(name).to_owned() } else { format!("{}-{}", stem(name), at + 1) };
        let mut found = FoundArticle { id, text, title, date: book.date.clone(), ..FoundArticle::default() };
        if !whole {
            found.know("document_title", &book.title);
        }
        found.know("author", &book.authors.join(", "));
        found.know("publisher", &book.publisher);
        items.extend(found.items(file, name, (0, 0), zone));
    }
    tally.problems(file).into_iter().map(Item::Problem).chain(items).collect()
}

fn read(bytes: &[u8], tally: &FileTally) -> Result<(EpubBook, Vec<Chapter>), Message> {
    let cannot =
        |error: &dyn std::fmt::Display| message!("the book cannot be read: {reason}", reason = error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| cannot(&error))?;
    let mut left = LARGEST;
    let mut part = |path: &str| -> Result<Option<String>, Message> {
        let Ok(entry) = archive.by_name(path) else { return Ok(None) };
        let mut bytes = Vec::new();
        entry.take(left + 1).read_to_end(&mut bytes).map_err(|error| cannot(&error))?;
        left = left
            .checked_sub(bytes.len() as u64)
            .ok_or_else(|| message!("has more than {limit} MB", limit = LARGEST / 1_000_000))?;
        let decoded = encoding::decode(&bytes)
            .map_err(|reason| message!("{name}: {reason}", name = path, reason = reason.message()))?;
        Ok(Some(decoded.text))
    };
    let missing = |path: &str| message!("it has no {name}", name = path);
    let container = part(CONTAINER)?.ok_or_else(|| missing(CONTAINER))?;
    let package = root_of(&container).ok_or_else(|| missing("rootfile"))?;
    let xml = part(&package)?.ok_or_else(|| missing(&package))?;
    let book = book_of(&xml, &package).map_err(|error| cannot(&error))?;
    let locked = part("META-INF/encryption.xml")?.unwrap_or_default();
    if book.pages.iter().any(|(path, _)| locked.contains(&format!("\"{path}\""))) {
        return Err(message!("the book is locked by who sold it (DRM)"));
    }
    let mut chapters = Vec::new();
    for (path, is_contents) in &book.pages {
        if *is_contents {
            continue;
        }
        let Some(page) = part(path)? else {
            let reason = message!("the book’s page {name} is not in it", name = path.as_str());
            tally.part(reason, message!("Look whether the book is whole"), (0, 0));
            continue;
        };
        let tree = Tree::new(&page)
            .ok_or_else(|| message!("the page has more elements, or more within one another, than any article"))?;
        let chapter = chapter_of(&tree);
        if chapter.text.is_empty() {
            let reason = message!("a page of the book without text (a cover, a picture)");
            tally.note(reason, message!("Nothing is to be done"), (0, 0));
        } else {
            chapters.push(chapter);
        }
    }
    Ok((book, chapters))
}

const CONTAINER: &str = "META-INF/container.xml";

/// Where the book’s own description is.
fn root_of(container: &str) -> Option<String> {
    let mut reader = Reader::from_str(container);
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) | Event::Empty(start) if local(&start) == "rootfile" => {
                return Some(attribute(&start, "full-path")).filter(|path| !path.is_empty());
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

fn book_of(xml: &str, package: &str) -> Result<EpubBook, quick_xml::Error> {
    let folder = package.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let mut reader = Reader::from_str(xml);
    let (mut book, mut open) = (EpubBook::default(), String::new());
    let mut manifest: BTreeMap<String, (String, bool, bool)> = BTreeMap::new();
    let mut words = String::new();
    loop {
        match reader.read_event()? {
            Event::Eof => break,
            Event::Start(start) | Event::Empty(start) => {
                open = local(&start);
                words.clear();
                match open.as_str() {
                    "item" => {
                        let kind = attribute(&start, "media-type");
                        let is_page = kind.contains("html") || kind == "application/xml";
                        let is_contents = attribute(&start, "properties").split(' ').any(|word| word == "nav");
                        let path = path_of(&folder, &attribute(&start, "href"));
                        manifest.insert(attribute(&start, "id"), (path, is_page, is_contents));
                    }
                    "itemref" if book.pages.len() < CHAPTERS => {
                        if let Some((path, true, is_contents)) = manifest.get(&attribute(&start, "idref")) {
                            book.pages.push((path.clone(), *is_contents));
                        }
                    }
                    _ => {}
                }
            }
            Event::Text(text) => words.push_str(&text),
            Event::GeneralRef(name) => {
                words.push_str(&quick_xml::escape::unescape(&format!("&{};", &*name)).unwrap_or_default());
            }
            Event::End(_) => {
                let said = line(&words);
                match open.as_str() {
                    "title" if book.title.is_empty() => book.title = said,
                    "creator" if !said.is_empty() => book.authors.push(said),
                    "date" if book.date.is_empty() => book.date = said,
                    "publisher" if book.publisher.is_empty() => book.publisher = said,
                    _ => {}
                }
                open.clear();
            }
            _ => {}
        }
    }
    Ok(book)
}

fn local(start: &BytesStart<'_>) -> String {
    let name = start.name().as_ref().to_owned();
    name.rsplit(':').next().unwrap_or_default().to_owned()
}

fn attribute(start: &BytesStart<'_>, wanted: &str) -> String {
    let found = start.attributes().flatten().find(|attribute| attribute.key.as_ref() == wanted);
    found.map_or_else(String::new, |found| {
        quick_xml::escape::unescape(&found.value).map_or_else(|_| found.value.to_string(), |words| words.into_owned())
    })
}

/// The path of a page in the archive: as the description names it, from its own folder, without `..` and `%20`.
fn path_of(folder: &str, href: &str) -> String {
    let href = href.split('#').next().unwrap_or_default();
    let mut bytes = Vec::new();
    let mut rest = href.as_bytes();
    while let [first, after @ ..] = rest {
        let code = after.get(..2).and_then(|code| std::str::from_utf8(code).ok());
        match code.filter(|_| *first == b'%').and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    let path = format!("{folder}{}", String::from_utf8_lossy(&bytes));
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Elements whose text is none of the chapter’s.
const UNSEEN: [&str; 7] = ["head", "script", "style", "template", "noscript", "title", "nav"];

fn chapter_of(tree: &Tree) -> Chapter {
    let mut lines = ChapterLines { tree, paragraphs: Vec::new(), open: String::new(), title: None };
    lines.element(0);
    lines.end();
    let title = lines.title.map(|title| line(&title)).unwrap_or_default();
    Chapter { title, text: lines.paragraphs.join("\n\n") }
}

struct ChapterLines<'t> {
    tree: &'t Tree,
    paragraphs: Vec<String>,
    open: String,
    /// The first heading, if the chapter begins with one.
    title: Option<String>,
}

impl ChapterLines<'_> {
    /// As deep as the tree is, which is bounded.
    fn element(&mut self, at: usize) {
        let tree = self.tree;
        let element = &tree.elements[at];
        let tag = element.tag.as_str();
        if UNSEEN.contains(&tag) || element.hidden {
            return;
        }
        if matches!(tag, "h1" | "h2" | "h3")
            && self.title.is_none()
            && self.paragraphs.is_empty()
            && self.open.trim().is_empty()
        {
            self.title = Some(tree.text(at));
            return;
        }
        let block = !is_inline(tag) && !matches!(tag, "br" | "td" | "th");
        if block {
            self.end();
        }
        if tag == "br" {
            self.open.truncate(self.open.trim_end_matches(' ').len());
            self.open.push('\n');
        }
        if matches!(tag, "td" | "th") {
            self.open.push(' ');
        }
        for child in &element.children {
            match *child {
                Child::Element(inner) => self.element(inner),
                Child::Text(text) => self.words(&tree.texts[text]),
            }
        }
        if block {
            self.end();
        }
    }

    fn words(&mut self, words: &str) {
        for c in words.chars() {
            match c.is_ascii_whitespace() {
                true if self.open.is_empty() || self.open.ends_with([' ', '\n']) => {}
                true => self.open.push(' '),
                false => self.open.push(c),
            }
        }
    }

    fn end(&mut self) {
        let open = std::mem::take(&mut self.open);
        let paragraph = open.trim_matches(|c: char| c.is_ascii_whitespace() || c == '\u{a0}');
        if !paragraph.is_empty() {
            self.paragraphs.push(paragraph.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_within_the_book() {
        assert_eq!(path_of("OEBPS/", "teks/bab%201.xhtml#a"), "OEBPS/teks/bab 1.xhtml");
        assert_eq!(path_of("OEBPS/", "../../../a/./b.html"), "a/b.html");
        assert_eq!(path_of("", "100%.html"), "100%.html");
    }

    #[test]
    fn a_chapter_has_a_heading_and_paragraphs() {
        let page = "<html><head><title>x</title></head><body><section><h2>Bab\n satu</h2><p>PKS dan\n  <i>PSI</i> hadir.</p>\
                    <p>Baris<br/>lain</p><ul><li>a</li><li>b</li></ul></section></body></html>";
        let chapter = chapter_of(&Tree::new(page).unwrap());
        assert_eq!(chapter.title, "Bab satu");
        assert_eq!(chapter.text, "PKS dan PSI hadir.\n\nBaris\nlain\n\na\n\nb");
    }
}
