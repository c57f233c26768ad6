//! The lines of an `.ann` file as what they say of an article.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{
    COALITION, FREE_NOTE, NOTE,
    event::Event,
    fragments::{one_line, pieces},
};
use crate::{
    formats::{
        format::Item,
        kit::{
            fields::UntakenFields,
            lines::NumberedLine,
            tally::{FileTally, shortened},
        },
        problem::Problem,
        record::{RawArticle, RawMention, RawRelation, RawSpan, from_fields},
    },
    message::{Message, message},
    model::{EntityId, StatementScheme, Text},
};

/// A text-bound annotation.
struct Bound {
    line: usize,
    kind: String,
    places: Vec<(usize, usize)>,
    tail: String,
    entity: Option<EntityId>,
    told: Option<UntakenFields>,
    note: String,
}

/// Everything in the `.ann` files of an article.
pub(super) struct Standoff<'s> {
    file: &'s str,
    tally: &'s FileTally,
    bounds: BTreeMap<String, Bound>,
    /// Names of text-bound annotations in the order of the file.
    order: Vec<String>,
    events: BTreeMap<String, Event>,
    relations: Vec<RawRelation>,
    pub problems: Vec<Item>,
}

impl<'s> Standoff<'s> {
    pub(super) fn new(file: &'s str, tally: &'s FileTally) -> Self {
        let (bounds, events) = (BTreeMap::new(), BTreeMap::new());
        Self { file, tally, bounds, order: Vec::new(), events, relations: Vec::new(), problems: Vec::new() }
    }

    /// Takes the lines: those that others hang on first, whatever their order.
    pub(super) fn take(&mut self, lines: &[NumberedLine]) {
        for letters in ["TE", "RANM#*"] {
            for line in lines.iter().filter(|line| line.text.starts_with(|c| letters.contains(c))) {
                if let Err(reason) = self.line(line) {
                    let fix = message!("Correct the line as brat's standoff manual has it");
                    let problem = Problem::new(self.file, reason, fix).at(line.number, 1).part();
                    self.problems.push(Item::Problem(problem.row(line.text.as_str())));
                }
            }
        }
        for line in lines.iter().filter(|line| !line.text.starts_with(|c| "TERANM#*".contains(c))) {
            if !line.text.trim().is_empty() {
                self.tally.no_place(message!("a line that is not an annotation of brat"), (line.number, 1));
            }
        }
    }

    fn line(&mut self, line: &NumberedLine) -> Result<(), Message> {
        let (name, rest) = line.text.split_once('\t').ok_or_else(|| message!("there is no tab after the id"))?;
        let (data, tail) = rest.split_once('\t').unwrap_or((rest, ""));
        let at = (line.number, 1);
        match name.as_bytes().first() {
            Some(b'T') => return self.bound(name, data, tail, line.number),
            Some(b'E') => return self.event(name, data, line.number),
            Some(b'R') => {
                let mut words = data.split_whitespace();
                let label = words.next().ok_or_else(|| message!("the relation has no type"))?.to_owned();
                let mut end = || words.next().and_then(|word| word.split_once(':')).map(|(_, name)| name.to_owned());
                let (from, to) =
                    end().zip(end()).ok_or_else(|| message!("the relation does not have two arguments"))?;
                self.relations.push(RawRelation { from, to, label });
            }
            Some(b'A' | b'M') => {
                let mut words = data.split(' ');
                let (kind, target) =
                    words.next().zip(words.next()).ok_or_else(|| message!("the attribute has no target"))?;
                match self.events.get_mut(target) {
                    Some(event) => {
                        let value = words.collect::<Vec<_>>().join(" ");
                        event.attributes.insert(kind.to_owned(), value);
                    }
                    None => self.tally.no_place(message!("an attribute “{name}”", name = shortened(kind)), at),
                }
            }
            Some(b'N') => {
                let mut words = data.split(' ');
                let target = words.nth(1).ok_or_else(|| message!("the normalisation has no target"))?;
                let reference = words.next().and_then(|word| word.split_once(':'));
                let (base, id) = reference.ok_or_else(|| message!("the normalisation has no identifier"))?;
                let entity = Some(id).filter(|_| base.eq_ignore_ascii_case(NOTE)).and_then(|id| EntityId::new(id).ok());
                match (entity, self.bounds.get_mut(target)) {
                    (Some(entity), Some(bound)) => bound.entity = Some(entity),
                    _ => self.tally.no_place(message!("an identifier of “{base}”", base = shortened(base)), at),
                }
            }
            Some(b'#') => self.note(data, tail, at),
            _ => {
                let name = shortened(data.split(' ').next().unwrap_or(""));
                self.tally.lost(message!("a group “{name}”", name = name), at);
            }
        }
        Ok(())
    }

    fn bound(&mut self, name: &str, data: &str, tail: &str, line: usize) -> Result<(), Message> {
        let (kind, places) = data.split_once(' ').ok_or_else(|| message!("it has no offsets"))?;
        let place = |place: &str| {
            let (start, end) = place.trim().split_once(' ')?;
            Some((start.parse().ok()?, end.trim().parse().ok()?))
        };
        let places: Option<Vec<(usize, usize)>> = places.split(';').map(place).collect();
        let mut places = places.ok_or_else(|| message!("“{words}” are not offsets", words = shortened(data)))?;
        places.sort_unstable();
        let (kind, tail) = (kind.to_owned(), tail.to_owned());
        let bound = Bound { line, kind, places, tail, entity: None, told: None, note: String::new() };
        if self.bounds.insert(name.to_owned(), bound).is_some() {
            return Err(message!("{name} stands there twice; the last one counts", name = name));
        }
        self.order.push(name.to_owned());
        Ok(())
    }

    fn event(&mut self, name: &str, data: &str, line: usize) -> Result<(), Message> {
        let mut words = data.split(' ').filter(|word| !word.is_empty());
        let (kind, trigger) =
            words.next().and_then(|word| word.split_once(':')).ok_or_else(|| message!("the event has no trigger"))?;
        if !kind.eq_ignore_ascii_case(COALITION) {
            self.tally.lost(message!("an event “{name}”", name = shortened(kind)), (line, 1));
            return Ok(());
        }
        let mut event = Event { line, trigger: trigger.to_owned(), ..Event::default() };
        for word in words {
            let (role, name) = word
                .split_once(':')
                .ok_or_else(|| message!("“{words}” is not an argument", words = shortened(word)))?;
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
            (None, None) => return self.tally.no_place(message!("a note “{name}”", name = shortened(kind)), at),
        };
        if kind == NOTE {
            *told = serde_json::from_str::<Value>(tail).ok().and_then(UntakenFields::of);
            if told.is_none() {
                self.tally.no_place(message!("a note “{name}” that is not JSON", name = NOTE), at);
            }
        } else if kind == FREE_NOTE {
            if !note.is_empty() && !tail.is_empty() {
                note.push_str(" / ");
            }
            note.push_str(tail);
        } else {
            self.tally.no_place(message!("a note “{name}”", name = shortened(kind)), at);
        }
    }

    /// Puts marks, relations and coalitions into the record of the article, whose text is there.
    pub(super) fn fill(mut self, article: &mut RawArticle, scheme: &StatementScheme) -> Vec<Item> {
        let text = Text::new(article.text.as_str());
        let triggers: BTreeSet<String> = self.events.values().map(|event| event.trigger.clone()).collect();
        for event in self.events.values_mut() {
            let bound = self.bounds.get(&event.trigger);
            event.place = bound.and_then(|bound| hull(&bound.places));
            let between = |pair: &[(usize, usize)]| {
                let gap = text.span_of_chars(pair[0].1, pair[1].0).map(|span| text.slice(span));
                gap.is_some_and(|gap| !gap.trim().is_empty())
            };
            event.torn = bound.is_some_and(|bound| bound.places.windows(2).any(between));
        }
        let (mut names, mut entities) = (BTreeMap::new(), BTreeMap::new());
        for name in &self.order {
            let is_trigger = triggers.contains(name);
            let Some(bound) = self.bounds.remove(name) else { continue };
            if is_trigger && bound.kind.eq_ignore_ascii_case(COALITION) {
                continue;
            }
            let mark = self.mark(name, bound, &text);
            names.insert(name.clone(), mark.id.clone());
            if !mark.entity.is_empty() {
                entities.insert(mark.id.clone(), mark.entity.clone());
            }
            article.shown.marks.push(mark);
        }
        for (name, event) in std::mem::take(&mut self.events) {
            let (line, mut odd) = (event.line, Vec::new());
            if event.torn {
                self.tally.part(
                    message!("a trigger in pieces with words between them; all from the first to the last is evidence"),
                    message!("Look at it; evidence is one stretch of text"),
                    (line, 1),
                );
            }
            let mut coalition = event.coalition(&names, &entities, scheme, &text, &mut odd);
            if coalition.id.is_empty() {
                coalition.id = name;
            }
            article.coalitions.push(coalition);
            for what in odd {
                self.tally.no_place(message!("of an event: {what}", what = what), (line, 1));
            }
        }
        article.shown.relations = self.relations;
        self.problems
    }

    fn mark(&self, name: &str, bound: Bound, text: &Text) -> RawMention {
        let Bound { line, kind, places, tail, entity, told, note } = bound;
        let (start, end) = hull(&places).unwrap_or_default();
        let mut mark = RawMention::mark(name, start, end, &kind);
        if let Some(told) = told {
            mark = self.tell(mark, told, text, line);
        }
        (mark.at, mark.kind, mark.name) = ((line, 1), kind, name.to_owned());
        if mark.id.is_empty() {
            name.clone_into(&mut mark.id);
        }
        let (start, end) = (mark.span.start, mark.span.end);
        mark.entity = entity.map_or_else(String::new, |entity| entity.to_string());
        if !note.is_empty() && note != one_line(&mark.note) {
            mark.note = note;
        }
        // brat quotes the pieces with a blank between them; the quote is the words from the first to the last, if the
        // pieces are where it says.
        let slice = |start, end| text.span_of_chars(start, end).map(|span| text.slice(span));
        let quoted: Option<Vec<&str>> = places.iter().map(|&(start, end)| slice(start, end)).collect();
        let fits = quoted.is_some_and(|words| words.join(" ").trim_end() == tail.trim_end() || tail.is_empty());
        let quote = slice(start, end).filter(|_| fits).map_or(tail, str::to_owned);
        mark.span.quote = Some(quote).filter(|quote| !quote.is_empty());
        let gaps = places.windows(2).filter_map(|pair| slice(pair[0].1, pair[1].0));
        if gaps.into_iter().any(|gap| !gap.trim().is_empty()) {
            self.tally.part(
                message!("a mention in pieces with words between them; all from the first to the last was marked"),
                message!("Look at it; a mention is one stretch of text"),
                (line, 1),
            );
        }
        mark
    }

    /// A mark with what the note of Tandai tells beside what brat shows.
    fn tell(&self, shown: RawMention, told: UntakenFields, text: &Text, line: usize) -> RawMention {
        let (start, end) = (shown.span.start, shown.span.end);
        let Some(mut told) = from_fields::<RawMention>(told.0) else {
            self.tally.part(
                message!("a note “{name}” cannot be read", name = NOTE),
                message!("It was left out; the mention is there"),
                (line, 1),
            );
            return shown;
        };
        if told.span.start == RawSpan::UNKNOWN || told.span.end == RawSpan::UNKNOWN {
            (told.span.start, told.span.end) = (start, end);
        }
        // The line ends at its edges are in no piece; a mention that was moved in brat is where brat has it.
        let words = text.span_of_chars(told.span.start, told.span.end).map(|span| text.slice(span)).unwrap_or("");
        let bare = pieces(words, told.span.start);
        if hull(&bare) != Some((start, end)) {
            (told.span.start, told.span.end) = (start, end);
        }
        told
    }
}

/// From the first to the last of the pieces.
fn hull(places: &[(usize, usize)]) -> Option<(usize, usize)> {
    Some((places.iter().map(|place| place.0).min()?, places.iter().map(|place| place.1).max()?))
}
