//! While the mouse drags: what would be marked or selected if it came up now, and what a mention would become.

use eframe::egui::{Color32, FontId, Id, LayerId, Order, Rect, Stroke, StrokeKind, Ui, pos2, vec2};

use super::{
    ArticleState, ArticleView,
    select::{Dragged, Owner},
};
use crate::{
    app::kit::{names, text::Words},
    model::{KindKey, Span},
};

/// Letters of the words that are told.
const MOST: usize = 60;

pub fn ui(ui: &Ui, view: &ArticleView, state: &ArticleState) {
    let Some((words, kind)) = in_words(view, state) else { return };
    let Some(pointer) = ui.input(|input| input.pointer.interact_pos()) else { return };
    let colour = kind.and_then(|kind| view.scheme.kind(kind)).map(|kind| view.theme.kind(kind));
    let painter = ui.ctx().layer_painter(LayerId::new(Order::Tooltip, Id::unique("drag hint")));
    let galley = painter.layout_no_wrap(words, FontId::proportional(12.5), view.theme.text);
    let size = galley.size() + vec2(14.0, 8.0);
    // Above the pointer, where the words that come next are not; below it at the top of the window.
    let screen = ui.ctx().content_rect().shrink(4.0);
    let top = if pointer.y - 26.0 - size.y > screen.top() { pointer.y - 26.0 - size.y } else { pointer.y + 26.0 };
    let left = (pointer.x - size.x / 2.0).clamp(screen.left(), (screen.right() - size.x).max(screen.left()));
    let around = Rect::from_min_size(pos2(left, top), size);
    let visuals = ui.visuals();
    painter.rect_filled(around, 5, visuals.window_fill);
    painter.rect_stroke(around, 5, Stroke::new(1.0, colour.unwrap_or(view.theme.weak)), StrokeKind::Inside);
    painter.galley(around.min + vec2(7.0, 4.0), galley, Color32::PLACEHOLDER);
}

/// What would come of the drag, and the kind that it is about.
pub(super) fn in_words<'a>(view: &'a ArticleView, state: &ArticleState) -> Option<(String, Option<&'a KindKey>)> {
    let (span, kind) = match state.outcome.as_ref()? {
        Dragged::Text(span) => (*span, view.armed),
        Dragged::Edge(Owner::Mention(id), span) => (*span, view.annotations.mentions.get(id).map(|there| &there.kind)),
        Dragged::Edge(Owner::Suggestion(id), span) => (*span, view.suggested.get(*id).map(|one| &one.kind)),
    };
    let quoted = format!("“{}”", quoted(view, span));
    let said = match kind {
        Some(kind) => format!("{}: {quoted}", names::kind_of(view.language, view.scheme, kind)),
        None => view.language.fill(Words::DragSelects, &[&quoted]),
    };
    Some((said, kind))
}

/// The words, or both ends of them if they are many.
fn quoted(view: &ArticleView, span: Span) -> String {
    let words = view.article.text.slice(span).split_whitespace().collect::<Vec<_>>().join(" ");
    let count = words.chars().count();
    if count <= MOST {
        return words;
    }
    let head: String = words.chars().take(MOST / 2).collect();
    let tail: String = words.chars().skip(count - MOST / 2).collect();
    format!("{} … {}", head.trim_end(), tail.trim_start())
}
