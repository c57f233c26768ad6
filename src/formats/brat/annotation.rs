//! The lines of an `.ann` file as what they say of an article.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::{
    COALITION, FREE_NOTE, NOTE,
    event::Event,
    fragments::{one_line, pieces},
};
use crate::{
    formats::{
        format::Item,
        kit::{anchor::shortened, fields::Fields, lines::NumberedLine, tally::Tally},
        problem::Problem,
        record::foreign::{Foreign, Mark, Relation},
        tandai::LineMention,
    },
    model::{EntityId, Text},
};

/// A text-bound annotation.
struct Bound {
    line: usize,
    kind: String,
    places: Vec<(usize, usize)>,
    tail: String,
    entity: Option<EntityId>,
    told: Option<Fields>,
    note: String,
}

/// Everything in the `.ann` files of an article.
pub(super) struct Standoff<'s> {
    file: &'s str,
    tally: &'s Tally,
    bounds: BTreeMap<String, Bound>,
    /// Names of text-bound annotations in the order of the file.
    order: Vec<String>,
    events: BTreeMap<String, Event>,
    relations: Vec<Relation>,
    pub problems: Vec<Item>,
}

impl<'s> Standoff<'s> {
    pub(super) fn new(file: &'s str, tally: &'s Tally) -> Self {
        let (bounds, events) = (BTreeMap::new(), BTreeMap::new());
        Self { file, tally, bounds, order: Vec::new(), events, relations: Vec::new(), problems: Vec::new() }
    }

    /// Takes the lines: those that others hang on first, whatever their order.
    pub(super) fn take(&mut self, lines: &[NumberedLine]) {
        for letters in ["TE", "RANM#*"] {
            for line in lines.iter().filter(|line| line.text.starts_with(|c| letters.contains(c))) {
                if let Err(reason) = self.line(line) {
                    let fix = "Mend the line as brat's standoff manual has it";
                    let problem = Problem::new(self.file, reason, fix).at(line.number, 1).part();
                    self.problems.push(Item::Problem(problem.row(line.text.as_str())));
                }
            }
        }
        for line in lines.iter().filter(|line| !line.text.starts_with(|c| "TERANM#*".contains(c))) {
            if !line.text.trim().is_empty() {
                self.tally.no_place("a line that is no annotation of brat", (line.number, 1));
            }
        }
    }

    fn line(&mut self, line: &NumberedLine) -> Result<(), String> {
        let (name, rest) = line.text.split_once('\t').ok_or("no tab stands after the id")?;
        let (data, tail) = rest.split_once('\t').unwrap_or((rest, ""));
        let at = (line.number, 1);
        match name.as_bytes().first() {
            Some(b'T') => return self.bound(name, data, tail, line.number),
            Some(b'E') => return self.event(name, data, line.number),
            Some(b'R') => {
                let mut words = data.split_whitespace();
                let label = words.next().ok_or("the relation has no type")?.to_owned();
                let mut end = || words.next().and_then(|word| word.split_once(':')).map(|(_, name)| name.to_owned());
                let (from, to) = end().zip(end()).ok_or("the relation has no two arguments")?;
                self.relations.push(Relation { from, to, label });
            }
            Some(b'A' | b'M') => {
                let mut words = data.split(' ');
                let (kind, target) = words.next().zip(words.next()).ok_or("the attribute has no target")?;
                match self.events.get_mut(target) {
                    Some(event) => {
                        let value = words.collect::<Vec<_>>().join(" ");
                        event.attributes.insert(kind.to_owned(), value);
                    }
                    None => self.tally.no_place(&format!("an attribute “{}”", shortened(kind)), at),
                }
            }
            Some(b'N') => {
                let mut words = data.split(' ');
                let target = words.nth(1).ok_or("the normalisation has no target")?;
                let (base, id) = words.next().and_then(|word| word.split_once(':')).ok_or("it has no identifier")?;
                let entity = Some(id).filter(|_| base.eq_ignore_ascii_case(NOTE)).and_then(|id| EntityId::new(id).ok());
                match (entity, self.bounds.get_mut(target)) {
                    (Some(entity), Some(bound)) => bound.entity = Some(entity),
                    _ => self.tally.no_place(&format!("an identifier of “{}”", shortened(base)), at),
                }
            }
            Some(b'#') => self.note(data, tail, at),
            _ => self.tally.no_place(&format!("a group “{}”", data.split(' ').next().unwrap_or("")), at),
        }
        Ok(())
    }

    fn bound(&mut self, name: &str, data: &str, tail: &str, line: usize) -> Result<(), String> {
        let (kind, places) = data.split_once(' ').ok_or("it has no offsets")?;
        let place = |place: &str| {
            let (start, end) = place.trim().split_once(' ')?;
            Some((start.parse().ok()?, end.trim().parse().ok()?))
        };
        let places: Option<Vec<(usize, usize)>> = places.split(';').map(place).collect();
        let mut places = places.ok_or_else(|| format!("“{}” are no offsets", shortened(data)))?;
        places.sort_unstable();
        let (kind, tail) = (kind.to_owned(), tail.to_owned());
        let bound = Bound { line, kind, places, tail, entity: None, told: None, note: String::new() };
        if self.bounds.insert(name.to_owned(), bound).is_some() {
            return Err(format!("{name} stands there twice; the last one counts"));
        }
        self.order.push(name.to_owned());
        Ok(())
    }

    fn event(&mut self, name: &str, data: &str, line: usize) -> Result<(), String> {
        let mut words = data.split(' ').filter(|word| !word.is_empty());
        let (kind, trigger) = words.next().and_then(|word| word.split_once(':')).ok_or("the event has no trigger")?;
        if !kind.eq_ignore_ascii_case(COALITION) {
            self.tally.no_place(&format!("an event “{}”", shortened(kind)), (line, 1));
            return Ok(());
        }
        let mut event = Event { line, trigger: trigger.to_owned(), ..Event::default() };
        for word in words {
            let (role, name) = word.split_once(':').ok_or_else(|| format!("“{}” is no argument", shortened(word)))?;
            event.arguments.push((role.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned(), name.to_owned()));
        }
        self.events.insert(name.to_owned(), event);
        Ok(())
    }

    fn note(&mut self, data: &str, tail: &str, at: (usize, usize)) {
        let (kind, target) = data.split_once(' ').unwrap_or((data, ""));
        let (told, note) = match (self.bounds.get_mut(target), self.events.get_mut(target)) {
            (Some(bound), _) => (&mut bound.told, &mut bound.note),
            (None, Some(event)) => (&mut event.told, &mut event.note),
            (None, None) => return self.tally.no_place(&format!("a note “{}”", shortened(kind)), at),
        };
        if kind == NOTE {
            *told = serde_json::from_str::<Value>(tail).ok().and_then(Fields::of);
            if told.is_none() {
                self.tally.no_place("a note “Tandai” that is no JSON", at);
            }
        } else if kind == FREE_NOTE {
            if !note.is_empty() && !tail.is_empty() {
                note.push_str(" / ");
            }
            note.push_str(tail);
        } else {
            self.tally.no_place(&format!("a note “{}”", shortened(kind)), at);
        }
    }

    /// Puts marks, relations and coalitions into the record of the article, whose text is there.
    pub(super) fn fill(mut self, foreign: &mut Foreign) -> Vec<Item> {
        let text = Text::new(foreign.line.text.as_str());
        let triggers: BTreeSet<String> = self.events.values().map(|event| event.trigger.clone()).collect();
        for event in self.events.values_mut() {
            let bound = self.bounds.get(&event.trigger);
            event.place = bound.and_then(|bound| hull(&bound.places));
        }
        let (mut names, mut entities) = (BTreeMap::new(), BTreeMap::new());
        for name in &self.order {
            let is_trigger = triggers.contains(name);
            let Some(bound) = self.bounds.remove(name) else { continue };
            if is_trigger && bound.kind.eq_ignore_ascii_case(COALITION) {
                continue;
            }
            let mark = self.mark(name, bound, &text);
            names.insert(name.clone(), mark.said.id.clone());
            if let Some(entity) = &mark.said.entity {
                entities.insert(mark.said.id.clone(), entity.clone());
            }
            foreign.marks.push(mark);
        }
        for (name, event) in std::mem::take(&mut self.events) {
            let (line, mut odd) = (event.line, Vec::new());
            let mut coalition = event.coalition(&names, &entities, &mut odd);
            if coalition.id.is_empty() {
                coalition.id = name;
            }
            foreign.line.coalitions.push(coalition);
            for what in odd {
                self.tally.no_place(&format!("of an event: {what}"), (line, 1));
            }
        }
        foreign.relations = self.relations;
        self.problems
    }

    fn mark(&self, name: &str, bound: Bound, text: &Text) -> Mark {
        let Bound { line, kind, places, tail, entity, told, note } = bound;
        let (start, end) = hull(&places).unwrap_or_default();
        let mut mark = Mark::new(name, start, end, &kind);
        mark.at = (line, 1);
        mark.said.id = name.to_owned();
        if let Some(told) = told {
            self.tell(&mut mark.said, told.0, text, line);
        }
        let (start, end) = (mark.said.start, mark.said.end);
        mark.said.entity = entity;
        if !note.is_empty() && note != one_line(&mark.said.note) {
            mark.said.note = note;
        }
        // brat quotes the pieces with a blank between them; the quote is the words from the first to the last, if the
        // pieces are where it says.
        let slice = |start, end| text.span_of_chars(start, end).map(|span| text.slice(span));
        let quoted: Option<Vec<&str>> = places.iter().map(|&(start, end)| slice(start, end)).collect();
        let fits = quoted.is_some_and(|words| words.join(" ").trim_end() == tail.trim_end() || tail.is_empty());
        let whole = slice(start, end);
        mark.said.text = whole.filter(|_| fits).map_or(tail, str::to_owned);
        let gaps = places.windows(2).filter_map(|pair| slice(pair[0].1, pair[1].0));
        if gaps.into_iter().any(|gap| !gap.trim().is_empty()) {
            let reason =
                "a mention in pieces with words between them; all from the first to the last was marked".to_owned();
            self.tally.add(reason, "Look at it; a mention is one stretch of text", (line, 1));
        }
        mark
    }

    /// What the note of Tandai tells beside what brat shows.
    fn tell(&self, said: &mut LineMention, mut fields: Map<String, Value>, text: &Text, line: usize) {
        let (start, end) = (said.start, said.end);
        fields.entry("start").or_insert(start.into());
        fields.entry("end").or_insert(end.into());
        fields.insert("kind".to_owned(), "party".into());
        match serde_json::from_value::<LineMention>(Value::Object(fields)) {
            Ok(told) => {
                // The line ends at its edges are in no piece; a mention that was moved in brat is where brat has it.
                let words = text.span_of_chars(told.start, told.end).map(|span| text.slice(span)).unwrap_or("");
                let bare = pieces(words, told.start);
                let same = hull(&bare) == Some((start, end));
                *said = told;
                if !same {
                    (said.start, said.end) = (start, end);
                }
            }
            Err(error) => {
                let reason = format!("a note “{NOTE}” cannot be read ({error})");
                self.tally.add(reason, "It was left out; the mention is there", (line, 1));
            }
        }
    }
}

/// From the first to the last of the pieces.
fn hull(places: &[(usize, usize)]) -> Option<(usize, usize)> {
    Some((places.iter().map(|place| place.0).min()?, places.iter().map(|place| place.1).max()?))
}
