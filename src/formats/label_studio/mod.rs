//! Label Studio JSON: a list of tasks, each with what people marked (`annotations`) and what programs proposed
//! (`predictions`); offsets in code points. Source: Label Studio 1.23, `tasks/serializers.py` and its SDK. Beside the
//! tasks stands `label_config.xml`, the labelling interface for the project's settings. The whole of what Tandai knows
//! lies in the task's `meta`, which Label Studio keeps and exports.

mod hypertext;
mod read;
mod write;

use std::io;

use serde_json::Value;

use super::{
    format::{DiskShape, Format, FormatInfo, ItemSink, ReadContext, ReadError, Writer, Writing},
    kit::{json_items::items_of_files, offsets::OFFSETS},
    source::{Source, Target},
};
use crate::formats::sniff::Sniff;

/// The format.
pub struct LabelStudio;

static INFO: FormatInfo = FormatInfo {
    id: "label-studio",
    name: "Label Studio JSON",
    extensions: &["json"],
    about: "For Label Studio, with label_config.xml for the project's labelling interface; an extractor's set as predictions",
    offsets: "code points",
    shape: DiskShape::File,
    reads: true,
    writes: true,
    loses: &[
        "of a coalition, Label Studio shows only relations between two mentions; all of it travels along in “meta” and comes back",
        "entity links and provenance travel along in “meta”, unseen in Label Studio",
        "who annotated: Label Studio takes only people it knows; the set's name travels along in “meta”",
    ],
    text_free: false,
    parts: false,
    options: &[OFFSETS],
    own_fields: true,
    links: true,
    ..FormatInfo::NOTHING
};

impl Format for LabelStudio {
    fn info(&self) -> &'static FormatInfo {
        &INFO
    }

    fn recognises(&self, head: &Sniff<'_>) -> bool {
        head.objects().next().is_some_and(|first| {
            let data = first.get("data").is_some_and(Value::is_object);
            let said = ["annotations", "predictions", "completions"].iter().any(|name| first.contains_key(*name));
            // The export “JSON-MIN” has what was marked beside the text.
            let flat = first.contains_key("annotator") && first.contains_key("annotation_id");
            // Tasks that nobody looked at have their data alone.
            (data && (said || first.len() == 1 || first.contains_key("id"))) || flat
        })
    }

    fn read(&self, source: &dyn Source, reading: &ReadContext, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
        // The configuration stands beside the tasks.
        let names = source.files().iter().filter(|name| !name.ends_with(".xml"));
        items_of_files(source, names, reading, &read::items, sink)
    }

    fn write<'a>(&self, target: &'a dyn Target, writing: &'a Writing<'a>) -> io::Result<Box<dyn Writer + 'a>> {
        Ok(Box::new(write::TaskWriter::new(target, writing)?))
    }
}
