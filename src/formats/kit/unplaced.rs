//! What a field of another program holds that no reader took: words, records, or what somebody marked in the text. Words
//! can become article variables; records cannot, and marks are never left out without a word.

use serde_json::{Map, Value};

/// What a value is to a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FieldContent {
    /// Nothing, a word, a number, or a list of them.
    Words,
    /// Objects or lists within lists.
    Records,
    /// Records that look like marks in a text, or like relations between them.
    Marks,
}

/// Names of fields that hold marks, as programs for annotation call them; letters only, in lower case.
const MARKS: [&str; 25] = [
    "annotation",
    "annotations",
    "attributes",
    "completions",
    "coreferences",
    "denotations",
    "entities",
    "ents",
    "equivs",
    "events",
    "highlights",
    "labels",
    "latestlabel",
    "markables",
    "mentions",
    "modifications",
    "namedentities",
    "ner",
    "prediction",
    "predictions",
    "relations",
    "responses",
    "spans",
    "suggestions",
    "triggers",
];

/// Names of offsets.
const OFFSETS: [&str; 18] = [
    "begin",
    "beginoffset",
    "charoffset",
    "charstart",
    "from",
    "indices",
    "offset",
    "offsets",
    "position",
    "range",
    "span",
    "start",
    "startchar",
    "startindex",
    "startoffset",
    "startpos",
    "startposition",
    "tokenstart",
];

/// Names of the two ends of a relation.
const ENDS: [(&str, &str); 7] = [
    ("subj", "obj"),
    ("head", "child"),
    ("head", "tail"),
    ("fromid", "toid"),
    ("from", "to"),
    ("arg1", "arg2"),
    ("h", "t"),
];

/// Columns of a table whose rows are marks: where one begins, and where it ends.
const PLACES: [(&str, &str); 10] = [
    ("start", "end"),
    ("begin", "end"),
    ("start", "stop"),
    ("startoffset", "endoffset"),
    ("beginoffset", "endoffset"),
    ("startchar", "endchar"),
    ("charstart", "charend"),
    ("startindex", "endindex"),
    ("spanstart", "spanend"),
    ("startpos", "endpos"),
];

/// Names of what a text is cut into: nobody marked it.
const PIECES: [&str; 6] = ["paragraphs", "sections", "sentences", "sents", "tokens", "words"];

/// The letters and digits of a name in lower case: `startOffset` is `start_offset`.
pub fn plain_name(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The columns of a table that say where a mark begins and ends.
pub fn place_columns(columns: &[String]) -> Option<(usize, usize)> {
    let names: Vec<String> = columns.iter().map(|name| plain_name(name)).collect();
    let at = |wanted: &str| names.iter().position(|name| name == wanted);
    PLACES.iter().find_map(|(start, end)| Some((at(start)?, at(end)?)))
}

impl FieldContent {
    /// Of a field, by its name (with dots for one within another) and its value.
    pub fn of(name: &str, value: &Value) -> Self {
        let nested = |value: &Value| value.is_object() || value.is_array();
        match value {
            Value::Array(list) if list.iter().any(nested) => {}
            Value::Object(fields) if !fields.is_empty() => {}
            _ => return Self::Words,
        }
        let last = plain_name(name.rsplit('.').next().unwrap_or(name));
        let named = name.split('.').any(|part| MARKS.contains(&plain_name(part).as_str()));
        let marks = if PIECES.contains(&last.as_str()) { has_labels(value) } else { named || has_marks(value) };
        if marks { Self::Marks } else { Self::Records }
    }

    /// Of a cell of a table: JSON in it counts as what it is, everything else as words.
    pub fn of_cell(name: &str, cell: &str) -> Self {
        let cell = cell.trim();
        match cell.starts_with("[{") || cell.starts_with("[[") || cell.starts_with("{\"") {
            true => serde_json::from_str(cell).map_or(Self::Words, |value| Self::of(name, &value)),
            false => Self::Words,
        }
    }
}

/// Whether there are offsets, or the ends of a relation, anywhere within.
fn has_marks(value: &Value) -> bool {
    match value {
        Value::Array(list) => is_triple(list) || list.iter().any(has_marks),
        Value::Object(fields) => has_offset(fields) || is_relation(fields) || fields.values().any(has_marks),
        _ => false,
    }
}

/// `[0, 4, "party"]` or `["party", 0, 4]`, also with more behind.
fn is_triple(list: &[Value]) -> bool {
    match list {
        [a, b, c, ..] => (a.is_u64() && b.is_u64() && c.is_string()) || (a.is_string() && b.is_u64() && c.is_u64()),
        _ => false,
    }
}

fn has_offset(fields: &Map<String, Value>) -> bool {
    let counts = |value: &Value| match value {
        Value::Number(_) => true,
        Value::Array(list) => list.first().is_some_and(Value::is_number),
        _ => false,
    };
    fields.iter().any(|(name, value)| counts(value) && OFFSETS.contains(&plain_name(name).as_str()))
}

fn is_relation(fields: &Map<String, Value>) -> bool {
    let has = |wanted: &str| fields.keys().any(|name| plain_name(name) == wanted);
    ENDS.iter().any(|(from, to)| has(from) && has(to))
}

/// Whether pieces of a text were given labels.
fn has_labels(value: &Value) -> bool {
    match value {
        Value::Array(list) => list.iter().any(has_labels),
        Value::Object(fields) => fields.iter().any(|(name, value)| {
            plain_name(name).ends_with("label") && value.is_string() || value.is_array() && has_labels(value)
        }),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, json: &str, is: FieldContent) {
        assert_eq!(FieldContent::of(name, &serde_json::from_str(json).unwrap()), is, "{name}: {json}");
    }

    #[test]
    fn marks_are_told_from_words_and_records() {
        use FieldContent::{Marks, Records, Words};
        check("authors", r#"["Rina","Sri"]"#, Words);
        check("labels", r#"["politik"]"#, Words);
        check("lead", "null", Words);
        check("images", r#"[{"url":"a.png","width":5}]"#, Records);
        check("author", r#"{"name":{"first":"Rina"}}"#, Records);
        check("tokens", r#"[{"id":0,"start":0,"end":3,"tag":"NNP"}]"#, Records);
        check("tokens", r#"[{"start":0,"end":3,"entityLabel":"PARTY"}]"#, Marks);
        check("denotations", r#"[{"id":"T1","span":{"begin":0,"end":3},"obj":"Party"}]"#, Marks);
        check("x", r#"[{"id":"T1","span":{"begin":0,"end":3},"obj":"Party"}]"#, Marks);
        check("attributes", r#"[{"id":"A1","subj":"T1","pred":"Neg","obj":true}]"#, Marks);
        check("x", r#"[{"h":0,"t":1,"r":"P17"}]"#, Marks);
        check("x", r#"[["T1","Party",[[0,3]]],[0,3,"Party"]]"#, Marks);
        check("x", r#"[["Party",0,3]]"#, Marks);
        check("x", r#"[{"jsonResponse":{"NER":{"annotations":[{"beginOffset":0,"content":"PKS"}]}}}]"#, Marks);
        check("entities.Person", r#"[{"indices":[0,4]}]"#, Marks);
        check("responses.label", r#"[{"value":[{"start":0}]}]"#, Marks);
        check("images", r#"[[1,2],[3,4]]"#, Records);
    }

    #[test]
    fn cells_of_tables_as_well() {
        assert_eq!(FieldContent::of_cell("label", r#"[{"start":0,"end":4,"labels":["PARTY"]}]"#), FieldContent::Marks);
        assert_eq!(FieldContent::of_cell("label", "[Jakarta] PKS"), FieldContent::Words);
        assert_eq!(FieldContent::of_cell("image", r#"{"url":"a.png"}"#), FieldContent::Records);
    }
}
