//! Documents as pairs of files.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, Write},
};

use serde_json::{Map, Value};

use super::{
    BESIDE, COALITION, FREE_NOTE, NOTE,
    conf::{self, type_of},
    event::role,
    fragments::{joined, one_line, pieces},
};
use crate::{
    formats::{
        document::Document,
        format::{ItemKind, LeftOut, Writer, Writing},
        kit::{json_line::json_line, tokens::is_blank},
        left_out::{self, misfits},
        record::line_beside,
        source::Target,
    },
    message::message,
    model::{Coalition, KindKey, MentionId, Office, Scheme, Span},
};

pub(super) struct BratWriter<'a> {
    target: &'a dyn Target,
    writing: &'a Writing<'a>,
    kinds: BTreeSet<KindKey>,
    years: BTreeSet<i16>,
    offices: BTreeSet<Office>,
}

impl<'a> BratWriter<'a> {
    pub(super) fn new(target: &'a dyn Target, writing: &'a Writing<'a>) -> Self {
        Self { target, writing, kinds: BTreeSet::new(), years: BTreeSet::new(), offices: BTreeSet::new() }
    }
}

impl Writer for BratWriter<'_> {
    fn add(&mut self, document: &Document, _: &str) -> io::Result<Vec<LeftOut>> {
        let id = &document.article.meta.id;
        let mut text = self.target.create(&format!("{id}.txt"))?;
        text.write_all(document.article.text.as_bytes())?;
        text.flush()?;
        let mut file =
            StandoffWriter { document, writing: self.writing, lines: String::new(), counts: BTreeMap::new() };
        let mut left_out = misfits(document);
        let Value::Object(mut line) = line_beside(document)? else { return Ok(left_out) };
        let mentions = objects(line.remove("mentions"));
        let coalitions = objects(line.remove("coalitions"));
        let mut names = BTreeMap::new();
        for (mention, more) in document.annotations.in_reading_order().into_iter().zip(mentions) {
            let Some(name) = file.bound(&type_of(&mention.kind), mention.span) else {
                let reason = message!("it covers line ends only, at which brat ends a span");
                left_out.push(left_out::item(document, ItemKind::Mention, &mention.id, reason));
                continue;
            };
            self.kinds.insert(mention.kind.clone());
            file.mention(&name, mention, more)?;
            names.insert(mention.id.clone(), name);
        }
        for (coalition, more) in document.annotations.coalitions.values().zip(coalitions) {
            let Some(trigger) = trigger(document, coalition) else {
                let reason = message!("an event stands on words, and the article has none");
                left_out.push(left_out::item(document, ItemKind::Coalition, &coalition.id, reason));
                continue;
            };
            self.years.extend(coalition.race.year);
            self.offices.extend(coalition.race.office);
            file.coalition(coalition, trigger, &names, more)?;
        }
        let mut out = self.target.create(&format!("{id}.ann"))?;
        out.write_all(file.lines.as_bytes())?;
        out.flush()?;
        line.remove("id");
        if !line.is_empty() {
            let mut out = self.target.create(&format!("{id}{BESIDE}"))?;
            writeln!(out, "{}", json_line(&line)?)?;
            out.flush()?;
        }
        Ok(left_out)
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        let scheme: &Scheme = self.writing.scheme;
        conf::write(self.target, scheme, &self.kinds, &self.years, &self.offices)
    }
}

fn objects(value: Option<Value>) -> Vec<Map<String, Value>> {
    let Some(Value::Array(values)) = value else { return Vec::new() };
    let object = |value| if let Value::Object(map) = value { map } else { Map::new() };
    values.into_iter().map(object).collect()
}

/// What an event stands on: the first evidence, else the first mention, else the first word.
fn trigger(document: &Document, coalition: &Coalition) -> Option<Span> {
    let text = &document.article.text;
    let has_words = |span: &Span| !pieces(text.slice(*span), 0).is_empty();
    let mentions = coalition.fillers().flat_map(|filler| &filler.mentions);
    let spans = mentions.filter_map(|id| document.annotations.mentions.get(id)).map(|mention| mention.span);
    let word = || {
        let start = text.find(|c| !is_blank(c))?;
        let rest = &text[start..];
        Some(Span::new(start, start + rest.find(is_blank).unwrap_or(rest.len())))
    };
    let evidence = coalition.evidence.first().copied().filter(has_words);
    evidence.or_else(|| spans.filter(has_words).min()).or_else(word)
}

/// An `.ann` file in the making.
struct StandoffWriter<'d, 'w> {
    document: &'d Document,
    writing: &'d Writing<'w>,
    lines: String,
    /// How many annotations begin with a letter.
    counts: BTreeMap<char, usize>,
}

impl StandoffWriter<'_, '_> {
    /// The next id with a letter.
    fn next(&mut self, letter: char) -> String {
        let count = self.counts.entry(letter).or_default();
        *count += 1;
        format!("{letter}{count}")
    }

    fn line(&mut self, letter: char, rest: &str) -> String {
        let id = self.next(letter);
        self.lines.push_str(&format!("{id}\t{rest}\n"));
        id
    }

    /// A text-bound annotation; `None` if the span holds nothing but line ends.
    fn bound(&mut self, kind: &str, span: Span) -> Option<String> {
        let words = self.document.words(span);
        let pieces = pieces(words, self.document.chars(span).0);
        if pieces.is_empty() {
            return None;
        }
        let places: Vec<String> = pieces.iter().map(|(start, end)| format!("{start} {end}")).collect();
        Some(self.line('T', &format!("{kind} {}\t{}", places.join(";"), joined(words))))
    }

    /// What is known of a mention beside its span and type.
    fn mention(&mut self, name: &str, mention: &crate::model::Mention, mut more: Map<String, Value>) -> io::Result<()> {
        if let Some(entity) = &mention.entity {
            let label = one_line(self.writing.label(entity));
            self.line('N', &format!("Reference {name} {NOTE}:{entity}\t{label}"));
        }
        let words = self.document.words(mention.span);
        let (start, end) = self.document.chars(mention.span);
        let bare = pieces(words, start);
        // The line ends at the edges of a mention are in no piece of it.
        if (bare.first().map(|piece| piece.0), bare.last().map(|piece| piece.1)) == (Some(start), Some(end)) {
            more.remove("start");
            more.remove("end");
        }
        more.retain(|key, _| key != "kind" && key != "entity");
        self.notes(name, &mention.note, more)
    }

    fn notes(&mut self, name: &str, note: &str, mut more: Map<String, Value>) -> io::Result<()> {
        let shown = one_line(note);
        if shown == note {
            more.remove("note");
        }
        let json = json_line(&more)?;
        self.line('#', &format!("{NOTE} {name}\t{json}"));
        if !shown.is_empty() {
            self.line('#', &format!("{FREE_NOTE} {name}\t{shown}"));
        }
        Ok(())
    }

    fn coalition(
        &mut self,
        coalition: &Coalition,
        trigger: Span,
        names: &BTreeMap<MentionId, String>,
        mut more: Map<String, Value>,
    ) -> io::Result<()> {
        let Some(bound) = self.bound(COALITION, trigger) else { return Ok(()) };
        let mut roles: Vec<(String, &str)> = Vec::new();
        let mut add = |role: &str, ids: &BTreeSet<MentionId>| {
            roles.extend(ids.iter().filter_map(|id| names.get(id)).map(|name| (role.to_owned(), name.as_str())));
        };
        for backing in &coalition.backings {
            add(&role(backing.stance), &backing.party.mentions);
        }
        add("Head", &coalition.ticket.head.mentions);
        add("Deputy", &coalition.ticket.deputy.mentions);
        add("Region", &coalition.race.region.mentions);
        let (mut seen, mut counts, mut event) = (BTreeSet::new(), BTreeMap::new(), format!("{COALITION}:{bound}"));
        for (role, name) in roles.into_iter().filter(|pair| seen.insert(pair.clone())) {
            let count = counts.entry(role.clone()).or_insert(0);
            *count += 1;
            let number = if *count == 1 { String::new() } else { count.to_string() };
            event.push_str(&format!(" {role}{number}:{name}"));
        }
        let id = self.line('E', &event);
        let status = &coalition.status;
        self.line('A', &format!("Status {id} {status:?}"));
        if let Some(office) = coalition.race.office {
            self.line('A', &format!("Office {id} {office:?}"));
        }
        if let Some(year) = coalition.race.year {
            self.line('A', &format!("Year {id} {year}"));
        }
        more.retain(|key, _| !matches!(key.as_str(), "status" | "office" | "year"));
        self.notes(&id, &coalition.note, more)
    }
}
