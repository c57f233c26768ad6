//! A document as feature structures.

use std::collections::HashMap;

use serde_json::Value as Json;

use super::{
    model::{Cas, FeatureValue, Sofa, Structure},
    types::{self, ARTICLE, BACKING, COALITION, EVIDENCE, MENTION, METADATA, Range},
};
use crate::formats::{
    document::Document,
    format::Writing,
    kit::raw_text::OffsetUnit,
    record::{RawArticle, RawMaking, RawMention, RawStatement},
};

/// Of the one text.
const SOFA: u64 = 1;

/// Structures in the making.
struct CasBuilder {
    cas: Cas,
    next: u64,
    /// Mentions by their ids here.
    mentions: HashMap<String, u64>,
}

/// Features in the making; empty words are left out.
struct FeatureList(Vec<(String, FeatureValue)>);

impl FeatureList {
    fn new() -> Self {
        Self(Vec::new())
    }

    fn annotation((start, end): (usize, usize)) -> Self {
        let offset = |offset: usize| FeatureValue::Number(offset as i64);
        Self::new().with("sofa", FeatureValue::Ref(SOFA)).with("begin", offset(start)).with("end", offset(end))
    }

    fn with(mut self, name: &str, value: FeatureValue) -> Self {
        self.0.push((name.to_owned(), value));
        self
    }

    fn words(self, name: &str, words: String) -> Self {
        if words.is_empty() { self } else { self.with(name, FeatureValue::Text(words)) }
    }

    fn refs(self, name: &str, kind: &'static str, ids: Vec<u64>) -> Self {
        if ids.is_empty() { self } else { self.with(name, FeatureValue::Refs(kind, ids)) }
    }

    fn made(self, making: RawMaking) -> Self {
        let with = self.words("by", making.by);
        let with = match making.score {
            Some(score) => with.with("score", FeatureValue::Float(score)),
            None => with,
        };
        with.words("decision", making.decision)
            .words("proposedBy", making.proposed_by)
            .words("at", making.at)
            .words("guidelines", making.guidelines)
            .words("settled", making.settled)
    }
}

impl CasBuilder {
    fn add(&mut self, kind: &str, indexed: bool, features: FeatureList) -> u64 {
        let id = self.next;
        self.next += 1;
        let kind = kind.to_owned();
        self.cas.add(Structure { id, kind, features: features.0, indexed, ..Structure::default() });
        id
    }

    /// The mentions whose ids a list holds.
    fn known(&self, names: &Json) -> Vec<u64> {
        let known = |name: &Json| self.mentions.get(name.as_str()?).copied();
        names.as_array().into_iter().flatten().filter_map(known).collect()
    }
}

/// Everything that a document says.
pub(super) fn cas_of(document: &Document, writing: &Writing<'_>) -> serde_json::Result<Cas> {
    let text = &document.article.text;
    let sofa = Sofa { id: SOFA, name: "_InitialView".to_owned(), text: Some(text.to_string()) };
    let mut cas = Cas::default();
    cas.sofas.push(sofa);
    let mut made = CasBuilder { cas, next: SOFA + 1, mentions: HashMap::new() };
    let raw = RawArticle::header_of(document);
    let metadata = FeatureList::annotation((0, text.utf16_len()))
        .words("language", "x-unspecified".to_owned())
        .words("documentTitle", raw.title.clone())
        .words("documentId", raw.id.clone())
        .words("documentUri", raw.url.clone())
        .with("isLastSegment", FeatureValue::Truth(false));
    made.add(METADATA, true, metadata);
    let article = FeatureList::new()
        .words("id", raw.id)
        .words("title", raw.title)
        .words("source", raw.source)
        .words("url", raw.url)
        .words("date", raw.date)
        .words("setId", raw.set)
        .words("setName", raw.set_name)
        .words("setRole", raw.set_role)
        .words("status", raw.status)
        .words("note", raw.note)
        .words("flag", raw.flag)
        .words("textSha256", raw.text_sha256)
        .words("importFile", raw.import.file)
        .words("importLineEnds", raw.import.line_ends)
        .with("importBom", FeatureValue::Truth(raw.import.bom));
    made.add(ARTICLE, true, article);
    for mention in document.annotations.in_reading_order() {
        let known = mention.entity.as_ref().and_then(|id| (writing.entity)(id));
        let name = known.map_or_else(String::new, |entity| entity.name.clone());
        let raw = RawMention::of(document, mention, OffsetUnit::Utf16);
        let features = FeatureList::annotation((raw.span.start, raw.span.end))
            .words("id", raw.id.clone())
            .words("label", raw.kind)
            .words("entity", raw.entity)
            .words("entityName", name)
            .words("linkedBy", raw.linked_by)
            .words("note", raw.note)
            .words("flag", raw.flag)
            .made(raw.making);
        let id = made.add(MENTION, true, features);
        made.mentions.insert(raw.id, id);
    }
    for coalition in document.annotations.coalitions.values() {
        add_coalition(&mut made, RawStatement::of(document, coalition, OffsetUnit::Utf16))?;
    }
    Ok(made.cas)
}

/// A statement is its JSON object: the same names, in UIMA's spelling.
fn add_coalition(made: &mut CasBuilder, raw: RawStatement) -> serde_json::Result<()> {
    let start = raw.evidence.iter().map(|place| place.start).min().unwrap_or(0);
    let end = raw.evidence.iter().map(|place| place.end).max().unwrap_or(0);
    let places = raw.evidence.iter().map(|place| (place.start, place.end));
    let evidence: Vec<u64> = places.map(|place| made.add(EVIDENCE, true, FeatureList::annotation(place))).collect();
    let mut backings = Vec::new();
    for backing in &raw.backings {
        let features =
            fill(FeatureList::new(), BACKING, &serde_json::to_value(backing)?, &|_, value| made.known(value));
        backings.push(made.add(BACKING, false, features));
    }
    let features =
        fill(FeatureList::annotation((start, end)), COALITION, &serde_json::to_value(&raw)?, &|of, value| match of {
            BACKING => backings.clone(),
            EVIDENCE => evidence.clone(),
            _ => made.known(value),
        });
    made.add(COALITION, true, features);
    Ok(())
}

/// The features of a type with the values that a record has for them; `refs`: the structures that a value names.
fn fill(
    features: FeatureList,
    kind: &str,
    record: &Json,
    refs: &dyn Fn(&'static str, &Json) -> Vec<u64>,
) -> FeatureList {
    types::features(kind).fold(features, |features, (name, key, range)| {
        let value = record.get(&key).unwrap_or(&Json::Null);
        match range {
            Range::Text => features.words(name, value.as_str().unwrap_or_default().to_owned()),
            Range::Integer => {
                value.as_i64().into_iter().fold(features, |all, n| all.with(name, FeatureValue::Number(n)))
            }
            Range::Double => value.as_f64().into_iter().fold(features, |all, n| all.with(name, FeatureValue::Float(n))),
            Range::Truth => value.as_bool().into_iter().fold(features, |all, n| all.with(name, FeatureValue::Truth(n))),
            Range::Of(item) => features.refs(name, item, refs(item, value)),
        }
    })
}
