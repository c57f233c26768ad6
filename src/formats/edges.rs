//! An edge list: the network of parties as a CSV table with a row a pair, and on demand a table of the parties beside
//! it. Written only.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    io::{self, Write},
};

use super::{
    document::Document,
    format::{DiskShape, Format, FormatInfo, FormatOption, LeftOut, Writer, Writing},
    graphml::names,
    kit::spreadsheet,
    network::{
        DocumentTally, ENTITY_COLUMNS, FROM, GUESSED_DATES, LOSES, MODE, NORMALISATION, SIGN, STATUSES, TO, UNIT,
        entity_values, settings,
    },
    source::{THE_FILE, Target},
};
use crate::{
    answers::{own_node_columns, tie_head},
    formats::sniff::Sniff,
    model::{Scheme, Stance},
};

/// The format.
pub struct Edges;

static INFO: FormatInfo = FormatInfo {
    id: "edges",
    name: "edge list",
    extensions: &["csv"],
    about: "Pairs of parties that a decided coalition statement names, each story once, with weights: for pandas, R, Gephi \
            and spreadsheets",
    offsets: "",
    shape: DiskShape::File,
    reads: false,
    writes: true,
    loses: &[LOSES],
    text_free: true,
    parts: false,
    options: &[NODES, STATUSES, SIGN, UNIT, FROM, TO, MODE, NORMALISATION, GUESSED_DATES, spreadsheet::CHOICE],
    ..FormatInfo::NOTHING
};

const NODES: FormatOption =
    FormatOption::writing("nodes", &["no", "yes"], "yes: a table of the parties (and races), nodes.csv, beside it");

const NODE: [&str; 12] = [
    "id",
    "kind",
    "label",
    "name",
    "mentions",
    "articles",
    "statements",
    "nominating",
    "supporting",
    "member",
    "open",
    "activity",
];

impl Format for Edges {
    fn info(&self) -> &'static FormatInfo {
        &INFO
    }

    fn recognises(&self, _: &Sniff<'_>) -> bool {
        false
    }

    fn write<'a>(&self, target: &'a dyn Target, writing: &'a Writing<'a>) -> io::Result<Box<dyn Writer + 'a>> {
        let nodes = match writing.option(&INFO, NODES.name) {
            "yes" => Some(target.create("nodes.csv")?),
            _ => None,
        };
        let safe = spreadsheet::is_safe(writing.option(&INFO, spreadsheet::CHOICE.name));
        let network = DocumentTally::new(writing)?;
        Ok(Box::new(EdgeWriter { edges: target.create(THE_FILE)?, nodes, safe, writing, network }))
    }

    fn tells_stories(&self) -> bool {
        true
    }

    fn settings(&self, options: &BTreeMap<String, String>, scheme: &Scheme) -> BTreeMap<String, String> {
        settings(options, scheme)
    }
}

struct EdgeWriter<'a> {
    edges: Box<dyn Write + Send>,
    nodes: Option<Box<dyn Write + Send>>,
    safe: bool,
    writing: &'a Writing<'a>,
    network: DocumentTally<'a>,
}

impl Writer for EdgeWriter<'_> {
    fn add(&mut self, document: &Document, _: &str) -> io::Result<Vec<LeftOut>> {
        Ok(self.network.add(document))
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        let Self { edges, nodes, safe, writing, network } = *self;
        let network = network.finish();
        let text = |cell: &str| if safe { spreadsheet::safe(Cow::from(cell)).into_owned() } else { cell.to_owned() };
        let ids: Vec<String> = network.nodes.iter().map(|node| text(&node.id.to_string())).collect();
        let labels: Vec<[String; 2]> = network.nodes.iter().map(|node| names(&node.id, writing).into()).collect();
        let mut csv = csv::Writer::from_writer(edges);
        let scheme = &writing.scheme.statements;
        csv.write_record(tie_head(scheme))?;
        for edge in &network.edges {
            csv.write_record(edge.row(&|at| (ids[at].clone(), text(&labels[at][0])), &text, scheme))?;
        }
        csv.flush()?;
        let Some(nodes) = nodes else { return Ok(()) };
        let mut csv = csv::Writer::from_writer(nodes);
        let own_columns = own_node_columns(scheme).map(|(_, name)| name);
        let known_columns = NODE.iter().chain(&ENTITY_COLUMNS).map(|name| (*name).to_owned());
        csv.write_record(known_columns.chain(own_columns))?;
        for ((node, id), [label, name]) in network.nodes.iter().zip(&ids).zip(&labels) {
            let kind = if node.party().is_some() { "party" } else { "race" };
            let mut row = vec![id.clone(), kind.to_owned(), text(label), text(name)];
            let number = |stance: &Stance| node.stances.get(stance).copied().unwrap_or(0);
            let counts = [node.mentions, node.articles, node.statements].into_iter();
            let counts = counts.chain(Stance::BUILT_IN.iter().map(number)).chain([node.activity]);
            row.extend(counts.map(|count| count.to_string()));
            let known = node.party().and_then(|id| (writing.entity)(id));
            row.extend(entity_values(known).iter().map(|value| text(value)));
            row.extend(own_node_columns(scheme).map(|(stance, _)| number(&stance).to_string()));
            csv.write_record(row)?;
        }
        csv.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        formats::{MemoryTarget, network},
        model::Scheme,
    };

    fn files(options: &[(&str, &str)]) -> Vec<(String, String)> {
        let target = MemoryTarget::default();
        let scheme = Scheme::default();
        let writing = network::tests::writing(&scheme, options);
        let mut writer = Edges.write(&target, &writing).unwrap();
        for document in network::tests::documents() {
            writer.add(&document, "").unwrap();
        }
        writer.finish().unwrap();
        target.files().into_iter().map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap())).collect()
    }

    #[test]
    fn a_row_a_pair() {
        let files = files(&[]);
        assert_eq!(files.len(), 1);
        let rows: Vec<&str> = files[0].1.lines().collect();
        let head = "source,target,source_label,target_label,weight,positive,negative,statements,confirmed,exploring,hoped,denied,past,\
                    open,articles,stories,races,race_ids,first_date,last_date";
        assert_eq!(rows[0], head);
        let last = "party:pks,party:psi,party:pks,party:psi,2,2,0,2,2,0,0,1,0,0,2,2,2,36-governor-2024;36.02-regent-2024,\
                    2024-07-08,2024-08-08";
        assert_eq!((rows.len(), rows[3]), (4, last));
    }

    #[test]
    fn parties_beside_it() {
        let files = files(&[("nodes", "yes")]);
        assert_eq!(files[1].0, "nodes.csv");
        assert!(
            files[1].1.contains("\nparty:pks,party,party:pks,party:pks,1,2,3,1,0,0,3,2,,,,,,,\n"),
            "{}",
            files[1].1
        );
    }
}
