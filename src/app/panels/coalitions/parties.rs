//! The parties of a card: each with its stance and the slot it is said to get; and where the next one goes.

use std::sync::Arc;

use eframe::egui::{Galley, Id, Popup, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::{
    choices::{self, CardChoice},
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

/// Width of the slots and the button at the end of a row, with what parts them from the stances.
const AFTER_STANCES: f32 = 6.0 + 2.0 * CELL + 4.0 + CELL;

/// Width of the stances.
fn stances_width(deck: &Deck) -> f32 {
    let number = deck.statements().statements.stances.len();
    if number > MOST_STANCES { 3.0 * CELL } else { number as f32 * CELL }
}

/// Where the next party goes, the stance it will have, and below them those that are there.
pub fn ui(ui: &mut Ui, deck: &Deck, card: &Coalition, hand: &mut Hand) {
    let labels: Vec<&str> = card.backings.iter().map(|backing| deck.label(&backing.party)).collect();
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    slots::header(ui, deck, card, CardSlot::Party, rect, &labels.join(", "), hand);
    next_ui(ui, deck, card, rect.with_min_x(rect.left() + look::label_width(ui)), hand);
    next_stance(ui, deck, card, hand);
    for (at, backing) in card.backings.iter().enumerate() {
        backing_ui(ui, deck, card, at, backing, hand);
    }
}

/// Where the next party goes.
fn next_ui(ui: &mut Ui, deck: &Deck, card: &Coalition, inside: Rect, hand: &mut Hand) {
    let armed = hand.state.armed == Some(CardSlot::Party);
    look::well(ui, inside, armed, deck.theme);
    let button = Rect::from_center_size(pos2(inside.right() - CELL / 2.0 - 2.0, inside.center().y), vec2(CELL, CELL));
    let value = Rect::from_min_max(pos2(inside.left() + 7.0, inside.top()), pos2(button.left(), inside.bottom()));
    let response = ui.interact(value, part(card, "next party"), Sense::click());
    let hint = slots::invitation(ui, deck, value, armed);
    let about = format!("{}: {hint}", deck.say(Words::NextStance));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &about));
    if response.on_hover_text(about).clicked() {
        hand.arm(CardSlot::Party);
    }
    slots::choose_button(ui, deck, card, CardSlot::Party, button, hand);
}

/// Where the controls of a row stand.
struct Controls {
    /// What they take of the row, with what parts them from a name.
    width: f32,
    /// Room for the word of the chosen stance; 0 where the card is too narrow for it.
    word: f32,
    /// Left ends of the stances and of the slots, and the place of the last button.
    stances: f32,
    places: f32,
    last: Rect,
}

/// The controls at the right end of a row.
fn controls(ui: &Ui, deck: &Deck, rect: Rect, stance: Stance) -> Controls {
    let statements = deck.statements().statements;
    let choices = stances_width(deck);
    let fixed = 6.0 + choices + AFTER_STANCES;
    let words = look::lines(ui, deck.statements().stance(stance), look::small(ui), deck.theme.text, 120.0, 1);
    let word = words.size().x + 6.0;
    // A list shows the word by itself.
    let chosen = statements.stances.len() <= MOST_STANCES && statements.stances.iter().any(|one| one.key == stance);
    let word = if chosen && fixed + word <= rect.width() { word } else { 0.0 };
    let width = fixed + word;
    let last = Rect::from_min_size(pos2(rect.right() - CELL, rect.center().y - CELL / 2.0), vec2(CELL, CELL));
    let stances = rect.right() - width + 6.0;
    Controls { width, word, stances, places: stances + choices + word + 6.0, last }
}

fn backing_ui(ui: &mut Ui, deck: &Deck, card: &Coalition, at: usize, backing: &Backing, hand: &mut Hand) {
    let label = deck.label(&backing.party);
    let width = ui.available_width();
    let name = look::lines(ui, label, look::body(ui), deck.theme.text, width - 16.0, 1);
    // A long name stands in a line of its own.
    let room = Rect::from_min_size(ui.cursor().min, vec2(width, ROW));
    let long = name.size().x + 16.0 > width - controls(ui, deck, room, backing.stance).width;
    let (whole, _) = ui.allocate_exact_size(vec2(width, if long { 2.0 * ROW } else { ROW }), Sense::hover());
    let first = Rect::from_min_size(whole.min, vec2(name.size().x + 16.0, ROW)).shrink2(vec2(0.0, 1.0));
    let rect = whole.with_min_y(whole.bottom() - ROW);
    // A party stands in a card once, as a rule; the place keeps two of them apart.
    let id = part(card, "party").with((&backing.party.entity, at));
    let controls = controls(ui, deck, rect, backing.stance);
    let Controls { places, last, .. } = controls;
    name_ui(ui, deck, backing, first, name, id, hand);
    if let Some(stance) = stances_ui(ui, deck, &controls, id, label, backing.stance) {
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
    let ink = look::chip(ui.painter(), rect, deck, backing);
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

/// The stances as signs, the one that counts in words as well; what was chosen, if anything was.
fn stances_ui(ui: &Ui, deck: &Deck, controls: &Controls, id: Id, whose: &str, now: Stance) -> Option<Stance> {
    let mut chosen = None;
    let scheme = deck.statements().statements;
    let mut at = pos2(controls.stances, controls.last.top());
    if scheme.stances.len() > MOST_STANCES {
        return stance_list(ui, deck, at, id, whose, now);
    }
    for stance in scheme.stances.iter().map(|stance| stance.key) {
        let word = if stance == now { controls.word } else { 0.0 };
        let whole = Rect::from_min_size(at, vec2(CELL + word, CELL));
        at.x += whole.width();
        let words = deck.statements().stance(stance);
        let (response, ink) =
            look::cell(ui, whole, id.with(("stance", stance)), stance == now, &format!("{whose}: {words}"));
        let own = look::stance_colour(deck.theme, scheme, stance).unwrap_or(deck.theme.weak);
        let colour = if stance == now { ink } else { own };
        look::stance_sign(ui.painter(), Rect::from_min_size(whole.min, vec2(CELL, CELL)), stance, scheme, colour);
        if word > 0.0 {
            look::text_in(ui, whole.with_min_x(whole.left() + CELL), words, look::small(ui), colour);
        }
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

/// The stance of the next party, each in words.
fn next_stance(ui: &mut Ui, deck: &Deck, card: &Coalition, hand: &mut Hand) {
    let names = deck.statements();
    let next = hand.state.next_stance(names.statements);
    let (width, whose, id) = (ui.available_width(), deck.say(Words::NextStance), part(card, "next stance"));
    let column = look::label_width(ui);
    let stances: Vec<Stance> = names.statements.stances.iter().map(|stance| stance.key).collect();
    if stances.len() > MOST_STANCES {
        let (rect, _) = ui.allocate_exact_size(vec2(width, ROW), Sense::hover());
        let at = pos2(rect.left() + column, rect.center().y - CELL / 2.0);
        if let Some(stance) = stance_list(ui, deck, at, id, whose, next) {
            hand.state.stance = stance;
        }
        return;
    }
    let choice = |stance: &Stance| {
        let word = names.stance(*stance);
        CardChoice {
            id: id.with(("stance", *stance)),
            word,
            name: format!("{whose}: {word}"),
            help: format!("{whose}: {}", names.stance_help(*stance)),
            colour: look::stance_colour(deck.theme, names.statements, *stance).unwrap_or(deck.theme.weak),
        }
    };
    let all: Vec<CardChoice> = stances.iter().map(choice).collect();
    let words: Vec<&str> = all.iter().map(|choice| choice.word).collect();
    // In the column of the values, if the words fit there.
    let indent = if choices::fit(ui, &words, width - column) { column } else { 0.0 };
    let chosen = stances.iter().position(|stance| *stance == next);
    let room = (indent, width - indent);
    let clicked = choices::ui(ui, room, &all, chosen, deck.theme.ground, &|painter, rect, at, colours| {
        look::stance_sign(painter, rect, stances[at], names.statements, colours.0);
    });
    if let Some(stance) = clicked.and_then(|at| stances.get(at)) {
        hand.state.stance = *stance;
    }
}
