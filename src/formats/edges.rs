//! An edge list: the network of parties as a CSV table with a row a pair, and on demand a table of the parties beside
//! it. Written only.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use super::{
    document::Document,
    format::{Format, FormatInfo, FormatOption, LeftOut, Shape, Sniff, Writer, Writing},
    kit::spreadsheet,
    network::Network,
    source::{THE_FILE, Target},
};

/// The format.
pub struct Edges;

static INFO: FormatInfo = FormatInfo {
    id: "edges",
    name: "edge list",
    extensions: &["csv"],
    about: "Pairs of parties that one coalition statement names, with weights: for pandas, R, Gephi and spreadsheets",
    offsets: "",
    shape: Shape::File,
    reads: false,
    writes: true,
    loses: &["everything but which parties stand in one coalition statement, how often, how firmly, where and when"],
    text_free: true,
    parts: false,
    options: &[NODES, spreadsheet::CHOICE],
    ..FormatInfo::NOTHING
};

const NODES: FormatOption =
    FormatOption::writing("nodes", &["no", "yes"], "yes: a table of the parties, nodes.csv, beside it");

/// Names are those that Gephi, networkx (`from_pandas_edgelist`) and igraph look for.
const EDGE: [&str; 15] = [
    "source",
    "target",
    "source_label",
    "target_label",
    "weight",
    "confirmed",
    "exploring",
    "hoped",
    "denied",
    "past",
    "articles",
    "races",
    "race_ids",
    "first_date",
    "last_date",
];

const NODE: [&str; 9] =
    ["id", "label", "name", "mentions", "articles", "statements", "nominating", "supporting", "member"];

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
        Ok(Box::new(EdgeWriter { edges: target.create(THE_FILE)?, nodes, safe, writing, network: Network::default() }))
    }
}

struct EdgeWriter<'a> {
    edges: Box<dyn Write + Send>,
    nodes: Option<Box<dyn Write + Send>>,
    safe: bool,
    writing: &'a Writing<'a>,
    network: Network,
}

impl Writer for EdgeWriter<'_> {
    fn add(&mut self, document: &Document, _: &str) -> io::Result<Vec<LeftOut>> {
        Ok(self.network.add(document))
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        let Self { edges, nodes, safe, writing, network } = *self;
        let text = |cell: &str| if safe { spreadsheet::safe(Cow::from(cell)).into_owned() } else { cell.to_owned() };
        let mut csv = csv::Writer::from_writer(edges);
        csv.write_record(EDGE)?;
        for ((one, two), pair) in &network.pairs {
            let mut row = vec![text(one.as_str()), text(two.as_str())];
            row.extend([text(writing.label(one)), text(writing.label(two))]);
            let counts = [pair.statements].into_iter().chain(pair.statuses).chain([pair.articles, pair.races.len()]);
            row.extend(counts.map(|count| count.to_string()));
            row.push(text(&pair.race_ids()));
            row.extend([pair.first, pair.last].map(|day| day.map_or_else(String::new, |day| day.to_string())));
            csv.write_record(row)?;
        }
        csv.flush()?;
        let Some(nodes) = nodes else { return Ok(()) };
        let mut csv = csv::Writer::from_writer(nodes);
        csv.write_record(NODE)?;
        for (id, party) in &network.parties {
            let mut row = vec![text(id.as_str()), text(writing.label(id)), text(writing.name(id))];
            let counts = [party.mentions, party.articles, party.statements].into_iter().chain(party.stances);
            row.extend(counts.map(|count| count.to_string()));
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
        let writing = Writing {
            project: "uji",
            scheme: &scheme,
            entity: &|_| None,
            story: &|_| None,
            with_text: true,
            options: options.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        };
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
        assert_eq!(rows[0], EDGE.join(","));
        let last = "party:pks,party:psi,party:pks,party:psi,3,2,0,0,1,0,2,2,36-governor-2024;36.02-regent-2024,\
                    2024-06-01,2024-08-08";
        assert_eq!((rows.len(), rows[3]), (4, last));
    }

    #[test]
    fn parties_beside_it() {
        let files = files(&[("nodes", "yes")]);
        assert_eq!(files[1].0, "nodes.csv");
        assert!(files[1].1.contains("\nparty:pks,party:pks,party:pks,1,2,3,1,0,3\n"), "{}", files[1].1);
    }
}
