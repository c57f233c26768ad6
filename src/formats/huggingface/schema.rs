//! The columns of an exported article, and the cells of a document in them. The names are those of Tandai JSON Lines,
//! but `spans` and `label` where other datasets say so.

use serde_json::Value;

use super::{
    cells::ParquetCell,
    columns::{CellColumn, CellKind},
    own,
};
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

const WHOLE: CellKind = CellKind::Whole { unsigned: false };

fn text(name: &str) -> CellColumn {
    CellColumn::optional(name, CellKind::Text)
}

fn needed(name: &str) -> CellColumn {
    CellColumn::needed(name, CellKind::Text)
}

fn number(name: &str) -> CellColumn {
    CellColumn::needed(name, WHOLE)
}

fn truth(name: &str) -> CellColumn {
    CellColumn::needed(name, CellKind::Truth)
}

fn words(name: &str) -> CellColumn {
    CellColumn::list(name, CellKind::Text)
}

/// How a record came to be.
fn making() -> [CellColumn; 7] {
    let score = CellColumn::optional("score", CellKind::Float);
    [text("by"), score, text("decision"), text("proposed_by"), needed("at"), text("guidelines"), text("settled")]
}

/// A coalition, without the project's own fields.
fn coalition() -> Vec<CellColumn> {
    let backing = CellKind::Record(vec![text("party"), needed("stance"), text("slot"), words("mentions")]);
    let evidence = CellKind::Record(vec![number("start"), number("end"), text("text")]);
    let mut coalition = vec![
        needed("id"),
        text("region"),
        text("office"),
        CellColumn::optional("year", WHOLE),
        text("head"),
        text("deputy"),
        CellColumn::list("backings", backing),
        needed("status"),
        text("speaker"),
        text("date"),
        text("hedge"),
        text("note"),
        text("flag"),
        CellColumn::list("evidence", evidence),
        words("region_mentions"),
        words("head_mentions"),
        words("deputy_mentions"),
    ];
    coalition.extend(making());
    let whole = |name: &str| CellColumn::optional(name, WHOLE);
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
pub(super) fn schema(scheme: &Scheme) -> Vec<CellColumn> {
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
        truth("date_guessed"),
        text("set"),
        text("set_name"),
        text("set_role"),
        needed("status"),
        text("note"),
        text("flag"),
        needed("text_sha256"),
        text("import_file"),
        text("import_line_ends"),
        truth("import_bom"),
        text("meta"),
        CellColumn::list("spans", CellKind::Record(span)),
        CellColumn::list("coalitions", CellKind::Record(coalition)),
    ];
    columns.extend(own::columns(scheme, FieldOwner::Article));
    columns
}

/// A document as a row of [`schema`].
pub(super) fn row(document: &Document, writing: &Writing<'_>) -> Vec<ParquetCell> {
    let with_text = writing.with_text;
    let raw = RawArticle::header_of(document);
    let spans = document.annotations.in_reading_order().into_iter().map(|mention| {
        let known = mention.entity.as_ref().and_then(|id| (writing.entity)(id));
        let name = known.map_or(ParquetCell::Null, |entity| ParquetCell::of_words(entity.name.clone()));
        let own = own::cells(writing.scheme, FieldOwner::Mention, &mention.fields);
        span(RawMention::of(document, mention, OffsetUnit::CodePoint), name, own, with_text)
    });
    let spans = spans.collect();
    let kind = CellKind::Record(coalition());
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
        if with_text { ParquetCell::of_words(raw.title) } else { ParquetCell::Null },
        ParquetCell::of_words(raw.source),
        ParquetCell::of_words(raw.url),
        ParquetCell::of_words(raw.date),
        ParquetCell::Truth(document.article.meta.is_date_guessed()),
        ParquetCell::of_words(raw.set),
        ParquetCell::of_words(raw.set_name),
        ParquetCell::of_words(raw.set_role),
        ParquetCell::Text(raw.status),
        ParquetCell::of_words(raw.note),
        ParquetCell::of_words(raw.flag),
        ParquetCell::Text(raw.text_sha256),
        ParquetCell::of_words(raw.import.file),
        ParquetCell::of_words(raw.import.line_ends),
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
        ParquetCell::of_words(raw.entity),
        name,
        ParquetCell::of_words(raw.linked_by),
        ParquetCell::of_words(raw.note),
        ParquetCell::of_words(raw.flag),
    ];
    cells.extend(made(raw.making));
    cells.extend(own);
    ParquetCell::Record(cells)
}

fn quote(quote: Option<String>, with_text: bool) -> ParquetCell {
    ParquetCell::of_words(quote.filter(|_| with_text).unwrap_or_default())
}

fn made(raw: RawMaking) -> [ParquetCell; 7] {
    let score = raw.score.map_or(ParquetCell::Null, ParquetCell::Float);
    [
        ParquetCell::of_words(raw.by),
        score,
        ParquetCell::of_words(raw.decision),
        ParquetCell::of_words(raw.proposed_by),
        ParquetCell::Text(raw.at),
        ParquetCell::of_words(raw.guidelines),
        ParquetCell::of_words(raw.settled),
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
