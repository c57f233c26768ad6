//! A project for QDA programs. Texts go into the archive one by one; what is coded in them is kept packed until the end,
//! since the people and codes stand before it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    io::{self, Write},
};

use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};
use sha2::{Digest, Sha256};
use zip::{ZipWriter, write::SimpleFileOptions, write::StreamWriter};

use super::{ADDRESS, DATE, FIELDS, ORIGIN, PROJECT, SOURCE, SOURCES, TITLE};
use crate::{
    formats::{
        document::Document,
        format::{ItemKind, LeftOut, Writer, Writing},
        kit::{relations::lasting_pairs_of, tally::shortened},
        left_out::{self, coalitions, decisions, misfits},
        source::{THE_FILE, Target},
    },
    message::message,
    model::{ArticleId, EntityId, KindKey, Mention, MentionId},
};

pub(super) struct QdpxWriter<'a> {
    writing: &'a Writing<'a>,
    archive: ZipWriter<StreamWriter<Box<dyn Write + Send>>>,
    /// The texts’ elements, and the links between what is coded in them.
    sources: Packed,
    links: Packed,
    /// The text whose element is not closed, as another person may say something of it, too.
    open: Option<OpenText>,
    /// How often each article came.
    times: BTreeMap<ArticleId, usize>,
    people: BTreeSet<String>,
    kinds: BTreeSet<KindKey>,
    entities: BTreeSet<(KindKey, EntityId)>,
    variables: BTreeSet<String>,
}

/// XML that is kept until the end.
struct Packed(DeflateEncoder<Vec<u8>>);

impl Packed {
    fn new() -> Self {
        Self(DeflateEncoder::new(Vec::new(), Compression::fast()))
    }

    fn add(&mut self, xml: &str) -> io::Result<()> {
        self.0.write_all(xml.as_bytes())
    }

    /// Writes an element with all of it, if there is anything.
    fn finish(self, name: &str, out: &mut impl Write) -> io::Result<()> {
        if self.0.total_in() == 0 {
            return Ok(());
        }
        let packed = self.0.finish()?;
        writeln!(out, "<{name}>")?;
        io::copy(&mut DeflateDecoder::new(packed.as_slice()), out)?;
        writeln!(out, "</{name}>")
    }
}

struct OpenText {
    id: ArticleId,
    /// What stands behind the selections.
    end: String,
}

/// A name for programs, always the same for the same words.
fn guid(words: &[&str]) -> String {
    let mut hash = Sha256::new();
    for word in words {
        hash.update(word.as_bytes());
        hash.update([0]);
    }
    let hex: String = hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    // Of the version for values of one’s own (RFC 9562).
    format!("{}-{}-8{}-a{}-{}", &hex[..8], &hex[8..12], &hex[13..16], &hex[17..20], &hex[20..32])
}

/// Words as an attribute or an element holds them; what XML cannot hold is a blank.
fn xml(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            '\t' => out.push_str("&#9;"),
            c if is_no_xml(c) => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

fn is_no_xml(c: char) -> bool {
    (c < ' ' && !matches!(c, '\n' | '\r' | '\t')) || matches!(c, '\u{fffe}' | '\u{ffff}')
}

impl<'a> QdpxWriter<'a> {
    pub(super) fn new(target: &'a dyn Target, writing: &'a Writing<'a>) -> io::Result<Self> {
        Ok(Self {
            writing,
            archive: ZipWriter::new_stream(target.create(THE_FILE)?),
            sources: Packed::new(),
            links: Packed::new(),
            open: None,
            times: BTreeMap::new(),
            people: BTreeSet::new(),
            kinds: writing.scheme.kinds.iter().map(|kind| kind.key.clone()).collect(),
            entities: BTreeSet::new(),
            variables: BTreeSet::new(),
        })
    }

    /// Puts a text into the archive and begins its element.
    fn begin(&mut self, document: &Document, left_out: &mut Vec<LeftOut>) -> io::Result<()> {
        self.close()?;
        let meta = &document.article.meta;
        let times = self.times.entry(meta.id.clone()).or_default();
        *times += 1;
        let text = guid(&["text", meta.id.as_str(), &times.to_string()]);
        self.archive.start_file(format!("{SOURCES}/{text}.txt"), SimpleFileOptions::default())?;
        if document.article.text.as_str().starts_with('\u{feff}') {
            // Readers take the first for a mark of the file.
            self.archive.write_all("\u{feff}".as_bytes())?;
        }
        self.archive.write_all(document.article.text.as_str().as_bytes())?;
        let name = xml(&format!("{}.txt", meta.id));
        self.sources
            .add(&format!("<TextSource guid=\"{text}\" name=\"{name}\" plainTextPath=\"internal://{text}.txt\">\n"))?;
        let date = meta.date.map_or_else(String::new, |date| date.to_string());
        let fields = [(TITLE, &meta.title), (SOURCE, &meta.source), (ADDRESS, &meta.url), (DATE, &date)];
        let mut values: Vec<(&str, String)> = fields.map(|(name, value)| (name, value.clone())).into();
        for (name, value) in &meta.variables {
            if FIELDS.contains(&name.to_lowercase().as_str()) {
                let reason = message!("the format has no second place for the field {field}", field = name.as_str());
                left_out.push(left_out::item(document, ItemKind::Field, &meta.id, reason));
            } else {
                values.push((name, value.to_string()));
            }
        }
        let mut end = String::new();
        for (name, value) in values.into_iter().filter(|(_, value)| !value.is_empty()) {
            self.variables.insert(name.to_owned());
            let variable = guid(&["variable", name]);
            let _ = writeln!(
                end,
                "<VariableValue><VariableRef targetGUID=\"{variable}\"/><TextValue>{}</TextValue></VariableValue>",
                xml(&value)
            );
        }
        end.push_str("</TextSource>\n");
        self.open = Some(OpenText { id: meta.id.clone(), end });
        Ok(())
    }

    fn close(&mut self) -> io::Result<()> {
        self.open.take().map_or(Ok(()), |open| self.sources.add(&open.end))
    }

    /// A mention as a selection with its code.
    fn selection(&mut self, document: &Document, mention: &Mention, guid_of: &str, by: &str) -> io::Result<()> {
        let (start, end) = document.chars(mention.span);
        let code = match &mention.entity {
            Some(entity) => {
                self.entities.insert((mention.kind.clone(), entity.clone()));
                guid(&["entity", mention.kind.as_str(), entity.as_str()])
            }
            None => guid(&["kind", mention.kind.as_str()]),
        };
        self.kinds.insert(mention.kind.clone());
        let name = xml(&shortened(document.words(mention.span)));
        let mut out = format!(
            "<PlainTextSelection guid=\"{guid_of}\" name=\"{name}\" startPosition=\"{start}\" endPosition=\"{end}\"{by}>\n"
        );
        if !mention.note.is_empty() {
            let _ = writeln!(out, "<Description>{}</Description>", xml(&mention.note));
        }
        let coding = guid(&["coding", guid_of]);
        let _ = writeln!(out, "<Coding guid=\"{coding}\"{by}><CodeRef targetGUID=\"{code}\"/></Coding>");
        out.push_str("</PlainTextSelection>\n");
        self.sources.add(&out)
    }

    fn codes(&self, out: &mut impl Write) -> io::Result<()> {
        if self.kinds.is_empty() {
            return Ok(());
        }
        writeln!(out, "<CodeBook><Codes>")?;
        let order = self.writing.scheme.kinds.iter().map(|kind| &kind.key);
        let others = self.kinds.iter().filter(|key| self.writing.scheme.kinds.iter().all(|kind| kind.key != **key));
        for key in order.chain(others) {
            let kind = self.writing.scheme.kinds.iter().find(|kind| kind.key == *key);
            let (code, name) = (guid(&["kind", key.as_str()]), kind.map_or(key.as_str(), |kind| &kind.name));
            let colour = kind.map_or_else(String::new, |kind| format!(" color=\"{}\"", kind.colour));
            writeln!(out, "<Code guid=\"{code}\" name=\"{}\" isCodable=\"true\"{colour}>", xml(name))?;
            for (_, entity) in self.entities.iter().filter(|(of, _)| of == key) {
                let code = guid(&["entity", key.as_str(), entity.as_str()]);
                let name = xml(self.writing.label(entity));
                let id = xml(entity.as_str());
                writeln!(out, "<Code guid=\"{code}\" name=\"{name}\" isCodable=\"true\"{colour}>")?;
                writeln!(out, "<Description>{id}</Description></Code>")?;
            }
            writeln!(out, "</Code>")?;
        }
        writeln!(out, "</Codes></CodeBook>")
    }
}

impl Writer for QdpxWriter<'_> {
    fn add(&mut self, document: &Document, _: &str) -> io::Result<Vec<LeftOut>> {
        let mut left_out = misfits(document);
        let relations = message!("relations say who goes with whom, and nothing else of a coalition");
        left_out.extend(coalitions(document, &relations));
        left_out.extend(decisions(document));
        let id = &document.article.meta.id;
        if self.open.as_ref().is_none_or(|open| open.id != *id) {
            self.begin(document, &mut left_out)?;
        }
        let set = document.set.as_ref().map(|set| if set.name.is_empty() { set.id.as_str() } else { &set.name });
        let person = set.unwrap_or_default().to_owned();
        let by = match person.as_str() {
            "" => String::new(),
            person => format!(" creatingUser=\"{}\"", guid(&["person", person])),
        };
        let mut guids: BTreeMap<&MentionId, String> = BTreeMap::new();
        for (number, mention) in document.annotations.in_reading_order().into_iter().enumerate() {
            if mention.note.chars().any(is_no_xml) {
                let reason = message!("XML cannot hold control characters of its note");
                left_out.push(left_out::item(document, ItemKind::Mention, &mention.id, reason));
            }
            let times = self.times.get(id).copied().unwrap_or_default().to_string();
            let selection = guid(&["selection", id.as_str(), &times, &person, &number.to_string()]);
            self.selection(document, mention, &selection, &by)?;
            guids.insert(&mention.id, selection);
        }
        for pair in lasting_pairs_of(document, &self.writing.scheme.statements) {
            if let (Some(from), Some(to)) = (guids.get(&pair.from), guids.get(&pair.to)) {
                let link = guid(&["link", from, to, &pair.label]);
                self.links.add(&format!(
                    "<Link guid=\"{link}\" name=\"{}\" direction=\"OneWay\" originGUID=\"{from}\" targetGUID=\"{to}\"/>\n",
                    xml(&pair.label)
                ))?;
            }
        }
        if !person.is_empty() {
            self.people.insert(person);
        }
        Ok(left_out)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.close()?;
        let mut archive = std::mem::replace(&mut self.archive, ZipWriter::new_stream(Box::new(io::sink())));
        archive.start_file(PROJECT, SimpleFileOptions::default())?;
        let out = &mut archive;
        writeln!(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>")?;
        let name = xml(self.writing.project);
        writeln!(out, "<Project name=\"{name}\" origin=\"{ORIGIN}\" xmlns=\"urn:QDA-XML:project:1.0\">")?;
        if !self.people.is_empty() {
            writeln!(out, "<Users>")?;
            for person in &self.people {
                writeln!(out, "<User guid=\"{}\" name=\"{}\"/>", guid(&["person", person]), xml(person))?;
            }
            writeln!(out, "</Users>")?;
        }
        self.codes(out)?;
        if !self.variables.is_empty() {
            writeln!(out, "<Variables>")?;
            for name in &self.variables {
                let variable = guid(&["variable", name]);
                writeln!(out, "<Variable guid=\"{variable}\" name=\"{}\" typeOfVariable=\"Text\"/>", xml(name))?;
            }
            writeln!(out, "</Variables>")?;
        }
        self.sources.finish("Sources", out)?;
        self.links.finish("Links", out)?;
        writeln!(out, "</Project>")?;
        archive.finish()?.into_inner().flush()
    }
}
