//! A task as documents: one for each annotation and each prediction.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::hypertext::Hypertext;
use crate::{
    formats::{
        beside::take_beside,
        document::set_of,
        format::{Item, ReadContext},
        json_items::JsonItem,
        kit::{
            columns::{ColumnRole, Mapping},
            fields::UntakenFields,
            offsets::unit_of,
            raw_text::OffsetUnit,
            tally::{FileTally, shortened},
        },
        problem::Problem,
        record::{KEY, MACHINE, RawArticle, RawMention, RawRelation, RecordContext, line_from, word},
        stem,
    },
    message::{Message, message},
    model::{SetRole, Status},
};

/// What Label Studio notes about its own work, which nobody looks for in a project.
const BOOKKEEPING: &[&str] = &[
    "agreement",
    "allow_skip",
    "annotation_id",
    "annotations_ids",
    "annotations_results",
    "avg_lead_time",
    "bulk_created",
    "cancelled_annotations",
    "cluster",
    "comment_authors",
    "comment_count",
    "created_ago",
    "created_at",
    "created_username",
    "draft_created_at",
    "draft_exists",
    "file_upload",
    "id",
    "import_id",
    "inner_id",
    "is_labeled",
    "last_action",
    "last_comment_updated_at",
    "last_created_by",
    "lead_time",
    "mislabeling",
    "model",
    "model_run",
    "neighbors",
    "overlap",
    "parent_annotation",
    "parent_prediction",
    "prediction",
    "predictions_model_versions",
    "predictions_results",
    "predictions_score",
    "project",
    "result_count",
    "reviews",
    "storage_filename",
    "task",
    "total_annotations",
    "total_predictions",
    "unique_id",
    "unresolved_comment_count",
    "updated_at",
    "updated_by",
];

pub(super) fn items(file: &str, item: &JsonItem, reading: &ReadContext, tally: &FileTally) -> Vec<Item> {
    let context = RecordContext { file, at: item.at, unit: unit_of(reading, OffsetUnit::CodePoint), reading, tally };
    let task = TaskInput { item, context };
    match task.read() {
        Ok((records, mut made)) => {
            made.extend(records.into_iter().flat_map(|record| record.items(&context)));
            made
        }
        Err(problem) => vec![Item::Problem(problem)],
    }
}

struct TaskInput<'t> {
    item: &'t JsonItem,
    context: RecordContext<'t>,
}

/// What one person or program says of a task.
struct TaskAnnotation {
    fields: UntakenFields,
    result: Vec<Value>,
    by_machine: bool,
}

/// Types of regions that lie in a picture, a sound or a film, and not in a text.
const NOT_IN_TEXT: &[&str] = &[
    "rectanglelabels",
    "rectangle",
    "polygonlabels",
    "polygon",
    "ellipselabels",
    "ellipse",
    "keypointlabels",
    "keypoint",
    "brushlabels",
    "brush",
    "bitmask",
    "vectorlabels",
    "videorectangle",
    "timelinelabels",
    "timeserieslabels",
];

impl TaskInput<'_> {
    fn read(&self) -> Result<(Vec<RawArticle>, Vec<Item>), Problem> {
        let RecordContext { file, tally, at, .. } = self.context;
        let mut fields = self.item.fields(file, tally)?;
        let mut said: Vec<TaskAnnotation> = Vec::new();
        for (name, by_machine) in [("annotations", false), ("completions", false), ("predictions", true)] {
            for value in fields.list(name) {
                match UntakenFields::of(value) {
                    Some(mut fields) => {
                        let result = fields.list("result");
                        said.push(TaskAnnotation { fields, result, by_machine });
                    }
                    None => tally.note(
                        message!("“{field}” holds numbers, which say nothing of the marks", field = name),
                        message!("Export the tasks with what was marked and predicted"),
                        at,
                    ),
                }
            }
        }
        self.tell_drafts(&mut fields, &mut said);
        let task_id = fields.name("id");
        let mut data = match fields.object("data") {
            Some(data) => data,
            // “JSON-MIN”: the data, and the only annotation, in one object.
            None => {
                let (mut data, mut rest) = (std::mem::take(&mut fields), Map::new());
                for name in BOOKKEEPING.iter().chain(&["annotator"]) {
                    rest.extend(data.0.remove(*name).map(|value| ((*name).to_owned(), value)));
                }
                let result = flat_result(&mut data);
                if let Some(annotator) = rest.remove("annotator") {
                    rest.insert("completed_by".to_owned(), annotator);
                }
                said.push(TaskAnnotation { fields: UntakenFields(rest), result, by_machine: false });
                data
            }
        };
        let mut made = Vec::new();
        let mut meta = fields.object("meta").unwrap_or_default();
        let mut lines = self.lines_beside(&mut meta, &mut data, &mut made);
        let text = self.text(&mut data, &said)?;
        let hypertext = Hypertext::of(&text, said.iter().flat_map(|said| &said.result));
        for name in BOOKKEEPING {
            fields.value(name);
        }
        let mut plain = self.plain(data, task_id, [meta, fields]);
        plain.text = hypertext.as_ref().map_or(text, |hypertext| hypertext.text.clone());
        let alone = said.iter().filter(|said| !said.by_machine).count() == 1;
        let mut records = Vec::new();
        for (number, said) in said.into_iter().enumerate() {
            let line = take_line(&mut lines, &said);
            records.push(self.said(said, line, &plain, number, alone, hypertext.as_ref(), &mut made));
        }
        if records.is_empty() {
            // Nobody marked anything yet.
            let line = if lines.is_empty() { None } else { Some(lines.remove(0)) };
            records.push(begin(line.filter(|line| !line.id.is_empty()), &plain));
        }
        for _ in lines {
            tally.note(
                message!("an annotation that Tandai wrote into the file is not there any more"),
                message!("It was left out, as in Label Studio"),
                at,
            );
        }
        Ok((records, made))
    }

    /// What somebody began and did not submit is left out, and told.
    fn tell_drafts(&self, fields: &mut UntakenFields, said: &mut [TaskAnnotation]) {
        let mut drafts = fields.list("drafts");
        for said in said {
            drafts.extend(said.fields.value("draft"));
        }
        let marks = |draft: &Value| match draft {
            Value::Array(result) => result.len(),
            draft => draft.get("result").and_then(Value::as_array).map_or(0, Vec::len),
        };
        for count in drafts.iter().map(marks).filter(|count| *count > 0) {
            self.context.tally.part(
                message!("a draft with {count} mark{s} was left out", count = count),
                message!("Submit it in Label Studio and export again"),
                self.context.at,
            );
        }
    }

    /// What Tandai had written beside the task.
    fn lines_beside(
        &self,
        meta: &mut UntakenFields,
        data: &mut UntakenFields,
        made: &mut Vec<Item>,
    ) -> Vec<RawArticle> {
        let mut lines = Vec::new();
        for value in [meta.value(KEY), data.value(KEY)].into_iter().flatten() {
            for value in if let Value::Array(values) = value { values } else { vec![value] } {
                match line_from(value) {
                    Some(line) => lines.push(line),
                    None => made.push(self.context.part(
                        message!("the field “{field}” is not an object of Tandai's", field = KEY),
                        message!("Take it out"),
                    )),
                }
            }
        }
        lines
    }

    fn text(&self, data: &mut UntakenFields, said: &[TaskAnnotation]) -> Result<String, Problem> {
        let RecordContext { file, at, .. } = self.context;
        let whole = |reason, fix| Problem::new(file, reason, fix).at(at.0, at.1).row(self.item.text.as_str());
        let kinds = said.iter().flat_map(|said| &said.result).filter_map(|region| region.get("type")?.as_str());
        let mut regions = kinds.filter(|kind| !matches!(*kind, "relation" | "choices" | "textarea" | "rating"));
        if let Some(kind) = regions.clone().find(|kind| NOT_IN_TEXT.contains(kind))
            && regions.all(|kind| NOT_IN_TEXT.contains(&kind))
        {
            return Err(whole(
                message!("the task is not of a text: its marks are of the type “{kind}”", kind = kind),
                message!("Leave it out; only marks in texts are read"),
            ));
        }
        text_of(data, said).ok_or_else(|| {
            whole(
                message!("the task has no text"),
                message!("Export the tasks with their text; a link to a file is not followed"),
            )
        })
    }

    /// What the task's data, and what else stands in it, say of the article.
    fn plain(&self, mut data: UntakenFields, task_id: Option<String>, more: [UntakenFields; 2]) -> RawArticle {
        let number = || format!("{}-{}", stem(self.context.file), self.item.number);
        let mut article = RawArticle::shown(&data.name("id").or(task_id).unwrap_or_else(number), None);
        for fields in [data].into_iter().chain(more) {
            take_beside(&mut article, fields, &self.context);
        }
        article.shown.has_relations = true;
        article
    }

    #[expect(clippy::too_many_arguments, reason = "what one annotation is made of")]
    fn said(
        &self,
        said: TaskAnnotation,
        line: Option<RawArticle>,
        plain: &RawArticle,
        number: usize,
        alone: bool,
        hypertext: Option<&Hypertext>,
        made: &mut Vec<Item>,
    ) -> RawArticle {
        let RecordContext { tally, at, .. } = self.context;
        let TaskAnnotation { mut fields, result, by_machine } = said;
        let carried = line.is_some();
        let mut article = begin(line, plain);
        let when = fields.moment("updated_at").or_else(|| fields.moment("created_at"));
        let when = when.map_or_else(String::new, |when| when.to_string());
        let version = fields.name("model_version");
        let gold = fields.is_true("ground_truth");
        // Older versions say `skipped`.
        let skipped = [fields.is_true("was_cancelled"), fields.is_true("skipped")].contains(&true);
        let who = fields.value("completed_by").and_then(person);
        if !carried {
            let role = match (by_machine, gold) {
                (true, _) => SetRole::Extractor,
                (_, true) => SetRole::Gold,
                _ => SetRole::Person,
            };
            let name = if by_machine { version.clone().or(Some("predictions".to_owned())) } else { who };
            // Of several people each needs a set of their own.
            let name = name.or_else(|| (!alone).then(|| format!("annotator-{}", number + 1)));
            if let Some(set) = name.map(|name| set_of(&name, role)) {
                (article.set, article.set_name) = (set.id.to_string(), set.name);
                article.set_role = word(&set.role);
            }
            article.status = if by_machine { String::new() } else { word(&Status::Finished) };
        }
        let ignored = word(&Status::Ignored);
        if skipped {
            article.status = ignored;
        } else if article.status == ignored && !by_machine {
            article.status = word(&Status::Finished);
        }
        fields.number("score");
        for name in BOOKKEEPING {
            fields.value(name);
        }
        fields.leave(message!("an annotation"), tally, at);
        let rule = by_machine.then(|| version.unwrap_or_else(|| MACHINE.to_owned()));
        let region = RegionBase { rule: rule.as_deref(), when: &when, hypertext };
        for value in result {
            let shown = value.to_string();
            let read = UntakenFields::of(value).ok_or_else(|| message!("it is not an object"));
            if let Err(reason) = read.and_then(|fields| self.region(fields, &region, &mut article)) {
                let told = message!(
                    "“{value}” of {article}: {reason}",
                    value = shortened(&shown),
                    article = &article.id,
                    reason = reason
                );
                made.push(self.context.part(told, message!("Mark it again")));
            }
        }
        article
    }

    /// Takes one region, relation or answer.
    fn region(&self, mut fields: UntakenFields, of: &RegionBase<'_>, article: &mut RawArticle) -> Result<(), Message> {
        let missing = |field: &'static str| move || message!("“{field}” is missing", field = field);
        let kind = fields.words("type").unwrap_or_default();
        if kind == "relation" {
            let from = fields.name("from_id").ok_or_else(missing("from_id"))?;
            let to = fields.name("to_id").ok_or_else(missing("to_id"))?;
            let back = fields.words("direction").as_deref() == Some("left");
            let (from, to) = if back { (to, from) } else { (from, to) };
            let labels = words_of(fields.list("labels"));
            let labels = if labels.is_empty() { vec![String::new()] } else { labels };
            for label in labels {
                article.shown.relations.push(RawRelation { from: from.clone(), to: to.clone(), label });
            }
            return Ok(());
        }
        let mut value = fields.object("value").ok_or_else(missing("value"))?;
        let labels = ["labels", "hypertextlabels", "htmllabels"].map(|name| words_of(value.list(name))).concat();
        if labels.is_empty() {
            let answer = if kind.is_empty() { "?" } else { &kind };
            if kind.is_empty() || kind == "labels" || kind == "hypertextlabels" {
                return Err(message!("it has no label"));
            }
            self.context.lost(message!("an answer of type “{name}”", name = shortened(answer)));
            return Ok(());
        }
        // Hypertext counts from an XPath, and beside it from the beginning.
        if let Some(mut all) = value.object("globalOffsets") {
            value.value("start");
            value.value("end");
            value.0.extend(["start", "end"].into_iter().filter_map(|name| Some((name.to_owned(), all.value(name)?))));
        }
        let (Some(start), Some(end)) = (value.whole("start"), value.whole("end")) else {
            return Err(message!("“start” and “end” are not offsets into one text"));
        };
        let (start, end) = of.hypertext.map_or((start, end), |hypertext| hypertext.place(start, end));
        let quote = value.words("text").unwrap_or_default();
        // Older exports write a line end inside a region as a backslash and an n.
        let escaped = quote.contains("\\n") && !article.text.contains("\\n");
        let quote = if escaped { quote.replace("\\n", "\n") } else { quote };
        let id = fields.name("id").unwrap_or_default();
        let note = fields.object("meta").map_or(Vec::new(), |mut meta| words_of(meta.list("text"))).join("\n");
        let score = fields.number("score");
        for (number, label) in labels.iter().enumerate() {
            let name = if number == 0 { id.as_str() } else { "" };
            let mut mark = RawMention::mark(name, start, end, label);
            name.clone_into(&mut mark.id);
            mark.span.quote = Some(quote.clone()).filter(|quote| !quote.is_empty());
            mark.note.clone_from(&note);
            of.when.clone_into(&mut mark.making.at);
            if let Some(rule) = of.rule {
                (mark.making.by, mark.making.score) = (rule.to_owned(), score);
            }
            article.shown.marks.push(mark);
        }
        Ok(())
    }
}

/// What all regions of an annotation have in common.
struct RegionBase<'r> {
    rule: Option<&'r str>,
    when: &'r str,
    hypertext: Option<&'r Hypertext>,
}

/// The record of what one says of a task.
fn begin(line: Option<RawArticle>, plain: &RawArticle) -> RawArticle {
    let Some(mut line) = line else { return plain.clone() };
    for (name, variable) in &plain.meta.0 {
        line.meta.0.entry(name.clone()).or_insert_with(|| variable.clone());
    }
    RawArticle { text: plain.text.clone(), shown: plain.shown.clone(), ..line }
}

/// The name of a person: a number, an address, or an object with either.
fn person(value: Value) -> Option<String> {
    match value {
        Value::Number(number) => Some(format!("annotator-{number}")),
        Value::String(name) => Some(name).filter(|name| !name.is_empty()),
        value => {
            let mut fields = UntakenFields::of(value)?;
            fields.words("email").or_else(|| fields.name("id").map(|id| format!("annotator-{id}")))
        }
    }
}

fn words_of(values: Vec<Value>) -> Vec<String> {
    values.into_iter().filter_map(|value| value.as_str().map(str::to_owned)).collect()
}

/// Takes the line that Tandai wrote for an annotation or prediction: of the same model, else the one most of whose
/// marks it has, else the next.
fn take_line(lines: &mut Vec<RawArticle>, said: &TaskAnnotation) -> Option<RawArticle> {
    let ids: BTreeSet<&str> = said.result.iter().filter_map(|region| region.get("id")?.as_str()).collect();
    let version = said.fields.0.get("model_version").and_then(Value::as_str);
    let rank = |line: &RawArticle| {
        let same = line.mentions.iter().filter(|mention| ids.contains(mention.id.as_str())).count();
        (version == Some(line.set.as_str()), same)
    };
    let fitting = lines.iter().enumerate().filter(|(_, line)| is_machine(line) == said.by_machine);
    let (at, _) = fitting.max_by_key(|(at, line)| (rank(line), std::cmp::Reverse(*at)))?;
    Some(lines.remove(at))
}

fn is_machine(line: &RawArticle) -> bool {
    line.set_role == word(&SetRole::Extractor)
}

/// The text that regions lie in: the field `text`, else the one in which most of their words stand where they should,
/// else one that is called as texts are, else the longest that is more than a word.
fn text_of(data: &mut UntakenFields, said: &[TaskAnnotation]) -> Option<String> {
    let is_text = |words: &str| !words.is_empty() && !is_link(words);
    if data.0.get("text").and_then(Value::as_str).is_some_and(is_text) {
        return data.words("text");
    }
    let values: Vec<&Value> =
        said.iter().flat_map(|said| &said.result).filter_map(|region| region.get("value")).take(50).collect();
    let fitting = |text: &str| {
        let fits = |value: &&&Value| {
            let (start, end) = (value.get("start")?.as_u64()? as usize, value.get("end")?.as_u64()? as usize);
            let quote = value.get("text")?.as_str()?;
            Some(text.chars().skip(start).take(end.saturating_sub(start)).eq(quote.chars()))
        };
        values.iter().filter(|value| fits(value) == Some(true)).count()
    };
    let names: Vec<String> = data.0.keys().cloned().collect();
    let mapping = Mapping::new(&names, &BTreeMap::new()).unwrap_or_default();
    let texts = names.iter().enumerate().filter_map(|(at, name)| Some((at, name, data.0.get(name)?.as_str()?)));
    let texts =
        texts.filter(|(at, _, words)| matches!(mapping.role(*at), None | Some(ColumnRole::Text)) && is_text(words));
    let rank = |(at, name, words): (usize, &String, &str)| {
        let (fits, named) = (fitting(words), mapping.role(at) == Some(ColumnRole::Text));
        // A title or a name of a few words is no text.
        let sentence =
            words.split_whitespace().nth(3).is_some() || words.trim_end().ends_with(['.', '!', '?', '”', '"']);
        let may = fits > 0 || named || sentence;
        may.then(|| ((fits, named, words.len()), std::cmp::Reverse(name.clone())))
    };
    let std::cmp::Reverse(name) = texts.filter_map(rank).max()?.1;
    data.words(&name)
}

fn is_link(words: &str) -> bool {
    let begins = ["http://", "https://", "s3://", "gs://", "/data/"].iter().any(|begin| words.starts_with(begin));
    begins && !words.contains(char::is_whitespace)
}

/// The regions of “JSON-MIN”, which stand in lists under the names of their controls.
fn flat_result(data: &mut UntakenFields) -> Vec<Value> {
    let is_region = |value: &Value| value.get("labels").is_some() && value.get("start").is_some();
    let names = data.0.iter().filter(|(_, value)| value.as_array().is_some_and(|list| list.iter().any(is_region)));
    let names: Vec<String> = names.map(|(name, _)| name.clone()).collect();
    let values = names.into_iter().flat_map(|name| data.list(&name));
    values.map(|value| serde_json::json!({"type": "labels", "value": value})).collect()
}
