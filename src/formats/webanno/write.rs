//! An article as tokens, a line each.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fmt::Write as _,
    io::{self, Write as _},
};

use super::{FEATURES, LAYER, RELATIONS};
use crate::{
    formats::{
        document::Document,
        format::{ItemKind, LeftOut, Writer, label_of},
        kit::{
            relations::{RelationPair, lasting_pairs_of},
            tokens::{Borders, words},
        },
        left_out::{self, coalitions, decisions, misfits},
        source::Target,
    },
    message::message,
    model::{Mention, MentionId, Span, StatementScheme},
};

pub(super) struct WebannoWriter<'a> {
    target: &'a dyn Target,
    scheme: &'a StatementScheme,
}

impl<'a> WebannoWriter<'a> {
    pub(super) fn new(target: &'a dyn Target, scheme: &'a StatementScheme) -> Self {
        Self { target, scheme }
    }
}

impl Writer for WebannoWriter<'_> {
    fn add(&mut self, document: &Document, _: &str) -> io::Result<Vec<LeftOut>> {
        let mut left_out = misfits(document);
        let relations = message!("relations say who goes with whom, and nothing else of a coalition");
        left_out.extend(coalitions(document, &relations));
        left_out.extend(decisions(document));
        for mention in document.annotations.mentions.values().filter(|mention| mention.span.is_empty()) {
            left_out.push(left_out::item(document, ItemKind::Mention, &mention.id, message!("it covers nothing")));
        }
        let mut file = self.target.create(&format!("{}.tsv", document.article.meta.id))?;
        file.write_all(lines(document, self.scheme).as_bytes())?;
        file.flush()?;
        Ok(left_out)
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        Ok(())
    }
}

/// Sentences (lines of the text that hold words) as tokens; white space that no reader would put back is tokens, too.
fn sentences(document: &Document) -> Vec<Vec<Span>> {
    let text = document.article.text.as_str();
    let borders = Borders::of(document.annotations.mentions.values());
    let edges = MentionBorders::of(document);
    let mut sentences: Vec<Vec<Span>> = vec![Vec::new()];
    let mut done = 0;
    for word in words(text, &borders).into_iter().map(Some).chain([None]) {
        let start = word.map_or(text.len(), |word| word.start);
        let gap = &text[done..start];
        let between =
            word.is_some() && sentences.last().is_some_and(|last| !last.is_empty()) && !edges.begin_or_end(done, start);
        match gap {
            "" => {}
            " " if between => {}
            _ if between && gap.bytes().all(|byte| byte == b'\n') => sentences.push(Vec::new()),
            _ => {
                // Each piece of it that no mention cuts.
                let cuts: Vec<usize> = [done].into_iter().chain(edges.inside(done, start)).chain([start]).collect();
                if let Some(last) = sentences.last_mut() {
                    last.extend(cuts.windows(2).map(|pair| Span::new(pair[0], pair[1])));
                }
            }
        }
        if let (Some(word), Some(last)) = (word, sentences.last_mut()) {
            last.push(word);
            done = word.end;
        }
    }
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

/// Where mentions begin and end, each in order.
struct MentionBorders {
    begins: Vec<usize>,
    ends: Vec<usize>,
}

impl MentionBorders {
    fn of(document: &Document) -> Self {
        let spans = || document.annotations.mentions.values().map(|mention| mention.span);
        let sorted = |mut edges: Vec<usize>| {
            edges.sort_unstable();
            edges.dedup();
            edges
        };
        Self {
            begins: sorted(spans().map(|span| span.start).collect()),
            ends: sorted(spans().map(|span| span.end).collect()),
        }
    }

    /// Whether a mention begins in a gap or at its beginning, or ends in it or at its end.
    fn begin_or_end(&self, first: usize, last: usize) -> bool {
        let next = |edges: &[usize], from: usize| edges.get(edges.partition_point(|edge| *edge < from)).copied();
        next(&self.begins, first).is_some_and(|edge| edge < last)
            || next(&self.ends, first + 1).is_some_and(|edge| edge <= last)
    }

    /// Those within a gap, in order.
    fn inside(&self, first: usize, last: usize) -> BTreeSet<usize> {
        let within = |edges: &[usize]| {
            let from = edges.partition_point(|edge| *edge <= first);
            edges[from..].iter().copied().take_while(|edge| *edge < last).collect::<Vec<_>>()
        };
        within(&self.begins).into_iter().chain(within(&self.ends)).collect()
    }
}

fn lines(document: &Document, scheme: &StatementScheme) -> String {
    let text = &document.article.text;
    let sentences = sentences(document);
    let tokens: Vec<Span> = sentences.iter().flatten().copied().collect();
    let mentions = document.annotations.in_reading_order();
    // Which tokens a mention is, and whether it must be told from others: it has several, or shares one.
    let mut on: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (number, mention) in mentions.iter().enumerate() {
        let first = tokens.partition_point(|token| token.end <= mention.span.start);
        for token in tokens[first..].iter().take_while(|token| token.start < mention.span.end) {
            on.entry(token.start).or_default().push(number);
        }
    }
    let mut told = vec![0; mentions.len()];
    for there in on.values() {
        there.iter().for_each(|&number| told[number] += if there.len() > 1 { 2 } else { 1 });
    }
    let mut numbers: BTreeMap<&MentionId, usize> = BTreeMap::new();
    for (mention, _) in mentions.iter().zip(&told).filter(|(_, tokens)| **tokens > 1) {
        numbers.insert(&mention.id, numbers.len() + 1);
    }
    let pairs = lasting_pairs_of(document, scheme);
    let relations = Relations::of(pairs, &mentions, &sentences, &numbers);
    let mut out = format!("#FORMAT=WebAnno TSV 3.3\n#T_SP={LAYER}|{}\n", FEATURES.join("|"));
    if !relations.0.is_empty() {
        let _ = writeln!(out, "#T_RL={RELATIONS}|label|BT_{LAYER}");
    }
    out.push('\n');
    for (number, sentence) in sentences.iter().enumerate() {
        let (Some(first), Some(last)) = (sentence.first(), sentence.last()) else { continue };
        let _ = write!(out, "\n#Text={}\n", escaped(text.slice(Span::new(first.start, last.end)), false));
        for (at, token) in sentence.iter().enumerate() {
            let unit = |byte: usize| text.utf16_of_byte(byte).unwrap_or_default();
            let words = escaped(text.slice(*token), false);
            let _ = write!(out, "{}-{}\t{}-{}\t{words}\t", number + 1, at + 1, unit(token.start), unit(token.end));
            let here: Vec<usize> = on.get(&token.start).cloned().unwrap_or_default();
            for feature in FEATURES {
                let values: Vec<String> = here
                    .iter()
                    .map(|&number| {
                        let mention = mentions[number];
                        let value = match feature {
                            "label" => escaped(&label_of(&mention.kind), true),
                            _ => {
                                mention.entity.as_ref().map_or_else(|| "*".to_owned(), |id| escaped(id.as_str(), true))
                            }
                        };
                        numbers.get(&mention.id).map_or(value.clone(), |id| format!("{value}[{id}]"))
                    })
                    .collect();
                out.push_str(&if values.is_empty() { "_".to_owned() } else { values.join("|") });
                out.push('\t');
            }
            out.push_str(&relations.cells(token.start));
            out.push('\n');
        }
    }
    out
}

/// Relations by the token at which they end, with their cells: the label, and where each comes from.
struct Relations(BTreeMap<usize, Vec<(String, String)>>);

impl Relations {
    fn of(
        pairs: Vec<RelationPair>,
        mentions: &[&Mention],
        sentences: &[Vec<Span>],
        numbers: &BTreeMap<&MentionId, usize>,
    ) -> Self {
        let spans: HashMap<&MentionId, Span> = mentions.iter().map(|mention| (&mention.id, mention.span)).collect();
        let tokens = sentences.iter().enumerate().flat_map(|(sentence, tokens)| {
            tokens.iter().enumerate().map(move |(at, token)| (*token, sentence + 1, at + 1))
        });
        let tokens: Vec<(Span, usize, usize)> = tokens.collect();
        let place = |id: &MentionId| {
            let span = spans.get(id)?;
            let first = tokens.partition_point(|(token, ..)| token.end <= span.start);
            let (token, sentence, at) = tokens.get(first).filter(|(token, ..)| token.start < span.end)?;
            Some((token.start, format!("{sentence}-{at}"), numbers.get(id).copied().unwrap_or(0)))
        };
        let mut by_token: BTreeMap<usize, Vec<(String, String)>> = BTreeMap::new();
        for RelationPair { from, to, label } in pairs {
            let (Some((_, from, of)), Some((token, _, here))) = (place(&from), place(&to)) else { continue };
            let from = if of + here == 0 { from } else { format!("{from}[{of}_{here}]") };
            by_token.entry(token).or_default().push((escaped(&label, true), from));
        }
        by_token.values_mut().for_each(|cells| cells.sort());
        Self(by_token)
    }

    /// The two cells of a token; none if no token has any.
    fn cells(&self, token: usize) -> String {
        if self.0.is_empty() {
            return String::new();
        }
        let Some(here) = self.0.get(&token) else { return "_\t_\t".to_owned() };
        let column = |of: fn(&(String, String)) -> &String| {
            here.iter().map(|cell| of(cell).as_str()).collect::<Vec<_>>().join("|")
        };
        format!("{}\t{}\t", column(|(label, _)| label), column(|(_, from)| from))
    }
}

/// Signs that mean something in the file, with a backslash before them.
fn escaped(words: &str, value: bool) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\\' => out.push_str("\\\\"),
            '[' | ']' | '|' | '_' | ';' | '*' if value => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}
