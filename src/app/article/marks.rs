//! The article's mentions as the view needs them: painted, and named for screen readers.

use eframe::egui::{Id, Response, Role, Sense, Ui, WidgetInfo};

use super::{
    ArticleState, ArticleView, Select,
    lanes::lanes,
    paint::{self, MentionLook, PlacedParagraph},
    select::{Dragged, Owner},
    spoken, suggested,
};
use crate::{
    app::state::action::{Action, SuggestionAction},
    model::{DecisionId, LineStyle, MentionId, Span, SpanIndex},
    session::Mark,
};

/// What the last frame showed of them.
#[derive(Default)]
pub struct ShownMarks {
    /// First byte in view.
    pub first_shown: Option<usize>,
    /// Edges of the selected mentions, and of the suggestion that is decided on, on the screen: whose, whether it is the
    /// end, and where.
    pub edges: Vec<(Owner, bool, eframe::egui::Rect)>,
    pub hovered: Option<MentionId>,
    pub hovered_suggestion: Option<DecisionId>,
}

/// The mentions that hold a byte, innermost first.
pub fn at(marks: &SpanIndex<Mark>, offset: usize) -> Vec<(MentionId, Span)> {
    let mut found = Vec::new();
    marks.touching(Span::new(offset, offset + 1), |_, span, mark| found.push((mark.id.clone(), span)));
    found.sort_by_key(|(_, span)| span.len());
    found
}

/// The mention after the selected one (or the caret) in reading order, round the end of the article.
pub fn next(marks: &SpanIndex<Mark>, select: &Select, forward: bool) -> Option<(MentionId, Span)> {
    let count = marks.len();
    let selected = select.mentions().last();
    let around = marks.starting_before(select.caret());
    // The selected mention begins at the caret; others may begin there too.
    let here = selected.and_then(|id| {
        (around..count)
            .take_while(|&at| marks.get(at).is_some_and(|(span, _)| span.start <= select.caret()))
            .find(|&at| marks.get(at).is_some_and(|(_, mark)| mark.id == *id))
    });
    let at = match (here, forward) {
        (Some(here), true) => (here + 1) % count,
        (Some(here), false) => (here + count - 1) % count,
        (None, true) => around.checked_rem(count)?,
        (None, false) => (around + count).checked_sub(1)?.checked_rem(count)?,
    };
    marks.get(at).map(|(span, mark)| (mark.id.clone(), span))
}

/// Paints everything in view: fills, selection, letters, lines, caret; and names mentions for screen readers.
pub fn paint(
    ui: &mut Ui,
    view: &ArticleView,
    state: &mut ArticleState,
    response: &Response,
    placed: &[PlacedParagraph],
    actions: &mut Vec<Action>,
) {
    let text = &view.article.text;
    let painter = ui.painter().clone();
    let focused = response.has_focus();
    // While the mouse is down, what it would leave selected.
    let selected_text = match &state.outcome {
        Some(Dragged::Text(span)) => Some(*span),
        _ => state.select.span(),
    };
    let mut edges = Vec::new();
    let mut named = Vec::new();
    let mut outlined = Vec::new();
    for paragraph in placed {
        for span in view.evidence.iter().filter(|span| span.touches(paragraph.span)) {
            let margin = paragraph.at.x - 10.0;
            for row in paragraph.rects(text, *span) {
                let bar = eframe::egui::Rect::from_x_y_ranges(margin..=margin + 3.0, row.y_range());
                painter.rect_filled(bar, 0, view.theme.accepted);
            }
        }
        let mut here: Vec<(Span, &Mark, usize)> = Vec::new();
        view.marks.touching(paragraph.span, |at, span, mark| here.push((span, mark, at)));
        if let Some(Dragged::Edge(Owner::Mention(id), span)) = &state.outcome {
            for (there, ..) in here.iter_mut().filter(|(_, mark, _)| mark.id == *id) {
                *there = *span;
            }
        }
        let spans: Vec<Span> = here.iter().map(|(span, ..)| *span).collect();
        let lanes = lanes(&spans);
        let mut looks: Vec<(Vec<eframe::egui::Rect>, MentionLook)> = Vec::with_capacity(here.len());
        for ((span, Mark { id, kind, entity }, at), lane) in here.iter().zip(lanes) {
            let rows = paragraph.rects(text, *span);
            let known = view.scheme.kind(kind);
            let is_selected = state.select.has_mention(id);
            let strength = if state.shown.hovered.as_ref() == Some(id) || is_selected { 0.30 } else { 0.16 };
            if is_selected && let (Some(first), Some(last)) = (rows.first(), rows.last()) {
                edges.push((Owner::Mention(id.clone()), false, edge(*first, first.left())));
                edges.push((Owner::Mention(id.clone()), true, edge(*last, last.right())));
            }
            if let Some(first) = rows.first() {
                named.push((id.clone(), *at, *first));
            }
            looks.push((
                rows,
                MentionLook {
                    fill: known.map_or(view.theme.weak.gamma_multiply(0.2), |kind| view.theme.fill(kind, strength)),
                    line: known.map_or(view.theme.weak, |kind| view.theme.kind(kind)),
                    style: known.map_or(LineStyle::DashDot, |kind| kind.line),
                    lane,
                    selected: is_selected.then_some(view.theme.focus),
                    linked: entity.is_some(),
                },
            ));
        }
        // Outer fills first, so that inner ones stand on them.
        let mut order: Vec<usize> = (0..looks.len()).collect();
        order.sort_by_key(|&at| std::cmp::Reverse(looks[at].1.lane));
        for at in order {
            paint::fill(&painter, &looks[at].0, &looks[at].1);
        }
        if let Some(find) = &state.find {
            let first = find.hits.partition_point(|hit| hit.end <= paragraph.span.start);
            for (at, hit) in
                find.hits.iter().enumerate().skip(first).take_while(|(_, hit)| hit.start < paragraph.span.end)
            {
                let rows = paragraph.rects(text, *hit);
                paint::selection(&painter, &rows, view.theme.find);
                if at == find.at {
                    for row in rows {
                        let stroke = eframe::egui::Stroke::new(1.5, view.theme.warning);
                        painter.rect_stroke(row.shrink(2.0), 2, stroke, eframe::egui::StrokeKind::Outside);
                    }
                }
            }
        }
        if let Some(span) = selected_text.filter(|span| span.touches(paragraph.span)) {
            paint::selection(&painter, &paragraph.rects(text, span), view.theme.selection);
        }
        let outlines = suggested::outlines(view, state, paragraph);
        for outline in &outlines {
            outline.fill(&painter);
        }
        painter.galley(paragraph.at, paragraph.galley.galley.clone(), view.theme.text);
        for (rows, look) in &looks {
            paint::line(&painter, rows, look);
        }
        for outline in outlines {
            outline.paint(&painter, view.theme.focus);
            edges.extend(outline.edges());
            outlined.push(outline);
        }
        // What is selected, or decided on, is seen by its brackets: the caret would lie over what stands beside it.
        let pointed = state.select.mentions().is_empty() && view.suggested.current.is_none();
        if focused && pointed && holds_caret(paragraph, state, text) {
            let at = state.select.caret();
            let beside = (
                text.slice(Span::new(paragraph.span.start, at)).chars().next_back(),
                text.slice(Span::new(at, paragraph.span.end)).chars().next(),
            );
            paint::caret(&painter, paragraph.caret(text, at), beside, view.theme.focus);
        }
    }
    state.shown.edges = edges;
    name_mentions(ui, view, state, named, response.id);
    if let Some(id) = suggested::name(ui, view, outlined, response.id) {
        actions.push(Action::Suggestion(SuggestionAction::TakeUp(id)));
        state.focus();
    }
}

pub(super) fn edge(row: eframe::egui::Rect, x: f32) -> eframe::egui::Rect {
    eframe::egui::Rect::from_x_y_ranges(x - 4.0..=x + 4.0, row.y_range())
}

/// The caret stands at the end of one paragraph or the start of the next, never in both.
fn holds_caret(paragraph: &PlacedParagraph, state: &ArticleState, text: &crate::model::Text) -> bool {
    let caret = state.select.caret();
    let line_goes_on = text.as_bytes().get(paragraph.span.end).is_some_and(|&byte| byte != b'\n');
    paragraph.span.start <= caret && (caret < paragraph.span.end || (caret == paragraph.span.end && !line_goes_on))
}

/// Each mention in view is a node of its own: "Party, PKS, PKS, 3 of 12". A screen reader's click selects it.
fn name_mentions(
    ui: &mut Ui,
    view: &ArticleView,
    state: &mut ArticleState,
    named: Vec<(MentionId, usize, eframe::egui::Rect)>,
    parent: Id,
) {
    for (id, at, rect) in named {
        let Some(mention) = view.annotations.mentions.get(&id) else { continue };
        let response = ui.interact(rect, parent.with(("mention", &id)), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Mark, true, spoken::in_words(view, mention, at)));
        if spoken::clicked(ui.ctx(), response.id) {
            state.select.set_mentions(vec![id], mention.span.start);
            state.focus();
        }
    }
}
