//! JSON of articles: a list, or an object a line, as scrapers write it (news-please, Scrapy, trafilatura), in fields that
//! are known by the names that columns of tables have, or told; also with marks as lists of spans, or tokens with tags.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::formats::{
    articles_csv::{ColumnRole, Mapping},
    format::{DiskShape, Format, FormatInfo, FormatOption, Item, ItemSink, ReadContext, ReadError},
    huggingface::tagged,
    json_items::JsonItem,
    kit::{
        fields::whole,
        json_items::items_in_order,
        offsets::{OFFSETS, unit_of},
        raw_text::OffsetUnit,
        tally::FileTally,
    },
    problem::Problem,
    record::{RawArticle, RawMention, RawVariables, RecordContext, variable_of},
    sniff::Sniff,
    source::Source,
    stem,
};
use crate::{
    lexicon::dates_in,
    message::message,
    model::{Date, Guess, Variables},
};

/// The format.
pub struct ArticlesJson;

const fn field(name: &'static str, about: &'static str) -> FormatOption {
    FormatOption::reading(name, &[], about)
}

static INFO: FormatInfo = FormatInfo {
    id: "json",
    name: "JSON of articles",
    extensions: &["json", "jsonl", "ndjson"],
    about: "Scraped articles, a list or one object per line: fields for text, title, date, source and url, by their names or as told; marks as lists of spans",
    offsets: "code points",
    reads: true,
    shape: DiskShape::File,
    options: &[
        field("text", "the field of the text, with dots for one within another: article.body"),
        field("title", "the field of the title"),
        field("date", "the field of the day"),
        field("source", "the field of the newspaper or portal"),
        field("url", "the field of the address"),
        field("id", "the field of the article’s id"),
        OFFSETS,
    ],
    general: 1,
    ..FormatInfo::NOTHING
};

/// Names of lists of spans, of their parts, and of tokens with their tags.
const SPANS: [&str; 6] = ["entities", "spans", "ents", "label", "labels", "annotations"];
const START: [&str; 4] = ["start", "begin", "start_offset", "start_char"];
const END: [&str; 4] = ["end", "end_offset", "end_char", "stop"];
const LABEL: [&str; 6] = ["label", "kind", "type", "entity_group", "entity_type", "tag"];
const QUOTE: [&str; 4] = ["text", "word", "quote", "surface"];
const TOKENS: [&str; 2] = ["tokens", "words"];
const TAGS: [&str; 4] = ["ner_tags", "tags", "ner", "labels"];

impl Format for ArticlesJson {
    fn info(&self) -> &'static FormatInfo {
        &INFO
    }

    fn recognises(&self, head: &Sniff<'_>) -> bool {
        let none = BTreeMap::new();
        head.records.first().is_some_and(|first| match record_of(first) {
            Some(fields) => {
                let flat = flattened(&fields);
                let (names, _): (Vec<String>, Vec<&Value>) =
                    flat.iter().map(|(name, value)| (name.clone(), *value)).unzip();
                let words = |at: usize| flat[at].1.is_string();
                let text = Mapping::new(&names, &none).ok().and_then(|mapping| mapping.column(ColumnRole::Text));
                text.is_some_and(words) || tokens(&fields).is_some_and(|(_, tags)| !tags.is_empty())
            }
            None => false,
        })
    }

    fn read(&self, source: &dyn Source, reading: &ReadContext, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
        for name in source.files() {
            let file = source.called(name);
            let stream = source.open(name).map_err(|error| Problem::unreadable(&file, &error))?;
            let tally = FileTally::default();
            items_in_order(&file, stream, &|item| items(&file, item, reading, &tally), sink)?;
            tally.tell(&file, sink)?;
        }
        Ok(())
    }
}

/// The fields of a record: an object, or spaCy's pair of a text and what is marked in it.
fn record_of(value: &Value) -> Option<Map<String, Value>> {
    match value {
        Value::Object(fields) => Some(fields.clone()),
        Value::Array(pair) => match pair.as_slice() {
            [Value::String(text), Value::Object(marks)] => {
                let mut fields = marks.clone();
                fields.insert("text".to_owned(), text.as_str().into());
                Some(fields)
            }
            _ => None,
        },
        _ => None,
    }
}

/// Fields and those within them, by names with dots.
fn flattened(fields: &Map<String, Value>) -> Vec<(String, &Value)> {
    let mut flat = Vec::new();
    for (name, value) in fields {
        match value {
            Value::Object(inner) => {
                flat.extend(inner.iter().map(|(inner, value)| (format!("{name}.{inner}"), value)));
            }
            value => flat.push((name.clone(), value)),
        }
    }
    flat
}

fn items(file: &str, item: &JsonItem, reading: &ReadContext, tally: &FileTally) -> Vec<Item> {
    let context = RecordContext { file, at: item.at, unit: unit_of(reading, OffsetUnit::CodePoint), reading, tally };
    match record(item, &context) {
        Ok(record) => record.items(&context),
        Err(problem) => vec![Item::Problem(problem.at(item.at.0, item.at.1).row(item.text.as_str()))],
    }
}

fn record(item: &JsonItem, context: &RecordContext<'_>) -> Result<RawArticle, Problem> {
    let file = context.file;
    let value: Value = match item.text.starts_with('[') {
        true => serde_json::from_str(&item.text).unwrap_or_default(),
        false => Value::Object(item.fields(file)?.0),
    };
    let Some(mut fields) = record_of(&value) else {
        let reason = message!("the record is not an article");
        return Err(Problem::new(file, reason, message!("Correct the record; the others went in")));
    };
    let marks = take_spans(&mut fields);
    let tokens = tokens(&fields);
    if tokens.is_some() {
        fields.retain(|name, _| !TOKENS.contains(&name.as_str()) && !TAGS.contains(&name.as_str()));
    }
    let flat = flattened(&fields);
    let names: Vec<String> = flat.iter().map(|(name, _)| name.clone()).collect();
    let fix = || message!("Say it with the options text, title, date, source, url or id");
    let mapping = Mapping::new(&names, &context.reading.options).map_err(|reason| Problem::new(file, reason, fix()))?;
    let cell = |role: ColumnRole| {
        let value = mapping.column(role).map(|at| flat[at].1);
        match value {
            Some(Value::String(words)) => words.trim().to_owned(),
            Some(Value::Number(number)) => number.to_string(),
            Some(Value::Array(words)) => words.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n\n"),
            _ => String::new(),
        }
    };
    let (id, mut text) = (cell(ColumnRole::Id), cell(ColumnRole::Text));
    // Offsets are of the text as it stands.
    if let Some(Value::String(words)) = mapping.column(ColumnRole::Text).map(|at| flat[at].1) {
        text.clone_from(words);
    }
    let mut mentions: Vec<RawMention> = marks.iter().filter_map(mark).collect();
    let unplaced = marks.len() - mentions.len();
    if let Some((tokens, tags)) = tokens {
        let (joined, spans) = tagged(Some(&*text).filter(|text| !text.is_empty()), &tokens, &tags);
        text = joined;
        mentions.extend(spans.into_iter().map(|span| RawMention::mark("", span.start, span.end, &span.label)));
    }
    if text.trim().is_empty() {
        let reason = message!("the record has no text; its fields are {fields}", fields = names.join(", "));
        return Err(Problem::new(file, reason, message!("Say which field it is with the option text")));
    }
    for _ in 0..unplaced {
        let reason = message!("a mark without offsets and label was left out");
        context.tally.part(reason, message!("Correct its offsets and label"), item.at);
    }
    let mut variables = Variables::new();
    for (at, (name, value)) in flat.iter().enumerate() {
        let empty = value.is_null() || *value == "" || value.as_array().is_some_and(Vec::is_empty);
        if mapping.role(at).is_none() && !empty {
            variables.extend(variable_of(value).map(|variable| (name.clone(), variable)));
        }
    }
    let stated = mapping.stated().into_iter().filter(|guess| {
        let role = match guess {
            Guess::Title => ColumnRole::Title,
            Guess::Source => ColumnRole::Source,
            Guess::Date => ColumnRole::Date,
        };
        mapping.column(role).is_some_and(|at| *flat[at].1 == "")
    });
    let line = |words: String| words.split_whitespace().collect::<Vec<_>>().join(" ");
    let file_name = file.rsplit(['/', '\\']).next().unwrap_or(file).to_owned();
    let mut article = RawArticle {
        id: if id.is_empty() { format!("{}-{}", stem(file), item.number) } else { id },
        text,
        title: line(cell(ColumnRole::Title)),
        source: line(cell(ColumnRole::Source)),
        url: cell(ColumnRole::Url),
        date: day(cell(ColumnRole::Date)),
        mentions,
        meta: RawVariables(variables),
        blank: stated.collect(),
        ..RawArticle::default()
    };
    article.import.file = file_name;
    Ok(article)
}

/// A day in any of the ways in which people write one; other words as they are, to be told.
fn day(words: String) -> String {
    let iso = words.get(..10).and_then(|day| day.parse::<Date>().ok());
    let day = iso.or_else(|| Some(dates_in(&words, None).first()?.date));
    day.map_or(words, |day| day.to_string())
}

/// Takes the lists of spans out of the fields.
fn take_spans(fields: &mut Map<String, Value>) -> Vec<Value> {
    let is_span = |value: &Value| mark(value).is_some();
    let names = SPANS.iter().filter(|name| match fields.get(**name) {
        Some(Value::Array(list)) => list.is_empty() || list.iter().any(is_span),
        _ => false,
    });
    let names: Vec<&str> = names.copied().collect();
    let lists = names.into_iter().filter_map(|name| fields.remove(name));
    lists.flat_map(|list| if let Value::Array(list) = list { list } else { Vec::new() }).collect()
}

/// A span: an object with offsets and a label, or a triple of them.
fn mark(value: &Value) -> Option<RawMention> {
    if let Some([start, end, label]) = value.as_array().map(Vec::as_slice) {
        return Some(RawMention::mark("", whole(start)?, whole(end)?, label.as_str()?));
    }
    let fields = value.as_object()?;
    let get = |names: &[&str]| names.iter().find_map(|name| fields.get(*name));
    let label = match get(&LABEL)? {
        Value::Array(labels) => labels.first()?.as_str()?,
        label => label.as_str()?,
    };
    let mut mark = RawMention::mark("", whole(get(&START)?)?, whole(get(&END)?)?, label);
    mark.span.quote = get(&QUOTE).and_then(Value::as_str).map(str::to_owned);
    Some(mark)
}

/// Tokens and as many tags by name.
fn tokens(fields: &Map<String, Value>) -> Option<(Vec<String>, Vec<String>)> {
    let words = |names: &[&str]| {
        let list = names.iter().find_map(|name| fields.get(*name)?.as_array())?;
        list.iter().map(|word| word.as_str().map(str::to_owned)).collect::<Option<Vec<String>>>()
    };
    let (tokens, tags) = (words(&TOKENS)?, words(&TAGS)?);
    (!tokens.is_empty() && tokens.len() == tags.len()).then_some((tokens, tags))
}
