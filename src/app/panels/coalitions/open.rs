//! The open card: its slots and fields from top to bottom, and the bin at its end.

use eframe::egui::{ComboBox, Rect, RichText, Role, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::{
    choices::{self, CardChoice},
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
    findings::line(ui, deck, card, hand);
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
    findings::list(ui, deck, card);
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

/// None is chosen while nobody said.
fn status(ui: &mut Ui, deck: &Deck, card: &Coalition, hand: &mut Hand) {
    let names = deck.statements();
    let statuses: Vec<Certainty> = names.statements.statuses.iter().map(|status| status.key).collect();
    let choice = |status: &Certainty| {
        let word = names.certainty(*status);
        CardChoice {
            id: part(card, "status").with(*status),
            word,
            name: format!("{}: {word}", deck.say(Words::Status)),
            help: format!("{word}: {}", names.certainty_help(*status)),
            colour: look::certainty_colour(deck.theme, names.statements, *status),
        }
    };
    let all: Vec<CardChoice> = statuses.iter().map(choice).collect();
    let chosen = statuses.iter().position(|status| *status == card.status);
    let width = ui.available_width();
    let clicked = choices::ui(ui, (0.0, width), &all, chosen, deck.theme.ground, &|painter, rect, at, colours| {
        look::certainty_sign(painter, rect, statuses[at], names.statements, colours);
    });
    if let Some(status) = clicked.and_then(|at| statuses.get(at)) {
        hand.set(card, CoalitionField::Status(*status));
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
    glyph::bin(ui.painter(), sign, colour);
    let at = pos2(area.left() + 23.0, area.center().y - galley.size().y / 2.0);
    ui.painter().galley_with_override_text_color(at, galley, colour);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    if response.clicked() {
        hand.actions.push(Action::RemoveCoalition(card.id.clone()));
    }
}
