//! A record of another program: its text, its marks and relations, and, if Tandai wrote the file, the whole line that
//! Tandai put beside them. What the other program shows is what counts; the line tells the rest (entities, provenance,
//! coalitions), so that a file that went out comes back with nothing lost.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use crate::formats::{
    document::{Document, Draft},
    format::{Item, Reading, label_of},
    kit::{
        raw_text::Unit,
        relations::{Pair, take_pairs, tell_missing},
        tally::Tally,
    },
    problem::Problem,
    tandai::{Line, LineMention, add_coalition, add_decision, add_header, keep_import, line_of, place_mention},
};
use crate::model::{KindKey, MentionId};

/// The field that holds the line.
pub const KEY: &str = "tandai";

/// A record before its offsets are checked.
pub struct Foreign {
    /// As problems name the file, and where the record begins.
    pub file: String,
    pub at: (usize, usize),
    /// With the text as the other program has it; `mentions` are those of the line that no mark was found for.
    pub line: Line,
    pub marks: Vec<Mark>,
    pub relations: Vec<Relation>,
    /// Whether the file has a place for relations, so that one that is missing was taken away.
    pub shows_relations: bool,
}

/// A mark of the other program.
pub struct Mark {
    /// As its relations name it; empty if they cannot.
    pub name: String,
    pub label: String,
    /// What is known beside the label: `start` and `end` as the other program counts, `text` the words it quotes.
    pub said: LineMention,
    /// Line and column, or zeros for those of the record.
    pub at: (usize, usize),
}

/// A relation between marks, by their names.
pub struct Relation {
    pub from: String,
    pub to: String,
    pub label: String,
}

impl Mark {
    /// A mark of which nothing else is known.
    pub fn new(name: &str, start: usize, end: usize, label: &str) -> Self {
        let said = LineMention {
            id: String::new(),
            start,
            end,
            text: String::new(),
            kind: KindKey::party(),
            entity: None,
            candidates: Vec::new(),
            score: None,
            by: String::new(),
            decision: None,
            proposed_by: None,
            at: None,
            linked_by: String::new(),
            note: String::new(),
            more: Default::default(),
        };
        Self { name: name.to_owned(), label: label.to_owned(), said, at: (0, 0) }
    }
}

/// The note that the other program shows, if it shows one.
fn newer(shown: &mut String, mention: &LineMention) -> String {
    if shown.is_empty() { mention.note.clone() } else { std::mem::take(shown) }
}

/// The line of a document as it is put beside what the other program has: without the words, which stand there.
pub fn line_beside(document: &Document) -> serde_json::Result<Value> {
    let mut line = line_of(document);
    line.without_quotes();
    let mut value = serde_json::to_value(line)?;
    if let Some(fields) = value.as_object_mut() {
        fields.remove("text");
    }
    Ok(value)
}

/// Reads a line that stood beside a record.
pub fn line_from(value: Value) -> Result<Line, String> {
    let mut value = value;
    let fields = value.as_object_mut().ok_or("it is no object")?;
    fields.insert("text".to_owned(), Value::String(String::new()));
    serde_json::from_value(value).map_err(|error| error.to_string())
}

/// A line that says nothing but which article it is of.
pub fn bare_line(id: &str) -> Line {
    Line {
        id: id.to_owned(),
        text: String::new(),
        title: String::new(),
        source: String::new(),
        url: String::new(),
        date: None,
        meta: Default::default(),
        set: String::new(),
        set_name: String::new(),
        set_role: None,
        import: None,
        status: None,
        mentions: Vec::new(),
        coalitions: Vec::new(),
        decisions: Vec::new(),
        more: Default::default(),
    }
}

impl Foreign {
    pub fn new(file: &str, at: (usize, usize), line: Line) -> Self {
        Self { file: file.to_owned(), at, line, marks: Vec::new(), relations: Vec::new(), shows_relations: true }
    }

    /// Gives the marks what the line says of them: to that of the same place and kind, else to that of the same id
    /// (moved or relabelled in the other program; a relabelled one loses its entity).
    fn match_marks(&mut self, tally: &Tally) {
        if self.line.mentions.is_empty() {
            return;
        }
        let mentions = std::mem::take(&mut self.line.mentions);
        let place = |start, end, label: &str| (start, end, label.to_lowercase());
        let mut by_place: HashMap<(usize, usize, String), Vec<usize>> = HashMap::new();
        let mut by_id: HashMap<String, usize> = HashMap::new();
        for (at, mark) in self.marks.iter().enumerate().rev() {
            by_place.entry(place(mark.said.start, mark.said.end, &mark.label)).or_default().push(at);
            by_id.insert(mark.name.clone(), at);
        }
        let mut taken = vec![false; self.marks.len()];
        let mut rest = Vec::new();
        for mention in mentions {
            let same = by_place.get_mut(&place(mention.start, mention.end, &label_of(&mention.kind)));
            // Of several on one place the one with the id, else the first.
            let found = same.and_then(|same| {
                let named = same.iter().position(|&at| self.marks[at].name == mention.id);
                named.map(|at| same.remove(at)).or_else(|| same.pop())
            });
            match found {
                Some(at) => {
                    taken[at] = true;
                    let said = &mut self.marks[at].said;
                    let text = std::mem::take(&mut said.text);
                    *said = LineMention { text, note: newer(&mut said.note, &mention), ..mention };
                }
                None => rest.push(mention),
            }
        }
        for mention in rest {
            let at = by_id.get(&mention.id).copied().filter(|&at| !mention.id.is_empty() && !taken[at]);
            let Some(at) = at else {
                tally.add(
                    "a mark that Tandai wrote into the file is not there any more".to_owned(),
                    "It was left out, as in the other program",
                    self.at,
                );
                continue;
            };
            taken[at] = true;
            let Mark { label, said, .. } = &mut self.marks[at];
            let entity = mention.entity.clone().filter(|_| label_of(&mention.kind).eq_ignore_ascii_case(label));
            let (start, end, text) = (said.start, said.end, std::mem::take(&mut said.text));
            *said = LineMention { start, end, text, entity, note: newer(&mut said.note, &mention), ..mention };
        }
    }

    /// The record as a document, and what is wrong with it. `unit`: what its offsets count.
    pub fn items(mut self, unit: Unit, reading: &Reading, tally: &Tally) -> Vec<Item> {
        self.match_marks(tally);
        for name in self.line.more.keys() {
            tally
                .no_place(&format!("the field “{}” of “{KEY}”", crate::formats::kit::anchor::shortened(name)), self.at);
        }
        let mut draft = match Draft::new(&self.file, self.at, &self.line.id, &self.line.text) {
            Ok(draft) => draft,
            Err(problem) => return vec![Item::Problem(problem)],
        };
        add_header(&mut draft, &self.line);
        let mut names: BTreeMap<String, MentionId> = BTreeMap::new();
        // Marks with an id of their own first, so that none of those without takes it.
        let (named, nameless): (Vec<Mark>, Vec<Mark>) =
            self.marks.into_iter().partition(|mark| !mark.said.id.is_empty());
        for Mark { name, label, said, at } in named.into_iter().chain(nameless) {
            let Some(kind) = reading.kind(&label) else {
                draft.unknown_label(at, &label, &said.text);
                continue;
            };
            // Two marks may have the same id in the other program; each gets its own here.
            let again = !said.id.is_empty() && draft.known_mention(&said.id).is_some();
            let id = draft.mention_id(if again { "" } else { &said.id });
            if !name.is_empty() {
                names.entry(name).or_insert_with(|| id.clone());
            }
            place_mention(&mut draft, id, kind, said, at, reading);
        }
        for coalition in self.line.coalitions {
            add_coalition(&mut draft, coalition, reading);
        }
        for decision in self.line.decisions {
            add_decision(&mut draft, decision, reading);
        }
        let (mut document, problems) = draft.finish(unit);
        keep_import(&mut document, self.line.import);
        let known =
            |name: &String| names.get(name).filter(|id| document.annotations.mentions.contains_key(*id)).cloned();
        let mut pairs = Vec::new();
        for Relation { from, to, label } in self.relations {
            match (known(&from), known(&to)) {
                (Some(from), Some(to)) => pairs.push(Pair { from, to, label }),
                _ => tally.add(
                    format!(
                        "a relation “{}” of a mark that is not there was left out",
                        crate::formats::kit::anchor::shortened(&label)
                    ),
                    "Mark the words and relate them again",
                    self.at,
                ),
            }
        }
        if self.shows_relations {
            tell_missing(&document, &pairs, tally, self.at);
        }
        take_pairs(&mut document, pairs, tally, self.at, reading.now);
        let document = Item::Document(Box::new(document));
        problems.into_iter().map(Item::Problem).chain([document]).collect()
    }

    /// A problem with a part of this record.
    pub fn part(&self, reason: impl Into<String>, fix: &str) -> Item {
        Item::Problem(Problem::new(self.file.as_str(), reason, fix).at(self.at.0, self.at.1).part())
    }
}
