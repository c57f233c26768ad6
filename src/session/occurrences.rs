//! Every occurrence of the same words: in an article at once, in the project with a list to look at first.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use crate::{
    edit::{Edit, NewMention, Refusal},
    model::{Annotations, Article, ArticleId, ArticleMeta, KindKey, Linked, Origin, Span, Text, word_at},
    store::Reader,
};

use super::{Done, Session, gestures};

/// The same words in some article, not yet marked there with that kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    pub article: ArticleId,
    /// Bytes of its text.
    pub span: Span,
    /// What stands before and after it on its line, cut to some forty characters.
    pub before: String,
    pub after: String,
}

/// Bytes of every place where `words` stand as whole words, from left to right.
pub fn find_occurrences(text: &Text, words: &str) -> Vec<Span> {
    if words.is_empty() {
        return Vec::new();
    }
    let whole = |span: Span| {
        let starts = word_at(text, span.start).is_none_or(|w| !w.holds(span.start) || w.start == span.start);
        let last = text[span.range()].chars().next_back().map_or(0, char::len_utf8);
        let ends = word_at(text, span.end - last).is_none_or(|w| !w.holds(span.end - last) || w.end <= span.end);
        starts && ends
    };
    text.match_indices(words).map(|(at, found)| Span::new(at, at + found.len())).filter(|&span| whole(span)).collect()
}

fn unmarked(text: &Text, words: &str, kind: &KindKey, annotations: Option<&Annotations>) -> Vec<Span> {
    let marked: std::collections::BTreeSet<Span> = annotations
        .into_iter()
        .flat_map(|a| a.mentions.values())
        .filter(|mention| mention.kind == *kind)
        .map(|mention| mention.span)
        .collect();
    find_occurrences(text, words).into_iter().filter(|span| !marked.contains(span)).collect()
}

impl Session {
    /// Marks every occurrence of the words under `span` in the article, as one step. Occurrences inside a longer mention
    /// of the same kind are that mention's own words and stay as they are.
    pub fn tag_every(&mut self, article: &ArticleId, span: Span, kind: &KindKey) -> Result<Done, Refusal> {
        let there = self.loaded(article)?;
        let mut spans = unmarked(&there.text, there.text.slice(span), kind, self.annotations(article).map(|a| &**a));
        if let Some(marks) = self.marks(article) {
            spans.retain(|span| {
                let mut inside_longer = false;
                marks.by_place.touching(*span, |_, other, mark| {
                    inside_longer |= mark.kind == *kind && other.covers(*span) && other != *span;
                });
                !inside_longer
            });
        }
        if spans.is_empty() {
            return Err(Refusal::Nothing);
        }
        self.tag_spans(article, &spans, kind, &Origin::EveryOccurrence)
    }

    /// What a search over the whole project needs; run it on another thread.
    pub fn search_for(&self, words: &str, kind: &KindKey) -> ProjectSearch {
        let loaded = |id: &ArticleId| (self.article(id).cloned(), self.annotations(id).cloned());
        let articles = self.rows.iter().map(|row| {
            let (article, annotations) = loaded(&row.meta.id);
            (row.meta.clone(), article, annotations)
        });
        ProjectSearch {
            words: words.to_owned(),
            kind: kind.clone(),
            set: self.active.clone(),
            articles: articles.collect(),
            reader: self.store.reader(),
        }
    }

    /// Marks hits in many articles as one step.
    pub fn tag_hits(&mut self, hits: &[Hit], kind: &KindKey) -> Result<Done, Refusal> {
        let mut mentions = Vec::with_capacity(hits.len());
        let mut known = (None, Vec::new());
        for hit in hits {
            self.load_place(&self.place(&hit.article)).map_err(|error| Refusal::Wrong(error.to_string()))?;
            let there = self.loaded(&hit.article)?;
            if known.0 != Some(&hit.article) {
                known = (Some(&hit.article), gestures::known(self.marks(&hit.article)));
            }
            let link = gestures::link(&self.lexicon, &there, &known.1, hit.span, kind);
            let (entity, linked) = link.map_or((None, Linked::Person), |(entity, linked)| (Some(entity), linked));
            let by = Origin::EveryOccurrence;
            let new = NewMention { span: hit.span, kind: kind.clone(), entity, linked, by };
            mentions.push((self.place(&hit.article), new));
        }
        self.perform(Edit::TagAcross { mentions })
    }
}

/// What is known of an article, and what of it is in memory.
type Searched = (Arc<ArticleMeta>, Option<Arc<Article>>, Option<Arc<Annotations>>);

/// A search for the same words in every article, ready to be sent to another thread.
pub struct ProjectSearch {
    words: String,
    kind: KindKey,
    set: crate::model::SetId,
    articles: Vec<Searched>,
    reader: Reader,
}

impl ProjectSearch {
    /// Tells the hits of one article at a time, in the articles' order, until all are searched, `cancel` is set or `found`
    /// says no.
    /// An article that cannot be read is passed over; opening it says why.
    pub fn run(self, cancel: &AtomicBool, mut found: impl FnMut(Vec<Hit>) -> bool) {
        for (meta, article, annotations) in self.articles {
            if cancel.load(Ordering::Relaxed) {
                return;
            }
            let Some(article) = article.or_else(|| self.reader.article(&meta).ok().map(Arc::new)) else { continue };
            if !article.text.contains(self.words.as_str()) {
                continue;
            }
            let annotations = annotations.or_else(|| {
                self.reader.annotations(&article, &self.set).ok().map(|loaded| Arc::new(loaded.annotations))
            });
            let spans = unmarked(&article.text, &self.words, &self.kind, annotations.as_deref());
            let hits: Vec<Hit> = spans.into_iter().map(|span| Hit::new(&article, span)).collect();
            if !hits.is_empty() && !found(hits) {
                return;
            }
        }
    }
}

impl Hit {
    pub(super) fn new(article: &Article, span: Span) -> Self {
        const AROUND: usize = 40;
        let text = &article.text;
        let line = text.line(text.line_of_byte(span.start)).unwrap_or(span);
        let before: Vec<char> = text[line.start.min(span.start)..span.start].chars().rev().take(AROUND).collect();
        let after = text[span.end..line.end.max(span.end)].chars().take(AROUND).collect();
        Self { article: article.meta.id.clone(), span, before: before.into_iter().rev().collect(), after }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_only() {
        let text = Text::new("PKS, PKSI dan (PKS) – UPKS, PKS-PSI. Lebak");
        let found: Vec<usize> = find_occurrences(&text, "PKS").iter().map(|span| span.start).collect();
        assert_eq!(found, [0, 15, 30], "not in PKSI or UPKS; a hyphen parts words");
        assert_eq!(find_occurrences(&text, "").len(), 0);
        assert_eq!(find_occurrences(&text, ")").len(), 1, "what is no word is found as it is");
    }
}
