//! Going from mention to mention: all of an entity, or all of the same words, one after the other.

use super::App;
use super::actions;
use crate::model::{ArticleId, EntityId, MentionId};

/// Which of the mentions (starts in reading order) to show: the first, or if they were selected already the one after
/// the caret, round the end.
fn next_stop(starts: &[usize], selected_already: bool, caret: usize) -> usize {
    let after = starts.iter().position(|&start| start > caret);
    if selected_already { after.unwrap_or(0) } else { 0 }
}

pub fn select_mentions(app: &mut App, mentions: Vec<MentionId>) {
    let (Some(session), Some(article)) = (&app.session, &app.view.desk.article) else { return };
    let Some(annotations) = session.annotations(article) else { return };
    let spans: Vec<_> = mentions.iter().filter_map(|id| annotations.mentions.get(id)).map(|m| m.span).collect();
    let starts: Vec<usize> = spans.iter().map(|span| span.start).collect();
    let select = &mut app.view.text.select;
    let at = next_stop(&starts, **select.mentions() == *mentions, select.caret());
    let Some(&span) = spans.get(at) else { return };
    select.set_mentions(mentions, span.start);
    app.view.text.reveal(span);
    app.view.text.focus();
}

pub fn show_entity(app: &mut App, article: &ArticleId, entity: &EntityId) {
    actions::open_article(app, article);
    let Some(session) = &app.session else { return };
    let marks = session.marks(article).into_iter().flat_map(|marks| marks.by_place.iter());
    let mentions = marks.filter(|(_, mark)| mark.entity.as_ref() == Some(entity));
    let mentions = mentions.map(|(_, mark)| mark.id.clone()).collect();
    select_mentions(app, mentions);
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
