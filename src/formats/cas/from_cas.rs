//! Feature structures as a document: our own types, DKPro's named entities, and layers that people made in INCEpTION or
//! WebAnno.

use super::{
    model::{Cas, Structure, Value, is_array},
    types::{ARTICLE, BACKING, COALITION, EVIDENCE, MENTION, METADATA},
};
use crate::formats::{
    format::{Item, Reading},
    kit::{anchor::Wanted, offsets::unit_of, raw_text::Unit, tally::Tally},
    problem::Problem,
    record::{
        ToldArticle, ToldBacking, ToldCoalition, ToldFiller, ToldMaking, ToldMention, add_coalition, add_mention,
    },
};

const NAMED_ENTITY: &str = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity";
/// Layers that people make.
const CUSTOM: &[&str] = &["webanno.custom.", "custom."];
/// Features that name the kind of an annotation, the best first, whatever the case of the letters.
const LABEL: &[&str] = &["label", "value", "kind", "category", "class", "type", "tag"];
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

/// What the file gives. `tally`: what no project has a place for.
pub(super) fn items(parsed: &Parsed<'_>, reading: &Reading, tally: &Tally) -> Vec<Item> {
    match document(parsed, reading, tally) {
        Ok(items) => items,
        Err(problem) => vec![Item::Problem(problem)],
    }
}

fn document(parsed: &Parsed<'_>, reading: &Reading, tally: &Tally) -> Result<Vec<Item>, Problem> {
    let Parsed { cas, file, stem, alone } = parsed;
    let texts =
        || cas.sofas.iter().filter_map(|sofa| Some((sofa, sofa.text.as_deref()?))).filter(|sofa| !sofa.1.is_empty());
    let Some((sofa, text)) = texts().next() else {
        let fix = "Export it with its text (sofaString)";
        return Err(Problem::new(*file, format!("article {stem} has no text"), fix));
    };
    let here = |structure: &&Structure| structure.sofa().is_none_or(|id| id == sofa.id);
    let others = cas.structures.iter().filter(|structure| !here(structure) && structure.span().is_some()).count();
    let article = article(cas, stem);
    let structures = || cas.structures.iter().filter(here);
    let mentions: Vec<(&Structure, ToldMention)> = structures()
        .filter_map(|structure| {
            Some((
                structure,
                mention(structure, reading, &|what| {
                    tally.no_place(what, if *alone { structure.at } else { (0, 0) });
                })?,
            ))
        })
        .collect();
    let coalitions: Vec<_> = structures().filter(|structure| structure.kind == COALITION).collect();
    let coalitions: Vec<_> =
        coalitions.into_iter().map(|structure| (structure.at, coalition(cas, structure))).collect();
    let makings = mentions.iter().map(|(_, told)| &told.making).chain(coalitions.iter().map(|(_, told)| &told.making));
    let proposed = makings.into_iter().any(ToldMaking::is_proposal);
    let mut draft = article.draft(file, (0, 0), text, proposed)?;
    if cas.sofas.len() > 1 {
        let reason =
            format!("of {} views only “{}” was read, with {others} annotations left out", cas.sofas.len(), sofa.name);
        draft.note((0, 0), reason, "Export the other views to files of their own");
    }
    for (structure, mention) in mentions {
        add_mention(&mut draft, mention, reading, structure.at);
    }
    for (at, coalition) in coalitions {
        add_coalition(&mut draft, coalition, reading, at);
    }
    let (document, problems) = article.finish(file, (0, 0), draft, unit_of(reading, Unit::Utf16));
    Ok(problems.into_iter().map(Item::Problem).chain([Item::Document(Box::new(document))]).collect())
}

fn article(cas: &Cas, stem: &str) -> ToldArticle {
    let first = |kind: &str| cas.structures.iter().find(|structure| structure.kind == kind);
    if let Some(article) = first(ARTICLE) {
        let id = article.words("id");
        return ToldArticle {
            id: if id.is_empty() { stem.to_owned() } else { id },
            title: article.words("title"),
            source: article.words("source"),
            url: article.words("url"),
            date: article.words("date"),
            set: article.words("setId"),
            set_name: article.words("setName"),
            set_role: article.words("setRole"),
            status: article.words("status"),
            text_sha256: article.words("textSha256"),
            import_file: article.words("importFile"),
            line_ends: article.words("importLineEnds"),
            bom: article.words("importBom") == "true",
        };
    }
    let metadata = first(METADATA);
    let words = |name: &str| metadata.map_or_else(String::new, |metadata| metadata.words(name));
    // INCEpTION writes the file's name as the title as well.
    let title = Some(words("documentTitle")).filter(|title| *title != words("documentId"));
    let url = Some(words("documentUri")).filter(|url| url.starts_with("http"));
    ToldArticle {
        id: stem.to_owned(),
        title: title.unwrap_or_default(),
        url: url.unwrap_or_default(),
        ..ToldArticle::default()
    }
}

/// A structure as a mention if it is one; what else people marked is counted.
fn mention(structure: &Structure, reading: &Reading, no_place: &dyn Fn(&str)) -> Option<ToldMention> {
    let kind = structure.kind.as_str();
    let custom = CUSTOM.iter().any(|prefix| kind.starts_with(prefix));
    let own = kind == MENTION;
    let relation = structure.feature("Dependent").is_some() || structure.feature("Governor").is_some();
    if !(own || kind == NAMED_ENTITY || (custom && structure.span().is_some() && !relation)) {
        let known = [ARTICLE, METADATA, EVIDENCE, BACKING, COALITION].contains(&kind)
            || is_array(kind)
            || INFRASTRUCTURE.iter().any(|prefix| kind.starts_with(prefix));
        if !known {
            no_place(&format!("an annotation of the type {kind}"));
        }
        return None;
    }
    // What lies nowhere is set aside with its label.
    let (start, end) = structure.span().unwrap_or((0, 0));
    let making = making(structure);
    if own {
        return Some(ToldMention {
            id: name(structure),
            start,
            end,
            quote: None,
            kind: structure.words("label"),
            entity: structure.words("entity"),
            linked_by: structure.words("linkedBy"),
            note: structure.words("note"),
            making,
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
        if !used.contains(&name.as_str()) && *value != Value::Text(String::new()) {
            no_place(&format!("the feature “{name}” of {kind}"));
        }
    }
    Some(ToldMention { id: name(structure), start, end, kind: label, entity, ..ToldMention::default() })
}

/// As coalitions name it: its id, or its number in the file.
fn name(structure: &Structure) -> String {
    let id = if structure.kind == MENTION { structure.words("id") } else { String::new() };
    if id.is_empty() { format!("fs{}", structure.id) } else { id }
}

fn making(structure: &Structure) -> ToldMaking {
    ToldMaking {
        by: structure.words("by"),
        score: structure.float("score"),
        decision: structure.words("decision"),
        proposed_by: structure.words("proposedBy"),
        at: structure.words("at"),
    }
}

fn coalition(cas: &Cas, structure: &Structure) -> ToldCoalition {
    let names = |structure: &Structure, feature: &str| cas.referred(structure, feature).into_iter().map(name).collect();
    let filler = |feature: &str, mentions: &str| ToldFiller {
        entity: structure.words(feature),
        mentions: names(structure, mentions),
    };
    let backing = |backing: &Structure| ToldBacking {
        party: ToldFiller { entity: backing.words("party"), mentions: names(backing, "mentions") },
        stance: backing.words("stance"),
        slot: backing.words("slot"),
    };
    let evidence = |evidence: &Structure| {
        let (start, end) = evidence.span()?;
        Some(Wanted { start, end, quote: None })
    };
    ToldCoalition {
        id: structure.words("id"),
        region: filler("region", "regionMentions"),
        office: structure.words("office"),
        year: structure.number("year"),
        head: filler("head", "headMentions"),
        deputy: filler("deputy", "deputyMentions"),
        backings: cas.referred(structure, "backings").into_iter().map(backing).collect(),
        status: structure.words("status"),
        speaker: structure.words("speaker"),
        date: structure.words("date"),
        hedge: structure.words("hedge"),
        note: structure.words("note"),
        evidence: cas.referred(structure, "evidence").into_iter().filter_map(evidence).collect(),
        making: making(structure),
    }
}
