//! JSON of articles: a list, or an object a line, as scrapers write it (news-please, Scrapy, trafilatura), in fields that
//! are known by the names that columns of tables have, or told; also with marks as lists of spans (PubAnnotation, GATE,
//! brat's server and others), or tokens with tags. What can be neither article variable nor mark is told.

mod fields;
mod paragraphs;

use std::{collections::BTreeMap, sync::LazyLock};

use regex::Regex;
use serde_json::{Map, Value};

use self::{
    fields::{is_beside, is_of_articles, is_of_post, mapping_of, words_of},
    paragraphs::{has_paragraphs, with_spans},
};
use crate::formats::{
    beside::{day, flattened, is_empty, tell_left},
    format::{DiskShape, Format, FormatInfo, FormatOption, Item, ItemSink, ReadContext, ReadError},
    html::cell::{self, has_markup},
    huggingface::tagged,
    json_items::JsonItem,
    kit::{
        columns::{ColumnRole, Mapping},
        fields::whole,
        json_items::items_of_files,
        nothing::{stands_for_nothing, tell_nothing},
        offsets::{OFFSETS, unit_of},
        raw_text::OffsetUnit,
        tally::{FileTally, shortened},
        unplaced::FieldContent,
    },
    problem::Problem,
    record::{
        RawArticle, RawMention, RawVariables, RecordContext,
        found_marks::{FoundMarks, MarkColumns, by_person, is_person, person_of},
        variable_of,
    },
    sniff::Sniff,
    source::Source,
    stem,
};
use crate::{
    message::{Message, message},
    model::{Guess, Variables},
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

/// `… [+1532 chars]`, as NewsAPI ends what it cuts.
static CUT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\[\+\d+ chars\]\s*$").expect("a pattern"));

/// Names of tokens and of their tags.
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
                has_paragraphs(&fields) || is_article(&fields, &none) || !lists_within(&fields, &none).is_empty()
            }
            None => false,
        })
    }

    fn read(&self, source: &dyn Source, reading: &ReadContext, sink: &mut ItemSink<'_>) -> Result<(), ReadError> {
        items_of_files(source, source.files(), reading, &items, sink)
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

/// Whether a record has a text, or tokens with tags.
fn is_article(fields: &Map<String, Value>, options: &BTreeMap<String, String>) -> bool {
    let flat = flattened(fields);
    let text = mapping_of(&flat, options).ok().and_then(|mapping| mapping.column(ColumnRole::Text));
    text.is_some_and(|at| words_of(flat[at].1).is_some()) || tokens(fields).is_some_and(|(_, tags)| !tags.is_empty())
}

/// Lists of articles in an object that is none: `{"status": "ok", "articles": [{…}]}`.
fn lists_within<'f>(
    fields: &'f Map<String, Value>,
    options: &BTreeMap<String, String>,
) -> Vec<(String, &'f Vec<Value>)> {
    let is_article = |value: &Value| record_of(value).is_some_and(|fields| is_article(&fields, options));
    // Some have no text: portals do not give all of it.
    let is_list = |list: &Vec<Value>| list.iter().take(20).any(is_article);
    let lists = flattened(fields).into_iter().filter_map(|(name, value)| Some((name, value.as_array()?)));
    let mut lists: Vec<_> = lists.filter(|(name, list)| !is_beside(name) && is_list(list)).collect();
    if lists.iter().any(|(name, _)| is_of_articles(name)) {
        lists.retain(|(name, _)| is_of_articles(name));
    }
    lists
}

/// Whether an object is one article, and not a list of some with words about it.
fn is_one(fields: &Map<String, Value>, options: &BTreeMap<String, String>) -> bool {
    is_article(fields, options) && !lists_within(fields, options).iter().any(|(name, _)| is_of_articles(name))
}

fn items(file: &str, item: &JsonItem, reading: &ReadContext, tally: &FileTally) -> Vec<Item> {
    let context = RecordContext { file, at: item.at, unit: unit_of(reading, OffsetUnit::CodePoint), reading, tally };
    let value = match item.text.starts_with('[') {
        true => Ok(serde_json::from_str(&item.text).unwrap_or_default()),
        false => item.fields(file, tally).map(|fields| Value::Object(fields.0)),
    };
    let value = match value {
        Ok(value) => value,
        Err(problem) => return vec![Item::Problem(problem)],
    };
    let value = match value {
        Value::Object(fields) if has_paragraphs(&fields) => Value::Object(with_spans(fields, &context)),
        value => value,
    };
    let number = item.number.to_string();
    let lists = match &value {
        Value::Object(fields) if !is_one(fields, &reading.options) => records_within(fields, &context),
        _ => Vec::new(),
    };
    if lists.is_empty() {
        return record_items(&value, &number, &item.text, &context);
    }
    let each = lists.iter().enumerate().flat_map(|(at, value)| {
        let number = if item.number == 1 { (at + 1).to_string() } else { format!("{number}-{}", at + 1) };
        record_items(value, &number, &value.to_string(), &context)
    });
    each.collect()
}

/// The articles of an object that holds lists of them; what else it says is told.
fn records_within(fields: &Map<String, Value>, context: &RecordContext<'_>) -> Vec<Value> {
    let lists = lists_within(fields, &context.reading.options);
    if !lists.is_empty() {
        for (name, value) in flattened(fields) {
            if lists.iter().all(|(list, _)| *list != name) {
                tell_left(&name, value, context);
            }
        }
    }
    lists.into_iter().flat_map(|(_, list)| list).filter(|value| !value.is_null()).cloned().collect()
}

fn record_items(value: &Value, number: &str, row: &str, context: &RecordContext<'_>) -> Vec<Item> {
    match record(value, number, context) {
        Ok(records) => records.into_iter().flat_map(|record| record.items(context)).collect(),
        Err(problem) => vec![Item::Problem(problem.at(context.at.0, context.at.1).row(row))],
    }
}

/// Whether a record says what is marked in its text.
pub(super) fn has_marks(fields: &Map<String, Value>) -> bool {
    let listed = |(name, value): (&String, &Value)| {
        let mut found = FoundMarks::default();
        value.is_array() && found.take(name, value) && !found.marks.is_empty()
    };
    fields.iter().any(listed) || tokens(fields).is_some()
}

/// What the row of a table gives that is such a record; `row` as it stands in the file.
pub(super) fn row_items(fields: Map<String, Value>, number: &str, row: &str, context: &RecordContext<'_>) -> Vec<Item> {
    record_items(&Value::Object(fields), number, row, context)
}

/// The article of a record: once for each person who marked it, if the marks say whose they are.
fn record(value: &Value, number: &str, context: &RecordContext<'_>) -> Result<Vec<RawArticle>, Problem> {
    let file = context.file;
    let Some(mut fields) = record_of(value) else {
        let reason = message!("the record is not an article");
        return Err(Problem::new(file, reason, message!("Correct the record; the others went in")));
    };
    let tokens = tokens(&fields);
    let pieces = TOKENS.iter().find_map(|name| fields.get(*name)?.as_array()).map_or(0, Vec::len);
    let numbers =
        |value: &Value| value.as_array().is_some_and(|tags| tags.len() == pieces && tags.iter().all(Value::is_i64));
    let numbered = TAGS.iter().find(|name| pieces > 0 && fields.get(**name).is_some_and(numbers));
    if tokens.is_some() || numbered.is_some() {
        fields.retain(|name, _| !TOKENS.contains(&name.as_str()) && !TAGS.contains(&name.as_str()));
    }
    if let Some(name) = numbered {
        context.tally.part(
            message!(
                "the tags in “{column}” are numbers whose names do not stand in the file; they were left out",
                column = *name
            ),
            message!("Write the names of the tags in place of their numbers"),
            context.at,
        );
    }
    let mut found = FoundMarks::default();
    let mut flat = flattened(&fields);
    flat.retain(|(name, value)| is_of_post(name) || !found.take(name, value));
    let names: Vec<String> = flat.iter().map(|(name, _)| name.clone()).collect();
    let fix = || message!("Say it with the options text, title, date, source, url or id");
    let mapping = mapping_of(&flat, &context.reading.options).map_err(|reason| Problem::new(file, reason, fix()))?;
    let mapping = with_whole_text(mapping, &flat, &names);
    let cell = |role: ColumnRole| {
        let Some((name, value)) = mapping.column(role).map(|at| &flat[at]) else { return String::new() };
        let words = match value {
            Value::Number(number) => number.to_string(),
            value => words_of(value).unwrap_or_default().trim().to_owned(),
        };
        if stands_for_nothing(&words) {
            tell_nothing(name, &words, context.at, context.tally);
            return String::new();
        }
        words
    };
    let name_of = |role: ColumnRole| {
        let words = cell(role);
        if has_markup(&words) { cell::words_of(&words) } else { words }
    };
    let (id, mut text) = (cell(ColumnRole::Id), cell(ColumnRole::Text));
    // Offsets are of the text as it stands.
    if let Some(Value::String(words)) = mapping.column(ColumnRole::Text).map(|at| flat[at].1)
        && !text.is_empty()
    {
        text.clone_from(words);
    }
    let whole_text =
        |reason| Problem::new(file, reason, message!("Write the whole text of its article as “article_text”"));
    let own =
        if found.marks.is_empty() { mark_itself(&flat, &names, &mapping, &text).map_err(whole_text)? } else { None };
    if let Some((_, (mark, person))) = &own {
        found.marks.push(mark.clone());
        found.people.push(person.clone());
    }
    let is_of_mark = |at: usize| own.as_ref().is_some_and(|(columns, _)| columns.holds(at));
    if tokens.is_none() && found.may_count(pieces, &text) {
        found.marks.clear();
        found.people.clear();
        context.tally.part(
            message!("marks whose offsets may count tokens as well as characters were left out"),
            message!("Write the words of each mark beside its offsets, as “text”"),
            context.at,
        );
    }
    // Offsets would be of the page.
    if found.marks.is_empty() && tokens.is_none() && has_markup(&text) {
        text = cell::text_of(text, context.tally, context.at);
    }
    let FoundMarks { marks: mut mentions, mut people, relations, unplaced, unread } = found;
    if let Some((tokens, tags)) = tokens {
        let (joined, spans) = tagged(Some(&*text).filter(|text| !text.is_empty()), &tokens, &tags);
        text = joined;
        mentions.extend(spans.into_iter().map(|span| RawMention::mark("", span.start, span.end, &span.label)));
    }
    people.resize(mentions.len(), None);
    // Whose a record is matters where anything is marked in it; else it may be whoever wrote the article.
    let whose = flat.iter().position(|(name, value)| is_person(name) && person_of(value).is_some());
    let whose = whose.filter(|_| !mentions.is_empty());
    if text.trim().is_empty() {
        let reason = message!("the record has no text; its fields are {fields}", fields = names.join(", "));
        return Err(Problem::new(file, reason, message!("Say which field it is with the option text")));
    }
    if CUT.is_match(&text) {
        let reason = message!("the service that the article comes from cut its text, as its last words say");
        context.tally.part(reason, message!("Get the whole text from its address"), context.at);
    }
    for _ in 0..unplaced {
        let reason = message!("a mark in several pieces, or without offsets or label, was left out");
        context.tally.part(reason, message!("Write it as a mark a piece, with offsets and label"), context.at);
    }
    for name in unread {
        context.lost(message!("the field “{name}”", name = shortened(&name)));
    }
    let mut variables = Variables::new();
    for (at, (name, value)) in flat.iter().enumerate() {
        match (FieldContent::of(name, value), mapping.role(at)) {
            _ if is_empty(value) || whose == Some(at) || is_of_mark(at) => {}
            (FieldContent::Words, None) if value.is_array() && TOKENS.contains(&name.as_str()) => {
                tell_left(name, value, context)
            }
            (FieldContent::Words, None) => {
                variables.extend(variable_of(value).map(|variable| (name.clone(), variable)));
            }
            (FieldContent::Words, Some(_)) => {}
            (_, Some(_)) if words_of(value).is_some() => {}
            (_, Some(ColumnRole::Text)) => context.lost(message!("the field “{name}”", name = shortened(name))),
            _ => tell_left(name, value, context),
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
        id: if id.is_empty() { format!("{}-{number}", stem(file)) } else { id },
        text,
        title: line(name_of(ColumnRole::Title)),
        source: line(name_of(ColumnRole::Source)),
        url: cell(ColumnRole::Url),
        date: day(cell(ColumnRole::Date), context),
        mentions,
        meta: RawVariables(variables),
        blank: stated.collect(),
        ..RawArticle::default()
    };
    article.import.file = file_name;
    article.shown.relations = relations;
    article.set = whose.and_then(|at| person_of(flat[at].1)).unwrap_or_default();
    Ok(by_person(article, people, Vec::new()))
}

/// A text that was cut short has so many code points at least: a title may begin with the words of a shorter one.
const CUT_LEAST: usize = 40;

/// With the text of the article for its text, where that would be the words of the mark that a record is, or would be cut
/// short though the whole stands beside it (`extended_tweet.full_text`).
fn with_whole_text(mapping: Mapping, flat: &[(String, &Value)], names: &[String]) -> Mapping {
    let Some(text) = mapping.column(ColumnRole::Text) else { return mapping };
    if let Some(cut) = flat[text].1.as_str().and_then(|words| words.trim_end().strip_suffix('…'))
        && cut.chars().count() >= CUT_LEAST
        && let whole @ Some(_) = flat.iter().position(|(_, value)| {
            value.as_str().and_then(|words| words.strip_prefix(cut)).is_some_and(|rest| rest.chars().count() > 1)
        })
    {
        return mapping.with(ColumnRole::Text, whole);
    }
    let length = |at: usize| flat[at].1.as_str().map_or(0, |words| words.chars().count());
    let place = MarkColumns::of(names, &|at| at == text)
        .and_then(|columns| Some((whole(flat[columns.start].1)?, whole(flat[columns.end].1)?)));
    let Some((start, end)) = place.filter(|(start, end)| end.checked_sub(*start) == Some(length(text))) else {
        return mapping;
    };
    let other = Mapping::named(ColumnRole::Text, names).find(|at| *at != text && length(*at) >= end.max(start + 1));
    if other.is_some() { mapping.with(ColumnRole::Text, other) } else { mapping }
}

/// The columns of a record that is a mark, its mention, and whoever made it.
type OneMark = (MarkColumns, (RawMention, Option<String>));

/// What a record marks in its text that is a mark itself, as rows of a table are written as JSON; and its fields. The
/// problem: the text of its article is not in it.
fn mark_itself(
    flat: &[(String, &Value)],
    names: &[String],
    mapping: &Mapping,
    text: &str,
) -> Result<Option<OneMark>, Message> {
    let columns = MarkColumns::of(names, &|at| mapping.role(at).is_some()).filter(|columns| columns.is_sure(names));
    let Some(columns) = columns else { return Ok(None) };
    let (Some(start), Some(end)) = (whole(flat[columns.start].1), whole(flat[columns.end].1)) else { return Ok(None) };
    let length = text.chars().count();
    if start > 0 && start < end && end - start == length {
        return Err(message!("the record is a mark; the text of its article is not in it"));
    }
    let cell = |at: usize| match flat[at].1 {
        Value::String(words) => words.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    };
    if start >= end || end > length || cell(columns.label).trim().is_empty() {
        return Ok(None);
    }
    let mark = columns.mark(&cell, start, end);
    Ok(Some((columns, mark)))
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
