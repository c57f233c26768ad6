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
pub struct UnmarkedSentence {
    pub article: ArticleId,
    /// Code points of the article's text.
    pub start: usize,
    pub end: usize,
    pub text: String,
}

impl Session {
    /// Draws sentences among those of [`Self::unmarked`]. Returns also how many there are in all, and what could not be read.
    pub fn draw_unmarked(&self, set: &SetId, wanted: usize, seed: u64) -> (Vec<UnmarkedSentence>, usize, Vec<Notice>) {
        let (all, unread) = self.unmarked(set);
        let names: Vec<String> = all.iter().map(|one| format!("{}#{}", one.article, one.start)).collect();
        let drawn = elusion::draw(names.iter().map(String::as_str), wanted, seed);
        (drawn.iter().map(|at| all[*at].clone()).collect(), all.len(), unread)
    }

    /// Sentences of finished articles in which the set marked nothing, neither a mention nor evidence; and what could not
    /// be read.
    pub fn unmarked(&self, set: &SetId) -> (Vec<UnmarkedSentence>, Vec<Notice>) {
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
                        if let Some((start, end)) = text.chars_of_span(sentence).filter(|_| !touched) {
                            let text = text.slice(sentence).to_owned();
                            all.push(UnmarkedSentence { article: row.meta.id.clone(), start, end, text });
                        }
                    }
                }
            }
        }
        (all, unread)
    }
}
