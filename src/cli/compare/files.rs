//! The tables of a comparison, for R and the like: figures, confusion, and what lies beside what.

use std::path::Path;

use crate::{
    cli::{Failure, cancel::cancelled_by_keys},
    compare::{MarkedSpan, PairAgreement, StatementSlot, Told, align, pair_spans},
    dataset::codebook::column_of,
    formats::Target,
    model::{Article, Field, FieldOwner, SetId, Span},
    session::{ComparedPair, Comparison, Destination, DiskTarget, Session, spreadsheet_safe},
};

/// Writes all tables into a folder that is not there yet; returns their names.
pub(super) fn write(
    folder: &Path,
    session: &Session,
    comparison: &Comparison,
    pairs: &[ComparedPair],
) -> Result<Vec<String>, Failure> {
    let cannot = |error: std::io::Error| Failure::of_file(folder, error);
    let (cancel, out) = (cancelled_by_keys(), Destination::Folder(folder.to_owned(), String::new()));
    let target = DiskTarget::new(out, false)?.cancelled_by(cancel);
    let tables: [(&str, CsvRows); 4] = [
        ("figures.csv", figures(comparison, pairs)),
        ("confusion.csv", confusion(comparison, pairs)),
        ("mentions.csv", mentions(session, comparison, pairs)?),
        ("statements.csv", statements(session, comparison, pairs)),
    ];
    let mut written = Vec::new();
    for (name, rows) in tables {
        let mut csv = csv::Writer::from_writer(target.create(name).map_err(cannot)?);
        for row in &rows {
            csv.write_record(row.iter().map(|cell| spreadsheet_safe(cell))).map_err(|error| cannot(error.into()))?;
        }
        csv.flush().map_err(cannot)?;
        written.push(format!("{name} ({} rows)", rows.len() - 1));
    }
    target.finish()?;
    Ok(written)
}

/// The header first.
type CsvRows = Vec<Vec<String>>;

fn header(columns: &[&str]) -> Vec<String> {
    columns.iter().map(|&column| column.to_owned()).collect()
}

fn names<'a>(comparison: &'a Comparison, pair: &ComparedPair) -> [&'a SetId; 2] {
    [&comparison.sets[pair.sides.0], &comparison.sets[pair.sides.1]]
}

fn subsets(pair: &ComparedPair) -> Vec<(&'static str, &PairAgreement)> {
    let apart = pair.apart.iter().flat_map(|(back, shown)| [("held_back", back), ("assisted", shown)]);
    [("all", &pair.all)].into_iter().chain(apart).collect()
}

fn number(value: Option<f64>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

fn figures(comparison: &Comparison, pairs: &[ComparedPair]) -> CsvRows {
    let mut rows = vec![header(&[
        "first",
        "second",
        "subset",
        "articles",
        "stories",
        "of",
        "measure",
        "label",
        "n",
        "value",
        "low",
        "high",
        "precision",
        "recall",
    ])];
    for pair in pairs {
        let [first, second] = names(comparison, pair);
        for (subset, agreement) in subsets(pair) {
            rows.extend(agreement.measures.iter().map(|measure| {
                let n = [agreement.articles, agreement.stories].map(|n| n.to_string());
                let words = [measure.of, measure.name, &measure.label].map(str::to_owned);
                let (low, high) = measure.interval.unzip();
                let values = [measure.value, low, high, measure.precision, measure.recall].map(number);
                let mut row = vec![first.to_string(), second.to_string(), subset.to_owned()];
                row.extend(n);
                row.extend(words);
                row.push(measure.n.to_string());
                row.extend(values);
                row
            }));
        }
    }
    rows
}

fn confusion(comparison: &Comparison, pairs: &[ComparedPair]) -> CsvRows {
    let mut rows = vec![header(&["first", "second", "of", "value_first", "value_second", "count"])];
    for pair in pairs {
        let [first, second] = names(comparison, pair);
        for table in &pair.all.confusion {
            for (one, counts) in table.values.iter().zip(&table.counts) {
                for (other, count) in table.values.iter().zip(counts).filter(|(_, count)| **count > 0) {
                    let cells = [first.as_str(), second.as_str(), table.of, one, other];
                    let mut row = header(&cells);
                    row.push(count.to_string());
                    rows.push(row);
                }
            }
        }
    }
    rows
}

fn mentions(session: &Session, comparison: &Comparison, pairs: &[ComparedPair]) -> Result<CsvRows, Failure> {
    let mut rows = vec![header(&[
        "first",
        "second",
        "article",
        "story",
        "held_back",
        "relation",
        "start_first",
        "end_first",
        "words_first",
        "kind_first",
        "entity_first",
        "start_second",
        "end_second",
        "words_second",
        "kind_second",
        "entity_second",
    ])];
    for coded in &comparison.coded {
        let row = session.rows().get(&coded.article);
        let meta = row.map(|row| row.meta.clone()).ok_or_else(|| format!("article {} is gone", coded.article))?;
        let article = session.read_article(&meta)?;
        for pair in pairs {
            let said = [pair.sides.0, pair.sides.1].map(|side| coded.said[side].as_ref());
            let [Some(one), Some(other)] = said else { continue };
            let [first, second] = names(comparison, pair);
            for pair in pair_spans(&one.mentions, &other.mentions) {
                let held_back = comparison.held_back.contains(&coded.article).to_string();
                let mut row = header(&[
                    first.as_str(),
                    second.as_str(),
                    coded.article.as_str(),
                    coded.story.as_str(),
                    &held_back,
                    pair.relation(),
                ]);
                row.extend(mark(pair.one.as_ref(), &article));
                row.extend(mark(pair.other.as_ref(), &article));
                rows.push(row);
            }
        }
    }
    Ok(rows)
}

/// Start and end in code points, words, kind, entity.
fn mark(mark: Option<&MarkedSpan>, article: &Article) -> [String; 5] {
    let Some(mark) = mark else { return Default::default() };
    let [start, end] = offsets(mark.span, article);
    let entity = mark.entity.as_ref().map_or_else(String::new, ToString::to_string);
    [start, end, article.text.slice(mark.span).to_owned(), mark.kind.to_string(), entity]
}

fn offsets(span: Span, article: &Article) -> [String; 2] {
    article.text.chars_of_span(span).map_or_else(Default::default, |(start, end)| [start, end].map(|at| at.to_string()))
}

fn statements(session: &Session, comparison: &Comparison, pairs: &[ComparedPair]) -> CsvRows {
    let mut head = header(&[
        "first",
        "second",
        "article",
        "story",
        "held_back",
        "statement_first",
        "statement_second",
        "differing",
    ]);
    for slot in StatementSlot::ALL {
        head.extend([format!("{}_first", slot.key()), format!("{}_second", slot.key())]);
    }
    let own: Vec<&Field> = session.project().scheme.fields_of(FieldOwner::Statement).collect();
    for column in own.iter().map(|field| column_of(field)) {
        head.extend([format!("{column}_first"), format!("{column}_second")]);
    }
    let mut rows = vec![head];
    for coded in &comparison.coded {
        for pair in pairs {
            let said = [pair.sides.0, pair.sides.1].map(|side| coded.said[side].as_ref());
            let [Some(one), Some(other)] = said else { continue };
            let [first, second] = names(comparison, pair);
            let (ones, others) = (&one.statements, &other.statements);
            let aligned = align(ones, others);
            let beside = aligned.iter().map(|&(a, b)| (Some(&ones[a]), Some(&others[b])));
            let alone =
                |at: usize, of_first: bool| aligned.iter().all(|pair| if of_first { pair.0 } else { pair.1 } != at);
            let left = ones.iter().enumerate().filter(|(at, _)| alone(*at, true)).map(|(_, told)| (Some(told), None));
            let right =
                others.iter().enumerate().filter(|(at, _)| alone(*at, false)).map(|(_, told)| (None, Some(told)));
            for (one, other) in beside.chain(left).chain(right) {
                let id = |told: Option<&Told>| told.map_or_else(String::new, |told| told.id.to_string());
                let differing = one.zip(other).map(|(one, other)| one.differing(other)).unwrap_or_default();
                let of_own = one.zip(other).map(|(one, other)| one.differing_fields(other)).unwrap_or_default();
                let of_own = of_own.into_iter().map(|key| format!("field_{key}"));
                let slots = differing.into_iter().map(|slot| slot.key().to_owned());
                let differing: Vec<String> = slots.chain(of_own).collect();
                let held_back = comparison.held_back.contains(&coded.article).to_string();
                let mut row = header(&[
                    first.as_str(),
                    second.as_str(),
                    coded.article.as_str(),
                    coded.story.as_str(),
                    &held_back,
                    &id(one),
                    &id(other),
                    &differing.join(" "),
                ]);
                for slot in StatementSlot::ALL {
                    let values = |told: Option<&Told>| {
                        told.map_or_else(String::new, |told| Vec::from_iter(told.values(slot)).join("; "))
                    };
                    row.extend([values(one), values(other)]);
                }
                for field in &own {
                    let key = field.key.as_str();
                    let said = |told: Option<&Told>| told.and_then(|told| told.fields.get(key)).cloned();
                    row.extend([said(one).unwrap_or_default(), said(other).unwrap_or_default()]);
                }
                rows.push(row);
            }
        }
    }
    rows
}
