//! The columns of an exported article, and the cells of a document in them. The names are those of Tandai JSON Lines,
//! but `spans` and `label` where other datasets say so.

use std::sync::Arc;

use arrow_schema::{DataType, Field, Schema};
use serde_json::Value;

use super::{own, table::ParquetCell};
use crate::formats::{
    document::Document,
    format::Writing,
    kit::raw_text::OffsetUnit,
    network::guessed_dates,
    record::{RawArticle, RawMaking, RawMention, RawStatement, RawVariables},
};
use crate::{
    answers::{Day, RaceKey, outcome},
    model::{Coalition, FieldOwner, Scheme, StatementSummary},
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

/// A column of lists.
pub(super) fn list_of(name: &str, of: DataType) -> Field {
    Field::new(name, DataType::List(Arc::new(Field::new("element", of, false))), false)
}

fn record(fields: Vec<Field>) -> DataType {
    DataType::Struct(fields.into())
}

fn words(name: &str) -> Field {
    list_of(name, DataType::Utf8)
}

/// How a record came to be.
fn making() -> [Field; 7] {
    let score = Field::new("score", DataType::Float64, true);
    [text("by"), score, text("decision"), text("proposed_by"), needed("at"), text("guidelines"), text("settled")]
}

/// A coalition, without the project's own fields.
fn coalition() -> Vec<Field> {
    let backing = record(vec![text("party"), needed("stance"), text("slot"), words("mentions")]);
    let evidence = record(vec![number("start"), number("end"), text("text")]);
    let mut coalition = vec![
        needed("id"),
        text("region"),
        text("office"),
        Field::new("year", DataType::Int64, true),
        text("head"),
        text("deputy"),
        list_of("backings", backing),
        needed("status"),
        text("speaker"),
        text("date"),
        text("hedge"),
        text("note"),
        text("flag"),
        list_of("evidence", evidence),
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
        needed("threshold_met"),
    ]);
    coalition
}

/// Every column, with its type; the project's own fields come last in each record.
pub(super) fn schema(scheme: &Scheme) -> Arc<Schema> {
    let mut span =
        vec![needed("id"), number("start"), number("end"), text("text"), needed("label"), text("entity"), text("name")];
    span.extend([text("linked_by"), text("note"), text("flag")]);
    span.extend(making());
    span.extend(own::columns(scheme, FieldOwner::Mention));
    let mut coalition = coalition();
    coalition.extend(own::columns(scheme, FieldOwner::Statement));
    let mut columns = vec![
        needed("id"),
        text("text"),
        text("title"),
        text("source"),
        text("url"),
        text("date"),
        Field::new("date_guessed", DataType::Boolean, false),
        text("set"),
        text("set_name"),
        text("set_role"),
        needed("status"),
        text("note"),
        text("flag"),
        needed("text_sha256"),
        text("import_file"),
        text("import_line_ends"),
        Field::new("import_bom", DataType::Boolean, false),
        text("meta"),
        list_of("spans", record(span)),
        list_of("coalitions", record(coalition)),
    ];
    columns.extend(own::columns(scheme, FieldOwner::Article));
    Arc::new(Schema::new(columns))
}

/// A document as a row of [`schema`].
pub(super) fn row(document: &Document, writing: &Writing<'_>) -> Vec<ParquetCell> {
    let with_text = writing.with_text;
    let raw = RawArticle::header_of(document);
    let spans = document.annotations.in_reading_order().into_iter().map(|mention| {
        let known = mention.entity.as_ref().and_then(|id| (writing.entity)(id));
        let name = known.map_or(ParquetCell::Null, |entity| ParquetCell::words(entity.name.clone()));
        let own = own::cells(writing.scheme, FieldOwner::Mention, &mention.fields);
        span(RawMention::of(document, mention, OffsetUnit::CodePoint), name, own, with_text)
    });
    let spans = spans.collect();
    let kind = record(coalition());
    let coalitions = document.annotations.coalitions.values().map(|one| {
        let mut statement = RawStatement::of(document, one, OffsetUnit::CodePoint);
        if !with_text {
            statement.evidence.iter_mut().for_each(|span| span.quote = None);
        }
        // A statement is its JSON object: the same names. Beside it stands what became of its ticket.
        let mut fields = serde_json::to_value(statement).unwrap_or_default();
        add_outcome(&mut fields, document, one, writing);
        let own = own::cells(writing.scheme, FieldOwner::Statement, &one.fields);
        match ParquetCell::of(Some(&fields), &kind) {
            ParquetCell::Record(cells) => ParquetCell::Record(cells.into_iter().chain(own).collect()),
            other => other,
        }
    });
    let coalitions = coalitions.collect();
    let mut cells = vec![
        ParquetCell::Text(raw.id),
        if with_text { ParquetCell::Text(document.article.text.to_string()) } else { ParquetCell::Null },
        if with_text { ParquetCell::words(raw.title) } else { ParquetCell::Null },
        ParquetCell::words(raw.source),
        ParquetCell::words(raw.url),
        ParquetCell::words(raw.date),
        ParquetCell::Truth(document.article.meta.is_date_guessed()),
        ParquetCell::words(raw.set),
        ParquetCell::words(raw.set_name),
        ParquetCell::words(raw.set_role),
        ParquetCell::Text(raw.status),
        ParquetCell::words(raw.note),
        ParquetCell::words(raw.flag),
        ParquetCell::Text(raw.text_sha256),
        ParquetCell::words(raw.import.file),
        ParquetCell::words(raw.import.line_ends),
        ParquetCell::Truth(raw.import.bom),
        meta(&raw.meta),
        ParquetCell::List(spans),
        ParquetCell::List(coalitions),
    ];
    cells.extend(own::cells(writing.scheme, FieldOwner::Article, &document.annotations.remark.fields));
    cells
}

/// What else is known of an article, as a JSON object: no two sources name the same.
fn meta(variables: &RawVariables) -> ParquetCell {
    if variables.0.is_empty() {
        return ParquetCell::Null;
    }
    serde_json::to_string(variables).map_or(ParquetCell::Null, ParquetCell::Text)
}

fn span(raw: RawMention, name: ParquetCell, own: Vec<ParquetCell>, with_text: bool) -> ParquetCell {
    let mut cells = vec![
        ParquetCell::Text(raw.id),
        ParquetCell::offset(raw.span.start),
        ParquetCell::offset(raw.span.end),
        quote(raw.span.quote, with_text),
        ParquetCell::Text(raw.kind),
        ParquetCell::words(raw.entity),
        name,
        ParquetCell::words(raw.linked_by),
        ParquetCell::words(raw.note),
        ParquetCell::words(raw.flag),
    ];
    cells.extend(made(raw.making));
    cells.extend(own);
    ParquetCell::Record(cells)
}

fn quote(quote: Option<String>, with_text: bool) -> ParquetCell {
    ParquetCell::words(quote.filter(|_| with_text).unwrap_or_default())
}

fn made(raw: RawMaking) -> [ParquetCell; 7] {
    let score = raw.score.map_or(ParquetCell::Null, ParquetCell::Float);
    [
        ParquetCell::words(raw.by),
        score,
        ParquetCell::words(raw.decision),
        ParquetCell::words(raw.proposed_by),
        ParquetCell::Text(raw.at),
        ParquetCell::words(raw.guidelines),
        ParquetCell::words(raw.settled),
    ]
}

/// What became of a statement's ticket, and whether those who nominate it are enough.
fn add_outcome(fields: &mut Value, document: &Document, coalition: &Coalition, writing: &Writing<'_>) {
    let said = StatementSummary::of(coalition);
    let race = RaceKey::of(&said);
    let day = Day::of(&said, &document.article.meta, guessed_dates(writing), writing.elections.calendar()).known();
    let outcome =
        outcome(&race, said.head.as_ref(), said.deputy.as_ref(), day, &|id| (writing.entity)(id), writing.elections);
    fields["ticket_registered"] = outcome.registered.key().into();
    fields["ballot_no"] = outcome.ballot.into();
    fields["pairs_in_race"] = outcome.pairs_in_race.into();
    fields["days_to_registration"] = outcome.days_to_registration.into();
    fields["threshold_rule"] = outcome.threshold.unwrap_or("").into();
    fields["threshold_met"] = writing.threshold_met(&race, said.nominating(), day).key().into();
}
