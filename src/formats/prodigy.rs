//! Prodigy JSON Lines: an article a line with `tokens`, `spans` and `relations`; offsets in code points, `token_end`
//! inclusive, `head` and `child` the last tokens of their spans. Source: prodi.gy/docs/api-interfaces. Prodigy's hashes
//! are neither read nor written. Tandai's own line goes along, since Prodigy keeps what it does not know.

use std::{
    collections::HashMap,
    io::{self, Write},
};

use serde::Serialize;
use serde_json::Value;

use crate::formats::sniff::Sniff;
use crate::formats::{
    beside::take_beside,
    document::{Document, set_of},
    format::{
        DiskShape, Format, FormatInfo, Item, ItemSink, LeftOut, ReadContext, ReadError, Writer, Writing, label_of,
    },
    json_items::JsonItem,
    kit::{
        fields::UntakenFields,
        json_items::items_of_files,
        json_line::json_line,
        offsets::{OFFSETS, unit_of},
        raw_text::OffsetUnit,
        relations::pairs_of,
        tally::FileTally,
        tokens::{Borders, all_tokens, covered},
    },
    left_out::misfits,
    problem::Problem,
    record::{
        ACCEPTED, KEY, MACHINE, RawArticle, RawMention, RawRelation, RecordContext, line_beside, line_from, word,
    },
    source::{Source, THE_FILE, Target},
};
use crate::{
    message::message,
    model::{MentionId, SetRole, Span, StatementScheme, Status, Timestamp},
};

/// The format.
pub struct Prodigy;

static INFO: FormatInfo = FormatInfo {
    id: "prodigy",
    name: "Prodigy JSON Lines",
    extensions: &["jsonl"],
    about: "For Prodigy's spans.manual and rel.manual, with tokens cut so that every span consists of whole tokens",
    offsets: "code points",
    shape: DiskShape::File,
    reads: true,
    writes: true,
    loses: &[
        "of a coalition, Prodigy shows only relations between two mentions; all of it travels along and comes back",
        "entity links, notes and scores travel along, unseen in Prodigy",
    ],
    text_free: false,
    parts: false,
    options: &[OFFSETS],
    own_fields: true,
    links: true,
    ..FormatInfo::NOTHING
};

impl Format for Prodigy {
    fn info(&self) -> &'static FormatInfo {
        &INFO
    }

    fn recognises(&self, head: &Sniff<'_>) -> bool {
        head.objects().next().is_some_and(|first| first.get("text").is_some_and(Value::is_string))
            && head.objects().any(|fields| {
                let has = |name: &str| fields.contains_key(name);
                let span = |value: &Value| value.get("start").is_some() && value.get("token_start").is_some();
                let spans = fields.get("spans").and_then(Value::as_array);
                has("_task_hash")
                    || has("_input_hash")
                    || (spans.is_some() && (has("answer") || has("tokens")))
                    || spans.is_some_and(|spans| spans.iter().any(span))
            })
    }

    fn read(&self, source: &dyn Source, reading: &ReadContext, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
        items_of_files(source, source.files(), reading, &items, sink)
    }

    fn write<'a>(&self, target: &'a dyn Target, writing: &'a Writing<'a>) -> io::Result<Box<dyn Writer + 'a>> {
        Ok(Box::new(ProdigyWriter { out: target.create(THE_FILE)?, scheme: &writing.scheme.statements }))
    }
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
    let text = fields.words("text").ok_or_else(|| {
        let fix = message!("Export the dataset again with `prodigy db-out`");
        Problem::new(file, message!("the record has no text"), fix).at(item.at.0, item.at.1).row(item.text.as_str())
    })?;
    for name in ["_input_hash", "_task_hash", "_view_id", "_is_binary", "config", "options"] {
        fields.value(name);
    }
    let beside = fields.value(KEY).map(line_from);
    let mut meta = fields.object("meta").unwrap_or_default();
    let id = meta.name("id").or_else(|| fields.name("id"));
    let id = id.unwrap_or_else(|| format!("{}-{}", super::stem(file), item.number));
    let who = fields.words("_annotator_id").or_else(|| fields.words("_session_id"));
    let when = fields.whole("_timestamp").map(|seconds| Timestamp(seconds as u64).to_string()).unwrap_or_default();
    let answer = fields.words("answer");
    let mut wrong = Vec::new();
    if let Some(None) = beside {
        let reason = message!("the field “{field}” is not an object of Tandai's", field = KEY);
        wrong.push(context.part(reason, message!("Take it out")));
    }
    let beside = beside.flatten();
    let is_bare = beside.is_none();
    let mut article = RawArticle::shown(&id, beside);
    if is_bare {
        article.set = who.unwrap_or_default();
    }
    // Whoever opened the file in Prodigy decided anew.
    match (answer.as_deref(), article.status.as_str()) {
        (Some("ignore"), _) => article.status = word(&Status::Ignored),
        (Some("accept"), "" | "new" | "ignored") => article.status = word(&Status::Finished),
        _ => {}
    }
    article.text = text;
    article.shown.has_relations = fields.0.contains_key("relations");
    let spans = fields.list("spans");
    let relations = fields.list("relations");
    let tokens: HashMap<usize, (usize, usize)> = fields.list("tokens").into_iter().filter_map(token).collect();
    for beside in [meta, fields] {
        take_beside(&mut article, beside, context);
    }
    if answer.as_deref() == Some("reject") {
        if !spans.is_empty() {
            wrong.push(context.part(
                message!(
                    "{article} was rejected in Prodigy: its {count} span{s} {was|were} left out",
                    article = &article.id,
                    count = spans.len()
                ),
                message!("Accept it in Prodigy if they are right"),
            ));
        }
        article.mentions.clear();
        article.coalitions.clear();
        return Ok((article, wrong));
    }
    if answer.as_deref() == Some("ignore") && is_bare && !spans.is_empty() {
        wrong.push(context.part(
            message!(
                "{article} was skipped in Prodigy (answer “ignore”): its {count} span{s} {was|were} left out",
                article = &article.id,
                count = spans.len()
            ),
            message!("Accept it in Prodigy if they are right"),
        ));
        return Ok((article, wrong));
    }
    // Relations name the tokens or the offsets of spans.
    let mut by_token: HashMap<usize, usize> = HashMap::new();
    let mut by_place: HashMap<(usize, usize), usize> = HashMap::new();
    // Where two spans cover the same words, their labels tell them apart.
    let mut by_label: HashMap<(usize, usize, String), usize> = HashMap::new();
    for value in spans {
        let Some((mut mark, ends)) = UntakenFields::of(value.clone()).and_then(|fields| span(fields, tally, item.at))
        else {
            wrong.push(unplaced(context, &article, &value));
            continue;
        };
        let number = article.shown.marks.len();
        mark.name = number.to_string();
        mark.making.at.clone_from(&when);
        // Whoever accepted what a model had marked made it their own.
        if answer.as_deref() == Some("accept") && mark.making.is_proposal() {
            let model = std::mem::take(&mut mark.making.by);
            let set = set_of(if model.is_empty() { MACHINE } else { &model }, SetRole::Extractor);
            (mark.making.decision, mark.making.proposed_by) = (ACCEPTED.to_owned(), set.id.to_string());
        }
        by_place.entry((mark.span.start, mark.span.end)).or_insert(number);
        by_label.entry((mark.span.start, mark.span.end, mark.kind.clone())).or_insert(number);
        if let Some((first, last)) = ends {
            by_token.entry(last).or_insert(number);
            by_token.entry(first).or_insert(number);
            // Offsets on the borders of their tokens are right, whatever an older “text” says.
            let borders = tokens.get(&first).map(|token| token.0).zip(tokens.get(&last).map(|token| token.1));
            if borders == Some((mark.span.start, mark.span.end)) {
                mark.span.quote = None;
            }
        }
        article.shown.marks.push(mark);
    }
    for value in relations {
        let relation = UntakenFields::of(value.clone()).and_then(|mut fields| {
            let mut end = |token: &str, place: &str| {
                let token = fields.whole(token);
                let place = fields.object(place).and_then(|mut place| {
                    let (start, end) = (place.whole("start")?, place.whole("end")?);
                    let labelled = place.name("label").and_then(|label| by_label.get(&(start, end, label)));
                    labelled.or_else(|| by_place.get(&(start, end)))
                });
                Some(place.or(by_token.get(&token?))?.to_string())
            };
            let (from, to) = (end("head", "head_span")?, end("child", "child_span")?);
            Some(RawRelation { from, to, label: fields.words("label")? })
        });
        match relation {
            Some(relation) => article.shown.relations.push(relation),
            None => wrong.push(unplaced(context, &article, &value)),
        }
    }
    Ok((article, wrong))
}

fn unplaced(context: &RecordContext<'_>, article: &RawArticle, value: &Value) -> Item {
    let shown = super::kit::tally::shortened(&value.to_string());
    context.part(
        message!(
            "“{value}” of {article} is neither a span nor a relation of spans",
            value = shown,
            article = &article.id
        ),
        message!("Correct its offsets and label"),
    )
}

/// The number of a token, and its offsets.
fn token(value: Value) -> Option<(usize, (usize, usize))> {
    let mut fields = UntakenFields::of(value)?;
    Some((fields.whole("id")?, (fields.whole("start")?, fields.whole("end")?)))
}

/// The mark, and its first and last token.
fn span(
    mut fields: UntakenFields,
    tally: &FileTally,
    at: (usize, usize),
) -> Option<(RawMention, Option<(usize, usize)>)> {
    let (start, end) = (fields.whole("start")?, fields.whole("end")?);
    let tokens = fields.whole("token_start").zip(fields.whole("token_end"));
    let label = fields.name("label")?;
    let mut mark = RawMention::mark("", start, end, &label);
    mark.span.quote = fields.words("text");
    mark.making.score = fields.number("score");
    mark.making.by = fields.words("source").unwrap_or_default();
    for name in ["type", "input_hash", "id", "color"] {
        fields.value(name);
    }
    fields.leave(message!("a span"), tally, at);
    Some((mark, tokens))
}

#[derive(Serialize)]
struct ProdigyTask<'d> {
    text: &'d str,
    tokens: Vec<TokenOut<'d>>,
    spans: Vec<ProdigySpan>,
    relations: Vec<ProdigyRelation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<&'static str>,
    meta: ProdigyMeta<'d>,
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
struct ProdigySpan {
    start: usize,
    end: usize,
    token_start: usize,
    token_end: usize,
    label: String,
}

#[derive(Serialize)]
struct ProdigyRelation {
    head: usize,
    child: usize,
    head_span: ProdigySpan,
    child_span: ProdigySpan,
    label: String,
}

#[derive(Serialize)]
struct ProdigyMeta<'d> {
    id: &'d str,
    #[serde(skip_serializing_if = "str::is_empty")]
    title: &'d str,
    #[serde(skip_serializing_if = "str::is_empty")]
    source: &'d str,
}

struct ProdigyWriter<'a> {
    out: Box<dyn Write + Send>,
    scheme: &'a StatementScheme,
}

impl Writer for ProdigyWriter<'_> {
    fn add(&mut self, document: &Document, _: &str) -> io::Result<Vec<LeftOut>> {
        let (text, meta) = (&document.article.text, &document.article.meta);
        let mentions = document.annotations.in_reading_order();
        let tokens = all_tokens(text, &Borders::of(mentions.iter().copied()));
        let places: Vec<Span> = tokens.iter().map(|token| token.span).collect();
        let mut by_id: HashMap<&MentionId, ProdigySpan> = HashMap::new();
        let mut spans = Vec::with_capacity(mentions.len());
        for mention in mentions {
            // Tokens are cut at the borders of every mention, so that each covers whole ones.
            let Some((token_start, token_end)) = covered(&places, mention.span) else { continue };
            let (start, end) = document.chars(mention.span);
            let span = ProdigySpan { start, end, token_start, token_end, label: label_of(&mention.kind) };
            by_id.insert(&mention.id, span.clone());
            spans.push(span);
        }
        let relations = pairs_of(document, self.scheme).into_iter().filter_map(|pair| {
            let (head, child) = (by_id.get(&pair.from)?.clone(), by_id.get(&pair.to)?.clone());
            Some(ProdigyRelation {
                head: head.token_end,
                child: child.token_end,
                head_span: head,
                child_span: child,
                label: pair.label,
            })
        });
        let task = ProdigyTask {
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
            meta: ProdigyMeta { id: meta.id.as_str(), title: &meta.title, source: &meta.source },
            tandai: line_beside(document)?,
        };
        writeln!(self.out, "{}", json_line(&task)?)?;
        Ok(misfits(document))
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.out.flush()
    }
}
