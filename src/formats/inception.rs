//! Projects of INCEpTION and WebAnno as they are exported whole (.zip): `annotation/<text>/<person>.<ending>` in a format
//! that is chosen for the export, `curation/` likewise; a set a person. What they have in their own binary form only
//! (`annotation_ser/`) is told. Read only. Source: `AnnotationDocumentExporter` of INCEpTION 38.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{BufReader, Cursor, Read, Seek},
};

use serde_json::Value;
use zip::ZipArchive;

use super::{
    cas::{CasJson, CasXmi},
    conll::Conll,
    document::set_of,
    format::{DiskShape, Format, FormatInfo, Item, ItemSink, ReadContext, ReadError},
    kit::tally::FileTally,
    problem::Problem,
    sniff::Sniff,
    source::{MemorySource, Source},
    stem,
    webanno::WebAnno,
};
use crate::{
    message::{Message, message},
    model::{SetRole, Status},
};

/// The format.
pub struct Inception;

static INFO: FormatInfo = FormatInfo {
    id: "inception",
    name: "INCEpTION project",
    extensions: &["zip"],
    about: "Projects of INCEpTION and WebAnno, exported with UIMA CAS (XMI or JSON) or WebAnno TSV 3 as the secondary format: a set per person, curation as gold",
    offsets: "UTF-16 units",
    shape: DiskShape::File,
    reads: true,
    ..FormatInfo::NOTHING
};

/// Folders of an archive: what people marked, what was agreed on, and both in binary form.
const ANNOTATION: &str = "annotation";
const CURATION: &str = "curation";
const BINARY: [&str; 2] = ["annotation_ser", "curation_ser"];
/// Who stands for the text before anybody marked it, and for what was agreed on.
const INITIAL: &str = "INITIAL_CAS";
const CURATOR: &str = "CURATION_USER";

/// Bytes of an unpacked part at most: a small archive can say that it holds the sea.
const LARGEST: u64 = 100_000_000;
/// Files of one part at most.
const FILES: usize = 100;

/// The formats that are looked for.
const FORMATS: [&dyn Format; 4] = [&CasXmi, &CasJson, &WebAnno, &Conll];

impl Format for Inception {
    fn info(&self) -> &'static FormatInfo {
        &INFO
    }

    fn recognises(&self, head: &Sniff<'_>) -> bool {
        let has = |folder: &str| head.entries.iter().any(|name| parts(name).is_some_and(|part| part.folder == folder));
        let project = head.entries.iter().any(|name| name.trim_start_matches('/').starts_with("exportedproject"));
        project || has(BINARY[0]) || has(ANNOTATION)
    }

    fn read(&self, source: &dyn Source, reading: &ReadContext, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
        for name in source.files() {
            let file = source.called(name);
            let stream = source.open_at(name).map_err(|error| Problem::unreadable(&file, &error))?;
            read(&file, BufReader::new(stream), reading, sink)?;
        }
        Ok(())
    }
}

/// What a name in the archive says: `annotation/berita.txt/sri.zip`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct PartName<'n> {
    text: &'n str,
    folder: &'n str,
    person: &'n str,
}

fn parts(name: &str) -> Option<PartName<'_>> {
    let (folder, rest) = name.trim_start_matches('/').split_once('/')?;
    let (text, file) = rest.rsplit_once('/')?;
    let known = [ANNOTATION, CURATION].contains(&folder) || BINARY.contains(&folder);
    (known && !file.is_empty()).then_some(PartName { text, folder, person: stem(file) })
}

fn read(file: &str, stream: impl Read + Seek, reading: &ReadContext, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
    let again = || {
        message!(
            "Export the project again with the secondary format “UIMA CAS JSON”, “UIMA CAS XMI 1.0” or “WebAnno TSV v3.3”"
        )
    };
    let cannot = |error: &dyn std::fmt::Display| {
        Problem::new(file, message!("the archive cannot be read: {reason}", reason = error.to_string()), again())
    };
    let mut archive = ZipArchive::new(stream).map_err(|error| cannot(&error))?;
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    let mut wanted: BTreeMap<PartName<'_>, &str> = BTreeMap::new();
    let mut binary: BTreeSet<(&str, &str)> = BTreeSet::new();
    for name in &names {
        match parts(name) {
            Some(part) if BINARY.contains(&part.folder) => {
                binary.insert((part.text, part.person));
            }
            Some(part) => {
                wanted.insert(part, name);
            }
            None => {}
        }
    }
    let marked: BTreeSet<&str> = wanted.keys().filter(|part| part.person != INITIAL).map(|part| part.text).collect();
    let tally = FileTally::default();
    for (text, person) in binary.iter().filter(|(_, person)| *person != INITIAL) {
        if !wanted.keys().any(|part| part.text == *text && part.person == *person) {
            tally.part(message!("annotations in the binary form of INCEpTION were left out"), again(), (0, 0));
        }
    }
    if wanted.is_empty() {
        let reason =
            message!("the project has its annotations only in the binary form of INCEpTION, which is not read here");
        return Err(Problem::new(file, reason, again()).into());
    }
    let states = states(&mut archive, &names);
    for (part, name) in &wanted {
        // It says nothing that the texts of others do not say.
        if part.person == INITIAL && marked.contains(part.text) {
            continue;
        }
        let called = format!("{file}/{name}");
        let bytes = bytes_of(&mut archive, name).and_then(|bytes| inner(stem(part.text), name, bytes));
        let inside = match bytes {
            Ok(inside) => inside,
            Err(reason) => {
                sink(Item::Problem(Problem::new(called, reason, again())))?;
                continue;
            }
        };
        let format = FORMATS.iter().find(|format| format.recognises(&Sniff::of(&inside)));
        let Some(format) = format else {
            let reason = message!("it is in no format with annotations that is known here");
            sink(Item::Problem(Problem::new(called, reason, again())))?;
            continue;
        };
        let end = format.read(&inside, reading, &mut |item| {
            sink(match item {
                Item::Document(mut document) => {
                    document.set = match part.person {
                        INITIAL => None,
                        CURATOR => Some(set_of("curation", SetRole::Gold)),
                        person => Some(set_of(person, SetRole::Person)),
                    };
                    document.file.clone_from(&called);
                    // Nobody has worked on the text as it was before anybody marked it.
                    if document.annotations.status == Status::default() && part.person != INITIAL {
                        let state = states.get(&(part.text.to_owned(), part.person.to_owned()));
                        document.annotations.status = state.copied().unwrap_or_default();
                    }
                    Item::Document(document)
                }
                Item::Problem(problem) => Item::Problem(Problem { file: called.clone(), ..problem }),
            })
        });
        match end {
            Err(ReadError::Problem(problem)) => sink(Item::Problem(Problem { file: called, ..problem }))?,
            end => end?,
        }
    }
    tally.tell(file, sink)
}

/// How far each person is with each text, as the project's own file says: `annotation_documents` with `name`, `user` and
/// `state` (`AnnotationDocumentState` of INCEpTION 38), and of what was agreed on the state of the text itself.
fn states(archive: &mut ZipArchive<impl Read + Seek>, names: &[String]) -> BTreeMap<(String, String), Status> {
    let is_project = |name: &&String| {
        let name = name.trim_start_matches('/');
        name.starts_with("exportedproject") && name.ends_with(".json")
    };
    let bytes = names.iter().find(is_project).and_then(|name| bytes_of(archive, name).ok()).unwrap_or_default();
    let project: Value = serde_json::from_slice(&bytes).unwrap_or_default();
    let documents = |list: &str| project.get(list).and_then(Value::as_array).cloned().unwrap_or_default();
    let word = |document: &Value, field: &str| document.get(field).and_then(Value::as_str).unwrap_or("").to_owned();
    let state = |document: &Value| match word(document, "state").as_str() {
        "FINISHED" | "CURATION_FINISHED" => Some(Status::Finished),
        "IN_PROGRESS" | "CURATION_IN_PROGRESS" => Some(Status::InProgress),
        "IGNORE" | "IGNORED" => Some(Status::Ignored),
        _ => None,
    };
    let of_people = documents("annotation_documents");
    let of_people = of_people.iter().map(|one| (word(one, "name"), word(one, "user"), state(one)));
    let agreed = documents("source_documents");
    let agreed = agreed.iter().map(|one| (word(one, "name"), CURATOR.to_owned(), state(one)));
    let told = of_people.chain(agreed).filter_map(|(text, person, state)| Some(((text, person), state?)));
    told.collect()
}

fn bytes_of(archive: &mut ZipArchive<impl Read + Seek>, name: &str) -> Result<Vec<u8>, Message> {
    let cannot = |error: &dyn std::fmt::Display| message!("cannot be read: {reason}", reason = error.to_string());
    let entry = archive.by_name(name).map_err(|error| cannot(&error))?;
    let mut bytes = Vec::new();
    entry.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| cannot(&error))?;
    if bytes.len() as u64 > LARGEST {
        return Err(message!("has more than {limit} MB", limit = LARGEST / 1_000_000));
    }
    Ok(bytes)
}

/// One person's file under the name of its text; XMI comes as an archive of its own, with its types.
fn inner(text: &str, name: &str, bytes: Vec<u8>) -> Result<MemorySource, Message> {
    let ending = |name: &str| name.rsplit_once('.').map_or("", |(_, end)| end).to_lowercase();
    if !bytes.starts_with(b"PK\x03\x04") {
        return Ok(MemorySource::file(&format!("{text}.{}", ending(name)), bytes));
    }
    let cannot = |error: &dyn std::fmt::Display| message!("cannot be read: {reason}", reason = error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| cannot(&error))?;
    let names: Vec<String> = archive.file_names().take(FILES).map(str::to_owned).collect();
    let mut files = BTreeMap::new();
    for name in names.iter().filter(|name| !name.ends_with('/')) {
        let own = if ending(name) == "xml" { name.clone() } else { format!("{text}.{}", ending(name)) };
        files.insert(own, bytes_of(&mut archive, name)?);
    }
    Ok(match files.len() {
        1 => files.into_iter().next().map(|(name, bytes)| MemorySource::file(&name, bytes)).unwrap_or_default(),
        _ => MemorySource::folder(text, files),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_archives() {
        let part = |name| parts(name).map(|part| format!("{} {} {}", part.folder, part.text, part.person));
        assert_eq!(part("annotation/berita.txt/sri.zip").as_deref(), Some("annotation berita.txt sri"));
        assert_eq!(part("/curation/a/b.txt/CURATION_USER.json").as_deref(), Some("curation a/b.txt CURATION_USER"));
        assert_eq!(part("annotation_ser/berita.txt/sri.ser").as_deref(), Some("annotation_ser berita.txt sri"));
        for name in ["source/berita.txt", "annotation/berita.txt/", "annotation/x", "exportedproject.json"] {
            assert_eq!(part(name), None, "{name}");
        }
    }
}
