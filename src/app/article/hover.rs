//! The card that shows who a mention is while the mouse rests on it, and what a hidden character is.

use eframe::egui::{Event, Id, Popup, PopupAnchor, PopupCloseBehavior, Rect, RectAlign, Response, RichText, Ui};

use super::{
    ArticleState, ArticleView,
    paint::{self, PlacedParagraph},
    suggested,
};
use crate::{
    app::kit::{fonts::Emphasis, rules, text::Words},
    model::{LinkSource, Origin},
};

pub fn card(ui: &Ui, view: &ArticleView, state: &mut ArticleState, response: &Response, placed: &[PlacedParagraph]) {
    // Whoever uses keys looks at the text, wherever the mouse was left.
    let (key, moved) = ui.input(|input| {
        let keys = |event: &Event| matches!(event, Event::Key { pressed: true, .. } | Event::Text(_));
        let moves = |event: &Event| matches!(event, Event::PointerMoved(_));
        (input.events.iter().any(keys), input.events.iter().any(moves))
    });
    state.pointed = (state.pointed || moved) && !key;
    // Nor does it lie over a menu.
    let free = view.hover && !state.select.pressing() && state.pointed && !Popup::is_any_open(ui.ctx());
    let pointer = response.hover_pos().filter(|_| free);
    for paragraph in placed {
        let hidden = paint::chips(ui.painter(), &view.article.text, paragraph, view.theme.warning, pointer);
        if let (Some(hidden), Some(_)) = (hidden, pointer) {
            show(ui, None, |ui| {
                ui.label(format!("U+{:04X}", u32::from(hidden)));
            });
            return;
        }
    }
    // The card waits until the mouse rests, so that it is never in the way of a drag.
    let rests = ui.input(|input| input.pointer.time_since_last_movement() > 0.35);
    let mention = state.shown.hovered.as_ref().and_then(|id| view.annotations.mentions.get(id));
    let suggestion = state.shown.hovered_suggestion.and_then(|id| view.suggested.get(id));
    let Some(pointer) = pointer.filter(|_| mention.is_some() || suggestion.is_some()) else { return };
    if !rests {
        ui.ctx().request_repaint_after(std::time::Duration::from_millis(360));
        return;
    }
    // Above the line that it is about: the next ones are read on.
    let span = suggestion.map(|one| one.span).or(mention.map(|one| one.span));
    let rows = placed.iter().flat_map(|paragraph| span.map(|span| paragraph.rects(&view.article.text, span)));
    let row = rows.flatten().find(|row| row.contains(pointer));
    if let Some(suggestion) = suggestion {
        return show(ui, row, |ui| suggested::about(ui, view, suggestion));
    }
    let Some(mention) = mention else { return };
    let kind = view.scheme.kind(&mention.kind);
    show(ui, row, |ui| {
        ui.set_max_width(320.0);
        let name = mention.entity.as_ref().map(|entity| (view.label)(entity));
        let weak = view.theme.weak;
        match (name, &mention.entity) {
            (Some(name), Some(entity)) => {
                ui.label(RichText::new(name).bold());
                ui.label(RichText::new(entity.as_str()).small().color(weak));
            }
            _ => drop(ui.label(RichText::new(view.language.say(Words::NotLinked)).slanted())),
        }
        let kind_name = kind.map_or(mention.kind.as_str(), |kind| kind.name.as_str());
        let colour = kind.map_or(weak, |kind| view.theme.kind(kind));
        ui.label(RichText::new(kind_name).small().color(colour));
        if mention.entity.is_some() {
            let how = match &mention.linked {
                LinkSource::Person => view.language.say(Words::LinkedByHand).to_owned(),
                LinkSource::Rule(rule) => {
                    view.language.fill(Words::LinkedByRule, &[&rules::linked_by(view.language, rule)])
                }
            };
            ui.label(RichText::new(how).small().color(weak));
        }
        if let Origin::Accepted(from) | Origin::Corrected(from) = &mention.by {
            let accepted = matches!(mention.by, Origin::Accepted(_));
            let words = if accepted { Words::AcceptedFrom } else { Words::CorrectedFrom };
            let said = suggested::said(view.language, from);
            ui.label(RichText::new(view.language.fill(words, &[&said])).small().color(view.theme.accepted));
        }
        if mention.by == Origin::EveryOccurrence {
            ui.label(RichText::new(view.language.say(Words::TagEvery)).small().color(weak));
        }
        if !mention.note.is_empty() {
            ui.label(RichText::new(&mention.note).slanted());
        }
    });
}

fn show(ui: &Ui, row: Option<Rect>, content: impl FnOnce(&mut Ui)) {
    let anchor = row.map_or(PopupAnchor::Pointer, PopupAnchor::ParentRect);
    Popup::new(Id::unique("hover card"), ui.ctx().clone(), anchor, ui.layer_id())
        .kind(eframe::egui::PopupKind::Tooltip)
        .close_behavior(PopupCloseBehavior::IgnoreClicks)
        .align(RectAlign::TOP_START)
        .align_alternatives(&[RectAlign::BOTTOM_START, RectAlign::TOP_END])
        .gap(if row.is_some() { 3.0 } else { 14.0 })
        .show(content);
}
