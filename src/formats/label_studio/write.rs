//! Documents as tasks; several sets of one article, if they come one after another, as one task.

use std::{
    collections::BTreeSet,
    io::{self, Write},
};

use serde::Serialize;
use serde_json::Value;

use crate::{
    formats::{
        document::Document,
        format::{LeftOut, Writer, Writing, label_of},
        kit::{
            json_line::json_line,
            relations::{labels_of, pairs_of},
        },
        left_out::misfits,
        record::line_beside,
        source::{THE_FILE, Target},
    },
    model::{Article, ArticleId, Date, Mention, Origin, Score, SetRole, StatementScheme, Status},
};

#[derive(Serialize)]
struct LabelStudioTask {
    data: Data,
    annotations: Vec<AnnotationOut>,
    predictions: Vec<PredictionOut>,
    meta: Meta,
}

#[derive(Serialize)]
struct Data {
    id: ArticleId,
    text: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    source: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<Date>,
}

#[derive(Serialize)]
struct Meta {
    tandai: Vec<Value>,
}

/// Without who made it: Label Studio refuses people whom it does not know.
#[derive(Serialize)]
struct AnnotationOut {
    result: Vec<ResultOut>,
    was_cancelled: bool,
    ground_truth: bool,
}

#[derive(Serialize)]
struct PredictionOut {
    model_version: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<Score>,
    result: Vec<ResultOut>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum ResultOut {
    Region {
        id: String,
        from_name: &'static str,
        to_name: &'static str,
        #[serde(rename = "type")]
        kind: &'static str,
        value: RegionOut,
        #[serde(skip_serializing_if = "Option::is_none")]
        score: Option<Score>,
        #[serde(skip_serializing_if = "Option::is_none")]
        meta: Option<Note>,
    },
    Relation {
        #[serde(rename = "type")]
        kind: &'static str,
        from_id: String,
        to_id: String,
        direction: &'static str,
        labels: [String; 1],
    },
}

#[derive(Serialize)]
struct RegionOut {
    start: usize,
    end: usize,
    text: String,
    labels: [String; 1],
}

#[derive(Serialize)]
struct Note {
    text: [String; 1],
}

pub(super) struct TaskWriter<'a> {
    target: &'a dyn Target,
    out: Box<dyn Write + Send>,
    /// The article whose sets are being gathered.
    pending: Option<(Article, LabelStudioTask)>,
    any: bool,
    /// Labels in the order in which they are first needed, those of the scheme first.
    labels: Vec<String>,
    known: BTreeSet<String>,
    relations: Vec<&'static str>,
    scheme: &'a StatementScheme,
}

impl<'a> TaskWriter<'a> {
    pub(super) fn new(target: &'a dyn Target, writing: &'a Writing<'a>) -> io::Result<Self> {
        let labels: Vec<String> = writing.scheme.kinds.iter().map(|kind| label_of(&kind.key)).collect();
        let known = labels.iter().cloned().collect();
        let mut out = target.create(THE_FILE)?;
        out.write_all(b"[")?;
        let scheme = &writing.scheme.statements;
        let relations = labels_of(scheme);
        Ok(Self { target, out, pending: None, any: false, labels, known, relations, scheme })
    }

    fn flush(&mut self) -> io::Result<()> {
        if let Some((_, task)) = self.pending.take() {
            write!(self.out, "{}\n{}", if self.any { "," } else { "" }, json_line(&task)?)?;
            self.any = true;
        }
        Ok(())
    }

    fn region(&mut self, document: &Document, mention: &Mention) -> ResultOut {
        let label = label_of(&mention.kind);
        if self.known.insert(label.clone()) {
            self.labels.push(label.clone());
        }
        let (start, end) = document.chars(mention.span);
        let value = RegionOut { start, end, text: document.words(mention.span).to_owned(), labels: [label] };
        let note = Some(mention.note.clone()).filter(|note| !note.is_empty());
        ResultOut::Region {
            id: mention.id.to_string(),
            from_name: "label",
            to_name: "text",
            kind: "labels",
            value,
            score: score_of(mention),
            meta: note.map(|note| Note { text: [note] }),
        }
    }
}

fn score_of(mention: &Mention) -> Option<Score> {
    match &mention.by {
        Origin::Machine(proposal) => proposal.score,
        _ => None,
    }
}

impl Writer for TaskWriter<'_> {
    fn add(&mut self, document: &Document, _: &str) -> io::Result<Vec<LeftOut>> {
        let article = &document.article;
        if self.pending.as_ref().is_none_or(|(before, _)| before != article) {
            self.flush()?;
            let meta = &article.meta;
            let data = Data {
                id: meta.id.clone(),
                text: article.text.to_string(),
                title: meta.title.clone(),
                source: meta.source.clone(),
                url: meta.url.clone(),
                date: meta.date,
            };
            let task = LabelStudioTask {
                data,
                annotations: Vec::new(),
                predictions: Vec::new(),
                meta: Meta { tandai: Vec::new() },
            };
            self.pending = Some((article.clone(), task));
        }
        let mentions = document.annotations.in_reading_order();
        let scores: Vec<f64> = mentions.iter().filter_map(|mention| score_of(mention)).map(Score::get).collect();
        let mut result: Vec<ResultOut> = mentions.into_iter().map(|mention| self.region(document, mention)).collect();
        result.extend(pairs_of(document, self.scheme).into_iter().map(|pair| ResultOut::Relation {
            kind: "relation",
            from_id: pair.from.to_string(),
            to_id: pair.to.to_string(),
            direction: "right",
            labels: [pair.label],
        }));
        let annotations = &document.annotations;
        let untouched =
            annotations.status == Status::New && annotations.mentions.is_empty() && annotations.coalitions.is_empty();
        let line = line_beside(document)?;
        if let Some((_, task)) = &mut self.pending {
            let role = document.set.as_ref().map(|set| set.role);
            if let Some(set) = document.set.as_ref().filter(|set| set.role == SetRole::Extractor) {
                let mean = scores.iter().sum::<f64>() / scores.len().max(1) as f64;
                let score = if scores.is_empty() { None } else { Score::new(mean) };
                task.predictions.push(PredictionOut { model_version: set.id.to_string(), score, result });
            } else if !untouched {
                let was_cancelled = annotations.status == Status::Ignored;
                let ground_truth = role == Some(SetRole::Gold);
                task.annotations.push(AnnotationOut { result, was_cancelled, ground_truth });
            }
            task.meta.tandai.push(line);
        }
        Ok(misfits(document))
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.flush()?;
        self.out.write_all(b"\n]\n")?;
        self.out.flush()?;
        let mut config = self.target.create("label_config.xml")?;
        writeln!(config, "<View>\n  <Relations>")?;
        for label in &self.relations {
            writeln!(config, "    <Relation value=\"{label}\"/>")?;
        }
        writeln!(config, "  </Relations>\n  <Labels name=\"label\" toName=\"text\">")?;
        // Kinds are letters, digits, “-”, “_” and “.”: nothing to escape.
        for label in &self.labels {
            writeln!(config, "    <Label value=\"{label}\"/>")?;
        }
        writeln!(config, "  </Labels>\n  <Text name=\"text\" value=\"$text\"/>\n</View>")?;
        config.flush()
    }
}
