//! Marking what was found: every occurrence of the same words in an article, or chosen places all over the project.

use crate::{
    edit::{Edit, NewMention, Refusal},
    message::message,
    model::{ArticleId, KindKey, Linked, Origin, Span},
    search::{Matcher, Query},
};

use crate::session::{Done, Hit, Session, edits::gestures, jobs::search::covered, unreadable};

impl Session {
    /// Marks every occurrence of the words under `span` in the article, as one step. Occurrences inside a longer mention
    /// of the same kind are that mention's own words and stay as they are.
    pub fn tag_every(&mut self, article: &ArticleId, span: Span, kind: &KindKey) -> Result<Done, Refusal> {
        let there = self.loaded(article)?;
        let matcher = Matcher::new(&Query::exactly(there.text.slice(span)));
        let matcher = matcher.map_err(|_| Refusal::Wrong(message!("these are too many words to look for")))?;
        let mut spans = matcher.all(&there.text);
        if let Some(marks) = self.marks(article) {
            let same_kind = marks.by_place.iter().filter(|(_, mark)| mark.kind == *kind);
            let same_kind = crate::model::SpanIndex::new(same_kind.map(|(span, _)| (span, ())));
            spans.retain(|span| !covered(&same_kind, *span));
        }
        if spans.is_empty() {
            return Err(Refusal::Nothing);
        }
        self.tag_spans(article, &spans, kind, &Origin::EveryOccurrence)
    }

    /// Marks hits in many articles as one step; sure names are linked at once.
    pub fn tag_hits(&mut self, hits: &[Hit], kind: &KindKey) -> Result<Done, Refusal> {
        let mut mentions = Vec::with_capacity(hits.len());
        let mut known = (None, Vec::new());
        for hit in hits {
            let article = &hit.meta.id;
            self.load_place(&self.place(article)).map_err(unreadable)?;
            let there = self.loaded(article)?;
            if !there.text.fits(hit.span) {
                return Err(Refusal::Wrong(message!(
                    "the text of article {article} changed: search again",
                    article = article.as_str()
                )));
            }
            if known.0 != Some(article) {
                known = (Some(article), gestures::known(self.marks(article)));
            }
            let link = gestures::link(&self.lexicon, &there, &known.1, hit.span, kind);
            let (entity, linked) = link.map_or((None, Linked::Person), |(entity, linked)| (Some(entity), linked));
            let by = Origin::EveryOccurrence;
            let new = NewMention { span: hit.span, kind: kind.clone(), entity, linked, by };
            mentions.push((self.place(article), new));
        }
        self.perform(Edit::TagAcross { mentions })
    }
}
