//! A row as a document.

use std::sync::Arc;

use super::{
    cells::{RecordColumns, float, list_of_words, whole, words},
    names::ClassNames,
    own,
    plan::{ColumnPlan, END, LABEL, QUOTE, START},
    tokens::tagged,
};
use crate::{
    formats::{
        format::{Item, ReadContext},
        kit::{day::day, offsets::unit_of, raw_text::OffsetUnit, tally::FileTally},
        problem::Problem,
        record::{
            RawArticle, RawImport, RawMaking, RawMention, RawSpan, RawStatement, RawVariables, RecordContext,
            from_fields,
        },
    },
    message::message,
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
    /// What row `number` gives, which stands at `at` in its batch.
    pub(super) fn items(&self, row: &RecordColumns, at: usize, number: usize) -> Vec<Item> {
        let place = (number, 0);
        let context = RecordContext {
            file: self.file,
            at: place,
            unit: unit_of(self.reading, OffsetUnit::CodePoint),
            reading: self.reading,
            tally: &self.tally,
        };
        let cell = |column: &Option<String>| column.as_ref().map(|name| row.words(name, at)).unwrap_or_default();
        let own = |name: &str| if self.plan.ours { row.words(name, at) } else { String::new() };
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
            fields: if self.plan.ours { own::values(row, at) } else { RawVariables::default() },
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
            let tokens = row.field(&[tokens]).map(|array| list_of_words(array, at)).unwrap_or_default();
            let tags = if tags.is_empty() { Vec::new() } else { self.tags(row, tags, at) };
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
        if let Some(spans) = self.plan.spans.as_ref().and_then(|name| row.field(&[name])) {
            let spans = RecordColumns::in_list(spans, at);
            article.mentions.extend((0..spans.len).map(|at| self.span(&spans, at)));
        }
        let coalitions = self.plan.coalitions.as_ref().and_then(|name| row.field(&[name]));
        let coalitions = coalitions.map(|array| RecordColumns::in_list(array, at)).unwrap_or_default();
        article.coalitions = (0..coalitions.len).map(|at| coalition(&coalitions, at)).collect();
        wrong.extend(article.items(&context));
        wrong
    }

    /// A day in any of the ways in which datasets write one; one that cannot be read is counted.
    fn date(&self, words: String, row: usize) -> String {
        if words.is_empty() {
            return words;
        }
        match day(&words) {
            Some(date) => date.to_string(),
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

    fn tags(&self, row: &RecordColumns, column: &str, at: usize) -> Vec<String> {
        let items = row.field(&[column]).and_then(|array| super::cells::items(array, at));
        let Some(items) = items else { return Vec::new() };
        (0..items.len()).map(|at| self.label(&[column], &items, at)).collect()
    }

    /// A label, by its name if it is a number of a class.
    fn label(&self, columns: &[&str], array: &arrow_array::ArrayRef, at: usize) -> String {
        let class = whole(array, at);
        let name = columns.iter().find_map(|column| self.names.name(column, class?));
        name.map(str::to_owned).or_else(|| words(array, at)).unwrap_or_default()
    }

    fn span(&self, spans: &RecordColumns, at: usize) -> RawMention {
        let offset = |names: &[&str]| offset(spans, names, at).unwrap_or(RawSpan::UNKNOWN);
        let quote = spans.field(QUOTE).and_then(|array| words(array, at));
        RawMention {
            id: spans.words("id", at),
            span: RawSpan::new(offset(START), offset(END), quote),
            kind: spans.field(LABEL).map(|array| self.label(LABEL, array, at)).unwrap_or_default(),
            entity: spans.words("entity", at),
            making: making(spans, at),
            linked_by: spans.words("linked_by", at),
            note: spans.words("note", at),
            flag: spans.words("flag", at),
            fields: own::values(spans, at),
            ..RawMention::default()
        }
    }
}

fn offset(records: &RecordColumns, names: &[&str], at: usize) -> Option<usize> {
    usize::try_from(whole(records.field(names)?, at)?).ok()
}

fn making(records: &RecordColumns, at: usize) -> RawMaking {
    RawMaking {
        by: records.words("by", at),
        score: records.field(&["score"]).and_then(|array| float(array, at)),
        decision: records.words("decision", at),
        proposed_by: records.words("proposed_by", at),
        at: records.words("at", at),
        guidelines: records.words("guidelines", at),
        settled: String::new(),
    }
}

/// A coalition is its JSON object: the same names. Fields that nobody knows are told of the whole column.
fn coalition(records: &RecordColumns, at: usize) -> RawStatement {
    let mut statement: RawStatement = from_fields(records.json(at)).unwrap_or_default();
    statement.forget_unknown();
    statement.fields = own::values(records, at);
    statement
}
