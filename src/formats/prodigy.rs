//! Prodigy JSON Lines: an article a line with `tokens`, `spans` and `relations`; offsets in code points, `token_end`
//! inclusive, `head` and `child` the last tokens of their spans. Source: prodi.gy/docs/api-interfaces. Prodigy's hashes
//! are neither read nor written. Tandai's own line goes along, since Prodigy keeps what it does not know.

use std::{
    collections::HashMap,
    io::{self, Write},
};

use serde::Serialize;
use serde_json::Value;

use super::{
    document::Document,
    format::{Format, FormatInfo, Item, LeftOut, ReadError, Reading, Shape, Sink, Sniff, Writer, Writing, label_of},
    kit::{
        fields::Fields,
        json_items::{JsonItem, items_in_order},
        json_line::json_line,
        offsets::{OFFSETS, unit_of},
        raw_text::Unit,
        relations::pairs_of,
        tally::Tally,
        tokens::{Borders, all_tokens, covered},
    },
    left_out::misfits,
    problem::Problem,
    record::foreign::{Foreign, KEY, Mark, Relation, bare_line, line_beside, line_from},
    source::{Source, THE_FILE, Target},
};
use crate::model::{MentionId, Span, Status, Timestamp};

/// The format.
pub struct Prodigy;

static INFO: FormatInfo = FormatInfo {
    id: "prodigy",
    name: "Prodigy JSON Lines",
    extensions: &["jsonl"],
    about: "For Prodigy's spans.manual and rel.manual, with tokens cut so that every span is whole ones",
    offsets: "code points",
    shape: Shape::File,
    reads: true,
    writes: true,
    loses: &[
        "Prodigy shows of a coalition its relations of two only; the whole goes along and comes back",
        "entity links, notes and scores go along, unseen in Prodigy",
    ],
    text_free: false,
    parts: false,
    options: &[OFFSETS],
    ..FormatInfo::NOTHING
};

impl Format for Prodigy {
    fn info(&self) -> &'static FormatInfo {
        &INFO
    }

    fn recognises(&self, head: &Sniff<'_>) -> bool {
        let text = head.text().trim_start();
        let has = |name: &str| text.contains(&format!("\"{name}\""));
        let marks = has("spans") || has("tokens");
        let own = has("token_start") || has("answer") || has("_task_hash") || has("_input_hash") || has("start");
        text.starts_with(['{', '[']) && has("text") && marks && own && !has("words") && !has("nodes")
    }

    fn read(&self, source: &dyn Source, reading: &Reading, sink: &mut Sink<'_>) -> Result<(), ReadError> {
        for name in source.files() {
            let file = source.called(name);
            let stream = source.open(name).map_err(|error| Problem::unreadable(&file, &error))?;
            let tally = Tally::default();
            items_in_order(&file, stream, &|item| items(&file, item, reading, &tally), sink)?;
            tally.tell(&file, sink)?;
        }
        Ok(())
    }

    fn write<'a>(&self, target: &'a dyn Target, _: &'a Writing<'a>) -> io::Result<Box<dyn Writer + 'a>> {
        Ok(Box::new(LineWriter { out: target.create(THE_FILE)? }))
    }
}

fn items(file: &str, item: &JsonItem, reading: &Reading, tally: &Tally) -> Vec<Item> {
    match record(file, item, tally) {
        Ok((foreign, mut wrong)) => {
            wrong.extend(foreign.items(unit_of(reading, Unit::CodePoint), reading, tally));
            wrong
        }
        Err(problem) => vec![Item::Problem(problem)],
    }
}

fn record(file: &str, item: &JsonItem, tally: &Tally) -> Result<(Foreign, Vec<Item>), Problem> {
    let mut fields = item.fields(file)?;
    let text = fields.words("text").ok_or_else(|| {
        let fix = "Export the dataset again with `prodigy db-out`";
        Problem::new(file, "the record has no text", fix).at(item.at.0, item.at.1).row(item.text.as_str())
    })?;
    for name in ["_input_hash", "_task_hash", "_view_id", "_is_binary", "config", "options"] {
        fields.value(name);
    }
    let line = fields.value(KEY).map(line_from);
    let mut meta = fields.object("meta").unwrap_or_default();
    let id = meta.name("id").or_else(|| fields.name("id"));
    let id = id.unwrap_or_else(|| format!("{}-{}", super::stem(file), item.number));
    let who = fields.words("_annotator_id").or_else(|| fields.words("_session_id"));
    let when = fields.whole("_timestamp").map(|seconds| Timestamp(seconds as u64));
    let answer = fields.words("answer");
    let mut wrong = Vec::new();
    let mut foreign = Foreign::new(file, item.at, bare_line(&id));
    match line {
        Some(Ok(line)) => foreign.line = line,
        Some(Err(reason)) => {
            wrong.push(foreign.part(format!("the field “{KEY}” cannot be read: {reason}"), "Take it out"));
        }
        None => {
            let line = &mut foreign.line;
            line.title = meta.words("title").unwrap_or_default();
            line.source = meta.words("source").unwrap_or_default();
            line.url = meta.words("url").unwrap_or_default();
            line.set = who.unwrap_or_default();
            meta.leave("“meta”", tally, item.at);
        }
    }
    // Whoever opened the file in Prodigy decided anew.
    let before = foreign.line.status.unwrap_or_default();
    foreign.line.status = match answer.as_deref() {
        Some("ignore") => Some(Status::Ignored),
        Some("accept") if matches!(before, Status::New | Status::Ignored) => Some(Status::Finished),
        _ => foreign.line.status,
    };
    foreign.line.text = text;
    foreign.shows_relations = fields.0.contains_key("relations");
    let spans = fields.list("spans");
    let relations = fields.list("relations");
    if answer.as_deref() == Some("reject") {
        if !spans.is_empty() {
            let told = format!("{} was rejected in Prodigy: its {} spans were left out", foreign.line.id, spans.len());
            wrong.push(foreign.part(told, "Accept it in Prodigy if they are right"));
        }
        foreign.line.mentions.clear();
        foreign.line.coalitions.clear();
        return Ok((foreign, wrong));
    }
    // Relations name the tokens or the offsets of spans.
    let mut by_token: HashMap<usize, usize> = HashMap::new();
    let mut by_place: HashMap<(usize, usize), usize> = HashMap::new();
    for value in spans {
        let Some((mut mark, tokens)) = Fields::of(value.clone()).and_then(|fields| span(fields, tally, item.at)) else {
            wrong.push(unplaced(&foreign, &value));
            continue;
        };
        mark.name = foreign.marks.len().to_string();
        mark.said.at = when;
        by_place.entry((mark.said.start, mark.said.end)).or_insert(foreign.marks.len());
        if let Some((first, last)) = tokens {
            by_token.entry(last).or_insert(foreign.marks.len());
            by_token.entry(first).or_insert(foreign.marks.len());
        }
        foreign.marks.push(mark);
    }
    for value in relations {
        let relation = Fields::of(value.clone()).and_then(|mut fields| {
            let mut end = |token: &str, place: &str| {
                let token = fields.whole(token);
                let place = fields.object(place).and_then(|mut place| {
                    let place = (place.whole("start")?, place.whole("end")?);
                    by_place.get(&place)
                });
                Some(place.or(by_token.get(&token?))?.to_string())
            };
            let (from, to) = (end("head", "head_span")?, end("child", "child_span")?);
            Some(Relation { from, to, label: fields.words("label")? })
        });
        match relation {
            Some(relation) => foreign.relations.push(relation),
            None => wrong.push(unplaced(&foreign, &value)),
        }
    }
    fields.value("tokens");
    fields.leave("a task", tally, item.at);
    Ok((foreign, wrong))
}

fn unplaced(foreign: &Foreign, value: &Value) -> Item {
    let shown = value.to_string();
    let reason = format!(
        "“{}” of {} is no span and no relation of spans",
        super::kit::anchor::shortened(&shown),
        foreign.line.id
    );
    foreign.part(reason, "Mend its offsets and label")
}

/// The mark, and its first and last token.
fn span(mut fields: Fields, tally: &Tally, at: (usize, usize)) -> Option<(Mark, Option<(usize, usize)>)> {
    let (start, end) = (fields.whole("start")?, fields.whole("end")?);
    let tokens = fields.whole("token_start").zip(fields.whole("token_end"));
    let label = fields.name("label")?;
    let mut mark = Mark::new("", start, end, &label);
    mark.said.text = fields.words("text").unwrap_or_default();
    mark.said.score = fields.number("score");
    mark.said.by = fields.words("source").unwrap_or_default();
    for name in ["type", "input_hash", "id", "color"] {
        fields.value(name);
    }
    fields.leave("a span", tally, at);
    Some((mark, tokens))
}

#[derive(Serialize)]
struct TaskOut<'d> {
    text: &'d str,
    tokens: Vec<TokenOut<'d>>,
    spans: Vec<SpanOut>,
    relations: Vec<RelationOut>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<&'static str>,
    meta: MetaOut<'d>,
    tandai: Value,
}

#[derive(Serialize)]
struct TokenOut<'d> {
    text: &'d str,
    start: usize,
    end: usize,
    id: usize,
    ws: bool,
}

#[derive(Serialize, Clone)]
struct SpanOut {
    start: usize,
    end: usize,
    token_start: usize,
    token_end: usize,
    label: String,
}

#[derive(Serialize)]
struct RelationOut {
    head: usize,
    child: usize,
    head_span: SpanOut,
    child_span: SpanOut,
    label: String,
}

#[derive(Serialize)]
struct MetaOut<'d> {
    id: &'d str,
    #[serde(skip_serializing_if = "str::is_empty")]
    title: &'d str,
    #[serde(skip_serializing_if = "str::is_empty")]
    source: &'d str,
}

struct LineWriter {
    out: Box<dyn Write + Send>,
}

impl Writer for LineWriter {
    fn add(&mut self, document: &Document, _: &str) -> io::Result<Vec<LeftOut>> {
        let (text, meta) = (&document.article.text, &document.article.meta);
        let mentions = document.annotations.in_reading_order();
        let tokens = all_tokens(text, &Borders::of(mentions.iter().copied()));
        let places: Vec<Span> = tokens.iter().map(|token| token.span).collect();
        let mut by_id: HashMap<&MentionId, SpanOut> = HashMap::new();
        let mut spans = Vec::with_capacity(mentions.len());
        for mention in mentions {
            // Tokens are cut at the borders of every mention, so that each covers whole ones.
            let Some((token_start, token_end)) = covered(&places, mention.span) else { continue };
            let (start, end) = document.chars(mention.span);
            let span = SpanOut { start, end, token_start, token_end, label: label_of(&mention.kind) };
            by_id.insert(&mention.id, span.clone());
            spans.push(span);
        }
        let relations = pairs_of(document).into_iter().filter_map(|pair| {
            let (head, child) = (by_id.get(&pair.from)?.clone(), by_id.get(&pair.to)?.clone());
            Some(RelationOut {
                head: head.token_end,
                child: child.token_end,
                head_span: head,
                child_span: child,
                label: pair.label,
            })
        });
        let task = TaskOut {
            text,
            tokens: tokens
                .iter()
                .enumerate()
                .map(|(id, token)| {
                    let (start, end) = document.chars(token.span);
                    TokenOut { text: document.words(token.span), start, end, id, ws: token.space }
                })
                .collect(),
            relations: relations.collect(),
            spans,
            answer: match document.annotations.status {
                Status::New => None,
                Status::InProgress | Status::Finished => Some("accept"),
                Status::Ignored => Some("ignore"),
            },
            meta: MetaOut { id: meta.id.as_str(), title: &meta.title, source: &meta.source },
            tandai: line_beside(document)?,
        };
        writeln!(self.out, "{}", json_line(&task)?)?;
        Ok(misfits(document))
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.out.flush()
    }
}
