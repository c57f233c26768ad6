//! The open card: its slots and fields from top to bottom, and the bin at its end.

use std::sync::Arc;

use eframe::egui::{ComboBox, Galley, Rect, RichText, Role, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::{
    deck::{Deck, Hand, part},
    evidence, fields, findings,
    look::{self, ROW},
    merging, parties, said_before, slots,
};
use crate::{
    app::{
        kit::{fonts::Emphasis, glyph, text::Words},
        state::action::Action,
    },
    edit::CoalitionField,
    model::{Certainty, Coalition, Slot},
    session::CardSlot,
};

pub fn body(ui: &mut Ui, deck: &Deck, card: &Coalition, hand: &mut Hand) {
    ui.spacing_mut().item_spacing.y = 3.0;
    ui.spacing_mut().interact_size.y = ROW;
    // Text fields and the list of offices look like the wells of the slots.
    let ground = ui.visuals().extreme_bg_color;
    let line = ui.visuals().widgets.noninteractive.bg_stroke;
    let rest = &mut ui.visuals_mut().widgets.inactive;
    (rest.weak_bg_fill, rest.bg_stroke) = (ground, line);
    findings::ui(ui, deck, card, hand);
    slots::ui(ui, deck, card, CardSlot::Region, hand);
    office(ui, deck, card, hand);
    fields::year(ui, deck, card, hand);
    slots::ui(ui, deck, card, CardSlot::Head, hand);
    // What is there is shown, so that it can be emptied.
    let second = deck.statements().statements.has_place(card.race.office, Slot::Deputy);
    if second || !card.ticket.deputy.is_empty() {
        slots::ui(ui, deck, card, CardSlot::Deputy, hand);
    }
    parties::ui(ui, deck, card, hand);
    ui.add_space(4.0);
    status(ui, deck, card, hand);
    ui.add_space(4.0);
    fields::told(ui, deck, card, hand);
    evidence::ui(ui, deck, card, hand);
    said_before::ui(ui, deck, card, hand);
    ui.add_space(2.0);
    // At the end, so that nothing jumps when it goes.
    merging::confirm(ui, deck, card, hand);
    merging::merge(ui, deck, card, hand);
    remove(ui, deck, card, hand);
}

fn office(ui: &mut Ui, deck: &Deck, card: &Coalition, hand: &mut Hand) {
    let label = deck.say(Words::Office);
    let now = card.race.office;
    look::row(ui, label, deck.theme, |ui| {
        let name = deck.statements().office(now);
        // Nothing chosen is no choice.
        let said = RichText::new(name);
        let said = if now.is_none() { said.slanted().color(deck.theme.weak) } else { said };
        let combo = ComboBox::from_id_salt(part(card, "office")).selected_text(said).width(ui.available_width());
        let shown = combo.truncate().show_ui(ui, |ui| {
            let offices = deck.statements().statements.offices.iter().map(|office| Some(office.key));
            for office in offices.chain([None]) {
                let text = deck.statements().office(office);
                if ui.selectable_label(office == now, text).clicked() && office != now {
                    hand.set(card, CoalitionField::Office(office));
                }
            }
        });
        shown.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, ui.is_enabled(), format!("{label}: {name}")));
    });
}

/// A sign for each, each with its word below where there is room, else only the chosen one's beside it. None is chosen
/// while nobody said.
fn status(ui: &mut Ui, deck: &Deck, card: &Coalition, hand: &mut Hand) {
    let statuses: Vec<Certainty> = deck.statements().statements.statuses.iter().map(|status| status.key).collect();
    let words: Vec<_> = statuses
        .iter()
        .map(|status| {
            let name = deck.statements().certainty(*status);
            look::lines(ui, name, look::small(ui), deck.theme.text, f32::INFINITY, 1)
        })
        .collect();
    let padding = 8.0;
    let all: f32 = words.iter().map(|word| word.size().x + padding).sum();
    let roomy = all <= ui.available_width();
    let height = if roomy { 36.0 } else { ROW };
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let spare = (rect.width() - all) / statuses.len() as f32;
    // A card with many statuses has narrow cells.
    let narrow = 26.0_f32.min(rect.width() / (statuses.len() as f32 + 2.0));
    let none_chosen = !statuses.contains(&card.status);
    look::well(ui, rect, false, deck.theme);
    let mut left = rect.left();
    for (certainty, word) in statuses.iter().copied().zip(words) {
        let chosen = certainty == card.status;
        let width = match (roomy, chosen) {
            (true, _) => word.size().x + padding + spare,
            (false, false) if none_chosen => rect.width() / statuses.len() as f32,
            (false, false) => narrow,
            (false, true) => rect.width() - (statuses.len() - 1) as f32 * narrow,
        };
        let cell = Rect::from_min_size(pos2(left, rect.top()), vec2(width, height));
        left += width;
        if status_cell(ui, deck, card, cell, certainty, (roomy || chosen).then_some(word), roomy) && !chosen {
            hand.set(card, CoalitionField::Status(certainty));
        }
    }
}

/// Returns whether it was clicked.
fn status_cell(
    ui: &Ui,
    deck: &Deck,
    card: &Coalition,
    cell: Rect,
    certainty: Certainty,
    word: Option<Arc<Galley>>,
    below: bool,
) -> bool {
    let chosen = certainty == card.status;
    let name = deck.statements().certainty(certainty);
    let id = part(card, "status").with(certainty);
    let label = format!("{}: {name}", deck.say(Words::Status));
    let (response, ink) = look::cell(ui, cell, id, chosen, &label);
    let beside = word.as_ref().filter(|_| !below).map_or(0.0, |word| word.size().x + 4.0);
    let middle = cell.center();
    let centre = if below { pos2(middle.x, cell.top() + 11.0) } else { pos2(middle.x - beside / 2.0, middle.y) };
    let (colour, ground) = match chosen {
        true => (ink, ui.visuals().selection.bg_fill),
        false => (look::certainty_colour(deck.theme, deck.statements().statements, certainty), deck.theme.ground),
    };
    let sign = Rect::from_center_size(centre, Vec2::splat(12.0));
    look::certainty_sign(ui.painter(), sign, certainty, deck.statements().statements, (colour, ground));
    if let Some(word) = word {
        let at = match below {
            true => pos2(middle.x - word.size().x / 2.0, cell.top() + 19.0),
            false => pos2(sign.right() + 4.0, middle.y - word.size().y / 2.0),
        };
        let ink = if chosen { ink } else { deck.theme.text };
        ui.painter().galley_with_override_text_color(at, word, ink);
    }
    response.on_hover_text(format!("{name}: {}", deck.statements().certainty_help(certainty))).clicked()
}

/// The bin: one undo brings the card back.
fn remove(ui: &mut Ui, deck: &Deck, card: &Coalition, hand: &mut Hand) {
    let name = deck.say(Words::RemoveCoalition);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let galley = look::lines(ui, name, look::small(ui), deck.theme.weak, rect.width() - 30.0, 1);
    let area = Rect::from_min_max(pos2(rect.right() - galley.size().x - 28.0, rect.top()), rect.max);
    let response = ui.interact(area, part(card, "remove"), Sense::click());
    let lit = response.hovered() || response.has_focus();
    let colour = if lit { deck.theme.danger } else { deck.theme.weak };
    if lit {
        ui.painter().rect_filled(area, 4, deck.theme.tint(deck.theme.danger));
    }
    let sign = Rect::from_center_size(pos2(area.left() + 12.0, area.center().y), Vec2::splat(10.0));
    glyph::bin(ui.painter(), sign, colour);
    let at = pos2(area.left() + 23.0, area.center().y - galley.size().y / 2.0);
    ui.painter().galley_with_override_text_color(at, galley, colour);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    if response.clicked() {
        hand.actions.push(Action::RemoveCoalition(card.id.clone()));
    }
}
