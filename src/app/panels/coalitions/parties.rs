//! The parties of a card: each with its stance and the slot it is said to get; and where the next one goes.

use std::sync::Arc;

use eframe::egui::{Galley, Id, Popup, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::{
    deck::{Deck, Hand, part},
    look::{self, CELL, ROW},
    slots,
};
use crate::{
    app::{
        kit::{glyph, names, row, text::Words},
        state::action::Action,
    },
    edit::CoalitionField,
    model::{Backing, Coalition, Slot, Stance},
    session::CardSlot,
};

/// Stances stand side by side up to this many; more are a list, as wide as three.
const MOST_STANCES: usize = 4;

/// Width of the stances.
fn stances_width(deck: &Deck) -> f32 {
    let number = deck.statements().statements.stances.len();
    if number > MOST_STANCES { 3.0 * CELL } else { number as f32 * CELL }
}

/// Width of the stances, the slots and the button at the end of a row.
fn controls(deck: &Deck) -> f32 {
    6.0 + stances_width(deck) + 6.0 + 2.0 * CELL + 4.0 + CELL
}

pub fn ui(ui: &mut Ui, deck: &Deck, card: &Coalition, hand: &mut Hand) {
    let labels: Vec<&str> = card.backings.iter().map(|backing| deck.label(&backing.party)).collect();
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    slots::header(ui, deck, card, CardSlot::Party, rect, &labels.join(", "), hand);
    for (at, backing) in card.backings.iter().enumerate() {
        backing_ui(ui, deck, card, at, backing, hand);
    }
    next_ui(ui, deck, card, hand);
}

/// The left end of the stances, of the slots, and the rectangle of the last button.
fn columns(deck: &Deck, rect: Rect) -> (f32, f32, Rect) {
    let stances = rect.right() - controls(deck) + 6.0;
    let places = stances + stances_width(deck) + 6.0;
    let last = Rect::from_min_size(pos2(rect.right() - CELL, rect.center().y - CELL / 2.0), vec2(CELL, CELL));
    (stances, places, last)
}

fn backing_ui(ui: &mut Ui, deck: &Deck, card: &Coalition, at: usize, backing: &Backing, hand: &mut Hand) {
    let label = deck.label(&backing.party);
    let width = ui.available_width();
    let name = look::lines(ui, label, look::body(ui), deck.theme.text, width - 16.0, 1);
    // A long name stands in a line of its own.
    let long = name.size().x + 16.0 > width - controls(deck);
    let (whole, _) = ui.allocate_exact_size(vec2(width, if long { 2.0 * ROW } else { ROW }), Sense::hover());
    let first = Rect::from_min_size(whole.min, vec2(name.size().x + 16.0, ROW)).shrink2(vec2(0.0, 1.0));
    let rect = whole.with_min_y(whole.bottom() - ROW);
    // A party stands in a card once, as a rule; the place keeps two of them apart.
    let id = part(card, "party").with((&backing.party.entity, at));
    let (stances, places, last) = columns(deck, rect);
    name_ui(ui, deck, backing, first, name, id, hand);
    if let Some(stance) = stances_ui(ui, deck, pos2(stances, last.top()), id, label, backing.stance) {
        hand.set(card, CoalitionField::Stance { backing: at, stance });
    }
    let office = card.race.office;
    let offered = |slot: &Slot| deck.statements().statements.has_place(office, *slot) || backing.slot == Some(*slot);
    for (step, slot) in Slot::ALL.into_iter().enumerate().filter(|(_, slot)| offered(slot)) {
        let cell = Rect::from_min_size(pos2(places + step as f32 * CELL, last.top()), vec2(CELL, CELL));
        let chosen = backing.slot == Some(slot);
        let offered = deck.fill(Words::SlotOffered, &[&deck.statements().slot(office, Some(slot))]);
        let (response, ink) = look::cell(ui, cell, id.with(("slot", slot)), chosen, &format!("{label}: {offered}"));
        let letter = deck.say(names::slot_letter(slot));
        let colour = if chosen { ink } else { deck.theme.weak };
        let galley = look::lines(ui, letter, look::small(ui), colour, CELL, 1);
        ui.painter().galley(cell.center() - galley.size() / 2.0, galley, colour);
        if response.on_hover_text(offered).clicked() {
            hand.set(card, CoalitionField::BackingSlot { backing: at, slot: (!chosen).then_some(slot) });
        }
    }
    let about = format!("{}: {label}", deck.say(Words::RemoveParty));
    if row::sign_button_at(ui, last, id.with("remove"), &about, glyph::cross).clicked() {
        hand.set(card, CoalitionField::RemoveBacking { backing: at });
    }
}

/// The party as a chip; a click shows where it is mentioned.
fn name_ui(ui: &Ui, deck: &Deck, backing: &Backing, rect: Rect, name: Arc<Galley>, id: Id, hand: &mut Hand) {
    let response = ui.interact(rect, id.with("name"), Sense::click());
    let ink = look::chip(
        ui.painter(),
        rect,
        backing.stance,
        deck.statements().statements,
        deck.colour(&backing.party),
        deck.theme,
    );
    let at = pos2(rect.left() + 8.0, rect.center().y - name.size().y / 2.0);
    ui.painter().galley_with_override_text_color(at, name, ink);
    let about = deck.about(&backing.party);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &about));
    let response = response.on_hover_text(about);
    if response.clicked()
        && let Some(mention) = backing.party.mentions.first()
    {
        hand.actions.push(Action::ShowMention(mention.clone()));
    }
}

/// The stances as signs; what was chosen, if anything was.
fn stances_ui(ui: &Ui, deck: &Deck, at: eframe::egui::Pos2, id: Id, whose: &str, now: Stance) -> Option<Stance> {
    let mut chosen = None;
    if deck.statements().statements.stances.len() > MOST_STANCES {
        return stance_list(ui, deck, at, id, whose, now);
    }
    for (step, stance) in deck.statements().statements.stances.iter().map(|stance| stance.key).enumerate() {
        let cell = Rect::from_min_size(at + vec2(step as f32 * CELL, 0.0), vec2(CELL, CELL));
        let name = format!("{whose}: {}", deck.statements().stance(stance));
        let (response, ink) = look::cell(ui, cell, id.with(("stance", stance)), stance == now, &name);
        let scheme = deck.statements().statements;
        let own = look::stance_colour(deck.theme, scheme, stance).unwrap_or(deck.theme.weak);
        look::stance_sign(ui.painter(), cell, stance, scheme, if stance == now { ink } else { own });
        if response.on_hover_text(deck.statements().stance_help(stance)).clicked() && stance != now {
            chosen = Some(stance);
        }
    }
    chosen
}

/// Many stances, as a list that opens.
fn stance_list(ui: &Ui, deck: &Deck, at: eframe::egui::Pos2, id: Id, whose: &str, now: Stance) -> Option<Stance> {
    let names = deck.statements();
    let cell = Rect::from_min_size(at, vec2(3.0 * CELL, CELL));
    let response = ui.interact(cell, id.with("stances"), Sense::click());
    look::well(ui, cell, response.hovered() || response.has_focus(), deck.theme);
    let colour = look::stance_colour(deck.theme, names.statements, now).unwrap_or(deck.theme.weak);
    let sign = Rect::from_min_size(at, vec2(CELL, CELL));
    look::stance_sign(ui.painter(), sign, now, names.statements, colour);
    let room = cell.with_min_x(sign.right()).shrink2(vec2(2.0, 0.0));
    look::text_in(ui, room, names.stance(now), look::small(ui), deck.theme.text);
    let name = format!("{whose}: {}", names.stance(now));
    response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, ui.is_enabled(), &name));
    let mut chosen = None;
    Popup::menu(&response).show(|ui| {
        for stance in names.statements.stances.iter().map(|stance| stance.key) {
            let label = ui.selectable_label(stance == now, names.stance(stance));
            if label.on_hover_text(names.stance_help(stance)).clicked() && stance != now {
                chosen = Some(stance);
            }
        }
    });
    response.on_hover_text(names.stance_help(now));
    chosen
}

/// Where the next party goes, and with which stance.
fn next_ui(ui: &mut Ui, deck: &Deck, card: &Coalition, hand: &mut Hand) {
    let width = ui.available_width();
    let narrow = width - controls(deck) < 64.0;
    let (whole, _) = ui.allocate_exact_size(vec2(width, if narrow { 2.0 * ROW } else { ROW }), Sense::hover());
    let rect = whole.with_min_y(whole.bottom() - ROW);
    let (stances, _, last) = columns(deck, rect);
    let armed = hand.state.armed == Some(CardSlot::Party);
    let inside = Rect::from_min_size(whole.min, vec2(if narrow { width } else { width - controls(deck) }, ROW));
    look::well(ui, inside, armed, deck.theme);
    let response = ui.interact(inside, part(card, "next party"), Sense::click());
    let hint = slots::invitation(ui, deck, inside.shrink2(vec2(7.0, 0.0)), armed);
    let about = format!("{}: {hint}", deck.say(Words::NextStance));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &about));
    if response.on_hover_text(about).clicked() {
        hand.arm(CardSlot::Party);
    }
    let whose = deck.say(Words::NextStance);
    let next = hand.state.next_stance(deck.statements().statements);
    let id = part(card, "next stance");
    if let Some(stance) = stances_ui(ui, deck, pos2(stances, last.top()), id, whose, next) {
        hand.state.stance = stance;
    }
    slots::choose_button(ui, deck, card, CardSlot::Party, last, hand);
}
