//! GraphML: the network of parties for Gephi, networkx, igraph. Written only. The file is at
//! <http://graphml.graphdrawing.org/specification.html>.

use std::io::{self, Write};

use quick_xml::{
    Writer as Xml,
    events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};

use super::{
    document::Document,
    format::{Format, FormatInfo, LeftOut, Shape, Sniff, Writer, Writing},
    network::{Network, Pair, Party},
    source::{THE_FILE, Target},
};
use crate::model::EntityId;

/// The format.
pub struct GraphMl;

static INFO: FormatInfo = FormatInfo {
    id: "graphml",
    name: "GraphML network",
    extensions: &["graphml"],
    about: "Parties as nodes, joined where one coalition statement names both: for Gephi, networkx and igraph",
    offsets: "",
    shape: Shape::File,
    reads: false,
    writes: true,
    loses: &["everything but which parties stand in one coalition statement, how often, how firmly, where and when"],
    text_free: true,
    parts: false,
    options: &[],
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
        Ok(Box::new(NetworkWriter { out: target.create(THE_FILE)?, writing, network: Network::default() }))
    }
}

struct NetworkWriter<'a> {
    out: Box<dyn Write + Send>,
    writing: &'a Writing<'a>,
    network: Network,
}

impl Writer for NetworkWriter<'_> {
    fn add(&mut self, document: &Document, _: &str) -> io::Result<Vec<LeftOut>> {
        Ok(self.network.add(document))
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        let mut xml = Xml::new_with_indent(&mut self.out, b' ', 2);
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let root = BytesStart::new("graphml").with_attributes([("xmlns", "http://graphml.graphdrawing.org/xmlns")]);
        xml.write_event(Event::Start(root))?;
        for (holder, keys) in [("node", NODE), ("edge", EDGE)] {
            for (name, kind) in keys {
                let id = key(holder, name);
                let attributes = [("id", id.as_str()), ("for", holder), ("attr.name", name), ("attr.type", kind)];
                xml.write_event(Event::Empty(BytesStart::new("key").with_attributes(attributes)))?;
            }
        }
        let graph = BytesStart::new("graph").with_attributes([("id", "parties"), ("edgedefault", "undirected")]);
        xml.write_event(Event::Start(graph))?;
        for (id, party) in &self.network.parties {
            let values = node(id, party, self.writing);
            let node = BytesStart::new("node").with_attributes([("id", id.as_str())]);
            element(&mut xml, node, "node", NODE, &values)?;
        }
        for ((one, two), pair) in &self.network.pairs {
            let edge = BytesStart::new("edge").with_attributes([("source", one.as_str()), ("target", two.as_str())]);
            element(&mut xml, edge, "edge", EDGE, &edge_values(pair))?;
        }
        xml.write_event(Event::End(BytesEnd::new("graph")))?;
        xml.write_event(Event::End(BytesEnd::new("graphml")))?;
        self.out.write_all(b"\n")?;
        self.out.flush()
    }
}

/// Names and types of the data; an empty value is left out.
type Keys = &'static [(&'static str, &'static str)];

const NODE: Keys = &[
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
];

const EDGE: Keys = &[
    ("weight", "int"),
    ("confirmed", "int"),
    ("exploring", "int"),
    ("hoped", "int"),
    ("denied", "int"),
    ("past", "int"),
    ("articles", "int"),
    ("races", "int"),
    ("race_ids", "string"),
    ("first_date", "string"),
    ("last_date", "string"),
];

fn key(holder: &str, name: &str) -> String {
    format!("{holder}_{name}")
}

fn node(id: &EntityId, party: &Party, writing: &Writing<'_>) -> Vec<String> {
    let known = (writing.entity)(id);
    let mut values = vec![
        writing.label(id).to_owned(),
        writing.name(id).to_owned(),
        known.map_or_else(String::new, |entity| entity.short.clone()),
        known.and_then(|entity| entity.colour).map_or_else(String::new, |colour| colour.to_string()),
    ];
    let counts = [party.mentions, party.articles, party.statements].into_iter().chain(party.stances);
    values.extend(counts.map(|count| count.to_string()));
    values
}

fn edge_values(pair: &Pair) -> Vec<String> {
    let counts = [pair.statements].into_iter().chain(pair.statuses).chain([pair.articles, pair.races.len()]);
    let mut values: Vec<String> = counts.map(|count| count.to_string()).collect();
    let day = |day: Option<crate::model::Date>| day.map_or_else(String::new, |day| day.to_string());
    values.extend([pair.race_ids(), day(pair.first), day(pair.last)]);
    values
}

fn element<W: Write>(
    xml: &mut Xml<W>,
    start: BytesStart<'_>,
    holder: &str,
    keys: Keys,
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
        model::{Certainty, Entity, KindKey, Scheme, Stance},
    };

    #[test]
    fn the_file() {
        let target = MemoryTarget::default();
        let scheme = Scheme::default();
        let id = EntityId::new("party:pks").unwrap();
        let pks = Entity { short: "P&K\u{1}".to_owned(), ..Entity::new(id, KindKey::party(), "Partai <K>") };
        let writing = Writing {
            project: "uji",
            scheme: &scheme,
            entity: &|id| Some(&pks).filter(|pks| pks.id == *id),
            story: &|_| None,
            with_text: true,
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
            r#"<node id="party:pks">"#,
            r#"<data key="node_label">P&amp;K"#,
            r#"<data key="node_name">Partai &lt;K&gt;</data>"#,
            r#"<edge source="party:pks" target="party:psi">"#,
            r#"<data key="edge_weight">3</data>"#,
            r#"<data key="edge_race_ids">36-governor-2024;36.02-regent-2024</data>"#,
            r#"<data key="edge_last_date">2024-08-08</data>"#,
        ] {
            assert!(file.contains(part), "{part} is not in\n{file}");
        }
        assert!(file.ends_with("</graphml>\n") && !file.contains('\u{1}'));
    }

    #[test]
    fn keys_are_the_words_of_the_model() {
        let words = |keys: Keys, from: usize| keys[from..].iter().map(|(name, _)| *name).collect::<Vec<_>>();
        let word = |value: serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let stances = Stance::ALL.map(|one| word(serde_json::to_value(one).unwrap()));
        assert_eq!(words(NODE, 7), stances);
        let statuses = Certainty::ALL.map(|one| word(serde_json::to_value(one).unwrap()));
        assert_eq!(words(&EDGE[..6], 1), statuses);
    }
}
