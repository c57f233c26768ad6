//! Mouse and keys in the article, turned into moves of the selection and into actions.

use eframe::egui::{CursorIcon, Event, EventFilter, Key, PointerButton, Pos2, Response, Ui};

use super::{
    ArticleState, ArticleView, Step, caret, marks,
    paint::PlacedParagraph,
    select::{Dragged, Owner},
};
use crate::app::state::action::{Action, SuggestionAction};

/// The byte of the article nearest to a point of the screen.
pub fn byte_at(view: &ArticleView, placed: &[PlacedParagraph], pos: Pos2) -> Option<usize> {
    let below = placed.partition_point(|paragraph| paragraph.at.y <= pos.y);
    let paragraph = placed.get(below.saturating_sub(1))?;
    Some(paragraph.byte_at(&view.article.text, pos))
}

/// The byte of a letter that lies under a point; `None` beside the text.
pub fn letter_at(view: &ArticleView, placed: &[PlacedParagraph], pos: Pos2) -> Option<usize> {
    let paragraph = placed.iter().find(|p| p.galley.rect.translate(p.at.to_vec2()).contains(pos))?;
    let text = &view.article.text;
    let offset = paragraph.byte_at(text, pos);
    // The nearest border may be the one after the letter.
    [offset, crate::model::step_grapheme(text, offset, false)].into_iter().find(|&at| {
        let end = crate::model::step_grapheme(text, at, true);
        paragraph.rects(text, crate::model::Span::new(at, end)).iter().any(|rect| rect.contains(pos))
    })
}

pub fn mouse(
    ui: &Ui,
    view: &ArticleView,
    state: &mut ArticleState,
    response: &Response,
    placed: &[PlacedParagraph],
    actions: &mut Vec<Action>,
) {
    let text = &view.article.text;
    let (pressed, origin, modifiers) =
        ui.input(|input| (input.pointer.primary_pressed(), input.pointer.press_origin(), input.modifiers));
    let pointer = response.interact_pointer_pos();
    if pressed && response.is_pointer_button_down_on() {
        response.request_focus();
        if let Some(pos) = origin.or(pointer)
            && let Some(at) = byte_at(view, placed, pos)
        {
            let edge = state.shown.edges.iter().find(|(.., rect)| rect.contains(pos)).cloned();
            let grabbed = edge.and_then(|(owner, end, _)| {
                let span = match &owner {
                    Owner::Mention(id) => view.annotations.mentions.get(id)?.span,
                    Owner::Suggestion(id) => view.suggested.span_of(*id)?,
                };
                Some((owner, span, end))
            });
            match grabbed {
                Some((owner, span, end)) if view.editable => state.select.press_edge(owner, span, end),
                _ if !modifiers.command && state.select.mentions().is_empty() => {
                    state.select.press(at, modifiers.shift);
                }
                // A click may select mentions; only a drag selects text then.
                _ => {}
            }
        }
    }
    if response.drag_started_by(PointerButton::Primary)
        && !state.select.pressing()
        && let Some(at) = origin.and_then(|pos| byte_at(view, placed, pos))
    {
        state.select.press(at, modifiers.shift);
    }
    if response.dragged_by(PointerButton::Primary)
        && let Some(pos) = pointer
    {
        if let Some(at) = byte_at(view, placed, pos) {
            state.select.drag(at);
        }
        scroll_along(ui, pos);
    }
    if response.drag_stopped_by(PointerButton::Primary) {
        // The release may lie beyond the last place that a drag was seen at.
        if let Some(at) = pointer.and_then(|pos| byte_at(view, placed, pos)) {
            state.select.drag(at);
        }
        match state.select.release(text, modifiers.alt) {
            Some(Dragged::Text(span)) => tag_if_armed(view, state, span, actions),
            Some(Dragged::Edge(Owner::Suggestion(id), span)) => {
                actions.push(Action::Suggestion(SuggestionAction::AcceptSpan { id, span }))
            }
            Some(Dragged::Edge(Owner::Mention(mention), span)) => {
                actions.push(Action::Resize { mention: mention.clone(), span });
                state.select.set_mentions(vec![mention], span.start);
            }
            None => {}
        }
    } else if response.triple_clicked() {
        if let Some(at) = pointer.and_then(|pos| byte_at(view, placed, pos)) {
            state.select.sentence(text, at);
        }
    } else if response.double_clicked() {
        // The word of the letter that is under the pointer; beside the text, the nearest.
        let letter = pointer.and_then(|pos| letter_at(view, placed, pos));
        let marked = letter.and_then(|at| marks::at(view.marks, at).into_iter().next());
        let taken_up = view.suggested.current.is_some_and(|current| {
            letter.is_some_and(|at| view.suggested.span_of(current).is_some_and(|span| span.range().contains(&at)))
        });
        match marked.filter(|_| view.armed.is_none()) {
            // What is marked there is meant, and not the word.
            Some((id, span)) => {
                state.select.let_go();
                state.select.set_mentions(vec![id], span.start);
            }
            None if taken_up && view.armed.is_none() => state.select.let_go(),
            None => double_click_word(view, state, placed, pointer, actions),
        }
    } else if response.secondary_clicked() {
        select_under(view, state, placed, pointer, actions);
    } else if response.clicked() {
        click(view, state, placed, pointer, modifiers.command, actions);
    }
    state.outcome = state.select.outcome(text, modifiers.alt);
    hover(ui, view, state, response, placed);
}

/// Selects the word under the pointer, and tags it if a kind is armed.
fn double_click_word(
    view: &ArticleView,
    state: &mut ArticleState,
    placed: &[PlacedParagraph],
    pointer: Option<Pos2>,
    actions: &mut Vec<Action>,
) {
    let under = |pos| letter_at(view, placed, pos).or_else(|| byte_at(view, placed, pos));
    let text = &view.article.text;
    if let Some(at) = pointer.and_then(under) {
        state.select.let_go();
        if let Some(word) = state.select.word(text, at) {
            tag_if_armed(view, state, word, actions);
        }
    }
}

/// What the pointer rests on, and the pointer's own look.
fn hover(ui: &Ui, view: &ArticleView, state: &mut ArticleState, response: &Response, placed: &[PlacedParagraph]) {
    state.shown.hovered = response.hover_pos().and_then(|pos| {
        let at = letter_at(view, placed, pos)?;
        marks::at(view.marks, at).first().map(|(id, _)| id.clone())
    });
    state.shown.hovered_suggestion = response.hover_pos().and_then(|pos| {
        let at = letter_at(view, placed, pos).filter(|_| state.shown.hovered.is_none())?;
        view.suggested.innermost_at(at)
    });
    let over_edge =
        response.hover_pos().is_some_and(|pos| state.shown.edges.iter().any(|(.., rect)| rect.contains(pos)));
    let icon = match () {
        () if over_edge || state.select.resizing().is_some() => CursorIcon::ResizeHorizontal,
        () if state.select.pressing() => CursorIcon::Text,
        () if state.shown.hovered.is_some() || state.shown.hovered_suggestion.is_some() => CursorIcon::PointingHand,
        () => CursorIcon::Text,
    };
    if response.hovered() {
        ui.ctx().set_cursor_icon(icon);
    }
}

fn tag_if_armed(view: &ArticleView, state: &mut ArticleState, span: crate::model::Span, actions: &mut Vec<Action>) {
    if let Some(kind) = view.armed.filter(|_| view.editable) {
        state.select.place(span.end);
        actions.push(Action::Tag { span, kind: kind.clone() });
    }
}

fn click(
    view: &ArticleView,
    state: &mut ArticleState,
    placed: &[PlacedParagraph],
    pointer: Option<Pos2>,
    add: bool,
    actions: &mut Vec<Action>,
) {
    state.select.let_go();
    let letter = pointer.and_then(|pos| letter_at(view, placed, pos));
    let under = letter.map(|at| marks::at(view.marks, at)).unwrap_or_default();
    let suggested = letter.filter(|_| under.is_empty()).and_then(|at| view.suggested.innermost_at(at));
    // A second click on nested mentions goes outward.
    let clicked = state.clicked.take();
    let again = under
        .iter()
        .position(|(id, _)| clicked.as_ref() == Some(id) && **state.select.mentions() == *std::slice::from_ref(id));
    let chosen = again.map_or(under.first(), |at| under.get((at + 1) % under.len()));
    match chosen {
        Some((id, span)) => {
            if view.filling {
                actions.push(Action::Fill(id.clone()));
            }
            if add {
                state.select.toggle_mention(id.clone(), span.start);
            } else {
                state.select.set_mentions(vec![id.clone()], span.start);
                state.clicked = Some(id.clone());
            }
        }
        None => {
            if let Some(id) = suggested {
                actions.push(Action::Suggestion(SuggestionAction::TakeUp(id)));
            } else if let Some(at) = pointer.and_then(|pos| byte_at(view, placed, pos)) {
                state.select.place(at);
            }
        }
    }
    state.goal = None;
}

/// What a menu is opened on is selected, unless it is part of what is selected already.
fn select_under(
    view: &ArticleView,
    state: &mut ArticleState,
    placed: &[PlacedParagraph],
    pointer: Option<Pos2>,
    actions: &mut Vec<Action>,
) {
    let Some(at) = pointer.and_then(|pos| letter_at(view, placed, pos)) else { return };
    if state.select.span().is_some_and(|span| span.range().contains(&at)) {
        return;
    }
    let under = marks::at(view.marks, at);
    if under.iter().any(|(id, _)| state.select.mentions().contains(id)) {
        return;
    }
    state.select.let_go();
    if let Some((id, span)) = under.into_iter().next() {
        state.select.set_mentions(vec![id], span.start);
    } else if let Some(id) = view.suggested.innermost_at(at) {
        actions.push(Action::Suggestion(SuggestionAction::TakeUp(id)));
    } else {
        state.select.word(&view.article.text, at);
    }
}

/// A drag beyond the view's upper or lower edge scrolls.
fn scroll_along(ui: &Ui, pos: Pos2) {
    let clip = ui.clip_rect();
    let beyond = if pos.y < clip.top() + 12.0 {
        clip.top() + 12.0 - pos.y
    } else if pos.y > clip.bottom() - 12.0 {
        clip.bottom() - 12.0 - pos.y
    } else {
        return;
    };
    ui.scroll_with_delta(eframe::egui::vec2(0.0, beyond.clamp(-40.0, 40.0)));
    ui.ctx().request_repaint();
}

/// Arrow keys move the caret. Letters and digits are commands, which the command table takes.
pub fn keyboard(
    ui: &Ui,
    view: &ArticleView,
    state: &mut ArticleState,
    response: &Response,
    placed: &[PlacedParagraph],
) {
    if std::mem::take(&mut state.want_focus) {
        response.request_focus();
    }
    if !response.has_focus() {
        return;
    }
    let filter = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let pressed: Vec<(Key, eframe::egui::Modifiers)> = ui.input(|input| {
        let keys = input.events.iter().filter_map(|event| match event {
            Event::Key { key, pressed: true, modifiers, .. } => Some((*key, *modifiers)),
            _ => None,
        });
        keys.collect()
    });
    let text = &view.article.text;
    for (key, modifiers) in pressed {
        if modifiers.alt {
            continue;
        }
        let by_word = modifiers.ctrl || modifiers.mac_cmd;
        let vertical = matches!(key, Key::ArrowUp | Key::ArrowDown | Key::PageUp | Key::PageDown);
        let step = match key {
            Key::ArrowLeft if by_word => Step::WordLeft,
            Key::ArrowLeft => Step::Left,
            Key::ArrowRight if by_word => Step::WordRight,
            Key::ArrowRight => Step::Right,
            Key::Home if by_word => Step::TextStart,
            Key::End if by_word => Step::TextEnd,
            Key::Home => Step::To(caret::row_edge(view, state, placed, false)),
            Key::End => Step::To(caret::row_edge(view, state, placed, true)),
            _ if vertical => Step::To(caret::vertical(ui, view, state, placed, key)),
            _ => continue,
        };
        if !vertical {
            state.goal = None;
        }
        state.select.step(text, step, modifiers.shift);
        let caret = state.select.caret();
        state.reveal = Some(crate::model::Span::new(caret, caret));
        ui.ctx().request_repaint();
    }
}
