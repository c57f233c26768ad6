//! Going from mention to mention: all of an entity, or all of the same words, one after the other.

use super::App;
use crate::model::{ArticleId, EntityId, MentionId};

/// Which of the mentions (starts in reading order) to show: the first, or if they were selected already the one after
/// the caret, round the end.
fn next_stop(starts: &[usize], selected_already: bool, caret: usize) -> usize {
    let after = starts.iter().position(|&start| start > caret);
    if selected_already { after.unwrap_or(0) } else { 0 }
}

impl App {
    pub(in crate::app) fn select_mentions(&mut self, mentions: Vec<MentionId>) {
        let (Some(session), Some(article)) = (&self.session, &self.view.desk.article) else { return };
        let Some(annotations) = session.annotations(article) else { return };
        let spans: Vec<_> = mentions.iter().filter_map(|id| annotations.mentions.get(id)).map(|m| m.span).collect();
        let starts: Vec<usize> = spans.iter().map(|span| span.start).collect();
        let select = &mut self.view.text.select;
        let at = next_stop(&starts, **select.mentions() == *mentions, select.caret());
        let Some(&span) = spans.get(at) else { return };
        select.set_mentions(mentions, span.start);
        self.view.text.reveal(span);
        self.view.text.focus();
    }

    pub(in crate::app) fn show_entity(&mut self, article: &ArticleId, entity: &EntityId) {
        self.open_article(article);
        let Some(session) = &self.session else { return };
        let marks = session.marks(article).into_iter().flat_map(|marks| marks.by_place.iter());
        let mentions = marks.filter(|(_, mark)| mark.entity.as_ref() == Some(entity));
        let mentions = mentions.map(|(_, mark)| mark.id.clone()).collect();
        self.select_mentions(mentions);
    }
}

#[cfg(test)]
mod tests {
    use super::next_stop;

    #[test]
    fn round_and_round() {
        let starts = [3, 3, 10, 40];
        assert_eq!(next_stop(&starts, false, 20), 0, "first to the first");
        assert_eq!(next_stop(&starts, true, 3), 2);
        assert_eq!(next_stop(&starts, true, 10), 3);
        assert_eq!(next_stop(&starts, true, 40), 0, "round the end");
        assert_eq!(next_stop(&[], true, 5), 0);
    }
}
