//! Marks and relations in a record of JSON, or in the rows of a table, in the shapes that programs for annotation give
//! them.

use serde_json::{Map, Value};

use crate::formats::{
    kit::{
        fields::whole,
        unplaced::{FieldContent, place_columns, plain_name},
    },
    record::{RawArticle, RawMention, RawRelation, word},
};
use crate::model::Status;

/// Names of lists of marks; letters only, in lower case, as all names below.
const SPANS: [&str; 10] = [
    "annotation",
    "annotations",
    "denotations",
    "entities",
    "ents",
    "label",
    "labels",
    "namedentities",
    "spans",
    "textannotations",
];
const START: [&str; 8] =
    ["start", "begin", "startoffset", "beginoffset", "startchar", "charstart", "startindex", "startposition"];
const END: [&str; 7] = ["end", "endoffset", "endchar", "charend", "stop", "endindex", "endposition"];
const LABEL: [&str; 11] = [
    "label",
    "labels",
    "kind",
    "type",
    "entitygroup",
    "entitytype",
    "entitylabel",
    "tag",
    "obj",
    "category",
    "classname",
];
const QUOTE: [&str; 11] = [
    "text",
    "word",
    "quote",
    "surface",
    "surfaceform",
    "spantext",
    "mention",
    "mentiontext",
    "entitytext",
    "exact",
    "value",
];
/// Both offsets in one field.
const PLACE: [&str; 3] = ["span", "indices", "offset"];
/// Who marked it, or the whole record.
const PERSON: [&str; 12] = [
    "annotator",
    "annotatorid",
    "annotatedby",
    "user",
    "userid",
    "username",
    "coder",
    "worker",
    "workerid",
    "labeler",
    "labeller",
    "labeledby",
];
/// The ends of a relation, and its name.
const ENDS: [(&str, &str); 3] = [("subj", "obj"), ("fromid", "toid"), ("from", "to")];
const RELATION: [&str; 4] = ["pred", "type", "label", "relationlabel"];

/// What is marked in a record.
#[derive(Default)]
pub struct FoundMarks {
    pub marks: Vec<RawMention>,
    /// Of each mark, who made it, if it says so.
    pub people: Vec<Option<String>>,
    pub relations: Vec<RawRelation>,
    /// Items of a list of marks that are none.
    pub unplaced: usize,
    /// Names of fields that look like marks and cannot be read.
    pub unread: Vec<String>,
}

impl FoundMarks {
    /// Takes a field with all its marks; false if there are none in it.
    pub fn take(&mut self, name: &str, value: &Value) -> bool {
        let parts: Vec<String> = name.split('.').map(plain_name).collect();
        let last = name.rsplit('.').next().unwrap_or(name);
        let known = parts.iter().any(|part| SPANS.contains(&part.as_str()));
        // In `entities.Person` the name of the list is the label of its marks.
        let of_name = (!SPANS.contains(&plain_name(last).as_str())).then_some(last);
        let list = match value {
            Value::Array(list) => list.as_slice(),
            value => std::slice::from_ref(value),
        };
        let labelled = plain_name(last) == "tokens" && FieldContent::of(name, value) == FieldContent::Marks;
        if known || labelled {
            let made: Vec<Vec<RawMention>> = list.iter().map(|value| marks(value, of_name)).collect();
            let unplaced = made.iter().filter(|made| made.is_empty()).count();
            if unplaced < made.len() {
                self.unplaced += unplaced;
                for (value, made) in list.iter().zip(made) {
                    let people =
                        value.as_object().and_then(|fields| get(fields, &PERSON)).map_or(Vec::new(), people_of);
                    for person in people.iter().skip(1) {
                        self.people.resize(self.people.len() + made.len(), Some(person.clone()));
                        self.marks.extend(made.iter().cloned());
                    }
                    self.people.resize(self.people.len() + made.len(), people.into_iter().next());
                    self.marks.extend(made);
                }
                return true;
            }
        }
        if parts.last().is_some_and(|last| last == "relations") {
            let made: Option<Vec<RawRelation>> = list.iter().map(relation).collect();
            if let Some(made) = made.filter(|made| !made.is_empty()) {
                self.relations.extend(made);
                return true;
            }
        }
        if FieldContent::of(name, value) == FieldContent::Marks {
            self.unread.push(name.to_owned());
            return true;
        }
        false
    }

    /// Whether the offsets may count tokens: all of them could, and as characters they cut words.
    pub fn may_count(&self, tokens: usize, text: &str) -> bool {
        let within = |mark: &RawMention| mark.span.quote.is_none() && mark.span.end <= tokens;
        if tokens == 0 || self.marks.is_empty() || !self.marks.iter().all(within) {
            return false;
        }
        let first: Vec<bool> = text.chars().take(tokens + 1).map(char::is_alphanumeric).collect();
        let cuts = |at: usize| at > 0 && first.get(at - 1) == Some(&true) && first.get(at) == Some(&true);
        self.marks.iter().any(|mark| cuts(mark.span.start) || cuts(mark.span.end))
    }
}

/// Columns of a table whose rows are marks, counted from 0.
pub struct MarkColumns {
    pub start: usize,
    pub end: usize,
    pub label: usize,
    /// The words of the mark, who made it, and its id, if there are columns for them.
    pub quote: Option<usize>,
    pub person: Option<usize>,
    pub id: Option<usize>,
}

impl MarkColumns {
    /// By their names; `taken`: columns of the article.
    pub fn of(columns: &[String], taken: &dyn Fn(usize) -> bool) -> Option<Self> {
        let names: Vec<String> = columns.iter().map(|name| plain_name(name)).collect();
        let free = |wanted: &str| names.iter().enumerate().position(|(at, name)| name == wanted && !taken(at));
        let find = |wanted: &[&str]| wanted.iter().find_map(|wanted| free(wanted));
        let (start, end) = place_columns(columns)?;
        let (quote, person) = (find(&QUOTE), find(&PERSON));
        Some(Self {
            start,
            end,
            label: find(&LABEL)?,
            quote,
            person,
            id: find(&["id", "markid", "mentionid", "annid"]),
        })
    }

    /// Whether the label’s column is called so in tables of marks only: articles have types and categories as well.
    pub fn is_sure(&self, columns: &[String]) -> bool {
        columns
            .get(self.label)
            .is_some_and(|name| !["type", "category", "classname", "value"].contains(&&*plain_name(name)))
    }

    pub fn holds(&self, column: usize) -> bool {
        let may = [self.quote, self.person, self.id];
        [self.start, self.end, self.label].contains(&column) || may.contains(&Some(column))
    }

    /// The mark of a row, and who made it.
    pub fn mark(&self, cell: &dyn Fn(usize) -> String, start: usize, end: usize) -> (RawMention, Option<String>) {
        let may = |column: Option<usize>| column.map(cell).filter(|words| !words.trim().is_empty());
        let mut mark = RawMention::mark(may(self.id).unwrap_or_default().trim(), start, end, cell(self.label).trim());
        mark.span.quote = may(self.quote);
        (mark, self.person(cell))
    }

    /// Who made the row.
    pub fn person(&self, cell: &dyn Fn(usize) -> String) -> Option<String> {
        person_of(&Value::String(cell(self.person?)))
    }
}

/// An article with the marks of each person apart; marks that say nothing stay with the record's own person. Who `looked`
/// and marked nothing has begun with it.
pub fn by_person(mut article: RawArticle, people: Vec<Option<String>>, looked: Vec<String>) -> Vec<RawArticle> {
    if looked.is_empty() && people.iter().all(Option::is_none) {
        return vec![article];
    }
    let mut groups: Vec<(String, Vec<RawMention>)> = Vec::new();
    for (mark, person) in std::mem::take(&mut article.mentions).into_iter().zip(people) {
        let person = person.unwrap_or_else(|| article.set.clone());
        match groups.iter_mut().find(|(known, _)| *known == person) {
            Some((_, marks)) => marks.push(mark),
            None => groups.push((person, vec![mark])),
        }
    }
    for person in looked {
        if groups.iter().all(|(known, _)| *known != person) {
            groups.push((person, Vec::new()));
        }
    }
    let begun = word(&Status::InProgress);
    let each = groups.into_iter().map(|(set, mentions)| {
        let status = if mentions.is_empty() { begun.clone() } else { article.status.clone() };
        RawArticle { set, mentions, status, ..article.clone() }
    });
    each.collect()
}

/// The name of a field that says who marked a record.
pub fn is_person(name: &str) -> bool {
    PERSON.contains(&plain_name(name.rsplit('.').next().unwrap_or(name)).as_str())
}

/// A person as a set is called: their name, or their number.
pub fn person_of(value: &Value) -> Option<String> {
    match value {
        Value::String(name) if !name.trim().is_empty() => Some(name.trim().to_owned()),
        Value::Number(number) => Some(format!("annotator-{number}")),
        _ => None,
    }
}

/// Everybody who made a mark: one, or a list of them as LightTag has it.
fn people_of(value: &Value) -> Vec<String> {
    let one = |value: &Value| match value {
        Value::Object(fields) => get(fields, &PERSON).or_else(|| get(fields, &["name", "email"])).and_then(person_of),
        value => person_of(value),
    };
    match value {
        Value::Array(list) => list.iter().filter_map(one).collect(),
        value => one(value).into_iter().collect(),
    }
}

/// Whether an object is a mark, so that it is not a group of fields.
pub fn is_mark(fields: &Map<String, Value>) -> bool {
    place(fields).is_some()
}

fn get<'f>(fields: &'f Map<String, Value>, names: &[&str]) -> Option<&'f Value> {
    names.iter().find_map(|name| fields.iter().find(|(own, _)| plain_name(own) == *name).map(|(_, value)| value))
}

/// The offsets of a mark; none if it lies in several pieces.
fn place(fields: &Map<String, Value>) -> Option<(usize, usize)> {
    if let (Some(start), Some(end)) = (get(fields, &START), get(fields, &END)) {
        return Some((whole(start)?, whole(end)?));
    }
    match get(fields, &PLACE)? {
        Value::Object(inner) => Some((whole(get(inner, &START)?)?, whole(get(inner, &END)?)?)),
        Value::Array(pair) => match pair.as_slice() {
            [start, end] => Some((whole(start)?, whole(end)?)),
            [Value::Object(inner)] => Some((whole(get(inner, &START)?)?, whole(get(inner, &END)?)?)),
            _ => None,
        },
        _ => None,
    }
}

/// The marks that an item of a list stands for, one a label; none if it is none.
fn marks(value: &Value, of_name: Option<&str>) -> Vec<RawMention> {
    match value {
        Value::Array(list) => mark_in_list(list).into_iter().collect(),
        Value::Object(fields) => {
            let Some((start, end)) = place(fields) else { return Vec::new() };
            let labels = match get(fields, &LABEL) {
                Some(Value::String(label)) => vec![label.as_str()],
                Some(Value::Array(labels)) => labels.iter().filter_map(Value::as_str).collect(),
                _ => of_name.into_iter().collect(),
            };
            let name = fields.get("id").map(|id| id.as_str().map_or_else(|| id.to_string(), str::to_owned));
            let quote = get(fields, &QUOTE).and_then(Value::as_str);
            let mark = |label: &str| {
                let mut mark = RawMention::mark(name.as_deref().unwrap_or_default(), start, end, label);
                mark.span.quote = quote.map(str::to_owned);
                mark
            };
            labels.into_iter().map(mark).collect()
        }
        _ => Vec::new(),
    }
}

/// `[0, 4, "party"]`, `["party", 0, 4]`, and `["T1", "party", [[0, 4]]]` as the server of brat has it.
fn mark_in_list(list: &[Value]) -> Option<RawMention> {
    match list {
        [start, end, Value::String(label), ..] => Some(RawMention::mark("", whole(start)?, whole(end)?, label)),
        [Value::String(name), Value::String(label), Value::Array(pieces), ..] => match pieces.as_slice() {
            [Value::Array(piece)] => match piece.as_slice() {
                [start, end] => Some(RawMention::mark(name, whole(start)?, whole(end)?, label)),
                _ => None,
            },
            _ => None,
        },
        [Value::String(label), start, end, ..] => Some(RawMention::mark("", whole(start)?, whole(end)?, label)),
        _ => None,
    }
}

fn relation(value: &Value) -> Option<RawRelation> {
    let fields = value.as_object()?;
    let word = |names: &[&str]| match get(fields, names)? {
        Value::String(word) => Some(word.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let (from, to) = ENDS.iter().find_map(|(from, to)| Some((word(&[from])?, word(&[to])?)))?;
    Some(RawRelation { from, to, label: word(&RELATION)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, json: &str, expected: &str) {
        let mut found = FoundMarks::default();
        let taken = found.take(name, &serde_json::from_str(json).unwrap());
        let mark = |mark: &RawMention| format!("{}–{} {}", mark.span.start, mark.span.end, mark.kind);
        let mut said: Vec<String> = found.marks.iter().map(mark).collect();
        said.extend(found.relations.iter().map(|one| format!("{} {} {}", one.from, one.label, one.to)));
        said.extend((found.unplaced > 0).then(|| format!("{} unplaced", found.unplaced)));
        said.extend(found.unread.iter().map(|name| format!("unread {name}")));
        assert_eq!((said.join(", ").as_str(), taken), (expected, !expected.is_empty()), "{name}: {json}");
    }

    #[test]
    fn shapes_of_marks() {
        check("entities", r#"[{"start":0,"end":3,"label":"A"},{"start":"4","end":7.0,"type":"B"}]"#, "0–3 A, 4–7 B");
        check("denotations", r#"[{"id":"T1","span":{"begin":0,"end":3},"obj":"A"}]"#, "0–3 A");
        check(
            "denotations",
            r#"[{"span":[{"begin":0,"end":3}],"obj":"A"},{"span":[{"begin":0,"end":1},{"begin":2,"end":3}],"obj":"A"}]"#,
            "0–3 A, 1 unplaced",
        );
        check("entities", r#"[["T1","A",[[0,3]]],["T2","A",[[0,1],[2,3]]]]"#, "0–3 A, 1 unplaced");
        check("annotation", r#"[["A",0,3]]"#, "0–3 A");
        check("label", r#"[[0,3,"A"]]"#, "0–3 A");
        check("spans", r#"[{"start":0,"end":3,"labels":["A","B"]}]"#, "0–3 A, 0–3 B");
        check("entities.Person", r#"[{"indices":[0,3]}]"#, "0–3 Person");
        check("spans.sc", r#"[{"start":0,"end":3,"label":"A"}]"#, "0–3 A");
        check("tokens", r#"[{"start":0,"end":3,"entityLabel":"A"}]"#, "0–3 A");
    }

    #[test]
    fn what_is_not_read_is_named() {
        check("relations", r#"[{"id":"R1","pred":"ally","subj":"T1","obj":"T2"}]"#, "T1 ally T2");
        check("relations", r#"[{"head":0,"child":1,"relationLabel":"ally"}]"#, "unread relations");
        check("predictions", r#"[{"start":0,"end":3,"label":"A"}]"#, "unread predictions");
        check("attributes", r#"[{"id":"A1","pred":"Neg","subj":"T1","obj":true}]"#, "unread attributes");
        check("tokens", r#"[{"start":0,"end":3,"tag":"NNP"}]"#, "");
        check("labels", r#"["politik"]"#, "");
        check("images", r#"[{"url":"a.png"}]"#, "");
    }
}
