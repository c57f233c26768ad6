//! The open card: its slots and fields from top to bottom, and the bin at its end.

use eframe::egui::{ComboBox, Rect, Role, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::{
    deck::{Deck, Hand, part},
    evidence, fields,
    look::{self, ROW, Sign},
    parties, slots,
};
use crate::{
    app::{action::Action, names, text::Words},
    edit::CoalitionField,
    model::{Certainty, Coalition, Office},
    session::CardSlot,
};

pub fn body(ui: &mut Ui, deck: &Deck, card: &Coalition, hand: &mut Hand) {
    ui.spacing_mut().item_spacing.y = 3.0;
    slots::ui(ui, deck, card, CardSlot::Region, hand);
    office(ui, deck, card, hand);
    fields::year(ui, deck, card, hand);
    slots::ui(ui, deck, card, CardSlot::Head, hand);
    slots::ui(ui, deck, card, CardSlot::Deputy, hand);
    parties::ui(ui, deck, card, hand);
    ui.add_space(4.0);
    status(ui, deck, card, hand);
    ui.add_space(4.0);
    fields::speaker(ui, deck, card, hand);
    fields::date(ui, deck, card, hand);
    fields::hedge(ui, deck, card, hand);
    fields::note(ui, deck, card, hand);
    evidence::ui(ui, deck, card, hand);
    ui.add_space(2.0);
    remove(ui, deck, card, hand);
}

fn office(ui: &mut Ui, deck: &Deck, card: &Coalition, hand: &mut Hand) {
    let label = deck.say(Words::Office);
    let now = card.race.office;
    look::row(ui, label, deck.theme, |ui| {
        let name = deck.say(names::office(now));
        let combo = ComboBox::from_id_salt(part(card, "office")).selected_text(name).width(ui.available_width());
        let shown = combo.truncate().show_ui(ui, |ui| {
            for office in Office::ALL.map(Some).into_iter().chain([None]) {
                let text = deck.say(names::office(office));
                if ui.selectable_label(office == now, text).clicked() && office != now {
                    hand.set(card, CoalitionField::Office(office));
                }
            }
        });
        shown.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, ui.is_enabled(), format!("{label}: {name}")));
    });
}

/// Five signs, each with its word where there is room, else only the chosen one.
fn status(ui: &mut Ui, deck: &Deck, card: &Coalition, hand: &mut Hand) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let galleys = Certainty::ALL.map(|certainty| {
        let name = deck.say(names::certainty(certainty));
        look::lines(ui, name, look::small(ui), deck.theme.text, f32::INFINITY, 1)
    });
    let bare = 22.0;
    let all: f32 = galleys.iter().map(|galley| galley.size().x + bare + 4.0).sum();
    let roomy = all <= rect.width();
    let spare = if roomy { (rect.width() - all) / 5.0 } else { 0.0 };
    let mut left = rect.left();
    look::well(ui, rect, false, deck.theme);
    for (certainty, galley) in Certainty::ALL.into_iter().zip(galleys) {
        let chosen = certainty == card.status;
        let worded = roomy || chosen;
        let width = match (roomy, chosen) {
            (true, _) => galley.size().x + bare + 4.0 + spare,
            (false, false) => bare + 4.0,
            (false, true) => rect.width() - 4.0 * (bare + 4.0),
        };
        let cell = Rect::from_min_size(pos2(left, rect.top()), vec2(width, rect.height()));
        left += width;
        let name = deck.say(names::certainty(certainty));
        let label = format!("{}: {name}", deck.say(Words::Status));
        let id = part(card, "status").with(certainty);
        let (response, ink) = look::cell(ui, cell, id, chosen, &label);
        let own = look::certainty_colour(deck.theme, certainty);
        let colour = if chosen { ink } else { own };
        let content = if worded { 16.0 + galley.size().x } else { 12.0 };
        let start = (cell.center().x - content / 2.0).max(cell.left() + 3.0);
        let sign = Rect::from_min_size(pos2(start, cell.center().y - 6.0), Vec2::splat(12.0));
        let ground = if chosen { ui.visuals().selection.bg_fill } else { deck.theme.ground };
        look::certainty_sign(ui.painter(), sign, certainty, colour, ground);
        if worded {
            let ink = if chosen { ink } else { deck.theme.text };
            let at = pos2(start + 16.0, cell.center().y - galley.size().y / 2.0);
            ui.painter().galley_with_override_text_color(at, galley, ink);
        }
        let help = format!("{name}: {}", deck.say(names::certainty_help(certainty)));
        if response.on_hover_text(help).clicked() && !chosen {
            hand.set(card, CoalitionField::Status(certainty));
        }
    }
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
    look::paint_sign(ui.painter(), sign, Sign::Bin, colour);
    let at = pos2(area.left() + 23.0, area.center().y - galley.size().y / 2.0);
    ui.painter().galley_with_override_text_color(at, galley, colour);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    if response.clicked() {
        hand.actions.push(Action::RemoveCoalition(card.id.clone()));
    }
}
