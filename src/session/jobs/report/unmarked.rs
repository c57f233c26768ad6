//! Sentences in which nobody marked anything, drawn to be read by a person.

use crate::{
    answers::elusion,
    lexicon::sentences,
    model::{ArticleId, SetId, Span, Status},
    session::Session,
    store::Notice,
};

/// A sentence of an article that a person shall read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FinishedSentence {
    pub article: ArticleId,
    /// Code points of the article's text.
    pub start: usize,
    pub end: usize,
    pub text: String,
    /// Somebody marked something in it.
    pub marked: bool,
}

/// A draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawnSentences {
    pub drawn: Vec<FinishedSentence>,
    /// Sentences that could be drawn.
    pub unmarked: usize,
    /// All sentences of finished articles.
    pub finished: usize,
    /// What could not be read.
    pub unread: Vec<Notice>,
}

impl Session {
    /// Draws sentences of finished articles among those without a mark.
    pub fn draw_unmarked(&self, set: &SetId, wanted: usize, seed: u64) -> DrawnSentences {
        let (mut all, unread) = self.finished_sentences(set);
        let finished = all.len();
        all.retain(|one| !one.marked);
        let names: Vec<String> = all.iter().map(|one| format!("{}#{}", one.article, one.start)).collect();
        let drawn = elusion::draw(names.iter().map(String::as_str), wanted, seed);
        let drawn = drawn.iter().map(|at| all[*at].clone()).collect();
        DrawnSentences { drawn, unmarked: all.len(), finished, unread }
    }

    /// Sentences of finished articles, told whether the set marked something in them, a mention or evidence; and what could
    /// not be read.
    pub fn finished_sentences(&self, set: &SetId) -> (Vec<FinishedSentence>, Vec<Notice>) {
        let corpus = self.corpus([set.clone()]);
        let (mut all, mut unread) = (Vec::new(), Vec::new());
        for row in self.rows().iter().filter(|row| corpus.is_annotated(&row.meta.id)) {
            let read = match corpus.read(&row.meta) {
                Ok(read) => read,
                Err(error) => {
                    unread.push(error.into());
                    continue;
                }
            };
            let text = &read.article.text;
            for (_, loaded) in &read.said {
                unread.extend(loaded.notices.iter().cloned());
                let annotations = &loaded.annotations;
                if loaded.frozen.is_some() || annotations.status != Status::Finished {
                    continue;
                }
                let marked = || {
                    let evidence =
                        annotations.coalitions.values().flat_map(|coalition| coalition.evidence.iter().copied());
                    annotations.mentions.values().map(|mention| mention.span).chain(evidence)
                };
                let mut from = 0;
                for line in text.as_str().split_inclusive('\n') {
                    let span = Span::new(from, from + line.trim_end_matches('\n').len());
                    from += line.len();
                    for sentence in sentences(text, span) {
                        let touched = marked().any(|mark| mark.start < sentence.end && sentence.start < mark.end);
                        if let Some((start, end)) = text.chars_of_span(sentence) {
                            let text = text.slice(sentence).to_owned();
                            let article = row.meta.id.clone();
                            all.push(FinishedSentence { article, start, end, text, marked: touched });
                        }
                    }
                }
            }
        }
        (all, unread)
    }
}
