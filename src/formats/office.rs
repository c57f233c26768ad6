//! Documents of Word and LibreOffice (DOCX, ODT, RTF): a document an article, a paragraph a line. Headers, footers, notes and
//! what was struck out are not its text. What Nexis gives as such a document is split into its articles.

use std::io::{Cursor, Read};

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use zip::ZipArchive;

use crate::formats::{
    format::{DiskShape, Format, FormatInfo, Item, ItemSink, ReadContext, ReadError},
    kit::{
        each_file::each_file,
        locked::is_locked,
        rtf::{self, is_rtf},
        several,
    },
    nexis,
    problem::Problem,
    record::found::{FoundArticle, line},
    source::Source,
    stem,
};
use crate::{
    formats::sniff::Sniff,
    message::{Message, message},
};

/// The format.
pub struct OfficeDocuments;

static INFO: FormatInfo = FormatInfo {
    id: "office",
    name: "Word or LibreOffice document",
    extensions: &["docx", "odt", "rtf"],
    about: "Documents (.docx, .odt, .rtf): an article each, with paragraphs; its properties become variables",
    shape: DiskShape::FilePerArticle,
    reads: true,
    options: &[several::SEVERAL],
    ..FormatInfo::NOTHING
};

/// Bytes of the unpacked text at most: a small archive can say that it holds the sea.
const LARGEST: u64 = 100_000_000;

/// What begins a note in RTF.
const FOOTNOTE: &[u8] = br"{\footnote";

/// Where the text is, and what the document says of itself.
const WORD: (&str, &str) = ("word/document.xml", "docProps/core.xml");
const ODT: (&str, &str) = ("content.xml", "meta.xml");

/// Properties that are worth keeping: their local names in both kinds of document, and here.
const PROPERTIES: [(&str, &str); 8] = [
    ("title", "document_title"),
    ("subject", "document_subject"),
    ("creator", "author"),
    ("initial-creator", "author"),
    ("created", "document_created"),
    ("creation-date", "document_created"),
    ("keywords", "keywords"),
    ("keyword", "keywords"),
];

impl Format for OfficeDocuments {
    fn info(&self) -> &'static FormatInfo {
        &INFO
    }

    fn recognises(&self, head: &Sniff<'_>) -> bool {
        if is_rtf(&head.bytes) {
            return head.files.len() <= 1;
        }
        head.files.len() <= 1
            && head.bytes.starts_with(b"PK\x03\x04")
            && (head.has_bytes(b"word/")
                || head.has_bytes(b"mimetypeapplication/vnd.oasis.opendocument.text")
                || head.ends_with("docx")
                || head.ends_with("odt"))
    }

    fn read(&self, source: &dyn Source, reading: &ReadContext, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
        let files = source.files();
        let is_ours = |file: &&String| {
            files.len() == 1 || INFO.extensions.iter().any(|end| file.to_lowercase().ends_with(&format!(".{end}")))
        };
        let names: Vec<&String> = files.iter().filter(is_ours).collect();
        each_file(source, &names, &|name, bytes| items(&source.called(name), name, bytes, reading), sink)
    }
}

fn items(file: &str, name: &str, bytes: Vec<u8>, reading: &ReadContext) -> Vec<Item> {
    let zone = reading.zone;
    match document(&bytes) {
        Ok(Found { text, .. }) if nexis::is_nexis(&text) => nexis::items(file, name, &text, zone),
        Ok(Found { text, .. }) if text.trim().is_empty() => {
            let fix = message!("If it holds pictures of pages, let a program read them (OCR) and import its text");
            vec![Item::Problem(Problem::new(file, message!("the document has no text"), fix))]
        }
        Ok(Found { text, properties, notes }) => {
            let several = match several::problem(file, (0, 0), &text, reading) {
                Ok(several) => several,
                Err(refused) => return vec![Item::Problem(*refused)],
            };
            let notes = (notes > 0).then(|| {
                let reason = message!("the document’s footnotes ({number}) are not part of the text", number = notes);
                let fix = message!("If they belong to the article, put their words into its text and import it again");
                Problem::new(file, reason, fix).part()
            });
            let mut found = FoundArticle { id: stem(name).to_owned(), text, ..FoundArticle::default() };
            for (name, value) in properties {
                found.know(name, &value);
            }
            let problems = several.into_iter().chain(notes).map(Item::Problem);
            problems.chain(found.items(file, name, (0, 0), zone)).collect()
        }
        Err(reason) => {
            let fix = message!("Open it in Word or LibreOffice, save it as .docx, or as text (UTF-8), and import that");
            vec![Item::Problem(Problem::new(file, reason, fix))]
        }
    }
}

type Properties = Vec<(&'static str, String)>;

/// What a document holds.
struct Found {
    text: String,
    properties: Properties,
    /// Footnotes and endnotes, whose words are not in the text.
    notes: usize,
}

fn document(bytes: &[u8]) -> Result<Found, Message> {
    let cannot =
        |error: &dyn std::fmt::Display| message!("the document cannot be read: {reason}", reason = error.to_string());
    if is_rtf(bytes) {
        let text = rtf::text_of(bytes).ok_or_else(|| message!("its groups lie too deep"))?;
        let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
        let notes = bytes.windows(FOOTNOTE.len()).filter(|word| *word == FOOTNOTE).count();
        return Ok(Found { text: lines.join("\n").trim().to_owned(), properties: Properties::new(), notes });
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| cannot(&error))?;
    if is_locked(&mut archive) {
        return Err(message!("it is locked by a password"));
    }
    let mut part = |name: &str| -> Result<Option<String>, Message> {
        let Ok(entry) = archive.by_name(name) else { return Ok(None) };
        let mut text = Vec::new();
        entry.take(LARGEST + 1).read_to_end(&mut text).map_err(|error| cannot(&error))?;
        if text.len() as u64 > LARGEST {
            return Err(message!("has more than {limit} MB", limit = LARGEST / 1_000_000));
        }
        String::from_utf8(text).map(Some).map_err(|error| cannot(&error))
    };
    let word = part(WORD.0)?;
    let ((text, notes), properties) = match word {
        Some(word) => (text_of(&word)?, part(WORD.1)?),
        None => match part(ODT.0)? {
            Some(content) => (text_of(&content)?, part(ODT.1)?),
            None => return Err(message!("it is not a document of Word or LibreOffice")),
        },
    };
    Ok(Found { text, properties: properties.map(|xml| properties_of(&xml)).unwrap_or_default(), notes })
}

fn local(name: &str) -> String {
    name.rsplit(':').next().unwrap_or(name).to_owned()
}

/// The paragraphs of both kinds of document, `w:p` with `w:t`, `text:p` and `text:h`, and how many notes they have.
fn text_of(xml: &str) -> Result<(String, usize), Message> {
    let mut reader = Reader::from_str(xml);
    let mut notes = 0;
    let (mut text, mut paragraph) = (String::new(), String::new());
    // Elements around what is read now; what is skipped is so many deep.
    let (mut inside, mut skipped) = (Vec::<String>::new(), 0usize);
    // How deep the run stands whose words are hidden.
    let mut hidden: Option<usize> = None;
    loop {
        let event = reader
            .read_event()
            .map_err(|error| message!("the document cannot be read: {reason}", reason = error.to_string()))?;
        match event {
            Event::Eof => break,
            Event::Start(start) => {
                let name = start.name().as_ref().to_owned();
                notes += usize::from(skipped == 0 && is_note(&name));
                skipped += usize::from(skipped > 0 || is_left_out(&name));
                if skipped == 0 && is_paragraph(&name) {
                    end_paragraph(&mut text, &mut paragraph);
                }
                inside.push(name);
            }
            Event::Empty(start) if start.name().as_ref() == "w:vanish" => {
                let off = start.attributes().flatten().any(|one| matches!(&*one.value, "0" | "false" | "off"));
                if let [.., run, properties] = inside.as_slice()
                    && (run.as_str(), properties.as_str()) == ("w:r", "w:rPr")
                    && !off
                {
                    hidden = Some(inside.len() - 1);
                }
            }
            Event::Empty(start) if skipped == 0 => {
                notes += usize::from(is_note(start.name().as_ref()));
                sign(&start, &mut paragraph);
            }
            Event::End(_) => {
                let name = inside.pop().unwrap_or_default();
                hidden = hidden.filter(|depth| *depth <= inside.len());
                if skipped == 0 && is_paragraph(&name) {
                    end_paragraph(&mut text, &mut paragraph);
                }
                skipped = skipped.saturating_sub(1);
            }
            Event::Text(words) if skipped == 0 && hidden.is_none() && holds_words(&inside) => {
                paragraph.push_str(&words);
            }
            Event::GeneralRef(name) if skipped == 0 && hidden.is_none() && holds_words(&inside) => {
                let name = format!("&{};", &*name);
                paragraph.push_str(&quick_xml::escape::unescape(&name).unwrap_or_default());
            }
            _ => {}
        }
    }
    end_paragraph(&mut text, &mut paragraph);
    Ok((text, notes))
}

/// A note in ODT, or where one of Word stands, whose words are in a part of their own.
fn is_note(name: &str) -> bool {
    matches!(name, "text:note" | "w:footnoteReference" | "w:endnoteReference")
}

fn is_paragraph(name: &str) -> bool {
    matches!(name, "w:p" | "text:p" | "text:h")
}

/// What was struck out, comments, notes, and what stands there for older programs.
fn is_left_out(name: &str) -> bool {
    matches!(
        name,
        "w:del"
            | "w:moveFrom"
            | "mc:Fallback"
            | "text:tracked-changes"
            | "office:annotation"
            | "text:note"
            | "office:forms"
            | "text:table-of-content"
            | "w:instrText"
    )
}

/// In Word only `w:t` holds words; in ODT everything within a paragraph.
fn holds_words(inside: &[String]) -> bool {
    match inside.last().map(String::as_str) {
        Some("w:t") => true,
        Some(name) if name.starts_with("w:") => false,
        _ => inside.iter().any(|name| matches!(name.as_str(), "text:p" | "text:h")),
    }
}

/// Blanks, tabs and line ends that are elements.
fn sign(start: &BytesStart<'_>, paragraph: &mut String) {
    let name = start.name().as_ref().to_owned();
    match name.as_str() {
        "w:tab" | "text:tab" => paragraph.push('\t'),
        "w:br" | "w:cr" | "text:line-break" => paragraph.push('\n'),
        "w:noBreakHyphen" => paragraph.push('\u{2011}'),
        "w:softHyphen" => paragraph.push('\u{ad}'),
        "text:s" => {
            let count = start.attributes().flatten().find(|attribute| attribute.key.as_ref() == "text:c");
            let count = count.and_then(|count| count.value.parse::<usize>().ok());
            paragraph.extend(std::iter::repeat_n(' ', count.unwrap_or(1).min(1_000)));
        }
        _ => {}
    }
}

fn end_paragraph(text: &mut String, paragraph: &mut String) {
    let words = paragraph.trim();
    if !words.is_empty() {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(words);
    }
    paragraph.clear();
}

fn properties_of(xml: &str) -> Properties {
    let mut reader = Reader::from_str(xml);
    let (mut properties, mut open): (Properties, Option<&'static str>) = Default::default();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Eof => break,
            Event::Start(start) => {
                let name = local(start.name().as_ref());
                open = PROPERTIES.iter().find(|(there, _)| *there == name).map(|(_, here)| *here);
                properties.extend(open.map(|here| (here, String::new())));
            }
            Event::Text(words) => {
                if let (Some(_), Some((_, value))) = (open, properties.last_mut()) {
                    value.push_str(&words);
                }
            }
            Event::End(_) => open = None,
            _ => {}
        }
    }
    // A moment is told by its day.
    for (name, value) in &mut properties {
        *value = line(value);
        if *name == "document_created" {
            *value = value.get(..10).unwrap_or(value).to_owned();
        }
    }
    properties
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_of_both_kinds() {
        let word = "<w:document><w:body><w:p><w:r><w:t>PKS &amp; PSI</w:t><w:tab/><w:t xml:space=\"preserve\"> hadir</w:t></w:r>\
                    <w:del><w:r><w:delText>tidak</w:delText></w:r></w:del></w:p><w:p/><w:p><w:r><w:instrText>PAGE</w:instrText>\
                    <w:t>Lebak.</w:t></w:r></w:p></w:body></w:document>";
        assert_eq!(text_of(word).unwrap().0, "PKS & PSI\t hadir\n\nLebak.");
        let hidden = "<w:document><w:p><w:r><w:t>PKS</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t> menolak</w:t></w:r>\
                      <w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t> hadir.</w:t></w:r></w:p></w:document>";
        assert_eq!(text_of(hidden).unwrap().0, "PKS hadir.");
        let odt = "<office:text><text:h>Judul</text:h><text:p>PKS<text:s text:c=\"2\"/>dan <text:span>PSI</text:span>\
                   <text:note><text:p>catatan</text:p></text:note>.</text:p></office:text>";
        assert_eq!(text_of(odt).unwrap().0, "Judul\n\nPKS  dan PSI.");
    }
}
