//! The slots for one entity each: region, head, deputy. One of them is armed: the next mention goes there.

use eframe::egui::{Popup, PopupCloseBehavior, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::{
    deck::{Deck, Hand, part},
    look::{self, CELL},
    search,
};
use crate::{
    app::{
        kit::{glyph, row, text::Words},
        state::{action::Action, command::Command},
    },
    edit::CoalitionField,
    model::{Coalition, Filler},
    session::CardSlot,
};

/// What stands beside the label of a slot, and after it: its key, and gaps. Points.
const BESIDE_LABEL: f32 = 25.0;

/// From this width on a well has room for all its buttons, in points.
const ROOMY: f32 = 150.0;

pub fn ui(ui: &mut Ui, deck: &Deck, card: &Coalition, slot: CardSlot, hand: &mut Hand) {
    let (filler, emptied) = match slot {
        CardSlot::Region => (&card.race.region, CoalitionField::Region(Filler::default())),
        CardSlot::Head => (&card.ticket.head, CoalitionField::Head(Filler::default())),
        _ => (&card.ticket.deputy, CoalitionField::Deputy(Filler::default())),
    };
    let name = deck.statements().card_slot(card.race.office, slot);
    let height = look::row_height(ui, name, look::label_width(ui) - BESIDE_LABEL);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    header(ui, deck, card, slot, rect, deck.label(filler), hand);
    let inside = rect.with_min_x(rect.left() + look::label_width(ui));
    look::well(ui, inside, hand.state.armed == Some(slot), deck.theme);
    let mut button = Rect::from_center_size(pos2(inside.right() - CELL / 2.0 - 2.0, rect.center().y), vec2(CELL, CELL));
    // Where there is little room, a filled slot is emptied before another is chosen.
    if filler.is_empty() || inside.width() > ROOMY {
        choose_button(ui, deck, card, slot, button, hand);
        button = button.translate(vec2(-CELL, 0.0));
    }
    if !filler.is_empty() {
        let about = format!("{}: {name}", deck.say(Words::ClearSlot));
        if row::sign_button_at(ui, button, part(card, name).with("clear"), &about, glyph::cross).clicked() {
            hand.set(card, emptied);
        }
        button = button.translate(vec2(-CELL, 0.0));
    }
    let value = Rect::from_min_max(pos2(inside.left() + 7.0, inside.top()), pos2(button.right(), inside.bottom()));
    let response = filler_ui(ui, deck, filler, value, part(card, name).with("value"), hand.state.armed == Some(slot));
    if response.clicked() {
        show_or_arm(filler, slot, hand);
    }
}

/// A click on what fills a slot shows where it is mentioned; on an empty slot it arms it.
fn show_or_arm(filler: &Filler, slot: CardSlot, hand: &mut Hand) {
    match filler.mentions.first() {
        Some(mention) => hand.actions.push(Action::ShowMention(mention.clone())),
        None => hand.arm(slot),
    }
}

/// The label and key of a slot; a click arms it, another disarms it.
pub fn header(ui: &Ui, deck: &Deck, card: &Coalition, slot: CardSlot, rect: Rect, value: &str, hand: &mut Hand) {
    let rect = Rect::from_min_size(rect.min, vec2(look::label_width(ui) - 6.0, rect.height()));
    let armed = hand.state.armed == Some(slot);
    let name = deck.statements().card_slot(card.race.office, slot);
    let response = ui.interact(rect, part(card, name).with("arm"), Sense::click());
    let lit = armed || response.hovered() || response.has_focus();
    let colour = if lit { ui.visuals().hyperlink_color } else { deck.theme.weak };
    let room = look::label_width(ui) - BESIDE_LABEL;
    look::label_in(ui, rect.with_max_x(rect.left() + room), name, colour);
    look::key_cap(ui, rect, &deck.keys(command(slot)), deck.theme);
    let value = if value.is_empty() { deck.say(Words::EmptySlot) } else { value };
    response.widget_info(|| {
        let armed_too = if armed { format!(", {}", deck.say(Words::Armed)) } else { String::new() };
        WidgetInfo::selected(Role::Button, ui.is_enabled(), armed, format!("{name}: {value}{armed_too}"))
    });
    if response.on_hover_text(deck.say(Words::ArmSlotHelp)).clicked() {
        hand.arm(slot);
    }
}

/// The command whose key arms a slot.
fn command(slot: CardSlot) -> Command {
    match slot {
        CardSlot::Region => Command::ArmRegion,
        CardSlot::Head => Command::ArmHead,
        CardSlot::Deputy => Command::ArmDeputy,
        CardSlot::Party => Command::ArmParty,
    }
}

/// What fills a slot and how often it is mentioned there; an invitation if nothing does.
fn filler_ui(ui: &Ui, deck: &Deck, filler: &Filler, rect: Rect, id: eframe::egui::Id, armed: bool) -> Response {
    let response = ui.interact(rect, id, Sense::click());
    if filler.is_empty() {
        let hint = invitation(ui, deck, rect, armed);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), hint));
        return response.on_hover_text(hint);
    }
    let colour = if response.hovered() { ui.visuals().hyperlink_color } else { deck.theme.text };
    let name = look::lines(ui, deck.label(filler), look::body(ui), colour, rect.width(), 1);
    let after = pos2(rect.left() + name.size().x + 5.0, rect.center().y);
    ui.painter().galley(pos2(rect.left(), rect.center().y - name.size().y / 2.0), name, colour);
    if !filler.mentions.is_empty() {
        // The name goes before the number; where both find no room, the hover text has it.
        let times = deck.fill(Words::Times, &[&filler.mentions.len().to_string()]);
        let count = look::lines(ui, &times, look::small(ui), deck.theme.weak, f32::INFINITY, 1);
        if after.x + count.size().x <= rect.right() {
            ui.painter().galley(after - vec2(0.0, count.size().y / 2.0 - 1.0), count, deck.theme.weak);
        }
    }
    let about = deck.about(filler);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &about));
    response.on_hover_text(about)
}

/// Says in an empty well what goes there.
pub fn invitation(ui: &Ui, deck: &Deck, rect: Rect, armed: bool) -> &'static str {
    let hint = deck.say(if armed { Words::NextGoesHere } else { Words::ClickMention });
    let colour = if armed { ui.visuals().hyperlink_color } else { deck.theme.weak };
    look::hint_in(ui, rect, hint, look::small(ui), colour);
    hint
}

/// The button “…”: a list of entities for a slot that no mention fills.
pub fn choose_button(ui: &Ui, deck: &Deck, card: &Coalition, slot: CardSlot, rect: Rect, hand: &mut Hand) {
    let name = deck.statements().card_slot(card.race.office, slot);
    let about = format!("{}: {name}", deck.say(Words::ChooseEntity));
    let dots = row::sign_button_at(ui, rect, part(card, name).with("choose"), &about, glyph::dots);
    let popup = Popup::from_toggle_button_response(&dots)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name(about)
        .width(280.0);
    let shown = popup.show(|ui| search::ui(ui, deck, card.race.office, slot, name, hand));
    if shown.is_none() && hand.state.search.as_ref().is_some_and(|search| search.slot == slot) {
        hand.state.search = None;
    }
}
