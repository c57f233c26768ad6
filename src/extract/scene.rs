//! An article as the rules walk through it: sentence by sentence, forwards and backwards from a selection.

use super::{
    sentences::touched,
    tokens::{Token, tokens},
};
use crate::model::{Annotations, Article, KindKey, Mention, Span, Text, sentence_at};

/// How many sentences a rule looks back at the most. What a statement refers to is nearer than that, and an article
/// without line ends would be read over and over.
const LOOK_BACK: usize = 60;

/// An article with the mentions that the rules know.
pub(super) struct Scene<'a> {
    pub article: &'a Article,
    pub text: &'a Text,
    /// Parties, candidates and regions in reading order; of overlapping ones the first and longest.
    marks: Vec<&'a Mention>,
}

/// A sentence and its tokens.
pub(super) struct Sentence<'a> {
    pub span: Span,
    pub tokens: Vec<Token<'a>>,
}

impl<'a> Scene<'a> {
    pub fn new(article: &'a Article, annotations: &'a Annotations) -> Self {
        let known = [KindKey::party(), KindKey::candidate(), KindKey::region()];
        let mut marks: Vec<&Mention> = Vec::new();
        for mention in annotations.in_reading_order() {
            let free = marks.last().is_none_or(|last| last.span.end <= mention.span.start);
            if free && known.contains(&mention.kind) && article.text.fits(mention.span) {
                marks.push(mention);
            }
        }
        Self { article, text: &article.text, marks }
    }

    /// The marks inside a span.
    pub fn marks_in(&self, span: Span) -> impl Iterator<Item = &'a Mention> {
        let first = self.marks.partition_point(|mention| mention.span.start < span.start);
        self.marks[first..]
            .iter()
            .copied()
            .take_while(move |m| m.span.start < span.end)
            .filter(move |m| span.covers(m.span))
    }

    pub fn sentence(&self, span: Span) -> Sentence<'a> {
        Sentence { span, tokens: tokens(self.text, span, &self.marks) }
    }

    /// The sentences that a span touches.
    pub fn sentences(&self, span: Span) -> Vec<Sentence<'a>> {
        touched(self.text, span).into_iter().map(|span| self.sentence(span)).collect()
    }

    /// The sentences before a byte, nearest first, teasers left out.
    pub fn before(&self, offset: usize) -> impl Iterator<Item = Sentence<'a>> {
        let mut at = offset;
        let spans = std::iter::from_fn(move || {
            let before = self.text.get(..at)?.trim_end();
            let last = before.chars().next_back()?;
            let sentence = sentence_at(self.text, before.len() - last.len_utf8());
            // A selection may begin inside a sentence; what lies before it there is not asked for again.
            at = sentence.start.min(before.len() - last.len_utf8());
            Some(sentence)
        });
        spans.take(LOOK_BACK).filter(|&span| !is_teaser(self.line_of(span))).map(|span| self.sentence(span))
    }

    /// The sentences after a byte in the same paragraph.
    pub fn after_in_paragraph(&self, offset: usize) -> impl Iterator<Item = Sentence<'a>> {
        let end = self.line_end(offset);
        let mut at = offset;
        let spans = std::iter::from_fn(move || {
            let rest = self.text.get(at..end)?;
            let start = end - rest.trim_start().len();
            let sentence = (start < end).then(|| sentence_at(self.text, start))?;
            at = sentence.end.max(start + 1);
            Some(sentence)
        });
        spans.take(LOOK_BACK).map(|span| self.sentence(span))
    }

    /// Whether two bytes are in one paragraph: on one line.
    pub fn same_paragraph(&self, one: usize, other: usize) -> bool {
        self.text.line_of_byte(one) == self.text.line_of_byte(other)
    }

    fn line_end(&self, offset: usize) -> usize {
        self.text.line(self.text.line_of_byte(offset)).map_or(self.text.len(), |line| line.end)
    }

    pub fn line_of(&self, span: Span) -> &'a str {
        self.text.line(self.text.line_of_byte(span.start)).map_or("", |line| self.text.slice(line))
    }
}

/// "Baca juga: …": another story's headline.
pub(super) fn is_teaser(line: &str) -> bool {
    const TEASERS: &[&str] = &["baca juga", "baca pula", "pilihan editor", "simak juga", "lihat juga"];
    let head: String = line.trim_start().chars().take(16).flat_map(char::to_lowercase).collect();
    TEASERS.iter().any(|teaser| head.starts_with(teaser))
}

#[cfg(test)]
mod tests {
    use super::super::testing::article;
    use super::*;

    #[test]
    fn forwards_and_backwards() {
        let (article, annotations) = article("Satu. Dua.\n\nBaca juga: Tiga\nEmpat [PKS|party:pks]. Lima. Enam.", None);
        let scene = Scene::new(&article, &annotations);
        let at = article.text.find("Lima").unwrap();
        let words = |s: Sentence<'_>| article.text.slice(s.span).to_owned();
        assert_eq!(scene.before(at).map(words).collect::<Vec<_>>(), ["Empat PKS.", "Dua.", "Satu."]);
        assert_eq!(scene.after_in_paragraph(at).map(words).collect::<Vec<_>>(), ["Lima.", "Enam."]);
        assert_eq!(scene.after_in_paragraph(0).map(words).collect::<Vec<_>>(), ["Satu.", "Dua."]);
        assert_eq!(scene.marks_in(Span::new(0, article.text.len())).count(), 1);
    }
}
