//! A row as a document.

use std::sync::Arc;

use super::{
    cells::{Records, float, list_of_words, whole, words},
    names::ClassNames,
    plan::{END, LABEL, Plan, QUOTE, START},
    tokens::tagged,
};
use crate::{
    formats::{
        document::Draft,
        format::{Item, Reading},
        kit::{anchor::Wanted, offsets::unit_of, raw_text::Unit, tally::Tally},
        problem::Problem,
        record::{
            ToldArticle, ToldBacking, ToldCoalition, ToldFiller, ToldMaking, ToldMention, add_coalition, add_mention,
        },
    },
    model::{Date, dates_in},
};

/// What all rows of a file have in common.
pub(super) struct Told<'a> {
    pub file: &'a str,
    /// Of the file's name.
    pub stem: &'a str,
    pub plan: &'a Plan,
    pub names: Arc<ClassNames>,
    pub reading: &'a Reading,
    /// What is wrong again and again.
    pub tally: Tally,
}

impl Told<'_> {
    /// What row `number` gives, which stands at `at` in its batch.
    pub(super) fn items(&self, row: &Records, at: usize, number: usize) -> Vec<Item> {
        match self.document(row, at, number) {
            Ok(items) => items,
            Err(problem) => vec![Item::Problem(problem)],
        }
    }

    fn document(&self, row: &Records, at: usize, number: usize) -> Result<Vec<Item>, Problem> {
        let place = (number, 0);
        let cell = |column: &Option<String>| column.as_ref().map(|name| row.words(name, at)).unwrap_or_default();
        let own = |name: &str| if self.plan.ours { row.words(name, at) } else { String::new() };
        let id = cell(&self.plan.id);
        let article = ToldArticle {
            id: if id.is_empty() { format!("{}-{number:06}", self.stem) } else { id },
            title: cell(&self.plan.title),
            source: cell(&self.plan.source),
            url: cell(&self.plan.url),
            date: self.date(cell(&self.plan.date), number),
            set: own("set"),
            set_name: own("set_name"),
            set_role: own("set_role"),
            status: own("status"),
            text_sha256: own("text_sha256"),
            import_file: own("import_file"),
            line_ends: own("import_line_ends"),
            bom: own("import_bom") == "true",
        };
        let mut text = cell(&self.plan.text);
        let mut mentions = Vec::new();
        let mut short = None;
        if let Some((tokens, tags)) = &self.plan.tokens {
            let tokens = row.field(&[tokens]).map(|array| list_of_words(array, at)).unwrap_or_default();
            let tags = if tags.is_empty() { Vec::new() } else { self.tags(row, tags, at) };
            if !tags.is_empty() && tags.len() != tokens.len() {
                short = Some(format!("there are {} tokens but {} tags", tokens.len(), tags.len()));
            }
            let (joined, spans) = tagged(self.plan.text.is_some().then_some(&*text), &tokens, &tags);
            text = joined;
            mentions = spans
                .into_iter()
                .map(|span| ToldMention {
                    start: span.start,
                    end: span.end,
                    kind: span.label,
                    ..ToldMention::default()
                })
                .collect();
        }
        if text.is_empty() {
            let reason = format!("article {} has no text", article.id);
            return Err(Problem::new(self.file, reason, "Export with the articles' words").at(number, 0));
        }
        let mut wrong = Vec::new();
        if let Some(spans) = self.plan.spans.as_ref().and_then(|name| row.field(&[name])) {
            let spans = Records::in_list(spans, at);
            for at in 0..spans.len {
                match self.span(&spans, at) {
                    Some(span) => mentions.push(span),
                    None => wrong.push(format!("mention {} of the row has no whole offsets", at + 1)),
                }
            }
        }
        let coalitions = self
            .plan
            .coalitions
            .as_ref()
            .and_then(|name| row.field(&[name]))
            .map(|array| Records::in_list(array, at))
            .unwrap_or_default();
        let coalitions: Vec<_> = (0..coalitions.len).map(|at| coalition(&coalitions, at, &mut wrong)).collect();
        let proposed = mentions.iter().map(|told| &told.making).chain(coalitions.iter().map(|told| &told.making));
        let proposed = proposed.into_iter().any(ToldMaking::is_proposal);
        let mut draft: Draft = article.draft(self.file, place, &text, proposed)?;
        if let Some(short) = short {
            draft.part(place, short, "Mend the row; what has no tag is unmarked");
        }
        for wrong in wrong {
            draft.part(place, wrong, "It was set aside; mend the row");
        }
        for mention in mentions {
            add_mention(&mut draft, mention, self.reading, place);
        }
        for coalition in coalitions {
            add_coalition(&mut draft, coalition, self.reading, place);
        }
        let (document, problems) = article.finish(self.file, place, draft, unit_of(self.reading, Unit::CodePoint));
        Ok(problems.into_iter().map(Item::Problem).chain([Item::Document(Box::new(document))]).collect())
    }

    /// A day in any of the ways in which datasets write one; one that cannot be read is counted.
    fn date(&self, words: String, row: usize) -> String {
        if words.is_empty() {
            return words;
        }
        let iso = words.get(..10).and_then(|day| day.parse::<Date>().ok());
        match iso.or_else(|| Some(dates_in(&words, None).first()?.date)) {
            Some(date) => date.to_string(),
            None => {
                let reason = "a date that cannot be read was left open";
                self.tally.add(reason.to_owned(), "Write dates like 2024-07-08", (row, 0));
                String::new()
            }
        }
    }

    fn tags(&self, row: &Records, column: &str, at: usize) -> Vec<String> {
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

    fn span(&self, spans: &Records, at: usize) -> Option<ToldMention> {
        let label = spans.field(LABEL).map(|array| self.label(LABEL, array, at)).unwrap_or_default();
        Some(ToldMention {
            id: spans.words("id", at),
            start: offset(spans, START, at)?,
            end: offset(spans, END, at)?,
            quote: spans.field(QUOTE).and_then(|array| words(array, at)),
            kind: label,
            entity: spans.words("entity", at),
            linked_by: spans.words("linked_by", at),
            note: spans.words("note", at),
            making: making(spans, at),
        })
    }
}

fn offset(records: &Records, names: &[&str], at: usize) -> Option<usize> {
    usize::try_from(whole(records.field(names)?, at)?).ok()
}

fn making(records: &Records, at: usize) -> ToldMaking {
    ToldMaking {
        by: records.words("by", at),
        score: records.field(&["score"]).and_then(|array| float(array, at)),
        decision: records.words("decision", at),
        proposed_by: records.words("proposed_by", at),
        at: records.words("at", at),
    }
}

fn coalition(records: &Records, at: usize, wrong: &mut Vec<String>) -> ToldCoalition {
    let mentions = |name: &str| records.field(&[name]).map(|array| list_of_words(array, at)).unwrap_or_default();
    let filler = |name: &str, ids: &str| ToldFiller { entity: records.words(name, at), mentions: mentions(ids) };
    let inner = |name: &str| records.field(&[name]).map(|array| Records::in_list(array, at)).unwrap_or_default();
    let (backings, evidence) = (inner("backings"), inner("evidence"));
    let backing = |at: usize| ToldBacking {
        party: ToldFiller {
            entity: backings.words("party", at),
            mentions: backings.field(&["mentions"]).map(|array| list_of_words(array, at)).unwrap_or_default(),
        },
        stance: backings.words("stance", at),
        slot: backings.words("slot", at),
    };
    let wanted = |at: usize| {
        let (start, end) = (offset(&evidence, START, at)?, offset(&evidence, END, at)?);
        Some(Wanted { start, end, quote: evidence.field(QUOTE).and_then(|array| words(array, at)) })
    };
    let placed: Vec<Wanted> = (0..evidence.len).filter_map(wanted).collect();
    if placed.len() < evidence.len {
        wrong.push(format!("evidence of coalition {} has no whole offsets", records.words("id", at)));
    }
    ToldCoalition {
        id: records.words("id", at),
        region: filler("region", "region_mentions"),
        office: records.words("office", at),
        year: records.field(&["year"]).and_then(|array| whole(array, at)),
        head: filler("head", "head_mentions"),
        deputy: filler("deputy", "deputy_mentions"),
        backings: (0..backings.len).map(backing).collect(),
        status: records.words("status", at),
        speaker: records.words("speaker", at),
        date: records.words("date", at),
        hedge: records.words("hedge", at),
        note: records.words("note", at),
        evidence: placed,
        making: making(records, at),
    }
}
