//! What QDA programs coded: a text an article, a person a set.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{Cursor, Read},
};

use quick_xml::{
    Reader,
    escape::unescape,
    events::{BytesStart, Event},
};
use zip::ZipArchive;

use super::{ADDRESS, DATE, ORIGIN, PROJECT, SOURCE, TITLE};
use crate::formats::{
    format::{Item, ReadContext},
    kit::{encoding, raw_text::OffsetUnit, tally::FileTally},
    problem::Problem,
    record::{RawArticle, RawImport, RawMention, RawRelation, RawSpan, RecordContext},
    stem,
};
use crate::{
    message::{Message, message},
    model::Variable,
};

/// Bytes of an unpacked part at most: a small archive can say that it holds the sea.
const LARGEST: u64 = 100_000_000;

/// A text of a project.
#[derive(Default)]
struct QdaText {
    name: String,
    /// Where it is in the archive, if it does not stand in the project's own file.
    path: String,
    inline: String,
    coded: Vec<QdaCoding>,
    /// What is known of it: the variable’s name for programs, and the value.
    values: Vec<(String, String)>,
}

/// A selection and a code that somebody gave it.
#[derive(Default, Clone)]
struct QdaCoding {
    /// The selection’s name for programs.
    guid: String,
    start: usize,
    end: usize,
    code: String,
    person: String,
    note: String,
}

/// A code.
#[derive(Default)]
struct QdaCode {
    name: String,
    /// The code above it, if we wrote it: then it is an entity.
    kind: Option<String>,
    description: String,
}

/// A link between two selections.
struct QdaLink {
    name: String,
    from: String,
    to: String,
}

/// What is read of a project.
#[derive(Default)]
struct QdaProject {
    people: BTreeMap<String, String>,
    codes: BTreeMap<String, QdaCode>,
    variables: BTreeMap<String, String>,
    texts: Vec<QdaText>,
    links: Vec<QdaLink>,
}

pub(super) fn items(file: &str, bytes: &[u8], reading: &ReadContext) -> Vec<Item> {
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
    let (mut items, mut linked) = (Vec::new(), 0);
    let context = RecordContext { file, at: (0, 0), unit: OffsetUnit::CodePoint, reading, tally };
    let QdaProject { people, codes, variables, texts, links } = project;
    for QdaText { name, path, inline, coded, values } in texts {
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
        let mut sets: Vec<&String> = coded.iter().map(|coded| &coded.person).collect();
        sets.sort_unstable();
        sets.dedup();
        let nobody = String::new();
        if sets.is_empty() {
            sets.push(&nobody);
        }
        for person in sets {
            let own: Vec<&QdaCoding> = coded.iter().filter(|coded| coded.person == *person).collect();
            let mention = |coded: &&QdaCoding| {
                let code = codes.get(&coded.code);
                let entity = code.filter(|code| code.kind.is_some()).map(|code| code.description.clone());
                RawMention {
                    name: coded.guid.clone(),
                    span: RawSpan::new(coded.start, coded.end, None),
                    kind: code.map(|code| code.kind.as_ref().unwrap_or(&code.name).clone()).unwrap_or_default(),
                    entity: entity.unwrap_or_default(),
                    note: coded.note.clone(),
                    ..RawMention::default()
                }
            };
            let mut article = RawArticle {
                id: stem(&name).to_owned(),
                text: text.clone(),
                mentions: own.iter().map(mention).collect(),
                set: people.get(person).cloned().unwrap_or_default(),
                import: RawImport { file: name.clone(), ..RawImport::default() },
                ..RawArticle::default()
            };
            for (variable, value) in &values {
                know(&mut article, variables.get(variable).map(String::as_str).unwrap_or_default(), value);
            }
            let here: BTreeSet<&str> = own.iter().map(|coded| coded.guid.as_str()).collect();
            for QdaLink { name, from, to } in &links {
                if here.contains(from.as_str()) && here.contains(to.as_str()) {
                    let (from, to) = (from.clone(), to.clone());
                    article.shown.relations.push(RawRelation { from, to, label: name.clone() });
                    linked += 1;
                }
            }
            items.extend(article.items(&context));
        }
    }
    for _ in linked..links.len() {
        tally.no_place(message!("a {what} of the project", what = "link"), (0, 0));
    }
    Ok(items)
}

/// Notes what a variable says of an article.
fn know(article: &mut RawArticle, variable: &str, value: &str) {
    let field = match variable.to_lowercase().as_str() {
        TITLE => Some(&mut article.title),
        SOURCE => Some(&mut article.source),
        ADDRESS => Some(&mut article.url),
        DATE => Some(&mut article.date),
        _ => None,
    };
    match field {
        Some(field) => value.trim().clone_into(field),
        None if variable.is_empty() => {}
        None => {
            if let Some(value) = Variable::of_cell(value) {
                article.meta.0.insert(variable.to_owned(), value);
            }
        }
    }
}

/// Reads the project’s own file.
fn parse(xml: &str, tally: &FileTally) -> Result<QdaProject, Message> {
    let cannot = |error: &dyn std::fmt::Display| {
        message!("{name} cannot be read: {reason}", name = PROJECT, reason = error.to_string())
    };
    let mut reader = Reader::from_str(xml);
    let mut parser = ProjectParser::new(tally);
    loop {
        match reader.read_event().map_err(|error| cannot(&error))? {
            Event::Eof => break,
            Event::Start(start) => {
                let name = parser.begin(&start, false);
                parser.open.push(name);
            }
            Event::Empty(start) => {
                parser.begin(&start, true);
            }
            Event::Text(text) => parser.words.push_str(&text),
            Event::CData(text) => parser.words.push_str(&text),
            Event::GeneralRef(name) => {
                parser.words.push_str(&unescape(&format!("&{};", &*name)).unwrap_or_default());
            }
            Event::End(_) => parser.end(),
            _ => {}
        }
    }
    if !parser.open.is_empty() {
        return Err(message!("{name} ends before its end", name = PROJECT));
    }
    Ok(parser.project)
}

/// Where in the project’s file we are.
struct ProjectParser<'t> {
    project: QdaProject,
    tally: &'t FileTally,
    /// The names of the elements around this place, the words of the innermost one, and the codes around it.
    open: Vec<String>,
    words: String,
    codes: Vec<String>,
    /// Whether we wrote it.
    is_ours: bool,
    /// The PDF, the selection and the variable whose element is open.
    pdf: String,
    selection: QdaCoding,
    variable: String,
}

impl<'t> ProjectParser<'t> {
    fn new(tally: &'t FileTally) -> Self {
        Self {
            project: QdaProject::default(),
            tally,
            open: Vec::new(),
            words: String::new(),
            codes: Vec::new(),
            is_ours: false,
            pdf: String::new(),
            selection: QdaCoding::default(),
            variable: String::new(),
        }
    }

    /// The element around the innermost one, and so on.
    fn around(&self, by: usize) -> &str {
        self.open.len().checked_sub(by + 1).map_or("", |at| self.open[at].as_str())
    }

    /// An element begins; its name.
    fn begin(&mut self, start: &BytesStart<'_>, is_empty: bool) -> String {
        self.words.clear();
        let name = start.name().as_ref().rsplit(':').next().unwrap_or_default().to_owned();
        let get = |key: &str| attribute(start, key);
        let inside = |wanted: &str| self.open.iter().any(|name| name == wanted);
        match name.as_str() {
            "Project" => self.is_ours = get("origin").starts_with(ORIGIN),
            "User" => {
                self.project.people.insert(get("guid"), get("name"));
            }
            "Variable" => {
                self.project.variables.insert(get("guid"), get("name"));
            }
            "Code" => {
                let above = self.codes.last().filter(|_| self.is_ours);
                let kind = above.and_then(|above| self.project.codes.get(above)).map(|code| code.name.clone());
                self.project.codes.insert(get("guid"), QdaCode { name: get("name"), kind, description: String::new() });
                if !is_empty {
                    self.codes.push(get("guid"));
                }
            }
            "TextSource" => self.text(get("name"), get("plainTextPath")),
            "PDFSource" => self.pdf = get("name"),
            "Representation" if self.around(0) == "PDFSource" => self.text(self.pdf.clone(), get("plainTextPath")),
            "PictureSource" | "AudioSource" | "VideoSource" => {
                self.tally.lost(message!("a source that is not a text"), (0, 0));
            }
            "PDFSelection" => self.tally.lost(message!("a selection on a page of a PDF"), (0, 0)),
            "PlainTextSelection" => {
                let number = |key: &str| get(key).trim().parse::<usize>().unwrap_or(RawSpan::UNKNOWN);
                let (start, end) = (number("startPosition"), number("endPosition"));
                let (guid, person) = (get("guid"), get("creatingUser"));
                self.selection = QdaCoding { guid, start, end, person, ..QdaCoding::default() };
            }
            "Coding" => {
                let own = get("creatingUser");
                if !own.is_empty() {
                    self.selection.person = own;
                }
            }
            "CodeRef" if inside("PlainTextSelection") => {
                if let Some(text) = self.project.texts.last_mut() {
                    text.coded.push(QdaCoding { code: get("targetGUID"), ..self.selection.clone() });
                }
            }
            "CodeRef" if inside("TextSource") => self.tally.lost(message!("a code of a whole text"), (0, 0)),
            "VariableRef" => self.variable = get("targetGUID"),
            "Link" => {
                let (from, to) = (get("originGUID"), get("targetGUID"));
                self.project.links.push(QdaLink { name: get("name"), from, to });
            }
            "Note" | "Set" | "Case" => {
                self.tally.no_place(message!("a {what} of the project", what = name.to_lowercase()), (0, 0));
            }
            _ => {}
        }
        name
    }

    fn text(&mut self, name: String, path: String) {
        self.project.texts.push(QdaText { name, path, ..QdaText::default() });
    }

    /// The innermost element ends.
    fn end(&mut self) {
        let words = std::mem::take(&mut self.words);
        let (name, around) = (self.around(0).to_owned(), self.around(1).to_owned());
        let is_text = matches!(around.as_str(), "TextSource" | "Representation");
        match (name.as_str(), self.project.texts.last_mut()) {
            ("PlainTextContent", Some(text)) if is_text => text.inline.push_str(&words),
            ("Description", _) if around == "PlainTextSelection" => self.selection.note = words,
            ("Description", _) if around == "Code" => {
                if let Some(code) = self.codes.last().and_then(|code| self.project.codes.get_mut(code)) {
                    code.description = words;
                }
            }
            (name, Some(text))
                if around == "VariableValue"
                    && name.ends_with("Value")
                    && self.open.len() > 2
                    && self.open[self.open.len() - 3] == "TextSource" =>
            {
                text.values.push((self.variable.clone(), words));
            }
            ("Code", _) => {
                self.codes.pop();
            }
            _ => {}
        }
        self.open.pop();
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
