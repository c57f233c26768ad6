//! Which columns of a table are an article's, and what the others are.

use super::{
    columns::{CellColumn, CellKind},
    names::ClassNames,
    own::PREFIX,
    schema,
};
use crate::{
    formats::kit::columns::{ColumnRole, Mapping},
    message::{Message, message},
    model::Scheme,
};

/// Names that other datasets give the same thing, the best first; those that tables have follow.
const TEXT: &[&str] = &["text", "content", "article", "body", "document", "isi", "sentence"];
const TOKENS: &[&str] = &["tokens", "words"];
const TAGS: &[&str] = &["ner_tags", "tags", "ner", "labels", "ner_labels"];
const SPANS: &[&str] = &["spans", "entities", "mentions", "annotations"];
const ID: &[&str] = &["id", "_id", "uid", "article_id", "doc_id"];
const TITLE: &[&str] = &["title", "headline", "judul"];
const SOURCE: &[&str] = &["source", "publisher", "media"];
const URL: &[&str] = &["url", "link"];
const DATE: &[&str] = &["date", "published", "publish_date", "tanggal"];
/// The rows' own names or numbers, where pandas keeps them.
const PANDAS_INDEX: &str = "__index_level_0__";
pub(super) const START: &[&str] = &["start", "begin", "start_offset", "start_char"];
pub(super) const END: &[&str] = &["end", "end_offset", "end_char"];
pub(super) const LABEL: &[&str] = &["label", "kind", "type", "entity_group", "entity_type"];
pub(super) const QUOTE: &[&str] = &["text", "word", "quote", "surface"];

/// The column of each thing, by name.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct ColumnPlan {
    pub text: Option<String>,
    pub tokens: Option<(String, String)>,
    pub spans: Option<String>,
    pub coalitions: Option<String>,
    pub id: Option<String>,
    pub title: Option<String>,
    pub source: Option<String>,
    pub url: Option<String>,
    pub date: Option<String>,
    /// What no article has a field for, and what becomes variables of it.
    pub variables: Vec<String>,
    /// Whether this program wrote it, so that fields like `status` mean what they mean here.
    pub ours: bool,
    /// What no article has a place for, or what could not be understood.
    pub notes: Vec<Message>,
}

impl ColumnPlan {
    /// `wanted`: the column of the text, if a person named it. The error: why there is no article in it.
    pub(super) fn new(columns: &[CellColumn], names: &ClassNames, wanted: Option<&str>) -> Result<Self, Message> {
        let field = |name: &str| columns.iter().find(|field| field.name == name);
        let first = |names: &[&str], fits: &dyn Fn(&CellKind) -> bool| {
            let name = names.iter().find(|name| field(name).is_some_and(|field| fits(&field.kind)))?;
            Some((*name).to_owned())
        };
        let header: Vec<String> = columns.iter().map(|field| field.name.clone()).collect();
        let named = |names: &[&str], role: ColumnRole, fits: &dyn Fn(&CellKind) -> bool| {
            let other = || Mapping::named(role, &header).find(|at| fits(&columns[*at].kind));
            first(names, fits).or_else(|| other().map(|at| header[at].clone()))
        };
        let single = |kind: &CellKind| !kind.is_nested();
        let mut plan = Self {
            text: match wanted {
                Some(name) => first(&[name], &is_text),
                None => named(TEXT, ColumnRole::Text, &is_text),
            },
            spans: first(SPANS, &has_spans),
            coalitions: first(&["coalitions"], &|kind| fields(kind).iter().any(|(name, _)| *name == "backings")),
            ours: field("text_sha256").is_some(),
            // The names of the rows, as pandas writes them.
            id: named(ID, ColumnRole::Id, &single).or_else(|| first(&[PANDAS_INDEX], &is_text)),
            title: named(TITLE, ColumnRole::Title, &is_text),
            source: named(SOURCE, ColumnRole::Source, &is_text),
            url: named(URL, ColumnRole::Url, &is_text),
            date: named(DATE, ColumnRole::Date, &single),
            ..Self::default()
        };
        let mut used: Vec<String> =
            [&plan.text, &plan.spans, &plan.coalitions, &plan.id, &plan.title, &plan.source, &plan.url, &plan.date]
                .into_iter()
                .flatten()
                .cloned()
                .collect();
        if let (Some(tokens), Some(tags)) = (first(TOKENS, &is_text_list), first(TAGS, &is_tag_list)) {
            let named = field(&tags).is_some_and(|field| is_text_list(&field.kind)) || names.knows(&tags);
            if plan.spans.is_none() && named {
                used.extend([tokens.clone(), tags.clone()]);
                plan.tokens = Some((tokens, tags));
            } else if plan.spans.is_none() {
                plan.notes.push(message!(
                    "the tags in “{column}” are numbers whose names stand neither in the file nor in the head of README.md",
                    column = tags
                ));
            }
        }
        let all: Vec<&str> = columns.iter().map(|field| field.name.as_str()).collect();
        if plan.text.is_none() && plan.tokens.is_none() {
            let tokens = first(TOKENS, &is_text_list);
            let wanted = wanted.unwrap_or("text");
            return match tokens {
                // Tokens whose tags mean nothing are a text still.
                Some(tokens) => {
                    plan.tokens = Some((tokens, String::new()));
                    Ok(plan)
                }
                None => Err(message!(
                    "there is no column “{column}” with text; the columns are {columns}",
                    column = wanted,
                    columns = all.join(", ")
                )),
            };
        }
        let ours = schema::schema(&Scheme::default());
        let plain = |name: &str| ours.iter().any(|field| field.name == name && !field.kind.is_nested());
        let own = |name: &str| plan.ours && (plain(name) || name.starts_with(PREFIX));
        let known = |name: &str| used.iter().any(|used| used == name) || own(name);
        // Lists of words too, as those of JSON are; not the words of the text itself.
        let holds = |name: &str, kind: &CellKind| is_variable(kind) || is_text_list(kind) && !TOKENS.contains(&name);
        let is_variable = |name: &&str| !plan.ours && field(name).is_some_and(|field| holds(name, &field.kind));
        let counts = |name: &&str| *name == PANDAS_INDEX;
        let more = all.into_iter().filter(|name| !known(name) && !counts(name));
        let (variables, more): (Vec<&str>, Vec<&str>) = more.partition(is_variable);
        plan.variables = variables.into_iter().map(str::to_owned).collect();
        if !more.is_empty() {
            plan.notes.push(message!("columns that a project does not keep: {columns}", columns = more.join(", ")));
        }
        for (column, ours) in [(plan.spans.as_deref(), "spans"), (plan.coalitions.as_deref(), "coalitions")] {
            plan.notes.extend(column.and_then(|name| unknown_fields(name, &field(name)?.kind, ours)));
        }
        Ok(plan)
    }
}

/// What a variable can hold; bytes are pictures and the like.
fn is_variable(kind: &CellKind) -> bool {
    !kind.is_nested() && !kind.is_unread() && *kind != CellKind::Bytes
}

fn is_text(kind: &CellKind) -> bool {
    *kind == CellKind::Text
}

fn item(kind: &CellKind) -> Option<&CellKind> {
    if let CellKind::List(item) = kind { Some(&item.kind) } else { None }
}

fn is_text_list(kind: &CellKind) -> bool {
    item(kind).is_some_and(is_text)
}

fn is_tag_list(kind: &CellKind) -> bool {
    item(kind).is_some_and(|kind| is_text(kind) || matches!(kind, CellKind::Whole { .. }))
}

/// Fields of records in a list, also where each is a list of its own.
fn fields<'a>(kind: &'a CellKind) -> Vec<(&'a str, &'a CellKind)> {
    let (records, lists) = match (item(kind), kind) {
        (Some(CellKind::Record(fields)), _) => (fields, false),
        (_, CellKind::Record(fields)) => (fields, true),
        _ => return Vec::new(),
    };
    let of = |field: &'a CellColumn| if lists { item(&field.kind) } else { Some(&field.kind) };
    records.iter().filter_map(|field| Some((field.name.as_str(), of(field)?))).collect()
}

fn has_spans(kind: &CellKind) -> bool {
    let fields = fields(kind);
    let has = |names: &[&str]| fields.iter().any(|(name, kind)| names.contains(name) && !kind.is_nested());
    has(START) && has(END) && has(LABEL)
}

fn unknown_fields(column: &str, kind: &CellKind, ours: &str) -> Option<Message> {
    let schema = schema::schema(&Scheme::default());
    let known = fields(&schema.iter().find(|field| field.name == ours)?.kind);
    let named = |name: &str| {
        known.iter().any(|(known, _)| *known == name)
            || name.starts_with(PREFIX)
            || (ours == "spans" && [START, END, LABEL, QUOTE].iter().any(|names| names.contains(&name)))
    };
    let more: Vec<&str> = fields(kind).into_iter().map(|(name, _)| name).filter(|name| !named(name)).collect();
    (!more.is_empty()).then(|| {
        message!("fields of {column} that a project does not keep: {fields}", column = column, fields = more.join(", "))
    })
}
