//! A document as feature structures.

use super::{
    model::{Cas, Sofa, Structure, Value},
    types::{ARTICLE, BACKING, COALITION, EVIDENCE, MENTION, METADATA},
};
use crate::formats::{
    document::Document,
    format::Writing,
    kit::raw_text::Unit,
    record::{ToldArticle, ToldCoalition, ToldMaking, ToldMention},
};

/// Of the one text.
const SOFA: u64 = 1;

/// Structures in the making.
struct Made {
    cas: Cas,
    next: u64,
    /// Mentions by their ids here.
    mentions: Vec<(String, u64)>,
}

/// Features in the making; empty words are left out.
struct Features(Vec<(String, Value)>);

impl Features {
    fn new() -> Self {
        Self(Vec::new())
    }

    fn annotation((start, end): (usize, usize)) -> Self {
        let offset = |offset: usize| Value::Number(offset as i64);
        Self::new().with("sofa", Value::Ref(SOFA)).with("begin", offset(start)).with("end", offset(end))
    }

    fn with(mut self, name: &str, value: Value) -> Self {
        self.0.push((name.to_owned(), value));
        self
    }

    fn words(self, name: &str, words: String) -> Self {
        if words.is_empty() { self } else { self.with(name, Value::Text(words)) }
    }

    fn refs(self, name: &str, kind: &'static str, ids: Vec<u64>) -> Self {
        if ids.is_empty() { self } else { self.with(name, Value::Refs(kind, ids)) }
    }

    fn made(self, making: ToldMaking) -> Self {
        let with = self.words("by", making.by);
        let with = match making.score {
            Some(score) => with.with("score", Value::Float(score)),
            None => with,
        };
        with.words("decision", making.decision).words("proposedBy", making.proposed_by).words("at", making.at)
    }
}

impl Made {
    fn add(&mut self, kind: &str, indexed: bool, features: Features) -> u64 {
        let id = self.next;
        self.next += 1;
        let kind = kind.to_owned();
        self.cas.add(Structure { id, kind, features: features.0, indexed, ..Structure::default() });
        id
    }

    fn known(&self, names: &[String]) -> Vec<u64> {
        let known = |name: &String| Some(self.mentions.iter().find(|(known, _)| known == name)?.1);
        names.iter().filter_map(known).collect()
    }
}

/// Everything that a document says.
pub(super) fn cas_of(document: &Document, writing: &Writing<'_>) -> Cas {
    let text = &document.article.text;
    let sofa = Sofa { id: SOFA, name: "_InitialView".to_owned(), text: Some(text.to_string()) };
    let mut cas = Cas::default();
    cas.sofas.push(sofa);
    let mut made = Made { cas, next: SOFA + 1, mentions: Vec::new() };
    let told = ToldArticle::of(document);
    let metadata = Features::annotation((0, text.utf16_len()))
        .words("language", "x-unspecified".to_owned())
        .words("documentTitle", told.title.clone())
        .words("documentId", told.id.clone())
        .words("documentUri", told.url.clone())
        .with("isLastSegment", Value::Truth(false));
    made.add(METADATA, true, metadata);
    let article = Features::new()
        .words("id", told.id)
        .words("title", told.title)
        .words("source", told.source)
        .words("url", told.url)
        .words("date", told.date)
        .words("setId", told.set)
        .words("setName", told.set_name)
        .words("setRole", told.set_role)
        .words("status", told.status)
        .words("textSha256", told.text_sha256)
        .words("importFile", told.import_file)
        .words("importLineEnds", told.line_ends)
        .with("importBom", Value::Truth(told.bom));
    made.add(ARTICLE, true, article);
    for mention in document.annotations.in_reading_order() {
        let known = mention.entity.as_ref().and_then(|id| (writing.entity)(id));
        let name = known.map_or_else(String::new, |entity| entity.name.clone());
        let told = ToldMention::of(document, mention, Unit::Utf16);
        let features = Features::annotation((told.start, told.end))
            .words("id", told.id.clone())
            .words("label", told.kind)
            .words("entity", told.entity)
            .words("entityName", name)
            .words("linkedBy", told.linked_by)
            .words("note", told.note)
            .made(told.making);
        let id = made.add(MENTION, true, features);
        made.mentions.push((told.id, id));
    }
    for coalition in document.annotations.coalitions.values() {
        add_coalition(&mut made, ToldCoalition::of(document, coalition, Unit::Utf16));
    }
    made.cas
}

fn add_coalition(made: &mut Made, told: ToldCoalition) {
    let start = told.evidence.iter().map(|place| place.start).min().unwrap_or(0);
    let end = told.evidence.iter().map(|place| place.end).max().unwrap_or(0);
    let places = told.evidence.iter().map(|place| (place.start, place.end));
    let evidence = places.map(|place| made.add(EVIDENCE, true, Features::annotation(place))).collect();
    let mut backings = Vec::new();
    for backing in told.backings {
        let mentions = made.known(&backing.party.mentions);
        let features = Features::new()
            .words("party", backing.party.entity)
            .words("stance", backing.stance)
            .words("slot", backing.slot)
            .refs("mentions", MENTION, mentions);
        backings.push(made.add(BACKING, false, features));
    }
    let mut features = Features::annotation((start, end))
        .words("id", told.id)
        .words("region", told.region.entity)
        .words("office", told.office);
    if let Some(year) = told.year {
        features = features.with("year", Value::Number(year));
    }
    let features = features
        .words("head", told.head.entity)
        .words("deputy", told.deputy.entity)
        .refs("backings", BACKING, backings)
        .words("status", told.status)
        .words("speaker", told.speaker)
        .words("date", told.date)
        .words("hedge", told.hedge)
        .words("note", told.note)
        .refs("evidence", EVIDENCE, evidence)
        .refs("regionMentions", MENTION, made.known(&told.region.mentions))
        .refs("headMentions", MENTION, made.known(&told.head.mentions))
        .refs("deputyMentions", MENTION, made.known(&told.deputy.mentions))
        .made(told.making);
    made.add(COALITION, true, features);
}
