//! Every format, by its fixtures (`tests/formats/<id>/<case>/`), by the law that export, import, export gives the same
//! bytes, and by damage.
//!
//! A case holds what is read, `in.<ext>` or the folder `in/`; what was read, as Tandai JSON Lines, in `expected.jsonl`;
//! and `problems.txt`, one problem a line, if there are any. An optional `options.txt` has a `name=value` a line, for
//! the reader. `UPDATE_FIXTURES=1 cargo test --test formats` writes what is expected; look at it before you commit.

mod fields;
mod fixtures;
mod hostile;
mod nasty;
mod round_trip;

use std::collections::BTreeMap;

use tandai::{
    formats::{
        self, DiskShape, Document, Format, Item, LeftOut, MemorySource, MemoryTarget, Problem, ReadContext, ReadError,
        Writing,
    },
    model::{Scheme, Timestamp},
};

/// What a reader hands over, and why it ended early, if it did.
fn read(
    format: &dyn Format,
    source: &MemorySource,
    options: &BTreeMap<String, String>,
) -> (Vec<Document>, Vec<Problem>) {
    read_in(format, source, options, &Scheme::default())
}

/// The same in a project with this scheme.
fn read_in(
    format: &dyn Format,
    source: &MemorySource,
    options: &BTreeMap<String, String>,
    scheme: &Scheme,
) -> (Vec<Document>, Vec<Problem>) {
    let mut reading = ReadContext::new(scheme.clone(), Timestamp(1_720_000_000));
    reading.any_kind = true;
    reading.options = options.clone();
    let (mut documents, mut problems) = (Vec::new(), Vec::new());
    let end = formats::read(format, source, &reading, &mut |item| {
        match item {
            Item::Document(document) => documents.push(*document),
            Item::Problem(problem) => problems.push(problem),
        }
        Ok(())
    });
    if let Err(ReadError::Problem(problem)) = end {
        problems.push(problem);
    }
    (documents, problems)
}

/// The files that a format writes, and what it left out.
fn write(format: &dyn Format, documents: &[Document]) -> (BTreeMap<String, Vec<u8>>, Vec<LeftOut>) {
    write_in(format, documents, &Scheme::default())
}

/// The same of a project with this scheme.
fn write_in(format: &dyn Format, documents: &[Document], scheme: &Scheme) -> (BTreeMap<String, Vec<u8>>, Vec<LeftOut>) {
    let target = MemoryTarget::default();
    let writing = Writing {
        project: "nasty",
        scheme,
        elections: tandai::answers::ElectionFacts::delivered(),
        entity: &|_| None,
        story: &|_| None,
        with_text: true,
        councils: None,
        options: BTreeMap::new(),
    };
    let mut left_out = Vec::new();
    let mut writer = format.write(&target, &writing).expect("memory takes everything");
    for document in documents {
        left_out.extend(writer.add(document, "").expect("memory takes everything"));
    }
    writer.finish().expect("memory takes everything");
    (target.files(), left_out)
}

/// What was written, to be read again.
fn source_of(format: &dyn Format, files: &BTreeMap<String, Vec<u8>>) -> MemorySource {
    let card = format.info();
    match card.shape {
        DiskShape::File => {
            let bytes = files.get(tandai::formats::THE_FILE).cloned().unwrap_or_default();
            MemorySource::file(&format!("nasty.{}", card.extensions[0]), bytes)
        }
        DiskShape::Folder | DiskShape::FilePerArticle => MemorySource::folder("nasty", files.clone()),
    }
}
