//! Documents of GATE as XML: the text with its nodes, and annotations between two of them. They are read as the JSON of the
//! same program is.

use std::collections::BTreeMap;

use quick_xml::{
    Reader,
    escape::unescape,
    events::{BytesStart, Event},
};
use serde_json::{Map, Value, json};

use super::{
    articles_json::row_items,
    format::{DiskShape, Format, FormatInfo, Item, ItemSink, ReadContext, ReadError},
    kit::{each_file::every_file, encoding, raw_text::OffsetUnit, tally::FileTally},
    problem::Problem,
    record::RecordContext,
    sniff::Sniff,
    source::Source,
    stem,
};
use crate::message::{Message, message};

/// The format.
pub struct Gate;

static INFO: FormatInfo = FormatInfo {
    shape: DiskShape::File,
    offsets: "nodes",
    ..FormatInfo::of_articles(
        "gate",
        "GATE document (XML)",
        &["xml"],
        "A document that GATE saved as XML: its text, what it says of it, and its annotations by their types, those of each set apart",
    )
};

/// The set of what the tags of a page were.
const MARKUP: &str = "Original markups";
/// What the program notes of a document for itself.
const NOTED: [&str; 2] = ["MimeType", "docNewLineType"];
const ADDRESS: &str = "gate.SourceURL";
/// So far into a file its root is looked for.
const ROOT_WITHIN: usize = 4_000;

impl Format for Gate {
    fn info(&self) -> &'static FormatInfo {
        &INFO
    }

    fn recognises(&self, head: &Sniff<'_>) -> bool {
        let text = head.text().trim_start();
        let start = &text[..text.floor_char_boundary(ROOT_WITHIN)];
        text.starts_with('<') && start.contains("<GateDocument")
    }

    fn read(&self, source: &dyn Source, reading: &ReadContext, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
        every_file(source, &|file, name, bytes| items(file, name, &bytes, reading), sink)
    }
}

fn items(file: &str, name: &str, bytes: &[u8], reading: &ReadContext) -> Vec<Item> {
    let problem = |reason: Message| {
        let fix = message!("Save the document in GATE again, as XML or as .bdocjs (plugin Format_Bdoc)");
        vec![Item::Problem(Problem::new(file, reason, fix))]
    };
    let xml = match encoding::decode(bytes) {
        Ok(decoded) => decoded.text,
        Err(reason) => return problem(reason.message()),
    };
    let tally = FileTally::default();
    let context = RecordContext { file, at: (0, 0), unit: OffsetUnit::CodePoint, reading, tally: &tally };
    let mut items = match GateDocument::read(&xml) {
        Ok(document) => row_items(document.record(stem(name), &tally), "1", "", &context),
        Err(reason) => return problem(reason),
    };
    items.extend(tally.problems(file).into_iter().map(Item::Problem));
    items
}

/// What is read of a document.
#[derive(Default)]
struct GateDocument {
    text: String,
    /// Where each node stands, in code points.
    nodes: BTreeMap<String, usize>,
    annotations: Vec<GateAnnotation>,
    /// What is said of the document: names and values.
    said: Vec<(String, String)>,
    /// Names of the features of annotations, and how often each is there.
    features: BTreeMap<String, usize>,
    /// The set that is being read.
    set: String,
    /// Annotations that say where tags stood in the page that the document was made of.
    markup: usize,
}

/// An annotation between two nodes.
struct GateAnnotation {
    id: String,
    kind: String,
    start: String,
    end: String,
    /// Whoever made it, or the layer that it belongs to; empty in the set without a name.
    set: String,
}

impl GateDocument {
    fn read(xml: &str) -> Result<Self, Message> {
        let mut reader = Reader::from_str(xml);
        let (mut document, mut open) = (Self::default(), Vec::<String>::new());
        let (mut length, mut name, mut value) = (0, String::new(), String::new());
        loop {
            let event = reader
                .read_event()
                .map_err(|error| message!("the file cannot be read on: {reason}", reason = error.to_string()))?;
            let in_text = open.last().is_some_and(|tag| tag == "TextWithNodes");
            let in_name = open.last().is_some_and(|tag| tag == "Name");
            let in_value = open.last().is_some_and(|tag| tag == "Value");
            let mut words = |words: &str| {
                if in_text {
                    document.text.push_str(words);
                    length += words.chars().count();
                } else if in_name {
                    name.push_str(words);
                } else if in_value {
                    value.push_str(words);
                }
            };
            match event {
                Event::Eof if !open.is_empty() => return Err(message!("the file ends within the document")),
                Event::Eof => break,
                Event::Text(text) => words(&text),
                Event::CData(text) => words(&text),
                Event::GeneralRef(reference) => {
                    words(&unescape(&format!("&{};", &*reference)).unwrap_or_default());
                }
                Event::Empty(start) => document.element(&start, length),
                Event::Start(start) => {
                    document.element(&start, length);
                    open.push(start.name().as_ref().to_owned());
                }
                Event::End(_) if open.pop().is_some_and(|tag| tag == "Feature") => {
                    let (name, value) = (std::mem::take(&mut name), std::mem::take(&mut value));
                    document.feature(&open, name.trim(), value.trim());
                }
                _ => {}
            }
        }
        Ok(document)
    }

    /// A feature of what is open.
    fn feature(&mut self, open: &[String], name: &str, value: &str) {
        match name {
            "" => {}
            name if open.iter().any(|tag| tag == "GateDocumentFeatures") => {
                self.said.push((name.to_owned(), value.to_owned()));
            }
            _ if self.set == MARKUP => {}
            name => *self.features.entry(name.to_owned()).or_default() += 1,
        }
    }

    fn element(&mut self, start: &BytesStart<'_>, length: usize) {
        let get = |key: &str| {
            let value = start.attributes().flatten().find(|attribute| attribute.key.as_ref() == key);
            value.map_or_else(String::new, |value| unescape(&value.value).unwrap_or_default().into_owned())
        };
        match start.name().as_ref() {
            "Node" => {
                self.nodes.insert(get("id"), length);
            }
            "AnnotationSet" => self.set = get("Name"),
            "Annotation" if self.set == MARKUP => self.markup += 1,
            "Annotation" => self.annotations.push(GateAnnotation {
                id: get("Id"),
                kind: get("Type"),
                start: get("StartNode"),
                end: get("EndNode"),
                set: self.set.clone(),
            }),
            _ => {}
        }
    }

    /// As the JSON of the same program has it. What it cannot hold is told.
    fn record(self, id: &str, tally: &FileTally) -> Map<String, Value> {
        let mut marks = Vec::new();
        for GateAnnotation { id, kind, start, end, set } in self.annotations {
            match (self.nodes.get(&start), self.nodes.get(&end)) {
                (Some(start), Some(end)) => {
                    marks.push(json!({"id": id, "type": kind, "start": start, "end": end, "annotator": set}));
                }
                _ => tally.part(
                    message!("an annotation of the type {kind} is between nodes that are not in the text", kind = kind),
                    message!("Save the document in GATE again"),
                    (0, 0),
                ),
            }
        }
        for (name, times) in self.features {
            for _ in 0..times {
                tally.no_place(message!("the feature “{name}”", name = name.as_str()), (0, 0));
            }
        }
        if self.markup > 0 {
            tally.no_place(message!("the set “{name}” ({number})", name = MARKUP, number = self.markup), (0, 0));
        }
        let mut record = Map::new();
        for (name, value) in self.said {
            match name.as_str() {
                ADDRESS if value.contains("://") => drop(record.insert("url".to_owned(), value.into())),
                name if name.starts_with("gate.") || NOTED.contains(&name) => {}
                _ => drop(record.insert(name, value.into())),
            }
        }
        let fields: [(&str, Value); 3] = [("id", id.into()), ("text", self.text.into()), ("annotations", marks.into())];
        record.extend(fields.map(|(name, value)| (name.to_owned(), value)));
        record
    }
}
