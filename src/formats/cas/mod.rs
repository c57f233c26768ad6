//! UIMA CAS, as INCEpTION and DKPro keep annotations: feature structures in two syntaxes, JSON (an article a file, with
//! its types) and XMI (a folder with `TypeSystem.xml`). Offsets count UTF-16 units.

mod from_cas;
mod json;
mod model;
mod to_cas;
mod types;
mod xmi;

use std::io::{self, Write};

use super::{
    document::Document,
    format::{
        DiskShape, Format, FormatInfo, Item, ItemKind, ItemSink, LeftOut, ReadContext, ReadError, Writer, Writing,
    },
    kit::{each_file::each_file, offsets::OFFSETS, repeated_keys::tell_repeated_keys, tally::FileTally},
    left_out::{self, decisions, misfits},
    problem::Problem,
    source::{Source, Target},
};
use crate::formats::sniff::Sniff;
use crate::message::{Message, message};

/// CAS JSON 0.4.
pub struct CasJson;

/// CAS XMI.
pub struct CasXmi;

static JSON: FormatInfo = FormatInfo {
    id: "cas-json",
    name: "UIMA CAS JSON",
    extensions: &["json"],
    about: "INCEpTION and dkpro-cassis: mentions and coalitions as feature structures, one article per file",
    offsets: "UTF-16 units",
    shape: DiskShape::FilePerArticle,
    reads: true,
    writes: true,
    loses: &[
        "suggestions that were rejected or put off",
        "who decided, and why",
        "mentions that do not fit their text",
    ],
    text_free: false,
    parts: false,
    options: &[OFFSETS],
    links: true,
    ..FormatInfo::NOTHING
};

static XMI: FormatInfo = FormatInfo {
    id: "cas-xmi",
    name: "UIMA CAS XMI",
    extensions: &["xmi"],
    about: "INCEpTION, WebAnno and dkpro-cassis: a folder with TypeSystem.xml and one file per article",
    offsets: "UTF-16 units",
    shape: DiskShape::Folder,
    reads: true,
    writes: true,
    loses: &[
        "suggestions that were rejected or put off",
        "who decided, and why",
        "articles with control characters that XML cannot hold",
        "notes and titles with such characters",
        "mentions that do not fit their text",
    ],
    text_free: false,
    parts: false,
    options: &[OFFSETS],
    links: true,
    ..FormatInfo::NOTHING
};

impl Format for CasJson {
    fn info(&self) -> &'static FormatInfo {
        &JSON
    }

    fn recognises(&self, head: &Sniff<'_>) -> bool {
        let text = head.text().trim_start();
        text.starts_with('{') && (text.contains("\"%FEATURE_STRUCTURES\"") || text.contains("\"%TYPES\""))
    }

    fn read(&self, source: &dyn Source, reading: &ReadContext, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
        read(source, reading, sink, "json", &json::read)
    }

    fn write<'a>(&self, target: &'a dyn Target, writing: &'a Writing<'a>) -> io::Result<Box<dyn Writer + 'a>> {
        Ok(Box::new(CasWriter { target, writing, xmi: false }))
    }
}

impl Format for CasXmi {
    fn info(&self) -> &'static FormatInfo {
        &XMI
    }

    fn recognises(&self, head: &Sniff<'_>) -> bool {
        head.text().contains("http://www.omg.org/XMI") || head.files.iter().any(|file| has_ending(file, "xmi"))
    }

    fn read(&self, source: &dyn Source, reading: &ReadContext, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
        read(source, reading, sink, "xmi", &|bytes| match std::str::from_utf8(bytes) {
            Ok(text) => xmi::read(text.strip_prefix('\u{feff}').unwrap_or(text)),
            Err(error) => {
                let before = &bytes[..error.valid_up_to()];
                let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
                let column = before.rsplit(|byte| *byte == b'\n').next().map_or(0, <[u8]>::len) + 1;
                Err((line, column, message!("the file is not UTF-8")))
            }
        })
    }

    fn write<'a>(&self, target: &'a dyn Target, writing: &'a Writing<'a>) -> io::Result<Box<dyn Writer + 'a>> {
        let mut types = target.create("TypeSystem.xml")?;
        types.write_all(types::xml_types().as_bytes())?;
        types.flush()?;
        Ok(Box::new(CasWriter { target, writing, xmi: true }))
    }
}

fn has_ending(file: &str, wanted: &str) -> bool {
    file.rsplit_once('.').is_some_and(|(_, end)| end.eq_ignore_ascii_case(wanted))
}

/// Parses a file, or says at which line and column it is wrong.
type Parse = dyn Fn(&[u8]) -> Result<model::Cas, (usize, usize, Message)> + Sync;

fn read(
    source: &dyn Source,
    reading: &ReadContext,
    sink: &mut ItemSink<'_>,
    ending: &str,
    parse: &Parse,
) -> Result<(), ReadError> {
    let files = source.files();
    let wanted: Vec<&String> = files.iter().filter(|file| files.len() == 1 || has_ending(file, ending)).collect();
    if wanted.is_empty() {
        let reason = message!("there is no .{ending} file in the folder", ending = ending);
        let fix = message!("Choose the folder that has the annotated files");
        return Err(Problem::new(source.name(), reason, fix).into());
    }
    let tally = FileTally::default();
    let work = |name: &str, bytes: Vec<u8>| {
        let file = source.called(name);
        if ending == "json" {
            let text = std::str::from_utf8(&bytes).unwrap_or_default();
            tell_repeated_keys(text, if wanted.len() == 1 { (1, 1) } else { (0, 0) }, &tally);
        }
        match parse(&bytes) {
            Ok(cas) => from_cas::items(
                &from_cas::Parsed { cas, file: &file, stem: stem(name), alone: wanted.len() == 1 },
                reading,
                &tally,
            ),
            Err((line, column, reason)) => {
                let problem = Problem::new(file, reason, message!("Export it again; the other files went in"));
                vec![Item::Problem(problem.at(line, column))]
            }
        }
    };
    each_file(source, &wanted, &work, sink)?;
    tally.tell(source.name(), sink)
}

/// The name of a file without folders and ending.
fn stem(name: &str) -> &str {
    let name = name.rsplit('/').next().unwrap_or(name);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

struct CasWriter<'a> {
    target: &'a dyn Target,
    writing: &'a Writing<'a>,
    xmi: bool,
}

impl Writer for CasWriter<'_> {
    fn add(&mut self, document: &Document, _: &str) -> io::Result<Vec<LeftOut>> {
        let id = &document.article.meta.id;
        let named = |c: char| format!("U+{:04X}", u32::from(c));
        if let Some(c) = xmi::forbidden(&document.article.text).filter(|_| self.xmi) {
            let reason = message!("it holds {character}, which XML cannot; cas-json can", character = named(c));
            return Ok(vec![left_out::article(document, reason)]);
        }
        let mut left_out = misfits(document);
        left_out.extend(decisions(document));
        let mut cas = to_cas::cas_of(document, self.writing)?;
        let ending = if self.xmi { "xmi" } else { "json" };
        if self.xmi {
            for structure in &mut cas.structures {
                let record =
                    Some(structure.words("id")).filter(|own| !own.is_empty()).unwrap_or_else(|| id.to_string());
                structure.features.retain(|(name, value)| {
                    let model::FeatureValue::Text(text) = value else { return true };
                    let bad = xmi::forbidden(text);
                    left_out.extend(bad.map(|c| {
                        let reason = message!(
                            "“{field}” holds {character}, which XML cannot; cas-json can",
                            field = name,
                            character = named(c)
                        );
                        left_out::item(document, ItemKind::Field, &record, reason)
                    }));
                    bad.is_none()
                });
            }
        }
        let mut out = self.target.create(&format!("{id}.{ending}"))?;
        if self.xmi {
            xmi::write(&cas, &mut out)?
        } else {
            json::write(&cas, &mut out)?
        }
        out.flush()?;
        Ok(left_out)
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        Ok(())
    }
}
