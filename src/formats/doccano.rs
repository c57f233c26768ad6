//! doccano JSON Lines: an article a line with `entities` and `relations`, or with `label` triples; offsets in code
//! points. Sources: doccano's `data_import/pipeline` and `data_export`, 1.8.4. Whatever else stands in a line becomes
//! doccano's metadata and is exported with it; so does Tandai's own line, and comes back.

use std::{
    collections::HashMap,
    io::{self, Write},
};

use serde::Serialize;
use serde_json::{Map, Value};

use crate::formats::sniff::Sniff;
use crate::formats::{
    beside::take_beside,
    document::Document,
    format::{
        DiskShape, Format, FormatInfo, FormatOption, Item, ItemSink, LeftOut, ReadContext, ReadError, Writer, Writing,
        label_of,
    },
    json_items::JsonItem,
    kit::{
        fields::{UntakenFields, whole},
        json_items::items_of_files,
        json_line::json_line,
        offsets::{OFFSETS, unit_of},
        raw_text::OffsetUnit,
        relations::pairs_of,
        tally::FileTally,
    },
    left_out::{self, misfits},
    problem::Problem,
    record::{KEY, RawArticle, RawMention, RawRelation, RecordContext, line_beside, line_from},
    source::{Source, THE_FILE, Target},
};
use crate::{
    message::message,
    model::{MentionId, StatementScheme},
};

/// The format.
pub struct Doccano;

static INFO: FormatInfo = FormatInfo {
    id: "doccano",
    name: "doccano JSON Lines",
    extensions: &["jsonl", "json"],
    about: "For doccano: make the project with “Allow overlapping entity” and “Use relation labeling”",
    offsets: "code points",
    shape: DiskShape::File,
    reads: true,
    writes: true,
    loses: &[
        "of a coalition, doccano shows only relations between two mentions; all of it travels along as metadata and comes back",
        "entity links, notes and scores travel along as metadata, unseen in doccano",
        "articles without words (doccano refuses them)",
    ],
    text_free: false,
    parts: false,
    options: &[
        FormatOption::writing(
            "shape",
            &["entities", "label"],
            "entities with relations, or triples for a project without relations",
        ),
        OFFSETS,
    ],
    own_fields: true,
    links: true,
    ..FormatInfo::NOTHING
};

impl Format for Doccano {
    fn info(&self) -> &'static FormatInfo {
        &INFO
    }

    fn recognises(&self, head: &Sniff<'_>) -> bool {
        let is_text = |value: &Value| value.is_string();
        let has_text =
            |fields: &Map<String, Value>| ["text", "data"].iter().any(|name| fields.get(*name).is_some_and(is_text));
        head.objects().next().is_some_and(has_text) && head.objects().any(is_marked)
    }

    fn read(&self, source: &dyn Source, reading: &ReadContext, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
        items_of_files(source, source.files(), reading, &items, sink)
    }

    fn write<'a>(&self, target: &'a dyn Target, writing: &'a Writing<'a>) -> io::Result<Box<dyn Writer + 'a>> {
        let triples = writing.option(&INFO, "shape") == "label";
        Ok(Box::new(DoccanoWriter { out: target.create(THE_FILE)?, triples, scheme: &writing.scheme.statements }))
    }
}

/// Whether a record has marks, or a place for them, as doccano keeps them.
fn is_marked(fields: &Map<String, Value>) -> bool {
    let list = |name: &str| fields.get(name).and_then(Value::as_array);
    let offsets = |name: &str| list(name).is_some_and(|all| all.iter().any(|one| one.get("start_offset").is_some()));
    let triple = |value: &Value| value.as_array().is_some_and(|triple| triple_mark(triple).is_some());
    let triples = |name: &str| list(name).is_some_and(|all| all.iter().any(triple));
    // The server of brat has lists of the same names, with lists in them.
    let objects = list("entities").is_some_and(|all| all.iter().all(Value::is_object));
    let export = objects && (list("relations").is_some() || list("Comments").is_some());
    !fields.contains_key("result")
        && !fields.contains_key("spans")
        && (offsets("entities") || offsets("annotations") || triples("label") || triples("labels") || export)
}

fn items(file: &str, item: &JsonItem, reading: &ReadContext, tally: &FileTally) -> Vec<Item> {
    let context = RecordContext { file, at: item.at, unit: unit_of(reading, OffsetUnit::CodePoint), reading, tally };
    match record(item, &context) {
        Ok((record, mut wrong)) => {
            wrong.extend(record.items(&context));
            wrong
        }
        Err(problem) => vec![Item::Problem(problem)],
    }
}

fn record(item: &JsonItem, context: &RecordContext<'_>) -> Result<(RawArticle, Vec<Item>), Problem> {
    let RecordContext { file, tally, .. } = *context;
    let mut fields = item.fields(file, tally)?;
    let text = fields.words("text").or_else(|| fields.words("data")).ok_or_else(|| {
        let fix = message!("Correct the line; doccano needs “text” as well");
        Problem::new(file, message!("the record has no text"), fix).at(item.at.0, item.at.1).row(item.text.as_str())
    })?;
    let beside = fields.value(KEY).map(line_from);
    let id = fields.name("id").unwrap_or_else(|| format!("{}-{}", super::stem(file), item.number));
    let mut wrong = Vec::new();
    if let Some(None) = beside {
        let reason = message!("the field “{field}” is not an object of Tandai's", field = KEY);
        wrong.push(context.part(reason, message!("Take it out")));
    }
    let beside = beside.flatten();
    let mut article = RawArticle::shown(&id, beside);
    article.text = text;
    for value in fields.list("entities").into_iter().chain(fields.list("annotations")) {
        match UntakenFields::of(value.clone()).and_then(|fields| entity(fields, tally, item.at)) {
            Some(mark) => article.shown.marks.push(mark),
            None => wrong.push(unplaced(context, &article, &value)),
        }
    }
    for name in ["label", "labels"] {
        for value in fields.list(name) {
            match value.as_array().and_then(|triple| triple_mark(triple)) {
                Some(mark) => article.shown.marks.push(mark),
                None if value.is_string() => context.lost(message!("a label of a whole text")),
                None => wrong.push(unplaced(context, &article, &value)),
            }
        }
    }
    article.shown.has_relations = fields.0.contains_key("relations");
    for value in fields.list("relations") {
        let relation = UntakenFields::of(value.clone()).and_then(|mut fields| {
            fields.value("id");
            let (from, to) = (fields.name("from_id")?, fields.name("to_id")?);
            let label = fields.name("type")?;
            fields.leave(message!("a relation"), tally, item.at);
            Some(RawRelation { from, to, label })
        });
        match relation {
            Some(relation) => article.shown.relations.push(relation),
            None => wrong.push(unplaced(context, &article, &value)),
        }
    }
    // Metadata stand beside the text in exports, and by hand often in one object.
    let meta = fields.object("meta");
    for beside in meta.into_iter().chain([fields]) {
        take_beside(&mut article, beside, context);
    }
    Ok((article, wrong))
}

fn unplaced(context: &RecordContext<'_>, article: &RawArticle, value: &Value) -> Item {
    let shown = super::kit::tally::shortened(&value.to_string());
    context.part(
        message!("“{value}” of {article} is neither an entity nor a relation", value = shown, article = &article.id),
        message!("Correct its offsets and label"),
    )
}

fn entity(mut fields: UntakenFields, tally: &FileTally, at: (usize, usize)) -> Option<RawMention> {
    let name = fields.name("id").unwrap_or_default();
    let (start, end) = (fields.whole("start_offset")?, fields.whole("end_offset")?);
    let label = fields.name("label")?;
    fields.leave(message!("an entity"), tally, at);
    Some(RawMention::mark(&name, start, end, &label))
}

fn triple_mark(triple: &[Value]) -> Option<RawMention> {
    let [start, end, label] = triple else { return None };
    Some(RawMention::mark("", whole(start)?, whole(end)?, label.as_str()?))
}

#[derive(Serialize)]
struct DoccanoLine<'d> {
    id: &'d str,
    text: &'d str,
    #[serde(skip_serializing_if = "Option::is_none")]
    entities: Option<Vec<EntityOut>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    relations: Option<Vec<DoccanoRelation>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<Vec<(usize, usize, String)>>,
    tandai: Value,
}

#[derive(Serialize)]
struct EntityOut {
    id: usize,
    start_offset: usize,
    end_offset: usize,
    label: String,
}

#[derive(Serialize)]
struct DoccanoRelation {
    id: usize,
    from_id: usize,
    to_id: usize,
    #[serde(rename = "type")]
    label: String,
}

struct DoccanoWriter<'a> {
    out: Box<dyn Write + Send>,
    triples: bool,
    scheme: &'a StatementScheme,
}

impl Writer for DoccanoWriter<'_> {
    fn add(&mut self, document: &Document, _: &str) -> io::Result<Vec<LeftOut>> {
        let article = &document.article;
        let mut left_out = misfits(document);
        if article.text.is_empty() {
            left_out.push(left_out::article(document, message!("doccano takes no text without words")));
            return Ok(left_out);
        }
        let mentions = document.annotations.in_reading_order();
        let numbers: HashMap<&MentionId, usize> =
            mentions.iter().enumerate().map(|(n, mention)| (&mention.id, n)).collect();
        let entity = |id, (start_offset, end_offset), label| EntityOut { id, start_offset, end_offset, label };
        let entities = mentions
            .iter()
            .enumerate()
            .map(|(id, mention)| entity(id, document.chars(mention.span), label_of(&mention.kind)));
        let entities: Vec<EntityOut> = entities.collect();
        let mut line = DoccanoLine {
            id: article.meta.id.as_str(),
            text: &article.text,
            entities: None,
            relations: None,
            label: None,
            tandai: line_beside(document)?,
        };
        if self.triples {
            line.label = Some(entities.into_iter().map(|e| (e.start_offset, e.end_offset, e.label)).collect());
        } else {
            let pairs = pairs_of(document, self.scheme).into_iter().enumerate().filter_map(|(id, pair)| {
                let (from_id, to_id) = (*numbers.get(&pair.from)?, *numbers.get(&pair.to)?);
                Some(DoccanoRelation { id, from_id, to_id, label: pair.label })
            });
            (line.entities, line.relations) = (Some(entities), Some(pairs.collect()));
        }
        writeln!(self.out, "{}", json_line(&line)?)?;
        Ok(left_out)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.out.flush()
    }
}
