//! Projects of QDA programs (REFI-QDA, .qdpx: ATLAS.ti, MAXQDA, NVivo, QualCoder …): their texts, and what was coded in
//! them; a set a person. An archive of `project.qde` (XML) and the sources. Read only. Source: “REFI-QDA Standard 1.5”.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};

use quick_xml::{
    Reader,
    escape::unescape,
    events::{BytesStart, Event},
};
use zip::ZipArchive;

use crate::formats::{
    format::{DiskShape, Format, FormatInfo, Item, ItemSink, ReadContext, ReadError},
    kit::{each_file::each_file, encoding, raw_text::OffsetUnit, tally::FileTally},
    problem::Problem,
    record::{RawArticle, RawImport, RawMention, RawSpan, RecordContext},
    sniff::Sniff,
    source::Source,
    stem,
};
use crate::message::{Message, message};

/// The format.
pub struct Qdpx;

static INFO: FormatInfo = FormatInfo {
    id: "qdpx",
    name: "QDA project (REFI-QDA)",
    extensions: &["qdpx"],
    about: "Projects of ATLAS.ti, MAXQDA, NVivo and QualCoder (.qdpx): their texts with what was coded in them, a set per person",
    offsets: "code points",
    shape: DiskShape::File,
    reads: true,
    ..FormatInfo::NOTHING
};

/// Bytes of an unpacked part at most: a small archive can say that it holds the sea.
const LARGEST: u64 = 100_000_000;

const PROJECT: &str = "project.qde";

impl Format for Qdpx {
    fn info(&self) -> &'static FormatInfo {
        &INFO
    }

    fn recognises(&self, head: &Sniff<'_>) -> bool {
        head.files.len() <= 1
            && head.bytes.starts_with(b"PK\x03\x04")
            && (head.ends_with("qdpx") || head.has_bytes(PROJECT.as_bytes()))
    }

    fn read(&self, source: &dyn Source, reading: &ReadContext, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
        let names: Vec<&String> = source.files().iter().collect();
        each_file(source, &names, &|name, bytes| items(&source.called(name), &bytes, reading), sink)
    }
}

/// A text of a project.
#[derive(Default)]
struct QdaText {
    name: String,
    /// Where it is in the archive, if it does not stand in the project's own file.
    path: String,
    inline: String,
    /// First and last offset, code, person.
    coded: Vec<(usize, usize, String, String)>,
}

/// What is read of a project.
#[derive(Default)]
struct QdaProject {
    people: BTreeMap<String, String>,
    codes: BTreeMap<String, String>,
    texts: Vec<QdaText>,
}

fn items(file: &str, bytes: &[u8], reading: &ReadContext) -> Vec<Item> {
    let tally = FileTally::default();
    match read(file, bytes, reading, &tally) {
        Ok(mut items) => {
            items.extend(tally.problems(file).into_iter().map(Item::Problem));
            items
        }
        Err(reason) => {
            let fix = message!("Export the project again as REFI-QDA (.qdpx)");
            vec![Item::Problem(Problem::new(file, reason, fix))]
        }
    }
}

fn read(file: &str, bytes: &[u8], reading: &ReadContext, tally: &FileTally) -> Result<Vec<Item>, Message> {
    let cannot =
        |error: &dyn std::fmt::Display| message!("the archive cannot be read: {reason}", reason = error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| cannot(&error))?;
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    let mut part = |wanted: &str| -> Result<Option<Vec<u8>>, Message> {
        // Programs differ in the case of “Sources/”.
        let is = |name: &&String| name.to_lowercase() == wanted.to_lowercase();
        let ends = |name: &&String| name.to_lowercase().ends_with(&format!("/{}", wanted.to_lowercase()));
        let Some(name) = names.iter().find(is).or_else(|| names.iter().find(ends)) else { return Ok(None) };
        let mut bytes = Vec::new();
        let entry = archive.by_name(name).map_err(|error| cannot(&error))?;
        entry.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| cannot(&error))?;
        if bytes.len() as u64 > LARGEST {
            return Err(message!("has more than {limit} MB", limit = LARGEST / 1_000_000));
        }
        Ok(Some(bytes))
    };
    let project = part(PROJECT)?.ok_or_else(|| message!("it has no {name}", name = PROJECT))?;
    let project = String::from_utf8(project).map_err(|error| cannot(&error))?;
    let project = parse(project.strip_prefix('\u{feff}').unwrap_or(&project), tally)?;
    let mut items = Vec::new();
    let context = RecordContext { file, at: (0, 0), unit: OffsetUnit::CodePoint, reading, tally };
    for QdaText { name, path, inline, coded } in project.texts {
        let text = if path.is_empty() {
            inline
        } else {
            let inside = path.strip_prefix("internal://").unwrap_or(&path);
            // Offsets are of the text as it stands, with its own line ends.
            let decoded = part(inside)?.map(|bytes| match String::from_utf8(bytes) {
                Ok(text) => Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)),
                Err(error) => encoding::decode(error.as_bytes()).map(|decoded| decoded.text),
            });
            match decoded {
                Some(Ok(text)) => text,
                Some(Err(reason)) => {
                    let reason = message!("{name}: {reason}", name = name.as_str(), reason = reason.message());
                    items.push(Item::Problem(Problem::new(file, reason, Message::default())));
                    continue;
                }
                None => String::new(),
            }
        };
        if text.trim().is_empty() {
            let reason = message!("the text of {name} is not in the archive", name = name.as_str());
            let fix = message!("Export the project with its sources");
            items.push(Item::Problem(Problem::new(file, reason, fix)));
            continue;
        }
        let mut people: Vec<String> = coded.iter().map(|(.., person)| person.clone()).collect();
        people.sort_unstable();
        people.dedup();
        if people.is_empty() {
            people.push(String::new());
        }
        for person in people {
            let own = coded.iter().filter(|(.., of)| *of == person);
            let mention = |(start, end, code, _): &(usize, usize, String, String)| RawMention {
                span: RawSpan::new(*start, *end, None),
                kind: project.codes.get(code).cloned().unwrap_or_default(),
                ..RawMention::default()
            };
            let article = RawArticle {
                id: stem(&name).to_owned(),
                text: text.clone(),
                mentions: own.map(mention).collect(),
                set: project.people.get(&person).cloned().unwrap_or_default(),
                import: RawImport { file: name.clone(), ..RawImport::default() },
                ..RawArticle::default()
            };
            items.extend(article.items(&context));
        }
    }
    Ok(items)
}

/// Reads the project's own file.
fn parse(xml: &str, tally: &FileTally) -> Result<QdaProject, Message> {
    let cannot = |error: &dyn std::fmt::Display| {
        message!("{name} cannot be read: {reason}", name = PROJECT, reason = error.to_string())
    };
    let mut reader = Reader::from_str(xml);
    let (mut project, mut open) = (QdaProject::default(), Vec::<String>::new());
    // The document that is read now, with the selection in it and who coded it.
    let (mut of, mut selection, mut person) = (String::new(), None::<(usize, usize)>, String::new());
    loop {
        let event = reader.read_event().map_err(|error| cannot(&error))?;
        let (start, is_empty) = match &event {
            Event::Eof => break,
            Event::Start(start) => (start, false),
            Event::Empty(start) => (start, true),
            Event::Text(text) if open.last().is_some_and(|name| name == "PlainTextContent") => {
                add_text(&mut project, &open, text);
                continue;
            }
            Event::CData(text) if open.last().is_some_and(|name| name == "PlainTextContent") => {
                add_text(&mut project, &open, text);
                continue;
            }
            Event::GeneralRef(name) if open.last().is_some_and(|name| name == "PlainTextContent") => {
                add_text(&mut project, &open, &unescape(&format!("&{};", &**name)).unwrap_or_default());
                continue;
            }
            Event::End(_) => {
                if open.pop().is_some_and(|name| name == "PlainTextSelection") {
                    selection = None;
                }
                continue;
            }
            _ => continue,
        };
        let name = start.name().as_ref().rsplit(':').next().unwrap_or_default().to_owned();
        let get = |key: &str| attribute(start, key);
        let inside = |wanted: &str| open.iter().any(|name| name == wanted);
        match name.as_str() {
            "User" => {
                project.people.insert(get("guid"), get("name"));
            }
            "Code" => {
                project.codes.insert(get("guid"), get("name"));
            }
            "TextSource" => {
                of = get("name");
                project.texts.push(QdaText { name: of.clone(), path: get("plainTextPath"), ..QdaText::default() });
            }
            "PDFSource" => of = get("name"),
            "Representation" if open.last().is_some_and(|name| name == "PDFSource") => {
                project.texts.push(QdaText { name: of.clone(), path: get("plainTextPath"), ..QdaText::default() });
            }
            "PictureSource" | "AudioSource" | "VideoSource" => {
                tally.lost(message!("a source that is not a text"), (0, 0));
            }
            "PDFSelection" => tally.lost(message!("a selection on a page of a PDF"), (0, 0)),
            "PlainTextSelection" => {
                let number = |key: &str| get(key).trim().parse::<usize>().unwrap_or(RawSpan::UNKNOWN);
                selection = Some((number("startPosition"), number("endPosition")));
                person = get("creatingUser");
            }
            "Coding" => {
                let own = get("creatingUser");
                if !own.is_empty() {
                    person = own;
                }
            }
            "CodeRef" if inside("PlainTextSelection") => {
                if let (Some((start, end)), Some(text)) = (selection, project.texts.last_mut()) {
                    text.coded.push((start, end, get("targetGUID"), person.clone()));
                }
            }
            "CodeRef" if inside("TextSource") => tally.lost(message!("a code of a whole text"), (0, 0)),
            "Note" | "Link" | "Set" | "Case" => {
                tally.no_place(message!("a {what} of the project", what = name.to_lowercase()), (0, 0));
            }
            _ => {}
        }
        if !is_empty {
            open.push(name);
        }
    }
    if !open.is_empty() {
        return Err(message!("{name} ends before its end", name = PROJECT));
    }
    Ok(project)
}

/// Adds to the text that stands in the project's own file.
fn add_text(project: &mut QdaProject, open: &[String], words: &str) {
    let parent = open.len().checked_sub(2).map(|at| open[at].as_str());
    if let (Some("TextSource" | "Representation"), Some(text)) = (parent, project.texts.last_mut()) {
        text.inline.push_str(words);
    }
}

/// An attribute; empty if it is not there.
fn attribute(start: &BytesStart<'_>, key: &str) -> String {
    let attributes = start.attributes().flatten();
    let value = attributes.into_iter().find(|attribute| attribute.key.as_ref() == key);
    value.map_or_else(String::new, |value| {
        unescape(&value.value).map_or_else(|_| value.value.to_string(), |words| words.into_owned())
    })
}
