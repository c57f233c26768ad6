//! A task as documents: one for each annotation and each prediction.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::{
    formats::{
        document::set_of,
        format::{Item, Reading},
        kit::{
            anchor::shortened, fields::Fields, json_items::JsonItem, offsets::unit_of, raw_text::Unit, tally::Tally,
        },
        problem::Problem,
        record::foreign::{Foreign, KEY, Mark, Relation, bare_line, line_from},
        stem,
        tandai::{Line, MACHINE},
    },
    model::{SetRole, Status, Timestamp},
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
    "drafts",
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

pub(super) fn items(file: &str, item: &JsonItem, reading: &Reading, tally: &Tally) -> Vec<Item> {
    let task = Task { file, item, tally };
    match task.read() {
        Ok((foreign, mut made)) => {
            made.extend(
                foreign
                    .into_iter()
                    .flat_map(|foreign| foreign.items(unit_of(reading, Unit::CodePoint), reading, tally)),
            );
            made
        }
        Err(problem) => vec![Item::Problem(problem)],
    }
}

struct Task<'t> {
    file: &'t str,
    item: &'t JsonItem,
    tally: &'t Tally,
}

/// What one person or program says of a task.
struct Said {
    fields: Fields,
    result: Vec<Value>,
    by_machine: bool,
}

impl Task<'_> {
    fn read(&self) -> Result<(Vec<Foreign>, Vec<Item>), Problem> {
        let mut fields = self.item.fields(self.file)?;
        let mut said: Vec<Said> = Vec::new();
        for (name, by_machine) in [("annotations", false), ("completions", false), ("predictions", true)] {
            for mut fields in fields.list(name).into_iter().filter_map(Fields::of) {
                let result = fields.list("result");
                said.push(Said { fields, result, by_machine });
            }
        }
        let whole = |problem: Problem| problem.at(self.item.at.0, self.item.at.1).row(self.item.text.as_str());
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
                said.push(Said { fields: Fields(rest), result, by_machine: false });
                data
            }
        };
        let mut made = Vec::new();
        let mut lines = Vec::new();
        let beside = fields.object("meta").map(|mut meta| {
            let line = meta.value(KEY);
            meta.leave("“meta”", self.tally, self.item.at);
            line
        });
        for value in [beside.flatten(), data.value(KEY)].into_iter().flatten() {
            for value in if let Value::Array(values) = value { values } else { vec![value] } {
                match line_from(value) {
                    Ok(line) => lines.push(line),
                    Err(reason) => made.push(Item::Problem(
                        whole(Problem::new(
                            self.file,
                            format!("“{KEY}” in “meta” cannot be read: {reason}"),
                            "Take it out",
                        ))
                        .part(),
                    )),
                }
            }
        }
        let text = text_of(&mut data, &said).ok_or_else(|| {
            let fix = "Export the tasks with their text; a link to a file is not followed";
            whole(Problem::new(self.file, "the task has no text", fix))
        })?;
        let mut plain = self.plain_line(&mut data, task_id);
        plain.text = text;
        data.leave("“data”", self.tally, self.item.at);
        for name in BOOKKEEPING {
            fields.value(name);
        }
        fields.leave("a task", self.tally, self.item.at);
        let alone = said.iter().filter(|said| !said.by_machine).count() == 1;
        let mut foreign = Vec::new();
        for (number, said) in said.into_iter().enumerate() {
            let line = take_line(&mut lines, &said);
            foreign.push(self.said(said, line, &plain, number, alone, &mut made));
        }
        if foreign.is_empty() {
            // Nobody marked anything yet.
            let line = if lines.is_empty() { bare_line("") } else { lines.remove(0) };
            foreign.push(self.begin(Some(line).filter(|line| !line.id.is_empty()), &plain));
        }
        for _ in lines {
            let reason = "an annotation that Tandai wrote into the file is not there any more".to_owned();
            self.tally.add(reason, "It was left out, as in Label Studio", self.item.at);
        }
        Ok((foreign, made))
    }

    /// What the task's data say of the article.
    fn plain_line(&self, data: &mut Fields, task_id: Option<String>) -> Line {
        let number = || format!("{}-{}", stem(self.file), self.item.number);
        let mut line = bare_line(&data.name("id").or(task_id).unwrap_or_else(number));
        line.title = data.words("title").unwrap_or_default();
        line.source = data.words("source").unwrap_or_default();
        line.url = data.words("url").unwrap_or_default();
        line.date = data.words("date").and_then(|date| date.get(..10)?.parse().ok());
        line
    }

    fn begin(&self, line: Option<Line>, plain: &Line) -> Foreign {
        let mut line = line.unwrap_or_else(|| plain.clone());
        line.text.clone_from(&plain.text);
        Foreign::new(self.file, self.item.at, line)
    }

    fn said(
        &self,
        said: Said,
        line: Option<Line>,
        plain: &Line,
        number: usize,
        alone: bool,
        made: &mut Vec<Item>,
    ) -> Foreign {
        let Said { mut fields, result, by_machine } = said;
        let carried = line.is_some();
        let mut foreign = self.begin(line, plain);
        let when = fields.moment("updated_at").or_else(|| fields.moment("created_at"));
        let version = fields.name("model_version");
        let gold = fields.is_true("ground_truth");
        let skipped = fields.is_true("was_cancelled");
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
            let set = name.map(|name| set_of(&name, role));
            if let Some(set) = set {
                let name = Some(set.name).filter(|name| name != set.id.as_str());
                (foreign.line.set, foreign.line.set_name) = (set.id.to_string(), name.unwrap_or_default());
                foreign.line.set_role = Some(set.role);
            }
            foreign.line.status = if by_machine { None } else { Some(Status::Finished) };
        }
        match (skipped, foreign.line.status) {
            (true, _) => foreign.line.status = Some(Status::Ignored),
            (false, Some(Status::Ignored)) if !by_machine => foreign.line.status = Some(Status::Finished),
            _ => {}
        }
        fields.number("score");
        for name in BOOKKEEPING {
            fields.value(name);
        }
        fields.leave("an annotation", self.tally, self.item.at);
        let rule = by_machine.then(|| version.unwrap_or_else(|| MACHINE.to_owned()));
        for value in result {
            let shown = value.to_string();
            let read = Fields::of(value).ok_or("it is no object".to_owned());
            if let Err(reason) = read.and_then(|fields| self.region(fields, rule.as_deref(), when, &mut foreign)) {
                let told = format!("“{}” of {}: {reason}", shortened(&shown), foreign.line.id);
                made.push(foreign.part(told, "Mark it again"));
            }
        }
        foreign
    }

    /// Takes one region, relation or answer.
    fn region(
        &self,
        mut fields: Fields,
        rule: Option<&str>,
        when: Option<Timestamp>,
        foreign: &mut Foreign,
    ) -> Result<(), String> {
        let kind = fields.words("type").unwrap_or_default();
        if kind == "relation" {
            let from = fields.name("from_id").ok_or("“from_id” is missing")?;
            let to = fields.name("to_id").ok_or("“to_id” is missing")?;
            let back = fields.words("direction").as_deref() == Some("left");
            let (from, to) = if back { (to, from) } else { (from, to) };
            let labels = words_of(fields.list("labels"));
            let labels = if labels.is_empty() { vec![String::new()] } else { labels };
            for label in labels {
                foreign.relations.push(Relation { from: from.clone(), to: to.clone(), label });
            }
            return Ok(());
        }
        let mut value = fields.object("value").ok_or("“value” is missing")?;
        let labels = ["labels", "hypertextlabels", "htmllabels"].map(|name| words_of(value.list(name))).concat();
        if labels.is_empty() {
            let answer = if kind.is_empty() { "?" } else { &kind };
            if kind.is_empty() || kind == "labels" || kind == "hypertextlabels" {
                return Err("it has no label".to_owned());
            }
            self.tally.no_place(&format!("an answer of type “{}”", shortened(answer)), self.item.at);
            return Ok(());
        }
        // Hypertext counts from an XPath, and beside it from the beginning.
        if let Some(mut all) = value.object("globalOffsets") {
            value.value("start");
            value.value("end");
            value.0.extend(["start", "end"].into_iter().filter_map(|name| Some((name.to_owned(), all.value(name)?))));
        }
        let (Some(start), Some(end)) = (value.whole("start"), value.whole("end")) else {
            return Err("“start” and “end” are no offsets into one text".to_owned());
        };
        let quote = value.words("text").unwrap_or_default();
        // Older exports write a line end inside a region as a backslash and an n.
        let escaped = quote.contains("\\n") && !foreign.line.text.contains("\\n");
        let quote = if escaped { quote.replace("\\n", "\n") } else { quote };
        let id = fields.name("id").unwrap_or_default();
        let note = fields.object("meta").map_or(Vec::new(), |mut meta| words_of(meta.list("text"))).join("\n");
        let score = fields.number("score");
        for (number, label) in labels.iter().enumerate() {
            let name = if number == 0 { id.as_str() } else { "" };
            let mut mark = Mark::new(name, start, end, label);
            mark.said.id = name.to_owned();
            mark.said.text.clone_from(&quote);
            mark.said.note.clone_from(&note);
            mark.said.at = when;
            if let Some(rule) = rule {
                (mark.said.by, mark.said.score) = (rule.to_owned(), score);
            }
            foreign.marks.push(mark);
        }
        Ok(())
    }
}

/// The name of a person: a number, an address, or an object with either.
fn person(value: Value) -> Option<String> {
    match value {
        Value::Number(number) => Some(format!("annotator-{number}")),
        Value::String(name) => Some(name).filter(|name| !name.is_empty()),
        value => {
            let mut fields = Fields::of(value)?;
            fields.words("email").or_else(|| fields.name("id").map(|id| format!("annotator-{id}")))
        }
    }
}

fn words_of(values: Vec<Value>) -> Vec<String> {
    values.into_iter().filter_map(|value| value.as_str().map(str::to_owned)).collect()
}

/// Takes the line that Tandai wrote for an annotation or prediction: of the same model, else the one most of whose
/// marks it has, else the next.
fn take_line(lines: &mut Vec<Line>, said: &Said) -> Option<Line> {
    let ids: BTreeSet<&str> = said.result.iter().filter_map(|region| region.get("id")?.as_str()).collect();
    let version = said.fields.0.get("model_version").and_then(Value::as_str);
    let rank = |line: &Line| {
        let same = line.mentions.iter().filter(|mention| ids.contains(mention.id.as_str())).count();
        (version == Some(line.set.as_str()), same)
    };
    let fitting = lines.iter().enumerate().filter(|(_, line)| is_machine(line) == said.by_machine);
    let (at, _) = fitting.max_by_key(|(at, line)| (rank(line), std::cmp::Reverse(*at)))?;
    Some(lines.remove(at))
}

fn is_machine(line: &Line) -> bool {
    line.set_role == Some(SetRole::Extractor)
}

/// The text that regions lie in: the field `text`, else the one in which most of their words stand where they should,
/// else the longest.
fn text_of(data: &mut Fields, said: &[Said]) -> Option<String> {
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
    let known = ["id", "title", "source", "url", "date"];
    let texts = data.0.iter().filter_map(|(name, value)| Some((name, value.as_str()?)));
    let texts = texts.filter(|(name, words)| !known.contains(&name.as_str()) && is_text(words));
    let best = texts.max_by_key(|(name, words)| (fitting(words), words.len(), std::cmp::Reverse((*name).clone())));
    let name = best.map(|(name, _)| name.clone())?;
    data.words(&name)
}

fn is_link(words: &str) -> bool {
    let begins = ["http://", "https://", "s3://", "gs://", "/data/"].iter().any(|begin| words.starts_with(begin));
    begins && !words.contains(char::is_whitespace)
}

/// The regions of “JSON-MIN”, which stand in lists under the names of their controls.
fn flat_result(data: &mut Fields) -> Vec<Value> {
    let is_region = |value: &Value| value.get("labels").is_some() && value.get("start").is_some();
    let names = data.0.iter().filter(|(_, value)| value.as_array().is_some_and(|list| list.iter().any(is_region)));
    let names: Vec<String> = names.map(|(name, _)| name.clone()).collect();
    let values = names.into_iter().flat_map(|name| data.list(&name));
    values.map(|value| serde_json::json!({"type": "labels", "value": value})).collect()
}
