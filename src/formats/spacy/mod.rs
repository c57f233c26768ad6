//! JSON Lines for spaCy with a loader beside them. The tokens are ours and cut at every mention, so that no mention is
//! misaligned; overlaps are in a span group, since `doc.ents` takes none (spaCy's error E1010).

use std::{
    collections::HashSet,
    io::{self, Write},
};

use serde::Serialize;

use super::{
    document::Document,
    format::{DiskShape, Format, FormatInfo, LeftOut, Writer, Writing, label_of},
    kit::{
        json_line::json_line,
        tokens::{Borders, all_tokens, covered, is_blank, longest},
    },
    left_out::{coalitions, decisions, misfits},
    source::{THE_FILE, Target},
};
use crate::formats::sniff::Sniff;
use crate::{
    message::message,
    model::{Date, Mention, Span},
};

/// The format.
pub struct Spacy;

static INFO: FormatInfo = FormatInfo {
    id: "spacy",
    name: "spaCy",
    extensions: &["jsonl"],
    about: "For training with spaCy: JSON Lines and load_spacy.py, which makes a .spacy file of them",
    offsets: "code points",
    shape: DiskShape::File,
    reads: false,
    writes: true,
    loses: &["suggestions that were rejected or put off", "coalitions", "who made a mention, notes, flags and scores"],
    text_free: false,
    parts: false,
    options: &[],
    links: true,
    ..FormatInfo::NOTHING
};

impl Format for Spacy {
    fn info(&self) -> &'static FormatInfo {
        &INFO
    }

    fn recognises(&self, _: &Sniff<'_>) -> bool {
        false
    }

    fn write<'a>(&self, target: &'a dyn Target, _: &'a Writing<'a>) -> io::Result<Box<dyn Writer + 'a>> {
        let mut loader = target.create("load_spacy.py")?;
        loader.write_all(include_bytes!("load_spacy.py"))?;
        loader.flush()?;
        Ok(Box::new(SpacyWriter { out: target.create(THE_FILE)? }))
    }
}

#[derive(Serialize)]
struct SpacyLine<'d> {
    id: &'d str,
    text: &'d str,
    words: Vec<&'d str>,
    spaces: Vec<bool>,
    spans: Vec<SpacySpan<'d>>,
    /// Which of the spans are entities: none overlaps another.
    ents: Vec<usize>,
    /// The same as spaCy's training formats have them.
    entities: Vec<(usize, usize, String)>,
    meta: SpacyMeta<'d>,
}

/// `token_end` is that of the last token, as in Prodigy.
#[derive(Serialize)]
struct SpacySpan<'d> {
    id: &'d str,
    start: usize,
    end: usize,
    token_start: usize,
    token_end: usize,
    label: String,
    kb_id: &'d str,
}

#[derive(Serialize)]
struct SpacyMeta<'d> {
    id: &'d str,
    title: &'d str,
    source: &'d str,
    url: &'d str,
    date: Option<Date>,
    set: &'d str,
}

struct SpacyWriter {
    out: Box<dyn Write + Send>,
}

impl Writer for SpacyWriter {
    fn add(&mut self, document: &Document, _: &str) -> io::Result<Vec<LeftOut>> {
        let (text, meta) = (&document.article.text, &document.article.meta);
        let mentions = document.annotations.in_reading_order();
        let tokens = all_tokens(text, &Borders::of(mentions.iter().copied()));
        let places: Vec<Span> = tokens.iter().map(|token| token.span).collect();
        // White space at the edge of an entity is an error in training (E024).
        let bare = |mention: &&Mention| {
            let words = document.words(mention.span);
            !words.starts_with(is_blank) && !words.ends_with(is_blank)
        };
        let (kept, _) = longest(mentions.iter().copied().filter(bare));
        let kept: HashSet<&str> = kept.into_iter().map(|mention| mention.id.as_str()).collect();
        let mut line = SpacyLine {
            id: meta.id.as_str(),
            text,
            words: tokens.iter().map(|token| document.words(token.span)).collect(),
            spaces: tokens.iter().map(|token| token.space).collect(),
            spans: Vec::new(),
            ents: Vec::new(),
            entities: Vec::new(),
            meta: SpacyMeta {
                id: meta.id.as_str(),
                title: &meta.title,
                source: &meta.source,
                url: &meta.url,
                date: meta.date,
                set: document.set.as_ref().map_or("", |set| set.id.as_str()),
            },
        };
        for mention in mentions {
            let Some((token_start, token_end)) = covered(&places, mention.span) else { continue };
            let ((start, end), label) = (document.chars(mention.span), label_of(&mention.kind));
            if kept.contains(mention.id.as_str()) {
                line.ents.push(line.spans.len());
                line.entities.push((start, end, label.clone()));
            }
            let kb_id = mention.entity.as_ref().map_or("", |entity| entity.as_str());
            line.spans.push(SpacySpan { id: mention.id.as_str(), start, end, token_start, token_end, label, kb_id });
        }
        writeln!(self.out, "{}", json_line(&line)?)?;
        let mut left_out = misfits(document);
        left_out.extend(decisions(document));
        left_out.extend(coalitions(document, &message!("spaCy has no place for statements")));
        Ok(left_out)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.out.flush()
    }
}
