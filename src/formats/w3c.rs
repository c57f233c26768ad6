//! W3C Web Annotation: <https://www.w3.org/TR/annotation-model/>. One collection with one page, an annotation a line; a
//! mention is a tag with the entity that it identifies, a coalition has a body of terms of its own. Written only.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::{
    document::Document,
    format::{DiskShape, Format, FormatInfo, LeftOut, Writer, Writing},
    kit::raw_text::OffsetUnit,
    left_out::{decisions, misfits},
    record::{RawArticle, RawFiller, RawMaking, RawMention, RawSpan, RawStatement},
    source::{THE_FILE, Target},
};
use crate::formats::sniff::Sniff;

/// The format.
pub struct WebAnnotation;

static INFO: FormatInfo = FormatInfo {
    id: "w3c",
    name: "W3C Web Annotation",
    extensions: &["jsonld"],
    about: "JSON-LD for archives and the semantic web; positions and quotes, coalitions as bodies",
    offsets: "code points",
    shape: DiskShape::File,
    reads: false,
    writes: true,
    loses: &[
        "suggestions that were rejected or put off",
        "who decided, and why",
        "articles without a mark or a note",
        "words of articles outside marks",
        "how articles were imported",
    ],
    text_free: true,
    parts: false,
    options: &[],
    links: true,
    ..FormatInfo::NOTHING
};

/// Code points of a quote's neighbours.
const AROUND: usize = 32;

/// Terms that the model has not: each is `urn:tandai:term:` and its name.
const TERMS: &[&str] = &[
    "Coalition",
    "Backing",
    "office",
    "year",
    "stance",
    "slot",
    "status",
    "speaker",
    "statementDate",
    "hedge",
    "note",
    "title",
    "publisher",
    "date",
    "articleStatus",
    "set",
    "setName",
    "setRole",
    "by",
    "score",
    "decision",
    "proposedBy",
    "linkedBy",
    "flag",
    "guidelines",
    "settled",
];
/// Terms whose values are resources.
const LINKS: &[&str] =
    &["region", "head", "deputy", "party", "regionMentions", "headMentions", "deputyMentions", "mentions"];

impl Format for WebAnnotation {
    fn info(&self) -> &'static FormatInfo {
        &INFO
    }

    fn recognises(&self, _: &Sniff<'_>) -> bool {
        false
    }

    fn write<'a>(&self, target: &'a dyn Target, writing: &'a Writing<'a>) -> io::Result<Box<dyn Writer + 'a>> {
        let mut out = target.create(THE_FILE)?;
        let (context, label) = (context(), Value::from(writing.project));
        write!(out, "{{\"@context\":{context},\n\"type\":\"AnnotationCollection\",\"label\":{label},\n")?;
        out.write_all(b"\"first\":{\"type\":\"AnnotationPage\",\"startIndex\":0,\"items\":[")?;
        Ok(Box::new(AnnotationPage { out, with_text: writing.with_text, total: 0 }))
    }
}

fn context() -> Value {
    let mut own = Map::new();
    for term in TERMS {
        own.insert((*term).to_owned(), json!(format!("urn:tandai:term:{term}")));
    }
    for term in LINKS {
        own.insert((*term).to_owned(), json!({"@id": format!("urn:tandai:term:{term}"), "@type": "@id"}));
    }
    // The order of the parties counts.
    own.insert("backings".to_owned(), json!({"@id": "urn:tandai:term:backings", "@container": "@list"}));
    json!(["http://www.w3.org/ns/anno.jsonld", own])
}

/// A name of ours as the end of an IRI.
fn iri(kind: &str, parts: &[&str]) -> String {
    let mut iri = format!("urn:tandai:{kind}");
    for part in parts {
        iri.push('/');
        for byte in part.bytes() {
            if byte.is_ascii_alphanumeric() || b"-_.:".contains(&byte) {
                iri.push(char::from(byte));
            } else {
                iri += &format!("%{byte:02X}");
            }
        }
    }
    iri
}

/// Fields that say something.
struct ObjectBuilder(Map<String, Value>);

impl ObjectBuilder {
    fn of_type(name: &str) -> Self {
        Self(Map::from_iter([("type".to_owned(), json!(name))]))
    }

    fn put(&mut self, name: &str, value: impl Into<Value>) -> &mut Self {
        self.0.insert(name.to_owned(), value.into());
        self
    }

    fn words(&mut self, name: &str, words: &str) -> &mut Self {
        if !words.is_empty() {
            self.put(name, words);
        }
        self
    }

    fn entity(&mut self, name: &str, id: &str) -> &mut Self {
        if !id.is_empty() {
            self.put(name, iri("entity", &[id]));
        }
        self
    }

    fn mentions(&mut self, name: &str, article: &str, filler: &RawFiller) -> &mut Self {
        if !filler.mentions.is_empty() {
            let ids: Vec<String> = filler.mentions.iter().map(|id| iri("mention", &[article, id])).collect();
            self.put(name, ids);
        }
        self
    }

    fn making(&mut self, making: &RawMaking) -> &mut Self {
        self.words("created", &making.at).words("by", &making.by).words("decision", &making.decision);
        if let Some(score) = making.score {
            self.put("score", score);
        }
        self.words("proposedBy", &making.proposed_by);
        self.words("guidelines", &making.guidelines).words("settled", &making.settled)
    }
}

struct AnnotationPage {
    out: Box<dyn Write + Send>,
    with_text: bool,
    total: usize,
}

impl AnnotationPage {
    fn item(&mut self, fields: ObjectBuilder) -> io::Result<()> {
        self.out.write_all(if self.total > 0 { b",\n" } else { b"\n" })?;
        self.total += 1;
        serde_json::to_writer(&mut self.out, &Value::Object(fields.0)).map_err(io::Error::from)
    }

    /// Where something stands in the article, and what is known of that.
    fn target(&self, document: &Document, raw: &RawArticle, place: Option<(usize, usize)>) -> Value {
        let mut target = ObjectBuilder::of_type("SpecificResource");
        target.put("source", iri("article", &[&raw.id])).words("scope", &raw.url);
        if let Some((start, end)) = place {
            let mut selectors = vec![json!({"type": "TextPositionSelector", "start": start, "end": end})];
            if self.with_text {
                let text = &document.article.text;
                let slice = |from: usize, to: usize| text.span_of_chars(from, to).map_or("", |span| text.slice(span));
                let after = (end + AROUND).min(text.chars_len());
                selectors.push(json!({"type": "TextQuoteSelector", "exact": slice(start, end),
                    "prefix": slice(start.saturating_sub(AROUND), start), "suffix": slice(end, after)}));
            }
            target.put("selector", selectors);
        }
        if self.with_text {
            target.words("title", &raw.title);
        }
        target.words("publisher", &raw.source).words("date", &raw.date).words("articleStatus", &raw.status);
        target.words("set", &raw.set).words("setName", &raw.set_name).words("setRole", &raw.set_role);
        Value::Object(target.0)
    }

    /// What is written down on the article as a whole.
    fn remark(&mut self, document: &Document, article: &RawArticle) -> io::Result<()> {
        let mut annotation = ObjectBuilder::of_type("Annotation");
        annotation.put("id", iri("note", &[&article.id])).put("motivation", "commenting");
        if !article.note.is_empty() {
            annotation.put("body", json!({"type": "TextualBody", "purpose": "commenting", "value": article.note}));
        }
        annotation.put("target", self.target(document, article, None)).words("flag", &article.flag);
        self.item(annotation)
    }

    fn mention(&mut self, document: &Document, article: &RawArticle, raw: &RawMention) -> io::Result<()> {
        let mut bodies = vec![json!({"type": "TextualBody", "purpose": "tagging", "value": raw.kind})];
        if !raw.entity.is_empty() {
            let source = iri("entity", &[&raw.entity]);
            bodies.push(json!({"type": "SpecificResource", "purpose": "identifying", "source": source}));
        }
        if !raw.note.is_empty() {
            bodies.push(json!({"type": "TextualBody", "purpose": "commenting", "value": raw.note}));
        }
        let mut annotation = ObjectBuilder::of_type("Annotation");
        annotation
            .put("id", iri("mention", &[&article.id, &raw.id]))
            .put("motivation", "tagging")
            .put("body", bodies)
            .put("target", self.target(document, article, Some((raw.span.start, raw.span.end))))
            .words("linkedBy", &raw.linked_by)
            .words("flag", &raw.flag)
            .making(&raw.making);
        self.item(annotation)
    }

    fn coalition(&mut self, document: &Document, article: &RawArticle, raw: &RawStatement) -> io::Result<()> {
        let mut body = ObjectBuilder::of_type("Coalition");
        body.entity("region", &raw.region.entity)
            .mentions("regionMentions", &article.id, &raw.region)
            .words("office", &raw.office)
            .entity("head", &raw.head.entity)
            .mentions("headMentions", &article.id, &raw.head)
            .entity("deputy", &raw.deputy.entity)
            .mentions("deputyMentions", &article.id, &raw.deputy)
            .words("status", &raw.status)
            .words("speaker", &raw.speaker)
            .words("statementDate", &raw.date)
            .words("hedge", &raw.hedge)
            .words("note", &raw.note);
        if let Some(year) = raw.year {
            body.put("year", year);
        }
        let backings = raw.backings.iter().map(|backing| {
            let mut fields = ObjectBuilder::of_type("Backing");
            fields.entity("party", &backing.party.entity).words("stance", &backing.stance);
            fields.words("slot", &backing.slot).mentions("mentions", &article.id, &backing.party);
            Value::Object(fields.0)
        });
        body.put("backings", backings.collect::<Vec<_>>());
        let place = |place: &RawSpan| self.target(document, article, Some((place.start, place.end)));
        let mut targets: Vec<Value> = raw.evidence.iter().map(place).collect();
        if targets.is_empty() {
            targets.push(self.target(document, article, None));
        }
        let mut annotation = ObjectBuilder::of_type("Annotation");
        annotation
            .put("id", iri("coalition", &[&article.id, &raw.id]))
            .put("motivation", "describing")
            .put("body", Value::Object(body.0))
            .put("target", targets)
            .words("flag", &raw.flag)
            .making(&raw.making);
        self.item(annotation)
    }
}

impl Writer for AnnotationPage {
    fn add(&mut self, document: &Document, _: &str) -> io::Result<Vec<LeftOut>> {
        let article = RawArticle::header_of(document);
        if !document.annotations.remark.is_empty() {
            self.remark(document, &article)?;
        }
        for mention in document.annotations.in_reading_order() {
            self.mention(document, &article, &RawMention::of(document, mention, OffsetUnit::CodePoint))?;
        }
        for coalition in document.annotations.coalitions.values() {
            self.coalition(document, &article, &RawStatement::of(document, coalition, OffsetUnit::CodePoint))?;
        }
        Ok(misfits(document).into_iter().chain(decisions(document)).collect())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        writeln!(self.out, "]}},\n\"total\":{}}}", self.total)?;
        self.out.flush()
    }
}
