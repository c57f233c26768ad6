//! The columns of an exported article, and the cells of a document in them. The names are those of Tandai JSON Lines,
//! but `spans` and `label` where other datasets say so.

use std::sync::Arc;

use arrow_schema::{DataType, Field, Schema};

use super::table::Cell;
use crate::formats::{
    document::Document,
    format::Writing,
    kit::{anchor::Wanted, raw_text::Unit},
    record::{ToldArticle, ToldBacking, ToldCoalition, ToldMaking, ToldMention},
};
use crate::{
    answers::{Day, Outcome, RaceKey, outcome},
    model::{Coalition, StatementSummary},
};

fn text(name: &str) -> Field {
    Field::new(name, DataType::Utf8, true)
}

fn needed(name: &str) -> Field {
    Field::new(name, DataType::Utf8, false)
}

fn number(name: &str) -> Field {
    Field::new(name, DataType::Int64, false)
}

fn list(name: &str, of: DataType) -> Field {
    Field::new(name, DataType::List(Arc::new(Field::new("element", of, false))), false)
}

fn record(fields: Vec<Field>) -> DataType {
    DataType::Struct(fields.into())
}

fn words(name: &str) -> Field {
    list(name, DataType::Utf8)
}

/// How a record came to be.
fn making() -> [Field; 5] {
    let score = Field::new("score", DataType::Float64, true);
    [text("by"), score, text("decision"), text("proposed_by"), needed("at")]
}

/// Every column, with its type.
pub(super) fn schema() -> Arc<Schema> {
    let mut span =
        vec![needed("id"), number("start"), number("end"), text("text"), needed("label"), text("entity"), text("name")];
    span.extend([text("linked_by"), text("note")]);
    span.extend(making());
    let backing = record(vec![text("party"), needed("stance"), text("slot"), words("mentions")]);
    let evidence = record(vec![number("start"), number("end"), text("text")]);
    let mut coalition = vec![
        needed("id"),
        text("region"),
        text("office"),
        Field::new("year", DataType::Int64, true),
        text("head"),
        text("deputy"),
        list("backings", backing),
        needed("status"),
        text("speaker"),
        text("date"),
        text("hedge"),
        text("note"),
        list("evidence", evidence),
        words("region_mentions"),
        words("head_mentions"),
        words("deputy_mentions"),
    ];
    coalition.extend(making());
    let whole = |name: &str| Field::new(name, DataType::Int64, true);
    coalition.extend([
        needed("ticket_registered"),
        whole("ballot_no"),
        whole("pairs_in_race"),
        whole("days_to_registration"),
        text("threshold_rule"),
    ]);
    Arc::new(Schema::new(vec![
        needed("id"),
        text("text"),
        text("title"),
        text("source"),
        text("url"),
        text("date"),
        text("set"),
        text("set_name"),
        text("set_role"),
        needed("status"),
        needed("text_sha256"),
        text("import_file"),
        text("import_line_ends"),
        Field::new("import_bom", DataType::Boolean, false),
        list("spans", record(span)),
        list("coalitions", record(coalition)),
    ]))
}

/// A document as a row of [`schema`].
pub(super) fn row(document: &Document, writing: &Writing<'_>) -> Vec<Cell> {
    let with_text = writing.with_text;
    let told = ToldArticle::of(document);
    let spans = document.annotations.in_reading_order().into_iter().map(|mention| {
        let known = mention.entity.as_ref().and_then(|id| (writing.entity)(id));
        let name = known.map_or(Cell::Null, |entity| Cell::words(entity.name.clone()));
        span(ToldMention::of(document, mention, Unit::CodePoint), name, with_text)
    });
    let spans = spans.collect();
    let coalitions = document.annotations.coalitions.values();
    let coalitions = coalitions.map(|one| {
        let outcome = outcome_of(document, one, writing);
        coalition(ToldCoalition::of(document, one, Unit::CodePoint), outcome, with_text)
    });
    let coalitions = coalitions.collect();
    vec![
        Cell::Text(told.id),
        if with_text { Cell::Text(document.article.text.to_string()) } else { Cell::Null },
        if with_text { Cell::words(told.title) } else { Cell::Null },
        Cell::words(told.source),
        Cell::words(told.url),
        Cell::words(told.date),
        Cell::words(told.set),
        Cell::words(told.set_name),
        Cell::words(told.set_role),
        Cell::Text(told.status),
        Cell::Text(told.text_sha256),
        Cell::words(told.import_file),
        Cell::words(told.line_ends),
        Cell::Truth(told.bom),
        Cell::List(spans),
        Cell::List(coalitions),
    ]
}

fn span(told: ToldMention, name: Cell, with_text: bool) -> Cell {
    let mut cells = vec![
        Cell::Text(told.id),
        Cell::offset(told.start),
        Cell::offset(told.end),
        quote(told.quote, with_text),
        Cell::Text(told.kind),
        Cell::words(told.entity),
        name,
        Cell::words(told.linked_by),
        Cell::words(told.note),
    ];
    cells.extend(made(told.making));
    Cell::Record(cells)
}

fn quote(quote: Option<String>, with_text: bool) -> Cell {
    Cell::words(quote.filter(|_| with_text).unwrap_or_default())
}

fn made(told: ToldMaking) -> [Cell; 5] {
    let score = told.score.map_or(Cell::Null, Cell::Float);
    [Cell::words(told.by), score, Cell::words(told.decision), Cell::words(told.proposed_by), Cell::Text(told.at)]
}

fn coalition(told: ToldCoalition, outcome: Outcome, with_text: bool) -> Cell {
    let backing = |told: ToldBacking| {
        let (party, mentions) = (Cell::words(told.party.entity), Cell::list(told.party.mentions));
        Cell::Record(vec![party, Cell::Text(told.stance), Cell::words(told.slot), mentions])
    };
    let evidence = |Wanted { start, end, quote: words }| {
        Cell::Record(vec![Cell::offset(start), Cell::offset(end), quote(words, with_text)])
    };
    let mut cells = vec![
        Cell::Text(told.id),
        Cell::words(told.region.entity),
        Cell::words(told.office),
        told.year.map_or(Cell::Null, Cell::Number),
        Cell::words(told.head.entity),
        Cell::words(told.deputy.entity),
        Cell::List(told.backings.into_iter().map(backing).collect()),
        Cell::Text(told.status),
        Cell::words(told.speaker),
        Cell::words(told.date),
        Cell::words(told.hedge),
        Cell::words(told.note),
        Cell::List(told.evidence.into_iter().map(evidence).collect()),
        Cell::list(told.region.mentions),
        Cell::list(told.head.mentions),
        Cell::list(told.deputy.mentions),
    ];
    cells.extend(made(told.making));
    let whole = |number: Option<i64>| number.map_or(Cell::Null, Cell::Number);
    cells.extend([
        Cell::Text(outcome.registered.key().to_owned()),
        whole(outcome.ballot.map(i64::from)),
        whole(outcome.pairs_in_race.and_then(|pairs| i64::try_from(pairs).ok())),
        whole(outcome.days_to_registration),
        Cell::words(outcome.threshold.unwrap_or("").to_owned()),
    ]);
    Cell::Record(cells)
}

/// What became of a statement's ticket.
fn outcome_of(document: &Document, coalition: &Coalition, writing: &Writing<'_>) -> Outcome {
    let said = StatementSummary::of(coalition);
    let day = Day::of(&said, &document.article.meta).known();
    let (head, deputy) = (said.head.as_ref(), said.deputy.as_ref());
    outcome(&RaceKey::of(&said), head, deputy, day, &|id| (writing.entity)(id))
}
