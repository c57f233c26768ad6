//! A row as a document.

use std::sync::Arc;

use super::{
    cells::{CellRecord, ParquetCell},
    names::ClassNames,
    own,
    plan::{ColumnPlan, END, LABEL, QUOTE, START},
    tokens::tagged,
};
use crate::{
    formats::{
        format::{Item, ReadContext},
        html::cell::{has_markup, text_of, words_of},
        kit::{
            day_order::day_in,
            nothing::{stands_for_nothing, tell_nothing},
            offsets::unit_of,
            raw_text::OffsetUnit,
            tally::FileTally,
        },
        problem::Problem,
        record::{
            RawArticle, RawImport, RawMaking, RawMention, RawSpan, RawStatement, RawVariables, RecordContext,
            found::line, from_fields,
        },
    },
    message::message,
    model::Variable,
};

/// What all rows of a file have in common.
pub(super) struct RowBuilder<'a> {
    pub file: &'a str,
    /// Of the file's name.
    pub stem: &'a str,
    pub plan: &'a ColumnPlan,
    pub names: Arc<ClassNames>,
    pub reading: &'a ReadContext,
    /// What is wrong again and again.
    pub tally: FileTally,
}

impl RowBuilder<'_> {
    /// What row `number` gives.
    pub(super) fn items(&self, row: &CellRecord<'_>, number: usize) -> Vec<Item> {
        let place = (number, 0);
        let context = RecordContext {
            file: self.file,
            at: place,
            unit: unit_of(self.reading, OffsetUnit::CodePoint),
            reading: self.reading,
            tally: &self.tally,
        };
        let cell = |column: &Option<String>| {
            let Some(name) = column else { return String::new() };
            let words = row.words(name);
            if self.plan.ours || !stands_for_nothing(&words) {
                return words;
            }
            tell_nothing(name, &words, place, &self.tally);
            String::new()
        };
        let own = |name: &str| if self.plan.ours { row.words(name) } else { String::new() };
        let id = cell(&self.plan.id);
        let mut article = RawArticle {
            id: if id.is_empty() { format!("{}-{number:06}", self.stem) } else { id },
            text: cell(&self.plan.text),
            title: cell(&self.plan.title),
            source: cell(&self.plan.source),
            url: cell(&self.plan.url),
            date: self.date(cell(&self.plan.date), number),
            set: own("set"),
            set_name: own("set_name"),
            set_role: own("set_role"),
            status: own("status"),
            note: own("note"),
            flag: own("flag"),
            fields: if self.plan.ours { own::values(row) } else { RawVariables::default() },
            meta: RawVariables::of_json(&own("meta")),
            text_sha256: own("text_sha256"),
            import: RawImport {
                file: own("import_file"),
                line_ends: own("import_line_ends"),
                bom: own("import_bom") == "true",
                guessed: if own("date_guessed") == "true" { vec!["date".to_owned()] } else { Vec::new() },
                ..RawImport::default()
            },
            ..RawArticle::default()
        };
        let mut wrong = Vec::new();
        if let Some((tokens, tags)) = &self.plan.tokens {
            let tokens = row.cell(&[tokens]).map(list_of_words).unwrap_or_default();
            let tags = if tags.is_empty() { Vec::new() } else { self.tags(row, tags) };
            if !tags.is_empty() && tags.len() != tokens.len() {
                wrong.push(context.part(
                    message!("there are {tokens} tokens but {tags} tags", tokens = tokens.len(), tags = tags.len()),
                    message!("Correct the row; what has no tag is unmarked"),
                ));
            }
            let (joined, spans) = tagged(self.plan.text.is_some().then_some(&*article.text), &tokens, &tags);
            article.text = joined;
            let marks = spans.into_iter().map(|span| RawMention::mark("", span.start, span.end, &span.label));
            article.mentions = marks.collect();
        }
        for name in &self.plan.variables {
            article.meta.0.extend(Variable::of_cell(&row.words(name)).map(|variable| (name.clone(), variable)));
        }
        if self.plan.spans.is_none() && self.plan.tokens.is_none() && !self.plan.ours && has_markup(&article.text) {
            article.text = text_of(article.text, &self.tally, place);
        }
        if !self.plan.ours && has_markup(&article.title) {
            article.title = line(&words_of(&article.title));
        }
        if article.text.is_empty() {
            article.text = self.reading.texts.get(&article.text_sha256).unwrap_or_default();
        }
        if article.text.is_empty() {
            let reason = message!("article {id} has no text", id = article.id.as_str());
            let problem = Problem::new(
                self.file,
                reason,
                message!("Import the articles before it, or export with the articles' words"),
            );
            return vec![Item::Problem(problem.at(number, 0))];
        }
        if let Some(spans) = &self.plan.spans {
            article.mentions.extend(row.records(spans).iter().map(|span| self.span(span)));
        }
        if let Some(coalitions) = &self.plan.coalitions {
            article.coalitions = row.records(coalitions).iter().map(coalition).collect();
        }
        wrong.extend(article.items(&context));
        wrong
    }

    /// A day in any of the ways in which datasets write one; one that cannot be read is counted.
    fn date(&self, words: String, row: usize) -> String {
        if words.is_empty() {
            return words;
        }
        match day_in(self.reading.month, &words, self.reading.zone) {
            Some((date, told)) => {
                if let Some((reason, fix)) = told {
                    self.tally.note(reason, fix, (row, 0));
                }
                date.to_string()
            }
            None => {
                self.tally.part(
                    message!("a date that cannot be read was left open"),
                    message!("Write dates like 2024-07-08"),
                    (row, 0),
                );
                String::new()
            }
        }
    }

    fn tags(&self, row: &CellRecord<'_>, column: &str) -> Vec<String> {
        let items = row.cell(&[column]).map(ParquetCell::items).unwrap_or_default();
        items.iter().map(|cell| self.label(&[column], cell)).collect()
    }

    /// A label, by its name if it is a number of a class.
    fn label(&self, columns: &[&str], cell: &ParquetCell) -> String {
        let class = cell.whole();
        let name = columns.iter().find_map(|column| self.names.name(column, class?));
        name.map(str::to_owned).or_else(|| cell.words()).unwrap_or_default()
    }

    fn span(&self, span: &CellRecord<'_>) -> RawMention {
        let offset = |names: &[&str]| offset(span, names).unwrap_or(RawSpan::UNKNOWN);
        let quote = span.cell(QUOTE).and_then(ParquetCell::words);
        RawMention {
            id: span.words("id"),
            span: RawSpan::new(offset(START), offset(END), quote),
            kind: span.cell(LABEL).map(|cell| self.label(LABEL, cell)).unwrap_or_default(),
            entity: span.words("entity"),
            making: making(span),
            linked_by: span.words("linked_by"),
            note: span.words("note"),
            flag: span.words("flag"),
            fields: own::values(span),
            ..RawMention::default()
        }
    }
}

/// Texts in a list.
fn list_of_words(cell: &ParquetCell) -> Vec<String> {
    cell.items().iter().map(|item| item.words().unwrap_or_default()).collect()
}

fn offset(record: &CellRecord<'_>, names: &[&str]) -> Option<usize> {
    usize::try_from(record.cell(names)?.whole()?).ok()
}

fn making(record: &CellRecord<'_>) -> RawMaking {
    RawMaking {
        by: record.words("by"),
        score: record.cell(&["score"]).and_then(ParquetCell::float),
        decision: record.words("decision"),
        proposed_by: record.words("proposed_by"),
        at: record.words("at"),
        guidelines: record.words("guidelines"),
        settled: String::new(),
    }
}

/// A coalition is its JSON object: the same names. Fields that nobody knows are told of the whole column.
fn coalition(record: &CellRecord<'_>) -> RawStatement {
    let mut statement: RawStatement = from_fields(record.json()).unwrap_or_default();
    statement.forget_unknown();
    statement.fields = own::values(record);
    statement
}
