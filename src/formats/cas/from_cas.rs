//! Feature structures as a document: our own types, DKPro's named entities, and layers that people made in INCEpTION or
//! WebAnno.

use serde_json::{Map, Value as Json};

use super::{
    model::{Cas, FeatureValue, Sofa, Structure, is_array},
    types::{self, ARTICLE, BACKING, COALITION, EVIDENCE, MENTION, METADATA, Range},
};
use crate::{
    formats::{
        beside::take_beside,
        format::{Item, ReadContext},
        kit::{fields::UntakenFields, offsets::unit_of, raw_text::OffsetUnit, tally::FileTally},
        problem::Problem,
        record::{RawArticle, RawImport, RawMaking, RawMention, RawSpan, RawStatement, RecordContext, from_fields},
    },
    message::{Message, message},
    model::Variable,
};

const NAMED_ENTITY: &str = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity";
/// Layers that people make.
const CUSTOM: &[&str] = &["webanno.custom.", "custom."];
/// Features that name the kind of an annotation, the best first, whatever the case of the letters.
const LABEL: &[&str] = &["label", "value", "kind", "category", "class", "type", "tag"];
/// Features of chains and of links, which XMI has as words.
const REFERRING: &[&str] = &["first", "next", "target", "Dependent", "Governor"];
/// What programs add to every text and nobody marked.
const INFRASTRUCTURE: &[&str] = &[
    "uima.cas.",
    "uima.tcas.DocumentAnnotation",
    "de.tudarmstadt.ukp.dkpro.core.api.metadata.",
    "de.tudarmstadt.ukp.dkpro.core.api.segmentation.",
    "de.tudarmstadt.ukp.clarin.webanno.api.type.",
];

/// A file that was parsed.
pub(super) struct Parsed<'a> {
    pub cas: Cas,
    /// As problems name it.
    pub file: &'a str,
    /// Of its name, without the ending: the article's id if it says no other.
    pub stem: &'a str,
    /// Whether it is the only file, so that lines say where something stands.
    pub alone: bool,
}

/// What the file gives: an article for each view with a text. `tally`: what no project has a place for.
pub(super) fn items(parsed: &Parsed<'_>, reading: &ReadContext, tally: &FileTally) -> Vec<Item> {
    let Parsed { cas, file, stem, alone } = parsed;
    let context = RecordContext { file, at: (0, 0), unit: unit_of(reading, OffsetUnit::Utf16), reading, tally };
    let texts: Vec<&Sofa> =
        cas.sofas.iter().filter(|sofa| sofa.text.as_deref().is_some_and(|text| !text.is_empty())).collect();
    if texts.is_empty() {
        let reason = message!("article {id} has no text", id = *stem);
        return vec![Item::Problem(Problem::new(*file, reason, message!("Export it with its text (sofaString)")))];
    }
    let mut made = Vec::new();
    for structure in cas.structures.iter().filter(|structure| structure.span().is_some()) {
        let of_none = |id: &u64| cas.sofas.iter().all(|sofa| sofa.id != *id);
        if let Some(sofa) = structure.sofa().filter(of_none) {
            let reason = message!(
                "an annotation of the type {layer} is of the text {sofa}, which is not there",
                layer = structure.kind.as_str(),
                sofa = sofa
            );
            let problem = Problem::new(*file, reason, message!("It was left out; mark the words again")).part();
            made.push(Item::Problem(if *alone { problem.at(structure.at.0, structure.at.1) } else { problem }));
        }
    }
    for (number, sofa) in texts.into_iter().enumerate() {
        let first = number == 0;
        let here = |structure: &&Structure| match structure.sofa() {
            Some(id) => id == sofa.id,
            None => first,
        };
        // What no index lists was deleted; it is in the file because something still refers to it.
        let marked = || cas.structures.iter().filter(here).filter(|structure| structure.indexed);
        let mut article = article(cas, stem);
        if !first {
            article.id = format!("{}-{}", article.id, sofa.name);
        }
        article.text = sofa.text.clone().unwrap_or_default();
        let no_place = |structure: &Structure, what| {
            tally.no_place(what, if *alone { structure.at } else { (0, 0) });
        };
        let lost = |structure: &Structure, what| tally.lost(what, if *alone { structure.at } else { (0, 0) });
        for structure in marked().filter(|structure| is_of_document(structure)) {
            take_beside(&mut article, document_features(structure), &context);
        }
        let mentions = marked().filter_map(|structure| {
            mention(structure, reading, &|what| no_place(structure, what), &|what| lost(structure, what))
        });
        article.mentions = mentions.collect();
        let coalitions = marked().filter(|structure| structure.kind == COALITION);
        article.coalitions = coalitions.map(|structure| coalition(cas, structure)).collect();
        made.extend(article.items(&context));
    }
    made
}

fn article(cas: &Cas, stem: &str) -> RawArticle {
    let first = |kind: &str| cas.structures.iter().find(|structure| structure.kind == kind);
    if let Some(article) = first(ARTICLE) {
        let id = article.words("id");
        return RawArticle {
            id: if id.is_empty() { stem.to_owned() } else { id },
            title: article.words("title"),
            source: article.words("source"),
            url: article.words("url"),
            date: article.words("date"),
            set: article.words("setId"),
            set_name: article.words("setName"),
            set_role: article.words("setRole"),
            status: article.words("status"),
            note: article.words("note"),
            flag: article.words("flag"),
            text_sha256: article.words("textSha256"),
            import: RawImport {
                file: article.words("importFile"),
                line_ends: article.words("importLineEnds"),
                bom: article.words("importBom") == "true",
                ..RawImport::default()
            },
            ..RawArticle::default()
        };
    }
    let metadata = first(METADATA);
    let words = |name: &str| metadata.map_or_else(String::new, |metadata| metadata.words(name));
    // INCEpTION writes the file's name as the title as well.
    let title = Some(words("documentTitle")).filter(|title| *title != words("documentId"));
    let url = Some(words("documentUri")).filter(|url| url.starts_with("http"));
    let mut article = RawArticle {
        id: stem.to_owned(),
        title: title.unwrap_or_default(),
        url: url.unwrap_or_default(),
        ..RawArticle::default()
    };
    // What INCEpTION writes where nobody chose one.
    let language = Some(words("language")).filter(|language| !language.is_empty() && language != "x-unspecified");
    article.meta.0.extend(language.map(|language| ("language".to_owned(), Variable::Text(language))));
    article
}

/// Whether a structure of people's own layers is about the whole document: it lies nowhere in the text, and refers to
/// nothing.
fn is_of_document(structure: &Structure) -> bool {
    let refers = |(name, value): &(String, FeatureValue)| {
        REFERRING.contains(&name.as_str())
            || name != "sofa" && matches!(value, FeatureValue::Ref(_) | FeatureValue::Refs(..))
    };
    let of_people = CUSTOM.iter().any(|prefix| structure.kind.starts_with(prefix)) && !is_ours(&structure.kind);
    let says = structure.features.iter().any(|(name, _)| name != "sofa");
    of_people && says && structure.span().is_none() && !structure.features.iter().any(refers)
}

fn is_ours(kind: &str) -> bool {
    [ARTICLE, METADATA, EVIDENCE, BACKING, COALITION, MENTION].contains(&kind)
}

/// The features of what is about a whole document.
fn document_features(structure: &Structure) -> UntakenFields {
    let value = |value: &FeatureValue| match value {
        FeatureValue::Text(words) => words.as_str().into(),
        FeatureValue::Number(number) => (*number).into(),
        FeatureValue::Float(number) => (*number).into(),
        FeatureValue::Truth(is_so) => (*is_so).into(),
        FeatureValue::Ref(_) | FeatureValue::Refs(..) => Json::Null,
    };
    let features = structure.features.iter().filter(|(name, _)| name != "sofa");
    UntakenFields(features.map(|(name, it)| (name.clone(), value(it))).collect())
}

/// A structure as a mention if it is one; what else people marked is counted.
fn mention(
    structure: &Structure,
    reading: &ReadContext,
    no_place: &dyn Fn(Message),
    lost: &dyn Fn(Message),
) -> Option<RawMention> {
    let kind = structure.kind.as_str();
    let custom = CUSTOM.iter().any(|prefix| kind.starts_with(prefix));
    let own = kind == MENTION;
    let relation = structure.feature("Dependent").is_some() || structure.feature("Governor").is_some();
    if !(own || kind == NAMED_ENTITY || (custom && structure.span().is_some() && !relation)) {
        let known = is_ours(kind)
            || is_of_document(structure)
            || is_array(kind)
            || INFRASTRUCTURE.iter().any(|prefix| kind.starts_with(prefix));
        if !known {
            lost(message!("an annotation of the type {layer}", layer = kind));
        }
        return None;
    }
    // What lies nowhere is set aside with its label.
    let (start, end) = structure.span().unwrap_or((0, 0));
    let making = making(structure);
    if own {
        return Some(RawMention {
            id: name(structure),
            span: RawSpan::new(start, end, None),
            kind: structure.words("label"),
            entity: structure.words("entity"),
            linked_by: structure.words("linkedBy"),
            note: structure.words("note"),
            flag: structure.words("flag"),
            making,
            at: structure.at,
            ..RawMention::default()
        });
    }
    let mut used = vec!["sofa", "begin", "end"];
    let labels = LABEL.iter().find_map(|wanted| {
        structure
            .features
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(wanted) && !structure.words(name).is_empty())
    });
    let label = match labels {
        Some((name, _)) => {
            used.push(name);
            structure.words(name)
        }
        // A layer without such a feature may itself be the kind: webanno.custom.Party.
        None => structure.short_kind().to_owned(),
    };
    // Ids of our own came from here; those of other knowledge bases mean nothing to a project.
    let identifier = structure.words("identifier");
    let ours = identifier.split_once(':').is_some_and(|(kind, local)| {
        reading.scheme.kinds.iter().any(|known| known.key.as_str() == kind) && !local.contains('/')
    });
    let entity = if ours { identifier } else { String::new() };
    if ours {
        used.push("identifier");
    }
    for (name, value) in &structure.features {
        if !used.contains(&name.as_str()) && *value != FeatureValue::Text(String::new()) {
            no_place(message!("the feature “{name}” of {layer}", name = name, layer = kind));
        }
    }
    let span = RawSpan::new(start, end, None);
    let at = structure.at;
    Some(RawMention { id: name(structure), span, kind: label, entity, at, ..RawMention::default() })
}

/// As coalitions name it: its id, or its number in the file.
fn name(structure: &Structure) -> String {
    let id = if structure.kind == MENTION { structure.words("id") } else { String::new() };
    if id.is_empty() { format!("fs{}", structure.id) } else { id }
}

fn making(structure: &Structure) -> RawMaking {
    RawMaking {
        by: structure.words("by"),
        score: structure.float("score"),
        decision: structure.words("decision"),
        proposed_by: structure.words("proposedBy"),
        at: structure.words("at"),
        guidelines: structure.words("guidelines"),
        settled: String::new(),
    }
}

/// A statement is a JSON object with the same names, in UIMA's spelling.
fn coalition(cas: &Cas, structure: &Structure) -> RawStatement {
    let fields = fields(cas, structure, COALITION);
    RawStatement { at: structure.at, ..from_fields(fields).unwrap_or_default() }
}

fn fields(cas: &Cas, structure: &Structure, kind: &str) -> Map<String, Json> {
    let value = |name: &str, range| match range {
        Range::Text | Range::Truth => structure.words(name).into(),
        Range::Integer => structure.number(name).map_or_else(|| structure.words(name).into(), Json::from),
        Range::Double => structure.float(name).map_or_else(|| structure.words(name).into(), Json::from),
        Range::Of(item) => Json::Array(
            cas.referred(structure, name)
                .into_iter()
                .map(|one| match item {
                    MENTION => self::name(one).into(),
                    EVIDENCE => {
                        let (start, end) = one.span().unzip();
                        serde_json::json!({"start": start, "end": end})
                    }
                    item => Json::Object(fields(cas, one, item)),
                })
                .collect(),
        ),
    };
    types::features(kind).map(|(name, key, range)| (key, value(name, range))).collect()
}
