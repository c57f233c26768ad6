//! GraphML: the network of parties for Gephi, networkx, igraph. Written only. The file is at
//! <http://graphml.graphdrawing.org/specification.html>.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use quick_xml::{
    Writer as Xml,
    events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};

use super::{
    document::Document,
    format::{DiskShape, Format, FormatInfo, LeftOut, Writer, Writing},
    network::{
        DocumentTally, ENTITY_COLUMNS, FROM, GUESSED_DATES, LOSES, MODE, NORMALISATION, SIGN, STATUSES, TO, UNIT,
        entity_values, settings,
    },
    source::{THE_FILE, Target},
};
use crate::answers::{Mode, NetworkNode, NodeId, Normalisation, TIE_COLUMNS, own_node_columns, own_tie_columns};
use crate::formats::sniff::Sniff;
use crate::model::{Scheme, Stance};

/// The format.
pub struct GraphMl;

static INFO: FormatInfo = FormatInfo {
    id: "graphml",
    name: "GraphML network",
    extensions: &["graphml"],
    about: "Parties as nodes, joined where a decided coalition statement names both, each story once: for Gephi, networkx \
            and igraph",
    offsets: "",
    shape: DiskShape::File,
    reads: false,
    writes: true,
    loses: &[LOSES],
    text_free: true,
    parts: false,
    options: &[STATUSES, SIGN, UNIT, FROM, TO, MODE, NORMALISATION, GUESSED_DATES],
    ..FormatInfo::NOTHING
};

impl Format for GraphMl {
    fn info(&self) -> &'static FormatInfo {
        &INFO
    }

    fn recognises(&self, _: &Sniff<'_>) -> bool {
        false
    }

    fn write<'a>(&self, target: &'a dyn Target, writing: &'a Writing<'a>) -> io::Result<Box<dyn Writer + 'a>> {
        let network = DocumentTally::new(writing)?;
        Ok(Box::new(NetworkWriter { out: target.create(THE_FILE)?, writing, network }))
    }

    fn tells_stories(&self) -> bool {
        true
    }

    fn settings(&self, options: &BTreeMap<String, String>, scheme: &Scheme) -> BTreeMap<String, String> {
        settings(options, scheme)
    }
}

struct NetworkWriter<'a> {
    out: Box<dyn Write + Send>,
    writing: &'a Writing<'a>,
    network: DocumentTally<'a>,
}

impl Writer for NetworkWriter<'_> {
    fn add(&mut self, document: &Document, _: &str) -> io::Result<Vec<LeftOut>> {
        Ok(self.network.add(document))
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        let Self { mut out, writing, network } = *self;
        let counting = network.counting().clone();
        let network = network.finish();
        let mut xml = Xml::new_with_indent(&mut out, b' ', 2);
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let root = BytesStart::new("graphml").with_attributes([("xmlns", "http://graphml.graphdrawing.org/xmlns")]);
        xml.write_event(Event::Start(root))?;
        let scheme = &writing.scheme.statements;
        let own_nodes: Vec<String> = own_node_columns(scheme).map(|(_, name)| name).collect();
        let own_ties: Vec<String> = own_tie_columns(scheme).map(|(_, name)| name).collect();
        let known_nodes: Vec<(&'static str, &'static str)> = node_keys().collect();
        let with = |known: Keys<'static>, own: &'_ [String]| -> Vec<(String, &'static str)> {
            let known = known.iter().map(|(name, kind)| ((*name).to_owned(), *kind));
            known.chain(own.iter().map(|name| (name.clone(), "int"))).collect()
        };
        let mut node_keys: Vec<(String, &'static str)> =
            known_nodes.into_iter().map(|(name, kind)| (name.to_owned(), kind)).collect();
        node_keys.extend(own_nodes.into_iter().map(|name| (name, "int")));
        let tie_keys = with(TIE_COLUMNS, &own_ties);
        for (holder, keys) in [("node", &node_keys), ("edge", &tie_keys)] {
            for (name, kind) in keys {
                let id = key(holder, name);
                // A share is a fraction; a count that is divided by nothing is whole.
                let whole = name == "weight" && counting.normalisation == Normalisation::None;
                let kind = if whole { "int" } else { kind };
                let attributes =
                    [("id", id.as_str()), ("for", holder), ("attr.name", name.as_str()), ("attr.type", kind)];
                xml.write_event(Event::Empty(BytesStart::new("key").with_attributes(attributes)))?;
            }
        }
        let id = if counting.mode == Mode::Parties { "parties" } else { "parties_and_races" };
        let graph = BytesStart::new("graph").with_attributes([("id", id), ("edgedefault", "undirected")]);
        xml.write_event(Event::Start(graph))?;
        let ids: Vec<String> = network.nodes.iter().map(|node| node.id.to_string()).collect();
        for (node, id) in network.nodes.iter().zip(&ids) {
            let start = BytesStart::new("node").with_attributes([("id", id.as_str())]);
            element(&mut xml, start, "node", &node_keys, &node_values(node, writing))?;
        }
        for edge in &network.edges {
            let ends = [("source", ids[edge.ends.0].as_str()), ("target", ids[edge.ends.1].as_str())];
            let start = BytesStart::new("edge").with_attributes(ends);
            element(&mut xml, start, "edge", &tie_keys, &edge.values(scheme))?;
        }
        xml.write_event(Event::End(BytesEnd::new("graph")))?;
        xml.write_event(Event::End(BytesEnd::new("graphml")))?;
        out.write_all(b"\n")?;
        out.flush()
    }
}

/// Names and types of the data; an empty value is left out.
type Keys<'k> = &'k [(&'static str, &'static str)];

const NODE: Keys<'static> = &[
    ("kind", "string"),
    ("bipartite", "int"),
    ("label", "string"),
    ("name", "string"),
    ("abbreviation", "string"),
    ("colour", "string"),
    ("mentions", "int"),
    ("articles", "int"),
    ("statements", "int"),
    ("nominating", "int"),
    ("supporting", "int"),
    ("member", "int"),
    ("open", "int"),
    ("activity", "int"),
    ("region", "string"),
    ("office", "string"),
    ("year", "int"),
];

fn node_keys() -> impl Iterator<Item = (&'static str, &'static str)> {
    NODE.iter().copied().chain(ENTITY_COLUMNS.map(|name| (name, "string")))
}

fn key(holder: &str, name: &str) -> String {
    format!("{holder}_{name}")
}

fn node_values(node: &NetworkNode, writing: &Writing<'_>) -> Vec<String> {
    let known = node.party().and_then(|id| (writing.entity)(id));
    let (label, name) = names(&node.id, writing);
    let (kind, side) = if node.party().is_some() { ("party", 0) } else { ("race", 1) };
    let mut values = vec![
        kind.to_owned(),
        side.to_string(),
        label,
        name,
        known.map_or_else(String::new, |entity| entity.short.clone()),
        known.and_then(|entity| entity.colour).map_or_else(String::new, |colour| colour.to_string()),
    ];
    let number = |stance: &Stance| node.stances.get(stance).copied().unwrap_or(0);
    let counts = [node.mentions, node.articles, node.statements].into_iter();
    let counts = counts.chain(Stance::BUILT_IN.iter().map(number)).chain([node.activity]);
    values.extend(counts.map(|count| count.to_string()));
    let race = match &node.id {
        NodeId::Race(race) => Some(race),
        NodeId::Party(_) => None,
    };
    values.push(race.and_then(|race| race.region.as_ref()).map_or_else(String::new, ToString::to_string));
    values.push(race.and_then(|race| race.office).map_or("", |office| office.key()).to_owned());
    values.push(race.and_then(|race| race.year).map_or_else(String::new, |year| year.to_string()));
    values.extend(entity_values(known));
    values.extend(own_node_columns(&writing.scheme.statements).map(|(stance, _)| number(&stance).to_string()));
    values
}

/// What people read for a node: short and full.
pub(super) fn names(id: &NodeId, writing: &Writing<'_>) -> (String, String) {
    match id {
        NodeId::Party(id) => (writing.label(id).to_owned(), writing.name(id).to_owned()),
        NodeId::Race(race) => {
            let name = |words: &dyn Fn(&crate::model::EntityId) -> String| {
                let region = race.region.as_ref().map_or_else(String::new, words);
                let year = race.year.map_or_else(String::new, |year| year.to_string());
                let scheme = &writing.scheme.statements;
                let office = race.office.map_or_else(String::new, |office| scheme.office_names(office).en);
                format!("{region}, {office} {year}")
            };
            (name(&|id| writing.label(id).to_owned()), name(&|id| writing.name(id).to_owned()))
        }
    }
}

fn element<W: Write>(
    xml: &mut Xml<W>,
    start: BytesStart<'_>,
    holder: &str,
    keys: &[(String, &'static str)],
    values: &[String],
) -> io::Result<()> {
    xml.write_event(Event::Start(start))?;
    for ((name, _), value) in keys.iter().zip(values).filter(|(_, value)| !value.is_empty()) {
        let data = BytesStart::new("data").with_attributes([("key", key(holder, name).as_str())]);
        xml.write_event(Event::Start(data))?;
        xml.write_event(Event::Text(BytesText::new(&xml_text(value))))?;
        xml.write_event(Event::End(BytesEnd::new("data")))?;
    }
    xml.write_event(Event::End(BytesEnd::new(holder)))
}

/// Characters that XML 1.0 forbids become U+FFFD: names of entities may hold anything.
fn xml_text(value: &str) -> String {
    let good = |c: char| matches!(c, '\t' | '\n' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}') || c >= '\u{10000}';
    value.chars().map(|c| if good(c) { c } else { '\u{FFFD}' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        formats::{MemoryTarget, network},
        model::{Certainty, Entity, EntityId, KindKey, Scheme, Stance},
    };

    #[test]
    fn the_file() {
        let target = MemoryTarget::default();
        let scheme = Scheme::default();
        let id = EntityId::new("party:pks").unwrap();
        let pks = Entity {
            short: "P&K\u{1}".to_owned(),
            same_as: vec!["wikidata:Q1".into(), "partyfacts:2".into()],
            parent: EntityId::new("party:front").ok(),
            valid_from: "2002-04".parse().ok(),
            ..Entity::new(id, KindKey::party(), "Partai <K>")
        };
        let writing = Writing {
            project: "uji",
            scheme: &scheme,
            elections: crate::answers::ElectionFacts::delivered(),
            entity: &|id| Some(&pks).filter(|pks| pks.id == *id),
            story: &|_| None,
            with_text: true,
            councils: None,
            options: Default::default(),
        };
        let mut writer = GraphMl.write(&target, &writing).unwrap();
        let left_out: usize =
            network::tests::documents().iter().map(|document| writer.add(document, "").unwrap().len()).sum();
        assert_eq!(left_out, 1);
        writer.finish().unwrap();
        let file = String::from_utf8(target.files()[THE_FILE].clone()).unwrap();
        for part in [
            r#"<key id="edge_weight" for="edge" attr.name="weight" attr.type="int"/>"#,
            r#"<graph id="parties" edgedefault="undirected">"#,
            r#"<data key="node_kind">party</data>"#,
            r#"<node id="party:pks">"#,
            r#"<data key="node_label">P&amp;K"#,
            r#"<data key="node_name">Partai &lt;K&gt;</data>"#,
            r#"<data key="node_same_as">wikidata:Q1; partyfacts:2</data>"#,
            r#"<data key="node_parent">party:front</data>"#,
            r#"<data key="node_valid_from">2002-04</data>"#,
            r#"<edge source="party:pks" target="party:psi">"#,
            r#"<data key="edge_weight">2</data>"#,
            r#"<data key="edge_denied">1</data>"#,
            r#"<data key="edge_race_ids">36-governor-2024;36.02-regent-2024</data>"#,
            r#"<data key="edge_last_date">2024-08-08</data>"#,
        ] {
            assert!(file.contains(part), "{part} is not in\n{file}");
        }
        assert!(file.ends_with("</graphml>\n") && !file.contains('\u{1}'));
    }

    #[test]
    fn keys_are_the_words_of_the_model() {
        let words = |keys: Keys<'_>, from: usize| keys[from..].iter().map(|(name, _)| *name).collect::<Vec<_>>();
        let word = |value: serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let stances: Vec<String> =
            Stance::BUILT_IN.iter().map(|one| word(serde_json::to_value(one).unwrap())).collect();
        assert_eq!(words(&NODE[..13], 9), stances);
        let statuses: Vec<String> =
            Certainty::BUILT_IN.iter().map(|one| word(serde_json::to_value(one).unwrap())).collect();
        assert_eq!(words(&TIE_COLUMNS[..10], 4), statuses);
    }

    #[test]
    fn parties_and_races_with_shares() {
        let target = MemoryTarget::default();
        let scheme = Scheme::default();
        let writing = network::tests::writing(&scheme, &[("mode", "race"), ("normalisation", "jaccard")]);
        let mut writer = GraphMl.write(&target, &writing).unwrap();
        network::tests::documents().iter().for_each(|document| drop(writer.add(document, "").unwrap()));
        writer.finish().unwrap();
        let file = String::from_utf8(target.files()[THE_FILE].clone()).unwrap();
        for part in [
            r#"attr.name="weight" attr.type="double"/>"#,
            r#"<node id="race:36.02-regent-2024">"#,
            r#"<data key="node_bipartite">1</data>"#,
            r#"<data key="node_office">regent</data>"#,
            r#"<edge source="party:psi" target="race:36-governor-2024">"#,
            r#"<data key="edge_weight">0.5</data>"#,
        ] {
            assert!(file.contains(part), "{part} is not in\n{file}");
        }
    }
}
